use super::find::people;
use crate::access::AdministratorScope;
use crate::observe::Operation;
use crate::reference::load_in;
use crate::services::Services;
use domain::profiles::ProfileSummary;

/// The customer's profiles, by name, and how many people have each.
#[tracing::instrument(name = "profiles.list", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn list(services: &Services, scope: &AdministratorScope) -> sqlx::Result<Vec<ProfileSummary>> {
    let operation = Operation::begin("profiles.list");

    let mut tx = services.db.of(scope).read().await?;
    let reference = load_in(&mut tx, scope.customer()).await?;
    let mut profiles = Vec::with_capacity(reference.profiles.len());
    for profile in reference.profiles {
        let people = people(&mut tx, scope.customer(), profile.id).await?;
        let is_default = reference.default_profile == Some(profile.id);
        profiles.push(ProfileSummary { profile, is_default, people });
    }

    operation.ended(Ok(profiles))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profiles::testing::populate;
    use crate::testing::contract_test;
    use domain::users::Count;

    contract_test!(each_profile_says_who_has_it_and_which_is_the_default_one, |world| async {
        populate(world).await;
        let listed = list(&world.services, &world.potters.scope).await.unwrap();
        let told: Vec<_> = listed.iter().map(|p| (p.profile.name.as_str(), p.people, p.is_default)).collect();
        assert_eq!(
            told,
            [("Consultation", Count::Exactly(1), false), ("Expéditeur", Count::Exactly(2), true)],
            "Ana is Expéditeur at two places and counts once; the other customer's people never do"
        );
    });
}
