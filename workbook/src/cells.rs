//! The cells of a sheet, one after the other.

use crate::beside::Beside;
use crate::merged::{self, MERGED, Merged};
use crate::outline::relationships;
use crate::part::{Archive, attribute, push_text};
use crate::strings::{Item, Strings};
use crate::styles::Styles;
use crate::text::Lines;
use domain::imports::{NOT_CALCULATED, ReadError, limits};
use quick_xml::events::{BytesStart, Event};

/// What cells refer to.
pub struct Reading<'w> {
    pub strings: &'w Strings,
    pub styles: &'w Styles,
    pub date_1904: bool,
}

/// The rows of a sheet, as Excel counts them.
pub const ROWS: u32 = 1_048_576;

/// How many ranges of hidden columns, and how many links, are looked at.
const COLUMNS: usize = 16_384;
const LINKS: usize = 65_530;

/// How many events pass between two reports of progress.
const REPORT: u32 = 200_000;

/// How many events of a sheet are looked at for something in it.
const LOOK: u32 = 100_000;

/// Whether anything stands in a sheet; one whose beginning is so long without it is taken to be filled.
pub fn is_filled(archive: &mut Archive, part: &str) -> Result<bool, ReadError> {
    let mut part = archive.part(part)?;
    for _ in 0..LOOK {
        match part.next()? {
            None => return Ok(false),
            Some(Event::Start(element)) if matches!(element.local_name().as_ref(), "v" | "is" | "f") => {
                return Ok(true);
            }
            // A formula that is written out in another cell.
            Some(Event::Empty(element)) if element.local_name().as_ref() == "f" => return Ok(true),
            Some(_) => {}
        }
    }

    Ok(true)
}

/// What was read of a sheet.
#[derive(Debug, Default)]
pub struct Read {
    pub text: String,
    /// How many rows of it hold something and are hidden, by hand or by a filter.
    pub hidden_rows: u32,
}

/// What a sheet holds down to its last row, or to one before; merged cells only in the former case.
pub fn read(
    archive: &mut Archive,
    path: &str,
    reading: &Reading,
    last: u32,
    mut progress: impl FnMut(f64),
) -> Result<Read, ReadError> {
    let mut part = archive.part(path)?;
    let mut lines = Lines::new();
    let (mut row, mut column) = (0, 0);
    let mut cell: Option<Cell> = None;
    let (mut in_hidden_row, mut hidden_rows) = (false, 0);
    let (mut merged, mut beside) = (Vec::new(), Beside::default());
    let mut events = 0;

    loop {
        events += 1;
        if events % REPORT == 0 {
            progress(part.progress());
        }
        let Some(event) = part.next()? else {
            let width = lines.widest();
            drop(part);
            if beside.links() > 0 {
                // A link to nowhere is none.
                beside.follow(&relationships(archive, path).unwrap_or_default());
            }
            let text = beside.written_into(lines.finish());
            let text = if merged.is_empty() { text } else { merged::filled(&text, merged, width)? };
            return Ok(Read { text, hidden_rows });
        };
        match &event {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "row" => {
                    row = number(element, "r")?.unwrap_or(row + 1);
                    column = 0;
                    if !(1..=ROWS).contains(&row) {
                        return Err(ReadError::Damaged);
                    }
                    if row > last {
                        return Ok(Read { text: lines.finish(), hidden_rows });
                    }
                    lines.go_to(row)?;
                    let hidden = attribute(element, "hidden")?;
                    in_hidden_row = matches!(hidden.as_deref(), Some("1" | "true"));
                }
                "c" => {
                    if let Some(place) = attribute(element, "r")?.filter(|place| !place.is_empty()) {
                        column = column_of(&place).ok_or(ReadError::Damaged)?;
                    }
                    cell = matches!(event, Event::Start(_)).then(|| Cell::of(element, column)).transpose()?;
                    column += 1;
                }
                "col" => {
                    let hidden = attribute(element, "hidden")?;
                    if let ("1" | "true", Some(first), Some(last)) = (
                        hidden.as_deref().unwrap_or_default(),
                        number(element, "min")?,
                        number(element, "max")?,
                    ) && beside.hidden.len() < COLUMNS
                    {
                        beside.hidden.push(first.saturating_sub(1)..=last.saturating_sub(1));
                    }
                }
                "hyperlink" => {
                    let (reference, id) = (attribute(element, "ref")?, attribute(element, "id")?);
                    if let (Some(reference), Some(id)) = (reference, id)
                        && let Some(cells) =
                            Merged::of(&reference).or_else(|| Merged::of(&format!("{reference}:{reference}")))
                        && beside.links() < LINKS
                    {
                        let (rows, columns) = cells.sides();
                        beside.add_link(rows, columns, &id);
                    }
                }
                "mergeCell" => {
                    merged.extend(attribute(element, "ref")?.and_then(|reference| Merged::of(&reference)));
                    if merged.len() > MERGED {
                        return Err(ReadError::TooLarge { max: limits::BYTES });
                    }
                }
                _ => {}
            },
            _ => {}
        }
        let Some(open) = &mut cell else { continue };
        open.take(&event)?;
        if matches!(&event, Event::End(element) if element.local_name().as_ref() == "c") {
            let shown = open.shown(reading);
            if open.formula.contains("mailto:") && !shown.is_empty() {
                beside.add_formula(row, open.column, &open.formula);
            }
            lines.cell(open.column, &shown)?;
            if in_hidden_row && !shown.trim().is_empty() {
                hidden_rows += 1;
                in_hidden_row = false;
            }
            cell = None;
        }
    }
}

/// A cell while its content comes in.
struct Cell {
    column: u32,
    kind: Kind,
    style: usize,
    has_formula: bool,
    has_value: bool,
    within: Within,
    formula: String,
    value: String,
    /// The text that stands in the cell itself.
    inline: String,
    item: Item,
}

/// What of a cell is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Formula,
    Value,
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Boolean,
    /// A string of its own, the result of a formula, an error, a date in ISO 8601.
    Text,
}

impl Cell {
    fn of(element: &BytesStart<'_>, column: u32) -> Result<Self, ReadError> {
        let kind = match attribute(element, "t")?.as_deref() {
            None | Some("n") => Kind::Number,
            Some("s") => Kind::Shared,
            Some("b") => Kind::Boolean,
            Some(_) => Kind::Text,
        };
        let style = number(element, "s")?.unwrap_or(0) as usize;

        Ok(Self {
            column,
            kind,
            style,
            has_formula: false,
            formula: String::new(),
            has_value: false,
            within: Within::Other,
            value: String::new(),
            inline: String::new(),
            item: Item::default(),
        })
    }

    fn take(&mut self, event: &Event<'_>) -> Result<(), ReadError> {
        if let Event::Start(element) | Event::Empty(element) = event {
            self.has_formula |= element.local_name().as_ref() == "f";
            self.has_value |= element.local_name().as_ref() == "v";
        }

        match event {
            Event::Start(element) if element.local_name().as_ref() == "v" => self.within = Within::Value,
            Event::Start(element) if element.local_name().as_ref() == "f" => self.within = Within::Formula,
            Event::End(element) if matches!(element.local_name().as_ref(), "v" | "f") => {
                self.within = Within::Other;
            }
            event => match self.within {
                Within::Value => push_text(event, &mut self.value)?,
                Within::Formula => push_text(event, &mut self.formula)?,
                Within::Other => self.item.take(event, &mut self.inline)?,
            },
        }

        Ok(())
    }

    /// The cell as people see it.
    fn shown(&self, reading: &Reading) -> String {
        if !self.has_value && !self.inline.is_empty() {
            return unescaped(&self.inline);
        }

        if self.lacks_its_result() {
            return NOT_CALCULATED.to_owned();
        }

        match self.kind {
            Kind::Shared => {
                let place = self.value.trim().parse().unwrap_or(usize::MAX);
                unescaped(reading.strings.get(place))
            }
            Kind::Number => match self.value.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    reading.styles.format(self.style).show(number, reading.date_1904)
                }
                _ => self.value.clone(),
            },
            Kind::Boolean => if self.value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            // Some programs write both; the text is the one that people see.
            Kind::Text => unescaped(if self.inline.is_empty() { &self.value } else { &self.inline }),
        }
    }

    /// Whether it holds a formula whose result nobody has saved: programs that write workbooks leave that to
    /// Excel. A result that is an empty text is saved as one.
    fn lacks_its_result(&self) -> bool {
        let is_empty_text = self.has_value && self.kind == Kind::Text;
        self.has_formula && self.value.trim().is_empty() && !is_empty_text
    }
}

/// A text whose characters that XML cannot hold are written `_x000D_` (ECMA-376, part 1, 22.9.2.19).
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 7).and_then(|code| code.strip_suffix('_'));
        let c = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        plain.push_str(&rest[..at]);
        rest = if let Some(c) = c {
            plain.push(c);
            &rest[at + 7..]
        } else {
            plain.push_str("_x");
            &rest[at + 2..]
        };
    }

    plain.push_str(rest);
    plain
}

/// A number in an attribute; one that is empty is none, as some programs write it.
fn number(element: &BytesStart<'_>, name: &str) -> Result<Option<u32>, ReadError> {
    let value = attribute(element, name)?.filter(|value| !value.trim().is_empty());
    value.map(|value| value.trim().parse().map_err(|_| ReadError::Damaged)).transpose()
}

/// The column of a place such as `AB12`, from 0.
pub fn column_of(place: &str) -> Option<u32> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let number =
        letters.take(4).fold(0, |number, b| number * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    // The last is XFD.
    (1..=16_384).contains(&number).then(|| number - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_by_their_letters() {
        for (place, column) in [("A1", Some(0)), ("Z9", Some(25)), ("AA1", Some(26)), ("XFD7", Some(16_383))]
        {
            assert_eq!(column_of(place), column);
        }
        assert_eq!(column_of("XFE1"), None);
        assert_eq!(column_of("7"), None);
    }

    #[test]
    fn characters_that_xml_lacks_are_read_and_what_only_looks_so_stays() {
        assert_eq!(unescaped("a_x000D_b_x005F_x0041_"), "a\rb_x0041_");
        assert_eq!(unescaped("_x_xyz_ _x00é_"), "_x_xyz_ _x00é_");
    }
}
