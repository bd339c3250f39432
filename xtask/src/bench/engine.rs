//! The two databases, each empty and private to one measurement.

use super::server::Place;
use crate::postgres::{Durability, Postgres};
use anyhow::Result;
use std::fmt;
use std::path::Path;
use tempfile::TempDir;

/// A database engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The embedded one.
    Sqlite,
    /// The one for several machines.
    Postgres,
}

impl Engine {
    /// Both.
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

/// A data folder and a database, gone when dropped.
pub struct Home {
    folder: TempDir,
    postgres: Option<Postgres>,
}

impl Home {
    /// An empty one.
    pub fn new(engine: Engine) -> Result<Self> {
        let postgres = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => {
                let server = Postgres::start(Durability::Full)?;
                server.create_database("guichet")?;
                Some(server)
            }
        };
        Ok(Self { folder: tempfile::Builder::new().prefix("guichet-bench-").tempdir()?, postgres })
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where an instance of `executable` keeps its data here.
    pub fn place(&self, executable: &Path) -> Place {
        Place {
            executable: executable.to_owned(),
            folder: self.folder().to_owned(),
            database: self.postgres.as_ref().map(|server| server.url("guichet")),
            smtp: None,
        }
    }
}
