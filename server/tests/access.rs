//! Who may reach what: every server function and every route, with nobody, with an ordinary user,
//! with another customer's administrator, and with the customer's own.
//!
//! A server function or a page that has no case here fails the test: whoever adds one says who may
//! call it.

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode, header};
use axum::response::Response;
use backend::access::{self, SessionToken};
use backend::advanced_users;
use backend::imports::{self, Commit, NewDraft};
use backend::tariffs::{NewTariff, publish};
use backend::testing::{World, contract_test};
use backend::users::{self, NewPerson, NewUsers, Selection};
use domain::address::EmailAddress;
use domain::advanced_users::AdvancedRequest;
use domain::credentials::Password;
use domain::end_date::EndDate;
use domain::ids::{AssignmentId, BulkId, CustomerId, DraftId, ImportId, TariffId};
use domain::imports::{CommitOutcome, DraftRow, Field, RowText, VerdictCounts};
use domain::names::ViewName;
use domain::numbers::ContractNumber;
use domain::rights::{Application, Level, Right};
use domain::tariffs::{TariffFile, TariffName, Validity};
use domain::users::{BulkAction, BulkKind, Grants, PageRequest, PersonalRight, SavedView};
use guichet::http::{AppState, router};
use http_body_util::BodyExt;
use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::sync::{Mutex, MutexGuard};
use tower::ServiceExt;

/// Who may call a server function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    /// Anybody: it is about signing in, or about the browser alone.
    Anybody,
    /// Anybody who is signed in: it is about oneself.
    SignedIn,
    /// The administrator of the customer alone.
    Administrator,
    /// An advanced user, who looks at several customers at once.
    Advanced,
    /// The carrier's staff alone.
    Operator,
}

/// A server function and a request for it that its rightful caller could make.
struct Case {
    path: &'static str,
    who: Who,
    json: bool,
    /// The parameters, with `{assignment}`, `{bulk}`, `{draft}`, `{import}`, `{place}`, `{profile}`, `{advanced}` of the customer POTTERS.
    parameters: &'static str,
}

const fn form(path: &'static str, who: Who, parameters: &'static str) -> Case {
    Case { path, who, json: false, parameters }
}

const fn json(path: &'static str, parameters: &'static str) -> Case {
    Case { path, who: Who::Administrator, json: true, parameters }
}

use Who::{Administrator, Advanced, Anybody, Operator, SignedIn};

const CASES: &[Case] = &[
    form("/api/sign_in", Anybody, "login=x&password=y"),
    form("/api/refused_sign_in", Anybody, ""),
    form("/api/resume_session", Anybody, "login=x&password=y&user={customer}&customer={customer}"),
    form("/api/stay_signed_in", SignedIn, ""),
    form("/api/request_reset", Anybody, "email=x%40potters.example"),
    form("/api/refused_reset", Anybody, ""),
    form("/api/look_at_link", Anybody, "token=x"),
    form("/api/redeem_link", Anybody, "token=x&password=y&confirmation=y"),
    form("/api/set_language", Anybody, "language=en&back=%2F"),
    form("/api/set_theme", Anybody, "theme=dark&back=%2F"),
    form("/api/set_columns", Anybody, "shown%5Bsite%5D=true&back=%2Fadministration%2Futilisateurs"),
    form("/api/set_density", Anybody, "density=comfort&back=%2Fadministration%2Futilisateurs"),
    form("/api/must_choose", SignedIn, ""),
    form("/api/choose_password", SignedIn, "password=short&confirmation=short"),
    form("/api/load_factor_question", SignedIn, ""),
    form("/api/give_factor", SignedIn, "code=000000"),
    form("/api/load_second_factor", SignedIn, ""),
    form("/api/add_factor", SignedIn, "password=wrong&code=000000"),
    form("/api/renew_codes", SignedIn, "password=wrong&code=000000"),
    form("/api/remove_factor", SignedIn, "password=wrong&code=000000"),
    form("/api/begin_passkey", SignedIn, "name=Ordinateur&password=wrong"),
    form("/api/add_passkey", SignedIn, "ceremony={customer}&answer=%7B%7D"),
    form("/api/ask_passkey", SignedIn, ""),
    form("/api/give_passkey", SignedIn, "ceremony={customer}&answer=%7B%7D"),
    form("/api/remove_passkey", SignedIn, "passkey={customer}&password=wrong&code=000000"),
    form("/api/load_door", Anybody, ""),
    form("/api/ask_any_passkey", Anybody, ""),
    form("/api/sign_in_with_passkey", Anybody, "ceremony={customer}&answer=%7B%7D"),
    form("/api/my_space", SignedIn, ""),
    form("/api/my_access", SignedIn, ""),
    form("/api/accept_invitation", SignedIn, "customer={customer}"),
    form("/api/my_information", SignedIn, ""),
    form("/api/change_my_information", SignedIn, "last_name=Secret&language=fr"),
    form("/api/change_password", SignedIn, "current=x&password=short&confirmation=short"),
    form("/api/ask_address", SignedIn, "email=jean%40ailleurs.example&password=wrong"),
    form("/api/cancel_address", SignedIn, ""),
    form("/api/look_at_address", Anybody, "token=x"),
    form("/api/confirm_address", Anybody, "token=x"),
    form("/api/refuse_address", Anybody, "token=x"),
    form("/api/end_session", SignedIn, "key=x"),
    form("/api/select_customer", SignedIn, "customer={customer}"),
    form("/api/import_basis", Administrator, ""),
    form("/api/list_profiles", Administrator, ""),
    form("/api/take_profiles_flash", Administrator, ""),
    form("/api/load_profile_creation", Administrator, "copy={profile}"),
    form("/api/create_profile", Administrator, "name=&rights[suivi]=gestion"),
    form("/api/load_profile", Administrator, "profile={profile}"),
    form(
        "/api/edit_profile",
        Administrator,
        "profile={profile}&revision=1&name=Changed&rights[suivi]=gestion",
    ),
    form("/api/load_profile_deletion", Administrator, "profile={profile}"),
    form("/api/delete_profile", Administrator, "profile={profile}&revision=1&successor={successor}"),
    form("/api/undo_profile_change", Administrator, "change={assignment}"),
    form("/api/set_default_profile", Administrator, "profile={profile}"),
    form(
        "/api/list_users",
        Administrator,
        "request[filter][mail_failed]=false&request[sort]=user&request[direction]=ascending&request[size]=25",
    ),
    form(
        "/api/list_people",
        Administrator,
        "request[filter][mail_failed]=false&request[sort]=user&request[direction]=ascending&request[size]=25",
    ),
    form("/api/remove_person", Administrator, "assignment={assignment}"),
    form("/api/list_advanced_users", Administrator, ""),
    form("/api/load_advanced_addition", Administrator, ""),
    form("/api/add_advanced_user", Administrator, "email=lucas%40potters.example"),
    form("/api/load_advanced_import", Administrator, ""),
    form("/api/import_advanced_users", Administrator, "rows=%5B%5D"),
    form("/api/load_association", Administrator, ""),
    form(
        "/api/propose_association",
        Administrator,
        "email=lucas.perrin%40potters.example&contracts[]={contract}",
    ),
    form("/api/withdraw_association", Administrator, "proposal={assignment}"),
    form("/api/load_advanced_user", Administrator, "key={advanced}"),
    form("/api/edit_advanced_user", Administrator, "key={advanced}&last_name=Changed&all=true"),
    form("/api/set_advanced_status", Administrator, "key={advanced}&suspend=true"),
    form("/api/resend_advanced_mail", Administrator, "key={advanced}"),
    form("/api/remove_advanced_user", Administrator, "key={advanced}"),
    form("/api/look_at_association", SignedIn, "proposal={assignment}"),
    form("/api/accept_association", SignedIn, "proposal={assignment}"),
    form("/api/refuse_association", SignedIn, "proposal={assignment}"),
    form("/api/leave_association", SignedIn, "customer={customer}"),
    form("/api/search_choices", Administrator, ""),
    form("/api/load_views", Administrator, ""),
    form("/api/save_view", Administrator, "name=Secret&view=site%3DMassy"),
    form("/api/remove_view", Administrator, "name=Secret"),
    form("/api/propose_bulk", Administrator, "kind=remove&rows[]={assignment}"),
    form("/api/load_bulk", Administrator, "bulk={bulk}"),
    form("/api/aim_bulk", Administrator, "bulk={bulk}&target={successor}"),
    form("/api/begin_bulk", Administrator, "bulk={bulk}"),
    form("/api/undo_bulk", Administrator, "bulk={bulk}"),
    form("/api/take_users_flash", Administrator, ""),
    form("/api/load_creation", Administrator, "person={assignment}"),
    json("/api/preview_users", r#"{"addresses":["new@potters.example"],"places":[{place}]}"#),
    form("/api/create_users", Administrator, "{place_fields}&addresses=new%40potters.example&intent=create"),
    form("/api/load_person", Administrator, "assignment={assignment}"),
    form("/api/load_edition", Administrator, "assignment={assignment}"),
    form(
        "/api/edit_assignment",
        Administrator,
        "assignment={assignment}&last_name=Changed&first_name=&{place_fields}",
    ),
    form("/api/load_address", Administrator, "assignment={assignment}"),
    form(
        "/api/change_address",
        Administrator,
        "assignment={assignment}&from=anna.secret%40potters.example&email=anna%40potters.example",
    ),
    form("/api/set_user_status", Administrator, "assignment={assignment}&suspend=true"),
    form("/api/resend_mail", Administrator, "assignment={assignment}"),
    form("/api/reset_user_password", Administrator, "assignment={assignment}"),
    form("/api/end_user_session", Administrator, "assignment={assignment}&key=x"),
    form("/api/is_last_assignment", Administrator, "assignment={assignment}"),
    form("/api/remove_assignment", Administrator, "assignment={assignment}"),
    form("/api/load_removed", Administrator, ""),
    form("/api/restore_assignments", Administrator, "removal={assignment}"),
    json("/api/open_draft", r#"{"file_name":"a.csv","row_count":1}"#),
    json("/api/recall_columns", r#"{"headings":["a"],"as_read":[null]}"#),
    json("/api/remember_columns", r#"{"headings":["a"],"fields":["email"]}"#),
    json("/api/fill_draft", r#"{"draft":"{draft}","rows":[]}"#),
    json(
        "/api/commit_draft",
        r#"{"draft":"{draft}","only_valid":true,"expected":{"create":0,"assign":0,"profile":0,"unchanged":0,"error":0,"blank":0}}"#,
    ),
    form("/api/import_report", Administrator, "id={import}"),
    form("/api/import_of_draft", Administrator, "draft={draft}"),
    form("/api/imports", Administrator, ""),
    form("/api/preview_undo", Administrator, "id={import}"),
    form("/api/undo_import", Administrator, "import={import}"),
    form("/api/list_contracts", Administrator, ""),
    form(
        "/api/set_contract_label",
        Administrator,
        "contract={contract}&sub_account={sub_account}&label=Quai",
    ),
    form("/api/take_contracts_flash", Administrator, ""),
    form("/api/list_sites", Administrator, "sought=&page=1"),
    form("/api/load_site", Administrator, "site={site}&name=Secret&into={other_site}"),
    form("/api/create_site", Administrator, "name=Antony"),
    form("/api/rename_site", Administrator, "site={site}&name=Massy"),
    form("/api/archive_site", Administrator, "site={site}&away=true"),
    form("/api/merge_sites", Administrator, "site={site}&into={other_site}"),
    form("/api/remove_site", Administrator, "site={other_site}"),
    form("/api/take_sites_flash", Administrator, ""),
    form("/api/load_administration", Administrator, "sought=anna"),
    form(
        "/api/ask_administrator",
        Administrator,
        "person={assignment}&role=successor&password=wrong&sought=secret",
    ),
    form("/api/cancel_hand_over", Administrator, "request={assignment}"),
    form("/api/mail_hand_over_again", Administrator, "request={assignment}"),
    form("/api/withdraw_administrator", Administrator, "key=x&password=wrong"),
    form("/api/require_factor", Administrator, "required=true&password=wrong"),
    form("/api/look_at_hand_over", SignedIn, "token=x"),
    form("/api/accept_hand_over", SignedIn, "token=x&password=wrong"),
    form("/api/journal", Administrator, "request[filter][person]=anna.secret%40potters.example"),
    form("/api/mails", Administrator, "request[filter][person]=anna.secret%40potters.example&asked=true"),
    form("/api/resend_one_mail", Administrator, "assignment={assignment}"),
    form("/api/resend_failed_mails", Administrator, "person=anna.secret%40potters.example"),
    form("/api/take_mails_flash", Administrator, ""),
    form("/api/tariffs", Administrator, ""),
    form("/api/consolidation", Advanced, "request[sought]=secret"),
    form(
        "/api/operator_create_customer",
        Operator,
        "name=Secret&email=a%40secret.example&first_name=Anna&last_name=Secret",
    ),
    form("/api/operator_close_customer", Operator, "customer={customer}"),
    form("/api/operator_reopen_customer", Operator, "customer={customer}"),
    form("/api/operator_begin_look", Operator, "customer={customer}&reason=Secret"),
    form("/api/operator_open_account", Operator, "customer={customer}&contract=&number=77&name=Secret"),
    form(
        "/api/operator_set_account",
        Operator,
        "customer={customer}&contract=10000700&sub_account=53&closed=true",
    ),
    form("/api/operator_withdraw_tariff", Operator, "customer={customer}&contract=10000700&name=secret.pdf"),
    form("/api/operator_pause_domain", Operator, "domain=secret.example"),
    form("/api/operator_resume_domain", Operator, "domain=secret.example"),
    form("/api/operator_send_trial", Operator, "address=a%40secret.example"),
    form(
        "/api/operator_change_desk",
        Operator,
        "desk=support&telephone=0123456789&hours[monday][from]=8h&hours[monday][until]=9h",
    ),
    form("/api/operator_release_network", Operator, "network=192.0.2.0%2F24"),
    form("/api/operator_release_account", Operator, "account=admin%40potters.example"),
    form("/api/operator_end_look", Operator, "customer={customer}"),
    form("/api/sign_out_everywhere", SignedIn, ""),
    form("/api/sign_out", Anybody, ""),
];

/// The administrator of POTTERS asks Anna to share the administration; the request has the key of her assignment.
const REQUEST: &str =
    "INSERT INTO hand_overs (customer_id, id, from_id, to_id, role, token_hash, mail_job_id, asked_at, valid_until)
     SELECT a.customer_id, a.id, d.user_id, a.user_id, 'deputy', s.token_hash, a.id, 0, 9000000000000
     FROM assignments a
     JOIN memberships m ON m.customer_id = a.customer_id AND m.user_id = a.user_id
     JOIN administrators d ON d.customer_id = a.customer_id
     JOIN sessions s ON s.user_id = d.user_id
     WHERE m.email LIKE 'anna.secret%'";

/// Anna sees all contracts of POTTERS, too.
const ADVANCED: &str = "INSERT INTO advanced_users (customer_id, user_id, last_name, first_name, status, created_at)
     SELECT customer_id, user_id, 'Secret', 'Anna', 'active', 0 FROM memberships WHERE email LIKE 'anna.secret%'";

/// Andrée, who has no access of her own.
const LOOKS_ON: &str = "INSERT INTO users (id, email, email_key, identifier, created_at)
    SELECT id, 'andree@group.example', 'andree@group.example', 'andree', 0 FROM customers
    WHERE name = 'POTTERS FRANCE'";

const LOOKS_ON_POTTERS: &str = "INSERT INTO advanced_users (customer_id, user_id, status, created_at)
    SELECT c.id, u.id, 'active', 0 FROM users u JOIN customers c ON c.name = 'POTTERS FRANCE'
    WHERE u.identifier = 'andree'";

const CHOSEN: &str =
    "UPDATE sessions SET customer_id = (SELECT id FROM customers WHERE name = 'POTTERS FRANCE')
    WHERE user_id = (SELECT id FROM users WHERE identifier = 'andree')";

/// At the contract at which nobody of these tests is.
const ONE_CONTRACT: &str = "INSERT INTO advanced_user_contracts (customer_id, user_id, contract_id)
    SELECT c.customer_id, u.id, c.id FROM contracts c JOIN users u ON u.identifier = 'andree'
    WHERE c.number = '10095403'";
/// POTTERS has proposed an association to somebody; it has the key of Anna's assignment.
const PROPOSAL: &str =
    "INSERT INTO advanced_proposals (customer_id, id, email, email_key, mail_job_id, asked_at, valid_until)
     SELECT a.customer_id, a.id, 'secret@ailleurs.example', 'secret@ailleurs.example', a.id, 0, 9000000000000
     FROM assignments a
     JOIN memberships m ON m.customer_id = a.customer_id AND m.user_id = a.user_id
     WHERE m.email LIKE 'anna.secret%'";

/// Leptos keeps reactive state for the whole process and wakes its tasks on the runtime that is current:
/// pages made under several runtimes at once, as only tests have them, can wait for each other for ever.
static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());

/// What belongs to POTTERS, and who is asking.
struct Scene<'w> {
    _alone: MutexGuard<'static, ()>,
    world: &'w World,
    assignment: AssignmentId,
    draft: DraftId,
    import: ImportId,
    tariff: TariffId,
    bulk: BulkId,
    /// What names Anna among the advanced users of POTTERS.
    advanced: String,
    ordinary: SessionToken,
    stranger: SessionToken,
    administrator: SessionToken,
    operator: SessionToken,
}

impl<'w> Scene<'w> {
    async fn new(world: &'w World) -> Self {
        let potters = &world.potters;
        let place = potters.place("10000700", "53", "Antony", "Expéditeur");
        let people = ["anna.secret@potters.example", "jean@potters.example"].map(|address| NewPerson {
            address: EmailAddress::parse(address).unwrap(),
            last_name: None,
            first_name: None,
        });

        users::create(
            &world.services,
            &potters.scope,
            &NewUsers { people: people.into(), places: vec![place], grants: Grants::default() },
        )
        .await
        .unwrap();
        let page = users::list(&world.services, &potters.scope, &PageRequest::default()).await.unwrap();
        let row = &page.rows[0];
        let draft = NewDraft { file_name: "a.csv".to_owned(), row_count: 0 };

        let mut scene = Self {
            _alone: ONE_AT_A_TIME.lock().await,
            world,
            assignment: row.id,
            draft: imports::open(&world.services, &potters.scope, draft).await.unwrap(),
            import: imported(world).await,
            tariff: published(world).await,
            bulk: proposed(world, row.id).await,
            advanced: String::new(),
            ordinary: world.session_of(world.user_of("jean@potters.example").await).await,
            stranger: world.session_of(world.other.administrator).await,
            administrator: world.session_of(potters.administrator).await,
            operator: world.session_of(world.operator_user().await).await,
        };
        let view =
            SavedView { name: ViewName::parse("Secret").unwrap(), query: "utilisateur=secret".to_owned() };
        users::save_view(&world.services, &potters.scope, &view).await.unwrap();
        world.execute(REQUEST).await;
        world.execute(ADVANCED).await;
        world.execute(PROPOSAL).await;
        scene.advanced = advanced_key(world).await;
        scene
    }

    /// Somebody who administers the people of Saint-Étienne, and of nowhere else.
    async fn delegate(&self) -> SessionToken {
        let (world, potters) = (self.world, &self.world.potters);
        let place = potters.place("10000700", "53", "Saint-Étienne", "Expéditeur");
        let address = EmailAddress::parse("delegate@potters.example").unwrap();
        let right = Right { application: Application::Administration, level: Level::Manage };
        let grants = Grants { personal: vec![PersonalRight { right, end: None }], end: None };
        let people = vec![NewPerson { address, last_name: None, first_name: None }];
        users::create(&world.services, &potters.scope, &NewUsers { people, places: vec![place], grants })
            .await
            .unwrap();
        world.execute("UPDATE memberships SET status = 'active' WHERE email LIKE 'delegate%'").await;
        world.session_of(world.user_of("delegate@potters.example").await).await
    }

    /// An advanced user of POTTERS who is nobody else there, and has chosen to look at it.
    async fn advanced(&self) -> SessionToken {
        let world = self.world;
        world.execute(LOOKS_ON).await;
        world.execute(LOOKS_ON_POTTERS).await;
        let session = world.session_of(world.user_of("andree@group.example").await).await;
        world.execute(CHOSEN).await;
        session
    }

    fn fill_in(&self, parameters: &str) -> String {
        let place = self.world.potters.place("10000700", "53", "Antony", "Expéditeur");
        let successor = self.world.potters.place("10000700", "53", "Antony", "Consultation").profile;
        let (sub_account, site) = (place.sub_account.unwrap(), place.site.unwrap());
        let place_fields = format!(
            "place[contract]={}&place[sub_account]={sub_account}&place[site]={site}&place[profile]={}",
            place.contract, place.profile
        );

        parameters
            .replace(
                "{other_site}",
                &self
                    .world
                    .potters
                    .place("10000700", "", "Saint-Étienne", "Expéditeur")
                    .site
                    .unwrap()
                    .to_string(),
            )
            .replace("{site}", &site.to_string())
            .replace("{contract}", &place.contract.to_string())
            .replace("{sub_account}", &sub_account.to_string())
            .replace("{place_fields}", &place_fields)
            .replace("{place}", &serde_json::to_string(&place).unwrap())
            .replace("{profile}", &place.profile.to_string())
            .replace("{successor}", &successor.to_string())
            .replace("{assignment}", &self.assignment.to_string())
            .replace("{draft}", &self.draft.to_string())
            .replace("{import}", &self.import.to_string())
            .replace("{bulk}", &self.bulk.to_string())
            .replace("{advanced}", &self.advanced)
            .replace("{customer}", &self.world.potters.id.to_string())
    }

    /// What an administrator sends as JSON, for a customer.
    fn json_for(&self, path: &str, customer: CustomerId) -> String {
        let case = CASES.iter().find(|case| case.path == path).unwrap();
        let mut sent: serde_json::Value = serde_json::from_str(&self.fill_in(case.parameters)).unwrap();
        sent["customer"] = serde_json::to_value(customer).unwrap();
        sent.to_string()
    }

    /// What POTTERS' administrator is told who asks for what was made for another customer.
    async fn is_for_another(&self, path: &str, method: &Method, asked: String) {
        let case = CASES.iter().find(|case| case.path == path).unwrap();
        let (status, body) = self.ask(case, method, Some(&self.administrator), asked).await;
        assert_eq!((status, body.as_str()), (StatusCode::CONFLICT, "\"other_customer\""), "{path}");
    }

    /// Everything that POTTERS would miss, or would find changed.
    async fn belongings(&self) -> Vec<Option<String>> {
        let mut texts = Vec::new();
        for sql in [
            "SELECT CAST(count(*) AS TEXT) FROM assignments",
            "SELECT CAST(count(*) AS TEXT) FROM journal",
            "SELECT CAST(count(*) AS TEXT) FROM mail_jobs WHERE customer_id IS NOT NULL",
            "SELECT max(last_name || status || email) FROM memberships",
            "SELECT CAST(count(*) AS TEXT) FROM imports",
            "SELECT CAST(count(*) AS TEXT) FROM tariffs JOIN tariff_pieces ON id = tariff_id",
            "SELECT CAST(count(*) AS TEXT) FROM journal_people",
            "SELECT CAST(sum(revision) AS TEXT) FROM profiles",
            "SELECT CAST(count(*) AS TEXT) FROM customers c JOIN profiles p ON p.id = c.default_profile_id
             WHERE p.name = 'Expéditeur'",
            "SELECT CAST(count(*) AS TEXT) FROM address_requests",
            "SELECT CAST(count(*) AS TEXT) FROM own_address_changes",
            "SELECT CAST(count(*) AS TEXT) FROM site_merges",
            "SELECT CAST(count(*) AS TEXT) FROM saved_views WHERE query = 'utilisateur=secret'",
            "SELECT CAST(count(*) AS TEXT) FROM bulk_changes WHERE state = 'proposed' AND kind = 'profile'",
            "SELECT min(t.name) || max(t.name) || count(*) || count(archived_at) FROM sites t
             JOIN customers c ON c.id = t.customer_id WHERE c.name = 'POTTERS FRANCE'",
            "SELECT CAST(count(*) AS TEXT) FROM administrators",
            "SELECT CAST(count(*) AS TEXT) FROM customers WHERE state = 'active'",
            "SELECT CAST(count(*) AS TEXT) FROM operator_looks",
            "SELECT CAST(count(*) AS TEXT) FROM paused_domains",
            "SELECT CAST(count(changed_at) AS TEXT) || max(telephone) FROM contact_desks",
            "SELECT CAST(sum(requires_factor) AS TEXT) FROM customers",
            "SELECT CAST((SELECT count(*) FROM second_factors) + (SELECT count(*) FROM recovery_codes)
                 + (SELECT count(*) FROM passkeys) AS TEXT)",
            "SELECT max(v.last_name || v.status) || count(*) || count(c.user_id) FROM advanced_users v
             LEFT JOIN advanced_user_contracts c ON c.customer_id = v.customer_id AND c.user_id = v.user_id",
            "SELECT min(state) || max(state) || count(*) || count(c.proposal_id) FROM advanced_proposals p
             LEFT JOIN advanced_proposal_contracts c ON c.customer_id = p.customer_id AND c.proposal_id = p.id",
            "SELECT CAST(count(*) AS TEXT) FROM hand_overs WHERE state = 'pending'",
            "SELECT max(c.label || s.label) FROM contracts c JOIN sub_accounts s ON s.contract_id = c.id",
        ] {
            texts.push(self.world.text(sql).await);
        }

        texts
    }

    async fn call(
        &self,
        case: &Case,
        method: &Method,
        session: Option<&SessionToken>,
    ) -> (StatusCode, String) {
        self.ask(case, method, session, self.fill_in(case.parameters)).await
    }

    /// The same with these parameters.
    async fn ask(
        &self,
        case: &Case,
        method: &Method,
        session: Option<&SessionToken>,
        parameters: String,
    ) -> (StatusCode, String) {
        let uri =
            if method == Method::GET { format!("{}?{parameters}", case.path) } else { case.path.to_owned() };
        let content_type = if case.json { "application/json" } else { "application/x-www-form-urlencoded" };
        let body = if method == Method::GET { Body::empty() } else { Body::from(parameters) };

        self.send(
            request(method, &uri, session).header(header::CONTENT_TYPE, content_type).body(body).unwrap(),
        )
        .await
    }

    async fn answer(&self, mut request: Request<Body>) -> Response {
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 4000))));
        let state = AppState {
            services: self.world.services.clone(),
            shares: backend::db::Shares::default(),
            trusted_proxies: [].into(),
            https: false,
        };
        router(state).oneshot(request).await.unwrap()
    }

    /// Calls all that is an administrator's, but for what only adds to the caller's own: nothing of POTTERS is changed, no
    /// answer has one of the words that are hidden from the caller, and none is a fault of the server's.
    async fn sweep(&self, session: &SessionToken, hidden: &[&str], own: &[&str]) {
        let before = self.belongings().await;
        for (path, method) in registered() {
            let case = CASES.iter().find(|case| case.path == path).unwrap();
            if case.who != Administrator || own.contains(&path) {
                continue;
            }

            let (status, body) = self.call(case, &method, Some(session)).await;
            assert!(!hidden.iter().any(|word| body.contains(word)), "{path}: {status}: {body}");
            assert!(!status.is_server_error(), "{path}: {status}: {body}");
        }

        assert_eq!(self.belongings().await, before);
    }

    /// Where an answer leads.
    async fn location(&self, request: Request<Body>) -> Option<String> {
        let answer = self.answer(request).await;
        answer.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned())
    }

    async fn send(&self, request: Request<Body>) -> (StatusCode, String) {
        let response = self.answer(request).await;
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8_lossy(&body).into_owned())
    }
}

/// What names the one advanced user of POTTERS.
async fn advanced_key(world: &World) -> String {
    let request = AdvancedRequest::default();
    let listed = advanced_users::list(&world.services, &world.potters.scope, &request).await.unwrap();
    listed[0].key.clone()
}

/// A document of POTTERS.
async fn published(world: &World) -> TariffId {
    let new = NewTariff {
        contract: ContractNumber::parse("10000700").unwrap(),
        file: TariffFile::new(TariffName::parse("secret.pdf").unwrap(), b"%PDF-1.7 secret".to_vec()).unwrap(),
        validity: Validity::new(EndDate::FIRST, EndDate::LAST).unwrap(),
    };
    publish(&world.services, &world.potters.scope, &new).await.unwrap()
}

/// A change of the profile of somebody of POTTERS, as it is proposed to the administrator.
async fn proposed(world: &World, assignment: AssignmentId) -> BulkId {
    let (services, scope) = (&world.services, &world.potters.scope);
    let chosen = Selection::Rows(vec![assignment]);
    let bulk = users::propose_bulk(services, scope, BulkKind::Profile, &chosen).await.unwrap();
    let profile = world.potters.place("10000700", "53", "Antony", "Consultation").profile;
    users::aim_bulk(services, scope, bulk, BulkAction::Profile(profile)).await.unwrap();
    bulk
}

/// An import of POTTERS that brought somebody.
async fn imported(world: &World) -> ImportId {
    let (services, scope) = (&world.services, &world.potters.scope);
    let new = NewDraft { file_name: "secret.csv".to_owned(), row_count: 1 };
    let draft = imports::open(services, scope, new).await.unwrap();
    let cells = RowText::default()
        .with(Field::Contract, "10000700")
        .with(Field::Site, "Antony")
        .with(Field::Email, "import.secret@potters.example");

    imports::fill(services, scope, draft, &[DraftRow { line: 2, cells }]).await.unwrap();
    let expected = VerdictCounts { create: 1, ..VerdictCounts::default() };
    let how = Commit { options: domain::imports::CommitOptions::default(), expected, accepted: None };

    match imports::commit(services, scope, draft, how).await.unwrap() {
        CommitOutcome::Done(report) => report.id,
        changed @ CommitOutcome::Changed(_) => panic!("{changed:?}"),
    }
}

fn request(method: &Method, uri: &str, session: Option<&SessionToken>) -> axum::http::request::Builder {
    let wanted = if uri.starts_with("/api/") { "application/json" } else { "text/html" };
    let request = Request::builder().method(method).uri(uri).header(header::ACCEPT, wanted);
    match session {
        Some(token) => request.header(header::COOKIE, format!("guichet={}", token.reveal())),
        None => request,
    }
}

/// The server functions that this executable answers, with their methods.
fn registered() -> Vec<(&'static str, Method)> {
    leptos::server_fn::axum::server_fn_paths().collect()
}

#[test]
fn every_server_function_has_a_case() {
    let registered: BTreeSet<&str> = registered().into_iter().map(|(path, _)| path).collect();
    let cases: BTreeSet<&str> = CASES.iter().map(|case| case.path).collect();
    assert_eq!(registered, cases);
}

contract_test!(no_answer_leads_back_to_where_a_request_says_it_comes_from, |world| async {
    let scene = Scene::new(world).await;
    for (path, method) in registered() {
        let case = CASES.iter().find(|case| case.path == path).unwrap();
        let parameters = scene.fill_in(case.parameters);
        let asked = request(&method, path, None)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::REFERER, "https://ailleurs.example/");
        let mut asked = asked.body(Body::from(parameters)).unwrap();
        asked.headers_mut().insert(header::ACCEPT, "text/html".parse().unwrap());
        let led = scene.location(asked).await.unwrap_or_default();
        assert!(!led.contains("ailleurs"), "{path}: {led}");
    }
});

contract_test!(signing_in_ends_the_session_that_came_with_the_request, |world| async {
    const OWN: &str = "correct cheval pile agrafe";
    let scene = Scene::new(world).await;
    let hash =
        access::hash_password(&world.services, world.potters.administrator, &Password::parse(OWN).unwrap())
            .await
            .unwrap();
    let mut tx = world.services.db.write().await.unwrap();
    tx.query("UPDATE users SET password_hash = $1").bind(hash).execute().await.unwrap();
    tx.commit().await.unwrap();

    let body = format!("login=admin%40faiences.example&password={}", OWN.replace(' ', "+"));
    let asked = request(&Method::POST, "/api/sign_in", Some(&scene.administrator))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = scene.answer(asked.body(Body::from(body)).unwrap()).await;
    assert!(answer.headers().contains_key(header::SET_COOKIE));
    let former = access::principal(&world.services, &scene.administrator).await.unwrap();
    assert!(former.is_none(), "another's session ends, whoever signs in");
    assert!(access::principal(&world.services, &scene.stranger).await.unwrap().is_some());
});

contract_test!(a_form_that_was_made_for_another_customer_changes_nothing, |world| async {
    let scene = Scene::new(world).await;
    let before = scene.belongings().await;
    let other = world.other.id;
    for (path, parameters) in [
        ("/api/create_site", "name=Nouveau"),
        ("/api/create_profile", "name=Nouveau&rights[suivi]=gestion"),
        ("/api/add_advanced_user", "email=lucas%40potters.example"),
        ("/api/import_advanced_users", "rows=%5B%5D"),
        ("/api/propose_association", "email=lucas.perrin%40potters.example"),
        ("/api/require_factor", "required=true&password=wrong"),
        ("/api/save_view", "name=Nouveau&view=site%3DMassy"),
        ("/api/remove_view", "name=Les+siens"),
        ("/api/propose_bulk", "kind=remove&matching=true"),
        ("/api/resend_failed_mails", "person="),
    ] {
        let asked = format!("{parameters}&customer={other}");
        scene.is_for_another(path, &Method::POST, asked).await;
    }
    assert_eq!(scene.belongings().await, before);

    let case = CASES.iter().find(|case| case.path == "/api/create_site").unwrap();
    let own = format!("name=Nouveau&customer={}", world.potters.id);
    let (status, body) = scene.ask(case, &Method::POST, Some(&scene.administrator), own).await;
    assert!(status.is_success(), "{status}: {body}");
});

contract_test!(a_file_that_was_prepared_for_another_customer_goes_to_none, |world| async {
    let scene = Scene::new(world).await;
    let count = "SELECT (SELECT count(*) FROM drafts) + (SELECT count(*) FROM import_columns)";
    let before = (world.count(count).await, scene.belongings().await);
    scene.is_for_another("/api/import_basis", &Method::GET, format!("customer={}", world.other.id)).await;
    let imports = ["/api/open_draft", "/api/fill_draft", "/api/commit_draft", "/api/remember_columns"];
    for path in imports {
        scene.is_for_another(path, &Method::POST, scene.json_for(path, world.other.id)).await;
    }
    assert_eq!((world.count(count).await, scene.belongings().await), before);

    for path in imports {
        let case = CASES.iter().find(|case| case.path == path).unwrap();
        let own = scene.json_for(path, world.potters.id);
        let (_, body) = scene.ask(case, &Method::POST, Some(&scene.administrator), own).await;
        assert_ne!(body, "\"other_customer\"", "{path}");
    }
});

/// What no form means: a NUL, octets that are no text, a text that never ends, marks that turn what follows around.
const STRANGE: [&str; 4] = ["%00", "%FF%FE", "%E2%80%AE%EF%BF%BD", "LONG"];

/// The parameters of a form, one after the other with something strange in it.
fn strange(parameters: &str) -> Vec<String> {
    let pairs: Vec<&str> = parameters.split('&').filter(|pair| !pair.is_empty()).collect();
    let long = "x".repeat(10_000);
    let strange = STRANGE.map(|text| if text == "LONG" { long.as_str() } else { text });
    let with = |at: usize, text: &str| {
        let pair =
            |(n, pair): (usize, &&str)| if n == at { format!("{pair}{text}") } else { (*pair).to_owned() };
        pairs.iter().enumerate().map(pair).collect::<Vec<_>>().join("&")
    };

    (0..pairs.len())
        .flat_map(|at| strange.iter().map(move |text| (at, *text)))
        .map(|(at, text)| with(at, text))
        .collect()
}

contract_test!(no_text_of_a_form_is_a_fault_of_the_server_s, |world| async {
    let scene = Scene::new(world).await;
    for (path, method) in registered() {
        let case = CASES.iter().find(|case| case.path == path).unwrap();
        let session = if case.who == Operator { &scene.operator } else { &scene.administrator };
        let filled = scene.fill_in(case.parameters);
        for parameters in
            if case.json { vec![filled.replacen("\":\"", "\":\"\\u0000", 1)] } else { strange(&filled) }
        {
            let (status, body) = scene.ask(case, &method, Some(session), parameters.clone()).await;
            let asked: String = parameters.chars().take(300).collect();
            // Another test may be having passwords hashed.
            let is_fault = status.is_server_error() && body != "\"busy\"";
            assert!(!is_fault, "{path}: {asked}: {status}: {body}");
        }
    }
});

contract_test!(nobody_reaches_a_server_function_that_is_for_somebody, |world| async {
    let scene = Scene::new(world).await;
    let before = scene.belongings().await;
    for (path, method) in registered() {
        let case = CASES.iter().find(|case| case.path == path).unwrap();
        let (status, body) = scene.call(case, &method, None).await;
        if case.who != Anybody {
            assert_eq!(status, StatusCode::UNAUTHORIZED, "{path}: {body}");
        }
    }
    assert_eq!(scene.belongings().await, before);
});

contract_test!(an_ordinary_user_reaches_nothing_of_the_customer, |world| async {
    let scene = Scene::new(world).await;
    let before = scene.belongings().await;
    for (path, method) in registered() {
        let case = CASES.iter().find(|case| case.path == path).unwrap();
        if case.who == Administrator {
            let (status, body) = scene.call(case, &method, Some(&scene.ordinary)).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{path}: {body}");
        }
    }
    assert_eq!(scene.belongings().await, before);
});

contract_test!(another_customer_s_administrator_sees_and_changes_nothing, |world| async {
    let scene = Scene::new(world).await;
    scene.sweep(&scene.stranger, &["secret"], &["/api/open_draft", "/api/add_advanced_user"]).await;
});

contract_test!(who_administers_one_site_sees_and_changes_nothing_of_another, |world| async {
    let scene = Scene::new(world).await;
    let delegate = scene.delegate().await;
    scene.sweep(&delegate, &["secret", "Antony"], &["/api/open_draft"]).await;

    for page in [
        "/administration/utilisateurs",
        "/administration/utilisateurs/creer",
        "/administration/utilisateurs/export.csv",
        "/mon-compte/utilisateurs",
    ] {
        let request = request(&Method::GET, page, Some(&delegate)).body(Body::empty()).unwrap();
        let (status, body) = scene.send(request).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(!body.contains("secret") && !body.contains("Antony"), "{page}: {body}");
    }
});

contract_test!(an_advanced_user_looks_at_everything_and_changes_nothing, |world| async {
    let scene = Scene::new(world).await;
    let advanced = scene.advanced().await;
    scene.sweep(&advanced, &[], &["/api/open_draft"]).await;

    let person = format!("/administration/utilisateurs/{}", scene.assignment);
    for (page, shows) in [
        ("/administration/utilisateurs", "anna.secret@potters.example"),
        (person.as_str(), "anna.secret@potters.example"),
        ("/administration/utilisateurs/export.csv", "anna.secret@potters.example"),
        ("/administration/imports", "Imports"),
    ] {
        let page = request(&Method::GET, page, Some(&advanced)).body(Body::empty()).unwrap();
        let (status, body) = scene.send(page).await;
        assert_eq!(status, StatusCode::OK, "{shows}");
        assert!(body.contains(shows), "{body}");
        for change in [
            "/api/remove_assignment",
            "/api/edit_assignment",
            "/api/resend_mail",
            "/api/set_user_status",
            "/api/reset_user_password",
            "/api/propose_bulk",
        ] {
            assert!(!body.contains(change), "{change}: {body}");
        }
    }
});

contract_test!(an_advanced_user_of_one_contract_reaches_nothing_of_another, |world| async {
    let scene = Scene::new(world).await;
    let advanced = scene.advanced().await;
    world.execute(ONE_CONTRACT).await;
    scene.sweep(&advanced, &["secret"], &["/api/open_draft"]).await;

    for page in ["/administration/utilisateurs", "/administration/utilisateurs/export.csv"] {
        let request = request(&Method::GET, page, Some(&advanced)).body(Body::empty()).unwrap();
        let (status, body) = scene.send(request).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(!body.contains("secret"), "{page}: {body}");
    }
});

contract_test!(
    only_an_advanced_user_sees_the_contracts_and_finds_the_people_of_all_customers,
    |world| async {
        let scene = Scene::new(world).await;
        let advanced = scene.advanced().await;
        let case = CASES.iter().find(|case| case.who == Advanced).unwrap();
        for session in [&scene.ordinary, &scene.stranger, &scene.administrator] {
            let (status, body) = scene.call(case, &Method::GET, Some(session)).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{body}");
        }

        let (status, body) = scene.call(case, &Method::GET, Some(&advanced)).await;
        assert_eq!(status, StatusCode::OK);
        assert!(body.contains("anna.secret@potters.example") && !body.contains("FAÏENCES"), "{body}");
        world.execute(ONE_CONTRACT).await;
        let (_, body) = scene.call(case, &Method::GET, Some(&advanced)).await;
        assert!(!body.contains("secret@") && body.contains("\"contracts\":1"), "{body}");
    }
);

contract_test!(an_advanced_user_who_is_suspended_is_out_at_once, |world| async {
    let scene = Scene::new(world).await;
    let advanced = scene.advanced().await;
    let list = CASES.iter().find(|case| case.path == "/api/list_users").unwrap();
    assert_eq!(scene.call(list, &Method::GET, Some(&advanced)).await.0, StatusCode::OK);

    world.execute("UPDATE advanced_users SET status = 'suspended'").await;
    assert_eq!(scene.call(list, &Method::GET, Some(&advanced)).await.0, StatusCode::NOT_FOUND);
});

contract_test!(nobody_but_the_carrier_s_staff_operates, |world| async {
    let scene = Scene::new(world).await;
    let delegate = scene.delegate().await;
    world.execute("UPDATE memberships SET status = 'active' WHERE email LIKE 'anna%'").await;
    let advanced = world.session_of(world.user_of("anna.secret@potters.example").await).await;
    let before = scene.belongings().await;
    for session in [&scene.ordinary, &scene.administrator, &scene.stranger, &delegate, &advanced] {
        for case in CASES.iter().filter(|case| case.who == Operator) {
            let method = registered().into_iter().find(|(path, _)| *path == case.path).unwrap().1;
            let (status, body) = scene.call(case, &method, Some(session)).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{}: {body}", case.path);
        }
    }
    assert_eq!(scene.belongings().await, before);
});

contract_test!(the_carrier_s_staff_reaches_each_of_its_own_and_nothing_of_a_customer_s, |world| async {
    let scene = Scene::new(world).await;
    let people = "SELECT max(last_name || status || email) || count(*) FROM memberships";
    let before = world.text(people).await;
    for case in CASES.iter().filter(|case| matches!(case.who, Administrator | Operator)) {
        let method = registered().into_iter().find(|(path, _)| *path == case.path).unwrap().1;
        let (status, body) = scene.call(case, &method, Some(&scene.operator)).await;
        let is_own = case.who == Operator;
        assert_eq!(status != StatusCode::NOT_FOUND, is_own, "{}: {status}: {body}", case.path);
        assert!(!status.is_server_error(), "{}: {status}: {body}", case.path);
    }
    assert_eq!(world.text(people).await, before);
});

/// The pages of the carrier's staff, and one that is not there.
fn operated(scene: &Scene<'_>) -> Vec<String> {
    let pages = leptos_axum::generate_route_list(app::App);
    let customer = scene.world.potters.id.to_string();
    let operated = pages.iter().map(|page| page.path().replace("{customer}", &customer));
    operated.filter(|path| path.starts_with(domain::paths::OPERATOR)).collect()
}

contract_test!(to_whoever_is_not_of_the_staff_its_pages_are_not_there, |world| async {
    let scene = Scene::new(world).await;
    let delegate = scene.delegate().await;
    let pages = operated(&scene);
    assert!(pages.len() > 4, "{pages:?}");
    let sessions =
        [None, Some(&scene.ordinary), Some(&scene.stranger), Some(&scene.administrator), Some(&delegate)];
    for session in sessions {
        let nowhere = request(&Method::GET, "/nulle-part", session).body(Body::empty()).unwrap();
        let (missing, nothing) = scene.send(nowhere).await;
        assert_eq!(missing, StatusCode::NOT_FOUND);
        for page in &pages {
            let asked = request(&Method::GET, page, session).body(Body::empty()).unwrap();
            let (status, body) = scene.send(asked).await;
            assert_eq!(status, missing, "{page}");
            assert_eq!(main_of(&body), main_of(&nothing), "{page}");
            assert!(!body.contains(">Exploitation<"), "{page}: {body}");
        }
    }

    for page in &pages {
        let asked = request(&Method::GET, page, Some(&scene.operator)).body(Body::empty()).unwrap();
        let (status, body) = scene.send(asked).await;
        assert!(status.is_success() || status.is_redirection(), "{page}: {status}: {body}");
        assert!(!body.contains("anna.secret"), "{page}: {body}");
    }
});

/// What a page shows in its main part.
fn main_of(page: &str) -> &str {
    let main = page.split_once("<main").map_or("", |(_, rest)| rest);
    main.split_once("</main>").map_or("", |(main, _)| main)
}

contract_test!(another_customer_s_administrator_cannot_look_at_this_one, |world| async {
    let scene = Scene::new(world).await;
    let case = CASES.iter().find(|case| case.path == "/api/select_customer").unwrap();
    let (status, _) = scene.call(case, &Method::POST, Some(&scene.stranger)).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
});

contract_test!(the_customer_s_own_administrator_reaches_each, |world| async {
    let scene = Scene::new(world).await;
    for case in CASES.iter().filter(|case| case.who == Administrator) {
        let method = registered().into_iter().find(|(path, _)| *path == case.path).unwrap().1;
        let (status, body) = scene.call(case, &method, Some(&scene.administrator)).await;
        let refused = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN];
        assert!(!refused.contains(&status) && !status.is_server_error(), "{}: {status}: {body}", case.path);
    }
});

contract_test!(a_customer_is_never_told_the_key_that_a_person_has_with_every_customer, |world| async {
    let scene = Scene::new(world).await;
    let person = world.user_of("anna.secret@potters.example").await.to_string();
    for case in CASES.iter().filter(|case| case.who == Administrator) {
        let method = registered().into_iter().find(|(path, _)| *path == case.path).unwrap().1;
        let (_, body) = scene.call(case, &method, Some(&scene.administrator)).await;
        assert!(!body.contains(&person), "{}: {body}", case.path);
    }
    for path in
        ["/administration/utilisateurs", &format!("/administration/utilisateurs/{}", scene.assignment)]
    {
        let page = request(&Method::GET, path, Some(&scene.administrator)).body(Body::empty()).unwrap();
        let (_, body) = scene.send(page).await;
        assert!(!body.contains(&person), "{path}");
    }
});

contract_test!(what_leaves_as_a_file_stands_in_the_journal, |world| async {
    let scene = Scene::new(world).await;
    for (path, action) in [
        ("/administration/utilisateurs/export.csv", "users.exported"),
        ("/administration/utilisateurs/export.xlsx", "users.exported"),
        (&*format!("/administration/utilisateurs/lot/{}/affectations.csv", scene.bulk), "users.exported"),
        ("/administration/sites/export.csv", "sites.exported"),
        (domain::paths::ADVANCED_USERS_CSV, "advanced_users.exported"),
        (domain::paths::ADVANCED_USERS_XLSX, "advanced_users.exported"),
        ("/administration/journal/export.csv", "journal.exported"),
    ] {
        let asked = request(&Method::GET, path, Some(&scene.administrator)).body(Body::empty()).unwrap();
        let (status, _) = scene.send(asked).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        let last = "SELECT action FROM journal j JOIN customers c ON c.id = j.customer_id
             WHERE c.name = 'POTTERS FRANCE' ORDER BY sequence DESC LIMIT 1";
        assert_eq!(world.text(last).await.as_deref(), Some(action), "{path}");
    }

    let exported = "SELECT count(*) FROM journal WHERE action = 'users.exported'";
    let before = world.count(exported).await;
    let nothing = format!("/administration/utilisateurs/lot/{}/affectations.csv", scene.assignment);
    let asked = request(&Method::GET, &nothing, Some(&scene.administrator)).body(Body::empty()).unwrap();
    assert_eq!(scene.send(asked).await.0, StatusCode::NOT_FOUND);
    assert_eq!(world.count(exported).await, before, "what is not there does not leave");
});

contract_test!(every_page_of_the_administration_asks_who_is_there, |world| async {
    let scene = Scene::new(world).await;
    let pages = leptos_axum::generate_route_list(app::App);
    let assignment = scene.assignment.to_string();
    let administration = pages.iter().map(leptos_axum::AxumRouteListing::path).filter(|path| {
        ["/administration", "/mon-", "/consolidation", "/association"].iter().any(|of| path.starts_with(of))
    });
    let site = world.potters.reference.sites[0].id.to_string();
    let exports = [
        "/administration/utilisateurs/export.csv",
        "/administration/utilisateurs/export.xlsx",
        domain::paths::BULK_ROWS_PATTERN,
        domain::paths::REFUSED_ROWS_PATTERN,
        "/administration/sites/export.csv",
        "/administration/journal/export.csv",
        domain::paths::ADVANCED_USERS_CSV,
        domain::paths::MY_DATA,
        domain::paths::ADVANCED_USERS_XLSX,
        "/administration/tarifs/{tariff}",
    ];
    for path in administration.chain(exports) {
        let uri = path
            .replace("{assignment}", &assignment)
            .replace("{site}", &site)
            .replace("{tariff}", &scene.tariff.to_string())
            .replace("{bulk}", &scene.bulk.to_string())
            .replace("{key}", &scene.advanced)
            .replace("{import}", &scene.import.to_string());
        for session in [None, Some(&scene.ordinary), Some(&scene.stranger)] {
            let page = request(&Method::GET, &uri, session);
            let (status, body) = scene.send(page.body(Body::empty()).unwrap()).await;
            // What a picture for an authenticator says is one's own (otpauth: its parameter is called so).
            let body = body.replace("?secret=", "");
            assert!(!body.contains("secret"), "{uri}: {status}: {body}");
            assert!(!status.is_server_error(), "{uri}: {status}");
            if session.is_none() {
                assert!(status.is_redirection(), "{uri}: {status}: {body}");
            }
        }
    }
});

/// A file of sites, as a browser sends it.
fn site_file(session: Option<&SessionToken>) -> Request<Body> {
    let body = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"sites.csv\"\r\n\r\nsite\nNîmes\nANTONY\n\r\n--x--\r\n";
    let request = request(&Method::POST, "/administration/sites/importer", session);
    request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=x").body(Body::from(body)).unwrap()
}

contract_test!(a_file_of_sites_is_read_for_the_administrator_alone, |world| async {
    let scene = Scene::new(world).await;
    let before = scene.belongings().await;
    let (status, _) = scene.send(site_file(None)).await;
    assert!(status.is_redirection(), "{status}");
    let (status, body) = scene.send(site_file(Some(&scene.ordinary))).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "{body}");

    let (status, body) = scene.send(site_file(Some(&scene.administrator))).await;
    assert_eq!(status, StatusCode::OK);
    assert!(body.contains("Nîmes") && body.contains("Créer 1"), "{body}");
    assert!(body.contains("«\u{a0}Antony\u{a0}»"), "{body}");
    assert_eq!(scene.belongings().await, before);
});

contract_test!(whoever_administers_nothing_is_led_to_what_they_may_do, |world| async {
    let scene = Scene::new(world).await;
    let advanced = scene.advanced().await;
    for (session, start) in [
        (&scene.ordinary, "/mon-compte/acces"),
        (&scene.administrator, "/administration/utilisateurs"),
        (&advanced, "/consolidation"),
        (&scene.operator, "/exploitant"),
    ] {
        let home = request(&Method::GET, "/", Some(session)).body(Body::empty()).unwrap();
        assert_eq!(scene.location(home).await.as_deref(), Some(start));
    }

    for path in [
        "/administration/utilisateurs",
        "/administration/contrats",
        "/administration/utilisateurs/creer",
        "/mon-compte/utilisateurs",
    ] {
        let page = request(&Method::GET, path, Some(&scene.ordinary)).body(Body::empty()).unwrap();
        let (status, body) = scene.send(page).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
        assert!(body.contains(r#"href="/mon-compte/acces""#), "{path}: {body}");
    }
});

contract_test!(who_administers_a_part_is_told_for_whom_pages_about_the_whole_are, |world| async {
    let scene = Scene::new(world).await;
    let delegate = scene.delegate().await;
    let main_of = async |path: &str, session: &SessionToken| {
        let page = request(&Method::GET, path, Some(session)).body(Body::empty()).unwrap();
        let (status, body) = scene.send(page).await;
        let (_, main) = body.split_once("<main").unwrap();
        (status, main.split_once("</main>").unwrap().0.to_owned())
    };

    for path in [
        "/administration/contrats",
        "/administration/sites",
        "/administration/sites/importer",
        "/administration/profils",
        "/administration/profils/creer",
        "/administration/journal",
        "/administration/courriels",
        "/administration/changement-administrateur",
    ] {
        let (status, main) = main_of(path, &delegate).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
        assert!(main.contains("réservée aux administrateurs") && !main.contains("<form"), "{path}: {main}");
    }

    for session in [&delegate, &scene.ordinary] {
        let (status, main) = main_of("/administration/tarifs", session).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
        assert!(main.contains("réservée à ceux qui ont le droit"), "{main}");
    }

    for path in ["/administration/utilisateurs", "/administration/imports", "/mon-compte/utilisateurs"] {
        assert_eq!(main_of(path, &delegate).await.0, StatusCode::OK, "{path}");
    }
});

contract_test!(everybody_is_shown_their_own_access_and_nobody_s_else, |world| async {
    let scene = Scene::new(world).await;
    world.execute("UPDATE memberships SET status = 'active'").await;
    for path in ["/mon-compte/acces", "/mon-espace"] {
        let page = request(&Method::GET, path, Some(&scene.ordinary)).body(Body::empty()).unwrap();
        let (status, body) = scene.send(page).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(
            body.contains("Vous préparez des affranchissements et suivez les envois d’Antony."),
            "{path}: {body}"
        );
        assert!(body.contains("mailto:admin@potters.example"), "{path}: {body}");
        assert!(!body.contains("FAÏENCES") && !body.contains("anna.secret"), "{path}: {body}");
    }
});

/// What can be called while something is due: what does it, signing out, and what only asks whether one is still there.
const BEFORE: &[&str] = &["/api/stay_signed_in"];

contract_test!(whoever_is_signed_in_by_half_reaches_only_what_is_due, |world| async {
    let scene = Scene::new(world).await;
    let before = scene.belongings().await;
    for (due, does_it) in [
        ("UPDATE sessions SET due = 'password'", &["/api/must_choose", "/api/choose_password"][..]),
        (
            "UPDATE sessions SET due = 'factor'",
            &["/api/load_factor_question", "/api/give_factor", "/api/ask_passkey", "/api/give_passkey"],
        ),
        (
            "UPDATE customers SET requires_factor = 1",
            &["/api/load_second_factor", "/api/add_factor", "/api/begin_passkey", "/api/add_passkey"],
        ),
    ] {
        world.execute("UPDATE sessions SET due = NULL").await;
        world.execute(due).await;
        for (path, method) in registered() {
            let case = CASES.iter().find(|case| case.path == path).unwrap();
            // Those of the other two say that they are not for this, and do nothing.
            let asks = [
                "/api/must_choose",
                "/api/choose_password",
                "/api/load_factor_question",
                "/api/give_factor",
                "/api/give_passkey",
            ];
            if case.who == Anybody || [BEFORE, does_it, &asks].concat().contains(&path) {
                continue;
            }
            let (status, body) = scene.call(case, &method, Some(&scene.administrator)).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{due}: {path}: {body}");
        }

        for path in does_it {
            let case = CASES.iter().find(|case| case.path == *path).unwrap();
            let method = registered().into_iter().find(|(known, _)| known == path).unwrap().1;
            let (status, body) = scene.call(case, &method, Some(&scene.administrator)).await;
            assert!(status != StatusCode::FORBIDDEN && !status.is_server_error(), "{path}: {status}: {body}");
        }
    }
    world.execute("UPDATE customers SET requires_factor = 0").await;
    assert_eq!(scene.belongings().await, before);
});

contract_test!(every_page_and_file_leads_whoever_is_signed_in_by_half_to_what_is_due, |world| async {
    let scene = Scene::new(world).await;
    for (due, page) in [
        ("UPDATE sessions SET due = 'password'", "/nouveau-mot-de-passe"),
        ("UPDATE sessions SET due = 'factor'", "/connexion/second-facteur"),
        ("UPDATE customers SET requires_factor = 1", "/connexion/ajouter-second-facteur"),
    ] {
        world.execute("UPDATE sessions SET due = NULL").await;
        world.execute(due).await;
        for path in [
            "/administration/utilisateurs",
            "/mon-espace",
            "/mon-compte/second-facteur",
            "/administration/utilisateurs/export.csv",
            "/administration/journal/export.csv",
        ] {
            let asked = request(&Method::GET, path, Some(&scene.administrator)).body(Body::empty()).unwrap();
            assert_eq!(scene.location(asked).await.as_deref(), Some(page), "{due}: {path}");
        }

        let asked = request(&Method::GET, page, Some(&scene.administrator)).body(Body::empty()).unwrap();
        let (status, body) = scene.send(asked).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(!body.contains("POTTERS") && !body.contains("FAÏENCES"), "{page}: {body}");
    }
});

contract_test!(a_write_from_another_site_is_refused, |world| async {
    let scene = Scene::new(world).await;
    for (path, method) in registered().into_iter().filter(|(_, method)| *method == Method::POST) {
        let forged = request(&method, path, Some(&scene.administrator))
            .header(header::HOST, "portail.example")
            .header(header::ORIGIN, "https://attaquant.example")
            .header("sec-fetch-site", "cross-site");
        let (status, _) = scene.send(forged.body(Body::empty()).unwrap()).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
    }
});

contract_test!(nothing_is_written_by_following_a_link, |world| async {
    let scene = Scene::new(world).await;
    let before = scene.belongings().await;
    for case in CASES.iter().filter(|case| !case.json) {
        if registered().contains(&(case.path, Method::POST)) {
            let (status, _) = scene.call(case, &Method::GET, Some(&scene.administrator)).await;
            assert!(status.is_client_error(), "{}: {status}", case.path);
        }
    }
    assert_eq!(scene.belongings().await, before);
});

contract_test!(every_answer_carries_the_security_headers, |world| async {
    let scene = Scene::new(world).await;
    let state = AppState {
        services: world.services.clone(),
        shares: backend::db::Shares::default(),
        trusted_proxies: [].into(),
        https: true,
    };
    for uri in [
        "/connexion",
        "/healthz",
        "/nulle-part",
        "/api/my_space",
        "/administration/utilisateurs",
        "/autorisation",
    ] {
        let mut request = request(&Method::GET, uri, None).body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 4000))));
        let response = router(state.clone()).oneshot(request).await.unwrap();
        let headers = response.headers();
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        assert_eq!(text("x-content-type-options"), "nosniff", "{uri}");
        assert_eq!(text("referrer-policy"), "no-referrer", "{uri}");
        assert_eq!(text("cache-control"), "no-store", "{uri}");
        assert!(text("content-security-policy").contains("frame-ancestors 'none'"), "{uri}");
        assert!(!text("content-security-policy").contains("unsafe-inline"), "{uri}");
        assert!(text("strict-transport-security").starts_with("max-age="), "{uri}");
    }
    drop(scene);
});
