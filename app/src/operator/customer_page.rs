use super::accounts::Accounts;
use super::api::{ACCOUNT, OperatorCloseCustomer, OperatorReopenCustomer, TypedAccount, key};
use super::flash;
use super::gate::{Done, Way, operated};
use super::problem::AccountProblem;
use super::tariffs::{self, Tariffs};
use crate::api::{ApiError, FlashForm, failed, take_flash_form};
use crate::components::{Callout, Dialog, Page, PageHeader, Submit, Tone};
use crate::i18n::{date, number, use_texts};
use crate::icons::{Icon, IconName};
use backend::contracts;
use backend::customers::{self, CustomerDetails};
use backend::tariffs::published;
use domain::paths;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::{use_params_map, use_query_map};

/// A customer: what it has, and closing it.
#[component]
pub fn CustomerPage() -> impl IntoView {
    let customer = use_params_map().get_untracked().get("customer").unwrap_or_default();
    let query = use_query_map().get_untracked();
    let closing = query.get(paths::CLOSING_ASKED).is_some();
    let refusal = tariffs::asked(|name| query.get(name));
    let is_published = query.get(tariffs::PUBLISHED).is_some();

    operated(move |operator, services| {
        let (customer, refusal) = (key(&customer), refusal.clone());
        async move {
            let found = customers::find(&services, &operator, customer?).await.map_err(failed)?;
            let customer = found.ok_or(ApiError::NotFound)?;
            let scope = operator.of_customer(customer.id);
            let contracts = contracts::list(&services, &scope).await.map_err(failed)?;
            let published = published(&services, &scope).await.map_err(failed)?;
            let kept: Option<FlashForm<TypedAccount, AccountProblem>> = take_flash_form(ACCOUNT).await;
            let done = flash::latest().await.or(is_published.then_some(flash::Flash::TariffPublished));
            let way = {
                let name = customer.name.clone();
                move || view! { <Way here=name.clone()/> }
            };
            let asks = closing && customer.closed.is_none();
            Ok(view! {
                <Page title=customer.name.clone()>
                    <PageHeader title=customer.name.clone() breadcrumbs=way>
                        <a class="button" href=paths::customer_people(customer.id)>
                            <Icon of=IconName::Users/>
                            {use_texts().operator().customer.people}
                        </a>
                    </PageHeader>
                    <Done flash=done/>
                    <Facts customer=customer.clone()/>
                    <Accounts customer=customer.id contracts=contracts.clone() kept/>
                    <Tariffs customer=customer.id contracts published refusal/>
                    <State customer=customer.clone()/>
                    {asks.then(|| view! { <ClosingDialog customer/> })}
                </Page>
            }
            .into_any())
        }
    })
}

#[component]
fn Facts(customer: CustomerDetails) -> impl IntoView {
    let texts = use_texts();
    let t = texts.operator();
    let facts = [
        (t.customers.since, date(texts.locale, customer.since)),
        (t.customer.administrators, number(texts.locale, customer.administrators)),
        (t.customers.people, number(texts.locale, customer.people)),
        (t.customer.assignments, number(texts.locale, customer.assignments)),
        (t.customer.identifier, customer.id.to_string()),
    ];

    view! {
        <dl class="facts">
            {facts.into_iter().map(|(name, value)| view! { <dt>{name}</dt> <dd>{value}</dd> }).collect_view()}
        </dl>
    }
}

/// Whether it is open, and the way to the other.
#[component]
fn State(customer: CustomerDetails) -> impl IntoView {
    let texts = use_texts();
    let t = texts.operator();
    match customer.closed {
        Some(at) => view! {
            <Callout tone=Tone::Warn>
                <p>{(t.customer.closed_on)(&date(texts.locale, at))}</p>
                <form class="acts" method="post" action=OperatorReopenCustomer::url()>
                    <input type="hidden" name="customer" value=customer.id.to_string()/>
                    <Submit label=t.customer.reopen class="small"/>
                </form>
            </Callout>
        }
        .into_any(),
        None => view! {
            <section class="section" aria-labelledby="h-close">
                <header>
                    <h2 id="h-close">{t.customer.closing}</h2>
                </header>
                <div class="danger-zone">
                    <div>
                        <p>
                            <b>{t.customer.close}</b>
                            {t.customer.close_why}
                        </p>
                        <a class="button danger" href=paths::close_customer(customer.id)>
                            {t.customer.close_ask}
                        </a>
                    </div>
                </div>
            </section>
        }
        .into_any(),
    }
}

/// The question before a customer is closed.
#[component]
fn ClosingDialog(customer: CustomerDetails) -> impl IntoView {
    let texts = use_texts();
    let t = texts.operator();
    let title = (t.customer.close_question)(&customer.name);

    view! {
        <Dialog title=title id="fermer" danger=true close=paths::customer(customer.id)>
            <p>{(t.customer.close_consequence)(customer.people)}</p>
            <form method="post" action=OperatorCloseCustomer::url()>
                <input type="hidden" name="customer" value=customer.id.to_string()/>
                <footer>
                    <a class="button" href=paths::customer(customer.id) autofocus>
                        {t.customer.keep}
                    </a>
                    <Submit label=t.customer.close class="danger solid"/>
                </footer>
            </form>
        </Dialog>
    }
}
