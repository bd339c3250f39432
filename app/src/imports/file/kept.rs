use crate::components::Callout;
use crate::i18n::use_texts;
use crate::imports::desk::Desk;
use leptos::prelude::*;

/// The file that was being worked on when the page was left.
#[component]
pub fn Kept(
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = use_texts().imports().repair;
    move || {
        desk.kept.get().map(|kept| {
            view! {
                <Callout role="status">
                    <p>{(t.kept_since)(u64::from(kept.changes), kept.seconds)}</p>
                    <div class="acts">
                        <button class="button primary" type="button" on:click=move |_| desk.resume_kept()>
                            {(t.resume_kept)(&kept.name)}
                        </button>
                        <button class="button quiet" type="button" on:click=move |_| desk.forget_kept()>
                            {t.forget_kept}
                        </button>
                    </div>
                    <p class="soft">{t.kept_where}</p>
                </Callout>
            }
        })
    }
}
