//! `GET /autorisation`: the portal's applications ask whether somebody may do something, and where. How is in
//! docs/INTEGRATION.md.

use super::AppState;
use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use backend::access::{
    self, ApplicationToken, Authorization, AuthorizeError, Principal, Question, SessionToken,
};
use backend::applications;
use domain::names::SiteName;
use domain::numbers::{ContractNumber, SubAccountNumber};
use domain::rights::{Application, Level, Right, write_rights};
use std::collections::HashMap;
use url::form_urlencoded;

/// Whose session it is that an application asks about, when no browser sends its cookie along.
const SESSION: HeaderName = HeaderName::from_static("x-guichet-session");

const USER: HeaderName = HeaderName::from_static("x-guichet-user");
const CUSTOMER: HeaderName = HeaderName::from_static("x-guichet-customer");
const LEVEL: HeaderName = HeaderName::from_static("x-guichet-level");
const RIGHTS: HeaderName = HeaderName::from_static("x-guichet-rights");

/// `GET /autorisation?application=suivi&niveau=consultation[&client=…][&contrat=…][&sous-compte=…][&site=…]`.
pub async fn answer(
    State(state): State<AppState>,
    Extension(signed_in): Extension<Option<Principal>>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let question = match question(&query.unwrap_or_default()) {
        Ok(question) => question,
        Err(reason) => return (StatusCode::BAD_REQUEST, format!("{reason}\n")).into_response(),
    };

    let authorized = match who(&state, signed_in, &headers).await {
        Ok(principal) => ask(&state, principal.as_ref(), question.as_ref()).await,
        Err(error) => Err(error),
    };
    match authorized {
        Ok(authorization) => told(authorization),
        Err(error) => refused(&error, headers.contains_key(header::AUTHORIZATION)),
    }
}

/// Who it is about: the browser's session, or the one that an application shows with its own token. An application that
/// is not known asks about nobody, whatever cookie comes along.
async fn who(
    state: &AppState,
    signed_in: Option<Principal>,
    headers: &HeaderMap,
) -> Result<Option<Principal>, AuthorizeError> {
    if !headers.contains_key(header::AUTHORIZATION) {
        return Ok(signed_in);
    }

    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(application), Some(session)) = (
        text(header::AUTHORIZATION).and_then(bearer).and_then(ApplicationToken::parse),
        text(SESSION).and_then(SessionToken::parse),
    ) else {
        return Ok(None);
    };

    match applications::recognise(&state.services, &application).await? {
        Some(name) => {
            tracing::debug!(application = name, "an application asks");
            Ok(access::principal(&state.services, &session).await?)
        }
        None => Ok(None),
    }
}

/// The token of `Bearer …`; the scheme is written in any case (RFC 9110, section 11.1).
fn bearer(authorization: &str) -> Option<&str> {
    let (scheme, token) = authorization.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// A caller's mistake: whatever is answered, it is not to what was meant.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
enum Mistake {
    #[error("application is not one of the portal's")]
    Application,
    #[error("niveau is neither consultation nor gestion")]
    Level,
    #[error("{0} is said twice")]
    Twice(&'static str),
    // Left out, it would make the question wider.
    #[error("a parameter is none of {names}", names = PARAMETERS.join(", "))]
    Unknown,
}

const PARAMETERS: [&str; 6] = ["application", "niveau", "client", "contrat", "sous-compte", "site"];

/// What is asked; `None` where it names a place that nobody can have.
fn question(query: &str) -> Result<Option<Question>, Mistake> {
    let mut given = HashMap::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let name = PARAMETERS.into_iter().find(|known| *known == name).ok_or(Mistake::Unknown)?;
        if given.insert(name, value.into_owned()).is_some() {
            return Err(Mistake::Twice(name));
        }
    }

    let said = |name: &str| given.get(name).map(String::as_str);
    let application = said("application").and_then(Application::from_code).ok_or(Mistake::Application)?;
    let level = said("niveau").and_then(Level::from_code).filter(|level| *level != Level::None);
    let right = Right { application, level: level.ok_or(Mistake::Level)? };

    Ok(place(right, said))
}

fn place<'given>(right: Right, said: impl Fn(&str) -> Option<&'given str>) -> Option<Question> {
    Some(Question {
        right,
        customer: said("client").map(str::parse).transpose().ok()?,
        contract: said("contrat").map(ContractNumber::parse).transpose().ok()?,
        sub_account: said("sous-compte").map(SubAccountNumber::parse).transpose().ok()?,
        site: said("site").map(SiteName::parse).transpose().ok()?,
    })
}

async fn ask(
    state: &AppState,
    principal: Option<&Principal>,
    question: Option<&Question>,
) -> Result<Authorization, AuthorizeError> {
    match question {
        Some(question) => access::authorize(&state.services, principal, question).await,
        None if principal.is_some_and(|person| person.due.is_none()) => Err(AuthorizeError::Forbidden),
        None => Err(AuthorizeError::SignedOut),
    }
}

fn told(authorization: Authorization) -> Response {
    let Authorization { identifier, customer, level, rights } = authorization;
    let headers = [
        (USER, identifier),
        (CUSTOMER, customer.to_string()),
        (LEVEL, level.code().to_owned()),
        (RIGHTS, write_rights(rights.iter())),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

fn refused(error: &AuthorizeError, by_token: bool) -> Response {
    match error {
        AuthorizeError::SignedOut if by_token => {
            (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer")], "signed out\n").into_response()
        }
        AuthorizeError::SignedOut => (StatusCode::UNAUTHORIZED, "signed out\n").into_response(),
        AuthorizeError::Forbidden => (StatusCode::FORBIDDEN, "forbidden\n").into_response(),
        AuthorizeError::Database(error) => {
            tracing::error!(%error, "what somebody may do cannot be looked up");
            (StatusCode::SERVICE_UNAVAILABLE, "unavailable\n").into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_that_is_not_understood_is_said_to_be() {
        for (query, mistake) in [
            ("", Mistake::Application),
            ("application=suivi", Mistake::Level),
            ("niveau=gestion", Mistake::Application),
            ("application=bureau&niveau=gestion", Mistake::Application),
            ("application=suivi&niveau=tout", Mistake::Level),
            ("application=suivi&niveau=aucun", Mistake::Level),
            ("application=suivi&niveau=gestion&niveau=consultation", Mistake::Twice("niveau")),
            ("application=suivi&niveau=gestion&contract=10000700", Mistake::Unknown),
        ] {
            assert_eq!(question(query), Err(mistake), "{query}");
        }
    }

    #[test]
    fn what_nobody_can_have_is_no_mistake() {
        for place in ["contrat=", "contrat=10%2F7", "site=%00", "site=", "client=moi", "sous-compte=%20"] {
            assert_eq!(question(&format!("application=suivi&niveau=gestion&{place}")), Ok(None), "{place}");
        }
    }

    #[test]
    fn a_place_is_read_as_it_is_written() {
        let asked = question(
            "application=Enl%C3%A8vements&niveau=consultation&contrat=10000700&site=Saint-%C3%89tienne",
        );
        let asked = asked.unwrap().unwrap();
        assert_eq!(asked.right, Right { application: Application::Pickups, level: Level::View });
        assert_eq!(asked.contract.unwrap().as_str(), "10000700");
        assert_eq!(asked.site.unwrap().as_str(), "Saint-Étienne");
        assert_eq!((asked.sub_account, asked.customer), (None, None));
    }

    #[test]
    fn a_bearer_is_one_in_any_case() {
        assert_eq!(bearer("Bearer abc"), Some("abc"));
        assert_eq!(bearer("bearer  abc"), Some("abc"));
        assert_eq!(bearer("Basic abc"), None);
        assert_eq!(bearer("abc"), None);
    }
}
