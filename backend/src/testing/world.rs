use crate::access::{self, AdministratorScope, OperatorScope, Principal, SessionToken};
use crate::clock::Clock;
use crate::db::{Db, Tx};
use crate::journal::JournalKeys;
use crate::random::Random;
use crate::reference;
use crate::services::{SecretKey, Services};
use domain::ids::{AssignmentId, CustomerId, UserId};
use domain::reference::ReferenceData;
use domain::time::Timestamp;
use domain::users::AssignmentTarget;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use tempfile::TempDir;

/// 2026-06-30, 14:00 in Paris: when every test begins.
const BEGINNING: Timestamp = Timestamp(1_782_820_800_000);

/// Where the administrators of the world work from (RFC 5737).
pub const NETWORK: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7));

/// The address of the carrier's staff.
const OPERATOR: &str = "exploitant@transporteur.example";

const POTTERS: &str = "type;numero;nom;compte;droits
contrat;10000700;Potters Île-de-France;;
contrat;10095403;Potters Rhône;;
sous-compte;53;SERVICE CLIENT POTTERS;10000700;
sous-compte;5;LOGISTIQUE POTTERS;10000700;
site;;Antony;;
site;;Saint-Étienne;;
site;;Lyon – Part-Dieu;;
profil;;Expéditeur;;affranchissement=gestion,suivi=consultation
profil;;Consultation;;suivi=consultation
";

/// The same numbers and names as the other customer's, so that a mix-up would go unnoticed elsewhere.
const OTHER: &str = "type;numero;nom;compte;droits
contrat;10000700;Faïences du Nord;;
sous-compte;53;ATELIER;10000700;
site;;Antony;;
profil;;Expéditeur;;affranchissement=gestion
";

/// What a test starts from.
#[derive(Debug)]
pub struct World {
    /// Over the test's own database; the clock stands still and randomness repeats.
    pub services: Services,
    pub potters: Customer,
    /// "FAÏENCES DU NORD", which must never notice the first.
    pub other: Customer,
    folder: TempDir,
}

/// A customer of the world.
#[derive(Debug)]
pub struct Customer {
    pub id: CustomerId,
    /// Its administrator, who has no assignment.
    pub administrator: UserId,
    /// What the administrator's session gives.
    pub principal: Principal,
    pub scope: AdministratorScope,
    /// Its contracts, sites and profiles. The profile Expéditeur is the default one.
    pub reference: ReferenceData,
}

impl World {
    pub(super) async fn new(db: Db, folder: TempDir) -> Self {
        let services = Services {
            db,
            clock: Clock::fixed(BEGINNING),
            random: Random::counted(0),
            key: Arc::new(SecretKey([7; 32])),
            journal_keys: JournalKeys::new(SecretKey([8; 32]), []),
            public_url: "http://localhost:3000".into(),
            time_zone: jiff::tz::TimeZone::get("Europe/Paris").expect("the zone is known"),
            mail_queued: Arc::default(),
            transport: None,
            hashing: access::Hashing::new(2),
            common_passwords: Arc::default(),
        };
        let potters = Customer::new(&services, "POTTERS FRANCE", "admin@potters.example", POTTERS).await;
        let other = Customer::new(&services, "FAÏENCES DU NORD", "admin@faiences.example", OTHER).await;

        Self { services, potters, other, folder }
    }

    /// What the world's clock shows.
    pub fn now(&self) -> Timestamp {
        self.services.clock.now()
    }

    /// A folder of this test's own, removed at its end.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The token of a new session of `user`, who chose a password long ago, and enters every customer that has them.
    ///
    /// # Panics
    ///
    /// When the database does not answer: the test is over then.
    pub async fn session_of(&self, user: UserId) -> SessionToken {
        let mut tx = self.services.db.write().await.expect("the database answers");
        let opened = access::open_session(&mut tx, &self.services, user, None, "test").await;
        let token = opened.expect("the session opens");
        tx.query(
            "INSERT INTO session_customers (session, customer_id, entered_at)
             SELECT $1, customer_id, 0 FROM (
                 SELECT customer_id FROM memberships WHERE user_id = $2 AND status = 'active'
                 UNION SELECT customer_id FROM administrators WHERE user_id = $2) has",
        )
        .bind(&token.hash()[..])
        .bind(user.0)
        .execute()
        .await
        .expect("the customers are entered");
        tx.commit().await.expect("the session lasts");
        token
    }

    /// Somebody of the carrier's staff, who is of no customer's, and has added a second factor long ago.
    ///
    /// # Panics
    ///
    /// When the database does not answer, which fails the test.
    pub async fn operator_user(&self) -> UserId {
        let now = self.now();
        let mut tx = self.services.db.write().await.expect("the database answers");
        tx.query(
            "INSERT INTO users (id, email, email_key, identifier, created_at)
             VALUES ($1, $2, $2, $2, $3) ON CONFLICT (email_key) DO NOTHING",
        )
        .bind(self.services.random.id(now))
        .bind(OPERATOR)
        .bind(now.0)
        .execute()
        .await
        .expect("the person is written");
        tx.query(
            "INSERT INTO operators (user_id, since) SELECT id, $2 FROM users WHERE email_key = $1
             ON CONFLICT (user_id) DO NOTHING",
        )
        .bind(OPERATOR)
        .bind(now.0)
        .execute()
        .await
        .expect("the operator is written");
        tx.query(
            "INSERT INTO second_factors (user_id, seed, last_step, code_batch, since)
             SELECT id, $2, 0, id, $3 FROM users WHERE email_key = $1 ON CONFLICT (user_id) DO NOTHING",
        )
        .bind(OPERATOR)
        .bind(&[0_u8; 32][..])
        .bind(now.0)
        .execute()
        .await
        .expect("the second factor is written");
        tx.commit().await.expect("the operator lasts");

        self.user_of(OPERATOR).await
    }

    /// What that person's session gives.
    ///
    /// # Panics
    ///
    /// When the database does not answer, which fails the test.
    pub async fn operator(&self) -> OperatorScope {
        let principal = Principal {
            user: self.operator_user().await,
            administers: Vec::new(),
            customer: None,
            operator: true,
            ..self.potters.principal.clone()
        };
        principal.operate().expect("the operator operates")
    }

    /// The person who has this address, which must be its own key.
    ///
    /// # Panics
    ///
    /// When nobody has it, which fails the test.
    pub async fn user_of(&self, address: &str) -> UserId {
        let mut tx = self.services.db.read().await.expect("the database answers");
        let id = tx.query("SELECT id FROM users WHERE email_key = $1").bind(address).scalar().await;
        UserId(id.expect("somebody has the address"))
    }

    /// The first assignment that a person has with a customer.
    ///
    /// # Panics
    ///
    /// When there is none, which fails the test.
    pub async fn assignment_of(&self, customer: &Customer, user: UserId) -> AssignmentId {
        let mut tx = self.services.db.read().await.expect("the database answers");
        let id = tx
            .query(
                "SELECT id FROM assignments WHERE customer_id = $1 AND user_id = $2 ORDER BY number LIMIT 1",
            )
            .bind(customer.id.0)
            .bind(user.0)
            .scalar()
            .await;

        AssignmentId(id.expect("the person is assigned"))
    }

    /// How many rows a query without parameters counts.
    ///
    /// # Panics
    ///
    /// When the database does not answer, which fails the test.
    pub async fn count(&self, sql: &'static str) -> i64 {
        let mut tx = self.services.db.read().await.expect("the database answers");
        tx.query(sql).scalar().await.expect("the query counts")
    }

    /// The one text that a query without parameters gives.
    ///
    /// # Panics
    ///
    /// When the database does not answer, which fails the test.
    pub async fn text(&self, sql: &'static str) -> Option<String> {
        let mut tx = self.services.db.read().await.expect("the database answers");
        tx.query(sql).scalar().await.expect("the query gives a text")
    }

    /// Executes a statement without parameters.
    ///
    /// # Panics
    ///
    /// When the database does not answer, which fails the test.
    pub async fn execute(&self, sql: &'static str) {
        let mut tx = self.services.db.write().await.expect("the database answers");
        tx.query(sql).execute().await.expect("the statement runs");
        tx.commit().await.expect("the statement lasts");
    }
}

impl Customer {
    async fn new(services: &Services, name: &str, admin: &str, reference: &str) -> Self {
        let now = services.clock.now();
        let (id, administrator) = (CustomerId(services.random.id(now)), UserId(services.random.id(now)));
        let mut tx = services.db.write().await.expect("the database answers");
        write_customer(&mut tx, id, administrator, name, admin, now).await.expect("the customer is written");
        tx.commit().await.expect("the customer lasts");
        let principal = Principal {
            user: administrator,
            session: [0; 32],
            name: admin.to_owned(),
            administers: vec![access::Administered {
                customer: id,
                name: name.to_owned(),
                reach: None,
                is_advanced: false,
            }],
            customer: Some(id),
            operator: false,
            requires_factor: false,
            due: None,
            network: Some(NETWORK),
            lasts: 0,
        };
        let scope = principal.administer(id).expect("the administrator administers");
        reference::import(services, &scope, reference.as_bytes()).await.expect("the reference data is read");
        let reference = reference::load(services, &scope).await.expect("the reference data loads");

        Self { id, administrator, principal, scope, reference }
    }

    /// The place that these names write: `place("10000700", "53", "Antony", "Expéditeur")`; `""` is
    /// all of them.
    ///
    /// # Panics
    ///
    /// When the customer has nothing of that name, which fails the test.
    pub fn place(&self, contract: &str, sub_account: &str, site: &str, profile: &str) -> AssignmentTarget {
        let of = &self.reference;
        let contract = of.contracts.iter().find(|c| c.number.as_str() == contract).expect("a contract");
        let sub_accounts = &contract.sub_accounts;

        AssignmentTarget {
            contract: contract.id,
            sub_account: (!sub_account.is_empty()).then(|| {
                sub_accounts.iter().find(|s| s.number.as_str() == sub_account).expect("a sub-account").id
            }),
            site: (!site.is_empty())
                .then(|| of.sites.iter().find(|s| s.name.as_str() == site).expect("a site").id),
            profile: of.profiles.iter().find(|p| p.name.as_str() == profile).expect("a profile").id,
        }
    }
}

async fn write_customer(
    tx: &mut Tx,
    id: CustomerId,
    administrator: UserId,
    name: &str,
    admin: &str,
    now: Timestamp,
) -> sqlx::Result<()> {
    crate::customers::insert(tx, id, name, now).await?;
    tx.query("INSERT INTO users (id, email, email_key, identifier, created_at) VALUES ($1, $2, $2, $2, $3)")
        .bind(administrator.0)
        .bind(admin)
        .bind(now.0)
        .execute()
        .await?;
    tx.query("INSERT INTO administrators (customer_id, user_id, since) VALUES ($1, $2, $3)")
        .bind(id.0)
        .bind(administrator.0)
        .bind(now.0)
        .execute()
        .await?;

    Ok(())
}
