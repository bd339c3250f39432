//! Seals: whoever can write in the database can make the hash chain of a journal anew, but not its seals, which take a key
//! that is kept elsewhere. Each is logged, so that a journal that was cut short is found, too.

use super::verify::{VerifyError, follow};
use crate::db::Tx;
use crate::services::{SecretKey, Services};
use domain::ids::CustomerId;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::str::FromStr;
use std::sync::Arc;
use uuid::Uuid;

/// The keys of the seals.
#[derive(Clone, Debug)]
pub struct JournalKeys(Arc<[SecretKey]>);

impl JournalKeys {
    /// The key that seals are made with, and those that former ones were made with.
    pub fn new(present: SecretKey, former: impl IntoIterator<Item = SecretKey>) -> Self {
        Self([present].into_iter().chain(former).collect())
    }

    fn present(&self) -> &SecretKey {
        &self.0[0]
    }
}

/// A seal of a journal.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct Seal {
    pub sequence: i64,
    key_id: Vec<u8>,
    #[sqlx(rename = "seal")]
    mark: Vec<u8>,
}

/// What the log has of a seal: `seal:CUSTOMER:ENTRY:HEXADECIMAL`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedSeal {
    pub(super) customer: CustomerId,
    pub(super) sequence: i64,
    seal: Vec<u8>,
}

impl std::fmt::Display for LoggedSeal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hex = self.seal.iter().fold(String::new(), |mut hex, octet| {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{octet:02x}");
            hex
        });
        write!(f, "seal:{}:{}:{hex}", self.customer, self.sequence)
    }
}

impl FromStr for LoggedSeal {
    type Err = ();

    /// The seal that stands somewhere in a line of the log.
    fn from_str(line: &str) -> Result<Self, ()> {
        let (_, rest) = line.split_once("seal:").ok_or(())?;
        let end =
            rest.find(|c: char| !c.is_ascii_hexdigit() && !matches!(c, ':' | '-')).unwrap_or(rest.len());
        let mut parts = rest[..end].split(':');
        let mut part = || parts.next().ok_or(());
        let (customer, sequence, hex) = (part()?, part()?, part()?);
        let octet =
            |at: usize| hex.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()).ok_or(());
        Ok(Self {
            customer: customer.parse().map_err(|_| ())?,
            sequence: sequence.parse().map_err(|_| ())?,
            seal: (0..hex.len()).step_by(2).map(octet).collect::<Result<_, ()>>()?,
        })
    }
}

/// Seals every journal that has entries behind its last seal, once these are found to follow from it. One that does not
/// match is left as it is, and said in the log each time.
pub async fn seal_all(services: &Services) -> sqlx::Result<()> {
    let mut tx = services.db.read_at_length().await?;
    let open: Vec<Uuid> = tx
        .query(
            "SELECT c.id FROM customers c
             WHERE coalesce((SELECT max(j.sequence) FROM journal j WHERE j.customer_id = c.id), 0)
                 > coalesce((SELECT max(s.sequence) FROM journal_seals s WHERE s.customer_id = c.id), 0)",
        )
        .scalars()
        .await?;
    drop(tx);

    for customer in open {
        match seal(services, CustomerId(customer)).await {
            Ok(Some(sealed)) => tracing::info!("a journal is sealed: {sealed}"),
            Ok(None) => {}
            Err(VerifyError::Database(error)) => return Err(error),
            Err(error) => tracing::error!(%error, "a journal cannot be sealed"),
        }
    }
    Ok(())
}

/// Seals one journal. `None`: another server has, meanwhile.
async fn seal(services: &Services, customer: CustomerId) -> Result<Option<LoggedSeal>, VerifyError> {
    let keys = &services.journal_keys;
    let mut tx = services.db.of(customer).read_at_length().await?;
    let from = match last_seal(&mut tx, customer).await? {
        None => (0, Vec::new()),
        Some(last) => {
            let hash = hash_at(&mut tx, customer, last.sequence).await?;
            let hash = hash.ok_or(VerifyError::CutShort { customer, sequence: last.sequence })?;
            last.check(keys, customer, &hash)?;
            (last.sequence, hash)
        }
    };
    let (sequence, hash) = follow(&mut tx, customer, from, |_, _| Ok(())).await?;
    drop(tx);

    let seal = keys.present().seal(customer, sequence, &hash);
    // A seal is no change of the customer's: other journals do not wait for its import.
    let mut tx = services.db.of(customer).past_gate().write().await?;
    let set = tx
        .query(
            "INSERT INTO journal_seals (customer_id, sequence, key_id, seal) VALUES ($1, $2, $3, $4)
             ON CONFLICT (customer_id, sequence) DO NOTHING",
        )
        .bind(customer.0)
        .bind(sequence)
        .bind(keys.present().id())
        .bind(&seal[..])
        .execute()
        .await?;
    tx.commit().await?;

    Ok((set > 0).then_some(LoggedSeal { customer, sequence, seal }))
}

async fn last_seal(tx: &mut Tx, customer: CustomerId) -> sqlx::Result<Option<Seal>> {
    tx.query(
        "SELECT sequence, key_id, seal FROM journal_seals WHERE customer_id = $1
         ORDER BY sequence DESC LIMIT 1",
    )
    .bind(customer.0)
    .fetch_optional()
    .await
}

/// The seals of a journal, by the entry that each stands at.
pub(super) async fn seals(tx: &mut Tx, customer: CustomerId) -> sqlx::Result<BTreeMap<i64, Seal>> {
    let seals: Vec<Seal> = tx
        .query("SELECT sequence, key_id, seal FROM journal_seals WHERE customer_id = $1")
        .bind(customer.0)
        .fetch_all()
        .await?;
    Ok(seals.into_iter().map(|seal| (seal.sequence, seal)).collect())
}

async fn hash_at(tx: &mut Tx, customer: CustomerId, sequence: i64) -> sqlx::Result<Option<Vec<u8>>> {
    tx.query("SELECT hash FROM journal WHERE customer_id = $1 AND sequence = $2")
        .bind(customer.0)
        .bind(sequence)
        .optional_scalar()
        .await
}

/// Whether the journals still have what was sealed when these lines were logged; says how many there were. The chains
/// themselves are for [`verify`](super::verify()).
pub async fn verify_logged(services: &Services, log: &[LoggedSeal]) -> Result<usize, VerifyError> {
    let mut tx = services.db.read_at_length().await?;
    for LoggedSeal { customer, sequence, seal } in log {
        let (customer, sequence) = (*customer, *sequence);
        let hash = hash_at(&mut tx, customer, sequence).await?;
        let hash = hash.ok_or(VerifyError::CutShort { customer, sequence })?;
        if !services.journal_keys.0.iter().any(|key| key.seal(customer, sequence, &hash) == *seal) {
            return Err(VerifyError::Forged { customer, sequence });
        }
    }
    Ok(log.len())
}

impl Seal {
    /// Whether it was made for an entry of this hash.
    pub(super) fn check(
        &self,
        keys: &JournalKeys,
        customer: CustomerId,
        hash: &[u8],
    ) -> Result<(), VerifyError> {
        let sequence = self.sequence;
        let key = keys.0.iter().find(|key| key.id() == self.key_id);
        let key = key.ok_or(VerifyError::UnknownKey { customer, sequence })?;
        if key.seal(customer, sequence, hash) == self.mark {
            Ok(())
        } else {
            Err(VerifyError::Forged { customer, sequence })
        }
    }
}

impl SecretKey {
    /// Tells the key from others, and nothing else of it.
    fn id(&self) -> Vec<u8> {
        self.hmac(&[b"journal key"])[..8].to_vec()
    }

    fn seal(&self, customer: CustomerId, sequence: i64, hash: &[u8]) -> Vec<u8> {
        self.hmac(&[b"journal seal", customer.0.as_bytes(), &sequence.to_be_bytes(), hash])
    }

    fn hmac(&self, parts: &[&[u8]]) -> Vec<u8> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Pools;
    use crate::journal::{Entry, append, verify};
    use crate::testing::{World, contract_test};
    use serde_json::json;

    async fn write_down(world: &World, entries: u64) {
        for count in 0..entries {
            let mut tx = world.services.db.write().await.unwrap();
            let entry = Entry { action: "user.created", subject: None, details: json!({ "count": count }) };
            append(&mut tx, &world.potters.scope, world.now(), entry).await.unwrap();
            tx.commit().await.unwrap();
        }
    }

    async fn sealed(world: &World) -> LoggedSeal {
        let sealed = seal(&world.services, world.potters.id).await.unwrap().unwrap();
        assert_eq!(format!("INFO a journal is sealed: {sealed} ").parse(), Ok(sealed.clone()));
        sealed
    }

    /// Lets somebody write in the database as whoever owns it can.
    async fn disarm(world: &World) {
        let triggers = match world.services.db.pools() {
            Pools::Sqlite { .. } => {
                &["DROP TRIGGER journal_is_never_changed", "DROP TRIGGER journal_is_never_shortened"][..]
            }
            Pools::Postgres { .. } => &["DROP TRIGGER journal_is_never_changed ON journal"],
        };
        for drop in triggers {
            world.execute(drop).await;
        }
    }

    /// Makes the chain from an entry on anew, as whoever knows how it is made can.
    async fn rewrite(world: &World, from: i64) {
        disarm(world).await;
        let customer = world.potters.id;
        let before = hash_at(&mut world.services.db.read().await.unwrap(), customer, from - 1).await.unwrap();
        let mut tx = world.services.db.write().await.unwrap();
        let forged = crate::journal::Link {
            sequence: from,
            at: 0,
            actor_id: None,
            action: "user.created".to_owned(),
            subject_id: None,
            details: "{}".to_owned(),
            network: None,
        };
        let hash = forged.hash(customer, &before.unwrap());
        tx.query("DELETE FROM journal WHERE customer_id = $1 AND sequence > $2")
            .bind(customer.0)
            .bind(from)
            .execute()
            .await
            .unwrap();
        tx.query(
            "UPDATE journal SET at = 0, actor_id = NULL, subject_id = NULL, action = 'user.created',
                 details = '{}', network = NULL, hash = $3
             WHERE customer_id = $1 AND sequence = $2",
        )
        .bind(customer.0)
        .bind(from)
        .bind(&hash[..])
        .execute()
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    contract_test!(what_is_sealed_is_whole_and_what_comes_behind_is_sealed_next, |world| async {
        write_down(world, 3).await;
        seal_all(&world.services).await.unwrap();
        let first = verify(&world.services, world.potters.id).await.unwrap();
        write_down(world, 2).await;
        let second = sealed(world).await;
        assert_eq!(second.sequence, first + 2);
        assert_eq!(verify(&world.services, world.potters.id).await.unwrap(), first + 2);
        assert_eq!(verify_logged(&world.services, &[second]).await.unwrap(), 1);
        seal_all(&world.services).await.unwrap();
        assert_eq!(
            world.count("SELECT count(*) FROM journal_seals").await,
            3,
            "both customers', and the second"
        );
    });

    contract_test!(a_journal_whose_chain_was_made_anew_does_not_match_its_seal, |world| async {
        write_down(world, 3).await;
        let logged = sealed(world).await;
        rewrite(world, logged.sequence).await;
        let found = verify(&world.services, world.potters.id).await;
        assert!(matches!(found, Err(VerifyError::Forged { .. })), "{found:?}");
        write_down(world, 1).await;
        assert!(seal(&world.services, world.potters.id).await.is_err(), "nor is it sealed again");

        world.execute("DELETE FROM journal_seals").await;
        assert!(verify(&world.services, world.potters.id).await.is_ok(), "without its seals it seems whole");
        let found = verify_logged(&world.services, &[logged]).await;
        assert!(matches!(found, Err(VerifyError::Forged { .. })), "but not to whoever has the log");
    });

    contract_test!(a_journal_that_was_cut_short_is_found, |world| async {
        write_down(world, 3).await;
        let logged = sealed(world).await;
        disarm(world).await;
        world.execute("DELETE FROM journal_people WHERE sequence > 2").await;
        world.execute("DELETE FROM journal WHERE sequence > 2").await;
        let found = verify(&world.services, world.potters.id).await;
        assert!(matches!(found, Err(VerifyError::CutShort { .. })), "{found:?}");

        world.execute("DELETE FROM journal_seals").await;
        assert!(verify(&world.services, world.potters.id).await.is_ok());
        let found = verify_logged(&world.services, &[logged]).await;
        assert!(matches!(found, Err(VerifyError::CutShort { .. })), "{found:?}");
    });

    contract_test!(a_key_is_changed_and_former_seals_hold_with_the_former_key, |world| async {
        write_down(world, 1).await;
        let before = sealed(world).await;
        let (present, former) = (SecretKey([2; 32]), world.services.journal_keys.present().clone());
        let with = |keys| Services { journal_keys: keys, ..world.services.clone() };

        let changed = with(JournalKeys::new(present.clone(), [former]));
        write_down(world, 1).await;
        let after = seal(&changed, world.potters.id).await.unwrap().unwrap();
        assert!(verify(&changed, world.potters.id).await.is_ok());
        assert_eq!(verify_logged(&changed, &[before, after]).await.unwrap(), 2);

        let forgetful = with(JournalKeys::new(present, []));
        let found = verify(&forgetful, world.potters.id).await;
        assert!(matches!(found, Err(VerifyError::UnknownKey { .. })), "{found:?}");
    });
}
