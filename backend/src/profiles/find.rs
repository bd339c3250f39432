use super::stored;
use crate::access::AdministratorScope;
use crate::db::Tx;
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::{CustomerId, ProfileId};
use domain::profiles::ProfileDetails;
use domain::reference::Profile;
use domain::users::Count;

/// Up to so many assignments people are counted.
const CAP: i64 = 10_000;

/// A profile of the customer's, to be changed or deleted.
#[tracing::instrument(name = "profiles.find", skip_all, err(level = "debug"), fields(customer = %scope.customer(), profile = %id))]
pub async fn find(
    services: &Services,
    scope: &AdministratorScope,
    id: ProfileId,
) -> sqlx::Result<Option<ProfileDetails>> {
    let operation = Operation::begin("profiles.find");

    let mut tx = services.db.of(scope).read().await?;
    let Some(found) = stored::load(&mut tx, scope.customer(), id).await? else {
        return operation.ended(Ok(None));
    };
    let people = people(&mut tx, scope.customer(), id).await?;

    operation.ended(Ok(Some(ProfileDetails {
        profile: Profile { id, name: found.name, rights: found.rights },
        revision: found.revision,
        is_default: found.is_default,
        people,
    })))
}

/// How many people have a profile: a page never waits for more than some to be counted.
pub(super) async fn people(tx: &mut Tx, customer: CustomerId, profile: ProfileId) -> sqlx::Result<Count> {
    let (assignments, people): (i64, i64) = tx
        .query(
            "SELECT count(*), count(DISTINCT user_id) FROM (
                 SELECT user_id FROM assignments WHERE customer_id = $1 AND profile_id = $2 LIMIT $3
             ) some_assignments",
        )
        .bind(customer.0)
        .bind(profile.0)
        .bind(CAP + 1)
        .fetch_one()
        .await?;

    Ok(if assignments > CAP {
        Count::MoreThan(CAP.unsigned_abs())
    } else {
        Count::Exactly(people.unsigned_abs())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profiles::testing::{populate, profile};
    use crate::testing::contract_test;

    contract_test!(a_profile_is_found_by_its_customer_alone, |world| async {
        populate(world).await;
        let id = profile(&world.potters, "Expéditeur");
        let found = find(&world.services, &world.potters.scope, id).await.unwrap().unwrap();
        assert_eq!((found.is_default, found.people, found.revision), (true, Count::Exactly(2), 1));
        assert_eq!(Some(&found.profile), world.potters.reference.profile(id));
        assert_eq!(find(&world.services, &world.other.scope, id).await.unwrap(), None);
    });
}
