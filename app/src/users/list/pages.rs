use crate::components::Pagination;
use crate::i18n::{number, use_texts};
use crate::users::query::list_address;
use domain::users::{Count, Grouping, Page, PageRequest};
use leptos::prelude::*;

/// Which rows these are, how many fit on a page, and the way to the others.
#[component]
pub fn Pages(page: Page<u64>, request: PageRequest) -> impl IntoView {
    let t = &use_texts().users().list;
    let total = match request.grouping {
        Grouping::Assignment => Some(page.assignments),
        Grouping::Person => page.people,
    };
    let range = range(&page, total);
    let Page { first, previous, next, .. } = page;
    let at = |cursor: String| list_address(&PageRequest { cursor: Some(cursor), ..request.clone() });
    let first = first.map(|_| list_address(&PageRequest { cursor: None, ..request.clone() }));
    let (previous, next) = (previous.map(at), next.map(at));
    let sizes = PageRequest::SIZES.map(move |size| {
        let href = list_address(&PageRequest { size, cursor: None, ..request.clone() });
        let current = (size == request.size).then_some("true");
        view! {
            <a href=href aria-current=current>
                {size}
            </a>
        }
    });

    view! {
        <Pagination label=t.pages first previous next>
            <span>{range}</span>
            <span class="sizes" role="group" aria-label=t.page_size>
                <span>{t.page_size}</span>
                {sizes.into_iter().collect_view()}
            </span>
        </Pagination>
    }
}

/// "1 à 25 sur 1 248"; how many in all is left out where the toolbar says "plus de 10 000".
fn range(page: &Page<u64>, total: Option<Count>) -> String {
    let t = use_texts();
    let (Some(offset), words) = (page.offset, &t.users().list) else { return String::new() };
    let (first, last) = (offset + 1, offset + page.rows);
    match total {
        Some(Count::Exactly(total)) => (words.range_of)(first, last, &number(t.locale, total)),
        _ => (words.range)(first, last),
    }
}
