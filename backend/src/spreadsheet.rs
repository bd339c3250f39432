//! Lines of a CSV file that French Excel opens.

use domain::imports::escape_formula;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The lines could not be written.
    #[error("the file cannot be written: {0}")]
    Csv(#[from] csv::Error),
}

/// Begins a file, so that Excel takes it for UTF-8.
pub(crate) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Rows as lines. A cell that a spreadsheet program could take for a formula is guarded.
pub(crate) fn lines<const COLUMNS: usize>(
    rows: impl IntoIterator<Item = [String; COLUMNS]>,
) -> csv::Result<Vec<u8>> {
    let mut csv =
        csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        csv.write_record(row.iter().map(|cell| escape_formula(cell).into_owned()))?;
    }

    csv.into_inner().map_err(|error| error.into_error().into())
}

/// The line over the columns, at the beginning of a file.
pub(crate) fn heading<const COLUMNS: usize>(names: [&str; COLUMNS]) -> csv::Result<Vec<u8>> {
    let line = lines([names.map(str::to_owned)])?;
    Ok([BYTE_ORDER_MARK.as_bytes(), &line].concat())
}
