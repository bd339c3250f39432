use super::find::name_of;
use super::remove::{KEPT_SECONDS, Kept, KeptAssignment, KeptNames};
use super::restore::{may_put_back, site_now};
use super::row::shown_at;
use crate::access::CustomerScope;
use crate::db::Tx;
use crate::observe::Operation;
use crate::profiles;
use crate::services::Services;
use domain::ids::{CustomerId, ProfileId, RemovalId, SiteId, UserId};
use domain::users::{RecentRemoval, RemovedAssignment, SiteNow};
use uuid::Uuid;

/// So many removals are looked at for one page.
const PAGE: usize = 50;
/// So many assignments of each removal are named.
const NAMED: usize = 10;

/// Some of what was removed and can still be put back, the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecentRemovals {
    pub removals: Vec<RecentRemoval>,
    /// What to continue after, when there may be more.
    pub next: Option<RemovalId>,
}

#[derive(sqlx::FromRow)]
struct Stored {
    id: Uuid,
    removed_by: Option<Uuid>,
    removed_at: i64,
    content: String,
}

/// What was removed and can be put back with the scope, the latest first, after the one called `after`. Who administers a
/// part of the customer has here what lies wholly in it, and what they could give or have removed themselves.
#[tracing::instrument(name = "users.recent_removals", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn recent_removals(
    services: &Services,
    scope: &CustomerScope,
    after: Option<RemovalId>,
) -> sqlx::Result<RecentRemovals> {
    let operation = Operation::begin("users.recent_removals");

    let mut tx = services.db.of(scope).read().await?;
    let stored = load(&mut tx, services, scope.customer(), after).await?;
    let next = stored.get(PAGE - 1).map(|last| RemovalId(last.id));
    let mut removals = Vec::new();
    for stored in stored {
        let kept: Kept =
            serde_json::from_str(&stored.content).map_err(|error| sqlx::Error::Decode(error.into()))?;
        if may_put_back(&mut tx, scope, &kept, stored.removed_by.map(UserId)).await? {
            removals.push(shown(&mut tx, services, scope.customer(), &stored, &kept.assignments).await?);
        }
    }

    operation.ended(Ok(RecentRemovals { removals, next }))
}

/// Their keys are in the order in which they were made.
async fn load(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    after: Option<RemovalId>,
) -> sqlx::Result<Vec<Stored>> {
    tx.query(
        "SELECT id, removed_by, removed_at, content FROM removals
         WHERE customer_id = $1 AND undone_at IS NULL AND removed_at >= $2 AND id < $3
         ORDER BY id DESC LIMIT $4",
    )
    .bind(customer.0)
    .bind(services.clock.now().plus_seconds(-KEPT_SECONDS).0)
    .bind(after.map_or(Uuid::max(), |after| after.0))
    .bind(i64::try_from(PAGE).unwrap_or(i64::MAX))
    .fetch_all()
    .await
}

async fn shown(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    stored: &Stored,
    assignments: &[KeptAssignment],
) -> sqlx::Result<RecentRemoval> {
    let by = match stored.removed_by {
        Some(by) => name_of(tx, customer, by).await?,
        None => None,
    };
    let mut first = Vec::new();
    for assignment in assignments.iter().take(NAMED) {
        // What was removed before removals were listed has no names, and a day to be put back.
        if let Some(names) = &assignment.names {
            first.push(named(tx, customer, assignment, names.clone()).await?);
        }
    }

    Ok(RecentRemoval {
        id: RemovalId(stored.id),
        at: shown_at(services, stored.removed_at),
        until: shown_at(services, stored.removed_at + KEPT_SECONDS * 1000),
        by,
        total: assignments.len() as u64,
        first,
    })
}

async fn named(
    tx: &mut Tx,
    customer: CustomerId,
    assignment: &KeptAssignment,
    names: KeptNames,
) -> sqlx::Result<RemovedAssignment> {
    let site_now = match (assignment.site_id, &names.site) {
        (Some(site), Some(then)) => match site_now(tx, customer, SiteId(site)).await? {
            Some((_, now)) if now == *then => SiteNow::Same,
            Some((_, now)) => SiteNow::Called(now),
            None => SiteNow::Gone,
        },
        _ => SiteNow::Same,
    };
    let profile_now = profile_now(tx, customer, ProfileId(assignment.profile_id)).await?;

    Ok(RemovedAssignment {
        email: names.email,
        last_name: names.last_name,
        first_name: names.first_name,
        contract: (names.contract_number, names.contract_name),
        sub_account: names.sub_account_number.zip(names.sub_account_name),
        site: names.site,
        profile_now: profile_now.filter(|now| *now != names.profile),
        profile: names.profile,
        site_now,
    })
}

async fn profile_now(tx: &mut Tx, customer: CustomerId, profile: ProfileId) -> sqlx::Result<Option<String>> {
    let now = profiles::current(tx, customer, profile).await?;
    tx.query("SELECT name FROM profiles WHERE customer_id = $1 AND id = $2")
        .bind(customer.0)
        .bind(now.map(|now| now.0))
        .optional_scalar()
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sites;
    use crate::testing::{World, contract_test};
    use crate::users::testing::{people_at, rows};
    use crate::users::{remove, restore};
    use domain::ids::AssignmentId;
    use domain::users::{Filter, Restoration};

    /// Removes the assignments, each alone, in the order of the list.
    async fn remove_each(world: &World, ids: impl IntoIterator<Item = AssignmentId>) {
        for id in ids {
            world.services.clock.advance(60);
            remove(&world.services, &world.potters.scope, &[id]).await.unwrap();
        }
    }

    async fn listed(world: &World) -> Vec<RecentRemoval> {
        recent_removals(&world.services, &world.potters.scope, None).await.unwrap().removals
    }

    async fn ana_and_bob(world: &World) -> Vec<AssignmentId> {
        let antony = world.potters.place("10000700", "53", "Antony", "Expéditeur");
        let (ana, bob) = (["Ana", "A", "ana@exemple.fr"], ["", "", "bob@exemple.fr"]);
        people_at(world, &world.potters, antony, &[ana, bob]).await;
        rows(world, &world.potters, Filter::default()).await.iter().map(|row| row.id).collect()
    }

    contract_test!(what_was_removed_is_listed_the_latest_first_until_it_is_put_back, |world| async {
        let ids = ana_and_bob(world).await;
        remove_each(world, ids).await;
        let removals = listed(world).await;
        let first = |removal: &RecentRemoval| removal.first[0].clone();
        assert_eq!(first(&removals[0]).email, "bob@exemple.fr");
        let ana = first(&removals[1]);
        assert_eq!((ana.last_name.as_str(), ana.first_name.as_str()), ("Ana", "A"));
        assert_eq!(ana.sub_account, Some(("53".to_owned(), "SERVICE CLIENT POTTERS".to_owned())));
        assert_eq!((ana.site.as_deref(), ana.profile.as_str()), (Some("Antony"), "Expéditeur"));
        assert_eq!((ana.site_now, ana.profile_now, removals[1].total), (SiteNow::Same, None, 1));

        restore(&world.services, &world.potters.scope, removals[1].id).await.unwrap();
        assert_eq!(listed(world).await, removals[..1]);
        world.services.clock.advance(KEPT_SECONDS + 1);
        assert_eq!(listed(world).await, []);
    });

    contract_test!(a_page_continues_after_the_last_of_the_one_before, |world| async {
        let antony = world.potters.place("10000700", "53", "Antony", "Expéditeur");
        let addresses: Vec<String> = (0..=PAGE).map(|n| format!("p{n:02}@exemple.fr")).collect();
        let people: Vec<[&str; 3]> = addresses.iter().map(|address| ["", "", address.as_str()]).collect();
        people_at(world, &world.potters, antony, &people).await;
        let filter = Filter::default();
        while let Some(row) = rows(world, &world.potters, filter.clone()).await.first() {
            remove_each(world, [row.id]).await;
        }

        let first = recent_removals(&world.services, &world.potters.scope, None).await.unwrap();
        assert_eq!((first.removals.len(), first.removals.last().map(|last| last.id)), (PAGE, first.next));
        let rest = recent_removals(&world.services, &world.potters.scope, first.next).await.unwrap();
        assert_eq!((rest.removals[0].first[0].email.as_str(), rest.next), ("p00@exemple.fr", None));
    });

    contract_test!(who_was_at_a_site_that_was_merged_is_put_back_where_its_people_went, |world| async {
        let ids = ana_and_bob(world).await;
        remove_each(world, ids).await;
        let site = |name| world.potters.place("10000700", "53", name, "Expéditeur").site.unwrap();
        let (antony, etienne) = (site("Antony"), site("Saint-Étienne"));
        sites::merge(&world.services, &world.potters.scope, antony, etienne).await.unwrap();
        let removals = listed(world).await;
        assert_eq!(removals[0].first[0].site.as_deref(), Some("Antony"));
        assert_eq!(removals[0].first[0].site_now, SiteNow::Called("Saint-Étienne".to_owned()));
    });

    contract_test!(who_was_at_a_site_that_is_no_more_is_not_put_back_and_stays_listed, |world| async {
        let ids = ana_and_bob(world).await;
        remove_each(world, [ids[0]]).await;
        world.execute("DELETE FROM assignments").await;
        world.execute("DELETE FROM sites WHERE name = 'Antony'").await;
        let removals = listed(world).await;
        assert_eq!(removals[0].first[0].site_now, SiteNow::Gone);

        let nothing = restore(&world.services, &world.potters.scope, removals[0].id).await.unwrap();
        assert_eq!(nothing, Restoration { without_site: 1, ..Restoration::default() });
        assert_eq!(listed(world).await, removals);
        assert_eq!(world.count("SELECT count(*) FROM memberships WHERE email LIKE 'ana%'").await, 0);
    });

    contract_test!(of_several_those_come_back_whose_site_is_still_there, |world| async {
        let ids = ana_and_bob(world).await;
        let lyon = world.potters.place("10095403", "", "Lyon – Part-Dieu", "Consultation");
        people_at(world, &world.potters, lyon, &[["", "", "zoe@exemple.fr"]]).await;
        let zoe = rows(world, &world.potters, Filter::default()).await[2].id;
        let removal = remove(&world.services, &world.potters.scope, &[ids[0], zoe]).await.unwrap();
        world.execute("DELETE FROM assignments").await;
        world.execute("DELETE FROM sites WHERE name = 'Antony'").await;
        let restored = restore(&world.services, &world.potters.scope, removal.id).await.unwrap();
        assert_eq!(restored, Restoration { restored: 1, replaced: 0, without_site: 1 });
        assert_eq!(world.count("SELECT count(*) FROM memberships WHERE email LIKE 'ana%'").await, 0);
    });

    contract_test!(another_customer_s_removals_are_not_listed, |world| async {
        let ids = ana_and_bob(world).await;
        remove_each(world, ids).await;
        let theirs = recent_removals(&world.services, &world.other.scope, None).await.unwrap();
        assert_eq!(theirs, RecentRemovals::default());
    });
}
