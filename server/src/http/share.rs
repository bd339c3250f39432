//! The database as far as whoever asks may use it.

use super::AppState;
use axum::extract::FromRequestParts;
use axum::http::Extensions;
use axum::http::request::Parts;
use backend::access::Principal;
use backend::db::Share;
use backend::services::Services;
use std::convert::Infallible;
use uuid::Uuid;

/// The state, where the database gives its readers as far as the share of whoever asks goes.
pub struct Asked(pub AppState);

impl FromRequestParts<AppState> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self(AppState { services: services(&state.services, &parts.extensions), ..state.clone() }))
    }
}

/// The share of a customer, of a person who looks at none, or of all strangers together.
pub(super) fn of(state: &AppState, principal: Option<&Principal>) -> Share {
    let asker = principal.map(|who| who.customer.map_or(who.user.0, |customer| customer.0));
    state.shares.of(asker.unwrap_or(Uuid::nil()))
}

/// The services of a request, once it is known who asks.
pub(super) fn services(all: &Services, known: &Extensions) -> Services {
    match known.get::<Share>() {
        Some(share) => Services { db: all.db.within(share.clone()), ..all.clone() },
        None => all.clone(),
    }
}
