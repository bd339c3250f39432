//! The part of the address of *Gestion des utilisateurs* that is about advanced users.

use crate::users::query::address;
use domain::advanced_users::{AdvancedRequest, AdvancedSort};
use domain::paths;
use leptos_router::params::ParamsMap;

pub const SOUGHT: &str = "avance";
pub const SORT: &str = "tri-avances";
pub const ORDER: &str = "ordre-avances";
const DESCENDING: &str = "decroissant";
/// Whether all are shown, and not the first alone.
const ALL: &str = "avances";

/// Which advanced users the page shows, and how many of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    pub request: AdvancedRequest,
    pub all: bool,
}

/// What a way of sorting is called in an address.
pub const fn code(sort: AdvancedSort) -> &'static str {
    match sort {
        AdvancedSort::LastName => "nom",
        AdvancedSort::FirstName => "prenom",
        AdvancedSort::Email => "email",
        AdvancedSort::Identifier => "identifiant",
    }
}

pub const SORTS: [AdvancedSort; 4] =
    [AdvancedSort::LastName, AdvancedSort::FirstName, AdvancedSort::Email, AdvancedSort::Identifier];

/// What the query of the page's address asks for.
pub fn from_query(query: &ParamsMap) -> Shown {
    let sort = query.get(SORT).and_then(|typed| SORTS.into_iter().find(|sort| code(*sort) == typed));
    let sought = query.get(SOUGHT).filter(|sought| !sought.trim().is_empty());
    let descending = query.get(ORDER).is_some_and(|order| order == DESCENDING);
    Shown {
        request: AdvancedRequest { sought, sort: sort.unwrap_or_default(), descending },
        all: query.get(ALL).is_some(),
    }
}

/// The address of what is shown.
pub fn address_of(shown: &Shown) -> String {
    let Shown { request: AdvancedRequest { sought, sort, descending }, all } = shown;
    let mut pairs: Vec<(&str, String)> = Vec::new();
    pairs.extend(sought.clone().map(|sought| (SOUGHT, sought)));
    pairs.extend((*sort != AdvancedSort::LastName).then(|| (SORT, code(*sort).to_owned())));
    pairs.extend(descending.then(|| (ORDER, DESCENDING.to_owned())));
    pairs.extend(all.then(|| (ALL, "tous".to_owned())));
    address(paths::USER_MANAGEMENT, &pairs)
}

/// The address of the same, sorted by another column, or the other way.
pub fn sorted_by(shown: &Shown, sort: AdvancedSort) -> String {
    let descending = shown.request.sort == sort && !shown.request.descending;
    let request = AdvancedRequest { sort, descending, ..shown.request.clone() };
    address_of(&Shown { request, all: shown.all })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_asks_for_what_it_was_written_for() {
        for sort in SORTS {
            for (sought, descending, all) in
                [(None, false, true), (Some("dos santos".to_owned()), true, false)]
            {
                let shown = Shown { request: AdvancedRequest { sought, sort, descending }, all };
                let address = address_of(&shown);
                let mut read = ParamsMap::new();
                for pair in address.split_once('?').map_or("", |(_, query)| query).split('&') {
                    let (name, value) = pair.split_once('=').unwrap_or_default();
                    read.insert(name.to_owned(), value.replace("%20", " ").replace('+', " "));
                }
                assert_eq!(from_query(&read), shown, "{address}");
            }
        }
    }
}
