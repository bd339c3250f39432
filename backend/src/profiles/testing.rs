//! What the tests of this folder share.

use crate::testing::{Customer, World};
use crate::users::testing::people_at;
use domain::ids::ProfileId;
use domain::names::ProfileName;
use domain::rights::{Rights, parse_rights};

/// A name that is one.
pub(super) fn name(text: &str) -> ProfileName {
    ProfileName::parse(text).unwrap()
}

/// The rights that a text such as `retours=gestion` writes.
pub(super) fn rights(text: &str) -> Rights {
    parse_rights(text).unwrap().into()
}

/// The key of the profile that a customer began with under this name.
pub(super) fn profile(customer: &Customer, name: &str) -> ProfileId {
    customer.reference.profiles.iter().find(|profile| profile.name.as_str() == name).unwrap().id
}

/// Ana and Bob at Antony, Ana at Saint-Étienne too, all as Expéditeur; Zoé at Lyon, for Consultation. Somebody of the
/// other customer is Expéditeur there.
pub(super) async fn populate(world: &World) {
    let potters = &world.potters;
    let ana = ["Martin", "Ana", "ana@exemple.fr"];
    let bob = ["Durand", "Bob", "bob@exemple.fr"];
    let antony = potters.place("10000700", "53", "Antony", "Expéditeur");
    people_at(world, potters, antony, &[ana, bob]).await;
    let etienne = potters.place("10095403", "", "Saint-Étienne", "Expéditeur");
    people_at(world, potters, etienne, &[ana]).await;
    let lyon = potters.place("10000700", "", "Lyon – Part-Dieu", "Consultation");
    people_at(world, potters, lyon, &[["", "Zoé", "zoe@exemple.fr"]]).await;
    let theirs = world.other.place("10000700", "53", "Antony", "Expéditeur");
    people_at(world, &world.other, theirs, &[["", "Eve", "eve@exemple.fr"]]).await;
}
