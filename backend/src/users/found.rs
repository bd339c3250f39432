use super::list::{ListError, list};
use crate::access::CustomerScope;
use crate::services::Services;
use domain::administrators::Named;
use domain::users::{AssignmentRow, Filter, PageRequest};
use std::collections::BTreeSet;

/// So many assignments are looked at: most people have one or two.
const LOOKED_AT: u16 = 100;

/// The first `most` of the people in whose name, address or identifier `sought` is found, each with one of their
/// assignments, and whether there are more.
pub(crate) async fn people_found(
    services: &Services,
    scope: &CustomerScope,
    sought: &str,
    most: usize,
) -> Result<(Vec<AssignmentRow>, bool), ListError> {
    let filter = Filter { user: Some(sought.to_owned()), ..Filter::default() };
    let request = PageRequest { filter, size: LOOKED_AT, ..PageRequest::default() };
    let page = list(services, scope, &request).await?;

    let mut seen = BTreeSet::new();
    let mut people = page.rows.into_iter().filter(|row| seen.insert(row.email.clone()));
    let found = people.by_ref().take(most).collect();
    let more = people.next().is_some() || page.next.is_some();

    Ok((found, more))
}

/// What the customer calls the person of an assignment.
pub(crate) fn named(row: &AssignmentRow) -> Named {
    Named {
        name: format!("{} {}", row.first_name, row.last_name).trim().to_owned(),
        email: row.email.clone(),
    }
}

/// The people whom somebody may have meant who looked for an address that none of the customer's people have.
pub(crate) async fn people_meant(
    services: &Services,
    scope: &CustomerScope,
    sought: &str,
) -> Result<Vec<Named>, ListError> {
    /// Who is not among them is found by more of the name.
    const MOST: usize = 8;
    let (people, _) = people_found(services, scope, sought, MOST).await?;
    Ok(people.iter().map(named).collect())
}
