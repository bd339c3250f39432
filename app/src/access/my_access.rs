//! What one may do with each customer, in words.

pub mod texts;

use super::api::{AcceptInvitation, my_access};
use crate::components::{Callout, EmptyState, ErrorCallout, Skeleton, Tone, after_load};
use crate::i18n::{date, use_texts};
use domain::access::{AccessState, Account, Contact, CustomerAccess, PlaceAccess};
use domain::ids::CustomerId;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// One's customers, the places with each, and whom to ask.
#[component]
pub fn MyAccess(
    /// Whether the customers' names stand under a heading of the page's own.
    #[prop(optional)]
    nested: bool,
) -> impl IntoView {
    let accesses = Resource::new(|| (), |()| my_access());

    view! {
        <Suspense fallback=|| view! { <Skeleton/> }>
            {after_load(move || async move {
                match accesses.await {
                    Ok(accesses) if accesses.is_empty() => view! { <NoAccess/> }.into_any(),
                    Ok(accesses) => {
                        accesses
                            .into_iter()
                            .enumerate()
                            .map(|(position, access)| view! { <Customer position nested access/> })
                            .collect_view()
                            .into_any()
                    }
                    Err(error) => view! { <ErrorCallout error/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn NoAccess() -> impl IntoView {
    let t = use_texts().my_access();
    view! { <EmptyState title=t.none text=t.none_text/> }
}

#[component]
fn Customer(position: usize, nested: bool, access: CustomerAccess) -> impl IntoView {
    let CustomerAccess { customer, state, accepts, places, contacts } = access;
    let id = format!("access-{position}");
    let labelled = id.clone();
    let heading = if nested {
        view! { <h3 id=id>{customer}</h3> }.into_any()
    } else {
        view! { <h2 id=id>{customer}</h2> }.into_any()
    };

    view! {
        <section class="section access" aria-labelledby=labelled>
            <header>{heading}</header>
            <Standing state empty=places.is_empty() accepts/>
            {accepts.map(|customer| view! { <Accept customer/> })}
            {(!places.is_empty())
                .then(|| {
                    view! {
                        <ul class="places">
                            {places.into_iter().map(|place| view! { <Place place/> }).collect_view()}
                        </ul>
                    }
                })}
            {(state != AccessState::Administrator).then(|| view! { <Contacts contacts/> })}
        </section>
    }
}

/// What is to be known beside the places, or in their stead.
#[component]
fn Standing(state: AccessState, empty: bool, accepts: Option<CustomerId>) -> impl IntoView {
    let t = use_texts().my_access();
    let (tone, said) = match state {
        AccessState::Administrator => (Tone::Plain, t.everything),
        AccessState::Advanced => (Tone::Plain, t.advanced),
        AccessState::Invited if accepts.is_some() => (Tone::Plain, t.acceptable),
        AccessState::Invited => (Tone::Plain, t.invited),
        AccessState::Expired => (Tone::Warn, t.expired),
        AccessState::Suspended => (Tone::Warn, t.suspended),
        AccessState::Open if empty => (Tone::Warn, t.nothing_open),
        AccessState::Open => return ().into_any(),
    };

    view! {
        <Callout tone=tone>
            <p>{said}</p>
        </Callout>
    }
    .into_any()
}

/// Opens the access that a customer offers. A form of its own page, so that what is shown anew is all of it.
#[component]
fn Accept(customer: CustomerId) -> impl IntoView {
    let t = use_texts().my_access();
    view! {
        <form method="post" action=AcceptInvitation::url()>
            <button class="button" type="submit" name="customer" value=customer.to_string()>
                {t.accept}
            </button>
        </form>
    }
}

#[component]
fn Place(place: PlaceAccess) -> impl IntoView {
    let texts = use_texts();
    let t = texts.my_access();
    let sentence = t.sentence(&place);

    view! {
        <li>
            <p>{sentence}</p>
            <dl class="facts">
                <dt>{t.contract}</dt>
                <dd>{named(place.contract)}</dd>
                {place
                    .sub_account
                    .map(|part| view! { <dt>{t.sub_account}</dt><dd>{named(part)}</dd> })}
                {place.site.map(|site| view! { <dt>{t.site}</dt><dd>{site}</dd> })}
                {place
                    .until
                    .map(|day| view! { <dt>{t.until}</dt><dd class="num">{date(texts.locale, day)}</dd> })}
            </dl>
        </li>
    }
}

/// A contract or a sub-account as the list of users has it: its name, and the number behind.
fn named(Account { number, name }: Account) -> String {
    format!("{name} ({number})")
}

/// The administrators, who can change all this.
#[component]
fn Contacts(contacts: Vec<Contact>) -> impl IntoView {
    let t = use_texts().my_access();
    (!contacts.is_empty()).then(|| {
        view! {
            <div class="contacts">
                <p>
                    <b>{t.whom_to_ask}</b>
                </p>
                <ul>{contacts.into_iter().map(contact).collect_view()}</ul>
            </div>
        }
    })
}

fn contact(Contact { name, email }: Contact) -> impl IntoView {
    let address = format!("mailto:{email}");
    view! {
        <li>
            {(!name.is_empty()).then(|| format!("{name}, "))}
            <a href=address>{email}</a>
        </li>
    }
}
