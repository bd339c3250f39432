//! Why Guichet did not start, in words that name what to change.

use std::path::Path;

/// Why a command could not begin.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A file or folder that a setting names cannot be used.
    #[error("{setting}: {path}: {error}")]
    File {
        /// The setting that names it.
        setting: &'static str,
        /// The file or folder.
        path: String,
        /// What the operating system said.
        error: std::io::Error,
    },
    /// The database cannot be opened or migrated.
    #[error("DATABASE_URL: {0}")]
    Database(backend::db::OpenError),
    /// The address cannot be listened on.
    #[error("GUICHET_ADDR: {address}: {error}")]
    Listen {
        address: std::net::SocketAddr,
        /// What the operating system said.
        error: std::io::Error,
    },
    /// Another server serves the embedded database.
    #[error("DATABASE_URL: {0}")]
    Serving(backend::db::ServingError),
    /// A setting that only shows to be wrong when it is used.
    #[error("{setting}: {reason}")]
    Setting {
        setting: &'static str,
        /// What is wrong with it.
        reason: String,
    },
}

impl StartError {
    /// A file or folder that `setting` names cannot be used.
    pub fn file(setting: &'static str, path: &Path, error: std::io::Error) -> Self {
        Self::File { setting, path: path.display().to_string(), error }
    }
}
