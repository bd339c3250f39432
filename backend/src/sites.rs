//! Sites of a customer: created, renamed, merged, put away, removed, read from a file and written to one.

mod archive;
mod create;
mod export;
mod find;
mod import;
mod list;
mod merge;
mod name;
mod remove;
mod rename;
mod settle;
#[cfg(test)]
mod testing;

pub use archive::{ArchiveError, archive};
pub use create::{CreateError, create};
pub use export::export;
pub use find::{Found, find};
pub use import::{ImportError, import, preview};
pub use list::{Query, list};
pub use merge::{MergeError, Merged, merge, preview as preview_merge};
pub use name::Namesake;
pub use remove::{RemoveError, remove};
pub use rename::{RenameError, Renamed, check_name, rename};
pub(crate) use settle::{batch, settle};
