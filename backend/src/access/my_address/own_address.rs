use crate::db::{Code, Tx};
use crate::journal::{self, Entry};
use crate::services::Services;
use crate::users::search::{searchable, sort_user};
use domain::address::EmailAddress;
use domain::ids::{CustomerId, UserId};
use domain::time::Timestamp;
use domain::users::UserStatus;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use uuid::Uuid;

/// An address of a person's own that became another.
pub(in crate::access) struct OwnAddress<'a> {
    pub(in crate::access) user: UserId,
    /// The address before, for a customer that has not written it in its own way.
    pub(in crate::access) old: &'a str,
    pub(in crate::access) new: &'a str,
}

impl OwnAddress<'_> {
    /// Rewrites what a customer has of the address, and tells its journal.
    pub(in crate::access) async fn write_with(
        &self,
        tx: &mut Tx,
        services: &Services,
        customer: CustomerId,
        network: Option<IpAddr>,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        let member: Option<(String, String, String)> = tx
            .query(
                "SELECT email, last_name, first_name FROM memberships WHERE customer_id = $1 AND user_id = $2",
            )
            .bind(customer.0)
            .bind(self.user.0)
            .fetch_optional()
            .await?;

        if let Some((_, last_name, first_name)) = &member {
            self.rewrite(tx, customer, last_name, first_name).await?;
        }
        self.rewrite_advanced(tx, customer).await?;

        let from = member.as_ref().map_or(self.old, |(email, ..)| email);
        self.tell_journal(tx, services, customer, from, network, now).await
    }

    async fn rewrite(
        &self,
        tx: &mut Tx,
        customer: CustomerId,
        last_name: &str,
        first_name: &str,
    ) -> sqlx::Result<()> {
        tx.query("UPDATE memberships SET email = $3 WHERE customer_id = $1 AND user_id = $2")
            .bind(customer.0)
            .bind(self.user.0)
            .bind(self.new)
            .execute()
            .await?;
        tx.query("UPDATE assignments SET search = $3, sort_user = $4 WHERE customer_id = $1 AND user_id = $2")
            .bind(customer.0)
            .bind(self.user.0)
            .bind(searchable(self.new, last_name, first_name))
            .bind(sort_user(self.new))
            .execute()
            .await
            .map(drop)
    }

    /// What the customer calls an advanced user by, where it has an address of its own for them.
    async fn rewrite_advanced(&self, tx: &mut Tx, customer: CustomerId) -> sqlx::Result<()> {
        tx.query(
            "UPDATE advanced_users SET email = $3 WHERE customer_id = $1 AND user_id = $2 AND email IS NOT NULL",
        )
        .bind(customer.0)
        .bind(self.user.0)
        .bind(self.new)
        .execute()
        .await
        .map(drop)
    }

    async fn tell_journal(
        &self,
        tx: &mut Tx,
        services: &Services,
        customer: CustomerId,
        from: &str,
        network: Option<IpAddr>,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        let id = services.random.id(now);
        tx.query(
            "INSERT INTO own_address_changes (customer_id, id, user_id, from_email, to_email, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(customer.0)
        .bind(id)
        .bind(self.user.0)
        .bind(from)
        .bind(self.new)
        .bind(now.0)
        .execute()
        .await?;

        let details = json!({ "change": id });
        let entry = Entry { action: "user.own_address_changed", subject: Some(self.user.0), details };
        journal::append_after(tx, customer, (Some(self.user), network), now, entry).await
    }
}

/// The customers that know somebody by an address which the person changed before they came in there, or while they were
/// away: each with that address. Those who wait for the person still, but for the ones in `accepted`, are left out.
pub(in crate::access) async fn known_by_former_address(
    tx: &mut Tx,
    user: UserId,
    accepted: &BTreeSet<CustomerId>,
) -> sqlx::Result<BTreeMap<CustomerId, String>> {
    let known: Vec<(Uuid, Code<UserStatus>, String, String)> = tx
        .query(
            "SELECT m.customer_id, m.status, m.email, u.email_key
             FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.user_id = $1
             UNION ALL
             SELECT v.customer_id, v.status, v.email, u.email_key
             FROM advanced_users v JOIN users u ON u.id = v.user_id WHERE v.user_id = $1 AND v.email IS NOT NULL",
        )
        .bind(user.0)
        .fetch_all()
        .await?;

    let is_former = |email: &str, key: &str| EmailAddress::parse(email).is_ok_and(|known| known.key() != key);
    let is_in = |customer, status| status == UserStatus::Active || accepted.contains(&customer);
    Ok(known
        .into_iter()
        .map(|(customer, status, email, key)| (CustomerId(customer), status.0, email, key))
        .filter(|(customer, status, email, key)| is_in(*customer, *status) && is_former(email, key))
        .map(|(customer, _, email, _)| (customer, email))
        .collect())
}

/// The customers that have the person among their people or their administrators, in the order in which they are locked,
/// and whether the person has come in there.
pub(in crate::access) async fn customers_of(
    tx: &mut Tx,
    user: UserId,
) -> sqlx::Result<Vec<(CustomerId, bool)>> {
    let customers: Vec<(Uuid, i64)> = tx
        .query(
            "SELECT customer_id, CAST(max(has_come_in) AS BIGINT) FROM (
                 SELECT customer_id,
                     CASE WHEN status = 'active' OR last_sign_in_at IS NOT NULL THEN 1 ELSE 0 END AS has_come_in
                 FROM memberships WHERE user_id = $1
                 UNION ALL SELECT customer_id, 1 FROM administrators WHERE user_id = $1
                 UNION ALL SELECT customer_id,
                     CASE WHEN status = 'active' OR status_before = 'active' THEN 1 ELSE 0 END
                 FROM advanced_users WHERE user_id = $1
             ) has GROUP BY customer_id ORDER BY customer_id",
        )
        .bind(user.0)
        .fetch_all()
        .await?;
    Ok(customers.into_iter().map(|(customer, has_come_in)| (CustomerId(customer), has_come_in > 0)).collect())
}
