use super::find_by_name_in;
use crate::access::AdministratorScope;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::mail::{self, MailKind, NewMail};
use crate::observe::Operation;
use crate::services::Services;
use crate::users::person;
use domain::address::EmailAddress;
use domain::ids::{CustomerId, UserId};
use domain::names::CustomerName;
use domain::time::Timestamp;
use serde_json::json;

/// A customer to be.
#[derive(Clone, Debug)]
pub struct NewCustomer {
    /// What it is called.
    pub name: CustomerName,
    /// Who will administer it, and gets a mail with what it takes to sign in.
    pub admin_email: EmailAddress,
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
    /// Another is called so already, and the command line finds customers by their names.
    #[error("there is a customer with this name already")]
    NameTaken,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Creates a customer and its administrator, and queues the administrator's mail.
#[tracing::instrument(name = "customers.create", skip_all, err(level = "debug"))]
pub async fn create(services: &Services, new: NewCustomer) -> Result<CreatedCustomer, CreateError> {
    let operation = Operation::begin("customers.create");

    let now = services.clock.now();
    let customer = CustomerId(services.random.id(now));
    let mut tx = services.db.write().await?;

    if find_by_name_in(&mut tx, new.name.as_str()).await?.is_some() {
        return Err(CreateError::NameTaken);
    }

    insert(&mut tx, customer, new.name.as_str(), now).await?;
    let person = person::find_or_create(&mut tx, services, &new.admin_email).await?;
    tx.query("INSERT INTO administrators (customer_id, user_id, since) VALUES ($1, $2, $3)")
        .bind(customer.0)
        .bind(person.id.0)
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
    journal::append(&mut tx, &AdministratorScope::for_command_line(customer), now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(CreatedCustomer { customer, administrator: person.id }))
}

/// Writes a customer, with numbers for its assignments that no other customer's can meet.
pub(crate) async fn insert(tx: &mut Tx, id: CustomerId, name: &str, now: Timestamp) -> sqlx::Result<()> {
    tx.query(
        "INSERT INTO customers (id, name, created_at, last_number)
         SELECT $1, $2, $3, ((coalesce(max(last_number), 0) >> 32) + 1) << 32 FROM customers",
    )
    .bind(id.0)
    .bind(name)
    .bind(now.0)
    .execute()
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::find_by_name;
    use crate::testing::contract_test;

    fn new(name: &str, admin: &str) -> NewCustomer {
        NewCustomer {
            name: CustomerName::parse(name).unwrap(),
            admin_email: EmailAddress::parse(admin).unwrap(),
        }
    }

    contract_test!(a_customer_comes_with_an_administrator_and_a_mail, |world| async {
        let created = create(&world.services, new("CÉRAMIQUES", "a@ceramiques.example")).await.unwrap();
        assert_eq!(find_by_name(&world.services, "CÉRAMIQUES").await.unwrap(), Some(created.customer));
        let mails = "SELECT count(*) FROM mail_jobs j JOIN administrators a
            ON a.customer_id = j.customer_id AND a.user_id = j.user_id WHERE j.kind = 'welcome'";
        assert_eq!(world.count(mails).await, 1);
    });

    contract_test!(a_name_is_given_once, |world| async {
        let again = create(&world.services, new("POTTERS FRANCE", "b@exemple.fr")).await;
        assert!(matches!(again, Err(CreateError::NameTaken)));
        assert_eq!(world.count("SELECT count(*) FROM mail_jobs").await, 0);
    });

    contract_test!(one_person_may_administer_two_customers, |world| async {
        let created = create(&world.services, new("CÉRAMIQUES", "ADMIN@potters.example")).await.unwrap();
        assert_eq!(created.administrator, world.potters.administrator);
    });

    contract_test!(each_customer_has_numbers_of_its_own, |world| async {
        create(&world.services, new("CÉRAMIQUES", "a@ceramiques.example")).await.unwrap();
        assert_eq!(world.count("SELECT count(DISTINCT last_number >> 32) FROM customers").await, 3);
    });
}
