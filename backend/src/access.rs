//! Who is asking, and what they may reach.

mod scope;

pub use scope::{Actor, CustomerScope, Forbidden, Principal};
