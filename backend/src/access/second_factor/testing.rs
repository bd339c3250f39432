//! What an application on somebody's telephone does, for tests.

use super::totp::{Secret, step};
use crate::access::Principal;
#[cfg(test)]
use crate::access::{AddedFactor, add_factor, principal};
use crate::testing::World;

/// The application on the telephone of somebody who was shown a key.
#[derive(Debug)]
pub struct Phone(Secret);

impl Phone {
    /// The application that was given the key which a session offers.
    pub fn given(world: &World, person: &Principal) -> Self {
        Self(Secret::derive(&world.services.key, person.user, &person.session))
    }

    /// The code that it shows when its clock is so many steps from the world's.
    pub fn code(&self, world: &World, away: i64) -> u32 {
        self.0.code(step(world.now()) + away)
    }
}

/// Adds a second factor for somebody with this password; gives who is signed in then, and what was added.
#[cfg(test)]
pub(crate) async fn enrol(
    world: &World,
    person: &Principal,
    password: &str,
) -> (Principal, Phone, AddedFactor) {
    let phone = Phone::given(world, person);
    let added = add_factor(&world.services, person, password, phone.code(world, 0)).await.unwrap();
    let next = principal(&world.services, &added.session).await.unwrap().unwrap();
    (Principal { network: person.network, ..next }, phone, added)
}
