//! What Unicode's large tables are needed for: composing, decomposing, and names of domains.
//!
//! The server has the tables compiled in. A browser has them already, so the page and the import's worker
//! ask it, and each is some 80 kB smaller. That both give the same answers is tested by
//! `xtask/tests/unicode.rs`; about domains in scripts that are written from right to left a browser may be
//! milder, and then it is the server that refuses.

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod tables;

#[cfg(target_arch = "wasm32")]
use browser as platform;
use std::borrow::Cow;
#[cfg(not(target_arch = "wasm32"))]
use tables as platform;

/// `text` in NFC: a Mac writes `é` as two characters.
pub fn composed(text: &str) -> Cow<'_, str> {
    // Nothing before the combining marks has another form.
    if text.chars().all(|c| c < '\u{300}') { Cow::Borrowed(text) } else { platform::composed(text).into() }
}

/// `text` in NFKD, without marks: `é` is `e`, `ﬁ` is `fi`.
pub fn without_marks(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { platform::without_marks(text).into() }
}

/// The name of a domain in lower-case ASCII by UTS 46: letters, digits and inner hyphens, labels of at
/// most 63 octets, at most 253 in all. `None` when it is not one.
pub fn ascii_domain(domain: &str) -> Option<String> {
    let plain = domain.is_ascii() && !domain.to_ascii_lowercase().contains("xn--");
    let ascii = if plain { domain.to_ascii_lowercase() } else { platform::ascii_domain(domain)? };
    let named = ascii.len() <= 253 && ascii.split('.').all(|label| is_label(label, plain));
    named.then_some(ascii)
}

/// Whether a part of a domain's name is one (RFC 1123, section 2.1; RFC 5891, section 4.2.3.1).
fn is_label(label: &str, plain: bool) -> bool {
    let hyphens = !label.starts_with('-') && !label.ends_with('-');
    let reserved = label.as_bytes().get(2..4) == Some(b"--") && (plain || !label.starts_with("xn--"));
    let octets = label.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'-');
    (1..=63).contains(&label.len()) && octets && hyphens && !reserved
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn what_is_left_as_it_is_has_no_other_form() {
        for c in '\0'..'\u{300}' {
            assert_eq!(c.to_string().nfc().collect::<String>(), c.to_string());
        }
    }

    proptest! {
        #[test]
        fn the_short_way_judges_plain_domains_as_uts_46_does(
            domain in r"([a-zA-Z0-9_-]{0,4}(--)?[a-z0-9-]{0,3}\.?){0,4}|[a-z]{60,65}\.fr|([a-z]{62}\.){4}[a-z]{0,2}",
        ) {
            prop_assume!(!domain.to_ascii_lowercase().contains("xn--"));
            prop_assert_eq!(ascii_domain(&domain), idna::domain_to_ascii_strict(&domain).ok());
        }
    }
}
