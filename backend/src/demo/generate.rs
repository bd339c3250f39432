use super::bulk::{Somebody, write};
use super::names::{FIRST, LAST, local_part};
use crate::access::AdministratorScope;
use crate::clock::day;
use crate::customers;
use crate::db::Tx;
use crate::reference::{self, ReferenceImportError, load};
use crate::services::Services;
use crate::users::person;
use domain::address::EmailAddress;
use domain::end_date::EndDate;
use domain::ids::{CustomerId, UserId};
use domain::reference::ReferenceData;
use domain::time::Timestamp;
use domain::users::{AssignmentTarget, UserStatus};
use jiff::tz::TimeZone;
use std::fmt::Write;

/// Why data could not be generated.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    /// The reference data was refused.
    #[error(transparent)]
    ReferenceData(#[from] ReferenceImportError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// So many people in one transaction.
const BATCH: u32 = 20_000;

/// The addresses of those who sign in to what was generated, once they asked for a new password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// One of each customer.
    pub administrators: Vec<String>,
    /// Advanced users, by how many of the customers they see.
    pub advanced: Vec<(usize, String)>,
}

/// So many customers some advanced user sees, where there are as many; another sees all.
const SEEN: [usize; 2] = [1, 20];

/// Makes customers and people to measure with, shared out among them, and advanced users.
pub async fn generate(services: &Services, customers: u32, users: u32) -> Result<Generated, GenerateError> {
    let (mut ids, mut administrators) = (Vec::new(), Vec::new());
    for index in 0..customers {
        // Told apart from those of an earlier run.
        let name = format!("Client {}", services.random.id(services.clock.now()).simple());
        let (customer, administrator) = create(services, &name).await?;
        let scope = AdministratorScope::for_command_line(customer);
        reference::import(services, &scope, reference_file().as_bytes()).await?;
        let reference = load(services, &scope).await?;
        let share = users / customers + u32::from(index < users % customers);
        people(services, customer, &reference, share).await?;
        ids.push(customer);
        administrators.push(administrator);
    }

    let mut advanced = Vec::new();
    for seen in SEEN.into_iter().filter(|seen| *seen < ids.len()).chain([ids.len()]) {
        advanced.push((seen, see(services, &ids[..seen]).await?));
    }

    Ok(Generated { administrators, advanced })
}

/// Makes an advanced user of these customers, and gives their address.
async fn see(services: &Services, customers: &[CustomerId]) -> sqlx::Result<String> {
    let now = services.clock.now();
    let email = format!("avance-{}@{}.example", customers.len(), services.random.id(now).simple());
    let address = EmailAddress::parse(&email).map_err(|error| sqlx::Error::Encode(Box::new(error)))?;
    let mut tx = services.db.write().await?;
    let person = person::find_or_create(&mut tx, services, &address).await?;
    for customer in customers {
        advance(&mut tx, *customer, person.id, ["", ""], now).await?;
    }

    tx.commit().await?;
    Ok(email)
}

/// Makes somebody, called `last_name` and `first_name`, an advanced user of all that a customer has.
pub(super) async fn advance(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    [last_name, first_name]: [&str; 2],
    now: Timestamp,
) -> sqlx::Result<()> {
    tx.query(
        "INSERT INTO advanced_users (customer_id, user_id, last_name, first_name, status, created_at)
         VALUES ($1, $2, $3, $4, 'active', $5)",
    )
    .bind(customer.0)
    .bind(user.0)
    .bind(last_name)
    .bind(first_name)
    .bind(now.0)
    .execute()
    .await?;

    Ok(())
}

async fn create(services: &Services, name: &str) -> sqlx::Result<(CustomerId, String)> {
    let now = services.clock.now();
    let customer = CustomerId(services.random.id(now));
    let email = format!("admin@{}.example", customer.0.simple());
    let address = EmailAddress::parse(&email).map_err(|error| sqlx::Error::Encode(Box::new(error)))?;
    let mut tx = services.db.write().await?;
    customers::insert(&mut tx, customer, name, now).await?;
    let person = person::find_or_create(&mut tx, services, &address).await?;
    administer(&mut tx, customer, person.id, ["", ""], now).await?;
    tx.commit().await?;

    Ok((customer, email))
}

/// Makes somebody, called `last_name` and `first_name`, an administrator.
pub(super) async fn administer(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    [last_name, first_name]: [&str; 2],
    now: Timestamp,
) -> sqlx::Result<()> {
    tx.query(
        "INSERT INTO administrators (customer_id, user_id, last_name, first_name, since)
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(customer.0)
    .bind(user.0)
    .bind(last_name)
    .bind(first_name)
    .bind(now.0)
    .execute()
    .await?;

    Ok(())
}

/// 20 contracts of three sub-accounts, 40 sites and three profiles.
fn reference_file() -> String {
    let mut file =
        String::from("contrat;10000700;Potters Île-de-France;;\ncontrat;10095403;Potters Rhône;;\n");
    for number in 10_100_000..10_100_018 {
        // Writing to a String cannot fail.
        let _ = writeln!(file, "contrat;{number};Agence {number};;");
    }

    let contracts: Vec<String> =
        file.lines().filter_map(|line| Some(line.split(';').nth(1)?.to_owned())).collect();
    for contract in contracts {
        let _ = writeln!(file, "sous-compte;53;SERVICE CLIENT;{contract};");
        let _ = writeln!(file, "sous-compte;5;LOGISTIQUE;{contract};");
        let _ = writeln!(file, "sous-compte;7;RETOURS;{contract};");
    }

    file.push_str("site;;Antony;;\nsite;;Saint-Étienne;;\nsite;;Lyon – Part-Dieu;;\n");
    for number in 4..=40 {
        let _ = writeln!(file, "site;;Dépôt {number};;");
    }

    file.push_str(
        "profil;;Expéditeur;;affranchissement=gestion,suivi=consultation\n\
         profil;;Service client;;retours=gestion,suivi=gestion\nprofil;;Consultation;;suivi=consultation\n",
    );

    file
}

async fn people(
    services: &Services,
    customer: CustomerId,
    reference: &ReferenceData,
    count: u32,
) -> sqlx::Result<()> {
    let domain = format!("{}.example", customer.0.simple());
    let mut from = 0;
    while from < count {
        let to = count.min(from + BATCH);
        let now = services.clock.now();
        let people: Vec<_> = (from..to).map(|index| somebody(reference, &domain, index, now)).collect();
        let mut tx = services.db.write().await?;
        write(&mut tx, services, customer, &people).await?;
        tx.commit().await?;
        from = to;
    }

    Ok(())
}

fn somebody(reference: &ReferenceData, domain: &str, index: u32, now: Timestamp) -> Somebody {
    let mut dice = Dice(u64::from(index));
    let last_name = LAST[dice.below(LAST.len())];
    let first_name = FIRST[dice.below(FIRST.len())];
    // The smaller of two throws: some contracts and sites have many people, others few.
    let contract = dice.below(reference.contracts.len()).min(dice.below(reference.contracts.len()));
    let contract = &reference.contracts[contract];
    let site = dice.below(reference.sites.len()).min(dice.below(reference.sites.len()));
    let (status, mail) = match dice.below(1000) {
        0..800 => (UserStatus::Active, None),
        800..890 => (UserStatus::Invited, Some(("sent", None))),
        890..900 => (UserStatus::Invited, Some(("failed", Some("550 5.1.1 User unknown")))),
        900..960 => (UserStatus::Suspended, None),
        _ => (UserStatus::Expired, Some(("sent", None))),
    };

    Somebody {
        email: format!("{}.{index}@{domain}", local_part(first_name, last_name)),
        last_name,
        first_name,
        place: AssignmentTarget {
            contract: contract.id,
            sub_account: contract.sub_accounts.get(dice.below(4)).map(|sub_account| sub_account.id),
            site: Some(reference.sites[site].id),
            profile: reference.profiles[dice.below(reference.profiles.len())].id,
        },
        status,
        since: now.plus_seconds(-i64::try_from(dice.below(365 * 86400)).unwrap_or_default()),
        end: ending(&mut dice, now),
        mail,
    }
}

/// One in twenty ends, on some day of the year that comes.
fn ending(dice: &mut Dice, now: Timestamp) -> Option<EndDate> {
    let days = 1 + dice.below(365);
    let ends = dice.below(20) == 0;
    let last = day(now.plus_seconds(86_400 * i64::try_from(days).unwrap_or_default()), &TimeZone::UTC);
    ends.then_some(last)
}

/// The same throws for the same seed (`SplitMix64`), so that two runs measure the same data.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::contract_test;

    contract_test!(people_are_shared_out_and_counted, |world| async {
        let generated = generate(&world.services, 2, 501).await.unwrap();
        assert_eq!(generated.administrators.len(), 2);
        let seen: Vec<_> = generated.advanced.iter().map(|(seen, _)| *seen).collect();
        assert_eq!((seen, world.count("SELECT count(*) FROM advanced_users").await), (vec![1, 2], 3));
        assert_eq!(crate::consolidation::miscounted(&world.services).await.unwrap(), 0);
        let kept = "SELECT CAST(sum(assignment_count) AS BIGINT) FROM customers";
        assert_eq!(world.count(kept).await, 501);
        assert_eq!(world.count("SELECT count(*) FROM assignments").await, 501);
        assert_eq!(world.count("SELECT max(user_count) FROM customers").await, 251);
        assert_eq!(world.count("SELECT count(*) FROM mail_jobs WHERE state = 'queued'").await, 0);
    });
}
