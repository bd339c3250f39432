use super::NewAdvancedUser;
use super::add::enlist;
use super::stored::has_address;
use crate::access::AdministratorScope;
use crate::customers;
use crate::db::Tx;
use crate::observe::Operation;
use crate::services::Services;
use domain::address::EmailAddress;
use domain::advanced_users::{AdvancedFile, AdvancedFileError, AdvancedRow, name};
use domain::ids::{CustomerId, UserId};
use domain::imports::Sheet;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// What a file would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// What it says, without those who are advanced users already.
    pub file: AdvancedFile,
    /// How many those are.
    pub known: u32,
}

/// Why a file was not judged.
#[derive(Debug, thiserror::Error)]
pub enum JudgeError {
    #[error(transparent)]
    File(#[from] AdvancedFileError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Why nobody of a file was added.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// What was said of the file does not hold any more: a contract is gone.
    #[error("line {line} cannot be added")]
    Wrong {
        /// The line of the file.
        line: u32,
    },
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Says what a file of advanced users would do, and does nothing.
#[tracing::instrument(name = "advanced_users.judge", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn judge(
    services: &Services,
    scope: &AdministratorScope,
    sheet: Sheet,
) -> Result<Judged, JudgeError> {
    let operation = Operation::begin("advanced_users.judge");

    let mut tx = services.db.of(scope).lookup().await?;
    let contracts: BTreeSet<String> = contracts(&mut tx, scope.customer()).await?.into_keys().collect();
    let mut file = AdvancedFile::read(sheet, &contracts)?;

    let (mut rows, mut known) = (Vec::new(), 0);
    for row in std::mem::take(&mut file.rows) {
        let key = EmailAddress::parse(&row.email).map(|address| address.key().to_owned());
        if has_address(&mut tx, scope.customer(), &key.unwrap_or_default()).await? {
            known += 1;
        } else {
            rows.push(row);
        }
    }
    file.rows = rows;

    operation.ended(Ok(Judged { file, known }))
}

/// Adds the people of a file, all or none, as each is [added](super::add); says how many they were. Who is an advanced user
/// already stays as they are.
#[tracing::instrument(name = "advanced_users.import", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn import(
    services: &Services,
    scope: &AdministratorScope,
    rows: &[AdvancedRow],
) -> Result<u32, ImportError> {
    let operation = Operation::begin("advanced_users.import");

    let customer = scope.customer();
    let mut parsed = Vec::with_capacity(rows.len());
    for row in rows {
        parsed.push((row, person(row).ok_or(ImportError::Wrong { line: row.line })?));
    }
    // In one order whoever asks, so that two customers who add the same people never wait for each other.
    parsed.sort_by(|(_, a), (_, b)| a.address.key().cmp(b.address.key()));

    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let known = contracts(&mut tx, customer).await?;
    let mut added = 0;
    for (row, new) in parsed {
        let seen: Option<Vec<Uuid>> = row.contracts.iter().map(|number| known.get(number).copied()).collect();
        let seen = seen.ok_or(ImportError::Wrong { line: row.line })?;
        if has_address(&mut tx, customer, new.address.key()).await? {
            continue;
        }
        let user = enlist(&mut tx, services, scope, &new).await?;
        narrow(&mut tx, customer, user, &seen).await?;
        added += 1;
    }
    tx.commit().await?;

    operation.ended(Ok(added))
}

/// A row as it was judged; `None` cannot be meant then.
fn person(row: &AdvancedRow) -> Option<NewAdvancedUser> {
    Some(NewAdvancedUser {
        address: EmailAddress::parse(&row.email).ok()?,
        last_name: name(&row.last_name).ok()?,
        first_name: name(&row.first_name).ok()?,
    })
}

/// The customer's contracts, by their numbers.
async fn contracts(tx: &mut Tx, customer: CustomerId) -> sqlx::Result<HashMap<String, Uuid>> {
    let contracts: Vec<(String, Uuid)> = tx
        .query("SELECT number, id FROM contracts WHERE customer_id = $1")
        .bind(customer.0)
        .fetch_all()
        .await?;
    Ok(contracts.into_iter().collect())
}

/// Lets an advanced user see these contracts; none: all of them.
async fn narrow(tx: &mut Tx, customer: CustomerId, user: UserId, contracts: &[Uuid]) -> sqlx::Result<()> {
    for contract in contracts.iter().collect::<BTreeSet<_>>() {
        tx.query(
            "INSERT INTO advanced_user_contracts (customer_id, user_id, contract_id) VALUES ($1, $2, $3)",
        )
        .bind(customer.0)
        .bind(user.0)
        .bind(contract)
        .execute()
        .await?;
    }
    Ok(())
}
