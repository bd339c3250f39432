use super::name::Stored;
use crate::access::AdministratorScope;
use crate::customers;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::SiteId;
use serde_json::json;

/// Why a site was neither put away nor taken back.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The customer has no such site.
    #[error("not found")]
    NotFound,
    /// People are being moved from it or to it.
    #[error("people are still being moved")]
    Settling,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Puts a site away, or takes it back (`away` is false); gives its name. A site that was put away is offered no more; who
/// is assigned to it stays, is listed and exported.
#[tracing::instrument(name = "sites.archive", skip_all, err(level = "debug"), fields(customer = %scope.customer(), site = %id))]
pub async fn archive(
    services: &Services,
    scope: &AdministratorScope,
    id: SiteId,
    away: bool,
) -> Result<String, ArchiveError> {
    let operation = Operation::begin("sites.archive");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let site = Stored::load(&mut tx, customer, id).await?.ok_or(ArchiveError::NotFound)?;
    if site.merging != 0 {
        return Err(ArchiveError::Settling);
    }

    if site.archived_at.is_some() != away {
        tx.query("UPDATE sites SET archived_at = $3 WHERE customer_id = $1 AND id = $2")
            .bind(customer.0)
            .bind(id.0)
            .bind(away.then_some(now.0))
            .execute()
            .await?;
        let action = if away { "site.archived" } else { "site.restored" };
        let entry = Entry { action, subject: Some(id.0), details: json!({ "name": site.name }) };
        journal::append(&mut tx, scope, now, entry).await?;
        tx.commit().await?;
    }

    operation.ended(Ok(site.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::{self, choices, load};
    use crate::sites::testing::{found, id_of, people, somebody};
    use crate::testing::contract_test;
    use crate::users::{self, CreateError, Edit, EditError, Purpose};
    use domain::names::PersonName;
    use domain::users::{AssignmentTargetError, Filter};
    use futures::TryStreamExt;

    contract_test!(who_is_at_a_site_that_was_put_away_is_listed_found_and_exported, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        people(world, potters, potters.place("10000700", "", "Antony", "Expéditeur"), "a", 1).await;
        archive(services, &potters.scope, id_of(potters, "Antony"), true).await.unwrap();

        assert_eq!(found(world, potters, "antony").await.len(), 1);
        assert!(choices(services, &potters.scope).await.unwrap().sites.contains(&"Antony".to_owned()));
        let export = users::export(services, &potters.scope, Filter::default(), Purpose::Reimport);
        let lines: Vec<Vec<u8>> = export.try_collect().await.unwrap();
        assert!(String::from_utf8(lines.concat()).unwrap().contains(";Antony;"));
    });

    contract_test!(nobody_is_assigned_to_it_and_who_is_there_may_stay, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        let antony = potters.place("10000700", "", "Antony", "Expéditeur");
        people(world, potters, antony, "a", 1).await;
        people(world, potters, potters.place("10000700", "", "Saint-Étienne", "Expéditeur"), "b", 1).await;
        archive(services, &potters.scope, id_of(potters, "Antony"), true).await.unwrap();

        let refused = users::create(services, &potters.scope, &somebody(antony)).await;
        assert!(matches!(refused, Err(CreateError::AssignmentTarget(0, _))));

        let named = |place| Edit {
            last_name: PersonName::parse("Martin").ok(),
            first_name: None,
            place,
            grants: domain::users::Grants::default(),
            seen: None,
        };
        let at = |address: &'static str| async move {
            world.assignment_of(potters, world.user_of(address).await).await
        };
        let there = at("a0@potters.example").await;
        users::edit(services, &potters.scope, there, &named(antony)).await.unwrap();
        let offered = reference::load_beside(services, &potters.scope, &antony).await.unwrap();
        assert!(offered.site(id_of(potters, "Antony")).is_some());

        let elsewhere = at("b0@potters.example").await;
        let moved = users::edit(services, &potters.scope, elsewhere, &named(antony)).await;
        assert!(matches!(moved, Err(EditError::AssignmentTarget(errors))
                if errors == [AssignmentTargetError::UnknownSite]));
    });

    contract_test!(a_site_that_is_taken_back_is_as_before, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        let antony = id_of(potters, "Antony");
        for away in [true, true, false, false] {
            assert_eq!(archive(services, &potters.scope, antony, away).await.unwrap(), "Antony");
        }
        assert_eq!(load(services, &potters.scope).await.unwrap(), potters.reference);
        assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'site.archived'").await, 1);
        assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'site.restored'").await, 1);
    });

    contract_test!(another_customer_s_site_is_not_found, |world| async {
        let theirs = id_of(&world.other, "Antony");
        let refused = archive(&world.services, &world.potters.scope, theirs, true).await;
        assert!(matches!(refused, Err(ArchiveError::NotFound)));
        assert_eq!(load(&world.services, &world.other.scope).await.unwrap(), world.other.reference);
    });
}
