//! What the list is narrowed to, and how to find it: the rarest conditions are looked up in their indexes
//! and the others are checked on what these give; where all are common, whoever asks walks an order
//! instead and checks them all. The wrong one of the two takes seconds on a million rows.

mod condition;

pub(crate) use condition::{contains, soon};

use super::list::{Hit, Totals};
use super::places::PlaceKeys;
use super::sql::Sql;
use crate::access::CustomerScope;
use crate::db::Tx;
use condition::{Condition, conditions};
use domain::ids::CustomerId;
use domain::time::Timestamp;
use domain::users::Filter;

/// Up to so many hits are counted and sorted.
pub(super) const CAP: i64 = 10_000;

/// Where many fulfil each condition and many of those all of them, up to so many are counted.
const COMMON_CAP: i64 = 1_000;

/// So many of those that fulfil the rarest condition are looked at to find out; of fewer at first, whether that is any use.
const SAMPLE: i64 = 6_000;
const FIRST_SAMPLE: i64 = 500;

/// The same of all of a customer's for words alone: those lie together, and PostgreSQL counts words slowly.
const SAMPLE_FOR_WORDS: i64 = 20_000;

/// Of so many, words that are common among the first are most likely those of more than is counted at all. In tests a few
/// are many.
const MANY_WITH_WORDS: i64 = if cfg!(test) { 5_000 } else { CAP * SAMPLE_FOR_WORDS / COMMON_CAP };

/// SQLite intersects sets of up to so many numbers, which its indexes give without the rows.
const SET: i64 = 100_000;

/// So few hits are sooner looked at than a set is made of what many fulfil.
const SMALL_SET: i64 = 2_000;

/// More than were counted.
const UNCOUNTED: i64 = i64::MAX;

/// So few hits are sooner looked at than PostgreSQL finds all that fulfil another condition.
const SMALL_LOOKUP: i64 = 5_000;

/// How the conditions are met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AccessPath {
    /// Look the rarest up, then sort.
    IndexLookup,
    /// Walk an order and check each row.
    OrderedScan,
    /// Walk an order and look at those rows alone whose numbers the conditions' indexes gave.
    SetScan,
    /// Walk so many rows of an order and check each.
    ShortScan(i64),
}

/// A filter, looked up in one customer's data.
#[derive(Clone, Debug)]
pub(super) struct FilterPlan {
    customer: CustomerId,
    /// The number before the customer's first: see `customers.last_number`.
    base: i64,
    /// How many the customer has in all.
    assignments: i64,
    /// Each with how many fulfil it as far as they were counted, the rarest first.
    conditions: Vec<(i64, Condition)>,
    hits: Hits,
}

/// How many assignments fulfil a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hits {
    /// The filter is empty.
    All,
    /// Exactly so many, at most [`CAP`].
    Few(i64),
    /// More than so many.
    Many(i64),
}

/// How far hits are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counting {
    /// Up to [`CAP`].
    Exact,
    /// Where that takes long, up to [`COMMON_CAP`].
    Quick,
}

impl FilterPlan {
    /// Looks a filter up, and counts what fulfils it.
    pub(super) async fn new(
        tx: &mut Tx,
        scope: &CustomerScope,
        totals: &Totals,
        filter: &Filter,
        now: Timestamp,
    ) -> sqlx::Result<Self> {
        let mut this = Self::counted(tx, scope, totals, filter, now).await?;
        if !this.is_counted(tx) {
            this.weigh(tx).await?;
            this.hits = hits(this.count(tx).await?);
        }

        Ok(this)
    }

    /// Looks a filter up, and counts up to [`CAP`] what fulfils each of its conditions, unless that is dear:
    /// [`hits`](Self::hits) are those of the rarest one.
    pub(super) async fn counted(
        tx: &mut Tx,
        scope: &CustomerScope,
        totals: &Totals,
        filter: &Filter,
        now: Timestamp,
    ) -> sqlx::Result<Self> {
        let customer = scope.customer();
        let mut conditions = conditions(tx, customer, filter, now).await?;
        conditions.extend(PlaceKeys::of(tx, scope).await?.map(Condition::Places));
        conditions.sort_by_key(Condition::kind);
        let (base, assignments) = (totals.base(), totals.assignments());
        let mut this = Self { customer, base, assignments, conditions: Vec::new(), hits: Hits::All };
        let are_several = conditions.len() > 1;
        let mut counted = Vec::new();

        for condition in conditions {
            let most = if are_several && condition.is_words() { SET } else { CAP };
            let hits = if condition.is_dear(tx) {
                UNCOUNTED
            } else {
                this.count_alone(tx, &condition, most).await?
            };
            counted.push((hits, condition));
        }

        counted.sort_by_key(|(hits, _)| *hits);
        if let Some((fewest, _)) = counted.first() {
            this.hits = hits(*fewest);
        }

        this.conditions = counted;
        Ok(this)
    }

    /// Counts what many fulfil as far as it matters to SQLite, which makes sets of numbers where that is sooner done than
    /// looking at a few rows; `true` when another condition is the rarest then. Walks do without, and words were counted so
    /// far at once.
    pub(super) async fn weigh(&mut self, tx: &mut Tx) -> sqlx::Result<bool> {
        let is_small = self.conditions.first().is_none_or(|(fewest, _)| *fewest <= SMALL_SET);
        if is_small || matches!(tx, Tx::Postgres(_)) {
            return Ok(false);
        }

        let before = self.rarest_but_words().map(Condition::kind);
        for index in 0..self.conditions.len() {
            let (hits, condition) = &self.conditions[index];
            if *hits == UNCOUNTED && !condition.is_words() {
                self.conditions[index].0 = self.count_alone(tx, condition, SET).await?.min(SET + 1);
            }
        }
        self.conditions.sort_by_key(|(hits, _)| *hits);

        Ok(self.rarest_but_words().map(Condition::kind) != before)
    }

    /// Goes on from [`counted`](Self::counted): the plan that knows how many fulfil all conditions, and these with what
    /// they are sorted by in the column `order`, where they are few.
    pub(super) async fn look_up(
        mut self,
        tx: &mut Tx,
        order: &'static str,
        counting: Counting,
    ) -> sqlx::Result<(Self, Option<Vec<Hit>>)> {
        match self.hits {
            Hits::Few(0) => return Ok((self, Some(Vec::new()))),
            Hits::All => return Ok((self, None)),
            Hits::Many(_) if self.is_counted(tx) => return Ok((self, None)),
            Hits::Few(_) | Hits::Many(_) => {}
        }

        let is_quick = counting == Counting::Quick && matches!(self.hits, Hits::Many(_));
        if is_quick && self.are_common(tx).await?
            || self.weigh(tx).await? && is_quick && self.are_common(tx).await?
        {
            self.hits = Hits::Many(COMMON_CAP);
            return Ok((self, None));
        }

        // Those of words alone are too many more often than not.
        if self.are_words() && !self.is_counted(tx) {
            self.hits = hits(self.count(tx).await?);
            match self.hits {
                Hits::Few(0) => return Ok((self, Some(Vec::new()))),
                Hits::Many(_) => return Ok((self, None)),
                Hits::Few(_) | Hits::All => {}
            }
        }

        let mut sql = Sql::new("SELECT a.number, ");
        sql.push(order).push(" AS sort_value, a.user_id FROM assignments a WHERE");
        self.push(&mut sql, tx, "", AccessPath::IndexLookup);
        sql.limit(CAP + 1);
        let found: Vec<Hit> = sql.fetch_as_one(tx, Hit::AS_JSON).await?;
        self.hits = hits(i64::try_from(found.len()).unwrap_or(i64::MAX));

        let few = matches!(self.hits, Hits::Few(_)).then_some(found);
        Ok((self, few))
    }

    /// Whether [`hits`](Self::hits) are those of all conditions as soon as those of each are known.
    fn is_counted(&self, tx: &Tx) -> bool {
        match &self.conditions[..] {
            [] => true,
            [(_, condition)] => !condition.is_dear(tx),
            _ => self.hits == Hits::Few(0),
        }
    }

    fn rarest_but_words(&self) -> Option<&Condition> {
        self.conditions.iter().map(|(_, condition)| condition).find(|condition| !condition.is_words())
    }

    /// Whether words are all that is asked for.
    pub(super) fn are_words(&self) -> bool {
        matches!(&self.conditions[..], [(_, condition)] if condition.is_words())
    }

    /// Whether many of those that fulfil the rarest condition fulfil the others as well; of words alone, whether they are
    /// common.
    async fn are_common(&self, tx: &mut Tx) -> sqlx::Result<bool> {
        if self.are_words() && self.assignments < MANY_WITH_WORDS {
            return Ok(false);
        }

        let sample = if self.are_words() { SAMPLE_FOR_WORDS } else { SAMPLE };
        let enough_of_few = COMMON_CAP * FIRST_SAMPLE / sample;
        Ok(self.sampled(tx, FIRST_SAMPLE, enough_of_few).await? >= enough_of_few
            && self.sampled(tx, sample, COMMON_CAP + 1).await? > COMMON_CAP)
    }

    /// How many of the first `sample` that fulfil the rarest condition fulfil all; at most `enough`.
    async fn sampled(&self, tx: &mut Tx, sample: i64, enough: i64) -> sqlx::Result<i64> {
        let mut sql = Sql::new("SELECT count(*) FROM (SELECT 1 FROM (SELECT a.* FROM assignments a WHERE");
        sql.push(" a.customer_id = ").id(self.customer.0);
        if let Some(rarest) = self.rarest_but_words() {
            sql.push(" AND (");
            rarest.push(&mut sql);
            sql.push(")");
        } else {
            // The first of the customer's: PostgreSQL would look for them from the beginning of the table.
            sql.push(" ORDER BY a.id");
        }
        sql.limit(sample).push(") a WHERE 1 = 1");
        self.push_checks(&mut sql);
        sql.limit(enough).push(") hits");

        sql.count(tx).await
    }

    /// How many assignments there are.
    pub(super) fn hits(&self) -> Hits {
        self.hits
    }

    /// How all assignments are read, some after the other.
    pub(super) fn access_path(&self) -> AccessPath {
        if matches!(self.hits, Hits::Few(_)) { AccessPath::IndexLookup } else { AccessPath::OrderedScan }
    }

    /// Writes a table `people` of those who have one of the assignments: the number of the first one, and how they sort.
    /// What is looked up is a table of its own, or SQLite would walk all people for the sake of grouping.
    pub(super) fn push_people(&self, sql: &mut Sql, tx: &Tx, order: &'static str) {
        sql.push("WITH hits AS MATERIALIZED (SELECT a.number, a.user_id, ").push(order);
        sql.push(" AS sort_value FROM assignments a WHERE");
        self.push(sql, tx, order, AccessPath::IndexLookup);
        sql.push(
            "), people AS MATERIALIZED (SELECT user_id, min(number) AS number, max(sort_value) AS sort_value",
        );
        sql.push(" FROM hits GROUP BY user_id) ");
    }

    /// Writes the conditions on `assignments a`. A condition inside `(…) IS TRUE` is checked, never
    /// looked up; but a walk along `order` begins and ends where that column's own condition lets it.
    pub(super) fn push(&self, sql: &mut Sql, tx: &Tx, order: &'static str, access_path: AccessPath) {
        sql.push(" a.customer_id = ").id(self.customer.0);
        if access_path != AccessPath::IndexLookup {
            self.push_range(sql, order);
        }

        let driver = (access_path == AccessPath::IndexLookup).then(|| self.driver());
        let are_put_together = matches!(tx, Tx::Postgres(_))
            && self.conditions.first().is_some_and(|(fewest, _)| *fewest > SMALL_LOOKUP);
        for (index, (hits, condition)) in self.conditions.iter().enumerate() {
            let indexed = matches!(tx, Tx::Sqlite(_)) && access_path != AccessPath::OrderedScan;
            if indexed && driver != Some(index) && condition.is_set(*hits, access_path) {
                // The sign keeps SQLite from looking each of the numbers up in the table.
                sql.push(" AND +a.number IN (");
                self.push_numbers(sql, condition);
                sql.push(")");
            } else if access_path == AccessPath::IndexLookup && (driver == Some(index) || are_put_together) {
                sql.push(" AND (");
                self.push_driver(sql, tx, *hits, condition);
                sql.push(")");
            } else {
                sql.push(" AND ((");
                condition.push(sql);
                sql.push(") IS TRUE)");
            }
        }
    }

    /// Whether a walk along `order` begins and ends where a condition lets it.
    pub(super) fn has_range(&self, order: &'static str) -> bool {
        self.ranges(order).next().is_some()
    }

    fn ranges(&self, order: &'static str) -> impl Iterator<Item = (&'static str, &str, &str)> {
        let ranges = self.conditions.iter().filter_map(|(_, condition)| condition.range());
        ranges.filter(move |(column, ..)| *column == order)
    }

    /// Keeps a walk along `order` to where that column's own condition lets it.
    pub(super) fn push_range(&self, sql: &mut Sql, order: &'static str) {
        for (column, first, last) in self.ranges(order) {
            sql.push(" AND ").push(column).push(" BETWEEN ").text(first).push(" AND ").text(last);
        }
    }

    /// Checks every condition on the rows of a subquery `a`.
    pub(super) fn push_checks(&self, sql: &mut Sql) {
        for (_, condition) in &self.conditions {
            sql.push(" AND ((");
            condition.push(sql);
            sql.push(") IS TRUE)");
        }
    }

    /// The condition whose index is begun with: a handful of hits of a term; else a code, whose index
    /// gives numbers without rows; else what there is.
    fn driver(&self) -> usize {
        match self.conditions.first() {
            Some((hits, first)) if first.is_words() && *hits > SMALL_SET => {
                let code = |(hits, condition): &(i64, Condition)| *hits <= SET && !condition.is_words();
                self.conditions.iter().position(code).unwrap_or(0)
            }
            _ => 0,
        }
    }

    fn push_driver(&self, sql: &mut Sql, tx: &Tx, hits: i64, condition: &Condition) {
        match (tx, condition) {
            // SQLite would rather walk the whole of an index that also has the person than look up the failed mails.
            (Tx::Sqlite(_), Condition::Terms(_) | Condition::MailFailed) if hits <= SET => {
                sql.push("a.number IN (");
                self.push_numbers(sql, condition);
                sql.push(")");
            }
            _ => condition.push(sql),
        }
    }

    /// On SQLite, the numbers of what fulfils a condition, from its index alone.
    fn push_numbers(&self, sql: &mut Sql, condition: &Condition) {
        if let Condition::Terms(terms) = condition {
            sql.push("SELECT rowid FROM assignments_search WHERE ");
            self.push_match(sql, terms);
        } else {
            sql.push("SELECT a.number FROM assignments a WHERE a.customer_id = ").id(self.customer.0);
            sql.push(" AND (");
            condition.push(sql);
            sql.push(")");
        }
    }

    /// The hits of SQLite's index, kept to the customer by their numbers.
    fn push_match(&self, sql: &mut Sql, terms: &[String]) {
        let quoted: Vec<String> =
            terms.iter().map(|term| format!("\"{}\"", term.replace('"', "\"\""))).collect();
        sql.push("assignments_search MATCH ").text(quoted.join(" AND "));
        sql.push(" AND rowid BETWEEN ")
            .integer(self.base)
            .push(" AND ")
            .integer(self.base + i64::from(u32::MAX));
    }

    /// How many assignments fulfil one condition; [`UNCOUNTED`] where they are more than `most`.
    async fn count_alone(&self, tx: &mut Tx, condition: &Condition, most: i64) -> sqlx::Result<i64> {
        let mut sql = Sql::new("SELECT count(*) FROM (SELECT 1 FROM ");
        if let (Tx::Sqlite(_), Condition::Terms(terms)) = (&*tx, condition) {
            sql.push("assignments_search WHERE ");
            self.push_match(&mut sql, terms);
        } else {
            sql.push("assignments a WHERE a.customer_id = ").id(self.customer.0).push(" AND (");
            condition.push(&mut sql);
            sql.push(")");
        }

        sql.limit(most + 1).push(") hits");
        let counted = sql.count(tx).await?;
        Ok(if counted > most { UNCOUNTED } else { counted })
    }

    /// How many assignments fulfil all conditions; not more than one beyond [`CAP`].
    async fn count(&self, tx: &mut Tx) -> sqlx::Result<i64> {
        let mut sql = Sql::new("SELECT count(*) FROM (SELECT 1 FROM assignments a WHERE");
        self.push(&mut sql, tx, "", AccessPath::IndexLookup);
        sql.limit(CAP + 1).push(") hits");
        sql.count(tx).await
    }
}

fn hits(counted: i64) -> Hits {
    if counted > CAP { Hits::Many(CAP) } else { Hits::Few(counted) }
}
