//! How much of the database one asker may use at once, so that no customer, person or stranger keeps all others waiting.

use super::READERS;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

/// So many of the readers may be one asker's, of each kind.
const EACH: usize = READERS / 2;

/// How long somebody waits for what others of the same share hold.
const PATIENCE: Duration = Duration::from_millis(500);

/// The readers that one asker may hold at once: so many transactions, and so many connections without one.
#[derive(Clone, Debug)]
pub struct Share(Arc<Places>);

#[derive(Debug)]
struct Places {
    transactions: Arc<Semaphore>,
    lookups: Arc<Semaphore>,
}

impl Share {
    fn new() -> Self {
        let places = || Arc::new(Semaphore::new(EACH));
        Self(Arc::new(Places { transactions: places(), lookups: places() }))
    }

    pub(super) fn transactions(&self) -> &Arc<Semaphore> {
        &self.0.transactions
    }

    pub(super) fn lookups(&self) -> &Arc<Semaphore> {
        &self.0.lookups
    }

    /// A place, or the error of a pool in which there is none.
    pub(super) async fn place(&self, of: &Arc<Semaphore>) -> sqlx::Result<OwnedSemaphorePermit> {
        let place = tokio::time::timeout(PATIENCE, of.clone().acquire_owned()).await;
        place.ok().and_then(Result::ok).ok_or(sqlx::Error::PoolTimedOut)
    }
}

/// The share of each who is asking.
#[derive(Clone, Debug, Default)]
pub struct Shares(Arc<Mutex<HashMap<Uuid, Weak<Places>>>>);

impl Shares {
    /// The share of a customer, or of a person who looks at none; all strangers have the one of [`Uuid::nil`].
    pub fn of(&self, asker: Uuid) -> Share {
        let mut shares = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(places) = shares.get(&asker).and_then(Weak::upgrade) {
            return Share(places);
        }
        // Those whom nobody asks for any more go when somebody new comes.
        shares.retain(|_, places| places.strong_count() > 0);
        let share = Share::new();
        shares.insert(asker, Arc::downgrade(&share.0));
        share
    }
}
