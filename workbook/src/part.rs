//! The parts of the package, read as a stream of XML whose every inflated byte is counted.

use domain::imports::{FileKind, ReadError, limits};
use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::name::QName;
use quick_xml::{Reader, XmlVersion};
use std::borrow::Cow;
use std::io::{BufRead, BufReader, Cursor, Error, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The most that the parts which are read for one answer may inflate to together. A full sheet of a million rows of ten
/// columns is about half.
pub const INFLATED: u64 = 1 << 30;

/// The most between two ends of elements: a longer text than any cell may hold.
const EVENT: usize = 256 * 1024;

/// The most prefixes that stand for the namespace of a part. A workbook has one or two; each element is compared with all.
const PREFIXES: usize = 16;

pub struct Archive {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    /// The most that is inflated for one answer.
    most: u64,
    /// What is left of it: hundreds of sheets may be looked at for one, and each may inflate to a thousand times its size.
    left: u64,
}

impl Archive {
    pub fn open(bytes: Vec<u8>, most: u64) -> Result<Self, ReadError> {
        if bytes.len() as u64 > limits::BYTES {
            return Err(ReadError::TooLarge { max: limits::BYTES });
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged)?;
        Ok(Self { zip, most, left: most })
    }

    /// Begins another answer.
    pub const fn begin(&mut self) {
        self.left = self.most;
    }

    /// What the package is when it is no workbook of `.xlsx`, by the names of its parts.
    pub fn kind(&self) -> Option<FileKind> {
        const KINDS: [(&str, FileKind); 7] = [
            ("xl/workbook.bin", FileKind::Xlsb),
            ("content.xml", FileKind::OpenDocument),
            ("index.zip", FileKind::Numbers),
            ("index/document.iwa", FileKind::Numbers),
            ("word/", FileKind::Document),
            ("ppt/", FileKind::Document),
            ("visio/", FileKind::Document),
        ];

        let has =
            |part: &str| self.zip.file_names().filter_map(Result::ok).any(|name| begins_with(&name, part));
        if has("xl/workbook.xml") {
            return None;
        }

        // A workbook may have its parts anywhere, but says where.
        let known = KINDS.iter().find(|(part, _)| has(part)).map(|(_, kind)| *kind);
        known.or_else(|| (!has("_rels/.rels")).then_some(FileKind::Zip))
    }

    /// The part at a path such as `xl/workbook.xml`, whatever its case, as package paths are compared.
    pub fn part(&mut self, path: &str) -> Result<Part<'_, impl BufRead + use<'_>>, ReadError> {
        let same = |name: &str| begins_with(name, path) && trimmed(name).len() == path.len();
        // A name that is no text is not one that workbooks are made of.
        let found = self.zip.file_names().filter_map(Result::ok).find(|name| same(name));
        let name = found.ok_or(ReadError::Workbook)?.into_owned();

        let file = self.zip.by_name(&name).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Protected,
            _ => ReadError::Damaged,
        })?;
        let size = file.size();
        let text = Utf8::of(BufReader::new(file)).map_err(|_| ReadError::Damaged)?;
        let mut reader = Reader::from_reader(Counted { inner: text, left: &mut self.left, event: 0 });
        reader.config_mut().check_end_names = false;

        Ok(Part { reader, buffer: Vec::new(), size, namespace: Namespace::default() })
    }
}

/// Whether a name in a package begins with a path: whatever its case, and with the separators that some programs of
/// Windows write.
fn begins_with(name: &str, path: &str) -> bool {
    let same = |(a, b): (u8, u8)| a.eq_ignore_ascii_case(&b) || (a, b) == (b'\\', b'/');
    let name = trimmed(name);
    name.len() >= path.len() && name.bytes().zip(path.bytes()).all(same)
}

fn trimmed(name: &str) -> &str {
    name.trim_start_matches(['/', '\\'])
}

/// A part while it is read.
pub struct Part<'a, R: BufRead> {
    reader: Reader<Counted<'a, R>>,
    buffer: Vec<u8>,
    /// What the archive says that it inflates to, for progress alone.
    size: u64,
    namespace: Namespace,
}

impl<R: BufRead> Part<'_, R> {
    /// The next event of the XML; `None` at its end. What is of another namespace than the part is a comment: an
    /// `x15:workbookPr` is no `workbookPr`.
    pub fn next(&mut self) -> Result<Option<Event<'_>>, ReadError> {
        self.buffer.clear();
        self.reader.get_mut().event = 0;

        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Eof) => Ok(None),
            Ok(event) if self.namespace.is_foreign(&event)? => Ok(Some(Event::Comment(BytesText::new("")))),
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

/// The namespace of a part, which is that of its first element.
#[derive(Debug, Default)]
struct Namespace {
    /// What stands for it in front of a name, "" for nothing; `None` before the first element.
    prefixes: Option<Vec<String>>,
    /// How many elements are open from one of extensions on: what stands in it are other programs' own.
    extensions: u32,
}

impl Namespace {
    /// Whether an event is of something else.
    fn is_foreign(&mut self, event: &Event<'_>) -> Result<bool, ReadError> {
        if let (None, Event::Start(element)) = (&self.prefixes, event) {
            self.prefixes = Some(prefixes_like(element)?);
        }

        if self.extensions > 0 {
            match event {
                Event::Start(_) => self.extensions += 1,
                Event::End(_) => self.extensions -= 1,
                _ => {}
            }
            return Ok(true);
        }

        Ok(match event {
            Event::Start(element) => {
                self.extensions = u32::from(element.local_name().as_ref() == "extLst");
                self.extensions > 0 || self.is_other(element.name())
            }
            Event::Empty(element) => self.is_other(element.name()),
            Event::End(element) => self.is_other(element.name()),
            _ => false,
        })
    }

    fn is_other(&self, name: QName<'_>) -> bool {
        let prefix = name.prefix();
        let prefix = prefix.as_ref().map_or("", AsRef::as_ref);
        self.prefixes.as_ref().is_some_and(|prefixes| prefixes.iter().all(|ours| ours != prefix))
    }
}

/// The prefix of an element, and those that it declares for the same namespace.
fn prefixes_like(element: &BytesStart<'_>) -> Result<Vec<String>, ReadError> {
    let own = element.name().prefix().map_or_else(String::new, |prefix| prefix.as_ref().to_owned());
    let mut declared = Vec::new();

    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| ReadError::Damaged)?;
        let name: &str = attribute.key.as_ref();
        let prefix = if name == "xmlns" { Some("") } else { name.strip_prefix("xmlns:") };
        if let Some(prefix) = prefix {
            let value =
                attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|_| ReadError::Damaged)?;
            declared.push((prefix.to_owned(), value.into_owned()));
        }
    }

    let namespace = declared.iter().find(|(prefix, _)| *prefix == own).map(|(_, value)| value.clone());
    let same = declared.into_iter().filter(|(_, value)| Some(value) == namespace.as_ref());
    let prefixes: Vec<_> = same.map(|(prefix, _)| prefix).chain([own.clone()]).collect();
    if prefixes.len() > PREFIXES { Err(ReadError::Damaged) } else { Ok(prefixes) }
}

/// A part in UTF-8, whatever it is written in: XML is UTF-8 or UTF-16 (XML 1.0, 4.3.3).
struct Utf8<R> {
    inner: R,
    /// How two bytes are a unit; `None` where it is UTF-8 already.
    unit: Option<fn([u8; 2]) -> u16>,
    /// What has been read of UTF-16, in UTF-8, and how much of it has been used up.
    text: Vec<u8>,
    used: usize,
    /// The first half of a character of two units.
    half: Option<u16>,
}

impl<R: BufRead> Utf8<R> {
    fn of(mut inner: R) -> std::io::Result<Self> {
        let unit: Option<fn([u8; 2]) -> u16> = match inner.fill_buf()? {
            [0xff, 0xfe, ..] | [b'<', 0, ..] => Some(u16::from_le_bytes),
            [0xfe, 0xff, ..] | [0, b'<', ..] => Some(u16::from_be_bytes),
            _ => None,
        };

        Ok(Self { inner, unit, text: Vec::new(), used: 0, half: None })
    }

    /// Turns some more of UTF-16 into UTF-8.
    fn turn(&mut self, unit: fn([u8; 2]) -> u16) -> std::io::Result<()> {
        let mut bytes = Vec::new();
        // An even number, or the end.
        self.inner.by_ref().take(4096).read_to_end(&mut bytes)?;
        let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair)).filter(|unit| *unit != 0xfeff);
        let mut units: Vec<u16> = self.half.take().into_iter().chain(units).collect();
        if bytes.len() == 4096 {
            self.half = units.pop_if(|last| (0xd800..0xdc00).contains(last));
        }

        let text: String =
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        (self.text, self.used) = (text.into_bytes(), 0);
        Ok(())
    }
}

impl<R: BufRead> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Utf8<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        let Some(unit) = self.unit else { return self.inner.fill_buf() };
        if self.used == self.text.len() {
            self.turn(unit)?;
        }
        Ok(&self.text[self.used..])
    }

    fn consume(&mut self, amount: usize) {
        match self.unit {
            None => self.inner.consume(amount),
            Some(_) => self.used += amount,
        }
    }
}

/// Stops after so many bytes, and when one event takes up too many of them.
struct Counted<'a, R> {
    inner: R,
    left: &'a mut u64,
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

impl<R: BufRead> BufRead for Counted<'_, R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if *self.left == 0 || self.event > EVENT {
            return Err(Error::other(Exceeded));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        *self.left = self.left.saturating_sub(amount as u64);
        self.event += amount;
        self.inner.consume(amount);
    }
}

impl<R: BufRead> Read for Counted<'_, R> {
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

    fn drained(mut left: u64, event: usize) -> std::io::Result<usize> {
        let bytes = [b'a'; 10_000];
        let mut counted =
            Counted { inner: BufReader::with_capacity(100, &bytes[..]), left: &mut left, event };
        std::io::copy(&mut counted, &mut std::io::sink()).map(|_| counted.event)
    }

    #[test]
    fn reading_stops_after_so_many_bytes_and_within_too_long_a_text() {
        assert_eq!(drained(10_001, 0).unwrap(), 10_000);
        assert!(drained(9_000, 0).unwrap_err().get_ref().unwrap().is::<Exceeded>());
        assert!(drained(20_000, EVENT - 9_000).unwrap_err().get_ref().unwrap().is::<Exceeded>());
    }
}
