//! What the list is narrowed to, and how to find it: the rarest conditions are looked up in their indexes
//! and the others are checked on what these give; where all are common, whoever asks walks an order
//! instead and checks them all. The wrong one of the two takes seconds on a million rows.

use super::list::Hit;
use super::places::{PlaceKeys, push_places};
use super::search::terms;
use super::sql::Sql;
use crate::access::CustomerScope;
use crate::db::Tx;
use domain::chosen_identifier::ChosenIdentifier;
use domain::credentials::Identifier;
use domain::fold::{fold, words};
use domain::ids::CustomerId;
use domain::numbers::{ContractNumber, SubAccountNumber};
use domain::sought;
use domain::time::Timestamp;
use domain::users::Filter;
use uuid::Uuid;

/// Up to so many hits are counted and sorted.
pub(super) const CAP: i64 = 10_000;

/// Where many fulfil each condition and many of those all of them, up to so many are counted.
const COMMON_CAP: i64 = 1_000;

/// So many of those that fulfil the rarest condition are looked at to find out; of fewer at first, whether that is any use.
const SAMPLE: i64 = 6_000;
const FIRST_SAMPLE: i64 = 500;

/// SQLite intersects sets of up to so many numbers, which its indexes give without the rows.
const SET: i64 = 100_000;

/// So few hits of a term are sooner looked at than a set is made of another condition.
const SMALL_SET: i64 = 2_000;

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

/// One thing that must hold of an assignment.
#[derive(Clone, Debug)]
enum Condition {
    /// Each of these stands in `search`.
    Terms(Vec<String>),
    /// It is this person's.
    Person(Uuid),
    Contract(String),
    SubAccounts(Vec<String>),
    Sites(Vec<String>),
    /// What those with it sort by: several, while it is being renamed.
    Profile {
        id: Uuid,
        sorts: Vec<String>,
    },
    Status(&'static str),
    MailFailed,
    /// It is at one of these.
    Places(Vec<PlaceKeys>),
    /// The next end comes before this moment.
    EndsBefore(i64),
    Import(Uuid),
}

/// A filter, looked up in one customer's data.
#[derive(Clone, Debug)]
pub(super) struct FilterPlan {
    customer: CustomerId,
    /// The number before the customer's first: see `customers.last_number`.
    base: i64,
    /// Each with how many fulfil it, the rarest first.
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
        base: i64,
        filter: &Filter,
        now: Timestamp,
    ) -> sqlx::Result<Self> {
        let mut this = Self::counted(tx, scope, base, filter, now).await?;
        if this.conditions.len() > 1 && this.hits != Hits::Few(0) {
            this.hits = hits(this.count(tx).await?);
        }

        Ok(this)
    }

    /// Looks a filter up, and counts what fulfils each of its conditions: [`hits`](Self::hits) are those of the rarest
    /// one.
    pub(super) async fn counted(
        tx: &mut Tx,
        scope: &CustomerScope,
        base: i64,
        filter: &Filter,
        now: Timestamp,
    ) -> sqlx::Result<Self> {
        let customer = scope.customer();
        let mut conditions = conditions(tx, customer, filter, now).await?;
        conditions.extend(PlaceKeys::of(tx, scope).await?.map(Condition::Places));
        let are_several = conditions.len() > 1;
        let mut this = Self { customer, base, conditions: Vec::new(), hits: Hits::All };
        let mut counted = Vec::new();

        for condition in conditions {
            // PostgreSQL reads the rows to count words, and finds the best way by itself.
            let is_dear = matches!((&*tx, &condition), (Tx::Postgres(_), Condition::Terms(_)));
            let hits =
                if is_dear && are_several { CAP + 1 } else { this.count_alone(tx, &condition).await? };
            counted.push((hits, condition));
        }

        // Of common ones, terms go last: a text is dearer to check than a code is to look up.
        counted.sort_by_key(|(hits, condition)| (*hits, matches!(condition, Condition::Terms(_))));
        if let Some((fewest, _)) = counted.first() {
            this.hits = hits(*fewest);
        }

        this.conditions = counted;
        Ok(this)
    }

    /// Goes on from [`counted`](Self::counted): the plan that knows how many fulfil all conditions, and these with what
    /// they are sorted by in the column `order`, where they are few.
    pub(super) async fn look_up(
        mut self,
        tx: &mut Tx,
        order: &'static str,
        counting: Counting,
    ) -> sqlx::Result<(Self, Option<Vec<Hit>>)> {
        let are_several = self.conditions.len() > 1;
        match self.hits {
            Hits::Few(0) => return Ok((self, Some(Vec::new()))),
            Hits::All => return Ok((self, None)),
            Hits::Many(_) if !are_several => return Ok((self, None)),
            Hits::Many(_) if counting == Counting::Quick && self.are_common(tx).await? => {
                self.hits = Hits::Many(COMMON_CAP);
                return Ok((self, None));
            }
            Hits::Few(_) | Hits::Many(_) => {}
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

    /// Whether many of those that fulfil the rarest condition fulfil the others as well.
    async fn are_common(&self, tx: &mut Tx) -> sqlx::Result<bool> {
        let enough_of_few = COMMON_CAP * FIRST_SAMPLE / SAMPLE;
        Ok(self.sampled(tx, FIRST_SAMPLE, enough_of_few).await? >= enough_of_few
            && self.sampled(tx, SAMPLE, COMMON_CAP + 1).await? > COMMON_CAP)
    }

    /// How many of the first `sample` that fulfil the rarest condition fulfil all; at most `enough`.
    async fn sampled(&self, tx: &mut Tx, sample: i64, enough: i64) -> sqlx::Result<i64> {
        let rarest = self.conditions.iter().find(|(_, condition)| !matches!(condition, Condition::Terms(_)));
        let Some((_, rarest)) = rarest else { return Ok(0) };

        let mut sql = Sql::new("SELECT count(*) FROM (SELECT 1 FROM (SELECT a.* FROM assignments a WHERE");
        sql.push(" a.customer_id = ").id(self.customer.0).push(" AND (");
        rarest.push(&mut sql);
        sql.push(")").limit(sample).push(") a WHERE 1 = 1");
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

    /// Keeps a walk along `order` to where that column's own condition lets it.
    pub(super) fn push_range(&self, sql: &mut Sql, order: &'static str) {
        let ranges = self.conditions.iter().filter_map(|(_, condition)| condition.range());
        for (column, first, last) in ranges.filter(|(column, ..)| *column == order) {
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
            Some((hits, Condition::Terms(_))) if *hits > SMALL_SET => {
                let code = |(hits, condition): &(i64, Condition)| {
                    *hits <= SET && !matches!(condition, Condition::Terms(_))
                };
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

    /// How many assignments fulfil one condition; not more than one beyond what matters to the engine.
    async fn count_alone(&self, tx: &mut Tx, condition: &Condition) -> sqlx::Result<i64> {
        let most = if matches!(tx, Tx::Sqlite(_)) { SET } else { CAP };
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
        sql.count(tx).await
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

impl Condition {
    fn push(&self, sql: &mut Sql) {
        match self {
            Self::Terms(terms) => {
                for (index, term) in terms.iter().enumerate() {
                    sql.push(if index == 0 { "a.search LIKE " } else { " AND a.search LIKE " });
                    sql.text(contains(term)).push(" ESCAPE '\\'");
                }
            }
            Self::Person(id) => drop(sql.push("a.user_id = ").id(*id)),
            Self::Contract(number) => drop(sql.push("a.sort_contract = ").text(number)),
            Self::SubAccounts(sorts) => push_among(sql, "a.sort_sub_account", sorts),
            Self::Sites(sorts) => push_among(sql, "a.sort_site", sorts),
            Self::Profile { id, .. } => drop(sql.push("a.profile_id = ").id(*id)),
            Self::Status(code) => drop(sql.push("a.status = ").text(*code)),
            Self::Places(places) => push_places(sql, places),
            Self::MailFailed => drop(sql.push("a.mail_failed = 1")),
            Self::EndsBefore(at) => drop(sql.push("a.next_end_at < ").integer(*at)),
            Self::Import(id) => drop(sql.push("a.import_id = ").id(*id)),
        }
    }
}

impl Condition {
    /// Whether SQLite makes a set of what fulfils it. Terms that a walk did not meet are not common,
    /// wherever they stand.
    fn is_set(&self, hits: i64, access_path: AccessPath) -> bool {
        hits <= SET || (access_path == AccessPath::SetScan && matches!(self, Self::Terms(_)))
    }

    /// The column of an order that this narrows, and the first and last value it lets through.
    fn range(&self) -> Option<(&'static str, &str, &str)> {
        let (column, values) = match self {
            Self::Contract(number) => ("a.sort_contract", std::slice::from_ref(number)),
            Self::SubAccounts(sorts) => ("a.sort_sub_account", &sorts[..]),
            Self::Sites(sorts) => ("a.sort_site", &sorts[..]),
            Self::Profile { sorts, .. } => ("a.sort_profile", &sorts[..]),
            Self::Status(code) => return Some(("a.status", code, code)),
            Self::Places(places) => return PlaceKeys::range(places),
            _ => return None,
        };
        Some((column, values.iter().min()?, values.iter().max()?))
    }
}

fn push_among(sql: &mut Sql, column: &'static str, values: &[String]) {
    if values.is_empty() {
        sql.push("1 = 0");
    } else {
        sql.push(column).push(" IN ").list(values);
    }
}

/// The pattern of `LIKE` for whatever has `text` somewhere in it.
pub(crate) fn contains(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }

    pattern.push('%');
    pattern
}

async fn conditions(
    tx: &mut Tx,
    customer: CustomerId,
    filter: &Filter,
    now: Timestamp,
) -> sqlx::Result<Vec<Condition>> {
    let mut conditions = Vec::new();
    let typed = |text: &Option<String>| text.as_deref().map(printable).filter(|text| !text.is_empty());
    if let Some(user) = typed(&filter.user) {
        conditions.push(who(tx, customer, &user).await?);
    }

    if let Some(number) = typed(&filter.contract) {
        // What cannot be a number is nobody's number.
        conditions.push(match ContractNumber::parse(&number) {
            Ok(number) => Condition::Contract(number.into()),
            Err(_) => Condition::Sites(Vec::new()),
        });
    }

    if let Some(number) = typed(&filter.sub_account) {
        let number = SubAccountNumber::parse(&number).map(String::from).unwrap_or_default();
        let mut sql = Sql::new("SELECT DISTINCT sort FROM sub_accounts WHERE customer_id = ");
        sql.id(customer.0).push(" AND number = ").text(number);
        conditions.push(Condition::SubAccounts(texts(sql, tx).await?));
    }

    if let Some(site) = typed(&filter.site) {
        let sorts = site_sorts(tx, customer, &site).await?;
        conditions.push(Condition::Sites(sorts));
    }

    if let Some(name) = typed(&filter.profile) {
        let found = profile_sorts(tx, customer, &name).await?;
        let profile = found.first().map(|(id, _)| *id);
        let sorts = found.into_iter().map(|(_, sort)| sort).collect();
        conditions.push(match profile {
            Some(id) => Condition::Profile { id, sorts },
            None => Condition::Sites(Vec::new()),
        });
    }

    conditions.extend(filter.status.map(|status| Condition::Status(status.code())));
    conditions.extend(filter.mail_failed.then_some(Condition::MailFailed));
    conditions.extend(filter.ends_soon.then_some(Condition::EndsBefore(soon(now).0)));
    conditions.extend(filter.import.map(|import| Condition::Import(import.0)));
    Ok(conditions)
}

/// Whom somebody means: the one of this identifier, or all in whom the words are found.
async fn who(tx: &mut Tx, customer: CustomerId, typed: &str) -> sqlx::Result<Condition> {
    let (made, chosen) = (Identifier::parse(typed), ChosenIdentifier::key_of(typed));
    if made.is_some() || chosen.is_some() {
        let person: Option<Uuid> = tx
            .query(
                "SELECT m.user_id FROM users u
                 JOIN memberships m ON m.user_id = u.id AND m.customer_id = $1
                 WHERE u.identifier = $2 OR u.identifier_key = $3",
            )
            .bind(customer.0)
            .bind(made.as_ref().map(Identifier::as_str))
            .bind(chosen)
            .optional_scalar()
            .await?;
        // Some words could be an identifier, and are not.
        if let Some(person) = person {
            return Ok(Condition::Person(person));
        }
    }

    Ok(Condition::Terms(terms(typed)))
}

/// What ends before this moment ends soon.
pub(crate) fn soon(now: Timestamp) -> Timestamp {
    now.plus_seconds(Filter::SOON_DAYS * 24 * 3600)
}

/// How the assignments at the sites sort that are called so: exactly so when it stands in quotes, else in part. Some at
/// a renamed site still sort by its former name.
async fn site_sorts(tx: &mut Tx, customer: CustomerId, site: &str) -> sqlx::Result<Vec<String>> {
    let mut sql = Sql::new(
        "SELECT t.name, t.sort, coalesce(f.sort, t.sort) FROM sites t
         LEFT JOIN former_site_sorts f ON f.customer_id = t.customer_id AND f.site_id = t.id
         WHERE t.customer_id = ",
    );
    sql.id(customer.0);
    let mut sites: Vec<(String, String, String)> = sql.fetch(tx).await?;

    let quoted = site.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let sought = spoken(&fold(site));
    sites.retain(|(name, sort, _)| match quoted {
        Some(exactly) => name == exactly,
        None => !sought.is_empty() && spoken(sort).contains(&sought),
    });

    let mut sorts: Vec<String> = sites.into_iter().flat_map(|(_, sort, former)| [sort, former]).collect();
    sorts.sort_unstable();
    sorts.dedup();
    Ok(sorts)
}

/// The profile that is called so, with each text that assignments with it sort by.
async fn profile_sorts(tx: &mut Tx, customer: CustomerId, name: &str) -> sqlx::Result<Vec<(Uuid, String)>> {
    tx.query(
        "SELECT id, sort FROM profiles WHERE customer_id = $1 AND name = $2
         UNION ALL SELECT p.id, f.sort FROM profiles p
         JOIN former_profile_sorts f ON f.customer_id = p.customer_id AND f.profile_id = p.id
         WHERE p.customer_id = $1 AND p.name = $2",
    )
    .bind(customer.0)
    .bind(name)
    .fetch_all()
    .await
}

/// The words of a name, one space between them: nobody types the dashes of "Lyon – Part-Dieu".
fn spoken(folded: &str) -> String {
    words(folded).collect::<Vec<_>>().join(" ")
}

/// What was typed, without what cannot be typed: PostgreSQL refuses a NUL, FTS5 stops at it.
fn printable(text: &str) -> String {
    let printable: String = text.chars().filter(|c| !c.is_control()).collect();
    sought::clipped(printable.trim()).trim().to_owned()
}

async fn texts(sql: Sql, tx: &mut Tx) -> sqlx::Result<Vec<String>> {
    let rows: Vec<(String,)> = sql.fetch(tx).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
