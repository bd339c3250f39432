use super::stored::State;
use crate::access::Principal;
use crate::db::{Code, Tx};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::UserId;

/// Cancels the change of one's own address that waits, if any does. Its links lead nowhere from then on.
#[tracing::instrument(name = "access.cancel_address", skip_all, err(level = "debug"), fields(user = %principal.user))]
pub async fn cancel_address(services: &Services, principal: &Principal) -> sqlx::Result<()> {
    let operation = Operation::begin("access.cancel_address");

    let mut tx = services.db.write().await?;
    end_pending(&mut tx, principal.user, State::Cancelled).await?;
    operation.ended(tx.commit().await)
}

/// The same where the person has chosen another password: what was asked for with the one before may not have been theirs.
pub(in crate::access) async fn end_address_request(tx: &mut Tx, user: UserId) -> sqlx::Result<()> {
    end_pending(tx, user, State::Cancelled).await
}

/// Ends the change that waits, if any does.
pub(super) async fn end_pending(tx: &mut Tx, user: UserId, state: State) -> sqlx::Result<()> {
    tx.query("UPDATE address_requests SET state = $2 WHERE user_id = $1 AND state = 'pending'")
        .bind(user.0)
        .bind(Code(state))
        .execute()
        .await?;
    Ok(())
}
