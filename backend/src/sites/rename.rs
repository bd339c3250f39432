use super::name::{Namesake, Stored, is_settling, namesake};
use super::settle::resort;
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

/// A site that was renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// What it was called before.
    pub before: String,
}

/// Why a site was not renamed.
#[derive(Debug, thiserror::Error)]
pub enum RenameError {
    /// The customer has no such site.
    #[error("not found")]
    NotFound,
    /// The customer has another whose name is taken for this.
    #[error("there is such a site already")]
    Taken(Namesake),
    /// People are being moved to it or from it, or another that was called so is still being rewritten.
    #[error("sites are still being rewritten")]
    Settling,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Renames a site. The list, the search and the exports say so at once. How its assignments sort is rewritten here for
/// some of them, and for the rest by [`settle`](super::settle()).
#[tracing::instrument(name = "sites.rename", skip_all, err(level = "debug"), fields(customer = %scope.customer(), site = %id))]
pub async fn rename(
    services: &Services,
    scope: &AdministratorScope,
    id: SiteId,
    name: &SiteName,
) -> Result<Renamed, RenameError> {
    let operation = Operation::begin("sites.rename");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let site = renamable(&mut tx, customer, id, name).await?;

    if site.name != name.as_str() {
        write(&mut tx, customer, id, &site, name).await?;
        let details = json!({ "name": site.name, "to": name });
        let entry = Entry { action: "site.renamed", subject: Some(id.0), details };
        journal::append(&mut tx, scope, now, entry).await?;
        tx.commit().await?;
    }

    operation.ended(Ok(Renamed { before: site.name }))
}

/// Whether [`rename`] would do it.
pub async fn check_name(
    services: &Services,
    scope: &AdministratorScope,
    id: SiteId,
    name: &SiteName,
) -> Result<(), RenameError> {
    let mut tx = services.db.of(scope).read().await?;
    renamable(&mut tx, scope.customer(), id, name).await.map(drop)
}

/// The site, when it may be called so.
async fn renamable(
    tx: &mut Tx,
    customer: CustomerId,
    id: SiteId,
    name: &SiteName,
) -> Result<Stored, RenameError> {
    let site = Stored::load(tx, customer, id).await?.ok_or(RenameError::NotFound)?;
    if let Some(namesake) = namesake(tx, customer, Some(id), name).await? {
        return Err(RenameError::Taken(namesake));
    }

    if site.merging != 0 || is_settling(tx, customer, Some(id), &fold(name.as_str())).await? {
        return Err(RenameError::Settling);
    }

    Ok(site)
}

async fn write(
    tx: &mut Tx,
    customer: CustomerId,
    id: SiteId,
    site: &Stored,
    name: &SiteName,
) -> sqlx::Result<()> {
    let sort = fold(name.as_str());
    tx.query("UPDATE sites SET name = $3, sort = $4 WHERE customer_id = $1 AND id = $2")
        .bind(customer.0)
        .bind(id.0)
        .bind(name.as_str())
        .bind(&sort)
        .execute()
        .await?;
    if sort == site.sort {
        return Ok(());
    }

    // Called back as it was before, what has not been rewritten yet is right again.
    tx.query("DELETE FROM former_site_sorts WHERE customer_id = $1 AND site_id = $2 AND sort = $3")
        .bind(customer.0)
        .bind(id.0)
        .bind(&sort)
        .execute()
        .await?;
    tx.query("INSERT INTO former_site_sorts (customer_id, site_id, sort) VALUES ($1, $2, $3)")
        .bind(customer.0)
        .bind(id.0)
        .bind(&site.sort)
        .execute()
        .await?;

    resort(tx, customer, id, &site.sort).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::load;
    use crate::sites::testing::{found, id_of, name, people, settled};
    use crate::sites::{create, settle};
    use crate::testing::contract_test;
    use crate::users::{self, Purpose};
    use domain::users::Filter;
    use futures::TryStreamExt;

    contract_test!(list_search_and_export_say_the_new_name_at_once, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        people(world, potters, potters.place("10000700", "", "Antony", "Expéditeur"), "a", 3).await;
        people(world, potters, potters.place("10000700", "", "Saint-Étienne", "Expéditeur"), "b", 1).await;
        let renamed = rename(services, &potters.scope, id_of(potters, "Antony"), &name("Massy")).await;
        assert_eq!(renamed.unwrap().before, "Antony");

        assert_eq!(found(world, potters, "antony").await, []);
        let rows = found(world, potters, "massy").await;
        assert_eq!(rows.iter().filter(|(site, _)| site == "Massy").count(), 3);
        assert_eq!(rows.len(), 3);

        let export = users::export(services, &potters.scope, Filter::default(), Purpose::Reimport);
        let lines: Vec<Vec<u8>> = export.try_collect().await.unwrap();
        let text = String::from_utf8(lines.concat()).unwrap();
        assert_eq!((text.matches(";Massy;").count(), text.matches(";Antony;").count()), (3, 0));

        // Few are rewritten with the name.
        assert!(!settle(services).await.unwrap());
        assert_eq!(world.count("SELECT count(*) FROM assignments WHERE sort_site = 'massy'").await, 3);
        assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'site.renamed'").await, 1);
    });

    contract_test!(many_are_rewritten_in_turns_and_found_meanwhile, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        people(world, potters, potters.place("10000700", "", "Antony", "Expéditeur"), "a", 10).await;
        let antony = id_of(potters, "Antony");
        rename(services, &potters.scope, antony, &name("Massy")).await.unwrap();

        let rewritten = "SELECT count(*) FROM assignments WHERE sort_site = 'massy'";
        assert_eq!(world.count(rewritten).await, 4);
        assert_eq!(found(world, potters, "massy").await.len(), 10);
        assert_eq!(found(world, potters, "\"Massy\"").await.len(), 10);
        assert_eq!(found(world, potters, "antony").await, []);
        let early = create(services, &potters.scope, &name("Antony")).await;
        assert!(matches!(early, Err(crate::sites::CreateError::Settling)), "{early:?}");

        assert!(settle(services).await.unwrap());
        assert_eq!(world.count(rewritten).await, 8);
        settled(world).await;
        assert_eq!(world.count(rewritten).await, 10);
        create(services, &potters.scope, &name("Antony")).await.unwrap();
        assert_eq!(found(world, potters, "antony").await, []);
    });

    contract_test!(a_site_that_is_called_back_is_as_it_was, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        people(world, potters, potters.place("10000700", "", "Antony", "Expéditeur"), "a", 10).await;
        let antony = id_of(potters, "Antony");
        for called in ["Massy", "Palaiseau", "Antony"] {
            rename(services, &potters.scope, antony, &name(called)).await.unwrap();
        }
        settled(world).await;
        assert_eq!(load(services, &potters.scope).await.unwrap(), potters.reference);
        assert_eq!(world.count("SELECT count(*) FROM assignments WHERE sort_site = 'antony'").await, 10);
        assert_eq!(world.count("SELECT count(*) FROM former_site_sorts").await, 0);
    });

    contract_test!(a_name_that_another_has_is_refused_and_one_s_own_in_other_letters_is_not, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        let antony = id_of(potters, "Antony");
        let refused = rename(services, &potters.scope, antony, &name("LYON PART DIEU")).await;
        assert!(matches!(&refused, Err(RenameError::Taken(other)) if other.name == "Lyon – Part-Dieu"));
        let checked = check_name(services, &potters.scope, antony, &name("lyon part dieu")).await;
        assert!(matches!(checked, Err(RenameError::Taken(_))));
        rename(services, &potters.scope, antony, &name("ANTONY")).await.unwrap();
        assert_eq!(world.count("SELECT count(*) FROM sites WHERE name = 'ANTONY'").await, 1);
    });

    contract_test!(another_customer_s_site_is_not_found, |world| async {
        let theirs = id_of(&world.other, "Antony");
        let refused = rename(&world.services, &world.potters.scope, theirs, &name("Massy")).await;
        assert!(matches!(refused, Err(RenameError::NotFound)));
        assert_eq!(load(&world.services, &world.other.scope).await.unwrap(), world.other.reference);
    });
}
