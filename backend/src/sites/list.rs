use crate::access::AdministratorScope;
use crate::db::Tx;
use crate::observe::Operation;
use crate::reference::{LISTED, of_site, stored};
use crate::services::Services;
use domain::fold::normalized;
use domain::ids::{CustomerId, SiteId};
use domain::sites::{SiteList, SiteRow};
use domain::sought::clipped;
use domain::usage::Usage;
use uuid::Uuid;

/// So many sites stand on a page: who uses each of them is counted.
const PAGE: usize = 50;

/// Which sites are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// A part of their names, accents, case and dashes aside; "" for all.
    pub sought: String,
    /// Which page, from 1.
    pub page: u64,
}

/// A page of the customer's sites, with who uses each: those that were put away after all others.
#[tracing::instrument(name = "sites.list", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn list(services: &Services, scope: &AdministratorScope, query: &Query) -> sqlx::Result<SiteList> {
    let operation = Operation::begin("sites.list");

    let customer = scope.customer();
    let mut lookup = services.db.of(scope).lookup().await?;
    let mut rows = named(&mut lookup, customer).await?;
    let all = rows.len() as u64;
    let sought = normalized(clipped(&query.sought));
    rows.retain(|row| normalized(row.name.as_str()).contains(&sought));

    let found = rows.len() as u64;
    let last_page = found.div_ceil(PAGE as u64).max(1);
    let page = query.page.clamp(1, last_page);
    let before = usize::try_from(page - 1).unwrap_or_default();
    let mut shown: Vec<SiteRow> = rows.into_iter().skip(before * PAGE).take(PAGE).collect();
    for row in &mut shown {
        row.usage = of_site(&mut lookup, customer, row.id, LISTED).await?;
    }

    operation.ended(Ok(SiteList { rows: shown, all, found, page, last_page }))
}

/// All sites, in the order in which they are shown; nobody is counted yet.
pub(super) async fn named(tx: &mut Tx, customer: CustomerId) -> sqlx::Result<Vec<SiteRow>> {
    let rows: Vec<(Uuid, String, Option<i64>, Option<String>)> = tx
        .query(
            "SELECT t.id, t.name, t.archived_at, o.name
             FROM sites t
             LEFT JOIN site_merges m ON m.customer_id = t.customer_id AND m.site_id = t.id
                 AND m.ended_at IS NULL
             LEFT JOIN sites o ON o.customer_id = t.customer_id AND o.id = m.into_id
             WHERE t.customer_id = $1
             ORDER BY CASE WHEN t.archived_at IS NULL THEN 0 ELSE 1 END, t.sort, t.name",
        )
        .bind(customer.0)
        .fetch_all()
        .await?;
    let row = |(id, name, archived_at, into): (Uuid, String, Option<i64>, Option<String>)| {
        Ok(SiteRow {
            id: SiteId(id),
            name: stored(name)?,
            archived: archived_at.is_some(),
            merging_into: into.map(stored).transpose()?,
            usage: Usage::counted(0, 0, 0, 0),
        })
    };

    rows.into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sites::testing::{id_of, name, people};
    use crate::sites::{archive, create};
    use crate::testing::contract_test;
    use domain::users::Count;

    fn names(list: &SiteList) -> Vec<&str> {
        list.rows.iter().map(|row| row.name.as_str()).collect()
    }

    contract_test!(each_site_is_listed_with_who_uses_it_and_those_put_away_come_last, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        people(world, potters, potters.place("10000700", "53", "Antony", "Expéditeur"), "a", 2).await;
        people(world, potters, potters.place("10095403", "", "Antony", "Expéditeur"), "a", 1).await;
        archive(services, &potters.scope, id_of(potters, "Antony"), true).await.unwrap();
        let list = list(services, &potters.scope, &Query::default()).await.unwrap();
        assert_eq!(names(&list), ["Lyon – Part-Dieu", "Saint-Étienne", "Antony"]);
        let usage = list.rows[2].usage;
        assert_eq!((usage.assignments, usage.people, usage.elsewhere), (Count::Exactly(3), 2, 2));
        assert!(list.rows[0].usage.is_none());
    });

    contract_test!(sites_are_found_by_a_part_of_the_name_and_turned_in_pages, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        for number in 100..200 {
            create(services, &potters.scope, &name(&format!("Dépôt {number}"))).await.unwrap();
        }
        let find = |sought: &str, page| {
            let query = Query { sought: sought.to_owned(), page };
            async move { list(services, &potters.scope, &query).await.unwrap() }
        };
        assert_eq!(names(&find("part dieu", 1).await), ["Lyon – Part-Dieu"]);
        let depots = find("DEPOT", 2).await;
        assert_eq!((depots.all, depots.found, depots.page, depots.last_page), (103, 100, 2, 2));
        assert_eq!(names(&depots)[0], "Dépôt 150");
        assert_eq!(find("depot", 99).await.page, 2);
        assert_eq!(find("nulle part", 1).await.found, 0);
    });

    contract_test!(another_customer_s_sites_and_people_are_not_among_them, |world| async {
        people(world, &world.other, world.other.place("10000700", "", "Antony", "Expéditeur"), "o", 2).await;
        let list = list(&world.services, &world.potters.scope, &Query::default()).await.unwrap();
        assert_eq!(names(&list), ["Antony", "Lyon – Part-Dieu", "Saint-Étienne"]);
        assert!(list.rows.iter().all(|row| row.usage.is_none()));
    });
}
