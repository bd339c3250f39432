use super::flash;
use super::gate::{Done, operated};
use crate::api::failed;
use crate::components::{EmptyState, Page, PageHeader, Pagination};
use crate::i18n::{date, number, use_texts};
use crate::icons::{Icon, IconName};
use crate::users::query::address;
use backend::customers::{self, CustomerPage as Listed, CustomerRow, CustomersFrom};
use domain::paths;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The parameters of the page.
const SOUGHT: &str = "recherche";
const FROM: &str = "page";

/// All customers, found by name or by the number of a contract.
#[component]
pub fn CustomersPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let sought = query.get(SOUGHT).unwrap_or_default();
    let from = query.get(FROM).and_then(|from| from.parse::<CustomersFrom>().ok());

    operated(move |operator, services| {
        let sought = sought.clone();
        async move {
            let listed = customers::list(&services, &operator, &sought, from).await.map_err(failed)?;
            let done = flash::latest().await;
            let texts = use_texts();
            let t = texts.operator();
            Ok(view! {
                <Page title=texts.pages().customers>
                    <PageHeader title=texts.pages().customers lede=t.customers.lede>
                        <a class="button primary" href=paths::CREATE_CUSTOMER>
                            <Icon of=IconName::Plus/>
                            {t.customers.create}
                        </a>
                    </PageHeader>
                    <Done flash=done/>
                    <Search sought=sought.clone()/>
                    <Found listed sought/>
                </Page>
            }
            .into_any())
        }
    })
}

#[component]
fn Search(sought: String) -> impl IntoView {
    let t = use_texts().operator();
    view! {
        <search>
            <form method="get" action=paths::CUSTOMERS class="one-line">
                <div class="field">
                    <label for="f-recherche">{t.customers.sought}</label>
                    <input
                        class="input"
                        id="f-recherche"
                        name=SOUGHT
                        type="search"
                        autocomplete="off"
                        spellcheck="false"
                        value=sought
                    />
                </div>
                <button class="button" type="submit">
                    {t.search}
                </button>
            </form>
        </search>
    }
}

#[component]
fn Found(listed: Listed, sought: String) -> impl IntoView {
    let texts = use_texts();
    let t = texts.operator();
    if listed.rows.is_empty() {
        return view! {
            <EmptyState title=t.customers.none text=t.customers.none_why>
                {(!sought.is_empty())
                    .then(|| {
                        view! {
                            <a class="button" href=paths::CUSTOMERS>
                                {t.customers.all}
                            </a>
                        }
                    })}
            </EmptyState>
        }
        .into_any();
    }

    let Listed { rows, all, previous, next } = listed;
    let to = |from: Option<CustomersFrom>| {
        let sought = (!sought.is_empty()).then(|| (SOUGHT, sought.clone()));
        let from = from.map(|from| (FROM, from.to_string()));
        address(paths::CUSTOMERS, &sought.into_iter().chain(from).collect::<Vec<_>>())
    };
    let total = (t.customers.total)(all);

    view! {
        <table class="table stackable" role="table">
            <caption class="vh">{texts.pages().customers}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t.customers.name}</th>
                    <th role="columnheader" scope="col">{t.customers.contracts}</th>
                    <th role="columnheader" scope="col">{t.customers.people}</th>
                    <th role="columnheader" scope="col">{t.customers.since}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.iter().map(row).collect_view()}</tbody>
        </table>
        <Pagination
            label=t.pages
            first=previous.map(|_| to(None))
            previous=previous.map(|from| to(Some(from)))
            next=next.map(|from| to(Some(from)))
        >
            <p>{total}</p>
        </Pagination>
    }
    .into_any()
}

fn row(customer: &CustomerRow) -> impl IntoView + use<> {
    let texts = use_texts();
    let t = texts.operator();
    let closed =
        customer.closed.is_some().then(|| view! { " " <span class="chip">{t.customers.closed}</span> });

    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="main">
                <a href=paths::customer(customer.id)>{customer.name.clone()}</a>
                {closed}
            </th>
            <td role="cell" class="num" data-label=t.customers.contracts>
                {number(texts.locale, customer.contracts)}
            </td>
            <td role="cell" class="num" data-label=t.customers.people>
                {number(texts.locale, customer.people)}
            </td>
            <td role="cell" data-label=t.customers.since>
                {date(texts.locale, customer.since)}
            </td>
        </tr>
    }
}
