//! Entries with the names of those whom they are about, as they are read.

use super::append::is_of_a_person;
use super::list::Position;
use crate::access::AdministratorScope;
use crate::clock::local;
use crate::db::Tx;
use crate::db::sql::Sql;
use crate::services::Services;
use domain::ids::{BulkId, ImportId};
use domain::journal::{Action, JournalActor, JournalPerson, JournalRow, JournalSubject};
use domain::time::Timestamp;
use domain::users::BulkAction;
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// An entry as it is read.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Row {
    sequence: i64,
    at: i64,
    actor_id: Option<Uuid>,
    action: String,
    subject_id: Option<Uuid>,
    details: String,
    network: Option<String>,
}

/// What is read of an entry's details.
#[derive(Debug, Default, Deserialize)]
struct Details {
    /// Those whom it was done to.
    #[serde(default)]
    users: Vec<Uuid>,
    /// What the subject was called then.
    name: Option<String>,
    /// What was done to many.
    action: Option<BulkAction>,
    /// The change of a person's own address.
    change: Option<Uuid>,
    /// Whether somebody of the carrier's staff did it.
    #[serde(default)]
    operator: bool,
    /// Why they did.
    reason: Option<String>,
}

impl Row {
    pub(super) fn position(&self) -> Position {
        (self.at, self.sequence)
    }

    fn details(&self) -> Details {
        // An entry of a release that wrote them otherwise is shown without.
        serde_json::from_str(&self.details).unwrap_or_default()
    }

    /// What its subject is, where it is no person: the part of the action before the point.
    fn kind(&self) -> &str {
        self.action.split_once('.').map_or("", |(kind, _)| kind)
    }

    /// Whether it is about a change of many.
    fn is_bulk(&self) -> bool {
        self.action.starts_with("users.bulk")
    }

    /// The thing that it is about, if that is of a kind; of a change of many, what they were given.
    fn thing(&self, kind: &str) -> Option<Uuid> {
        let of_bulk = || self.details().action.filter(|_| self.is_bulk()).and_then(target_of);
        match of_bulk() {
            Some((given, id)) => (given == kind).then_some(id),
            None => self.subject_id.filter(|_| self.kind() == kind),
        }
    }

    /// Those whom it was done to.
    fn people(&self) -> Vec<Uuid> {
        let of_subject = self.subject_id.filter(|_| is_of_a_person(&self.action));
        of_subject.into_iter().chain(self.details().users).collect()
    }
}

/// The entries with their names: of those whom one is about, the first `limit`.
pub(super) async fn shown(
    tx: &mut Tx,
    services: &Services,
    scope: &AdministratorScope,
    rows: Vec<Row>,
    limit: usize,
) -> sqlx::Result<Vec<JournalRow>> {
    let names = Names::find(tx, scope, &rows).await?;
    let row = |row: Row| JournalRow {
        at: local(Timestamp(row.at), &services.time_zone),
        by: names.actor(&row),
        action: Action::from_code(&row.action),
        subject: names.subject(&row, limit),
        network: row.network,
    };

    Ok(rows.into_iter().map(row).collect())
}

/// What the customer calls those whom some entries are about.
#[derive(Default)]
struct Names {
    people: HashMap<Uuid, JournalPerson>,
    things: HashMap<Uuid, String>,
    /// Addresses that became others, by the key of the change.
    addresses: HashMap<Uuid, (String, String)>,
}

impl Names {
    async fn find(tx: &mut Tx, scope: &AdministratorScope, rows: &[Row]) -> sqlx::Result<Self> {
        let mut names = Self::default();
        names.find_people(tx, scope, rows).await?;
        names.find_addresses(tx, scope, rows).await?;

        for (kind, of) in [
            ("site", "SELECT id, name FROM sites WHERE customer_id = "),
            ("profile", "SELECT id, name FROM profiles WHERE customer_id = "),
            ("contract", "SELECT id, number || ' ' || name FROM contracts WHERE customer_id = "),
            ("sub_account", "SELECT id, number || ' ' || name FROM contracts WHERE customer_id = "),
            ("import", "SELECT id, file_name FROM imports WHERE customer_id = "),
            ("advanced_proposal", "SELECT id, email FROM advanced_proposals WHERE customer_id = "),
        ] {
            let ids = rows.iter().filter_map(|row| row.thing(kind));
            let mut sql = Sql::new(of);
            sql.id(scope.customer().0).push(" AND id IN ");
            names.things.extend(among::<(Uuid, String)>(tx, sql, ids).await?);
        }

        Ok(names)
    }

    /// Who is with the customer, who administers it or is an advanced user of it, and who was removed and can still be put back.
    async fn find_people(
        &mut self,
        tx: &mut Tx,
        scope: &AdministratorScope,
        rows: &[Row],
    ) -> sqlx::Result<()> {
        let customer = scope.customer().0;
        let people = || rows.iter().flat_map(|row| row.people().into_iter().chain(row.actor_id));

        let removals = rows.iter().filter(|row| row.kind() == "users").filter_map(|row| row.subject_id);
        let mut sql = Sql::new("SELECT content FROM removals WHERE customer_id = ");
        sql.id(customer).push(" AND id IN ");
        for (content,) in among::<(String,)>(tx, sql, removals).await? {
            let removed: Removed = serde_json::from_str(&content).unwrap_or_default();
            self.people.extend(removed.members.into_iter().map(Named::entry));
        }

        let mut sql = Sql::new(
            "SELECT v.user_id, COALESCE(v.email, u.email) AS email, v.first_name, v.last_name
             FROM advanced_users v JOIN users u ON u.id = v.user_id WHERE v.customer_id = ",
        );
        sql.id(customer).push(" AND v.user_id IN ");
        self.people.extend(among::<Named>(tx, sql, people()).await?.into_iter().map(Named::entry));

        let mut sql = Sql::new(
            "SELECT a.user_id, u.email, a.first_name, a.last_name
             FROM administrators a JOIN users u ON u.id = a.user_id WHERE a.customer_id = ",
        );
        sql.id(customer).push(" AND a.user_id IN ");
        self.people.extend(among::<Named>(tx, sql, people()).await?.into_iter().map(Named::entry));

        let mut sql =
            Sql::new("SELECT user_id, email, first_name, last_name FROM memberships WHERE customer_id = ");
        sql.id(customer).push(" AND user_id IN ");
        self.people.extend(among::<Named>(tx, sql, people()).await?.into_iter().map(Named::entry));

        Ok(())
    }

    /// What is still kept of changed addresses: the entries themselves name none.
    async fn find_addresses(
        &mut self,
        tx: &mut Tx,
        scope: &AdministratorScope,
        rows: &[Row],
    ) -> sqlx::Result<()> {
        let changes = rows.iter().filter_map(|row| row.details().change);
        let mut sql =
            Sql::new("SELECT id, from_email, to_email FROM own_address_changes WHERE customer_id = ");
        sql.id(scope.customer().0).push(" AND id IN ");
        let found = among::<(Uuid, String, String)>(tx, sql, changes).await?;
        self.addresses.extend(found.into_iter().map(|(id, from, to)| (id, (from, to))));

        Ok(())
    }

    fn actor(&self, row: &Row) -> JournalActor {
        match row.actor_id {
            Some(_) if row.details().operator => JournalActor::Operator,
            Some(actor) => self.people.get(&actor).cloned().map_or(JournalActor::Gone, JournalActor::Person),
            None if is_by_itself(&row.action) => JournalActor::Portal,
            None => JournalActor::Operator,
        }
    }

    fn subject(&self, row: &Row, limit: usize) -> JournalSubject {
        if let Some((from, to)) = row.details().change.and_then(|change| self.addresses.get(&change)) {
            return JournalSubject::Address { from: from.clone(), to: to.clone() };
        }

        let people = row.people();
        if !people.is_empty() {
            let known = people.iter().filter_map(|id| self.people.get(id)).take(limit).cloned();
            return JournalSubject::People(known.collect(), people.len() as u64);
        }

        if let (true, Some(id), Some(action)) = (row.is_bulk(), row.subject_id, row.details().action) {
            let target = target_of(action).and_then(|(_, id)| self.things.get(&id)).cloned();
            return JournalSubject::Bulk(BulkId(id), action, target);
        }

        let name = row.subject_id.and_then(|id| self.things.get(&id));
        let details = row.details();
        match (row.kind(), details.name.or(details.reason), row.subject_id, name) {
            ("import", _, Some(id), Some(file)) => JournalSubject::Import(ImportId(id), file.clone()),
            // What it was called then tells more than what it is called now.
            (_, Some(then), ..) => JournalSubject::Named(then),
            (_, None, _, Some(now)) => JournalSubject::Named(now.clone()),
            _ => JournalSubject::Nothing,
        }
    }
}

/// What was given to many, and of which kind it is.
fn target_of(action: BulkAction) -> Option<(&'static str, Uuid)> {
    match action {
        BulkAction::Profile(profile) => Some(("profile", profile.0)),
        BulkAction::Site(site) => Some(("site", site.0)),
        _ => None,
    }
}

/// What happens because its time has come, and nobody does.
fn is_by_itself(action: &str) -> bool {
    ["assignments.ended", "rights.ended", "site.merge_ended"].contains(&action)
}

/// What the customer calls a person.
#[derive(Debug, Deserialize, sqlx::FromRow)]
struct Named {
    user_id: Uuid,
    email: String,
    first_name: String,
    last_name: String,
}

impl Named {
    fn entry(self) -> (Uuid, JournalPerson) {
        let name = format!("{} {}", self.first_name, self.last_name).trim().to_owned();
        (self.user_id, JournalPerson { email: self.email, name })
    }
}

/// What a removal keeps of those who left with it.
#[derive(Debug, Default, Deserialize)]
struct Removed {
    #[serde(default)]
    members: Vec<Named>,
}

/// The rows of a statement that ends before a list of keys.
async fn among<T: crate::db::Row>(
    tx: &mut Tx,
    mut sql: Sql,
    ids: impl Iterator<Item = Uuid>,
) -> sqlx::Result<Vec<T>> {
    let ids: BTreeSet<_> = ids.collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }

    sql.ids(ids);
    sql.fetch(tx).await
}
