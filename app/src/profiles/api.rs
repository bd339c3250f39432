//! The profiles' server functions. What changes something leads to the list, which reports it, with or without
//! JavaScript; what must be agreed to first leads back to its page.

use super::flash::Flash;
use crate::api::{ApiError, FlashForm};
use crate::components::RightsInput;
use domain::ids::{CustomerId, ProfileId};
use domain::profiles::{ProfileDetails, ProfileSummary, Proposal};
use domain::rights::Rights;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// What the form of a profile holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileInput {
    pub name: String,
    pub rights: RightsInput,
}

/// What became of a form, when it could be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// It is done, and told by the list.
    Done,
    /// It must be agreed to first.
    Proposed {
        proposal: Proposal,
        /// Whether something was agreed to, and would have been something else by now.
        again: bool,
    },
    /// Another profile bears the name.
    Taken(String),
}

/// What was typed before, without JavaScript, and what became of it.
pub type Kept<Input> = Option<FlashForm<Input, Result<Answer, ApiError>>>;

/// What the page that creates a profile begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreationPage {
    /// The name and the rights of the profile that is copied.
    pub copied: Option<(String, Rights)>,
    pub kept: Kept<ProfileInput>,
}

/// What the page that changes a profile begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionPage {
    pub details: ProfileDetails,
    pub kept: Kept<ProfileInput>,
}

/// What the page that deletes a profile begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletionPage {
    pub details: ProfileDetails,
    /// The customer's other profiles, by name.
    pub others: Vec<(ProfileId, String)>,
    /// The successor that was chosen before.
    pub kept: Kept<String>,
}

/// The customer's profiles, and who has them.
#[server(name = ListProfiles, prefix = "/api", endpoint = "list_profiles", input = GetUrl)]
pub async fn list_profiles() -> Result<Vec<ProfileSummary>, ApiError> {
    let scope = crate::api::administrator()?;
    backend::profiles::list(&crate::api::services()?, &scope).await.map_err(crate::api::failed)
}

/// What was just done to a profile.
#[server(name = TakeProfilesFlash, prefix = "/api", endpoint = "take_profiles_flash", input = GetUrl)]
pub async fn take_profiles_flash() -> Result<Option<Flash>, ApiError> {
    crate::api::administrator()?;
    let kept = crate::api::take_flash_form::<Flash, ()>(super::flash::NAME).await;
    Ok(kept.map(|kept| kept.input))
}

/// What the page that creates a profile begins with; `copy` is the profile that is copied.
#[server(name = LoadProfileCreation, prefix = "/api", endpoint = "load_profile_creation", input = GetUrl)]
pub async fn load_profile_creation(#[server(default)] copy: String) -> Result<CreationPage, ApiError> {
    let scope = crate::api::administrator()?;
    let copied = match copy.as_str() {
        "" => None,
        copy => {
            let profile = on_server::find(&scope, copy).await?.profile;
            Some((profile.name.into(), profile.rights))
        }
    };

    Ok(CreationPage { copied, kept: crate::api::take_flash_form(on_server::CREATION).await })
}

/// Creates a profile.
#[server(name = CreateProfile, prefix = "/api", endpoint = "create_profile")]
pub async fn create_profile(
    #[server(default)] name: String,
    #[server(default)] rights: RightsInput,
    #[server(default)] copy: String,
    #[server(default)] customer: Option<CustomerId>,
) -> Result<Answer, ApiError> {
    let scope = crate::api::administrator_of(customer)?;
    let input = ProfileInput { name, rights };
    let page = copy.parse().map_or(domain::paths::CREATE_PROFILE.to_owned(), domain::paths::copy_profile);
    on_server::settle(on_server::CREATION, &page, &input, on_server::create(&scope, &input).await).await
}

/// What the page that changes a profile begins with.
#[server(name = LoadProfile, prefix = "/api", endpoint = "load_profile", input = GetUrl)]
pub async fn load_profile(profile: String) -> Result<EditionPage, ApiError> {
    let scope = crate::api::administrator()?;
    let details = on_server::find(&scope, &profile).await?;
    Ok(EditionPage { details, kept: crate::api::take_flash_form(on_server::EDITION).await })
}

/// Changes a profile, once what it does was agreed to.
#[server(name = EditProfile, prefix = "/api", endpoint = "edit_profile")]
pub async fn edit_profile(
    profile: String,
    #[server(default)] revision: i64,
    #[server(default)] name: String,
    #[server(default)] rights: RightsInput,
    #[server(default)] agreed: Option<u64>,
) -> Result<Answer, ApiError> {
    let scope = crate::api::administrator()?;
    let input = ProfileInput { name, rights };
    let page = profile.parse().map_or(domain::paths::PROFILES.to_owned(), domain::paths::profile);
    let edited = on_server::edit(&scope, &profile, revision, &input, agreed).await;
    on_server::settle(on_server::EDITION, &page, &input, edited).await
}

/// What the page that deletes a profile begins with.
#[server(name = LoadProfileDeletion, prefix = "/api", endpoint = "load_profile_deletion", input = GetUrl)]
pub async fn load_profile_deletion(profile: String) -> Result<DeletionPage, ApiError> {
    let scope = crate::api::administrator()?;
    let details = on_server::find(&scope, &profile).await?;
    let reference = backend::reference::load(&crate::api::services()?, &scope).await;
    let profiles = reference.map_err(crate::api::failed)?.profiles.into_iter();
    let others = profiles.filter(|other| other.id != details.profile.id);
    let others = others.map(|other| (other.id, other.name.into())).collect();

    Ok(DeletionPage { details, others, kept: crate::api::take_flash_form(on_server::DELETION).await })
}

/// Deletes a profile, once what it does was agreed to.
#[server(name = DeleteProfile, prefix = "/api", endpoint = "delete_profile")]
pub async fn delete_profile(
    profile: String,
    #[server(default)] revision: i64,
    #[server(default)] successor: String,
    #[server(default)] agreed: Option<u64>,
) -> Result<Answer, ApiError> {
    let scope = crate::api::administrator()?;
    let page = profile.parse().map_or(domain::paths::PROFILES.to_owned(), domain::paths::delete_profile);
    let deleted = on_server::delete(&scope, &profile, revision, &successor, agreed).await;
    on_server::settle(on_server::DELETION, &page, &successor, deleted).await
}

/// Undoes what was done to a profile.
#[server(name = UndoProfileChange, prefix = "/api", endpoint = "undo_profile_change")]
pub async fn undo_profile_change(change: String) -> Result<(), ApiError> {
    let scope = crate::api::administrator()?;
    let undone = on_server::undo(&scope, &change).await;
    on_server::report(undone).await
}

/// Makes a profile the default one.
#[server(name = SetDefaultProfile, prefix = "/api", endpoint = "set_default_profile")]
pub async fn set_default_profile(profile: String) -> Result<(), ApiError> {
    let scope = crate::api::administrator()?;
    let chosen = on_server::set_default(&scope, &profile).await;
    on_server::report(chosen).await
}

#[cfg(feature = "ssr")]
mod on_server {
    use super::{Answer, ProfileInput};
    use crate::api::{self, ApiError, failed, services};
    use crate::profiles::flash::{self, Flash};
    use backend::access::AdministratorScope;
    use backend::profiles::{
        self, CreateError, DefaultError, Delete, DeleteError, Edit, EditError, NewProfile, UndoError,
    };
    use domain::ids::ProfileId;
    use domain::names::{NameError, ProfileName};
    use domain::paths;
    use domain::profiles::{ProfileDetails, ProfileOutcome, Proposal};
    use domain::rights::Rights;
    use serde::Serialize;

    pub(super) const CREATION: &str = "create-profile";
    pub(super) const EDITION: &str = "edit-profile";
    pub(super) const DELETION: &str = "delete-profile";

    /// What was done, to be told; or what became of the form instead.
    pub(super) type Settled = Result<Result<Flash, Answer>, ApiError>;

    /// Leads to the list, which reports what was done; or back to the page, with what the form held.
    pub(super) async fn settle<I: Serialize>(
        form: &str,
        page: &str,
        input: &I,
        settled: Settled,
    ) -> Result<Answer, ApiError> {
        let answer = match settled {
            Ok(Ok(done)) => {
                api::keep_flash(flash::NAME, paths::PROFILES, &done).await;
                return Ok(Answer::Done);
            }
            Ok(Err(answer)) => Ok(answer),
            Err(error) => Err(error),
        };

        api::store_flash_form(form, page, input, &answer).await;
        answer
    }

    /// Leads back to the list, which reports what was done, or why it was not.
    pub(super) async fn report(done: Result<Flash, ApiError>) -> Result<(), ApiError> {
        match done {
            Ok(flash) => {
                api::keep_flash(flash::NAME, paths::PROFILES, &flash).await;
                Ok(())
            }
            Err(error) => {
                let refused = Flash::Refused(error.clone());
                api::store_flash_form(flash::NAME, paths::PROFILES, &refused, &()).await;
                Err(error)
            }
        }
    }

    pub(super) async fn find(scope: &AdministratorScope, profile: &str) -> Result<ProfileDetails, ApiError> {
        let found = profiles::find(&services()?, scope, key(profile)?).await.map_err(failed)?;
        found.ok_or(ApiError::NotFound)
    }

    pub(super) async fn create(scope: &AdministratorScope, input: &ProfileInput) -> Settled {
        let (name, rights) = parse(input)?;
        match profiles::create(&services()?, scope, &NewProfile { name: name.clone(), rights }).await {
            Ok(_) => Ok(Ok(Flash::Created { name: name.into() })),
            Err(CreateError::Taken(other)) => Ok(Err(Answer::Taken(other))),
            Err(CreateError::Database(failure)) => Err(failed(failure)),
        }
    }

    pub(super) async fn edit(
        scope: &AdministratorScope,
        profile: &str,
        revision: i64,
        input: &ProfileInput,
        agreed: Option<u64>,
    ) -> Settled {
        let (id, services) = (key(profile)?, services()?);
        let (name, rights) = parse(input)?;
        let edit = Edit { name, rights, revision };
        let outcome = async {
            // Nobody waits for what is only looked at.
            if agreed.is_none() {
                let proposal = profiles::preview(&services, scope, id, &edit).await?;
                if proposal.asks {
                    return Ok(ProfileOutcome::Proposed(proposal));
                }
            }
            profiles::edit(&services, scope, id, &edit, agreed).await
        };

        match outcome.await {
            Ok(ProfileOutcome::Done(change)) => Ok(Ok(Flash::Changed { change, name: edit.name.into() })),
            Ok(ProfileOutcome::Proposed(proposal)) => Ok(Err(proposed(proposal, agreed))),
            Err(EditError::Taken(other)) => Ok(Err(Answer::Taken(other))),
            Err(EditError::NotFound) => Err(ApiError::NotFound),
            Err(EditError::Database(failure)) => Err(failed(failure)),
        }
    }

    pub(super) async fn delete(
        scope: &AdministratorScope,
        profile: &str,
        revision: i64,
        successor: &str,
        agreed: Option<u64>,
    ) -> Settled {
        let (id, services) = (key(profile)?, services()?);
        let name = find(scope, profile).await?.profile.name;
        let successor = match successor {
            "" => None,
            successor => Some(successor.parse().map_err(|_| wrong("successor", "unknown_successor"))?),
        };
        let how = Delete { successor, revision };
        let outcome = async {
            if agreed.is_none() {
                let proposal = profiles::preview_deletion(&services, scope, id, how).await?;
                if proposal.asks {
                    return Ok(ProfileOutcome::Proposed(proposal));
                }
            }
            profiles::delete(&services, scope, id, how, agreed).await
        };

        match outcome.await {
            Ok(ProfileOutcome::Done(change)) => Ok(Ok(Flash::Deleted { change, name: name.into() })),
            Ok(ProfileOutcome::Proposed(proposal)) => Ok(Err(proposed(proposal, agreed))),
            Err(DeleteError::NotFound) => Err(ApiError::NotFound),
            Err(DeleteError::Last) => Err(wrong("", "last")),
            Err(DeleteError::SuccessorMissing) => Err(wrong("successor", "missing_successor")),
            Err(DeleteError::UnknownSuccessor) => Err(wrong("successor", "unknown_successor")),
            Err(DeleteError::Database(failure)) => Err(failed(failure)),
        }
    }

    pub(super) async fn undo(scope: &AdministratorScope, change: &str) -> Result<Flash, ApiError> {
        let change = change.parse().map_err(|_| ApiError::NotFound)?;
        match profiles::undo(&services()?, scope, change).await {
            Ok(name) => Ok(Flash::Undone { name: name.into() }),
            Err(UndoError::NotFound) => Err(ApiError::NotFound),
            Err(UndoError::ChangedSince) => Ok(Flash::ChangedSince),
            Err(UndoError::Taken(other)) => Ok(Flash::NotUndone { other }),
            Err(UndoError::Database(failure)) => Err(failed(failure)),
        }
    }

    pub(super) async fn set_default(scope: &AdministratorScope, profile: &str) -> Result<Flash, ApiError> {
        match profiles::set_default(&services()?, scope, key(profile)?).await {
            Ok(name) => Ok(Flash::DefaultChosen { name: name.into() }),
            Err(DefaultError::NotFound) => Err(ApiError::NotFound),
            Err(DefaultError::Database(failure)) => Err(failed(failure)),
        }
    }

    fn proposed(proposal: Proposal, agreed: Option<u64>) -> Answer {
        Answer::Proposed { proposal, again: agreed.is_some() }
    }

    fn key(profile: &str) -> Result<ProfileId, ApiError> {
        profile.parse().map_err(|_| ApiError::NotFound)
    }

    /// The name and the levels of a form. Levels that no form of ours sends are not understood.
    fn parse(input: &ProfileInput) -> Result<(ProfileName, Rights), ApiError> {
        let rights = input.rights.parse().map_err(|_| ApiError::BadRequest)?;
        let name = ProfileName::parse(&input.name).map_err(|error| {
            let code = match error {
                NameError::Empty => "missing_name",
                NameError::TooLong { .. } => "name_too_long",
                NameError::Invisible => "name_invisible",
                NameError::Link => "name_link",
            };
            wrong("name", code)
        })?;

        Ok((name, rights.into()))
    }

    fn wrong(field: &str, code: &str) -> ApiError {
        ApiError::field(field, code)
    }
}
