use crate::access::{ConsolidatedScope, SeenCustomer};
use crate::db::Tx;
use crate::db::sql::Sql;
use crate::observe::Operation;
use crate::services::Services;
use crate::users::search::terms;
use crate::users::{ListError, contains, list_people};
use domain::consolidation::{FoundPeople, FoundPerson};
use domain::credentials::Identifier;
use domain::users::{Filter, Grouping, Page, PageRequest, PersonRow};
use std::collections::HashSet;
use uuid::Uuid;

/// So many customers are asked at a time whether they have such a person.
const ASKED: usize = if cfg!(test) { 1 } else { 10 };
/// Up to so many rows that have the words are looked at to tell whose they are.
const LOOKED_AT: i64 = if cfg!(test) { 3 } else { 2_000 };

/// The people of all customers of a scope in whom the words are found that somebody typed, or whose identifier it is: as far
/// as the scope reaches, which is as far as each customer's list would show them.
#[tracing::instrument(name = "consolidation.people", skip_all, err(level = "debug"))]
pub async fn find_people(
    services: &Services,
    scope: &ConsolidatedScope,
    sought: &str,
) -> Result<FoundPeople, ListError> {
    let operation = Operation::begin("consolidation.people");

    let search = Search::begin(services, scope, sought).await?;
    let mut found = FoundPeople::default();
    'all: for some in scope.customers().chunks(ASKED) {
        for of in search.candidates(services, some).await? {
            if found.people.len() == FoundPeople::SHOWN {
                found.more = true;
                break 'all;
            }
            let page = list_people(services, &of.scope, &asked(sought)).await?;
            add(&mut found, of, page);
        }
    }

    operation.ended(Ok(found))
}

fn asked(sought: &str) -> PageRequest {
    PageRequest {
        filter: Filter { user: Some(sought.to_owned()), ..Filter::default() },
        grouping: Grouping::Person,
        ..PageRequest::default()
    }
}

fn add(found: &mut FoundPeople, of: &SeenCustomer, page: Page<Vec<PersonRow>>) {
    let room = FoundPeople::SHOWN - found.people.len();
    found.more |= page.rows.len() > room || page.next.is_some();
    let shown = page.rows.into_iter().take(room).filter_map(|person| {
        let first = person.assignments.into_iter().next()?;
        Some(FoundPerson {
            customer: of.scope.customer(),
            customer_name: of.name.clone(),
            assignment: first.id,
            email: first.email,
            last_name: first.last_name,
            first_name: first.first_name,
            identifier: person.identifier,
            status: first.status,
            contract: first.contract_number,
        })
    });
    found.people.extend(shown);
}

/// What tells who may have such a person, so that no other customer's list is asked.
struct Search {
    terms: Vec<String>,
    /// Who has somebody with the identifier.
    by_identifier: HashSet<Uuid>,
    /// Who has somebody with the words, where few rows have them: one look for all customers.
    by_words: Option<HashSet<Uuid>>,
}

impl Search {
    async fn begin(services: &Services, scope: &ConsolidatedScope, sought: &str) -> sqlx::Result<Self> {
        let mut tx = services.db.lookup().await?;
        let terms = terms(sought);
        let by_identifier = with_identifier(&mut tx, sought).await?;
        let by_words = match &terms[..] {
            [] => Some(HashSet::new()),
            terms if is_large_part(&mut tx, scope).await? => with_words(&mut tx, terms).await?,
            _ => None,
        };

        Ok(Self { terms, by_identifier, by_words })
    }

    /// Those of some customers, of at least one, who may have such a person.
    async fn candidates<'a>(
        &self,
        services: &Services,
        some: &'a [SeenCustomer],
    ) -> sqlx::Result<Vec<&'a SeenCustomer>> {
        let asked;
        let by_words = if let Some(known) = &self.by_words {
            known
        } else {
            asked = with_words_among(&mut services.db.lookup().await?, some, &self.terms).await?;
            &asked
        };

        let has = |of: &&SeenCustomer| {
            let customer = of.scope.customer().0;
            by_words.contains(&customer) || self.by_identifier.contains(&customer)
        };
        Ok(some.iter().filter(has).collect())
    }
}

/// Whether a scope's customers are so many of all that one look at what all have costs less than a look at each one's part: a
/// part takes some ten times as long as the same rows among all.
async fn is_large_part(tx: &mut Tx, scope: &ConsolidatedScope) -> sqlx::Result<bool> {
    let seen = scope.customers().len();
    if seen <= ASKED {
        return Ok(false);
    }

    let all: i64 = tx.query("SELECT count(*) FROM customers").scalar().await?;
    Ok(seen >= usize::try_from(all / 10).unwrap_or(usize::MAX))
}

/// The customers who have somebody with this identifier.
async fn with_identifier(tx: &mut Tx, sought: &str) -> sqlx::Result<HashSet<Uuid>> {
    let Some(identifier) = Identifier::parse(sought) else { return Ok(HashSet::new()) };
    let found: Vec<Uuid> = tx
        .query("SELECT m.customer_id FROM users u JOIN memberships m ON m.user_id = u.id WHERE u.identifier = $1")
        .bind(identifier.as_str().to_owned())
        .scalars()
        .await?;
    Ok(found.into_iter().collect())
}

/// The customers, of all that there are, who have somebody with all of these words; `None` where many rows have them.
async fn with_words(tx: &mut Tx, terms: &[String]) -> sqlx::Result<Option<HashSet<Uuid>>> {
    let mut sql = Sql::new("SELECT c.id, count(*) FROM (SELECT ");
    match tx {
        Tx::Sqlite(_) => {
            // As in customers.last_number.
            sql.push("rowid >> 32 AS customer FROM assignments_search WHERE ");
            push_words(tx, &mut sql, terms);
            sql.limit(LOOKED_AT + 1);
            sql.push(") found JOIN customers c ON c.last_number >> 32 = found.customer");
        }
        Tx::Postgres(_) => {
            sql.push("a.customer_id FROM assignments a WHERE ");
            push_words(tx, &mut sql, terms);
            sql.limit(LOOKED_AT + 1).push(") found JOIN customers c ON c.id = found.customer_id");
        }
    }
    sql.push(" GROUP BY c.id");

    let found: Vec<(Uuid, i64)> = sql.fetch(tx).await?;
    let rows: i64 = found.iter().map(|(_, rows)| rows).sum();
    Ok((rows <= LOOKED_AT).then(|| found.into_iter().map(|(customer, _)| customer).collect()))
}

/// Those of some customers who have somebody with all of these words: a look at each one's part of the index that finds
/// words.
async fn with_words_among(
    tx: &mut Tx,
    some: &[SeenCustomer],
    terms: &[String],
) -> sqlx::Result<HashSet<Uuid>> {
    let mut sql = Sql::new("SELECT c.id FROM customers c WHERE c.id IN ");
    sql.ids(some.iter().map(|of| of.scope.customer().0)).push(" AND EXISTS (SELECT 1 FROM ");
    match tx {
        Tx::Sqlite(_) => {
            sql.push("assignments_search WHERE ");
            push_words(tx, &mut sql, terms);
            // As in customers.last_number.
            sql.push(
                " AND rowid BETWEEN (c.last_number >> 32 << 32) AND (c.last_number >> 32 << 32) + 4294967295)",
            );
        }
        Tx::Postgres(_) => {
            sql.push("assignments a WHERE a.customer_id = c.id AND ");
            push_words(tx, &mut sql, terms);
            // Else it would be planned as one look at what all customers have.
            sql.push(" OFFSET 0)");
        }
    }

    let found: Vec<(Uuid,)> = sql.fetch(tx).await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// That a row has all of these words, of which there is at least one.
fn push_words(tx: &Tx, sql: &mut Sql, terms: &[String]) {
    if matches!(tx, Tx::Sqlite(_)) {
        let quoted: Vec<_> = terms.iter().map(|term| format!("\"{}\"", term.replace('"', "\"\""))).collect();
        sql.push("assignments_search MATCH ").text(quoted.join(" AND "));
        return;
    }

    for (index, term) in terms.iter().enumerate() {
        sql.push(if index == 0 { "a.search LIKE " } else { " AND a.search LIKE " });
        sql.text(contains(term)).push(" ESCAPE '\\'");
    }
}
