use super::gather::{add, gathered, kept};
use super::show::{may_see, undo_until};
use super::stored::{Stored, write};
use super::tally::Tally;
use super::turn::{tell_done, turn};
use crate::access::CustomerScope;
use crate::customers;
use crate::db::Tx;
use crate::observe::Operation;
use crate::reference::load_within;
use crate::services::Services;
use crate::users::assign;
use domain::ids::{AssignmentId, BulkId, CustomerId};
use domain::reach::Reach;
use domain::users::{BulkAction, BulkKind, BulkState, Filter};
use uuid::Uuid;

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// These.
    Rows(Vec<AssignmentId>),
    /// All that match, and are there at this moment.
    Matching(Filter),
}

/// Why nothing was begun.
#[derive(Debug, thiserror::Error)]
pub enum BulkError {
    /// The customer has no such change, or it is somebody else's.
    #[error("not found")]
    NotFound,
    /// Nothing was chosen.
    #[error("nothing was chosen")]
    Nothing,
    /// More rows were named than fit on a page.
    #[error("more than {MOST} rows by name")]
    TooMany,
    /// It is not at the stage at which this can be asked.
    #[error("not at this stage")]
    Stage,
    /// The profile or the site is not one of the customer's, or cannot be given; or the day has passed.
    #[error("it cannot be given")]
    Target,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// As many rows may be named.
const MOST: usize = 1_000;

/// So many proposals of somebody stay beside the one that they make, as in other tabs.
const PROPOSALS: i64 = 4;

/// So many turns are taken at once; what they do not come to follows.
const TURNS: usize = if cfg!(test) { 1 } else { 4 };

/// Begins a change of what was chosen: looks it up and finds out whom it would touch. Nothing is changed yet.
#[tracing::instrument(name = "users.propose_bulk", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn propose_bulk(
    services: &Services,
    scope: &CustomerScope,
    kind: BulkKind,
    selection: &Selection,
) -> Result<BulkId, BulkError> {
    let operation = Operation::begin("users.propose_bulk");

    if !scope.reach().is_none_or(Reach::manages_any) {
        return Err(BulkError::Nothing);
    }

    match selection {
        Selection::Rows(rows) if rows.is_empty() => return Err(BulkError::Nothing),
        Selection::Rows(rows) if rows.len() > MOST => return Err(BulkError::TooMany),
        _ => {}
    }

    let now = services.clock.now();
    let (customer, id) = (scope.customer(), BulkId(services.random.id(now)));
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    forget_proposals(&mut tx, scope).await?;
    let filter = match selection {
        Selection::Rows(_) => None,
        Selection::Matching(filter) => Some(kept(filter)?),
    };
    tx.query(
        "INSERT INTO bulk_changes (customer_id, id, kind, action, filter, last_number, state, asked_by, acting,
             asked_at, last_user, turned_at)
         SELECT id, $2, $3, $4, $5, last_number, 'gathering', $6, $6, $7, $8, $7 FROM customers WHERE id = $1",
    )
    .bind(customer.0)
    .bind(id.0)
    .bind(kind.code())
    .bind(kind.action().map(|action| write(&action)).transpose()?)
    .bind(filter)
    .bind(scope.user().map(|user| user.0))
    .bind(now.0)
    .bind(Uuid::nil())
    .execute()
    .await?;

    if let Selection::Rows(rows) = selection {
        name_rows(&mut tx, scope, id, rows, services).await?;
    }
    tx.commit().await?;
    take_turns(services, customer, id).await?;

    operation.ended(Ok(id))
}

/// Of what somebody proposed and did not begin, the latest stays: the rest is dropped like what is too old.
async fn forget_proposals(tx: &mut Tx, scope: &CustomerScope) -> sqlx::Result<()> {
    tx.query(
        "UPDATE bulk_changes SET state = 'asking', asked_at = 0
         WHERE customer_id = $1 AND asked_by = $2 AND begun_at IS NULL AND id NOT IN
            (SELECT latest.id FROM bulk_changes latest
             WHERE latest.customer_id = $1 AND latest.asked_by = $2 AND latest.begun_at IS NULL
             ORDER BY latest.asked_at DESC LIMIT $3)",
    )
    .bind(scope.customer().0)
    .bind(scope.user().map(|user| user.0))
    .bind(PROPOSALS)
    .execute()
    .await
    .map(drop)
}

/// Notes the rows that were named, as far as they are there and within sight.
async fn name_rows(
    tx: &mut Tx,
    scope: &CustomerScope,
    id: BulkId,
    rows: &[AssignmentId],
    services: &Services,
) -> sqlx::Result<()> {
    let customer = scope.customer();
    let mut change = Stored::load(tx, customer, id).await?.ok_or(sqlx::Error::RowNotFound)?;
    let mut named: Vec<_> = rows.to_vec();
    named.sort_unstable();
    named.dedup();

    let mut seen = Vec::with_capacity(named.len());
    for row in named.iter().copied() {
        // What lies elsewhere is not there.
        let target = assign::place_of(tx, customer, row).await?;
        if target.is_some_and(|target| scope.views(&target.place())) {
            seen.push(row.0);
        }
    }

    let missing = named.len().saturating_sub(seen.len());
    add(tx, customer, &mut change, &seen).await?;
    gathered(&mut change)?;
    change.save(tx, customer, services.clock.now()).await?;
    tx.query("UPDATE bulk_changes SET missing = $3 WHERE customer_id = $1 AND id = $2")
        .bind(customer.0)
        .bind(id.0)
        .bind(i64::try_from(missing).unwrap_or(i64::MAX))
        .execute()
        .await
        .map(drop)
}

async fn take_turns(services: &Services, customer: CustomerId, id: BulkId) -> sqlx::Result<()> {
    for _ in 0..TURNS {
        if !turn(services, customer, id).await?.is_some_and(BulkState::is_under_way) {
            break;
        }
    }
    Ok(())
}

/// Says with what it is done: which profile, site or day. It can be said again until it is begun.
#[tracing::instrument(name = "users.aim_bulk", skip_all, err(level = "debug"), fields(customer = %scope.customer(), bulk = %id))]
pub async fn aim_bulk(
    services: &Services,
    scope: &CustomerScope,
    id: BulkId,
    action: BulkAction,
) -> Result<(), BulkError> {
    let operation = Operation::begin("users.aim_bulk");

    let (mut tx, mut change) = own(services, scope, id).await?;
    if change.kind.0 != action.kind() || !matches!(change.state(), BulkState::Asking | BulkState::Proposed) {
        return Err(BulkError::Stage);
    }

    check_target(&mut tx, services, scope, action).await?;
    change.set_action(action)?;
    change.set_tally(&Tally::default())?;
    change.enter(BulkState::Judging);
    store(services, scope, tx, &change).await?;

    operation.ended(Ok(()))
}

async fn check_target(
    tx: &mut Tx,
    services: &Services,
    scope: &CustomerScope,
    action: BulkAction,
) -> Result<(), BulkError> {
    let reference = load_within(tx, scope, None).await?;
    let given = match action {
        BulkAction::Profile(profile) => reference.profile(profile).is_some(),
        BulkAction::Site(site) => reference.site(site).is_some(),
        BulkAction::End(Some(end)) => !end.is_before(services.today()),
        _ => true,
    };
    if given { Ok(()) } else { Err(BulkError::Target) }
}

/// Does what was proposed. Twice is once.
#[tracing::instrument(name = "users.begin_bulk", skip_all, err(level = "debug"), fields(customer = %scope.customer(), bulk = %id))]
pub async fn begin_bulk(services: &Services, scope: &CustomerScope, id: BulkId) -> Result<(), BulkError> {
    let operation = Operation::begin("users.begin_bulk");

    let (tx, mut change) = own(services, scope, id).await?;
    if change.begun_at.is_some() {
        return operation.ended(Ok(()));
    }
    if change.state() != BulkState::Proposed {
        return Err(BulkError::Stage);
    }

    change.enter(BulkState::Running);
    change.set_tally(&Tally::default())?;
    change.begun_at = Some(services.clock.now().0);
    change.act_for(scope);
    store(services, scope, tx, &change).await?;

    operation.ended(Ok(()))
}

/// Undoes what was done, as far as nobody has changed it since; what is being done is stopped first. Twice is once.
#[tracing::instrument(name = "users.undo_bulk", skip_all, err(level = "debug"), fields(customer = %scope.customer(), bulk = %id))]
pub async fn undo_bulk(services: &Services, scope: &CustomerScope, id: BulkId) -> Result<(), BulkError> {
    let operation = Operation::begin("users.undo_bulk");

    let (mut tx, mut change) = own(services, scope, id).await?;
    let now = services.clock.now();
    match change.state() {
        BulkState::Undoing | BulkState::Undone => return operation.ended(Ok(())),
        BulkState::Running => tell_done(&mut tx, scope.customer(), &mut change, now).await?,
        BulkState::Done if undo_until(&change, now).is_some() => {}
        _ => return Err(BulkError::Stage),
    }

    change.enter(BulkState::Undoing);
    change.act_for(scope);
    store(services, scope, tx, &change).await?;

    operation.ended(Ok(()))
}

/// The change, when it may be gone on with in this scope, in a transaction that writes.
async fn own(services: &Services, scope: &CustomerScope, id: BulkId) -> Result<(Tx, Stored), BulkError> {
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, scope.customer()).await?;
    let change = Stored::load(&mut tx, scope.customer(), id).await?;
    let change = change.filter(|change| may_see(scope, change)).ok_or(BulkError::NotFound)?;
    Ok((tx, change))
}

/// Saves what was asked, and begins with it.
async fn store(services: &Services, scope: &CustomerScope, mut tx: Tx, change: &Stored) -> sqlx::Result<()> {
    change.save(&mut tx, scope.customer(), services.clock.now()).await?;
    tx.commit().await?;
    take_turns(services, scope.customer(), change.key()).await
}
