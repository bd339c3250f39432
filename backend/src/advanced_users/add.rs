use super::stored::has_address;
use crate::access::AdministratorScope;
use crate::customers;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::mail::{self, MailKind};
use crate::observe::Operation;
use crate::services::Services;
use crate::users::person;
use domain::address::EmailAddress;
use domain::ids::{CustomerId, MailJobId, UserId};
use domain::names::PersonName;
use domain::time::Timestamp;
use serde_json::json;

/// Somebody who is to be an advanced user.
#[derive(Clone, Debug)]
pub struct NewAdvancedUser {
    pub address: EmailAddress,
    pub last_name: Option<PersonName>,
    pub first_name: Option<PersonName>,
}

/// Why nobody was added.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// The customer has an advanced user with this address.
    #[error("an advanced user already")]
    Known,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// *Ajouter un utilisateur avancé*: mails somebody a link with which they choose an identifier and a password, or that they
/// see one more customer's contracts if they have those. They see all contracts, those to come as well. What was proposed to
/// the address has become needless, and ends.
///
/// It looks the same whether another customer has the person or not.
#[tracing::instrument(name = "advanced_users.add", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn add(
    services: &Services,
    scope: &AdministratorScope,
    new: &NewAdvancedUser,
) -> Result<(), AddError> {
    let operation = Operation::begin("advanced_users.add");

    let customer = scope.customer();
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    if has_address(&mut tx, customer, new.address.key()).await? {
        return Err(AddError::Known);
    }

    enlist(&mut tx, services, scope, new).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

/// Makes somebody an advanced user of a customer's who is none yet.
pub(super) async fn enlist(
    tx: &mut Tx,
    services: &Services,
    scope: &AdministratorScope,
    new: &NewAdvancedUser,
) -> sqlx::Result<UserId> {
    let (customer, now) = (scope.customer(), services.clock.now());
    let user = person::find_or_create(tx, services, &new.address).await?.id;
    let mail = mail::queue_notice(tx, services, customer, user, MailKind::Advanced).await?;
    insert(tx, customer, user, new, mail, now).await?;
    end_proposals(tx, customer, new.address.key()).await?;
    let entry = Entry { action: "advanced_user.added", subject: Some(user.0), details: json!({}) };
    journal::append(tx, scope, now, entry).await?;
    Ok(user)
}

async fn insert(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    new: &NewAdvancedUser,
    mail: MailJobId,
    now: Timestamp,
) -> sqlx::Result<()> {
    let name = |name: &Option<PersonName>| name.as_ref().map_or(String::new(), ToString::to_string);
    tx.query(
        "INSERT INTO advanced_users (customer_id, user_id, last_name, first_name, status, created_at, email, mail_job_id)
         VALUES ($1, $2, $3, $4, 'invited', $5, $6, $7)",
    )
    .bind(customer.0)
    .bind(user.0)
    .bind(name(&new.last_name))
    .bind(name(&new.first_name))
    .bind(now.0)
    .bind(new.address.as_str())
    .bind(mail.0)
    .execute()
    .await?;
    Ok(())
}

async fn end_proposals(tx: &mut Tx, customer: CustomerId, email_key: &str) -> sqlx::Result<()> {
    tx.query(
        "UPDATE advanced_proposals SET state = 'withdrawn'
         WHERE customer_id = $1 AND email_key = $2 AND state IN ('pending', 'refused')",
    )
    .bind(customer.0)
    .bind(email_key)
    .execute()
    .await?;
    Ok(())
}
