use super::*;
use crate::journal::{Entry, append, export, recent, verify};
use crate::testing::{Customer, NETWORK, World, contract_test};
use crate::users;
use crate::users::testing::{people_at, rows};
use domain::ids::ImportId;
use domain::journal::{JournalActor, JournalRow, JournalSubject};
use domain::users::{Filter, StatusChange};
use futures::stream::TryStreamExt;
use serde_json::json;

async fn create_people(world: &World, addresses: &[&str]) {
    let place = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    let people: Vec<_> = addresses.iter().map(|address| ["", "", address]).collect();
    people_at(world, &world.potters, place, &people).await;
}

async fn read(world: &World, filter: JournalFilter, cursor: Option<String>) -> JournalPage {
    list(&world.services, &world.potters.scope, &JournalRequest { filter, cursor }).await.unwrap()
}

fn about(person: &str) -> JournalFilter {
    JournalFilter { person: Some(person.to_owned()), ..JournalFilter::default() }
}

/// Entries of one action, one a second.
async fn write_down(world: &World, customer: &Customer, action: Action, count: i64) {
    let mut tx = world.services.db.write().await.unwrap();
    for number in 0..count {
        let entry = Entry { action: action.code(), subject: None, details: json!({}) };
        append(&mut tx, &customer.scope, world.now().plus_seconds(number), entry).await.unwrap();
    }
    tx.commit().await.unwrap();
}

fn actions(page: &JournalPage) -> Vec<Action> {
    page.rows.iter().map(|row| row.action.unwrap()).collect()
}

fn emails(row: &JournalRow) -> Vec<&str> {
    match &row.subject {
        JournalSubject::People(people, _) => people.iter().map(|person| person.email.as_str()).collect(),
        other => panic!("{other:?}"),
    }
}

contract_test!(an_entry_says_who_did_what_to_whom_when_and_from_where, |world| async {
    create_people(world, &["lise@potters.example"]).await;
    let page = read(world, JournalFilter::default(), None).await;
    let row = &page.rows[0];
    assert_eq!(row.action, Some(Action::UserCreated));
    assert!(matches!(&row.by, JournalActor::Person(by) if by.email == "admin@potters.example"));
    assert_eq!(emails(row), ["lise@potters.example"]);
    assert_eq!((row.at.year, row.at.month, row.at.day, row.at.hour), (2026, 6, 30, 14));
    assert_eq!(row.network, Some(NETWORK.to_string()));
    assert!(verify(&world.services, world.potters.id).await.is_ok());
});

contract_test!(it_is_found_by_whoever_did_it_and_by_whom_it_was_done_to, |world| async {
    create_people(world, &["lise@potters.example", "paul@potters.example"]).await;
    let lise = world.user_of("lise@potters.example").await;
    let assignment = world.assignment_of(&world.potters, lise).await;
    let (services, scope) = (&world.services, &world.potters.scope);
    users::set_status(services, scope, assignment, StatusChange::Suspend).await.unwrap();
    let removal = users::remove(services, scope, &[assignment]).await.unwrap();
    // Who left can be named for as long as they can be put back.
    let removed = &read(world, JournalFilter::default(), None).await.rows[0];
    assert_eq!((removed.action, emails(removed)), (Some(Action::UsersRemoved), vec!["lise@potters.example"]));
    assert_eq!(read(world, about("lise@potters.example"), None).await.meant, Some(Vec::new()));

    users::restore(services, scope, removal.id).await.unwrap();
    let meant = read(world, about("LISE"), None).await.meant.unwrap();
    assert_eq!(meant.iter().map(|person| &person.email[..]).collect::<Vec<_>>(), ["lise@potters.example"]);

    let page = read(world, about(" Lise@Potters.example"), None).await;
    let done = [Action::UsersRestored, Action::UsersRemoved, Action::UserSuspended, Action::UserCreated];
    assert_eq!(actions(&page), done);
    assert_eq!(page.count, Count::Exactly(4));

    let all = read(world, JournalFilter::default(), None).await;
    assert!(read(world, about("admin@potters.example"), None).await.rows.len() >= 5 && all.rows.len() >= 5);
    let suspended = JournalFilter { action: Some(Action::UserSuspended), ..about("admin@potters.example") };
    assert_eq!(actions(&read(world, suspended, None).await), [Action::UserSuspended]);
});

contract_test!(pages_follow_each_other_both_ways_without_a_gap, |world| async {
    write_down(world, &world.potters, Action::SitesImported, 120).await;
    let filter = JournalFilter { action: Some(Action::SitesImported), ..JournalFilter::default() };
    let first = read(world, filter.clone(), None).await;
    let second = read(world, filter.clone(), first.next.clone()).await;
    let third = read(world, filter.clone(), second.next.clone()).await;
    assert_eq!((first.rows.len(), second.rows.len(), third.rows.len()), (50, 50, 20));
    assert_eq!((first.previous.as_ref(), third.next.as_ref()), (None, None));
    assert_eq!(read(world, filter.clone(), third.previous).await, second);
    assert_eq!(read(world, filter.clone(), second.previous).await.rows, first.rows);
    assert!(first.rows[49].at.minute >= second.rows[0].at.minute);

    for forged in ["x", "1", "avant-1", "1.2.3", "99999999999999999999.1"] {
        let request = JournalRequest { filter: filter.clone(), cursor: Some(forged.to_owned()) };
        let refused = list(&world.services, &world.potters.scope, &request).await;
        assert!(matches!(refused, Err(ListError::Cursor)), "{forged}");
    }
});

contract_test!(days_are_those_of_the_portal_s_zone_and_both_count, |world| async {
    // 30 June, 21:59:59 and 22:00:00 UTC: the last second of a day in Paris, and the first of the next.
    let midnight = world.now().plus_seconds(10 * 3600);
    let mut tx = world.services.db.write().await.unwrap();
    for (action, seconds) in [("site.created", -1), ("site.removed", 0)] {
        let entry = Entry { action, subject: None, details: json!({ "name": "Quai" }) };
        append(&mut tx, &world.potters.scope, midnight.plus_seconds(seconds), entry).await.unwrap();
    }
    tx.commit().await.unwrap();

    let on = |from: &str, to: &str| JournalFilter {
        from: EndDate::parse(from).ok(),
        to: EndDate::parse(to).ok(),
        ..JournalFilter::default()
    };
    let june = read(world, on("2026-06-30", "2026-06-30"), None).await;
    assert_eq!(june.rows[0].action, Some(Action::SiteCreated));
    let july = read(world, on("2026-07-01", ""), None).await;
    assert_eq!(actions(&july), [Action::SiteRemoved]);
    assert_eq!(july.rows[0].subject, JournalSubject::Named("Quai".into()));
    assert!(read(world, on("2026-07-02", ""), None).await.rows.is_empty());
    assert!(read(world, on("", "2026-06-29"), None).await.rows.is_empty());
});

contract_test!(another_customer_s_entries_and_people_are_unknown, |world| async {
    write_down(world, &world.other, Action::SitesImported, 3).await;
    let imported = JournalFilter { action: Some(Action::SitesImported), ..JournalFilter::default() };
    assert!(read(world, imported, None).await.rows.is_empty());
    let stranger = read(world, about("admin@faiences.example"), None).await;
    assert!(stranger.meant.is_some());
    // As with an address that nobody has at all.
    assert_eq!(read(world, about("nobody@potters.example"), None).await, stranger);
    assert_eq!(read(world, about("no address"), None).await, stranger);
});

contract_test!(what_is_no_more_is_not_named_and_what_nobody_did_says_so, |world| async {
    let mut tx = world.services.db.write().await.unwrap();
    for (action, subject) in
        [("import.undone", Some(ImportId(uuid::Uuid::from_u128(5)).0)), ("rights.ended", None)]
    {
        let entry = Entry { action, subject, details: json!({ "users": [uuid::Uuid::from_u128(6)] }) };
        crate::journal::append_as(&mut tx, world.potters.id, None, world.now(), entry).await.unwrap();
    }
    tx.commit().await.unwrap();
    let rows = read(world, JournalFilter::default(), None).await.rows;
    assert_eq!((&rows[0].by, &rows[1].by), (&JournalActor::Portal, &JournalActor::Operator));
    assert_eq!(rows[0].subject, JournalSubject::People(Vec::new(), 1));
    assert_eq!(rows[0].network, None);
});

contract_test!(the_latest_about_a_person_are_those_of_the_page_but_when_they_came, |world| async {
    create_people(world, &["lise@potters.example", "paul@potters.example"]).await;
    let (services, scope) = (&world.services, &world.potters.scope);
    let row = rows(world, &world.potters, Filter { user: Some("lise".into()), ..Filter::default() }).await;
    for change in [StatusChange::Suspend, StatusChange::Reactivate] {
        users::set_status(services, scope, row[0].id, change).await.unwrap();
    }

    let all = read(world, about("lise@potters.example"), None).await.rows;
    let lise = world.user_of("lise@potters.example").await;
    let came = Entry { action: "user.signed_in", subject: Some(lise.0), details: json!({}) };
    let mut tx = services.db.write().await.unwrap();
    crate::journal::append_as(&mut tx, world.potters.id, Some(lise), world.now(), came).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(recent(services, scope, "lise@potters.example", 2).await.unwrap(), all[..2]);
    assert_eq!(recent(services, scope, "admin@faiences.example", 2).await.unwrap(), []);
});

contract_test!(the_file_has_what_the_page_has_and_no_formula, |world| async {
    create_people(world, &["lise@potters.example"]).await;
    write_down(world, &world.other, Action::SitesImported, 1).await;
    let cells = |row: &JournalRow| ["=1+1".to_owned(), row.action.map_or("", Action::code).to_owned()];
    let (services, scope) = (&world.services, &world.potters.scope);
    let file = export(services, scope, about("lise@potters.example"), ["a", "b"], cells);
    let file: Vec<Vec<u8>> = file.try_collect().await.unwrap();
    assert_eq!(String::from_utf8(file.concat()).unwrap(), "\u{feff}a;b\r\n'=1+1;user.created\r\n");

    let unknown = export(services, scope, about("nobody@potters.example"), ["a", "b"], cells);
    assert_eq!(unknown.try_collect::<Vec<_>>().await.unwrap().len(), 1);
});
