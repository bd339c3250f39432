use super::name::{Namesake, is_settling, namesake};
use crate::access::AdministratorScope;
use crate::customers;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::fold::fold;
use domain::ids::{CustomerId, SiteId};
use domain::names::SiteName;
use serde_json::json;

/// Why no site was created.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// The customer has one whose name is taken for this.
    #[error("there is such a site already")]
    Taken(Namesake),
    /// A site was called so a moment ago, and its assignments are still being rewritten.
    #[error("a renamed site is still being rewritten")]
    Settling,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Creates a site.
#[tracing::instrument(name = "sites.create", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn create(
    services: &Services,
    scope: &AdministratorScope,
    name: &SiteName,
) -> Result<SiteId, CreateError> {
    let operation = Operation::begin("sites.create");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    if let Some(namesake) = namesake(&mut tx, customer, None, name).await? {
        return Err(CreateError::Taken(namesake));
    }

    if is_settling(&mut tx, customer, None, &fold(name.as_str())).await? {
        return Err(CreateError::Settling);
    }

    let id = SiteId(services.random.id(now));
    insert(&mut tx, customer, id, name).await?;
    let entry = Entry { action: "site.created", subject: Some(id.0), details: json!({ "name": name }) };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(id))
}

pub(super) async fn insert(
    tx: &mut Tx,
    customer: CustomerId,
    id: SiteId,
    name: &SiteName,
) -> sqlx::Result<()> {
    tx.query("INSERT INTO sites (customer_id, id, name, sort) VALUES ($1, $2, $3, $4)")
        .bind(customer.0)
        .bind(id.0)
        .bind(name.as_str())
        .bind(fold(name.as_str()))
        .execute()
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::load;
    use crate::sites::testing::{id_of, name};
    use crate::sites::{archive, rename};
    use crate::testing::contract_test;

    contract_test!(a_site_that_is_created_can_be_assigned_to, |world| async {
        let (services, scope) = (&world.services, &world.potters.scope);
        let id = create(services, scope, &name("Nîmes")).await.unwrap();
        let reference = load(services, scope).await.unwrap();
        assert_eq!(reference.site(id).unwrap().name.as_str(), "Nîmes");
        assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'site.created'").await, 1);
    });

    contract_test!(
        two_sites_of_one_name_in_two_tabs_are_one_and_the_second_is_told_of_the_first,
        |world| async {
            let (services, scope) = (&world.services, &world.potters.scope);
            for (typed, called) in [
                ("Antony", "Antony"),
                ("ANTONY", "Antony"),
                ("Lyon Part-Dieu", "Lyon – Part-Dieu"),
                ("st etienne", "Saint-Étienne"),
            ] {
                let refused = create(services, scope, &name(typed)).await;
                let Err(CreateError::Taken(namesake)) = refused else { panic!("{typed}: {refused:?}") };
                assert_eq!((namesake.name.as_str(), namesake.archived), (called, false), "{typed}");
            }
            assert_eq!(load(services, scope).await.unwrap(), world.potters.reference);
        }
    );

    contract_test!(a_namesake_that_was_put_away_is_said_to_be, |world| async {
        let (services, scope) = (&world.services, &world.potters.scope);
        let antony = id_of(&world.potters, "Antony");
        archive(services, scope, antony, true).await.unwrap();
        let refused = create(services, scope, &name("antony")).await;
        let Err(CreateError::Taken(namesake)) = refused else { panic!("{refused:?}") };
        assert_eq!(namesake, Namesake { id: antony, name: "Antony".into(), archived: true });
    });

    contract_test!(another_customer_s_site_of_that_name_is_nobody_s_business, |world| async {
        create(&world.services, &world.other.scope, &name("Saint-Étienne")).await.unwrap();
        let theirs = id_of(&world.other, "Antony");
        rename(&world.services, &world.other.scope, theirs, &name("Lyon – Part-Dieu")).await.unwrap();
        assert_eq!(load(&world.services, &world.potters.scope).await.unwrap(), world.potters.reference);
    });
}
