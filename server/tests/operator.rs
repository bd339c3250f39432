//! The area of the carrier's staff, as a browser without JavaScript sees it.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use backend::access::{self, SignIn, SignInError};
use backend::testing::{World, contract_test};
use backend::users::{self, NewPerson, NewUsers};
use domain::address::EmailAddress;
use domain::users::Grants;
use guichet::http::{AppState, router};
use http_body_util::BodyExt;
use std::iter;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::sync::{Mutex, MutexGuard};
use tower::ServiceExt;

/// As in `access.rs`: under several runtimes at once, pages can wait for each other for ever.
static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());

const CUSTOMERS: &str = "/exploitant/clients";

/// The browser of somebody of the staff.
struct Browser {
    _alone: MutexGuard<'static, ()>,
    app: Router,
    cookies: String,
}

impl Browser {
    async fn of_staff(world: &World) -> Self {
        let state = AppState {
            services: world.services.clone(),
            shares: backend::db::Shares::default(),
            trusted_proxies: [].into(),
            https: false,
        };
        let token = world.session_of(world.operator_user().await).await;
        Self {
            _alone: ONE_AT_A_TIME.lock().await,
            app: router(state),
            cookies: format!("guichet={}", token.reveal()),
        }
    }

    async fn send(&self, method: Method, uri: &str, form: &str) -> (StatusCode, HeaderMap, String) {
        self.send_as(method, uri, "application/x-www-form-urlencoded", form).await
    }

    async fn send_as(
        &self,
        method: Method,
        uri: &str,
        content_type: &str,
        form: &str,
    ) -> (StatusCode, HeaderMap, String) {
        let mut request = Request::builder()
            .method(method)
            .uri(uri)
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, content_type)
            .header(header::COOKIE, &self.cookies)
            .body(Body::from(form.to_owned()))
            .unwrap();

        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 4000))));
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.into_body().collect().await.unwrap().to_bytes();

        (status, headers, String::from_utf8_lossy(&body).into_owned())
    }

    async fn page(&self, uri: &str) -> (StatusCode, String) {
        let (status, _, body) = self.send(Method::GET, uri, "").await;
        (status, body)
    }

    /// Sends a file, and follows where that leads.
    async fn upload(&self, uri: &str, form: &str) -> String {
        let sent = self.send_as(Method::POST, uri, "multipart/form-data; boundary=x", form).await;
        let (status, headers, body) = sent;
        assert!(status.is_redirection(), "{uri}: {status}: {body}");
        let (_, page) = self.page(headers[header::LOCATION].to_str().unwrap()).await;
        page
    }

    /// Sends a form, and follows where it leads with what it left behind.
    async fn submit(&mut self, uri: &str, form: &str) -> String {
        let (status, headers, body) = self.send(Method::POST, uri, form).await;
        assert!(status.is_redirection(), "{uri}: {status}: {body}");
        let cookies = headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        let kept: Vec<_> = cookies.filter_map(|cookie| cookie.split(';').next()).map(str::to_owned).collect();
        let before = self.cookies.clone();
        self.cookies = format!("{before}; {}", kept.join("; "));
        let (_, page) = self.page(headers[header::LOCATION].to_str().unwrap()).await;
        self.cookies = before;
        page
    }
}

contract_test!(customers_are_found_created_closed_and_opened_again, |world| async {
    let mut browser = Browser::of_staff(world).await;
    let (status, page) = browser.page(&format!("{CUSTOMERS}?recherche=faiences")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("FAÏENCES DU NORD") && !page.contains("POTTERS FRANCE"), "{page}");
    assert!(page.contains(r#"aria-labelledby="nav-operation""#), "{page}");

    let form = "name=C%C3%A9ramiques&email=a%40ceramiques.example&first_name=Anne&last_name=Argile";
    let page = browser.submit("/api/operator_create_customer", form).await;
    assert!(page.contains("Un mail part pour a@ceramiques.example"), "{page}");
    assert_eq!(world.count("SELECT count(*) FROM customers").await, 3);

    let customer = world.potters.id;
    let (_, page) = browser.page(&format!("{CUSTOMERS}/{customer}?fermer=oui")).await;
    assert!(page.contains("<dialog") && page.contains("Fermer «\u{a0}POTTERS FRANCE\u{a0}»"), "{page}");
    let form = format!("customer={customer}");
    let page = browser.submit("/api/operator_close_customer", &form).await;
    assert!(page.contains("personne n’y entre plus") && page.contains("Rouvrir"), "{page}");
    let page = browser.submit("/api/operator_close_customer", &form).await;
    assert!(page.contains("Ce client était déjà fermé"), "{page}");
    let page = browser.submit("/api/operator_reopen_customer", &form).await;
    assert!(page.contains("est rouvert"), "{page}");
});

contract_test!(what_is_wrong_with_a_customer_is_said_and_what_was_typed_stays, |world| async {
    let mut browser = Browser::of_staff(world).await;
    let form = "name=potters+france&email=jean.exemple.fr&first_name=Jean&last_name=";
    let page = browser.submit("/api/operator_create_customer", form).await;
    assert!(page.contains("Il manque le signe @") && page.contains(r#"value="potters france""#), "{page}");

    let form = "name=potters+france&email=jean%40exemple.fr&first_name=Jean&last_name=";
    let page = browser.submit("/api/operator_create_customer", form).await;
    assert!(page.contains("Le client «\u{a0}POTTERS FRANCE\u{a0}» existe déjà"), "{page}");
    assert!(page.contains(r#"value="Jean""#) && page.contains(r##"href="#name""##), "{page}");
    assert_eq!(world.count("SELECT count(*) FROM customers").await, 2);
});

contract_test!(contracts_and_their_parts_are_opened_closed_and_opened_again, |world| async {
    let (customer, mut browser) = (world.potters.id, Browser::of_staff(world).await);
    let open = "/api/operator_open_account";
    let form = format!("customer={customer}&contract=&number=777&name=Potters+Sud");
    let page = browser.submit(open, &form).await;
    assert!(page.contains("777 est ouvert") && page.contains("Potters Sud"), "{page}");
    let page = browser.submit(open, &form).await;
    assert!(page.contains("Ce numéro est déjà ouvert") && page.contains(r#"value="Potters Sud""#), "{page}");
    let part = format!("customer={customer}&contract=777&number=é&name=Quai");
    let page = browser.submit(open, &part).await;
    assert!(page.contains("Lettres sans accent"), "{page}");
    let page = browser.submit(open, &part.replace('é', "1")).await;
    assert!(page.contains("777 1 est ouvert"), "{page}");

    let set = |closed: bool| format!("customer={customer}&contract=777&sub_account=1&closed={closed}");
    let page = browser.submit("/api/operator_set_account", &set(true)).await;
    assert!(page.contains("777 1 est fermé") && page.contains("Rouvrir 777 1"), "{page}");
    let page = browser.submit("/api/operator_set_account", &set(true)).await;
    assert!(page.contains("777 1 était déjà fermé"), "{page}");
    let page = browser.submit("/api/operator_set_account", &set(false)).await;
    assert!(page.contains("777 1 est rouvert"), "{page}");
});

/// A document, as a browser sends it.
fn document(name: &str, content: &str, to: &str) -> String {
    let field = |name: &str, value: &str| {
        format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let file = format!(
        "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{content}\r\n--x--\r\n"
    );
    [field("of", "10000700"), field("from", "2027-01-01"), field("to", to), file].concat()
}

contract_test!(a_document_is_published_and_withdrawn_and_what_is_none_is_said_to_be, |world| async {
    let mut browser = Browser::of_staff(world).await;
    let uri = format!("{CUSTOMERS}/{}/tarifs", world.potters.id);
    let pdf = "%PDF-1.7 tarifs";
    for (name, content, to, said) in [
        ("tarifs.pdf", "", "2027-12-31", "Choisissez un fichier"),
        ("tarifs.exe", pdf, "2027-12-31", "doit finir par .pdf"),
        ("tarifs.pdf", "MZ", "2027-12-31", "Le contenu de ce fichier"),
        ("tarifs.pdf", pdf, "2026-12-31", "la première avant la seconde"),
    ] {
        let page = browser.upload(&uri, &document(name, content, to)).await;
        assert!(page.contains(said) && page.contains(r#"value="2027-01-01""#), "{name}: {page}");
    }

    let page = browser.upload(&uri, &document("tarifs.pdf", pdf, "2027-12-31")).await;
    assert!(page.contains("Le document est publié") && page.contains("tarifs.pdf"), "{page}");
    let page = browser.upload(&uri, &document("tarifs.pdf", pdf, "2027-12-31")).await;
    assert!(page.contains("a déjà un document de ce nom"), "{page}");

    let form = format!("customer={}&contract=10000700&name=tarifs.pdf", world.potters.id);
    let page = browser.submit("/api/operator_withdraw_tariff", &form).await;
    assert!(page.contains("«\u{a0}tarifs.pdf\u{a0}» est retiré"), "{page}");
    let page = browser.submit("/api/operator_withdraw_tariff", &form).await;
    assert!(page.contains("avait déjà été retiré"), "{page}");
});

contract_test!(nobody_else_publishes_anything, |world| async {
    let mut browser = Browser::of_staff(world).await;
    let uri = format!("{CUSTOMERS}/{}/tarifs", world.potters.id);
    let administrator = world.session_of(world.potters.administrator).await;
    for cookies in [String::new(), format!("guichet={}", administrator.reveal())] {
        browser.cookies = cookies;
        let body = document("tarifs.pdf", "%PDF-1.7", "2027-12-31");
        let (status, ..) =
            browser.send_as(Method::POST, &uri, "multipart/form-data; boundary=x", &body).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
    assert_eq!(world.count("SELECT count(*) FROM tariffs").await, 0);
});

contract_test!(people_are_shown_once_a_reason_is_given, |world| async {
    let (potters, mut browser) = (&world.potters, Browser::of_staff(world).await);
    let place = potters.place("10000700", "53", "Antony", "Expéditeur");
    let address = EmailAddress::parse("anna@potters.example").unwrap();
    let people = vec![NewPerson { address, last_name: None, first_name: None }];
    let new = NewUsers { people, places: vec![place], grants: Grants::default() };
    users::create(&world.services, &potters.scope, &new).await.unwrap();

    let people = format!("{CUSTOMERS}/{}/personnes", potters.id);
    let (_, page) = browser.page(&people).await;
    assert!(!page.contains("anna@potters.example") && page.contains("Motif"), "{page}");

    let look = "/api/operator_begin_look";
    let page = browser.submit(look, &format!("customer={}&reason=+", potters.id)).await;
    assert!(page.contains("Dites pourquoi") && !page.contains("anna@potters.example"), "{page}");
    let page = browser.submit(look, &format!("customer={}&reason=anna%40potters.fr", potters.id)).await;
    assert!(page.contains(r#"value="anna@potters.fr""#) && page.contains("Retirez l’adresse"), "{page}");

    let page = browser.submit(look, &format!("customer={}&reason=Appel+4711", potters.id)).await;
    assert!(page.contains("anna@potters.example") && page.contains("Appel 4711"), "{page}");
    let (_, page) = browser.page(&format!("{people}?utilisateur=personne")).await;
    assert!(page.contains("Aucun utilisateur ne correspond"), "{page}");

    world.services.clock.advance(60 * 60);
    let (_, page) = browser.page(&people).await;
    assert!(!page.contains("anna@potters.example"), "{page}");
});

contract_test!(a_domain_is_paused_and_resumed_and_what_is_none_is_said_to_be, |world| async {
    let mut browser = Browser::of_staff(world).await;
    let page = browser.submit("/api/operator_pause_domain", "domain=Exemple.FR").await;
    assert!(page.contains("Plus aucun mail ne part vers exemple.fr"), "{page}");
    assert!(page.contains("Reprendre les envois vers exemple.fr"), "{page}");
    let page = browser.submit("/api/operator_resume_domain", "domain=exemple.fr").await;
    assert!(page.contains("Les mails repartent vers exemple.fr"), "{page}");

    let page = browser.submit("/api/operator_pause_domain", "domain=jean%40exemple.fr").await;
    assert!(
        page.contains("Ce n’est pas un domaine") && page.contains(r#"value="jean@exemple.fr""#),
        "{page}"
    );
    let page = browser.submit("/api/operator_send_trial", "address=jean.exemple.fr").await;
    assert!(page.contains("Il manque le signe @") && page.contains(r#"value="jean.exemple.fr""#), "{page}");
    assert_eq!(world.count("SELECT count(*) FROM paused_domains").await, 0);
});

/// The form of a desk, which answers on Saturday.
fn desk(desk: &str, telephone: &str, price: &str, until: &str) -> String {
    let hours = |day: &str, from: &str, until: &str| {
        format!("&hours%5B{day}%5D%5Bfrom%5D={from}&hours%5B{day}%5D%5Buntil%5D={until}")
    };
    let days = [hours("monday", "", ""), hours("saturday", "09%3A00", until)].concat();
    format!("desk={desk}&telephone={telephone}&price={price}{days}")
}

contract_test!(whom_one_can_call_is_changed_and_everybody_reads_it, |world| async {
    let mut browser = Browser::of_staff(world).await;
    let (_, page) = browser.page("/exploitant/contact").await;
    assert!(page.contains(r#"value="0 825 878 888""#) && page.contains(r#"value="0,20""#), "{page}");
    assert!(
        page.contains(r#"id="support-hours-friday-until""#) && page.contains(r#"value="18:00""#),
        "{page}"
    );

    let form = desk("customer-service", "01+23+45+67+89", "0,35", "12%3A30");
    let page = browser.submit("/api/operator_change_desk", &form).await;
    assert!(page.contains("l’affiche dès maintenant") && page.contains("Modifié le 30/06/2026"), "{page}");
    assert!(page.contains(r#"value="01 23 45 67 89""#), "{page}");

    browser.cookies = String::new();
    let (status, page) = browser.page("/contactez-nous").await;
    assert_eq!(status, StatusCode::OK);
    for said in [
        "tel:+33123456789",
        "Service 0,35\u{a0}€",
        "Le samedi (hors jours fériés) de 9\u{a0}h à 12\u{a0}h\u{a0}30",
        "ouvre samedi 04/07 à 9\u{a0}h",
        "0\u{a0}241\u{a0}742\u{a0}088",
        "jusqu’à 18\u{a0}h",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
});

contract_test!(what_no_desk_can_be_is_named_and_what_was_typed_stays, |world| async {
    let mut browser = Browser::of_staff(world).await;
    for (telephone, price, until, field, said) in [
        ("appelez", "0", "12%3A00", "telephone", "Saisissez un numéro de téléphone"),
        ("12345", "0", "12%3A00", "telephone", "celui-ci en a 5"),
        ("123456", "vingt", "12%3A00", "price", "Saisissez un montant"),
        ("123456", "20", "12%3A00", "price", "des euros, pas des centimes"),
        ("123456", "0", "", "hours-saturday-from", "Samedi\u{a0}: saisissez l’ouverture et la fermeture"),
        ("123456", "0", "08%3A00", "hours-saturday-from", "Samedi\u{a0}: la fermeture doit suivre"),
        ("123456", "0", "tard", "hours-saturday-from", "Samedi\u{a0}: saisissez deux heures"),
    ] {
        let page =
            browser.submit("/api/operator_change_desk", &desk("support", telephone, price, until)).await;
        assert!(
            page.contains(said) && page.contains(&format!(r##"href="#support-{field}""##)),
            "{said}: {page}"
        );
        assert!(page.contains(&format!(r#"value="{telephone}""#)), "{said}: {page}");
        assert!(
            page.contains(&format!(r#"value="{price}""#)) && page.contains(r#"value="09:00""#),
            "{said}: {page}"
        );
        assert!(page.contains(r#"value="0 825 878 888""#), "the other desk's form is as it was: {page}");
    }

    let never = "desk=support&telephone=123456&price=0";
    let page = browser.submit("/api/operator_change_desk", never).await;
    assert!(page.contains("Saisissez les horaires d’un jour au moins"), "{page}");
    assert_eq!(world.count("SELECT count(changed_at) FROM contact_desks").await, 0);
});

/// Wrong passwords from one address: of somebody, so often that they wait, and of so many nobodies that the network does.
async fn guess(world: &World) {
    let nobodies = (0..56).map(|number| format!("secret{number}@exemple.fr"));
    for login in iter::repeat_n("admin@potters.example".to_owned(), 5).chain(nobodies) {
        let (network, user_agent) = ([198, 51, 100, 7].into(), "Firefox");
        let attempt = SignIn { login: &login, password: "Secret-et-faux", network, user_agent };
        let tried = access::sign_in(&world.services, &attempt).await;
        assert!(matches!(tried, Err(SignInError::Wrong)), "{login}");
    }
}

contract_test!(who_waits_after_refused_sign_ins_is_seen_and_heard_again, |world| async {
    let page_of = "/exploitant/connexions";
    let mut browser = Browser::of_staff(world).await;
    let (status, page) = browser.page(page_of).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(page.matches("Personne n’attend.").count(), 2, "{page}");

    guess(world).await;
    let identifier =
        world.text("SELECT identifier FROM users WHERE email_key = 'admin@potters.example'").await;
    let identifier = identifier.unwrap();
    let (_, page) = browser.page(page_of).await;
    assert!(page.contains("198.51.100.0/24") && page.contains(&identifier), "{page}");
    assert!(page.contains("30/06/2026 à 14\u{a0}h\u{a0}00") && page.contains(">61<"), "{page}");
    for hidden in ["198.51.100.7", "secret0", "Secret-et-faux"] {
        assert!(!page.contains(hidden), "{hidden}: {page}");
    }

    let (_, page) = browser.page(&format!("{page_of}?reseau=198.51.100.0%2F24")).await;
    assert!(page.contains(r#"id="lever""#) && page.contains("Une adresse n’attend plus"), "{page}");
    let page = browser.submit("/api/operator_release_network", "network=198.51.100.0%2F24").await;
    assert!(page.contains("L’attente de 198.51.100.0/24 est levée"), "{page}");
    let page = browser.submit("/api/operator_release_network", "network=198.51.100.0%2F24").await;
    assert!(page.contains("198.51.100.0/24 n’attendait plus"), "{page}");

    let (_, page) = browser.page(&format!("{page_of}?compte={identifier}")).await;
    assert!(
        page.contains(r#"id="lever""#) && page.contains(&format!("Lever l’attente de {identifier}")),
        "{page}"
    );
    let form = format!("account={identifier}");
    let page = browser.submit("/api/operator_release_account", &form).await;
    assert!(page.contains("est levée") && page.contains("Personne n’attend."), "{page}");
    let page = browser.submit("/api/operator_release_account", &form).await;
    assert!(page.contains("n’attendait plus"), "{page}");

    let (_, page) = browser.page(&format!("{page_of}?compte={identifier}")).await;
    assert!(!page.contains(r#"id="lever""#), "who waits no longer is not asked about: {page}");
});

contract_test!(what_is_not_there_is_a_page_that_is_not_there, |world| async {
    let browser = Browser::of_staff(world).await;
    for page in ["inconnu", "0190163d-8694-739b-aea5-966c26f8ad91", "inconnu/personnes"] {
        let (status, body) = browser.page(&format!("{CUSTOMERS}/{page}")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{page}: {body}");
        assert!(body.contains("Page introuvable"), "{page}: {body}");
    }
});
