use crate::random::Random;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

macro_rules! tokens {
    ($($(#[$doc:meta])* $name:ident($prefix:literal);)+) => {$(
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
                URL_SAFE_NO_PAD.decode(text.strip_prefix($prefix)?).ok()?.try_into().ok().map(Self)
            }

            /// How it is spelled: its prefix, then base64url (RFC 4648, section 5). Never log it.
            pub fn reveal(&self) -> String {
                format!(concat!($prefix, "{}"), URL_SAFE_NO_PAD.encode(self.0))
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
    SessionToken("");
    /// What a mailed link carries: 256 bits derived from the mail's job.
    LinkToken("");
    /// What a browser shows to have back what a refused form held.
    FormKey("");
    /// What one of the portal's applications shows to be recognised: 256 random bits. Its prefix is what tools look for
    /// that search sources and logs for secrets.
    ApplicationToken("guichet_app_");
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

    #[test]
    fn a_token_of_an_application_is_known_by_its_prefix() {
        let token = ApplicationToken::random(&Random::counted(1));
        let spelled = token.reveal();
        assert_eq!(spelled.len(), "guichet_app_".len() + 43);
        assert_eq!(ApplicationToken::parse(&spelled), Some(token));
        assert_eq!(ApplicationToken::parse(spelled.trim_start_matches("guichet_app_")), None);
        assert_eq!(SessionToken::parse(&spelled), None);
    }
}
