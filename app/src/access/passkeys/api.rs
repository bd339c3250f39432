//! The server functions of passkeys. Of each ceremony the first says what to ask the authenticator for, and the second takes
//! its answer and leads to a page, which says what was done.

use crate::access::Refusal;
use crate::api::ApiError;
use domain::ids::PasskeyId;
use domain::passkeys::PasskeyRequest;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// What the browser is to ask the authenticator for, or why for nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyBeginning {
    pub request: Option<PasskeyRequest>,
    /// Why not, in the words of the page.
    pub problem: Option<String>,
}

/// What the door begins with, of passkeys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorState {
    /// Whether browsers keep passkeys for this site.
    pub takes_passkeys: bool,
    /// Why the last one was refused.
    pub refusal: Option<Refusal>,
}

/// Says what passkey to make.
#[server(name = BeginPasskey, prefix = "/api", endpoint = "begin_passkey")]
pub async fn begin_passkey(
    #[server(default)] name: String,
    #[server(default)] password: String,
) -> Result<PasskeyBeginning, ApiError> {
    let principal = crate::api::enrolling()?;
    on_server::begin(&principal, &name, &password).await
}

/// Adds the passkey that was made.
#[server(name = AddPasskey, prefix = "/api", endpoint = "add_passkey")]
pub async fn add_passkey(
    #[server(default)] ceremony: String,
    #[server(default)] answer: String,
) -> Result<(), ApiError> {
    let principal = crate::api::enrolling()?;
    on_server::add(&principal, &ceremony, &answer).await
}

/// Says which of the person's passkeys may sign: after the password, or to change what they sign in with.
#[server(name = AskPasskey, prefix = "/api", endpoint = "ask_passkey")]
pub async fn ask_passkey() -> Result<PasskeyBeginning, ApiError> {
    let principal = crate::api::principal()?;
    on_server::ask(&principal).await
}

/// Gives a passkey after the password, and leads to `back`.
#[server(name = GivePasskey, prefix = "/api", endpoint = "give_passkey")]
pub async fn give_passkey(
    #[server(default)] ceremony: String,
    #[server(default)] answer: String,
    back: Option<String>,
) -> Result<(), ApiError> {
    let principal = crate::api::principal()?;
    on_server::give(&principal, (&ceremony, &answer), back.as_deref()).await
}

/// Takes a passkey away: with a code, or with what a passkey has signed.
#[server(name = RemovePasskey, prefix = "/api", endpoint = "remove_passkey")]
pub async fn remove_passkey(
    passkey: PasskeyId,
    #[server(default)] password: String,
    #[server(default)] code: String,
    #[server(default)] ceremony: String,
    #[server(default)] answer: String,
) -> Result<(), ApiError> {
    let principal = crate::api::person()?;
    on_server::remove(&principal, passkey, &password, &code, (&ceremony, &answer)).await
}

/// Whether one can sign in with a passkey alone, and why the last one was refused.
#[server(name = LoadDoor, prefix = "/api", endpoint = "load_door", input = GetUrl)]
pub async fn load_door() -> Result<DoorState, ApiError> {
    on_server::door().await
}

/// Says what any passkey of this site may sign. Anybody may ask.
#[allow(clippy::unused_async, reason = "a server function is async whatever it does")]
#[server(name = AskAnyPasskey, prefix = "/api", endpoint = "ask_any_passkey")]
pub async fn ask_any_passkey() -> Result<PasskeyBeginning, ApiError> {
    on_server::ask_any()
}

/// Signs in with a passkey alone, and leads to `back`. Anybody may try.
#[server(name = SignInWithPasskey, prefix = "/api", endpoint = "sign_in_with_passkey")]
pub async fn sign_in_with_passkey(
    #[server(default)] ceremony: String,
    #[server(default)] answer: String,
    back: Option<String>,
) -> Result<(), ApiError> {
    on_server::enter((&ceremony, &answer), back.as_deref()).await
}

#[cfg(feature = "ssr")]
mod on_server {
    use super::{DoorState, PasskeyBeginning};
    use crate::access::Refusal;
    use crate::access::api::{refusal_of, refused};
    use crate::access::second_factor::Form;
    use crate::access::second_factor::on_server::{Kept, given, not_changed, refuse, report, signed_out};
    use crate::api::{self, ApiError, failed, services};
    use crate::i18n::{Texts, locale_of, texts};
    use crate::session::sign_in_path;
    use backend::access::{
        self, AddPasskeyError, AskPasskeyError, BeginPasskeyError, EnterError, PasskeyAnswer, PasskeyToAdd,
        Principal,
    };
    use domain::credentials::FactorCode;
    use domain::ids::PasskeyId;
    use domain::names::PasskeyName;
    use domain::passkeys::{PasskeyProblem, PasskeyRequest};
    use domain::paths;
    use leptos::prelude::use_context;

    const DOOR: &str = "passkey-sign-in";

    /// A form that was sent without an answer is one whose request is no longer there.
    fn read<'a>((ceremony, answer): (&str, &'a str)) -> Result<PasskeyAnswer<'a>, PasskeyProblem> {
        let ceremony = ceremony.parse().map_err(|_| PasskeyProblem::Gone)?;
        Ok(PasskeyAnswer { ceremony, credential: answer })
    }

    fn words() -> Texts {
        let parts = use_context::<http::request::Parts>();
        texts(parts.map(|parts| locale_of(&parts.headers)).unwrap_or_default())
    }

    fn ask_for(request: PasskeyRequest) -> PasskeyBeginning {
        PasskeyBeginning { request: Some(request), problem: None }
    }

    fn nothing(problem: impl Into<String>) -> PasskeyBeginning {
        PasskeyBeginning { request: None, problem: Some(problem.into()) }
    }

    pub(super) async fn begin(
        principal: &Principal,
        name: &str,
        password: &str,
    ) -> Result<PasskeyBeginning, ApiError> {
        let t = words();
        let Ok(name) = PasskeyName::parse(name) else { return Ok(nothing(t.passkeys().bad_name)) };
        let wanted = PasskeyToAdd { name: &name, password };
        Ok(match access::begin_passkey(&services()?, principal, wanted).await {
            Ok(request) => ask_for(request),
            Err(BeginPasskeyError::TooMany) => nothing(t.passkeys().too_many),
            Err(BeginPasskeyError::Nameless) => nothing(t.passkeys().unsupported),
            Err(BeginPasskeyError::SignedOut) => return Err(ApiError::SignedOut),
            Err(BeginPasskeyError::Unconfirmed(error)) => nothing(t.access().refusal(Refusal::of(error))),
            Err(BeginPasskeyError::Database(error)) => return Err(failed(error)),
        })
    }

    pub(super) async fn add(principal: &Principal, ceremony: &str, answer: &str) -> Result<(), ApiError> {
        let added = match read((ceremony, answer)) {
            Ok(answer) => access::add_passkey(&services()?, principal, &answer).await,
            Err(problem) => Err(problem.into()),
        };
        let refusal = match added {
            Ok(session) => {
                api::set_session(&session).await?;
                report(&Kept::PasskeyAdded).await;
                return Ok(());
            }
            Err(AddPasskeyError::SignedOut) => return signed_out(),
            Err(AddPasskeyError::Problem(problem)) => Refusal::Passkey(problem),
            Err(AddPasskeyError::Database(error)) => Refusal::unavailable(error),
        };

        let page = if principal.due.is_some() { paths::ADD_FACTOR } else { paths::SECOND_FACTOR };
        refuse(page, Form::AddPasskey, refusal).await
    }

    pub(super) async fn ask(principal: &Principal) -> Result<PasskeyBeginning, ApiError> {
        match access::ask_passkey(&services()?, principal).await {
            Ok(request) => Ok(ask_for(request)),
            Err(AskPasskeyError::None) => Ok(nothing(words().passkeys().none)),
            Err(AskPasskeyError::SignedOut) => Err(ApiError::Unfinished),
            Err(AskPasskeyError::Database(error)) => Err(failed(error)),
        }
    }

    pub(super) async fn give(
        principal: &Principal,
        answer: (&str, &str),
        back: Option<&str>,
    ) -> Result<(), ApiError> {
        match read(answer) {
            Ok(answer) => given(access::give_factor(&services()?, principal, answer).await, back).await,
            Err(problem) => given(Err(access::GiveFactorError::Passkey(problem)), back).await,
        }
    }

    pub(super) async fn remove(
        principal: &Principal,
        passkey: PasskeyId,
        password: &str,
        code: &str,
        answer: (&str, &str),
    ) -> Result<(), ApiError> {
        let services = services()?;
        let removed = if answer.1.is_empty() {
            let Some(code) = FactorCode::parse(code) else {
                return refuse(paths::SECOND_FACTOR, Form::RemovePasskey, Refusal::NoCode).await;
            };
            access::remove_passkey(&services, principal, passkey, password, &code).await
        } else {
            match read(answer) {
                Ok(answer) => access::remove_passkey(&services, principal, passkey, password, answer).await,
                Err(problem) => Err(access::ChangeFactorError::Passkey(problem)),
            }
        };

        match removed {
            Ok(session) => {
                api::set_session(&session).await?;
                report(&Kept::PasskeyRemoved).await;
                Ok(())
            }
            Err(error) => not_changed(Form::RemovePasskey, error).await,
        }
    }

    pub(super) async fn door() -> Result<DoorState, ApiError> {
        let takes_passkeys = access::takes_passkeys(&services()?);
        Ok(DoorState { takes_passkeys, refusal: refusal_of(DOOR).await })
    }

    pub(super) fn ask_any() -> Result<PasskeyBeginning, ApiError> {
        let request = access::ask_any_passkey(&services()?);
        Ok(request.map_or_else(|| nothing(words().passkeys().unsupported), ask_for))
    }

    pub(super) async fn enter(answer: (&str, &str), back: Option<&str>) -> Result<(), ApiError> {
        let back = back.and_then(api::local_path);
        let user_agent = api::header("user-agent").unwrap_or_default();
        let browser = access::Browser { network: Some(api::network()), user_agent: &user_agent };
        let entered = match read(answer) {
            Ok(answer) => access::enter(&services()?, &answer, browser).await,
            Err(problem) => Err(problem.into()),
        };
        let refusal = match entered {
            Ok(session) => {
                api::set_session(&session).await?;
                api::redirect(back.unwrap_or(paths::HOME));
                return Ok(());
            }
            Err(EnterError::Problem(problem)) => Refusal::Passkey(problem),
            Err(EnterError::Database(error)) => Refusal::unavailable(error),
        };

        let page = back.map_or_else(|| paths::SIGN_IN.to_owned(), sign_in_path);
        api::store_flash_form(DOOR, &page, &(), &refusal).await;
        Err(refused(refusal))
    }
}
