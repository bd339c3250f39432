//! The customer's advanced users: the table, adding one, proposing an association, editing.
//!
//! The forms here are the browser's own, with or without JavaScript: what they do begins a new page.

mod add_page;
mod api;
mod associate_page;
mod edit_page;
mod fields;
mod import;
mod import_page;
mod problem;
mod proposals;
mod query;
mod removal;
mod table;
pub mod texts;

pub use add_page::AddAdvancedUserPage;
pub use associate_page::AssociateAdvancedUserPage;
pub use edit_page::EditAdvancedUserPage;
pub use import::{FileRefusal, ImportPreview, KEPT};
pub use import_page::ImportAdvancedUsersPage;
pub use table::AdvancedUsers;
#[cfg(feature = "ssr")]
pub use texts::words;
