//! Many assignments changed at once: what was chosen is looked up, it is said whom the change touches and whom it leaves
//! and why, it is done, and can be undone.
//!
//! Each of these is a stage of the row in `bulk_changes` ([`BulkState`](domain::users::BulkState)), gone through in turns
//! ([`turn`]): some rows at a time, each time in a transaction of its own, so that whoever else writes waits for some and
//! not for all. The first turns are taken by whoever asks, the others by [`settle_bulk`]; where a server was killed the next
//! one goes on. One code says what becomes of a row ([`judge`]), before and as it is done; what is done to one row is what
//! its own page does ([`apply`]).

mod apply;
mod ask;
mod export;
mod gather;
mod going_back;
mod judge;
mod show;
mod stored;
mod tally;
mod turn;
mod undo;
mod walk;

pub use ask::{BulkError, Selection, aim_bulk, begin_bulk, propose_bulk, undo_bulk};
pub use export::export_bulk;
pub use show::find_bulk;
pub use turn::settle_bulk;

use crate::db::Tx;
use domain::ids::CustomerId;

/// Whether something is being done to many of the customer's people: its journal tells only once that has ended.
pub(crate) async fn is_under_way(tx: &mut Tx, customer: CustomerId) -> sqlx::Result<bool> {
    let running: i64 = tx
        .query(
            "SELECT count(*) FROM bulk_changes
             WHERE customer_id = $1 AND state IN ('running', 'undoing')",
        )
        .bind(customer.0)
        .scalar()
        .await?;
    Ok(running > 0)
}

#[cfg(test)]
mod tests;
