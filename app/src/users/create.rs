//! *Créer un utilisateur*: where and with which profile, then one or many addresses.

mod address_list;
mod address_input;
mod draft;
mod entries;
mod mail_preview;
mod page;
mod profile_panel;
mod verdict;

#[cfg(feature = "ssr")]
pub use entries::{MOST, people, wanted};
pub use page::CreatePage;
