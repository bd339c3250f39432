use super::edit::mark;
use super::history::{self, Before, What, record};
use super::impact;
use super::stored::{self, StoredProfile, choose_default, delete_rights};
use crate::access::AdministratorScope;
use crate::customers;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::{CustomerId, ProfileChangeId, ProfileId};
use domain::profiles::{ProfileOutcome, Proposal};
use domain::rights::write_rights;
use serde_json::json;

/// How a profile is to be deleted.
#[derive(Clone, Copy, Debug)]
pub struct Delete {
    /// What those get who have it.
    pub successor: Option<ProfileId>,
    /// The revision of the profile that the page began with.
    pub revision: i64,
}

/// Why a profile was not deleted.
#[derive(Debug, thiserror::Error)]
pub enum DeleteError {
    /// The customer has no such profile.
    #[error("not found")]
    NotFound,
    /// It is the only one: new people would have none to get.
    #[error("the last profile")]
    Last,
    /// People have it, or it is the default one, and no other was named in its place.
    #[error("no successor")]
    SuccessorMissing,
    /// The successor is the profile itself, or none of the customer's.
    #[error("an unknown successor")]
    UnknownSuccessor,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// What a deletion would do, found as [`delete`] finds it.
#[tracing::instrument(name = "profiles.preview_deletion", skip_all, err(level = "debug"), fields(customer = %scope.customer(), profile = %id))]
pub async fn preview_deletion(
    services: &Services,
    scope: &AdministratorScope,
    id: ProfileId,
    how: Delete,
) -> Result<Proposal, DeleteError> {
    let operation = Operation::begin("profiles.preview_deletion");

    let mut tx = services.db.of(scope).read().await?;
    let Deletion { proposal, .. } = propose(&mut tx, services, scope.customer(), id, how).await?;

    operation.ended(Ok(proposal))
}

/// Deletes a profile; who has it gets its successor, and so does whoever is to get it back: by the undoing of an import,
/// or of a removal. What they gain or lose must have been agreed to, by the mark of what was shown; otherwise it says
/// what would be done, and does nothing.
#[tracing::instrument(name = "profiles.delete", skip_all, err(level = "debug"), fields(customer = %scope.customer(), profile = %id))]
pub async fn delete(
    services: &Services,
    scope: &AdministratorScope,
    id: ProfileId,
    how: Delete,
    agreed: Option<u64>,
) -> Result<ProfileOutcome, DeleteError> {
    let operation = Operation::begin("profiles.delete");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).begin_bulk_write().await?;
    customers::lock(&mut tx, customer).await?;
    let Deletion { profile, successor, proposal } = propose(&mut tx, services, customer, id, how).await?;
    let reach = proposal.impact.reach;
    if proposal.asks && agreed != Some(proposal.mark) {
        return operation.ended(Ok(ProfileOutcome::Proposed(proposal)));
    }

    let what = What::Deletion { successor: successor.as_ref().map(|successor| successor.id) };
    let change = record(&mut tx, services, scope, &Before { what, ..Before::changed(&profile) }).await?;
    if let Some(successor) = &successor {
        hand_over(&mut tx, customer, change, &profile, successor).await?;
    }
    erase(&mut tx, customer, id).await?;

    let details = json!({
        "name": profile.name, "rights": write_rights(profile.rights.iter()), "successor": successor.map(|successor| successor.id),
        "people": reach.people, "assignments": reach.assignments,
    });
    let entry = Entry { action: "profile.deleted", subject: Some(id.0), details };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(ProfileOutcome::Done(change)))
}

/// A deletion that can be done.
struct Deletion {
    profile: StoredProfile,
    /// Named wherever there is somebody or something to hand over.
    successor: Option<StoredProfile>,
    proposal: Proposal,
}

async fn propose(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    id: ProfileId,
    how: Delete,
) -> Result<Deletion, DeleteError> {
    let profile = stored::load(tx, customer, id).await?.ok_or(DeleteError::NotFound)?;
    let profiles: i64 =
        tx.query("SELECT count(*) FROM profiles WHERE customer_id = $1").bind(customer.0).scalar().await?;
    if profiles == 1 {
        return Err(DeleteError::Last);
    }

    let successor = match how.successor {
        Some(successor) if successor == id => return Err(DeleteError::UnknownSuccessor),
        Some(successor) => {
            let found = stored::load(tx, customer, successor).await?;
            Some(found.ok_or(DeleteError::UnknownSuccessor)?)
        }
        None if profile.is_default || is_given(tx, customer, id).await? => {
            return Err(DeleteError::SuccessorMissing);
        }
        None => None,
    };

    let after = successor.as_ref().map_or(profile.rights, |successor| successor.rights);
    let impact = impact::find(tx, customer, &profile, &after, services.clock.now()).await?;
    let meanwhile = history::since(tx, services, customer, &profile, how.revision).await?;
    let what = successor.as_ref().map(|successor| (successor.id, successor.revision));
    let asks = impact.reach.assignments > 0 || !meanwhile.is_empty();
    let mark = mark(&profile, &format!("{what:?}"), &impact);
    let proposal = Proposal { impact, revision: profile.revision, meanwhile, asks, mark };

    Ok(Deletion { profile, successor, proposal })
}

/// Whether an assignment names the profile, though it may have ended.
async fn is_given(tx: &mut Tx, customer: CustomerId, id: ProfileId) -> sqlx::Result<bool> {
    let given: Option<i64> = tx
        .query("SELECT CAST(1 AS BIGINT) FROM assignments WHERE customer_id = $1 AND profile_id = $2 LIMIT 1")
        .bind(customer.0)
        .bind(id.0)
        .optional_scalar()
        .await?;
    Ok(given.is_some())
}

/// Gives the successor to those who have the profile, notes who they are, and lets it take the profile's place wherever
/// else that is named.
async fn hand_over(
    tx: &mut Tx,
    customer: CustomerId,
    change: ProfileChangeId,
    profile: &StoredProfile,
    successor: &StoredProfile,
) -> sqlx::Result<()> {
    tx.query(
        "INSERT INTO profile_moves (customer_id, change_id, assignment_id)
         SELECT customer_id, $3, id FROM assignments WHERE customer_id = $1 AND profile_id = $2",
    )
    .bind(customer.0)
    .bind(profile.id.0)
    .bind(change.0)
    .execute()
    .await?;
    tx.query(
        "UPDATE assignments SET profile_id = $3, sort_profile = $4 WHERE customer_id = $1 AND profile_id = $2",
    )
    .bind(customer.0)
    .bind(profile.id.0)
    .bind(successor.id.0)
    .bind(&successor.sort)
    .execute()
    .await?;

    if profile.is_default {
        choose_default(tx, customer, successor.id).await?;
    }

    Ok(())
}

/// Deletes the profile, which nobody has by now. What an import can give back is the profile that stands in its place.
async fn erase(tx: &mut Tx, customer: CustomerId, id: ProfileId) -> sqlx::Result<()> {
    delete_rights(tx, customer, id).await?;
    tx.query("DELETE FROM former_profile_sorts WHERE customer_id = $1 AND profile_id = $2")
        .bind(customer.0)
        .bind(id.0)
        .execute()
        .await?;
    tx.query("DELETE FROM profiles WHERE customer_id = $1 AND id = $2")
        .bind(customer.0)
        .bind(id.0)
        .execute()
        .await?;

    let heir = super::current(tx, customer, id).await?.ok_or(sqlx::Error::RowNotFound)?;
    tx.query("UPDATE import_changes SET profile_id = $3 WHERE customer_id = $1 AND profile_id = $2")
        .bind(customer.0)
        .bind(id.0)
        .bind(heir.0)
        .execute()
        .await?;

    Ok(())
}

#[cfg(test)]
mod tests;
