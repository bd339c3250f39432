//! The list by person in orders that no index has: those of names and identifiers.

use super::people::{LOOKED_UP, Person, assignments_of};
use super::{ListError, Listing, Slice};
use crate::access::CustomerScope;
use crate::db::Tx;
use crate::observe::Operation;
use crate::services::Services;
use crate::users::filter_plan::Counting;
use crate::users::sql::Sql;
use domain::fold::normalized;
use domain::ids::CustomerId;
use domain::users::{Count, Direction, Page, PageRequest, PersonRow, PersonSort};
use std::collections::HashMap;
use uuid::Uuid;

/// At most so many people are sorted: they are all read for it.
const SORTED: usize = 5_000;

/// One page of the people who have one of the assignments that a request asks for, in the order of `by`: who has no name
/// stands behind those who have one. `None` when they are too many for it.
#[tracing::instrument(name = "users.list_people_by", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn list_people_by(
    services: &Services,
    scope: &CustomerScope,
    request: &PageRequest,
    by: PersonSort,
) -> Result<Option<Page<Vec<PersonRow>>>, ListError> {
    let operation = Operation::begin("users.list_people_by");

    let offset = match request.cursor.as_deref() {
        None | Some("") => 0,
        Some(text) => decode(text).ok_or(ListError::Cursor)?,
    };
    let by_address = PageRequest { direction: Direction::Ascending, cursor: None, ..request.clone() };
    let mut tx = services.db.of(scope).lookup().await?;
    let listing = Listing::new(&mut tx, services, scope, &by_address, Counting::Exact).await?;
    let reader = listing.reader();
    let mut people: Vec<Person> = reader.rows(&mut tx, None, SORTED + 1).await?;
    if people.len() > SORTED {
        return operation.ended(Ok(None));
    }

    sort(&mut tx, scope.customer(), &mut people, by).await?;
    if request.direction == Direction::Descending {
        people.reverse();
    }

    let total = people.len();
    let size = usize::from(request.size.clamp(10, 200));
    let rows: Vec<Person> = people.into_iter().skip(offset).take(size).collect();
    let end = offset + rows.len();
    let mut assignments = assignments_of(&mut tx, &reader, &rows).await?;
    let slice = Slice { rows, offset: offset as u64, more_before: false, more_after: false };
    let show = |person: Person| {
        let assignments = assignments.remove(&person.user_id)?;
        Some(person.shown(services, scope, assignments))
    };
    let page = listing.page(slice, Some(Count::Exactly(total as u64)), show);

    operation.ended(Ok(Some(Page { next: (end < total).then(|| encode(end)), ..page })))
}

/// Where a page of a sorted list begins: how many people stand before it.
fn encode(offset: usize) -> String {
    format!("n{offset}")
}

fn decode(text: &str) -> Option<usize> {
    text.strip_prefix('n')?.parse().ok().filter(|offset| *offset <= SORTED)
}

async fn sort(tx: &mut Tx, customer: CustomerId, people: &mut [Person], by: PersonSort) -> sqlx::Result<()> {
    if by == PersonSort::Identifier {
        people.sort_by_cached_key(|person| person.identifier.to_lowercase());
        return Ok(());
    }

    let names = names(tx, customer, people).await?;
    people.sort_by_cached_key(|person| {
        let (last, first) = names.get(&person.user_id).map_or(("", ""), |(last, first)| (last, first));
        let [one, other] = if by == PersonSort::LastName { [last, first] } else { [first, last] };
        (one.is_empty(), normalized(one), normalized(other))
    });

    Ok(())
}

/// What the customer calls people: last and first name.
async fn names(
    tx: &mut Tx,
    customer: CustomerId,
    people: &[Person],
) -> sqlx::Result<HashMap<Uuid, (String, String)>> {
    let mut names = HashMap::with_capacity(people.len());
    for some in people.chunks(LOOKED_UP) {
        let mut sql = Sql::new("SELECT user_id, last_name, first_name FROM memberships WHERE customer_id = ");
        sql.id(customer.0).push(" AND user_id IN ").ids(some.iter().map(|person| person.user_id));
        let rows: Vec<(Uuid, String, String)> = sql.fetch(tx).await?;
        names.extend(rows.into_iter().map(|(user, last, first)| (user, (last, first))));
    }

    Ok(names)
}

#[cfg(test)]
mod tests;
