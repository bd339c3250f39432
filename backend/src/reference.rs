//! What a customer's users are assigned to: contracts, sub-accounts, sites, profiles.

mod choices;
mod file;
mod import;
mod load;

pub use choices::{Choices, choices};
pub use file::{LineError, Problem};
pub use import::{ReferenceImportError, ReferenceReport, import};
pub(crate) use load::stored;
pub use load::{Counts, count, load, load_for, load_in, load_viewed, load_within};
