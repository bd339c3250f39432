use super::{Texts, joined};
use super::{difference, repair, undoing};
use crate::i18n::{count, number, plural};
use domain::imports::{Encoding, Field, ReadError, Replaced, Wording};
use domain::locale::Locale::Fr;
use domain::rights::write_rights;

pub static FR: Texts = Texts {
    wording: Wording::of(Fr),
    undoing: &undoing::FR,
    difference: &difference::FR,
    repair: &repair::FR,
    field,
    encoding,
    unreadable,

    title: "Importer des utilisateurs",
    check_title: "Vérifier avant d’importer",
    report_title: "Résultat de l’import",
    history_title: "Imports",
    users: "Utilisateurs",
    steps: "Étapes de l’import",
    step_file: "Fichier",
    step_check: "Vérification",
    step_report: "Résultat",
    step_done: " (fait)",

    no_script_title: "La vérification du fichier a besoin de JavaScript.",
    no_script: "Votre fichier est lu et vérifié dans votre navigateur, avant tout envoi. Sans JavaScript, demandez à votre exploitant d’importer le fichier en ligne de commande, ou créez les utilisateurs depuis un formulaire\u{a0}: ",
    no_script_create: "Créer un utilisateur",
    drop_here: "Déposez votre fichier ici",
    accepted: "CSV ou Excel (.xlsx), jusqu’à 1\u{202f}000\u{202f}000 de lignes et 256\u{a0}Mo. Séparateur et accents sont reconnus.",
    browse: "Parcourir",
    nothing_written: "Rien n’est créé à cette étape\u{a0}: vous vérifiez chaque ligne avant de valider.",
    start: "Importer des utilisateurs",
    choose_first: "Choisissez d’abord un fichier avec «\u{a0}Parcourir\u{a0}», ou collez des lignes ci-dessous.",
    paste: "Ou collez depuis votre tableur",
    paste_hint: "Sélectionnez vos cellules, copiez, collez. Les titres de colonnes sont reconnus s’ils sont présents.",
    paste_example: "email\tcompte\tsite\tprofil\nsophie.arnaud@exemple.fr\t10000700\tAntony\tExpéditeur",
    check_pasted: "Vérifier les lignes collées",
    pasted_name: "lignes-collees.txt",
    cannot_read: "Ce fichier ne peut pas être lu.",
    worker_broken: "La lecture s’est interrompue. Rechargez la page et choisissez de nouveau le fichier\u{a0}; rien n’a été importé.",
    columns_title: "Ce que le fichier contient",
    columns_enough: "2 colonnes suffisent",
    columns_enough_with_sites: "3 colonnes suffisent",
    columns_caption: "Colonnes attendues dans le fichier d’import",
    column: "Colonne",
    presence: "Présence",
    content: "Contenu",
    example: "Exemple",
    required: "Obligatoire",
    optional: "Facultatif",
    about,
    template_title: "Télécharger le modèle d’import",
    template_text: "Un fichier dont les colonnes sont déjà nommées, prêt à ouvrir dans Excel. En .xlsx, les cellules sont du texte\u{a0}: un numéro y garde ses zéros.",
    template: "Télécharger le modèle d'import",
    template_xlsx: "Le même en .xlsx",
    template_advice: "Un site écrit sans sa majuscule ou son accent n’est pas perdu\u{a0}: la bonne écriture vous est proposée, pour toutes les lignes à la fois.",
    last_imports: "Derniers imports",
    all_imports: "Tous les imports",
    none_yet: "Aucun import pour le moment.",
    rows_imported: |n| count(Fr, n, "ligne importée", "lignes importées"),
    rows_refused: |n| count(Fr, n, "écartée", "écartées"),
    resume_title: "Un import est préparé.",
    resume: "Ses lignes sont déjà sur le serveur et y restent 24 heures\u{a0}; rien n’a encore été créé. Pour les revoir une à une, choisissez de nouveau le fichier.",
    resume_look: "Voir ce qui serait fait",
    resumed: |file, at| format!("{file} a été importé le {at}."),

    reading: "Lecture du fichier",
    checking: |n| {
        format!("Vérification en cours\u{a0}: {}", count(Fr, n, "ligne vérifiée", "lignes vérifiées"))
    },
    dialect: "Lecture du fichier",
    rows_and_columns: |rows, columns| {
        format!("{}, {}", count(Fr, rows, "ligne", "lignes"), count(Fr, columns, "colonne", "colonnes"))
    },
    change_file: "changer",
    encoding_legend: "Encodage\u{a0}: choisissez l’écriture juste",
    delimiter_legend: "Séparateur",
    tab: "tabulation",
    column_count: |n| count(Fr, n, "colonne", "colonnes"),
    sheet: "Feuille",
    hidden_rows: |rows| {
        let lines = count(Fr, rows, "ligne masquée", "lignes masquées");
        let are_read = plural(Fr, rows, "est lue", "sont lues");
        format!(
            "{lines} dans le classeur {are_read} aussi. Pour n’importer que ce qui s’y voit, copiez les lignes visibles et collez-les ici."
        )
    },
    header_row: "La première ligne porte les titres",
    previous_mapping_reused: "Les colonnes sont affectées comme la dernière fois.",
    columns_by_heading: "Revenir à la lecture d’après les titres",
    missing_columns: "Aucune colonne du fichier n’est reconnue pour\u{a0}: ",
    ignored_columns: |n| count(Fr, n, "colonne n’est pas importée", "colonnes ne sont pas importées"),
    column_without_name: |n| format!("Colonne {n}"),
    column_feeds: |name| format!("La colonne {name} du fichier alimente"),
    not_imported: "Ne pas importer",

    preview: "Aperçu des lignes",
    preview_scroll: "Aperçu du fichier, défilable",
    shown_rows: "Lignes affichées",
    filter_all: "toutes",
    filter_good: |n| plural(Fr, n, "valide", "valides"),
    filter_create: "à créer",
    filter_assign: |n| plural(Fr, n, "affectation", "affectations"),
    filter_profile: |n| plural(Fr, n, "accès modifié", "accès modifiés"),
    filter_name: |n| plural(Fr, n, "nom changé", "noms changés"),
    filter_unchanged: |n| plural(Fr, n, "inchangée", "inchangées"),
    filter_error: "en erreur",
    filter_edited: "corrigées",
    by_error: "Constat",
    any_error: "Tous les constats",
    undo: "Annuler la dernière correction",
    redo: "Rétablir",
    next_error: "Erreur suivante",
    no_more_errors: "Plus aucune erreur parmi ces lignes.",
    line: "Ligne",
    file_line: "Ligne du fichier",
    issue: "Constat",
    waiting: "En attente",
    will_create: "À créer",
    will_assign: "Affectation",
    will_change: "Accès modifié",
    will_rename: "Nom changé",
    is_unchanged: "Inchangée",
    is_good: "Valide",
    replaced,
    in_file: |value| format!("corrigé, fichier\u{a0}: {}", if value.is_empty() { "vide" } else { value }),
    edit_cell: |field, line| format!("{field}, ligne {line}"),
    replace_by: |value, line| format!("Remplacer par {value}, ligne {line}"),
    edit_keys: "Entrée valide, Échap abandonne.",
    edit_keys_suggestion: "↓ reprend la proposition, Ctrl+Entrée corrige toutes les lignes pareilles.",
    showing: |from, to, total| {
        format!("Lignes {} à {} sur {}", number(Fr, from), number(Fr, to), number(Fr, total))
    },
    nothing_to_show: "Aucune ligne de cette sorte.",
    map_first: "Dites ci-dessus à quoi servent ces colonnes\u{a0}: les lignes apparaîtront ici.",
    changed_rows: |n| count(Fr, n, "ligne corrigée", "lignes corrigées"),

    corrections: "Corrections proposées",
    families: |n| count(Fr, n, "famille", "familles"),
    no_corrections: "Aucune correction à proposer.",
    correct: |n| match n {
        1 => "Corriger la ligne".to_owned(),
        n => format!("Corriger les {}", number(Fr, n)),
    },
    see: "Voir",
    all_undoable: "Chaque correction s’annule. Votre fichier d’origine n’est jamais modifié.",

    said_checked: |good, errors| {
        format!(
            "Vérification terminée\u{a0}: {}, {}.",
            count(Fr, good, "ligne à importer", "lignes à importer"),
            count(Fr, errors, "ligne en erreur", "lignes en erreur")
        )
    },
    said_undone: |errors| {
        format!("Annulé\u{a0}: {}.", count(Fr, errors, "ligne en erreur", "lignes en erreur"))
    },
    said_redone: |errors| {
        format!("Rétabli\u{a0}: {}.", count(Fr, errors, "ligne en erreur", "lignes en erreur"))
    },
    decision: "Décision d’import",
    only_valid: "Importer les lignes valides",
    all_or_nothing: "Tout ou rien",
    all_or_nothing_hint: "aucune ligne tant qu’il reste une erreur",
    take_names: |n| format!("Reprendre les noms du fichier ({})", count(Fr, n, "nom changé", "noms changés")),
    reactivate: |n| format!("Réactiver {}", count(Fr, n, "personne suspendue", "personnes suspendues")),
    get_default_profile: |n| {
        format!("profil par défaut pour {}", count(Fr, n, "nouvelle personne", "nouvelles personnes"))
    },
    get_all_sub_accounts: |n| {
        format!("tous les sous-comptes pour {}", count(Fr, n, "nouvel accès", "nouveaux accès"))
    },
    mails: |n| match n {
        0 => "Aucun mail de bienvenue ne partira".to_owned(),
        1 => "1 mail de bienvenue partira".to_owned(),
        n => format!("{} mails de bienvenue partiront", number(Fr, n)),
    },
    download_errors: |n| match n {
        1 => "Télécharger la ligne en erreur".to_owned(),
        n => format!("Télécharger les {} lignes en erreur", number(Fr, n)),
    },
    saved_as_utf8: |encoding| {
        format!(
            "Fichier enregistré en UTF-8\u{a0}: une correction contient un caractère que {encoding} n’a pas."
        )
    },
    errors_remain: |n| {
        format!(
            "{}\u{a0}: corrigez, ou choisissez «\u{a0}Importer les lignes valides\u{a0}».",
            count(Fr, n, "ligne est en erreur", "lignes sont en erreur")
        )
    },
    nothing_valid: "Aucune ligne ne peut être importée.",
    import_rows: |n| match n {
        0 => "Importer les lignes valides".to_owned(),
        1 => "Importer la ligne valide".to_owned(),
        n => format!("Importer les {} lignes valides", number(Fr, n)),
    },
    comparing: "Comparaison avec les utilisateurs existants",
    rows_left: |n| format!("Encore {}", count(Fr, n, "ligne", "lignes")),
    compared: "Comparaison terminée\u{a0}: l’aperçu dit ce qui sera fait.",
    pause: "Suspendre",
    paused: "Comparaison suspendue.",
    go_on: "Reprendre",
    connection_lost: |s| {
        format!("Connexion perdue. Nouvel essai dans {}.", count(Fr, s, "seconde", "secondes"))
    },
    retry_now: "Réessayer maintenant",
    importing: "Import en cours…",
    do_not_worry: "Toutes les lignes sont écrites d’un coup, ou aucune. Vous pouvez quitter cette page\u{a0}: le résultat sera dans «\u{a0}Imports\u{a0}».",
    writing: "Écriture des lignes",
    time_left: |seconds| match seconds {
        0 => "Bientôt terminé".to_owned(),
        1..=90 => format!("Encore {seconds}\u{a0}s environ"),
        _ => format!("Encore {}\u{a0}min environ", seconds.div_ceil(60)),
    },
    expired: "Rien n’a été importé\u{a0}: les lignes préparées sur le serveur avaient plus de 24 heures. Elles sont comparées de nouveau\u{a0}; importez-les ensuite.",
    changed_title: "Ce qui serait fait a changé depuis l’aperçu",
    changed_text: "Rien n’a été importé. Entre-temps, quelqu’un a créé ou modifié des utilisateurs de ce fichier.",
    changed_before: "Aperçu",
    changed_now: "Maintenant",
    import_anyway: "Importer ainsi",
    look_again: "Revoir les lignes",

    nothing_done: "Rien à faire\u{a0}: tout était déjà en place, aucun mail n’est parti.",
    imported_at: |n, at| match n {
        0 => format!("Aucune ligne importée, le {at}."),
        n => format!("{} le {at}.", count(Fr, n, "ligne importée", "lignes importées")),
    },
    sum: |[read, imported, unchanged, refused]| {
        let parts = [
            (imported, "importée", "importées"),
            (unchanged, "inchangée", "inchangées"),
            (refused, "écartée", "écartées"),
        ];
        let parts = parts.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(Fr, n, one, many));
        let parts: Vec<String> = parts.collect();
        format!("{}\u{a0}: {}.", count(Fr, read, "ligne lue", "lignes lues"), parts.join(", "))
    },
    next_is_nothing: |queued| match queued {
        0 => "Vous n’avez plus rien à faire.".to_owned(),
        n => format!(
            "Vous n’avez plus rien à faire\u{a0}: {} d’eux-mêmes.",
            count(Fr, n, "mail part", "mails partent")
        ),
    },
    next_is_mails: |n| {
        format!(
            "À faire\u{a0}: corriger {}, puis renvoyer.",
            count(Fr, n, "adresse dont le mail est refusé", "adresses dont le mail est refusé")
        )
    },
    next_is_refused: |n| {
        let them = if n == 1 { "la" } else { "les" };
        format!(
            "À faire\u{a0}: télécharger {}, {them} corriger et {them} importer\u{a0}: le reste est en place.",
            count(Fr, n, "ligne écartée", "lignes écartées")
        )
    },
    undone_at: |at| format!("Cet import a été annulé le {at}."),
    tally_created: |n| plural(Fr, n, "utilisateur créé", "utilisateurs créés"),
    tally_assigned: |n| plural(Fr, n, "affectation ajoutée", "affectations ajoutées"),
    tally_changed: |n| plural(Fr, n, "accès modifié", "accès modifiés"),
    tally_renamed: |n| plural(Fr, n, "nom changé", "noms changés"),
    tally_unchanged: |n| plural(Fr, n, "inchangée", "inchangées"),
    tally_refused: |n| plural(Fr, n, "écartée", "écartées"),
    mails_title: "Mails de bienvenue",
    mails_total: |n| count(Fr, n, "mail", "mails"),
    mails_none: "Cet import n’a fait partir aucun mail.",
    mails_progress: "Mails partis",
    mails_gone: |n| plural(Fr, n, "parti", "partis"),
    mails_caption: "État des mails de bienvenue",
    mail_state: "État",
    mail_count: "Mails",
    mail_next: "Suite à donner",
    mail_sent: "Remis",
    mail_queued: "En file",
    mail_failed: "Refusé",
    mail_withdrawn: "Retiré",
    next_nothing: "Aucune",
    next_by_itself: "Partiront d’eux-mêmes",
    next_see_failed: "Corriger et renvoyer",
    refresh: "Actualiser",
    refused_title: "Lignes écartées",
    refused_file: "Le fichier reprend vos colonnes et en ajoute une, «\u{a0}constat\u{a0}». Corrigez-le et importez-le tel quel\u{a0}: les lignes déjà importées ne seront pas doublées.",
    refused_kept: "Le fichier est gardé 30 jours. Corrigez-le et importez-le tel quel\u{a0}: les lignes déjà importées ne seront pas doublées.",
    refused_text: "Corrigez-les dans votre fichier et importez-le de nouveau, tel quel\u{a0}: les lignes déjà importées ne seront pas doublées.",
    receipt: "Reçu",
    import_number: "N° d’import",
    file: "Fichier",
    rows_read: "Lignes lues",
    by: "Par",
    command_line: "la ligne de commande",
    date: "Date",
    import_another: "Importer un autre fichier",
    see_users: "Voir les utilisateurs de cet import",
    history_caption: "Imports, du plus récent au plus ancien",
    history_empty: "Aucun import",
    history_empty_text: "Les fichiers que vous importerez apparaîtront ici, avec leur résultat.",
    see_report: |file| format!("Voir le résultat de {file}"),
};

fn field(field: Field) -> &'static str {
    field.label(Fr)
}

/// What an access has now where the row gives it something else.
fn replaced(what: &Replaced) -> Option<String> {
    let profile = what.profile.as_ref().map(|name| format!("Profil actuel\u{a0}: {name}"));
    let rights = (!what.rights.is_empty()).then(|| write_rights(what.rights.iter().copied()));
    let rights = rights.map(|rights| format!("Droits actuels\u{a0}: {rights}"));
    let end = what.end.map(|end| format!("Fin actuelle\u{a0}: {}", end.shown()));
    joined([profile, rights, end])
}

fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf16Le | Encoding::Utf16Be => "UTF-16",
        Encoding::Utf32Le | Encoding::Utf32Be => "UTF-32",
        Encoding::Windows1252 => "Windows-1252",
        Encoding::Iso8859_15 => "ISO-8859-15",
        Encoding::Macintosh => "Macintosh",
        Encoding::Cp850 => "MS-DOS",
    }
}

fn about(field: Field) -> &'static str {
    match field {
        Field::Contract => "Le N° compte, chiffre pour chiffre.",
        Field::SubAccount => "Le N° d’un sous-compte de ce compte. Vide\u{a0}: tous.",
        Field::Site => "Le nom d’un de vos sites.",
        Field::Profile => {
            "Le nom d’un de vos profils. Vide\u{a0}: le profil par défaut pour qui est nouveau, le même qu’avant pour les autres."
        }
        Field::LastName | Field::FirstName => "Comment la personne s’appelle.",
        Field::Email => "Une adresse par ligne. La même adresse peut revenir sur plusieurs lignes.",
        Field::Rights => {
            "Ce que la personne peut faire là, quel que soit son profil\u{a0}: application=niveau, séparés par des virgules. Niveaux\u{a0}: aucun, consultation, gestion. Vide\u{a0}: rien ne change."
        }
        Field::End => "Le dernier jour de l’accès. Vide\u{a0}: rien ne change.",
    }
}

fn unreadable(error: &ReadError) -> String {
    let n = |value: u32| number(Fr, u64::from(value));
    match error {
        ReadError::Unreadable => "Le navigateur ne peut plus le lire\u{a0}: il a été déplacé, modifié ou n’est plus accessible. Choisissez-le de nouveau.".to_owned(),
        ReadError::Empty => "Il est vide.".to_owned(),
        ReadError::HeaderOnly => "Il n’a que la ligne des titres\u{a0}: aucune personne à importer.".to_owned(),
        ReadError::NotText => "Ce n’est pas un fichier de texte, mais une image, un PDF ou un autre document. Enregistrez votre tableau au format .xlsx ou .csv.".to_owned(),
        ReadError::NoList { kind } => kind.advice(Fr).to_owned(),
        ReadError::Workbook => "Ce classeur n’est pas au format .xlsx. Enregistrez-le au format .xlsx ou .csv, et importez le fichier obtenu.".to_owned(),
        ReadError::Protected => "Ce classeur est protégé par un mot de passe. Enregistrez-le sans mot de passe, au format .xlsx ou .csv, et importez le fichier obtenu.".to_owned(),
        ReadError::Damaged => "Ce classeur est endommagé. Ouvrez-le dans votre tableur, enregistrez-le au format .xlsx ou .csv, et importez le fichier obtenu.".to_owned(),
        ReadError::TooLarge { max } => format!("Il dépasse {} Mo. Partagez-le en plusieurs fichiers.", max / 1024 / 1024),
        ReadError::TooManyRows { line, max } => format!("Ligne {}\u{a0}: plus de {} lignes. Partagez-le en plusieurs fichiers.", n(*line), n(*max)),
        ReadError::TooManyColumns { line, max } => format!("Ligne {}\u{a0}: plus de {max} colonnes. Le séparateur est peut-être un autre.", n(*line)),
        ReadError::CellTooLong { line, max } => format!("Ligne {}\u{a0}: une cellule de plus de {} octets. Un guillemet y est peut-être resté ouvert.", n(*line), n(*max)),
        ReadError::UnclosedQuote { line } => format!("Ligne {}\u{a0}: un guillemet est ouvert et n’est jamais refermé.", n(*line)),
    }
}
