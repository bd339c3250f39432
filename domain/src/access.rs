//! Signing in, as the browser sees it.

use crate::time::LocalTime;
use serde::{Deserialize, Serialize};

/// What a mailed link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// Choosing one's first password.
    Activation,
    /// Choosing another password, the old one being forgotten.
    Reset,
}

/// One of a person's sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSession {
    /// Names it among the person's own; nobody can sign in with it.
    pub key: String,
    /// What the browser called itself.
    pub user_agent: String,
    /// When the person signed in.
    pub since: LocalTime,
    /// When it was last used, to the minute.
    pub last_seen: LocalTime,
    /// Whether it is the one that is asking.
    pub current: bool,
}
