use super::api::read_consolidation;
use super::chart::Activations;
use super::found::People;
use super::query::{self, page_address};
use super::table::Contracts;
use crate::api::ApiError;
use crate::components::{
    EmptyState, ErrorCallout, GetForm, Page, PageHeader, Pagination, Skeleton, after_load,
};
use crate::i18n::{count, number, use_texts};
use domain::consolidation::{Consolidation, ConsolidationRequest, ContractSort, Totals};
use domain::paths;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// All contracts of all customers of an advanced user.
#[component]
pub fn ConsolidationPage() -> impl IntoView {
    let t = use_texts().consolidation();
    let search = use_location().search;
    let request = Memo::new(move |_| query::from_query(&search.read()));
    let read = Resource::new(move || request.get(), read_consolidation);

    view! {
        <Page title=t.title>
            <PageHeader title=t.title lede=t.lede/>
            <Transition fallback=|| view! { <Skeleton/> }>
                {after_load(move || {
                    let request = request.get();
                    async move {
                        match read.await {
                            Ok(found) => view! { <Found found request/> }.into_any(),
                            Err(error) => view! { <Refused error/> }.into_any(),
                        }
                    }
                })}
            </Transition>
        </Page>
    }
}

/// It is for advanced users.
#[component]
fn Refused(error: ApiError) -> impl IntoView {
    let t = use_texts().consolidation();
    #[cfg(feature = "ssr")]
    crate::api::set_status(error.status());

    match error {
        ApiError::NotFound => view! {
            <EmptyState title=t.refused text=t.refused_why>
                <a class="button primary" href=paths::MY_ACCESS>
                    {use_texts().pages().my_access}
                </a>
            </EmptyState>
        }
        .into_any(),
        error => view! { <ErrorCallout error/> }.into_any(),
    }
}

#[component]
fn Found(found: Consolidation, request: ConsolidationRequest) -> impl IntoView {
    let Consolidation { totals, lines, matching, page, pages, weeks, people } = found;
    let request = ConsolidationRequest { page, ..request };
    let is_searched = request.sought.is_some();

    view! {
        <Figures totals/>
        <Search request=request.clone()/>
        {people.map(|people| view! { <People people/> })}
        <Contracts lines matching is_searched request=request.clone()/>
        <PagesOf request pages/>
        <Activations weeks/>
    }
}

/// What all contracts come to, whatever is sought.
#[component]
fn Figures(totals: Totals) -> impl IntoView {
    let texts = use_texts();
    let t = texts.consolidation();
    let figure = |name: &'static str, value: u64, class: &'static str| {
        view! {
            <div class=class>
                <dt>{name}</dt>
                <dd>{number(texts.locale, value)}</dd>
            </div>
        }
    };
    let wrong = |value: u64| if value > 0 { "bad" } else { "" };

    view! {
        <dl class="tally consolidated">
            {figure(t.customers, totals.customers, "")} {figure(t.contracts, totals.contracts, "")}
            {figure(t.active, totals.people.active, "")} {figure(t.invited, totals.people.invited, "")}
            {figure(t.suspended, totals.people.suspended, "")} {figure(t.expired, totals.people.expired, "")}
            {figure(t.mails_failed, totals.mails_failed, wrong(totals.mails_failed))}
            {figure(t.ending_soon, totals.ending_soon, "")}
        </dl>
        <p class="counted-how">{t.counted_how}</p>
    }
}

/// A form that asks for an address of the view; the order stays.
#[component]
fn Search(request: ConsolidationRequest) -> impl IntoView {
    let t = use_texts().consolidation();
    let everything = page_address(&ConsolidationRequest { sought: None, page: 0, ..request.clone() });
    let sort = (request.sort != ContractSort::default()).then(|| query::sort_word(request.sort));
    let is_narrowed = request.sought.is_some();

    view! {
        <search>
            <GetForm action=paths::CONSOLIDATION class="one-line">
                <div class="field">
                    <label for="f-sought">{t.search_label}</label>
                    <input
                        class="input"
                        id="f-sought"
                        name=query::SOUGHT
                        type="search"
                        autocomplete="off"
                        spellcheck="false"
                        placeholder=t.search_example
                        value=request.sought
                    />
                </div>
                {sort.map(|word| view! { <input type="hidden" name=query::SORT value=word/> })}
                {request
                    .turned
                    .then(|| view! { <input type="hidden" name=query::ORDER value=query::TURNED/> })}
                <button class="button" type="submit">
                    {t.search}
                </button>
                {is_narrowed
                    .then(|| {
                        view! {
                            <a class="button quiet" href=everything>
                                {t.everything}
                            </a>
                        }
                    })}
            </GetForm>
        </search>
    }
}

#[component]
fn PagesOf(request: ConsolidationRequest, pages: u32) -> impl IntoView {
    let texts = use_texts();
    let t = texts.consolidation();
    let at = |page: u32| page_address(&ConsolidationRequest { page, ..request.clone() });
    let (page, last) = (request.page, pages);
    let words =
        (t.page_of)(&number(texts.locale, page.into()), &count(texts.locale, last.into(), t.page, t.pages));

    (pages > 1).then(|| {
        view! {
            <Pagination
                label=t.pages_of
                first=(page > 1).then(|| at(1))
                previous=(page > 1).then(|| at(page - 1))
                next=(page < last).then(|| at(page + 1))
            >
                <span>{words}</span>
            </Pagination>
        }
    })
}
