//! The sites' server functions. What changes something leads to the page that reports it, with or without JavaScript.

use super::flash::SiteFlash;
use crate::api::{ApiError, FlashForm};
use domain::ids::{CustomerId, SiteId};
use domain::names::SiteName;
use domain::sites::{MergePreview, SiteList, SiteRow};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    super::flash,
    super::problem::SiteProblem,
    crate::api,
    backend::sites::{self, ArchiveError, CreateError, Query, RemoveError},
    domain::paths,
};

/// A page of the sites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedSites {
    pub list: SiteList,
    /// The name that was typed before, without JavaScript, and why it was refused.
    pub kept: Option<FlashForm<String>>,
}

/// A site, and what is asked about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteDetails {
    pub site: SiteRow,
    /// Where its people could go.
    pub others: Vec<(SiteId, SiteName)>,
    /// Whether it may be called as was asked.
    pub rename: Option<Result<(), ApiError>>,
    /// What merging it as was asked would do.
    pub merge: Option<Result<MergePreview, ApiError>>,
}

/// The sites of the customer, or those that are called as is sought.
#[server(name = ListSites, prefix = "/api", endpoint = "list_sites", input = GetUrl)]
pub async fn list_sites(
    #[server(default)] sought: String,
    #[server(default)] page: u64,
) -> Result<ListedSites, ApiError> {
    let scope = api::administrator()?;
    let list = sites::list(&api::services()?, &scope, &Query { sought, page }).await.map_err(api::failed)?;
    Ok(ListedSites { list, kept: api::take_flash_form(on_server::FORM).await })
}

/// One site, and what renaming it so or merging it there would do.
#[server(name = LoadSite, prefix = "/api", endpoint = "load_site", input = GetUrl)]
pub async fn load_site(
    site: String,
    #[server(default)] renames: bool,
    #[server(default)] name: String,
    #[server(default)] into: String,
) -> Result<SiteDetails, ApiError> {
    let scope = api::administrator()?;
    let services = api::services()?;
    let id = on_server::key(&site)?;
    let found = sites::find(&services, &scope, id).await.map_err(api::failed)?.ok_or(ApiError::NotFound)?;

    // Without it an empty name could not be told from none.
    let rename = if renames { Some(on_server::check_name(&services, &scope, id, &name).await) } else { None };
    let merge = match into.as_str() {
        "" => None,
        into => Some(on_server::preview_merge(&services, &scope, id, into).await),
    };

    Ok(SiteDetails { site: found.site, others: found.others, rename, merge })
}

/// Creates a site.
#[server(name = CreateSite, prefix = "/api", endpoint = "create_site")]
pub async fn create_site(
    #[server(default)] name: String,
    #[server(default)] customer: Option<CustomerId>,
) -> Result<(), ApiError> {
    let scope = api::administrator_of(customer)?;
    let created = async {
        let site = on_server::name(&name)?;
        sites::create(&api::services()?, &scope, &site).await.map_err(|error| match error {
            CreateError::Taken(namesake) => on_server::taken(namesake),
            CreateError::Settling => SiteProblem::Settling.at("name"),
            CreateError::Database(failure) => api::failed(failure),
        })?;
        Ok(SiteFlash::Created { name: site.to_string() })
    };

    match created.await {
        Ok(done) => {
            api::keep_flash(flash::NAME, paths::SITES, &done).await;
            Ok(())
        }
        Err(error) => {
            api::store_flash_form(on_server::FORM, paths::SITES, &name, &error).await;
            Err(error)
        }
    }
}

/// Renames a site; what reports it offers to call it as before.
#[server(name = RenameSite, prefix = "/api", endpoint = "rename_site")]
pub async fn rename_site(site: String, #[server(default)] name: String) -> Result<(), ApiError> {
    let scope = api::administrator()?;
    let page = on_server::page(&site);
    let renamed = async {
        let (id, name) = (on_server::key(&site)?, on_server::name(&name)?);
        let renamed = sites::rename(&api::services()?, &scope, id, &name).await;
        let renamed = renamed.map_err(on_server::not_renamed)?;
        Ok(SiteFlash::Renamed { id, before: renamed.before, after: name.to_string() })
    };

    on_server::report(renamed.await, &page, &page).await
}

/// Moves the people of a site to another, and removes it.
#[server(name = MergeSites, prefix = "/api", endpoint = "merge_sites")]
pub async fn merge_sites(site: String, #[server(default)] into: String) -> Result<(), ApiError> {
    let scope = api::administrator()?;
    let merged = async {
        let (from, into) = (on_server::key(&site)?, on_server::key(&into)?);
        let merged = sites::merge(&api::services()?, &scope, from, into).await;
        let merged = merged.map_err(on_server::not_merged)?;
        Ok(SiteFlash::Merged {
            from: merged.from,
            into: merged.into,
            moved: merged.moved,
            removed: merged.removed,
            ended: merged.ended,
        })
    };

    on_server::report(merged.await, paths::SITES, &on_server::page(&site)).await
}

/// Puts a site away, or takes it back; what reports the first offers the second.
#[server(name = ArchiveSite, prefix = "/api", endpoint = "archive_site")]
pub async fn archive_site(site: String, away: bool) -> Result<(), ApiError> {
    let scope = api::administrator()?;
    let page = on_server::page(&site);
    let archived = async {
        let id = on_server::key(&site)?;
        let name = sites::archive(&api::services()?, &scope, id, away).await;
        let name = name.map_err(|error| match error {
            ArchiveError::NotFound => ApiError::NotFound,
            ArchiveError::Settling => SiteProblem::Settling.at(""),
            ArchiveError::Database(failure) => api::failed(failure),
        })?;
        Ok(if away { SiteFlash::Archived { id, name } } else { SiteFlash::Restored { name } })
    };

    on_server::report(archived.await, &page, &page).await
}

/// Removes a site that nobody is at.
#[server(name = RemoveSite, prefix = "/api", endpoint = "remove_site")]
pub async fn remove_site(site: String) -> Result<(), ApiError> {
    let scope = api::administrator()?;
    let removed = async {
        let removed = sites::remove(&api::services()?, &scope, on_server::key(&site)?).await;
        let name = removed.map_err(|error| match error {
            RemoveError::NotFound => ApiError::NotFound,
            RemoveError::InUse => SiteProblem::InUse.at(""),
            RemoveError::Settling => SiteProblem::Settling.at(""),
            RemoveError::Database(failure) => api::failed(failure),
        })?;
        Ok(SiteFlash::Removed { name })
    };

    on_server::report(removed.await, paths::SITES, &on_server::page(&site)).await
}

/// What was just done, once. It takes the flash message away, so it is no GET.
#[server(name = TakeSiteFlash, prefix = "/api", endpoint = "take_sites_flash")]
pub async fn take_flash() -> Result<Option<SiteFlash>, ApiError> {
    api::administrator()?;
    let kept = api::take_flash_form::<SiteFlash, ()>(flash::NAME).await;
    Ok(kept.map(|kept| kept.input))
}

#[cfg(feature = "ssr")]
mod on_server {
    use super::{SiteFlash, SiteProblem, flash};
    use crate::api::{self, ApiError};
    use crate::sites::texts::of_name;
    use backend::access::AdministratorScope;
    use backend::services::Services;
    use backend::sites::{self, MergeError, Namesake, RenameError};
    use domain::ids::SiteId;
    use domain::names::SiteName;
    use domain::paths;
    use domain::sites::MergePreview;

    /// Under which name a refused name is kept.
    pub(super) const FORM: &str = "create-site";

    /// The key that a form sent; a forged one is not found, like one of another customer.
    pub(super) fn key(text: &str) -> Result<SiteId, ApiError> {
        text.parse().map_err(|_| ApiError::NotFound)
    }

    /// The page of a site; of a forged key, that of all.
    pub(super) fn page(site: &str) -> String {
        key(site).map_or_else(|_| paths::SITES.to_owned(), paths::site)
    }

    pub(super) fn name(text: &str) -> Result<SiteName, ApiError> {
        SiteName::parse(text).map_err(|error| of_name(error).at("name"))
    }

    pub(super) fn taken(Namesake { id, name, archived }: Namesake) -> ApiError {
        let problem = if archived { SiteProblem::Archived { id, name } } else { SiteProblem::Taken { name } };
        problem.at("name")
    }

    pub(super) fn not_renamed(error: RenameError) -> ApiError {
        match error {
            RenameError::NotFound => ApiError::NotFound,
            RenameError::Taken(namesake) => taken(namesake),
            RenameError::Settling => SiteProblem::Settling.at("name"),
            RenameError::Database(failure) => api::failed(failure),
        }
    }

    pub(super) fn not_merged(error: MergeError) -> ApiError {
        match error {
            MergeError::NotFound => ApiError::NotFound,
            MergeError::Same | MergeError::Archived => SiteProblem::NoTarget.at("into"),
            MergeError::Settling => SiteProblem::Settling.at("into"),
            MergeError::Database(failure) => api::failed(failure),
        }
    }

    pub(super) async fn check_name(
        services: &Services,
        scope: &AdministratorScope,
        id: SiteId,
        text: &str,
    ) -> Result<(), ApiError> {
        sites::check_name(services, scope, id, &name(text)?).await.map_err(not_renamed)
    }

    pub(super) async fn preview_merge(
        services: &Services,
        scope: &AdministratorScope,
        from: SiteId,
        into: &str,
    ) -> Result<MergePreview, ApiError> {
        sites::preview_merge(services, scope, from, key(into)?).await.map_err(not_merged)
    }

    /// Leads to the page that reports what was done, or why it was not.
    pub(super) async fn report(
        result: Result<SiteFlash, ApiError>,
        done: &str,
        refused: &str,
    ) -> Result<(), ApiError> {
        match result {
            Ok(flash) => {
                api::keep_flash(flash::NAME, done, &flash).await;
                Ok(())
            }
            Err(error) => {
                let flash = SiteFlash::Refused(error.clone());
                api::store_flash_form(flash::NAME, refused, &flash, &()).await;
                Err(error)
            }
        }
    }
}
