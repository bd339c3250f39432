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

/// The people of all customers of a scope in whom the words are found that somebody typed, or whose identifier it is: as far
/// as the scope reaches, which is as far as each customer's list would show them.
#[tracing::instrument(name = "consolidation.people", skip_all, err(level = "debug"))]
pub async fn find_people(
    services: &Services,
    scope: &ConsolidatedScope,
    sought: &str,
) -> Result<FoundPeople, ListError> {
    let operation = Operation::begin("consolidation.people");

    let mut tx = services.db.lookup().await?;
    let candidates = candidates(&mut tx, scope, sought).await?;
    drop(tx);
    let mut found = FoundPeople::default();

    for of in scope.customers().iter().filter(|of| candidates.contains(&of.scope.customer().0)) {
        if found.people.len() == FoundPeople::SHOWN {
            found.more = true;
            break;
        }
        let page = list_people(services, &of.scope, &asked(sought)).await?;
        add(&mut found, of, page);
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

/// The customers who may have such a person, so that no more of them are asked: one look at each customer's part of the
/// index that finds words.
async fn candidates(tx: &mut Tx, scope: &ConsolidatedScope, sought: &str) -> sqlx::Result<HashSet<Uuid>> {
    let terms = terms(sought);
    if terms.is_empty() {
        return Ok(HashSet::new());
    }

    let mut sql = Sql::new("SELECT c.id FROM customers c WHERE c.id IN ");
    sql.ids(scope.customers().iter().map(|of| of.scope.customer().0)).push(" AND (EXISTS (SELECT 1 FROM ");
    match tx {
        Tx::Sqlite(_) => {
            let quoted: Vec<_> =
                terms.iter().map(|term| format!("\"{}\"", term.replace('"', "\"\""))).collect();
            sql.push("assignments_search WHERE assignments_search MATCH ").text(quoted.join(" AND "));
            // As in customers.last_number.
            sql.push(
                " AND rowid BETWEEN (c.last_number >> 32 << 32) AND (c.last_number >> 32 << 32) + 4294967295",
            );
        }
        Tx::Postgres(_) => {
            sql.push("assignments a WHERE a.customer_id = c.id");
            for term in &terms {
                sql.push(" AND a.search LIKE ").text(contains(term)).push(" ESCAPE '\\'");
            }
            // Else it would be planned as one look at what all customers have.
            sql.push(" OFFSET 0");
        }
    }

    sql.push(")");
    if let Some(identifier) = Identifier::parse(sought) {
        sql.push(" OR EXISTS (SELECT 1 FROM users u JOIN memberships m ON m.user_id = u.id AND m.customer_id = c.id");
        sql.push(" WHERE u.identifier = ").text(identifier.as_str()).push(")");
    }

    sql.push(")");
    let found: Vec<(Uuid,)> = sql.fetch(tx).await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}
