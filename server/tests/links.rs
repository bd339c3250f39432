//! Every page of the table is there, and every link of every page leads somewhere.

use app::PAGES;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode, header};
use backend::access::SessionToken;
use backend::imports::{self, Commit, NewDraft};
use backend::testing::{World, contract_test};
use backend::users::{self, Selection};
use domain::ids::ImportId;
use domain::imports::{CommitOutcome, DraftRow, Field, RowText, VerdictCounts};
use domain::locale::Locale;
use domain::paths;
use domain::users::BulkKind;
use guichet::http::{AppState, router};
use http_body_util::BodyExt;
use std::collections::{BTreeMap, BTreeSet};
use std::net::{Ipv4Addr, SocketAddr};
use tokio::sync::{Mutex, MutexGuard};
use tower::ServiceExt;

/// As in `access.rs`: under several runtimes at once, pages can wait for each other for ever.
static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());

/// Which parameters a page reads. A link that asks for anything else asks for nothing.
const PARAMETERS: [(&str, &[&str]); 21] = [
    (paths::SIGN_IN, &["retour"]),
    (paths::FORGOTTEN_PASSWORD, &["envoye"]),
    (paths::MY_SPACE, &["fait"]),
    (paths::CONSOLIDATION, &["recherche", "tri", "ordre", "page"]),
    (paths::USERS, LIST),
    (paths::EXPORT_CSV, LIST),
    (paths::EXPORT_XLSX, LIST),
    (paths::CREATE_USERS, &[paths::ASSIGN_AGAIN]),
    (paths::REMOVED_USERS, &["apres"]),
    (paths::USER_PATTERN, &["retour", "supprimer"]),
    (paths::CHANGE_ADDRESS_PATTERN, &["retour"]),
    (paths::BULK_PATTERN, &["retour"]),
    (paths::CONTRACTS, &["modifier"]),
    (paths::SITES, &["recherche", "page"]),
    (paths::SITE_PATTERN, &["nom", "vers", "supprimer"]),
    (paths::USER_MANAGEMENT, &["utilisateur", "tri", "ordre", "page", "supprimer"]),
    (paths::MAILS, &["etat", "personne", "page", "renvoyer"]),
    (paths::JOURNAL, &["personne", "action", "du", "au", "page"]),
    (paths::JOURNAL_CSV, &["personne", "action", "du", "au"]),
    (paths::CREATE_PROFILE, &[paths::COPIED]),
    (paths::IMPORT_PATTERN, &[paths::UNDO_ASKED]),
];

const LIST: &[&str] = &[
    "compte",
    "sous-compte",
    "site",
    "profil",
    "utilisateur",
    "statut",
    "import",
    "vue",
    "tri",
    "ordre",
    "taille",
    "page",
    "supprimer",
    "personne",
    "pour",
];

/// The routes that the server has beside the pages, and that pages lead to.
const FILES: [&str; 6] = [
    paths::EXPORT_CSV,
    paths::EXPORT_XLSX,
    paths::SITES_CSV,
    paths::JOURNAL_CSV,
    paths::TEMPLATE_CSV,
    paths::TEMPLATE_XLSX,
];

/// An administrator's browser without JavaScript.
struct Browser {
    _alone: MutexGuard<'static, ()>,
    app: Router,
    session: SessionToken,
}

impl Browser {
    async fn signed_in(world: &World) -> Self {
        let state = AppState {
            services: world.services.clone(),
            shares: backend::db::Shares::default(),
            trusted_proxies: [].into(),
            https: false,
        };
        Self {
            _alone: ONE_AT_A_TIME.lock().await,
            app: router(state),
            session: world.session_of(world.potters.administrator).await,
        }
    }

    /// What stands at an address: the status, where it leads, and the page.
    async fn open(&self, uri: &str, locale: Locale) -> (StatusCode, String, String) {
        let cookies = format!("guichet={}; guichet-lang={}", self.session.reveal(), locale.code());
        let mut request = Request::builder()
            .method(Method::GET)
            .uri(uri)
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, cookies)
            .body(Body::empty())
            .unwrap();

        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 4000))));

        let response = self.app.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let location = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let body = response.into_body().collect().await.unwrap().to_bytes();

        (status, location.unwrap_or_default(), String::from_utf8_lossy(&body).into_owned())
    }
}

/// An import that brought thirty people: two pages of the list.
async fn import(world: &World) -> ImportId {
    let (services, scope) = (&world.services, &world.potters.scope);
    let file = NewDraft { file_name: "utilisateurs.csv".to_owned(), row_count: 30 };
    let draft = imports::open(services, scope, file).await.unwrap();

    let rows: Vec<DraftRow> = (0..30)
        .map(|number| {
            let cells = RowText::default()
                .with(Field::Contract, "10000700")
                .with(Field::Site, "Lyon – Part-Dieu")
                .with(Field::Email, &format!("personne{number}@potters.example"));
            DraftRow { line: number + 2, cells }
        })
        .collect();

    imports::fill(services, scope, draft, &rows).await.unwrap();

    let expected = VerdictCounts { create: 30, ..VerdictCounts::default() };
    let how = Commit { options: domain::imports::CommitOptions::default(), expected, accepted: None };

    match imports::commit(services, scope, draft, how).await.unwrap() {
        CommitOutcome::Done(report) => report.id,
        changed @ CommitOutcome::Changed(_) => panic!("{changed:?}"),
    }
}

/// The addresses of this site that a page names in its `href`, `action` and `src`.
fn links(page: &str) -> BTreeSet<String> {
    let values = [" href=\"", " action=\"", " src=\""]
        .into_iter()
        .flat_map(|attribute| page.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()));
    values
        .filter(|link| link.starts_with('/'))
        .map(|link| link.replace("&amp;", "&").replace("&#38;", "&"))
        .collect()
}

/// Whether a link can be followed by itself: server functions take forms, and have their own tests.
fn is_followed(link: &str) -> bool {
    !link.starts_with(paths::API) && !link.starts_with("/assets/")
}

/// What a page reads of a query, by the page's address.
fn parameters(path: &str) -> &'static [&'static str] {
    let fits = |pattern: &str| {
        pattern.split('/').count() == path.split('/').count()
            && pattern
                .split('/')
                .zip(path.split('/'))
                .all(|(wanted, given)| wanted.starts_with(':') || wanted == given)
    };
    PARAMETERS.iter().find(|(pattern, _)| fits(pattern)).map_or(&[], |(_, names)| names)
}

#[test]
fn the_router_knows_the_pages_of_the_table_and_no_other() {
    let of_table: BTreeSet<String> = PAGES.iter().map(|page| page.path.0.to_owned()).collect();
    let of_router: BTreeSet<String> = leptos_axum::generate_route_list(app::App)
        .iter()
        .map(|route| route.path().replace('{', ":").replace('}', ""))
        .collect();
    assert_eq!(of_router, of_table);
}

contract_test!(every_link_of_every_page_leads_somewhere, |world| async {
    let import = import(world).await;
    let person = world.user_of("personne7@potters.example").await;
    let assignment = world.assignment_of(&world.potters, person).await;
    let chosen = Selection::Rows(vec![assignment]);
    let scope = &world.potters.scope;
    let bulk = users::propose_bulk(&world.services, scope, BulkKind::Site, &chosen).await.unwrap();
    let browser = Browser::signed_in(world).await;

    for locale in Locale::ALL {
        let pages = PAGES.iter().map(|page| match page.path.0 {
            paths::USER_PATTERN => paths::user(assignment),
            paths::BULK_PATTERN => paths::bulk(bulk),
            paths::IMPORT_PATTERN => paths::import(import),
            paths::SITE_PATTERN => paths::site(world.potters.reference.sites[0].id),
            paths::PROFILE_PATTERN => paths::profile(world.potters.reference.profiles[0].id),
            paths::DELETE_PROFILE_PATTERN => paths::delete_profile(world.potters.reference.profiles[0].id),
            // A link that works is not found twice: what it says otherwise has links as well.
            paths::LINK_PATTERN => paths::link("gone"),
            path => path.to_owned(),
        });
        let narrowed = format!("{}?site=lyon&statut=invite&import={import}", paths::USERS);
        let mut todo: Vec<String> = pages.chain([narrowed, paths::undo_import(import)]).collect();

        // Which page names a link: the first one that does.
        let mut named: BTreeMap<String, String> = BTreeMap::new();
        for page in std::mem::take(&mut todo) {
            let (status, _, body) = browser.open(&page, locale).await;
            assert!(!status.is_server_error(), "{page}: {status}");
            for link in links(&body) {
                named.entry(link).or_insert_with(|| page.clone());
            }
        }
        assert!(FILES.iter().all(|file| named.keys().any(|link| link.starts_with(file))), "{named:?}");

        for (link, page) in named.iter().filter(|(link, _)| is_followed(link)) {
            let link = link.split('#').next().unwrap();
            let (path, query) = link.split_once('?').unwrap_or((link, ""));
            for name in
                query.split('&').filter(|pair| !pair.is_empty()).filter_map(|pair| pair.split('=').next())
            {
                assert!(parameters(path).contains(&name), "{page} → {link}: {name} is read by nobody");
            }

            let (status, location, _) = browser.open(link, locale).await;
            assert!(status.is_success() || status.is_redirection(), "{page} → {link}: {status}");
            assert!(!location.starts_with(paths::SIGN_IN), "{page} → {link} → {location}");
        }
    }
});
