use super::api::my_space;
use super::language::LanguageSwitch;
use super::my_access::MyAccess;
use super::my_address::MyAddressSection;
use super::my_associations::MyAssociationsSection;
use super::my_password::MyPassword;
use super::my_sessions::MySessions;
use super::second_factor::SecondFactorSection;
use super::theme::ThemeSwitch;
use crate::components::{ErrorCallout, Page, PageHeader, Skeleton, Toast, after_load};
use crate::i18n::use_texts;
use crate::session::use_session;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// One's own page: what one may do, sessions, password, language, theme.
#[component]
pub fn MySpacePage() -> impl IntoView {
    let t = use_texts().access();
    let session = use_session();
    let mine = Resource::new(|| (), |()| my_space());
    let done = use_query_map().read_untracked().get("fait");
    let done = match done.as_deref() {
        Some("mot-de-passe") => Some(t.password_changed),
        Some("session") => Some(t.session_ended),
        Some("adresse-demandee") => Some(use_texts().my_address().asked),
        Some("adresse-annulee") => Some(use_texts().my_address().cancelled_self),
        Some("association-acceptee") => Some(use_texts().my_associations().accepted),
        Some("association-refusee") => Some(use_texts().my_associations().refused),
        Some("association-quittee") => Some(use_texts().my_associations().left),
        _ => None,
    };
    let customers: Vec<String> = session.customers.into_iter().map(|(_, name)| name).collect();

    view! {
        <Page title=t.my_space>
            <PageHeader title=t.my_space lede=t.my_space_lede/>
            <dl class="facts">
                <dt>{t.name}</dt>
                <dd>{session.name}</dd>
                {(!customers.is_empty())
                    .then(|| view! { <dt>{t.administered}</dt><dd>{customers.join(", ")}</dd> })}
                <dt>{t.language}</dt>
                <dd>
                    <LanguageSwitch/>
                </dd>
                <dt>{t.theme}</dt>
                <dd>
                    <ThemeSwitch/>
                </dd>
            </dl>
            <section class="section" aria-labelledby="my-access">
                <header>
                    <h2 id="my-access">{use_texts().my_access().title}</h2>
                </header>
                <MyAccess nested=true/>
            </section>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {after_load(move || async move {
                    match mine.await {
                        Ok(mine) => {
                            view! {
                                <dl class="facts">
                                    <dt>{t.identifier}</dt>
                                    <dd class="num">{mine.identifier.clone()}</dd>
                                    <dt>{t.email}</dt>
                                    <dd>{mine.email.clone()}</dd>
                                </dl>
                                <MyAssociationsSection mine=mine.associations/>
                                <MySessions sessions=mine.sessions/>
                                <MyPassword identifier=mine.identifier.clone() refusal=mine.refusal/>
                                <SecondFactorSection/>
                                <MyAddressSection
                                    identifier=mine.identifier
                                    email=mine.email
                                    address=mine.address
                                />
                            }
                                .into_any()
                        }
                        Err(error) => view! { <ErrorCallout error/> }.into_any(),
                    }
                })}
            </Suspense>
            {done.map(|message| view! { <Toast message=message/> })}
        </Page>
    }
}
