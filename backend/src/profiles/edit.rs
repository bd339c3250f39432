use super::history::{self, Before, record};
use super::impact;
use super::stored::{self, StoredProfile, update};
use crate::access::AdministratorScope;
use crate::customers;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::{CustomerId, ProfileId};
use domain::names::ProfileName;
use domain::profiles::{ProfileImpact, ProfileOutcome, Proposal};
use domain::rights::{Rights, write_rights};
use serde_json::json;
use sha2::{Digest, Sha256};

/// What a profile becomes.
#[derive(Clone, Debug)]
pub struct Edit {
    pub name: ProfileName,
    pub rights: Rights,
    /// The revision of the profile that the form began with.
    pub revision: i64,
}

/// Why a profile was not changed.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// The customer has no such profile.
    #[error("not found")]
    NotFound,
    /// Another profile bears the name, accents, case and punctuation aside.
    #[error("the name is taken by {0:?}")]
    Taken(String),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// What an edit would do, found as [`edit`] finds it.
#[tracing::instrument(name = "profiles.preview", skip_all, err(level = "debug"), fields(customer = %scope.customer(), profile = %id))]
pub async fn preview(
    services: &Services,
    scope: &AdministratorScope,
    id: ProfileId,
    edit: &Edit,
) -> Result<Proposal, EditError> {
    let operation = Operation::begin("profiles.preview");

    let mut tx = services.db.of(scope).read().await?;
    let (_, proposal) = propose(&mut tx, services, scope.customer(), id, edit).await?;

    operation.ended(Ok(proposal))
}

/// Changes a profile. What those who have it gain or lose must have been agreed to, by the mark of what was shown; so
/// must a change that was begun before somebody else's. Otherwise it says what would be done, and does nothing.
#[tracing::instrument(name = "profiles.edit", skip_all, err(level = "debug"), fields(customer = %scope.customer(), profile = %id))]
pub async fn edit(
    services: &Services,
    scope: &AdministratorScope,
    id: ProfileId,
    edit: &Edit,
    agreed: Option<u64>,
) -> Result<ProfileOutcome, EditError> {
    let operation = Operation::begin("profiles.edit");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let (before, proposal) = propose(&mut tx, services, customer, id, edit).await?;
    if proposal.asks && agreed != Some(proposal.mark) {
        return operation.ended(Ok(ProfileOutcome::Proposed(proposal)));
    }

    let change = record(&mut tx, services, scope, &Before::changed(&before)).await?;
    update(&mut tx, customer, &before, &edit.name, &edit.rights).await?;
    let details = json!({
        "name": edit.name, "name_before": before.name,
        "rights": write_rights(edit.rights.iter()), "rights_before": write_rights(before.rights.iter()),
        "people": proposal.impact.reach.people, "assignments": proposal.impact.reach.assignments,
    });
    let entry = Entry { action: "profile.edited", subject: Some(id.0), details };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(ProfileOutcome::Done(change)))
}

/// The profile as it is, and what the edit does to those who have it.
async fn propose(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    id: ProfileId,
    edit: &Edit,
) -> Result<(StoredProfile, Proposal), EditError> {
    let before = stored::load(tx, customer, id).await?.ok_or(EditError::NotFound)?;
    if let Some(other) = stored::namesake(tx, customer, &edit.name, Some(id)).await? {
        return Err(EditError::Taken(other));
    }

    let impact = impact::find(tx, customer, &before, &edit.rights, services.clock.now()).await?;
    let meanwhile = history::since(tx, services, customer, &before, edit.revision).await?;
    let asks = impact.is_felt() || !meanwhile.is_empty();
    let mark = mark(&before, &write_rights(edit.rights.iter()), &impact);
    let proposal = Proposal { impact, revision: before.revision, meanwhile, asks, mark };

    Ok((before, proposal))
}

/// Tells what is done to whom from anything else: another revision of the profile, other people, another change.
pub(super) fn mark(before: &StoredProfile, what: &str, impact: &ProfileImpact) -> u64 {
    let mut hasher = Sha256::new();
    hasher.update(before.revision.to_be_bytes());
    hasher.update(what);
    // Plain data: writing it cannot fail.
    hasher.update(serde_json::to_string(impact).unwrap_or_default());

    let mut head = [0; 8];
    head.copy_from_slice(&hasher.finalize()[..8]);
    u64::from_be_bytes(head)
}

#[cfg(test)]
mod tests;
