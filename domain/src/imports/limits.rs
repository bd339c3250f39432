//! What a file may not exceed. Beyond it a clear message, never a slow or a silent failure.

/// The largest file, in bytes.
pub const BYTES: u64 = 256 * 1024 * 1024;
/// The most rows, header and preamble aside.
pub const ROWS: u32 = 1_000_000;
/// The most cells in a row, blank ones behind the last that holds something aside.
pub const COLUMNS: u32 = 1024;
/// How many columns are looked at, and more where a heading further to the right is known.
pub const COLUMNS_READ: usize = 64;
/// The most in a row of a file of rows in error: it may have gained a column for each field, and has that of
/// the reasons.
pub const COLUMNS_WITH_OURS: u32 = COLUMNS + 10;
const _: () = assert!(super::Field::COUNT + 1 == 10, "a column for each field, and that of the reasons");
/// The longest cell of a column that is read, in bytes of UTF-8.
pub const CELL: u32 = 4 * 1024;
