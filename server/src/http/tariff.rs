//! `GET /administration/tarifs/{tariff}`: a document of *Mes tarifs*, streamed, to be kept and never shown.

use super::AppState;
use super::export::signed_in;
use super::share::Asked;
use app::api::{ApiError, failed};
use axum::Extension;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use backend::access::Principal;
use backend::tariffs::Document;
use domain::ids::TariffId;
use domain::tariffs::TariffName;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands as it is in the encoded form of a file's name (RFC 8187, section 3.2.1).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What somebody may not read is not there, like what nobody has.
pub async fn download(
    Asked(state): Asked,
    Extension(principal): Extension<Option<Principal>>,
    Path(tariff): Path<String>,
) -> Response {
    let principal = match signed_in(principal) {
        Ok(principal) => principal,
        Err(refusal) => return refusal.into_response(),
    };
    let Ok(id) = tariff.parse() else { return StatusCode::NOT_FOUND.into_response() };

    match find(&state, &principal, id).await {
        Ok(Some(document)) => attachment(&state, document),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            StatusCode::from_u16(error.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE).into_response()
        }
    }
}

async fn find(state: &AppState, principal: &Principal, id: TariffId) -> Result<Option<Document>, ApiError> {
    let scopes = backend::access::billing(&state.services, principal).await.map_err(failed)?;
    backend::tariffs::read(&state.services, &scopes, id).await.map_err(failed)
}

fn attachment(state: &AppState, document: Document) -> Response {
    let headers: [(HeaderName, String); 3] = [
        (header::CONTENT_TYPE, document.name.kind().media_type().to_owned()),
        (header::CONTENT_LENGTH, document.size.to_string()),
        (header::CONTENT_DISPOSITION, disposition(&document.name)),
    ];
    (headers, Body::from_stream(document.content(&state.services))).into_response()
}

/// To be kept under its name, which is written twice: for all, and for those who read more than ASCII (RFC 6266).
fn disposition(name: &TariffName) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || " -._()".contains(c);
    let ascii: String = name.as_str().chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    let encoded = utf8_percent_encode(name.as_str(), PLAIN);
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_in_any_alphabet() {
        let name = TariffName::parse("Tarifs été (n° 1).pdf").unwrap();
        assert_eq!(
            disposition(&name),
            "attachment; filename=\"Tarifs _t_ (n_ 1).pdf\"; \
             filename*=UTF-8''Tarifs%20%C3%A9t%C3%A9%20%28n%C2%B0%201%29.pdf"
        );
    }
}
