use super::for_anybody::ForAnybody;
use super::texts::Notice;
use crate::components::{Page, PageHeader};
use crate::i18n::use_texts;
use leptos::prelude::*;

/// Who runs the portal, what it keeps, and for how long.
#[component]
pub fn LegalNoticePage() -> impl IntoView {
    notice(&use_texts().layout().legal)
}

/// How accessible the portal is, how that was found out, and whom to tell what is not.
#[component]
pub fn AccessibilityPage() -> impl IntoView {
    notice(&use_texts().layout().accessible)
}

fn notice(notice: &'static Notice) -> impl IntoView {
    let section = |(heading, sentences): &(&'static str, &'static [&'static str])| {
        view! {
            <section class="section">
                <header>
                    <h2>{*heading}</h2>
                </header>
                {sentences.iter().map(|sentence| view! { <p>{*sentence}</p> }).collect_view()}
            </section>
        }
    };

    view! {
        <ForAnybody>
            <Page title=notice.title class="notice">
                <PageHeader title=notice.title/>
                {notice.sections.iter().map(section).collect_view()}
            </Page>
        </ForAnybody>
    }
}
