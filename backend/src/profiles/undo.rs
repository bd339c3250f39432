use super::history::{self, Before, Change, record};
use super::stored::{self, choose_default, insert, update};
use crate::access::AdministratorScope;
use crate::customers;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::fold::fold;
use domain::ids::{CustomerId, ProfileChangeId};
use domain::names::ProfileName;
use domain::time::Timestamp;
use serde_json::json;

/// Why what was done to a profile was not undone.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// The customer knows of nothing under this key, or it was undone already, or it is too long ago.
    #[error("not found")]
    NotFound,
    /// The profile was changed again since: what others did stays.
    #[error("changed since")]
    ChangedSince,
    /// Another profile bears the name by now.
    #[error("the name is taken by {0:?}")]
    Taken(String),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Undoes a change or a deletion of a profile: its name and its levels are what they were, and who had it and got its
/// successor has it again, unless they were given another since. Gives the name.
#[tracing::instrument(name = "profiles.undo", skip_all, err(level = "debug"), fields(customer = %scope.customer(), change = %id))]
pub async fn undo(
    services: &Services,
    scope: &AdministratorScope,
    id: ProfileChangeId,
) -> Result<ProfileName, UndoError> {
    let operation = Operation::begin("profiles.undo");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).begin_bulk_write().await?;
    customers::lock(&mut tx, customer).await?;
    let change = history::find(&mut tx, customer, id, now).await?.ok_or(UndoError::NotFound)?;
    if let Some(other) = stored::namesake(&mut tx, customer, &change.name, Some(change.profile)).await? {
        return Err(UndoError::Taken(other));
    }

    mark_undone(&mut tx, customer, id, now).await?;
    if change.is_deleted {
        bring_back(&mut tx, customer, id, &change).await?;
    } else {
        let found = stored::load(&mut tx, customer, change.profile).await?.ok_or(UndoError::ChangedSince)?;
        if found.revision != change.revision {
            return Err(UndoError::ChangedSince);
        }
        record(&mut tx, services, scope, &Before::changed(&found)).await?;
        update(&mut tx, customer, &found, &change.name, &change.rights).await?;
    }

    let details = json!({ "name": change.name, "change": id });
    let entry = Entry { action: "profile.change_undone", subject: Some(change.profile.0), details };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(change.name))
}

async fn mark_undone(
    tx: &mut Tx,
    customer: CustomerId,
    id: ProfileChangeId,
    now: Timestamp,
) -> sqlx::Result<()> {
    tx.query("UPDATE profile_changes SET undone_at = $3 WHERE customer_id = $1 AND id = $2")
        .bind(customer.0)
        .bind(id.0)
        .bind(now.0)
        .execute()
        .await?;
    Ok(())
}

/// Writes a deleted profile as it was, and gives it to those who had it and still have its successor.
async fn bring_back(
    tx: &mut Tx,
    customer: CustomerId,
    id: ProfileChangeId,
    change: &Change,
) -> sqlx::Result<()> {
    insert(tx, customer, change.profile, &change.name, &change.rights, change.revision).await?;
    let Some(successor) = change.successor else { return Ok(()) };
    tx.query(
        "UPDATE assignments SET profile_id = $3, sort_profile = $4
         WHERE customer_id = $1 AND profile_id = $5
             AND id IN (SELECT assignment_id FROM profile_moves WHERE customer_id = $1 AND change_id = $2)",
    )
    .bind(customer.0)
    .bind(id.0)
    .bind(change.profile.0)
    .bind(fold(change.name.as_str()))
    .bind(successor.0)
    .execute()
    .await?;

    let default: Option<Option<uuid::Uuid>> = tx
        .query("SELECT default_profile_id FROM customers WHERE id = $1")
        .bind(customer.0)
        .optional_scalar()
        .await?;
    if change.is_default && default.flatten() == Some(successor.0) {
        choose_default(tx, customer, change.profile).await?;
    }

    Ok(())
}

#[cfg(test)]
mod tests;
