//! *Corriger l'adresse*: of somebody who has not signed in yet.

mod problem;
pub mod texts;

use super::api::{AddressPage, ChangeAddress, load_address};
use super::display_name;
use super::edit::Missing;
use super::query::{returning, use_return};
use crate::components::{
    Breadcrumbs, EmptyState, ErrorCallout, ErrorSummary, Page, PageHeader, Skeleton, Submit, TextField,
    after_load,
};
use crate::i18n::use_texts;
use domain::paths;
use domain::users::{MayChange, UserDetails};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
pub use problem::AddressProblem;

/// The name of the field.
const FIELD: &str = "email";

/// The address of an assignment's person.
#[component]
pub fn ChangeAddressPage() -> impl IntoView {
    let params = use_params_map();
    let assignment = Memo::new(move |_| params.read().get("assignment").unwrap_or_default());
    let loaded = Resource::new(move || assignment.get(), load_address);

    view! {
        <Transition fallback=|| view! { <Waiting/> }>
            {after_load(move || async move {
                match loaded.await {
                    Ok(page) => view! { <Change page/> }.into_any(),
                    Err(error) => view! { <Missing error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Change(page: AddressPage) -> impl IntoView {
    let t = use_texts().address_change();
    let details = page.details.clone();
    let name = display_name(&details.first_name, &details.last_name, &details.email);
    let list = use_return();
    let person = returning(&paths::user(details.id), &list);
    let breadcrumbs = {
        let (name, person) = (name.clone(), person.clone());
        move || {
            let t = &use_texts().users().list;
            let path = [(t.client_area, paths::USERS), (t.users, &list), (&name, &person)];
            let path: Vec<_> = path.map(|(name, href)| (name.to_owned(), href.to_owned())).into();
            view! { <Breadcrumbs path here=t.title/> }
        }
    };
    let body = match why_not(&details) {
        None => view! { <ChangeForm page/> }.into_any(),
        Some(why) => view! {
            <EmptyState title=t.not_here text=why>
                <a class="button" href=person>{t.back}</a>
            </EmptyState>
        }
        .into_any(),
    };

    view! {
        <Page title=t.title>
            <PageHeader title=(t.title_of)(&name) breadcrumbs=breadcrumbs/>
            {body}
        </Page>
    }
}

/// Why whoever is looking cannot put the address right.
fn why_not(details: &UserDetails) -> Option<&'static str> {
    let t = use_texts().address_change();
    match details {
        _ if details.may_change_address => None,
        UserDetails { last_sign_in: Some(_), .. } => Some(t.signed_in),
        UserDetails { may_change: MayChange::Everything, .. } => Some(t.administers),
        _ => Some(t.elsewhere),
    }
}

#[component]
fn ChangeForm(page: AddressPage) -> impl IntoView {
    let texts = use_texts();
    let t = texts.address_change();
    let AddressPage { details, kept } = page;
    let (typed, refused) = kept.map(|kept| (kept.input.email, kept.error)).unzip();
    let list = use_return();
    let person = returning(&paths::user(details.id), &list);
    let change = ServerAction::<ChangeAddress>::new();
    let refusal = Signal::derive(move || match change.value().get() {
        Some(answer) => answer.err(),
        None => refused.clone(),
    });
    let problem = Memo::new(move |_| refusal.read().as_ref().and_then(AddressProblem::of));
    let message = move || problem.get().map(|problem| problem.message(texts));
    let summary = Signal::derive(move || {
        message().map(|message| vec![(FIELD.to_owned(), message)]).unwrap_or_default()
    });
    // Who was told of another's change meanwhile and sends the form again means it.
    let present = details.email.clone();
    let from = move || match problem.get() {
        Some(AddressProblem::Changed { email }) => email,
        _ => present.clone(),
    };
    let failure = move || {
        let error = refusal.get().filter(|error| AddressProblem::of(error).is_none())?;
        Some(view! { <ErrorCallout error/> })
    };

    view! {
        <ErrorSummary errors=summary/>
        {failure}
        <ActionForm action=change attr:class="stack narrow" attr:novalidate=true>
            <input type="hidden" name="assignment" value=details.id.to_string()/>
            <input type="hidden" name="from" value=from/>
            <input type="hidden" name="list" value=list.clone()/>
            <section class="section">
                <dl class="facts">
                    <dt>{t.present}</dt>
                    <dd>{details.email.clone()}</dd>
                </dl>
                <TextField
                    name=FIELD
                    label=t.field
                    kind="email"
                    value=typed.unwrap_or(details.email)
                    autocomplete="off"
                    required=true
                    hint=t.hint
                    error=MaybeProp::derive(message)
                />
                <p class="soft">{t.consequence}</p>
            </section>
            <div class="go">
                <Submit label=t.submit pending=change.pending()/>
                <a class="button quiet" href=person>
                    {t.back}
                </a>
            </div>
        </ActionForm>
    }
}

#[component]
fn Waiting() -> impl IntoView {
    let t = use_texts().address_change();
    view! {
        <Page title=t.title>
            <Skeleton/>
        </Page>
    }
}
