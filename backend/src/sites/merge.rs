use super::name::Stored;
use super::settle::{batch, last_of_some};
use crate::access::AdministratorScope;
use crate::customers::{self, Growth, grow};
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::reference::{ASKED, of_site};
use crate::services::Services;
use domain::ids::{CustomerId, SiteId, UserId};
use domain::sites::MergePreview;
use domain::users::Count;
use serde_json::json;
use uuid::Uuid;

/// What was begun, and how far it came at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// What the site was called that goes.
    pub from: String,
    /// What the other is called.
    pub into: String,
    /// Assignments that went there, so far.
    pub moved: u64,
    /// Assignments that were there already, so far.
    pub removed: u64,
    /// Whether all have gone; the rest follows.
    pub ended: bool,
}

/// Why two sites were not merged.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// The customer has not both.
    #[error("not found")]
    NotFound,
    /// A site and itself.
    #[error("one site")]
    Same,
    /// Nobody is assigned to a site that was put away.
    #[error("the other site is archived")]
    Archived,
    /// People are being moved from one of them or to it.
    #[error("people are still being moved")]
    Settling,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// What [`merge`] would do.
pub async fn preview(
    services: &Services,
    scope: &AdministratorScope,
    from: SiteId,
    into: SiteId,
) -> Result<MergePreview, MergeError> {
    let customer = scope.customer();
    let mut tx = services.db.of(scope).read().await?;
    mergeable(&mut tx, customer, from, into).await?;
    let usage = of_site(&mut tx, customer, from, ASKED).await?;
    let same: i64 = tx
        .query(
            "SELECT count(*) FROM
                 (SELECT user_id, contract_id, sub_account_id FROM assignments
                  WHERE customer_id = $1 AND site_id = $2
                      AND sort_site IN (SELECT sort FROM sites WHERE customer_id = $1 AND id = $2
                      UNION ALL SELECT sort FROM former_site_sorts WHERE customer_id = $1 AND site_id = $2)
                  LIMIT $4) a
             WHERE EXISTS (SELECT 1 FROM assignments b WHERE b.customer_id = $1 AND b.user_id = a.user_id
                 AND b.contract_id = a.contract_id AND b.site_id = $3
                 AND b.sub_account_id IS NOT DISTINCT FROM a.sub_account_id)",
        )
        .bind(customer.0)
        .bind(from.0)
        .bind(into.0)
        .bind(i64::try_from(ASKED).unwrap_or(i64::MAX))
        .scalar()
        .await?;
    let same = same.unsigned_abs();

    Ok(MergePreview {
        usage,
        same: if usage.is_exact() { Count::Exactly(same) } else { Count::MoreThan(same) },
    })
}

/// Moves a site's people to another site, and removes the site. Who is at the other with the same contract and
/// sub-account already keeps that assignment, with its profile, rights and end, and loses the one here.
///
/// Nobody is assigned to the site any more from now on. Some of its people go at once, the rest by
/// [`settle`](super::settle()).
#[tracing::instrument(name = "sites.merge", skip_all, err(level = "debug"), fields(customer = %scope.customer(), site = %from))]
pub async fn merge(
    services: &Services,
    scope: &AdministratorScope,
    from: SiteId,
    into: SiteId,
) -> Result<Merged, MergeError> {
    let operation = Operation::begin("sites.merge");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let (site, other) = mergeable(&mut tx, customer, from, into).await?;

    tx.query("UPDATE sites SET archived_at = coalesce(archived_at, $3) WHERE customer_id = $1 AND id = $2")
        .bind(customer.0)
        .bind(from.0)
        .bind(now.0)
        .execute()
        .await?;
    tx.query(
        "INSERT INTO site_merges (customer_id, site_id, into_id, begun_by, begun_at)
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(customer.0)
    .bind(from.0)
    .bind(into.0)
    .bind(scope.user().map(|user| user.0))
    .bind(now.0)
    .execute()
    .await?;
    let details = json!({ "name": site.name, "into": into });
    let entry = Entry { action: "site.merged", subject: Some(from.0), details };
    journal::append(&mut tx, scope, now, entry).await?;
    move_some(&mut tx, services, customer, from).await?;
    let (moved, removed, ended_at): (i64, i64, Option<i64>) = tx
        .query("SELECT moved, removed, ended_at FROM site_merges WHERE customer_id = $1 AND site_id = $2")
        .bind(customer.0)
        .bind(from.0)
        .fetch_one()
        .await?;
    tx.commit().await?;

    operation.ended(Ok(Merged {
        from: site.name,
        into: other.name,
        moved: moved.unsigned_abs(),
        removed: removed.unsigned_abs(),
        ended: ended_at.is_some(),
    }))
}

/// Both sites, when the people of one may go to the other.
async fn mergeable(
    tx: &mut Tx,
    customer: CustomerId,
    from: SiteId,
    into: SiteId,
) -> Result<(Stored, Stored), MergeError> {
    let site = Stored::load(tx, customer, from).await?.ok_or(MergeError::NotFound)?;
    let other = Stored::load(tx, customer, into).await?.ok_or(MergeError::NotFound)?;
    if from == into {
        return Err(MergeError::Same);
    }

    if site.merging + other.merging != 0 {
        return Err(MergeError::Settling);
    }

    if other.archived_at.is_some() { Err(MergeError::Archived) } else { Ok((site, other)) }
}

/// Moves some of the people of a site that is merged; once none is left, ends it.
pub(super) async fn move_some(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    from: SiteId,
) -> sqlx::Result<()> {
    let found: Option<(Uuid, String)> = tx
        .query(
            "SELECT m.into_id, t.sort FROM site_merges m
             JOIN sites t ON t.customer_id = m.customer_id AND t.id = m.site_id
             WHERE m.customer_id = $1 AND m.site_id = $2 AND m.ended_at IS NULL",
        )
        .bind(customer.0)
        .bind(from.0)
        .fetch_optional()
        .await?;
    let Some((into, sort)) = found else { return Ok(()) };
    let Some(last) = last_of_some(tx, customer, from, &sort).await? else {
        return end(tx, services, customer, from).await;
    };

    // Whatever its profile, the assignment that is at the other site already stays.
    let removed = tx
        .query(
            "DELETE FROM assignments
             WHERE customer_id = $1 AND sort_site = $2 AND site_id = $3 AND number <= $4
                 AND EXISTS (SELECT 1 FROM assignments b
                     WHERE b.customer_id = $1 AND b.user_id = assignments.user_id
                         AND b.contract_id = assignments.contract_id AND b.site_id = $5
                         AND b.sub_account_id IS NOT DISTINCT FROM assignments.sub_account_id)",
        )
        .bind(customer.0)
        .bind(&sort)
        .bind(from.0)
        .bind(last)
        .bind(into)
        .execute()
        .await?;
    let moved = tx
        .query(
            "UPDATE assignments
             SET site_id = $5, sort_site = (SELECT sort FROM sites WHERE customer_id = $1 AND id = $5)
             WHERE customer_id = $1 AND sort_site = $2 AND site_id = $3 AND number <= $4",
        )
        .bind(customer.0)
        .bind(&sort)
        .bind(from.0)
        .bind(last)
        .bind(into)
        .execute()
        .await?;

    count(tx, customer, from, moved, removed).await?;
    if moved + removed < batch(tx).unsigned_abs() { end(tx, services, customer, from).await } else { Ok(()) }
}

async fn count(
    tx: &mut Tx,
    customer: CustomerId,
    from: SiteId,
    moved: u64,
    removed: u64,
) -> sqlx::Result<()> {
    let [moved, removed] = [moved, removed].map(|rows| i64::try_from(rows).unwrap_or_default());
    grow(tx, customer, Growth { assignments: -removed, ..Growth::default() }).await?;
    tx.query(
        "UPDATE site_merges SET moved = moved + $3, removed = removed + $4
         WHERE customer_id = $1 AND site_id = $2",
    )
    .bind(customer.0)
    .bind(from.0)
    .bind(moved)
    .bind(removed)
    .execute()
    .await?;
    Ok(())
}

/// Removes the site, which nobody is at any more. While some still sort by a former name of it, it is not over.
async fn end(tx: &mut Tx, services: &Services, customer: CustomerId, from: SiteId) -> sqlx::Result<()> {
    let left: i64 = tx
        .query("SELECT count(*) FROM former_site_sorts WHERE customer_id = $1 AND site_id = $2")
        .bind(customer.0)
        .bind(from.0)
        .scalar()
        .await?;
    if left > 0 {
        return Ok(());
    }

    let now = services.clock.now();
    let (begun_by, into, moved, removed): (Option<Uuid>, Uuid, i64, i64) = tx
        .query(
            "UPDATE site_merges SET ended_at = $3 WHERE customer_id = $1 AND site_id = $2
             RETURNING begun_by, into_id, moved, removed",
        )
        .bind(customer.0)
        .bind(from.0)
        .bind(now.0)
        .fetch_one()
        .await?;
    // What went to this site before has gone on with its people.
    for statement in [
        "UPDATE site_merges SET into_id = $3 WHERE customer_id = $1 AND into_id = $2",
        "DELETE FROM sites WHERE customer_id = $1 AND id = $2 AND id <> $3",
    ] {
        tx.query(statement).bind(customer.0).bind(from.0).bind(into).execute().await?;
    }
    let details = json!({ "into": into, "moved": moved, "removed": removed });
    let entry = Entry { action: "site.merge_ended", subject: Some(from.0), details };
    journal::append_as(tx, customer, begun_by.map(UserId), now, entry).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::load;
    use crate::sites::testing::{found, id_of, name, people, settled, somebody};
    use crate::sites::{RenameError, archive, rename, settle};
    use crate::testing::{World, contract_test};
    use crate::users::{self, CreateError};
    use domain::users::PageRequest;

    /// So many people at Antony, the first `both` of whom are at Saint-Étienne too, with another profile.
    async fn scene(world: &World, all: usize, both: usize) -> (SiteId, SiteId) {
        let potters = &world.potters;
        let antony = potters.place("10000700", "53", "Antony", "Expéditeur");
        people(world, potters, antony, "a", all).await;
        people(world, potters, potters.place("10000700", "53", "Saint-Étienne", "Consultation"), "a", both)
            .await;
        (id_of(potters, "Antony"), id_of(potters, "Saint-Étienne"))
    }

    async fn total(world: &World) -> u64 {
        let scope = &world.potters.scope;
        match users::list(&world.services, scope, &PageRequest::default()).await.unwrap().assignments {
            Count::Exactly(count) | Count::MoreThan(count) => count,
        }
    }

    contract_test!(people_go_to_the_other_site_and_what_is_there_already_stays, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        let (antony, etienne) = scene(world, 3, 1).await;
        world
            .execute(
                "INSERT INTO personal_rights (customer_id, assignment_id, application, level)
                 SELECT customer_id, id, 'retours', 'gestion' FROM assignments WHERE sort_site = 'saint-etienne'",
            )
            .await;
        let preview = preview(services, &potters.scope, antony, etienne).await.unwrap();
        assert_eq!((preview.usage.assignments, preview.same), (Count::Exactly(3), Count::Exactly(1)));

        let merged = merge(services, &potters.scope, antony, etienne).await.unwrap();
        assert_eq!((merged.moved, merged.removed, merged.ended), (2, 1, true));

        let rows = found(world, potters, "saint-etienne").await;
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|(site, _)| site == "Saint-Étienne"));
        assert_eq!(total(world).await, 3);
        assert_eq!(world.count("SELECT count(*) FROM personal_rights").await, 1);
        let kept = "SELECT count(*) FROM assignments a JOIN profiles p ON p.id = a.profile_id
            WHERE p.name = 'Consultation'";
        assert_eq!(world.count(kept).await, 1);
        assert_eq!(load(services, &potters.scope).await.unwrap().site(antony), None);
        assert_eq!(world.count("SELECT count(*) FROM sites WHERE name = 'Antony'").await, 1);
    });

    contract_test!(many_go_in_turns_and_nobody_is_assigned_there_meanwhile, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        let (antony, etienne) = scene(world, 10, 5).await;
        let merged = merge(services, &potters.scope, antony, etienne).await.unwrap();
        assert!(!merged.ended);

        let place = potters.place("10000700", "", "Antony", "Expéditeur");
        let refused = users::create(services, &potters.scope, &somebody(place)).await;
        assert!(matches!(refused, Err(CreateError::AssignmentTarget(0, _))));
        let renamed = rename(services, &potters.scope, etienne, &name("Firminy")).await;
        assert!(matches!(renamed, Err(RenameError::Settling)));
        let back = merge(services, &potters.scope, etienne, antony).await;
        assert!(matches!(back, Err(MergeError::Settling)));

        assert!(settle(services).await.unwrap());
        settled(world).await;
        assert_eq!(found(world, potters, "saint-etienne").await.len(), 10);
        assert_eq!(total(world).await, 10);
        let ended = "SELECT details FROM journal WHERE action = 'site.merge_ended'";
        let details: serde_json::Value = serde_json::from_str(&world.text(ended).await.unwrap()).unwrap();
        assert_eq!((&details["moved"], &details["removed"]), (&json!(5), &json!(5)));
    });

    contract_test!(a_site_that_is_still_being_renamed_is_merged_whole, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        let (antony, etienne) = scene(world, 10, 0).await;
        rename(services, &potters.scope, antony, &name("Massy")).await.unwrap();
        merge(services, &potters.scope, antony, etienne).await.unwrap();
        settled(world).await;
        assert_eq!(found(world, potters, "saint-etienne").await.len(), 10);
        assert_eq!(world.count("SELECT count(*) FROM sites WHERE name = 'Massy'").await, 0);
    });

    contract_test!(what_was_removed_before_is_put_back_where_its_people_went, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        let (antony, etienne) = scene(world, 2, 0).await;
        let user = world.user_of("a0@potters.example").await;
        let removed = world.assignment_of(potters, user).await;
        let removal = users::remove(services, &potters.scope, &[removed]).await.unwrap();
        merge(services, &potters.scope, antony, etienne).await.unwrap();
        let lyon = id_of(potters, "Lyon – Part-Dieu");
        merge(services, &potters.scope, etienne, lyon).await.unwrap();

        assert_eq!(users::restore(services, &potters.scope, removal.id).await.unwrap().restored, 1);
        assert_eq!(found(world, potters, "lyon").await.len(), 2);
    });

    contract_test!(what_cannot_be_merged_is_refused, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        let (antony, etienne) = scene(world, 1, 0).await;
        let theirs = id_of(&world.other, "Antony");
        for (from, into) in [(antony, theirs), (theirs, antony)] {
            let refused = merge(services, &potters.scope, from, into).await;
            assert!(matches!(refused, Err(MergeError::NotFound)));
            let unseen = preview(services, &potters.scope, from, into).await;
            assert!(matches!(unseen, Err(MergeError::NotFound)));
        }
        assert!(matches!(merge(services, &potters.scope, antony, antony).await, Err(MergeError::Same)));
        archive(services, &potters.scope, etienne, true).await.unwrap();
        assert!(matches!(merge(services, &potters.scope, antony, etienne).await, Err(MergeError::Archived)));
        assert_eq!(found(world, potters, "antony").await.len(), 1);
        assert_eq!(load(services, &world.other.scope).await.unwrap(), world.other.reference);
    });
}
