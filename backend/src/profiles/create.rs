use super::stored::{self, insert};
use crate::access::AdministratorScope;
use crate::customers;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::ProfileId;
use domain::names::ProfileName;
use domain::rights::{Rights, write_rights};
use serde_json::json;

/// A profile to create.
#[derive(Clone, Debug)]
pub struct NewProfile {
    pub name: ProfileName,
    pub rights: Rights,
}

/// Why a profile was not created.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// Another profile bears the name, accents, case and punctuation aside.
    #[error("the name is taken by {0:?}")]
    Taken(String),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Creates a profile. The first one of a customer is its default one.
#[tracing::instrument(name = "profiles.create", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn create(
    services: &Services,
    scope: &AdministratorScope,
    new: &NewProfile,
) -> Result<ProfileId, CreateError> {
    let operation = Operation::begin("profiles.create");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    if let Some(other) = stored::namesake(&mut tx, customer, &new.name, None).await? {
        return Err(CreateError::Taken(other));
    }

    let id = ProfileId(services.random.id(now));
    insert(&mut tx, customer, id, &new.name, &new.rights, 1).await?;
    tx.query("UPDATE customers SET default_profile_id = $2 WHERE id = $1 AND default_profile_id IS NULL")
        .bind(customer.0)
        .bind(id.0)
        .execute()
        .await?;

    let details = json!({ "name": new.name, "rights": write_rights(new.rights.iter()) });
    let entry = Entry { action: "profile.created", subject: Some(id.0), details };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profiles::testing::{name, rights};
    use crate::reference::load;
    use crate::testing::contract_test;

    fn new(text: &str) -> NewProfile {
        NewProfile { name: name(text), rights: rights("retours=gestion,suivi=consultation") }
    }

    contract_test!(a_profile_can_be_given_at_once, |world| async {
        let id = create(&world.services, &world.potters.scope, &new("Retours")).await.unwrap();
        let reference = load(&world.services, &world.potters.scope).await.unwrap();
        let created = reference.profile(id).unwrap();
        assert_eq!((&created.name, created.rights), (&name("Retours"), new("Retours").rights));
        assert_eq!(reference.default_profile, world.potters.reference.default_profile);
        assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'profile.created'").await, 1);
        let other = load(&world.services, &world.other.scope).await.unwrap();
        assert_eq!(other, world.other.reference);
    });

    contract_test!(a_name_that_reads_like_another_s_is_taken, |world| async {
        for text in ["Expéditeur", "EXPEDITEUR", "  expediteur – "] {
            let refused = create(&world.services, &world.potters.scope, &new(text)).await;
            assert!(matches!(refused, Err(CreateError::Taken(other)) if other == "Expéditeur"), "{text}");
        }
        // Each customer has its own.
        create(&world.services, &world.other.scope, &new("Consultation")).await.unwrap();
    });

    contract_test!(the_first_profile_of_a_customer_is_its_default_one, |world| async {
        world.execute("UPDATE customers SET default_profile_id = NULL").await;
        world.execute("DELETE FROM profile_rights").await;
        world.execute("DELETE FROM profiles").await;
        let id = create(&world.services, &world.potters.scope, &new("Retours")).await.unwrap();
        create(&world.services, &world.potters.scope, &new("Suivi")).await.unwrap();
        let reference = load(&world.services, &world.potters.scope).await.unwrap();
        assert_eq!(reference.default_profile, Some(id));
    });
}
