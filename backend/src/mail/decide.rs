use super::content::{AddressAsked, Association, Credential, HandOver, Link, MailContent, Notice};
use super::queue::{CredentialChange, MailKind};
use super::secret;
use crate::clock;
use crate::customers::{CustomerState, MailedCredential};
use crate::db::Code;
use crate::services::Services;
use domain::access::LinkKind;
use domain::address::EmailAddress;
use domain::administrators::Role;
use domain::ids::{AddressRequestId, HandOverId, MailJobId, ProposalId};
use domain::locale::Locale;
use domain::paths;
use domain::time::Timestamp;
use uuid::Uuid;

/// A mail that was claimed, with what is true now of whom and what it is about.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct JobRow {
    pub(super) id: Uuid,
    pub(super) customer_id: Option<Uuid>,
    pub(super) user_id: Uuid,
    pub(super) kind: Code<MailKind>,
    pub(super) generation: i64,
    pub(super) attempts: i64,
    /// Key of the address that it was meant for.
    pub(super) email_key: String,
    pub(super) dated: i64,
    /// JSON of [`Ending`], in a mail about one.
    pub(super) ending: Option<String>,
    pub(super) present_email: String,
    /// JSON of [`CredentialChange`], in a mail about one.
    pub(super) credential_change: Option<String>,
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
    /// The request that it carries.
    pub(super) hand_over: Option<Uuid>,
    pub(super) role: Option<Code<Role>>,
    pub(super) valid_until: Option<i64>,
    /// Whether that request waits for an answer.
    pub(super) is_pending: i64,
    pub(super) asker_first_name: String,
    pub(super) asker_last_name: String,
    /// The change of address that it is about.
    pub(super) address_request: Option<Uuid>,
    /// What the person was called who asked for it.
    pub(super) asked_by: Option<String>,
    pub(super) old_email: Option<String>,
    pub(super) new_email: Option<String>,
    pub(super) asked_at: Option<i64>,
    pub(super) address_until: Option<i64>,
    /// Whether that change waits to be confirmed.
    pub(super) is_address_pending: i64,
    /// Whether the new address is another person's.
    pub(super) is_address_taken: i64,
    /// The association that it proposes.
    pub(super) proposal: Option<Uuid>,
    pub(super) proposal_until: Option<i64>,
    /// Whether that waits for an answer.
    pub(super) is_proposal_pending: i64,
    /// How many assignments a former administrator keeps.
    pub(super) kept: Option<i64>,
}

/// Why a mail is withdrawn, where an administrator is told.
pub(super) const ADDRESS_CHANGED: &str = "the address has changed";
pub(super) const GONE: &str = "the person is gone";
pub(super) const SUSPENDED: &str = "the person is suspended";

/// What is to be done with a mail.
#[derive(Debug)]
pub(super) enum Decision {
    /// To be sent now.
    Send(Box<MailContent>),
    /// Not to be sent any more, and why.
    Withdraw(&'static str),
}

/// What is to be done with a mail, from what is true now.
pub(super) fn decide(services: &Services, row: &JobRow) -> Decision {
    let Code(kind) = row.kind;
    if let Some(reason) = reason_to_withdraw(row, kind) {
        return Decision::Withdraw(reason);
    }

    let Ok(recipient) = EmailAddress::parse(recipient(row, kind)) else {
        return Decision::Withdraw("the address is not one");
    };

    let notice = match notice(services, row, kind) {
        Ok(notice) => notice,
        Err(reason) => return Decision::Withdraw(reason),
    };

    Decision::Send(Box::new(MailContent {
        job: MailJobId(row.id),
        generation: row.generation,
        dated: Timestamp(row.dated),
        recipient,
        name: name(row, kind),
        locale: row.locale.0,
        identifier: row.identifier.clone(),
        customer: row.customer_name.clone(),
        is_advanced: kind == MailKind::Advanced,
        credential: if notice.is_some() { Credential::OwnPassword } else { credential(services, row, kind) },
        notice,
    }))
}

/// The address that a mail goes to.
fn recipient(row: &JobRow, kind: MailKind) -> &str {
    let of_request = match kind {
        MailKind::AddressAsked | MailKind::AddressFormer => &row.old_email,
        MailKind::AddressProof | MailKind::AddressChanged => &row.new_email,
        _ => return mailbox(row),
    };
    of_request.as_deref().unwrap_or_default()
}

/// The person's address as the customer typed it; their own where they have changed it since, which a customer that waits
/// for them does not know.
fn mailbox(row: &JobRow) -> &str {
    match EmailAddress::parse(&row.typed_email) {
        Ok(typed) if typed.key() == row.present_email_key => &row.typed_email,
        _ => &row.present_email,
    }
}

/// Whom a mail greets. An address that was only asked for may be a stranger's.
fn name(row: &JobRow, kind: MailKind) -> String {
    match kind {
        MailKind::AddressProof => String::new(),
        _ if kind.is_about_address() => row.asked_by.clone().unwrap_or_default(),
        _ => format!("{} {}", row.first_name, row.last_name).trim().to_owned(),
    }
}

/// What a mail tells that is not about signing in; or why it has nothing to tell.
fn notice(services: &Services, row: &JobRow, kind: MailKind) -> Result<Option<Notice>, &'static str> {
    let ending = || {
        let ending = row.ending.as_deref().and_then(|ending| serde_json::from_str(ending).ok());
        ending.ok_or("it says no end")
    };

    Ok(Some(match kind {
        MailKind::Ending => Notice::OwnEnding(ending()?),
        MailKind::Endings => Notice::EndingsOfPeople(ending()?),
        MailKind::HandOver => Notice::HandOver(hand_over(services, row).ok_or("the request is over")?),
        MailKind::Administrator => Notice::Administrator,
        MailKind::FormerAdministrator => Notice::FormerAdministrator { kept: row.kept.unwrap_or_default() },
        MailKind::Administrators => Notice::Administrators,
        MailKind::AddressAsked | MailKind::AddressProof => {
            address_asked(services, row, kind).ok_or("the request is over")?
        }
        MailKind::AddressChanged => Notice::AddressChanged,
        MailKind::AddressFormer => {
            Notice::AddressFormer { new: row.new_email.clone().ok_or("the request is over")? }
        }
        MailKind::Credential => Notice::Credential {
            change: credential_change(row).ok_or("it says no change")?,
            at: clock::local(Timestamp(row.dated), &services.time_zone),
        },
        MailKind::AdvancedAsked => {
            Notice::AdvancedAsked(association(services, row).ok_or("the proposal is over")?)
        }
        MailKind::AdvancedEnded => Notice::AdvancedEnded,
        MailKind::AdvancedLeft => Notice::AdvancedLeft,
        MailKind::Welcome | MailKind::Access | MailKind::Reset | MailKind::Advanced => return Ok(None),
    }))
}

fn credential_change(row: &JobRow) -> Option<CredentialChange> {
    serde_json::from_str(row.credential_change.as_deref()?).ok()
}

/// A change of address that a mail is about, while it can be confirmed. The mailbox of an address that is another person's
/// gets no link.
fn address_asked(services: &Services, row: &JobRow, kind: MailKind) -> Option<Notice> {
    let id = row.address_request.map(AddressRequestId)?;
    let until = Timestamp(row.address_until?);
    if row.is_address_pending == 0 || until <= services.clock.now() {
        return None;
    }

    if kind == MailKind::AddressProof && row.is_address_taken > 0 {
        return Some(Notice::AddressTaken);
    }

    let token = match kind {
        MailKind::AddressProof => secret::new_address(&services.key, id),
        _ => secret::old_address(&services.key, id),
    };
    let link = |path: String| Link(format!("{}{path}", services.public_url));
    let asked = AddressAsked {
        by: row.asked_by.clone()?,
        new: row.new_email.clone()?,
        at: clock::local(Timestamp(row.asked_at?), &services.time_zone),
        until: clock::local(until, &services.time_zone),
        link: link(paths::confirm_address(&token.reveal())),
    };

    Some(match kind {
        MailKind::AddressProof => Notice::AddressProof(asked),
        _ => Notice::AddressAsked { asked, refusal: link(paths::refuse_address(&token.reveal())) },
    })
}

/// The request that a mail carries, while it can be accepted.
fn hand_over(services: &Services, row: &JobRow) -> Option<HandOver> {
    let (id, Code(role)) = (row.hand_over.map(HandOverId)?, row.role?);
    let until = Timestamp(row.valid_until?);
    let can_be_accepted = row.is_pending > 0 && until > services.clock.now();
    let token = secret::hand_over(&services.key, id);

    can_be_accepted.then(|| HandOver {
        role,
        from: format!("{} {}", row.asker_first_name, row.asker_last_name).trim().to_owned(),
        last_day: clock::end_date(until, &services.time_zone),
        link: Link(format!("{}{}", services.public_url, paths::hand_over(&token.reveal()))),
    })
}

/// The association that a mail proposes, while it can be accepted.
fn association(services: &Services, row: &JobRow) -> Option<Association> {
    let (id, until) = (row.proposal.map(ProposalId)?, Timestamp(row.proposal_until?));
    let can_be_accepted = row.is_proposal_pending > 0
        && until > services.clock.now()
        && row.customer_state == Some(Code(CustomerState::Active));

    can_be_accepted.then(|| Association {
        last_day: clock::end_date(until, &services.time_zone),
        link: Link(format!("{}{}", services.public_url, paths::association(id))),
    })
}

fn reason_to_withdraw(row: &JobRow, kind: MailKind) -> Option<&'static str> {
    if row.email_key != row.present_email_key && !kind.is_about_address() {
        Some(ADDRESS_CHANGED)
    } else if row.customer_id.is_some() && row.customer_state != Some(Code(CustomerState::Active)) {
        Some("the customer is closed")
    } else if row.customer_id.is_some() && row.belongs == 0 && !kind.is_farewell() {
        Some(GONE)
    } else if row.suspended > 0 {
        Some(SUSPENDED)
    } else if kind == MailKind::Reset && row.used > 0 {
        Some("the link was used already")
    } else {
        None
    }
}

/// A person who chose a password is mailed none, whatever the mail was queued as; a person who did not
/// is mailed one by each customer, since each of these mails may be the only one that arrives.
fn credential(services: &Services, row: &JobRow, kind: MailKind) -> Credential {
    let job = MailJobId(row.id);
    let link = |kind| {
        let token = secret::link(&services.key, job, row.generation);
        Credential::Link(kind, Link(format!("{}{}", services.public_url, paths::link(&token.reveal()))))
    };

    if kind == MailKind::Reset {
        link(LinkKind::Reset)
    } else if row.has_password > 0 {
        Credential::OwnPassword
    } else if row.is_advanced > 0 || row.credential == Some(Code(MailedCredential::Link)) {
        link(LinkKind::Activation)
    } else {
        Credential::Password(secret::password(&services.key, job, row.generation))
    }
}
