use super::assign::{self, Member, NewAssignment, insert};
use super::remove::{KEPT_SECONDS, Kept, KeptAssignment, KeptMember};
use crate::access::{CustomerScope, mailed_credentials};
use crate::customers::{self, Growth, grow};
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::mail;
use crate::observe::Operation;
use crate::profiles;
use crate::services::Services;
use domain::ids::{AssignmentId, CustomerId, RemovalId, SiteId, UserId};
use domain::time::Timestamp;
use domain::users::AssignmentTarget;
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

/// Puts back what was removed together; says how many assignments. Where the person was assigned
/// again meanwhile, the newer assignment stays.
#[tracing::instrument(name = "users.restore", skip_all, err(level = "debug"), fields(customer = %scope.customer(), removal = %id))]
pub async fn restore(services: &Services, scope: &CustomerScope, id: RemovalId) -> Result<u64, RestoreError> {
    let operation = Operation::begin("users.restore");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.write().await?;
    customers::lock(&mut tx, customer).await?;
    let (users, back) = put_back_all(&mut tx, scope, id, now).await?.ok_or(RestoreError::NotFound)?;
    let restored = back.len() as u64;
    let details = json!({ "users": users, "assignments": restored });
    journal::append(&mut tx, scope, now, Entry { action: "users.restored", subject: Some(id.0), details })
        .await?;
    tx.commit().await?;
    services.mail_queued.notify_one();

    operation.ended(Ok(restored))
}

/// Puts back what was removed together; gives whose it was, and the assignments that are back. `None` when there is no such removal within
/// the scope's reach that can still be undone.
pub(super) async fn put_back_all(
    tx: &mut Tx,
    scope: &CustomerScope,
    id: RemovalId,
    now: Timestamp,
) -> sqlx::Result<Option<(BTreeSet<Uuid>, Vec<AssignmentId>)>> {
    let customer = scope.customer();
    let Some((kept, removed)) = find(tx, customer, id, now).await? else { return Ok(None) };
    if kept.assignments.iter().any(|assignment| !scope.manages(&assignment.target().place())) {
        return Ok(None);
    }

    mark(tx, customer, id, now).await?;
    for member in &kept.members {
        if put_back_member(tx, customer, member).await? {
            let user = UserId(member.user_id);
            mail::queue_again(tx, customer, user, &kept.mails).await?;
            mailed_credentials::restore_mailed(tx, customer, user, removed).await?;
        }
    }

    let mut back = Vec::with_capacity(kept.assignments.len());
    for assignment in &kept.assignments {
        if put_back(tx, customer, assignment).await? {
            back.push(AssignmentId(assignment.id));
        }
    }

    let users = kept.assignments.iter().map(|assignment| assignment.user_id).collect();
    Ok(Some((users, back)))
}

/// What a removal kept that can still be undone, and when that was.
async fn find(
    tx: &mut Tx,
    customer: CustomerId,
    id: RemovalId,
    now: Timestamp,
) -> sqlx::Result<Option<(Kept, Timestamp)>> {
    let found: Option<(String, i64)> = tx
        .query(
            "SELECT content, removed_at FROM removals
             WHERE customer_id = $1 AND id = $2 AND undone_at IS NULL AND removed_at >= $3",
        )
        .bind(customer.0)
        .bind(id.0)
        .bind(now.plus_seconds(-KEPT_SECONDS).0)
        .fetch_optional()
        .await?;
    let Some((content, removed_at)) = found else { return Ok(None) };
    let kept = serde_json::from_str(&content).map_err(|error| sqlx::Error::Decode(error.into()))?;

    Ok(Some((kept, Timestamp(removed_at))))
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

/// Puts the person back as they were; who was created again meanwhile stays as they are. Whether it did.
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

/// Where the assignment's site is now: a site that was merged into another meanwhile is there.
async fn site_of(tx: &mut Tx, customer: CustomerId, kept: &KeptAssignment) -> sqlx::Result<Option<SiteId>> {
    let into: Option<Uuid> = tx
        .query("SELECT into_id FROM site_merges WHERE customer_id = $1 AND site_id = $2")
        .bind(customer.0)
        .bind(kept.site_id)
        .optional_scalar()
        .await?;
    Ok(into.or(kept.site_id).map(SiteId))
}

/// Puts one assignment back, unless its place is taken or its person gone for good.
async fn put_back(tx: &mut Tx, customer: CustomerId, kept: &KeptAssignment) -> sqlx::Result<bool> {
    let user = UserId(kept.user_id);
    let Some(member) = Member::load(tx, customer, user).await? else { return Ok(false) };
    let kept_place = kept.target();
    // The profile may have been deleted since: then the one that took its place. There is always one left.
    let profile = profiles::current(tx, customer, kept_place.profile).await?;
    let place = AssignmentTarget {
        site: site_of(tx, customer, kept).await?,
        profile: profile.ok_or(sqlx::Error::RowNotFound)?,
        ..kept_place
    };

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
