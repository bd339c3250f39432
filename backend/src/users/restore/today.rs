//! What stands today for what was removed.

use super::Removed;
use crate::db::Tx;
use crate::profiles;
use crate::users::change_address::{person_now, whose_address_was_changed};
use crate::users::remove::KeptAssignment;
use domain::ids::{CustomerId, ProfileId, SiteId, UserId};
use domain::time::Timestamp;
use domain::users::AssignmentTarget;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

#[derive(Default)]
pub(super) struct Today {
    /// Who has what somebody had until a moment, where it is another.
    people: HashMap<(UserId, Timestamp), UserId>,
    /// Those that were asked for, whatever stands for them.
    sites: HashMap<SiteId, Option<SiteId>>,
    profiles: HashMap<ProfileId, Option<ProfileId>>,
}

impl Today {
    pub(super) async fn load(tx: &mut Tx, customer: CustomerId, removals: &[Removed]) -> sqlx::Result<Self> {
        let mut today = Self::default();
        today.look_people_up(tx, customer, removals).await?;

        let targets =
            || removals.iter().flat_map(|removal| &removal.kept.assignments).map(KeptAssignment::target);
        for site in targets().filter_map(|target| target.site).collect::<BTreeSet<_>>() {
            let now = site_now(tx, customer, site).await?;
            today.sites.insert(site, now.map(|(now, _)| now));
        }
        for profile in targets().map(|target| target.profile).collect::<BTreeSet<_>>() {
            today.profiles.insert(profile, profiles::current(tx, customer, profile).await?);
        }

        Ok(today)
    }

    async fn look_people_up(
        &mut self,
        tx: &mut Tx,
        customer: CustomerId,
        removals: &[Removed],
    ) -> sqlx::Result<()> {
        let mut had = BTreeSet::new();
        for removal in removals {
            let people = removal.kept.assignments.iter().map(|kept| kept.user_id);
            let people = people.chain(removal.kept.members.iter().map(|member| member.user_id));
            had.extend(people.map(|user| (UserId(user), removal.at)));
        }
        if had.is_empty() {
            return Ok(());
        }

        let people: Vec<UserId> = had.iter().map(|(user, _)| *user).collect();
        let changed = whose_address_was_changed(tx, customer, &people).await?;
        for (user, at) in had.into_iter().filter(|(user, _)| changed.contains(user)) {
            self.people.insert((user, at), person_now(tx, customer, user, at).await?);
        }
        Ok(())
    }

    /// Who has today what somebody had until a moment.
    pub(super) fn person(&self, user: UserId, at: Timestamp) -> UserId {
        self.people.get(&(user, at)).copied().unwrap_or(user)
    }

    /// Where an assignment goes; `None` when its site is no more. The profile may have been deleted since: then it is the
    /// one that took its place, and there is always one left.
    pub(super) fn place(&self, kept: &KeptAssignment) -> sqlx::Result<Option<AssignmentTarget>> {
        let target = kept.target();
        let site = match target.site {
            Some(site) => match self.sites.get(&site).copied().flatten() {
                Some(now) => Some(now),
                None => return Ok(None),
            },
            None => None,
        };
        let profile = self.profiles.get(&target.profile).copied().flatten();
        let profile = profile.ok_or(sqlx::Error::RowNotFound)?;

        Ok(Some(AssignmentTarget { site, profile, ..target }))
    }
}

/// Which site stands for one today, and its name: itself, or the one that it was merged into.
pub(in crate::users) async fn site_now(
    tx: &mut Tx,
    customer: CustomerId,
    site: SiteId,
) -> sqlx::Result<Option<(SiteId, String)>> {
    let found: Option<(Uuid, String)> = tx
        .query(
            "SELECT t.id, t.name FROM sites t WHERE t.customer_id = $1 AND t.id = coalesce(
                 (SELECT m.into_id FROM site_merges m WHERE m.customer_id = $1 AND m.site_id = $2), $2)",
        )
        .bind(customer.0)
        .bind(site.0)
        .fetch_optional()
        .await?;
    Ok(found.map(|(id, name)| (SiteId(id), name)))
}
