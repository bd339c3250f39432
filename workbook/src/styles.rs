//! How the numbers of cells are shown: as dates, with zeros in front, or as they are.

use crate::format::Format;
use crate::part::{Archive, attribute};
use domain::imports::ReadError;
use quick_xml::events::Event;
use std::collections::HashMap;

/// The format of each style that a cell can have.
#[derive(Debug, Default)]
pub struct Styles {
    formats: Vec<Format>,
}

/// The most styles of cells, and the most formats of their own: Excel keeps no more.
const STYLES: usize = 65_536;

impl Styles {
    pub fn read(archive: &mut Archive, part: &str) -> Result<Self, ReadError> {
        let mut part = archive.part(part)?;
        let mut own = HashMap::new();
        let mut formats = Vec::new();
        let mut in_cells = false;

        while let Some(event) = part.next()? {
            let element = match event {
                Event::Start(element) | Event::Empty(element) => element,
                Event::End(element) => {
                    in_cells &= element.local_name().as_ref() != "cellXfs";
                    continue;
                }
                _ => continue,
            };
            let number = |name| -> Result<Option<u32>, ReadError> {
                Ok(attribute(&element, name)?.and_then(|value| value.parse().ok()))
            };
            match element.local_name().as_ref() {
                "cellXfs" => in_cells = true,
                "numFmt" => {
                    if let (Some(id), Some(code)) = (number("numFmtId")?, attribute(&element, "formatCode")?)
                    {
                        own.insert(id, Format::of_code(&code));
                    }
                }
                "xf" if in_cells => {
                    let id = number("numFmtId")?.unwrap_or(0);
                    formats.push(own.get(&id).cloned().unwrap_or_else(|| Format::built_in(id)));
                }
                _ => {}
            }
            if formats.len().max(own.len()) > STYLES {
                return Err(ReadError::Damaged);
            }
        }

        Ok(Self { formats })
    }

    /// The format of the style at a place.
    pub fn format(&self, place: usize) -> &Format {
        self.formats.get(place).unwrap_or(&Format::General)
    }
}
