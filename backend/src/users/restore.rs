use super::assign::{self, Member, NewAssignment};
use super::person;
use super::personal_rights::StoredRight;
use super::remove::{KEPT_SECONDS, Kept, KeptAssignment, KeptMember};
use crate::access::{CustomerScope, mailed_credentials};
use crate::customers::{self, Growth, grow};
use crate::db::Tx;
use crate::db::sql::Sql;
use crate::journal::{self, Entry};
use crate::mail;
use crate::observe::Operation;
use crate::profiles;
use crate::reference::load_within;
use crate::services::Services;
use domain::ids::{AssignmentId, CustomerId, ProfileId, RemovalId, UserId};
use domain::time::Timestamp;
use domain::users::{AssignmentTarget, Restoration};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use today::Today;
use uuid::Uuid;

mod today;

pub(super) use today::site_now;

/// Why nothing was put back.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The customer has no such removal, or it was undone already, or it is too long ago.
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Puts back what was removed together. Where the person was assigned again meanwhile, the newer assignment stays; a site
/// that was merged is the one that it was merged into, and a profile that was deleted the one in its place.
#[tracing::instrument(name = "users.restore", skip_all, err(level = "debug"), fields(customer = %scope.customer(), removal = %id))]
pub async fn restore(
    services: &Services,
    scope: &CustomerScope,
    id: RemovalId,
) -> Result<Restoration, RestoreError> {
    let operation = Operation::begin("users.restore");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let mut put_back = put_back_all(&mut tx, scope, &[id], now).await?;
    let PutBack { users, back, restoration } = put_back.remove(&id).ok_or(RestoreError::NotFound)?;
    if back.is_empty() {
        // Nothing was put back, and the removal is not undone.
        return operation.ended(Ok(restoration));
    }

    let details = json!({ "users": users, "assignments": back.len() });
    journal::append(&mut tx, scope, now, Entry { action: "users.restored", subject: Some(id.0), details })
        .await?;
    tx.commit().await?;
    services.mail_queued.notify_one();

    operation.ended(Ok(restoration))
}

/// A removal that can still be undone.
struct Removed {
    id: RemovalId,
    at: Timestamp,
    kept: Kept,
}

/// An assignment that goes back, as far as its person's other ones let it.
struct Going<'a> {
    removal: RemovalId,
    kept: &'a KeptAssignment,
    user: UserId,
    place: AssignmentTarget,
}

/// What came of putting back what was removed together.
#[derive(Default)]
pub(super) struct PutBack {
    /// Whose assignments it was.
    users: BTreeSet<Uuid>,
    /// The assignments that are back. When there are none, the removal can still be undone.
    pub(super) back: Vec<AssignmentId>,
    restoration: Restoration,
}

/// What came of putting back several removals; there is none for one that could not be undone.
pub(super) type PutBackByRemoval = BTreeMap<RemovalId, PutBack>;

/// Puts back what was removed by each of these removals, of which there is at least one, as far as they lie within the scope's
/// reach and can still be undone.
pub(super) async fn put_back_all(
    tx: &mut Tx,
    scope: &CustomerScope,
    ids: &[RemovalId],
    now: Timestamp,
) -> sqlx::Result<PutBackByRemoval> {
    let customer = scope.customer();
    let removals = find(tx, scope, ids, now).await?;
    let today = Today::load(tx, customer, &removals).await?;
    let mut put_back = PutBackByRemoval::new();
    let mut going = Vec::new();

    for removal in &removals {
        let mut put = PutBack::default();
        for kept in &removal.kept.assignments {
            let user = today.person(UserId(kept.user_id), removal.at);
            let Some(place) = today.place(kept)? else {
                put.restoration.without_site += 1;
                continue;
            };
            put.users.insert(user.0);
            going.push(Going { removal: removal.id, kept, user, place });
        }
        put_back.insert(removal.id, put);
    }

    // Who would be at no place stays removed.
    if !going.is_empty() {
        put_back_members(tx, customer, &removals, &put_back, &today).await?;
        put_back_assignments(tx, customer, &going, &mut put_back).await?;
        mark(tx, customer, &put_back, now).await?;
    }

    Ok(put_back)
}

/// Those of the removals that the scope may undo and that can still be undone.
async fn find(
    tx: &mut Tx,
    scope: &CustomerScope,
    ids: &[RemovalId],
    now: Timestamp,
) -> sqlx::Result<Vec<Removed>> {
    let mut sql = Sql::new("SELECT id, content, removed_at, removed_by FROM removals WHERE customer_id = ");
    sql.id(scope.customer().0).push(" AND undone_at IS NULL AND removed_at >= ");
    sql.integer(now.plus_seconds(-KEPT_SECONDS).0);
    sql.push(" AND id IN ").ids(ids.iter().map(|id| id.0)).push(" ORDER BY id");
    let found: Vec<(Uuid, String, i64, Option<Uuid>)> = sql.fetch(tx).await?;

    let mut removals = Vec::with_capacity(found.len());
    for (id, content, at, by) in found {
        let kept = serde_json::from_str(&content).map_err(|error| sqlx::Error::Decode(error.into()))?;
        if may_put_back(tx, scope, &kept, by.map(UserId)).await? {
            removals.push(Removed { id: RemovalId(id), at: Timestamp(at), kept });
        }
    }
    Ok(removals)
}

/// Whether the scope may put back what was removed: all of it lies within its reach. Who administers a part takes back
/// what they removed; of what others did, neither their own accesses nor what they could not give.
pub(super) async fn may_put_back(
    tx: &mut Tx,
    scope: &CustomerScope,
    kept: &Kept,
    removed_by: Option<UserId>,
) -> sqlx::Result<bool> {
    if kept.assignments.iter().any(|assignment| !scope.manages(&assignment.target().place())) {
        return Ok(false);
    }

    let Some(reach) = scope.reach() else { return Ok(true) };
    if scope.user().is_some() && scope.user() == removed_by {
        return Ok(true);
    }

    let reference = load_within(tx, scope, None).await?;
    for assignment in &kept.assignments {
        let profile = profiles::current(tx, scope.customer(), ProfileId(assignment.profile_id)).await?;
        let profile = profile.and_then(|profile| reference.profile(profile));
        let given = profile.is_some_and(|profile| {
            let rights = profile.rights.replaced_by(assignment.rights.iter().map(StoredRight::right));
            reach.rights_at(&assignment.target().place()).include(&rights)
        });
        if !given || scope.user() == Some(UserId(assignment.user_id)) {
            return Ok(false);
        }
    }

    Ok(true)
}

/// Notes the removals of which something is back as undone. What gave way to newer assignments alone can be put back once
/// these are gone.
async fn mark(
    tx: &mut Tx,
    customer: CustomerId,
    put_back: &PutBackByRemoval,
    now: Timestamp,
) -> sqlx::Result<()> {
    let undone: Vec<_> =
        put_back.iter().filter(|(_, put)| !put.back.is_empty()).map(|(id, _)| id.0).collect();
    if undone.is_empty() {
        return Ok(());
    }

    let mut sql = Sql::new("UPDATE removals SET undone_at = ");
    sql.integer(now.0).push(" WHERE customer_id = ").id(customer.0).push(" AND id IN ").ids(undone);
    sql.execute(tx).await.map(drop)
}

/// Puts people back with what was mailed to them, who have an assignment that goes back. Who was created again, and then
/// turned out to have another address, is there as that.
async fn put_back_members(
    tx: &mut Tx,
    customer: CustomerId,
    removals: &[Removed],
    put_back: &PutBackByRemoval,
    today: &Today,
) -> sqlx::Result<()> {
    let mut members: BTreeMap<UserId, (&Removed, &KeptMember)> = BTreeMap::new();
    for removal in removals {
        let is_at_a_place = |user| put_back.get(&removal.id).is_some_and(|put| put.users.contains(&user));
        for member in &removal.kept.members {
            let user = UserId(member.user_id);
            if is_at_a_place(user.0) && today.person(user, removal.at) == user {
                // Whoever was created again and removed again is as they were first.
                members.entry(user).or_insert((removal, member));
            }
        }
    }

    let kept: Vec<_> = members.values().map(|(_, member)| *member).collect();
    let back = insert_members(tx, customer, &kept).await?;
    members.retain(|user, _| back.contains(user));
    if members.is_empty() {
        return Ok(());
    }

    let mut ended: BTreeMap<Timestamp, Vec<UserId>> = BTreeMap::new();
    let mut mails = BTreeSet::new();
    for (user, (removal, _)) in &members {
        ended.entry(removal.at).or_default().push(*user);
        mails.extend(&removal.kept.mails);
    }

    let (users, mails): (Vec<_>, Vec<_>) = (members.into_keys().collect(), mails.into_iter().collect());
    mail::queue_again(tx, customer, &users, &mails).await?;
    for (at, users) in ended {
        mailed_credentials::restore_mailed(tx, customer, &users, at).await?;
    }
    Ok(())
}

/// So many are written with one statement: 15 values each, and SQLite takes 32,766.
const MEMBERS_AT_ONCE: usize = if cfg!(test) { 2 } else { 1_000 };

/// Writes people as they were, with the address that the customer knew; who was created again meanwhile stays as they are.
/// Says who was not.
async fn insert_members(
    tx: &mut Tx,
    customer: CustomerId,
    members: &[&KeptMember],
) -> sqlx::Result<BTreeSet<UserId>> {
    let mut back = BTreeSet::new();
    for some in members.chunks(MEMBERS_AT_ONCE) {
        let mut sql = Sql::new(
            "INSERT INTO memberships (customer_id, user_id, email, last_name, first_name, status, status_since,
                 invited_until, created_at, last_sign_in_at, mail_job_id, mail_state, mail_state_at,
                 mail_reason, import_id) VALUES ",
        );
        for (index, member) in some.iter().enumerate() {
            sql.push(if index == 0 { "(" } else { ", (" });
            push_member(&mut sql, customer, member);
            sql.push(")");
        }
        sql.push(" ON CONFLICT (customer_id, user_id) DO NOTHING RETURNING user_id");
        let written: Vec<(Uuid,)> = sql.fetch(tx).await?;
        back.extend(written.into_iter().map(|(user,)| UserId(user)));
    }

    let people = i64::try_from(back.len()).unwrap_or_default();
    grow(tx, customer, Growth { people, ..Growth::default() }).await?;
    Ok(back)
}

fn push_member(sql: &mut Sql, customer: CustomerId, member: &KeptMember) {
    sql.id(customer.0).push(", ").id(member.user_id).push(", ").text(&member.email);
    sql.push(", ").text(&member.last_name).push(", ").text(&member.first_name);
    sql.push(", ").text(&member.status).push(", ").integer(member.status_since);
    sql.push(", ").integer(member.invited_until).push(", ").integer(member.created_at);
    sql.push(", ").integer(member.last_sign_in_at).push(", ").id(member.mail_job_id);
    sql.push(", ").optional_text(member.mail_state.clone()).push(", ").integer(member.mail_state_at);
    sql.push(", ").optional_text(member.mail_reason.clone()).push(", ").id(member.import_id);
}

/// Puts assignments back, unless their places are taken or their people gone for good.
async fn put_back_assignments(
    tx: &mut Tx,
    customer: CustomerId,
    going: &[Going<'_>],
    put_back: &mut PutBackByRemoval,
) -> sqlx::Result<()> {
    let users: BTreeSet<UserId> = going.iter().map(|going| going.user).collect();
    let users: Vec<UserId> = users.into_iter().collect();
    let members = Member::load_all(tx, customer, &users).await?;
    let mut taken = person::places_of_all(tx, customer, &users).await?;

    let mut new = Vec::with_capacity(going.len());
    for Going { removal, kept, user, place } in going {
        let put = put_back.entry(*removal).or_default();
        let free = taken.insert((*user, place.place()));
        let Some(member) = members.get(user).filter(|_| free) else {
            put.restoration.replaced += 1;
            continue;
        };

        put.restoration.restored += 1;
        put.back.push(AssignmentId(kept.id));
        new.push(NewAssignment {
            id: AssignmentId(kept.id),
            number: Some(kept.number),
            user: *user,
            member,
            place: *place,
            import: kept.import_id,
            created_at: Timestamp(kept.created_at),
            changed_at: kept.changed_at,
            given_by: kept.given_by,
            ends_at: kept.ends_at,
            rights: &kept.rights,
        });
    }

    assign::insert(tx, customer, &new).await
}

#[cfg(test)]
mod tests;
