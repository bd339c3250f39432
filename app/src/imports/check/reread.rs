use crate::components::{Callout, Tone};
use crate::i18n::use_texts;
use crate::imports::state::ImportState;
use leptos::prelude::*;

/// What stands in the way of reading the file otherwise: corrections that would be lost, or the file itself.
#[component]
pub fn Reread(
    /// The state of the page.
    state: ImportState,
) -> impl IntoView {
    let texts = use_texts().imports();
    let t = texts.repair;
    let question = move || {
        state.pending_reread.get().map(|asked| {
            view! {
                <Callout tone=Tone::Warn role="alert">
                    <p>
                        <b>{(t.would_lose)(u64::from(asked.corrections))}</b>
                        " "
                        {t.why_lost}
                    </p>
                    <div class="acts">
                        <button class="button small" type="button" on:click=move |_| state.keep_reading()>
                            {t.keep_corrections}
                        </button>
                        <button class="button small danger" type="button" on:click=move |_| state.reread_anyway()>
                            {t.lose_corrections}
                        </button>
                    </div>
                </Callout>
            }
        })
    };
    let refusal = move || {
        state.reread_error.get().map(|error| {
            view! {
                <Callout tone=Tone::Warn role="alert">
                    <p>
                        <b>{t.not_so}</b>
                        " "
                        {(texts.unreadable)(&error)}
                    </p>
                </Callout>
            }
        })
    };

    view! {
        {question}
        {refusal}
    }
}
