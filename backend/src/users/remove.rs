use super::person;
use super::personal_rights::{self, StoredRight};
use super::status::shut_out;
use crate::access::{CustomerScope, mailed_credentials};
use crate::administrators::resign;
use crate::customers::{self, Growth, grow};
use crate::db::Tx;
use crate::db::sql::Sql;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::{AssignmentId, ContractId, CustomerId, ProfileId, RemovalId, SiteId, SubAccountId, UserId};
use domain::time::Timestamp;
use domain::users::{AssignmentTarget, Removal};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, HashMap};
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

impl Kept {
    /// What was taken of several people as one, in the order in which it was named.
    fn of_all(taken: Taken, named: &[AssignmentId]) -> Self {
        let mut all = Self::default();
        for kept in taken.into_values() {
            all.assignments.extend(kept.assignments);
            all.members.extend(kept.members);
            all.mails.extend(kept.mails);
        }

        // Named twice, it stands where it was named first.
        let place: HashMap<Uuid, usize> =
            named.iter().enumerate().rev().map(|(place, id)| (id.0, place)).collect();
        all.assignments.sort_by_key(|assignment| place.get(&assignment.id).copied());
        all
    }

    /// The address of the person that it was taken of.
    fn address(&self) -> Option<&str> {
        let names = self.assignments.first().and_then(|assignment| assignment.names.as_ref());
        names.map(|names| names.email.as_str())
    }
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

    let taken = take_all(tx, customer, ids, now).await?.ok_or(RemoveError::NotFound)?;
    let mut assignments = taken.values().flat_map(|kept| &kept.assignments);
    if assignments.any(|taken| !scope.manages(&taken.target().place())) {
        return Err(RemoveError::NotFound);
    }

    if scope.user().is_some_and(|own| taken.contains_key(&own)) {
        return Err(RemoveError::Own);
    }

    // What somebody administers beyond a reach is not taken with what lies within.
    if scope.reach().is_none() && resign_members(tx, customer, &taken, now).await? {
        return Err(RemoveError::LastAdministrator);
    }

    let id = RemovalId(services.random.id(now));
    let users: Vec<_> = taken.keys().copied().collect();
    let people = taken.values().filter_map(Kept::address).map(str::to_owned).collect();
    let kept = Kept::of_all(taken, ids);
    keep(tx, scope, id, now.0, &kept).await?;
    let details = json!({ "users": users, "assignments": ids, "left": kept.members.len() });
    journal::append(tx, scope, now, Entry { action: "users.removed", subject: Some(id.0), details }).await?;

    Ok(Removal { id, people })
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

/// What was taken of each person.
pub(super) type Taken = BTreeMap<UserId, Kept>;

/// Ends what those administer who have left the customer; whether nobody would be left to administer it.
pub(super) async fn resign_members(
    tx: &mut Tx,
    customer: CustomerId,
    taken: &Taken,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let left = taken.iter().filter(|(_, kept)| !kept.members.is_empty());
    let users: Vec<_> = left.map(|(user, _)| *user).collect();
    resign(tx, customer, &users, now).await
}

/// Takes assignments away, and from the customer whoever has none left. `None` when there is nothing to take, or one is
/// not the customer's: the transaction has to be given up then.
pub(super) async fn take_all(
    tx: &mut Tx,
    customer: CustomerId,
    ids: &[AssignmentId],
    now: Timestamp,
) -> sqlx::Result<Option<Taken>> {
    let ids: BTreeSet<_> = ids.iter().copied().collect();
    let assignments = take(tx, customer, &ids).await?;
    if assignments.is_empty() || assignments.len() < ids.len() {
        return Ok(None);
    }

    let count = assignments.len();
    let mut taken = Taken::new();
    for assignment in assignments {
        taken.entry(UserId(assignment.user_id)).or_default().assignments.push(assignment);
    }

    let left = take_members(tx, customer, &mut taken, now).await?;
    let fewer = |count: usize| -i64::try_from(count).unwrap_or_default();
    grow(tx, customer, Growth { assignments: fewer(count), people: fewer(left), numbers: 0 }).await?;

    Ok(Some(taken))
}

/// An assignment that is taken away, and what it was called.
#[derive(sqlx::FromRow)]
struct Named {
    #[sqlx(flatten)]
    assignment: KeptAssignment,
    #[sqlx(flatten)]
    names: KeptNames,
}

/// Deletes assignments of the customer's; gives those that there were, the oldest first.
async fn take(
    tx: &mut Tx,
    customer: CustomerId,
    ids: &BTreeSet<AssignmentId>,
) -> sqlx::Result<Vec<KeptAssignment>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }

    let keys = || ids.iter().map(|id| id.0);
    let mut rights = personal_rights::load_all(tx, customer, keys()).await?;
    // All names are there: the joins say where to begin, which PostgreSQL does not know of a table that is new to it.
    let mut sql = Sql::new(
        "SELECT a.number, a.id, a.user_id, a.contract_id, a.sub_account_id, a.site_id, a.profile_id, a.import_id,
                a.created_at, a.changed_at, a.given_by, a.ends_at, m.email, m.last_name, m.first_name,
                c.number AS contract_number, c.name AS contract_name, s.number AS sub_account_number,
                s.name AS sub_account_name, t.name AS site, p.name AS profile
         FROM assignments a
         LEFT JOIN memberships m ON m.customer_id = a.customer_id AND m.user_id = a.user_id
         LEFT JOIN contracts c ON c.customer_id = a.customer_id AND c.id = a.contract_id
         LEFT JOIN sub_accounts s ON s.customer_id = a.customer_id AND s.contract_id = a.contract_id
             AND s.id = a.sub_account_id
         LEFT JOIN sites t ON t.customer_id = a.customer_id AND t.id = a.site_id
         LEFT JOIN profiles p ON p.customer_id = a.customer_id AND p.id = a.profile_id
         WHERE a.customer_id = ",
    );
    sql.id(customer.0).push(" AND a.id IN ").ids(keys()).push(" ORDER BY a.number");
    let found: Vec<Named> = sql.fetch(tx).await?;

    let mut sql = Sql::new("DELETE FROM assignments WHERE customer_id = ");
    sql.id(customer.0).push(" AND id IN ").ids(keys());
    sql.execute(tx).await?;

    let kept = |Named { assignment, names }| {
        let rights = rights.remove(&assignment.id).unwrap_or_default();
        KeptAssignment { rights, names: Some(names), ..assignment }
    };
    Ok(found.into_iter().map(kept).collect())
}

/// Takes people from the customer who have no assignment left, and what would still lead them there; says how many.
async fn take_members(
    tx: &mut Tx,
    customer: CustomerId,
    taken: &mut Taken,
    now: Timestamp,
) -> sqlx::Result<usize> {
    let mut sql = Sql::new(
        "SELECT user_id, email, last_name, first_name, status, status_since, invited_until, created_at,
                last_sign_in_at, mail_job_id, mail_state, mail_state_at, mail_reason, import_id
         FROM memberships m WHERE NOT EXISTS
             (SELECT 1 FROM assignments a WHERE a.customer_id = m.customer_id AND a.user_id = m.user_id)
             AND customer_id = ",
    );
    sql.id(customer.0).push(" AND user_id IN ").ids(taken.keys().map(|user| user.0));
    let members: Vec<KeptMember> = sql.fetch(tx).await?;
    let users: Vec<_> = members.iter().map(|member| UserId(member.user_id)).collect();
    if users.is_empty() {
        return Ok(0);
    }

    let mails = shut_out(tx, customer, &users, now).await?;
    mailed_credentials::end(tx, customer, &users, now).await?;
    let mut sql = Sql::new("DELETE FROM memberships WHERE customer_id = ");
    sql.id(customer.0).push(" AND user_id IN ").ids(users.iter().map(|user| user.0));
    sql.execute(tx).await?;

    for member in members {
        taken.entry(UserId(member.user_id)).or_default().members.push(member);
    }
    for mail in mails {
        taken.entry(UserId(mail.user_id)).or_default().mails.push(mail.id);
    }
    Ok(users.len())
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
