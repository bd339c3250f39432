use super::my_address::MyAddress;
use super::refusal::Refusal;
use super::theme::Theme;
use crate::api::{ApiError, FlashForm};
use domain::access::{CustomerAccess, LinkKind, OpenSession};
use domain::advanced_users::MyAssociations;
use domain::chosen_identifier::IdentifierError;
use domain::ids::{CustomerId, UserId};
use domain::locale::Locale;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    crate::api,
    crate::session::{due_path, with_way_back},
    backend::access::{
        self, ChoosePasswordError, Interrupted, RedeemLinkError, RequestResetError, ResumeError, SignInError,
    },
    domain::access::Due,
    domain::chosen_identifier::ChosenIdentifier,
    domain::credentials::{FactorCode, Password, PasswordError},
    domain::paths,
};

/// A form that was refused: the login that was typed, and why.
pub type RefusedLogin = Option<FlashForm<String, Refusal>>;

/// Signs in with an identifier or an address, and leads to `back`. Anybody may try.
#[server(name = SignIn, prefix = "/api", endpoint = "sign_in")]
pub async fn sign_in(login: String, password: String, back: Option<String>) -> Result<(), ApiError> {
    let attempt = access::SignIn {
        login: login.trim(),
        password: &password,
        network: api::network(),
        user_agent: &api::header("user-agent").unwrap_or_default(),
    };
    let back = back.as_deref().and_then(api::local_path).filter(|path| *path != paths::USERS);
    let refusal = match access::sign_in(&api::services()?, &attempt).await {
        Ok(signed_in) => {
            api::set_session(&signed_in.token).await?;
            match (signed_in.due, back) {
                (Some(Due::Factor), Some(back)) => api::redirect(&with_way_back(paths::GIVE_FACTOR, back)),
                (Some(due), _) => api::redirect(due_path(due)),
                (None, back) => api::redirect(back.unwrap_or(paths::HOME)),
            }
            return Ok(());
        }
        Err(error) => sign_in_refusal(error),
    };

    let page = back.map_or_else(|| paths::SIGN_IN.to_owned(), crate::session::sign_in_path);
    api::store_flash_form("sign-in", &page, &login, &refusal).await;
    Err(refused(refusal))
}

/// Signs the person of a page in again, at the customer that it is about, with the code of a second factor where there is
/// one; says why not. Anybody may try.
#[server(name = ResumeSession, prefix = "/api", endpoint = "resume_session")]
pub async fn resume_session(
    login: String,
    password: String,
    user: UserId,
    customer: Option<CustomerId>,
    #[server(default)] code: String,
) -> Result<Option<Refusal>, ApiError> {
    let given = FactorCode::parse(&code);
    if given.is_none() && !code.trim().is_empty() {
        return Ok(Some(Refusal::NoCode));
    }
    let attempt = access::SignIn {
        login: login.trim(),
        password: &password,
        network: api::network(),
        user_agent: &api::header("user-agent").unwrap_or_default(),
    };
    let page = Interrupted { user, customer };
    let refusal = match access::resume(&api::services()?, &attempt, given.as_ref(), page).await {
        Ok(session) => {
            api::set_session(&session).await?;
            return Ok(None);
        }
        Err(ResumeError::Other) => Refusal::OtherPage,
        Err(ResumeError::NoCode) => Refusal::CodeMissing,
        Err(ResumeError::Passkey) => Refusal::PasskeyElsewhere,
        Err(ResumeError::WrongCode) => Refusal::WrongCode,
        Err(ResumeError::SignIn(error)) => sign_in_refusal(error),
    };

    Ok(Some(refusal))
}

/// Uses the session, so that it lasts; whether it still does so for long. It ends after twelve hours however used.
#[server(name = StaySignedIn, prefix = "/api", endpoint = "stay_signed_in")]
#[allow(clippy::unused_async, reason = "a server function is async whatever it does")]
pub async fn stay_signed_in() -> Result<bool, ApiError> {
    let principal = api::principal()?;
    Ok(principal.lasts > access::SESSION_TOUCHED_EVERY + api::WARNED)
}

/// What the sign-in form held when it was refused.
#[server(name = RefusedSignIn, prefix = "/api", endpoint = "refused_sign_in", input = GetUrl)]
pub async fn refused_sign_in() -> Result<RefusedLogin, ApiError> {
    Ok(api::take_flash_form("sign-in").await)
}

/// Mails a link to choose another password, if there is somebody with this address. Anybody may ask.
#[server(name = RequestReset, prefix = "/api", endpoint = "request_reset")]
pub async fn request_reset(email: String) -> Result<(), ApiError> {
    let refusal = match access::request_reset(&api::services()?, &email, api::network()).await {
        Ok(()) => {
            api::redirect(paths::RESET_LINK_SENT);
            return Ok(());
        }
        Err(RequestResetError::Wait { seconds }) => Refusal::Wait { seconds },
        Err(RequestResetError::Database(error)) => Refusal::unavailable(error),
    };

    api::store_flash_form("reset", paths::FORGOTTEN_PASSWORD, &email, &refusal).await;
    Err(refused(refusal))
}

/// What the form for a forgotten password held when it was refused.
#[server(name = RefusedReset, prefix = "/api", endpoint = "refused_reset", input = GetUrl)]
pub async fn refused_reset() -> Result<RefusedLogin, ApiError> {
    Ok(api::take_flash_form("reset").await)
}

/// A mailed link: what it is for while it works, and why its form was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailedLink {
    /// What it is for; `None` once it no longer works.
    pub found: Option<WorkingLink>,
    /// The identifier that was typed.
    pub typed: String,
    /// Why the form was refused.
    pub refusal: Option<LinkRefusal>,
}

/// A mailed link that works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingLink {
    pub kind: LinkKind,
    /// What its person signs in with.
    pub identifier: String,
    /// Whether they choose another.
    pub chooses_identifier: bool,
}

/// Why the form behind a mailed link was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkRefusal {
    /// It is no identifier.
    Identifier(IdentifierError),
    /// Another person has the identifier.
    Taken,
    /// Because of the password, or of the server.
    Password(Refusal),
}

/// Looks at a mailed link and leaves it as it is. Whoever has it may.
#[server(name = LookAtLink, prefix = "/api", endpoint = "look_at_link", input = GetUrl)]
pub async fn look_at_link(token: String) -> Result<MailedLink, ApiError> {
    let found = access::look_at_link(&api::services()?, &token).await.map_err(api::failed)?;
    let found = found.map(|found| WorkingLink {
        kind: found.kind,
        identifier: found.identifier,
        chooses_identifier: found.chooses_identifier,
    });
    let (typed, refusal) = match api::take_flash_form::<String, LinkRefusal>("link").await {
        Some(kept) => (kept.input, Some(kept.error)),
        None => (String::new(), None),
    };
    Ok(MailedLink { found, typed, refusal })
}

/// Chooses a password with a mailed link, an advanced user an identifier too, and signs in. Whoever has the link may.
#[server(name = RedeemLink, prefix = "/api", endpoint = "redeem_link")]
pub async fn redeem_link(
    token: String,
    identifier: Option<String>,
    password: String,
    confirmation: String,
) -> Result<(), ApiError> {
    let chosen = identifier.as_deref().map(ChosenIdentifier::parse).transpose();
    let refusal = match (chosen, parse(&password, &confirmation)) {
        (Err(error), _) => LinkRefusal::Identifier(error),
        (_, Err(refusal)) => LinkRefusal::Password(refusal),
        (Ok(identifier), Ok(password)) => {
            let user_agent = api::header("user-agent").unwrap_or_default();
            let services = api::services()?;
            let browser = access::Browser { network: Some(api::network()), user_agent: &user_agent };
            match access::redeem_link(&services, &token, identifier.as_ref(), &password, browser).await {
                Ok(session) => {
                    api::set_session(&session).await?;
                    api::redirect(paths::HOME);
                    return Ok(());
                }
                // The page says so when it is shown again.
                Err(RedeemLinkError::Gone) => {
                    api::redirect(&paths::link(&token));
                    return Err(ApiError::NotFound);
                }
                Err(error) => link_refusal(error),
            }
        }
    };

    let typed = identifier.unwrap_or_default();
    api::store_flash_form("link", &paths::link(&token), &typed, &refusal).await;
    Err(match refusal {
        LinkRefusal::Identifier(_) | LinkRefusal::Taken => ApiError::field("identifier", "refused"),
        LinkRefusal::Password(refusal) => refused(refusal),
    })
}

/// What the page begins with on which the person who is signed in chooses a password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstPassword {
    /// Whether the person must choose one.
    pub must_choose: bool,
    /// What the person signs in with.
    pub identifier: String,
    /// Why the last one was refused.
    pub refusal: Option<Refusal>,
}

/// Whether the person who is signed in must choose a password, and why the last one was refused.
#[server(name = MustChoose, prefix = "/api", endpoint = "must_choose", input = GetUrl)]
pub async fn must_choose() -> Result<FirstPassword, ApiError> {
    let principal = api::principal()?;
    let logins = access::logins(&api::services()?, &principal).await.map_err(api::failed)?;
    Ok(FirstPassword {
        must_choose: principal.due == Some(Due::Password),
        identifier: logins.identifier,
        refusal: refusal_of("new-password").await,
    })
}

/// Chooses one's own password after signing in with a mailed one.
#[server(name = ChoosePassword, prefix = "/api", endpoint = "choose_password")]
pub async fn choose_password(password: String, confirmation: String) -> Result<(), ApiError> {
    let principal = api::principal()?;
    let outcome = match parse(&password, &confirmation) {
        Err(refusal) => Err(refusal),
        Ok(password) => match access::choose_password(&api::services()?, &principal, &password).await {
            Ok(session) => Ok(session),
            Err(error) => Err(password_refusal(error)?),
        },
    };
    let refusal = match outcome {
        Ok(session) => {
            api::set_session(&session).await?;
            api::redirect(paths::HOME);
            return Ok(());
        }
        Err(refusal) => refusal,
    };

    api::store_flash_form("new-password", paths::NEW_PASSWORD, &(), &refusal).await;
    Err(refused(refusal))
}

/// What is on one's own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MySpace {
    /// The identifier that one signs in with.
    pub identifier: String,
    /// The address, which serves as well.
    pub email: String,
    /// One's sessions, the last used first.
    pub sessions: Vec<OpenSession>,
    /// Why the password was not changed.
    pub refusal: Option<Refusal>,
    /// Where a change of the address stands.
    pub address: MyAddress,
    /// What one has as an advanced user.
    pub associations: MyAssociations,
}

/// What is on one's own page.
#[server(name = LoadMySpace, prefix = "/api", endpoint = "my_space", input = GetUrl)]
pub async fn my_space() -> Result<MySpace, ApiError> {
    let principal = api::person()?;
    let services = api::services()?;
    let access::Logins { identifier, email } =
        access::logins(&services, &principal).await.map_err(api::failed)?;
    let sessions = access::sessions(&services, &principal).await.map_err(api::failed)?;
    let address = super::my_address::my_address(&services, &principal).await?;
    let associations = super::my_associations::my_associations(&services, &principal).await?;
    Ok(MySpace {
        identifier,
        email,
        sessions,
        refusal: refusal_of("my-password").await,
        address,
        associations,
    })
}

/// What one may do with each of one's customers, and whom to ask.
#[server(name = LoadMyAccess, prefix = "/api", endpoint = "my_access", input = GetUrl)]
pub async fn my_access() -> Result<Vec<CustomerAccess>, ApiError> {
    let principal = api::person()?;
    access::permissions(&api::services()?, &principal).await.map_err(api::failed)
}

/// Accepts the invitation of one of one's customers, and leads to one's accesses, which say what there is now: whoever pressed
/// twice, or had the page open for long, reads it there.
#[server(name = AcceptInvitation, prefix = "/api", endpoint = "accept_invitation")]
pub async fn accept_invitation(customer: CustomerId) -> Result<(), ApiError> {
    use backend::access::AcceptInvitationError;

    let principal = api::person()?;
    match access::accept_invitation(&api::services()?, &principal, customer).await {
        Ok(()) | Err(AcceptInvitationError::NotFound) => api::redirect(paths::MY_ACCESS),
        Err(AcceptInvitationError::Database(error)) => return Err(api::failed(error)),
    }

    Ok(())
}

/// Changes one's own password.
#[server(name = ChangePassword, prefix = "/api", endpoint = "change_password")]
pub async fn change_password(
    current: String,
    password: String,
    confirmation: String,
) -> Result<(), ApiError> {
    let principal = api::person()?;
    let outcome = match parse(&password, &confirmation) {
        Err(refusal) => Err(refusal),
        Ok(password) => {
            match access::change_password(&api::services()?, &principal, &current, &password).await {
                Ok(session) => Ok(session),
                Err(error) => Err(password_refusal(error)?),
            }
        }
    };
    let refusal = match outcome {
        Ok(session) => {
            api::set_session(&session).await?;
            api::redirect(paths::PASSWORD_CHANGED);
            return Ok(());
        }
        Err(refusal) => refusal,
    };

    api::store_flash_form("my-password", paths::MY_SPACE, &(), &refusal).await;
    Err(refused(refusal))
}

/// Ends one of one's own sessions.
#[server(name = EndSession, prefix = "/api", endpoint = "end_session")]
pub async fn end_session(key: String) -> Result<(), ApiError> {
    let principal = api::person()?;
    access::end_session(&api::services()?, &principal, &key).await.map_err(api::failed)?;
    api::redirect(paths::SESSION_ENDED);
    Ok(())
}

/// Ends all of one's sessions, this one too.
#[server(name = SignOutEverywhere, prefix = "/api", endpoint = "sign_out_everywhere")]
pub async fn sign_out_everywhere() -> Result<(), ApiError> {
    let principal = api::person()?;
    access::sign_out_everywhere(&api::services()?, &principal).await.map_err(api::failed)?;
    api::clear_session();
    api::redirect(paths::SIGN_IN);
    Ok(())
}

/// Remembers the language in this browser. Anybody may.
#[server(name = SetLanguage, prefix = "/api", endpoint = "set_language")]
#[allow(clippy::unused_async, reason = "a server function is async whatever it does")]
pub async fn set_language(language: Locale, back: String) -> Result<(), ApiError> {
    api::set_preference(crate::i18n::COOKIE, language.code());
    api::redirect(api::local_path(&back).unwrap_or(paths::HOME));
    Ok(())
}

/// Remembers the theme in this browser. Anybody may.
#[server(name = SetTheme, prefix = "/api", endpoint = "set_theme")]
#[allow(clippy::unused_async, reason = "a server function is async whatever it does")]
pub async fn set_theme(theme: Theme, back: String) -> Result<(), ApiError> {
    api::set_preference(super::theme::COOKIE, theme.code());
    api::redirect(api::local_path(&back).unwrap_or(paths::HOME));
    Ok(())
}

#[cfg(feature = "ssr")]
fn link_refusal(error: RedeemLinkError) -> LinkRefusal {
    match error {
        RedeemLinkError::NoIdentifier => {
            LinkRefusal::Identifier(IdentifierError::TooShort { min: ChosenIdentifier::MIN })
        }
        RedeemLinkError::IdentifierTaken => LinkRefusal::Taken,
        RedeemLinkError::Mailed => LinkRefusal::Password(Refusal::Mailed),
        RedeemLinkError::Guessable => LinkRefusal::Password(Refusal::Password(PasswordError::Common)),
        RedeemLinkError::Busy(_) => LinkRefusal::Password(Refusal::Busy),
        RedeemLinkError::Gone => LinkRefusal::Password(Refusal::OtherPage),
        RedeemLinkError::Database(error) => LinkRefusal::Password(Refusal::unavailable(error)),
    }
}

#[cfg(feature = "ssr")]
fn sign_in_refusal(error: SignInError) -> Refusal {
    match error {
        SignInError::Wrong => Refusal::Wrong,
        SignInError::Wait { seconds } => Refusal::Wait { seconds },
        SignInError::Busy(_) => Refusal::Busy,
        SignInError::Database(error) => Refusal::unavailable(error),
    }
}

#[cfg(feature = "ssr")]
pub(super) async fn refusal_of(form: &str) -> Option<Refusal> {
    api::take_flash_form::<(), Refusal>(form).await.map(|kept| kept.error)
}

#[cfg(feature = "ssr")]
fn parse(password: &str, confirmation: &str) -> Result<Password, Refusal> {
    let parsed = Password::parse(password).map_err(Refusal::Password)?;
    if password == confirmation { Ok(parsed) } else { Err(Refusal::Different) }
}

#[cfg(feature = "ssr")]
fn password_refusal(error: ChoosePasswordError) -> Result<Refusal, ApiError> {
    match error {
        ChoosePasswordError::Mailed => Ok(Refusal::Mailed),
        ChoosePasswordError::Guessable => Ok(Refusal::Password(PasswordError::Common)),
        ChoosePasswordError::Unconfirmed(error) => Ok(Refusal::of(error)),
        ChoosePasswordError::Busy(_) => Ok(Refusal::Busy),
        ChoosePasswordError::Database(error) => Ok(Refusal::unavailable(error)),
        ChoosePasswordError::SignedOut => Err(ApiError::SignedOut),
    }
}

/// The same refusal for whoever is not a browser's form.
#[cfg(feature = "ssr")]
pub(super) fn refused(refusal: Refusal) -> ApiError {
    match refusal {
        Refusal::Wrong => ApiError::SignedOut,
        Refusal::Different => ApiError::field("confirmation", "different"),
        Refusal::Mailed | Refusal::Password(_) => ApiError::field("password", "refused"),
        Refusal::WrongCode | Refusal::NoCode | Refusal::CodeMissing | Refusal::PasskeyElsewhere => {
            ApiError::field("code", "refused")
        }
        Refusal::Passkey(_) => ApiError::field("answer", "refused"),
        Refusal::OtherPage => ApiError::NotFound,
        Refusal::Wait { .. } | Refusal::Busy => ApiError::Busy,
        Refusal::Unavailable => ApiError::Unavailable,
        Refusal::NoRoom => ApiError::NoRoom,
    }
}
