//! *Modifier*: one assignment and the person it is of.

mod access;
mod form;
mod history;
mod mail;
mod others;
mod read_only;
mod sessions;

use super::api::{EditionPage, load_edition};
use super::changes::Changes;
use super::display_name;
use super::flash::Flash;
use super::flash_messages::{FlashMessages, latest_flash};
use super::query::{returning, use_return};
use super::removal::{Removable, RemovalDialog, return_focus};
use crate::api::ApiError;
use crate::components::{
    Breadcrumbs, EmptyState, ErrorCallout, Page, PageHeader, Skeleton, Status, after_load,
};
use crate::i18n::{date_and_time, use_texts};
use access::Access;
use domain::ids::AssignmentId;
use domain::paths;
use domain::users::{MayChange, UserDetails, UserStatus};
use form::EditForm;
use history::History;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use mail::Mail;
use others::Others;
use read_only::ReadOnlyAssignment;
use sessions::Sessions;

/// The parameter of the address that asks for the question before a removal.
const REMOVAL: &str = "supprimer";

/// One assignment and the person it is of.
#[component]
pub fn EditPage() -> impl IntoView {
    let params = use_params_map();
    let assignment = Memo::new(move |_| params.read().get("assignment").unwrap_or_default());
    let changes = Changes::new();
    let saved = RwSignal::new(0_usize);
    let tried = move || changes.tried_but_removal() + saved.get();
    let flash = latest_flash(tried);
    let loaded =
        Resource::new(move || (assignment.get(), tried()), |(assignment, _)| load_edition(assignment));

    view! {
        <Transition fallback=|| view! { <Waiting/> }>
            {after_load(move || async move {
                match loaded.await {
                    Ok(page) => view! { <Edition page flash changes saved/> }.into_any(),
                    Err(error) => view! { <Missing error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Edition(
    page: EditionPage,
    flash: Resource<Option<Flash>>,
    changes: Changes,
    saved: RwSignal<usize>,
) -> impl IntoView {
    let details = page.details.clone();
    let name = display_name(&details.first_name, &details.last_name, &details.email);
    let list = use_return();
    let here = returning(&paths::user(details.id), &list);
    let breadcrumbs = {
        let name = name.clone();
        move || {
            let t = &use_texts().users().list;
            let path = [(t.client_area, paths::USERS), (t.users, &list)];
            let path: Vec<_> = path.map(|(name, href)| (name.to_owned(), href.to_owned())).into();
            view! { <Breadcrumbs path here=name.clone()/> }
        }
    };
    let here = Signal::stored(here);
    let assignment = details.id;
    let may_change = details.may_change != MayChange::Nothing;
    let resettable = may_change && !details.is_self && details.status == UserStatus::Active;
    let sessions = page.sessions.clone();
    let history = page.history.clone();

    view! {
        <Page title=name.clone()>
            <PageHeader title=name breadcrumbs=breadcrumbs>
                {resettable.then(|| view! { <ResetPassword assignment changes here/> })}
            </PageHeader>
            <Standing details=details.clone()/>
            <FlashMessages flash changes here/>
            <div class="columns">
                <div class="stack">
                    {if details.may_change == MayChange::Nothing {
                        view! { <ReadOnlyAssignment details=details.clone() reference=page.reference/> }.into_any()
                    } else {
                        view! { <EditForm page saved here/> }.into_any()
                    }}
                    <Access details=details.clone() changes here/>
                </div>
                <div class="stack">
                    <Mail details=details.clone() changes here/>
                    <Others details=details.clone()/>
                    {sessions.map(|sessions| view! { <Sessions sessions assignment changes here/> })}
                    {history.map(|latest| view! { <History email=details.email.clone() latest/> })}
                </div>
            </div>
            <AskedRemoval details changes here/>
        </Page>
    }
}

/// Mails the person a link to choose another password.
#[component]
fn ResetPassword(assignment: AssignmentId, changes: Changes, here: Signal<String>) -> impl IntoView {
    let t = &use_texts().users().edit;
    let pending = changes.reset.pending();

    view! {
        <ActionForm action=changes.reset>
            <input type="hidden" name="assignment" value=assignment.to_string()/>
            <input type="hidden" name="back" value=here/>
            <button class="button" type="submit" aria-disabled=move || pending.get().then_some("true")>
                {t.reset_password}
            </button>
        </ActionForm>
    }
}

/// Who it is and where the person stands, under the page's name.
#[component]
fn Standing(details: UserDetails) -> impl IntoView {
    let t = use_texts();
    let since = (details.status != UserStatus::Active).then_some(details.status_since);
    let signed_in = match details.last_sign_in {
        Some(at) => (t.users().edit.last_sign_in)(&date_and_time(t.locale, at)),
        None => t.users().edit.never_signed_in.to_owned(),
    };

    view! {
        <p class="standing">
            <Status status=details.status since=since mail=None/>
            <span>{details.email}</span>
            <span>{signed_in}</span>
            <span>{(t.users().edit.created_on)(&date_and_time(t.locale, details.created_at))}</span>
        </p>
    }
}

/// Whether whoever is looking may take the assignment away: neither one's own, nor what one only looks at.
fn is_removable(details: &UserDetails) -> bool {
    !details.is_self && details.may_change != MayChange::Nothing
}

/// The question before the removal, when the address asks for it.
#[component]
fn AskedRemoval(details: UserDetails, changes: Changes, here: Signal<String>) -> impl IntoView {
    let query = use_query_map();
    let is_removable = is_removable(&details);
    let id = details.id;
    let asked = Memo::new(move |_| query.read().get(REMOVAL).filter(|_| is_removable).map(|_| id));
    let list = use_return();
    return_focus(asked);

    move || {
        let what = Removable::edited(&details);
        asked.get().map(|_| view! { <RemovalDialog what changes keep=here.get() back=list.clone()/> })
    }
}

#[component]
fn Waiting() -> impl IntoView {
    let t = &use_texts().users().edit;
    view! {
        <Page title=t.place>
            <Skeleton/>
        </Page>
    }
}

/// There is no such assignment, or it could not be had.
#[component]
pub(super) fn Missing(error: ApiError) -> impl IntoView {
    let t = &use_texts().users().edit;
    #[cfg(feature = "ssr")]
    crate::api::set_status(error.status());

    let list = use_return();
    let back = move || view! { <a class="button" href=list data-return="">{t.back}</a> };
    match error {
        ApiError::NotFound => view! {
            <Page title=t.missing>
                <PageHeader title=t.missing/>
                <EmptyState title=t.missing text=t.missing_why>
                    {back()}
                </EmptyState>
            </Page>
        }
        .into_any(),
        error => view! {
            <Page title=t.place>
                <PageHeader title=t.place/>
                <ErrorCallout error/>
                <p>{back()}</p>
            </Page>
        }
        .into_any(),
    }
}
