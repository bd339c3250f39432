use crate::api::ApiError;
use domain::end_date::EndDate;
use domain::ids::AssignmentId;
use domain::users::UserDetails;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// What stands of a person beside the list: less than their page needs, which offers all that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonBeside {
    /// The person, at the assignment that was asked for.
    pub details: UserDetails,
    /// That assignment first, then the others that whoever is asking sees.
    pub places: Vec<PlaceBeside>,
    /// How many sessions are open, where whoever is asking may end them.
    pub sessions: Option<u64>,
}

/// An assignment, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceBeside {
    pub id: AssignmentId,
    /// "10000700 Potters Île-de-France, SERVICE CLIENT (53)".
    pub contract: String,
    /// `None`: all of them.
    pub site: Option<String>,
    pub profile: String,
    /// When it or one of its rights ends first.
    pub end: Option<EndDate>,
}

/// What stands of a person beside the list.
#[server(name = LoadPerson, prefix = "/api", endpoint = "load_person", input = GetUrl)]
pub async fn load_person(assignment: AssignmentId) -> Result<PersonBeside, ApiError> {
    let scope = crate::api::scope()?;
    let services = crate::api::services()?;
    let found = backend::users::find(&services, &scope, assignment).await.map_err(crate::api::failed)?;
    let mut details = found.ok_or(ApiError::NotFound)?;
    let reference = backend::reference::load_viewed(&services, &scope, Some(&details.place)).await;
    let here = on_server::named(&details, &reference.map_err(crate::api::failed)?);
    let others = std::mem::take(&mut details.others).into_iter().map(on_server::listed);
    let places = std::iter::once(here).chain(others).collect();
    let sessions = super::edition::open_sessions(&services, &scope, &details).await?;

    Ok(PersonBeside { details, places, sessions: sessions.map(|sessions| sessions.len() as u64) })
}

#[cfg(feature = "ssr")]
mod on_server {
    use super::PlaceBeside;
    use domain::reference::ReferenceData;
    use domain::users::{AssignmentRow, UserDetails};
    use std::fmt::Display;

    /// The assignment that was asked for.
    pub(super) fn named(details: &UserDetails, reference: &ReferenceData) -> PlaceBeside {
        let place = &details.place;
        let contract = reference.contract(place.contract);
        let part = contract.zip(place.sub_account).and_then(|(contract, part)| contract.sub_account(part));
        let ends = details.personal.iter().filter_map(|given| given.personal.end);

        PlaceBeside {
            id: details.id,
            contract: contract.map_or_else(String::new, |of| {
                contract_name(&of.number, &of.name, part.map(|part| (&part.number, &part.name)))
            }),
            site: place.site.and_then(|site| reference.site(site)).map(|site| site.name.to_string()),
            profile: reference.profile(place.profile).map(|of| of.name.to_string()).unwrap_or_default(),
            end: details.end.into_iter().chain(ends).min(),
        }
    }

    /// Another one, as the list has it.
    pub(super) fn listed(row: AssignmentRow) -> PlaceBeside {
        let part = row.sub_account.as_ref().map(|(number, name)| (number, name));
        PlaceBeside {
            id: row.id,
            contract: contract_name(&row.contract_number, &row.contract_name, part),
            site: row.site,
            profile: row.profile,
            end: row.next_end,
        }
    }

    fn contract_name<N: Display, M: Display>(
        number: impl Display,
        name: impl Display,
        part: Option<(N, M)>,
    ) -> String {
        let part = part.map(|(number, name)| format!(", {name} ({number})")).unwrap_or_default();
        format!("{number} {name}{part}")
    }
}
