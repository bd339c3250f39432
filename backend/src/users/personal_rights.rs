//! The rights that one person has at one assignment in the place of the profile's, and when the assignment ends.

use crate::access::CustomerScope;
use crate::clock;
use crate::db::sql::Sql;
use crate::db::{Code, Tx};
use crate::reference::load_within;
use crate::services::Services;
use domain::end_date::EndDate;
use domain::ids::{AssignmentId, CustomerId};
use domain::rights::{Application, Level, Right};
use domain::time::Timestamp;
use domain::users::{AssignmentTarget, GrantError, Grants, PersonalRight};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::iter::once;
use uuid::Uuid;

/// A personal right as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow, Serialize, Deserialize)]
pub(super) struct StoredRight {
    pub(super) application: Code<Application>,
    pub(super) level: Code<Level>,
    pub(super) given_by: Option<Uuid>,
    pub(super) given_at: Option<i64>,
    pub(super) ends_at: Option<i64>,
}

impl StoredRight {
    pub(super) fn right(&self) -> Right {
        Right { application: self.application.0, level: self.level.0 }
    }

    /// A right that the scope's person gives now.
    fn given(services: &Services, scope: &CustomerScope, personal: PersonalRight) -> Self {
        Self {
            application: Code(personal.right.application),
            level: Code(personal.right.level),
            given_by: scope.user().map(|user| user.0),
            given_at: Some(services.clock.now().0),
            ends_at: stored_end(services, personal.end),
        }
    }

    pub(super) fn personal(&self, services: &Services) -> PersonalRight {
        PersonalRight {
            right: Right { application: self.application.0, level: self.level.0 },
            end: shown_end(services, self.ends_at),
        }
    }
}

/// The moment that a last day is stored as.
pub(super) fn stored_end(services: &Services, end: Option<EndDate>) -> Option<i64> {
    end.map(|end| clock::ends_at(end, &services.time_zone).0)
}

/// The last day that a stored moment stands for.
pub(super) fn shown_end(services: &Services, ends_at: Option<i64>) -> Option<EndDate> {
    ends_at.map(|at| clock::end_date(Timestamp(at), &services.time_zone))
}

/// Rights that the scope's person gives now.
pub(super) fn given(
    services: &Services,
    scope: &CustomerScope,
    personal: &[PersonalRight],
) -> Vec<StoredRight> {
    personal.iter().map(|personal| StoredRight::given(services, scope, *personal)).collect()
}

/// What is wrong with giving this to somebody at the place who has had something there already. That a place is none is
/// not said here.
pub(super) async fn grant_errors(
    tx: &mut Tx,
    services: &Services,
    scope: &CustomerScope,
    place: &AssignmentTarget,
    grants: &Grants,
    had: &Grants,
) -> sqlx::Result<Vec<GrantError>> {
    let reference = load_within(tx, scope, None).await?;
    let Some(contract) = reference.contract(place.contract) else { return Ok(Vec::new()) };
    let today = clock::day(services.clock.now(), &services.time_zone);
    let own = scope.reach().map(|reach| reach.rights_at(&place.place()));
    Ok(grants.errors(contract, today, had, own))
}

/// What an assignment of the customer's has been given.
pub(super) async fn grants_of(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    assignment: AssignmentId,
) -> sqlx::Result<Grants> {
    let rights = load(tx, customer, assignment).await?;
    let ends_at: Option<i64> = tx
        .query("SELECT ends_at FROM assignments WHERE customer_id = $1 AND id = $2")
        .bind(customer.0)
        .bind(assignment.0)
        .scalar()
        .await?;

    Ok(Grants {
        personal: rights.iter().map(|right| right.personal(services)).collect(),
        end: shown_end(services, ends_at),
    })
}

/// The personal rights of an assignment, in the order of the portal.
pub(super) async fn load(
    tx: &mut Tx,
    customer: CustomerId,
    assignment: AssignmentId,
) -> sqlx::Result<Vec<StoredRight>> {
    let mut rights = load_all(tx, customer, once(assignment.0)).await?;
    Ok(rights.remove(&assignment.0).unwrap_or_default())
}

/// The same of several assignments, of at least one.
pub(super) async fn load_all(
    tx: &mut Tx,
    customer: CustomerId,
    assignments: impl Iterator<Item = Uuid>,
) -> sqlx::Result<HashMap<Uuid, Vec<StoredRight>>> {
    let mut sql = Sql::new(
        "SELECT assignment_id, application, level, given_by, given_at, ends_at FROM personal_rights
         WHERE customer_id = ",
    );
    sql.id(customer.0).push(" AND assignment_id IN ").ids(assignments);
    let found: Vec<RightOf> = sql.fetch(tx).await?;

    let mut rights: HashMap<Uuid, Vec<StoredRight>> = HashMap::new();
    for RightOf { assignment_id, right } in found {
        rights.entry(assignment_id).or_default().push(right);
    }
    for of_one in rights.values_mut() {
        of_one.sort_by_key(|right| right.application.0);
    }
    Ok(rights)
}

#[derive(sqlx::FromRow)]
struct RightOf {
    assignment_id: Uuid,
    #[sqlx(flatten)]
    right: StoredRight,
}

/// Gives an assignment these personal rights and no others. What it has already stays as it was given. Says what changed.
pub(super) async fn replace(
    tx: &mut Tx,
    services: &Services,
    scope: &CustomerScope,
    assignment: AssignmentId,
    wanted: &[PersonalRight],
) -> sqlx::Result<Vec<Right>> {
    let customer = scope.customer();
    let mut changed = Vec::new();
    let had = load(tx, customer, assignment).await?;
    let is_wanted = |had: &StoredRight| wanted.iter().any(|of| of.right.application == had.application.0);

    for gone in had.iter().filter(|had| !is_wanted(had)) {
        tx.query(
            "DELETE FROM personal_rights WHERE customer_id = $1 AND assignment_id = $2 AND application = $3",
        )
        .bind(customer.0)
        .bind(assignment.0)
        .bind(gone.application)
        .execute()
        .await?;
        changed.push(Right { application: gone.application.0, level: Level::None });
    }

    for personal in wanted {
        if !had.iter().any(|had| had.personal(services) == *personal) {
            write(tx, customer, assignment, &StoredRight::given(services, scope, *personal)).await?;
            changed.push(personal.right);
        }
    }

    Ok(changed)
}

/// Writes a personal right, in the place of another for the same application.
pub(super) async fn write(
    tx: &mut Tx,
    customer: CustomerId,
    assignment: AssignmentId,
    right: &StoredRight,
) -> sqlx::Result<()> {
    tx.query(
        "INSERT INTO personal_rights (customer_id, assignment_id, application, level, given_by, given_at, ends_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (customer_id, assignment_id, application) DO UPDATE SET
             level = excluded.level, given_by = excluded.given_by, given_at = excluded.given_at,
             ends_at = excluded.ends_at",
    )
    .bind(customer.0)
    .bind(assignment.0)
    .bind(right.application)
    .bind(right.level)
    .bind(right.given_by)
    .bind(right.given_at)
    .bind(right.ends_at)
    .execute()
    .await?;

    Ok(())
}

/// Writes down what of an assignment ends first, itself or one of its personal rights. Who was told of another end is told
/// again. To be called whenever an end changed.
pub(super) async fn note_next_end(
    tx: &mut Tx,
    customer: CustomerId,
    assignment: AssignmentId,
) -> sqlx::Result<()> {
    let own = |sql: &mut Sql| {
        sql.push("assignments.ends_at");
    };
    let mut sql = Sql::new("UPDATE assignments SET end_told_at = NULL, next_end_at = ");
    push_next_end(&mut sql, own);
    sql.push(" WHERE customer_id = ").id(customer.0).push(" AND id = ").id(assignment.0);
    sql.push(" AND next_end_at IS DISTINCT FROM ");
    push_next_end(&mut sql, own);
    sql.with_one_plan().execute(tx).await.map(drop)
}

/// Writes the end of assignments, at least one, as [`note_next_end`] would too; and that they were changed: an import that
/// gave one is not undone then.
pub(super) async fn write_end(
    tx: &mut Tx,
    services: &Services,
    scope: &CustomerScope,
    assignments: &[AssignmentId],
    end: Option<EndDate>,
    now: Timestamp,
) -> sqlx::Result<()> {
    let ends_at = stored_end(services, end);
    let own = |sql: &mut Sql| {
        sql.integer(ends_at);
    };

    let mut sql = Sql::new("UPDATE assignments SET ends_at = ");
    sql.integer(ends_at).push(", changed_at = ").integer(now.0);
    sql.push(", given_by = ").id(scope.user().map(|user| user.0));
    push_other_end(&mut sql, own);
    sql.push(" WHERE customer_id = ").id(scope.customer().0);
    sql.push(" AND id IN ").ids(assignments.iter().map(|id| id.0));
    sql.execute(tx).await.map(drop)
}

/// Has an assignment that is given another end, which `own` says, say what of it ends first, as [`note_next_end`] does.
pub(super) fn push_other_end(sql: &mut Sql, own: impl Fn(&mut Sql)) {
    sql.push(", next_end_at = ");
    push_next_end(sql, &own);
    sql.push(", end_told_at = CASE WHEN assignments.next_end_at IS NOT DISTINCT FROM ");
    push_next_end(sql, &own);
    sql.push(" THEN assignments.end_told_at END");
}

/// What of an assignment ends first: itself, of which `own` says when, or one of its personal rights.
fn push_next_end(sql: &mut Sql, own: impl FnOnce(&mut Sql)) {
    sql.push("(SELECT min(ends.at) FROM (SELECT ");
    own(sql);
    sql.push(
        " AS at UNION ALL SELECT r.ends_at FROM personal_rights r
          WHERE r.customer_id = assignments.customer_id AND r.assignment_id = assignments.id) ends)",
    );
}
