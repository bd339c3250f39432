use crate::components::{EmptyState, ErrorCallout, Skeleton, after_load};
use crate::i18n::use_texts;
#[cfg(feature = "ssr")]
use crate::i18n::{Locale, texts};
use crate::icons::{Icon, IconName};
use crate::users::api::list_advanced_users;
use domain::advanced_users::AdvancedUser;
use domain::paths;
use leptos::prelude::*;

/// The heads of the columns of their file.
#[cfg(feature = "ssr")]
pub fn headings(locale: Locale) -> [&'static str; 4] {
    let t = texts(locale).management();
    [t.last_name, t.first_name, t.email, t.identifier]
}

/// The customer's advanced users. They are added and taken away by the carrier: here they are shown.
#[component]
pub fn AdvancedUsers() -> impl IntoView {
    let t = use_texts().management();
    let users = Resource::new(|| (), |()| list_advanced_users());

    view! {
        <section class="section" aria-labelledby="h-advanced">
            <header>
                <h2 id="h-advanced">{t.advanced}</h2>
                <span class="tools">
                    <a class="button small" href=paths::ADVANCED_USERS_CSV rel="external" download="">
                        <Icon of=IconName::Download/>
                        {t.advanced_export}
                    </a>
                </span>
            </header>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {after_load(move || async move {
                    match users.await {
                        Err(error) => view! { <ErrorCallout error/> }.into_any(),
                        Ok(users) if users.is_empty() => {
                            view! { <EmptyState title=t.no_advanced text=t.no_advanced_why/> }.into_any()
                        }
                        Ok(users) => view! { <Table users/> }.into_any(),
                    }
                })}
            </Suspense>
        </section>
    }
}

#[component]
fn Table(users: Vec<AdvancedUser>) -> impl IntoView {
    let t = use_texts().management();
    view! {
        <div class="table-scroll" role="group" aria-labelledby="h-advanced" tabindex="0">
            <table class="table stackable managed" role="table">
                <caption class="vh">{t.advanced}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {[t.last_name, t.first_name, t.email, t.identifier]
                            .map(|name| view! { <th role="columnheader" scope="col">{name}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody role="rowgroup">{users.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(user: AdvancedUser) -> impl IntoView {
    let t = use_texts().management();
    let AdvancedUser { last_name, first_name, email, identifier } = user;
    let identifier = identifier.map_or_else(
        || {
            view! {
                <span class="status pending">
                    <Icon of=IconName::Clock/>
                    {t.no_identifier}
                </span>
            }
            .into_any()
        },
        IntoAny::into_any,
    );

    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="main">
                {last_name}
            </th>
            <td role="cell" data-label=t.first_name>
                {first_name}
            </td>
            <td role="cell" class="address" data-label=t.email>
                {email}
            </td>
            <td role="cell" class="num" data-label=t.identifier>
                {identifier}
            </td>
        </tr>
    }
}
