use super::api::my_space;
use crate::components::{Breadcrumbs, ErrorCallout, Page, PageHeader, Skeleton, after_load};
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::session::{start_path, use_session};
use domain::paths;
use leptos::prelude::*;

/// *Mes informations personnelles*, of *Mon compte*: what is known of oneself, where it is changed, and the way to one's
/// users.
#[component]
pub fn MyInformationPage() -> impl IntoView {
    let texts = use_texts();
    let (t, pages) = (texts.access(), texts.pages());
    let session = use_session();
    let mine = Resource::new(|| (), |()| my_space());
    let start = start_path(Some(&session));
    let has_users = session.customer.is_some();
    let breadcrumbs = move || {
        let path = vec![
            (pages.home.to_owned(), start.to_owned()),
            (texts.layout().my_account.to_owned(), paths::MY_INFORMATION.to_owned()),
        ];
        view! { <Breadcrumbs path here=pages.my_information/> }
    };

    view! {
        <Page title=pages.my_information>
            <PageHeader title=pages.my_information breadcrumbs=breadcrumbs/>
            <section class="section" aria-labelledby="h-known">
                <header>
                    <h2 id="h-known">{t.known}</h2>
                </header>
                <Suspense fallback=|| view! { <Skeleton/> }>
                    {after_load(move || {
                        let name = session.name.clone();
                        async move {
                            match mine.await {
                                Err(error) => view! { <ErrorCallout error/> }.into_any(),
                                Ok(mine) => view! {
                                    <dl class="facts">
                                        <dt>{t.name}</dt>
                                        <dd>{name}</dd>
                                        <dt>{t.identifier}</dt>
                                        <dd class="num">{mine.identifier}</dd>
                                        <dt>{t.email}</dt>
                                        <dd>{mine.email}</dd>
                                    </dl>
                                }
                                .into_any(),
                            }
                        }
                    })}
                </Suspense>
                <p class="soft">{t.changed_in_my_space}</p>
                <p>
                    <a class="button" href=paths::MY_SPACE>
                        <Icon of=IconName::User/>
                        {pages.my_space}
                    </a>
                </p>
            </section>
            {has_users
                .then(|| {
                    view! {
                        <section class="section" aria-labelledby="h-users">
                            <header>
                                <h2 id="h-users">{pages.users}</h2>
                            </header>
                            <p class="soft">{t.my_users_what}</p>
                            <p>
                                <a class="button primary" href=paths::USER_MANAGEMENT>
                                    <Icon of=IconName::Users/>
                                    {pages.user_management}
                                </a>
                            </p>
                        </section>
                    }
                })}
        </Page>
    }
}
