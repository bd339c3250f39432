use super::apply::apply;
use super::judge::Judge;
use super::stored::Stored;
use super::tally::{Tally, Verdict};
use super::walk::{self, Present, Row, Stage};
use super::{gather, undo};
use crate::access::{CustomerScope, scope_of};
use crate::customers;
use crate::db::{Tx, no_import_under_way};
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::{BulkId, CustomerId, UserId};
use domain::time::Timestamp;
use domain::users::{BulkAction, BulkKind, BulkState};
use serde_json::json;
use uuid::Uuid;

/// So many rows are looked up or judged at a time: for some 20 ms.
const LOOKED_AT: i64 = if cfg!(test) { 4 } else { 1_000 };
/// So many are changed at a time, for some 50 ms: on SQLite everybody waits meanwhile, on PostgreSQL the customer's own people
/// do. In tests a few are many.
const CHANGED: i64 = if cfg!(test) { 4 } else { 100 };
/// The same on PostgreSQL of what is written person by person, some 6 ms each.
const CHANGED_ONE_BY_ONE: i64 = if cfg!(test) { 4 } else { 10 };
/// Up to so many people find the entry of a change in what the journal tells of them: they are written down at once.
const FOUND_BY_PERSON: u64 = 10_000;

/// Goes on with one of the changes that are under way, the one that waits longest; says whether there was any. Several
/// servers at once do no harm.
#[tracing::instrument(name = "users.settle_bulk", skip_all, err(level = "debug"))]
pub async fn settle_bulk(services: &Services) -> sqlx::Result<bool> {
    let mut lookup = services.db.lookup().await?;
    let waiting: Option<(Uuid, Uuid)> = lookup
        .query(concat!(
            "SELECT customer_id, id FROM bulk_changes
             WHERE state IN ('gathering', 'judging', 'running', 'undoing') AND ",
            no_import_under_way!("bulk_changes.customer_id"),
            " ORDER BY turned_at, customer_id, id LIMIT 1"
        ))
        .fetch_optional()
        .await?;
    drop(lookup);

    let Some((customer, id)) = waiting else { return Ok(false) };
    let operation = Operation::begin("users.settle_bulk");
    let (customer, id) = (CustomerId(customer), BulkId(id));
    if let Err(error) = turn(services, customer, id).await {
        // The others have their turn before it is tried again.
        put_behind(services, customer, id).await?;
        return Err(error);
    }

    operation.ended(Ok(true))
}

async fn put_behind(services: &Services, customer: CustomerId, id: BulkId) -> sqlx::Result<()> {
    let mut tx = services.db.of(customer).write().await?;
    tx.query("UPDATE bulk_changes SET turned_at = $3 WHERE customer_id = $1 AND id = $2")
        .bind(customer.0)
        .bind(id.0)
        .bind(services.clock.now().0)
        .execute()
        .await?;
    tx.commit().await
}

/// Goes on with a change for some rows; says how far it has come. It can be given up anywhere: a turn is done whole or not
/// at all.
pub(super) async fn turn(
    services: &Services,
    customer: CustomerId,
    id: BulkId,
) -> sqlx::Result<Option<BulkState>> {
    let found = gather::look(services, customer, id).await?;
    let now = services.clock.now();
    let mut tx = services.db.of(customer).write().await?;
    customers::lock(&mut tx, customer).await?;
    let Some(mut change) = Stored::load(&mut tx, customer, id).await? else { return Ok(None) };
    let scope = scope_of(&mut tx, customer, change.acting.map(UserId), now).await?;

    match (change.state(), found) {
        (BulkState::Gathering, Some(found)) => gather::take(&mut tx, customer, &mut change, found).await?,
        (BulkState::Judging, _) => judge(&mut tx, services, customer, scope.as_ref(), &mut change).await?,
        (BulkState::Running, _) => run(&mut tx, services, customer, scope.as_ref(), &mut change).await?,
        (BulkState::Undoing, _) => {
            undo::some(&mut tx, services, customer, scope.as_ref(), &mut change).await?;
        }
        _ => return Ok(Some(change.state())),
    }

    change.save(&mut tx, customer, now).await?;
    tx.commit().await?;
    if change.state() == BulkState::Done && change.kind.0 == BulkKind::Resend {
        services.mail_queued.notify_one();
    }

    Ok(Some(change.state()))
}

/// How many rows are looked up or judged at a time.
pub(super) const fn looked_at() -> i64 {
    LOOKED_AT
}

/// How many rows are changed at a time.
pub(super) fn changed(tx: &Tx, one_by_one: bool) -> i64 {
    if one_by_one { tx.choose(CHANGED, CHANGED_ONE_BY_ONE) } else { CHANGED }
}

/// What the change does.
pub(super) fn action_of(change: &Stored) -> sqlx::Result<BulkAction> {
    change.action()?.ok_or_else(|| sqlx::Error::Decode("a change without its action".into()))
}

/// Finds out what would become of some rows.
async fn judge(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    scope: Option<&CustomerScope>,
    change: &mut Stored,
) -> sqlx::Result<()> {
    let rows = walk::next(tx, customer, change, looked_at()).await?;
    let Some(last) = rows.last().map(|row| row.user_id) else {
        change.enter(BulkState::Proposed);
        return Ok(());
    };

    let judge = Judge::new(tx, services, scope, action_of(change)?).await?;
    let mut tally = change.tally()?;
    for of_person in rows.chunk_by(|one, next| one.user_id == next.user_id) {
        let verdicts = judge.person(tx, of_person).await?;
        tally.add(of_person[0].user_id, &verdicts);
    }

    change.set_tally(&tally)?;
    move_on(change, &rows, last, looked_at(), BulkState::Proposed);
    Ok(())
}

/// Says how far the stage has come. It is over once there were fewer rows than it takes.
pub(super) fn move_on(change: &mut Stored, rows: &[Row], last: Uuid, most: i64, next: BulkState) {
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    if count < most {
        change.enter(next);
    } else {
        change.last_user = last;
        change.progress += count;
    }
}

/// Changes some rows; with the last of them, the journal tells.
async fn run(
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
        let mut tally = change.tally()?;
        change_rows(tx, services, customer, scope, change, &rows, &mut tally).await?;
        change.set_tally(&tally)?;
        move_on(change, &rows, last, most, BulkState::Done);
    } else {
        change.enter(BulkState::Done);
    }

    if change.state() == BulkState::Done { tell_done(tx, customer, change, now).await } else { Ok(()) }
}

/// Has the journal tell what was done, all of it or as far as it has come.
pub(super) async fn tell_done(
    tx: &mut Tx,
    customer: CustomerId,
    change: &mut Stored,
    now: Timestamp,
) -> sqlx::Result<()> {
    change.ended_at = Some(now.0);
    let details = told(change, &change.tally()?);
    let entry = Entry { action: "users.bulk", subject: Some(change.id), details };
    journal::append_after(tx, customer, change.actor(), now, entry).await?;
    find_by_person(tx, customer, change, &change.tally()?).await
}

/// Has the journal's last entry, which is about a change, be found by whom it touched; unless they are so many that
/// everybody would wait.
pub(super) async fn find_by_person(
    tx: &mut Tx,
    customer: CustomerId,
    change: &Stored,
    tally: &Tally,
) -> sqlx::Result<()> {
    if tally.touched.people > FOUND_BY_PERSON {
        return Ok(());
    }

    tx.query(
        "INSERT INTO journal_people (customer_id, user_id, action, at, sequence)
         SELECT DISTINCT r.customer_id, r.user_id, j.action, j.at, j.sequence
         FROM bulk_rows r JOIN journal j ON j.customer_id = r.customer_id
             AND j.sequence = (SELECT max(last.sequence) FROM journal last WHERE last.customer_id = $1)
         WHERE r.customer_id = $1 AND r.bulk_id = $2 AND r.outcome = 'done'
             AND (j.action = 'users.bulk' OR r.undo_outcome = 'done')
         ON CONFLICT DO NOTHING",
    )
    .bind(customer.0)
    .bind(change.id)
    .execute()
    .await
    .map(drop)
}

/// What the journal tells: the rows are those of the change, which stay with it.
pub(super) fn told(change: &Stored, tally: &Tally) -> serde_json::Value {
    let left: serde_json::Map<_, _> =
        tally.left.iter().map(|(reason, left)| (reason.code().to_owned(), json!(left.rows))).collect();
    json!({
        "kind": change.kind.0.code(), "action": change.action().ok().flatten(), "assignments": tally.touched.rows,
        "people": tally.touched.people, "left": left, "missing": change.missing,
    })
}

async fn change_rows(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    scope: Option<&CustomerScope>,
    change: &Stored,
    rows: &[Row],
    tally: &mut Tally,
) -> sqlx::Result<()> {
    let (action, now) = (action_of(change)?, services.clock.now());
    let Some(until) = rows.last().map(|row| row.user_id) else { return Ok(()) };
    let judge = Judge::new(tx, services, scope, action).await?;
    let mut outcomes: Vec<(i64, Verdict)> = Vec::with_capacity(rows.len());
    let mut to_change: Vec<Present> = Vec::with_capacity(rows.len());

    for of_person in rows.chunk_by(|one, next| one.user_id == next.user_id) {
        let verdicts = judge.person(tx, of_person).await?;
        let judged = of_person.iter().zip(&verdicts);
        to_change.extend(judged.filter(|(_, verdict)| verdict.is_ok()).filter_map(|(row, _)| row.present()));
        tally.add(of_person[0].user_id, &verdicts);
        outcomes.extend(of_person.iter().map(|row| row.number).zip(verdicts));
    }

    if let Some(scope) = scope {
        apply(tx, services, scope, change, &to_change, now).await?;
    }
    walk::note(tx, customer, change, until, &outcomes, Stage::Doing(now)).await
}
