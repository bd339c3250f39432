//! What a customer's users are assigned to: contracts, sub-accounts, sites, profiles.

mod choices;
mod file;
mod import;
mod load;
mod names;
mod usage;

pub use choices::{Choices, choices};
pub use file::{LineError, Problem};
pub(crate) use import::sub_account_sort;
pub use import::{ReferenceImportError, ReferenceReport, import, import_as};
pub use load::{Counts, count, load, load_beside, load_in, load_viewed, load_within};
pub(crate) use load::{stored, stored_label};
pub(crate) use names::names;
pub(crate) use usage::{ASKED, LISTED, of_contract, of_site};
