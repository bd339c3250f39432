use super::session::SessionCustomer;
use super::signed_in::use_session;
use super::top_bar::SignOutButton;
use crate::i18n::{number, use_texts};
use crate::icons::{Glyph, Icon};
use domain::paths;
use leptos::html;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

/// The navigation: a column beside the page; on small screens behind the button *Menu*.
#[component]
pub fn SideNav() -> impl IntoView {
    let t = use_texts().shell();
    let customer = use_session().customer;
    let nav = NodeRef::<html::Nav>::new();
    close_after_navigation(nav);
    view! {
        <nav class="sidenav" id="menu" popover="auto" aria-label=t.my_client_space node_ref=nav>
            {customer.map(|customer| view! { <Administration customer/> })}
            <div class="group mobile-only">
                <ul aria-label=t.account>
                    <Entry href=paths::HELP glyph=Glyph::Help name=t.help count=None/>
                    <Entry href=paths::MY_SPACE glyph=Glyph::User name=t.my_space count=None/>
                    <li>
                        <SignOutButton/>
                    </li>
                </ul>
            </div>
        </nav>
    }
}

/// What can be administered of the customer that is looked at.
#[component]
fn Administration(customer: SessionCustomer) -> impl IntoView {
    let t = use_texts().shell();
    let SessionCustomer { contracts, sites, profiles, .. } = customer;
    view! {
        <div class="group">
            <span class="title" id="nav-administration">
                <b>{t.my_client_space}</b>
                {t.administration}
            </span>
            <ul aria-labelledby="nav-administration">
                <Entry href=paths::CONTRACTS glyph=Glyph::Contract name=t.contracts_page count=Some(contracts)/>
                <Entry href=paths::SITES glyph=Glyph::Pin name=t.sites_page count=Some(sites)/>
                <Entry href=paths::PROFILES glyph=Glyph::Shield name=t.profiles_page count=Some(profiles)/>
                <Entry href=paths::USERS glyph=Glyph::Users name=t.users_page count=None/>
            </ul>
        </div>
    }
}

#[component]
fn Entry(href: &'static str, glyph: Glyph, name: &'static str, count: Option<u64>) -> impl IntoView {
    let locale = use_texts().locale;
    view! {
        <li>
            <A href=href>
                <Icon of=glyph/>
                {name}
                {count.map(|count| view! { <span class="count">{number(locale, count)}</span> })}
            </A>
        </li>
    }
}

/// A page that is loaded closes its menus; one that is only exchanged has to be told.
fn close_after_navigation(nav: NodeRef<html::Nav>) {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if let (true, Some(nav)) = (before.is_some_and(|before| before != path), nav.get_untracked()) {
            // It fails where it is a column and not a popover, which is as well.
            let _ = nav.hide_popover();
        }
        path
    });
}
