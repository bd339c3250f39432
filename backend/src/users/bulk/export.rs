//! The rows of a change as a file: whom it touched, and whom it left and why.

use super::show::may_see;
use super::stored::Stored;
use crate::access::CustomerScope;
use crate::db::Tx;
use crate::services::Services;
use crate::spreadsheet::{self, ExportError, lines};
use domain::ids::{BulkId, CustomerId};
use domain::users::{BulkRow, LeaveReason};
use futures::stream::{Stream, StreamExt, once, try_unfold};

/// So many rows are read at a time; what is in memory does not grow with the change.
const BATCH: i64 = if cfg!(test) { 2 } else { 2_000 };

/// The rows of a change as a CSV file that French Excel opens, chunk by chunk, person by person. `cells` says a row in the
/// reader's language. `None` when the customer has no such change, or it is somebody else's.
pub async fn export_bulk<const COLUMNS: usize>(
    services: &Services,
    scope: &CustomerScope,
    id: BulkId,
    heading: [&'static str; COLUMNS],
    cells: impl Fn(BulkRow) -> [String; COLUMNS] + Send + 'static,
) -> sqlx::Result<Option<impl Stream<Item = Result<Vec<u8>, ExportError>> + Send + 'static>> {
    let customer = scope.customer();
    let change = Stored::load(&mut services.db.of(scope).read().await?, customer, id).await?;
    if !change.is_some_and(|change| may_see(scope, &change)) {
        return Ok(None);
    }

    let heading = async move { Ok(spreadsheet::heading(heading)?) };
    let batches = batches(services.clone(), customer, id);
    let body = batches.map(move |rows| Ok(lines(rows?.into_iter().map(|row| cells(row.shown())))?));
    Ok(Some(once(heading).chain(body)))
}

/// Each batch is read by itself, however slowly the last one is taken away.
fn batches(
    services: Services,
    customer: CustomerId,
    id: BulkId,
) -> impl Stream<Item = sqlx::Result<Vec<Row>>> + Send + 'static {
    try_unfold((services, 0), move |(services, after)| async move {
        let rows = some(&mut services.db.of(customer).lookup().await?, customer, id, after).await?;
        let last = rows.last().map(|row| row.number);
        Ok(last.map(|last| (rows, (services, last))))
    })
}

async fn some(tx: &mut Tx, customer: CustomerId, id: BulkId, after: i64) -> sqlx::Result<Vec<Row>> {
    tx.query(
        "SELECT r.number, r.email, s.name AS site, p.name AS profile, r.outcome, r.undo_outcome
         FROM bulk_rows r
         LEFT JOIN sites s ON s.customer_id = r.customer_id AND s.id = r.site_id
         LEFT JOIN profiles p ON p.customer_id = r.customer_id AND p.id = r.profile_id
         WHERE r.customer_id = $1 AND r.bulk_id = $2 AND r.number > $3
         ORDER BY r.number LIMIT $4",
    )
    .bind(customer.0)
    .bind(id.0)
    .bind(after)
    .bind(BATCH)
    .fetch_all()
    .await
}

#[derive(sqlx::FromRow)]
struct Row {
    number: i64,
    email: String,
    site: Option<String>,
    /// `None` when the profile was deleted since.
    profile: Option<String>,
    outcome: Option<String>,
    undo_outcome: Option<String>,
}

impl Row {
    fn shown(self) -> BulkRow {
        let verdict = |code: Option<String>| match code.as_deref() {
            Some("done") => Some(Ok(())),
            Some(reason) => LeaveReason::from_code(reason).map(Err),
            None => None,
        };
        BulkRow {
            email: self.email,
            site: self.site,
            profile: self.profile,
            done: verdict(self.outcome),
            undone: verdict(self.undo_outcome),
        }
    }
}
