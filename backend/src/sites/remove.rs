use super::name::Stored;
use crate::access::AdministratorScope;
use crate::customers;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::reference::of_site;
use crate::services::Services;
use crate::users::REMOVAL_KEPT;
use domain::ids::{CustomerId, SiteId};
use domain::time::Timestamp;
use serde_json::json;

/// Why a site was not removed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveError {
    /// The customer has no such site.
    #[error("not found")]
    NotFound,
    /// Somebody is assigned to it, or was and may be put back: [`merge`](super::merge()) says where they go.
    #[error("somebody is assigned to it")]
    InUse,
    /// People are being moved from it or to it.
    #[error("people are still being moved")]
    Settling,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Removes a site that nobody is assigned to; gives its name.
#[tracing::instrument(name = "sites.remove", skip_all, err(level = "debug"), fields(customer = %scope.customer(), site = %id))]
pub async fn remove(
    services: &Services,
    scope: &AdministratorScope,
    id: SiteId,
) -> Result<String, RemoveError> {
    let operation = Operation::begin("sites.remove");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let site = Stored::load(&mut tx, customer, id).await?.ok_or(RemoveError::NotFound)?;
    if site.merging != 0 {
        return Err(RemoveError::Settling);
    }

    let in_use = !of_site(&mut tx, customer, id, 0).await?.is_none();
    if in_use || may_be_put_back(&mut tx, customer, id, now).await? {
        return Err(RemoveError::InUse);
    }

    for statement in [
        "DELETE FROM former_site_sorts WHERE customer_id = $1 AND site_id = $2",
        "DELETE FROM site_merges WHERE customer_id = $1 AND into_id = $2",
        "DELETE FROM sites WHERE customer_id = $1 AND id = $2",
    ] {
        tx.query(statement).bind(customer.0).bind(id.0).execute().await?;
    }
    let entry = Entry { action: "site.removed", subject: Some(id.0), details: json!({ "name": site.name }) };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(site.name))
}

/// Whether somebody was removed from the site, and the removal can still be undone.
async fn may_be_put_back(
    tx: &mut Tx,
    customer: CustomerId,
    id: SiteId,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let found: Option<i64> = tx
        .query(
            "SELECT CAST(1 AS BIGINT) FROM removals
             WHERE customer_id = $1 AND removed_at >= $2 AND undone_at IS NULL AND content LIKE $3 LIMIT 1",
        )
        .bind(customer.0)
        .bind(now.plus_seconds(-REMOVAL_KEPT).0)
        .bind(format!("%{id}%"))
        .optional_scalar()
        .await?;
    Ok(found.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::load;
    use crate::sites::merge;
    use crate::sites::testing::{found, id_of, people};
    use crate::testing::contract_test;
    use crate::users;

    contract_test!(a_site_that_somebody_is_at_stays, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        people(world, potters, potters.place("10000700", "", "Antony", "Expéditeur"), "a", 1).await;
        let refused = remove(services, &potters.scope, id_of(potters, "Antony")).await;
        assert!(matches!(refused, Err(RemoveError::InUse)));
        assert_eq!(found(world, potters, "antony").await.len(), 1);
    });

    contract_test!(a_site_that_nobody_is_at_is_gone_even_when_others_went_there_before, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        let (antony, etienne) = (id_of(potters, "Antony"), id_of(potters, "Saint-Étienne"));
        merge(services, &potters.scope, antony, etienne).await.unwrap();
        assert_eq!(remove(services, &potters.scope, etienne).await.unwrap(), "Saint-Étienne");
        assert_eq!(load(services, &potters.scope).await.unwrap().sites.len(), 1);
        let again = remove(services, &potters.scope, etienne).await;
        assert!(matches!(again, Err(RemoveError::NotFound)));
    });

    contract_test!(a_site_stays_while_somebody_can_be_put_back_there, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        people(world, potters, potters.place("10000700", "", "Antony", "Expéditeur"), "a", 1).await;
        let user = world.user_of("a0@potters.example").await;
        let assignment = world.assignment_of(potters, user).await;
        users::remove(services, &potters.scope, &[assignment]).await.unwrap();
        let antony = id_of(potters, "Antony");
        let refused = remove(services, &potters.scope, antony).await;
        assert!(matches!(refused, Err(RemoveError::InUse)));
        services.clock.advance(REMOVAL_KEPT + 1);
        remove(services, &potters.scope, antony).await.unwrap();
    });

    contract_test!(another_customer_s_site_is_not_found, |world| async {
        let theirs = id_of(&world.other, "Antony");
        let refused = remove(&world.services, &world.potters.scope, theirs).await;
        assert!(matches!(refused, Err(RemoveError::NotFound)));
        assert_eq!(load(&world.services, &world.other.scope).await.unwrap(), world.other.reference);
    });
}
