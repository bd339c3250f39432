//! What goes back of a turn of undoing: found out person by person, and written at once.

use super::stored::Stored;
use super::turn::action_of;
use super::walk::Row;
use crate::db::Tx;
use crate::db::sql::Sql;
use crate::mail::queue_again;
use crate::profiles;
use crate::users::personal_rights::push_other_end;
use crate::users::status;
use domain::ids::{CustomerId, ProfileId, UserId};
use domain::time::Timestamp;
use domain::users::{BulkAction, UserStatus};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

#[derive(Default)]
pub(super) struct GoingBack {
    /// Who gets a status back, by the moment at which it was taken.
    people: BTreeMap<Timestamp, Vec<UserId>>,
    /// The status that each of them had, and since when.
    statuses: Vec<(UserId, UserStatus, i64)>,
    /// The numbers of rows that get back what they had, by the profile that they get.
    rows: BTreeMap<ProfileId, Vec<i64>>,
    /// What stands today for the profiles that were asked for.
    profiles: HashMap<ProfileId, Option<ProfileId>>,
}

impl GoingBack {
    /// The profile that stands for one today.
    pub(super) async fn profile(
        &mut self,
        tx: &mut Tx,
        customer: CustomerId,
        profile: ProfileId,
    ) -> sqlx::Result<Option<ProfileId>> {
        if let Some(current) = self.profiles.get(&profile) {
            return Ok(*current);
        }

        let current = profiles::current(tx, customer, profile).await?;
        self.profiles.insert(profile, current);
        Ok(current)
    }

    /// Has the person of a row get back the status that it says.
    pub(super) fn add_person(&mut self, row: &Row) {
        let done_at = Timestamp(row.done_at.unwrap_or_default());
        self.people.entry(done_at).or_default().push(UserId(row.user_id));
        self.statuses.push((UserId(row.user_id), row.was.status.0, row.was.status_since));
    }

    /// Has a row get back what it had, with this profile.
    pub(super) fn add_row(&mut self, row: &Row, profile: ProfileId) {
        self.rows.entry(profile).or_default().push(row.number);
    }

    /// Writes it; `until` is the last of the turn's people.
    pub(super) async fn write(
        &self,
        tx: &mut Tx,
        customer: CustomerId,
        change: &Stored,
        until: Uuid,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        if !self.people.is_empty() {
            self.write_people(tx, customer, action_of(change)?, now).await?;
        }
        for (profile, numbers) in &self.rows {
            write_rows(tx, customer, change, until, *profile, numbers).await?;
        }

        Ok(())
    }

    /// Gives people the status back that they had, and with it what was withdrawn.
    async fn write_people(
        &self,
        tx: &mut Tx,
        customer: CustomerId,
        action: BulkAction,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        if action == BulkAction::Reactivate {
            let people: Vec<_> = self.people.values().flatten().copied().collect();
            status::shut_out(tx, customer, &people, now).await?;
        }

        self.write_statuses(tx, customer).await?;
        if action == BulkAction::Suspend {
            for (done_at, people) in &self.people {
                let awaited = status::await_again(tx, customer, people, *done_at).await?;
                if !awaited.is_empty() {
                    queue_again(tx, customer, &awaited, &[]).await?;
                }
            }
        }

        Ok(())
    }

    async fn write_statuses(&self, tx: &mut Tx, customer: CustomerId) -> sqlx::Result<()> {
        // Named once more: SQLite does not reckon that the values are few, and would walk all of the customer.
        let people = || self.statuses.iter().map(|(user, ..)| user.0);
        let mut sql = Sql::new("UPDATE memberships SET status = had.column2, status_since = had.column3");
        self.push_statuses(&mut sql);
        sql.push(" WHERE memberships.user_id = had.column1 AND memberships.customer_id = ").id(customer.0);
        sql.push(" AND memberships.user_id IN ").ids(people());
        sql.execute(tx).await?;

        let mut sql = Sql::new("UPDATE assignments SET status = had.column2");
        self.push_statuses(&mut sql);
        sql.push(" WHERE assignments.user_id = had.column1 AND assignments.customer_id = ").id(customer.0);
        sql.push(" AND assignments.user_id IN ").ids(people());
        sql.execute(tx).await.map(drop)
    }

    /// Each person, the status and since when, as `had`.
    fn push_statuses(&self, sql: &mut Sql) {
        sql.push(" FROM (VALUES ");
        for (index, (user, status, since)) in self.statuses.iter().enumerate() {
            sql.push(if index == 0 { "(" } else { ", (" }).id(user.0).push(", ").text(status.code());
            sql.push(", ").integer(*since).push(")");
        }
        sql.push(") AS had");
    }
}

/// Gives rows back what they had, and this profile.
async fn write_rows(
    tx: &mut Tx,
    customer: CustomerId,
    change: &Stored,
    until: Uuid,
    profile: ProfileId,
    numbers: &[i64],
) -> sqlx::Result<()> {
    let had_end = |sql: &mut Sql| {
        sql.push("was.ends_at");
    };

    let mut sql = Sql::new(
        "UPDATE assignments SET site_id = was.site_id, ends_at = was.ends_at, changed_at = was.changed_at,
             given_by = was.given_by, sort_site = coalesce((SELECT s.sort FROM sites s
                 WHERE s.customer_id = was.customer_id AND s.id = was.site_id), ''), profile_id = ",
    );
    sql.id(profile.0).push(", sort_profile = (SELECT p.sort FROM profiles p WHERE p.customer_id = ");
    sql.id(customer.0).push(" AND p.id = ").id(profile.0).push(")");
    push_other_end(&mut sql, had_end);
    sql.push(" FROM bulk_rows was WHERE was.customer_id = ").id(customer.0);
    sql.push(" AND was.bulk_id = ").id(change.id);
    sql.push(" AND was.number IN ").integers(numbers.iter().copied());
    // They keep both engines, which may know nothing of rows that have just come, from walking all rows of the change.
    sql.push(" AND was.user_id > ").id(change.last_user).push(" AND was.user_id <= ").id(until);
    sql.push(" AND assignments.customer_id = ").id(customer.0);
    sql.push(" AND assignments.id = was.assignment_id AND (assignments.user_id = was.user_id) IS TRUE");
    if matches!(tx, Tx::Sqlite(_)) {
        // It has the rows by their numbers, however many the customer has.
        sql.push(" AND assignments.number IN ").integers(numbers.iter().copied());
    }
    sql.execute(tx).await.map(drop)
}
