//! The portal's applications: which of them may ask what somebody may do. They are the carrier's own, no customer's.

mod create;
mod list;
mod recognise;
mod revoke;

pub use create::{CreateError, create};
pub use list::{KnownApplication, list};
pub use recognise::recognise;
pub use revoke::{RevokeError, revoke};
