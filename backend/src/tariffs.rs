//! *Mes tarifs*: documents that the carrier publishes for a contract. They stand in the database, in pieces.

mod list;
mod publish;
mod read;
#[cfg(test)]
mod tests;
mod withdraw;

pub use list::{Published, list, published};
pub use publish::{NewTariff, PublishError, publish};
pub use read::{Document, read};
pub use withdraw::{WithdrawError, withdraw};
