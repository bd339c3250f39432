use super::draft;
use crate::access::CustomerScope;
use crate::services::Services;
use domain::credentials::Identifier;
use domain::ids::DraftId;

/// After a commit that met somebody's address or identifier: verdicts are to be found again, and rows
/// whose prepared identifiers are taken get others. With 50 random bits that happens to one import in ten thousand once there are a million people.
pub(super) async fn regenerate_identifiers(
    services: &Services,
    scope: &CustomerScope,
    draft_id: DraftId,
) -> sqlx::Result<()> {
    let mut tx = services.db.of(scope).write().await?;
    let taken: Vec<i64> = tx
        .query(
            "SELECT line FROM (
                 SELECT line, identifier, row_number() OVER (PARTITION BY identifier ORDER BY line) AS copy
                 FROM draft_rows WHERE customer_id = $1 AND draft_id = $2) d
             WHERE copy > 1 OR EXISTS (SELECT 1 FROM users WHERE users.identifier = d.identifier)",
        )
        .bind(scope.customer().0)
        .bind(draft_id.0)
        .scalars()
        .await?;

    for line in taken {
        tx.query(
            "UPDATE draft_rows SET identifier = $4 WHERE customer_id = $1 AND draft_id = $2 AND line = $3",
        )
        .bind(scope.customer().0)
        .bind(draft_id.0)
        .bind(line)
        .bind(Identifier::from_random(services.random.bytes()).as_str())
        .execute()
        .await?;
    }

    draft::invalidate(&mut tx, scope, draft_id).await?;
    tx.commit().await
}
