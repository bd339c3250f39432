//! The file of an embedded database: who may read it, and who serves it.

use domain::time::Timestamp;
use sqlx::sqlite::SqliteConnectOptions;
use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The file of the database at `url`; `None` for one that is in none, or not SQLite's.
pub fn file_of(url: &str) -> Option<PathBuf> {
    if !url.starts_with("sqlite:") || url.contains(":memory:") || url.contains("mode=memory") {
        return None;
    }
    SqliteConnectOptions::from_str(url).ok().map(|options| options.get_filename().to_owned())
}

/// `file` with something behind its name, as SQLite names what stands beside a database.
pub fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(suffix);
    name.into()
}

/// Makes a database's file before SQLite does, which would let others read it. What SQLite puts beside it has the same
/// mode.
pub(super) fn make_private(file: &Path) {
    // Where it cannot be made, or is there, opening it says so.
    let _ = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
}

/// The one server of an embedded database, as long as this lives: a second would send mails twice, and give back at its
/// start what the first is sending. Commands need none.
#[derive(Debug)]
pub struct Serving {
    /// The lock is the operating system's, which takes it back however the process ends.
    _lock: File,
}

/// Why there can be no server.
#[derive(Debug, thiserror::Error)]
pub enum ServingError {
    /// There is one; which, as it says itself.
    #[error("a server uses this database already: {0}")]
    Taken(String),
    /// The lock cannot be written.
    #[error("{path}: {error}")]
    File { path: PathBuf, error: io::Error },
}

impl Serving {
    /// Becomes the one server of the database in `file`, at `now`.
    pub fn begin(file: &Path, now: Timestamp) -> Result<Self, ServingError> {
        // However it is named, through links too.
        let file = file.canonicalize().unwrap_or_else(|_| file.to_owned());
        let path = beside(&file, ".lock");
        let failed = |error| ServingError::File { path: path.clone(), error };
        let mut options = OpenOptions::new();
        let options = options.read(true).write(true).create(true).truncate(false).mode(0o600);
        let mut lock = options.open(&path).map_err(failed)?;

        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // It may not have said anything yet.
                let _ = lock.read_to_string(&mut holder);
                return Err(ServingError::Taken(holder.trim().to_owned()));
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }

        let since = jiff::Timestamp::from_millisecond(now.0).unwrap_or_default();
        let process = std::process::id();
        let said = lock.set_len(0).and_then(|()| writeln!(lock, "process {process}, since {since:.0}"));
        said.map_err(failed)?;
        Ok(Self { _lock: lock })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Db;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_second_server_is_told_of_the_first_until_that_has_ended() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("guichet.db");
        let at = Timestamp(1_796_000_000_000);
        let first = Serving::begin(&file, at).unwrap();
        let refused = Serving::begin(&file, Timestamp(at.0 + 1)).unwrap_err().to_string();
        let process = std::process::id();
        assert!(refused.ends_with(&format!("process {process}, since 2026-11-30T00:53:20Z")), "{refused}");

        std::fs::write(&file, "").unwrap();
        let link = folder.path().join("link.db");
        std::os::unix::fs::symlink(&file, &link).unwrap();
        assert!(Serving::begin(&link, at).is_err(), "by another name");

        drop(first);
        Serving::begin(&file, at).unwrap();
    }

    #[tokio::test]
    async fn what_sqlite_writes_is_its_owner_s_alone() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&format!("sqlite://{}", folder.path().join("guichet.db").display())).await.unwrap();
        db.migrate().await.unwrap();
        let modes: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|file| file.unwrap().metadata().unwrap().permissions().mode() & 0o777)
            .collect();
        assert_eq!(modes, [0o600; 3], "the file, its log and the log's index");
        db.close().await;
    }

    #[test]
    fn only_an_embedded_database_has_a_file() {
        assert_eq!(file_of("sqlite://data/guichet.db?mode=ro"), Some("data/guichet.db".into()));
        assert_eq!(file_of("sqlite::memory:"), None);
        assert_eq!(file_of("postgres://guichet@localhost/guichet"), None);
    }
}
