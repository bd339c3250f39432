use super::*;
use crate::access::testing::member;
use crate::testing::{World, contract_test};
use crate::users::testing::{people_at, rows};
use domain::names::PersonName;
use domain::telephone::Telephone;
use domain::users::Filter;

const LISE: &str = "lise@potters.example";
const PLACE: [&str; 4] = ["10000700", "53", "Antony", "Expéditeur"];

fn new(last: &str, first: &str, telephone: &str, language: Locale) -> NewInformation {
    NewInformation {
        last_name: PersonName::parse(last).ok(),
        first_name: PersonName::parse(first).ok(),
        telephone: Telephone::parse(telephone).ok(),
        language,
    }
}

/// What a customer calls its people, by address.
async fn called(world: &World, customer: &crate::testing::Customer) -> Vec<String> {
    let rows = rows(world, customer, Filter::default()).await;
    rows.into_iter().map(|row| format!("{} {}", row.first_name, row.last_name)).collect()
}

contract_test!(another_name_is_written_where_one_has_come_in_and_told_to_the_journal, |world| async {
    let lise = member(world, &world.potters, LISE, PLACE).await;
    let antony = world.other.place("10000700", "53", "Antony", "Expéditeur");
    people_at(world, &world.other, antony, &[["Morel", "L.", LISE]]).await;

    let wanted = new("Morel-Faure", "Lise", "+33 1 23 45 67 89", Locale::En);
    change_my_information(&world.services, &lise, &wanted).await.unwrap();

    let known = my_information(&world.services, &lise).await.unwrap();
    assert_eq!((known.last_name.as_str(), known.first_name.as_str()), ("Morel-Faure", "Lise"));
    assert_eq!((known.telephone.as_str(), known.language), ("+33 1 23 45 67 89", Locale::En));
    assert_eq!(called(world, &world.potters).await, ["Lise Morel-Faure"]);
    assert_eq!(called(world, &world.other).await, ["L. Morel"], "they wait for her still");
    let found = Filter { user: Some("faure".to_owned()), ..Filter::default() };
    assert_eq!(rows(world, &world.potters, found).await.len(), 1);
    let told = "SELECT count(*) FROM journal WHERE action = 'user.own_name_changed'";
    assert_eq!(world.count(told).await, 1);
});

contract_test!(what_is_sent_as_it_came_changes_nothing, |world| async {
    let lise = member(world, &world.potters, LISE, PLACE).await;
    world.execute("UPDATE memberships SET last_name = 'Morel', first_name = 'Lise'").await;
    let known = my_information(&world.services, &lise).await.unwrap();
    let same = new(&known.last_name, &known.first_name, &known.telephone, known.language);
    change_my_information(&world.services, &lise, &same).await.unwrap();

    assert_eq!(my_information(&world.services, &lise).await.unwrap(), known);
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'user.own_name_changed'").await, 0);
});

contract_test!(an_administrator_without_an_assignment_is_called_by_their_name_too, |world| async {
    let token = world.session_of(world.potters.administrator).await;
    let administrator = crate::access::principal(&world.services, &token).await.unwrap().unwrap();
    let wanted = new("Marchand", "Antony", "", Locale::Fr);
    change_my_information(&world.services, &administrator, &wanted).await.unwrap();

    let again = crate::access::principal(&world.services, &token).await.unwrap().unwrap();
    assert_eq!(again.name, "Antony");
    assert_eq!(my_information(&world.services, &again).await.unwrap().last_name, "Marchand");
});
