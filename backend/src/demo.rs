//! Customers to look at and to measure with: the demonstration, and synthetic data in bulk.

mod bulk;
mod create;
mod generate;
mod names;

pub use create::{DemoError, DemoLogin, DemoLogins, create};
pub use generate::{GenerateError, Generated, generate};
