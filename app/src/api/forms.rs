use super::cookies::CookieNames;
use super::cookies::{own_cookie, present, set_form_key};
use super::{ApiError, FlashForm, failed, is_form, principal, redirect, services, set_status};
use backend::access::{self, FlashFormError, FormKey, Principal};
use backend::services::Services;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Keeps what a refused form held, when it came without JavaScript, and leads back to its `page`,
/// which takes it again with [`take_flash_form`]. With JavaScript the form is still there: nothing is kept.
///
/// When it cannot be kept, its page would be empty and say nothing: the answer says why, and the browser's way back leads
/// to what was typed.
pub async fn store_flash_form<I: Serialize, E: Serialize>(name: &str, page: &str, input: &I, error: &E) {
    if !is_form() {
        return;
    }
    match keep(name, input, error).await {
        Ok(()) => redirect(page),
        Err(failure) => {
            tracing::warn!(%failure, name, "a refused form could not be kept");
            set_status(failure.status());
        }
    }
}

/// Keeps what the next page has to report, and leads there, with or without JavaScript. The page takes
/// it with [`take_flash_form`].
pub async fn keep_flash<N: Serialize>(name: &str, page: &str, flash: &N) {
    redirect(page);
    if let Err(failure) = keep(name, flash, &()).await {
        tracing::warn!(%failure, name, "a flash message could not be kept");
    }
}

/// Keeps what the page of this name has to show, for whoever answers without a page: the header's value by which the
/// browser is told.
pub async fn kept_for<N: Serialize>(
    services: &Services,
    principal: Option<&Principal>,
    cookies: CookieNames,
    name: &str,
    shown: &N,
) -> Result<String, FlashFormError> {
    // Plain data: writing it cannot fail.
    let kept = serde_json::to_string(&FlashForm { input: shown, error: () }).unwrap_or_default();
    let key = access::store_flash_form(services, principal, &kept).await?;
    Ok(cookies.form_cookie(&cookie_name(name), &key.reveal()).build().to_string())
}

async fn keep<I: Serialize, E: Serialize>(name: &str, input: &I, error: &E) -> Result<(), ApiError> {
    let kept = serde_json::to_string(&FlashForm { input, error }).map_err(|_| ApiError::BadRequest)?;
    let services = services()?;
    let kept = match present(&services).await? {
        Some(principal) => {
            access::store_flash_form(&services, Some(&principal), &kept).await.map_err(failed)?.reveal()
        }
        // Whoever is not signed in leaves nothing in the database.
        None => access::seal_form(&services.key, services.clock.now(), &kept).map_err(failed)?,
    };
    set_form_key(&cookie_name(name), &kept);
    Ok(())
}

/// What the form of this name held when it was refused. It is there for one page: the browser is told to
/// forget its key.
pub async fn take_flash_form<I: DeserializeOwned, E: DeserializeOwned>(
    name: &str,
) -> Option<FlashForm<I, E>> {
    let cookie_name = cookie_name(name);
    let value = own_cookie(&cookie_name)?;
    set_form_key(&cookie_name, "");

    let services = services().ok()?;
    let principal = principal().ok();
    if principal.is_none()
        && let Some(kept) = access::open_form(&services.key, services.clock.now(), &value)
    {
        return serde_json::from_str(&kept).ok();
    }
    match access::kept_form(&services, principal.as_ref(), &FormKey::parse(&value)?).await {
        Ok(kept) => serde_json::from_str(&kept?).ok(),
        Err(failure) => {
            tracing::warn!(%failure, cookie_name, "a kept form could not be taken back");
            None
        }
    }
}

fn cookie_name(form: &str) -> String {
    format!("guichet-form-{form}")
}
