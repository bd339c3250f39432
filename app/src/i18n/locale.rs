use domain::locale::Locale;
use leptos::prelude::{provide_context, use_context};

/// The cookie that remembers the language that was chosen.
pub const COOKIE: &str = "guichet-lang";

/// The page's language. It changes only with a new page.
pub fn use_locale() -> Locale {
    use_context::<Locale>().unwrap_or_default()
}

/// Finds the page's language and provides it to what is below.
pub fn provide_locale() -> Locale {
    let locale = current();
    provide_context(locale);
    locale
}

#[cfg(feature = "ssr")]
fn current() -> Locale {
    use_context::<http::request::Parts>().map_or_else(Locale::default, |parts| locale_of(&parts.headers))
}

/// The language that was chosen, or the browser's, or French.
#[cfg(feature = "ssr")]
pub fn locale_of(request: &http::HeaderMap) -> Locale {
    use http::header::ACCEPT_LANGUAGE;
    let chosen = crate::api::cookie(request, COOKIE).and_then(|code| Locale::from_code(&code));
    let accepted = || Locale::negotiate(request.get(ACCEPT_LANGUAGE)?.to_str().ok()?);
    chosen.or_else(accepted).unwrap_or_default()
}

/// The language of the page that the server sent.
#[cfg(not(feature = "ssr"))]
fn current() -> Locale {
    let root = leptos::prelude::document().document_element();
    root.and_then(|html| Locale::from_code(&html.get_attribute("lang")?)).unwrap_or_default()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use leptos::prelude::Owner;

    fn of_request(headers: &[(&str, &str)]) -> Locale {
        let mut request = http::Request::builder();
        for (name, value) in headers {
            request = request.header(*name, *value);
        }

        let owner = Owner::new();
        owner.with(|| {
            provide_context(request.body(()).unwrap().into_parts().0);
            current()
        })
    }

    #[test]
    fn the_language_that_was_chosen_wins_over_the_browser_s() {
        assert_eq!(of_request(&[("cookie", "guichet-lang=en"), ("accept-language", "fr")]), Locale::En);
        assert_eq!(of_request(&[("accept-language", "en-GB,fr;q=0.5")]), Locale::En);
    }

    #[test]
    fn french_is_spoken_to_those_who_ask_for_nothing_that_is_known() {
        assert_eq!(of_request(&[("accept-language", "de")]), Locale::Fr);
        assert_eq!(of_request(&[("cookie", "guichet-lang=xx")]), Locale::Fr);
        assert_eq!(of_request(&[]), Locale::Fr);
    }
}
