use super::{Callout, Tone};
use crate::api::ApiError;
use crate::i18n::use_texts;
use crate::session::{sign_in_path, use_here};
use leptos::prelude::*;

/// What stands where something should have been that could not be had; once the session is over, with the way to
/// the next one, beside this page: what was typed stays.
#[component]
pub fn ErrorCallout(error: ApiError) -> impl IntoView {
    let t = use_texts().components();
    view! {
        <Callout tone=Tone::Bad role="alert">
            <p>{t.failure(&error)}</p>
            {(error == ApiError::SignedOut)
                .then(|| {
                    view! {
                        <div class="acts">
                            <a class="button small" href=sign_in_path(&use_here()) target="_blank">
                                {t.sign_in}
                            </a>
                        </div>
                    }
                })}
        </Callout>
    }
}
