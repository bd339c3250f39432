use super::*;
use crate::access::testing::{member, personal};
use crate::access::{Principal, billing};
use crate::testing::{Customer, World, contract_test};
use domain::access::Due;
use domain::end_date::EndDate;
use domain::ids::TariffId;
use domain::numbers::ContractNumber;
use domain::rights::{Application, Level};
use domain::tariffs::{TariffFile, TariffName, Validity, ValidityState};
use futures::stream::TryStreamExt;

fn number(text: &str) -> ContractNumber {
    ContractNumber::parse(text).unwrap()
}

fn new(contract: &str, name: &str, content: Vec<u8>, days: [&str; 2]) -> NewTariff {
    let [from, to] = days.map(|day| EndDate::parse(day).unwrap());
    NewTariff {
        contract: number(contract),
        file: TariffFile::new(TariffName::parse(name).unwrap(), content).unwrap(),
        validity: Validity::new(from, to).unwrap(),
    }
}

const YEAR: [&str; 2] = ["2026-01-01", "2026-12-31"];

async fn published_for(world: &World, customer: &Customer, contract: &str, name: &str) -> TariffId {
    let tariff = new(contract, name, b"%PDF-1.7".to_vec(), YEAR);
    publish(&world.services, &customer.scope, &tariff).await.unwrap()
}

/// The names of the documents that somebody is shown.
async fn names(world: &World, principal: &Principal) -> Vec<String> {
    let scopes = billing(&world.services, principal).await.unwrap();
    let listed = list(&world.services, &scopes).await.unwrap();
    listed.iter().flat_map(|of| &of.tariffs).map(|tariff| tariff.name.to_string()).collect()
}

async fn can_read(world: &World, principal: &Principal, id: TariffId) -> bool {
    let scopes = billing(&world.services, principal).await.unwrap();
    read(&world.services, &scopes, id).await.unwrap().is_some()
}

contract_test!(a_document_of_many_pieces_is_read_as_it_was_published, |world| async {
    let mut content = b"%PDF-1.7 ".to_vec();
    content.extend((0..1_000_003_u32).map(|n| (n % 251) as u8));
    let tariff = new("10000700", "Tarifs 2026.pdf", content.clone(), YEAR);
    let id = publish(&world.services, &world.potters.scope, &tariff).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM tariff_pieces").await, 4);

    let scopes = billing(&world.services, &world.potters.principal).await.unwrap();
    let document = read(&world.services, &scopes, id).await.unwrap().unwrap();
    assert_eq!((document.name.as_str(), document.size), ("Tarifs 2026.pdf", content.len() as u64));
    let pieces: Vec<_> = document.content(&world.services).try_collect().await.unwrap();
    assert!(pieces.concat() == content);
});

contract_test!(those_that_hold_come_first_and_those_of_last_year_stay, |world| async {
    let (services, scope) = (&world.services, &world.potters.scope);
    for (name, days) in [
        ("passé.csv", ["2025-01-01", "2025-12-31"]),
        ("à venir.csv", ["2027-01-01", "2027-12-31"]),
        ("en vigueur.csv", ["2026-06-30", "2026-06-30"]),
    ] {
        publish(services, scope, &new("10000700", name, b"poids;prix\n".to_vec(), days)).await.unwrap();
    }
    let scopes = billing(services, &world.potters.principal).await.unwrap();
    let listed = list(services, &scopes).await.unwrap();
    let [contract] = &listed[..] else { panic!("{listed:?}") };
    assert_eq!((contract.number.as_str(), contract.customer.as_str()), ("10000700", "POTTERS FRANCE"));
    let states: Vec<_> = contract.tariffs.iter().map(|tariff| (tariff.name.as_str(), tariff.state)).collect();
    assert_eq!(
        states,
        [
            ("en vigueur.csv", ValidityState::Current),
            ("à venir.csv", ValidityState::Coming),
            ("passé.csv", ValidityState::Past)
        ]
    );
});

contract_test!(whoever_has_billing_at_the_contract_reads_its_documents_and_nobody_else_does, |world| async {
    let ours = published_for(world, &world.potters, "10000700", "a.pdf").await;
    let rhone = published_for(world, &world.potters, "10095403", "b.pdf").await;
    let theirs = published_for(world, &world.other, "10000700", "c.pdf").await;
    let place = ["10000700", "53", "Antony", "Consultation"];
    let lise = member(world, &world.potters, "lise@potters.example", place).await;

    assert!(names(world, &lise).await.is_empty() && !can_read(world, &lise, ours).await);
    personal(world, Application::Billing, Level::View, None).await;
    assert_eq!(names(world, &lise).await, ["a.pdf"]);
    assert!(can_read(world, &lise, ours).await);
    assert!(!can_read(world, &lise, rhone).await && !can_read(world, &lise, theirs).await);

    let (own, stranger) = (&world.potters.principal, &world.other.principal);
    assert_eq!(names(world, own).await, ["a.pdf", "b.pdf"]);
    assert!(can_read(world, own, rhone).await && !can_read(world, own, theirs).await);
    assert_eq!(names(world, stranger).await, ["c.pdf"]);
    assert!(!can_read(world, stranger, ours).await);

    for end in ["UPDATE memberships SET status = 'suspended'", "UPDATE memberships SET status = 'invited'"] {
        world.execute(end).await;
        assert!(!can_read(world, &lise, ours).await, "{end}");
    }
    world.execute("UPDATE memberships SET status = 'active'").await;
    let begun = Principal { due: Some(Due::Password), ..lise.clone() };
    assert!(!can_read(world, &begun, ours).await);
    world.execute("UPDATE personal_rights SET ends_at = 1").await;
    assert!(!can_read(world, &lise, ours).await);
});

contract_test!(a_name_is_given_once_for_each_contract, |world| async {
    let (services, scope) = (&world.services, &world.potters.scope);
    published_for(world, &world.potters, "10000700", "a.pdf").await;
    published_for(world, &world.potters, "10095403", "a.pdf").await;
    let again = new("10000700", "a.pdf", b"%PDF-2.0".to_vec(), YEAR);
    assert!(matches!(publish(services, scope, &again).await, Err(PublishError::NameTaken)));
    let elsewhere = new("99999999", "a.pdf", b"%PDF-2.0".to_vec(), YEAR);
    assert!(matches!(publish(services, scope, &elsewhere).await, Err(PublishError::UnknownContract)));
});

contract_test!(what_is_withdrawn_is_gone_with_its_pieces_and_can_be_published_again, |world| async {
    let (services, scope) = (&world.services, &world.potters.scope);
    let id = published_for(world, &world.potters, "10000700", "a.pdf").await;
    published_for(world, &world.other, "10000700", "a.pdf").await;
    let name = TariffName::parse("a.pdf").unwrap();
    let elsewhere = withdraw(services, scope, &number("10095403"), &name).await;
    assert!(matches!(elsewhere, Err(WithdrawError::UnknownTariff)));

    withdraw(services, scope, &number("10000700"), &name).await.unwrap();
    assert!(!can_read(world, &world.potters.principal, id).await);
    assert_eq!(world.count("SELECT count(*) FROM tariff_pieces").await, 1);
    let twice = withdraw(services, scope, &number("10000700"), &name).await;
    assert!(matches!(twice, Err(WithdrawError::UnknownTariff)));
    published_for(world, &world.potters, "10000700", "a.pdf").await;
    let kept = published(services, scope).await.unwrap();
    assert_eq!(kept.iter().map(|tariff| tariff.contract.as_str()).collect::<Vec<_>>(), ["10000700"]);
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action LIKE 'tariff.%'").await, 4);
});
