//! `POST /administration/sites/importer`: a file of sites is read and previewed, and what was previewed is created. The
//! answer is the page itself, so that it needs no JavaScript and nothing of a file is kept between two requests.

use super::AppState;
use super::export::administrator;
use crate::list_file;
use app::api::ApiError;
use app::sites::{SiteFile, created_from_file};
use axum::body::Body;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::response::{IntoResponse, Redirect, Response};
use backend::access::{AdministratorScope, Principal};
use backend::services::Services;
use backend::sites::{self, ImportError};
use domain::imports::ReadError;
use domain::sites::{SiteLine, named_in};

/// What is answered.
pub(super) enum Answer {
    /// The page, asked for without a file, with what came of the one that was sent.
    Page(SiteFile, Request),
    Other(Response),
}

/// What was sent.
#[derive(Default)]
struct Sent {
    file: Vec<u8>,
    names: String,
    /// The lines of a preview, as the page wrote them.
    previewed: String,
    /// The customer that the form was made for.
    customer: String,
}

impl Sent {
    /// Whether another customer was chosen in another tab since; a form that does not say is taken for the one looked at.
    fn is_for_another(&self, scope: &AdministratorScope) -> bool {
        !self.customer.is_empty() && self.customer != scope.customer().to_string()
    }
}

/// Reads what was sent, and previews it, or creates what was previewed.
pub(super) async fn read(state: &AppState, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    let principal = parts.extensions.get::<Option<Principal>>().cloned().flatten();
    let scope = match administrator(principal) {
        Ok(scope) => scope,
        Err(refusal) => return Answer::Other(refusal.into_response()),
    };

    let page = Request::from_parts(parts.clone(), Body::empty());
    let file = match Multipart::from_request(Request::from_parts(parts, body), &()).await {
        Err(_) => SiteFile::Failed(ApiError::BadRequest),
        Ok(form) => match fields(form).await {
            Err(_) => SiteFile::Failed(ApiError::BadRequest),
            Ok(sent) if sent.is_for_another(&scope) => SiteFile::Failed(ApiError::OtherCustomer),
            Ok(sent) if sent.previewed.is_empty() => preview(&state.services, &scope, sent).await,
            Ok(sent) => match create(&state.services, &scope, &sent.previewed).await {
                Ok(created) => {
                    return Answer::Other(Redirect::to(&created_from_file(created)).into_response());
                }
                Err(file) => file,
            },
        },
    };

    Answer::Page(file, page)
}

async fn fields(mut form: Multipart) -> Result<Sent, MultipartError> {
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await? {
        match field.name() {
            Some("file") => sent.file = field.bytes().await?.to_vec(),
            Some("names") => sent.names = field.text().await?,
            Some("previewed") => sent.previewed = field.text().await?,
            Some("customer") => sent.customer = field.text().await?,
            _ => {}
        }
    }

    Ok(sent)
}

/// What the file would do, or the text where there is no file.
async fn preview(services: &Services, scope: &AdministratorScope, sent: Sent) -> SiteFile {
    let bytes = if sent.file.is_empty() { sent.names.into_bytes() } else { sent.file };
    if bytes.trim_ascii().is_empty() {
        return SiteFile::Nothing;
    }

    // A workbook takes a while to inflate.
    let names = tokio::task::spawn_blocking(move || names(bytes)).await;
    match names {
        Err(_) => SiteFile::Failed(ApiError::Unavailable),
        Ok(Err(error)) => SiteFile::Unreadable(error),
        Ok(Ok(names)) => match sites::preview(services, scope, names).await {
            Ok(lines) => SiteFile::Read { lines, changed: false },
            Err(failure) => SiteFile::Failed(app::api::failed(failure)),
        },
    }
}

fn names(bytes: Vec<u8>) -> Result<Vec<(u32, String)>, ReadError> {
    let (text, reading) = list_file::sent(bytes)?;
    named_in(text, &reading)
}

/// Creates what was previewed; says how many, or what to show instead.
async fn create(services: &Services, scope: &AdministratorScope, previewed: &str) -> Result<u64, SiteFile> {
    let lines: Vec<SiteLine> =
        serde_json::from_str(previewed).map_err(|_| SiteFile::Failed(ApiError::BadRequest))?;
    sites::import(services, scope, &lines).await.map_err(|error| match error {
        ImportError::Changed(lines) => SiteFile::Read { lines, changed: true },
        ImportError::Settling => SiteFile::Failed(ApiError::Busy),
        ImportError::Database(failure) => SiteFile::Failed(app::api::failed(failure)),
    })
}
