use super::Link;
use crate::services::Services;
use domain::ids::CustomerId;

/// Where a journal is not what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the journal of {customer} is broken at entry {sequence}")]
pub struct BrokenChain {
    pub customer: CustomerId,
    /// The first entry that does not follow from the one before.
    pub sequence: i64,
}

/// Why a journal could not be vouched for.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// It was tampered with.
    #[error(transparent)]
    Broken(#[from] BrokenChain),
    /// It could not be read.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    link: Link,
    previous_hash: Vec<u8>,
    hash: Vec<u8>,
}

/// How many entries are read at a time.
const BATCH: i64 = 1000;

/// Follows the hash chain of a customer's journal; says how many entries it has.
pub async fn verify(services: &Services, customer: CustomerId) -> Result<i64, VerifyError> {
    let mut tx = services.db.read().await?;
    let (mut sequence, mut hash) = (0, Vec::new());

    loop {
        let rows: Vec<Row> = tx
            .query(
                "SELECT sequence, at, actor_id, action, subject_id, details, network, previous_hash, hash FROM journal
                 WHERE customer_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3",
            )
            .bind(customer.0)
            .bind(sequence)
            .bind(BATCH)
            .fetch_all()
            .await?;
        let Some(last) = rows.last() else { return Ok(sequence) };
        let reached = (last.link.sequence, last.hash.clone());
        for row in rows {
            sequence += 1;
            let follows = row.link.sequence == sequence
                && row.previous_hash == hash
                && row.hash == row.link.hash(customer, &hash);
            if !follows {
                return Err(BrokenChain { customer, sequence }.into());
            }
            hash = row.hash;
        }
        (sequence, hash) = reached;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::{Db, Tx};
    use crate::journal::{Entry, append};
    use crate::testing::{World, contract_test};
    use serde_json::json;

    async fn write_down(world: &World, count: u32) {
        let mut tx = world.services.db.write().await.unwrap();
        for number in 0..count {
            let entry =
                Entry { action: "sites.imported", subject: None, details: json!({ "number": number }) };
            append(&mut tx, &world.potters.scope, world.now(), entry).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    contract_test!(a_journal_that_nobody_touched_is_vouched_for, |world| async {
        let before = verify(&world.services, world.potters.id).await.unwrap();
        write_down(world, 3).await;
        assert_eq!(verify(&world.services, world.potters.id).await.unwrap(), before + 3);
    });

    contract_test!(the_database_refuses_to_change_or_shorten_the_journal, |world| async {
        write_down(world, 1).await;
        for statement in ["UPDATE journal SET at = 0", "DELETE FROM journal"] {
            let mut tx = world.services.db.write().await.unwrap();
            let refused = tx.query(statement).execute().await;
            assert!(refused.unwrap_err().to_string().contains("append-only"), "{statement}");
        }
    });

    contract_test!(an_entry_changed_behind_the_trigger_is_found, |world| async {
        write_down(world, 3).await;
        let last = verify(&world.services, world.potters.id).await.unwrap();
        let disarm = match world.services.db {
            Db::Sqlite { .. } => "DROP TRIGGER journal_is_never_changed",
            Db::Postgres(_) => "DROP TRIGGER journal_is_never_changed ON journal",
        };
        let mut tx: Tx = world.services.db.write().await.unwrap();
        tx.query(disarm).execute().await.unwrap();
        tx.query("UPDATE journal SET actor_id = NULL, details = '{}' WHERE sequence = $1")
            .bind(last - 1)
            .execute()
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let broken = verify(&world.services, world.potters.id).await.unwrap_err();
        assert!(matches!(broken, VerifyError::Broken(BrokenChain { sequence, .. }) if sequence == last - 1));
    });

    contract_test!(entries_written_at_once_follow_each_other, |world| async {
        tokio::join!(write_down(world, 20), write_down(world, 20), write_down(world, 20));
        assert!(verify(&world.services, world.potters.id).await.is_ok());
    });
}
