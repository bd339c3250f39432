//! Texts of the mails.

use domain::mails::{FailureCause, MailStatus, MailSubject, Resent, WithdrawalCause};

impl crate::i18n::Texts {
    pub fn mails(self) -> &'static MailTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of the mails, in one language.
#[derive(Debug)]
pub struct MailTexts {
    pub title: &'static str,
    pub lede: &'static str,
    /// Name of the list of states.
    pub states: &'static str,
    pub all: &'static str,
    pub state: fn(MailStatus) -> &'static str,
    pub person: &'static str,
    pub person_example: &'static str,
    pub search: &'static str,
    pub clear: &'static str,
    pub recipient: &'static str,
    pub subject: &'static str,
    pub about: fn(MailSubject) -> &'static str,
    pub asked_at: &'static str,
    pub became: &'static str,
    /// Somebody who has left.
    pub gone: &'static str,
    pub waiting: &'static str,
    /// When it is tried again.
    pub deferred: fn(&str) -> String,
    pub sent_at: fn(&str) -> String,
    pub failed: fn(FailureCause) -> &'static str,
    pub withdrawn: fn(WithdrawalCause) -> &'static str,
    /// Before the mail server's words, for assistive technology.
    pub words: &'static str,
    pub resend: &'static str,
    pub resend_to: fn(&str) -> String,
    /// Link to the person's page.
    pub correct: &'static str,
    pub open_person: fn(&str) -> String,
    /// Opens the question before all that failed leave once more.
    pub resend_failed: &'static str,
    pub question: &'static str,
    pub would_resend: fn(Resent) -> String,
    pub what_ends: &'static str,
    pub keep: &'static str,
    pub resend_count: fn(u64) -> String,
    pub queued: &'static str,
    pub too_soon: &'static str,
    pub resent: fn(Resent) -> String,
    pub empty: &'static str,
    pub empty_why: &'static str,
    pub no_result: &'static str,
    pub no_result_why: &'static str,
    pub unknown_person: &'static str,
    pub unknown_person_why: &'static str,
    pub pages: &'static str,
}

pub static FR: MailTexts = MailTexts {
    title: "Courriels",
    lede: "Ce que sont devenus les mails envoyés à vos utilisateurs, avec les mots du serveur qui les a reçus ou refusés. Ils y restent 30 jours.",
    states: "État des mails",
    all: "Tous",
    state: |status| match status {
        MailStatus::Failed => "En échec",
        MailStatus::Waiting => "En attente",
        MailStatus::Sent => "Remis",
        MailStatus::Withdrawn => "Retirés",
    },
    person: "Destinataire",
    person_example: "nom ou adresse e-mail",
    search: "Rechercher",
    clear: "Tous les destinataires",
    recipient: "Destinataire",
    subject: "Au sujet de",
    about: |subject| match subject {
        MailSubject::Access => "Son accès",
        MailSubject::Ending => "La fin de son accès",
        MailSubject::Endings => "Les accès qui prennent fin",
        MailSubject::Administration => "L’administration",
    },
    asked_at: "Demandé",
    became: "Ce qu’il est devenu",
    gone: "Une personne partie depuis",
    waiting: "En attente",
    deferred: |at| format!("Pas encore accepté\u{a0}; nouvel essai le {at}"),
    sent_at: |at| format!("Remis le {at}"),
    failed: |cause| match cause {
        FailureCause::UnknownAddress => "Refusé\u{a0}: cette adresse n’existe pas",
        FailureCause::UnknownDomain => "Refusé\u{a0}: personne ne reçoit de mails à ce domaine",
        FailureCause::MailboxFull => "Refusé\u{a0}: la boîte est pleine",
        FailureCause::MailboxClosed => "Refusé\u{a0}: la boîte est fermée",
        FailureCause::Policy => "Refusé par le filtre du destinataire",
        FailureCause::Other => "Refusé",
    },
    withdrawn: |cause| match cause {
        WithdrawalCause::AddressChanged => "Retiré\u{a0}: l’adresse a changé",
        WithdrawalCause::Gone => "Retiré\u{a0}: la personne est partie",
        WithdrawalCause::Suspended => "Retiré\u{a0}: l’accès est suspendu",
        WithdrawalCause::Other => "Retiré",
    },
    words: "Le serveur a répondu\u{a0}:",
    resend: "Renvoyer",
    resend_to: |email| format!("Renvoyer le mail à {email}"),
    correct: "Corriger l’adresse",
    open_person: |email| format!("Corriger l’adresse {email}"),
    resend_failed: "Renvoyer les mails en échec",
    question: "Renvoyer les mails en échec\u{a0}?",
    would_resend,
    what_ends: "Chaque mail porte un nouveau mot de passe\u{a0}; celui d’avant ne fonctionne plus. Une adresse fausse sera refusée de nouveau\u{a0}: corrigez-la d’abord.",
    keep: "Ne rien renvoyer",
    resend_count: |count| {
        if count == 1 { "Renvoyer 1 mail".to_owned() } else { format!("Renvoyer {count} mails") }
    },
    queued: "Le mail part de nouveau.",
    too_soon: "Le mail précédent vient de partir\u{a0}: réessayez dans une minute.",
    resent: |resent| match resent.queued {
        0 => "Aucun mail à renvoyer.".to_owned(),
        1 => "1 mail part de nouveau.".to_owned(),
        count => format!("{count} mails partent de nouveau."),
    },
    empty: "Aucun mail",
    empty_why: "Les mails envoyés à vos utilisateurs apparaîtront ici.",
    no_result: "Aucun mail ne correspond",
    no_result_why: "Choisissez un autre état, ou un autre destinataire.",
    unknown_person: "Personne de votre espace ne correspond",
    unknown_person_why: "Saisissez le nom ou l’adresse d’une personne de votre liste.",
    pages: "Pages des mails",
};

fn would_resend(resent: Resent) -> String {
    let leaving = match (resent.queued, resent.more) {
        (0, _) => "Aucun mail en échec ne peut être renvoyé.".to_owned(),
        (1, _) => "1 personne recevra de nouveau le mail de son accès.".to_owned(),
        (count, false) => format!("{count} personnes recevront de nouveau le mail de leur accès."),
        (count, true) => format!(
            "Les {count} mails les plus anciens partiront de nouveau\u{a0}; les autres attendront une prochaine fois."
        ),
    };
    match resent.left {
        0 => leaving,
        1 => format!(
            "{leaving} 1 mail reste\u{a0}: la personne est suspendue ou partie, ou un mail plus récent le remplace."
        ),
        count => format!(
            "{leaving} {count} mails restent\u{a0}: les personnes sont suspendues ou parties, ou un mail plus récent les remplace."
        ),
    }
}

pub static EN: MailTexts = MailTexts {
    title: "Mail",
    lede: "What became of the mail sent to your users, in the words of the server that took or refused it. It stays here for 30 days.",
    states: "State of the mail",
    all: "All",
    state: |status| match status {
        MailStatus::Failed => "Failed",
        MailStatus::Waiting => "Waiting",
        MailStatus::Sent => "Delivered",
        MailStatus::Withdrawn => "Withdrawn",
    },
    person: "Recipient",
    person_example: "name or e-mail address",
    search: "Search",
    clear: "All recipients",
    recipient: "Recipient",
    subject: "About",
    about: |subject| match subject {
        MailSubject::Access => "Their access",
        MailSubject::Ending => "The end of their access",
        MailSubject::Endings => "Access that ends soon",
        MailSubject::Administration => "The administration",
    },
    asked_at: "Requested",
    became: "What became of it",
    gone: "Somebody who has left since",
    waiting: "Waiting",
    deferred: |at| format!("Not accepted yet; next attempt on {at}"),
    sent_at: |at| format!("Delivered on {at}"),
    failed: |cause| match cause {
        FailureCause::UnknownAddress => "Refused: this address does not exist",
        FailureCause::UnknownDomain => "Refused: nobody receives mail at this domain",
        FailureCause::MailboxFull => "Refused: the mailbox is full",
        FailureCause::MailboxClosed => "Refused: the mailbox is closed",
        FailureCause::Policy => "Refused by the recipient’s filter",
        FailureCause::Other => "Refused",
    },
    withdrawn: |cause| match cause {
        WithdrawalCause::AddressChanged => "Withdrawn: the address has changed",
        WithdrawalCause::Gone => "Withdrawn: the person has left",
        WithdrawalCause::Suspended => "Withdrawn: the access is suspended",
        WithdrawalCause::Other => "Withdrawn",
    },
    words: "The server answered:",
    resend: "Resend",
    resend_to: |email| format!("Resend the mail to {email}"),
    correct: "Correct the address",
    open_person: |email| format!("Correct the address {email}"),
    resend_failed: "Resend failed mail",
    question: "Resend failed mail?",
    would_resend: |resent| {
        let leaving = match (resent.queued, resent.more) {
            (0, _) => "No failed mail can be sent again.".to_owned(),
            (1, _) => "1 person will receive the mail about their access again.".to_owned(),
            (count, false) => format!("{count} people will receive the mail about their access again."),
            (count, true) => {
                format!("The {count} oldest messages will be sent again; the others stay for another time.")
            }
        };
        match resent.left {
            0 => leaving,
            1 => format!(
                "{leaving} 1 message stays: its person is suspended or has left, or a newer one replaced it."
            ),
            count => format!(
                "{leaving} {count} messages stay: their people are suspended or have left, or newer ones replaced them."
            ),
        }
    },
    what_ends: "Each message carries a new password; the one before no longer works. A wrong address will be refused again: correct it first.",
    keep: "Send nothing",
    resend_count: |count| {
        if count == 1 { "Resend 1 message".to_owned() } else { format!("Resend {count} messages") }
    },
    queued: "The mail is on its way again.",
    too_soon: "The previous mail has just left: try again in a minute.",
    resent: |resent| match resent.queued {
        0 => "There is nothing to resend.".to_owned(),
        1 => "1 message is on its way again.".to_owned(),
        count => format!("{count} messages are on their way again."),
    },
    empty: "No mail",
    empty_why: "Mail sent to your users will appear here.",
    no_result: "No matching mail",
    no_result_why: "Choose another state, or another recipient.",
    unknown_person: "Nobody in your area matches",
    unknown_person_why: "Enter the name or address of somebody in your list.",
    pages: "Pages of mail",
};
