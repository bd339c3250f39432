//! The page's address: who is looked for, in which order, and from whom on.

use crate::users::query::{self, address, filter_pairs};
use domain::paths;
use domain::users::{Direction, Filter, Grouping, PageRequest, PersonSort, SortKey};

/// So many people stand on the page at first, and so many come with *Voir plus*.
const FIRST: u16 = 10;
const MORE: u16 = 50;

/// The parameter that says by what people are sorted.
const SORT: &str = "tri";

/// What the page is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleRequest {
    /// Who, and from whom on.
    pub page: PageRequest,
    /// In which order; `None`: that of their addresses.
    pub by: Option<PersonSort>,
}

impl PeopleRequest {
    /// The same people in another order, or turned round.
    pub fn sorted(&self, by: Option<PersonSort>, direction: Direction) -> Self {
        let page = PageRequest { direction, cursor: None, size: FIRST, ..self.page.clone() };
        Self { page, by }
    }

    /// The same people from those on that a cursor names.
    pub fn continued(&self, cursor: String) -> Self {
        let page = PageRequest { cursor: Some(cursor), size: MORE, ..self.page.clone() };
        Self { page, by: self.by }
    }

    /// The same from the first of them on.
    pub fn rewound(&self) -> Self {
        self.sorted(self.by, self.page.direction)
    }

    /// The address of what is asked for.
    pub fn address(&self) -> String {
        let mut pairs = filter_pairs(&self.page.filter);
        pairs.extend(self.order_pairs());
        pairs.extend(self.page.cursor.clone().map(|cursor| (query::PAGE, cursor)));
        address(paths::USER_MANAGEMENT, &pairs)
    }

    /// The parameters of the order.
    pub fn order_pairs(&self) -> Vec<(&'static str, String)> {
        let descending = self.page.direction == Direction::Descending;
        let by = self.by.map(|by| (SORT, by.code().to_owned()));
        by.into_iter().chain(descending.then(|| (query::ORDER, query::DESCENDING.to_owned()))).collect()
    }
}

/// What the query of the page's address asks for.
pub fn from_query(query: &str) -> PeopleRequest {
    let PageRequest { filter, direction, cursor, .. } = query::from_query(query);
    let by = form_urlencoded::parse(query.trim_start_matches('?').as_bytes())
        .filter(|(name, _)| name == SORT)
        .find_map(|(_, value)| PersonSort::from_code(&value));
    let filter = Filter { user: filter.user, ..Filter::default() };
    let size = if cursor.is_none() { FIRST } else { MORE };
    let page =
        PageRequest { filter, grouping: Grouping::Person, sort: SortKey::User, direction, size, cursor };

    PeopleRequest { page, by }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_asks_for_what_it_was_written_for() {
        for asked in [
            "",
            "?utilisateur=morel",
            "?ordre=decroissant&page=b.1",
            "?utilisateur=a&tri=nom&ordre=decroissant",
            "?tri=identifiant&page=n10",
        ] {
            assert_eq!(from_query(asked).address(), format!("{}{asked}", paths::USER_MANAGEMENT));
        }
    }

    #[test]
    fn more_people_come_at_once_than_stand_there_at_first() {
        let first = from_query("?utilisateur=morel&taille=200&site=Antony");
        assert_eq!((first.page.size, first.page.filter.site.clone()), (FIRST, None));
        assert_eq!(first.continued("b.1".to_owned()), from_query("?utilisateur=morel&page=b.1"));
    }

    #[test]
    fn another_order_begins_with_its_first() {
        let page = from_query("?utilisateur=morel&page=b.1");
        let sorted = page.sorted(Some(PersonSort::LastName), Direction::Descending);
        assert_eq!(sorted, from_query("?utilisateur=morel&tri=nom&ordre=decroissant"));
    }
}
