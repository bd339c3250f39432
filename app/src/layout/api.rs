#[cfg(feature = "ssr")]
use crate::api;
use crate::api::ApiError;
use domain::ids::CustomerId;
#[cfg(feature = "ssr")]
use domain::paths;
#[cfg(feature = "ssr")]
use http::HeaderName;
use leptos::prelude::*;

/// Looks at another of the customers that the person administers or sees, from a page of it on, or from its list of users.
#[server(name = SelectCustomer, prefix = "/api", endpoint = "select_customer")]
pub async fn select_customer(customer: CustomerId, #[server(default)] to: String) -> Result<(), ApiError> {
    use backend::access::SelectCustomerError;

    let principal = api::person()?;
    backend::access::select_customer(&api::services()?, &principal, customer).await.map_err(|error| {
        match error {
            SelectCustomerError::NotFound(_) => ApiError::NotFound,
            SelectCustomerError::Database(error) => api::failed(error),
        }
    })?;
    api::redirect(api::local_path(&to).unwrap_or(paths::USERS));

    Ok(())
}

#[server(name = SignOut, prefix = "/api", endpoint = "sign_out")]
pub async fn sign_out() -> Result<(), ApiError> {
    // Whoever is signed out already is where they wanted to be.
    if let Ok(principal) = api::principal() {
        backend::access::sign_out(&api::services()?, &principal).await.map_err(api::failed)?;
    }

    api::clear_session();
    // What the browser keeps of an import that was not finished is nobody else's business.
    api::set_header(HeaderName::from_static("clear-site-data"), "\"storage\"");
    api::redirect(paths::SIGN_IN);

    Ok(())
}
