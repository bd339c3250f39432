use super::notify::tell_administrators;
use super::stored::{administers, all, dismiss, end_sessions, enroll};
use crate::access::AdministratorScope;
use crate::customers;
use crate::db::{Code, Tx};
use crate::journal::{self, Entry};
use crate::mail::{self, MailKind, NewMail};
use crate::observe::Operation;
use crate::services::Services;
use crate::users::person;
use domain::address::EmailAddress;
use domain::ids::{CustomerId, UserId};
use domain::users::UserStatus;
use serde_json::json;

/// Why nobody took over.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// The customer has several administrators: which one is replaced has to be said. Their addresses.
    #[error("several administrators")]
    Several(Vec<String>),
    /// Nobody of this address administers the customer.
    #[error("not an administrator")]
    NotAdministrator,
    /// The successor is the only administrator already.
    #[error("administers already")]
    Administers,
    /// The customer has suspended the successor, who could do nothing.
    #[error("suspended")]
    Suspended,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Somebody was replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The address of who no longer administers the customer.
    pub former: String,
}

/// Puts somebody in the place of an administrator who has left and cannot hand over: for whoever has a shell on the
/// server. `from` is the only administrator when it is not said. The successor need not be known yet: who has no password
/// is mailed one, as a customer's first administrator is.
#[tracing::instrument(name = "administrators.replace", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn replace(
    services: &Services,
    scope: &AdministratorScope,
    to: &EmailAddress,
    from: Option<&EmailAddress>,
) -> Result<Replaced, ReplaceError> {
    let operation = Operation::begin("administrators.replace");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let successor = person::find_or_create(&mut tx, services, to).await?;
    if status(&mut tx, customer, successor.id).await? == Some(Code(UserStatus::Suspended)) {
        return Err(ReplaceError::Suspended);
    }

    let former = former(&mut tx, customer, successor.id, from).await?;
    let address = address(&mut tx, former).await?;
    enroll(&mut tx, customer, successor.id, now).await?;
    dismiss(&mut tx, customer, former).await?;
    for user in [successor.id, former] {
        end_sessions(&mut tx, user).await?;
    }

    tell(&mut tx, services, customer, (successor, to), former).await?;
    let details = json!({ "users": [former] });
    let entry = Entry { action: "administrator.replaced", subject: Some(successor.id.0), details };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(Replaced { former: address }))
}

async fn status(tx: &mut Tx, customer: CustomerId, user: UserId) -> sqlx::Result<Option<Code<UserStatus>>> {
    tx.query("SELECT status FROM memberships WHERE customer_id = $1 AND user_id = $2")
        .bind(customer.0)
        .bind(user.0)
        .optional_scalar()
        .await
}

/// Whose place is taken.
async fn former(
    tx: &mut Tx,
    customer: CustomerId,
    successor: UserId,
    named: Option<&EmailAddress>,
) -> Result<UserId, ReplaceError> {
    if let Some(named) = named {
        let found: Option<uuid::Uuid> =
            tx.query("SELECT id FROM users WHERE email_key = $1").bind(named.key()).optional_scalar().await?;
        let found = found.map(UserId).ok_or(ReplaceError::NotAdministrator)?;
        return match administers(tx, customer, found).await? {
            true if found == successor => Err(ReplaceError::Administers),
            true => Ok(found),
            false => Err(ReplaceError::NotAdministrator),
        };
    }

    let others: Vec<UserId> =
        all(tx, customer).await?.into_iter().filter(|user| *user != successor).collect();
    match others[..] {
        [] => Err(ReplaceError::Administers),
        [only] => Ok(only),
        _ => {
            let mut addresses = Vec::new();
            for user in others {
                addresses.push(address(tx, user).await?);
            }
            Err(ReplaceError::Several(addresses))
        }
    }
}

async fn address(tx: &mut Tx, user: UserId) -> sqlx::Result<String> {
    tx.query("SELECT email FROM users WHERE id = $1").bind(user.0).scalar().await
}

async fn tell(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    (successor, to): (person::Person, &EmailAddress),
    former: UserId,
) -> sqlx::Result<()> {
    if successor.has_password {
        mail::queue_notice(tx, services, customer, successor.id, MailKind::Administrator).await?;
    } else {
        let (customer, user) = (Some(customer), successor.id);
        let email_key = to.key().to_owned();
        let mail = NewMail { customer, user, import: None, kind: MailKind::Welcome, email_key };
        mail::queue(tx, &mail, services).await?;
    }

    mail::queue_notice(tx, services, customer, former, MailKind::FormerAdministrator).await?;
    tell_administrators(tx, services, customer, &[successor.id, former]).await
}
