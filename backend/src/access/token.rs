use crate::random::Random;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

macro_rules! tokens {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name([u8; 32]);

        impl $name {
            pub fn random(random: &Random) -> Self {
                Self(random.bytes())
            }

            /// The one that these bytes are.
            pub fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The one that `text` spells; `None` when it spells none.
            pub fn parse(text: &str) -> Option<Self> {
                URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
            }

            /// How it is spelled, in base64url (RFC 4648, section 5). Never log it.
            pub fn reveal(&self) -> String {
                URL_SAFE_NO_PAD.encode(self.0)
            }

            /// Its SHA-256: all of it that is stored.
            pub fn hash(&self) -> [u8; 32] {
                Sha256::digest(self.0).into()
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}

tokens! {
    /// What a browser shows to be recognised: 256 random bits.
    SessionToken;
    /// What a mailed link carries: 256 bits derived from the mail's job.
    LinkToken;
    /// What a browser shows to have back what a refused form held.
    FormKey;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_and_is_not_shown_by_debug() {
        let token = SessionToken::random(&Random::counted(1));
        assert_eq!(SessionToken::parse(&token.reveal()), Some(token.clone()));
        assert_eq!(token.reveal().len(), 43);
        assert_eq!(format!("{token:?}"), "SessionToken(…)");
        assert_eq!(SessionToken::parse("trop court"), None);
    }
}
