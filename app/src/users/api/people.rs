use crate::api::ApiError;
use domain::ids::AssignmentId;
use domain::users::{Count, PageRequest, PersonSort};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use domain::users::{Grouping, Page, PersonRow};

/// A person of *Gestion des utilisateurs*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedPerson {
    /// The first of their assignments: a customer names people by these.
    pub id: AssignmentId,
    /// "" when unknown.
    pub last_name: String,
    /// "" when unknown.
    pub first_name: String,
    pub email: String,
    pub identifier: String,
    /// How many assignments they have where whoever is looking sees them.
    pub accesses: u64,
    pub is_self: bool,
    /// Whether whoever is looking changes anything at all, or only looks.
    pub may_change: bool,
}

/// Some people of *Gestion des utilisateurs*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeoplePage {
    pub people: Vec<ListedPerson>,
    /// How many there are in all; `None` where there are too many to be counted.
    pub total: Option<Count>,
    /// How many stand before these, where that is known.
    pub offset: Option<u64>,
    /// Where the next begin.
    pub next: Option<String>,
    /// Whether they are too many to be sorted as was asked: then they are in the order of their addresses.
    pub too_many: bool,
}

/// People, in the order of `by`, or of their addresses. What `request` says of sorting and grouping is not asked.
#[server(name = ListPeople, prefix = "/api", endpoint = "list_people", input = GetUrl)]
pub async fn list_people(
    request: PageRequest,
    #[server(default)] by: Option<PersonSort>,
) -> Result<PeoplePage, ApiError> {
    use super::reading::refused;

    let scope = crate::api::scope()?;
    let services = crate::api::services()?;
    let request = PageRequest { grouping: Grouping::Person, ..request };
    let sorted = match by {
        Some(by) => backend::users::list_people_by(&services, &scope, &request, by).await.map_err(refused)?,
        None => None,
    };
    let too_many = by.is_some() && sorted.is_none();
    let page = match sorted {
        Some(page) => page,
        None => backend::users::list_people(&services, &scope, &request).await.map_err(refused)?,
    };

    let Page { rows, offset, people: total, next, .. } = page;
    Ok(PeoplePage { people: rows.into_iter().filter_map(listed).collect(), total, offset, next, too_many })
}

#[cfg(feature = "ssr")]
fn listed(person: PersonRow) -> Option<ListedPerson> {
    let PersonRow { identifier, assignments, count: accesses } = person;
    let first = assignments.into_iter().next()?;

    Some(ListedPerson {
        id: first.id,
        last_name: first.last_name,
        first_name: first.first_name,
        email: first.email,
        identifier,
        accesses,
        is_self: first.is_self,
        may_change: first.may_change,
    })
}

/// Removes a person with all that whoever asks administers of them; what reports it offers to undo it.
#[server(name = RemovePerson, prefix = "/api", endpoint = "remove_person")]
pub async fn remove_person(assignment: String, #[server(default)] back: String) -> Result<(), ApiError> {
    use super::reporting::{key, report};
    use crate::users::flash::Flash;

    let scope = crate::api::scope()?;
    let removal = async {
        let removed =
            backend::users::remove_person(&crate::api::services()?, &scope, key(&assignment)?).await;
        removed.map_err(super::changes::remove_refusal)
    };
    let removed = removal.await.map(|removal| Flash::Removed { removal: removal.id, people: removal.people });

    report(removed, &back).await
}
