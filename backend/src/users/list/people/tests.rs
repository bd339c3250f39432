use super::*;
use crate::testing::{Customer, World, contract_test};
use crate::users::testing::{generated, most_of_words, people_at};
use crate::users::{find, list, remove};
use domain::users::{Count, Direction, Filter, Grouping, SortKey, UserStatus};

/// Three people of Potters', one of them at three places, and one of the other customer's who is at two.
async fn populate(world: &World) {
    let of = &world.potters;
    let antony = of.place("10000700", "53", "Antony", "Expéditeur");
    let lyon = of.place("10095403", "", "Lyon – Part-Dieu", "Consultation");
    let etienne = of.place("10000700", "5", "Saint-Étienne", "Expéditeur");
    let dupont = ["Dupont", "Jean-Noël", "jean.dupont@potters.example"];
    people_at(world, of, antony, &[["Øster", "Zoé", "zoe@potters.example"], dupont]).await;
    people_at(world, of, lyon, &[dupont, ["Lefèvre", "Élodie", "elodie@potters.example"]]).await;
    people_at(world, of, etienne, &[dupont]).await;
    for sub_account in ["53", ""] {
        let theirs = world.other.place("10000700", sub_account, "Antony", "Expéditeur");
        people_at(world, &world.other, theirs, &[["Dupont", "Autre", "jean@faiences.example"]]).await;
    }
}

async fn people(world: &World, customer: &Customer, request: PageRequest) -> Page<Vec<PersonRow>> {
    let request = PageRequest { grouping: Grouping::Person, ..request };
    list_people(&world.services, &customer.scope, &request).await.unwrap()
}

/// Who stands in a page, where, and at how many places in all.
fn shown(page: &Page<Vec<PersonRow>>) -> Vec<(&str, Vec<&str>, u64)> {
    page.rows.iter().map(shown_row).collect()
}

fn shown_row(row: &PersonRow) -> (&str, Vec<&str>, u64) {
    let email = row.assignments[0].email.as_str();
    assert!(row.assignments.iter().all(|assignment| assignment.email == email));
    let sites = row.assignments.iter().map(|assignment| assignment.site.as_deref().unwrap_or_default());
    (email, sites.collect(), row.count)
}

fn at(site: &str) -> PageRequest {
    PageRequest {
        filter: Filter { site: Some(site.to_owned()), ..Filter::default() },
        ..PageRequest::default()
    }
}

contract_test!(each_person_stands_in_one_row_with_all_their_places, |world| async {
    populate(world).await;
    let page = people(world, &world.potters, PageRequest::default()).await;
    let expected = [
        ("elodie@potters.example", vec!["Lyon – Part-Dieu"], 1),
        ("jean.dupont@potters.example", vec!["Antony", "Lyon – Part-Dieu", "Saint-Étienne"], 3),
        ("zoe@potters.example", vec!["Antony"], 1),
    ];
    assert_eq!(shown(&page), expected);
    assert_eq!((page.people, page.assignments), (Some(Count::Exactly(3)), Count::Exactly(5)));
    assert_eq!((page.offset, page.first, page.previous, page.next), (Some(0), None, None, None));

    for row in &page.rows {
        let found =
            find(&world.services, &world.potters.scope, row.assignments[0].id).await.unwrap().unwrap();
        assert_eq!(row.identifier, found.identifier);
    }
});

contract_test!(
    a_filter_leaves_the_people_who_have_what_it_asks_for_and_of_their_places_those,
    |world| async {
        populate(world).await;
        let page = people(world, &world.potters, at("lyon")).await;
        let lyon = || vec!["Lyon – Part-Dieu"];
        let expected = [("elodie@potters.example", lyon(), 1), ("jean.dupont@potters.example", lyon(), 1)];
        assert_eq!(shown(&page), expected);
        assert_eq!((page.people, page.assignments), (Some(Count::Exactly(2)), Count::Exactly(2)));

        let expediteur = Filter { profile: Some("Expéditeur".into()), ..Filter::default() };
        let page = people(world, &world.potters, PageRequest { filter: expediteur, ..at("n") }).await;
        let sites = vec!["Antony", "Saint-Étienne"];
        assert_eq!(shown(&page)[0], ("jean.dupont@potters.example", sites, 2), "not at Lyon");
        assert_eq!((page.people, page.assignments), (Some(Count::Exactly(2)), Count::Exactly(3)));
        assert_eq!(shown(&people(world, &world.potters, at("nulle part")).await), []);
    }
);

contract_test!(people_are_sorted_by_address_and_by_status_both_ways, |world| async {
    populate(world).await;
    world.execute("UPDATE memberships SET status = 'active' WHERE email = 'zoe@potters.example'").await;
    world.execute("UPDATE assignments SET status = 'active' WHERE sort_user = 'zoe@potters.example'").await;
    for (sort, expected) in [
        (SortKey::User, ["elodie", "jean.dupont", "zoe"]),
        (SortKey::Status, ["zoe", "jean.dupont", "elodie"]),
        // By site nobody stands in one place alone: as usual, then.
        (SortKey::Site, ["elodie", "jean.dupont", "zoe"]),
    ] {
        for filter in [Filter::default(), at("n").filter, at("o").filter] {
            let mut up = expected.map(|name| format!("{name}@potters.example"));
            let request = PageRequest { filter, sort, ..PageRequest::default() };
            let page = people(world, &world.potters, request.clone()).await;
            assert_eq!(shown(&page).iter().map(|row| row.0).collect::<Vec<_>>(), up, "{sort:?}");

            up.reverse();
            let request = PageRequest { direction: Direction::Descending, ..request };
            let page = people(world, &world.potters, request).await;
            assert_eq!(shown(&page).iter().map(|row| row.0).collect::<Vec<_>>(), up, "{sort:?}");
        }
    }
});

contract_test!(pages_of_people_follow_each_other_there_and_back_without_losing_anybody, |world| async {
    let of = &world.potters;
    for site in ["Antony", "Lyon – Part-Dieu", "Saint-Étienne"] {
        let place = of.place("10000700", "53", site, "Expéditeur");
        // Some in one order, some in the other: who stands where does not depend on it.
        let mut addresses: Vec<_> = (0..25).map(|number| format!("u{number:02}@exemple.fr")).collect();
        if site == "Antony" {
            addresses.reverse();
        }
        for address in addresses {
            people_at(world, of, place, &[["", "", &address]]).await;
        }
    }

    for filter in [Filter::default(), Filter { user: Some("exemple".into()), ..Filter::default() }] {
        let first = PageRequest { filter, size: 10, ..PageRequest::default() };
        let mut pages = vec![people(world, of, first.clone()).await];
        while let Some(cursor) = pages.last().unwrap().next.clone() {
            pages.push(people(world, of, PageRequest { cursor: Some(cursor), ..first.clone() }).await);
        }
        let seen: Vec<_> = pages.iter().flat_map(shown).collect();
        assert_eq!(seen.iter().map(|row| row.0).collect::<Vec<_>>(), {
            (0..25).map(|number| format!("u{number:02}@exemple.fr")).collect::<Vec<_>>()
        });
        assert!(seen.iter().all(|(_, sites, count)| sites.len() == 3 && *count == 3));
        assert_eq!(pages.iter().map(|page| page.offset).collect::<Vec<_>>(), [Some(0), Some(10), Some(20)]);

        let mut at = pages.pop().unwrap();
        while let Some(expected) = pages.pop() {
            at = people(world, of, PageRequest { cursor: at.previous, ..first.clone() }).await;
            assert_eq!(at.rows, expected.rows);
        }
        assert_eq!((at.offset, at.previous), (Some(0), None));
    }
});

contract_test!(of_many_places_the_first_are_shown_and_all_are_counted, |world| async {
    let somebody = [["", "", "partout@potters.example"]];
    for site in ["Antony", "Lyon – Part-Dieu", "Saint-Étienne"] {
        for sub_account in ["", "53", "5"] {
            let place = world.potters.place("10000700", sub_account, site, "Expéditeur");
            people_at(world, &world.potters, place, &somebody).await;
        }
    }
    let page = people(world, &world.potters, PageRequest::default()).await;
    assert_eq!((page.rows[0].assignments.len(), page.rows[0].count), (6, 9));
});

contract_test!(another_customer_s_people_never_stand_among_one_s_own, |world| async {
    populate(world).await;
    let theirs = people(world, &world.other, PageRequest::default()).await;
    assert_eq!(shown(&theirs), [("jean@faiences.example", vec!["Antony", "Antony"], 2)]);
    assert_eq!((theirs.people, theirs.assignments), (Some(Count::Exactly(1)), Count::Exactly(2)));
});

contract_test!(a_cursor_of_people_that_is_none_is_refused, |world| async {
    let request = PageRequest { cursor: Some("e30".into()), ..PageRequest::default() };
    let refused = list_people(&world.services, &world.potters.scope, &request).await;
    assert!(matches!(refused, Err(ListError::Cursor)));
});

contract_test!(a_page_goes_on_where_it_was_when_the_first_place_of_somebody_is_gone, |world| async {
    populate(world).await;
    let rows = list(&world.services, &world.potters.scope, &PageRequest::default()).await.unwrap().rows;
    let first = rows.iter().find(|row| row.email == "jean.dupont@potters.example").unwrap();
    remove(&world.services, &world.potters.scope, &[first.id]).await.unwrap();
    let page = people(world, &world.potters, PageRequest::default()).await;
    assert_eq!(
        shown(&page)[1],
        ("jean.dupont@potters.example", vec!["Lyon – Part-Dieu", "Saint-Étienne"], 2)
    );
});

contract_test!(what_many_people_fulfil_is_walked_from_the_first_page_to_the_last, |world| async {
    let scope = generated(world, 12_700).await;
    let named = Filter { user: Some(".example".to_owned()), ..Filter::default() };
    let active = Filter { status: Some(UserStatus::Active), ..Filter::default() };
    let words = most_of_words(world).await;
    for (filter, sort, counted) in
        [(named, SortKey::User, words), (active, SortKey::Status, Count::MoreThan(10_000))]
    {
        let (grouping, direction, size) = (Grouping::Person, Direction::Descending, 200);
        let mut request = PageRequest { filter, grouping, sort, direction, size, cursor: None };
        let (mut seen, mut met) = (std::collections::HashSet::new(), 0);
        loop {
            let page = list_people(&world.services, &scope, &request).await.unwrap();
            assert_eq!((page.assignments, page.people), (counted, None));
            seen.extend(page.rows.iter().map(|row| row.assignments[0].email.clone()));
            met += page.rows.len();
            let Some(next) = page.next else { break };
            request.cursor = Some(next);
        }
        assert_eq!(seen.len(), met, "nobody is shown twice");
        assert!(met > 10_000, "{met}");
    }
});
