//! *Changement administrateur*: who administers all of the customer, and how somebody takes that over or shares it.
//!
//! The forms here are the browser's own, with or without JavaScript: each asks for a password, and what it does begins a
//! new page.

mod api;
mod choice;
mod factor;
mod hand_over_page;
mod page;
mod pending;
mod problem;
pub mod texts;
mod withdrawal;

pub use hand_over_page::HandOverPage;
pub use page::AdministratorsPage;
pub use texts::AdministratorTexts;
