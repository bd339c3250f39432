//! *Journal*: who did what to whom, when, and from where.

mod api;
mod page;
mod query;
#[cfg(feature = "ssr")]
mod sheet;
pub mod texts;

pub use page::JournalPage;
pub use query::from_query;
#[cfg(feature = "ssr")]
pub use sheet::{cells, heading};
pub use texts::JournalTexts;
