use super::{Entry, append};
use crate::access::CustomerScope;
use crate::observe::Operation;
use crate::services::Services;
use domain::journal::Action;
use serde_json::json;
use uuid::Uuid;

/// Writes down that a list leaves as a file, before it does: what cannot be written down does not leave.
#[tracing::instrument(name = "journal.exported", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn exported(
    services: &Services,
    scope: &CustomerScope,
    list: Action,
    of: Option<Uuid>,
) -> sqlx::Result<()> {
    let operation = Operation::begin("journal.exported");

    let mut tx = services.db.of(scope).write().await?;
    let entry = Entry { action: list.code(), subject: of, details: json!({}) };
    append(&mut tx, scope, services.clock.now(), entry).await?;

    operation.ended(tx.commit().await)
}
