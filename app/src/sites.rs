//! The customer's sites: the list, one site with what can be done to it, and a file of them.

mod api;
mod changes;
mod create_form;
mod flash;
mod flash_messages;
mod import_page;
mod list_page;
mod problem;
mod site_page;
pub mod texts;
mod usage;

pub use import_page::{ImportSitesPage, SiteFile};
pub use list_page::SitesPage;
pub use site_page::SitePage;
pub use texts::SiteTexts;
pub use usage::UsageLink;

/// The parameters of the pages' addresses.
mod parameter {
    /// Of the list: a part of the names that are sought.
    pub const SOUGHT: &str = "recherche";
    /// Of the list: which page.
    pub const PAGE: &str = "page";
    /// Of the list: how many sites a file has just brought.
    pub const CREATED: &str = "crees";
    /// Of a site: what it shall be called, to be confirmed.
    pub const NAME: &str = "nom";
    /// Of a site: where its people shall go, to be confirmed.
    pub const INTO: &str = "vers";
    /// Of a site: asks for the question before it is removed.
    pub const REMOVAL: &str = "supprimer";
}

/// The address of the list that reports how many sites a file has brought.
#[cfg(feature = "ssr")]
pub fn created_from_file(count: u64) -> String {
    format!("{}?{}={count}", domain::paths::SITES, parameter::CREATED)
}
