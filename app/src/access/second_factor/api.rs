//! The server functions of a second factor. What changes something leads to a page, which says what was done.

use crate::access::Refusal;
use crate::api::{ApiError, FlashForm};
use domain::access::{AskedFactors, SecondFactor};
use domain::passkeys::Passkey;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// What the pages of one's second factor begin with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorPage {
    pub factor: SecondFactor,
    pub passkeys: Vec<Passkey>,
    /// Whether browsers keep passkeys for this site.
    pub takes_passkeys: bool,
    /// Whether the person needs one.
    pub is_required: bool,
    /// What the person signs in with, for password managers.
    pub identifier: String,
    /// What was just done.
    pub done: Option<Done>,
    /// Which form was refused, and why.
    pub refused: RefusedFactor,
}

/// Which form about a second factor was refused, and why.
pub type RefusedFactor = Option<FlashForm<Form, Refusal>>;

/// What was just done.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Done {
    /// A second factor was added: its recovery codes, which are shown this once.
    Added(Vec<String>),
    /// There are new recovery codes.
    Renewed(Vec<String>),
    Removed,
    PasskeyAdded,
    PasskeyRemoved,
}

impl std::fmt::Debug for Done {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Added(_) => "Added(…)",
            Self::Renewed(_) => "Renewed(…)",
            Self::Removed => "Removed",
            Self::PasskeyAdded => "PasskeyAdded",
            Self::PasskeyRemoved => "PasskeyRemoved",
        })
    }
}

/// A form about one's second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    Add,
    Renew,
    Remove,
    AddPasskey,
    RemovePasskey,
}

impl Form {
    /// The `id`s of its fields for the password and the code, which stand beside those of others on one page.
    pub const fn fields(self) -> (&'static str, &'static str) {
        match self {
            Self::Add => ("add-password", "add-code"),
            Self::Renew => ("renew-password", "renew-code"),
            Self::Remove => ("remove-password", "remove-code"),
            Self::AddPasskey => ("add-passkey-password", "add-passkey-code"),
            Self::RemovePasskey => ("remove-passkey-password", "remove-passkey-code"),
        }
    }
}

/// What the page after the password begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorQuestion {
    /// What can be given; `None`: nothing is asked for.
    pub asked: Option<AskedFactors>,
    /// Why the last one was refused.
    pub refusal: Option<Refusal>,
}

/// Where one's second factor stands, and what can be added.
#[server(name = LoadSecondFactor, prefix = "/api", endpoint = "load_second_factor", input = GetUrl)]
pub async fn load_second_factor() -> Result<FactorPage, ApiError> {
    let principal = crate::api::enrolling()?;
    on_server::load(&principal).await
}

/// Adds the second factor that was shown.
#[server(name = AddFactor, prefix = "/api", endpoint = "add_factor")]
pub async fn add_factor(
    #[server(default)] password: String,
    #[server(default)] code: String,
) -> Result<(), ApiError> {
    let principal = crate::api::enrolling()?;
    on_server::add(&principal, &password, &code).await
}

/// Makes new recovery codes.
#[server(name = RenewCodes, prefix = "/api", endpoint = "renew_codes")]
pub async fn renew_codes(
    #[server(default)] password: String,
    #[server(default)] code: String,
) -> Result<(), ApiError> {
    let principal = crate::api::person()?;
    on_server::renew(&principal, &password, &code).await
}

/// Takes one's second factor away.
#[server(name = RemoveFactor, prefix = "/api", endpoint = "remove_factor")]
pub async fn remove_factor(
    #[server(default)] password: String,
    #[server(default)] code: String,
) -> Result<(), ApiError> {
    let principal = crate::api::person()?;
    on_server::remove(&principal, &password, &code).await
}

/// What is asked for after the password, and why the last one was refused.
#[server(name = LoadFactorQuestion, prefix = "/api", endpoint = "load_factor_question", input = GetUrl)]
pub async fn load_factor_question() -> Result<FactorQuestion, ApiError> {
    let principal = crate::api::principal()?;
    on_server::question(&principal).await
}

/// Gives the second factor after the password, and leads to `back`.
#[server(name = GiveFactor, prefix = "/api", endpoint = "give_factor")]
pub async fn give_factor(#[server(default)] code: String, back: Option<String>) -> Result<(), ApiError> {
    let principal = crate::api::principal()?;
    on_server::give(&principal, &code, back.as_deref()).await
}

#[cfg(feature = "ssr")]
pub(in crate::access) mod on_server {
    use super::{Done, FactorPage, FactorQuestion, Form};
    use crate::access::Refusal;
    use crate::access::api::{refusal_of, refused};
    use crate::api::{self, ApiError, failed, services};
    use crate::session::with_way_back;
    use backend::access::{
        self, AddFactorError, ChangeFactorError, CodeBatch, GiveFactorError, Principal, SessionToken,
    };
    use domain::access::Due;
    use domain::credentials::{FactorCode, RecoveryCode};
    use domain::paths;
    use serde::{Deserialize, Serialize};

    const FORM: &str = "second-factor";
    const FLASH: &str = "second-factor-flash";
    const QUESTION: &str = "give-factor";

    /// What the next page reports. It names the recovery codes, and does not hold them.
    #[derive(Serialize, Deserialize)]
    pub(in crate::access) enum Kept {
        Added(CodeBatch),
        Renewed(CodeBatch),
        Removed,
        PasskeyAdded,
        PasskeyRemoved,
    }

    /// Leads to the page of one's second factor, which says what was done.
    pub(in crate::access) async fn report(kept: &Kept) {
        api::keep_flash(FLASH, paths::SECOND_FACTOR, kept).await;
    }

    pub(super) async fn load(principal: &Principal) -> Result<FactorPage, ApiError> {
        let services = services()?;
        let logins = access::logins(&services, principal).await.map_err(failed)?;
        let kept = api::take_flash_form::<Kept, ()>(FLASH).await.map(|kept| kept.input);
        let done = match kept {
            Some(kept) => done(principal, kept).await?,
            None => None,
        };

        Ok(FactorPage {
            factor: access::second_factor(&services, principal).await.map_err(failed)?,
            passkeys: access::passkeys(&services, principal).await.map_err(failed)?,
            takes_passkeys: access::takes_passkeys(&services),
            is_required: principal.requires_factor,
            identifier: logins.identifier,
            done,
            refused: api::take_flash_form(FORM).await,
        })
    }

    async fn done(principal: &Principal, kept: Kept) -> Result<Option<Done>, ApiError> {
        let (batch, says): (_, fn(Vec<String>) -> Done) = match kept {
            Kept::Removed => return Ok(Some(Done::Removed)),
            Kept::PasskeyAdded => return Ok(Some(Done::PasskeyAdded)),
            Kept::PasskeyRemoved => return Ok(Some(Done::PasskeyRemoved)),
            Kept::Added(batch) => (batch, Done::Added),
            Kept::Renewed(batch) => (batch, Done::Renewed),
        };
        let codes = access::recovery_codes(&services()?, principal, batch).await.map_err(failed)?;
        let shown = |codes: Vec<RecoveryCode>| codes.iter().map(|code| code.reveal().to_owned()).collect();
        Ok(codes.map(|codes| says(shown(codes))))
    }

    pub(super) async fn add(principal: &Principal, password: &str, code: &str) -> Result<(), ApiError> {
        let refusal = match FactorCode::one_time(code) {
            None => Refusal::NoCode,
            Some(code) => match access::add_factor(&services()?, principal, password, code).await {
                Ok(added) => {
                    api::set_session(&added.session).await?;
                    report(&Kept::Added(added.codes)).await;
                    return Ok(());
                }
                // The page says that there is one when it is shown again.
                Err(AddFactorError::Added) => {
                    api::redirect(paths::SECOND_FACTOR);
                    return Err(ApiError::Conflict);
                }
                Err(AddFactorError::SignedOut) => return signed_out(),
                Err(AddFactorError::Wrong) => Refusal::WrongCode,
                Err(AddFactorError::Unconfirmed(error)) => Refusal::of(error),
                Err(AddFactorError::Database(error)) => Refusal::unavailable(error),
            },
        };

        let page = if principal.due.is_some() { paths::ADD_FACTOR } else { paths::SECOND_FACTOR };
        refuse(page, Form::Add, refusal).await
    }

    pub(super) async fn renew(principal: &Principal, password: &str, code: &str) -> Result<(), ApiError> {
        let Some(code) = FactorCode::parse(code) else {
            return refuse(paths::SECOND_FACTOR, Form::Renew, Refusal::NoCode).await;
        };
        match access::renew_codes(&services()?, principal, password, &code).await {
            Ok(batch) => {
                report(&Kept::Renewed(batch)).await;
                Ok(())
            }
            Err(error) => not_changed(Form::Renew, error).await,
        }
    }

    pub(super) async fn remove(principal: &Principal, password: &str, code: &str) -> Result<(), ApiError> {
        let Some(code) = FactorCode::parse(code) else {
            return refuse(paths::SECOND_FACTOR, Form::Remove, Refusal::NoCode).await;
        };
        match access::remove_factor(&services()?, principal, password, &code).await {
            Ok(session) => {
                api::set_session(&session).await?;
                report(&Kept::Removed).await;
                Ok(())
            }
            Err(error) => not_changed(Form::Remove, error).await,
        }
    }

    pub(in crate::access) async fn not_changed(form: Form, error: ChangeFactorError) -> Result<(), ApiError> {
        let refusal = match error {
            ChangeFactorError::SignedOut => return signed_out(),
            // The page says that there is none when it is shown again.
            ChangeFactorError::None => {
                api::redirect(paths::SECOND_FACTOR);
                return Err(ApiError::Conflict);
            }
            ChangeFactorError::Wrong => Refusal::WrongCode,
            ChangeFactorError::Passkey(problem) => Refusal::Passkey(problem),
            ChangeFactorError::Wait { seconds } => Refusal::Wait { seconds },
            ChangeFactorError::Unconfirmed(error) => Refusal::of(error),
            ChangeFactorError::Database(error) => Refusal::unavailable(error),
        };
        refuse(paths::SECOND_FACTOR, form, refusal).await
    }

    pub(super) async fn question(principal: &Principal) -> Result<FactorQuestion, ApiError> {
        let asked = match principal.due {
            Some(Due::Factor) => Some(access::asked_factors(&services()?, principal).await.map_err(failed)?),
            _ => None,
        };
        Ok(FactorQuestion { asked, refusal: refusal_of(QUESTION).await })
    }

    pub(super) async fn give(principal: &Principal, code: &str, back: Option<&str>) -> Result<(), ApiError> {
        match FactorCode::parse(code) {
            Some(code) => given(access::give_factor(&services()?, principal, &code).await, back).await,
            None => ask_again(Refusal::NoCode, back).await,
        }
    }

    /// Goes on once a second factor was given, or says why not.
    pub(in crate::access) async fn given(
        outcome: Result<SessionToken, GiveFactorError>,
        back: Option<&str>,
    ) -> Result<(), ApiError> {
        let refusal = match outcome {
            Ok(session) => {
                api::set_session(&session).await?;
                api::redirect(back.and_then(api::local_path).unwrap_or(paths::HOME));
                return Ok(());
            }
            Err(GiveFactorError::SignedOut) => return signed_out(),
            Err(GiveFactorError::Wrong) => Refusal::WrongCode,
            Err(GiveFactorError::Passkey(problem)) => Refusal::Passkey(problem),
            Err(GiveFactorError::Wait { seconds }) => Refusal::Wait { seconds },
            Err(GiveFactorError::Database(error)) => Refusal::unavailable(error),
        };
        ask_again(refusal, back).await
    }

    async fn ask_again(refusal: Refusal, back: Option<&str>) -> Result<(), ApiError> {
        let page = back
            .and_then(api::local_path)
            .map_or_else(|| paths::GIVE_FACTOR.to_owned(), |back| with_way_back(paths::GIVE_FACTOR, back));
        api::store_flash_form(QUESTION, &page, &(), &refusal).await;
        Err(refused(refusal))
    }

    pub(in crate::access) async fn refuse(page: &str, form: Form, refusal: Refusal) -> Result<(), ApiError> {
        api::store_flash_form(FORM, page, &form, &refusal).await;
        Err(refused(refusal))
    }

    /// The session ended meanwhile, as all others do when a second factor is added or removed.
    pub(in crate::access) fn signed_out() -> Result<(), ApiError> {
        api::redirect(paths::SIGN_IN);
        Err(ApiError::SignedOut)
    }
}
