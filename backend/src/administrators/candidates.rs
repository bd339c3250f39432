use super::list::list;
use crate::access::AdministratorScope;
use crate::services::Services;
use crate::users::{self, ListError};
use domain::administrators::{Administration, Candidate, Candidates, Obstacle};
use domain::users::{AssignmentRow, UserStatus};

/// At most so many are offered; whoever is not among them is found by more of the name.
const MOST: usize = 8;

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

    let (people, more) = users::people_found(services, scope, sought, MOST).await?;
    let administration = list(services, scope).await?;
    let found = people.into_iter().map(|row| candidate(row, &administration)).collect();

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
        person: users::named(&row),
        place: [Some(row.profile), row.site].into_iter().flatten().collect::<Vec<_>>().join(", "),
        obstacle,
    }
}
