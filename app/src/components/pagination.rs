use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use leptos::prelude::*;

/// Links to the pages around this one. The children say where one is, and offer other sizes.
#[component]
pub fn Pagination(
    /// What the pages are of.
    #[prop(into)]
    label: String,
    /// Address of the first page, unless this is it.
    first: Option<String>,
    /// Address of the page before.
    previous: Option<String>,
    /// Address of the page after.
    next: Option<String>,
    children: Children,
) -> impl IntoView {
    let t = use_texts().components();
    view! {
        <nav class="pagination" aria-label=label>
            {children()}
            <ol>
                <li>{step(first, t.first_page, IconName::FirstPage)}</li>
                <li>{step(previous, t.previous_page, IconName::Left)}</li>
                <li>{step(next, t.next_page, IconName::Right)}</li>
            </ol>
        </nav>
    }
}

/// A link, or its shape where it would lead nowhere.
fn step(href: Option<String>, name: &'static str, glyph: IconName) -> impl IntoView {
    match href {
        Some(href) => view! { <a href=href aria-label=name title=name><Icon of=glyph/></a> }.into_any(),
        None => view! { <span aria-hidden="true" class="faint"><Icon of=glyph/></span> }.into_any(),
    }
}
