use super::person;
use super::personal_rights::{self, StoredRight};
use super::status::shut_out;
use crate::access::{CustomerScope, mailed_credentials};
use crate::administrators::resign;
use crate::customers::{self, Growth, grow};
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::{AssignmentId, ContractId, CustomerId, ProfileId, RemovalId, SiteId, SubAccountId, UserId};
use domain::time::Timestamp;
use domain::users::{AssignmentTarget, Removal};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Why nothing was removed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveError {
    /// Nothing was named, or something that the customer does not have.
    #[error("not found")]
    NotFound,
    /// Administrators do not remove themselves.
    #[error("one's own")]
    Own,
    /// Nobody would be left to administer the customer.
    #[error("the last administrator")]
    LastAdministrator,
    #[error("more than {MOST} at once")]
    TooMany,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// As many assignments may be removed at once.
const MOST: usize = 1000;

/// A removal can be undone for thirty days; then what it kept is forgotten ([`crate::maintenance`]).
pub(crate) const KEPT_SECONDS: i64 = 30 * 24 * 3600;

/// What a removal keeps, to be put back.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) assignments: Vec<KeptAssignment>,
    pub(super) members: Vec<KeptMember>,
    /// Mails that had not left and were withdrawn.
    pub(super) mails: Vec<Uuid>,
}

#[derive(Debug, Serialize, Deserialize, sqlx::FromRow)]
pub(super) struct KeptAssignment {
    pub(super) number: i64,
    pub(super) id: Uuid,
    pub(super) user_id: Uuid,
    pub(super) contract_id: Uuid,
    pub(super) sub_account_id: Option<Uuid>,
    pub(super) site_id: Option<Uuid>,
    pub(super) profile_id: Uuid,
    pub(super) import_id: Option<Uuid>,
    pub(super) created_at: i64,
    /// Kept since imports can be undone.
    #[serde(default)]
    pub(super) changed_at: Option<i64>,
    /// Kept since an assignment can end.
    #[serde(default)]
    pub(super) given_by: Option<Uuid>,
    #[serde(default)]
    pub(super) ends_at: Option<i64>,
    #[sqlx(skip)]
    pub(super) rights: Vec<StoredRight>,
    /// Kept since removals are listed.
    #[sqlx(skip)]
    #[serde(default)]
    pub(super) names: Option<KeptNames>,
}

/// What an assignment and its person were called, by which people know them again: sites that were merged and profiles
/// that were deleted have no name any more.
#[derive(Clone, Debug, Serialize, Deserialize, sqlx::FromRow)]
pub(super) struct KeptNames {
    pub(super) email: String,
    pub(super) last_name: String,
    pub(super) first_name: String,
    pub(super) contract_number: String,
    pub(super) contract_name: String,
    pub(super) sub_account_number: Option<String>,
    pub(super) sub_account_name: Option<String>,
    pub(super) site: Option<String>,
    pub(super) profile: String,
}

impl KeptAssignment {
    pub(super) fn target(&self) -> AssignmentTarget {
        AssignmentTarget {
            contract: ContractId(self.contract_id),
            sub_account: self.sub_account_id.map(SubAccountId),
            site: self.site_id.map(SiteId),
            profile: ProfileId(self.profile_id),
        }
    }
}

#[derive(Debug, Serialize, Deserialize, sqlx::FromRow)]
pub(super) struct KeptMember {
    pub(super) user_id: Uuid,
    pub(super) email: String,
    pub(super) last_name: String,
    pub(super) first_name: String,
    pub(super) status: String,
    pub(super) status_since: i64,
    pub(super) invited_until: Option<i64>,
    pub(super) created_at: i64,
    pub(super) last_sign_in_at: Option<i64>,
    pub(super) mail_job_id: Option<Uuid>,
    pub(super) mail_state: Option<String>,
    pub(super) mail_state_at: Option<i64>,
    pub(super) mail_reason: Option<String>,
    /// Kept since imports can be undone.
    #[serde(default)]
    pub(super) import_id: Option<Uuid>,
}

/// Removes assignments, all or none. Who loses the last one is no longer of the customer, and a mail
/// to them that has not left is withdrawn, and what was mailed to them ends. [`restore`](super::restore())
/// puts everything back.
#[tracing::instrument(name = "users.remove", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn remove(
    services: &Services,
    scope: &CustomerScope,
    ids: &[AssignmentId],
) -> Result<Removal, RemoveError> {
    let operation = Operation::begin("users.remove");

    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, scope.customer()).await?;
    let removal = take_away(&mut tx, services, scope, ids).await?;
    tx.commit().await?;

    operation.ended(Ok(removal))
}

/// The same within a transaction that holds the customer's lock.
pub(super) async fn take_away(
    tx: &mut Tx,
    services: &Services,
    scope: &CustomerScope,
    ids: &[AssignmentId],
) -> Result<Removal, RemoveError> {
    let (customer, now) = (scope.customer(), services.clock.now());
    if ids.len() > MOST {
        return Err(RemoveError::TooMany);
    }

    let taken = take_all(tx, customer, ids, now).await?;
    let Taken { kept, people } = taken.ok_or(RemoveError::NotFound)?;

    if kept.assignments.iter().any(|taken| !scope.manages(&taken.target().place())) {
        return Err(RemoveError::NotFound);
    }

    if scope.user().is_some_and(|own| people.contains_key(&own.0)) {
        return Err(RemoveError::Own);
    }

    // What somebody administers beyond a reach is not taken with what lies within.
    if scope.reach().is_none() && resign_members(tx, customer, &kept, now).await? {
        return Err(RemoveError::LastAdministrator);
    }

    let id = RemovalId(services.random.id(now));
    keep(tx, scope, id, now.0, &kept).await?;
    let details =
        json!({ "users": people.keys().collect::<Vec<_>>(), "assignments": ids, "left": kept.members.len() });
    journal::append(tx, scope, now, Entry { action: "users.removed", subject: Some(id.0), details }).await?;

    Ok(Removal { id, people: people.into_values().collect() })
}

/// Whether an assignment is the last of its person, who would leave the customer with it. `None`: there is no such
/// assignment that the scope could remove.
pub async fn is_last(
    services: &Services,
    scope: &CustomerScope,
    id: AssignmentId,
) -> sqlx::Result<Option<bool>> {
    let mut tx = services.db.of(scope).read().await?;
    let Some(user) = person::of_assignment(&mut tx, scope, id).await? else { return Ok(None) };
    let others: i64 = tx
        .query("SELECT count(*) FROM assignments WHERE customer_id = $1 AND user_id = $2 AND id <> $3")
        .bind(scope.customer().0)
        .bind(user.0)
        .bind(id.0)
        .scalar()
        .await?;
    Ok(Some(others == 0))
}

/// What was taken, and the addresses of the people by their keys.
pub(super) struct Taken {
    pub(super) kept: Kept,
    pub(super) people: BTreeMap<Uuid, String>,
}

/// Ends what those administer who have left the customer; whether nobody would be left to administer it.
pub(super) async fn resign_members(
    tx: &mut Tx,
    customer: CustomerId,
    kept: &Kept,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let mut last = false;
    for member in &kept.members {
        last |= resign(tx, customer, UserId(member.user_id), now).await?;
    }
    Ok(last)
}

/// Takes assignments away, and from the customer whoever has none left. `None` when there is nothing to take, or one is
/// not the customer's: the transaction has to be given up then.
pub(super) async fn take_all(
    tx: &mut Tx,
    customer: CustomerId,
    ids: &[AssignmentId],
    now: Timestamp,
) -> sqlx::Result<Option<Taken>> {
    let (mut kept, mut people) = (Kept::default(), BTreeMap::new());
    for id in ids {
        // Named twice, it is gone the second time.
        if kept.assignments.iter().any(|assignment| assignment.id == id.0) {
            continue;
        }
        let Some((assignment, email)) = take(tx, customer, *id).await? else { return Ok(None) };
        people.insert(assignment.user_id, email);
        kept.assignments.push(assignment);
    }

    if kept.assignments.is_empty() {
        return Ok(None);
    }

    for user in people.keys() {
        take_if_last(tx, customer, UserId(*user), now, &mut kept).await?;
    }

    let taken = |count: usize| -i64::try_from(count).unwrap_or_default();
    let growth =
        Growth { assignments: taken(kept.assignments.len()), people: taken(kept.members.len()), numbers: 0 };
    grow(tx, customer, growth).await?;

    Ok(Some(Taken { kept, people }))
}

/// Deletes one assignment; gives it, and the address of its person.
async fn take(
    tx: &mut Tx,
    customer: CustomerId,
    id: AssignmentId,
) -> sqlx::Result<Option<(KeptAssignment, String)>> {
    let rights = personal_rights::load(tx, customer, id).await?;
    let taken: Option<KeptAssignment> = tx
        .query(
            "DELETE FROM assignments WHERE customer_id = $1 AND id = $2
             RETURNING number, id, user_id, contract_id, sub_account_id, site_id, profile_id, import_id,
             created_at, changed_at, given_by, ends_at",
        )
        .bind(customer.0)
        .bind(id.0)
        .fetch_optional()
        .await?;
    let Some(mut taken) = taken else { return Ok(None) };
    taken.rights = rights;
    let names = names_of(tx, customer, &taken).await?;
    let email = names.email.clone();
    taken.names = Some(names);

    Ok(Some((taken, email)))
}

async fn names_of(tx: &mut Tx, customer: CustomerId, taken: &KeptAssignment) -> sqlx::Result<KeptNames> {
    tx.query(
        "SELECT m.email, m.last_name, m.first_name, c.number AS contract_number, c.name AS contract_name,
                s.number AS sub_account_number, s.name AS sub_account_name, t.name AS site, p.name AS profile
         FROM memberships m
         JOIN contracts c ON c.customer_id = $1 AND c.id = $3
         LEFT JOIN sub_accounts s ON s.customer_id = $1 AND s.contract_id = $3 AND s.id = $4
         LEFT JOIN sites t ON t.customer_id = $1 AND t.id = $5
         JOIN profiles p ON p.customer_id = $1 AND p.id = $6
         WHERE m.customer_id = $1 AND m.user_id = $2",
    )
    .bind(customer.0)
    .bind(taken.user_id)
    .bind(taken.contract_id)
    .bind(taken.sub_account_id)
    .bind(taken.site_id)
    .bind(taken.profile_id)
    .fetch_one()
    .await
}

/// Takes the person from the customer when no assignment is left.
async fn take_if_last(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    now: Timestamp,
    kept: &mut Kept,
) -> sqlx::Result<()> {
    let member: Option<KeptMember> = tx
        .query(
            "SELECT user_id, email, last_name, first_name, status, status_since, invited_until, created_at,
                    last_sign_in_at, mail_job_id, mail_state, mail_state_at, mail_reason, import_id
             FROM memberships m WHERE customer_id = $1 AND user_id = $2 AND NOT EXISTS
                 (SELECT 1 FROM assignments a WHERE a.customer_id = m.customer_id AND a.user_id = m.user_id)",
        )
        .bind(customer.0)
        .bind(user.0)
        .fetch_optional()
        .await?;
    let Some(member) = member else { return Ok(()) };
    kept.members.push(member);
    kept.mails.extend(shut_out(tx, customer, user, now).await?);
    mailed_credentials::end(tx, customer, user, now).await?;
    tx.query("DELETE FROM memberships WHERE customer_id = $1 AND user_id = $2")
        .bind(customer.0)
        .bind(user.0)
        .execute()
        .await?;

    Ok(())
}

/// Keeps what was taken, to be put back.
pub(super) async fn keep(
    tx: &mut Tx,
    scope: &CustomerScope,
    id: RemovalId,
    now: i64,
    kept: &Kept,
) -> sqlx::Result<()> {
    let content = serde_json::to_string(kept).map_err(|error| sqlx::Error::Encode(error.into()))?;
    tx.query(
        "INSERT INTO removals (customer_id, id, removed_by, removed_at, content) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(scope.customer().0)
    .bind(id.0)
    .bind(scope.user().map(|user| user.0))
    .bind(now)
    .bind(content)
    .execute()
    .await?;

    Ok(())
}

#[cfg(test)]
mod tests;
