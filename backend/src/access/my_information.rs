use super::Principal;
use super::mailed_credentials;
use super::my_address::customers_of;
use crate::customers;
use crate::db::{Code, Tx};
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use crate::users::search::searchable;
use domain::access::{MyInformation, NewInformation};
use domain::ids::{CustomerId, UserId};
use domain::locale::Locale;
use domain::names::PersonName;
use serde_json::json;
use std::net::IpAddr;

/// What is known of oneself, but for what one signs in with. Of a name that customers write differently, what the customer
/// says that one is looking at, or else the one that one came to last.
pub async fn my_information(services: &Services, principal: &Principal) -> sqlx::Result<MyInformation> {
    let mut tx = services.db.read().await?;
    load(&mut tx, principal).await
}

async fn load(tx: &mut Tx, principal: &Principal) -> sqlx::Result<MyInformation> {
    let (telephone, Code(language)): (String, Code<Locale>) = tx
        .query("SELECT telephone, locale FROM users WHERE id = $1")
        .bind(principal.user.0)
        .fetch_one()
        .await?;
    let names: Option<(String, String)> = tx
        .query(
            "SELECT last_name, first_name FROM (
                 SELECT customer_id, last_name, first_name, since FROM administrators WHERE user_id = $1
                 UNION ALL SELECT customer_id, last_name, first_name, coalesce(last_sign_in_at, created_at)
                     FROM memberships WHERE user_id = $1 AND (status = 'active' OR last_sign_in_at IS NOT NULL)
                 UNION ALL SELECT customer_id, last_name, first_name, created_at FROM advanced_users
                     WHERE user_id = $1 AND status <> 'invited'
             ) called WHERE last_name <> '' OR first_name <> ''
             ORDER BY CASE WHEN customer_id = $2 THEN 0 ELSE 1 END, since DESC, customer_id LIMIT 1",
        )
        .bind(principal.user.0)
        .bind(principal.customer.map(|customer| customer.0))
        .fetch_optional()
        .await?;
    let (last_name, first_name) = names.unwrap_or_default();

    Ok(MyInformation { last_name, first_name, telephone, language })
}

/// Changes what is known of oneself. Another name is written with each customer where one has come in, and told to its
/// journal; what nobody has changed stays with each as it is.
#[tracing::instrument(name = "access.change_my_information", skip_all, err(level = "debug"), fields(user = %principal.user))]
pub async fn change_my_information(
    services: &Services,
    principal: &Principal,
    new: &NewInformation,
) -> sqlx::Result<()> {
    let operation = Operation::begin("access.change_my_information");

    let mut tx = services.db.write().await?;
    mailed_credentials::lock(&mut tx, principal.user).await?;
    let name = |name: &Option<PersonName>| name.as_ref().map_or(String::new(), ToString::to_string);
    let names = Names { last: name(&new.last_name), first: name(&new.first_name) };
    let known = load(&mut tx, principal).await?;
    if (&known.last_name, &known.first_name) != (&names.last, &names.first) {
        names.write_everywhere(&mut tx, services, principal.user, principal.network).await?;
    }

    let telephone = new.telephone.as_ref().map_or("", |telephone| telephone.as_str());
    tx.query("UPDATE users SET telephone = $2, locale = $3 WHERE id = $1")
        .bind(principal.user.0)
        .bind(telephone)
        .bind(Code(new.language))
        .execute()
        .await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

/// What a person calls themselves; either may be "".
struct Names {
    last: String,
    first: String,
}

impl Names {
    async fn write_everywhere(
        &self,
        tx: &mut Tx,
        services: &Services,
        user: UserId,
        network: Option<IpAddr>,
    ) -> sqlx::Result<()> {
        let customers = customers_of(tx, user).await?;
        let has_come_in = customers.into_iter().filter(|(_, has_come_in)| *has_come_in);
        for (customer, _) in has_come_in {
            customers::lock(tx, customer).await?;
            self.write_with(tx, customer, user).await?;
            let entry = Entry { action: "user.own_name_changed", subject: Some(user.0), details: json!({}) };
            journal::append_after(tx, customer, (Some(user), network), services.clock.now(), entry).await?;
        }

        Ok(())
    }

    async fn write_with(&self, tx: &mut Tx, customer: CustomerId, user: UserId) -> sqlx::Result<()> {
        for called in [
            "UPDATE administrators SET last_name = $3, first_name = $4 WHERE customer_id = $1 AND user_id = $2",
            "UPDATE advanced_users SET last_name = $3, first_name = $4 WHERE customer_id = $1 AND user_id = $2",
            "UPDATE memberships SET last_name = $3, first_name = $4 WHERE customer_id = $1 AND user_id = $2",
        ] {
            tx.query(called)
                .bind(customer.0)
                .bind(user.0)
                .bind(&self.last)
                .bind(&self.first)
                .execute()
                .await?;
        }

        let email: Option<String> = tx
            .query("SELECT email FROM memberships WHERE customer_id = $1 AND user_id = $2")
            .bind(customer.0)
            .bind(user.0)
            .optional_scalar()
            .await?;
        tx.query("UPDATE assignments SET search = $3 WHERE customer_id = $1 AND user_id = $2")
            .bind(customer.0)
            .bind(user.0)
            .bind(searchable(&email.unwrap_or_default(), &self.last, &self.first))
            .execute()
            .await
            .map(drop)
    }
}

#[cfg(test)]
mod tests;
