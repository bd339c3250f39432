//! What people see: pages, components, and the server functions behind them.
//!
//! Compiled twice: with `ssr` into the server, which sends whole pages that work without JavaScript;
//! with `hydrate` into the browser's wasm, which takes those pages over. One folder for each feature:
//! its `api.rs` (server functions, thin), its `texts.rs` (French and English), one file for each page
//! or component.

pub mod access;
pub mod administrators;
pub mod api;
pub mod components;
pub mod consolidation;
#[cfg(feature = "ssr")]
pub mod contact;
pub mod contracts;
#[cfg(feature = "ssr")]
mod document;
#[cfg(feature = "ssr")]
pub mod guide;
pub mod help;
pub mod i18n;
pub mod icons;
pub mod imports;
pub mod journal;
pub mod layout;
pub mod mails;
#[cfg(feature = "ssr")]
pub mod operator;
pub mod pages;
pub mod profiles;
mod routes;
pub mod session;
pub mod sites;
pub mod tariffs;
pub mod users;

#[cfg(feature = "ssr")]
pub use document::document;
pub use routes::{App, PAGES};
