use super::list::list;
use crate::access::AdministratorScope;
use crate::services::Services;
use crate::users::{self, ListError};
use domain::administrators::{Administration, Candidate, Candidates, Named, Obstacle};
use domain::users::{AssignmentRow, Filter, PageRequest, UserStatus};
use std::collections::BTreeSet;

/// At most so many are offered; whoever is not among them is found by more of the name.
const MOST: usize = 8;

/// So many assignments are looked at: most people have one or two.
const LOOKED_AT: u16 = 100;

/// The customer's people in whose name or address `sought` is found. Those who cannot be asked are among them, with the
/// reason, so that nobody looks for them in vain.
#[tracing::instrument(name = "administrators.candidates", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn candidates(
    services: &Services,
    scope: &AdministratorScope,
    sought: &str,
) -> Result<Candidates, ListError> {
    if sought.trim().is_empty() {
        return Ok(Candidates::default());
    }

    let filter = Filter { user: Some(sought.to_owned()), ..Filter::default() };
    let request = PageRequest { filter, size: LOOKED_AT, ..PageRequest::default() };
    let page = users::list(services, scope, &request).await?;
    let administration = list(services, scope).await?;

    let mut seen = BTreeSet::new();
    let mut people = page.rows.into_iter().filter(|row| seen.insert(row.email.clone()));
    let found = people.by_ref().take(MOST).map(|row| candidate(row, &administration)).collect();
    let more = people.next().is_some() || page.next.is_some();

    Ok(Candidates { found, more })
}

fn candidate(row: AssignmentRow, administration: &Administration) -> Candidate {
    let administers = administration.administrators.iter().any(|other| other.person.email == row.email);
    let asked = administration.pending.iter().any(|request| request.to.email == row.email);
    let obstacle = match row.status {
        _ if administers => Some(Obstacle::Administers),
        _ if asked => Some(Obstacle::Asked),
        UserStatus::Active => None,
        status => Some(Obstacle::NotActive(status)),
    };

    Candidate {
        assignment: row.id,
        person: Named {
            name: format!("{} {}", row.first_name, row.last_name).trim().to_owned(),
            email: row.email,
        },
        place: [Some(row.profile), row.site].into_iter().flatten().collect::<Vec<_>>().join(", "),
        obstacle,
    }
}
