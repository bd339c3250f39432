//! The parts of the package, read as a stream of XML whose every inflated byte is counted.

use domain::imports::ReadError;
use domain::imports::limits;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::borrow::Cow;
use std::io::{BufRead, BufReader, Cursor, Error, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The most that one part may inflate to. A full sheet of a million rows of ten columns is about half.
const INFLATED: u64 = 1 << 30;

/// The most between two ends of elements: a longer text than any cell may hold.
const EVENT: usize = 256 * 1024;

pub struct Archive(ZipArchive<Cursor<Vec<u8>>>);

impl Archive {
    pub fn open(bytes: Vec<u8>) -> Result<Self, ReadError> {
        if bytes.len() as u64 > limits::BYTES {
            return Err(ReadError::TooLarge { max: limits::BYTES });
        }
        ZipArchive::new(Cursor::new(bytes)).map(Self).map_err(|_| ReadError::Damaged)
    }

    /// The part at a path such as `xl/workbook.xml`, whatever its case, as package paths are compared.
    pub fn part(&mut self, path: &str) -> Result<Part<impl BufRead + use<'_>>, ReadError> {
        let same = |name: &str| name.trim_start_matches('/').eq_ignore_ascii_case(path);
        // A name that is no text is not one that workbooks are made of.
        let found = self.0.file_names().filter_map(Result::ok).find(|name| same(name));
        let name = found.ok_or(ReadError::Workbook)?.into_owned();

        let file = self.0.by_name(&name).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Protected,
            _ => ReadError::Damaged,
        })?;
        let size = file.size();
        let counted = Counted { inner: BufReader::new(file.take(INFLATED + 1)), left: INFLATED, event: 0 };
        let mut reader = Reader::from_reader(counted);
        reader.config_mut().check_end_names = false;

        Ok(Part { reader, buffer: Vec::new(), size })
    }
}

/// A part while it is read.
pub struct Part<R: BufRead> {
    reader: Reader<Counted<R>>,
    buffer: Vec<u8>,
    /// What the archive says that it inflates to, for progress alone.
    size: u64,
}

impl<R: BufRead> Part<R> {
    /// The next event of the XML; `None` at its end.
    pub fn next(&mut self) -> Result<Option<Event<'_>>, ReadError> {
        self.buffer.clear();
        self.reader.get_mut().event = 0;

        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Eof) => Ok(None),
            Ok(event) => Ok(Some(event)),
            Err(quick_xml::Error::Io(error))
                if error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Exceeded>) =>
            {
                Err(ReadError::TooLarge { max: limits::BYTES })
            }
            Err(_) => Err(ReadError::Damaged),
        }
    }

    /// How much of it has been read, out of 1.
    #[expect(clippy::cast_precision_loss, reason = "a fraction to be shown")]
    pub fn progress(&self) -> f64 {
        (self.reader.buffer_position() as f64 / self.size.max(1) as f64).min(1.0)
    }
}

/// Stops after so many bytes, and when one event takes up too many of them.
struct Counted<R> {
    inner: R,
    left: u64,
    event: usize,
}

/// What [`Counted`] stops with.
#[derive(Debug)]
struct Exceeded;

impl std::fmt::Display for Exceeded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("inflates to too much")
    }
}

impl std::error::Error for Exceeded {}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.left == 0 || self.event > EVENT {
            return Err(Error::other(Exceeded));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount as u64);
        self.event += amount;
        self.inner.consume(amount);
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

/// The attribute of an element by its name without a prefix.
pub fn attribute<'e>(element: &'e BytesStart<'_>, name: &str) -> Result<Option<Cow<'e, str>>, ReadError> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| ReadError::Damaged)?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute.normalized_value(XmlVersion::Explicit1_0);
            return value.map(Some).map_err(|_| ReadError::Damaged);
        }
    }
    Ok(None)
}

/// What an event adds to the text of an element.
pub fn push_text(event: &Event<'_>, text: &mut String) -> Result<(), ReadError> {
    match event {
        Event::Text(piece) => text.push_str(&piece.xml10_content()),
        Event::CData(piece) => text.push_str(&piece.xml10_content()),
        Event::GeneralRef(name) => match name.resolve_char_ref() {
            Ok(Some(c)) => text.push(c),
            Ok(None) => {
                let content = name.xml10_content();
                let entity = quick_xml::escape::resolve_xml_entity(&content);
                text.push_str(entity.ok_or(ReadError::Damaged)?);
            }
            Err(_) => return Err(ReadError::Damaged),
        },
        _ => {}
    }

    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drained(left: u64, event: usize) -> std::io::Result<usize> {
        let bytes = [b'a'; 10_000];
        let mut counted = Counted { inner: BufReader::with_capacity(100, &bytes[..]), left, event };
        std::io::copy(&mut counted, &mut std::io::sink()).map(|_| counted.event)
    }

    #[test]
    fn reading_stops_after_so_many_bytes_and_within_too_long_a_text() {
        assert_eq!(drained(10_001, 0).unwrap(), 10_000);
        assert!(drained(9_000, 0).unwrap_err().get_ref().unwrap().is::<Exceeded>());
        assert!(drained(20_000, EVENT - 9_000).unwrap_err().get_ref().unwrap().is::<Exceeded>());
    }
}
