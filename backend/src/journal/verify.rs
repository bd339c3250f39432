use super::Link;
use super::seal::seals;
use crate::db::Tx;
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
    /// An entry is not the one that was sealed: everything from there back may be another's.
    #[error("the journal of {customer} does not match its seal at entry {sequence}")]
    Forged { customer: CustomerId, sequence: i64 },
    /// An entry that was sealed is not there.
    #[error("the journal of {customer} was cut short: entry {sequence} was sealed and is missing")]
    CutShort { customer: CustomerId, sequence: i64 },
    /// The key of a seal is none of those that are given.
    #[error("the journal of {customer} was sealed at entry {sequence} with a key that is not here")]
    UnknownKey { customer: CustomerId, sequence: i64 },
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

/// Follows the hash chain of a customer's journal, and looks at its seals; says how many entries it has.
pub async fn verify(services: &Services, customer: CustomerId) -> Result<i64, VerifyError> {
    let mut tx = services.db.of(customer).read_at_length().await?;
    let mut seals = seals(&mut tx, customer).await?;
    let (sequence, _) = follow(&mut tx, customer, (0, Vec::new()), |sequence, hash| {
        seals.remove(&sequence).map_or(Ok(()), |seal| seal.check(&services.journal_keys, customer, hash))
    })
    .await?;

    // What was sealed and is not there.
    seals
        .keys()
        .next()
        .map_or(Ok(sequence), |missing| Err(VerifyError::CutShort { customer, sequence: *missing }))
}

/// Follows the chain behind an entry, whose hash is given, to the end, and asks `check` of each entry with its hash; gives
/// the last.
pub(super) async fn follow(
    tx: &mut Tx,
    customer: CustomerId,
    (mut sequence, mut hash): (i64, Vec<u8>),
    mut check: impl FnMut(i64, &[u8]) -> Result<(), VerifyError>,
) -> Result<(i64, Vec<u8>), VerifyError> {
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
        if rows.is_empty() {
            return Ok((sequence, hash));
        }
        for row in rows {
            sequence += 1;
            let follows = row.link.sequence == sequence
                && row.previous_hash == hash
                && row.hash == row.link.hash(customer, &hash);
            if !follows {
                return Err(BrokenChain { customer, sequence }.into());
            }
            hash = row.hash;
            check(sequence, &hash)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Pools;
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
        let disarm = match world.services.db.pools() {
            Pools::Sqlite { .. } => "DROP TRIGGER journal_is_never_changed",
            Pools::Postgres { .. } => "DROP TRIGGER journal_is_never_changed ON journal",
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
