use crate::api::{ApiError, FlashForm};
use crate::users::grants::GrantsInput;
use crate::users::place::PlaceInput;
use domain::ids::AssignmentId;
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
    /// Where as well, with the same profile.
    #[serde(default)]
    pub also: Vec<PlaceInput>,
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

/// What the page that creates users needs; for the person of an assignment, who gets one more.
#[server(name = LoadCreation, prefix = "/api", endpoint = "load_creation", input = GetUrl)]
pub async fn load_creation(person: Option<AssignmentId>) -> Result<CreationPage, ApiError> {
    let scope = crate::api::scope()?;
    if scope.reach().is_some_and(|reach| !reach.manages_any()) {
        return Err(ApiError::NotFound);
    }

    let services = crate::api::services()?;
    let reference = backend::reference::load(&services, &scope).await.map_err(crate::api::failed)?;
    let kept: Option<FlashForm<CreationInput, Option<ApiError>>> = crate::api::take_flash_form(FORM).await;
    let kept = match (kept, person) {
        (None, Some(person)) => Some(again(&services, &scope, &reference, person).await?),
        (kept, _) => kept,
    };
    let previewed = match &kept {
        Some(kept) => previewed(&services, &scope, &reference, &kept.input).await,
        None => Vec::new(),
    };

    Ok(CreationPage { reference, kept, previewed })
}

/// What would become of these addresses at these places, each with its key. Reads only, but takes more
/// than the address of a GET can hold.
#[server(name = PreviewUsers, prefix = "/api", endpoint = "preview_users", input = Json)]
pub async fn preview_users(
    addresses: Vec<String>,
    places: Vec<AssignmentTarget>,
) -> Result<Vec<(String, Outcome)>, ApiError> {
    let scope = crate::api::scope()?;
    let addresses: Vec<_> = addresses
        .iter()
        .take(crate::users::create::MOST)
        .filter_map(|text| domain::address::EmailAddress::parse(text).ok())
        .collect();
    let outcomes = backend::users::preview(&crate::api::services()?, &scope, &addresses, &places).await;
    let outcomes = outcomes.map_err(refusal)?;

    Ok(addresses.iter().map(|address| address.key().to_owned()).zip(outcomes).collect())
}

/// Creates people, or assigns those who are known; with the intent `add`, only shows what would become of them, with
/// `place`, only gives the form one more place.
#[server(name = CreateUsers, prefix = "/api", endpoint = "create_users")]
pub async fn create_users(
    #[server(default)] place: PlaceInput,
    #[server(default)] also: Vec<PlaceInput>,
    #[server(default)] grants: GrantsInput,
    #[server(default)] addresses: String,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    let scope = crate::api::scope()?;
    let mut input = CreationInput { place, also, grants, addresses };
    if intent == "place" && input.also.len() < crate::users::create::MORE_PLACES {
        input.also.push(PlaceInput::default());
    }
    if matches!(intent.as_str(), "add" | "place") {
        crate::api::store_flash_form(FORM, PAGE, &input, &None::<ApiError>).await;
        return Ok(());
    }

    match create(&scope, &input).await {
        Ok((creation, list)) => super::reporting::report(Ok(creation), &list).await,
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
    use crate::api::{ApiError, FlashForm, failed, services};
    use crate::users::create::{also_field, people, places, wanted};
    use crate::users::flash::{Creation, Flash};
    use crate::users::grants::{GrantsInput, grant_error};
    use crate::users::place::{PlaceInput, field_error, field_of};
    use crate::users::query::narrowed_to;
    use backend::access::CustomerScope;
    use backend::services::Services;
    use backend::users::{CreateError, NewUsers};
    use domain::address::EmailAddress;
    use domain::ids::AssignmentId;
    use domain::paths;
    use domain::reference::ReferenceData;
    use domain::users::{AssignmentTarget, Filter, Grants, Outcome, split_addresses};

    pub(in crate::users::api) const FORM: &str = "create-users";
    pub(in crate::users::api) const PAGE: &str = paths::CREATE_USERS;

    /// The form as it begins for somebody who has an assignment already.
    pub(in crate::users::api) async fn again(
        services: &Services,
        scope: &CustomerScope,
        reference: &ReferenceData,
        person: AssignmentId,
    ) -> Result<FlashForm<CreationInput, Option<ApiError>>, ApiError> {
        let found = backend::users::find(services, scope, person).await.map_err(failed)?;
        let details = found.ok_or(ApiError::NotFound)?;
        let place = PlaceInput::usual(reference);
        let levels = place.profile(reference).map(|profile| profile.rights).unwrap_or_default();
        let grants = GrantsInput::from((levels, &Grants::default(), place.profile.clone()));

        let input = CreationInput { place, also: Vec::new(), grants, addresses: details.email };
        Ok(FlashForm { input, error: None })
    }

    /// What would become of what was typed; nothing, while it cannot be told.
    pub(in crate::users::api) async fn previewed(
        services: &Services,
        scope: &CustomerScope,
        reference: &ReferenceData,
        input: &CreationInput,
    ) -> Vec<(String, Outcome)> {
        let Ok(places) = places(&input.place, &input.also, reference) else { return Vec::new() };
        let addresses: Vec<EmailAddress> = wanted(&split_addresses(&input.addresses));
        let outcomes =
            backend::users::preview(services, scope, &addresses, &places).await.unwrap_or_default();
        addresses.iter().map(|address| address.key().to_owned()).zip(outcomes).collect()
    }

    /// Creates them; says what became of them, and where the list shows them.
    pub(in crate::users::api) async fn create(
        scope: &CustomerScope,
        input: &CreationInput,
    ) -> Result<(Flash, String), ApiError> {
        let services = services()?;
        let reference = backend::reference::load(&services, scope).await.map_err(failed)?;
        let grants = input.grants.parse_for(&reference, &input.place, &Grants::default());
        let places = places(&input.place, &input.also, &reference);
        let new = match (places, grants, people(&input.addresses)) {
            (Ok(places), Ok(grants), Ok(people)) => NewUsers { people, places, grants },
            (places, grants, people) => {
                let fields = places.err().into_iter().chain(grants.err()).flatten();
                return Err(ApiError::Invalid(fields.chain(people.err()).collect()));
            }
        };

        let addresses: Vec<String> = new.people.iter().map(|person| person.address.to_string()).collect();
        let outcomes = backend::users::create(&services, scope, &new).await;
        let creation = Creation::new(addresses.into_iter().zip(outcomes.map_err(refusal)?));
        Ok((Flash::Created(creation), narrowed_to(shown_by(&new, &reference))))
    }

    /// What narrows the list to people who were created: to the one, or to all who are where they are.
    fn shown_by(new: &NewUsers, reference: &ReferenceData) -> Filter {
        if let [one] = &new.people[..] {
            return Filter { user: Some(one.address.to_string()), ..Filter::default() };
        }

        let profile = |place: &AssignmentTarget| Some(reference.profile(place.profile)?.name.to_string());
        let [place] = &new.places[..] else {
            return Filter { profile: new.places.first().and_then(profile), ..Filter::default() };
        };
        let contract = reference.contract(place.contract);
        let part = place.sub_account.and_then(|part| contract?.sub_account(part));
        Filter {
            contract: contract.map(|of| of.number.to_string()),
            sub_account: part.map(|of| of.number.to_string()),
            site: place.site.and_then(|site| Some(format!("\"{}\"", reference.site(site)?.name))),
            profile: profile(place),
            ..Filter::default()
        }
    }

    /// A creation's refusal, in the words of its form.
    pub(in crate::users::api) fn refusal(error: CreateError) -> ApiError {
        match error {
            CreateError::Nobody => ApiError::field("addresses", "missing_addresses"),
            CreateError::TooMany => ApiError::field("addresses", "too_many_addresses"),
            CreateError::PlaceCount => ApiError::field("contract", "too_many_places"),
            CreateError::AssignmentTarget(index, errors) => {
                let errors = errors.into_iter().map(field_of);
                let of = |field: &str| also_field(index, field);
                ApiError::Invalid(errors.map(|(field, code)| field_error(&of(field), code)).collect())
            }
            CreateError::Grants(_, errors) => {
                ApiError::Invalid(errors.into_iter().map(grant_error).collect())
            }
            CreateError::Database(failure) => failed(failure),
        }
    }
}
