use super::draft;
use crate::db::Db;
use crate::services::Services;
use domain::credentials::Identifier;
use domain::ids::{CustomerId, DraftId};

/// After a commit that met somebody's address or identifier: verdicts are to be found again, and rows
/// whose prepared identifiers are taken get others, those behind a line; how many. With 50 random bits that happens to one import in ten thousand once there are a million people.
pub(super) async fn regenerate_identifiers(
    services: &Services,
    db: &Db,
    (customer, draft_id): (CustomerId, DraftId),
    line: i64,
) -> sqlx::Result<usize> {
    let mut tx = db.write().await?;
    let taken: Vec<i64> = tx
        .query(
            "SELECT line FROM (
                 SELECT line, identifier, row_number() OVER (PARTITION BY identifier ORDER BY line) AS copy
                 FROM draft_rows WHERE customer_id = $1 AND draft_id = $2 AND line > $3) d
             WHERE copy > 1 OR EXISTS (SELECT 1 FROM users WHERE users.identifier = d.identifier)",
        )
        .bind(customer.0)
        .bind(draft_id.0)
        .bind(line)
        .scalars()
        .await?;

    for line in &taken {
        tx.query(
            "UPDATE draft_rows SET identifier = $4 WHERE customer_id = $1 AND draft_id = $2 AND line = $3",
        )
        .bind(customer.0)
        .bind(draft_id.0)
        .bind(*line)
        .bind(Identifier::from_random(services.random.bytes()).as_str())
        .execute()
        .await?;
    }

    draft::invalidate(&mut tx, customer, draft_id).await?;
    tx.commit().await?;
    Ok(taken.len())
}
