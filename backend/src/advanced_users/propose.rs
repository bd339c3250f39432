use super::VALID;
use super::stored::{are_contracts, has_address};
use crate::access::AdministratorScope;
use crate::customers;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::mail;
use crate::observe::Operation;
use crate::services::Services;
use domain::address::EmailAddress;
use domain::ids::{ContractId, CustomerId, ProposalId};
use domain::time::Timestamp;
use serde_json::json;

/// Why nothing was proposed. None of it depends on what another customer has.
#[derive(Debug, thiserror::Error)]
pub enum ProposeError {
    /// No contract was chosen.
    #[error("no contract")]
    NoContract,
    /// A contract is none of the customer's.
    #[error("an unknown contract")]
    UnknownContract,
    /// The address of whoever asks.
    #[error("one's own address")]
    Own,
    /// The customer has an advanced user with this address.
    #[error("an advanced user already")]
    Associated,
    /// A proposal to this address waits.
    #[error("proposed already")]
    Asked,
    /// So many were made today that it is no longer meant.
    #[error("more than {MOST} proposals in a day")]
    TooMany,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// So many proposals a customer may make within [`COUNTED`] seconds: each may mail somebody.
const MOST: i64 = 50;
const COUNTED: i64 = 24 * 3600;

/// *Associer un utilisateur avancé*: proposes to whoever has an address to see some contracts. A mail leaves only if it is
/// an active advanced user of another customer's; answer, work and what the customer sees afterwards are the same for every
/// address.
#[tracing::instrument(name = "advanced_users.propose", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn propose(
    services: &Services,
    scope: &AdministratorScope,
    address: &EmailAddress,
    contracts: &[ContractId],
) -> Result<ProposalId, ProposeError> {
    let operation = Operation::begin("advanced_users.propose");

    if contracts.is_empty() {
        return Err(ProposeError::NoContract);
    }

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    if !are_contracts(&mut tx, customer, contracts).await? {
        return Err(ProposeError::UnknownContract);
    }

    forget_expired(&mut tx, customer, address, now).await?;
    check(&mut tx, scope, address, now).await?;
    let id = ProposalId(services.random.id(now));
    write(&mut tx, services, customer, id, address, now).await?;
    for contract in contracts {
        write_contract(&mut tx, customer, id, *contract).await?;
    }

    let entry = Entry { action: "advanced_proposal.asked", subject: Some(id.0), details: json!({}) };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(id))
}

/// Forgets what was proposed to the address and has run out: another takes its place.
async fn forget_expired(
    tx: &mut Tx,
    customer: CustomerId,
    address: &EmailAddress,
    now: Timestamp,
) -> sqlx::Result<()> {
    tx.query(
        "UPDATE advanced_proposals SET state = 'withdrawn'
         WHERE customer_id = $1 AND email_key = $2 AND state IN ('pending', 'refused') AND valid_until <= $3",
    )
    .bind(customer.0)
    .bind(address.key())
    .bind(now.0)
    .execute()
    .await?;
    Ok(())
}

async fn check(
    tx: &mut Tx,
    scope: &AdministratorScope,
    address: &EmailAddress,
    now: Timestamp,
) -> Result<(), ProposeError> {
    let customer = scope.customer();
    let (own, waiting, today): (i64, i64, i64) = tx
        .query(
            "SELECT (SELECT count(*) FROM users WHERE id = $2 AND email_key = $3),
                    (SELECT count(*) FROM advanced_proposals
                     WHERE customer_id = $1 AND email_key = $3 AND state IN ('pending', 'refused')),
                    (SELECT count(*) FROM advanced_proposals WHERE customer_id = $1 AND asked_at > $4)",
        )
        .bind(customer.0)
        .bind(scope.user().map(|user| user.0))
        .bind(address.key())
        .bind(now.plus_seconds(-COUNTED).0)
        .fetch_one()
        .await?;

    if own > 0 {
        Err(ProposeError::Own)
    } else if has_address(tx, customer, address.key()).await? {
        Err(ProposeError::Associated)
    } else if waiting > 0 {
        Err(ProposeError::Asked)
    } else if today >= MOST {
        Err(ProposeError::TooMany)
    } else {
        Ok(())
    }
}

async fn write(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    id: ProposalId,
    address: &EmailAddress,
    now: Timestamp,
) -> sqlx::Result<()> {
    let mail = mail::queue_association(tx, services, customer, address.key()).await?;
    tx.query(
        "INSERT INTO advanced_proposals (customer_id, id, email, email_key, mail_job_id, asked_at, valid_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(customer.0)
    .bind(id.0)
    .bind(address.as_str())
    .bind(address.key())
    .bind(mail.0)
    .bind(now.0)
    .bind(now.plus_seconds(VALID).0)
    .execute()
    .await?;
    Ok(())
}

async fn write_contract(
    tx: &mut Tx,
    customer: CustomerId,
    id: ProposalId,
    contract: ContractId,
) -> sqlx::Result<()> {
    tx.query(
        "INSERT INTO advanced_proposal_contracts (customer_id, proposal_id, contract_id) VALUES ($1, $2, $3)",
    )
    .bind(customer.0)
    .bind(id.0)
    .bind(contract.0)
    .execute()
    .await?;
    Ok(())
}
