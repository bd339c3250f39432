//! Users of a customer: created, found, changed, removed, exported.

mod announce_ends;
mod assign;
mod bulk;
mod change_address;
mod create;
mod cursor;
mod edit;
mod end;
mod expire;
mod export;
mod filter_plan;
mod find;
mod found;
mod list;
pub(crate) mod person;
mod personal_rights;
mod places;
mod recent_removals;
mod remove;
mod remove_person;
mod reset_password;
mod restore;
mod row;
pub mod search;
mod sessions;
mod status;
#[cfg(test)]
pub(crate) mod testing;
mod views;

use crate::db::sql;

pub use announce_ends::announce_ends;
pub(crate) use bulk::is_under_way as bulk_is_under_way;
pub use bulk::{
    BulkError, Selection, aim_bulk, begin_bulk, export_bulk, find_bulk, propose_bulk, settle_bulk, undo_bulk,
};
pub use change_address::{AddressChange, ChangeAddressError, change_address};
pub use create::{CreateError, NewPerson, NewUsers, create, preview};
pub use edit::{Edit, EditError, edit};
pub use end::end;
pub use expire::expire;
pub use export::{ExportError, Purpose, export, export_xlsx};
pub(crate) use filter_plan::{contains, soon};
pub use find::find;
pub(crate) use found::{named, people_found, people_meant};
pub use list::{ListError, list, list_people, list_people_by};
pub use recent_removals::{RecentRemovals, recent_removals};
pub(crate) use remove::KEPT_SECONDS as REMOVAL_KEPT;
pub use remove::{RemoveError, is_last, remove};
pub use remove_person::remove_person;
pub use reset_password::{ResetPasswordError, reset_password};
pub use restore::{RestoreError, restore};
pub use sessions::{EndSessionError, end_session, sessions};
pub(crate) use status::write as write_status;
pub use status::{StatusError, set_status};
pub use views::{SaveViewError, remove_view, save_view, views};
