//! The second step: how the file is read, its rows, what is wrong with them, and the decision.

mod announcer;
mod clusters;
mod columns;
mod dialect;
mod filters;
mod keys;
mod replace;
mod reread;
mod search;
mod selection;

use super::action_bar::ActionBar;
use super::grid::Grid;
use super::state::ImportState;
use crate::components::Deferred;
use crate::i18n::use_texts;
use announcer::Announcer;
use clusters::Clusters;
pub use columns::ColumnHead;
use columns::OtherColumns;
use dialect::DialectBar;
use filters::Toolbar;
use leptos::prelude::*;
use replace::ReplacePanel;
use reread::Reread;
pub use search::PAUSE;
pub use selection::SelectionBar;

/// The check of a file's rows.
#[component]
pub fn CheckStep(
    /// The state of the page.
    state: ImportState,
) -> impl IntoView {
    let t = use_texts().imports();
    keys::listen(state);

    view! {
        <Announcer state/>
        <DialectBar state/>
        <Reread state/>
        <Deferred>
            <OtherColumns state/>
            <div class="preview">
                <section class="preview-main" aria-labelledby="h-preview">
                    <h2 class="vh" id="h-preview">
                        {t.preview}
                    </h2>
                    <Toolbar state/>
                    <Deferred>
                        <ReplacePanel state/>
                        <Grid state/>
                    </Deferred>
                </section>
                <Deferred>
                    <Clusters state/>
                </Deferred>
            </div>
            <Deferred>
                <ActionBar state/>
            </Deferred>
        </Deferred>
    }
}
