use crate::api::{ApiError, FlashForm};
use crate::users::grants::GrantsInput;
use crate::users::place::PlaceInput;
use domain::access::OpenSession;
use domain::journal::JournalRow;
use domain::reference::ReferenceData;
use domain::users::UserDetails;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// So many of the latest entries about a person are shown.
#[cfg(feature = "ssr")]
const LATEST: usize = 6;

/// What the form holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionInput {
    pub last_name: String,
    pub first_name: String,
    /// Where, and with which profile.
    pub place: PlaceInput,
    /// What the person may do there beyond or below the profile, and until when.
    #[serde(default)]
    pub grants: GrantsInput,
    /// What the form was made with: JSON of what is there.
    #[serde(default)]
    pub seen: String,
}

/// What the page that edits a user needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionPage {
    /// The user, at this assignment.
    pub details: UserDetails,
    /// What can be chosen, where the person is now among it.
    pub reference: ReferenceData,
    /// What of where the person is now nobody else is offered any more.
    pub withdrawn: Withdrawn,
    /// The person's open sessions, where whoever is looking may end them.
    pub sessions: Option<Vec<OpenSession>>,
    /// The latest of what the journal tells of the person, for whoever may read it.
    pub history: Option<Vec<JournalRow>>,
    /// What was typed before, without JavaScript, and why it was refused.
    pub kept: Option<FlashForm<EditionInput>>,
}

/// What of a place is closed or archived. Who is there may stay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// The contract, or the sub-account.
    pub closed: bool,
    /// The site.
    pub archived: bool,
}

#[cfg(feature = "ssr")]
impl Withdrawn {
    fn of(place: &domain::users::AssignmentTarget, offered: &ReferenceData) -> Self {
        let contract = offered.contract(place.contract);
        let is_open = contract.is_some_and(|contract| {
            place.sub_account.is_none_or(|part| contract.sub_account(part).is_some())
        });
        Self { closed: !is_open, archived: place.site.is_some_and(|site| offered.site(site).is_none()) }
    }
}

/// What the page that edits a user needs.
#[server(name = LoadEdition, prefix = "/api", endpoint = "load_edition", input = GetUrl)]
pub async fn load_edition(assignment: String) -> Result<EditionPage, ApiError> {
    use super::reporting::key;
    use domain::users::MayChange;

    let scope = crate::api::scope()?;
    let services = crate::api::services()?;
    let found =
        backend::users::find(&services, &scope, key(&assignment)?).await.map_err(crate::api::failed)?;
    let details = found.ok_or(ApiError::NotFound)?;
    let reference = match details.may_change {
        MayChange::Nothing => backend::reference::load_viewed(&services, &scope, Some(&details.place)).await,
        MayChange::Everything | MayChange::Assignment => {
            backend::reference::load_beside(&services, &scope, &details.place).await
        }
    };
    let reference = reference.map_err(crate::api::failed)?;
    let offered = backend::reference::load_viewed(&services, &scope, None).await;
    let withdrawn = Withdrawn::of(&details.place, &offered.map_err(crate::api::failed)?);

    let sessions = open_sessions(&services, &scope, &details).await?;

    let history = match crate::api::administrator() {
        Ok(scope) => {
            let latest = backend::journal::recent(&services, &scope, &details.email, LATEST).await;
            Some(latest.map_err(crate::api::failed)?)
        }
        Err(_) => None,
    };
    let kept = crate::api::take_flash_form(FORM).await;

    Ok(EditionPage { details, reference, withdrawn, sessions, history, kept })
}

/// The open sessions of a person, where whoever is asking may end them.
#[cfg(feature = "ssr")]
pub(super) async fn open_sessions(
    services: &backend::services::Services,
    scope: &backend::access::CustomerScope,
    details: &UserDetails,
) -> Result<Option<Vec<OpenSession>>, ApiError> {
    use domain::users::MayChange;

    let may_end = details.may_change == MayChange::Everything && !details.is_self;
    if !may_end || details.last_sign_in.is_none() {
        return Ok(None);
    }
    let sessions = backend::users::sessions(services, scope, details.id).await;
    Ok(Some(sessions.map_err(crate::api::failed)?))
}

/// Changes a person's names and one assignment.
#[server(name = EditAssignment, prefix = "/api", endpoint = "edit_assignment")]
pub async fn edit_assignment(
    assignment: String,
    #[server(default)] last_name: String,
    #[server(default)] first_name: String,
    #[server(default)] place: PlaceInput,
    #[server(default)] grants: GrantsInput,
    #[server(default)] seen: String,
    #[server(default)] back: String,
) -> Result<(), ApiError> {
    use crate::users::meanwhile::seen_now;
    use crate::users::query::safe_return;

    let scope = crate::api::scope()?;
    let mut input = EditionInput { last_name, first_name, place, grants, seen };
    let page = safe_return(&back);

    match on_server::edit(&scope, &assignment, &input).await {
        Ok(()) => super::reporting::report(Ok(crate::users::flash::Flash::Saved), page).await,
        Err(error) => {
            if let ApiError::Invalid(errors) = &error {
                input.seen = seen_now(errors).unwrap_or(input.seen);
            }
            crate::api::store_flash_form(FORM, page, &input, &error).await;
            Err(error)
        }
    }
}

#[cfg(feature = "ssr")]
const FORM: &str = "edit-user";

#[cfg(feature = "ssr")]
mod on_server {
    use super::EditionInput;
    use crate::api::{ApiError, FieldError, failed, services};
    use crate::i18n::{provide_locale, texts};
    use crate::users::api::reporting::key;
    use crate::users::grants::{grant_error, grants_of};
    use crate::users::meanwhile::changes;
    use crate::users::place::{field_error, field_of};
    use backend::access::CustomerScope;
    use backend::services::Services;
    use backend::users::{Edit, EditError};
    use domain::names::{NameError, PersonName};
    use domain::users::Editable;

    pub(super) async fn edit(
        scope: &CustomerScope,
        assignment: &str,
        input: &EditionInput,
    ) -> Result<(), ApiError> {
        let services = services()?;
        let id = key(assignment)?;
        let details = backend::users::find(&services, scope, id).await.map_err(failed)?;
        let details = details.ok_or(ApiError::NotFound)?;
        let had = grants_of(&details);
        let reference =
            backend::reference::load_beside(&services, scope, &details.place).await.map_err(failed)?;
        let last_name = name("last_name", &input.last_name);
        let first_name = name("first_name", &input.first_name);
        let place = input.place.parse(&reference);
        let grants = input.grants.parse_for(&reference, &input.place, &had);
        let edit = match (last_name, first_name, place, grants) {
            (Ok(last_name), Ok(first_name), Ok(place), Ok(grants)) => {
                // A form that does not say what it was made with is an older one of ours.
                let seen = serde_json::from_str(&input.seen).ok();
                Edit { last_name, first_name, place, grants, seen }
            }
            (last_name, first_name, place, grants) => {
                let names = first_name.err().into_iter().chain(last_name.err());
                let others = place.err().into_iter().chain(grants.err()).flatten();
                return Err(ApiError::Invalid(names.chain(others).collect()));
            }
        };

        match backend::users::edit(&services, scope, id, &edit).await {
            Ok(()) => Ok(()),
            Err(EditError::Changed(now)) => Err(changed_meanwhile(&services, scope, &edit, &now).await),
            Err(error) => Err(refusal(error)),
        }
    }

    /// What somebody else has made of the fields since the form was made.
    async fn changed_meanwhile(
        services: &Services,
        scope: &CustomerScope,
        edit: &Edit,
        now: &Editable,
    ) -> ApiError {
        let reference = backend::reference::load_beside(services, scope, &now.place).await;
        match (reference, &edit.seen) {
            (Ok(reference), Some(seen)) => {
                ApiError::Invalid(changes(seen, now, &reference, texts(provide_locale())))
            }
            (Err(failure), _) => failed(failure),
            (Ok(_), None) => ApiError::Conflict,
        }
    }

    fn refusal(error: EditError) -> ApiError {
        match error {
            EditError::NotFound => ApiError::NotFound,
            EditError::Changed(_) => ApiError::Conflict,
            // No form of ours asks for it.
            EditError::Own => ApiError::BadRequest,
            EditError::NamedElsewhere => ApiError::field("last_name", "named_elsewhere"),
            EditError::Occupied => ApiError::field("contract", "already_assigned"),
            EditError::AssignmentTarget(errors) => ApiError::Invalid(
                errors.into_iter().map(field_of).map(|(field, code)| field_error(field, code)).collect(),
            ),
            EditError::Grants(errors) => ApiError::Invalid(errors.into_iter().map(grant_error).collect()),
            EditError::Database(failure) => failed(failure),
        }
    }

    /// A name that may be left empty.
    fn name(field: &str, text: &str) -> Result<Option<PersonName>, FieldError> {
        match PersonName::parse(text) {
            Ok(name) => Ok(Some(name)),
            Err(NameError::Empty) => Ok(None),
            Err(NameError::TooLong { .. }) => Err(field_error(field, "name_too_long")),
            Err(NameError::Invisible) => Err(field_error(field, "name_invisible")),
            Err(NameError::Link) => Err(field_error(field, "name_link")),
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_name_may_be_empty_but_not_a_link() {
            assert_eq!(name("last_name", "  "), Ok(None));
            let wrong = |text: &str| name("last_name", text).unwrap_err().code;
            assert_eq!(wrong("www.gain.example"), "name_link");
            assert_eq!(wrong("Ber\u{202e}thier"), "name_invisible");
            assert_eq!(wrong(&"x".repeat(81)), "name_too_long");
        }
    }
}
