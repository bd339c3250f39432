use super::partial::Partial;
use super::{NotWhole, postgres, sqlite};
use crate::db;
use crate::observe::Operation;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Why there is no backup. Nothing is left behind.
#[derive(Debug, thiserror::Error)]
pub enum BackUpError {
    /// Nothing is ever overwritten.
    #[error("{0}: there is a file of that name already")]
    Exists(PathBuf),
    #[error("{path}: {error}")]
    File { path: PathBuf, error: io::Error },
    /// The copy was looked at, and something is wrong with it: with the database, most likely.
    #[error(transparent)]
    NotWhole(#[from] NotWhole),
    /// A program of PostgreSQL's could not be run, or what it said.
    #[error("{0}")]
    Program(String),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Writes the database at `url`, as it is at one moment, into the file `to`; it may be served meanwhile. The key of its
/// secrets is not in it.
#[tracing::instrument(name = "backups.back_up", skip_all, err(level = "debug"))]
pub async fn back_up(url: &str, to: &Path) -> Result<(), BackUpError> {
    let operation = Operation::begin("backups.back_up");

    let failed = |error: io::Error| match error.kind() {
        ErrorKind::AlreadyExists => BackUpError::Exists(to.to_owned()),
        _ => BackUpError::File { path: to.to_owned(), error },
    };
    if to.try_exists().map_err(failed)? {
        return Err(BackUpError::Exists(to.to_owned()));
    }

    let partial = Partial::begin(to).map_err(failed)?;
    if db::file_of(url).is_some() {
        sqlite::copy(url, partial.path()).await?;
        sqlite::check(partial.path()).await?;
    } else {
        postgres::dump(url, partial.path()).await.map_err(BackUpError::Program)?;
    }

    operation.ended(partial.finish(to).map_err(failed))
}
