use crate::access::CustomerScope;
use crate::db::no_import_under_way;
use crate::services::Services;
use domain::ids::{CustomerId, DraftId};
use uuid::Uuid;

/// How long a draft lives after it was last filled, in seconds.
const LIFETIME: i64 = 24 * 60 * 60;

/// How many rows go at a time, so that nobody waits.
const DELETE_BATCH: i64 = 5_000;

/// Throws a draft away. What is not there, or another's, is left as it is.
pub async fn discard(services: &Services, scope: &CustomerScope, draft: DraftId) -> sqlx::Result<()> {
    remove(services, scope.customer(), draft).await
}

/// Throws away the drafts that have run out, and the rows of those that were committed.
pub(crate) async fn discard_expired(services: &Services) -> sqlx::Result<()> {
    let untouched_since = services.clock.now().plus_seconds(-LIFETIME);
    let mut tx = services.db.read().await?;
    let over: Vec<(Uuid, Uuid)> = tx
        .query(concat!(
            "SELECT customer_id, id FROM drafts
             WHERE (touched_at < $1 OR EXISTS
                 (SELECT 1 FROM imports
                 WHERE imports.customer_id = drafts.customer_id AND draft_id = drafts.id)) AND ",
            no_import_under_way!("drafts.customer_id")
        ))
        .bind(untouched_since.0)
        .fetch_all()
        .await?;

    drop(tx);
    for (customer, draft) in over {
        remove(services, CustomerId(customer), DraftId(draft)).await?;
    }

    Ok(())
}

async fn remove(services: &Services, customer: CustomerId, draft: DraftId) -> sqlx::Result<()> {
    loop {
        let mut tx = services.db.of(customer).write().await?;
        let gone = tx
            .query(
                "DELETE FROM draft_rows WHERE customer_id = $1 AND draft_id = $2 AND line IN
                 (SELECT line FROM draft_rows WHERE customer_id = $1 AND draft_id = $2 LIMIT $3)",
            )
            .bind(customer.0)
            .bind(draft.0)
            .bind(DELETE_BATCH)
            .execute()
            .await?;
        if gone == 0 {
            tx.query("DELETE FROM drafts WHERE customer_id = $1 AND id = $2")
                .bind(customer.0)
                .bind(draft.0)
                .execute()
                .await?;
            return tx.commit().await;
        }
        tx.commit().await?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::testing::{draft_of, fill_draft, row};
    use crate::imports::{FillError, NewDraft, fill, open};
    use crate::testing::contract_test;

    contract_test!(a_draft_that_is_discarded_leaves_nothing, |world| async {
        let draft = draft_of(world, &world.potters, &[row("a@potters.example", "Antony")]).await;
        discard(&world.services, &world.potters.scope, draft).await.unwrap();
        assert_eq!(world.count("SELECT count(*) FROM drafts").await, 0);
        assert_eq!(world.count("SELECT count(*) FROM draft_rows").await, 0);
    });

    contract_test!(another_customer_s_draft_cannot_be_discarded, |world| async {
        let draft = draft_of(world, &world.potters, &[row("a@potters.example", "Antony")]).await;
        discard(&world.services, &world.other.scope, draft).await.unwrap();
        assert_eq!(world.count("SELECT count(*) FROM draft_rows").await, 1);
    });

    contract_test!(a_draft_runs_out_a_day_after_its_last_row, |world| async {
        let new = NewDraft { file_name: "a.csv".to_owned(), row_count: 1 };
        let draft = open(&world.services, &world.potters.scope, new).await.unwrap();
        world.services.clock.advance(LIFETIME - 1);
        fill_draft(world, &world.potters, draft, &[row("a@potters.example", "Antony")]).await;
        world.services.clock.advance(LIFETIME);
        discard_expired(&world.services).await.unwrap();
        assert_eq!(world.count("SELECT count(*) FROM draft_rows").await, 1);
        world.services.clock.advance(1);
        discard_expired(&world.services).await.unwrap();
        let gone = fill(&world.services, &world.potters.scope, draft, &[]).await;
        assert!(matches!(gone, Err(FillError::NotFound)));
    });
}
