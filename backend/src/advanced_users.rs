//! A customer's advanced users: who sees all of its contracts, beside those of its other customers.

mod export;
mod list;
#[cfg(test)]
pub(crate) mod testing;

pub use export::export;
pub use list::list;
