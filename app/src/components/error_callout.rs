use super::{Callout, Tone};
use crate::api::ApiError;
use crate::i18n::use_texts;
use crate::session::{Phase, SessionWatch, sign_in_path, use_here};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// What stands where something should have been that could not be had; once the session is over, with the way to
/// the next one: what was typed stays.
#[component]
pub fn ErrorCallout(error: ApiError) -> impl IntoView {
    match error {
        ApiError::SignedOut => view! { <SignedOut/> }.into_any(),
        error => view! {
            <Callout tone=Tone::Bad role="alert">
                <p>{use_texts().components().failure(&error)}</p>
            </Callout>
        }
        .into_any(),
    }
}

/// The session is over. Where the page runs code it asks who is there at once; without, signing in opens beside it.
#[component]
fn SignedOut() -> impl IntoView {
    let t = use_texts().components();
    let watch = use_context::<SessionWatch>();
    let before = watch.map(|watch| watch.resumed.get_untracked());
    let again = move || watch.map(|watch| watch.resumed.get()) > before;
    let here = StoredValue::new(use_here());
    let sign_in = StoredValue::new(sign_in_path(&here.get_value()));
    let ask = move |event: MouseEvent| {
        if let Some(watch) = watch {
            event.prevent_default();
            watch.phase.set(Phase::Ended);
        }
    };

    Effect::new(move |_| {
        if let Some(watch) = watch {
            watch.phase.set(Phase::Ended);
        }
    });

    move || {
        if again() {
            return view! {
                <Callout tone=Tone::Good role="status">
                    <p>{t.signed_in_again}</p>
                    <div class="acts">
                        <a class="button small" href=here.get_value() rel="external">
                            {t.load_again}
                        </a>
                    </div>
                </Callout>
            }
            .into_any();
        }

        view! {
            <Callout tone=Tone::Bad role="alert">
                <p>{t.failure(&ApiError::SignedOut)}</p>
                <div class="acts">
                    <a class="button small" href=sign_in.get_value() target="_blank" on:click=ask>
                        {t.sign_in}
                    </a>
                </div>
            </Callout>
        }
        .into_any()
    }
}
