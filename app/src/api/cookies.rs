use super::services;
use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use leptos::prelude::use_context;
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

    /// A cookie as browsers are told to keep it.
    fn write(self, name: &str, value: &str, attributes: &str) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        format!("{name}={value}; Path=/; SameSite=Lax{attributes}{secure}")
    }

    fn of_this_portal() -> Self {
        Self::new(services().is_ok_and(|services| services.public_url.starts_with("https://")))
    }
}

/// The value of a cookie of a request.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
}

/// What no script may read.
const SESSION: &str = "; HttpOnly";

/// Gives the browser a session's token, for as long as it stays open.
pub fn set_session(token: &str) {
    set(CookieNames::of_this_portal().session, token, SESSION);
}

/// Takes the session's token away from the browser.
pub fn clear_session() {
    set(CookieNames::of_this_portal().session, "", "; HttpOnly; Max-Age=0");
}

/// Notes a preference that says nothing of the person (language, theme), for a year.
pub fn set_preference(name: &str, value: &str) {
    set(name, value, "; Max-Age=31536000");
}

/// Gives the browser the key of a refused form, for ten minutes; takes it away when it is empty.
pub(super) fn set_form_key(name: &str, key: &str) {
    set(name, key, if key.is_empty() { "; HttpOnly; Max-Age=0" } else { "; HttpOnly; Max-Age=600" });
}

fn set(name: &str, value: &str, attributes: &str) {
    let cookie = CookieNames::of_this_portal().write(name, value, attributes);
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
        let write = |names: CookieNames| names.write(names.session, "abc", SESSION);
        let over_tls = "__Host-guichet=abc; Path=/; SameSite=Lax; HttpOnly; Secure";
        assert_eq!(write(CookieNames::new(true)), over_tls);
        assert_eq!(write(CookieNames::new(false)), "guichet=abc; Path=/; SameSite=Lax; HttpOnly");
    }
}
