use super::{
    BackupsTexts, ConnectionsTexts, ContractTexts, CustomerTexts, DoctorTexts, FactorTexts, HandOverTexts,
    MailTexts, TariffTexts, Texts, labels, lines,
};
use backend::backups::NotWhole;
use backend::reference::{LineError, Problem, ReferenceReport};
use domain::advanced_users::{AdvancedFileError, AdvancedRowError, MOST_ROWS};
use domain::imports::{ImportReport, ReadError, VerdictCounts, Wording};
use domain::locale::Locale;
use domain::names::NameError;
use domain::numbers::NumberError;
use domain::rights::RightError;
use domain::tariffs::{LARGEST, TariffError, TariffName};

pub(super) static TEXTS: Texts = Texts {
    locale: Locale::Fr,
    migrated: "La base de données est à jour.",
    advanced_file: |error| match error {
        AdvancedFileError::NoAddresses => {
            "Aucune colonne n’est reconnue pour l’adresse : donnez-lui le titre « Email ».".to_owned()
        }
        AdvancedFileError::TooMany => format!("Le fichier a plus de {MOST_ROWS} lignes : partagez-le."),
        AdvancedFileError::Unreadable(error) => {
            format!("Ce fichier n’est pas une liste d’utilisateurs avancés : {}.", unreadable(error))
        }
    },
    advanced_row: |row, error| {
        let why = match error {
            AdvancedRowError::Formula(cell) => format!("« {cell} » est une erreur de formule du tableur"),
            AdvancedRowError::Email(_) => "ce n’est pas une adresse e-mail".to_owned(),
            AdvancedRowError::LastName(_) => "ce n’est pas un nom".to_owned(),
            AdvancedRowError::FirstName(_) => "ce n’est pas un prénom".to_owned(),
            AdvancedRowError::UnknownContract(number) => format!("le client n’a pas de contrat {number}"),
            AdvancedRowError::Twice { line } => format!("l’adresse est déjà à la ligne {line}"),
        };
        format!("Ligne {}, {} : {why}.", row.line, row.email)
    },
    advanced_imported: |added, known, aside| {
        format!("Utilisateurs avancés ajoutés : {added}, déjà là : {known}, d’un autre type : {aside}.")
    },
    advanced_no_rows: |lines| {
        format!("Lignes laissées de côté (titres répétés, totaux, remarques) : {lines}")
    },
    nothing_imported: "Rien n’a été importé. Avec --only-valid, les lignes correctes le sont.",
    busy: "les données du client changent sans cesse ; réessayez",
    customer_created: |name, address, id| {
        format!("Client « {name} » créé ({id}). Un courriel part pour {address}.")
    },
    unknown_customer: |name| format!("aucun client « {name} »"),
    application_created: |name| format!("Jeton de l’application « {name} », affiché cette seule fois :"),
    application_revoked: |name| format!("Le jeton de l’application « {name} » est retiré."),
    application_known: "une application porte déjà ce nom ; retirez d’abord son jeton, ou choisissez un autre nom",
    unknown_application: "aucune application ne porte ce nom",
    no_applications: "Aucune application n’a de jeton.",
    contact_changed: "Enregistré : « Contactez-nous » l’affiche dès maintenant.",
    reference_imported: |report: &ReferenceReport| {
        format!(
            "Créés : {} · modifiés : {} · inchangés : {}",
            report.created, report.updated, report.unchanged
        )
    },
    reference_line,
    generated: |customers, users| format!("Clients : {customers} · utilisateurs : {users}"),
    sees_customers: |address, customers| format!("{address} (utilisateur avancé, clients : {customers})"),
    unreadable,
    unknown_sheet: |sheet, sheets| {
        format!("aucune feuille « {sheet} » ; le classeur a : {}", sheets.join(", "))
    },
    sheet: |name| format!("Feuille : {name}"),
    hidden_rows: |rows| format!("Lignes masquées dans le classeur, lues aussi : {rows}"),
    dialect: |encoding, delimiter| format!("Encodage : {encoding} · séparateur : {}", shown(delimiter)),
    missing_columns: |fields| {
        format!(
            "aucune colonne reconnue pour : {} ; nommez-la avec --column {}=TITRE",
            labels(fields, Locale::Fr),
            fields.first().map_or("email", |field| field.heading())
        )
    },
    unknown_column: |heading, headings| {
        format!("aucune colonne « {heading} » ; le fichier a : {}", headings.join(", "))
    },
    reuse_previous_mapping: "Colonnes affectées comme la dernière fois",
    would_do: |counts: &VerdictCounts| {
        format!(
            "Lignes : {} · à créer : {} · affectations ajoutées : {} · accès modifiés : {}{} · inchangées : {} · en erreur : {}",
            counts.rows(),
            counts.create,
            counts.assign,
            counts.profile,
            more(counts.name, "noms changés"),
            counts.unchanged,
            counts.error
        )
    },
    issue: |line, issue, cell| {
        let said = (Wording::of(Locale::Fr).sentence)(issue, cell);
        format!("  ligne {line}, {} « {cell} » : {said}", issue.field.label(Locale::Fr))
    },
    more_errors: |count| match count {
        1 => "  … et 1 autre ligne en erreur (toutes avec --json).".to_owned(),
        _ => format!("  … et {count} autres lignes en erreur (toutes avec --json)."),
    },
    no_rows: |of| {
        format!(
            "  Lignes qui ne nomment personne (titres répétés, totaux, signatures, remarques) : {}",
            lines(of)
        )
    },
    imported: |report: &ImportReport| {
        let (counts, mails) = (&report.counts, &report.mails);
        format!(
            "Créés : {} · affectations ajoutées : {} · accès modifiés : {}{} · inchangées : {} · refusées : {}{}\n\
             Courriels en attente : {} · envoyés : {} · en échec : {}",
            counts.create,
            counts.assign,
            counts.profile,
            more(counts.name, "noms changés"),
            counts.unchanged,
            counts.error,
            more(report.reactivated, "réactivés"),
            mails.queued,
            mails.sent,
            mails.failed
        )
    },
    customers: CustomerTexts {
        name_taken: |other| format!("un client porte déjà ce nom : « {other} »"),
        closed: |name, changed| {
            if changed {
                format!("Client « {name} » fermé. Rien n’est effacé ; ses courriels en attente sont retirés.")
            } else {
                format!("Le client « {name} » était déjà fermé.")
            }
        },
        reopened: |name, changed| {
            if changed {
                format!("Client « {name} » rouvert.")
            } else {
                format!("Le client « {name} » n’était pas fermé.")
            }
        },
        is_open: "ouvert",
        is_closed: "fermé",
        none: "Aucun client ne correspond.",
    },
    contracts: ContractTexts {
        contract_created: |number, name| format!("Contrat {number} « {name} » créé."),
        contract_closed: |number, changed| {
            if changed {
                format!("Contrat {number} fermé. Qui y a un accès le garde, et n’y peut plus rien.")
            } else {
                format!("Le contrat {number} était déjà fermé.")
            }
        },
        contract_reopened: |number, changed| {
            if changed {
                format!("Contrat {number} rouvert.")
            } else {
                format!("Le contrat {number} était déjà ouvert.")
            }
        },
        applications_set: |number, codes| format!("Contrat {number} : {codes}."),
        sub_account_created: |number, contract, name| {
            format!("Sous-compte {number} « {name} » du contrat {contract} créé.")
        },
        sub_account_closed: |number, contract, changed| {
            if changed {
                format!(
                    "Sous-compte {number} du contrat {contract} fermé. Qui y a un accès le garde, et n’y peut plus rien."
                )
            } else {
                format!("Le sous-compte {number} du contrat {contract} était déjà fermé.")
            }
        },
        sub_account_reopened: |number, contract, changed| {
            if changed {
                format!("Sous-compte {number} du contrat {contract} rouvert.")
            } else {
                format!("Le sous-compte {number} du contrat {contract} était déjà ouvert.")
            }
        },
        unknown_contract: "ce client n’a pas de contrat de ce numéro",
        unknown_sub_account: "ce contrat n’a pas de sous-compte de ce numéro",
        number_taken: "ce numéro est déjà pris",
        number_closed: "ce numéro est celui d’un contrat ou d’un sous-compte fermé ; reopen le rouvre",
    },
    hand_over: HandOverTexts {
        done: |to, from| {
            format!("{to} administre le client à la place de {from}. Un courriel part pour les deux.")
        },
        several: |addresses| {
            format!(
                "il y a plusieurs administrateurs : dites avec --from qui est remplacé : {}",
                addresses.join(", ")
            )
        },
        not_administrator: "personne n’administre ce client avec l’adresse de --from",
        administers: "la personne de l’adresse de --to administre déjà ce client, et personne ne reste à remplacer",
        suspended: "le client a suspendu la personne de l’adresse de --to",
    },
    mail: MailTexts {
        heading: "acceptés  refusés  attente  domaine, derniers mots de ses serveurs",
        is_paused: " (en pause)",
        paused: |domain, changed| {
            if changed {
                format!(
                    "Plus aucun courriel ne part vers {domain}, jusqu’à « guichet mail resume {domain} »."
                )
            } else {
                format!("{domain} était déjà en pause.")
            }
        },
        resumed: |domain, changed| {
            if changed {
                format!("Les courriels repartent vers {domain}.")
            } else {
                format!("{domain} n’était pas en pause.")
            }
        },
        trial_accepted: |address, words| format!("Essai pour {address} accepté : {words}"),
        trial_not_accepted: |address, words| format!("Essai pour {address} non accepté : {words}"),
    },
    connections: ConnectionsTexts {
        refused: "Mots de passe et codes refusés, par jour, puis par heure depuis 24 heures :",
        networks: |all| format!("Réseaux qui attendent : {all} (adresses, jusqu’à, réseau)"),
        people: |all, others| {
            format!(
                "Comptes qui attendent : {all}, et {others} saisies d’identifiants inconnus ou de mots de passe oubliés (essais, jusqu’à, identifiant)"
            )
        },
        released: |who, waited| {
            if waited {
                format!("L’attente de {who} est levée.")
            } else {
                format!("{who} n’attendait pas.")
            }
        },
    },
    tariffs: TariffTexts {
        published: |name, contract| format!("« {name} » publié pour le contrat {contract}."),
        withdrawn: |name, contract| format!("« {name} » retiré du contrat {contract}."),
        none: "Aucun document n’est publié.",
        refused: |error| match error {
            TariffError::Empty => "le fichier est vide".to_owned(),
            TariffError::TooLarge => format!("le fichier dépasse {} Mio", LARGEST >> 20),
            TariffError::UnknownKind => "un document se nomme en .pdf, .xlsx ou .csv".to_owned(),
            TariffError::AnotherKind(kind) => {
                format!("le contenu de ce fichier n’est pas un .{}", kind.code())
            }
            TariffError::Name => format!(
                "le nom d’un document ne contient ni chemin, ni guillemet, ni caractère invisible, et a au plus {} caractères",
                TariffName::MAX
            ),
        },
        known: "ce contrat a déjà un document de ce nom ; tariff withdraw le retire",
        unknown: "ce contrat n’a pas de document de ce nom",
    },
    factor: FactorTexts {
        reset: |address| {
            format!(
                "Le second facteur de {address} est retiré, et ses connexions sont fermées. Un courriel part pour le lui dire."
            )
        },
        nobody: "personne n’a cette adresse",
        none: "cette personne n’a pas de second facteur",
    },
    backups: BackupsTexts {
        backed_up: |file, key, journal_key| {
            format!(
                "La base de données est dans {file}, entière et vérifiée.\n\
                 Ses clés n’y sont pas : gardez aussi {key}, à part. Sans elle, ni second facteur, ni clé d’accès, ni code de \
                 secours ne fonctionne.\n\
                 Et {journal_key} : sans elle, rien ne prouve que le journal est entier."
            )
        },
        exists: |file| format!("{file} : un fichier porte déjà ce nom ; rien n’est écrasé"),
        restored: |file| format!("La base de données est celle de {file}."),
        aside: |aside| format!("Celle qui était là est dans {aside}."),
        no_key: |key| format!("{key} n’est pas là : mettez-y d’abord la clé de la sauvegarde"),
        not_empty: "une base de données est déjà là : avec --replace elle est mise de côté ; celle de PostgreSQL doit être vide",
        in_use: "la base de données est utilisée ; arrêtez ce qui l’utilise, `guichet serve` d’abord",
        other_key: "la sauvegarde a été faite avec une autre clé que celle de GUICHET_SECRET_FILE ; mettez-y d’abord la sienne",
        not_whole: |error| match error {
            NotWhole::Damaged(found) => format!("la copie est abîmée : {found}"),
            NotWhole::Foreign => "la copie n’est pas une base de données de Guichet".to_owned(),
            NotWhole::Newer => "la copie vient d’un Guichet plus récent que celui-ci".to_owned(),
        },
        key_replaced: |key| {
            format!(
                "La clé de la base de données est désormais {key}. Les seconds facteurs, clés d’accès, codes de secours et \
                 mots de passe envoyés avant ne fonctionnent plus : `guichet user reset-factor` pour qui en a un."
            )
        },
    },
    doctor: DoctorTexts {
        settings: "réglages",
        database: "base de données",
        mail: "serveur de courriel",
        clock: "horloge",
        journal: "journal",
        counts: "décomptes des contrats",
        files: "fichiers",
        files_private: "pour leur propriétaire seul",
        files_open: |files| format!("d’autres peuvent lire {files} : chmod 600"),
        password_in_clear: "SMTP_URL : le mot de passe peut partir en clair ; smtps:// ou ?tls=required le chiffre",
        mail_to_files: "aucun (SMTP_URL est vide) : les courriels sont écrits dans des fichiers",
        certificate: |day| format!("SMTP_URL, certificat valable jusqu’au {day}"),
        clock_behind: "elle retarde sur la dernière entrée du journal",
        not_migrated: "des migrations restent à faire",
        passes_through_wall: " Le rôle est superutilisateur ou a BYPASSRLS : la sécurité par lignes ne s’applique pas à lui.",
        clocks_differ: |seconds| format!("elle diffère de {seconds} s de celle de la base de données"),
        seals_logged: |seals| format!("scellés du journal technique retrouvés : {seals}"),
        journals_whole: |customers, entries| {
            format!("chaînes intactes (clients : {customers}, entrées : {entries})")
        },
        counts_hold: "conformes aux affectations",
        miscounted: |contracts| format!("diffèrent des affectations (contrats : {contracts})"),
    },
};

fn shown(delimiter: char) -> String {
    match delimiter {
        '\t' => "tabulation".to_owned(),
        other => format!("« {other} »"),
    }
}

fn reference_line(LineError { line, problem }: &LineError) -> String {
    let said = match problem {
        Problem::Kind(kind) => format!("type : « {kind} » ; il faut contrat, sous-compte, site ou profil"),
        Problem::Number(NumberError::Empty) => "numero : la cellule est vide".to_owned(),
        Problem::Number(NumberError::TooLong { max }) => format!("numero : {max} caractères au plus"),
        Problem::Number(NumberError::Forbidden) => {
            "numero : des lettres, des chiffres et des tirets seulement".to_owned()
        }
        Problem::Name(NameError::Empty) => "nom : la cellule est vide".to_owned(),
        Problem::Name(NameError::TooLong { max }) => format!("nom : {max} caractères au plus"),
        Problem::Name(NameError::Invisible) => "nom : un caractère invisible ou perdu s’y trouve".to_owned(),
        Problem::Name(NameError::Link) => "nom : un lien n’y a pas sa place".to_owned(),
        Problem::UnknownContract(number) => format!("compte : aucun compte « {number} »"),
        Problem::Right(RightError(right)) => {
            format!("droits : « {right} » ne s’écrit pas application=niveau, comme suivi=gestion")
        }
        Problem::Formula(cell) => format!("« {cell} » est une formule sans résultat"),
        Problem::Shape => "plus de cinq colonnes, et aucun en-tête qui les nomme".to_owned(),
    };
    format!("ligne {line} : {said}")
}

fn unreadable(error: &ReadError) -> String {
    match error {
        ReadError::Empty => "le fichier est vide".to_owned(),
        ReadError::HeaderOnly => "le fichier n’a qu’un en-tête, et aucune ligne".to_owned(),
        ReadError::Unreadable => "le fichier ne se laisse pas lire".to_owned(),
        ReadError::NotText => "ce n’est pas un fichier de texte".to_owned(),
        ReadError::NoList { kind } => kind.advice(Locale::Fr).to_owned(),
        ReadError::Workbook => {
            "ce classeur n’est pas au format .xlsx : enregistrez-le au format .xlsx ou .csv".to_owned()
        }
        ReadError::Protected => {
            "un mot de passe protège ce classeur : enregistrez-le sans lui, au format .xlsx ou .csv"
                .to_owned()
        }
        ReadError::Damaged => "ce classeur est endommagé".to_owned(),
        ReadError::TooLarge { max } => format!("le fichier dépasse {} Mio", max >> 20),
        ReadError::TooManyRows { line, max } => format!("ligne {line} : plus de {max} lignes"),
        ReadError::TooManyColumns { line, max } => format!("ligne {line} : plus de {max} colonnes"),
        ReadError::CellTooLong { line, max } => format!("ligne {line} : une cellule de plus de {max} octets"),
        ReadError::UnclosedQuote { line } => {
            format!("ligne {line} : un guillemet ouvert ici n’est jamais fermé")
        }
    }
}

/// What is said besides where there is some of it: `" · noms changés : 3"`.
fn more(count: u32, of: &str) -> String {
    if count == 0 { String::new() } else { format!(" · {of} : {count}") }
}
