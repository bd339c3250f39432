use super::api::list_tariffs;
use crate::components::{Breadcrumbs, EmptyState, ErrorCallout, Page, PageHeader, Skeleton, after_load};
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::session::{start_path, use_session};
use domain::paths;
use domain::tariffs::{ContractTariffs, Tariff, ValidityState};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The documents that the carrier has published for one's contracts.
#[component]
pub fn TariffsPage() -> impl IntoView {
    let texts = use_texts();
    let t = texts.tariffs();
    let tariffs = Resource::new(|| (), |()| list_tariffs());
    let start = start_path(Some(&use_session()));
    let breadcrumbs = move || {
        let path = vec![(texts.layout().my_client_space.to_owned(), start.to_owned())];
        view! { <Breadcrumbs path here=t.title/> }
    };

    view! {
        <Page title=t.title>
            <PageHeader title=t.title lede=t.lede breadcrumbs=breadcrumbs/>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {after_load(move || async move {
                    match tariffs.await {
                        Err(error) => view! { <ErrorCallout error/> }.into_any(),
                        Ok(contracts) if contracts.is_empty() => {
                            view! { <EmptyState title=t.none text=t.none_why/> }.into_any()
                        }
                        Ok(contracts) => view! { <Contracts contracts/> }.into_any(),
                    }
                })}
            </Suspense>
        </Page>
    }
}

#[component]
fn Contracts(contracts: Vec<ContractTariffs>) -> impl IntoView {
    let customers: BTreeSet<_> = contracts.iter().map(|of| of.customer.clone()).collect();
    let is_one = customers.len() == 1;

    contracts
        .into_iter()
        .enumerate()
        .map(|(index, of)| {
            let id = format!("contrat-{index}");
            let customer = (!is_one).then_some(of.customer);
            view! {
                <section class="section contract" aria-labelledby=id.clone()>
                    <header>
                        <h2 id=id.clone()>
                            <span class="code">{of.number}</span>
                            {of.name}
                            {customer.map(|customer| view! { " " <span class="soft">{customer}</span> })}
                        </h2>
                    </header>
                    <Documents labelled=id.clone() tariffs=of.tariffs/>
                </section>
            }
        })
        .collect_view()
}

#[component]
fn Documents(labelled: String, tariffs: Vec<Tariff>) -> impl IntoView {
    let t = use_texts().tariffs();
    view! {
        <table class="table stackable tariffs" role="table" aria-labelledby=labelled>
            <thead role="rowgroup">
                <tr role="row">
                    {[t.document, t.validity, t.state, t.size]
                        .map(|name| view! { <th role="columnheader" scope="col">{name}</th> })
                        .collect_view()}
                </tr>
            </thead>
            <tbody role="rowgroup">{tariffs.iter().map(document).collect_view()}</tbody>
        </table>
    }
}

fn document(tariff: &Tariff) -> impl IntoView + use<> {
    let texts = use_texts();
    let t = texts.tariffs();
    let (class, icon) = match tariff.state {
        ValidityState::Current => ("status active", IconName::Check),
        ValidityState::Coming => ("status invited", IconName::Clock),
        ValidityState::Past => ("status expired", IconName::StatusExpired),
    };
    let name = tariff.name.to_string();

    // Downloads are none of the router's pages.
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="main">
                <a href=paths::tariff(tariff.id) rel="external" download=name.clone()>
                    <Icon of=IconName::Download/>
                    {name.clone()}
                </a>
            </th>
            <td role="cell" data-label=t.validity>
                {(t.from_to)(&tariff.validity.from().shown(), &tariff.validity.to().shown())}
            </td>
            <td role="cell" data-label=t.state>
                <span class=class>
                    <Icon of=icon/>
                    {(t.state_of)(tariff.state)}
                </span>
            </td>
            <td role="cell" data-label=t.size>
                {t.size_of(texts.locale, tariff.size)}
            </td>
        </tr>
    }
}
