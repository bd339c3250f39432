use super::{
    AccountsTexts, ConnectionsTexts, CreationTexts, CustomerTexts, CustomersTexts, DesksTexts,
    DocumentsTexts, LookTexts, MailTexts, OperatorTexts, StateTexts,
};
use crate::i18n::count;
use crate::operator::flash::Flash;
use crate::operator::tariffs::TariffRefusal;
use domain::locale::Locale::Fr;
use domain::names::NameError;
use domain::numbers::NumberError;
use domain::opening::HoursError;

pub static FR: OperatorTexts = OperatorTexts {
    search: "Rechercher",
    cancel: "Annuler",
    pages: "Pages",
    name_error: |error| match error {
        NameError::Empty => "Saisissez un nom.".to_owned(),
        NameError::TooLong { max } => format!("{max} caractères au plus."),
        NameError::Invisible => {
            "Un caractère invisible s’y cache\u{a0}: effacez le texte et saisissez-le à la main.".to_owned()
        }
        NameError::Link => "Retirez l’adresse ou le lien.".to_owned(),
    },
    done: |flash| {
        match flash {
        Flash::CustomerCreated { name, email } => {
            format!("«\u{a0}{name}\u{a0}» est créé. Un mail part pour {email}.")
        }
        Flash::CustomerClosed => {
            "L’espace de ce client est fermé\u{a0}: personne n’y entre plus. Rien n’est effacé, et il peut être rouvert."
                .to_owned()
        }
        Flash::CustomerReopened => {
            "L’espace de ce client est rouvert\u{a0}: chacun y peut ce qu’il pouvait avant.".to_owned()
        }
        Flash::AlreadyClosed => "Ce client était déjà fermé\u{a0}: rien n’a changé.".to_owned(),
        Flash::AlreadyOpen => "Ce client n’était pas fermé\u{a0}: rien n’a changé.".to_owned(),
        Flash::LookEnded => "La consultation des utilisateurs est terminée.".to_owned(),
        Flash::AccountOpened { number } => format!("{number} est ouvert."),
        Flash::AccountChanged { number, closed: true, changed: true } => {
            format!("{number} est fermé\u{a0}: ceux qui y sont restent, et n’y peuvent plus rien jusqu’à sa réouverture.")
        }
        Flash::AccountChanged { number, closed: false, changed: true } => format!("{number} est rouvert."),
        Flash::AccountChanged { number, closed: true, changed: false } => format!("{number} était déjà fermé."),
        Flash::AccountChanged { number, closed: false, changed: false } => format!("{number} n’était pas fermé."),
        Flash::TariffPublished => "Le document est publié dans «\u{a0}Mes tarifs\u{a0}».".to_owned(),
        Flash::TariffWithdrawn { name } => {
            format!("«\u{a0}{name}\u{a0}» est retiré. Publier de nouveau le fichier le remet.")
        }
        Flash::TariffGone => "Ce document avait déjà été retiré.".to_owned(),
        Flash::Paused { domain, changed: true } => {
            format!("Plus aucun mail ne part vers {domain} jusqu’à la reprise\u{a0}: ils attendent.")
        }
        Flash::Paused { domain, changed: false } => format!("{domain} était déjà en pause."),
        Flash::Resumed { domain, changed: true } => {
            format!("Les mails repartent vers {domain}, à commencer par ceux qui attendaient.")
        }
        Flash::Resumed { domain, changed: false } => format!("{domain} n’était pas en pause."),
        Flash::TrialAccepted { address, words } if words.is_empty() => {
            format!("L’essai pour {address} est déposé dans le dossier des mails\u{a0}: aucun serveur de messagerie n’est réglé.")
        }
        Flash::TrialAccepted { address, words } => {
            format!("Le serveur de messagerie a accepté l’essai pour {address}\u{a0}: {words}")
        }
        Flash::TrialNotAccepted { address, words } => {
            format!("Le serveur de messagerie n’a pas accepté l’essai pour {address}\u{a0}: {words}")
        }
        Flash::DeskChanged => {
            "C’est enregistré\u{a0}: «\u{a0}Contactez-nous\u{a0}» l’affiche dès maintenant.".to_owned()
        }
        Flash::NetworkReleased { network, released: 0 } => format!("{network} n’attendait plus\u{a0}: rien n’a changé."),
        Flash::NetworkReleased { network, .. } => {
            format!("L’attente de {network} est levée\u{a0}: ses essais sont de nouveau examinés aussitôt.")
        }
        Flash::AccountReleased { account, released: true } => {
            format!("L’attente de {account} est levée\u{a0}: ses essais sont de nouveau examinés aussitôt.")
        }
        Flash::AccountReleased { account, released: false } => {
            format!("{account} n’attendait plus\u{a0}: rien n’a changé.")
        }
        Flash::NoTransport => "Ce serveur n’envoie pas de mails.".to_owned(),
    }
    },
    customers: CustomersTexts {
        lede: "Les entreprises dont les utilisateurs sont administrés ici.",
        create: "Créer un client",
        sought: "Nom, ou numéro de contrat complet",
        name: "Nom",
        contracts: "Contrats",
        people: "Utilisateurs",
        since: "Client depuis",
        closed: "fermé",
        total: |n| format!("{} en tout", count(Fr, n, "client", "clients")),
        none: "Aucun client ne correspond",
        none_why: "Cherchez une partie du nom, ou un numéro de contrat complet.",
        all: "Tous les clients",
    },
    creation: CreationTexts {
        lede: "Son premier administrateur reçoit un mail avec de quoi se connecter\u{a0}; il crée ensuite les autres utilisateurs.",
        name: "Nom du client",
        name_taken: |other| {
            format!(
                "Le client «\u{a0}{other}\u{a0}» existe déjà. Deux noms qui ne diffèrent que par les accents, la casse ou les tirets n’en font qu’un."
            )
        },
        email: "Adresse e-mail du premier administrateur",
        email_hint: "Une seule adresse, celle d’une personne.",
        first_name: "Prénom",
        last_name: "Nom de l’administrateur",
        submit: "Créer le client",
    },
    customer: CustomerTexts {
        administrators: "Administrateurs",
        assignments: "Affectations",
        identifier: "Identifiant",
        people: "Utilisateurs",
        closing: "Fermeture",
        close: "Fermer ce client",
        close_why: "Personne n’entre plus dans son espace, et ses utilisateurs ne peuvent plus rien faire en son nom. Rien n’est effacé.",
        close_ask: "Fermer…",
        close_question: |name| format!("Fermer «\u{a0}{name}\u{a0}»\u{a0}?"),
        close_consequence: |people| {
            let who = match people {
                0 => "Ses administrateurs".to_owned(),
                1 => "Son utilisateur et ses administrateurs".to_owned(),
                _ => {
                    format!("Ses {} et ses administrateurs", count(Fr, people, "utilisateur", "utilisateurs"))
                }
            };
            format!(
                "{who} n’y entrent plus, et les applications du portail leur refusent ce qu’ils feraient en son nom. Ses mails en attente sont retirés. Rien n’est effacé\u{a0}: rouvert, chacun y peut ce qu’il pouvait avant."
            )
        },
        keep: "Garder ouvert",
        closed_on: |day| {
            format!(
                "Fermé le {day}. Personne n’entre plus dans l’espace de ce client\u{a0}; rien n’est effacé."
            )
        },
        reopen: "Rouvrir",
    },
    mail: MailTexts {
        lede: "Ce que sont devenus les mails des trente derniers jours, par domaine destinataire, tous clients confondus.",
        sought: "Domaine",
        all: "Tous les domaines",
        troubled: "Mails refusés ou en attente",
        states: "Domaines",
        domain: "Domaine",
        accepted: "Acceptés",
        refused: "Refusés",
        waiting: "En attente",
        words: "Derniers mots de ses serveurs",
        act: "Pause ou reprise",
        none: "Aucun domaine ne correspond",
        none_why: "Aucun mail n’est parti vers un tel domaine depuis trente jours.",
        next: "Domaines suivants",
        first: "Premiers domaines",
        paused_title: "En pause",
        paused_since: |when| format!("en pause depuis le {when}"),
        pause: "Mettre en pause",
        pause_named: |domain| format!("Mettre en pause {domain}"),
        resume: "Reprendre",
        resume_named: |domain| format!("Reprendre les envois vers {domain}"),
        pause_title: "Mettre un domaine en pause",
        pause_why: "Plus rien ne part vers lui, liens de mot de passe oublié compris, jusqu’à la reprise\u{a0}; rien n’est perdu.",
        pause_domain: "Domaine à mettre en pause",
        trial_title: "Envoyer un mail d’essai",
        trial_why: "Il part aussitôt, même vers un domaine en pause, et la réponse du serveur de messagerie s’affiche ici.",
        trial_address: "Adresse e-mail de l’essai",
        trial: "Envoyer l’essai",
        not_domain: "Ce n’est pas un domaine\u{a0}: saisissez ce qui suit l’arobase, par exemple «\u{a0}exemple.fr\u{a0}».",
        no_domain: "Saisissez un domaine, par exemple «\u{a0}exemple.fr\u{a0}».",
    },
    desks: DesksTexts {
        lede: "Ce que «\u{a0}Contactez-nous\u{a0}» dit à tous. «\u{a0}Ouvert\u{a0}» et «\u{a0}fermé\u{a0}» suivent ces horaires, jours fériés de France exceptés.",
        see: "Voir la page",
        telephone: "Téléphone",
        telephone_character: "Saisissez un numéro de téléphone\u{a0}: des chiffres, un «\u{a0}+\u{a0}» devant s’il le faut.",
        telephone_length: |digits| {
            format!("Un numéro de téléphone a de 6 à 15 chiffres\u{a0}; celui-ci en a {digits}.")
        },
        price: "Prix de la minute, en euros",
        price_hint: "En plus du prix d’un appel. 0 pour un service gratuit.",
        not_an_amount: "Saisissez un montant, par exemple «\u{a0}0,20\u{a0}».",
        too_high: "Moins de 10\u{a0}€ la minute\u{a0}: saisissez des euros, pas des centimes.",
        hours: "Horaires",
        hours_hint: "Un jour sans horaires est un jour où personne ne répond.",
        from: |day| format!("{day}, à partir de"),
        until: |day| format!("{day}, jusqu’à"),
        to: "à",
        hours_error: |error| match error {
            HoursError::NotATime => "saisissez deux heures, par exemple «\u{a0}08:00\u{a0}».",
            HoursError::Half => "saisissez l’ouverture et la fermeture, ou videz les deux.",
            HoursError::Order => "la fermeture doit suivre l’ouverture.",
        },
        no_hours: "Saisissez les horaires d’un jour au moins.",
        save: "Enregistrer",
        changed: |when| format!("Modifié le {when}"),
    },
    connections: ConnectionsTexts {
        lede: "Les mots de passe et les codes refusés, et qui doit attendre avant le prochain essai. Rien de ce qui a été saisi n’est gardé.",
        refused: "Essais refusés",
        refused_why: "Pendant une attente, les essais sont écartés sans être examinés\u{a0}: ils ne comptent pas ici.",
        by_day: "Par jour",
        day: "Jour",
        by_hour: "Par heure, depuis 24 heures",
        hour: "À partir de",
        no_hour: "Aucun essai refusé depuis 24 heures.",
        count: "Refusés",
        networks: "Réseaux qui attendent",
        network: "Réseau",
        addresses: "Adresses",
        people: "Comptes qui attendent",
        identifier: "Identifiant",
        attempts: "Essais comptés",
        until: "Jusqu’au",
        act: "Lever l’attente",
        nobody: "Personne n’attend.",
        of_all: |listed, all| format!("Les {listed} plus longues attentes, de {all}."),
        others: |count| {
            match count {
            1 => "Une saisie attend aussi, qui n’est l’identifiant de personne ou qui demandait un mot de passe oublié.".to_owned(),
            count => format!("{count} saisies attendent aussi, qui ne sont l’identifiant de personne ou qui demandaient un mot de passe oublié."),
        }
        },
        release: "Lever…",
        release_named: |name| format!("Lever l’attente de {name}…"),
        network_question: |network| format!("Lever l’attente de {network}\u{a0}?"),
        network_consequence: |addresses| {
            let whose = if addresses == 1 {
                "Une adresse n’attend plus".to_owned()
            } else {
                format!("{addresses} adresses n’attendent plus")
            };
            format!(
                "{whose}, et le décompte de ce réseau recommence à zéro, pour qui devine des mots de passe comme pour ceux qui se sont trompés. Qui attend pour son propre compte attend encore."
            )
        },
        account_question: |account| format!("Lever l’attente de {account}\u{a0}?"),
        account_consequence: "Les essais de connexion à ce compte et ses demandes de mot de passe oublié sont de nouveau examinés aussitôt, ceux de qui devinerait son mot de passe aussi. Assurez-vous que la personne elle-même vous l’a demandé.",
        keep: "Laisser attendre",
        confirm: "Lever l’attente",
    },
    state: StateTexts {
        lede: "Ce sur quoi Guichet repose, à cet instant. «\u{a0}guichet doctor\u{a0}» vérifie aussi les journaux.",
        well: "Bien\u{a0}:",
        not_well: "À regarder\u{a0}:",
        version: "Version",
        clock: "Horloge",
        clock_behind: "elle retarde sur la dernière entrée d’un journal",
        clock_differs: |seconds| format!("elle diffère de {seconds} s de celle de la base de données"),
        database: "Base de données",
        engine: "Moteur",
        size: "Taille",
        megabytes: |size| format!("{size}\u{a0}Mo"),
        migrations: "Dernière migration",
        up_to_date: "à jour",
        not_migrated: "des migrations restent à faire",
        queue: "File des mails",
        waiting: "En attente",
        deferred: "Dont différés par un serveur",
        paused: "Dont vers un domaine en pause",
        oldest: "Le plus ancien, du",
        nothing: "aucun",
        mail: "Serveur de messagerie",
        mail_server: "Connexion",
        mail_elsewhere: "ce serveur n’envoie pas de mails",
        mail_folder: "aucun (SMTP_URL est vide)\u{a0}: les mails sont écrits dans des fichiers",
        mail_plain: "joignable, sans certificat\u{a0}: la liaison n’est pas chiffrée",
        mail_fine: |until| format!("joignable, certificat valable jusqu’au {until}"),
        mail_ends_soon: |until| format!("joignable, mais son certificat finit le {until}"),
        mail_unreachable: |words| format!("injoignable\u{a0}: {words}"),
    },
    accounts: AccountsTexts {
        title: "Contrats et sous-comptes",
        none: "Aucun contrat",
        none_why: "Ouvrez le premier ci-dessous\u{a0}: sans contrat, l’administrateur ne peut créer personne.",
        contract: "N° compte",
        sub_account: "Sous-compte",
        name: "Libellé",
        act: "Fermer ou rouvrir",
        closed: |day| format!("fermé le {day}"),
        close: "Fermer",
        close_named: |number| format!("Fermer {number}"),
        reopen: "Rouvrir",
        reopen_named: |number| format!("Rouvrir {number}"),
        within: "Ouvrir",
        new_contract: "un nouveau contrat",
        number: "Numéro",
        open: "Ouvrir le contrat ou le sous-compte",
        number_error: |error| match error {
            NumberError::Empty => "Saisissez un numéro.".to_owned(),
            NumberError::TooLong { max } => format!("{max} caractères au plus."),
            NumberError::Forbidden => "Lettres sans accent, chiffres et tirets seulement.".to_owned(),
        },
        taken: "Ce numéro est déjà ouvert.",
        taken_closed: "Ce numéro est fermé\u{a0}: rouvrez-le plutôt.",
        unknown_contract: "Ce client n’a pas ce contrat.",
    },
    documents: DocumentsTexts {
        title: "Tarifs",
        document: "Document",
        contract: "Contrat",
        validity: "Validité",
        days: |from, to| format!("du {from} au {to}"),
        size: "Taille",
        kilobytes: |size| format!("{size}\u{a0}ko"),
        withdraw: "Retirer",
        withdraw_named: |name| format!("Retirer {name}"),
        from: "Valable du",
        to: "Valable jusqu’au",
        file: "Document à publier",
        file_hint: ".pdf, .xlsx ou .csv, 20 Mio au plus. Son nom est celui que verra le client.",
        publish: "Publier",
        refused: |refusal| match refusal {
            TariffRefusal::Nothing => "Choisissez un fichier qui n’est pas vide.",
            TariffRefusal::TooLarge => "Ce fichier dépasse 20 Mio.",
            TariffRefusal::Kind => "Le nom du fichier doit finir par .pdf, .xlsx ou .csv.",
            TariffRefusal::Content => "Le contenu de ce fichier n’est pas ce que dit son nom.",
            TariffRefusal::Name => {
                "Renommez le fichier\u{a0}: 120 caractères au plus, sans chemin ni caractère invisible."
            }
            TariffRefusal::Days => "Saisissez deux dates, la première avant la seconde.",
            TariffRefusal::UnknownContract => "Ce client n’a pas ce contrat.",
            TariffRefusal::Known => {
                "Ce contrat a déjà un document de ce nom\u{a0}: retirez-le d’abord, ou renommez le fichier."
            }
        },
    },
    look: LookTexts {
        title: |name| format!("Utilisateurs de {name}"),
        why: "Les utilisateurs d’un client ne regardent que lui. Dites pourquoi vous les consultez\u{a0}: le journal du client montrera votre motif. Vous les verrez pendant une heure, sans rien pouvoir changer.",
        reason: "Motif",
        reason_hint: "Par exemple «\u{a0}Appel n° 4711 de leur administratrice\u{a0}». Ni adresse ni lien.",
        begin: "Consulter",
        no_reason: "Dites pourquoi\u{a0}: le client le lira.",
        no_address: "Retirez l’adresse ou le lien\u{a0}: ce motif reste dans le journal du client.",
        until: |hour, reason| format!("Consultation jusqu’à {hour}, pour\u{a0}: {reason}"),
        end: "Terminer la consultation",
        sought: "Nom, adresse ou identifiant",
        email: "Email",
        name: "Nom",
        identifier: "Identifiant",
        accesses: "Affectations",
        total: |n| count(Fr, n, "utilisateur", "utilisateurs"),
        more_than: |n| format!("plus de {}", count(Fr, n, "utilisateur", "utilisateurs")),
        none: "Aucun utilisateur ne correspond",
        none_why: "Cherchez une partie du nom, de l’adresse ou de l’identifiant.",
    },
};
