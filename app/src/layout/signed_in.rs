use super::redirect::Redirect;
use super::side_nav::SideNav;
use super::top_bar::TopBar;
use crate::api::ApiError;
use crate::components::{EmptyState, ErrorCallout, Page, PageHeader};
use crate::i18n::use_texts;
use crate::session::{Session, SessionState};
use domain::paths;
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The frame of every page that needs a session; without one it leads to signing in, and back.
#[component]
pub fn SignedIn() -> impl IntoView {
    let SessionState(session) = expect_context();
    match session {
        Ok(session) if session.must_choose_password => {
            view! { <Redirect path=paths::NEW_PASSWORD/> }.into_any()
        }
        Ok(session) => view! { <Frame session/> }.into_any(),
        Err(ApiError::SignedOut) => view! { <Redirect path=sign_in_path(&use_here())/> }.into_any(),
        Err(error) => view! { <Broken error/> }.into_any(),
    }
}

/// The address of this page when it was made, with its query.
pub fn use_here() -> String {
    let location = use_location();
    let (path, query) = (location.pathname.get_untracked(), location.search.get_untracked());
    let query = query.trim_start_matches('?');
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

#[component]
fn Frame(session: Session) -> impl IntoView {
    let path = use_location().pathname;
    let has_customer = session.customer.is_some();
    let shows = Memo::new(move |_| has_customer || !path.read().starts_with(paths::ADMINISTRATION));
    provide_context(session);

    view! {
        <div class="layout">
            <TopBar/>
            <SideNav/>
            {move || if shows.get() { view! { <Outlet/> }.into_any() } else { view! { <NothingToAdminister/> }.into_any() }}
        </div>
    }
}

#[component]
fn NothingToAdminister() -> impl IntoView {
    let t = use_texts().layout();
    view! {
        <Page title=t.administration>
            <PageHeader title=t.administration/>
            <EmptyState title=t.no_customer text=t.no_customer_text>
                <a class="button" href=paths::MY_SPACE>
                    {use_texts().pages().my_space}
                </a>
            </EmptyState>
        </Page>
    }
}

#[component]
fn Broken(error: ApiError) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::api::set_status(error.status());
    let t = use_texts().layout();

    view! {
        <div class="layout">
            <Page title=t.broken>
                <h1>{t.broken}</h1>
                <ErrorCallout error/>
            </Page>
        </div>
    }
}

/// What stands as it is in the address to come back to.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.');

/// Where one signs in, to come back to `here`.
pub(crate) fn sign_in_path(here: &str) -> String {
    if here == paths::USERS {
        return paths::SIGN_IN.to_owned();
    }
    format!("{}?retour={}", paths::SIGN_IN, utf8_percent_encode(here, PLAIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_back_with_its_filters() {
        assert_eq!(
            sign_in_path("/administration/utilisateurs?site=Nîmes&page=2"),
            "/connexion?retour=/administration/utilisateurs%3Fsite%3DN%C3%AEmes%26page%3D2"
        );
    }
}
