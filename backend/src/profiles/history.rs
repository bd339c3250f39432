//! What was done to profiles: kept so that it can be undone, and so that whoever saves at the same time sees it.

use super::stored::StoredProfile;
use crate::access::CustomerScope;
use crate::clock::local;
use crate::db::Tx;
use crate::reference::stored;
use crate::services::Services;
use domain::ids::{CustomerId, ProfileChangeId, ProfileId};
use domain::names::ProfileName;
use domain::profiles::{LevelChange, PastChange};
use domain::rights::{Rights, parse_rights, write_rights};
use domain::time::Timestamp;
use uuid::Uuid;

/// What was done to a profile can be undone for a day.
pub(crate) const KEPT_SECONDS: i64 = 24 * 3600;

/// What a profile was before something was done to it.
#[derive(Clone, Debug)]
pub(super) struct Before<'a> {
    pub profile: ProfileId,
    pub name: &'a ProfileName,
    pub rights: &'a Rights,
    pub revision: i64,
    pub is_default: bool,
    pub what: What,
}

/// What is done to a profile.
#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    /// It gets another name, or other rights.
    Change,
    /// It goes; who has it gets another.
    Deletion { successor: Option<ProfileId> },
}

impl<'a> Before<'a> {
    /// Before a change of name or rights.
    pub(super) fn changed(profile: &'a StoredProfile) -> Self {
        Self {
            profile: profile.id,
            name: &profile.name,
            rights: &profile.rights,
            revision: profile.revision,
            is_default: profile.is_default,
            what: What::Change,
        }
    }
}

/// Keeps what a profile was, in the transaction of what is done to it.
pub(super) async fn record(
    tx: &mut Tx,
    services: &Services,
    scope: &CustomerScope,
    before: &Before<'_>,
) -> sqlx::Result<ProfileChangeId> {
    let now = services.clock.now();
    let id = ProfileChangeId(services.random.id(now));
    let (is_deleted, successor) = match before.what {
        What::Change => (false, None),
        What::Deletion { successor } => (true, successor),
    };
    tx.query(
        "INSERT INTO profile_changes (customer_id, id, profile_id, revision, name, rights, is_default, is_deleted,
             successor_id, changed_by, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(scope.customer().0)
    .bind(id.0)
    .bind(before.profile.0)
    .bind(before.revision + 1)
    .bind(before.name.as_str())
    .bind(write_rights(before.rights.iter()))
    .bind(i64::from(before.is_default))
    .bind(i64::from(is_deleted))
    .bind(successor.map(|successor| successor.0))
    .bind(scope.user().map(|user| user.0))
    .bind(now.0)
    .execute()
    .await?;

    Ok(id)
}

/// Notes that a file of reference data gives a profile other rights: whoever has a form of it open sees that.
pub(crate) async fn note_change(
    tx: &mut Tx,
    services: &Services,
    scope: &CustomerScope,
    profile: ProfileId,
    name: &ProfileName,
    rights: &Rights,
) -> sqlx::Result<()> {
    let raised: i64 = tx
        .query(
            "UPDATE profiles SET revision = revision + 1 WHERE customer_id = $1 AND id = $2 RETURNING revision",
        )
        .bind(scope.customer().0)
        .bind(profile.0)
        .scalar()
        .await?;
    let before =
        Before { profile, name, rights, revision: raised - 1, is_default: false, what: What::Change };

    record(tx, services, scope, &before).await.map(drop)
}

/// Something that was done to a profile.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) profile: ProfileId,
    /// The revision that it made.
    pub(super) revision: i64,
    /// What the profile was called before, and what it let do.
    pub(super) name: ProfileName,
    pub(super) rights: Rights,
    pub(super) is_default: bool,
    pub(super) is_deleted: bool,
    pub(super) successor: Option<ProfileId>,
}

/// What was done under a key, unless it is another customer's, undone, or too long ago.
pub(super) async fn find(
    tx: &mut Tx,
    customer: CustomerId,
    id: ProfileChangeId,
    now: Timestamp,
) -> sqlx::Result<Option<Change>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        profile_id: Uuid,
        revision: i64,
        name: String,
        rights: String,
        is_default: i64,
        is_deleted: i64,
        successor_id: Option<Uuid>,
    }

    let found: Option<Row> = tx
        .query(
            "SELECT profile_id, revision, name, rights, is_default, is_deleted, successor_id FROM profile_changes
             WHERE customer_id = $1 AND id = $2 AND undone_at IS NULL AND changed_at >= $3",
        )
        .bind(customer.0)
        .bind(id.0)
        .bind(now.plus_seconds(-KEPT_SECONDS).0)
        .fetch_optional()
        .await?;
    let Some(row) = found else { return Ok(None) };

    Ok(Some(Change {
        profile: ProfileId(row.profile_id),
        revision: row.revision,
        name: stored(row.name)?,
        rights: stored_rights(&row.rights)?,
        is_default: row.is_default == 1,
        is_deleted: row.is_deleted == 1,
        successor: row.successor_id.map(ProfileId),
    }))
}

/// What was done to a profile since a revision, the first first.
pub(super) async fn since(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    now: &StoredProfile,
    revision: i64,
) -> sqlx::Result<Vec<PastChange>> {
    let rows: Vec<(String, i64, String, String)> = tx
        .query(
            "SELECT coalesce(u.email, ''), c.changed_at, c.name, c.rights
             FROM profile_changes c LEFT JOIN users u ON u.id = c.changed_by
             WHERE c.customer_id = $1 AND c.profile_id = $2 AND c.revision > $3 ORDER BY c.revision",
        )
        .bind(customer.0)
        .bind(now.id.0)
        .bind(revision)
        .fetch_all()
        .await?;
    let mut changes = Vec::with_capacity(rows.len());
    let (mut name, mut rights) = (now.name.clone(), now.rights);

    // Each row has what was before it: what was after it is what was before the next one.
    for (by, at, name_before, rights_before) in rows.into_iter().rev() {
        let (name_before, rights_before): (ProfileName, _) =
            (stored(name_before)?, stored_rights(&rights_before)?);
        changes.push(PastChange {
            by,
            at: local(Timestamp(at), &services.time_zone),
            renamed: (name_before != name).then(|| (name_before.clone(), name)),
            levels: LevelChange::between(&rights_before, &rights),
        });
        (name, rights) = (name_before, rights_before);
    }

    changes.reverse();
    Ok(changes)
}

/// Whose a deleted profile's people became.
pub(super) async fn stored_successor(
    tx: &mut Tx,
    customer: CustomerId,
    profile: ProfileId,
) -> sqlx::Result<Option<ProfileId>> {
    let found: Option<Option<Uuid>> = tx
        .query(
            "SELECT successor_id FROM profile_changes
             WHERE customer_id = $1 AND profile_id = $2 AND is_deleted = 1 AND undone_at IS NULL",
        )
        .bind(customer.0)
        .bind(profile.0)
        .optional_scalar()
        .await?;
    Ok(found.flatten().map(ProfileId))
}

fn stored_rights(text: &str) -> sqlx::Result<Rights> {
    parse_rights(text).map(Rights::from).map_err(|error| sqlx::Error::Decode(error.into()))
}
