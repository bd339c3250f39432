//! Server functions of the mails. Each says first who may call it.

use super::flash::MailFlash;
#[cfg(feature = "ssr")]
use crate::api;
use crate::api::ApiError;
use domain::ids::CustomerId;
use domain::mails::{MailPage, MailRequest, Resent};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// A page of the mails.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListedMails {
    pub page: MailPage,
    /// What sending those that failed once more would do, when it is asked for.
    pub preview: Option<Resent>,
}

/// A page of the mails that went to the customer's people.
#[server(name = ListMails, prefix = "/api", endpoint = "mails", input = GetUrl)]
pub async fn list_mails(
    #[server(default)] request: MailRequest,
    #[server(default)] asked: bool,
) -> Result<ListedMails, ApiError> {
    use backend::mail::{self, ListError};

    let scope = api::administrator()?;
    let services = api::services()?;
    let page = mail::list(&services, &scope, &request).await.map_err(|error| match error {
        ListError::Cursor => ApiError::BadRequest,
        ListError::Database(failure) => api::failed(failure),
    })?;
    let preview = if asked {
        let person = request.filter.person.as_deref();
        Some(mail::preview_failed(&services, &scope, person).await.map_err(api::failed)?)
    } else {
        None
    };

    Ok(ListedMails { page, preview })
}

/// Sends the last mail about somebody's access once more. `back` is the address of the page that asks.
#[server(name = ResendOneMail, prefix = "/api", endpoint = "resend_one_mail")]
pub async fn resend_one_mail(assignment: String, #[server(default)] back: String) -> Result<(), ApiError> {
    use backend::mail::ResendError;

    let scope = api::administrator()?;
    let queued = async {
        let assignment = assignment.parse().map_err(|_| ApiError::NotFound)?;
        let queued = backend::mail::resend(&api::services()?, &scope, assignment).await;
        match queued {
            Ok(()) => Ok(MailFlash::Queued),
            Err(ResendError::TooSoon) => Ok(MailFlash::TooSoon),
            Err(ResendError::NotFound) => Err(ApiError::NotFound),
            Err(ResendError::Suspended) => Err(ApiError::Conflict),
            Err(ResendError::Database(failure)) => Err(api::failed(failure)),
        }
    };

    on_server::report(queued.await, &back).await
}

/// Sends the mails that failed once more, all or those to one address.
#[server(name = ResendFailedMails, prefix = "/api", endpoint = "resend_failed_mails")]
pub async fn resend_failed_mails(
    #[server(default)] person: String,
    #[server(default)] back: String,
    #[server(default)] customer: Option<CustomerId>,
) -> Result<(), ApiError> {
    let scope = api::administrator_of(customer)?;
    let person = Some(person.as_str()).filter(|person| !person.is_empty());
    let resent =
        async { backend::mail::resend_failed(&api::services()?, &scope, person).await.map_err(api::failed) };

    on_server::report(resent.await.map(MailFlash::Resent), &back).await
}

/// What was just done, once. It takes the flash message away, so it is no GET.
#[server(name = TakeMailFlash, prefix = "/api", endpoint = "take_mails_flash")]
pub async fn take_flash() -> Result<Option<MailFlash>, ApiError> {
    api::administrator()?;
    let kept = api::take_flash_form::<MailFlash, ()>(super::flash::NAME).await;
    Ok(kept.map(|kept| kept.input))
}

#[cfg(feature = "ssr")]
mod on_server {
    use crate::api::{self, ApiError};
    use crate::mails::flash::{self, MailFlash};
    use crate::mails::query::came_from;

    /// Leads back to the page that asked, which reports what was done, or why it was not.
    pub(super) async fn report(result: Result<MailFlash, ApiError>, back: &str) -> Result<(), ApiError> {
        let page = came_from(back);
        match result {
            Ok(done) => {
                api::keep_flash(flash::NAME, &page, &done).await;
                Ok(())
            }
            Err(error) => {
                let refused = MailFlash::Refused(error.clone());
                api::store_flash_form(flash::NAME, &page, &refused, &()).await;
                Err(error)
            }
        }
    }
}
