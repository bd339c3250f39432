//! What the operations of this folder share.

use crate::access::mailed_credentials;
use crate::administrators::administers;
use crate::db::{Code, Tx};
use crate::services::{SecretKey, Services};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ids::{ContractId, CustomerId, MailJobId, UserId};
use domain::time::Timestamp;
use domain::users::UserStatus;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// An advanced user, as the customer keeps them.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Stored {
    user_id: Uuid,
    pub(super) last_name: String,
    pub(super) first_name: String,
    status: Code<UserStatus>,
    status_before: Option<Code<UserStatus>>,
    mail_job_id: Option<Uuid>,
}

impl Stored {
    /// The customer's advanced user of this key: they are as few as are named one by one.
    pub(super) async fn named(
        tx: &mut Tx,
        services: &Services,
        customer: CustomerId,
        key: &str,
    ) -> sqlx::Result<Option<Self>> {
        let all: Vec<Self> = tx
            .query(
                "SELECT user_id, last_name, first_name, status, status_before, mail_job_id
                 FROM advanced_users WHERE customer_id = $1",
            )
            .bind(customer.0)
            .fetch_all()
            .await?;
        Ok(all.into_iter().find(|stored| key_of(&services.key, customer, stored.user()) == key))
    }

    /// A person among the customer's advanced users.
    pub(super) async fn of(tx: &mut Tx, customer: CustomerId, user: UserId) -> sqlx::Result<Option<Self>> {
        tx.query(
            "SELECT user_id, last_name, first_name, status, status_before, mail_job_id
             FROM advanced_users WHERE customer_id = $1 AND user_id = $2",
        )
        .bind(customer.0)
        .bind(user.0)
        .fetch_optional()
        .await
    }

    pub(super) fn user(&self) -> UserId {
        UserId(self.user_id)
    }

    pub(super) fn status(&self) -> UserStatus {
        self.status.0
    }

    /// What somebody is again who was suspended.
    pub(super) fn status_before(&self) -> UserStatus {
        self.status_before.map_or(UserStatus::Active, |Code(status)| status)
    }

    /// Whether the person has never come in as an advanced user of this customer's.
    pub(super) fn is_awaited(&self) -> bool {
        let status =
            if self.status() == UserStatus::Suspended { self.status_before() } else { self.status() };
        status.is_awaited()
    }

    pub(super) fn mail(&self) -> Option<MailJobId> {
        self.mail_job_id.map(MailJobId)
    }

    /// Takes from the person what would still lead to the customer as an advanced user: the choice of it in their sessions,
    /// unless they administer it, and the mail that invites, with its link.
    pub(super) async fn shut_out(
        &self,
        tx: &mut Tx,
        customer: CustomerId,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        if !administers(tx, customer, self.user()).await? {
            tx.query("UPDATE sessions SET customer_id = NULL WHERE user_id = $2 AND customer_id = $1")
                .bind(customer.0)
                .bind(self.user_id)
                .execute()
                .await?;
        }

        tx.query(
            "UPDATE mail_jobs SET state = 'withdrawn' WHERE customer_id = $1 AND id = $2 AND state = 'queued'",
        )
        .bind(customer.0)
        .bind(self.mail_job_id)
        .execute()
        .await?;
        tx.query(
            "UPDATE secrets SET used_at = $3 WHERE user_id = $1 AND mail_job_id = $2 AND used_at IS NULL",
        )
        .bind(self.user_id)
        .bind(self.mail_job_id)
        .bind(now.0)
        .execute()
        .await?;
        match self.mail_job_id {
            Some(mail) => mailed_credentials::end_begun_by(tx, UserId(self.user_id), MailJobId(mail)).await,
            None => Ok(()),
        }
    }

    /// Takes the person from the customer's advanced users.
    pub(super) async fn delete(&self, tx: &mut Tx, customer: CustomerId, now: Timestamp) -> sqlx::Result<()> {
        self.shut_out(tx, customer, now).await?;
        tx.query("DELETE FROM advanced_users WHERE customer_id = $1 AND user_id = $2")
            .bind(customer.0)
            .bind(self.user_id)
            .execute()
            .await?;
        Ok(())
    }
}

/// What names an advanced user among those of one customer. The person's own key is the same with every customer, and no
/// customer is told it.
pub(super) fn key_of(key: &SecretKey, customer: CustomerId, user: UserId) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(&key.0).expect("HMAC takes a key of any length");
    mac.update(b"advanced-user\0");
    mac.update(customer.0.as_bytes());
    mac.update(user.0.as_bytes());
    URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}

/// Whether the customer has an advanced user with the address of this key.
pub(super) async fn has_address(tx: &mut Tx, customer: CustomerId, email_key: &str) -> sqlx::Result<bool> {
    let found: i64 = tx
        .query(
            "SELECT count(*) FROM advanced_users v JOIN users u ON u.id = v.user_id
             WHERE v.customer_id = $1 AND u.email_key = $2",
        )
        .bind(customer.0)
        .bind(email_key)
        .scalar()
        .await?;
    Ok(found > 0)
}

/// Whether all of these are the customer's contracts, each once.
pub(super) async fn are_contracts(
    tx: &mut Tx,
    customer: CustomerId,
    contracts: &[ContractId],
) -> sqlx::Result<bool> {
    let known: Vec<Uuid> =
        tx.query("SELECT id FROM contracts WHERE customer_id = $1").bind(customer.0).scalars().await?;
    let known: BTreeSet<Uuid> = known.into_iter().collect();
    let chosen: BTreeSet<Uuid> = contracts.iter().map(|contract| contract.0).collect();
    Ok(chosen.len() == contracts.len() && chosen.is_subset(&known))
}

/// Rows of who, or what, has a contract, as the numbers of each.
pub(super) fn by_owner(rows: Vec<(Uuid, String)>) -> HashMap<Uuid, Vec<String>> {
    let mut numbers: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (owner, number) in rows {
        numbers.entry(owner).or_default().push(number);
    }
    numbers
}
