use crate::i18n::use_texts;
use crate::users::query::narrowed_to;
use domain::usage::Usage;
use domain::users::{Count, Filter};
use leptos::prelude::*;

/// Who uses something, as a link to the list of them.
#[component]
pub fn UsageLink(
    usage: Usage,
    /// What narrows the list to them.
    filter: Filter,
) -> impl IntoView {
    let t = use_texts().sites();
    match usage.assignments {
        Count::Exactly(0) => view! { <span class="faint">{t.nobody}</span> }.into_any(),
        Count::Exactly(_) => view! { <a href=narrowed_to(filter)>{(t.people)(usage.people)}</a> }.into_any(),
        Count::MoreThan(count) => {
            view! { <a href=narrowed_to(filter)>{(t.more_assignments)(count)}</a> }.into_any()
        }
    }
}
