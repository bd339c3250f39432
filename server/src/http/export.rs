//! *Exporter les utilisateurs*: the list with its current filters, streamed as a file; the rows of a change of
//! many, the sites, the advanced users, and the journal.

use super::AppState;
use super::share::Asked;
use app::i18n::locale_of;
use app::journal;
use app::session::due_path;
use app::users::{advanced, bulk, query};
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use backend::access::{self, AdministratorScope, CustomerScope, Principal};
use backend::users::{self, Purpose};
use domain::journal::{Action, JournalRow};
use domain::paths;
use domain::reference::ReferenceData;
use domain::users::Filter;
use uuid::Uuid;

/// The type of a workbook.
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /administration/utilisateurs/export.csv?<filters>&pour=excel|reimport`.
pub async fn csv(
    Asked(state): Asked,
    Extension(principal): Extension<Option<Principal>>,
    RawQuery(raw): RawQuery,
) -> Response {
    let scope = match scope(principal) {
        Ok(scope) => scope,
        Err(refusal) => return refusal.into_response(),
    };

    let raw = raw.unwrap_or_default();
    let purpose =
        if raw.split('&').any(|pair| pair == "pour=reimport") { Purpose::Reimport } else { Purpose::Excel };
    let rows = users::export(&state.services, &scope, filter(&raw), purpose);

    let file = download("text/csv; charset=utf-8", "utilisateurs.csv", Body::from_stream(rows));
    leave(&state, &scope, (Action::UsersExported, None), file).await
}

/// `GET /administration/utilisateurs/export.xlsx?<filters>`, statuses in the reader's language.
pub async fn xlsx(
    Asked(state): Asked,
    Extension(principal): Extension<Option<Principal>>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Response {
    let scope = match scope(principal) {
        Ok(scope) => scope,
        Err(refusal) => return refusal.into_response(),
    };
    let status = advanced::words(locale_of(&headers)).status;
    match users::export_xlsx(&state.services, &scope, filter(&raw.unwrap_or_default()), status).await {
        Ok(workbook) => {
            let file = download(XLSX, "utilisateurs.xlsx", Body::from(workbook));
            leave(&state, &scope, (Action::UsersExported, None), file).await
        }
        Err(error) => {
            tracing::error!(%error, "the list cannot be exported");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// `GET /administration/utilisateurs/lot/{bulk}/affectations.csv`: the rows of a change, in the reader's language.
pub async fn bulk_rows(
    Asked(state): Asked,
    Extension(principal): Extension<Option<Principal>>,
    Path(bulk): Path<String>,
    headers: HeaderMap,
) -> Response {
    let scope = match scope(principal) {
        Ok(scope) => scope,
        Err(refusal) => return refusal.into_response(),
    };
    let Ok(id) = bulk.parse() else { return StatusCode::NOT_FOUND.into_response() };

    let locale = locale_of(&headers);
    let cells = move |row| bulk::cells(locale, row);
    match users::export_bulk(&state.services, &scope, id, bulk::heading(locale), cells).await {
        Ok(Some(lines)) => {
            let file =
                download("text/csv; charset=utf-8", "modification-groupee.csv", Body::from_stream(lines));
            leave(&state, &scope, (Action::UsersExported, None), file).await
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, "the rows of a change cannot be exported");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// `GET /administration/imports/{import}/lignes-en-erreur.csv`: what an import refused, in the reader's language.
pub async fn refused_rows(
    Asked(state): Asked,
    Extension(principal): Extension<Option<Principal>>,
    Path(import): Path<String>,
    headers: HeaderMap,
) -> Response {
    let scope = match scope(principal) {
        Ok(scope) => scope,
        Err(refusal) => return refusal.into_response(),
    };
    let Ok(id) = import.parse() else { return StatusCode::NOT_FOUND.into_response() };

    match backend::imports::refused_rows(&state.services, &scope, id, locale_of(&headers)).await {
        Ok(Some(file)) => {
            let file = download("text/csv; charset=utf-8", "lignes-en-erreur.csv", Body::from(file));
            leave(&state, &scope, (Action::ImportRefusedExported, Some(id.0)), file).await
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, "the refused rows of an import cannot be written");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// `GET /modele-utilisateurs.xlsx`: with the lists of whoever administers a customer; for anybody else without any.
pub async fn template_xlsx(
    Asked(state): Asked,
    Extension(principal): Extension<Option<Principal>>,
) -> Response {
    let reference = match scope(principal) {
        Ok(scope) => backend::reference::load(&state.services, &scope).await,
        Err(_) => Ok(ReferenceData::default()),
    };
    let workbook = reference
        .map_err(|error| error.to_string())
        .and_then(|reference| backend::imports::template_xlsx(&reference).map_err(|error| error.to_string()));
    match workbook {
        Ok(workbook) => download(XLSX, "modele-utilisateurs.xlsx", workbook.into()),
        Err(error) => {
            tracing::error!(%error, "the template cannot be written");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// `GET /administration/sites/export.csv`.
pub async fn sites(Asked(state): Asked, Extension(principal): Extension<Option<Principal>>) -> Response {
    let scope = match administrator(principal) {
        Ok(scope) => scope,
        Err(refusal) => return refusal.into_response(),
    };
    match backend::sites::export(&state.services, &scope).await {
        Ok(file) => {
            let file = download("text/csv; charset=utf-8", "sites.csv", Body::from(file));
            leave(&state, &scope, (Action::SitesExported, None), file).await
        }
        Err(error) => {
            tracing::error!(%error, "the sites cannot be exported");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// `GET /mon-compte/utilisateurs/avances.csv`, in the reader's language.
pub async fn advanced_users(
    Asked(state): Asked,
    Extension(principal): Extension<Option<Principal>>,
    headers: HeaderMap,
) -> Response {
    let scope = match administrator(principal) {
        Ok(scope) => scope,
        Err(refusal) => return refusal.into_response(),
    };
    let words = advanced::words(locale_of(&headers));
    match backend::advanced_users::export(&state.services, &scope, words).await {
        Ok(file) => {
            let file = download("text/csv; charset=utf-8", "utilisateurs-avances.csv", Body::from(file));
            leave(&state, &scope, (Action::AdvancedUsersExported, None), file).await
        }
        Err(error) => unexported_advanced_users(&error),
    }
}

/// `GET /mon-compte/utilisateurs/avances.xlsx`, in the reader's language.
pub async fn advanced_users_xlsx(
    Asked(state): Asked,
    Extension(principal): Extension<Option<Principal>>,
    headers: HeaderMap,
) -> Response {
    let scope = match administrator(principal) {
        Ok(scope) => scope,
        Err(refusal) => return refusal.into_response(),
    };
    let words = advanced::words(locale_of(&headers));
    match backend::advanced_users::export_xlsx(&state.services, &scope, words).await {
        Ok(workbook) => {
            let file = download(XLSX, "utilisateurs-avances.xlsx", Body::from(workbook));
            leave(&state, &scope, (Action::AdvancedUsersExported, None), file).await
        }
        Err(error) => unexported_advanced_users(&error),
    }
}

fn unexported_advanced_users(error: &users::ExportError) -> Response {
    tracing::error!(%error, "the advanced users cannot be exported");
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

/// `GET /administration/journal/export.csv?<filters>`, in the reader's language.
pub async fn journal(
    Asked(state): Asked,
    Extension(principal): Extension<Option<Principal>>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Response {
    let scope = match administrator(principal) {
        Ok(scope) => scope,
        Err(refusal) => return refusal.into_response(),
    };

    let (locale, filter) = (locale_of(&headers), journal::from_query(&raw.unwrap_or_default()).filter);
    let cells = move |row: &JournalRow| journal::cells(locale, row);
    let lines = backend::journal::export(&state.services, &scope, filter, journal::heading(locale), cells);

    let file = download("text/csv; charset=utf-8", "journal.csv", Body::from_stream(lines));
    leave(&state, &scope, (Action::JournalExported, None), file).await
}

/// The file of a list, once it is written down that it leaves; what cannot be written down does not leave.
async fn leave(
    state: &AppState,
    scope: &CustomerScope,
    (list, of): (Action, Option<Uuid>),
    file: Response,
) -> Response {
    match backend::journal::exported(&state.services, scope, list, of).await {
        Ok(()) => file,
        Err(error) => {
            tracing::error!(%error, "an export cannot be written down");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// Why somebody may not export.
pub(super) enum Refusal {
    LeadTo(&'static str),
    NotFound,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::LeadTo(page) => Redirect::to(page).into_response(),
            Self::NotFound => StatusCode::NOT_FOUND.into_response(),
        }
    }
}

fn scope(principal: Option<Principal>) -> Result<CustomerScope, Refusal> {
    signed_in(principal)?.scope_current().map_err(|_| Refusal::NotFound)
}

/// The right to what all people of a customer share.
pub(super) fn administrator(principal: Option<Principal>) -> Result<AdministratorScope, Refusal> {
    signed_in(principal)?.administer_current().map_err(|_| Refusal::NotFound)
}

/// Who is asking, once nothing is due of them before anything else.
pub(super) fn signed_in(principal: Option<Principal>) -> Result<Principal, Refusal> {
    let principal = principal.ok_or(Refusal::LeadTo(paths::SIGN_IN))?;
    match principal.due {
        Some(due) => Err(Refusal::LeadTo(due_path(due))),
        None => Ok(principal),
    }
}

fn filter(raw: &str) -> Filter {
    query::from_query(raw).filter
}

/// `GET /mon-compte/donnees.json`: all that is kept of the person who is signed in.
pub async fn my_data(Asked(state): Asked, Extension(principal): Extension<Option<Principal>>) -> Response {
    let principal = match signed_in(principal) {
        Ok(principal) => principal,
        Err(refusal) => return refusal.into_response(),
    };
    let data = match access::my_data(&state.services, &principal).await {
        Ok(data) => serde_json::to_vec_pretty(&data).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    match data {
        Ok(file) => download("application/json", "mes-donnees.json", Body::from(file)),
        Err(error) => {
            tracing::error!(%error, "a person's data cannot be given");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// A file to be kept, rather than shown.
pub(super) fn download(content_type: &'static str, name: &str, body: Body) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, content_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)], body)
        .into_response()
}
