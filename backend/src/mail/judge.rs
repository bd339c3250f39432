use super::letter::{Credential, Letter, Link};
use super::queue::MailKind;
use super::secret;
use crate::customers::{CustomerState, MailedCredential};
use crate::db::Code;
use crate::services::Services;
use domain::access::LinkKind;
use domain::address::EmailAddress;
use domain::ids::MailJobId;
use domain::locale::Locale;
use domain::time::Timestamp;
use uuid::Uuid;

/// A mail that was claimed, with what is true now of whom and what it is about.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Waiting {
    pub(super) id: Uuid,
    pub(super) customer_id: Option<Uuid>,
    pub(super) user_id: Uuid,
    pub(super) kind: Code<MailKind>,
    pub(super) generation: i64,
    pub(super) attempts: i64,
    /// Key of the address that it was meant for.
    pub(super) email_key: String,
    pub(super) dated: i64,
    pub(super) present_email_key: String,
    /// As the customer typed it.
    pub(super) typed_email: String,
    pub(super) identifier: String,
    pub(super) locale: Code<Locale>,
    pub(super) has_password: i64,
    pub(super) customer_name: Option<String>,
    pub(super) customer_state: Option<Code<CustomerState>>,
    pub(super) credential: Option<Code<MailedCredential>>,
    /// Whether the person still has something with the customer.
    pub(super) belongs: i64,
    /// Whether the customer has suspended the person.
    pub(super) suspended: i64,
    pub(super) is_advanced: i64,
    pub(super) first_name: String,
    pub(super) last_name: String,
    /// How many of the secrets that it carried were used.
    pub(super) used: i64,
}

/// What is to be done with a mail.
#[derive(Debug)]
pub(super) enum RowValidation {
    /// To be sent now.
    Send(Box<Letter>),
    /// Not to be sent any more, and why.
    Withdraw(&'static str),
}

/// What is to be done with a mail, from what is true now.
pub(super) fn judge(services: &Services, waiting: &Waiting) -> RowValidation {
    let Code(kind) = waiting.kind;
    if let Some(reason) = reason_to_withdraw(waiting, kind) {
        return RowValidation::Withdraw(reason);
    }
    let Ok(recipient) = EmailAddress::parse(&waiting.typed_email) else {
        return RowValidation::Withdraw("the address is not one");
    };
    RowValidation::Send(Box::new(Letter {
        job: MailJobId(waiting.id),
        generation: waiting.generation,
        dated: Timestamp(waiting.dated),
        recipient,
        name: format!("{} {}", waiting.first_name, waiting.last_name).trim().to_owned(),
        locale: waiting.locale.0,
        identifier: waiting.identifier.clone(),
        customer: waiting.customer_name.clone(),
        credential: credential(services, waiting, kind),
    }))
}

fn reason_to_withdraw(waiting: &Waiting, kind: MailKind) -> Option<&'static str> {
    if waiting.email_key != waiting.present_email_key {
        Some("the address has changed")
    } else if waiting.customer_id.is_some() && waiting.customer_state != Some(Code(CustomerState::Active)) {
        Some("the customer is closed")
    } else if waiting.customer_id.is_some() && waiting.belongs == 0 {
        Some("the person is gone")
    } else if waiting.suspended > 0 {
        Some("the person is suspended")
    } else if kind == MailKind::Reset && waiting.used > 0 {
        Some("the link was used already")
    } else {
        None
    }
}

/// A person who chose a password is mailed none, whatever the mail was queued as; a person who did not
/// is mailed one by each customer, since each of these mails may be the only one that arrives.
fn credential(services: &Services, waiting: &Waiting, kind: MailKind) -> Credential {
    let job = MailJobId(waiting.id);
    let link = |kind| {
        let token = secret::link(&services.key, job, waiting.generation);
        Credential::Link(kind, Link(format!("{}/lien/{}", services.public_url, token.reveal())))
    };
    if kind == MailKind::Reset {
        link(LinkKind::Reset)
    } else if waiting.has_password > 0 {
        Credential::OwnPassword
    } else if waiting.is_advanced > 0 || waiting.credential == Some(Code(MailedCredential::Link)) {
        link(LinkKind::Activation)
    } else {
        Credential::Password(secret::password(&services.key, job, waiting.generation))
    }
}
