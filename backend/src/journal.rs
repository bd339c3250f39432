//! What happened: append-only, one hash chain per customer, sealed with a key, identifiers and never addresses.

mod append;
mod export;
mod exported;
mod list;
mod recent;
mod row;
mod seal;
mod verify;

pub(crate) use append::{Author, append_after, append_as, append_by};
pub use append::{Entry, append};
pub use export::export;
pub use exported::exported;
pub use list::{ListError, list};
pub use recent::recent;
pub use seal::{JournalKeys, LoggedSeal, seal_all, verify_logged};
pub use verify::{BrokenChain, VerifyError, verify};

use domain::ids::CustomerId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What the hash of an entry covers, besides the hash of the entry before.
#[derive(sqlx::FromRow)]
struct Link {
    sequence: i64,
    at: i64,
    actor_id: Option<Uuid>,
    action: String,
    subject_id: Option<Uuid>,
    details: String,
    network: Option<String>,
}

impl Link {
    /// SHA-256 of the previous hash and of each field, preceded by its length so that no two entries
    /// write the same bytes.
    fn hash(&self, customer: CustomerId, previous: &[u8]) -> [u8; 32] {
        let mut hasher = Sha256::new();
        let mut field = |bytes: &[u8]| {
            hasher.update((bytes.len() as u64).to_be_bytes());
            hasher.update(bytes);
        };

        field(previous);
        field(customer.0.as_bytes());
        field(&self.sequence.to_be_bytes());
        field(&self.at.to_be_bytes());
        field(self.actor_id.as_ref().map_or(&[], |id| &id.as_bytes()[..]));
        field(self.action.as_bytes());
        field(self.subject_id.as_ref().map_or(&[], |id| &id.as_bytes()[..]));
        field(self.details.as_bytes());
        // An entry without one has the hash that it had before it could have one.
        if let Some(network) = &self.network {
            field(network.as_bytes());
        }

        hasher.finalize().into()
    }
}
