//! *Mes tarifs*: the documents that the carrier has published for one's contracts.

mod api;
mod page;
pub mod texts;

pub use page::TariffsPage;
pub use texts::TariffTexts;
