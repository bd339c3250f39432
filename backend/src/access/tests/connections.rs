//! What the carrier's staff sees of refused sign-ins, and lifting a wait.

use super::*;
use crate::access::{Network, connections, release_network, release_person};
use crate::maintenance;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

/// Tries a login so often that the next attempt waits.
async fn exhaust(world: &World, login: &str) {
    for _ in 0..5 {
        assert!(matches!(come(world, login, "faux").await, Err(SignInError::Wrong)));
    }
}

async fn seen(world: &World) -> Connections {
    connections(&world.services, &world.operator().await).await.unwrap()
}

/// All that the database holds of attempts, as text.
const KEPT: &str =
    "SELECT count(*) FROM attempts WHERE network LIKE '%192.0.2.1%' OR network LIKE '%potters%'";

contract_test!(refused_sign_ins_are_counted_by_hour_and_by_day, |world| async {
    give_password(world, world.potters.administrator, OWN).await;
    for login in ["admin@potters.example", "personne@exemple.fr", ""] {
        assert!(matches!(come(world, login, "faux").await, Err(SignInError::Wrong)));
    }
    world.services.clock.advance(HOUR);
    assert!(come(world, "admin@potters.example", OWN).await.is_ok());
    assert!(matches!(come(world, "admin@potters.example", "faux").await, Err(SignInError::Wrong)));

    let Connections { days, hours, .. } = seen(world).await;
    assert_eq!(days.iter().map(|(_, refused)| *refused).collect::<Vec<_>>(), [4, 0, 0, 0, 0, 0, 0]);
    assert_eq!(days[0].0.to_string(), "2026-06-30");
    let hours: Vec<_> = hours.into_iter().map(|(at, refused)| (at.hour, at.minute, refused)).collect();
    assert_eq!(hours, [(15, 0, 1), (14, 0, 3)]);

    world.services.clock.advance(24 * HOUR);
    let Connections { days, hours, .. } = seen(world).await;
    assert_eq!((days[0].1, days[1].1, hours.len()), (0, 4, 0));
    world.services.clock.advance(8 * 24 * HOUR);
    maintenance::run(&world.services).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM refused_sign_ins").await, 0);
});

contract_test!(who_waits_is_named_when_it_is_an_account_and_counted_when_not, |world| async {
    give_password(world, world.potters.administrator, OWN).await;
    exhaust(world, "admin@potters.example").await;
    exhaust(world, "Pass-word-typed-as-login").await;

    let waiting = seen(world).await.waiting;
    let identifier = world.text("SELECT identifier FROM users WHERE email_key LIKE 'admin@potters%'").await;
    let people: Vec<_> =
        waiting.people.iter().map(|person| (person.identifier.clone(), person.attempts)).collect();
    assert_eq!(people, [(identifier.unwrap(), 5)]);
    assert_eq!((waiting.all_people, waiting.others, waiting.all_networks), (1, 1, 0));

    world.services.clock.advance(5);
    let waiting = seen(world).await.waiting;
    assert_eq!((waiting.all_people, waiting.others), (0, 0), "a wait ends by itself");
});

contract_test!(a_network_that_waits_is_seen_without_its_last_part_and_released, |world| async {
    give_password(world, world.potters.administrator, OWN).await;
    for number in 0..61 {
        let tried = come(world, &format!("a{number}@exemple.fr"), "faux").await;
        assert!(matches!(tried, Err(SignInError::Wrong)));
    }
    let neighbour: IpAddr = "192.0.2.200".parse().unwrap();
    let _ = come_from(world, neighbour, "z@exemple.fr", "faux").await;

    let waiting = seen(world).await.waiting;
    assert_eq!((waiting.all_networks, waiting.networks.len()), (1, 1));
    let network = &waiting.networks[0];
    assert_eq!((network.network.as_str(), network.addresses, network.attempts), ("192.0.2.0/24", 1, 61));
    assert_eq!(world.count(KEPT).await, 0);
    assert!(matches!(come(world, "admin@potters.example", OWN).await, Err(SignInError::Wait { .. })));

    let (services, operator) = (&world.services, world.operator().await);
    let network = Network::parse("192.0.2.0/24").unwrap();
    assert_eq!(release_network(services, &operator, &network).await.unwrap(), 1);
    assert_eq!(release_network(services, &operator, &network).await.unwrap(), 0);
    assert!(come(world, "admin@potters.example", OWN).await.is_ok());
    assert_eq!(seen(world).await.waiting.all_networks, 0);
});

contract_test!(somebody_who_waits_is_released_by_any_of_their_logins_and_nobody_else_is, |world| async {
    give_password(world, world.potters.administrator, OWN).await;
    exhaust(world, "admin@potters.example").await;
    exhaust(world, "admin@faiences.example").await;
    for _ in 0..5 {
        request_reset(&world.services, "admin@potters.example", HERE).await.unwrap();
    }
    let again = request_reset(&world.services, "admin@potters.example", HERE).await;
    assert!(matches!(again, Err(RequestResetError::Wait { .. })));

    let (services, operator) = (&world.services, world.operator().await);
    assert!(release_person(services, &operator, " ADMIN@potters.example").await.unwrap());
    assert!(!release_person(services, &operator, "admin@potters.example").await.unwrap());
    assert!(!release_person(services, &operator, "personne").await.unwrap());
    assert!(come(world, "admin@potters.example", OWN).await.is_ok());
    assert!(request_reset(&world.services, "admin@potters.example", HERE).await.is_ok());
    let other = come(world, "admin@faiences.example", OWN).await;
    assert!(matches!(other, Err(SignInError::Wait { .. })));
});

contract_test!(no_network_is_kept_longer_than_a_day, |world| async {
    let _ = come(world, "a@exemple.fr", "faux").await;
    world.services.clock.advance(23 * HOUR - MINUTE);
    maintenance::run(&world.services).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM attempts WHERE network IS NOT NULL").await, 1);
    world.services.clock.advance(2 * MINUTE);
    maintenance::run(&world.services).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM attempts WHERE network IS NOT NULL").await, 0);
    assert_eq!(world.count("SELECT count(*) FROM attempts").await, 1, "the person's counter goes on");
});
