//! The address of the mails: their filter and page as a query string, in the words of the interface.

use crate::users::query::address;
use domain::mails::{MailFilter, MailRequest, MailStatus};
use domain::paths;

/// The parameters for which the form has a field.
pub const PERSON: &str = "personne";
pub const STATUS: &str = "etat";
const PAGE: &str = "page";

/// The parameter that asks for the question before the mails that failed leave once more.
pub const ASKED: &str = "renvoyer";

/// What the query of an address asks for. What cannot be read counts as absent.
pub fn from_query(query: &str) -> MailRequest {
    let mut request = MailRequest::default();
    for (name, value) in form_urlencoded::parse(query.trim_start_matches('?').as_bytes()) {
        let value = value.trim();
        let text = (!value.is_empty()).then(|| value.to_owned());
        match &*name {
            PERSON => request.filter.person = text,
            STATUS => request.filter.status = status_from_word(value),
            PAGE => request.cursor = text,
            _ => {}
        }
    }

    request
}

/// The address of the page that `request` asks for.
pub fn page_address(request: &MailRequest) -> String {
    address(paths::MAILS, &pairs(request))
}

/// The same, with the question before what failed leaves once more.
pub fn asking_address(request: &MailRequest) -> String {
    let mut pairs = pairs(request);
    pairs.push((ASKED, "oui".to_owned()));
    address(paths::MAILS, &pairs)
}

/// The address of the mails in one state, or of all.
pub fn in_state(status: Option<MailStatus>, person: Option<String>) -> String {
    page_address(&MailRequest { filter: MailFilter { status, person }, cursor: None })
}

/// The page of the mails that a form says it came from, whatever it says.
#[cfg(feature = "ssr")]
pub fn came_from(address: &str) -> String {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    page_address(&from_query(query))
}

fn pairs(request: &MailRequest) -> Vec<(&'static str, String)> {
    let MailFilter { status, person } = &request.filter;
    [
        (STATUS, status.map(|status| status_word(status).to_owned())),
        (PERSON, person.clone()),
        (PAGE, request.cursor.clone()),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}

/// The word of a state in an address.
pub const fn status_word(status: MailStatus) -> &'static str {
    match status {
        MailStatus::Waiting => "en-attente",
        MailStatus::Sent => "remis",
        MailStatus::Failed => "en-echec",
        MailStatus::Withdrawn => "retires",
    }
}

fn status_from_word(word: &str) -> Option<MailStatus> {
    MailStatus::ALL.into_iter().find(|status| status_word(*status) == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_asks_for_is_what_it_was_written_for() {
        for status in MailStatus::ALL.map(Some).into_iter().chain([None]) {
            let filter = MailFilter { status, person: Some("o'connor+x@potters.example".into()) };
            let request = MailRequest { filter, cursor: Some("avant-1.0198".into()) };
            assert_eq!(from_query(page_address(&request).strip_prefix(paths::MAILS).unwrap()), request);
        }
        assert_eq!(page_address(&MailRequest::default()), paths::MAILS);
    }

    #[test]
    #[cfg(feature = "ssr")]
    fn a_form_leads_back_to_the_mails_whatever_it_says() {
        let asked = in_state(Some(MailStatus::Failed), Some("lise@potters.example".to_owned()));
        assert_eq!(came_from(&asked), asked, "as a form of that page says it");
        assert_eq!(came_from(&format!("{asked}&renvoyer=oui")), asked);
        for elsewhere in ["https://mechant.example/?etat=x", "https://mechant.example/", ""] {
            assert_eq!(came_from(elsewhere), paths::MAILS, "{elsewhere}");
        }
    }
}
