//! A small file that nobody sees, read and checked before there is another.

use crate::session::Session;
use domain::end_date::EndDate;
use domain::imports::{Field, Overrides, heading_line};
use domain::reference::ReferenceData;
use protocol::{NewFile, Request, Response, RowFilter};
use std::fmt::Write;

const ROWS: u32 = 64;

/// Everything that a session says of it. A browser compiles a function when it is first called: so that happens while a
/// file is still being chosen, and not while somebody waits for it.
pub fn rehearse() -> Vec<Response> {
    let mut text = heading_line(Field::of_template());
    for row in 0..ROWS {
        // A String takes all that is written.
        let _ = write!(text, "1;;Lyon;Expéditeur;Lefèvre;Hélène;helene.{row}@exemple.fr\r\n");
    }
    let file = NewFile {
        name: String::new(),
        size: text.len() as u64,
        reference: ReferenceData::default(),
        today: EndDate::FIRST,
        overrides: Overrides::default(),
    };

    let mut session = Session::default();
    let mut said = vec![session.open(file, None)];
    said.push(session.feed(text.len(), |buffer| buffer.copy_from_slice(text.as_bytes())));
    said.extend(std::iter::from_fn(|| session.work()));
    said.extend(session.receive(Request::Rows { filter: RowFilter::All, start: 0, count: ROWS }));

    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_all_the_way_from_the_first_byte_to_the_rows_that_are_shown() {
        let said = rehearse();
        assert!(
            said.iter()
                .any(|said| matches!(said, Response::Opened { opened, .. } if opened.missing.is_empty()))
        );
        assert!(said.iter().any(|said| matches!(said, Response::Checking { done: true, .. })));
        assert!(matches!(said.last(), Some(Response::Rows { total: ROWS, rows, .. }) if rows.len() == 64));
    }
}
