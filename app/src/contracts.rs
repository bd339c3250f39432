//! The customer's contracts and their parts: the carrier's, with words of the customer's own.

mod api;
mod page;
pub mod texts;

pub use page::ContractsPage;
pub use texts::ContractTexts;
