//! What tests stand on: each contract test runs its one body on SQLite and on PostgreSQL, in a
//! [`World`] of its own with two customers, a clock that stands still and repeatable randomness.

mod cluster;
mod disk;
mod engine;
pub mod smtp;
mod world;

pub use crate::access::passkeys::testing::Authenticator;
pub use crate::access::second_factor::testing::Phone;
pub use crate::contract_test;
pub use engine::{Engine, drop_postgres, empty_postgres, run, url_of};
pub use world::{Customer, NETWORK, World};

/// One test body, run on both engines: `contract_test!(a_sentence, |world| async { … })` makes the
/// tests `a_sentence::sqlite` and `a_sentence::postgres`; `world` is a `&World`.
#[macro_export]
macro_rules! contract_test {
    ($(#[$attribute:meta])* $name:ident, |$world:ident| async $body:block) => {
        $(#[$attribute])*
        mod $name {
            #[allow(unused_imports, reason = "a body need not use everything around it")]
            use super::*;

            async fn body($world: &$crate::testing::World) $body

            #[test]
            fn sqlite() {
                $crate::testing::run($crate::testing::Engine::Sqlite, async |world| body(world).await);
            }

            #[test]
            fn postgres() {
                $crate::testing::run($crate::testing::Engine::Postgres, async |world| body(world).await);
            }
        }
    };
}
