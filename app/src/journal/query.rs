//! The journal's address: its filter and page as a query string, in the words of the interface.

use crate::users::query::address;
use domain::end_date::EndDate;
use domain::journal::{Action, JournalFilter, JournalRequest};
use domain::paths;

/// The parameters for which the form has a field.
pub const PERSON: &str = "personne";
pub const ACTION: &str = "action";
pub const FROM: &str = "du";
pub const TO: &str = "au";
const PAGE: &str = "page";

/// What the query of an address asks for, with or without its question mark. What cannot be read counts as absent.
pub fn from_query(query: &str) -> JournalRequest {
    let mut request = JournalRequest::default();
    for (name, value) in form_urlencoded::parse(query.trim_start_matches('?').as_bytes()) {
        let value = value.trim();
        let filter = &mut request.filter;
        match &*name {
            PERSON => filter.person = (!value.is_empty()).then(|| value.to_owned()),
            ACTION => filter.action = Action::from_code(value),
            FROM => filter.from = EndDate::parse(value).ok(),
            TO => filter.to = EndDate::parse(value).ok(),
            PAGE => request.cursor = (!value.is_empty()).then(|| value.to_owned()),
            _ => {}
        }
    }

    request
}

/// The address of the page that `request` asks for.
pub fn page_address(request: &JournalRequest) -> String {
    let mut pairs = filter_pairs(&request.filter);
    pairs.extend(request.cursor.clone().map(|cursor| (PAGE, cursor)));
    address(paths::JOURNAL, &pairs)
}

/// The address of all that a person did, and that was done to them.
pub fn about(person: &str) -> String {
    let filter = JournalFilter { person: Some(person.to_owned()), ..JournalFilter::default() };
    page_address(&JournalRequest { filter, cursor: None })
}

/// The address of the journal as a file, narrowed as `filter` does.
pub fn export_address(filter: &JournalFilter) -> String {
    address(paths::JOURNAL_CSV, &filter_pairs(filter))
}

fn filter_pairs(filter: &JournalFilter) -> Vec<(&'static str, String)> {
    let JournalFilter { person, action, from, to } = filter;
    [
        (PERSON, person.clone()),
        (ACTION, action.map(|action| action.code().to_owned())),
        (FROM, from.map(|day| day.to_string())),
        (TO, to.map(|day| day.to_string())),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_asks_for_is_what_it_was_written_for() {
        let filter = JournalFilter {
            person: Some("lise.o'connor+x@potters.example".into()),
            action: Some(Action::UsersRemoved),
            from: EndDate::parse("2026-11-01").ok(),
            to: EndDate::parse("2026-11-30").ok(),
        };
        let request = JournalRequest { filter, cursor: Some("avant-1782820800000.42".into()) };
        let query = page_address(&request);
        assert_eq!(from_query(query.strip_prefix(paths::JOURNAL).unwrap()), request);
        assert_eq!(page_address(&JournalRequest::default()), paths::JOURNAL);
    }

    #[test]
    fn what_cannot_be_read_counts_as_absent() {
        let query = "personne=+&action=user.forgotten&du=hier&au=2026-02-30&page=&x=1";
        assert_eq!(from_query(query), JournalRequest::default());
    }
}
