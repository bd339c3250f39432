//! The table of all pages, and the routes that are made of it.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "hydrate")]
mod missing_part;
mod parts;

use crate::access::{
    AssociationPage, MyAccessPage, MyInformationPage, MySpacePage, SecondFactorPage, SessionGuard,
};
use crate::administrators::{AdministratorsPage, HandOverPage};
use crate::components::RouteAnnouncer;
use crate::consolidation::ConsolidationPage;
use crate::contracts::ContractsPage;
use crate::help::HelpPage;
use crate::i18n::provide_locale;
use crate::icons::IconName;
use crate::imports::{HistoryPage, ImportPage, ReportPage};
use crate::journal::JournalPage;
use crate::layout::{NotFound, SignedIn, SkipLink};
use crate::mails::MailsPage;
use crate::pages::{PageEntry, Pages};
use crate::profiles::{CreateProfilePage, DeleteProfilePage, EditProfilePage, ProfilesPage};
use crate::session::{SessionState, provide_session, provide_session_watch};
use crate::sites::{ImportSitesPage, SitePage, SitesPage};
use crate::tariffs::TariffsPage;
use crate::users::{
    AddAdvancedUserPage, AssociateAdvancedUserPage, BulkPage, ChangeAddressPage, CreatePage,
    EditAdvancedUserPage, EditPage, ImportAdvancedUsersPage, ListPage, RemovedUsersPage, UserManagementPage,
};
use domain::paths;
use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;
use leptos_meta::provide_meta_context;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute};
use leptos_router::components::{RouteChildren, Router, Routes};
use leptos_router::{NestedRoute, SsrMode, StaticSegment};
use parts::{here, part, server_only};

/// All pages. Of two that an address fits, the first is meant.
pub static PAGES: [PageEntry; 56] = [
    PageEntry::plain(paths::HOME, server_only!(crate::layout::Home)),
    PageEntry::plain(paths::SIGN_IN, server_only!(crate::access::SignInPage)),
    PageEntry::plain(paths::FORGOTTEN_PASSWORD, server_only!(crate::access::ForgottenPage)),
    PageEntry::plain(paths::LINK_PATTERN, server_only!(crate::access::LinkPage)),
    PageEntry::plain(paths::REFUSE_ADDRESS_PATTERN, server_only!(crate::access::RefuseAddressPage)),
    PageEntry::plain(paths::CONFIRM_ADDRESS_PATTERN, server_only!(crate::access::ConfirmAddressPage)),
    PageEntry::plain(paths::NEW_PASSWORD, server_only!(crate::access::NewPasswordPage)),
    PageEntry::plain(paths::GIVE_FACTOR, server_only!(crate::access::GiveFactorPage)),
    PageEntry::plain(paths::ADD_FACTOR, server_only!(crate::access::AddFactorPage)),
    PageEntry::plain(paths::LEGAL_NOTICE, server_only!(crate::layout::LegalNoticePage)),
    PageEntry::plain(paths::ACCESSIBILITY, server_only!(crate::layout::AccessibilityPage)),
    PageEntry::plain(paths::CONTACT, server_only!(crate::contact::ContactPage)),
    PageEntry::plain(paths::GUIDE, server_only!(crate::guide::GuidePage)),
    PageEntry::framed(paths::CONSOLIDATION, part!(more, consolidation_page, ConsolidationPage))
        .consolidated(IconName::Contract, |t| t.consolidation),
    PageEntry::plain(paths::OPERATOR, server_only!(crate::operator::OperatorHome)),
    PageEntry::plain(paths::CUSTOMERS, server_only!(crate::operator::CustomersPage))
        .operated(IconName::Users, |t| t.customers),
    PageEntry::plain(paths::CREATE_CUSTOMER, server_only!(crate::operator::CreateCustomerPage)),
    PageEntry::plain(paths::CUSTOMER_PATTERN, server_only!(crate::operator::CustomerPage)),
    PageEntry::plain(paths::CUSTOMER_PEOPLE_PATTERN, server_only!(crate::operator::PeoplePage)),
    PageEntry::plain(paths::MAIL_DOMAINS, server_only!(crate::operator::MailDomainsPage))
        .operated(IconName::Mail, |t| t.mail_domains),
    PageEntry::plain(paths::DESKS, server_only!(crate::operator::DesksPage))
        .operated(IconName::Phone, |t| t.desks),
    PageEntry::plain(paths::CONNECTIONS, server_only!(crate::operator::ConnectionsPage))
        .operated(IconName::Key, |t| t.connections),
    PageEntry::plain(paths::STATE, server_only!(crate::operator::StatePage))
        .operated(IconName::Info, |t| t.state),
    PageEntry::framed(paths::CONTRACTS, part!(more, contracts_page, ContractsPage)).administered(
        IconName::Contract,
        |t| t.contracts,
        Some(|of| of.contracts),
    ),
    PageEntry::framed(paths::SITES, part!(more, sites_page, SitesPage)).administered(
        IconName::Pin,
        |t| t.sites,
        Some(|of| of.sites),
    ),
    PageEntry::framed(paths::IMPORT_SITES, part!(more, import_sites_page, ImportSitesPage)),
    PageEntry::framed(paths::SITE_PATTERN, part!(more, site_page, SitePage)),
    PageEntry::framed(paths::PROFILES, part!(more, profiles_page, ProfilesPage)).administered(
        IconName::Shield,
        |t| t.profiles,
        Some(|of| of.profiles),
    ),
    PageEntry::framed(paths::CREATE_PROFILE, part!(more, create_profile_page, CreateProfilePage)),
    PageEntry::framed(paths::DELETE_PROFILE_PATTERN, part!(more, delete_profile_page, DeleteProfilePage)),
    PageEntry::framed(paths::PROFILE_PATTERN, part!(more, edit_profile_page, EditProfilePage)),
    PageEntry::framed(paths::USERS, here!(ListPage)).administered(IconName::Users, |t| t.users, None),
    PageEntry::framed(paths::CREATE_USERS, part!(more, create_page, CreatePage)),
    PageEntry::framed(paths::IMPORT_USERS, part!(more, import_page, ImportPage)),
    PageEntry::framed(paths::BULK_PATTERN, part!(more, bulk_page, BulkPage)),
    PageEntry::framed(paths::REMOVED_USERS, part!(more, removed_users_page, RemovedUsersPage)),
    PageEntry::framed(paths::USER_PATTERN, part!(more, edit_page, EditPage)),
    PageEntry::framed(paths::ADMINISTRATORS, part!(more, administrators_page, AdministratorsPage))
        .administered(IconName::Swap, |t| t.administrators, None)
        .of_the_whole(),
    PageEntry::framed(paths::HAND_OVER_PATTERN, part!(more, hand_over_page, HandOverPage)),
    PageEntry::framed(paths::TARIFFS, part!(more, tariffs_page, TariffsPage))
        .billing(IconName::Euro, |t| t.tariffs),
    PageEntry::framed(paths::CHANGE_ADDRESS_PATTERN, part!(more, change_address_page, ChangeAddressPage)),
    PageEntry::framed(paths::JOURNAL, part!(more, journal_page, JournalPage))
        .tracking(IconName::Book, |t| t.journal)
        .of_the_whole(),
    PageEntry::framed(paths::MAILS, part!(more, mails_page, MailsPage))
        .tracking(IconName::Mail, |t| t.mails)
        .of_the_whole(),
    PageEntry::framed(paths::IMPORTS, part!(more, history_page, HistoryPage))
        .tracking(IconName::Upload, |t| t.imports),
    PageEntry::framed(paths::IMPORT_PATTERN, part!(more, report_page, ReportPage)),
    PageEntry::framed(paths::MY_ACCESS, part!(more, my_access_page, MyAccessPage))
        .own(IconName::Key, |t| t.my_access),
    PageEntry::framed(paths::MY_INFORMATION, part!(more, my_information_page, MyInformationPage))
        .own(IconName::User, |t| t.my_information),
    PageEntry::framed(paths::SECOND_FACTOR, part!(more, second_factor_page, SecondFactorPage)),
    PageEntry::framed(paths::USER_MANAGEMENT, part!(more, user_management_page, UserManagementPage)),
    PageEntry::framed(
        paths::IMPORT_ADVANCED_USERS,
        part!(more, import_advanced_users_page, ImportAdvancedUsersPage),
    ),
    PageEntry::framed(paths::ADD_ADVANCED_USER, part!(more, add_advanced_user_page, AddAdvancedUserPage)),
    PageEntry::framed(
        paths::ASSOCIATE_ADVANCED_USER,
        part!(more, associate_advanced_user_page, AssociateAdvancedUserPage),
    ),
    PageEntry::framed(
        paths::ADVANCED_USER_PATTERN,
        part!(more, edit_advanced_user_page, EditAdvancedUserPage),
    ),
    PageEntry::framed(paths::ASSOCIATION_PATTERN, part!(more, association_page, AssociationPage)),
    PageEntry::framed(paths::HELP, part!(more, help_page, HelpPage)).of_account(IconName::Help, |t| t.help),
    PageEntry::framed(paths::MY_SPACE, part!(more, my_space_page, MySpacePage))
        .of_account(IconName::User, |t| t.my_space),
];

/// The whole interface. The browser's has the pages of the frame; all others it loads as documents.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_locale();
    provide_session();
    provide_context(Pages(&PAGES));

    #[cfg(feature = "hydrate")]
    let redirects = {
        missing_part::begin();
        browser::follow_redirects()
    };

    let watch = provide_session_watch();
    let SessionState(session) = expect_context();
    let guard = session.ok().map(|session| view! { <SessionGuard session watch/> });
    let is_routing = RwSignal::new(false);
    let routes = move || {
        #[cfg(feature = "hydrate")]
        {
            browser::follow_within(redirects);
            browser::leave_links();
            browser::fetch_on_intent();
        }
        view! { <Routes fallback=|| view! { <NotFound/> } children=RouteChildren::to_children(routes)/> }
    };

    view! {
        <Router set_is_routing=is_routing>
            <SkipLink/>
            <div class="routing" hidden=move || !is_routing.get()></div>
            {routes()}
            <RouteAnnouncer is_routing/>
            {guard}
        </Router>
    }
}

fn routes() -> StaticVec<AnyNestedRoute> {
    let (framed, plain): (Vec<_>, Vec<_>) = PAGES.iter().partition(|page| page.is_framed);
    let frame = NestedRoute::new(StaticSegment(""), SignedIn).ssr_mode(SsrMode::Async).child(each(&framed));

    let mut routes = vec![frame.into_any_nested_route()];
    if cfg!(feature = "ssr") {
        routes.extend(each(&plain));
    }

    routes.into()
}

fn each(pages: &[&PageEntry]) -> StaticVec<AnyNestedRoute> {
    let route = |page: &&PageEntry| {
        NestedRoute::new(page.path, page.view).ssr_mode(SsrMode::Async).into_any_nested_route()
    };
    pages.iter().map(route).collect::<Vec<_>>().into()
}
