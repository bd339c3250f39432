//! What the columns of `draft_rows` hold, as values.

use crate::db::TextCode;
use domain::imports::{Issue, RowText, Verdict};

/// A line number out of the database, where only `rows::store` writes them.
pub(super) fn line_of(stored: i64) -> u32 {
    u32::try_from(stored).unwrap_or(u32::MAX)
}

/// The issues as `draft_rows` holds them.
pub(super) fn issues_of(json: &str) -> sqlx::Result<Vec<Issue>> {
    serde_json::from_str(json).map_err(|error| sqlx::Error::Decode(error.into()))
}

/// The cells as `draft_rows` holds them.
pub(super) fn cells_of(json: &str) -> sqlx::Result<RowText> {
    serde_json::from_str(json).map_err(|error| sqlx::Error::Decode(error.into()))
}

/// The verdict that `draft_rows` holds of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StoredVerdict {
    /// One that is told.
    Reported(Verdict),
    /// To be found once everybody's rows are there.
    Unknown,
    /// Repeats an earlier row.
    Duplicate,
    /// Its address is somebody else's.
    Conflict,
    /// It says no sub-account, and would change one of several accesses.
    Ambiguous,
}

impl StoredVerdict {
    /// What is told of it: nothing becomes of a duplicate, a conflict or a doubt.
    pub(super) const fn reported(self) -> Verdict {
        match self {
            Self::Reported(verdict) => verdict,
            Self::Unknown | Self::Duplicate | Self::Conflict | Self::Ambiguous => Verdict::Error,
        }
    }
}

impl TextCode for StoredVerdict {
    fn code(self) -> &'static str {
        match self {
            Self::Reported(verdict) => verdict.code(),
            Self::Unknown => "unknown",
            Self::Duplicate => "duplicate",
            Self::Conflict => "conflict",
            Self::Ambiguous => "ambiguous",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Unknown, Self::Duplicate, Self::Conflict, Self::Ambiguous]
            .into_iter()
            .find(|verdict| verdict.code() == code)
            .or_else(|| Verdict::from_code(code).map(Self::Reported))
    }
}
