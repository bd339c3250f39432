//! The address of the view: what is sought, its order and page as a query string, in the words of the interface.

use crate::users::query::address;
use domain::consolidation::{ConsolidationRequest, ContractSort};
use domain::paths;

/// The parameter for which the form has a field.
pub const SOUGHT: &str = "recherche";
pub const SORT: &str = "tri";
pub const ORDER: &str = "ordre";
/// The other order than the first.
pub const TURNED: &str = "inverse";
const PAGE: &str = "page";

/// What the query of an address asks for. What cannot be read counts as absent.
pub fn from_query(query: &str) -> ConsolidationRequest {
    let mut request = ConsolidationRequest::default();
    for (name, value) in form_urlencoded::parse(query.trim_start_matches('?').as_bytes()) {
        let value = value.trim();
        match &*name {
            SOUGHT => request.sought = (!value.is_empty()).then(|| value.to_owned()),
            SORT => request.sort = sort_from_word(value).unwrap_or_default(),
            ORDER => request.turned = value == TURNED,
            PAGE => request.page = value.parse().unwrap_or_default(),
            _ => {}
        }
    }

    request
}

/// The address of the page that `request` asks for.
pub fn page_address(request: &ConsolidationRequest) -> String {
    let ConsolidationRequest { sought, sort, turned, page } = request;
    let pairs: Vec<_> = [
        (SOUGHT, sought.clone()),
        (SORT, (*sort != ContractSort::default()).then(|| sort_word(*sort).to_owned())),
        (ORDER, turned.then(|| TURNED.to_owned())),
        (PAGE, (*page > 1).then(|| page.to_string())),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect();

    address(paths::CONSOLIDATION, &pairs)
}

/// The word of an order in an address.
pub const fn sort_word(sort: ContractSort) -> &'static str {
    match sort {
        ContractSort::Customer => "client",
        ContractSort::Contract => "contrat",
        ContractSort::Invited => "invites",
        ContractSort::Active => "actifs",
        ContractSort::Suspended => "suspendus",
        ContractSort::Expired => "expires",
        ContractSort::Sites => "sites",
        ContractSort::MailsFailed => "mails-en-echec",
        ContractSort::EndingSoon => "fins-proches",
        ContractSort::Imported => "import",
    }
}

fn sort_from_word(word: &str) -> Option<ContractSort> {
    ContractSort::ALL.into_iter().find(|sort| sort_word(*sort) == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_asks_for_is_what_it_was_written_for() {
        for sort in ContractSort::ALL {
            let request =
                ConsolidationRequest { sought: Some("l'île & co".to_owned()), sort, turned: true, page: 3 };
            let address = page_address(&request);
            assert_eq!(from_query(address.strip_prefix(paths::CONSOLIDATION).unwrap()), request);
        }
        assert_eq!(page_address(&ConsolidationRequest::default()), paths::CONSOLIDATION);
    }

    #[test]
    fn what_cannot_be_read_counts_as_absent() {
        let asked = from_query("?recherche=+&tri=taille&ordre=x&page=-1&y=1");
        assert_eq!(asked, ConsolidationRequest::default());
    }
}
