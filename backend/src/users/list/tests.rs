use super::*;
use crate::access::AdministratorScope;
use crate::testing::{World, contract_test};
use crate::users::search::searchable;
use crate::users::testing::{emails, generated, most_of_words, page, people_at, rows};
use crate::users::{set_status, testing};
use domain::ids::ImportId;
use domain::users::{AssignmentRow, Filter, StatusChange, UserStatus};

/// Four people of Potters' at three places, and one of the other customer's.
async fn populate(world: &World) {
    let of = &world.potters;
    let antony = of.place("10000700", "53", "Antony", "Expéditeur");
    let lyon = of.place("10095403", "", "Lyon – Part-Dieu", "Consultation");
    let etienne = of.place("10000700", "5", "Saint-Étienne", "Expéditeur");
    let dupont = ["Dupont", "Jean-Noël", "jean.dupont@potters.example"];
    people_at(world, of, antony, &[dupont, ["Lefèvre", "Élodie", "elodie@potters.example"]]).await;
    people_at(world, of, lyon, &[dupont, ["de la Tour", "Aïcha", "Tour_100%@potters.example"]]).await;
    people_at(world, of, etienne, &[["Øster", "Zoé", "zoe@potters.example"]]).await;
    let theirs = world.other.place("10000700", "53", "Antony", "Expéditeur");
    people_at(world, &world.other, theirs, &[["Dupont", "Autre", "jean@faiences.example"]]).await;
}

fn user(text: &str) -> Filter {
    Filter { user: Some(text.to_owned()), ..Filter::default() }
}

contract_test!(every_row_says_where_somebody_is_assigned, |world| async {
    populate(world).await;
    let page = page(world, &world.potters, PageRequest::default()).await;
    assert_eq!(
        (page.assignments, page.people, page.mails_failed),
        (Count::Exactly(5), Some(Count::Exactly(4)), 0)
    );
    assert_eq!((page.offset, page.first, page.previous, page.next), (Some(0), None, None, None));
    let row = &page.rows[1];
    assert_eq!(row.email, "jean.dupont@potters.example");
    assert_eq!(
        (row.contract_number.as_str(), row.contract_name.as_str()),
        ("10000700", "Potters Île-de-France")
    );
    assert_eq!(row.sub_account, Some(("53".to_owned(), "SERVICE CLIENT POTTERS".to_owned())));
    assert_eq!((row.site.as_deref(), row.profile.as_str()), (Some("Antony"), "Expéditeur"));
    assert_eq!((row.status, row.status_since, row.is_self), (UserStatus::Invited, None, false));
    assert_eq!(row.mail, Some(domain::users::MailState::Queued { reason: None }));
    assert_eq!((row.last_sign_in, row.created.day), (None, 30));
    assert_eq!(page.rows[2].sub_account, None, "all of them");
});

contract_test!(a_part_of_a_name_or_address_finds_whatever_its_accents_and_case, |world| async {
    populate(world).await;
    for (typed, expected) in [
        ("ÉLODIE", &["elodie@potters.example"][..]),
        ("lefevre", &["elodie@potters.example"]),
        ("noel dup", &["jean.dupont@potters.example"; 2]),
        ("oster", &["zoe@potters.example"]),
        ("zo", &["zoe@potters.example"]),
        ("z", &["zoe@potters.example"]),
        ("ou", &[]),
        ("´", &[]),
        ("\u{301}", &[]),
        ("la tour", &["Tour_100%@potters.example"]),
        ("100%", &["Tour_100%@potters.example"]),
        ("_10", &["Tour_100%@potters.example"]),
        ("t_u", &[]),
        ("\"", &[]),
        ("AND \u{0} (", &[]),
        ("faiences", &[]),
    ] {
        assert_eq!(emails(&rows(world, &world.potters, user(typed)).await), expected, "{typed:?}");
    }
});

contract_test!(a_person_is_found_by_the_identifier_and_by_what_mail_programs_write, |world| async {
    populate(world).await;
    let identifier = |email: &'static str| async move {
        let people = "SELECT u.identifier FROM users u WHERE u.email = ";
        let sql = sqlx::AssertSqlSafe(format!("{people}'{email}'"));
        let mut tx = world.services.db.read().await.unwrap();
        tx.query(sql).scalar::<String>().await.unwrap()
    };
    let zoe = identifier("zoe@potters.example").await;
    let theirs = identifier("jean@faiences.example").await;
    for (typed, expected) in [
        (zoe.clone(), &["zoe@potters.example"][..]),
        (zoe.to_lowercase().replace('-', ""), &["zoe@potters.example"]),
        (theirs, &[]),
        ("Zoé Autrement <zoe@potters.example>".into(), &["zoe@potters.example"]),
        ("mailto:zoe@potters.example".into(), &["zoe@potters.example"]),
        ("Lefèvre, Élodie".into(), &["elodie@potters.example"]),
    ] {
        assert_eq!(emails(&rows(world, &world.potters, user(&typed)).await), expected, "{typed:?}");
    }
});

contract_test!(each_filter_narrows_and_all_hold_together, |world| async {
    populate(world).await;
    let some = |text: &str| Some(text.to_owned());
    for (filter, expected) in [
        (Filter { contract: some("10000700"), ..Filter::default() }, 3),
        (Filter { contract: some("1000"), ..Filter::default() }, 0),
        (Filter { contract: some("' OR 1=1"), ..Filter::default() }, 0),
        (Filter { sub_account: some("53"), ..Filter::default() }, 2),
        (Filter { sub_account: some("54"), ..Filter::default() }, 0),
        (Filter { site: some("ETIENNE"), ..Filter::default() }, 1),
        (Filter { site: some("saint etienne"), ..Filter::default() }, 1),
        (Filter { site: some("–"), ..Filter::default() }, 0),
        (Filter { site: some("t"), ..Filter::default() }, 5),
        (Filter { status: Some(UserStatus::Active), ..Filter::default() }, 0),
        (Filter { status: Some(UserStatus::Invited), contract: some("10095403"), ..user("dupont") }, 1),
        (Filter { site: some("antony"), contract: some("10095403"), ..Filter::default() }, 0),
        (Filter { import: Some(ImportId(uuid::Uuid::nil())), ..Filter::default() }, 0),
        (Filter { mail_failed: true, ..Filter::default() }, 0),
    ] {
        let request = PageRequest { filter: filter.clone(), ..PageRequest::default() };
        let page = page(world, &world.potters, request).await;
        assert_eq!(
            (page.rows.len(), page.assignments),
            (expected, Count::Exactly(expected as u64)),
            "{filter:?}"
        );
    }
});

contract_test!(a_narrowed_list_says_of_how_many_people_it_is, |world| async {
    populate(world).await;
    for (filter, rows, people) in [(user("dupont"), 2, 1), (user("potters"), 5, 4), (user("personne"), 0, 0)]
    {
        let page = page(world, &world.potters, PageRequest { filter, ..PageRequest::default() }).await;
        assert_eq!((page.assignments, page.people), (Count::Exactly(rows), Some(Count::Exactly(people))));
    }
});

contract_test!(every_column_sorts_both_ways, |world| async {
    populate(world).await;
    for sort in SortKey::ALL {
        let request = PageRequest { sort, ..PageRequest::default() };
        let up = page(world, &world.potters, request.clone()).await.rows;
        let mut down =
            page(world, &world.potters, PageRequest { direction: Direction::Descending, ..request })
                .await
                .rows;
        down.reverse();
        assert_eq!(up, down, "{sort:?}");
        let keys: Vec<_> = up
            .iter()
            .map(|row| match sort {
                SortKey::User => domain::fold::fold(&row.email),
                SortKey::Contract => row.contract_number.clone(),
                SortKey::SubAccount => row.sub_account.clone().map_or_else(String::new, |(_, name)| name),
                SortKey::Site => row.site.clone().unwrap_or_default(),
                SortKey::Profile => row.profile.clone(),
                SortKey::Status => row.status.code().to_owned(),
            })
            .collect();
        assert!(keys.is_sorted(), "{sort:?}: {keys:?}");
    }
});

contract_test!(pages_follow_each_other_there_and_back_without_losing_a_row, |world| async {
    let place = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    for number in 0..35 {
        people_at(world, &world.potters, place, &[["", "", &format!("u{number:02}@exemple.fr")]]).await;
    }
    for filter in [Filter::default(), user("exemple")] {
        let first = PageRequest { filter, size: 10, sort: SortKey::Profile, ..PageRequest::default() };
        let mut at = page(world, &world.potters, first.clone()).await;
        let mut seen = emails(&at.rows).iter().map(ToString::to_string).collect::<Vec<_>>();
        let mut pages = vec![at.rows.clone()];
        while let Some(cursor) = at.next.clone() {
            at = page(world, &world.potters, PageRequest { cursor: Some(cursor), ..first.clone() }).await;
            assert_eq!(at.offset, Some(seen.len() as u64));
            seen.extend(emails(&at.rows).iter().map(ToString::to_string));
            pages.push(at.rows.clone());
        }
        let expected: Vec<_> = (0..35).map(|number| format!("u{number:02}@exemple.fr")).collect();
        assert_eq!(seen, expected, "ties are in order of creation");
        for expected in pages.iter().rev().skip(1) {
            let cursor = at.previous.clone();
            at = page(world, &world.potters, PageRequest { cursor, ..first.clone() }).await;
            assert_eq!(&at.rows, expected);
        }
        assert_eq!((at.offset, at.previous), (Some(0), None));
    }
});

contract_test!(a_page_goes_on_where_it_was_when_rows_before_it_are_gone, |world| async {
    let place = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    for number in 10..32 {
        people_at(world, &world.potters, place, &[["", "", &format!("u{number}@exemple.fr")]]).await;
    }
    let first = PageRequest { size: 10, ..PageRequest::default() };
    let at = page(world, &world.potters, first.clone()).await;
    let gone: Vec<_> = at.rows[5..].iter().map(|row| row.id).collect();
    crate::users::remove(&world.services, &world.potters.scope, &gone).await.unwrap();
    let next = page(world, &world.potters, PageRequest { cursor: at.next, ..first.clone() }).await;
    assert_eq!(next.rows[0].email, "u20@exemple.fr");
    let back = page(world, &world.potters, PageRequest { cursor: next.previous, ..first }).await;
    assert_eq!((back.offset, back.rows.len(), back.previous), (Some(0), 10, None));
});

contract_test!(behind_the_last_page_the_last_one_is_shown, |world| async {
    let place = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    for number in 10..32 {
        people_at(world, &world.potters, place, &[["", "", &format!("u{number}@exemple.fr")]]).await;
    }
    for direction in [Direction::Ascending, Direction::Descending] {
        let first = PageRequest { size: 10, direction, ..PageRequest::default() };
        let second = page(world, &world.potters, first.clone()).await.next;
        let second = page(world, &world.potters, PageRequest { cursor: second, ..first.clone() }).await;
        let third = PageRequest { cursor: second.next, ..first };
        let last = page(world, &world.potters, third.clone()).await.rows;
        crate::users::remove(
            &world.services,
            &world.potters.scope,
            &last.iter().map(|row| row.id).collect::<Vec<_>>(),
        )
        .await
        .unwrap();

        let shown = page(world, &world.potters, third.clone()).await;
        assert_eq!(emails(&shown.rows), emails(&second.rows), "{direction:?}");
        assert_eq!((shown.offset, shown.next), (Some(10), None));
        assert!(shown.previous.is_some());
        people_at(world, &world.potters, place, &[["", "", &last[0].email], ["", "", &last[1].email]]).await;
    }
    let nobody = PageRequest { filter: user("personne"), ..PageRequest::default() };
    assert_eq!(page(world, &world.potters, nobody).await.rows.len(), 0);
});

contract_test!(a_cursor_that_is_none_is_refused, |world| async {
    for cursor in ["x", "e30", "eyJ2IjoiIn0"] {
        let request = PageRequest { cursor: Some(cursor.to_owned()), ..PageRequest::default() };
        let refused = list(&world.services, &world.potters.scope, &request).await;
        assert!(matches!(refused, Err(ListError::Cursor)), "{cursor}");
    }
});

contract_test!(another_customer_s_people_never_stand_in_the_list, |world| async {
    populate(world).await;
    let theirs = page(world, &world.other, PageRequest::default()).await;
    assert_eq!(emails(&theirs.rows), ["jean@faiences.example"]);
    assert_eq!((theirs.assignments, theirs.people), (Count::Exactly(1), Some(Count::Exactly(1))));
    assert_eq!(emails(&testing::rows(world, &world.other, user("dupont")).await), ["jean@faiences.example"]);
});

contract_test!(a_suspended_person_says_since_when, |world| async {
    populate(world).await;
    let zoe = rows(world, &world.potters, user("zoe")).await.remove(0);
    world.services.clock.advance(3600);
    set_status(&world.services, &world.potters.scope, zoe.id, StatusChange::Suspend).await.unwrap();
    let filter = Filter { status: Some(UserStatus::Suspended), ..Filter::default() };
    let row = rows(world, &world.potters, filter).await.remove(0);
    assert_eq!((row.id, row.status_since.map(|at| at.hour)), (zoe.id, Some(15)));
    assert_eq!(row.mail, None, "its mail was withdrawn");
});

contract_test!(what_many_fulfil_is_walked_from_the_first_page_to_the_last, |world| async {
    let scope = generated(world, 12_700).await;
    let named = Filter { user: Some(".example".to_owned()), ..Filter::default() };
    let active = Filter { status: Some(UserStatus::Active), ..Filter::default() };
    let both = Filter { status: Some(UserStatus::Active), ..named.clone() };
    let words = most_of_words(world).await;
    for (filter, sort, counted) in [
        (named.clone(), SortKey::User, words),
        (active, SortKey::Site, Count::MoreThan(10_000)),
        (named, SortKey::Status, words),
        (both, SortKey::Site, Count::MoreThan(1_000)),
    ] {
        let mut request = PageRequest {
            filter,
            sort,
            direction: Direction::Descending,
            size: 200,
            ..PageRequest::default()
        };
        let (mut seen, mut pages) = (std::collections::HashSet::new(), 0);
        loop {
            let page = list(&world.services, &scope, &request).await.unwrap();
            assert_eq!(page.assignments, counted);
            seen.extend(page.rows.iter().map(|row| row.id));
            pages += page.rows.len();
            let Some(next) = page.next else { break };
            request.cursor = Some(next);
        }
        assert_eq!(seen.len(), pages, "none is shown twice");
        assert!(pages > 10_000, "{pages}");
        if request.filter.status.is_none() {
            assert_eq!(pages, 12_700);
        }
    }
});

/// Every row of a list, page by page.
async fn walk(world: &World, scope: &AdministratorScope, mut request: PageRequest) -> Vec<AssignmentRow> {
    let mut rows = Vec::new();
    loop {
        let page = list(&world.services, scope, &request).await.unwrap();
        rows.extend(page.rows);
        let Some(next) = page.next else { return rows };
        request.cursor = Some(next);
    }
}

contract_test!(words_that_many_have_are_found_wherever_they_stand_in_the_order, |world| async {
    let scope = generated(world, 12_700).await;
    for direction in [Direction::Ascending, Direction::Descending] {
        let everybody = PageRequest { direction, size: 200, ..PageRequest::default() };
        let all = walk(world, &scope, everybody.clone()).await;
        // As last names all over the order, as first names together, and one that stands at an end of it.
        for (typed, found) in [("m", "  m"), ("le", "  le"), ("zoe", "zoe"), ("lefevre", "lefevre")] {
            let request = PageRequest { filter: user(typed), ..everybody.clone() };
            let met = walk(world, &scope, request).await;
            let has = |row: &&AssignmentRow| {
                searchable(&row.email, &row.last_name, &row.first_name).contains(found)
            };
            let expected = all.iter().filter(has).map(|row| row.id);
            assert!(met.iter().map(|row| row.id).eq(expected), "{typed}: {}", met.len());
        }
    }
});
