use super::api::{AcceptAssociation, LeaveAssociation, RefuseAssociation};
use crate::components::{Dialog, Submit};
use crate::i18n::{date, use_texts};
use domain::advanced_users::{AssociationOffer, MyAssociation, MyAssociations};
use domain::paths;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

/// The customers of which one is an advanced user, and what is proposed to one; nothing to whoever is none.
#[component]
pub fn MyAssociationsSection(mine: MyAssociations) -> impl IntoView {
    let t = use_texts().my_associations();
    let asked = use_query_map().read_untracked().get(paths::LEFT);
    let left = mine.customers.iter().find(|of| Some(of.customer.to_string()) == asked).cloned();
    let is_there = !mine.customers.is_empty();

    is_there.then(|| {
        view! {
            <section class="section" aria-labelledby="my-associations">
                <header>
                    <h2 id="my-associations">{t.title}</h2>
                </header>
                {mine.offers.into_iter().map(|offer| view! { <Offer offer nested=true/> }).collect_view()}
                <Customers customers=mine.customers/>
            </section>
            {left.map(|association| view! { <Leaving association/> })}
        }
    })
}

/// An association that can be accepted: what one would see, and what would be told of oneself.
#[component]
pub fn Offer(
    offer: AssociationOffer,
    /// Whether it stands below a heading of its page, which then says whose it is.
    #[prop(optional)]
    nested: bool,
) -> impl IntoView {
    let texts = use_texts();
    let t = texts.my_associations();
    let AssociationOffer { id, customer, contracts, until, shared } = offer;
    let name = format!("{} {}", shared.first_name, shared.last_name).trim().to_owned();
    let told = [name, shared.email, shared.identifier].into_iter().filter(|text| !text.is_empty());
    let told: Vec<_> = told.collect();
    let contracts = contracts
        .into_iter()
        .map(|account| view! { <li><b class="num">{account.number}</b> " " {account.name}</li> })
        .collect_view();
    let heading = nested.then(|| view! { <h3>{(t.offered)(&customer)}</h3> });

    view! {
        <div class="stack">
            {heading}
            <dl class="facts">
                <dt>{t.customer}</dt>
                <dd>{customer.clone()}</dd>
                <dt>{t.would_see}</dt>
                <dd>
                    <ul>{contracts}</ul>
                </dd>
                <dt>{t.would_tell}</dt>
                <dd>{told.join(", ")}</dd>
                <dt>{t.until}</dt>
                <dd>{date(texts.locale, until)}</dd>
            </dl>
            <p class="soft">{t.nothing_before}</p>
            <div class="row">
                <form method="post" action=AcceptAssociation::url()>
                    <input type="hidden" name="proposal" value=id.to_string()/>
                    <button class="button primary" type="submit" aria-label=(t.accept_of)(&customer)>
                        {t.accept}
                    </button>
                </form>
                <form method="post" action=RefuseAssociation::url()>
                    <input type="hidden" name="proposal" value=id.to_string()/>
                    <button class="button" type="submit" aria-label=(t.refuse_of)(&customer)>
                        {t.refuse}
                    </button>
                </form>
            </div>
        </div>
    }
}

#[component]
fn Customers(customers: Vec<MyAssociation>) -> impl IntoView {
    let t = use_texts().my_associations();
    view! {
        <div class="table-scroll" role="group" aria-labelledby="my-associations" tabindex="0">
            <table class="table stackable" role="table">
                <caption class="vh">{t.title}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{t.customer}</th>
                        <th role="columnheader" scope="col">{t.contracts}</th>
                        <th role="columnheader" scope="col" class="act">
                            <span class="vh">{t.leave}</span>
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{customers.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(of: MyAssociation) -> impl IntoView {
    let t = use_texts().my_associations();
    let MyAssociation { customer, name, contracts, is_suspended } = of;
    let seen = match (is_suspended, contracts.is_empty()) {
        (true, _) => t.suspended.to_owned(),
        (false, true) => t.all_contracts.to_owned(),
        (false, false) => contracts.join(", "),
    };
    let leave = (t.leave_of)(&name);

    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="main">
                {name}
            </th>
            <td role="cell" data-label=t.contracts>
                {seen}
            </td>
            <td role="cell" class="act">
                <a
                    class="button small"
                    href=paths::leave_association(customer)
                    rel="external"
                    aria-label=leave
                >
                    {t.leave}
                </a>
            </td>
        </tr>
    }
}

/// The question before an association is ended. Staying is the safe answer.
#[component]
fn Leaving(association: MyAssociation) -> impl IntoView {
    let t = use_texts().my_associations();
    let MyAssociation { customer, name, .. } = association;
    view! {
        <Dialog title=(t.leave_question)(&name) id="quitter" danger=true close=paths::MY_SPACE>
            <p>{(t.leave_consequence)(&name)}</p>
            <form method="post" action=LeaveAssociation::url()>
                <input type="hidden" name="customer" value=customer.to_string()/>
                <footer>
                    <A href=paths::MY_SPACE scroll=false attr:class="button" attr:rel="external" attr:autofocus=true>
                        {t.stay}
                    </A>
                    <Submit label=t.leave class="danger solid"/>
                </footer>
            </form>
        </Dialog>
    }
}
