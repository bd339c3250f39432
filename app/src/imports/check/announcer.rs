use crate::i18n::use_texts;
use crate::imports::state::ImportState;
use leptos::prelude::*;

/// Says to whoever does not see the page what has just changed all over it: the verdict when the check ends, and what was taken
/// back or made again.
#[component]
pub fn Announcer(
    /// The state of the page.
    state: ImportState,
) -> impl IntoView {
    let t = use_texts().imports();
    let said = RwSignal::new(String::new());

    Effect::new(move |before: Option<(bool, u32, u32)>| {
        let now = state.summary.with(|summary| (summary.undo, summary.redo));
        let now = (state.checked.get(), now.0, now.1);
        let (good, errors) =
            (u64::from(state.importable()), state.summary.with(|summary| summary.counts.error));
        let errors = u64::from(errors);
        let words = before.and_then(|(was_checked, undo, redo)| match now {
            (true, ..) if !was_checked => Some((t.said_checked)(good, errors)),
            (_, u, r) if u < undo && r > redo => Some((t.said_undone)(errors)),
            (_, u, r) if u > undo && r < redo => Some((t.said_redone)(errors)),
            _ => None,
        });
        if let Some(words) = words {
            said.set(words);
        }

        now
    });

    view! {
        <p class="vh" role="status">
            {said}
        </p>
    }
}
