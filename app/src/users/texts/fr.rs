use super::{Create, Edit, Fields, FlashTexts, List, Removal, UserTexts};
use crate::i18n::{count, date};
use domain::address::AddressError;
use domain::locale::Locale::Fr;
use domain::users::Count;

pub static FR: UserTexts =
    UserTexts { list: LIST, fields: FIELDS, flash: FLASH, removal: REMOVAL, create: CREATE, edit: EDIT };

const LIST: List = List {
    title: "Liste des utilisateurs",
    lede: "Une personne a une ou plusieurs affectations\u{a0}: un contrat, un sous-compte, un site, avec un profil.",
    client_area: "Mon espace client",
    users: "Utilisateurs",
    create: "Créer un utilisateur",
    import: "Importer des utilisateurs",
    export: "Exporter les utilisateurs",
    more_exports: "Autres formats d’export",
    export_for_excel: "CSV pour Excel",
    export_workbook: "Classeur Excel (.xlsx)\u{a0}: garde les zéros des numéros, avec statut et dernière connexion",
    export_for_import: "CSV à réimporter tel quel",
    search_by: "Retrouver vos utilisateurs par",
    user: "Utilisateur",
    status: "Statut",
    any: "Tous",
    any_site: "Tous les sites",
    user_example: "Nom ou adresse e-mail",
    mail_failed: "Mail en échec",
    ends_soon: "Fin proche",
    search: "Rechercher",
    clear: "Effacer les critères",
    profile_filter: |profile| format!("Profil\u{a0}: {profile}"),
    import_filter: "Lignes écrites par un import",
    criterion: |name, value| format!("{name}\u{a0}: {value}"),
    unfiltered: "Sans critère",
    drop_filter: "Retirer ce critère",
    heading: "Affectations",
    assignments,
    for_people: |n| format!("pour {}", people(n)),
    people,
    with_assignments: |n| format!("avec {}", assignments(n)),
    grouping: "Une ligne par",
    by_assignment: "Par affectation",
    by_person: "Par personne",
    more_assignments: |n| format!("et {}", count(Fr, n, "autre", "autres")),
    selection: "Sélection",
    select_page: "Sélectionner toutes les lignes de la page",
    select_row: |who, email, site| format!("Sélectionner {who}, {email}, {site}"),
    selected: |n| count(Fr, n, "affectation sélectionnée", "affectations sélectionnées"),
    selected_some: "Avec les lignes cochées",
    select_matching: |n| format!("Toute la liste ({})", assignments(n)),
    select_none: "Tout désélectionner",
    mails_failed: |n| count(Fr, n, "mail en échec", "mails en échec"),
    ending_soon: |n| match n {
        Count::Exactly(n) => count(Fr, n, "fin d’accès proche", "fins d’accès proches"),
        Count::MoreThan(n) => format!("Plus de {} fins d’accès proches", number(n)),
    },
    until: |end| format!("jusqu’au {}", end.shown()),
    density: "Densité",
    compact: "Compact",
    comfortable: "Confort",
    caption: |column, descending| {
        format!("Affectations des utilisateurs, triées {}", order(column, descending))
    },
    caption_by_person: |column, descending| {
        format!("Utilisateurs et leurs affectations, triés {}", order(column, descending))
    },
    columns: "Colonnes",
    columns_shown: |shown, all| format!("{shown} sur {all}"),
    columns_legend: "Colonnes affichées",
    columns_apply: "Afficher",
    columns_usual: "Rétablir l’affichage d’origine",
    last_sign_in: "Dernière connexion",
    created_at: "Créée le",
    never: "jamais",
    day: |at| date(Fr, at),
    contract_column: "N° et nom du contrat",
    contract: "Contrat",
    sub_account: "Sous-compte",
    all: "Tous",
    all_sites: "tous sites",
    edit: "Modifier",
    remove: "Supprimer",
    edit_row: |who, email, site| format!("Modifier {who}, {email}, {site}"),
    remove_row: |who, site| format!("Supprimer l’affectation de {who}, {site}"),
    resend: "Renvoyer",
    resend_row: |email| format!("Renvoyer le mail à {email}"),
    refusal: "Motif",
    refusal_of: |email| format!("Motif du refus du mail à {email}"),
    delay_of: |email| format!("Motif de l’attente du mail à {email}"),
    pages: "Pages de la liste",
    range: |first, last| format!("{} à {}", number(first), number(last)),
    range_of: |first, last, total| format!("{} à {} sur {total}", number(first), number(last)),
    page_size: "Lignes par page",
    empty: "Aucun utilisateur pour l’instant",
    empty_why: "Créez-les un par un, ou importez un fichier\u{a0}: chacun recevra son mail de bienvenue.",
    no_result: "Aucune affectation ne répond à ces critères",
    no_result_why: "Vérifiez l’orthographe, ou cherchez par une partie du nom ou de l’adresse.",
    retry: "Réessayer",
};

const FIELDS: Fields = Fields {
    contract: "N° compte",
    sub_account: "N° sous-compte",
    every_sub_account: "Tous les sous-comptes",
    site: "Site",
    profile: "Profil",
    choose: "À choisir",
    last_name: "Nom",
    first_name: "Prénom",
    email: "Adresse e-mail",
    login: "Identifiant",
    end: "Dernier jour de l’accès",
    end_hint: "Par exemple 31/12/2026. L’accès prend fin à la fin de cette journée\u{a0}; sans date, il n’a pas de fin.",
    right_end: "Jusqu’au",
    right_end_for: |application| format!("Dernier jour du droit personnel {application}"),
    rights: "Droits",
    personal_rights: |n| count(Fr, n, "droit personnel", "droits personnels"),
    why: "Pourquoi\u{a0}?",
    why_for: |application| format!("Pourquoi\u{a0}? {application}"),
    by_profile: |profile, given| format!("Vient du profil {profile}. Affectation donnée {given}."),
    by_person: |given| format!("Donné à cette personne {given}."),
    given: |by, at| match (by, at) {
        (Some(by), Some(at)) => format!("par {by} le {at}"),
        (None, Some(at)) => format!("par le transporteur le {at}"),
        (Some(by), None) => format!("par {by}"),
        (None, None) => "à une date qui n’est plus connue".to_owned(),
    },
    error_of: |what, message| format!("{what}\u{a0}: {message}"),
    errors: &[
        ("missing_contract", "Choisissez un compte."),
        ("unknown_contract", "Ce compte n’est pas, ou n’est plus, l’un des vôtres."),
        ("unknown_sub_account", "Ce sous-compte n’appartient pas à ce compte."),
        ("missing_site", "Choisissez un site."),
        ("unknown_site", "Ce site n’est pas, ou n’est plus, l’un des vôtres."),
        ("missing_end", "Indiquez le dernier jour, ou cochez que la date de fin est retirée."),
        ("missing_profile", "Choisissez un profil."),
        ("unknown_profile", "Ce profil n’existe pas, ou n’existe plus."),
        ("too_many_places", "Dix affectations au plus en une fois."),
        ("missing_addresses", "Indiquez au moins une adresse e-mail."),
        ("wrong_addresses", "Des adresses sont à reprendre\u{a0}: chacune dit pourquoi."),
        (
            "too_many_addresses",
            "Pas plus de 500 adresses à la fois\u{a0}; pour davantage, importez un fichier.",
        ),
        ("name_too_long", "Pas plus de 80 caractères."),
        (
            "name_invisible",
            "Un caractère invisible s’y cache\u{a0}: effacez le champ et saisissez-le de nouveau.",
        ),
        ("name_link", "Un nom ne peut contenir ni lien ni numéro de téléphone."),
        (
            "already_assigned",
            "Cette personne a déjà une affectation sur ce compte, ce sous-compte et ce site.",
        ),
        ("not_a_date", "Cette date n’existe pas\u{a0}: écrivez-la ainsi, 31/12/2026."),
        ("serial_number", "C’est un nombre et non une date\u{a0}: écrivez-la ainsi, 31/12/2026."),
        ("short_year", "Écrivez l’année en quatre chiffres\u{a0}: 31/12/2026."),
        ("year_out_of_range", "Cette année est trop lointaine."),
        ("ended", "Cette date est passée\u{a0}: choisissez aujourd’hui ou un jour à venir."),
        ("not_of_contract", "Le contrat choisi n’ouvre pas cette application."),
        (
            "beyond_own",
            "Vous n’avez pas vous-même ce droit à cet endroit\u{a0}: vous ne pouvez pas le donner.",
        ),
        ("profile_beyond_own", "Ce profil permet plus que ce que vous pouvez faire vous-même à cet endroit."),
        ("out_of_reach", "Vous n’administrez pas les personnes de cet endroit."),
        (
            "named_elsewhere",
            "Cette personne a d’autres accès, hors de ce que vous administrez\u{a0}: son nom ne se modifie pas ici.",
        ),
        ("other", "Cette valeur ne convient pas."),
    ],
    changed: |now| match now {
        "" => {
            "Quelqu’un d’autre a vidé ce champ entre-temps. Enregistrez de nouveau pour garder votre saisie."
                .to_owned()
        }
        now => format!(
            "Quelqu’un d’autre y a mis «\u{a0}{now}\u{a0}» entre-temps. Enregistrez de nouveau pour garder votre saisie."
        ),
    },
    as_profile: "celui du profil",
    address_errors: |error| match error {
        AddressError::Empty => "Indiquez une adresse e-mail",
        AddressError::Invisible => "Un caractère invisible s’y cache",
        AddressError::Space => "Il y a un espace dans l’adresse",
        AddressError::NoAt => "Il manque le signe @",
        AddressError::ManyAts => "Il y a plusieurs signes @",
        AddressError::NoLocalPart => "Il manque ce qui précède le signe @",
        AddressError::NoDomain => "Il manque ce qui suit le signe @",
        AddressError::LocalPartTooLong => "Ce qui précède le signe @ est trop long",
        AddressError::TooLong => "L’adresse est trop longue",
        AddressError::MisplacedDot => "Un point est mal placé avant le signe @",
        AddressError::ForbiddenCharacter => "Un caractère n’est pas permis avant le signe @",
        AddressError::BadDomain => "Ce qui suit le signe @ n’est pas un nom de domaine",
    },
};

const FLASH: FlashTexts = FlashTexts {
    removed: |people| match people {
        [one] => format!("L’accès {} a été supprimé.", of(one)),
        several => {
            format!("{} ont été supprimées.", count(Fr, several.len() as u64, "affectation", "affectations"))
        }
    },
    undo: "Annuler",
    undo_what: " la suppression",
    restored: |n| match n {
        1 => "L’affectation est rétablie.".to_owned(),
        n => format!("{} sont rétablies.", count(Fr, n, "affectation", "affectations")),
    },
    replaced: |n| match n {
        1 => "La personne a reçu cette affectation de nouveau entre-temps\u{a0}: rien n’a changé.".to_owned(),
        n => format!(
            "{} ont été données de nouveau entre-temps\u{a0}: elles n’ont pas changé.",
            count(Fr, n, "affectation", "affectations")
        ),
    },
    without_site: |n| {
        match n {
        1 => "L’affectation n’est pas rétablie\u{a0}: son site a été supprimé entre-temps. Donnez-en une sur un autre site.".to_owned(),
        n => format!("{} ne sont pas rétablies\u{a0}: leur site a été supprimé entre-temps. Donnez-en d’autres sur un autre site.", count(Fr, n, "affectation", "affectations")),
    }
    },
    created: |n| {
        count(
            Fr,
            n,
            "utilisateur créé, un mail de bienvenue lui est envoyé",
            "utilisateurs créés, un mail de bienvenue est envoyé à chacun",
        )
    },
    assigned: |n| {
        count(
            Fr,
            n,
            "affectation ajoutée à un utilisateur déjà connu",
            "affectations ajoutées à des utilisateurs déjà connus",
        )
    },
    unchanged: |n| {
        count(
            Fr,
            n,
            "adresse déjà affectée ainsi, rien n’a changé",
            "adresses déjà affectées ainsi, rien n’a changé",
        )
    },
    other_profile: |n| {
        count(
            Fr,
            n,
            "adresse déjà affectée là avec un autre profil, qui n’a pas changé",
            "adresses déjà affectées là avec un autre profil, qui n’a pas changé",
        )
    },
    and_others: |n| format!("et {}", count(Fr, n, "autre", "autres")),
    saved: "Les modifications sont enregistrées.",
    suspended: "L’accès est suspendu.",
    reactivated: "L’accès est réactivé.",
    reset_mailed: "Un mail part avec un lien, valable une heure, pour choisir un autre mot de passe. L’actuel fonctionne jusque-là.",
    session_ended: "La session est fermée.",
    mail_queued: "Le mail repart\u{a0}: il est en attente d’envoi.",
    mailed_too_soon: "Le mail précédent vient de partir\u{a0}: réessayez dans une minute.",
    nothing_chosen: "Rien n’a été coché\u{a0}: cochez des lignes, ou toute la liste, puis choisissez ce qu’il faut en faire.",
};

const REMOVAL: Removal = Removal {
    title: |name| format!("Supprimer {name}\u{a0}?"),
    consequence: "Cette affectation sera supprimée\u{a0}; les autres affectations de cette personne restent.",
    last_consequence: "Si c’est sa seule affectation, cette personne perdra tout accès à votre espace client. \
                       Vous pourrez la rétablir pendant 30 jours.",
    is_last: "C’est sa seule affectation\u{a0}: cette personne perdra tout accès à votre espace client. Vous pourrez la rétablir pendant 30 jours.",
    is_not_last: "Cette affectation sera supprimée\u{a0}; cette personne en garde d’autres. Vous pourrez la rétablir pendant 30 jours.",
    keep: "Garder cet utilisateur",
    confirm: "Supprimer",
};

const CREATE: Create = Create {
    personal_rights: "Droits personnels",
    personal_rights_hint: "Par défaut, ces personnes ont les droits du profil. Un niveau choisi ici prend sa place.",
    title: "Gestion des utilisateurs",
    lede: "Choisissez où et avec quels droits, puis indiquez une ou plusieurs adresses e-mail.",
    here: "Créer un utilisateur",
    place: "1. Affectation",
    add_place: "Affecter aussi à un autre endroit",
    other_place: |nth| format!("Affectation {nth}, avec le même profil et les mêmes droits"),
    remove: "Retirer",
    remove_place: |nth| format!("Retirer l’affectation {nth}"),
    addresses: "2. Adresses e-mail",
    typed: |n| count(Fr, n, "saisie", "saisies"),
    remove_all: "Tout retirer",
    remove_wrong: |n| match n {
        1 => "La retirer".to_owned(),
        n => format!("Retirer les {}", number(n)),
    },
    put_back: "Remettre ce qui a été retiré",
    add: "Ajouter",
    example: "prenom.nom@exemple.fr",
    hint: "Une ou plusieurs adresses\u{a0}: vous pouvez coller une colonne de tableur ou une liste de destinataires, \
           jusqu’à 500 adresses. Majuscules et minuscules sont équivalentes.",
    list: "Adresses saisies",
    ready: "Tout est prêt.",
    to_correct: |n| {
        count(Fr, n, "adresse à reprendre avant de valider", "adresses à reprendre avant de valider")
    },
    to_check: |n| count(Fr, n, "adresse à vérifier", "adresses à vérifier"),
    creations: |n| count(Fr, n, "création", "créations"),
    additions: |n| count(Fr, n, "affectation ajoutée", "affectations ajoutées"),
    valid: |n| count(Fr, n, "adresse valide", "adresses valides"),
    ignored: |n| count(Fr, n, "sans effet", "sans effet"),
    none: "Aucune adresse pour l’instant",
    is_new: "Nouvel utilisateur, recevra un mail de bienvenue",
    is_known: "Déjà utilisateur\u{a0}: cette affectation s’ajoute, son mot de passe ne change pas",
    is_assigned: "Déjà affecté ainsi\u{a0}: rien ne changera",
    has_other_profile: |profile| format!("Déjà affecté là avec le profil {profile}, qui ne changera pas"),
    is_valid: "Adresse valide",
    is_repeated: "Déjà dans cette liste, comptée une seule fois",
    did_you_mean: |address| format!("Faute de frappe\u{a0}? Vouliez-vous dire {address}\u{a0}?"),
    replace_by: |address| format!("Remplacer par {address}"),
    edit: "Modifier",
    edit_address: |address| format!("Modifier {address}"),
    remove_address: |address| format!("Retirer {address}"),
    profile_lets: |profile| format!("Ce que permet le profil {profile}"),
    profile_unknown: "Choisissez un profil pour voir ce qu’il permet.",
    limited_to: |site| format!("Limité au site {site}."),
    limited_to_sub_account: |site, number| format!("Limité au site {site} et au sous-compte {number}."),
    mail: "Le mail qui partira",
    mail_from: |customer| format!("De\u{a0}: Guichet pour {customer}"),
    mail_to: |first, others| match others {
        0 => format!("À\u{a0}: {first}"),
        n => format!("À\u{a0}: {first} et {}", count(Fr, n, "autre", "autres")),
    },
    mail_nobody: "À\u{a0}: personne pour l’instant",
    mail_subject: |customer| format!("Votre accès à l’espace client de {customer}"),
    mail_hello: "Bonjour,",
    mail_body: |customer| format!("Un accès à l’espace client de {customer} vous a été ouvert."),
    mail_login: "Identifiant",
    mail_password: "Mot de passe",
    mail_sign_in: "Se connecter",
    mail_validity: "Mot de passe provisoire, valable 72 heures\u{a0}: à remplacer à la première connexion.",
    cancel: "Annuler",
    submit: "Valider",
};

const EDIT: Edit = Edit {
    last_sign_in: |at| format!("Dernière connexion le {at}"),
    never_signed_in: "Ne s’est pas encore connecté",
    identity: "Identité",
    email_hint: "C’est là qu’arrivent les mails d’accès. Vous la corrigez tant que la personne ne s’est pas connectée\u{a0}; ensuite, elle seule en change, dans «\u{a0}Mon espace\u{a0}».",
    place: "Affectation",
    rights: "Droits",
    closed_place: "Ce contrat ou ce sous-compte est fermé\u{a0}: la personne y reste affectée, et ne peut rien y faire.",
    archived_site: "Ce site est archivé\u{a0}: la personne peut y rester, et il n’est plus proposé à d’autres.",
    access: "Retirer l’accès",
    suspend: "Suspendre",
    suspend_consequence: "Connexion bloquée et sessions fermées. Les droits sont conservés, la reprise est immédiate.",
    reactivate: "Réactiver",
    reactivate_consequence: "L’accès est suspendu. Les droits ont été conservés\u{a0}: la reprise est immédiate.",
    remove: "Supprimer",
    remove_consequence: "Retire cette affectation\u{a0}; vous pourrez la rétablir pendant 30 jours.",
    read_only: "Vous pouvez consulter cet accès, sans le modifier.",
    own_read_only: "C’est votre propre accès\u{a0}: l’administrateur de votre entreprise peut le modifier.",
    named_elsewhere: "Cette personne a d’autres accès, hors de ce que vous administrez\u{a0}: son nom y est le même et ne se modifie pas ici.",
    suspended_elsewhere: "Cette personne a d’autres accès, hors de ce que vous administrez\u{a0}: seul l’administrateur de votre entreprise peut la suspendre.",
    administers: "Cette personne administre l’espace client\u{a0}: la suspendre, ou supprimer son dernier accès, y met fin pour de bon.",
    own: "C’est votre propre accès\u{a0}: vous ne pouvez ni le suspendre ni le supprimer.",
    mail: "Mail d’accès",
    mail_fine: "Cette personne s’est déjà connectée\u{a0}: elle n’attend aucun mail.",
    mail_consequence: "Un nouveau mot de passe provisoire part avec le mail\u{a0}; l’ancien ne fonctionne plus.",
    history: "Historique",
    whole_history: "Tout le journal",
    no_history: "Le journal ne dit encore rien de cette personne.",
    reset_password: "Réinitialiser le mot de passe",
    sessions: "Sessions ouvertes",
    no_session: "Cette personne n’a pas de session ouverte.",
    last_seen: |at| format!("Vue le {at}"),
    end_session: "Fermer",
    end_session_of: |name| format!("Fermer la session {name}"),
    add_assignment: "Ajouter une affectation",
    others: "Autres affectations",
    no_others: "Cette personne n’a pas d’autre affectation.",
    created_on: |at| format!("Créé le {at}"),
    back: "Revenir à la liste",
    take_present: "Abandonner ma saisie et voir ce qui est enregistré",
    submit: "Enregistrer",
    missing: "Cette affectation n’existe pas, ou n’existe plus",
    missing_why: "Elle a peut-être été supprimée entre-temps.",
};

fn assignments(n: Count) -> String {
    counted(n, "affectation", "affectations")
}

fn people(n: Count) -> String {
    counted(n, "personne", "personnes")
}

fn counted(n: Count, one: &'static str, many: &'static str) -> String {
    match n {
        Count::Exactly(n) => count(Fr, n, one, many),
        Count::MoreThan(n) => format!("plus de {} {many}", number(n)),
    }
}

/// "par site, en ordre décroissant".
fn order(column: &str, descending: bool) -> String {
    let order = if descending { ", en ordre décroissant" } else { "" };
    format!("par {}{order}", column.to_lowercase())
}

fn number(value: u64) -> String {
    crate::i18n::number(Fr, value)
}

/// `de` before a name, elided before a vowel.
fn of(name: &str) -> String {
    let elided = domain::fold::fold(name).starts_with(['a', 'e', 'i', 'o', 'u']);
    if elided { format!("d’{name}") } else { format!("de {name}") }
}
