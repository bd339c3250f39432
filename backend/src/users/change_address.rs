use super::assign::Member;
use super::person::{self, Person};
use super::search::{searchable, sort_user};
use super::status::shut_out;
use crate::access::{CustomerScope, mailed_credentials};
use crate::customers;
use crate::db::sql::Sql;
use crate::db::{Code, Tx};
use crate::journal::{self, Entry};
use crate::mail::{self, MailKind, NewMail};
use crate::observe::Operation;
use crate::services::Services;
use domain::address::EmailAddress;
use domain::ids::{AssignmentId, CustomerId, UserId};
use domain::time::Timestamp;
use domain::users::UserStatus;
use serde_json::json;
use std::collections::HashSet;
use uuid::Uuid;

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressChange {
    /// Whether a mail leaves for the new address: none does while the person is suspended.
    pub mailed: bool,
}

/// Why an address was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeAddressError {
    /// The customer has no such assignment.
    #[error("not found")]
    NotFound,
    /// The person has signed in with this customer: the address is theirs to change.
    #[error("the person has signed in")]
    SignedIn,
    /// The person administers the customer, which goes with the login and not with the assignments.
    #[error("the person administers the customer")]
    Administers,
    /// The person has accesses beyond the scope's reach, for which the address is the same.
    #[error("the address is also that of accesses elsewhere")]
    Elsewhere,
    /// Somebody else changed it in the meantime, to this.
    #[error("changed in the meantime")]
    Changed { email: String },
    /// It is the address that the person has.
    #[error("the same address")]
    Same,
    /// The customer has somebody with this address; who, when the scope sees them.
    #[error("somebody has the address")]
    Taken { by: Option<String> },
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Puts right the address of somebody who has not signed in with the customer yet: all their assignments become those of
/// whoever has the address `to`. What was mailed to the address `from` is good for nothing any more, and a new mail leaves.
///
/// It looks the same whether another customer has either person or not, and to them nothing changes.
#[tracing::instrument(name = "users.change_address", skip_all, err(level = "debug"), fields(customer = %scope.customer(), assignment = %assignment))]
pub async fn change_address(
    services: &Services,
    scope: &CustomerScope,
    assignment: AssignmentId,
    from: &str,
    to: &EmailAddress,
) -> Result<AddressChange, ChangeAddressError> {
    let operation = Operation::begin("users.change_address");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let user = person::of_assignment(&mut tx, scope, assignment).await?;
    let user = user.ok_or(ChangeAddressError::NotFound)?;
    let member = Member::load(&mut tx, customer, user).await?.ok_or(ChangeAddressError::NotFound)?;
    check_from(&mut tx, scope, user, &member, from).await?;
    check_to(&mut tx, scope, user, to).await?;

    let Person { id: new, has_password } = person::find_or_create(&mut tx, services, to).await?;
    shut_out(&mut tx, customer, &[user], now).await?;
    mailed_credentials::end(&mut tx, customer, &[user], now).await?;
    let status = match member.status {
        Code(UserStatus::Suspended) => UserStatus::Suspended,
        _ => UserStatus::Invited,
    };
    hand_on(&mut tx, customer, user, new, &Member { email: to.as_str().to_owned(), ..member }, status, now)
        .await?;

    let mailed = status == UserStatus::Invited;
    if mailed {
        let kind = if has_password { MailKind::Access } else { MailKind::Welcome };
        let email_key = to.key().to_owned();
        let mail = NewMail { customer: Some(customer), user: new, import: None, kind, email_key };
        mail::queue(&mut tx, &mail, services).await?;
    }

    let entry = Entry {
        action: "user.address_changed",
        subject: Some(new.0),
        details: json!({ "users": [user], "assignment": assignment }),
    };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(AddressChange { mailed }))
}

/// Whether the person still has the address `from`, and it can be put right with the scope.
async fn check_from(
    tx: &mut Tx,
    scope: &CustomerScope,
    user: UserId,
    member: &Member,
    from: &str,
) -> Result<(), ChangeAddressError> {
    let (signed_in, administers): (i64, i64) = tx
        .query(
            "SELECT (SELECT count(*) FROM memberships
                     WHERE customer_id = $1 AND user_id = $2 AND last_sign_in_at IS NOT NULL),
                    (SELECT count(*) FROM administrators WHERE customer_id = $1 AND user_id = $2)",
        )
        .bind(scope.customer().0)
        .bind(user.0)
        .fetch_one()
        .await?;

    if signed_in > 0 {
        return Err(ChangeAddressError::SignedIn);
    }

    if administers > 0 {
        return Err(ChangeAddressError::Administers);
    }

    if !person::is_managed(tx, scope, user).await? {
        return Err(ChangeAddressError::Elsewhere);
    }

    if from == member.email {
        Ok(())
    } else {
        Err(ChangeAddressError::Changed { email: member.email.clone() })
    }
}

/// Whether nobody of the customer's has the address `to`.
async fn check_to(
    tx: &mut Tx,
    scope: &CustomerScope,
    user: UserId,
    to: &EmailAddress,
) -> Result<(), ChangeAddressError> {
    let customer = scope.customer();
    let there: Option<Uuid> = tx
        .query(
            "SELECT m.user_id FROM users u JOIN memberships m ON m.customer_id = $1 AND m.user_id = u.id
             WHERE u.email_key = $2",
        )
        .bind(customer.0)
        .bind(to.key())
        .optional_scalar()
        .await?;
    let Some(there) = there.map(UserId) else { return Ok(()) };

    if there == user {
        return Err(ChangeAddressError::Same);
    }

    let by = if person::is_viewed(tx, scope, there).await? {
        Member::load(tx, customer, there).await?.map(|member| member.name())
    } else {
        None
    };
    Err(ChangeAddressError::Taken { by })
}

/// Makes what the customer has of one person that of another, who is not the customer's yet.
async fn hand_on(
    tx: &mut Tx,
    customer: CustomerId,
    from: UserId,
    to: UserId,
    member: &Member,
    status: UserStatus,
    now: Timestamp,
) -> sqlx::Result<()> {
    tx.query(
        "INSERT INTO memberships (customer_id, user_id, email, last_name, first_name, status, status_since,
             created_at, import_id)
         SELECT customer_id, $3, $4, last_name, first_name, $5, $6, created_at, import_id
         FROM memberships WHERE customer_id = $1 AND user_id = $2",
    )
    .bind(customer.0)
    .bind(from.0)
    .bind(to.0)
    .bind(&member.email)
    .bind(Code(status))
    .bind(now.0)
    .execute()
    .await?;
    tx.query(
        "UPDATE assignments SET user_id = $3, status = $4, mail_failed = 0, search = $5, sort_user = $6
         WHERE customer_id = $1 AND user_id = $2",
    )
    .bind(customer.0)
    .bind(from.0)
    .bind(to.0)
    .bind(Code(status))
    .bind(searchable(&member.email, &member.last_name, &member.first_name))
    .bind(sort_user(&member.email))
    .execute()
    .await?;
    tx.query("DELETE FROM memberships WHERE customer_id = $1 AND user_id = $2")
        .bind(customer.0)
        .bind(from.0)
        .execute()
        .await?;
    tx.query(
        "INSERT INTO address_changes (customer_id, sequence, from_user_id, to_user_id, changed_at)
         SELECT $1, coalesce(max(sequence), 0) + 1, $2, $3, $4 FROM address_changes WHERE customer_id = $1",
    )
    .bind(customer.0)
    .bind(from.0)
    .bind(to.0)
    .bind(now.0)
    .execute()
    .await?;

    Ok(())
}

/// Who somebody of the customer's is now, whose address may have been put right since a moment.
pub(super) async fn person_now(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    since: Timestamp,
) -> sqlx::Result<UserId> {
    let (mut current, mut last) = (user, 0);
    // Each is later than the one before, so that an address that was changed there and back ends the walk.
    while let Some((to, sequence)) = next(tx, customer, current, last, since).await? {
        (current, last) = (UserId(to), sequence);
    }

    Ok(current)
}

/// Those of these people, of whom there is at least one, whose address was ever put right.
pub(super) async fn whose_address_was_changed(
    tx: &mut Tx,
    customer: CustomerId,
    users: &[UserId],
) -> sqlx::Result<HashSet<UserId>> {
    let mut sql = Sql::new("SELECT DISTINCT from_user_id FROM address_changes WHERE customer_id = ");
    sql.id(customer.0).push(" AND from_user_id IN ").ids(users.iter().map(|user| user.0));
    let found: Vec<(Uuid,)> = sql.fetch(tx).await?;
    Ok(found.into_iter().map(|(user,)| UserId(user)).collect())
}

async fn next(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    last: i64,
    since: Timestamp,
) -> sqlx::Result<Option<(Uuid, i64)>> {
    tx.query(
        "SELECT to_user_id, sequence FROM address_changes
         WHERE customer_id = $1 AND from_user_id = $2 AND sequence > $3 AND changed_at >= $4
         ORDER BY sequence LIMIT 1",
    )
    .bind(customer.0)
    .bind(user.0)
    .bind(last)
    .bind(since.0)
    .fetch_optional()
    .await
}

#[cfg(test)]
mod tests;
