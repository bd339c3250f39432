//! Components that pages share: one file each, named as its class in the stylesheet.

mod after_load;
mod brand;
mod breadcrumbs;
mod browser_name;
mod callout;
mod deferred;
mod dialog;
mod empty_state;
mod error_callout;
mod error_summary;
mod field;
mod get_form;
#[cfg(feature = "hydrate")]
mod hearing;
mod leave_guard;
#[cfg(feature = "hydrate")]
mod menus;
mod of_customer;
mod page;
mod page_header;
mod pagination;
mod password_field;
mod people_meant;
mod rights_matrix;
mod route_announcer;
mod skeleton;
mod status;
mod submit;
mod text_area;
pub mod texts;
mod toast;

pub use after_load::after_load;
pub use brand::Brand;
pub use breadcrumbs::Breadcrumbs;
pub use browser_name::session_name;
pub use callout::{Callout, Tone};
pub use deferred::Deferred;
pub use dialog::Dialog;
pub use empty_state::EmptyState;
pub use error_callout::ErrorCallout;
pub use error_summary::ErrorSummary;
pub use field::{Field, SelectField, TextField, describe};
pub use get_form::GetForm;
pub use leave_guard::LeaveGuard;
#[cfg(feature = "hydrate")]
pub use menus::close_menus;
pub use of_customer::OfCustomer;
pub use page::Page;
pub(crate) use page::document_title;
pub use page_header::PageHeader;
pub use pagination::Pagination;
#[cfg(feature = "ssr")]
pub(crate) use password_field::SHOW_PASSWORDS;
pub use password_field::{PasswordField, PasswordOwner};
pub use people_meant::PeopleMeant;
pub use rights_matrix::{RightsInput, RightsMatrix, RightsTexts};
pub use route_announcer::RouteAnnouncer;
#[cfg(feature = "hydrate")]
pub use route_announcer::link_of;
pub use skeleton::Skeleton;
pub use status::{Status, StatusWords};
pub use submit::Submit;
pub use text_area::TextArea;
pub use texts::ComponentTexts;
pub use toast::Toast;
