//! Texts of the guide. A chapter's key is its place on the page, and the name of its picture in `public/`.

impl crate::i18n::Texts {
    pub fn guide(self) -> &'static GuideTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of the guide, in one language.
#[derive(Debug)]
pub struct GuideTexts {
    pub title: &'static str,
    pub lede: &'static str,
    pub contents: &'static str,
    pub chapters: &'static [Chapter],
}

/// How to do one thing.
#[derive(Debug)]
pub struct Chapter {
    /// Its place on the page, the same in both languages.
    pub key: &'static str,
    pub heading: &'static str,
    pub steps: &'static [&'static str],
    /// What its picture shows.
    pub picture: &'static str,
}

pub static FR: GuideTexts = GuideTexts {
    title: "Guide d’utilisation",
    lede: "Ce que fait un administrateur, étape par étape. Ce guide s’imprime comme une page.",
    contents: "Sommaire",
    chapters: &[
        Chapter {
            key: "connexion",
            heading: "Se connecter",
            steps: &[
                "Ouvrez le mail de bienvenue\u{a0}: il porte votre identifiant et un mot de passe provisoire, ou un lien.",
                "Saisissez l’identifiant, ou votre adresse e-mail, puis le mot de passe.",
                "Choisissez votre propre mot de passe, d’au moins 15 caractères\u{a0}: le provisoire ne sert qu’une fois.",
            ],
            picture: "La page de connexion, avec l’identifiant et le mot de passe",
        },
        Chapter {
            key: "gestion",
            heading: "Gérer vos utilisateurs",
            steps: &[
                "Dans le menu «\u{a0}Mon compte\u{a0}», ouvrez «\u{a0}Mes informations personnelles\u{a0}».",
                "Cliquez sur «\u{a0}Gestion des utilisateurs\u{a0}».",
                "Modifiez une personne avec le crayon, supprimez-la avec la corbeille. Votre propre ligne ne se supprime pas.",
                "«\u{a0}Voir plus\u{a0}» affiche les suivants\u{a0}; la recherche trouve un nom, une adresse ou un identifiant.",
            ],
            picture: "La gestion des utilisateurs\u{a0}: une ligne par personne, et les utilisateurs avancés",
        },
        Chapter {
            key: "ajouter",
            heading: "Ajouter un utilisateur",
            steps: &[
                "Cliquez sur «\u{a0}Ajouter un utilisateur\u{a0}», ou sur «\u{a0}Créer un utilisateur\u{a0}» dans la liste.",
                "Choisissez le contrat, puis le sous-compte et le site s’il y a lieu.",
                "«\u{a0}Affecter aussi à un autre endroit\u{a0}» donne les mêmes droits à d’autres comptes ou sites.",
                "Saisissez une ou plusieurs adresses, «\u{a0}Ajouter\u{a0}» après chacune\u{a0}; une colonne copiée d’un tableau convient aussi.",
                "Choisissez un profil, et ajustez au besoin les droits application par application.",
                "Cliquez sur «\u{a0}Valider\u{a0}»\u{a0}: chaque nouvelle personne reçoit un mail avec de quoi se connecter.",
            ],
            picture: "Le formulaire de création\u{a0}: l’affectation, les adresses et les droits",
        },
        Chapter {
            key: "avances",
            heading: "Les utilisateurs avancés",
            steps: &[
                "Un utilisateur avancé voit d’un seul regard tous les contrats de tous ses clients, et ne change rien.",
                "Dans «\u{a0}Gestion des utilisateurs\u{a0}», «\u{a0}Ajouter un utilisateur avancé\u{a0}» lui envoie un mail, par lequel il choisit son identifiant et son mot de passe.",
                "«\u{a0}Associer un utilisateur avancé\u{a0}» propose vos contrats à celui d’un autre client\u{a0}: rien ne lui est montré avant qu’il n’accepte, par le mail ou dans «\u{a0}Mon espace\u{a0}». L’un comme l’autre peut y mettre fin.",
                "Il arrive à la «\u{a0}Vision consolidée\u{a0}»\u{a0}: les personnes par statut, les mails en échec, les fins proches et le dernier import de chaque contrat.",
                "Il ouvre un client ou un contrat pour voir ses utilisateurs, et cherche une personne chez tous ses clients à la fois.",
                "Dans «\u{a0}Gestion des utilisateurs\u{a0}», «\u{a0}Exporter les utilisateurs avancés\u{a0}» donne leur liste en fichier.",
            ],
            picture: "La vision consolidée d’un utilisateur avancé\u{a0}: tous les contrats de tous ses clients",
        },
        Chapter {
            key: "retrouver",
            heading: "Retrouver vos utilisateurs",
            steps: &[
                "Ouvrez «\u{a0}Utilisateurs\u{a0}»\u{a0}: chaque ligne est une affectation, ou une personne si vous le choisissez.",
                "Retrouvez vos utilisateurs par n° compte, n° sous-compte, site ou utilisateur.",
                "Cochez des lignes pour les changer ensemble\u{a0}: Guichet dit d’abord qui est touché et qui ne l’est pas.",
                "«\u{a0}Exporter les utilisateurs\u{a0}» donne la liste telle qu’elle est filtrée.",
            ],
            picture: "La liste des utilisateurs, avec ses filtres",
        },
        Chapter {
            key: "importer",
            heading: "Importer des utilisateurs",
            steps: &[
                "«\u{a0}Télécharger le modèle d’import\u{a0}», et remplissez-le\u{a0}; votre propre tableau convient aussi.",
                "«\u{a0}Parcourir\u{a0}», choisissez le fichier\u{a0}: il est vérifié aussitôt, sans rien écrire.",
                "Corrigez ce qui est signalé, ligne par ligne ou toutes les lignes d’une même erreur à la fois.",
                "«\u{a0}Importer\u{a0}»\u{a0}: tous les utilisateurs créés apparaissent dans la liste. Un import s’annule.",
            ],
            picture: "L’import\u{a0}: le modèle et le choix du fichier",
        },
        Chapter {
            key: "passation",
            heading: "Changer d’administrateur",
            steps: &[
                "Ouvrez «\u{a0}Changement administrateur\u{a0}» et cherchez votre successeur parmi les personnes actives.",
                "Confirmez avec votre mot de passe. La personne a sept jours pour accepter, avec le sien.",
                "Jusque-là rien ne change, et vous pouvez abandonner la demande. Il y a toujours un administrateur.",
            ],
            picture: "Le changement d’administrateur\u{a0}: qui administre, et le choix du successeur",
        },
        Chapter {
            key: "suivi",
            heading: "Suivre ce qui a été fait",
            steps: &[
                "«\u{a0}Journal\u{a0}» dit qui a fait quoi, à qui, quand et d’où\u{a0}; filtrez par personne, opération et jour.",
                "«\u{a0}Courriels\u{a0}» montre chaque mail et ce qu’il est devenu\u{a0}; renvoyez ceux qui ont échoué.",
                "«\u{a0}Imports\u{a0}» garde le compte rendu de chaque import.",
            ],
            picture: "Les courriels, par état",
        },
    ],
};

pub static EN: GuideTexts = GuideTexts {
    title: "User guide",
    lede: "What an administrator does, step by step. This guide prints as a page.",
    contents: "Contents",
    chapters: &[
        Chapter {
            key: "connexion",
            heading: "Signing in",
            steps: &[
                "Open the welcome e-mail: it has your identifier and a temporary password, or a link.",
                "Enter the identifier, or your e-mail address, then the password.",
                "Choose a password of your own, of at least 15 characters: the temporary one works once.",
            ],
            picture: "The sign-in page, with identifier and password",
        },
        Chapter {
            key: "gestion",
            heading: "Managing your users",
            steps: &[
                "In the menu “My account”, open “My personal details”.",
                "Click “User management”.",
                "Edit a person with the pencil, remove one with the bin. Your own row cannot be removed.",
                "“See more” shows those who follow; the search finds a name, an address or an identifier.",
            ],
            picture: "User management: one row for each person, and the advanced users",
        },
        Chapter {
            key: "ajouter",
            heading: "Adding a user",
            steps: &[
                "Click “Add a user”, or “Create a user” in the list.",
                "Choose the contract, then the sub-account and the site where there are any.",
                "“Assign to another place, too” gives the same rights at other accounts or sites.",
                "Enter one or several addresses, with “Add” after each; a column copied from a sheet will do as well.",
                "Choose a profile, and adjust the rights application by application where needed.",
                "Click “Submit”: each new person gets an e-mail with what they need to sign in.",
            ],
            picture: "The form for new users: place, addresses and rights",
        },
        Chapter {
            key: "avances",
            heading: "Advanced users",
            steps: &[
                "An advanced user sees all contracts of all their customers at a glance, and changes nothing.",
                "In “User management”, “Add an advanced user” sends them an e-mail, by which they choose their identifier and their password.",
                "“Associate an advanced user” offers your contracts to another customer’s: nothing is shown to them before they accept, by the e-mail or in “My space”. Either of you can end it.",
                "They arrive at the “Consolidated view”: people by status, e-mails that failed, ends that are near, and the last import of each contract.",
                "They open a customer or a contract to see its users, and look for a person among all their customers at once.",
                "In “User management”, “Export advanced users” gives their list as a file.",
            ],
            picture: "The consolidated view of an advanced user: all contracts of all their customers",
        },
        Chapter {
            key: "retrouver",
            heading: "Finding your users",
            steps: &[
                "Open “Users”: each row is an assignment, or a person if you choose so.",
                "Find your users by account number, sub-account number, site or user.",
                "Tick rows to change them together: Guichet first says who is touched and who is not.",
                "“Export users” gives the list as it is filtered.",
            ],
            picture: "The list of users, with its filters",
        },
        Chapter {
            key: "importer",
            heading: "Importing users",
            steps: &[
                "“Download the import template”, and fill it in; a sheet of your own will do as well.",
                "“Browse”, choose the file: it is checked at once, and nothing is written.",
                "Correct what is reported, row by row or all rows with one error at a time.",
                "“Import”: all created users appear in the list. An import can be undone.",
            ],
            picture: "The import: the template and the choice of the file",
        },
        Chapter {
            key: "passation",
            heading: "Changing the administrator",
            steps: &[
                "Open “Change of administrator” and look for your successor among the active people.",
                "Confirm with your password. The person has seven days to accept, with theirs.",
                "Until then nothing changes, and you can cancel the request. There is always an administrator.",
            ],
            picture: "The change of administrator: who administers, and the choice of a successor",
        },
        Chapter {
            key: "suivi",
            heading: "Following what was done",
            steps: &[
                "“Audit log” says who did what to whom, when and from where; filter by person, event and day.",
                "“Mail” shows each e-mail and what became of it; resend those that failed.",
                "“Imports” keeps the report of each import.",
            ],
            picture: "The e-mails, by state",
        },
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_chapters_and_as_many_steps() {
        let outline = |t: &GuideTexts| {
            t.chapters.iter().map(|chapter| (chapter.key, chapter.steps.len())).collect::<Vec<_>>()
        };
        assert_eq!(outline(&FR), outline(&EN));
    }
}
