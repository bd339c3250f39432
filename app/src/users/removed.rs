//! *Supprimés récemment*: what was removed can be put back for thirty days.

pub mod texts;

use super::api::{RemovedPage, load_removed};
use super::changes::Changes;
use super::display_name;
use super::flash_messages::{FlashMessages, latest_flash};
use crate::components::{
    Breadcrumbs, Callout, EmptyState, ErrorCallout, Page, PageHeader, Skeleton, Tone, after_load,
};
use crate::i18n::{date_and_time, use_texts};
use domain::ids::RemovalId;
use domain::paths;
use domain::users::{RecentRemoval, RemovedAssignment, SiteNow};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The parameter of the address that says after which removal the page begins.
const AFTER: &str = "apres";

/// What was removed lately, each with a button that puts it back.
#[component]
pub fn RemovedUsersPage() -> impl IntoView {
    let texts = use_texts();
    let t = texts.removed_users();
    let query = use_query_map();
    let after = Memo::new(move |_| query.read().get(AFTER)?.parse::<RemovalId>().ok());
    let changes = Changes::new();
    let flash = latest_flash(move || changes.tried());
    let loaded = Resource::new(move || (after.get(), changes.tried()), |(after, _)| load_removed(after));
    let here = Signal::derive(move || address(after.get()));
    let breadcrumbs = move || {
        let list = &texts.users().list;
        let path = [(list.client_area, paths::USERS), (list.users, paths::USERS)];
        let path: Vec<_> = path.map(|(name, href)| (name.to_owned(), href.to_owned())).into();
        view! { <Breadcrumbs path here=t.title/> }
    };

    view! {
        <Page title=t.title>
            <PageHeader title=t.title lede=t.lede breadcrumbs=breadcrumbs/>
            <FlashMessages flash changes here/>
            <Transition fallback=|| view! { <Skeleton/> }>
                {after_load(move || async move {
                    match loaded.await {
                        Ok(page) => view! { <Removals page changes here/> }.into_any(),
                        Err(error) => view! { <ErrorCallout error/> }.into_any(),
                    }
                })}
            </Transition>
        </Page>
    }
}

fn address(after: Option<RemovalId>) -> String {
    match after {
        Some(after) => format!("{}?{AFTER}={after}", paths::REMOVED_USERS),
        None => paths::REMOVED_USERS.to_owned(),
    }
}

#[component]
fn Removals(page: RemovedPage, changes: Changes, here: Signal<String>) -> impl IntoView {
    let t = use_texts().removed_users();
    let RemovedPage { removals, next } = page;
    let more = next.map(|next| view! { <p><a class="button" href=address(Some(next))>{t.more}</a></p> });
    if removals.is_empty() {
        return view! {
            <EmptyState title=t.none text=t.none_why>
                <a class="button" href=paths::USERS>{t.back}</a>
            </EmptyState>
            {more}
        }
        .into_any();
    }

    view! {
        <section class="section" aria-labelledby="h-removals">
            <h2 class="vh" id="h-removals">{t.title}</h2>
            <div class="table-scroll" role="group" aria-labelledby="h-removals" tabindex="0">
                <table class="table stackable" role="table">
                    <caption class="vh">{t.title}</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader" scope="col">{t.who}</th>
                            <th role="columnheader" scope="col">{t.removed}</th>
                            <th role="columnheader" scope="col">{t.until}</th>
                            <th role="columnheader" scope="col" class="act">
                                <span class="vh">{t.restore}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        {removals
                            .into_iter()
                            .map(|removal| view! { <Row removal changes here/> })
                            .collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
        {more}
    }
    .into_any()
}

#[component]
fn Row(removal: RecentRemoval, changes: Changes, here: Signal<String>) -> impl IntoView {
    let texts = use_texts();
    let t = texts.removed_users();
    let RecentRemoval { id, at, until, by, total, first } = removal;
    let who = name_of(&first);
    let unnamed = total - first.len() as u64;
    let at = date_and_time(texts.locale, at);

    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="main plain">
                {first.into_iter().map(|of| view! { <Removed of/> }).collect_view()}
                {(unnamed > 0).then(|| view! { <p class="soft">{(t.and_others)(unnamed)}</p> })}
            </th>
            <td role="cell" data-label=t.removed>
                {match by {
                    Some(by) => (t.removed_by)(&at, &by),
                    None => at,
                }}
            </td>
            <td role="cell" data-label=t.until>{date_and_time(texts.locale, until)}</td>
            <td role="cell" class="act">
                <ActionForm action=changes.restore>
                    <input type="hidden" name="removal" value=id.to_string()/>
                    <input type="hidden" name="back" value=here/>
                    <button class="button small" type="submit" aria-label=(t.restore_row)(&who)>
                        {t.restore}
                    </button>
                </ActionForm>
            </td>
        </tr>
    }
}

/// What to call those of whom something was removed: by the first of them.
fn name_of(removed: &[RemovedAssignment]) -> String {
    let first = removed.first();
    first.map(|of| display_name(&of.first_name, &of.last_name, &of.email)).unwrap_or_default()
}

/// One assignment: whose, where, and where it goes when it is put back, if elsewhere.
#[component]
fn Removed(of: RemovedAssignment) -> impl IntoView {
    let texts = use_texts();
    let t = texts.removed_users();
    let list = &texts.users().list;
    let name = display_name(&of.first_name, &of.last_name, &of.email);
    let named = name != of.email;
    let (number, contract) = &of.contract;
    let part =
        of.sub_account.as_ref().map(|(number, name)| format!(", {name} ({number})")).unwrap_or_default();
    let site = of.site.clone().unwrap_or_else(|| list.all_sites.to_owned());
    let place = format!("{site}, {}, {number} {contract}{part}", of.profile);
    let elsewhere = match &of.site_now {
        SiteNow::Same => None,
        SiteNow::Called(now) => Some((Tone::Plain, (t.site_now)(&site, now))),
        SiteNow::Gone => Some((Tone::Warn, (t.site_gone)(&site))),
    };
    let otherwise = of.profile_now.as_ref().map(|now| (Tone::Plain, (t.profile_now)(&of.profile, now)));
    let notes = elsewhere.into_iter().chain(otherwise);

    view! {
        <div class="removed">
            <b>{name}</b>
            {named.then(|| view! { " " <span class="soft">{of.email}</span> })}
            <p>{place}</p>
            {notes
                .map(|(tone, note)| {
                    view! {
                        <Callout tone=tone>
                            <p>{note}</p>
                        </Callout>
                    }
                })
                .collect_view()}
        </div>
    }
}
