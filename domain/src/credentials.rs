//! What people type to prove who they are: identifiers, temporary passwords, their own passwords.

#[cfg(not(target_arch = "wasm32"))]
mod common_passwords;
#[cfg(not(target_arch = "wasm32"))]
mod long_words;
#[cfg(not(target_arch = "wasm32"))]
mod strength;

#[cfg(not(target_arch = "wasm32"))]
pub use common_passwords::CommonPasswords;

use serde::{Deserialize, Serialize};

/// Crockford's Base32: digits and letters without I, L, O and U, which read as others.
pub(crate) const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The identifier of a user: ten random characters (50 bits) that read well on paper: `K7QF2-M9DAB`.
///
/// It says nothing of the person, so it may stand in logs and in other people's hands.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Identifier(String);

impl Identifier {
    /// The identifier that random bytes make.
    pub fn from_random(bytes: [u8; 7]) -> Self {
        Self(groups(&bytes, 10))
    }

    /// What `text` means as an identifier, in its one spelling: case, hyphens and spaces aside, and
    /// with O, I and L read as the digits they look like. `None` when it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        canonical(text, 10).map(Self)
    }

    /// The identifier as it is shown and stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A temporary password: 120 random bits in groups of five, `7QF2M-9DABK-…`, that a person can read
/// from a phone and type on a keyboard.
#[derive(Clone, PartialEq, Eq)]
pub struct TemporaryPassword(String);

impl TemporaryPassword {
    /// The password that random (or derived) bytes make.
    pub fn from_bytes(bytes: &[u8; 15]) -> Self {
        Self(groups(bytes, 24))
    }

    /// What `text` means as a temporary password, in its one spelling; `None` when it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        canonical(text, 24).map(Self)
    }

    /// The password as it is mailed. Never log it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for TemporaryPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TemporaryPassword(…)")
    }
}

/// A code that is given once in place of a one-time code, when the telephone is lost: 50 bits, `7QF2M-9DABK`.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// How many somebody has at first.
    pub const COUNT: u8 = 10;

    /// The code that random (or derived) bytes make.
    pub fn from_bytes(bytes: &[u8; 7]) -> Self {
        Self(groups(bytes, 10))
    }

    /// What `text` means as a code, in its one spelling; `None` when it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        canonical(text, 10).map(Self)
    }

    /// The code as it is shown. Never log it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

/// What somebody types for their second factor.
#[derive(Clone, PartialEq, Eq)]
pub enum FactorCode {
    /// The six digits that the application shows.
    OneTime(u32),
    /// One of the codes that were shown once.
    Recovery(RecoveryCode),
}

impl FactorCode {
    /// How many digits a one-time code has (RFC 4226, section 5.3).
    pub const DIGITS: u32 = 6;

    /// What `text` means as a code, spaces and hyphens aside; `None` when it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        Self::one_time(text).map(Self::OneTime).or_else(|| RecoveryCode::parse(text).map(Self::Recovery))
    }

    /// What `text` means as a one-time code.
    pub fn one_time(text: &str) -> Option<u32> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let is_code = digits.len() == Self::DIGITS as usize && digits.bytes().all(|b| b.is_ascii_digit());
        is_code.then(|| digits.parse().ok()).flatten()
    }
}

impl std::fmt::Debug for FactorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FactorCode(…)")
    }
}

/// The first `count` Base32 characters of `bytes`, in groups of five.
fn groups(bytes: &[u8], count: usize) -> String {
    let mut text = String::with_capacity(count + count / 5);
    let mut bits = 0_u32;
    let mut held = 0_u32;
    let mut bytes = bytes.iter();

    for position in 0..count {
        if held < 5 {
            bits = (bits << 8) | u32::from(*bytes.next().unwrap_or(&0));
            held += 8;
        }
        held -= 5;
        if position > 0 && position % 5 == 0 {
            text.push('-');
        }
        text.push(char::from(ALPHABET[((bits >> held) & 31) as usize]));
    }

    text
}

/// `text` in the spelling of [`groups`], when it has exactly `count` characters of the alphabet.
fn canonical(text: &str, count: usize) -> Option<String> {
    let mut spelled = String::with_capacity(count + count / 5);
    let mut seen = 0;
    for c in text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '‑')) {
        let c = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        };
        if !u8::try_from(c).is_ok_and(|b| ALPHABET.contains(&b)) {
            return None;
        }
        if seen > 0 && seen % 5 == 0 {
            spelled.push('-');
        }
        spelled.push(c);
        seen += 1;
    }

    (seen == count).then_some(spelled)
}

/// Why a text cannot be a user's own password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum PasswordError {
    /// Fewer than [`Password::MIN`] characters.
    #[error("shorter than {min} characters")]
    TooShort {
        /// The shortest allowed, in characters.
        min: u16,
    },
    /// More than [`Password::MAX`] characters.
    #[error("longer than {max} characters")]
    TooLong {
        /// The longest allowed, in characters.
        max: u16,
    },
    /// Made of what attackers try first: common words, runs along the keyboard, dates, one thing over and over.
    #[error("too common")]
    Common,
}

/// A password that a user chose: NFC, 15 to 256 characters, no rule about which but that it is not among the first that are
/// tried (NIST SP 800-63B-4, section 3.1.1.2).
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// The shortest, in characters.
    pub const MIN: u16 = 15;
    /// The longest, in characters: enough for any phrase, little enough to hash.
    pub const MAX: u16 = 256;

    /// The password that `text` writes. Spaces count, also around it. Not in the browser, which would load the words.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn parse(text: &str) -> Result<Self, PasswordError> {
        let password = crate::unicode::composed(text).into_owned();
        let length = password.chars().count();
        if length < usize::from(Self::MIN) {
            return Err(PasswordError::TooShort { min: Self::MIN });
        }

        if length > usize::from(Self::MAX) {
            return Err(PasswordError::TooLong { max: Self::MAX });
        }

        if strength::is_guessable(&password, &[]) {
            return Err(PasswordError::Common);
        }

        Ok(Self(password))
    }

    /// What somebody typed who says that they have a password already: whatever it is, it is compared. `None` when it is
    /// too long to be one.
    pub fn typed(text: &str) -> Option<Self> {
        let password = crate::unicode::composed(text).into_owned();
        (password.chars().count() <= usize::from(Self::MAX)).then_some(Self(password))
    }

    /// Whether it is made of what is tried first by who knows that its person has to do with `names`.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn tells(&self, names: &[&str]) -> bool {
        strength::is_guessable(&self.0, names)
    }

    /// The password itself, to be hashed. Never log it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_reads_back_however_it_is_typed() {
        let identifier = Identifier::from_random([0x3c, 0xee, 0xf1, 0x4d, 0x35, 0x4b, 0x00]);
        assert_eq!(identifier.as_str().len(), 11);
        let typed = identifier.as_str().to_lowercase().replace('-', " ");
        assert_eq!(Identifier::parse(&typed), Some(identifier));
        assert_eq!(Identifier::parse("oil10-00000").unwrap().as_str(), "01110-00000");
        assert_eq!(Identifier::parse("K7QF2-M9DA"), None);
        assert_eq!(Identifier::parse("jean@potters.example"), None);
    }

    #[test]
    fn a_temporary_password_holds_every_bit_it_was_made_of() {
        let one = TemporaryPassword::from_bytes(&[0xff; 15]);
        assert_eq!(one.reveal(), "ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZ");
        let mut bytes = [0xff; 15];
        bytes[14] = 0xfe;
        assert_ne!(TemporaryPassword::from_bytes(&bytes), one);
        assert_eq!(TemporaryPassword::parse(" zzzzzzzzzzzzzzzzzzzzzzzz "), Some(one));
    }

    #[test]
    fn a_code_of_a_second_factor_is_six_digits_or_a_recovery_code() {
        assert_eq!(FactorCode::parse(" 012 345 "), Some(FactorCode::OneTime(12_345)));
        let recovery = RecoveryCode::from_bytes(&[0x3c, 0xee, 0xf1, 0x4d, 0x35, 0x4b, 0x00]);
        let typed = recovery.reveal().to_lowercase().replace('-', " ");
        assert_eq!(FactorCode::parse(&typed), Some(FactorCode::Recovery(recovery)));
        for other in ["", "12345", "1234567", "+12345", "١٢٣٤٥٦", "7QF2M-9DAB"] {
            assert_eq!(FactorCode::parse(other), None, "{other}");
        }
    }

    #[test]
    fn a_password_is_long_and_not_one_of_those_tried_first() {
        assert!(Password::parse("correct cheval pile agrafe").is_ok());
        assert_eq!(Password::parse("quatorze-signe"), Err(PasswordError::TooShort { min: 15 }));
        assert_eq!(Password::parse(&"x y".repeat(90)), Err(PasswordError::TooLong { max: 256 }));
        for common in ["aaaaaaaaaaaaaaaaaa", "azertyazertyazerty", "123456789012345", "MotdepasseMotdepasse"]
        {
            assert_eq!(Password::parse(common), Err(PasswordError::Common), "{common}");
        }
    }
}
