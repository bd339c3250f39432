//! The users' server functions. Each says first who may call it, calls one operation, and puts its
//! errors into the words of forms.
//!
//! What changes something leads to the page that reports it, with or without JavaScript.

mod address;
mod bulk;
mod changes;
mod creation;
mod edition;
mod people;
mod person;
mod reading;
mod removed;
mod settings;
mod views;

pub use address::{AddressPage, ChangeAddress, load_address};
pub use bulk::{AimBulk, BeginBulk, BulkPageData, ProposeBulk, UndoBulk, load_bulk};
pub use changes::{
    EndUserSession, RemoveAssignment, ResendMail, ResetUserPassword, RestoreAssignments, SetUserStatus,
    is_last_assignment,
};
pub use creation::{CreateUsers, CreationPage, load_creation, preview_users};
pub use edition::{EditAssignment, EditionInput, EditionPage, Withdrawn, load_edition};
pub use people::{ListedPerson, PeoplePage, RemovePerson, list_people};
pub use person::{PersonBeside, PlaceBeside, load_person};
pub use reading::{ListedPage, SearchChoices, list_users, search_choices, take_flash};
pub use removed::{RemovedPage, load_removed};
pub use settings::{SetColumns, SetDensity};
pub use views::{RemoveView, SaveView, ViewsData, load_views};

#[cfg(feature = "ssr")]
mod reporting {
    use crate::api::{self, ApiError};
    use crate::users::flash::{self, Flash};
    use crate::users::query::safe_return;

    /// Leads back to the page that the form names, which reports what was done, or why it was not.
    pub(super) async fn report(result: Result<Flash, ApiError>, back: &str) -> Result<(), ApiError> {
        let page = safe_return(back);
        match result {
            Ok(done) => {
                api::keep_flash(flash::NAME, page, &done).await;
                Ok(())
            }
            Err(error) => {
                api::store_flash_form(flash::NAME, page, &Flash::Refused(error.clone()), &()).await;
                Err(error)
            }
        }
    }

    /// The key that a form sent; a forged one is not found, like one of another customer.
    pub(super) fn key<K: std::str::FromStr>(text: &str) -> Result<K, ApiError> {
        text.parse().map_err(|_| ApiError::NotFound)
    }
}
