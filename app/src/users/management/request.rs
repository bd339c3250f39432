//! The page's address: who is looked for, in which order, and from whom on.

use crate::users::query::{self, address, filter_pairs};
use domain::paths;
use domain::users::{Direction, Filter, Grouping, PageRequest, SortKey};

/// So many people stand on the page at first, and so many come with *Voir plus*.
const FIRST: u16 = 10;
const MORE: u16 = 50;

/// What the query of the page's address asks for. People are sorted by their address, which is what they are found by:
/// only that has an index.
pub fn from_query(query: &str) -> PageRequest {
    let PageRequest { filter, direction, cursor, .. } = query::from_query(query);
    let filter = Filter { user: filter.user, ..Filter::default() };
    let size = if cursor.is_none() { FIRST } else { MORE };
    PageRequest { filter, grouping: Grouping::Person, sort: SortKey::User, direction, size, cursor }
}

/// The same people from those on that a cursor names.
pub fn continued(request: &PageRequest, cursor: String) -> PageRequest {
    PageRequest { cursor: Some(cursor), size: MORE, ..request.clone() }
}

/// The address of what `request` asks for.
pub fn address_of(request: &PageRequest) -> String {
    let mut pairs = filter_pairs(&request.filter);
    if request.direction == Direction::Descending {
        pairs.push((query::ORDER, query::DESCENDING.to_owned()));
    }
    pairs.extend(request.cursor.clone().map(|cursor| (query::PAGE, cursor)));
    address(paths::USER_MANAGEMENT, &pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_asks_for_what_it_was_written_for() {
        for asked in
            ["", "?utilisateur=morel", "?ordre=decroissant&page=b.1", "?utilisateur=a&ordre=decroissant"]
        {
            let request = from_query(asked);
            assert_eq!(address_of(&request), format!("{}{asked}", paths::USER_MANAGEMENT));
        }
    }

    #[test]
    fn more_people_come_at_once_than_stand_there_at_first() {
        let first = from_query("?utilisateur=morel&taille=200&site=Antony");
        assert_eq!((first.size, first.filter.site.clone()), (FIRST, None));
        assert_eq!(continued(&first, "b.1".to_owned()), from_query("?utilisateur=morel&page=b.1"));
    }
}
