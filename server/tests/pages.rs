//! How pages are made: what they need is asked for once.

use app::users::query;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use backend::access;
use backend::imports::{self, Commit, NewDraft};
use backend::testing::{Authenticator, Phone, World, contract_test};
use backend::users::{self, NewPerson, NewUsers};
use domain::address::EmailAddress;
use domain::credentials::Password;
use domain::ids::{AssignmentId, ImportId};
use domain::imports::{CommitOutcome, DraftRow, Field, RowText, VerdictCounts};
use domain::passkeys::PasskeyRequest;
use domain::users::{Filter, Grants, PageRequest};
use guichet::http::{AppState, router};
use http_body_util::BodyExt;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::net::{Ipv4Addr, SocketAddr};
use tokio::sync::{Mutex, MutexGuard};
use tower::ServiceExt;

/// As in `access.rs`: under several runtimes at once, pages can wait for each other for ever.
static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());

const LIST: &str = "/administration/utilisateurs";

/// What a browser without JavaScript does, with its cookies.
struct Browser {
    _alone: MutexGuard<'static, ()>,
    app: Router,
    cookies: String,
}

impl Browser {
    async fn signed_in(world: &World) -> Self {
        let state = AppState {
            services: world.services.clone(),
            shares: backend::db::Shares::default(),
            trusted_proxies: [].into(),
            https: false,
        };
        let token = world.session_of(world.potters.administrator).await;
        Self {
            _alone: ONE_AT_A_TIME.lock().await,
            app: router(state),
            cookies: format!("guichet={}", token.reveal()),
        }
    }

    async fn send(&self, method: Method, uri: &str, form: String) -> (StatusCode, HeaderMap, String) {
        self.send_for("text/html", method, uri, form).await
    }

    /// What the script of passkeys asks for, and gets: what to ask the authenticator for, or why for nothing.
    async fn ask(&self, what: &str, form: &str) -> (Option<PasskeyRequest>, Option<String>) {
        let (status, _, body) =
            self.send_for("*/*", Method::POST, &format!("/api/{what}"), form.to_owned()).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        let answer: serde_json::Value = serde_json::from_str(&body).unwrap();
        let request = serde_json::from_value(answer["request"].clone()).unwrap();
        (request, answer["problem"].as_str().map(str::to_owned))
    }

    async fn send_for(
        &self,
        accept: &str,
        method: Method,
        uri: &str,
        form: String,
    ) -> (StatusCode, HeaderMap, String) {
        let mut request = Request::builder()
            .method(method)
            .uri(uri)
            .header(header::ACCEPT, accept)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, &self.cookies)
            .body(Body::from(form))
            .unwrap();

        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 4000))));
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.into_body().collect().await.unwrap().to_bytes();

        (status, headers, String::from_utf8_lossy(&body).into_owned())
    }

    fn keep(&mut self, answer: &HeaderMap) {
        for cookie in cookies(answer) {
            self.cookies = format!("{}; {}", self.cookies, cookie.split(';').next().unwrap());
        }
    }
}

fn cookies(answer: &HeaderMap) -> Vec<&str> {
    answer.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap()).collect()
}

async fn create(world: &World, address: &str) -> AssignmentId {
    let potters = &world.potters;
    let place = potters.place("10000700", "53", "Antony", "Expéditeur");
    let address = EmailAddress::parse(address).unwrap();
    let people = vec![NewPerson { address, last_name: None, first_name: None }];
    users::create(
        &world.services,
        &potters.scope,
        &NewUsers { people, places: vec![place], grants: Grants::default() },
    )
    .await
    .unwrap();
    users::list(&world.services, &potters.scope, &PageRequest::default()).await.unwrap().rows[0].id
}

/// An import that brought one person.
async fn import(world: &World, address: &str) -> ImportId {
    let (services, scope) = (&world.services, &world.potters.scope);
    let file = NewDraft { file_name: "utilisateurs.csv".to_owned(), row_count: 1 };
    let draft = imports::open(services, scope, file).await.unwrap();

    let cells = RowText::default()
        .with(Field::Contract, "10000700")
        .with(Field::Site, "Antony")
        .with(Field::Email, address);

    imports::fill(services, scope, draft, &[DraftRow { line: 2, cells }]).await.unwrap();

    let expected = VerdictCounts { create: 1, ..VerdictCounts::default() };
    let how = Commit { options: domain::imports::CommitOptions::default(), expected, accepted: None };

    match imports::commit(services, scope, draft, how).await.unwrap() {
        CommitOutcome::Done(report) => report.id,
        changed @ CommitOutcome::Changed(_) => panic!("{changed:?}"),
    }
}

/// The links of a page to the list with parameters, but those that only ask a question over it.
fn links_to_the_list(page: &str) -> Vec<String> {
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links
        .filter(|link| link.strip_prefix(LIST).is_some_and(|rest| rest.starts_with('?')))
        .map(|link| link.replace("&amp;", "&").replace("&#38;", "&"))
        .filter(|link| !link.contains("supprimer=") && !link.contains("personne="))
        .collect()
}

contract_test!(the_list_asks_each_of_its_server_functions_once, |world| async {
    let assignment = create(world, "anna@potters.example").await;
    let mut browser = Browser::signed_in(world).await;
    let form = format!("assignment={assignment}&suspend=true&back={}", LIST.replace('/', "%2F"));
    let (_, answer, _) = browser.send(Method::POST, "/api/set_user_status", form).await;
    browser.keep(&answer);

    // Taking the flash message tells the browser to forget its key: as often as the server function is called.
    let (status, answer, page) = browser.send(Method::GET, LIST, String::new()).await;
    assert_eq!(status, StatusCode::OK);
    let keys = cookies(&answer).into_iter().filter(|cookie| cookie.starts_with("guichet-form-"));
    assert_eq!(keys.count(), 1, "{:?}", cookies(&answer));
    assert!(page.contains(r#"role="status""#) && page.contains("anna@potters.example"), "{page}");
});

contract_test!(a_page_says_who_asks_without_a_second_request, |world| async {
    let browser = Browser::signed_in(world).await;
    let (_, _, page) = browser.send(Method::GET, "/mon-espace", String::new()).await;
    assert!(page.contains("POTTERS FRANCE"), "{page}");
    // The browser's code reads it from here before it takes the page over.
    assert!(page.contains("__RESOLVED_RESOURCES[0] = "), "{page}");
});

contract_test!(
    a_second_factor_is_added_and_given_without_javascript_and_its_codes_are_shown_once,
    |world| async {
        const OWN: &str = "correct cheval pile agrafe";
        let (services, page) = (&world.services, "/mon-compte/second-facteur");
        let password = Password::parse(OWN).unwrap();
        let hash = access::hash_password(services, world.potters.administrator, &password).await.unwrap();
        let mut tx = services.db.write().await.unwrap();
        tx.query("UPDATE users SET password_hash = $1").bind(hash).execute().await.unwrap();
        tx.commit().await.unwrap();

        let token = world.session_of(world.potters.administrator).await;
        let person = access::principal(services, &token).await.unwrap().unwrap();
        let phone = Phone::given(world, &person);
        let mut browser = Browser::signed_in(world).await;
        browser.cookies = format!("guichet={}", token.reveal());
        let (_, _, shown) = browser.send(Method::GET, page, String::new()).await;
        assert!(shown.contains(r#"class="qr""#) && shown.contains("otpauth://totp/"), "{shown}");
        assert!(!shown.contains(" style="), "the policy forbids it");

        let given = |code: u32| format!("password={}&code={code:06}", OWN.replace(' ', "+"));
        let (_, answer, _) = browser.send(Method::POST, "/api/add_factor", given(phone.code(world, 5))).await;
        assert_eq!(answer[header::LOCATION], page);
        browser.keep(&answer);
        let (_, _, shown) = browser.send(Method::GET, page, String::new()).await;
        assert!(shown.contains(r#"aria-invalid="true""#) && shown.contains("ne convient pas"), "{shown}");

        let (_, answer, _) = browser.send(Method::POST, "/api/add_factor", given(phone.code(world, 0))).await;
        assert_eq!(answer[header::LOCATION], page);
        browser.cookies = String::new();
        browser.keep(&answer);
        let (_, answer, shown) = browser.send(Method::GET, page, String::new()).await;
        assert!(shown.contains("recovery-codes") && shown.matches("<li>").count() >= 10, "{shown}");
        // The browser forgets the key of what was reported.
        let forgotten = "guichet-form-second-factor-flash=;";
        assert!(cookies(&answer).iter().any(|cookie| cookie.starts_with(forgotten)), "{answer:?}");
        let kept = browser.cookies.split("; ").filter(|cookie| !cookie.starts_with("guichet-form"));
        browser.cookies = kept.collect::<Vec<_>>().join("; ");
        let (_, _, shown) = browser.send(Method::GET, page, String::new()).await;
        assert!(!shown.contains("recovery-codes"), "they are shown once");

        browser.cookies = String::new();
        let form = format!("login=admin%40potters.example&password={}", OWN.replace(' ', "+"));
        let (_, answer, _) = browser.send(Method::POST, "/api/sign_in", form).await;
        assert_eq!(answer[header::LOCATION], "/connexion/second-facteur");
        browser.keep(&answer);
        let code = format!("code={:06}&back=%2Fmon-espace", phone.code(world, 1));
        let (_, answer, _) = browser.send(Method::POST, "/api/give_factor", code).await;
        assert_eq!(answer[header::LOCATION], "/mon-espace");
    }
);

contract_test!(a_passkey_is_added_given_and_used_alone_by_the_forms_of_the_pages, |world| async {
    const OWN: &str = "correct+cheval+pile+agrafe";
    const PAGE: &str = "/mon-compte/second-facteur";
    let password = Password::parse(&OWN.replace('+', " ")).unwrap();
    let hash = access::hash_password(&world.services, world.potters.administrator, &password).await.unwrap();
    let mut tx = world.services.db.write().await.unwrap();
    tx.query("UPDATE users SET password_hash = $1").bind(hash).execute().await.unwrap();
    tx.commit().await.unwrap();
    let mut browser = Browser::signed_in(world).await;
    let mut key = Authenticator::new(1);
    let answer = |request: &PasskeyRequest, credential: &str| {
        format!("ceremony={}&answer={}", request.ceremony, utf8_percent_encode(credential, NON_ALPHANUMERIC))
    };

    let (_, _, page) = browser.send(Method::GET, PAGE, String::new()).await;
    assert!(page.contains(r#"data-passkey="create""#) && page.contains("/api/begin_passkey"), "{page}");
    assert!(!page.contains(" style="), "the policy forbids it");
    let (_, problem) = browser.ask("begin_passkey", "name=Ordinateur&password=wrong").await;
    assert!(problem.unwrap().contains("mot de passe"));
    let (_, problem) = browser.ask("begin_passkey", &format!("name=+&password={OWN}")).await;
    assert!(problem.unwrap().contains("60 caractères"));

    let (request, _) = browser.ask("begin_passkey", &format!("name=Ordinateur&password={OWN}")).await;
    let request = request.unwrap();
    let sent = answer(&request, &key.make(&request));
    let (_, headers, _) = browser.send(Method::POST, "/api/add_passkey", sent).await;
    assert_eq!(headers[header::LOCATION], PAGE);
    browser.cookies = String::new();
    browser.keep(&headers);
    let (_, _, page) = browser.send(Method::GET, PAGE, String::new()).await;
    assert!(page.contains("Clé d’accès ajoutée") && page.contains(">Ordinateur<"), "{page}");

    browser.cookies = String::new();
    let form = format!("login=admin%40potters.example&password={OWN}&back=%2Fmon-espace");
    let (_, headers, _) = browser.send(Method::POST, "/api/sign_in", form).await;
    browser.keep(&headers);
    let door = headers[header::LOCATION].to_str().unwrap().to_owned();
    assert!(door.starts_with("/connexion/second-facteur?"), "{door}");
    let (_, _, page) = browser.send(Method::GET, &door, String::new()).await;
    assert!(page.contains("/api/ask_passkey") && !page.contains(r#"id="code""#), "{page}");
    let (request, _) = browser.ask("ask_passkey", "ceremony=&answer=&back=%2Fmon-espace").await;
    let request = request.unwrap();
    key.verifies = false;
    let sent = format!("{}&back=%2Fmon-espace", answer(&request, &key.sign(&request)));
    let (_, headers, _) = browser.send(Method::POST, "/api/give_passkey", sent).await;
    assert_eq!(headers[header::LOCATION], door);
    browser.keep(&headers);
    let (_, _, page) = browser.send(Method::GET, &door, String::new()).await;
    assert!(page.contains("n’a pas vérifié qui le tient"), "{page}");
    key.verifies = true;
    let request = browser.ask("ask_passkey", "").await.0.unwrap();
    let sent = format!("{}&back=%2Fmon-espace", answer(&request, &key.sign(&request)));
    let (_, headers, _) = browser.send(Method::POST, "/api/give_passkey", sent).await;
    assert_eq!(headers[header::LOCATION], "/mon-espace");

    browser.cookies = String::new();
    let (_, _, page) = browser.send(Method::GET, "/connexion", String::new()).await;
    assert!(page.contains("/api/ask_any_passkey") && !page.contains(&request.options), "{page}");
    let request = browser.ask("ask_any_passkey", "ceremony=&answer=").await.0.unwrap();
    let sent = answer(&request, &key.sign(&request));
    let (_, headers, _) = browser.send(Method::POST, "/api/sign_in_with_passkey", sent.clone()).await;
    assert_eq!(headers[header::LOCATION], "/");
    let (_, headers, _) = browser.send(Method::POST, "/api/sign_in_with_passkey", sent).await;
    assert_eq!(headers[header::LOCATION], "/connexion");
    browser.keep(&headers);
    let (_, _, page) = browser.send(Method::GET, "/connexion", String::new()).await;
    assert!(page.contains("n’est plus valable"), "{page}");
});

contract_test!(pages_within_the_frame_run_code_and_no_others, |world| async {
    let browser = Browser::signed_in(world).await;
    for (uri, runs) in [
        ("/connexion", false),
        ("/mot-de-passe-oublie", false),
        ("/contactez-nous", false),
        ("/mon-espace", true),
        (LIST, true),
    ] {
        let (_, _, page) = browser.send(Method::GET, uri, String::new()).await;
        assert_eq!(page.contains("pages.default("), runs, "{uri}: {page}");
    }
});

contract_test!(whoever_calls_is_told_whether_somebody_answers_now, |world| async {
    let browser = Browser::signed_in(world).await;
    let contact = || async { browser.send(Method::GET, "/contactez-nous", String::new()).await.2 };

    // A Tuesday, at two in the afternoon in Paris.
    let page = contact().await;
    assert!(page.contains("tel:+33241742088") && page.contains("tel:+33825878888"), "{page}");
    assert_eq!((page.matches("Ouvert").count(), page.matches("Fermé").count()), (2, 0), "{page}");

    world.services.clock.advance(4 * 3600);
    let page = contact().await;
    assert_eq!((page.matches("Ouvert").count(), page.matches("Fermé").count()), (0, 2), "{page}");
    assert!(page.contains("ouvre mercredi 01/07"), "{page}");
});

contract_test!(people_are_shown_one_by_one_and_removed_with_all_that_they_have, |world| async {
    const PAGE: &str = "/mon-compte/utilisateurs";
    for person in 10..32 {
        create(world, &format!("p{person}@potters.example")).await;
    }
    let anna = create(world, "anna@potters.example").await;
    let lyon = world.potters.place("10095403", "", "Lyon – Part-Dieu", "Consultation");
    let address = EmailAddress::parse("anna@potters.example").unwrap();
    let people = vec![NewPerson { address, last_name: None, first_name: None }];
    let new = NewUsers { people, places: vec![lyon], grants: Grants::default() };
    users::create(&world.services, &world.potters.scope, &new).await.unwrap();

    let mut browser = Browser::signed_in(world).await;
    let shown = |page: &str| page.matches("data-label=\"Identifiant\"").count();
    let (status, _, first) = browser.send(Method::GET, PAGE, String::new()).await;
    assert_eq!((status, shown(&first)), (StatusCode::OK, 10));
    assert!(first.contains("23\u{a0}utilisateurs") && first.contains("13\u{a0}autres"), "{first}");

    let next = first.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let next = next.map(|link| link.replace("&amp;", "&")).find(|link| link.contains("page=")).unwrap();
    let (_, _, others) = browser.send(Method::GET, &next, String::new()).await;
    assert_eq!(shown(&others), 13);
    assert!(others.contains("p31@potters.example") && !others.contains("anna@potters.example"), "{others}");

    let question = format!("{PAGE}?utilisateur=anna&supprimer={anna}");
    let (_, _, asked) = browser.send(Method::GET, &question, String::new()).await;
    assert!(asked.contains("<dialog") && asked.contains("2\u{a0}affectations"), "{asked}");

    let form = format!("assignment={anna}&back=%2Fmon-compte%2Futilisateurs");
    let (status, answer, _) = browser.send(Method::POST, "/api/remove_person", form).await;
    assert!(status.is_redirection(), "{status}");
    assert_eq!(answer[header::LOCATION], PAGE);
    browser.keep(&answer);
    let (_, _, done) = browser.send(Method::GET, PAGE, String::new()).await;
    assert!(done.contains("22\u{a0}utilisateurs") && done.contains("/api/restore_assignments"), "{done}");
});

/// Andrée, who is the advanced user of both customers and nobody else, and somebody with each.
async fn andree(world: &World) -> Browser {
    create(world, "anna@potters.example").await;
    let place = world.other.place("10000700", "53", "Antony", "Expéditeur");
    let address = EmailAddress::parse("luc@faiences.example").unwrap();
    let people = vec![NewPerson { address, last_name: None, first_name: None }];
    let new = NewUsers { people, places: vec![place], grants: Grants::default() };
    users::create(&world.services, &world.other.scope, &new).await.unwrap();
    for sql in [
        "INSERT INTO users (id, email, email_key, identifier, created_at)
         SELECT id, 'andree@group.example', 'andree@group.example', 'andree', 0 FROM customers
         WHERE name = 'POTTERS FRANCE'",
        "INSERT INTO advanced_users (customer_id, user_id, first_name, status, created_at)
         SELECT c.id, u.id, 'Andrée', 'active', 0 FROM users u CROSS JOIN customers c WHERE u.identifier = 'andree'",
    ] {
        world.execute(sql).await;
    }

    let token = world.session_of(world.user_of("andree@group.example").await).await;
    Browser { cookies: format!("guichet={}", token.reveal()), ..Browser::signed_in(world).await }
}

contract_test!(an_advanced_user_arrives_at_all_contracts_and_goes_into_one_to_look, |world| async {
    let browser = andree(world).await;
    let (status, answer, _) = browser.send(Method::GET, "/", String::new()).await;
    assert!(status.is_redirection(), "{status}");
    assert_eq!(answer[header::LOCATION], "/consolidation");

    let (status, _, page) = browser.send(Method::GET, "/consolidation", String::new()).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Vision consolidée") && page.contains("Bienvenue"), "{page}");
    for shown in ["POTTERS FRANCE", "FAÏENCES DU NORD", "10095403 Potters Rhône", "3\u{a0}contrats"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    let chart = page.split_once("class=\"bars\"").and_then(|(_, rest)| rest.split_once("</svg>"));
    assert_eq!(chart.map(|(bars, _)| bars.matches("<rect ").count()), Some(26), "{page}");
    assert!(!page.contains("nav-administration"), "no customer is chosen yet");
    let (status, _, refused) = browser.send(Method::GET, LIST, String::new()).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(refused.contains("href=\"/consolidation\""), "{refused}");

    let form =
        format!("customer={}&to=%2Fadministration%2Futilisateurs%3Fcompte%3D10000700", world.potters.id);
    let (status, answer, _) = browser.send(Method::POST, "/api/select_customer", form).await;
    assert!(status.is_redirection(), "{status}");
    assert_eq!(answer[header::LOCATION], "/administration/utilisateurs?compte=10000700");
    let (status, _, list) =
        browser.send(Method::GET, "/administration/utilisateurs?compte=10000700", String::new()).await;
    assert_eq!(status, StatusCode::OK);
    assert!(list.contains("anna@potters.example") && !list.contains("luc@faiences.example"), "{list}");
    assert!(!list.contains("Créer un utilisateur") && list.contains("href=\"/consolidation\""), "{list}");
});

contract_test!(a_search_over_all_customers_leads_to_contracts_and_people, |world| async {
    let browser = andree(world).await;
    let (_, _, page) =
        browser.send(Method::GET, "/consolidation?recherche=luc%40faiences.example", String::new()).await;
    assert!(page.contains("1\u{a0}personne") && page.contains("Aucun client ni contrat de ce nom"), "{page}");
    assert!(page.contains("value=\"/administration/utilisateurs/"), "{page}");

    let (_, _, page) =
        browser.send(Method::GET, "/consolidation?recherche=rhone&tri=actifs", String::new()).await;
    assert!(page.contains("1\u{a0}contrat") && page.contains("Personne ne correspond"), "{page}");
    assert!(page.contains("aria-sort=\"descending\""), "{page}");

    let elsewhere = format!("customer={}&to=https%3A%2F%2Fmechant.example", world.potters.id);
    let (_, answer, _) = browser.send(Method::POST, "/api/select_customer", elsewhere).await;
    assert_eq!(answer[header::LOCATION], LIST, "nobody is led away");
});

contract_test!(the_old_address_of_advanced_users_leads_to_where_they_are, |world| async {
    let browser = Browser::signed_in(world).await;
    let (status, answer, _) =
        browser.send(Method::GET, "/administration/utilisateurs/avances", String::new()).await;
    assert!(status.is_redirection(), "{status}");
    assert_eq!(answer[header::LOCATION], "/mon-compte/utilisateurs");
});

contract_test!(the_rows_of_the_list_stand_in_the_page_once, |world| async {
    create(world, "anna@potters.example").await;
    let browser = Browser::signed_in(world).await;
    let (_, _, page) = browser.send(Method::GET, LIST, String::new()).await;

    let (shown, data) = page.split_once("__RESOLVED_RESOURCES").unwrap();
    assert!(shown.contains("anna@potters.example"), "{shown}");
    assert!(!data.contains("anna@potters.example"), "{data}");
});

contract_test!(every_link_to_the_list_asks_for_what_the_list_understands, |world| async {
    let import = import(world, "import@potters.example").await;
    create(world, "anna@potters.example").await;
    world.execute("UPDATE mail_jobs SET state = 'failed'").await;
    world.execute("UPDATE assignments SET mail_failed = 1").await;
    let browser = Browser::signed_in(world).await;

    let failed = Filter { import: Some(import), mail_failed: true, ..Filter::default() };
    let report = format!("/administration/imports/{import}");
    let filtered = format!("{LIST}?statut=invite&site=antony&import={import}");
    for page in [&report, LIST, &filtered] {
        let (status, _, body) = browser.send(Method::GET, page, String::new()).await;
        assert_eq!(status, StatusCode::OK, "{page}");

        let links = links_to_the_list(&body);
        assert!(!links.is_empty(), "{page}: {body}");
        for link in &links {
            let asked = query::from_query(link.strip_prefix(LIST).unwrap());
            assert_eq!(&query::list_address(&asked), link, "{page}");
        }
        assert_eq!(links.contains(&query::narrowed_to(failed.clone())), *page == report, "{page}: {links:?}");
    }
});
