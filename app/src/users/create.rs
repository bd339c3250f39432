//! *Créer un utilisateur*: where and with which profile, then one or many addresses.

mod address_input;
mod address_list;
mod draft;
mod entries;
mod mail_preview;
mod page;
#[cfg(feature = "ssr")]
mod people;
mod places;
mod profile_panel;
mod verdict;

#[cfg(feature = "ssr")]
pub use entries::{MOST, wanted};
pub use page::CreatePage;
#[cfg(feature = "ssr")]
pub use people::people;
pub use places::also_field;
#[cfg(feature = "ssr")]
pub use places::{MORE_PLACES, places};
