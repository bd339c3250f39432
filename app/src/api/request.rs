use super::ApiError;
use backend::access::{AdministratorScope, ConsolidatedScope, CustomerScope, OperatorScope, Principal};
use backend::services::Services;
use domain::access::Due;
use domain::ids::CustomerId;
use domain::paths;
use http::request::Parts;
use http::{HeaderName, HeaderValue, StatusCode};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use std::net::IpAddr;

/// The network address that a request comes from, once proxies are seen through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientNetwork(pub IpAddr);

pub fn services() -> Result<Services, ApiError> {
    use_context::<Services>().ok_or(ApiError::Unavailable)
}

/// Who is asking, whatever they may do. Only the pages of signing in use it; others take a [`scope`], or a [`person`]
/// where it is about oneself.
pub fn principal() -> Result<Principal, ApiError> {
    let parts = use_context::<Parts>().ok_or(ApiError::SignedOut)?;
    let principal = parts.extensions.get::<Option<Principal>>().cloned().flatten();
    principal.ok_or(ApiError::SignedOut)
}

/// Who is asking, once nothing is due of them before anything else.
pub fn person() -> Result<Principal, ApiError> {
    let principal = principal()?;
    if principal.due.is_some() { Err(ApiError::Unfinished) } else { Ok(principal) }
}

/// The same, or somebody of whom nothing is due but a second factor that they do not have yet.
pub fn enrolling() -> Result<Principal, ApiError> {
    let principal = principal()?;
    match principal.due {
        None | Some(Due::Enrolment) => Ok(principal),
        Some(Due::Password | Due::Factor) => Err(ApiError::Unfinished),
    }
}

/// The right to reach people of the customer that the person who is asking is looking at: all, or those at some places.
pub fn scope() -> Result<CustomerScope, ApiError> {
    person()?.scope_current().map_err(|_| ApiError::NotFound)
}

/// The right to change what all people of that customer share.
pub fn administrator() -> Result<AdministratorScope, ApiError> {
    person()?.administer_current().map_err(|_| ApiError::NotFound)
}

/// The same for a form that was made for a customer, which may not be the one that is looked at any more.
pub fn scope_of(customer: Option<CustomerId>) -> Result<CustomerScope, ApiError> {
    let scope = scope()?;
    if is_another(customer, &scope) { Err(ApiError::OtherCustomer) } else { Ok(scope) }
}

/// The same, to change what all people of that customer share.
pub fn administrator_of(customer: Option<CustomerId>) -> Result<AdministratorScope, ApiError> {
    let scope = administrator()?;
    if is_another(customer, &scope) { Err(ApiError::OtherCustomer) } else { Ok(scope) }
}

/// Whether a form was made for another customer; one that does not say is taken for what is looked at.
fn is_another(customer: Option<CustomerId>, scope: &CustomerScope) -> bool {
    customer.is_some_and(|customer| customer != scope.customer())
}

/// The right to look at the contracts of all customers whose advanced user is asking.
pub fn consolidated() -> Result<ConsolidatedScope, ApiError> {
    person()?.consolidated().map_err(|_| ApiError::NotFound)
}

/// The right to do what the carrier does.
pub fn operator() -> Result<OperatorScope, ApiError> {
    person()?.operate().map_err(|_| ApiError::NotFound)
}

/// Where the request comes from.
pub fn network() -> IpAddr {
    let seen = use_context::<Parts>().and_then(|parts| parts.extensions.get::<ClientNetwork>().copied());
    seen.map_or(IpAddr::from([0, 0, 0, 0]), |network| network.0)
}

/// A header of the request.
pub fn header(name: &str) -> Option<String> {
    Some(use_context::<Parts>()?.headers.get(name)?.to_str().ok()?.to_owned())
}

/// Whether a browser's form is asking, without JavaScript: it wants a page, not data.
pub fn is_form() -> bool {
    header("accept").is_some_and(|accept| accept.contains("text/html"))
}

/// Sends the browser elsewhere once the server function has answered.
pub fn redirect(path: &str) {
    let path = if HeaderValue::from_str(path).is_ok() { path } else { paths::HOME };
    leptos_axum::redirect(path);
}

/// `path` when it leads to a page of this site, so that nobody can be sent elsewhere by a forged link.
pub fn local_path(path: &str) -> Option<&str> {
    let leads_here = path.starts_with('/')
        && !path.starts_with("//")
        && !path.starts_with(paths::API)
        && path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    leads_here.then_some(path)
}

/// Sets the status of the answer.
pub fn set_status(status: u16) {
    if let (Some(response), Ok(status)) = (use_context::<ResponseOptions>(), StatusCode::from_u16(status)) {
        response.set_status(status);
    }
}

/// Sets a header of the answer.
pub(crate) fn set_header(name: HeaderName, value: &str) {
    if let (Some(response), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(value)) {
        response.insert_header(name, value);
    }
}

/// Notes in the server's log what could not be done, and says that the service is unavailable, has no room, or has too
/// much to do at once.
pub fn failed(error: impl std::error::Error + 'static) -> ApiError {
    if backend::db::is_busy(&error) {
        tracing::warn!(%error, "there is too much at once");
        return ApiError::Busy;
    }
    tracing::error!(%error, "a request could not be served");
    if backend::db::is_full(&error) { ApiError::NoRoom } else { ApiError::Unavailable }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_this_site_are_returned_to() {
        assert_eq!(
            local_path("/administration/utilisateurs?site=Antony"),
            Some("/administration/utilisateurs?site=Antony")
        );

        for elsewhere in
            ["https://example.org", "//example.org", "/\\example.org", "", "/api/sign_out", "/a\r\nb"]
        {
            assert_eq!(local_path(elsewhere), None, "{elsewhere:?}");
        }
    }
}
