//! Undoing: each row becomes what it was when it was chosen, unless somebody has changed it since.

use super::going_back::GoingBack;
use super::judge::{demand, not_administrator, within_reach};
use super::stored::Stored;
use super::tally::Verdict;
use super::turn::{action_of, changed, find_by_person, move_on, told};
use super::walk::{self, Present, Row, Stage, Was};
use crate::access::CustomerScope;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::mail::withdraw_resent;
use crate::services::Services;
use crate::users::person::{is_managed, places_of};
use crate::users::restore::{self, PutBackByRemoval};
use domain::ids::{AssignmentId, CustomerId, ProfileId, RemovalId, SiteId};
use domain::reach::Place;
use domain::time::Timestamp;
use domain::users::{BulkAction, BulkState, LeaveReason, UserStatus};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Undoes some rows; with the last of them, the journal tells.
pub(super) async fn some(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    scope: Option<&CustomerScope>,
    change: &mut Stored,
) -> sqlx::Result<()> {
    let now = services.clock.now();
    let most = changed(tx, action_of(change)? == BulkAction::Resend);
    let rows = walk::next(tx, customer, change, most).await?;
    if let Some(last) = rows.last().map(|row| row.user_id) {
        undo_rows(tx, services, customer, scope, change, &rows).await?;
        move_on(change, &rows, last, most, BulkState::Undone);
    } else {
        change.enter(BulkState::Undone);
    }

    if change.state() == BulkState::Undone {
        change.undone_at = Some(now.0);
        let details = told(change, &change.undo_tally()?);
        let entry = Entry { action: "users.bulk_undone", subject: Some(change.id), details };
        journal::append_after(tx, customer, change.actor(), now, entry).await?;
        find_by_person(tx, customer, change, &change.undo_tally()?).await?;
    }

    Ok(())
}

async fn undo_rows(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    scope: Option<&CustomerScope>,
    change: &mut Stored,
    rows: &[Row],
) -> sqlx::Result<()> {
    let (action, now) = (action_of(change)?, services.clock.now());
    let mut tally = change.undo_tally()?;
    let (mut outcomes, mut going_back) = (Vec::new(), GoingBack::default());
    let put_back = put_back(tx, scope, rows, now).await?;

    for of_person in rows.chunk_by(|one, next| one.user_id == next.user_id) {
        let done: Vec<Row> =
            of_person.iter().filter(|row| row.outcome.as_deref() == Some("done")).cloned().collect();
        let verdicts = match scope {
            Some(scope) => person(tx, scope, action, &done, &put_back, &mut going_back).await?,
            None => vec![Err(LeaveReason::OutOfReach); done.len()],
        };
        if let Some(first) = done.first() {
            tally.add(first.user_id, &verdicts);
        }
        outcomes.extend(done.iter().map(|row| row.number).zip(verdicts));
    }

    change.set_undo_tally(&tally)?;
    let Some(until) = rows.last().map(|row| row.user_id) else { return Ok(()) };
    going_back.write(tx, customer, change, until, now).await?;
    walk::note(tx, customer, change, until, &outcomes, Stage::Undoing).await
}

/// Undoes what was done to one person's rows.
async fn person(
    tx: &mut Tx,
    scope: &CustomerScope,
    action: BulkAction,
    rows: &[Row],
    put_back: &PutBackByRemoval,
    going_back: &mut GoingBack,
) -> sqlx::Result<Vec<Verdict>> {
    match action {
        BulkAction::Suspend | BulkAction::Reactivate | BulkAction::Resend => {
            let verdict = person_back(tx, scope, action, rows, going_back).await?;
            Ok(vec![verdict; rows.len()])
        }
        BulkAction::Profile(_) | BulkAction::Site(_) | BulkAction::End(_) => {
            let mut verdicts = Vec::with_capacity(rows.len());
            for row in rows {
                verdicts.push(row_back(tx, scope, row, going_back).await?);
            }
            Ok(verdicts)
        }
        BulkAction::Remove => Ok(verdicts_of(put_back, rows)),
    }
}

/// Has a person get the status back that they had, and what was withdrawn with it; withdraws what has not left.
async fn person_back(
    tx: &mut Tx,
    scope: &CustomerScope,
    action: BulkAction,
    rows: &[Row],
    going_back: &mut GoingBack,
) -> sqlx::Result<Verdict> {
    let customer = scope.customer();
    let Some((row, there)) = rows.iter().find_map(|row| Some((row, row.present()?))) else {
        return Ok(Err(LeaveReason::Gone));
    };
    if let Err(reason) = within_reach(scope, &there) {
        return Ok(Err(reason));
    }

    let done_at = Timestamp(row.done_at.unwrap_or_default());
    if (there.is.status.0, there.is.status_since) != left_as(action, &row.was, &there, done_at) {
        return Ok(Err(LeaveReason::Changed));
    }

    if action == BulkAction::Resend {
        if !withdraw_resent(tx, customer, there.user, done_at).await? {
            return Ok(Err(LeaveReason::Sent));
        }
    } else if !is_managed(tx, scope, there.user).await? {
        return Ok(Err(LeaveReason::Elsewhere));
    }

    if action == BulkAction::Reactivate
        && let Err(reason) = not_administrator(&there)
    {
        return Ok(Err(reason));
    }

    going_back.add_person(row);
    Ok(Ok(()))
}

/// The status, and since when, in which the change left a person.
fn left_as(action: BulkAction, was: &Was, there: &Present, done_at: Timestamp) -> (UserStatus, i64) {
    match action {
        BulkAction::Suspend => (UserStatus::Suspended, done_at.0),
        BulkAction::Reactivate if there.has_signed_in => (UserStatus::Active, done_at.0),
        BulkAction::Reactivate => (UserStatus::Invited, done_at.0),
        BulkAction::Resend if was.status.0 == UserStatus::Expired => (UserStatus::Invited, done_at.0),
        _ => (was.status.0, was.status_since),
    }
}

/// Has an assignment get back what it had.
async fn row_back(
    tx: &mut Tx,
    scope: &CustomerScope,
    row: &Row,
    going_back: &mut GoingBack,
) -> sqlx::Result<Verdict> {
    let customer = scope.customer();
    let Some(there) = row.present() else { return Ok(Err(LeaveReason::Gone)) };
    let place = Place { site: row.was.site_id.map(SiteId), ..there.place };
    let profile = going_back.profile(tx, customer, ProfileId(row.was.profile_id)).await?;
    let verdict = may_go_back(scope, row, &there, &place);
    let (Ok(()), Some(profile)) = (verdict, profile) else {
        return Ok(Err(verdict.err().unwrap_or(LeaveReason::Unavailable)));
    };

    if place != there.place {
        if !site_is_there(tx, customer, row.was.site_id).await? {
            return Ok(Err(LeaveReason::Unavailable));
        }
        if places_of(tx, scope, there.user).await?.contains(&place) {
            return Ok(Err(LeaveReason::Occupied));
        }
    }

    going_back.add_row(row, profile);
    Ok(Ok(()))
}

fn may_go_back(scope: &CustomerScope, row: &Row, there: &Present, place: &Place) -> Verdict {
    demand(there.is.changed_at == row.done_at, LeaveReason::Changed)?;
    within_reach(scope, there)?;
    demand(scope.manages(place), LeaveReason::OutOfReach)
}

async fn site_is_there(tx: &mut Tx, customer: CustomerId, site: Option<Uuid>) -> sqlx::Result<bool> {
    let Some(site) = site else { return Ok(true) };
    let found: i64 = tx
        .query("SELECT count(*) FROM sites WHERE customer_id = $1 AND id = $2")
        .bind(customer.0)
        .bind(site)
        .scalar()
        .await?;
    Ok(found > 0)
}

/// Puts back what the change has removed of the people of these rows.
async fn put_back(
    tx: &mut Tx,
    scope: Option<&CustomerScope>,
    rows: &[Row],
    now: Timestamp,
) -> sqlx::Result<PutBackByRemoval> {
    let removals: BTreeSet<_> = rows.iter().filter_map(|row| row.removal_id).map(RemovalId).collect();
    let Some(scope) = scope.filter(|_| !removals.is_empty()) else { return Ok(PutBackByRemoval::new()) };
    let removals: Vec<_> = removals.into_iter().collect();
    restore::put_back_all(tx, scope, &removals, now).await
}

/// What became of one person's rows that were removed.
fn verdicts_of(put_back: &PutBackByRemoval, rows: &[Row]) -> Vec<Verdict> {
    let removal = rows.first().and_then(|row| row.removal_id).map(RemovalId);
    let Some(removal) = removal else { return vec![Err(LeaveReason::Gone); rows.len()] };
    let Some(put) = put_back.get(&removal) else { return vec![Err(LeaveReason::Changed); rows.len()] };
    let is_back = |row: &Row| put.back.contains(&AssignmentId(row.assignment_id));
    rows.iter().map(|row| demand(is_back(row), LeaveReason::Occupied)).collect()
}
