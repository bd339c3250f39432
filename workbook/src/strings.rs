//! The strings that cells share.

use crate::part::{Archive, push_text};
use domain::imports::{ReadError, limits};
use quick_xml::events::Event;

/// The shared strings, one after the other in one text.
#[derive(Debug, Default)]
pub struct Strings {
    text: String,
    ends: Vec<u32>,
}

/// The most strings: more than a full sheet of text of sixteen columns, none like another.
const STRINGS: usize = 16_000_000;

impl Strings {
    pub fn read(archive: &mut Archive, part: &str) -> Result<Self, ReadError> {
        let mut part = archive.part(part)?;
        let mut strings = Self::default();
        let mut item = Item::default();

        while let Some(event) = part.next()? {
            let is_end = matches!(&event, Event::End(element) if element.local_name().as_ref() == "si");
            let is_empty = matches!(&event, Event::Empty(element) if element.local_name().as_ref() == "si");
            item.take(&event, &mut strings.text)?;
            if is_end || is_empty {
                strings.end()?;
            }
        }

        Ok(strings)
    }

    fn end(&mut self) -> Result<(), ReadError> {
        let too_large = ReadError::TooLarge { max: limits::BYTES };
        if self.text.len() as u64 > limits::BYTES || self.ends.len() == STRINGS {
            return Err(too_large);
        }
        self.ends.push(u32::try_from(self.text.len()).map_err(|_| too_large)?);
        Ok(())
    }

    /// The string at a place; "" where there is none.
    pub fn get(&self, place: usize) -> &str {
        let Some(end) = self.ends.get(place) else { return "" };
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..*end as usize]
    }
}

/// A text while its runs come in: `<t>` alone or in `<r>`, but not how it is pronounced, `<rPh>`.
#[derive(Debug, Default)]
pub struct Item {
    in_text: bool,
    in_phonetic: bool,
}

impl Item {
    /// Adds what an event says to `text`.
    pub fn take(&mut self, event: &Event<'_>, text: &mut String) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" => self.in_text = true,
                "rPh" => self.in_phonetic = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "t" => self.in_text = false,
                "rPh" => self.in_phonetic = false,
                _ => {}
            },
            event if self.in_text && !self.in_phonetic => push_text(event, text)?,
            _ => {}
        }

        Ok(())
    }
}
