//! E-mail addresses: what is one, what is wrong with what is not, and which two are the same.

use crate::names::is_invisible;
use crate::unicode;
use serde::{Deserialize, Serialize};

/// Why a text is not an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum AddressError {
    /// Nothing is left once the spaces around are gone.
    #[error("empty")]
    Empty,
    /// A control, format or bidirectional character, zero-width ones among them.
    #[error("an invisible character")]
    Invisible,
    /// A space inside.
    #[error("a space")]
    Space,
    /// No `@`.
    #[error("no @")]
    NoAt,
    /// More than one `@`.
    #[error("more than one @")]
    ManyAts,
    /// Nothing before the `@`.
    #[error("nothing before the @")]
    NoLocalPart,
    /// Nothing after the `@`.
    #[error("nothing after the @")]
    NoDomain,
    /// More than 64 octets before the `@` (RFC 5321, section 4.5.3.1.1).
    #[error("more than 64 octets before the @")]
    LocalPartTooLong,
    /// More than 254 octets in all (RFC 5321, section 4.5.3.1.3, less the brackets).
    #[error("more than 254 octets")]
    TooLong,
    /// A dot at the beginning or the end of what stands before the `@`, or two in a row.
    #[error("a misplaced dot before the @")]
    MisplacedDot,
    /// A character that may not stand before the `@`, such as a comma, a bracket or a quote.
    #[error("a character that may not stand before the @")]
    ForbiddenCharacter,
    /// What stands after the `@` is not the name of a domain with at least two parts.
    #[error("not a domain")]
    BadDomain,
}

impl AddressError {
    /// Every one.
    pub const ALL: [Self; 12] = [
        Self::Empty,
        Self::Invisible,
        Self::Space,
        Self::NoAt,
        Self::ManyAts,
        Self::NoLocalPart,
        Self::NoDomain,
        Self::LocalPartTooLong,
        Self::TooLong,
        Self::MisplacedDot,
        Self::ForbiddenCharacter,
        Self::BadDomain,
    ];
}

/// An e-mail address that can be mailed.
///
/// Trimmed; in NFC; without invisible characters; split at its only `@`; the domain in lower-case
/// ASCII by IDNA (UTS 46, so `exemple.FR` and `пример.рф` are one spelling each); the local part of
/// RFC 5321's dot-atoms, letters beyond ASCII included (RFC 6531), at most 64 octets; at most 254
/// octets in all. Plus-tags and dots are kept. Shown as typed; two addresses are the same when their
/// keys are.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress {
    shown: String,
    key: String,
}

impl EmailAddress {
    /// The address that `text` writes.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Err(AddressError::Empty);
        }

        // A whole cell may be huge; nothing that long can become valid, so do not normalise it.
        if trimmed.len() > 4 * 254 {
            return Err(AddressError::TooLong);
        }

        let shown = unicode::composed(trimmed).into_owned();
        if shown.chars().any(is_invisible) {
            return Err(AddressError::Invisible);
        }

        if shown.chars().any(char::is_whitespace) {
            return Err(AddressError::Space);
        }

        let (local, domain) = shown.rsplit_once('@').ok_or(AddressError::NoAt)?;
        if local.contains('@') {
            return Err(AddressError::ManyAts);
        }

        check_local_part(local)?;
        let domain = ascii_domain(domain)?;
        if local.len() + 1 + domain.len() > 254 {
            return Err(AddressError::TooLong);
        }

        let key = format!("{}@{domain}", local.to_lowercase());
        Ok(Self { shown, key })
    }

    /// The address as it was typed, in NFC.
    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// What makes two addresses the same: the lower-cased whole, with the domain in ASCII.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The domain, in lower-case ASCII.
    pub fn domain(&self) -> &str {
        self.key.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

impl PartialEq for EmailAddress {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for EmailAddress {}

impl std::hash::Hash for EmailAddress {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl std::fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.shown)
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, AddressError> {
        Self::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.shown
    }
}

/// Where mails are received: what stands after the `@`, in lower-case ASCII.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MailDomain(String);

impl MailDomain {
    /// The domain that `text` writes, with an `@` before it or without.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        let domain = text.strip_prefix('@').unwrap_or(text);
        if domain.is_empty() {
            return Err(AddressError::Empty);
        }

        if domain.len() > 254 || domain.chars().any(|c| is_invisible(c) || c.is_whitespace()) {
            return Err(AddressError::BadDomain);
        }

        ascii_domain(domain).map(Self)
    }

    /// The domain as it is written in a key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A mail server's words without the addresses that they repeat: of each, the domain is left.
pub fn without_addresses(words: &str) -> String {
    let word = |word: &str| match word.rsplit_once('@') {
        Some((_, domain)) => format!("…@{domain}"),
        None => word.to_owned(),
    };
    words.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

fn check_local_part(local: &str) -> Result<(), AddressError> {
    if local.is_empty() {
        return Err(AddressError::NoLocalPart);
    }

    if local.len() > 64 {
        return Err(AddressError::LocalPartTooLong);
    }

    if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
        return Err(AddressError::MisplacedDot);
    }

    let allowed = |c: char| {
        c.is_ascii_alphanumeric()
            || !c.is_ascii() && c.is_alphanumeric()
            || is_combining(c)
            || "!#$%&'*+-/=?^_`{|}~.".contains(c)
    };

    if !local.starts_with(is_combining) && local.chars().all(allowed) {
        Ok(())
    } else {
        Err(AddressError::ForbiddenCharacter)
    }
}

/// Marks that stand on letters, and the signs that join or mute letters in the scripts of India and Thailand.
const fn is_combining(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{34e}' | '\u{350}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5bd}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}'
        | '\u{a3c}' | '\u{a4d}' | '\u{abc}' | '\u{acd}' | '\u{b3c}' | '\u{b4d}' | '\u{bcd}' | '\u{c4d}'
        | '\u{ccd}' | '\u{d4d}' | '\u{dca}' | '\u{e38}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}

fn ascii_domain(domain: &str) -> Result<String, AddressError> {
    if domain.is_empty() {
        return Err(AddressError::NoDomain);
    }
    // The dashes and quotes of word processors have a place in UTS 46, and in no domain.
    if domain.contains(|c| matches!(c, '\u{2010}'..='\u{2027}')) {
        return Err(AddressError::BadDomain);
    }

    let ascii = unicode::ascii_domain(domain).ok_or(AddressError::BadDomain)?;
    let top = ascii.rsplit('.').next().unwrap_or_default();
    let named = ascii.contains('.') && top.len() >= 2 && !top.bytes().all(|b| b.is_ascii_digit());
    if named { Ok(ascii) } else { Err(AddressError::BadDomain) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_address_in_another_case_or_spelling_is_the_same() {
        let typed = EmailAddress::parse(" Jean.Dupont+colis@Exemple.FR ").unwrap();
        assert_eq!(typed.as_str(), "Jean.Dupont+colis@Exemple.FR");
        assert_eq!(typed.key(), "jean.dupont+colis@exemple.fr");
        let composed = EmailAddress::parse("h\u{e9}l\u{e8}ne@exemple.fr").unwrap();
        assert_eq!(EmailAddress::parse("he\u{301}le\u{300}ne@exemple.fr").unwrap(), composed);
        assert!(EmailAddress::parse("x\u{304}y@exemple.fr").is_ok(), "no letter is composed of these");
        assert_eq!(EmailAddress::parse("a@bücher.example").unwrap().key(), "a@xn--bcher-kva.example");
        assert_eq!(EmailAddress::parse("a@BÜCHER.example").unwrap().domain(), "xn--bcher-kva.example");
    }

    #[test]
    fn what_is_wrong_with_an_address_is_said() {
        for (text, error) in [
            ("  ", AddressError::Empty),
            ("jean\u{200b}@exemple.fr", AddressError::Invisible),
            ("jean\u{202e}@exemple.fr", AddressError::Invisible),
            ("jean dupont@exemple.fr", AddressError::Space),
            ("jean.exemple.fr", AddressError::NoAt),
            ("jean@@exemple.fr", AddressError::ManyAts),
            ("a@b@exemple.fr", AddressError::ManyAts),
            ("@exemple.fr", AddressError::NoLocalPart),
            ("jean@", AddressError::NoDomain),
            (".jean@exemple.fr", AddressError::MisplacedDot),
            ("je..an@exemple.fr", AddressError::MisplacedDot),
            ("\"jean\"@exemple.fr", AddressError::ForbiddenCharacter),
            ("jean,@exemple.fr", AddressError::ForbiddenCharacter),
            ("jean@exemple", AddressError::BadDomain),
            ("jean@-exemple.fr", AddressError::BadDomain),
            ("jean@mon\u{2013}exemple.fr", AddressError::BadDomain),
            ("\u{301}jean@exemple.fr", AddressError::ForbiddenCharacter),
            ("jean@exemple..fr", AddressError::BadDomain),
            ("jean@127.0.0.1", AddressError::BadDomain),
        ] {
            assert_eq!(EmailAddress::parse(text).map(|a| a.key), Err(error), "{text:?}");
        }
    }

    #[test]
    fn a_domain_is_read_in_any_spelling_and_nothing_else_is_one() {
        for (text, domain) in [
            (" Exemple.FR ", Ok("exemple.fr")),
            ("@bücher.example", Ok("xn--bcher-kva.example")),
            ("", Err(AddressError::Empty)),
            ("@", Err(AddressError::Empty)),
            ("exemple", Err(AddressError::BadDomain)),
            ("a@exemple.fr", Err(AddressError::BadDomain)),
            ("exemple .fr", Err(AddressError::BadDomain)),
        ] {
            let parsed = MailDomain::parse(text);
            assert_eq!(parsed.as_ref().map(MailDomain::as_str), domain.as_ref().copied(), "{text:?}");
        }
    }

    #[test]
    fn a_server_s_words_are_told_without_whom_they_are_about() {
        let words = "550 5.1.1 <jean.dupont@exemple.fr>: no such user";
        assert_eq!(without_addresses(words), "550 5.1.1 …@exemple.fr>: no such user");
    }

    #[test]
    fn lengths_are_counted_in_octets() {
        let local = |n: usize| format!("{}@exemple.fr", "a".repeat(n));

        assert!(EmailAddress::parse(&local(64)).is_ok());
        assert_eq!(EmailAddress::parse(&local(65)).unwrap_err(), AddressError::LocalPartTooLong);
        assert_eq!(
            EmailAddress::parse(&format!("{}@exemple.fr", "é".repeat(33))).unwrap_err(),
            AddressError::LocalPartTooLong
        );

        let label = "d".repeat(63);
        let whole = |last: usize| format!("{}@{label}.{label}.{}.fr", "a".repeat(62), "d".repeat(last));

        assert_eq!(whole(60).len(), 254);
        assert!(EmailAddress::parse(&whole(60)).is_ok());
        assert_eq!(EmailAddress::parse(&whole(61)).unwrap_err(), AddressError::TooLong);
    }
}
