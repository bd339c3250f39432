//! What a filter asks of an assignment, looked up in the customer's data.

use super::{AccessPath, SET};
use crate::db::Tx;
use crate::users::places::{PlaceKeys, push_places};
use crate::users::search::terms;
use crate::users::sql::Sql;
use domain::chosen_identifier::ChosenIdentifier;
use domain::credentials::Identifier;
use domain::fold::{fold, words};
use domain::ids::CustomerId;
use domain::numbers::{ContractNumber, SubAccountNumber};
use domain::sought;
use domain::time::Timestamp;
use domain::users::Filter;
use uuid::Uuid;

/// One thing that must hold of an assignment.
#[derive(Clone, Debug)]
pub(super) enum Condition {
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

impl Condition {
    pub(super) fn push(&self, sql: &mut Sql) {
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

    /// Conditions of a kind are the rarer, the further before those of another. Words stand last: a text is dearer to check
    /// than a code is to look up.
    pub(super) fn kind(&self) -> u8 {
        match self {
            Self::Person(_) => 0,
            Self::Import(_) => 1,
            Self::Sites(_) => 2,
            Self::Contract(_) => 3,
            Self::SubAccounts(_) => 4,
            Self::Places(_) => 5,
            Self::MailFailed => 6,
            Self::EndsBefore(_) => 7,
            Self::Profile { .. } => 8,
            Self::Status(_) => 9,
            Self::Terms(_) => 10,
        }
    }

    pub(super) fn is_words(&self) -> bool {
        matches!(self, Self::Terms(_))
    }

    /// Whether counting it alone takes long: PostgreSQL reads the rows to count words.
    pub(super) fn is_dear(&self, tx: &Tx) -> bool {
        self.is_words() && matches!(tx, Tx::Postgres(_))
    }

    /// Whether SQLite makes a set of what fulfils it. Terms that a walk did not meet are not common,
    /// wherever they stand.
    pub(super) fn is_set(&self, hits: i64, access_path: AccessPath) -> bool {
        hits <= SET || (access_path == AccessPath::SetScan && self.is_words())
    }

    /// The column of an order that this narrows, and the first and last value it lets through.
    pub(super) fn range(&self) -> Option<(&'static str, &str, &str)> {
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

/// All that a filter asks for.
pub(super) async fn conditions(
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

    // Who types nothing but an accent finds nobody.
    let terms = terms(typed);
    Ok(if terms.is_empty() { Condition::Sites(Vec::new()) } else { Condition::Terms(terms) })
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
