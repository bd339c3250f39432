use crate::Sheets;
use domain::imports::ReadError;
use serde::{Deserialize, Serialize};

/// From the worker that reads a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FromWorkbook {
    /// So much of it has been read.
    Reading {
        read: u64,
        /// Bytes of the file.
        of: u64,
    },
    /// A sheet; its text comes along, as a `Uint8Array`.
    Sheet(Sheets),
    /// It cannot be read.
    Failed { error: ReadError },
}
