use super::assign::{self, Member, NewAssignment, insert};
use super::change_address::person_now;
use super::personal_rights::StoredRight;
use super::remove::{KEPT_SECONDS, Kept, KeptAssignment, KeptMember};
use crate::access::{CustomerScope, mailed_credentials};
use crate::customers::{self, Growth, grow};
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::mail;
use crate::observe::Operation;
use crate::profiles;
use crate::reference::load_within;
use crate::services::Services;
use domain::ids::{AssignmentId, CustomerId, ProfileId, RemovalId, SiteId, UserId};
use domain::time::Timestamp;
use domain::users::{AssignmentTarget, Restoration};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

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
    let put_back = put_back_all(&mut tx, scope, id, now).await?.ok_or(RestoreError::NotFound)?;
    let PutBack { users, back, restoration } = put_back;
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

/// What came of putting back what was removed together.
#[derive(Default)]
pub(super) struct PutBack {
    /// Whose assignments it was.
    users: BTreeSet<Uuid>,
    /// The assignments that are back. When there are none, the removal can still be undone.
    pub(super) back: Vec<AssignmentId>,
    restoration: Restoration,
}

/// Puts back what was removed together. `None` when there is no such removal within the scope's reach that can still be
/// undone.
pub(super) async fn put_back_all(
    tx: &mut Tx,
    scope: &CustomerScope,
    id: RemovalId,
    now: Timestamp,
) -> sqlx::Result<Option<PutBack>> {
    let customer = scope.customer();
    let Some((kept, removed, removed_by)) = find(tx, customer, id, now).await? else { return Ok(None) };
    if !may_put_back(tx, scope, &kept, removed_by).await? {
        return Ok(None);
    }

    let mut put = PutBack::default();
    let mut places = Vec::new();
    for mut assignment in kept.assignments {
        assignment.user_id = person_now(tx, customer, UserId(assignment.user_id), removed).await?.0;
        match place_now(tx, customer, &assignment).await? {
            Some(place) => places.push((assignment, place)),
            None => put.restoration.without_site += 1,
        }
    }

    if places.is_empty() {
        return Ok(Some(put));
    }

    put.users = places.iter().map(|(assignment, _)| assignment.user_id).collect();
    // Who would be at no place stays removed.
    for member in kept.members.iter().filter(|member| put.users.contains(&member.user_id)) {
        // Who was created again, and then turned out to have another address, is there as that.
        if person_now(tx, customer, UserId(member.user_id), removed).await?.0 != member.user_id {
            continue;
        }

        if put_back_member(tx, customer, member).await? {
            let user = UserId(member.user_id);
            mail::queue_again(tx, customer, &[user], &kept.mails).await?;
            mailed_credentials::restore_mailed(tx, customer, user, removed).await?;
        }
    }

    for (assignment, place) in &places {
        if put_back(tx, customer, assignment, *place).await? {
            put.back.push(AssignmentId(assignment.id));
            put.restoration.restored += 1;
        } else {
            put.restoration.replaced += 1;
        }
    }

    // What gave way to newer assignments alone can be put back once these are gone.
    if !put.back.is_empty() {
        mark(tx, customer, id, now).await?;
    }

    Ok(Some(put))
}

/// What a removal kept that can still be undone, and when that was.
async fn find(
    tx: &mut Tx,
    customer: CustomerId,
    id: RemovalId,
    now: Timestamp,
) -> sqlx::Result<Option<(Kept, Timestamp, Option<UserId>)>> {
    let found: Option<(String, i64, Option<Uuid>)> = tx
        .query(
            "SELECT content, removed_at, removed_by FROM removals
             WHERE customer_id = $1 AND id = $2 AND undone_at IS NULL AND removed_at >= $3",
        )
        .bind(customer.0)
        .bind(id.0)
        .bind(now.plus_seconds(-KEPT_SECONDS).0)
        .fetch_optional()
        .await?;
    let Some((content, removed_at, removed_by)) = found else { return Ok(None) };
    let kept = serde_json::from_str(&content).map_err(|error| sqlx::Error::Decode(error.into()))?;

    Ok(Some((kept, Timestamp(removed_at), removed_by.map(UserId))))
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

async fn mark(tx: &mut Tx, customer: CustomerId, id: RemovalId, now: Timestamp) -> sqlx::Result<()> {
    tx.query("UPDATE removals SET undone_at = $3 WHERE customer_id = $1 AND id = $2")
        .bind(customer.0)
        .bind(id.0)
        .bind(now.0)
        .execute()
        .await
        .map(drop)
}

/// Puts the person back as they were, with the address that the customer knew; who was created again meanwhile stays as
/// they are. Whether it did.
async fn put_back_member(tx: &mut Tx, customer: CustomerId, member: &KeptMember) -> sqlx::Result<bool> {
    let written = tx
        .query(
            "INSERT INTO memberships (customer_id, user_id, email, last_name, first_name, status,
             status_since,
                 invited_until, created_at, last_sign_in_at, mail_job_id, mail_state, mail_state_at,
                 mail_reason,
                 import_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
             ON CONFLICT (customer_id, user_id) DO NOTHING",
        )
        .bind(customer.0)
        .bind(member.user_id)
        .bind(&member.email)
        .bind(&member.last_name)
        .bind(&member.first_name)
        .bind(&member.status)
        .bind(member.status_since)
        .bind(member.invited_until)
        .bind(member.created_at)
        .bind(member.last_sign_in_at)
        .bind(member.mail_job_id)
        .bind(&member.mail_state)
        .bind(member.mail_state_at)
        .bind(&member.mail_reason)
        .bind(member.import_id)
        .execute()
        .await?;
    let people = i64::try_from(written).unwrap_or_default();
    grow(tx, customer, Growth { people, ..Growth::default() }).await?;

    Ok(written > 0)
}

/// Where an assignment goes now; `None` when its site is no more. The profile may have been deleted since: then it is the
/// one that took its place, and there is always one left.
async fn place_now(
    tx: &mut Tx,
    customer: CustomerId,
    kept: &KeptAssignment,
) -> sqlx::Result<Option<AssignmentTarget>> {
    let kept_place = kept.target();
    let site = match kept_place.site {
        Some(site) => match site_now(tx, customer, site).await? {
            Some((site, _)) => Some(site),
            None => return Ok(None),
        },
        None => None,
    };
    let profile = profiles::current(tx, customer, kept_place.profile).await?;
    let profile = profile.ok_or(sqlx::Error::RowNotFound)?;

    Ok(Some(AssignmentTarget { site, profile, ..kept_place }))
}

/// Which site stands for one today, and its name: itself, or the one that it was merged into.
pub(super) async fn site_now(
    tx: &mut Tx,
    customer: CustomerId,
    site: SiteId,
) -> sqlx::Result<Option<(SiteId, String)>> {
    let found: Option<(Uuid, String)> = tx
        .query(
            "SELECT t.id, t.name FROM sites t WHERE t.customer_id = $1 AND t.id = coalesce(
                 (SELECT m.into_id FROM site_merges m WHERE m.customer_id = $1 AND m.site_id = $2), $2)",
        )
        .bind(customer.0)
        .bind(site.0)
        .fetch_optional()
        .await?;
    Ok(found.map(|(id, name)| (SiteId(id), name)))
}

/// Puts one assignment back, unless its place is taken or its person gone for good.
async fn put_back(
    tx: &mut Tx,
    customer: CustomerId,
    kept: &KeptAssignment,
    place: AssignmentTarget,
) -> sqlx::Result<bool> {
    let user = UserId(kept.user_id);
    let Some(member) = Member::load(tx, customer, user).await? else { return Ok(false) };

    if assign::at(tx, customer, user, &place).await?.is_some() {
        return Ok(false);
    }

    let new = NewAssignment {
        id: AssignmentId(kept.id),
        number: Some(kept.number),
        user,
        member: &member,
        place,
        import: kept.import_id,
        created_at: Timestamp(kept.created_at),
        changed_at: kept.changed_at,
        given_by: kept.given_by,
        ends_at: kept.ends_at,
        rights: &kept.rights,
    };

    insert(tx, customer, &new).await?;
    Ok(true)
}
