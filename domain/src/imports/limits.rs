//! What a file may not exceed. Beyond it a clear message, never a slow or a silent failure.

/// The largest file, in bytes.
pub const BYTES: u64 = 256 * 1024 * 1024;
/// The most rows, header and preamble aside.
pub const ROWS: u32 = 1_000_000;
/// The most cells in a row.
pub const COLUMNS: u32 = 64;
/// The longest cell, in bytes of UTF-8.
pub const CELL: u32 = 4 * 1024;
