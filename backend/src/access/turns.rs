//! Whose turn it is to have a password hashed: hashing takes all of a core and 19 MiB, so there are few places, and nobody
//! may have them all.

use super::hashing::Busy;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// How long a password waits for a place to be hashed. Whoever finds none after that is better told
/// to come back than made to wait behind everybody.
const PATIENCE: Duration = Duration::from_millis(40);

/// How long somebody waits for themselves, who has pressed twice; for others of their own network, who may be an office that
/// begins its day; or for others who are inside, and who all have shown something.
const PATIENCE_WITH_OWN: Duration = Duration::from_secs(1);

/// Who is counted together, as in the table of attempts.
pub(super) type Subject = [u8; 32];

/// The places for hashing.
#[derive(Clone, Debug)]
pub struct Hashing(Arc<Places>);

#[derive(Debug)]
struct Places {
    all: Arc<Semaphore>,
    /// Those that whoever is inside may have: one is left for the door.
    inside: Arc<Semaphore>,
    /// So many may be one network's: half.
    each_network: usize,
    turns: Mutex<HashMap<Subject, Weak<Semaphore>>>,
}

/// Somebody's turn, until it is dropped: nobody else has theirs in the same name meanwhile.
#[derive(Debug)]
pub(super) struct Turn {
    hashing: Hashing,
    _own: OwnedSemaphorePermit,
    /// What the network, or whoever is inside, has of the places.
    shared: OwnedSemaphorePermit,
}

/// What is held for as long as one password is hashed. The turn lasts until the attempt is counted, which may wait for the
/// database; others of the network need not.
#[derive(Debug)]
pub(super) struct Place {
    _place: OwnedSemaphorePermit,
    _shared: Option<OwnedSemaphorePermit>,
}

impl Hashing {
    /// A place for each core, and two at least.
    pub fn new(cores: usize) -> Self {
        let places = cores.max(2);
        Self(Arc::new(Places {
            all: Arc::new(Semaphore::new(places)),
            inside: Arc::new(Semaphore::new(places - 1)),
            each_network: places / 2,
            turns: Mutex::default(),
        }))
    }

    /// The turn of somebody at the door: one at a time for each login, and few for each network.
    pub(super) async fn at_the_door(&self, login: Subject, network: Subject) -> Result<Turn, Busy> {
        let own = patiently(self.turn_of(login, 1)).await?;
        let network = patiently(self.turn_of(network, self.0.each_network)).await?;
        Ok(Turn { hashing: self.clone(), _own: own, shared: network })
    }

    /// The turn of somebody who has a session or a mailed link: one at a time for each, and not the last place.
    pub(super) async fn inside(&self, person: Subject) -> Result<Turn, Busy> {
        let own = patiently(self.turn_of(person, 1)).await?;
        let inside = patiently(self.0.inside.clone()).await?;
        Ok(Turn { hashing: self.clone(), _own: own, shared: inside })
    }

    /// Every place, until they are dropped.
    #[cfg(test)]
    pub(super) async fn take_all(&self) -> OwnedSemaphorePermit {
        let all = u32::try_from(self.0.all.available_permits()).unwrap();
        self.0.all.clone().acquire_many_owned(all).await.unwrap()
    }

    fn turn_of(&self, subject: Subject, most: usize) -> Arc<Semaphore> {
        let mut turns = self.0.turns.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = turns.get(&subject).and_then(Weak::upgrade) {
            return turn;
        }
        // Turns that are over go when a new one begins.
        turns.retain(|_, turn| turn.strong_count() > 0);
        let turn = Arc::new(Semaphore::new(most));
        turns.insert(subject, Arc::downgrade(&turn));
        turn
    }
}

impl Turn {
    /// A place, when one is free.
    pub(super) async fn place(&mut self) -> Result<Place, Busy> {
        let place = timeout(PATIENCE, self.hashing.0.all.clone().acquire_owned()).await;
        let place = place.ok().and_then(Result::ok).ok_or(Busy)?;
        Ok(Place { _place: place, _shared: self.shared.split(1) })
    }
}

/// A turn, when it comes in time.
async fn patiently(turn: Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Busy> {
    timeout(PATIENCE_WITH_OWN, turn.acquire_owned()).await.ok().and_then(Result::ok).ok_or(Busy)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn subject(of: u8) -> Subject {
        [of; 32]
    }

    #[tokio::test]
    async fn one_network_and_whoever_is_inside_leave_a_place_for_the_door() {
        let hashing = Hashing::new(2);
        let mut first = hashing.at_the_door(subject(1), subject(100)).await.unwrap();
        let place = first.place().await.unwrap();
        assert!(hashing.at_the_door(subject(2), subject(100)).await.is_err(), "the network has its half");
        let mut other = hashing.at_the_door(subject(3), subject(101)).await.unwrap();
        assert!(other.place().await.is_ok());
        drop(place);
        let later = hashing.at_the_door(subject(2), subject(100)).await;
        assert!(later.is_ok(), "the first is hashed, if not counted");
        drop((first, other, later));

        let _inside = hashing.inside(subject(4)).await.unwrap();
        assert!(hashing.inside(subject(5)).await.is_err(), "the last place is the door's");
        assert!(hashing.at_the_door(subject(6), subject(102)).await.is_ok());
    }

    #[tokio::test]
    async fn each_login_has_one_turn_at_a_time_and_whoever_presses_twice_waits_for_it() {
        let hashing = Hashing::new(8);
        let turn = hashing.at_the_door(subject(1), subject(100)).await.unwrap();
        assert!(hashing.at_the_door(subject(1), subject(101)).await.is_err());
        let (second, ()) = tokio::join!(hashing.at_the_door(subject(1), subject(101)), async { drop(turn) });
        assert!(second.is_ok());
    }

    #[tokio::test]
    async fn of_the_turns_that_are_over_nothing_is_kept() {
        let hashing = Hashing::new(2);
        for of in 0..50 {
            drop(hashing.inside(subject(of)).await.unwrap());
        }
        assert!(hashing.0.turns.lock().unwrap().len() <= 2);
    }
}
