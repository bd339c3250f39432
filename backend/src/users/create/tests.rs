use super::*;
use crate::testing::{Customer, World, contract_test};
use domain::end_date::EndDate;
use domain::rights::{Application, Level, Right};
use domain::users::PersonalRight;

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn people(place: AssignmentTarget, addresses: &[&str]) -> NewUsers {
    let person = |text: &&str| NewPerson { address: address(text), last_name: None, first_name: None };
    NewUsers {
        people: addresses.iter().map(person).collect(),
        places: vec![place],
        grants: Grants::default(),
    }
}

fn antony(of: &Customer) -> AssignmentTarget {
    of.place("10000700", "53", "Antony", "Expéditeur")
}

async fn create_at_antony(world: &World, of: &Customer, addresses: &[&str]) -> Vec<Outcome> {
    create(&world.services, &of.scope, &people(antony(of), addresses)).await.unwrap()
}

contract_test!(somebody_new_is_invited_and_gets_one_welcome_mail, |world| async {
    let outcomes = create_at_antony(world, &world.potters, &["Zoé@Exemple.fr"]).await;
    assert_eq!(outcomes, [Outcome::Created]);
    assert_eq!(
        world
            .count("SELECT count(*) FROM memberships WHERE status = 'invited' AND mail_state = 'queued'")
            .await,
        1
    );
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs WHERE kind = 'welcome'").await, 1);
    assert_eq!(world.text("SELECT email FROM memberships").await.unwrap(), "Zoé@Exemple.fr");
    assert_eq!(
        world.count("SELECT assignment_count * 10 + user_count FROM customers WHERE user_count > 0").await,
        11
    );
});

contract_test!(the_same_address_in_another_case_is_the_same_person, |world| async {
    let outcomes = create_at_antony(world, &world.potters, &["zoe@exemple.fr", "ZOE@Exemple.FR"]).await;
    assert_eq!(outcomes, [Outcome::Created, Outcome::AlreadyAssigned]);
    assert_eq!(world.count("SELECT count(*) FROM assignments").await, 1);
});

contract_test!(creating_again_changes_nothing_and_mails_nobody, |world| async {
    create_at_antony(world, &world.potters, &["a@exemple.fr", "b@exemple.fr"]).await;
    let entries = world.count("SELECT count(*) FROM journal").await;
    let again = create_at_antony(world, &world.potters, &["a@exemple.fr", "b@exemple.fr"]).await;
    assert_eq!(again, [Outcome::AlreadyAssigned, Outcome::AlreadyAssigned]);
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs").await, 2);
    assert_eq!(world.count("SELECT count(*) FROM journal").await, entries);
});

contract_test!(somebody_known_gets_one_more_assignment_and_no_mail, |world| async {
    create_at_antony(world, &world.potters, &["a@exemple.fr"]).await;
    let elsewhere = world.potters.place("10095403", "", "Lyon – Part-Dieu", "Consultation");
    let new = people(elsewhere, &["a@exemple.fr"]);
    assert_eq!(create(&world.services, &world.potters.scope, &new).await.unwrap(), [Outcome::Assigned]);
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM memberships").await, 1);
    assert_eq!(world.count("SELECT count(DISTINCT number) FROM assignments").await, 2);
});

contract_test!(somebody_at_several_places_gets_one_mail_and_each_of_the_assignments, |world| async {
    let potters = &world.potters;
    let all = potters.place("10000700", "", "Antony", "Expéditeur");
    create(&world.services, &potters.scope, &people(all, &["known@exemple.fr"])).await.unwrap();
    let places = vec![all, antony(potters), all];
    let new = NewUsers { places: places.clone(), ..people(all, &["known@exemple.fr", "new@exemple.fr"]) };
    let addresses = ["known@exemple.fr", "new@exemple.fr"].map(address);
    let previewed = preview(&world.services, &potters.scope, &addresses, &places).await.unwrap();
    let done = create(&world.services, &potters.scope, &new).await.unwrap();
    assert_eq!(done, [Outcome::Assigned, Outcome::Created]);
    assert_eq!(previewed, done);
    assert_eq!(world.count("SELECT count(*) FROM assignments").await, 4);
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs").await, 2);
});

contract_test!(one_wrong_place_of_several_is_named_and_nothing_is_written, |world| async {
    let places = vec![antony(&world.potters), antony(&world.other)];
    let new = NewUsers { places, ..people(antony(&world.potters), &["a@exemple.fr"]) };
    let refused = create(&world.services, &world.potters.scope, &new).await;
    assert!(matches!(refused, Err(CreateError::AssignmentTarget(1, _))));
    for places in [Vec::new(), vec![antony(&world.potters); NewUsers::PLACES + 1]] {
        let new = NewUsers { places, ..people(antony(&world.potters), &["a@exemple.fr"]) };
        let refused = create(&world.services, &world.potters.scope, &new).await;
        assert!(matches!(refused, Err(CreateError::PlaceCount)));
    }
    assert_eq!(world.count("SELECT count(*) FROM assignments").await, 0);
    assert_eq!(world.count("SELECT count(*) FROM users WHERE email_key = 'a@exemple.fr'").await, 0);
});

contract_test!(another_profile_at_the_same_place_is_said_and_left, |world| async {
    create_at_antony(world, &world.potters, &["a@exemple.fr"]).await;
    let place = world.potters.place("10000700", "53", "Antony", "Consultation");
    let outcome =
        create(&world.services, &world.potters.scope, &people(place, &["a@exemple.fr"])).await.unwrap();
    assert_eq!(outcome, [Outcome::OtherProfile { profile: "Expéditeur".to_owned() }]);
    assert_eq!(world.count("SELECT count(*) FROM assignments").await, 1);
});

contract_test!(all_sub_accounts_is_a_place_of_its_own, |world| async {
    let all = world.potters.place("10000700", "", "Antony", "Expéditeur");
    for expected in [Outcome::Created, Outcome::AlreadyAssigned] {
        let new = people(all, &["a@exemple.fr"]);
        assert_eq!(create(&world.services, &world.potters.scope, &new).await.unwrap(), [expected]);
    }
    assert_eq!(create_at_antony(world, &world.potters, &["a@exemple.fr"]).await, [Outcome::Assigned]);
});

contract_test!(what_is_foreseen_is_what_is_done, |world| async {
    create_at_antony(world, &world.potters, &["known@exemple.fr"]).await;
    let typed = ["known@exemple.fr", "new@exemple.fr", "NEW@exemple.fr"];
    for place in [antony(&world.potters), world.potters.place("10000700", "53", "Antony", "Consultation")] {
        let addresses: Vec<_> = typed.iter().map(|text| address(text)).collect();
        let before = world.count("SELECT count(*) FROM assignments").await;
        let previewed = preview(&world.services, &world.potters.scope, &addresses, &[place]).await.unwrap();
        assert_eq!(world.count("SELECT count(*) FROM assignments").await, before);
        let done = create(&world.services, &world.potters.scope, &people(place, &typed)).await.unwrap();
        assert_eq!(previewed, done);
    }
});

contract_test!(whom_another_customer_has_looks_exactly_like_somebody_new, |world| async {
    create_at_antony(world, &world.other, &["shared@exemple.fr"]).await;
    world.execute("UPDATE users SET password_hash = '$argon2id$x', last_sign_in_at = 1").await;
    world.execute("UPDATE memberships SET status = 'active', last_sign_in_at = 1").await;
    let addresses = [address("shared@exemple.fr"), address("new@exemple.fr")];
    let place = antony(&world.potters);
    let previewed = preview(&world.services, &world.potters.scope, &addresses, &[place]).await.unwrap();
    assert_eq!(previewed, [Outcome::Created, Outcome::Created]);
    let outcomes = create_at_antony(world, &world.potters, &["shared@exemple.fr", "new@exemple.fr"]).await;
    assert_eq!(outcomes, [Outcome::Created, Outcome::Created]);
    let page =
        crate::users::list(&world.services, &world.potters.scope, &domain::users::PageRequest::default())
            .await
            .unwrap();
    let [new, shared] = &page.rows[..] else { panic!("two rows") };
    assert_eq!(
        (shared.status, shared.status_since, &shared.mail, &shared.last_name),
        (new.status, new.status_since, &new.mail, &new.last_name)
    );
    for row in [new, shared] {
        let found = crate::users::find(&world.services, &world.potters.scope, row.id).await.unwrap().unwrap();
        assert_eq!((found.last_sign_in, found.others.len()), (None, 0));
    }
    // Only the person is told otherwise.
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs WHERE kind = 'access'").await, 1);
});

contract_test!(another_customer_s_place_is_unknown_and_nothing_is_written, |world| async {
    let new = people(antony(&world.other), &["a@exemple.fr"]);
    let refused = create(&world.services, &world.potters.scope, &new).await;
    let Err(CreateError::AssignmentTarget(0, errors)) = refused else { panic!("accepted") };
    assert_eq!(
        errors,
        [
            AssignmentTargetError::UnknownContract,
            AssignmentTargetError::UnknownSite,
            AssignmentTargetError::UnknownProfile
        ]
    );
    assert_eq!(world.count("SELECT count(*) FROM memberships").await, 0);
});

contract_test!(nobody_and_too_many_are_refused, |world| async {
    let nobody = create(&world.services, &world.potters.scope, &people(antony(&world.potters), &[])).await;
    assert!(matches!(nobody, Err(CreateError::Nobody)));
    let crowd = vec!["a@exemple.fr"; NewUsers::MOST + 1];
    let crowd = create(&world.services, &world.potters.scope, &people(antony(&world.potters), &crowd)).await;
    assert!(matches!(crowd, Err(CreateError::TooMany)));
});

contract_test!(two_who_create_the_same_people_at_once_both_succeed, |world| async {
    let (ours, theirs) = tokio::join!(
        create_at_antony(world, &world.potters, &["a@exemple.fr", "b@exemple.fr", "c@exemple.fr"]),
        create_at_antony(world, &world.other, &["c@exemple.fr", "b@exemple.fr", "a@exemple.fr"]),
    );
    assert_eq!((ours, theirs), (vec![Outcome::Created; 3], vec![Outcome::Created; 3]));
    assert_eq!(world.count("SELECT count(*) FROM users WHERE email_key LIKE '_@exemple.fr'").await, 3);
});

contract_test!(one_customer_creating_the_same_person_twice_at_once_creates_one, |world| async {
    let (one, two) = tokio::join!(
        create_at_antony(world, &world.potters, &["a@exemple.fr"]),
        create_at_antony(world, &world.potters, &["a@exemple.fr"]),
    );
    let mut outcomes = [one, two].concat();
    outcomes.sort_by_key(|outcome| *outcome == Outcome::AlreadyAssigned);
    assert_eq!(outcomes, [Outcome::Created, Outcome::AlreadyAssigned]);
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs").await, 1);
});

contract_test!(the_schema_itself_keeps_customers_apart, |world| async {
    create_at_antony(world, &world.potters, &["a@exemple.fr"]).await;
    create_at_antony(world, &world.other, &["b@exemple.fr"]).await;
    for column in ["contract_id", "site_id", "profile_id"] {
        let mut tx = world.services.db.write().await.unwrap();
        let statement = format!(
            "UPDATE assignments SET {column} = (SELECT {column} FROM assignments b WHERE b.customer_id = $2)
             WHERE customer_id = $1"
        );
        let refused = tx
            .query(sqlx::AssertSqlSafe(statement))
            .bind(world.potters.id.0)
            .bind(world.other.id.0)
            .execute()
            .await;
        assert!(refused.is_err(), "{column} of another customer");
    }
});

contract_test!(people_get_the_rights_and_the_end_that_they_are_created_with, |world| async {
    let right = Right { application: Application::Billing, level: Level::View };
    let personal = vec![PersonalRight { right, end: None }];
    let grants = Grants { personal, end: EndDate::new(2026, 12, 31).ok() };
    let new = NewUsers { grants, ..people(antony(&world.potters), &["a@exemple.fr", "b@exemple.fr"]) };
    create(&world.services, &world.potters.scope, &new).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM personal_rights WHERE level = 'consultation'").await, 2);
    // Midnight in Paris.
    assert_eq!(
        world
            .count("SELECT count(*) FROM assignments WHERE ends_at = 1798758000000 AND next_end_at = ends_at")
            .await,
        2
    );

    let passed = Grants { end: EndDate::new(2026, 1, 31).ok(), ..Grants::default() };
    let refused = NewUsers { grants: passed, ..people(antony(&world.potters), &["c@exemple.fr"]) };
    let refused = create(&world.services, &world.potters.scope, &refused).await;
    assert!(matches!(refused, Err(CreateError::Grants(0, errors)) if errors == [GrantError::Ended]));
});
