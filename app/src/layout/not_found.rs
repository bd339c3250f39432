use super::for_anybody::ForAnybody;
use crate::components::{EmptyState, Page, PageHeader};
use crate::i18n::use_texts;
use domain::paths;
use leptos::prelude::*;

/// What stands at an address where there is nothing.
#[component]
pub fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::api::set_status(404);
    let t = use_texts().layout();

    view! {
        <ForAnybody>
            <Page title=t.not_found>
                <PageHeader title=t.not_found/>
                <EmptyState title=t.not_found_title text=t.not_found_text>
                    <a class="button primary" href=paths::HOME>
                        {t.not_found_link}
                    </a>
                </EmptyState>
            </Page>
        </ForAnybody>
    }
}
