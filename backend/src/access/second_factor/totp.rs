//! One-time codes (RFC 6238): SHA-1, six digits, thirty seconds. Applications know these, and not all know others.

use crate::services::SecretKey;
use domain::credentials::FactorCode;
use domain::ids::UserId;
use domain::time::Timestamp;
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sha1::Sha1;
use sha2::Sha256;

/// For how many seconds a code is shown.
const STEP: i64 = 30;
/// So many steps a telephone's clock may be early or late.
const WINDOW: i64 = 1;
/// What applications show over the code.
const ISSUER: &str = "Guichet";
/// Base32 (RFC 4648, section 6).
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What a person's application makes codes of: as many bits as SHA-1 has (RFC 4226, section 4).
pub(super) struct Secret([u8; 20]);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// The secret of a person that `seed` gives. Whoever has the seed alone has nothing.
    pub(super) fn derive(key: &SecretKey, user: UserId, seed: &[u8]) -> Self {
        let mut mac = Hmac::<Sha256>::new_from_slice(&key.0).expect("HMAC takes a key of any length");
        mac.update(b"one-time codes\0");
        mac.update(user.0.as_bytes());
        mac.update(seed);
        let derived: [u8; 32] = mac.finalize().into_bytes().into();
        let mut secret = [0; 20];
        secret.copy_from_slice(&derived[..20]);

        Self(secret)
    }

    /// The code of a step (RFC 4226, section 5.3).
    pub(super) fn code(&self, step: i64) -> u32 {
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(&step.to_be_bytes());
        let digest: [u8; 20] = mac.finalize().into_bytes().into();
        let offset = usize::from(digest[19] & 15);
        let word = [digest[offset], digest[offset + 1], digest[offset + 2], digest[offset + 3]];

        (u32::from_be_bytes(word) & 0x7fff_ffff) % 10_u32.pow(FactorCode::DIGITS)
    }

    /// The step at `now`, or just before or after, which has this code and comes after the step `last`.
    pub(super) fn accepts(&self, code: u32, now: Timestamp, last: Option<i64>) -> Option<i64> {
        let here = step(now);
        let mut steps = here - WINDOW..=here + WINDOW;
        steps.find(|step| last.is_none_or(|last| *step > last) && self.code(*step) == code)
    }

    /// As applications take it when it is typed: Base32, in groups of four letters.
    pub(super) fn shown(&self) -> String {
        let text = self.base32();
        let groups: Vec<&str> =
            (0..text.len()).step_by(4).map(|at| &text[at..(at + 4).min(text.len())]).collect();
        groups.join(" ")
    }

    /// As applications take it by a link or a picture; `account` tells it from others of the same person's.
    pub(super) fn url(&self, account: &str) -> String {
        let account = utf8_percent_encode(account, NON_ALPHANUMERIC);
        format!("otpauth://totp/{ISSUER}:{account}?secret={}&issuer={ISSUER}", self.base32())
    }

    /// Twenty bytes are thirty-two letters of five bits.
    fn base32(&self) -> String {
        let mut text = String::with_capacity(32);
        for group in self.0.chunks(5) {
            let bits = group.iter().fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
            let letters = (0..8).rev().map(|place| ALPHABET[(bits >> (5 * place) & 31) as usize]);
            text.extend(letters.map(char::from));
        }

        text
    }
}

/// The step that a moment is in.
pub(super) fn step(at: Timestamp) -> i64 {
    at.0.div_euclid(1000 * STEP)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    /// The secret of the RFC's examples.
    const SECRET: Secret = Secret(*b"12345678901234567890");

    #[test]
    fn codes_are_those_of_the_rfc() {
        // RFC 6238, appendix B, the last six digits of eight.
        for (seconds, code) in [
            (59, 287_082),
            (1_111_111_109, 81_804),
            (1_111_111_111, 50_471),
            (1_234_567_890, 5_924),
            (2_000_000_000, 279_037),
            (20_000_000_000, 353_130),
        ] {
            assert_eq!(SECRET.code(step(Timestamp(seconds * 1000))), code, "{seconds}");
        }
    }

    #[test]
    fn a_code_is_accepted_a_step_early_or_late_and_never_after_one_that_was() {
        let now = Timestamp(1_234_567_890_000);
        let here = step(now);
        for (away, accepted) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let found = SECRET.accepts(SECRET.code(here + away), now, None);
            assert_eq!(found, accepted.then_some(here + away), "{away}");
        }
        assert_eq!(SECRET.accepts(SECRET.code(here), now, Some(here)), None);
        assert_eq!(SECRET.accepts(SECRET.code(here - 1), now, Some(here)), None);
        assert_eq!(SECRET.accepts(SECRET.code(here + 1), now, Some(here)), Some(here + 1));
    }

    #[test]
    fn the_key_is_base32_to_type_and_in_the_address_of_the_picture() {
        assert_eq!(SECRET.shown(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(
            SECRET.url("K7QF2-M9DAB"),
            "otpauth://totp/Guichet:K7QF2%2DM9DAB?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Guichet"
        );
    }

    #[test]
    fn each_person_each_seed_and_each_key_give_another_secret() {
        let user = |number| UserId(Uuid::from_u128(number));
        let secret = |key, number, seed: &[u8]| Secret::derive(&SecretKey([key; 32]), user(number), seed).0;
        let one = secret(1, 1, b"seed");
        assert_eq!(one, secret(1, 1, b"seed"));
        for other in [secret(2, 1, b"seed"), secret(1, 2, b"seed"), secret(1, 1, b"other")] {
            assert_ne!(one, other);
        }
    }
}
