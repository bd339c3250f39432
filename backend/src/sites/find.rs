use super::list::named;
use crate::access::AdministratorScope;
use crate::observe::Operation;
use crate::reference::{ASKED, of_site};
use crate::services::Services;
use domain::ids::SiteId;
use domain::names::SiteName;
use domain::sites::SiteRow;

/// One site, and those that its people could go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub site: SiteRow,
    pub others: Vec<(SiteId, SiteName)>,
}

/// One of the customer's sites.
#[tracing::instrument(name = "sites.find", skip_all, err(level = "debug"), fields(customer = %scope.customer(), site = %id))]
pub async fn find(
    services: &Services,
    scope: &AdministratorScope,
    id: SiteId,
) -> sqlx::Result<Option<Found>> {
    let operation = Operation::begin("sites.find");

    let customer = scope.customer();
    let mut lookup = services.db.of(scope).lookup().await?;
    let rows = named(&mut lookup, customer).await?;
    let Some(mut site) = rows.iter().find(|row| row.id == id).cloned() else {
        return operation.ended(Ok(None));
    };
    site.usage = of_site(&mut lookup, customer, id, ASKED).await?;
    let others = rows.into_iter().filter(|row| row.id != id && !row.archived);
    let others = others.map(|row| (row.id, row.name)).collect();

    operation.ended(Ok(Some(Found { site, others })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sites::archive;
    use crate::sites::testing::id_of;
    use crate::testing::contract_test;

    contract_test!(people_can_go_to_the_other_sites_that_are_used, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        archive(services, &potters.scope, id_of(potters, "Saint-Étienne"), true).await.unwrap();
        let found = find(services, &potters.scope, id_of(potters, "Antony")).await.unwrap().unwrap();
        assert_eq!(found.site.name.as_str(), "Antony");
        let others: Vec<_> = found.others.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(others, ["Lyon – Part-Dieu"]);
    });

    contract_test!(another_customer_s_site_is_not_found, |world| async {
        let theirs = id_of(&world.other, "Antony");
        assert_eq!(find(&world.services, &world.potters.scope, theirs).await.unwrap(), None);
    });
}
