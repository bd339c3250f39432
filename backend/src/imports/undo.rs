//! Undoing an import: what it brought goes, as far as nobody has built on it since.
//!
//! What becomes of each assignment that an import wrote, and of each that it changed, is said
//! by one `SELECT` (`fates!`), which the question before and the undoing itself both ask. It depends on what its person has,
//! and on nobody else: so what an import of many rows brought is undone for some people at a time ([`in_turns`]).

/// What becomes of what import `$2` of customer `$1` wrote: `number` and `assignment_id`, `user_id`,
/// and `fate`, which is one of
///
/// - `leaves`: removed with its person, whom the import created and who has not signed in;
/// - `goes`: removed, its person has others; `elsewhere`: the same of a person whom the import created;
/// - `restored`: gets back the profile, the rights and the end that it had;
/// - `signed_in`, `changed`, `last`: stays, for the reason of that name. Whoever administers the customer
///   has signed in, if not to this customer.
///
/// `$written` joins the assignments `a` that the import wrote, `$changed` those that it changed by `import_changes c`.
macro_rules! fates {
    ($written:expr, $changed:expr) => {
        concat!(
            "SELECT a.number, a.id AS assignment_id, a.user_id,
                 CASE
                     WHEN m.import_id = $2 AND (m.last_sign_in_at IS NOT NULL OR EXISTS (
                         SELECT 1 FROM administrators d WHERE d.customer_id = $1 AND d.user_id = a.user_id))
                         THEN 'signed_in'
                     WHEN m.import_id = $2 AND NOT EXISTS (
                         SELECT 1 FROM assignments o WHERE o.customer_id = $1 AND o.user_id = a.user_id
                             AND o.import_id IS DISTINCT FROM $2) THEN 'leaves'
                     WHEN a.changed_at IS NOT NULL OR EXISTS (
                         SELECT 1 FROM personal_rights r WHERE r.customer_id = $1 AND r.assignment_id = a.id
                             AND r.given_at IS DISTINCT FROM i.created_at) THEN 'changed'
                     WHEN m.import_id = $2 THEN 'elsewhere'
                     WHEN EXISTS (
                         SELECT 1 FROM assignments o WHERE o.customer_id = $1 AND o.user_id = a.user_id
                             AND (o.import_id IS DISTINCT FROM $2 OR o.changed_at IS NOT NULL)) THEN 'goes'
                     ELSE 'last' END AS fate
             FROM imports i ",
            $written,
            " JOIN memberships m ON m.customer_id = $1 AND m.user_id = a.user_id
             WHERE i.customer_id = $1 AND i.id = $2
             UNION ALL
             SELECT a.number, a.id AS assignment_id, a.user_id,
                 CASE WHEN a.changed_at = i.created_at AND NOT EXISTS (
                         SELECT 1 FROM personal_rights r WHERE r.customer_id = $1 AND r.assignment_id = a.id
                             AND r.given_at > i.created_at) THEN 'restored'
                     ELSE 'changed' END AS fate
             FROM imports i ",
            $changed,
            " WHERE i.customer_id = $1 AND i.id = $2"
        )
    };
}

/// What becomes of all of it.
macro_rules! all_fates {
    () => {
        fates!(
            "JOIN assignments a ON a.customer_id = $1 AND a.import_id = $2",
            "JOIN import_changes c ON c.customer_id = $1 AND c.import_id = $2
             JOIN assignments a ON a.customer_id = $1 AND a.id = c.assignment_id"
        )
    };
}

mod execute;
mod in_turns;
mod people;
mod preview;

pub(super) use execute::{EVERYBODY, People, Undoing};
pub use preview::preview_undo;

use super::{report, under_way};
use crate::access::CustomerScope;
use crate::db::Pools;
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::{ContractId, ImportId, SiteId, SubAccountId};
use domain::imports::ImportReport;
use domain::reach::Place;
use in_turns::undo_in_turns;
use uuid::Uuid;

/// Why an import was not undone.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// The customer has no such import.
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Undoes an import, in one transaction: people whom it created and who have not signed in are removed
/// with their assignments, their mails withdrawn and what was mailed to them made useless; assignments
/// that it gave to others are removed, and what it changed of assignments is put back, unless somebody has
/// changed them since; so are names, and suspensions that it lifted. Gives the report, which says for whom the import stays,
/// and why. Undoing it again changes nothing.
///
/// One of many rows is undone in turns on SQLite, and once that has begun it is gone on with to its end, whatever happens
/// ([`under_way`]).
#[tracing::instrument(name = "imports.undo", skip_all, err(level = "debug"), fields(customer = %scope.customer(), import = %import))]
pub async fn undo(
    services: &Services,
    scope: &CustomerScope,
    import: ImportId,
) -> Result<ImportReport, UndoError> {
    undo_from(services, scope, import, under_way::MANY).await
}

/// The same, where so many rows are many.
pub(super) async fn undo_from(
    services: &Services,
    scope: &CustomerScope,
    import: ImportId,
    many: u32,
) -> Result<ImportReport, UndoError> {
    let operation = Operation::begin("imports.undo");

    is_reached(services, scope, import).await?;
    match services.db.pools() {
        Pools::Sqlite { .. } if row_count(services, scope, import).await? >= i64::from(many) => {
            undo_in_turns(services, scope, import).await?;
        }
        _ => undo_at_once(services, scope, import).await?,
    }

    operation.ended(report::report(services, scope, import).await?.ok_or(UndoError::NotFound))
}

async fn row_count(services: &Services, scope: &CustomerScope, import: ImportId) -> sqlx::Result<i64> {
    let mut lookup = services.db.of(scope).lookup().await?;
    lookup
        .query("SELECT row_count FROM imports WHERE customer_id = $1 AND id = $2")
        .bind(scope.customer().0)
        .bind(import.0)
        .scalar()
        .await
}

/// Whether the scope reaches an import: whoever administers a part of the customer undoes their own imports, as long as
/// they administer the people of all places where these brought somebody.
async fn is_reached(services: &Services, scope: &CustomerScope, import: ImportId) -> Result<(), UndoError> {
    report::report(services, scope, import).await?.ok_or(UndoError::NotFound)?;
    let mut tx = services.db.of(scope).read().await?;
    let places: Vec<(Uuid, Option<Uuid>, Option<Uuid>)> = tx
        .query(
            "SELECT contract_id, sub_account_id, site_id FROM assignments
             WHERE customer_id = $1 AND (import_id = $2 OR id IN
                 (SELECT assignment_id FROM import_changes WHERE customer_id = $1 AND import_id = $2))
             GROUP BY contract_id, sub_account_id, site_id",
        )
        .bind(scope.customer().0)
        .bind(import.0)
        .fetch_all()
        .await?;
    let place = |(contract, sub_account, site): (Uuid, Option<Uuid>, Option<Uuid>)| Place {
        contract: ContractId(contract),
        sub_account: sub_account.map(SubAccountId),
        site: site.map(SiteId),
    };

    let all = places.into_iter().map(place).all(|place| scope.manages(&place));
    if all { Ok(()) } else { Err(UndoError::NotFound) }
}

/// Undoes all of it in one transaction.
async fn undo_at_once(services: &Services, scope: &CustomerScope, import: ImportId) -> sqlx::Result<()> {
    let mut tx = services.db.of(scope).begin_bulk_write().await?;
    if let Some(undoing) = Undoing::begin(&mut tx, services, scope, import).await? {
        undoing.take(&mut tx, &EVERYBODY).await?;
        undoing.end(&mut tx, undoing.at).await?;
        tx.commit().await?;
    }

    Ok(())
}

#[cfg(test)]
mod tests;
