//! *Gestion des utilisateurs*, of *Mon compte*: who has access, one by one, and the customer's advanced users.

mod people;
mod removal;
mod request;
pub mod texts;

use super::advanced::AdvancedUsers;
use super::api::list_people;
use super::changes::Changes;
use super::flash_messages::{FlashMessages, latest_flash};
use crate::components::{Breadcrumbs, ErrorCallout, Page, PageHeader, Skeleton, after_load};
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::session::{Administers, start_path, use_administers, use_session};
use domain::ids::AssignmentId;
use domain::paths;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use people::People;

/// The parameter of the address that asks for the question before a removal.
const REMOVAL: &str = "supprimer";

/// Who has access, and the advanced users.
#[component]
pub fn UserManagementPage() -> impl IntoView {
    let texts = use_texts();
    let (t, pages) = (texts.management(), texts.pages());
    let search = use_location().search;
    let request = Memo::new(move |_| request::from_query(&search.read()));
    let here = Signal::derive(move || request.read().address());
    let query = use_query_map();
    let asked = Memo::new(move |_| query.read().get(REMOVAL)?.parse::<AssignmentId>().ok());
    let changes = Changes::new();
    let flash = latest_flash(move || changes.tried());
    let page = Resource::new(
        move || (request.get(), changes.tried()),
        |(request, _)| list_people(request.page, request.by),
    );
    let start = start_path(Some(&use_session()));
    let breadcrumbs = move || {
        let way = [
            (pages.home, start),
            (texts.layout().my_account, paths::MY_INFORMATION),
            (pages.user_management, paths::USER_MANAGEMENT),
        ];
        let path: Vec<_> = way.map(|(name, href)| (name.to_owned(), href.to_owned())).into();
        view! { <Breadcrumbs path here=t.users/> }
    };
    let whole = use_administers() == Administers::Everything;
    let lede = if whole { t.lede_of_both } else { t.lede };

    view! {
        <Page title=pages.user_management>
            <PageHeader title=pages.user_management lede=lede breadcrumbs=breadcrumbs>
                <a class="button" href=paths::MANAGEMENT_GUIDE>
                    <Icon of=IconName::Book/>
                    {t.guide}
                </a>
            </PageHeader>
            <FlashMessages flash changes here/>
            <div class="columns">
                <div class="stack">
                    <section class="section" aria-labelledby="h-people">
                        <header>
                            <h2 id="h-people">{t.users}</h2>
                            <span class="tools">
                                <a href=paths::USERS>{t.by_assignment}</a>
                            </span>
                        </header>
                        <Transition fallback=|| view! { <Skeleton/> }>
                            {after_load(move || {
                                let request = request.get();
                                async move {
                                    match page.await {
                                        Ok(page) => view! { <People page request asked changes/> }.into_any(),
                                        Err(error) => view! { <ErrorCallout error/> }.into_any(),
                                    }
                                }
                            })}
                        </Transition>
                    </section>
                    {whole.then(|| view! { <AdvancedUsers/> })}
                </div>
                <div class="stack">
                    <Gestures/>
                </div>
            </div>
        </Page>
    }
}

/// What can be done beside the tables.
#[component]
fn Gestures() -> impl IntoView {
    let texts = use_texts();
    let t = texts.management();
    let adds = use_administers() != Administers::Nothing;

    view! {
        {adds
            .then(|| {
                view! {
                    <section class="section" aria-labelledby="h-give">
                        <header>
                            <h2 id="h-give">{t.give_access}</h2>
                        </header>
                        <p class="soft">{t.add_what}</p>
                        <p>
                            <a class="button primary" href=paths::CREATE_USERS>
                                <Icon of=IconName::UserPlus/>
                                {t.add}
                            </a>
                        </p>
                        {(use_administers() == Administers::Everything).then(advanced_gestures)}
                    </section>
                }
            })}
        <section class="section" aria-labelledby="h-contact">
            <header>
                <h2 id="h-contact">{texts.pages().contact}</h2>
            </header>
            <p class="soft">{t.contact_what}</p>
            <p>
                <a class="button" href=paths::CONTACT>
                    <Icon of=IconName::Phone/>
                    {texts.pages().contact}
                </a>
            </p>
        </section>
    }
}

/// The same of advanced users, for whoever administers all of the customer.
fn advanced_gestures() -> impl IntoView {
    let t = use_texts().advanced();
    view! {
        <p class="soft">{t.add_what}</p>
        <p>
            <a class="button" href=paths::ADD_ADVANCED_USER>
                <Icon of=IconName::Plus/>
                {t.add}
            </a>
        </p>
        <p class="soft">{t.associate_what}</p>
        <p>
            <a class="button" href=paths::ASSOCIATE_ADVANCED_USER>
                <Icon of=IconName::Link/>
                {t.associate}
            </a>
        </p>
    }
}
