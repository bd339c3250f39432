use super::top_bar::SignOutButton;
use crate::i18n::{number, use_texts};
use crate::icons::Icon;
use crate::pages::{MenuEntry, MenuGroup, Pages};
use crate::session::{Administers, Consolidation, Session, SessionCustomer, use_session};
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The navigation: a column beside the page; on small screens behind the button *Menu*.
#[component]
pub fn SideNav() -> impl IntoView {
    let t = use_texts().layout();
    let Session { customer, reads_tariffs, consolidation, operates, .. } = use_session();
    let is_advanced = consolidation != Consolidation::None;
    let billing_alone = customer.is_none() && reads_tariffs;
    let nav = NodeRef::<html::Nav>::new();
    close_after_navigation(nav);

    view! {
        <nav class="sidenav" id="menu" popover="auto" aria-label=t.my_client_space node_ref=nav>
            {is_advanced
                .then(|| {
                    view! {
                        <div class="group">
                            <ul aria-label=t.all_customers>{entries(MenuGroup::Consolidated, None)}</ul>
                        </div>
                    }
                })}
            {customer.map(|customer| view! { <Administration customer reads_tariffs/> })}
            {operates
                .then(|| {
                    view! {
                        <div class="group">
                            <span class="title" id="nav-operation">
                                {t.operation}
                            </span>
                            <ul aria-labelledby="nav-operation">{entries(MenuGroup::Operation, None)}</ul>
                        </div>
                    }
                })}
            <div class="group">
                <span class="title" id="nav-own">
                    {t.my_account}
                </span>
                <ul aria-labelledby="nav-own">
                    {entries(MenuGroup::Own, None)}
                    {billing_alone.then(|| entries(MenuGroup::Billing, None))}
                </ul>
            </div>
            <div class="group mobile-only">
                <ul aria-label=t.account>
                    {entries(MenuGroup::Account, None)}
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
fn Administration(customer: SessionCustomer, reads_tariffs: bool) -> impl IntoView {
    let t = use_texts().layout();

    view! {
        <div class="group">
            <span class="title" id="nav-administration">
                <b>{t.my_client_space}</b>
                {t.administration}
            </span>
            <ul aria-labelledby="nav-administration">
                {entries(MenuGroup::Administration, Some(&customer))}
                {reads_tariffs.then(|| entries(MenuGroup::Billing, None))}
            </ul>
        </div>
        <div class="group">
            <span class="title" id="nav-tracking">
                {t.tracking}
            </span>
            <ul aria-labelledby="nav-tracking">{entries(MenuGroup::Tracking, Some(&customer))}</ul>
        </div>
    }
}

/// The pages of a group, and how many things of `customer` are on each.
fn entries(group: MenuGroup, customer: Option<&SessionCustomer>) -> impl IntoView + use<> {
    let texts = use_texts();
    let Pages(pages) = expect_context();
    let path = use_location().pathname;
    let listed = pages.iter().filter_map(|page| page.menu.map(|menu| (page.path.0, menu)));

    listed
        .filter(|(_, menu)| menu.group == group && (!menu.of_the_whole || administers_everything(customer)))
        .map(|(href, MenuEntry { icon, name, count, .. })| {
            let count = count.zip(customer).map(|(count, customer)| count(customer));
            let (is_here, is_within) = (move || path.with(|path| path == href), move || is_within(&path.read(), href));
            view! {
                <li>
                    <a href=href class:within=is_within aria-current=move || is_here().then_some("page")>
                        <Icon of=icon/>
                        {name(texts.pages())}
                        {count.map(|count| view! { <span class="count">{number(texts.locale, count)}</span> })}
                    </a>
                </li>
            }
        })
        .collect_view()
}

/// Whether the person administers all of the customer: what all its people share, and who else does.
pub(super) fn administers_everything(customer: Option<&SessionCustomer>) -> bool {
    customer.is_some_and(|customer| customer.administers == Administers::Everything)
}

/// Whether a page belongs to one of the menu, as a user's does to the list.
fn is_within(path: &str, of: &str) -> bool {
    path.strip_prefix(of).is_some_and(|rest| rest.starts_with('/'))
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
