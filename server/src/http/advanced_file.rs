//! `POST /mon-compte/utilisateurs/avances/fichier`: a file of advanced users. The answer leads to the page that says what it
//! would do.

use super::export::administrator;
use super::share::Asked;
use crate::list_file;
use app::api::{CookieNames, failed, kept_for};
use app::users::advanced::{FileRefusal, ImportPreview, KEPT};
use axum::Extension;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use backend::access::{AdministratorScope, FlashFormError, Principal};
use backend::advanced_users::{JudgeError, Judged, judge};
use backend::services::Services;
use domain::advanced_users::AdvancedFileError;
use domain::imports::Sheet;
use domain::paths;

/// The largest file.
const LARGEST: usize = 1024 * 1024;

/// The largest body: a file, and what is sent with it.
pub(super) const LARGEST_FORM: usize = LARGEST + 64 * 1024;

/// To whoever administers no customer as a whole there is nothing here.
pub(super) async fn receive(
    Asked(state): Asked,
    Extension(principal): Extension<Option<Principal>>,
    request: Request,
) -> Response {
    let scope = match administrator(principal.clone()) {
        Ok(scope) => scope,
        Err(refusal) => return refusal.into_response(),
    };
    let Ok(form) = Multipart::from_request(request, &()).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };

    let sent = match file(form).await {
        Ok((name, bytes)) => look(&state.services, &scope, name, bytes).await,
        Err(status) if status == StatusCode::PAYLOAD_TOO_LARGE => Ok(Err(FileRefusal::TooLarge)),
        Err(status) => return status.into_response(),
    };
    let sent = match sent {
        Ok(sent) => sent,
        Err(failure) => return unavailable(failure),
    };

    let cookies = CookieNames::new(state.https);
    let kept = match kept_for(&state.services, principal.as_ref(), cookies, KEPT, &sent).await {
        Err(FlashFormError::TooLong) => {
            let refusal = Err::<ImportPreview, _>(FileRefusal::File(AdvancedFileError::TooMany));
            kept_for(&state.services, principal.as_ref(), cookies, KEPT, &refusal).await
        }
        kept => kept,
    };
    match kept {
        Ok(cookie) => {
            ([(header::SET_COOKIE, cookie)], Redirect::to(paths::IMPORT_ADVANCED_USERS)).into_response()
        }
        Err(failure) => unavailable(failure),
    }
}

/// Whoever comes by the address alone is led to the page.
pub(super) async fn lead_back() -> Redirect {
    Redirect::to(paths::IMPORT_ADVANCED_USERS)
}

/// The file that was sent: its name and its bytes.
async fn file(mut form: Multipart) -> Result<(String, Vec<u8>), StatusCode> {
    while let Some(field) = form.next_field().await.map_err(|error| error.status())? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(|error| error.status())?;
            return Ok((name, bytes.to_vec()));
        }
    }
    Ok(Default::default())
}

/// What the file would do, or why it is refused.
async fn look(
    services: &Services,
    scope: &AdministratorScope,
    file_name: String,
    bytes: Vec<u8>,
) -> Result<Result<ImportPreview, FileRefusal>, JudgeError> {
    if bytes.is_empty() {
        return Ok(Err(FileRefusal::Nothing));
    }
    if bytes.len() > LARGEST {
        return Ok(Err(FileRefusal::TooLarge));
    }

    let refused = |error| Ok(Err(FileRefusal::File(error)));
    let sheet = match list_file::sent(bytes).and_then(|(text, reading)| Sheet::open(text, &reading)) {
        Ok(sheet) => sheet,
        Err(error) => return refused(AdvancedFileError::Unreadable(error)),
    };
    match judge(services, scope, sheet).await {
        Ok(Judged { file, known }) => Ok(Ok(ImportPreview { file_name, file, known })),
        Err(JudgeError::File(error)) => refused(error),
        Err(failure @ JudgeError::Database(_)) => Err(failure),
    }
}

fn unavailable(failure: impl std::error::Error + 'static) -> Response {
    let status = StatusCode::from_u16(failed(failure).status());
    status.unwrap_or(StatusCode::SERVICE_UNAVAILABLE).into_response()
}
