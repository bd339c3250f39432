//! The two databases, each private to one measurement.

use super::server::Place;
use crate::postgres::{Durability, Postgres};
use crate::prerequisites;
use anyhow::{Context, Result};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Engine {
    Sqlite,
    /// The one for several machines.
    Postgres,
}

impl Engine {
    pub const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];
}

impl fmt::Display for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// A data folder and a database.
pub struct Home {
    folder: Folder,
    postgres: Option<Postgres>,
}

enum Folder {
    Temporary(TempDir),
    /// There for the next time.
    Kept(PathBuf),
}

/// The database that Guichet uses in a cluster.
const DATABASE: &str = "guichet";

/// In a kept folder, says that it is complete: what `fill` gave when it was.
const COMPLETE: &str = "complete";

impl Home {
    /// An empty one, gone when dropped.
    pub fn new(engine: Engine) -> Result<Self> {
        let postgres = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => {
                let server = Postgres::start(Durability::Full)?;
                server.create_database(DATABASE)?;
                Some(server)
            }
        };
        let folder = tempfile::Builder::new().prefix("guichet-bench-").tempdir()?;

        Ok(Self { folder: Folder::Temporary(folder), postgres })
    }

    /// One that is filled the first time and kept for the next; and what `fill` gave when it was filled.
    pub fn kept(
        engine: Engine,
        name: &str,
        executable: &Path,
        fill: impl FnOnce(&Place) -> Result<String>,
    ) -> Result<(Self, String)> {
        let folder = cache()?.join(format!("{}-{name}", engine.to_string().to_lowercase()));
        let complete = fs::read_to_string(folder.join(COMPLETE)).ok();
        if complete.is_none() && folder.exists() {
            // It was given up half-way.
            fs::remove_dir_all(&folder)?;
        }

        fs::create_dir_all(&folder)?;
        let postgres = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(Postgres::kept(folder.join("cluster"), Durability::Full)?),
        };
        let home = Self { folder: Folder::Kept(folder), postgres };

        if let Some(given) = complete {
            return Ok((home, given));
        }

        if let Some(server) = &home.postgres {
            server.create_database(DATABASE)?;
        }

        let given = fill(&home.place(executable))?;
        if let Some(server) = &home.postgres {
            server.settle(DATABASE)?;
        }

        fs::write(home.folder().join(COMPLETE), &given)?;
        Ok((home, given))
    }

    pub fn folder(&self) -> &Path {
        match &self.folder {
            Folder::Temporary(folder) => folder.path(),
            Folder::Kept(folder) => folder,
        }
    }

    /// Where an instance of `executable` keeps its data here.
    pub fn place(&self, executable: &Path) -> Place {
        Place {
            executable: executable.to_owned(),
            folder: self.folder().to_owned(),
            database: self.postgres.as_ref().map(|server| server.url(DATABASE)),
            smtp: None,
        }
    }
}

/// Where databases are kept: root's own cache cannot be reached by the user who PostgreSQL is then.
fn cache() -> Result<PathBuf> {
    if prerequisites::is_root() {
        return Ok(PathBuf::from("/var/cache/guichet/bench"));
    }
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = || Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache"));
    Ok(cache.or_else(home).context("there is no home folder")?.join("guichet/bench"))
}
