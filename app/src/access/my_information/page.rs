use super::api::{InformationPage, load_my_information};
use super::form::InformationForm;
use crate::access::second_factor::SecondFactorSection;
use crate::components::{Breadcrumbs, Callout, ErrorCallout, Page, PageHeader, Skeleton, Tone, after_load};
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::session::{start_path, use_session};
use domain::paths;
use leptos::prelude::*;

/// What is known of oneself, and the ways to one's credentials, accesses, data and users.
#[component]
pub fn MyInformationPage() -> impl IntoView {
    let texts = use_texts();
    let (t, pages) = (texts.my_information(), texts.pages());
    let session = use_session();
    let mine = Resource::new(|| (), |()| load_my_information());
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
            <PageHeader title=pages.my_information lede=t.lede breadcrumbs=breadcrumbs/>
            <div class="columns">
                <div class="stack">
                    <Suspense fallback=|| view! { <Skeleton/> }>
                        {after_load(move || async move {
                            match mine.await {
                                Err(error) => view! { <ErrorCallout error/> }.into_any(),
                                Ok(mine) => view! { <Known mine/> }.into_any(),
                            }
                        })}
                    </Suspense>
                </div>
                <div class="stack">
                    {has_users
                        .then(|| {
                            view! {
                                <Way
                                    id="h-users"
                                    title=pages.users
                                    text=t.users_what
                                    href=paths::USER_MANAGEMENT
                                    link=pages.user_management
                                    icon=IconName::Users
                                />
                            }
                        })}
                    <Way
                        id="h-access"
                        title=pages.my_access
                        text=t.access_what
                        href=paths::MY_ACCESS
                        link=t.access_link
                        icon=IconName::Key
                    />
                    <SecondFactorSection/>
                    <section class="section" aria-labelledby="h-data">
                        <header>
                            <h2 id="h-data">{t.data}</h2>
                        </header>
                        <p class="soft">{t.data_what}</p>
                        <p>
                            <a class="button" href=paths::MY_DATA rel="external" download="">
                                <Icon of=IconName::Download/>
                                {t.data_link}
                            </a>
                        </p>
                    </section>
                </div>
            </div>
        </Page>
    }
}

#[component]
fn Known(mine: InformationPage) -> impl IntoView {
    let texts = use_texts();
    let (t, access) = (texts.my_information(), texts.access());
    let InformationPage { identifier, email, known, refused, saved } = mine;

    view! {
        {saved
            .then(|| {
                view! {
                    <Callout tone=Tone::Good role="status">
                        <p>{t.saved}</p>
                    </Callout>
                }
            })}
        <section class="section" aria-labelledby="h-known">
            <header>
                <h2 id="h-known">{t.known}</h2>
            </header>
            <InformationForm known refused/>
        </section>
        <section class="section" aria-labelledby="h-credentials">
            <header>
                <h2 id="h-credentials">{t.credentials}</h2>
            </header>
            <dl class="facts">
                <dt>{access.identifier}</dt>
                <dd class="num">{identifier}</dd>
                <dt>{access.email}</dt>
                <dd>{email}</dd>
            </dl>
            <p class="soft">{t.credentials_what}</p>
            <p>
                <a class="button" href=paths::MY_SPACE>
                    <Icon of=IconName::User/>
                    {texts.pages().my_space}
                </a>
            </p>
        </section>
    }
}

/// A section that leads to another page.
#[component]
fn Way(
    id: &'static str,
    title: &'static str,
    text: &'static str,
    href: &'static str,
    link: &'static str,
    icon: IconName,
) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby=id>
            <header>
                <h2 id=id>{title}</h2>
            </header>
            <p class="soft">{text}</p>
            <p>
                <a class="button" href=href>
                    <Icon of=icon/>
                    {link}
                </a>
            </p>
        </section>
    }
}
