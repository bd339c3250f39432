//! Profiles of a customer: listed, created, changed, deleted. What a change does to those who have the profile is found
//! by the code that makes the change, and agreed to before it is made.

mod create;
mod default;
mod delete;
mod edit;
mod find;
mod history;
mod impact;
mod list;
mod settle;
mod stored;
mod successor;
#[cfg(test)]
mod testing;
mod undo;

pub use create::{CreateError, NewProfile, create};
pub use default::{DefaultError, set_default};
pub use delete::{Delete, DeleteError, delete, preview_deletion};
pub use edit::{Edit, EditError, edit, preview};
pub use find::find;
pub(crate) use history::{KEPT_SECONDS as CHANGE_KEPT, note_change};
pub use list::list;
pub(crate) use settle::settle;
pub(crate) use successor::current;
pub use undo::{UndoError, undo};
