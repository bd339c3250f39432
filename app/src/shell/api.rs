#[cfg(feature = "ssr")]
use crate::api;
use crate::api::ApiError;
use domain::ids::{CustomerId, UserId};
#[cfg(feature = "ssr")]
use http::HeaderName;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// Who is signed in, and what surrounds their pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The person's key.
    pub user: UserId,
    /// What to call the person.
    pub name: String,
    /// The customer that is looked at; `None` when the person administers none.
    pub customer: Option<SessionCustomer>,
    /// The customers that can be looked at.
    pub customers: Vec<(CustomerId, String)>,
    /// Whether the person must choose a password before anything else.
    pub must_choose_password: bool,
}

/// The customer that is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionCustomer {
    /// Its key.
    pub id: CustomerId,
    /// What it is called.
    pub name: String,
    /// How many contracts it has.
    pub contracts: u64,
    /// How many sites.
    pub sites: u64,
    /// How many profiles.
    pub profiles: u64,
}

/// Who is signed in. Anybody may ask about themselves.
#[server(name = CurrentSession, prefix = "/api", endpoint = "session", input = GetUrl)]
pub async fn current_session() -> Result<Session, ApiError> {
    let principal = api::principal()?;
    let customer = match principal.administer_current() {
        Ok(scope) => {
            let reference = backend::reference::load(&api::services()?, &scope).await.map_err(api::failed)?;
            let name = principal.administers.iter().find(|(id, _)| *id == scope.customer());
            Some(SessionCustomer {
                id: scope.customer(),
                name: name.map(|(_, name)| name.clone()).unwrap_or_default(),
                contracts: reference.contracts.len() as u64,
                sites: reference.sites.len() as u64,
                profiles: reference.profiles.len() as u64,
            })
        }
        Err(_) => None,
    };
    Ok(Session {
        user: principal.user,
        name: principal.name,
        customer,
        customers: principal.administers,
        must_choose_password: principal.must_choose_password,
    })
}

/// Looks at another of the customers that the person administers, from its list of users.
#[server(name = SelectCustomer, prefix = "/api", endpoint = "select_customer")]
pub async fn select_customer(customer: CustomerId) -> Result<(), ApiError> {
    use backend::access::SelectCustomerError;
    let principal = api::principal()?;
    backend::access::select_customer(&api::services()?, &principal, customer).await.map_err(|error| {
        match error {
            SelectCustomerError::NotFound(_) => api::refuse(ApiError::NotFound),
            SelectCustomerError::Database(error) => api::failed(error),
        }
    })?;
    api::redirect("/administration/utilisateurs");
    Ok(())
}

/// Ends the session.
#[server(name = SignOut, prefix = "/api", endpoint = "sign_out")]
pub async fn sign_out() -> Result<(), ApiError> {
    // Whoever is signed out already is where they wanted to be.
    if let Ok(principal) = api::principal() {
        backend::access::sign_out(&api::services()?, &principal).await.map_err(api::failed)?;
    }
    api::clear_session();
    // What the browser keeps of an import that was not finished is nobody else's business.
    api::set_header(HeaderName::from_static("clear-site-data"), "\"storage\"");
    api::redirect("/connexion");
    Ok(())
}
