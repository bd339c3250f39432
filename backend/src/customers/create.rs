use super::names::namesake;
use crate::access::OperatorScope;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::mail::{self, MailKind, NewMail};
use crate::observe::Operation;
use crate::services::Services;
use crate::users::person;
use domain::address::EmailAddress;
use domain::fold::fold;
use domain::ids::{CustomerId, UserId};
use domain::names::{CustomerName, PersonName};
use domain::time::Timestamp;
use serde_json::json;

/// A customer to be.
#[derive(Clone, Debug)]
pub struct NewCustomer {
    /// What it is called.
    pub name: CustomerName,
    /// Who will administer it, and gets a mail with what it takes to sign in.
    pub admin_email: EmailAddress,
    /// What the administrator is called, where that is known.
    pub first_name: Option<PersonName>,
    pub last_name: Option<PersonName>,
}

/// A customer that now is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CreatedCustomer {
    pub customer: CustomerId,
    pub administrator: UserId,
}

/// Why a customer was not created.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// Another is called so already, but for case, accents and dashes: this is its name.
    #[error("there is a customer with this name already: {0}")]
    NameTaken(String),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Creates a customer and its administrator, and queues the administrator's mail.
#[tracing::instrument(name = "customers.create", skip_all, err(level = "debug"))]
pub async fn create(
    services: &Services,
    operator: &OperatorScope,
    new: &NewCustomer,
) -> Result<CreatedCustomer, CreateError> {
    let operation = Operation::begin("customers.create");

    let now = services.clock.now();
    let customer = CustomerId(services.random.id(now));
    let mut tx = services.db.write().await?;

    one_at_a_time(&mut tx).await?;
    if let Some(other) = namesake(&mut tx, new.name.as_str()).await? {
        return Err(CreateError::NameTaken(other));
    }

    insert(&mut tx, customer, new.name.as_str(), now).await?;
    let person = person::find_or_create(&mut tx, services, &new.admin_email).await?;
    let name = |name: &Option<PersonName>| name.as_ref().map(ToString::to_string).unwrap_or_default();
    tx.query(
        "INSERT INTO administrators (customer_id, user_id, last_name, first_name, since) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(customer.0)
    .bind(person.id.0)
    .bind(name(&new.last_name))
    .bind(name(&new.first_name))
    .bind(now.0)
    .execute()
    .await?;

    let mail = NewMail {
        customer: Some(customer),
        user: person.id,
        import: None,
        kind: if person.has_password { MailKind::Access } else { MailKind::Welcome },
        email_key: new.admin_email.key().to_owned(),
    };

    mail::queue(&mut tx, &mail, services).await?;
    let details = json!({ "administrator": person.id });
    let entry = Entry { action: "customer.created", subject: Some(customer.0), details };
    journal::append(&mut tx, &operator.of_customer(customer), now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(CreatedCustomer { customer, administrator: person.id }))
}

/// Of two who create customers at once, the second finds the name that the first took. SQLite has one writer anyway.
async fn one_at_a_time(tx: &mut Tx) -> sqlx::Result<()> {
    if matches!(tx, Tx::Postgres(_)) {
        tx.query("LOCK TABLE customers IN SHARE ROW EXCLUSIVE MODE").execute().await?;
    }
    Ok(())
}

/// Writes a customer, with numbers for its assignments that no other customer's can meet.
pub(crate) async fn insert(tx: &mut Tx, id: CustomerId, name: &str, now: Timestamp) -> sqlx::Result<()> {
    tx.query(
        "INSERT INTO customers (id, name, sort, created_at, last_number)
         SELECT $1, $2, $4, $3, ((coalesce(max(last_number), 0) >> 32) + 1) << 32 FROM customers",
    )
    .bind(id.0)
    .bind(name)
    .bind(now.0)
    .bind(fold(name))
    .execute()
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::{close, find_by_name};
    use crate::testing::contract_test;

    fn new(name: &str, admin: &str) -> NewCustomer {
        NewCustomer {
            name: CustomerName::parse(name).unwrap(),
            admin_email: EmailAddress::parse(admin).unwrap(),
            first_name: PersonName::parse("Anne").ok(),
            last_name: PersonName::parse("Argile").ok(),
        }
    }

    contract_test!(a_customer_comes_with_an_administrator_and_a_mail, |world| async {
        let new = new("CÉRAMIQUES", "a@ceramiques.example");
        let created = create(&world.services, &world.operator().await, &new).await.unwrap();
        assert_eq!(find_by_name(&world.services, "CÉRAMIQUES").await.unwrap(), Some(created.customer));
        let mails = "SELECT count(*) FROM mail_jobs j JOIN administrators a
            ON a.customer_id = j.customer_id AND a.user_id = j.user_id
            WHERE j.kind = 'welcome' AND a.first_name = 'Anne' AND a.last_name = 'Argile'";
        assert_eq!(world.count(mails).await, 1);
        let journal = "SELECT count(*) FROM journal
            WHERE action = 'customer.created' AND actor_id IS NOT NULL AND details LIKE '%\"operator\":true%'";
        assert_eq!(world.count(journal).await, 1);
    });

    contract_test!(a_name_is_given_once_whatever_its_case_accents_and_dashes, |world| async {
        let operator = world.operator().await;
        close(&world.services, &operator, world.other.id).await.unwrap();
        for (name, known) in [
            ("POTTERS FRANCE", "POTTERS FRANCE"),
            ("Potters–France", "POTTERS FRANCE"),
            ("faiences du nord", "FAÏENCES DU NORD"),
        ] {
            let again = create(&world.services, &operator, &new(name, "b@exemple.fr")).await;
            assert!(matches!(&again, Err(CreateError::NameTaken(other)) if other == known), "{again:?}");
        }
        assert_eq!(world.count("SELECT count(*) FROM mail_jobs").await, 0);
        assert_eq!(world.count("SELECT count(*) FROM customers").await, 2);
    });

    contract_test!(one_person_may_administer_two_customers, |world| async {
        let new = new("CÉRAMIQUES", "ADMIN@potters.example");
        let created = create(&world.services, &world.operator().await, &new).await.unwrap();
        assert_eq!(created.administrator, world.potters.administrator);
    });

    contract_test!(each_customer_has_numbers_of_its_own, |world| async {
        let new = new("CÉRAMIQUES", "a@ceramiques.example");
        create(&world.services, &world.operator().await, &new).await.unwrap();
        assert_eq!(world.count("SELECT count(DISTINCT last_number >> 32) FROM customers").await, 3);
    });
}
