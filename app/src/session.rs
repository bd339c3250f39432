//! Who is signed in: known to the server before it makes a page, and sent to the browser with it; and where one signs
//! in again.

use crate::api::ApiError;
use domain::access::Due;
use domain::end_date::EndDate;
use domain::ids::{CustomerId, UserId};
use domain::paths;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {crate::api, backend::access::Principal, backend::services::Services};

/// Who is signed in, and what surrounds their pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub user: UserId,
    /// Which day it is in the portal's zone.
    pub today: EndDate,
    /// What to call the person.
    pub name: String,
    /// The customer that is looked at; `None` when the person administers none.
    pub customer: Option<SessionCustomer>,
    /// Whether the person may read what the carrier has published for some contract: whoever may not is shown nothing of it.
    pub reads_tariffs: bool,
    /// The customers among which one chooses on each page.
    pub customers: Vec<(CustomerId, String)>,
    /// Whether the person sees all contracts of their customers in one view.
    pub consolidation: Consolidation,
    /// Whether the person is of the carrier's staff.
    pub operates: bool,
    /// What the person must do before anything else.
    pub due: Option<Due>,
}

/// The customer that is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionCustomer {
    pub id: CustomerId,
    /// What it is called.
    pub name: String,
    /// How much of it the person administers.
    pub administers: Administers,
    /// How many contracts it has.
    pub contracts: u64,
    pub sites: u64,
    pub profiles: u64,
}

/// How much of a customer somebody administers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Administers {
    /// All of it.
    Everything,
    /// The people at some places.
    Places,
    /// Nothing: the people at some places can be looked at.
    Nothing,
}

/// Whether somebody sees all contracts of their customers in one view, as an advanced user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consolidation {
    None,
    /// Beside what they administer.
    Beside,
    /// It is where they begin: they administer nothing.
    Start,
}

/// Whether somebody is signed in, and who. It changes only with a new page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionState(pub Result<Session, ApiError>);

impl SessionState {
    /// What a page says of who asks for it.
    #[cfg(feature = "ssr")]
    pub async fn find(services: &Services, principal: Option<&Principal>) -> Self {
        match principal {
            Some(principal) => Self(session(services, principal).await),
            None => Self(Err(ApiError::SignedOut)),
        }
    }
}

#[cfg(feature = "ssr")]
async fn session(services: &Services, principal: &Principal) -> Result<Session, ApiError> {
    let customer = match principal.scope_current() {
        Ok(scope) => {
            let counts = backend::reference::count(services, &scope).await.map_err(api::failed)?;
            let of = principal.administers.iter().find(|of| of.customer == scope.customer());
            Some(SessionCustomer {
                id: scope.customer(),
                name: of.map(|of| of.name.clone()).unwrap_or_default(),
                administers: match scope.reach() {
                    None => Administers::Everything,
                    Some(reach) if reach.manages_any() => Administers::Places,
                    Some(_) => Administers::Nothing,
                },
                contracts: counts.contracts.unsigned_abs(),
                sites: counts.sites.unsigned_abs(),
                profiles: counts.profiles.unsigned_abs(),
            })
        }
        Err(_) => None,
    };

    let reads_tariffs = match principal.administer_current() {
        Ok(_) => true,
        Err(_) => !backend::access::billing(services, principal).await.map_err(api::failed)?.is_empty(),
    };

    Ok(Session {
        user: principal.user,
        today: services.today(),
        reads_tariffs,
        name: principal.name.clone(),
        customer,
        customers: offered(principal),
        consolidation: consolidation(principal),
        operates: principal.operate().is_ok(),
        due: principal.due,
    })
}

/// So many customers are offered on each page; whoever looks at more of them chooses in the view over all.
#[cfg(feature = "ssr")]
const OFFERED: usize = 12;

#[cfg(feature = "ssr")]
fn offered(principal: &Principal) -> Vec<(CustomerId, String)> {
    let few = principal.administers.len() <= OFFERED;
    let offered = principal.administers.iter().filter(|of| few || !of.is_sight_alone());
    offered.map(|of| (of.customer, of.name.clone())).collect()
}

#[cfg(feature = "ssr")]
fn consolidation(principal: &Principal) -> Consolidation {
    let sees_alone = principal.administers.iter().all(backend::access::Administered::is_sight_alone);
    match (principal.consolidated(), sees_alone) {
        (Err(_), _) => Consolidation::None,
        (Ok(_), false) => Consolidation::Beside,
        (Ok(_), true) => Consolidation::Start,
    }
}

/// The `id` of the dialog that prolongs the session of a page, or signs in again: nothing typed is lost by it.
pub const SESSION_DIALOG: &str = "session";

/// What a page knows of its session's end.
#[derive(Clone, Copy, Debug)]
pub struct SessionWatch {
    pub phase: RwSignal<Phase>,
    /// How often the person has signed in again on this page.
    pub resumed: RwSignal<u32>,
}

/// How near a session is to its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    #[default]
    Running,
    /// It ends within [`WARNED`](crate::api::WARNED) seconds unless it is used.
    Ending,
    Ended,
}

/// Lets a page tell its session's end, wherever that is noticed.
pub fn provide_session_watch() -> SessionWatch {
    let watch = SessionWatch { phase: RwSignal::default(), resumed: RwSignal::default() };
    provide_context(watch);
    watch
}

/// Provides who asks to every page: the server has found it out, the browser reads it in the page.
pub fn provide_session() {
    provide_context(SharedValue::new(session_state).into_inner());
}

/// Who is signed in, on a page that needs somebody to be.
pub fn use_session() -> Session {
    expect_context()
}

/// How much the person who is signed in administers of the customer that is looked at.
pub fn use_administers() -> Administers {
    use_session().customer.map_or(Administers::Nothing, |customer| customer.administers)
}

#[cfg(feature = "ssr")]
fn session_state() -> SessionState {
    let known = use_context::<http::request::Parts>().and_then(|parts| parts.extensions.get().cloned());
    known.unwrap_or(SessionState(Err(ApiError::SignedOut)))
}

/// A page that the server has not made knows of nobody.
#[cfg(not(feature = "ssr"))]
fn session_state() -> SessionState {
    SessionState(Err(ApiError::SignedOut))
}

/// Where somebody's work begins: administrators at the list of users, advanced users at all contracts that they see, the
/// carrier's staff at the customers, others at what they may do. Whoever is not signed in is led from the list to signing
/// in, and comes back by the bare address.
pub fn start_path(session: Option<&Session>) -> &'static str {
    match session {
        Some(session) if session.consolidation == Consolidation::Start => paths::CONSOLIDATION,
        Some(session) if session.customer.is_none() && session.operates => paths::OPERATOR,
        Some(session) if session.customer.is_none() => paths::MY_ACCESS,
        _ => paths::USERS,
    }
}

/// Where somebody does what is due of them before anything else.
pub const fn due_path(due: Due) -> &'static str {
    match due {
        Due::Password => paths::NEW_PASSWORD,
        Due::Factor => paths::GIVE_FACTOR,
        Due::Enrolment => paths::ADD_FACTOR,
    }
}

/// The address of this page when it was made, with its query.
pub fn use_here() -> String {
    let location = use_location();
    let (path, query) = (location.pathname.get_untracked(), location.search.get_untracked());
    let query = query.trim_start_matches('?');
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

/// What stands as it is in the address to come back to.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.');

/// Where one signs in, to come back to `here`.
pub fn sign_in_path(here: &str) -> String {
    if here == paths::USERS { paths::SIGN_IN.to_owned() } else { with_way_back(paths::SIGN_IN, here) }
}

/// A page of signing in, to come back to `here`.
pub fn with_way_back(page: &str, here: &str) -> String {
    format!("{page}?retour={}", utf8_percent_encode(here, PLAIN))
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
