//! Texts of advanced users.

#[cfg(feature = "ssr")]
use crate::i18n::texts;
use crate::i18n::{Locale, count};
use domain::names::NameError;
#[cfg(feature = "ssr")]
use domain::users::UserStatus;

impl crate::i18n::Texts {
    /// Advanced users.
    pub fn advanced(self) -> &'static AdvancedTexts {
        self.of(&FR, &EN)
    }
}

/// What a file of advanced users says.
#[cfg(feature = "ssr")]
pub fn words(locale: Locale) -> backend::advanced_users::Words {
    let (t, management) = (texts(locale).advanced(), texts(locale).management());
    let status: fn(UserStatus) -> &'static str = match locale {
        Locale::Fr => |status| texts(Locale::Fr).components().status(status),
        Locale::En => |status| texts(Locale::En).components().status(status),
    };
    backend::advanced_users::Words {
        headings: [
            management.last_name,
            management.first_name,
            management.email,
            management.identifier,
            t.status,
            t.contracts,
        ],
        status,
        all_contracts: t.all_contracts,
    }
}

/// Texts of importing advanced users.
#[derive(Debug)]
pub struct ImportTexts {
    pub title: &'static str,
    pub lede: &'static str,
    pub file: &'static str,
    pub hint: &'static str,
    pub look: &'static str,
    pub nothing_chosen: &'static str,
    pub too_large: &'static str,
    pub no_addresses: &'static str,
    pub too_many: &'static str,
    /// How many would be added, and of which file.
    pub would_add: fn(u64, &str) -> String,
    pub known: fn(u64) -> String,
    pub wrong: fn(u64) -> String,
    pub aside: fn(u64) -> String,
    pub no_rows: fn(u64) -> String,
    pub formula: fn(&str) -> String,
    pub add: fn(u64) -> String,
    pub to_correct: &'static str,
    pub to_add: &'static str,
    pub name: &'static str,
    /// A line, and the address that stands there.
    pub line: fn(u32, &str) -> String,
    pub unknown_contract: fn(&str) -> String,
    pub twice: fn(u32) -> String,
}

/// Texts of advanced users, in one language.
#[derive(Debug)]
pub struct AdvancedTexts {
    pub add: &'static str,
    pub add_what: &'static str,
    pub add_lede: &'static str,
    pub add_consequence: &'static str,
    pub add_submit: &'static str,
    pub associate: &'static str,
    pub associate_what: &'static str,
    pub associate_lede: &'static str,
    pub associate_consequence: &'static str,
    pub associate_submit: &'static str,
    pub email: &'static str,
    pub email_hint: &'static str,
    pub one_address: &'static str,
    pub back: &'static str,
    pub edit: &'static str,
    pub edit_lede: &'static str,
    pub save: &'static str,
    pub status: &'static str,
    pub contracts: &'static str,
    pub all_contracts: &'static str,
    /// Over the choice of all contracts or some.
    pub sees: &'static str,
    pub sees_all: &'static str,
    pub sees_chosen: &'static str,
    pub access: &'static str,
    pub resend: &'static str,
    pub resend_consequence: &'static str,
    pub suspend: &'static str,
    pub suspend_consequence: &'static str,
    pub reactivate: &'static str,
    pub reactivate_consequence: &'static str,
    pub remove: &'static str,
    pub remove_consequence: &'static str,
    pub import: ImportTexts,
    pub search_label: &'static str,
    pub search: &'static str,
    pub everybody: &'static str,
    pub export_xlsx: &'static str,
    pub proposals: &'static str,
    pub proposed_to: &'static str,
    pub asked_on: fn(&str) -> String,
    pub waiting: fn(&str) -> String,
    pub expired: fn(&str) -> String,
    pub withdraw: &'static str,
    pub withdraw_row: fn(&str) -> String,
    /// The same, once it has run out.
    pub forget: &'static str,
    pub forget_row: fn(&str) -> String,
    pub problems: ProblemTexts,
    pub done: DoneTexts,
}

/// Why a form was refused.
#[derive(Debug)]
pub struct ProblemTexts {
    pub name: fn(NameError) -> &'static str,
    pub known: &'static str,
    pub own: &'static str,
    pub asked: &'static str,
    pub too_many: &'static str,
    pub no_contract: &'static str,
    pub unknown_contract: &'static str,
}

/// What was just done.
#[derive(Debug)]
pub struct DoneTexts {
    pub added: fn(&str) -> String,
    pub imported: fn(u64) -> String,
    pub proposed: fn(&str) -> String,
    pub withdrawn: &'static str,
    pub edited: &'static str,
    pub suspended: &'static str,
    pub reactivated: &'static str,
    pub mailed_again: &'static str,
    pub mailed_too_soon: &'static str,
    pub removed: &'static str,
    pub gone: &'static str,
}

pub static FR: AdvancedTexts = AdvancedTexts {
    add: "Ajouter un utilisateur avancé",
    add_what: "Une vision consolidée de l’ensemble de vos comptes. Il reçoit un mail et crée ses identifiants.",
    add_lede: "Il voit l’ensemble de vos comptes, et crée lui-même son identifiant et son mot de passe.",
    add_consequence: "Un mail lui est envoyé avec un lien d’activation, valable 72\u{a0}heures. Il verra tous vos contrats, ceux à venir compris\u{a0}; vous pourrez les restreindre ensuite.",
    add_submit: "Ajouter et envoyer le mail",
    associate: "Associer un utilisateur avancé",
    associate_what: "Il est déjà utilisateur avancé d’un autre client\u{a0}: proposez-lui de suivre ce compte. Une personne, une adresse.",
    associate_lede: "Proposez à un utilisateur avancé d’un autre client de suivre aussi vos comptes.",
    associate_consequence: "Si un utilisateur avancé a cette adresse, il reçoit un mail et peut accepter pendant 14\u{a0}jours. Rien n’est partagé avant. Pour protéger chacun, la réponse est ici la même, que l’adresse soit connue ou non.",
    associate_submit: "Envoyer la demande",
    email: "Son adresse e-mail",
    email_hint: "Une adresse personnelle\u{a0}: il s’en servira aussi pour se connecter.",
    one_address: "Un utilisateur avancé, une adresse\u{a0}: celle avec laquelle il se connecte déjà.",
    back: "Revenir sans enregistrer",
    edit: "Utilisateur avancé",
    edit_lede: "Son nom, les contrats qu’il voit, et son accès.",
    save: "Enregistrer",
    status: "État",
    contracts: "Contrats",
    all_contracts: "Tous",
    sees: "Il voit",
    sees_all: "Tous vos contrats, ceux à venir compris",
    sees_chosen: "Les contrats cochés ci-dessous",
    access: "Son accès",
    resend: "Renvoyer le mail",
    resend_consequence: "Il n’est pas encore venu. Un nouveau mail lui donne un autre lien\u{a0}; le précédent ne sert plus.",
    suspend: "Suspendre",
    suspend_consequence: "Suspendu, il ne voit plus rien de vos comptes jusqu’à ce que vous le réactiviez.",
    reactivate: "Réactiver",
    reactivate_consequence: "Réactivé, il voit de nouveau les mêmes contrats.",
    remove: "Supprimer",
    remove_consequence: "Supprimé, il ne voit plus vos comptes et en est averti. Ce qu’il a chez d’autres clients, ou en son nom chez vous, ne change pas. Pour revenir en arrière, il faudra l’ajouter ou l’associer de nouveau.",
    import: ImportTexts {
        title: "Importer des utilisateurs avancés",
        lede: "Un fichier avec une colonne Email, et si vous le souhaitez Nom, Prénom et Contrats. Rien n’est fait avant que vous n’ayez vu ce qu’il ferait.",
        file: "Fichier",
        hint: ".csv ou .xlsx, 300 lignes au plus. Sans contrat, la personne les voit tous. S’il a une colonne Type, seules ses lignes «\u{a0}avancé\u{a0}» sont prises. L’export des utilisateurs avancés se relit tel quel.",
        look: "Vérifier le fichier",
        nothing_chosen: "Choisissez d’abord un fichier.",
        too_large: "Le fichier dépasse 1\u{a0}Mio\u{a0}: gardez la feuille des utilisateurs avancés seule.",
        no_addresses: "Aucune colonne n’est reconnue pour l’adresse\u{a0}: donnez-lui le titre «\u{a0}Email\u{a0}».",
        too_many: "Le fichier a plus de 300 lignes\u{a0}: partagez-le.",
        would_add: |n, file| match n {
            0 => format!("{file}\u{a0}: personne à ajouter."),
            n => format!(
                "{file}\u{a0}: {} à ajouter.",
                count(Locale::Fr, n, "utilisateur avancé", "utilisateurs avancés")
            ),
        },
        known: |n| format!("{} déjà\u{a0}: rien ne change.", count(Locale::Fr, n, "l’est", "le sont")),
        wrong: |n| {
            format!(
                "{} laissée de côté tant qu’elle n’est pas corrigée.",
                count(Locale::Fr, n, "ligne en erreur est", "lignes en erreur\u{a0}: chacune est")
            )
        },
        aside: |n| {
            format!(
                "{} d’un autre type\u{a0}: pour l’import des utilisateurs.",
                count(Locale::Fr, n, "ligne est", "lignes sont")
            )
        },
        no_rows: |n| {
            format!(
                "{} (total, titre répété, remarque).",
                count(
                    Locale::Fr,
                    n,
                    "ligne qui ne nomme personne est laissée de côté",
                    "lignes qui ne nomment personne sont laissées de côté"
                )
            )
        },
        formula: |cell| format!("«\u{a0}{cell}\u{a0}» est une erreur de formule du tableur."),
        add: |n| match n {
            1 => "Ajouter cette personne et envoyer le mail".to_owned(),
            n => format!("Ajouter les {n} personnes et envoyer les mails"),
        },
        to_correct: "À corriger dans le fichier",
        to_add: "Qui sera ajouté",
        name: "Nom",
        line: |line, email| format!("Ligne {line}, «\u{a0}{email}\u{a0}»\u{a0}:"),
        unknown_contract: |number| format!("vous n’avez pas de contrat {number}."),
        twice: |line| format!("cette adresse est déjà à la ligne {line}."),
    },
    search_label: "Parmi les utilisateurs avancés",
    search: "Chercher",
    everybody: "Voir tous les utilisateurs avancés",
    export_xlsx: "La même liste en xlsx",
    proposals: "Associations proposées",
    proposed_to: "Demande envoyée à",
    asked_on: |day| format!("le {day}"),
    waiting: |day| format!("En attente, jusqu’au {day}"),
    expired: |day| format!("Expirée le {day}"),
    withdraw: "Retirer",
    withdraw_row: |email| format!("Retirer la demande à {email}"),
    forget: "Effacer",
    forget_row: |email| format!("Effacer la demande à {email}"),
    problems: ProblemTexts {
        name: |error| match error {
            NameError::Empty => "Saisissez un nom, ou laissez ce champ vide.",
            NameError::TooLong { .. } => "Pas plus de 80\u{a0}caractères.",
            NameError::Invisible => "Ce nom contient un caractère invisible\u{a0}: saisissez-le à la main.",
            NameError::Link => "Un nom ne peut contenir ni lien ni numéro de téléphone.",
        },
        known: "Cette adresse est déjà celle d’un de vos utilisateurs avancés.",
        own: "C’est votre propre adresse\u{a0}: vous voyez déjà tous vos comptes.",
        asked: "Une demande à cette adresse est déjà en attente. Retirez-la d’abord pour en envoyer une autre.",
        too_many: "Trop de demandes depuis hier. Réessayez demain.",
        no_contract: "Cochez au moins un contrat.",
        unknown_contract: "Un des contrats cochés n’existe plus. Cochez de nouveau ceux à montrer.",
    },
    done: DoneTexts {
        imported: |n| {
            let added = count(Locale::Fr, n, "utilisateur avancé ajouté", "utilisateurs avancés ajoutés");
            format!(
                "{added}\u{a0}: {}.",
                if n < 2 { "un mail part pour lui" } else { "un mail part à chacun" }
            )
        },
        added: |email| format!("Utilisateur avancé ajouté\u{a0}: un mail part à {email}."),
        proposed: |email| {
            format!(
                "Demande envoyée à {email}, en attente. Si un utilisateur avancé a cette adresse, il peut accepter pendant 14\u{a0}jours."
            )
        },
        withdrawn: "Demande retirée\u{a0}: elle ne peut plus être acceptée.",
        edited: "Utilisateur avancé enregistré.",
        suspended: "Utilisateur avancé suspendu\u{a0}: vos comptes ne lui sont plus montrés.",
        reactivated: "Utilisateur avancé réactivé. S’il n’était pas encore venu, renvoyez-lui le mail.",
        mailed_again: "Le mail part de nouveau, avec un autre lien.",
        mailed_too_soon: "Le mail précédent vient de partir\u{a0}: réessayez dans une minute.",
        removed: "Utilisateur avancé supprimé\u{a0}: vos comptes ne lui sont plus montrés.",
        gone: "Cela a changé entre-temps\u{a0}: voici où en sont les utilisateurs avancés.",
    },
};

pub static EN: AdvancedTexts = AdvancedTexts {
    add: "Add an advanced user",
    add_what: "A consolidated view of all your accounts. They get a mail and make their own credentials.",
    add_lede: "They see all your accounts, and choose their identifier and password themselves.",
    add_consequence: "A mail goes to them with an activation link, valid for 72\u{a0}hours. They will see all your contracts, those to come as well; you can narrow them afterwards.",
    add_submit: "Add and send the mail",
    associate: "Associate an advanced user",
    associate_what: "They are an advanced user of another customer already: offer them to follow this account. One person, one address.",
    associate_lede: "Offer an advanced user of another customer to follow your accounts, too.",
    associate_consequence: "If an advanced user has this address, they get a mail and can accept for 14\u{a0}days. Nothing is shared before. To protect everybody, the answer here is the same whether the address is known or not.",
    associate_submit: "Send the request",
    email: "Their e-mail address",
    email_hint: "A personal address: they will also sign in with it.",
    one_address: "One advanced user, one address: the one with which they sign in already.",
    back: "Back without saving",
    edit: "Advanced user",
    edit_lede: "Their name, the contracts that they see, and their access.",
    save: "Save",
    status: "Status",
    contracts: "Contracts",
    all_contracts: "All",
    sees: "They see",
    sees_all: "All your contracts, those to come as well",
    sees_chosen: "The contracts ticked below",
    access: "Their access",
    resend: "Send the mail again",
    resend_consequence: "They have not come yet. A new mail gives them another link; the one before no longer works.",
    suspend: "Suspend",
    suspend_consequence: "Suspended, they see nothing of your accounts until you reactivate them.",
    reactivate: "Reactivate",
    reactivate_consequence: "Reactivated, they see the same contracts again.",
    remove: "Remove",
    remove_consequence: "Removed, they no longer see your accounts, and are told so. What they have with other customers, or in their own name with you, does not change. To go back, they have to be added or associated again.",
    import: ImportTexts {
        title: "Import advanced users",
        lede: "A file with a column Email and, if you like, Last name, First name and Contracts. Nothing is done before you have seen what it would do.",
        file: "File",
        hint: ".csv or .xlsx, no more than 300 rows. Without a contract, the person sees all. If it has a column Type, only its rows “advanced” are taken. The export of advanced users reads back as it is.",
        look: "Check the file",
        nothing_chosen: "Choose a file first.",
        too_large: "The file is larger than 1\u{a0}MiB: keep the sheet of advanced users alone.",
        no_addresses: "No column is recognised for the address: give it the heading “Email”.",
        too_many: "The file has more than 300 rows: split it.",
        would_add: |n, file| match n {
            0 => format!("{file}: nobody to add."),
            n => format!("{file}: {} to add.", count(Locale::En, n, "advanced user", "advanced users")),
        },
        known: |n| format!("{} already: nothing changes.", count(Locale::En, n, "is one", "are some")),
        wrong: |n| {
            format!(
                "{} left out until corrected.",
                count(Locale::En, n, "row in error is", "rows in error are")
            )
        },
        aside: |n| {
            format!(
                "{} of another type: for the import of users.",
                count(Locale::En, n, "row is", "rows are")
            )
        },
        no_rows: |n| {
            format!(
                "{} nobody (total, repeated heading, remark): left aside.",
                count(Locale::En, n, "line names", "lines name")
            )
        },
        formula: |cell| format!("“{cell}” is an error of a spreadsheet’s formula."),
        add: |n| match n {
            1 => "Add this person and send the mail".to_owned(),
            n => format!("Add all {n} people and send the mails"),
        },
        to_correct: "To correct in the file",
        to_add: "Who will be added",
        name: "Name",
        line: |line, email| format!("Line {line}, “{email}”:"),
        unknown_contract: |number| format!("you have no contract {number}."),
        twice: |line| format!("this address stands in line {line} already."),
    },
    search_label: "Among the advanced users",
    search: "Find",
    everybody: "See all advanced users",
    export_xlsx: "The same list as xlsx",
    proposals: "Proposed associations",
    proposed_to: "Request sent to",
    asked_on: |day| format!("on {day}"),
    waiting: |day| format!("Waiting, until {day}"),
    expired: |day| format!("Expired on {day}"),
    withdraw: "Withdraw",
    withdraw_row: |email| format!("Withdraw the request to {email}"),
    forget: "Clear",
    forget_row: |email| format!("Clear the request to {email}"),
    problems: ProblemTexts {
        name: |error| match error {
            NameError::Empty => "Type a name, or leave this field empty.",
            NameError::TooLong { .. } => "No more than 80\u{a0}characters.",
            NameError::Invisible => "This name has an invisible character in it: type it by hand.",
            NameError::Link => "A name cannot hold a link or a telephone number.",
        },
        known: "This address is that of one of your advanced users already.",
        own: "This is your own address: you see all your accounts already.",
        asked: "A request to this address is waiting already. Withdraw it first to send another.",
        too_many: "Too many requests since yesterday. Try again tomorrow.",
        no_contract: "Tick at least one contract.",
        unknown_contract: "One of the contracts that were ticked is gone. Tick again those to be shown.",
    },
    done: DoneTexts {
        imported: |n| {
            let added = count(Locale::En, n, "advanced user added", "advanced users added");
            format!("{added}: a mail is on its way to {}.", if n == 1 { "them" } else { "each" })
        },
        added: |email| format!("Advanced user added: a mail is on its way to {email}."),
        proposed: |email| {
            format!(
                "Request sent to {email}, waiting. If an advanced user has this address, they can accept for 14\u{a0}days."
            )
        },
        withdrawn: "Request withdrawn: it cannot be accepted any more.",
        edited: "Advanced user saved.",
        suspended: "Advanced user suspended: your accounts are not shown to them any more.",
        reactivated: "Advanced user reactivated. If they had not come yet, send them the mail again.",
        mailed_again: "The mail is on its way again, with another link.",
        mailed_too_soon: "The previous mail has just left: try again in a minute.",
        removed: "Advanced user removed: your accounts are not shown to them any more.",
        gone: "This has changed in the meantime: here is how the advanced users stand.",
    },
};
