use super::stored::Stored;
use super::tally::Tally;
use crate::access::CustomerScope;
use crate::clock::local;
use crate::db::Tx;
use crate::observe::Operation;
use crate::services::Services;
use crate::users::REMOVAL_KEPT;
use crate::users::find::name_of;
use domain::ids::{BulkId, CustomerId};
use domain::time::Timestamp;
use domain::users::{BulkAction, BulkChange, BulkKind, BulkState, BulkTally, Left};
use uuid::Uuid;

/// A change, as far as it has come; `None` when the customer has no such change, or it is somebody else's.
#[tracing::instrument(name = "users.find_bulk", skip_all, err(level = "debug"), fields(customer = %scope.customer(), bulk = %id))]
pub async fn find_bulk(
    services: &Services,
    scope: &CustomerScope,
    id: BulkId,
) -> sqlx::Result<Option<BulkChange>> {
    let operation = Operation::begin("users.find_bulk");

    let customer = scope.customer();
    let mut tx = services.db.of(scope).read().await?;
    let change = Stored::load(&mut tx, customer, id).await?;
    let Some(change) = change.filter(|change| may_see(scope, change)) else {
        return operation.ended(Ok(None));
    };
    let action = change.action()?;
    let count = |count: i64| count.unsigned_abs();
    let asked_by = match change.asked_by {
        Some(user) => name_of(&mut tx, customer, user).await?,
        None => None,
    };
    let at = change.ended_at.or(change.begun_at).unwrap_or(change.asked_at);

    operation.ended(Ok(Some(BulkChange {
        id,
        kind: change.kind.0,
        action,
        target: target(&mut tx, customer, action).await?,
        state: change.state(),
        rows: count(change.row_count),
        missing: count(change.missing),
        progress: count(change.progress),
        tally: shown(&mut tx, customer, id, change.tally()?).await?,
        undoing: shown(&mut tx, customer, id, change.undo_tally()?).await?,
        asked_by,
        at: local(Timestamp(at), &services.time_zone),
        undo_until: undo_until(&change, services.clock.now()).map(|until| local(until, &services.time_zone)),
    })))
}

/// An administrator of all sees every change; whoever administers a part, their own.
pub(super) fn may_see(scope: &CustomerScope, change: &Stored) -> bool {
    scope.reach().is_none() || scope.user().map(|user| user.0) == change.asked_by
}

/// Until when what was done can be undone: for as long as what was removed is kept. `None` when it cannot.
pub(super) fn undo_until(change: &Stored, now: Timestamp) -> Option<Timestamp> {
    // A mail that has left stays so, and what was mailed before no longer works.
    if change.kind.0 == BulkKind::Resend {
        return None;
    }

    let ended = change.ended_at.filter(|_| change.state() == BulkState::Done)?;
    let until = Timestamp(ended).plus_seconds(REMOVAL_KEPT);
    (until >= now).then_some(until)
}

async fn target(
    tx: &mut Tx,
    customer: CustomerId,
    action: Option<BulkAction>,
) -> sqlx::Result<Option<String>> {
    match action {
        Some(BulkAction::Profile(profile)) => {
            tx.query("SELECT name FROM profiles WHERE customer_id = $1 AND id = $2")
                .bind(customer.0)
                .bind(profile.0)
                .optional_scalar()
                .await
        }
        Some(BulkAction::Site(site)) => {
            tx.query("SELECT name FROM sites WHERE customer_id = $1 AND id = $2")
                .bind(customer.0)
                .bind(site.0)
                .optional_scalar()
                .await
        }
        _ => Ok(None),
    }
}

async fn shown(tx: &mut Tx, customer: CustomerId, id: BulkId, tally: Tally) -> sqlx::Result<BulkTally> {
    let people = addresses_of(tx, customer, id, tally.named).await?;
    let others = tally.touched.people.saturating_sub(people.len() as u64);
    let mut left = Vec::with_capacity(tally.left.len());
    for (reason, rows) in tally.left {
        let people = addresses_of(tx, customer, id, rows.people).await?;
        let others = rows.count.saturating_sub(people.len() as u64);
        left.push(Left { reason, rows: rows.rows, people, others });
    }

    Ok(BulkTally { touched: tally.touched, people, others, left })
}

async fn addresses_of(
    tx: &mut Tx,
    customer: CustomerId,
    id: BulkId,
    users: Vec<Uuid>,
) -> sqlx::Result<Vec<String>> {
    let mut addresses = Vec::with_capacity(users.len());
    for user in users {
        addresses.extend(address_of(tx, customer, id, user).await?);
    }

    addresses.sort_unstable();
    Ok(addresses)
}

/// What the customer called somebody when the rows were chosen: they may be gone.
async fn address_of(
    tx: &mut Tx,
    customer: CustomerId,
    id: BulkId,
    user: Uuid,
) -> sqlx::Result<Option<String>> {
    tx.query("SELECT email FROM bulk_rows WHERE customer_id = $1 AND bulk_id = $2 AND user_id = $3 LIMIT 1")
        .bind(customer.0)
        .bind(id.0)
        .bind(user)
        .optional_scalar()
        .await
}
