use crate::api::{ApiError, FlashForm};
use domain::ids::CustomerId;
use domain::users::BulkChange;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// What the page of a change of many needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkPageData {
    pub change: BulkChange,
    /// The profiles or the sites that can be chosen, where one has to be.
    pub choices: Vec<(String, String)>,
    /// What was chosen or typed before, without JavaScript, and why it was refused.
    pub kept: Option<FlashForm<String>>,
}

/// Begins a change of the rows that were selected, or of all that match; leads to the page that says whom it would touch.
#[server(name = ProposeBulk, prefix = "/api", endpoint = "propose_bulk")]
pub async fn propose_bulk(
    kind: String,
    #[server(default)] rows: Vec<String>,
    #[server(default)] matching: bool,
    #[server(default)] back: String,
    #[server(default)] customer: Option<CustomerId>,
) -> Result<(), ApiError> {
    use crate::users::flash::Flash;

    let scope = crate::api::scope_of(customer)?;
    match on_server::propose(&scope, &kind, &rows, matching, &back).await {
        Ok(Some(bulk)) => {
            crate::api::redirect(&on_server::page_of(bulk, &back));
            Ok(())
        }
        Ok(None) => super::reporting::report(Ok(Flash::NothingChosen), &back).await,
        Err(error) => super::reporting::report(Err(error), &back).await,
    }
}

/// How far a change has come.
#[server(name = LoadBulk, prefix = "/api", endpoint = "load_bulk", input = GetUrl)]
pub async fn load_bulk(bulk: String) -> Result<BulkPageData, ApiError> {
    let scope = crate::api::scope()?;
    let change = on_server::find(&scope, &bulk).await?;
    let choices = on_server::choices(&scope, change.kind).await?;
    Ok(BulkPageData { change, choices, kept: crate::api::take_flash_form(on_server::FORM).await })
}

/// Says which profile, site or last day it is.
#[server(name = AimBulk, prefix = "/api", endpoint = "aim_bulk")]
pub async fn aim_bulk(
    bulk: String,
    #[server(default)] target: String,
    #[server(default)] endless: bool,
    #[server(default)] back: String,
) -> Result<(), ApiError> {
    let scope = crate::api::scope()?;
    let aimed = on_server::aim(&scope, &bulk, &target, endless).await;
    on_server::lead_back(&bulk, &back, &target, aimed).await
}

/// Does what was proposed.
#[server(name = BeginBulk, prefix = "/api", endpoint = "begin_bulk")]
pub async fn begin_bulk(bulk: String, #[server(default)] back: String) -> Result<(), ApiError> {
    let scope = crate::api::scope()?;
    let begun = on_server::begin(&scope, &bulk).await;
    on_server::lead_back(&bulk, &back, "", begun).await
}

/// Undoes what was done; stops what is being done first.
#[server(name = UndoBulk, prefix = "/api", endpoint = "undo_bulk")]
pub async fn undo_bulk(bulk: String, #[server(default)] back: String) -> Result<(), ApiError> {
    let scope = crate::api::scope()?;
    let undone = on_server::undo(&scope, &bulk).await;
    on_server::lead_back(&bulk, &back, "", undone).await
}

#[cfg(feature = "ssr")]
mod on_server {
    use crate::api::{self, ApiError, failed, services};
    use crate::users::api::reporting::key;
    use crate::users::grants::parse_end;
    use crate::users::query::{from_query, returning, safe_return};
    use backend::access::CustomerScope;
    use backend::users::{self, BulkError, Selection};
    use domain::ids::{AssignmentId, BulkId};
    use domain::paths;
    use domain::users::{BulkAction, BulkChange, BulkKind};

    pub(super) const FORM: &str = "bulk";

    /// `None` when nothing was chosen.
    pub(super) async fn propose(
        scope: &CustomerScope,
        kind: &str,
        rows: &[String],
        matching: bool,
        back: &str,
    ) -> Result<Option<BulkId>, ApiError> {
        let kind = BulkKind::from_code(kind).ok_or(ApiError::BadRequest)?;
        let selection = if matching {
            let (_, query) = safe_return(back).split_once('?').unwrap_or_default();
            Selection::Matching(from_query(query).filter)
        } else {
            let rows: Result<Vec<AssignmentId>, _> = rows.iter().map(|row| row.parse()).collect();
            Selection::Rows(rows.map_err(|_| ApiError::BadRequest)?)
        };

        match users::propose_bulk(&services()?, scope, kind, &selection).await {
            Ok(bulk) => Ok(Some(bulk)),
            Err(BulkError::Nothing) => Ok(None),
            Err(error) => Err(refused(error)),
        }
    }

    pub(super) async fn find(scope: &CustomerScope, bulk: &str) -> Result<BulkChange, ApiError> {
        let found = users::find_bulk(&services()?, scope, key(bulk)?).await.map_err(failed)?;
        found.ok_or(ApiError::NotFound)
    }

    /// What there is to choose from, by name.
    pub(super) async fn choices(
        scope: &CustomerScope,
        kind: BulkKind,
    ) -> Result<Vec<(String, String)>, ApiError> {
        if !matches!(kind, BulkKind::Profile | BulkKind::Site) {
            return Ok(Vec::new());
        }

        let reference = backend::reference::load(&services()?, scope).await.map_err(failed)?;
        Ok(match kind {
            BulkKind::Profile => {
                let profiles = reference.profiles.into_iter();
                profiles.map(|profile| (profile.id.to_string(), profile.name.into())).collect()
            }
            _ => {
                reference.sites.into_iter().map(|site| (site.id.to_string(), site.name.to_string())).collect()
            }
        })
    }

    pub(super) async fn aim(
        scope: &CustomerScope,
        bulk: &str,
        target: &str,
        endless: bool,
    ) -> Result<(), ApiError> {
        let kind = find(scope, bulk).await?.kind;
        let (unchosen, unknown) = match kind {
            BulkKind::Profile => ("missing_profile", "unknown_profile"),
            BulkKind::Site => ("missing_site", "unknown_site"),
            _ => ("", "ended"),
        };
        let wrong = |code: &str| ApiError::field("target", code);
        let action = match kind {
            BulkKind::Profile | BulkKind::Site if target.is_empty() => return Err(wrong(unchosen)),
            BulkKind::End if endless => BulkAction::End(None),
            BulkKind::End if target.trim().is_empty() => return Err(wrong("missing_end")),
            BulkKind::Profile => BulkAction::Profile(target.parse().map_err(|_| wrong(unknown))?),
            BulkKind::Site => BulkAction::Site(target.parse().map_err(|_| wrong(unknown))?),
            BulkKind::End => BulkAction::End(parse_end(target).map_err(wrong)?),
            _ => return Err(ApiError::BadRequest),
        };

        match users::aim_bulk(&services()?, scope, key(bulk)?, action).await {
            Ok(()) => Ok(()),
            Err(BulkError::Target) => Err(wrong(unknown)),
            Err(error) => Err(refused(error)),
        }
    }

    pub(super) async fn begin(scope: &CustomerScope, bulk: &str) -> Result<(), ApiError> {
        users::begin_bulk(&services()?, scope, key(bulk)?).await.map_err(refused)
    }

    pub(super) async fn undo(scope: &CustomerScope, bulk: &str) -> Result<(), ApiError> {
        users::undo_bulk(&services()?, scope, key(bulk)?).await.map_err(refused)
    }

    /// The page of a change, which leads back to the list as it was.
    pub(super) fn page_of(bulk: BulkId, back: &str) -> String {
        returning(&paths::bulk(bulk), safe_return(back))
    }

    /// Leads back to the page of the change, which says how far it has come, or what was wrong.
    pub(super) async fn lead_back(
        bulk: &str,
        back: &str,
        target: &str,
        done: Result<(), ApiError>,
    ) -> Result<(), ApiError> {
        // A forged key leads to the list.
        let page = bulk.parse().map_or_else(|_| paths::USERS.to_owned(), |bulk| page_of(bulk, back));
        match done {
            Ok(()) => {
                api::redirect(&page);
                Ok(())
            }
            Err(error) => {
                api::store_flash_form(FORM, &page, &target, &error).await;
                Err(error)
            }
        }
    }

    fn refused(error: BulkError) -> ApiError {
        match error {
            BulkError::NotFound => ApiError::NotFound,
            BulkError::Stage => ApiError::Conflict,
            // No form of ours asks for these.
            BulkError::Nothing | BulkError::TooMany | BulkError::Target => ApiError::BadRequest,
            BulkError::Database(failure) => failed(failure),
        }
    }
}
