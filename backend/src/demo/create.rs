use super::bulk::{Somebody, write};
use super::generate::{administer, advance};
use super::names::{FIRST, LAST, local_part};
use crate::access::{
    AdministratorScope, Forbidden, SignIn, SignInError, hash_password, principal, sign_in, sign_out,
};
use crate::administrators::{self, AskError};
use crate::consolidation::note_contracts;
use crate::customers;
use crate::db::Tx;
use crate::reference::{self, ReferenceImportError, load};
use crate::services::Services;
use crate::tariffs::{NewTariff, PublishError, publish};
use crate::users::{self, ListError, StatusError, person};
use domain::address::{AddressError, EmailAddress};
use domain::administrators::Role;
use domain::credentials::{Password, TemporaryPassword};
use domain::end_date::EndDate;
use domain::ids::{CustomerId, ImportId, UserId};
use domain::numbers::{ContractNumber, NumberError};
use domain::reference::ReferenceData;
use domain::tariffs::{TariffError, TariffFile, TariffName, Validity};
use domain::time::Timestamp;
use domain::users::{AssignmentTarget, Filter, PageRequest, StatusChange, UserStatus};
use serde::Serialize;
use std::net::Ipv4Addr;

/// Who may sign in to the demonstration.
#[derive(Clone, Debug, Serialize)]
pub struct DemoLogins {
    pub administrateur: DemoLogin,
    /// One of its people, who administers nothing.
    pub utilisateur: DemoLogin,
    /// Sees all contracts of the three POTTERS.
    pub avance: DemoLogin,
    /// Of the carrier's staff.
    pub exploitant: DemoLogin,
    /// Administers the other customer.
    pub autre_client: DemoLogin,
}

/// A login, once: only its hash is kept.
#[derive(Clone, Debug, Serialize)]
pub struct DemoLogin {
    pub login: String,
    /// Made at random, for this database alone.
    pub password: String,
}

/// Why there is no demonstration.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The reference data was refused.
    #[error(transparent)]
    ReferenceData(#[from] ReferenceImportError),
    /// An address of the demonstration was refused.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// A document of the demonstration was refused.
    #[error(transparent)]
    Tariff(#[from] TariffError),
    #[error(transparent)]
    Publish(#[from] PublishError),
    #[error(transparent)]
    Number(#[from] NumberError),
    /// The clock shows a year that no calendar of ours has.
    #[error("the clock is wrong")]
    Clock,
    #[error(transparent)]
    SignIn(#[from] SignInError),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    List(#[from] ListError),
    #[error(transparent)]
    Status(#[from] StatusError),
    #[error(transparent)]
    HandOver(#[from] AskError),
    /// Too many passwords are being hashed.
    #[error("the server is busy")]
    Busy,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

const POTTERS: &str = include_str!("potters.csv");
const BELGIQUE: &str = include_str!("belgique.csv");
const SERVICES: &str = include_str!("services.csv");
const FAIENCES: &str = include_str!("faiences.csv");
const TARIFF: &[u8] = include_bytes!("tarifs.pdf");

/// Makes the demonstration, unless there is any customer already: POTTERS FRANCE with some sixty
/// people in every state, two more customers of its group with an advanced user of all three, another customer that has
/// nothing to do with them, and an operator.
pub async fn create(services: &Services) -> Result<Option<DemoLogins>, DemoError> {
    if !is_empty(services).await? {
        return Ok(None);
    }
    make(services).await.map(Some)
}

async fn make(services: &Services) -> Result<DemoLogins, DemoError> {
    let administrateur = Login::new(services, "admin@potters.example").await?;
    let utilisateur = Login::new(services, "utilisateur@potters.example").await?;
    let avance = Login::new(services, "avance@potters.example").await?;
    let exploitant = Login::new(services, "exploitant@transporteur.example").await?;
    let autre_client = Login::new(services, "admin@faiences.example").await?;
    let potters = customer(services, "POTTERS FRANCE", POTTERS).await?;
    people(services, potters, Some(&administrateur), Some(&utilisateur), "potters.example", 60).await?;
    let belgique = customer(services, "POTTERS BELGIQUE", BELGIQUE).await?;
    people(services, belgique, None, None, "potters-belgique.example", 45).await?;
    let of_services = customer(services, "POTTERS SERVICES", SERVICES).await?;
    people(services, of_services, None, None, "potters-services.example", 30).await?;
    let faiences = customer(services, "FAÏENCES DU NORD", FAIENCES).await?;
    people(services, faiences, Some(&autre_client), None, "faiences.example", 12).await?;
    staff(services, &[potters, belgique, of_services], &avance, &exploitant).await?;
    for customer in [belgique, of_services] {
        imported(services, customer).await?;
    }
    under_way(services, &autre_client).await?;
    tariffs(services, potters).await?;

    Ok(DemoLogins {
        administrateur: administrateur.shown,
        utilisateur: utilisateur.shown,
        avance: avance.shown,
        exploitant: exploitant.shown,
        autre_client: autre_client.shown,
    })
}

async fn is_empty(services: &Services) -> sqlx::Result<bool> {
    let mut tx = services.db.read().await?;
    let customers: i64 = tx.query("SELECT count(*) FROM customers").scalar().await?;
    Ok(customers == 0)
}

struct Login {
    address: EmailAddress,
    shown: DemoLogin,
    hash: String,
}

impl Login {
    async fn new(services: &Services, address: &str) -> Result<Self, DemoError> {
        let random = TemporaryPassword::from_bytes(&services.random.bytes());
        let password = Password::parse(random.reveal()).expect("120 random bits are a good password");
        let hash = hash_password(services, UserId(uuid::Uuid::nil()), &password)
            .await
            .map_err(|_| DemoError::Busy)?;
        let shown = DemoLogin { login: address.to_owned(), password: random.reveal().to_owned() };
        Ok(Self { address: EmailAddress::parse(address)?, shown, hash })
    }

    async fn write(&self, tx: &mut Tx, services: &Services) -> sqlx::Result<UserId> {
        let person = person::find_or_create(tx, services, &self.address).await?;
        tx.query("UPDATE users SET password_hash = $2 WHERE id = $1")
            .bind(person.id.0)
            .bind(&self.hash)
            .execute()
            .await?;
        Ok(person.id)
    }
}

async fn customer(services: &Services, name: &str, reference: &str) -> Result<CustomerId, DemoError> {
    let now = services.clock.now();
    let id = CustomerId(services.random.id(now));
    let mut tx = services.db.write().await?;
    customers::insert(&mut tx, id, name, now).await?;
    tx.commit().await?;
    reference::import(services, &AdministratorScope::for_command_line(id), reference.as_bytes()).await?;
    Ok(id)
}

/// A document of this year, and one of the last.
async fn tariffs(services: &Services, customer: CustomerId) -> Result<(), DemoError> {
    let scope = AdministratorScope::for_command_line(customer);
    let year = services.today().year();
    for year in [year - 1, year] {
        let name = TariffName::parse(&format!("Tarifs {year}.pdf"))?;
        let validity = EndDate::new(year, 1, 1).ok().zip(EndDate::new(year, 12, 31).ok());
        let validity = validity.and_then(|(from, to)| Validity::new(from, to)).ok_or(DemoError::Clock)?;
        let new = NewTariff {
            contract: ContractNumber::parse("10000700")?,
            file: TariffFile::new(name, TARIFF.to_vec())?,
            validity,
        };
        publish(services, &scope, &new).await?;
    }

    Ok(())
}

/// The latest people of a customer came by an import, some days ago.
async fn imported(services: &Services, customer: CustomerId) -> sqlx::Result<()> {
    const PEOPLE: i64 = 12;
    let at = services.clock.now().plus_seconds(-9 * 86_400);
    let id = services.random.id(at);
    let mut tx = services.db.write().await?;
    tx.query(
        "INSERT INTO imports (customer_id, id, draft_id, file_name, row_count, created_count, assigned_count,
             changed_count, unchanged_count, refused_count, created_at)
         VALUES ($1, $2, $3, 'utilisateurs.csv', $4, $4, 0, 0, 0, 0, $5)",
    )
    .bind(customer.0)
    .bind(id)
    .bind(services.random.id(at))
    .bind(PEOPLE)
    .bind(at.0)
    .execute()
    .await?;

    for statement in [
        "UPDATE assignments SET import_id = $2 WHERE customer_id = $1
             AND number > (SELECT last_number - $3 FROM customers WHERE id = $1)",
        "UPDATE memberships SET import_id = $2 WHERE customer_id = $1 AND user_id IN
             (SELECT user_id FROM assignments WHERE customer_id = $1 AND import_id = $2) AND $3 > 0",
    ] {
        tx.query(statement).bind(customer.0).bind(id).bind(PEOPLE).execute().await?;
    }

    note_contracts(&mut tx, customer, ImportId(id), at).await?;
    tx.commit().await
}

/// An administrator lets somebody out and in again, and asks another to take over: that waits to be accepted.
async fn under_way(services: &Services, administrator: &Login) -> Result<(), DemoError> {
    let DemoLogin { login, password } = &administrator.shown;
    let attempt =
        SignIn {
            login, password, network: Ipv4Addr::LOCALHOST.into(), user_agent: "Guichet, démonstration"
        };
    let session = sign_in(services, &attempt).await?.token;
    let principal = principal(services, &session).await?.ok_or(Forbidden)?;
    let scope = principal.administer_current()?;

    let filter = Filter { status: Some(UserStatus::Active), ..Filter::default() };
    let request = PageRequest { filter, ..PageRequest::default() };
    let page = users::list(services, &scope, &request).await?;
    let mut others = page.rows.iter().filter(|row| !row.is_self);
    if let (Some(colleague), Some(successor)) = (others.next(), others.next()) {
        for change in [StatusChange::Suspend, StatusChange::Reactivate] {
            users::set_status(services, &scope, colleague.id, change).await?;
        }
        administrators::ask(services, &scope, successor.id, Role::Successor, password).await?;
    }

    Ok(sign_out(services, &principal).await?)
}

async fn staff(
    services: &Services,
    customers: &[CustomerId],
    advanced: &Login,
    operator: &Login,
) -> sqlx::Result<()> {
    let now = services.clock.now();
    let mut tx = services.db.write().await?;
    let advanced = advanced.write(&mut tx, services).await?;
    for customer in customers {
        advance(&mut tx, *customer, advanced, ["Avancée", "Andrée"], now).await?;
    }

    let operator = operator.write(&mut tx, services).await?;
    tx.query("INSERT INTO operators (user_id, since) VALUES ($1, $2)")
        .bind(operator.0)
        .bind(now.0)
        .execute()
        .await?;

    tx.commit().await
}

/// The administrator, another who signs in, and others, in every state. Who has no login here can ask for a password.
async fn people(
    services: &Services,
    customer: CustomerId,
    administrator: Option<&Login>,
    user: Option<&Login>,
    domain: &str,
    count: usize,
) -> Result<(), DemoError> {
    let now = services.clock.now();
    let reference = load(services, &AdministratorScope::for_command_line(customer)).await?;
    let mut people: Vec<_> = (0..count).map(|index| somebody(&reference, domain, index, now)).collect();
    if let Some(administrator) = administrator {
        administrator.shown.login.clone_into(&mut people[0].email);
    }
    if let Some(user) = user {
        user.shown.login.clone_into(&mut people[1].email);
    }

    let name = [people[0].last_name, people[0].first_name];
    let address = EmailAddress::parse(&people[0].email)?;
    let mut tx = services.db.write().await?;
    write(&mut tx, services, customer, &people).await?;
    if let Some(user) = user {
        user.write(&mut tx, services).await?;
    }
    let administrator = match administrator {
        Some(administrator) => administrator.write(&mut tx, services).await?,
        None => person::find_or_create(&mut tx, services, &address).await?.id,
    };
    administer(&mut tx, customer, administrator, name, now).await?;

    Ok(tx.commit().await?)
}

fn somebody(reference: &ReferenceData, domain: &str, index: usize, now: Timestamp) -> Somebody {
    let (last_name, first_name) = (LAST[index % LAST.len()], FIRST[index % FIRST.len()]);
    let (status, mail) = state(index);
    // Whoever is active has come in over half a year, others lately.
    let hours = if status == UserStatus::Active { 67 } else { 7 };

    Somebody {
        email: format!("{}@{domain}", local_part(first_name, last_name)),
        last_name,
        first_name,
        place: place(reference, index),
        status,
        since: now.plus_seconds(-3600 * i64::try_from(hours * index).unwrap_or_default()),
        end: None,
        mail,
    }
}

/// Every state, the common ones more often.
fn state(index: usize) -> (UserStatus, Option<(&'static str, Option<&'static str>)>) {
    match index % 10 {
        3 => (UserStatus::Invited, Some(("sent", None))),
        5 => (UserStatus::Suspended, None),
        7 => (UserStatus::Invited, Some(("failed", Some("550 5.1.1 The email account does not exist")))),
        9 => (UserStatus::Expired, Some(("sent", None))),
        _ => (UserStatus::Active, None),
    }
}

fn place(reference: &ReferenceData, index: usize) -> AssignmentTarget {
    let contract = &reference.contracts[index % reference.contracts.len()];
    AssignmentTarget {
        contract: contract.id,
        sub_account: contract.sub_accounts.get(index % 3).map(|sub_account| sub_account.id),
        site: Some(reference.sites[index % reference.sites.len()].id),
        profile: reference.profiles[index % reference.profiles.len()].id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::contract_test;
    use crate::users::list;
    use domain::users::Count;

    contract_test!(the_demonstration_is_made_in_an_empty_database_only, |world| async {
        assert!(create(&world.services).await.unwrap().is_none());
        assert_eq!(world.count("SELECT count(*) FROM memberships").await, 0);
    });

    contract_test!(the_demonstration_shows_every_state_and_mails_who_is_to_take_over_alone, |world| async {
        // The world's administrators are called as the demonstration's.
        world.execute("UPDATE users SET email_key = 'x' || email_key").await;
        let logins = make(&world.services).await.unwrap();
        for status in ["active", "invited", "suspended", "expired"] {
            let mut tx = world.services.db.read().await.unwrap();
            let count: i64 = tx
                .query("SELECT count(*) FROM assignments WHERE status = $1")
                .bind(status)
                .scalar()
                .await
                .unwrap();
            assert!(count > 0, "{status}");
        }
        let mailed = world.text("SELECT min(kind) || count(*) FROM mail_jobs WHERE state = 'queued'").await;
        assert_eq!(mailed.as_deref(), Some("hand_over1"));
        assert_eq!(world.count("SELECT max(user_count) FROM customers").await, 60);
        let customers = "SELECT count(*) FROM advanced_users JOIN operators ON operators.user_id <> advanced_users.user_id";
        assert_eq!(world.count(customers).await, 3);
        assert_eq!(world.count("SELECT count(DISTINCT user_id) FROM advanced_users").await, 1);
        assert_eq!(crate::consolidation::miscounted(&world.services).await.unwrap(), 0);
        for login in
            [logins.administrateur, logins.utilisateur, logins.avance, logins.exploitant, logins.autre_client]
        {
            let attempt = SignIn {
                login: &login.login,
                password: &login.password,
                network: Ipv4Addr::LOCALHOST.into(),
                user_agent: "",
            };
            assert_eq!(sign_in(&world.services, &attempt).await.unwrap().due, None);
        }
    });

    contract_test!(the_demonstration_s_totals_are_those_of_its_list, |world| async {
        world.execute("UPDATE users SET email_key = 'x' || email_key").await;
        make(&world.services).await.unwrap();
        let id: uuid::Uuid = {
            let mut tx = world.services.db.read().await.unwrap();
            tx.query("SELECT id FROM customers WHERE user_count = 12").scalar().await.unwrap()
        };
        let scope = AdministratorScope::for_command_line(CustomerId(id));
        let page = list(&world.services, &scope, &PageRequest::default()).await.unwrap();
        assert_eq!((page.rows.len(), page.assignments, page.mails_failed), (12, Count::Exactly(12), 1));
    });
}
