//! What authenticators were asked for: kept on the server until the answer, which any of several may get.

use crate::access::Principal;
use crate::db::{Code, TextCode, Tx};
use crate::services::Services;
use domain::ids::CeremonyId;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// How long an answer is waited for, in seconds (W3C Web Authentication, section 5.4).
pub(super) const LASTS: i64 = 5 * 60;

/// What an answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Adding a passkey.
    Add,
    /// Proving that one has it.
    Prove,
}

impl TextCode for Kind {
    fn code(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Prove => "prove",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Add, Self::Prove].into_iter().find(|kind| kind.code() == code)
    }
}

/// Writes down what the answer will be judged by. A session waits for one answer of a kind: the last that it asked for.
pub(super) async fn begin(
    tx: &mut Tx,
    services: &Services,
    kind: Kind,
    principal: &Principal,
    state: &impl Serialize,
) -> sqlx::Result<CeremonyId> {
    let now = services.clock.now();
    let id = CeremonyId(services.random.id(now));
    let session = &principal.session[..];
    let state = serde_json::to_string(state).map_err(|error| sqlx::Error::Encode(error.into()))?;

    tx.query("DELETE FROM passkey_ceremonies WHERE session = $1 AND kind = $2")
        .bind(session)
        .bind(Code(kind))
        .execute()
        .await?;
    tx.query(
        "INSERT INTO passkey_ceremonies (id, kind, session, state, valid_until) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(id.0)
    .bind(Code(kind))
    .bind(session)
    .bind(state)
    .bind(now.plus_seconds(LASTS).0)
    .execute()
    .await?;

    Ok(id)
}

/// What the answer is judged by, while it is waited for. It is there once, which lasts once the transaction does.
pub(super) async fn take<S: DeserializeOwned>(
    tx: &mut Tx,
    services: &Services,
    (kind, id): (Kind, CeremonyId),
    principal: &Principal,
) -> sqlx::Result<Option<S>> {
    let state: Option<String> = tx
        .query(
            "DELETE FROM passkey_ceremonies
             WHERE id = $1 AND kind = $2 AND session = $3 AND valid_until > $4
             RETURNING state",
        )
        .bind(id.0)
        .bind(Code(kind))
        .bind(&principal.session[..])
        .bind(services.clock.now().0)
        .optional_scalar()
        .await?;
    let read = |state: String| serde_json::from_str(&state);
    state.map(read).transpose().map_err(|error| sqlx::Error::Decode(error.into()))
}
