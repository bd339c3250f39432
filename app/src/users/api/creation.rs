use crate::api::{ApiError, FlashForm};
use crate::users::grants::GrantsInput;
use crate::users::place::PlaceInput;
use domain::reference::ReferenceData;
use domain::users::{AssignmentTarget, Outcome};
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};
use serde::{Deserialize, Serialize};

/// What the form holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreationInput {
    /// Where, and with which profile.
    pub place: PlaceInput,
    /// What they may do there beyond or below the profile, and until when.
    #[serde(default)]
    pub grants: GrantsInput,
    /// The addresses, as one text.
    pub addresses: String,
}

/// What the page that creates users needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreationPage {
    /// What can be chosen.
    pub reference: ReferenceData,
    /// What was typed before, without JavaScript, and why it was refused if it was.
    pub kept: Option<FlashForm<CreationInput, Option<ApiError>>>,
    /// What would become of the addresses typed before, in their order, repeated ones left out.
    pub previewed: Vec<(String, Outcome)>,
}

/// What the page that creates users needs.
#[server(name = LoadCreation, prefix = "/api", endpoint = "load_creation", input = GetUrl)]
pub async fn load_creation() -> Result<CreationPage, ApiError> {
    let scope = crate::api::scope()?;
    if scope.reach().is_some_and(|reach| !reach.manages_any()) {
        return Err(ApiError::NotFound);
    }

    let services = crate::api::services()?;
    let reference = backend::reference::load(&services, &scope).await.map_err(crate::api::failed)?;
    let kept: Option<FlashForm<CreationInput, Option<ApiError>>> = crate::api::take_flash_form(FORM).await;
    let previewed = match &kept {
        Some(kept) => previewed(&services, &scope, &reference, &kept.input).await,
        None => Vec::new(),
    };

    Ok(CreationPage { reference, kept, previewed })
}

/// What would become of these addresses at this place, each with its key. Reads only, but takes more
/// than the address of a GET can hold.
#[server(name = PreviewUsers, prefix = "/api", endpoint = "preview_users", input = Json)]
pub async fn preview_users(
    addresses: Vec<String>,
    place: AssignmentTarget,
) -> Result<Vec<(String, Outcome)>, ApiError> {
    let scope = crate::api::scope()?;
    let addresses: Vec<_> = addresses
        .iter()
        .take(crate::users::create::MOST)
        .filter_map(|text| domain::address::EmailAddress::parse(text).ok())
        .collect();
    let outcomes = backend::users::preview(&crate::api::services()?, &scope, &addresses, &place).await;
    let outcomes = outcomes.map_err(refusal)?;

    Ok(addresses.iter().map(|address| address.key().to_owned()).zip(outcomes).collect())
}

/// Creates people, or assigns those who are known; with the intent `add`, only shows what would
/// become of them.
#[server(name = CreateUsers, prefix = "/api", endpoint = "create_users")]
pub async fn create_users(
    #[server(default)] place: PlaceInput,
    #[server(default)] grants: GrantsInput,
    #[server(default)] addresses: String,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    let scope = crate::api::scope()?;
    let input = CreationInput { place, grants, addresses };
    if intent == "add" {
        crate::api::store_flash_form(FORM, PAGE, &input, &None::<ApiError>).await;
        return Ok(());
    }

    match create(&scope, &input).await {
        Ok(creation) => super::reporting::report(Ok(creation), domain::paths::USERS).await,
        Err(error) => {
            crate::api::store_flash_form(FORM, PAGE, &input, &Some(error.clone())).await;
            Err(error)
        }
    }
}

#[cfg(feature = "ssr")]
pub(super) use on_server::*;

#[cfg(feature = "ssr")]
mod on_server {
    use super::CreationInput;
    use crate::api::{ApiError, failed, services};
    use crate::users::create::{people, wanted};
    use crate::users::flash::{Creation, Flash};
    use crate::users::grants::grant_error;
    use crate::users::place::{field_error, field_of};
    use backend::access::CustomerScope;
    use backend::services::Services;
    use backend::users::{CreateError, NewUsers};
    use domain::address::EmailAddress;
    use domain::paths;
    use domain::reference::ReferenceData;
    use domain::users::{Grants, Outcome, split_addresses};

    pub(in crate::users::api) const FORM: &str = "create-users";
    pub(in crate::users::api) const PAGE: &str = paths::CREATE_USERS;

    /// What would become of what was typed; nothing, while it cannot be told.
    pub(in crate::users::api) async fn previewed(
        services: &Services,
        scope: &CustomerScope,
        reference: &ReferenceData,
        input: &CreationInput,
    ) -> Vec<(String, Outcome)> {
        let Ok(place) = input.place.parse(reference) else { return Vec::new() };
        let addresses: Vec<EmailAddress> = wanted(&split_addresses(&input.addresses));
        let outcomes = backend::users::preview(services, scope, &addresses, &place).await.unwrap_or_default();
        addresses.iter().map(|address| address.key().to_owned()).zip(outcomes).collect()
    }

    pub(in crate::users::api) async fn create(
        scope: &CustomerScope,
        input: &CreationInput,
    ) -> Result<Flash, ApiError> {
        let services = services()?;
        let reference = backend::reference::load(&services, scope).await.map_err(failed)?;
        let grants = input.grants.parse_for(&reference, &input.place, &Grants::default());
        let new = match (input.place.parse(&reference), grants, people(&input.addresses)) {
            (Ok(place), Ok(grants), Ok(people)) => NewUsers { people, place, grants },
            (place, grants, people) => {
                let fields = place.err().into_iter().chain(grants.err()).flatten();
                return Err(ApiError::Invalid(fields.chain(people.err()).collect()));
            }
        };

        let addresses: Vec<String> = new.people.iter().map(|person| person.address.to_string()).collect();
        let outcomes = backend::users::create(&services, scope, &new).await;
        Ok(Flash::Created(Creation::new(addresses.into_iter().zip(outcomes.map_err(refusal)?))))
    }

    /// A creation's refusal, in the words of its form.
    pub(in crate::users::api) fn refusal(error: CreateError) -> ApiError {
        match error {
            CreateError::Nobody => ApiError::field("addresses", "missing_addresses"),
            CreateError::TooMany => ApiError::field("addresses", "too_many_addresses"),
            CreateError::AssignmentTarget(errors) => {
                let errors = errors.into_iter().map(field_of);
                ApiError::Invalid(errors.map(|(field, code)| field_error(field, code)).collect())
            }
            CreateError::Grants(errors) => ApiError::Invalid(errors.into_iter().map(grant_error).collect()),
            CreateError::Database(failure) => failed(failure),
        }
    }
}
