use crate::components::Callout;
use crate::i18n::use_texts;
use crate::imports::state::ImportState;
use leptos::prelude::*;

/// The file that was being worked on when the page was left.
#[component]
pub fn Autosaved(
    /// The state of the page.
    state: ImportState,
) -> impl IntoView {
    let t = use_texts().imports().repair;
    move || {
        state.autosaved.get().map(|kept| {
            view! {
                <Callout role="status">
                    <p>{(t.kept_since)(u64::from(kept.changes), kept.seconds)}</p>
                    <div class="acts">
                        <button class="button primary" type="button" on:click=move |_| state.resume_autosaved()>
                            {(t.resume_kept)(&kept.name)}
                        </button>
                        <button class="button quiet" type="button" on:click=move |_| state.forget_autosaved()>
                            {t.forget_kept}
                        </button>
                    </div>
                    <p class="soft">{t.kept_where}</p>
                </Callout>
            }
        })
    }
}
