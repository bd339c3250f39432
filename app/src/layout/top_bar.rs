use super::api::SignOut;
use super::customer_switcher::CustomerSwitcher;
use crate::components::Brand;
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::session::use_session;
use domain::paths;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// The bar at the top: the customer, who is signed in, and the way out.
#[component]
pub fn TopBar() -> impl IntoView {
    let texts = use_texts();
    let (t, pages) = (texts.layout(), texts.pages());
    let session = use_session();

    view! {
        <header class="topbar">
            <Brand/>
            <CustomerSwitcher/>
            <nav class="links" aria-label=t.account>
                <a href=paths::HELP>
                    <Icon of=IconName::Help/>
                    {pages.help}
                </a>
                <a href=paths::QUESTIONS>{t.questions}</a>
                <span class="who">
                    <span>{t.welcome} " " <b>{session.name}</b></span>
                </span>
                <a href=paths::MY_SPACE>
                    <Icon of=IconName::User/>
                    {pages.my_space}
                </a>
                <SignOutButton/>
            </nav>
            <button class="button quiet menu-button" type="button" popovertarget="menu">
                <Icon of=IconName::Menu/>
                {t.menu}
            </button>
        </header>
    }
}

/// Signing out changes something, so it is a form.
#[component]
pub fn SignOutButton() -> impl IntoView {
    let t = use_texts().layout();
    view! {
        <form method="post" action=SignOut::url()>
            <button type="submit">
                <Icon of=IconName::Logout/>
                {t.sign_out}
            </button>
        </form>
    }
}
