//! Passkeys (W3C Web Authentication), as the browser sees them.

use crate::ids::{CeremonyId, PasskeyId};
use crate::time::LocalTime;
use serde::{Deserialize, Serialize};

/// One of somebody's passkeys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkey {
    /// Names it among the person's own.
    pub id: PasskeyId,
    /// What the person calls it.
    pub name: String,
    /// When it was added.
    pub since: LocalTime,
    /// When it last signed; `None`: never yet.
    pub last_used: Option<LocalTime>,
}

/// What an authenticator is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyRequest {
    /// Comes back with the answer.
    pub ceremony: CeremonyId,
    /// JSON of what the browser hands to the authenticator, bytes in base64url: `PublicKeyCredentialCreationOptionsJSON`, or
    /// `PublicKeyCredentialRequestOptionsJSON`.
    pub options: String,
}

/// Why what an authenticator answered was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum PasskeyProblem {
    /// It was not asked for, not for this, too long ago, or was answered before.
    #[error("asked for too long ago, or answered already")]
    Gone,
    /// It was made for another site.
    #[error("of another site")]
    Elsewhere,
    /// The passkey is not the person's, or was removed.
    #[error("not a passkey of this person")]
    Unknown,
    /// It was used more often than this site knows of: there may be a copy.
    #[error("its counter went back")]
    Copied,
    /// The authenticator has not made sure who holds it.
    #[error("nobody was verified")]
    Unverified,
    /// It was added already.
    #[error("added already")]
    Added,
    /// It is not what was asked for, or is not signed by the passkey.
    #[error("wrong answer")]
    Wrong,
}
