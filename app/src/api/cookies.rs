use super::{ACTIVE_COOKIE, ApiError, WARNED, failed, principal, services};
use backend::access::{self, Principal, SessionToken};
use backend::services::Services;
use cookie::time::Duration;
use cookie::{Cookie, CookieBuilder, SameSite};
use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;

/// The names of Guichet's cookies that must not be read or set over plain HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CookieNames {
    /// Holds the session's token.
    pub session: &'static str,
    secure: bool,
}

impl CookieNames {
    /// The names over TLS; over plain HTTP on a loopback address browsers refuse the prefix `__Host-`.
    pub const fn new(https: bool) -> Self {
        Self { session: if https { "__Host-guichet" } else { "guichet" }, secure: https }
    }

    /// A cookie that this site alone is sent, and not with what other sites write to it.
    fn cookie<'c>(self, name: &'c str, value: &'c str) -> CookieBuilder<'c> {
        Cookie::build((name, value)).path("/").same_site(SameSite::Lax).secure(self.secure)
    }

    /// The session's cookie, which no script may read.
    fn session_cookie(self, token: &str) -> CookieBuilder<'_> {
        self.cookie(self.session, token).http_only(true)
    }

    /// Tells the browser how far the session is from its end, which is `lasts` seconds away. That it was used is written
    /// down once a minute, so it may be a minute nearer.
    fn active_cookie(self, lasts: i64) -> CookieBuilder<'static> {
        let left = (lasts - access::SESSION_TOUCHED_EVERY - WARNED).max(0);
        self.cookie(ACTIVE_COOKIE, "1").max_age(Duration::seconds(left))
    }

    /// The header's value that tells the browser how far the session is from its end.
    pub fn active(self, lasts: i64) -> String {
        self.active_cookie(lasts).build().to_string()
    }

    pub(super) fn form_cookie<'c>(self, name: &'c str, key: &'c str) -> CookieBuilder<'c> {
        let age = if key.is_empty() { Duration::ZERO } else { Duration::minutes(10) };
        self.cookie(name, key).http_only(true).max_age(age)
    }

    fn of_this_portal() -> Self {
        Self::new(services().is_ok_and(|services| services.public_url.starts_with("https://")))
    }
}

/// The value of a cookie of a request.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lists = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut cookies = lists.flat_map(Cookie::split_parse).filter_map(Result::ok);
    cookies.find(|cookie| cookie.name() == name).map(|cookie| cookie.value().to_owned())
}

/// The session that this request has opened.
#[derive(Clone)]
struct Opened(SessionToken);

/// Gives the browser a session's token, for as long as it stays open. The session that came with the request ends: the
/// browser forgets its token, and whoever has that still is somebody else.
pub async fn set_session(token: &SessionToken) -> Result<(), ApiError> {
    set(CookieNames::of_this_portal().session_cookie(&token.reveal()));
    set(CookieNames::of_this_portal().active_cookie(access::SESSION_IDLE));
    provide_context(Opened(token.clone()));
    match principal() {
        Ok(former) => access::sign_out(&services()?, &former).await.map_err(failed),
        Err(_) => Ok(()),
    }
}

/// Who is asking, or has just signed in; `None`: nobody.
pub(super) async fn present(services: &Services) -> Result<Option<Principal>, ApiError> {
    match use_context::<Opened>() {
        Some(Opened(token)) => access::principal(services, &token).await.map_err(failed),
        None => Ok(principal().ok()),
    }
}

/// Takes the session's token away from the browser.
pub fn clear_session() {
    set(CookieNames::of_this_portal().session_cookie("").max_age(Duration::ZERO));
}

/// Notes a preference that says nothing of the person (language, theme), for a year.
pub fn set_preference(name: &str, value: &str) {
    set(CookieNames::of_this_portal().cookie(name, value).max_age(Duration::days(365)));
}

/// Gives the browser the key of a refused form, for ten minutes; takes it away when it is empty.
pub(super) fn set_form_key(name: &str, key: &str) {
    set(CookieNames::of_this_portal().form_cookie(name, key));
}

fn set(cookie: CookieBuilder) {
    let cookie = cookie.build().to_string();
    // Names are ours and values are ASCII tokens: the conversion cannot fail.
    if let (Some(response), Ok(cookie)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(&cookie)) {
        response.append_header(SET_COOKIE, cookie);
    }
}

/// The value of a cookie of this request.
pub(crate) fn own_cookie(name: &str) -> Option<String> {
    cookie(&use_context::<http::request::Parts>()?.headers, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, "guichet-lang=en; guichet=abc".parse().unwrap());
        assert_eq!(cookie(&headers, "guichet").as_deref(), Some("abc"));
        assert_eq!(cookie(&headers, "guichet-lang").as_deref(), Some("en"));
        assert_eq!(cookie(&headers, "lang"), None);
    }

    #[test]
    fn the_session_s_cookie_is_bound_to_the_host_over_tls() {
        let written = |https| CookieNames::new(https).session_cookie("abc").build().to_string();
        assert_eq!(written(true), "__Host-guichet=abc; HttpOnly; SameSite=Lax; Secure; Path=/");
        assert_eq!(written(false), "guichet=abc; HttpOnly; SameSite=Lax; Path=/");
    }

    #[test]
    fn scripts_see_a_session_s_end_coming_two_minutes_before_it_may_be_there() {
        let half_an_hour = CookieNames::new(true).active(30 * 60);
        assert_eq!(half_an_hour, "guichet-active=1; SameSite=Lax; Secure; Path=/; Max-Age=1620");
        assert!(CookieNames::new(true).active(100).ends_with("Max-Age=0"));
    }
}
