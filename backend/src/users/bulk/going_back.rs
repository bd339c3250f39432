//! What goes back of a turn of undoing: found out person by person, and written at once.

use super::stored::Stored;
use super::turn::action_of;
use super::walk::Row;
use crate::db::Tx;
use crate::db::sql::Sql;
use crate::mail::queue_again;
use crate::profiles;
use crate::users::personal_rights::push_next_end;
use crate::users::status;
use domain::ids::{CustomerId, ProfileId, UserId};
use domain::time::Timestamp;
use domain::users::BulkAction;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

#[derive(Default)]
pub(super) struct GoingBack {
    /// Who gets a status back, by the moment at which it was taken.
    people: BTreeMap<Timestamp, Vec<UserId>>,
    /// The number of a row of each of them, which says what they had.
    rows_of_people: Vec<i64>,
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
        self.rows_of_people.push(row.number);
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
        let turn = Turn { customer, change, until };
        if !self.people.is_empty() {
            self.write_people(tx, &turn, now).await?;
        }
        for (profile, numbers) in &self.rows {
            turn.write_rows(tx, *profile, numbers).await?;
        }

        Ok(())
    }

    /// Gives people the status back that they had, and with it what was withdrawn.
    async fn write_people(&self, tx: &mut Tx, turn: &Turn<'_>, now: Timestamp) -> sqlx::Result<()> {
        let (action, customer) = (action_of(turn.change)?, turn.customer);
        if action == BulkAction::Reactivate {
            let people: Vec<_> = self.people.values().flatten().copied().collect();
            status::shut_out(tx, customer, &people, now).await?;
        }

        turn.write_status(tx, &self.rows_of_people).await?;
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
}

/// The rows that are gone through together, from which what was is read.
struct Turn<'a> {
    customer: CustomerId,
    change: &'a Stored,
    until: Uuid,
}

impl Turn<'_> {
    /// The rows of these numbers, as `was`. Their people keep both engines from walking all rows of the change.
    fn push_was(&self, sql: &mut Sql, numbers: &[i64]) {
        sql.push(" FROM bulk_rows was WHERE was.customer_id = ").id(self.customer.0);
        sql.push(" AND was.bulk_id = ").id(self.change.id);
        sql.push(" AND was.user_id > ").id(self.change.last_user).push(" AND was.user_id <= ").id(self.until);
        sql.push(" AND was.number IN ").integers(numbers.iter().copied());
    }

    async fn write_status(&self, tx: &mut Tx, numbers: &[i64]) -> sqlx::Result<()> {
        let mut sql = Sql::new("UPDATE memberships SET status = was.status, status_since = was.status_since");
        self.push_was(&mut sql, numbers);
        sql.push(" AND memberships.customer_id = ").id(self.customer.0);
        sql.push(" AND memberships.user_id = was.user_id");
        sql.execute(tx).await?;

        let mut sql = Sql::new("UPDATE assignments SET status = was.status");
        self.push_was(&mut sql, numbers);
        sql.push(" AND assignments.customer_id = ").id(self.customer.0);
        sql.push(" AND assignments.user_id = was.user_id");
        sql.execute(tx).await.map(drop)
    }

    async fn write_rows(&self, tx: &mut Tx, profile: ProfileId, numbers: &[i64]) -> sqlx::Result<()> {
        let had_end = |sql: &mut Sql| {
            sql.push("was.ends_at");
        };

        let mut sql = Sql::new(
            "UPDATE assignments SET site_id = was.site_id, ends_at = was.ends_at, changed_at = was.changed_at,
                 given_by = was.given_by, sort_site = coalesce((SELECT s.sort FROM sites s
                     WHERE s.customer_id = was.customer_id AND s.id = was.site_id), ''), profile_id = ",
        );
        sql.id(profile.0).push(", sort_profile = (SELECT p.sort FROM profiles p WHERE p.customer_id = ");
        sql.id(self.customer.0).push(" AND p.id = ").id(profile.0).push("), next_end_at = ");
        push_next_end(&mut sql, had_end);
        sql.push(", end_told_at = CASE WHEN assignments.next_end_at IS NOT DISTINCT FROM ");
        push_next_end(&mut sql, had_end);
        sql.push(" THEN assignments.end_told_at END");
        self.push_was(&mut sql, numbers);
        sql.push(" AND assignments.customer_id = ").id(self.customer.0);
        // Whose address was changed as rows were looked up may have the same one twice, each time as somebody.
        sql.push(" AND assignments.id = was.assignment_id AND assignments.user_id = was.user_id");
        sql.execute(tx).await.map(drop)
    }
}
