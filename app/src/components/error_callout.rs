use super::{Callout, Tone};
use crate::api::ApiError;
use crate::i18n::use_texts;
use leptos::prelude::*;

/// What stands where something should have been that could not be had.
#[component]
pub fn ErrorCallout(error: ApiError) -> impl IntoView {
    let t = use_texts().components();
    view! {
        <Callout tone=Tone::Bad role="alert">
            <p>{t.failure(&error)}</p>
        </Callout>
    }
}
