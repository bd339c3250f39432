use crate::components::{Callout, Tone};
use crate::i18n::use_texts;
use crate::imports::desk::Desk;
use leptos::prelude::*;

/// What stands in the way of reading the file otherwise: corrections that would be lost, or the file itself.
#[component]
pub fn Reread(
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let texts = use_texts().imports();
    let t = texts.repair;
    let question = move || {
        desk.asked.get().map(|asked| {
            view! {
                <Callout tone=Tone::Warn role="alert">
                    <p>
                        <b>{(t.would_lose)(u64::from(asked.corrections))}</b>
                        " "
                        {t.why_lost}
                    </p>
                    <div class="acts">
                        <button class="button small" type="button" on:click=move |_| desk.keep_reading()>
                            {t.keep_corrections}
                        </button>
                        <button class="button small danger" type="button" on:click=move |_| desk.reread_anyway()>
                            {t.lose_corrections}
                        </button>
                    </div>
                </Callout>
            }
        })
    };
    let refusal = move || {
        desk.not_so.get().map(|error| {
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
