use super::partial::{Partial, sync_folder_of};
use super::{NotWhole, postgres, sqlite};
use crate::db::{self, Serving, ServingError, beside};
use crate::observe::Operation;
use crate::secret_key;
use crate::services::SecretKey;
use domain::time::Timestamp;
use std::io;
use std::path::{Path, PathBuf};

/// Why nothing was restored. What is there is as it was.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// There is something in the database, and it was not said that it may go.
    #[error("the database is not empty")]
    NotEmpty,
    /// A server serves it.
    #[error(transparent)]
    Serving(#[from] ServingError),
    /// A command uses it.
    #[error("the database is in use")]
    InUse,
    #[error(transparent)]
    NotWhole(#[from] NotWhole),
    /// The copy's secrets were derived with another key.
    #[error("the copy was made with another key")]
    OtherKey,
    #[error("{path}: {error}")]
    File { path: PathBuf, error: io::Error },
    /// A program of PostgreSQL's could not be run, or what it said.
    #[error("{0}")]
    Program(String),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Puts the backup `from` where the database at `url` is to be, once it proved whole and made with `key`. What is there
/// goes aside when it `may_replace` it, and where it went is said; PostgreSQL's must be empty.
#[tracing::instrument(name = "backups.restore", skip_all, err(level = "debug"))]
pub async fn restore(
    url: &str,
    from: &Path,
    key: &SecretKey,
    may_replace: bool,
    now: Timestamp,
) -> Result<Option<PathBuf>, RestoreError> {
    let operation = Operation::begin("backups.restore");

    operation.ended(match db::file_of(url) {
        Some(file) => restore_file(&file, from, key, may_replace, now).await,
        None if !postgres::is_empty(url).await? => Err(RestoreError::NotEmpty),
        None => postgres::fill(url, from).await.map(|()| None).map_err(RestoreError::Program),
    })
}

async fn restore_file(
    file: &Path,
    from: &Path,
    key: &SecretKey,
    may_replace: bool,
    now: Timestamp,
) -> Result<Option<PathBuf>, RestoreError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| RestoreError::File { path, error }
    };
    let _nobody_serves = Serving::begin(file, now)?;
    let is_there = file.metadata().is_ok_and(|found| found.len() > 0);
    if is_there && !may_replace {
        return Err(RestoreError::NotEmpty);
    }

    let copy = Partial::begin(file).map_err(failed(file))?;
    std::fs::copy(from, copy.path()).map_err(failed(from))?;
    make_private(copy.path()).map_err(failed(file))?;
    let mark = sqlite::check(copy.path()).await?;
    if mark.is_some_and(|mark| mark != secret_key::mark(key)) {
        return Err(RestoreError::OtherKey);
    }

    if is_there && !sqlite::settle(file).await {
        return Err(RestoreError::InUse);
    }
    let aside = set_aside(file, now).map_err(failed(file))?;
    copy.finish(file).map_err(failed(file))?;
    Ok(aside)
}

/// `std::fs::copy` gives the copy the mode of what it copied.
fn make_private(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600))
}

/// Renames a database, with the log that it has if it could not be settled: a log that stays would be taken for the next
/// one's.
fn set_aside(file: &Path, now: Timestamp) -> io::Result<Option<PathBuf>> {
    let aside = beside(file, &format!(".replaced-{}", now.0));
    let mut is_aside = false;
    for suffix in ["", "-wal", "-shm"] {
        match std::fs::rename(beside(file, suffix), beside(&aside, suffix)) {
            Ok(()) => is_aside = true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    sync_folder_of(file)?;
    Ok(is_aside.then_some(aside))
}
