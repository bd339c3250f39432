//! Randomness, as an argument.

use domain::time::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// Where random bytes come from: the operating system, or a counter that makes tests repeatable.
#[derive(Clone, Debug, Default)]
pub enum Random {
    /// The operating system's generator.
    #[default]
    System,
    /// The SHA-256 of a counter.
    Counted(Arc<AtomicU64>),
}

impl Random {
    /// Repeatable bytes, from this seed on.
    pub fn counted(seed: u64) -> Self {
        Self::Counted(Arc::new(AtomicU64::new(seed)))
    }

    /// `N` random bytes.
    ///
    /// # Panics
    ///
    /// When the operating system cannot give any: nothing safe can be done then.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match self {
            Self::System => getrandom::fill(&mut bytes).expect("the operating system gives random bytes"),
            Self::Counted(counter) => {
                use sha2::{Digest, Sha256};
                for chunk in bytes.chunks_mut(32) {
                    let count = counter.fetch_add(1, Ordering::SeqCst);
                    chunk.copy_from_slice(&Sha256::digest(count.to_be_bytes())[..chunk.len()]);
                }
            }
        }

        bytes
    }

    /// A new identifier: a `UUIDv7` (RFC 9562), so that identifiers sort by creation.
    pub fn id(&self, now: Timestamp) -> Uuid {
        let millis = u64::try_from(now.0).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }
}
