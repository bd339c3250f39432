//! A file as it comes in.

use memchr::memchr;
use std::mem;
use std::string::FromUtf8Error;

/// So many octets are looked at in one call. A browser runs a function by its slowest code until it is called again, so
/// that one call for all of a long file would take several times as long.
const PIECE: usize = 64 * 1024;

/// The bytes of a file, which may come in piece by piece: as the text that they write for as long as that is UTF-8, so that a long
/// file is not looked through once more when it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileBytes(Content);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    /// The text, and the first bytes of a character whose last ones have not come.
    Utf8(String, Vec<u8>),
    Other(Vec<u8>),
}

impl FileBytes {
    /// None yet of so many.
    pub fn of(size: usize) -> Self {
        Self(Content::Utf8(String::with_capacity(size), Vec::new()))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            Content::Utf8(text, cut) => text.len() + cut.len(),
            Content::Other(bytes) => bytes.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Those that are there, without the character that is cut off.
    pub fn whole(&self) -> &[u8] {
        match &self.0 {
            Content::Utf8(text, _) => text.as_bytes(),
            Content::Other(bytes) => bytes,
        }
    }

    /// All of them, when no more come: a character that is cut off is none.
    #[must_use]
    pub fn complete(self) -> Self {
        match &self.0 {
            Content::Utf8(_, cut) if !cut.is_empty() => self.into_bytes().into(),
            _ => self,
        }
    }

    /// Takes in the next `length`, which `copy` writes.
    pub fn extend(&mut self, length: usize, copy: impl FnOnce(&mut [u8])) {
        match &mut self.0 {
            Content::Other(bytes) => {
                let before = bytes.len();
                bytes.resize(before + length, 0);
                copy(&mut bytes[before..]);
            }
            Content::Utf8(text, coming) => {
                let cut = coming.len();
                coming.resize(cut + length, 0);
                copy(&mut coming[cut..]);

                let (read, is_utf8) = append(text, coming);
                if is_utf8 {
                    coming.drain(..read);
                } else {
                    let mut bytes = mem::take(text).into_bytes();
                    bytes.extend_from_slice(&coming[read..]);
                    self.0 = Content::Other(bytes);
                }
            }
        }
    }

    /// The text, if they are UTF-8. Of those that came in piece by piece that is known.
    pub fn into_text(self) -> Result<String, Vec<u8>> {
        match self.0 {
            Content::Utf8(text, cut) if cut.is_empty() => Ok(text),
            Content::Utf8(..) => Err(self.into_bytes()),
            Content::Other(bytes) => String::from_utf8(bytes).map_err(FromUtf8Error::into_bytes),
        }
    }

    /// The bytes as they came.
    pub fn into_bytes(self) -> Vec<u8> {
        match self.0 {
            Content::Utf8(text, cut) => {
                let mut bytes = text.into_bytes();
                bytes.extend(cut);
                bytes
            }
            Content::Other(bytes) => bytes,
        }
    }
}

/// Whether a text has a NUL.
pub(super) fn has_nul(text: &str) -> bool {
    text.as_bytes().chunks(PIECE).any(|piece| memchr(0, piece).is_some())
}

impl From<Vec<u8>> for FileBytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Content::Other(bytes))
    }
}

impl From<String> for FileBytes {
    fn from(text: String) -> Self {
        Self(Content::Utf8(text, Vec::new()))
    }
}

/// Appends what of `bytes` is UTF-8. Says how many that were, and whether what is left can become UTF-8.
fn append(text: &mut String, bytes: &[u8]) -> (usize, bool) {
    let mut read = 0;
    while read < bytes.len() {
        let piece = &bytes[read..bytes.len().min(read + PIECE)];
        let is_last = read + piece.len() == bytes.len();
        let (sound, error) = match str::from_utf8(piece) {
            Ok(sound) => (sound, None),
            Err(error) => (str::from_utf8(&piece[..error.valid_up_to()]).unwrap_or_default(), Some(error)),
        };
        text.push_str(sound);
        read += sound.len();

        match error {
            Some(error) if error.error_len().is_some() => return (read, false),
            // The last character that has come is cut off; that of a piece before stands whole in the next one.
            Some(_) if is_last => break,
            _ => {}
        }
    }

    (read, true)
}

#[cfg(test)]
impl FileBytes {
    /// Bytes that come in as pieces of these lengths, and what is left of them as the last one.
    pub(super) fn in_pieces(bytes: &[u8], lengths: &[usize]) -> Self {
        let mut whole = Self::of(bytes.len());
        let mut rest = bytes;
        for length in lengths.iter().copied().chain([usize::MAX]) {
            let (piece, left) = rest.split_at(length.min(rest.len()));
            whole.extend(piece.len(), |to| to.copy_from_slice(piece));
            rest = left;
        }
        whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text_or_bytes() -> impl Strategy<Value = Vec<u8>> {
        let text = prop_oneof![Just("é"), Just("€"), Just("😀"), Just("a;b\r\n")]
            .prop_map(|text| text.as_bytes().to_vec());
        let other = prop_oneof![Just(vec![0xe9]), Just(vec![0xe2, 0x82]), Just(vec![0xf0, 0x9f])];
        prop::collection::vec(prop_oneof![9 => text, 1 => other], 0..24).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn in_whatever_pieces_they_come_they_are_the_same(
            bytes in text_or_bytes(),
            lengths in prop::collection::vec(0..9_usize, 0..12),
        ) {
            let came = FileBytes::in_pieces(&bytes, &lengths);
            prop_assert_eq!(came.len(), bytes.len());
            prop_assert_eq!(came.clone().into_text(), String::from_utf8(bytes.clone()).map_err(FromUtf8Error::into_bytes));
            prop_assert_eq!(came.into_bytes(), bytes);
        }
    }

    #[test]
    fn a_character_may_stand_across_the_ends_of_what_is_looked_at() {
        for (before, behind) in
            (PIECE - 4..=PIECE).flat_map(|before| [(before, 0), (before, 1), (before, PIECE)])
        {
            let text = format!("{}😀{}é", "a".repeat(before), "b".repeat(behind));
            let came = FileBytes::in_pieces(text.as_bytes(), &[]);
            assert_eq!(came.whole(), text.as_bytes(), "{before}, {behind}");
            assert_eq!(came.into_text(), Ok(text));
        }
    }

    #[test]
    fn what_is_no_utf_8_stays_as_it_came() {
        let latin = [b"nom;Lef\xe8vre\n".as_slice(), "Zoé\n".as_bytes()].concat();
        let came = FileBytes::in_pieces(&latin, &[10, 3]);
        assert_eq!(came.whole(), latin);
        assert_eq!(came.into_text(), Err(latin));
    }
}
