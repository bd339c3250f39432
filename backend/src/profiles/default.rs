use super::stored::{self, choose_default};
use crate::access::AdministratorScope;
use crate::customers;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::ProfileId;
use domain::names::ProfileName;
use serde_json::json;

/// Why another profile is not the default one.
#[derive(Debug, thiserror::Error)]
pub enum DefaultError {
    /// The customer has no such profile.
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Makes a profile the one that rows and forms get which name none; gives its name.
#[tracing::instrument(name = "profiles.set_default", skip_all, err(level = "debug"), fields(customer = %scope.customer(), profile = %id))]
pub async fn set_default(
    services: &Services,
    scope: &AdministratorScope,
    id: ProfileId,
) -> Result<ProfileName, DefaultError> {
    let operation = Operation::begin("profiles.set_default");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let profile = stored::load(&mut tx, customer, id).await?.ok_or(DefaultError::NotFound)?;

    if !profile.is_default {
        choose_default(&mut tx, customer, id).await?;
        let details = json!({ "name": profile.name });
        let entry = Entry { action: "profile.default_chosen", subject: Some(id.0), details };
        journal::append(&mut tx, scope, now, entry).await?;
        tx.commit().await?;
    }

    operation.ended(Ok(profile.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profiles::testing::profile;
    use crate::reference::load;
    use crate::testing::contract_test;

    contract_test!(another_profile_is_the_default_one_from_now_on, |world| async {
        let id = profile(&world.potters, "Consultation");
        for _ in 0..2 {
            set_default(&world.services, &world.potters.scope, id).await.unwrap();
        }
        let reference = load(&world.services, &world.potters.scope).await.unwrap();
        assert_eq!(reference.default_profile, Some(id));
        let entries = "SELECT count(*) FROM journal WHERE action = 'profile.default_chosen'";
        assert_eq!(world.count(entries).await, 1);
    });

    contract_test!(another_customer_s_profile_is_not_found, |world| async {
        let theirs = profile(&world.other, "Expéditeur");
        let refused = set_default(&world.services, &world.potters.scope, theirs).await;
        assert!(matches!(refused, Err(DefaultError::NotFound)));
        let reference = load(&world.services, &world.potters.scope).await.unwrap();
        assert_eq!(reference, world.potters.reference);
    });
}
