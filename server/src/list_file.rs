//! A list that was sent or named, as the reader of files has it.

use domain::imports::{Overrides, ReadError, Sheet};
use workbook::{Workbook, is_workbook};

/// The most that is inflated of a workbook that was sent, in octets: the lists that the server reads itself are short, and
/// whoever sends one must not keep it busy for long.
const SENT: u64 = 64 * 1024 * 1024;

/// The text of a file that was sent, and how it is read: of a workbook, that of the sheet that is likeliest a list.
pub(crate) fn sent(bytes: Vec<u8>) -> Result<(Vec<u8>, Overrides), ReadError> {
    text_of(bytes, &Overrides::default(), |bytes| Workbook::open_within(bytes, SENT))
}

/// The rows of a file, read as it is said to be: of a workbook, of the sheet that is likeliest a list.
pub(crate) fn sheet(bytes: Vec<u8>, said: &Overrides) -> Result<Sheet, ReadError> {
    let (text, reading) = text(bytes, said)?;
    Sheet::open(text, &reading)
}

/// The text of a file and how it is read: of a workbook, that of the sheet that is likeliest a list.
pub(crate) fn text(bytes: Vec<u8>, said: &Overrides) -> Result<(Vec<u8>, Overrides), ReadError> {
    text_of(bytes, said, Workbook::open)
}

fn text_of(
    bytes: Vec<u8>,
    said: &Overrides,
    open: impl FnOnce(Vec<u8>) -> Result<Workbook, ReadError>,
) -> Result<(Vec<u8>, Overrides), ReadError> {
    if !is_workbook(&bytes) {
        return Ok((bytes, said.clone()));
    }

    let mut workbook = open(bytes)?;
    let place = workbook.likely()?;
    let text = workbook.text(place, |_| {})?;
    // The text of a sheet is ours: nothing is to be guessed.
    Ok((text.into_bytes(), Overrides { delimiter: Some(';'), ..Overrides::default() }))
}
