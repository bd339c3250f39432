use super::Undoing;
use crate::access::CustomerScope;
use crate::imports::under_way;
use crate::services::Services;
use domain::ids::ImportId;

/// Undoes it for some people at a time, so that whoever else writes waits for some and not for all. Of the customer's nobody
/// else changes anything meanwhile.
pub(super) async fn undo_in_turns(
    services: &Services,
    scope: &CustomerScope,
    import: ImportId,
) -> sqlx::Result<()> {
    let _turn = services.db.turn_of_imports().await;
    // What was given up, which may be the very same; whoever could go on with it waits for this one.
    under_way::finish(services, scope.customer()).await?;

    let mut tx = services.db.of(scope).write().await?;
    let Some(undoing) = Undoing::begin(&mut tx, services, scope, import).await? else { return Ok(()) };
    under_way::begin_undoing(&mut tx, &undoing).await?;
    tx.commit().await?;

    under_way::finish(services, scope.customer()).await
}
