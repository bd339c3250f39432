//! The server functions of one's own associations. What changes something leads to one's own page, which reports it.

use crate::api::ApiError;
use domain::advanced_users::AssociationLink;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

#[cfg(feature = "ssr")]
use {
    crate::api::{failed, redirect, services},
    backend::advanced_users::{self, AcceptError, LeaveError, RefuseError},
    domain::advanced_users::MyAssociations,
    domain::ids::ProposalId,
    domain::paths,
};

/// What one's own page says of associations; nothing, before a password is chosen.
#[cfg(feature = "ssr")]
pub async fn my_associations(
    services: &backend::services::Services,
    principal: &backend::access::Principal,
) -> Result<MyAssociations, ApiError> {
    if crate::api::person().is_err() {
        return Ok(MyAssociations::default());
    }
    advanced_users::associations(services, principal).await.map_err(failed)
}

/// What a mailed proposal is. Changes nothing: mail scanners follow links.
#[server(name = LookAtAssociation, prefix = "/api", endpoint = "look_at_association", input = GetUrl)]
pub async fn look_at_association(proposal: String) -> Result<AssociationLink, ApiError> {
    let principal = crate::api::person()?;
    let Ok(proposal) = proposal.parse() else { return Ok(AssociationLink::Unknown) };
    advanced_users::look(&services()?, &principal, proposal).await.map_err(failed)
}

/// Accepts an association that was proposed to the person who is signed in.
#[server(name = AcceptAssociation, prefix = "/api", endpoint = "accept_association")]
pub async fn accept_association(proposal: String) -> Result<(), ApiError> {
    let principal = crate::api::person()?;
    let proposal: ProposalId = proposal.parse().map_err(|_| ApiError::NotFound)?;
    match advanced_users::accept(&services()?, &principal, proposal).await {
        Ok(()) => {
            redirect(paths::ASSOCIATION_ACCEPTED);
            Ok(())
        }
        Err(AcceptError::Gone) => gone(proposal),
        Err(AcceptError::Database(failure)) => Err(failed(failure)),
    }
}

/// Refuses an association that was proposed to the person who is signed in.
#[server(name = RefuseAssociation, prefix = "/api", endpoint = "refuse_association")]
pub async fn refuse_association(proposal: String) -> Result<(), ApiError> {
    let principal = crate::api::person()?;
    let proposal: ProposalId = proposal.parse().map_err(|_| ApiError::NotFound)?;
    match advanced_users::refuse(&services()?, &principal, proposal).await {
        Ok(()) => {
            redirect(paths::ASSOCIATION_REFUSED);
            Ok(())
        }
        Err(RefuseError::Gone) => gone(proposal),
        Err(RefuseError::Database(failure)) => Err(failed(failure)),
    }
}

/// Ends one's association with a customer.
#[server(name = LeaveAssociation, prefix = "/api", endpoint = "leave_association")]
pub async fn leave_association(customer: String) -> Result<(), ApiError> {
    let principal = crate::api::person()?;
    let customer = customer.parse().map_err(|_| ApiError::NotFound)?;
    match advanced_users::leave(&services()?, &principal, customer).await {
        Ok(()) => {
            redirect(paths::ASSOCIATION_LEFT);
            Ok(())
        }
        // One's own page shows what there is.
        Err(LeaveError::NotFound) => {
            redirect(paths::MY_SPACE);
            Err(ApiError::NotFound)
        }
        Err(LeaveError::Database(failure)) => Err(failed(failure)),
    }
}

/// The page of the proposal says what became of it.
#[cfg(feature = "ssr")]
fn gone(proposal: ProposalId) -> Result<(), ApiError> {
    redirect(&paths::association(proposal));
    Err(ApiError::NotFound)
}
