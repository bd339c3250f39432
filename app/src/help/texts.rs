//! Texts of the help.

impl crate::i18n::Texts {
    pub fn help(self) -> &'static HelpTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of the help, in one language.
#[derive(Debug)]
pub struct HelpTexts {
    /// Name of the page.
    pub title: &'static str,
    /// What it is for.
    pub lede: &'static str,
    /// Who may do what, from the least on.
    pub roles: &'static [Topic],
    /// How to do what.
    pub topics: &'static [Topic],
    /// Over what people ask.
    pub questions: &'static str,
    pub answers: &'static [Answer],
}

/// How to do one thing.
#[derive(Debug)]
pub struct Topic {
    /// Its place on the page, the same in both languages.
    pub key: &'static str,
    /// What it is about.
    pub heading: &'static str,
    pub sentences: &'static [&'static str],
}

/// Something that people ask.
#[derive(Debug)]
pub struct Answer {
    pub question: &'static str,
    pub answer: &'static str,
}

pub static FR: HelpTexts = HelpTexts {
    title: "Aide",
    lede: "Ce que chacun peut faire\u{a0}; donner, changer et retirer les accès de vos collègues.",
    roles: &[
        Topic {
            key: "utilisateur",
            heading: "Utilisateur\u{a0}: vos propres accès",
            sentences: &[
                "«\u{a0}Vos accès\u{a0}» dit, lieu par lieu, ce que vous pouvez faire et jusqu’à quand\u{a0}: par exemple préparer des affranchissements et suivre les envois d’un site.",
                "Il vous manque un droit, ou votre accès est suspendu\u{a0}? La même page nomme les administrateurs de votre entreprise, qui peuvent le changer.",
                "Dans «\u{a0}Mon espace\u{a0}», vous changez votre mot de passe et votre adresse, fermez vos connexions, choisissez la langue et l’apparence.",
                "Avec un second facteur, un code de votre téléphone vous est demandé après le mot de passe. Il s’ajoute dans «\u{a0}Mes informations personnelles\u{a0}»\u{a0}; gardez les codes de secours pour le jour où le téléphone manque.",
                "Une clé d’accès, gardée par votre ordinateur, votre téléphone ou une clé de sécurité, s’ajoute au même endroit\u{a0}: elle remplace ce code, ou le mot de passe et le code. Ajoutez-en deux, sur deux appareils.",
            ],
        },
        Topic {
            key: "administrateur-delegue",
            heading: "Administrateur délégué\u{a0}: les personnes d’un lieu",
            sentences: &[
                "Qui a «\u{a0}Administration\u{a0}» en gestion sur un contrat, un sous-compte ou un site y administre les personnes, et nulle part ailleurs\u{a0}; en consultation, il les voit.",
                "Il ne donne aucun droit qu’il n’a pas lui-même, ni un profil qui en contient un.",
                "Les contrats, les sites et les profils restent à l’administrateur.",
            ],
        },
        Topic {
            key: "utilisateur-avance",
            heading: "Utilisateur avancé\u{a0}: tous les contrats, pour les voir",
            sentences: &[
                "La «\u{a0}Vision consolidée\u{a0}» réunit les contrats de tous vos clients\u{a0}: personnes par statut, sites, mails en échec, fins proches, dernier import, activations par semaine.",
                "Une seule recherche trouve un client, un contrat ou une personne, par son nom, son adresse ou son identifiant.",
                "Ouvrez un client ou un contrat pour voir ses utilisateurs. Vous n’y changez rien, sauf si un profil ou un droit vous le permet.",
            ],
        },
        Topic {
            key: "administrateur",
            heading: "Administrateur\u{a0}: toute l’entreprise",
            sentences: &[
                "Dans «\u{a0}Changement administrateur\u{a0}», il peut exiger un second facteur de ceux qui administrent et des utilisateurs avancés.",
                "L’administrateur gère les personnes, les sites et les profils de toute l’entreprise, et peut tout faire sur tous ses contrats.",
                "Un droit personnel s’ajoute au profil d’une personne, ou en retire. Un droit comme une affectation peut avoir une date de fin.",
                "Les contrats et leurs applications sont ouverts par le transporteur\u{a0}: ce qu’un contrat n’a pas ne peut être donné à personne.",
            ],
        },
    ],
    topics: &[
        Topic {
            key: "creer",
            heading: "Créer un utilisateur",
            sentences: &[
                "Dans «\u{a0}Utilisateurs\u{a0}», choisissez «\u{a0}Créer un utilisateur\u{a0}», puis le compte, le sous-compte s’il y a lieu, le site et le profil.",
                "Saisissez une adresse, ou collez-en plusieurs, une colonne de votre tableur par exemple. Chacune est vérifiée aussitôt.",
                "«\u{a0}Valider\u{a0}» crée les accès. Chaque nouvelle personne reçoit un mail avec son identifiant et un mot de passe provisoire, qu’elle remplace à sa première connexion.",
            ],
        },
        Topic {
            key: "importer",
            heading: "Importer un fichier",
            sentences: &[
                "Téléchargez le modèle, ou prenez votre propre fichier .csv ou .xlsx\u{a0}: les colonnes sont reconnues à leurs titres, dans n’importe quel ordre.",
                "Rien n’est écrit avant votre accord\u{a0}: chaque ligne dit d’abord ce qui en serait fait. Les erreurs qui se répètent se corrigent d’un seul bouton.",
                "Corrigez dans la page, ou importez les lignes valides et téléchargez les autres, avec leur motif, pour les reprendre dans votre tableur.",
                "Importer deux fois le même fichier n’écrit rien de plus et n’envoie aucun mail.",
            ],
        },
        Topic {
            key: "modifier",
            heading: "Retrouver, modifier, retirer",
            sentences: &[
                "Cherchez par compte, sous-compte, site, nom ou adresse\u{a0}: majuscules et accents ne comptent pas. L’adresse de la page garde votre recherche, et se partage.",
                "«\u{a0}Vues\u{a0}», au-dessus de la liste, garde une recherche, son tri et sa présentation sous un nom\u{a0}: vous seul voyez vos vues. Les colonnes restent celles de votre navigateur.",
                "«\u{a0}Modifier\u{a0}» change le nom, le lieu, le profil\u{a0}; «\u{a0}Suspendre\u{a0}» ferme l’accès sans rien effacer.",
                "«\u{a0}Supprimer\u{a0}» retire une affectation. Avec la dernière, la personne quitte votre espace.",
            ],
        },
        Topic {
            key: "gerer",
            heading: "Gérer vos utilisateurs, personne par personne",
            sentences: &[
                "Dans le menu «\u{a0}Mon compte\u{a0}», choisissez «\u{a0}Mes informations personnelles\u{a0}», puis «\u{a0}Gestion des utilisateurs\u{a0}».",
                "Le tableau a une ligne par personne, avec son identifiant. «\u{a0}Voir plus\u{a0}» montre les suivantes\u{a0}; le crayon ouvre la personne, pour lui donner le niveau d’accès souhaité.",
                "La corbeille retire toutes les affectations de la personne à la fois\u{a0}; «\u{a0}Annuler\u{a0}» les remet.",
                "Les utilisateurs avancés ont une vision consolidée de tous vos comptes\u{a0}; «\u{a0}Exporter les utilisateurs avancés\u{a0}» en donne la liste.",
                "«\u{a0}Ajouter un utilisateur avancé\u{a0}»\u{a0}: il reçoit un mail, et choisit son identifiant et son mot de passe. «\u{a0}Modifier\u{a0}» limite ce qu’il voit à certains contrats, le suspend, ou lui renvoie le mail.",
                "«\u{a0}Associer un utilisateur avancé\u{a0}»\u{a0}: vous proposez à celui d’un autre client de suivre vos comptes. Il a 14\u{a0}jours pour accepter, par le mail reçu ou dans «\u{a0}Mon espace\u{a0}»\u{a0}; que l’adresse soit connue ou non, la réponse est la même. Chacun peut y mettre fin.",
            ],
        },
        Topic {
            key: "exporter",
            heading: "Exporter la liste",
            sentences: &[
                "«\u{a0}Exporter les utilisateurs\u{a0}» donne la liste avec les filtres en cours, pour Excel ou pour être importée de nouveau.",
            ],
        },
        Topic {
            key: "tarifs",
            heading: "Télécharger les tarifs",
            sentences: &[
                "«\u{a0}Mes tarifs\u{a0}» donne les documents que le transporteur a publiés pour vos contrats. Une personne qui n’administre rien les voit où son droit «\u{a0}Facturation\u{a0}» est au moins en consultation.",
            ],
        },
        Topic {
            key: "courriels",
            heading: "Suivre les mails",
            sentences: &[
                "«\u{a0}Courriels\u{a0}» dit ce que chaque mail est devenu, avec les mots du serveur qui l’a refusé, et le renvoie\u{a0}: un seul, ou tous ceux qui sont en échec.",
            ],
        },
        Topic {
            key: "journal",
            heading: "Retrouver qui a fait quoi",
            sentences: &[
                "«\u{a0}Journal\u{a0}» dit qui a fait quoi, à qui, quand et depuis quelle adresse réseau. Cherchez par personne, par opération, par date\u{a0}; la recherche s’exporte.",
                "Rien n’y est modifié ni effacé. Qui n’administre qu’un lieu ne le voit pas\u{a0}: il parle de toute l’entreprise.",
            ],
        },
    ],
    questions: "Questions fréquentes",
    answers: &[
        Answer {
            question: "Je quitte l’entreprise, ou je change de poste. Qui administrera\u{a0}?",
            answer: "Dans «\u{a0}Changement administrateur\u{a0}», choisissez votre successeur parmi les personnes actives. Il reçoit un mail et a sept jours pour accepter\u{a0}; jusque-là rien ne change et vous pouvez abandonner. Un adjoint, lui, administre avec vous. Si l’administrateur est déjà parti, adressez-vous à votre transporteur.",
        },
        Answer {
            question: "Une personne n’a pas reçu son mail. Que faire\u{a0}?",
            answer: "Sa ligne dit où en est le mail\u{a0}: en attente, remis ou refusé, avec les mots du serveur qui l’a refusé. S’il est remis, il est peut-être parmi les indésirables\u{a0}; sinon ouvrez la personne par «\u{a0}Modifier\u{a0}», puis «\u{a0}Renvoyer\u{a0}». Si l’adresse est fausse, «\u{a0}Corriger l’adresse\u{a0}», sur la page de la personne, l’échange contre la bonne.",
        },
        Answer {
            question: "Le mot de passe reçu ne fonctionne pas.",
            answer: "Il vaut 72 heures à partir de l’envoi, et seul le plus récent fonctionne. «\u{a0}Modifier\u{a0}», puis «\u{a0}Renvoyer\u{a0}», en envoie un autre.",
        },
        Answer {
            question: "Mon adresse e-mail change, ou celle d’une personne.",
            answer: "Chacun change la sienne dans «\u{a0}Mon espace\u{a0}», avec son mot de passe, et confirme par un lien à l’ancienne adresse et par un autre à la nouvelle\u{a0}; identifiant, affectations et droits restent. Qui ne lit plus l’ancienne boîte ne peut pas confirmer\u{a0}: créez son accès à la nouvelle adresse, puis supprimez l’ancien. Tant qu’une personne ne s’est pas connectée, «\u{a0}Corriger l’adresse\u{a0}» suffit.",
        },
        Answer {
            question: "Une personne travaille sur deux sites. Faut-il la créer deux fois\u{a0}?",
            answer: "Non\u{a0}: saisissez la même adresse pour le second site. Elle garde un seul identifiant et un seul mot de passe, et la liste a une ligne pour chaque affectation\u{a0}; «\u{a0}Par personne\u{a0}» les réunit en une.",
        },
        Answer {
            question: "J’ai supprimé quelqu’un par erreur.",
            answer: "«\u{a0}Annuler\u{a0}», dans le message qui suit, remet tout comme avant. Pendant 30 jours, «\u{a0}Supprimés récemment\u{a0}», au-dessus de la liste, le permet aussi.",
        },
        Answer {
            question: "J’ai importé le mauvais fichier.",
            answer: "Ouvrez le compte rendu de l’import et choisissez «\u{a0}Annuler l’import\u{a0}». La page dit d’abord ce qui sera retiré\u{a0}; qui s’est déjà connecté reste.",
        },
        Answer {
            question: "Les noms de mon fichier ont des caractères étranges.",
            answer: "La page montre un nom de votre fichier lu de plusieurs façons\u{a0}: choisissez celle qui est juste.",
        },
        Answer {
            question: "Un site de mon fichier n’est pas reconnu.",
            answer: "Il doit être écrit comme chez vous, accents et majuscules compris. La page propose le site le plus proche et corrige toutes les lignes à la fois. La liste de vos sites est sous «\u{a0}Sites\u{a0}».",
        },
        Answer {
            question: "Qui ajoute un contrat, un sous-compte ou un site\u{a0}?",
            answer: "Contrats et sous-comptes viennent de votre interlocuteur chez le transporteur. Les sites sont à vous\u{a0}: «\u{a0}Sites\u{a0}» permet de les créer, renommer, fusionner, archiver et importer.",
        },
        Answer {
            question: "Que se passe-t-il quand je change un profil\u{a0}?",
            answer: "Avant d’enregistrer, la page dit combien de personnes gagnent ou perdent quoi, site par site. Rien ne change pour celles qui ont un droit personnel. Le message qui suit permet d’annuler, pendant un jour.",
        },
        Answer {
            question: "Notre transporteur voit-il nos utilisateurs\u{a0}?",
            answer: "Seulement après avoir donné un motif\u{a0}: il les voit alors une heure, sans rien pouvoir changer, et votre «\u{a0}Journal\u{a0}» montre quand et pourquoi. Sans motif, il sait combien ils sont, et gère vos contrats, vos sous-comptes et vos tarifs.",
        },
    ],
};

pub static EN: HelpTexts = HelpTexts {
    title: "Help",
    lede: "What each may do; giving, changing and taking away your colleagues’ access.",
    roles: &[
        Topic {
            key: "utilisateur",
            heading: "User: your own access",
            sentences: &[
                "“Your access” says, place by place, what you may do and until when: prepare shipments and track the parcels of a site, for example.",
                "A right is missing, or your access is suspended? The same page names your company’s administrators, who can change it.",
                "In “My space” you change your password and your address, end your sessions, and choose language and appearance.",
                "With a second factor, a code of your telephone is asked for after the password. It is added in “My personal details”; keep the recovery codes for the day on which the telephone is missing.",
                "A passkey, kept by your computer, your telephone or a security key, is added in the same place: it takes the place of that code, or of the password and the code. Add two, on two devices.",
            ],
        },
        Topic {
            key: "administrateur-delegue",
            heading: "Delegated administrator: the people of a place",
            sentences: &[
                "Whoever has “Administration” at “Manage” under a contract, in a sub-account or at a site administers the people there, and nowhere else; at “View” they see them.",
                "They give no right that they do not have themselves, and no profile that holds one.",
                "Contracts, sites and profiles remain the administrator’s.",
            ],
        },
        Topic {
            key: "utilisateur-avance",
            heading: "Advanced user: all contracts, to look at",
            sentences: &[
                "The “Consolidated view” brings together the contracts of all your customers: people by status, sites, failed mails, near ends, last import, activations by week.",
                "One search finds a customer, a contract or a person, by name, address or identifier.",
                "Open a customer or a contract to see its users. You change nothing there, unless a profile or a right lets you.",
            ],
        },
        Topic {
            key: "administrateur",
            heading: "Administrator: the whole company",
            sentences: &[
                "In “Change of administrator”, they can require a second factor of those who administer and of the advanced users.",
                "The administrator manages the people, sites and profiles of the whole company, and may do everything under all its contracts.",
                "A personal right adds to somebody’s profile, or takes from it. A right and an assignment can have an end date.",
                "Contracts and their applications are opened by the carrier: what a contract does not have can be given to nobody.",
            ],
        },
    ],
    topics: &[
        Topic {
            key: "creer",
            heading: "Create a user",
            sentences: &[
                "Under “Users”, choose “Create a user”, then the account, its sub-account where there is one, the site and the profile.",
                "Type an address, or paste several, a column of your spreadsheet for example. Each is checked at once.",
                "“Submit” gives them access. Each new person gets a mail with an identifier and a temporary password, to be replaced when first signing in.",
            ],
        },
        Topic {
            key: "importer",
            heading: "Import a file",
            sentences: &[
                "Download the template, or take your own .csv or .xlsx file: columns are recognised by their headings, in any order.",
                "Nothing is written before you agree: each row first says what would be done with it. Mistakes that repeat are corrected by one button.",
                "Correct in the page, or import the valid rows and download the others, with their reasons, to go on in your spreadsheet.",
                "Importing the same file twice writes nothing more and sends no mail.",
            ],
        },
        Topic {
            key: "modifier",
            heading: "Find, change, remove",
            sentences: &[
                "Search by account, sub-account, site, name or address: capitals and accents do not count. The page’s address keeps your search, and can be shared.",
                "“Views”, above the list, keeps a search with its order and layout under a name: nobody else sees your views. The columns remain those of your browser.",
                "“Edit” changes name, place and profile; “Suspend” closes the access and deletes nothing.",
                "“Remove” takes an assignment away. With the last one, the person leaves your area.",
            ],
        },
        Topic {
            key: "gerer",
            heading: "Manage your users, person by person",
            sentences: &[
                "In the menu “My account”, choose “My personal details”, then “User management”.",
                "The table has a row for each person, with their identifier. “See more” shows the next ones; the pencil opens the person, to give them the access you wish.",
                "The bin takes all assignments of the person away at once; “Undo” puts them back.",
                "Advanced users have a consolidated view of all your accounts; “Export advanced users” lists them.",
                "“Add an advanced user”: they get a mail, and choose their identifier and password. “Edit” narrows what they see to some contracts, suspends them, or sends the mail again.",
                "“Associate an advanced user”: you offer that of another customer to follow your accounts. They have 14\u{a0}days to accept, by the mail or in “My space”; whether the address is known or not, the answer is the same. Either side can end it.",
            ],
        },
        Topic {
            key: "exporter",
            heading: "Export the list",
            sentences: &[
                "“Export users” gives the list with its present filters, for Excel or to be imported again.",
            ],
        },
        Topic {
            key: "tarifs",
            heading: "Download price lists",
            sentences: &[
                "“My price lists” has the documents that the carrier has published for your contracts. Somebody who administers nothing sees them wherever their right “Billing” is at “View” at least.",
            ],
        },
        Topic {
            key: "courriels",
            heading: "Follow the mail",
            sentences: &[
                "“Mail” says what became of each message, in the words of the server that refused it, and resends it: one, or all that failed.",
            ],
        },
        Topic {
            key: "journal",
            heading: "Find out who did what",
            sentences: &[
                "The “Audit log” says who did what, to whom, when and from which network address. Search by person, event or date; what you find can be exported.",
                "Nothing in it is ever changed or deleted. Whoever administers one place only does not see it: it is about the whole company.",
            ],
        },
    ],
    questions: "Frequent questions",
    answers: &[
        Answer {
            question: "I am leaving the company, or changing jobs. Who will administer?",
            answer: "Under “Change of administrator”, choose your successor among the active people. They get a mail and have seven days to accept; until then nothing changes and you can cancel. A deputy administers with you. If the administrator has left already, turn to your carrier.",
        },
        Answer {
            question: "Somebody has not received the mail. What now?",
            answer: "The row says what became of the mail: waiting, delivered or refused, in the words of the server that refused it. If it was delivered, it may be among the junk; else open the person by “Edit”, then “Resend”. If the address is wrong, “Correct the address”, on the person’s page, exchanges it for the right one.",
        },
        Answer {
            question: "The password of the mail does not work.",
            answer: "It is good for 72 hours from when the mail left, and only the latest works. “Edit”, then “Resend”, sends another.",
        },
        Answer {
            question: "My e-mail address changes, or somebody else’s.",
            answer: "Everybody changes their own in “My space”, with their password, and confirms by one link at the old address and another at the new one; identifier, assignments and rights stay. Whoever can no longer read the old mailbox cannot confirm: create their access at the new address, then remove the old one. Until somebody has signed in, “Correct the address” is enough.",
        },
        Answer {
            question: "Somebody works at two sites. Are they created twice?",
            answer: "No: type the same address for the second site. They keep one identifier and one password, and the list has a row for each assignment; “By person” brings them together in one.",
        },
        Answer {
            question: "I removed somebody by mistake.",
            answer: "“Undo”, in the message that follows, puts everything back as it was. For 30 days, “Recently removed”, above the list, does so too.",
        },
        Answer {
            question: "I imported the wrong file.",
            answer: "Open the report of the import and choose “Undo the import”. The page first says what will be taken away; who has signed in already stays.",
        },
        Answer {
            question: "The names of my file have strange characters.",
            answer: "The page shows a name of your file read in several ways: choose the one that is right.",
        },
        Answer {
            question: "A site of my file is not recognised.",
            answer: "It must be written as yours is, accents and capitals included. The page offers the nearest site and corrects all rows at once. Your sites are listed under “Sites”.",
        },
        Answer {
            question: "Who adds a contract, a sub-account or a site?",
            answer: "Contracts and sub-accounts come from your contact at the carrier. Sites are yours: under “Sites” you create, rename, merge, archive and import them.",
        },
        Answer {
            question: "What happens when I change a profile?",
            answer: "Before it is saved, the page tells how many people gain or lose what, site by site. Nothing changes for those who have a personal right. The message that follows offers to undo it, for a day.",
        },
        Answer {
            question: "Does our carrier see our users?",
            answer: "Only after giving a reason: it then sees them for an hour and can change nothing, and your “Audit log” shows when and why. Without a reason it knows how many they are, and manages your contracts, sub-accounts and price lists.",
        },
    ],
};
