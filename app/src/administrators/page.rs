use super::api::{AdministrationPage, Flash, load_administration};
use super::choice::ChoiceSection;
use super::factor::FactorSection;
use super::pending::PendingSection;
use super::withdrawal::WithdrawalDialog;
use crate::components::{Breadcrumbs, Callout, ErrorCallout, Page, PageHeader, Skeleton, Tone, after_load};
use crate::i18n::{date, number, use_texts};
use domain::administrators::{Administration, Administrator, Role};
use domain::paths;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

/// Who administers the customer, who was asked to, and the form that asks somebody.
#[component]
pub fn AdministratorsPage() -> impl IntoView {
    let t = use_texts().administrators();
    let query = use_query_map();
    let sought = Memo::new(move |_| query.read().get(paths::SOUGHT).unwrap_or_default());
    let withdrawn = Memo::new(move |_| query.read().get(paths::WITHDRAWN));
    let page = Resource::new(move || sought.get(), load_administration);
    let area = use_texts().layout().my_client_space;
    let breadcrumbs = move || {
        view! { <Breadcrumbs path=vec![(area.to_owned(), paths::USERS.to_owned())] here=use_texts().pages().administrators/> }
    };

    view! {
        <Page title=t.title>
            <PageHeader title=t.title lede=t.lede breadcrumbs=breadcrumbs/>
            <Transition fallback=|| view! { <Skeleton/> }>
                {after_load(move || {
                    let withdrawn = withdrawn.get();
                    async move {
                        match page.await {
                            Ok(page) => view! { <Content page withdrawn/> }.into_any(),
                            Err(error) => view! { <ErrorCallout error/> }.into_any(),
                        }
                    }
                })}
            </Transition>
        </Page>
    }
}

#[component]
fn Content(page: AdministrationPage, #[prop(optional_no_strip)] withdrawn: Option<String>) -> impl IntoView {
    let AdministrationPage {
        administration,
        sought,
        candidates,
        flash,
        refused,
        not_withdrawn,
        not_required,
    } = page;
    let asked =
        administration.administrators.iter().find(|each| Some(&each.key) == withdrawn.as_ref()).cloned();
    let pending = administration.pending.clone();
    let has_successor = pending.iter().any(|request| request.is_own && request.role == Role::Successor);

    view! {
        {flash.map(|flash| view! { <FlashView flash/> })}
        {pending.into_iter().map(|request| view! { <PendingSection request/> }).collect_view()}
        <div class="columns">
            <div class="stack">
                <Administrators administrators=administration.administrators.clone()/>
                <ChoiceSection has_successor sought candidates refused/>
                <FactorSection is_required=administration.requires_factor problem=not_required/>
            </div>
            <Extent administration/>
        </div>
        {asked.map(|administrator| view! { <WithdrawalDialog administrator refused=not_withdrawn/> })}
    }
}

#[component]
fn FlashView(flash: Flash) -> impl IntoView {
    let t = use_texts().administrators();
    let (tone, message) = match flash {
        Flash::Asked => (Tone::Good, t.asked),
        Flash::Cancelled => (Tone::Good, t.cancelled),
        Flash::NotCancelled => (Tone::Warn, t.not_cancelled),
        Flash::MailedAgain => (Tone::Good, t.mailed_again),
        Flash::NotMailedAgain => (Tone::Warn, t.not_mailed_again),
        Flash::Withdrawn => (Tone::Good, t.withdrawn),
        Flash::Accepted => (Tone::Good, t.accepted),
        Flash::FactorRequired => (Tone::Good, t.factor_required_now),
        Flash::FactorOptional => (Tone::Good, t.factor_optional_now),
    };
    view! {
        <Callout tone=tone role="status">
            <p>{message}</p>
        </Callout>
    }
}

#[component]
fn Administrators(administrators: Vec<Administrator>) -> impl IntoView {
    let t = use_texts().administrators();
    let alone = administrators.len() == 1;

    view! {
        <section class="section" aria-labelledby="h-administrators">
            <header>
                <h2 id="h-administrators">{t.administrators}</h2>
            </header>
            <table class="table stackable" role="table">
                <caption class="vh">{t.administrators}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{t.name}</th>
                        <th role="columnheader" scope="col">{t.email}</th>
                        <th role="columnheader" scope="col">{t.since}</th>
                        <th role="columnheader" scope="col">
                            <span class="vh">{t.action}</span>
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {administrators.into_iter().map(|each| row(each, alone)).collect_view()}
                </tbody>
            </table>
            {alone.then(|| view! { <p class="soft small">{t.alone}</p> })}
        </section>
    }
}

fn row(administrator: Administrator, alone: bool) -> impl IntoView {
    let t = use_texts();
    let Administrator { key, person, since, is_self } = administrator;
    let label = (t.administrators().withdraw_whom)(person.shown());
    let withdraw = (!alone).then(|| {
        view! {
            <A href=paths::withdraw_administrator(&key) scroll=false attr:class="button small" attr:aria-label=label>
                {t.administrators().withdraw}
            </A>
        }
    });

    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="main">
                {person.shown().to_owned()} " "
                {is_self.then(|| view! { <span class="chip accent">{t.administrators().you}</span> })}
            </th>
            <td role="cell" data-label=t.administrators().email>
                {person.email.clone()}
            </td>
            <td role="cell" data-label=t.administrators().since>
                {date(t.locale, since)}
            </td>
            <td role="cell">{withdraw}</td>
        </tr>
    }
}

/// How much it is that changes hands.
#[component]
fn Extent(administration: Administration) -> impl IntoView {
    let texts = use_texts();
    let t = texts.administrators();
    let fact = |name: &'static str, count: u64| {
        view! {
            <dt>{name}</dt>
            <dd>{number(texts.locale, count)}</dd>
        }
    };

    view! {
        <section class="section" aria-labelledby="h-extent">
            <header>
                <h2 id="h-extent">{t.extent}</h2>
            </header>
            <dl class="facts">
                {fact(texts.pages().users, administration.people)}
                {fact(texts.pages().contracts, administration.contracts)}
                {fact(texts.pages().sites, administration.sites)}
                {fact(texts.pages().profiles, administration.profiles)}
            </dl>
            <p class="soft small">{t.extent_hint}</p>
        </section>
    }
}
