use super::*;
use crate::testing::{World, contract_test};
use crate::users::testing::people_at;
use domain::users::Filter;

/// People whose names and addresses are in different orders.
async fn populate(world: &World) {
    let antony = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    let people = [
        ["Étienne", "Zoé", "a@potters.example"],
        ["Faure", "Alain", "b@potters.example"],
        ["", "", "c@potters.example"],
        ["eber", "Yann", "d@potters.example"],
        ["Faure", "Adèle", "e@potters.example"],
    ];
    people_at(world, &world.potters, antony, &people).await;
    people_at(
        world,
        &world.potters,
        world.potters.place("10095403", "", "Lyon – Part-Dieu", "Expéditeur"),
        &people[..1],
    )
    .await;
    let theirs = world.other.place("10000700", "53", "Antony", "Expéditeur");
    people_at(world, &world.other, theirs, &[["Aubert", "Anne", "x@faiences.example"]]).await;
}

async fn addresses(world: &World, request: &PageRequest, by: PersonSort) -> Vec<String> {
    let page = list_people_by(&world.services, &world.potters.scope, request, by).await.unwrap().unwrap();
    assert_eq!(page.people, Some(Count::Exactly(page.rows.len() as u64)));
    page.rows.into_iter().map(|person| person.assignments[0].email[..1].to_owned()).collect()
}

contract_test!(people_are_sorted_by_a_name_without_case_and_accents_and_nameless_ones_last, |world| async {
    populate(world).await;
    let ascending = PageRequest::default();
    let descending = PageRequest { direction: Direction::Descending, ..PageRequest::default() };
    assert_eq!(addresses(world, &ascending, PersonSort::LastName).await, ["d", "a", "e", "b", "c"]);
    assert_eq!(addresses(world, &descending, PersonSort::LastName).await, ["c", "b", "e", "a", "d"]);
    assert_eq!(addresses(world, &ascending, PersonSort::FirstName).await, ["e", "b", "d", "a", "c"]);
});

contract_test!(people_are_sorted_by_their_identifier, |world| async {
    populate(world).await;
    let request = PageRequest::default();
    let page = list_people_by(&world.services, &world.potters.scope, &request, PersonSort::Identifier);
    let identifiers: Vec<_> =
        page.await.unwrap().unwrap().rows.into_iter().map(|person| person.identifier).collect();
    assert_eq!(identifiers.len(), 5);
    assert!(identifiers.is_sorted());
});

contract_test!(a_sorted_list_is_narrowed_and_goes_on_where_a_page_ends, |world| async {
    let place = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    let people: Vec<[String; 3]> = (0..25)
        .map(|n| [format!("Nom{:02}", 24 - n), "Paul".to_owned(), format!("p{n:02}@potters.example")])
        .collect();
    let people: Vec<[&str; 3]> = people.iter().map(|person| person.each_ref().map(String::as_str)).collect();
    people_at(world, &world.potters, place, &people).await;
    populate(world).await;

    let filter = Filter { user: Some("paul".to_owned()), ..Filter::default() };
    let mut request = PageRequest { filter, size: 10, ..PageRequest::default() };
    let mut names = Vec::new();
    loop {
        let page = list_people_by(&world.services, &world.potters.scope, &request, PersonSort::LastName);
        let page = page.await.unwrap().unwrap();
        assert_eq!((page.people, page.offset), (Some(Count::Exactly(25)), Some(names.len() as u64)));
        names.extend(page.rows.into_iter().map(|person| person.assignments[0].last_name.clone()));
        request.cursor = page.next;
        if request.cursor.is_none() {
            break;
        }
    }
    assert_eq!(names, (0..25).map(|n| format!("Nom{n:02}")).collect::<Vec<_>>());

    request.cursor = Some("b.1".to_owned());
    let wrong = list_people_by(&world.services, &world.potters.scope, &request, PersonSort::LastName).await;
    assert!(matches!(wrong, Err(ListError::Cursor)));
});
