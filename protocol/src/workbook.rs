use crate::Sheets;
use domain::imports::ReadError;
use serde::{Deserialize, Serialize};

/// From the import's worker to the one that reads a workbook. The file comes along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToWorkbook {
    /// The sheet to read, by its place among those with something in them; absent for the one that is probably
    /// meant.
    pub sheet: Option<u32>,
}

/// From the worker that reads a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FromWorkbook {
    /// So much of it has been read.
    Reading {
        /// Bytes read.
        read: u64,
        /// Bytes of the file.
        of: u64,
    },
    /// A sheet; its text comes along, as a `Uint8Array`.
    Sheet(Sheets),
    /// It cannot be read.
    Failed {
        /// Why.
        error: ReadError,
    },
}
