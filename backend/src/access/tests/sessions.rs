use super::*;

const MINUTE: i64 = 60;

contract_test!(a_session_ends_after_half_an_hour_unused, |world| async {
    let (token, _) = administrator(world).await;
    for _ in 0..3 {
        world.services.clock.advance(29 * MINUTE);
        assert!(who(world, &token).await.is_some());
    }
    world.services.clock.advance(30 * MINUTE);
    assert!(who(world, &token).await.is_none());
});

contract_test!(a_session_ends_after_twelve_hours_however_used, |world| async {
    let (token, _) = administrator(world).await;
    for _ in 0..35 {
        world.services.clock.advance(20 * MINUTE);
        assert!(who(world, &token).await.is_some());
    }
    world.services.clock.advance(20 * MINUTE);
    assert!(who(world, &token).await.is_none());
});

contract_test!(how_long_a_session_lasts_is_the_nearer_of_its_two_ends, |world| async {
    let (token, person) = administrator(world).await;
    assert_eq!(person.lasts, 30 * MINUTE);
    // As if it had begun eleven hours and forty minutes ago.
    world.execute("UPDATE sessions SET created_at = created_at - 42000000").await;
    assert_eq!(who(world, &token).await.unwrap().lasts, 20 * MINUTE);
});

async fn go_on(world: &World, login: &str, page: Interrupted) -> Result<SessionToken, ResumeError> {
    resume(&world.services, &SignIn { login, password: OWN, network: HERE, user_agent: "" }, None, page).await
}

contract_test!(a_page_goes_on_with_its_person_at_its_customer, |world| async {
    let (_, person) = administrator(world).await;
    world
        .execute(
            "INSERT INTO administrators (customer_id, user_id, since)
             SELECT c.id, u.id, 0 FROM customers c, users u
             WHERE c.name = 'FAÏENCES DU NORD' AND u.email_key = 'admin@potters.example'",
        )
        .await;
    for customer in [world.potters.id, world.other.id] {
        let page = Interrupted { user: person.user, customer: Some(customer) };
        let token = go_on(world, "admin@potters.example", page).await.unwrap();
        assert_eq!(who(world, &token).await.unwrap().customer, Some(customer));
    }
});

contract_test!(a_page_does_not_go_on_with_somebody_else_nor_at_a_customer_that_is_lost, |world| async {
    let (_, person) = administrator(world).await;
    give_password(world, world.other.administrator, OWN).await;
    world.execute("DELETE FROM sessions").await;
    let page = Interrupted { user: person.user, customer: Some(world.potters.id) };
    let elses = go_on(world, "admin@faiences.example", page).await;
    assert!(matches!(elses, Err(ResumeError::Other)));
    let lost = Interrupted { customer: Some(world.other.id), ..page };
    assert!(matches!(go_on(world, "admin@potters.example", lost).await, Err(ResumeError::Other)));
    assert_eq!(world.count("SELECT count(*) FROM sessions").await, 0);
    let nobody = go_on(world, "nobody@potters.example", page).await;
    assert!(matches!(nobody, Err(ResumeError::SignIn(SignInError::Wrong))));
});

contract_test!(only_the_hash_of_a_token_is_stored, |world| async {
    let (token, person) = administrator(world).await;
    assert_eq!(token.hash(), person.session);
    assert_eq!(SessionToken::parse(&token.reveal()), Some(token));
    assert!(who(world, &SessionToken::from_bytes(person.session)).await.is_none());
});

contract_test!(an_administrator_sees_the_customers_they_administer_and_chooses_one, |world| async {
    let (token, person) = administrator(world).await;
    let administers: Vec<_> = person.administers.iter().map(|of| (of.customer, of.name.as_str())).collect();
    assert_eq!(administers, [(world.potters.id, "POTTERS FRANCE")]);
    assert_eq!(person.customer, Some(world.potters.id));
    assert_eq!(person.name, "admin@potters.example");
    let refused = select_customer(&world.services, &person, world.other.id).await;
    assert!(matches!(refused, Err(SelectCustomerError::NotFound(_))));

    world
        .execute(
            "INSERT INTO administrators (customer_id, user_id, first_name, since)
        SELECT c.id, u.id, 'Antony', 0 FROM customers c, users u
        WHERE c.name = 'FAÏENCES DU NORD' AND u.email_key = 'admin@potters.example'",
        )
        .await;
    let person = who(world, &token).await.unwrap();
    let names: Vec<&str> = person.administers.iter().map(|of| of.name.as_str()).collect();
    assert_eq!(names, ["FAÏENCES DU NORD", "POTTERS FRANCE"]);
    select_customer(&world.services, &person, world.potters.id).await.unwrap();
    assert_eq!(who(world, &token).await.unwrap().customer, Some(world.potters.id));
    select_customer(&world.services, &person, world.other.id).await.unwrap();
    let person = who(world, &token).await.unwrap();
    assert_eq!((person.customer, person.name.as_str()), (Some(world.other.id), "Antony"));
});

contract_test!(who_is_suspended_or_whose_customer_is_closed_administers_nothing_of_it, |world| async {
    let (token, person) = administrator(world).await;
    world
        .execute(
            "INSERT INTO memberships (customer_id, user_id, email, status, status_since, created_at)
        SELECT customer_id, user_id, 'x', 'suspended', 0, 0 FROM administrators",
        )
        .await;
    assert_eq!(who(world, &token).await.unwrap().administers, []);
    world.execute("UPDATE memberships SET status = 'active'").await;
    assert_eq!(who(world, &token).await.unwrap().administers, person.administers);
    world.execute("UPDATE customers SET state = 'closed'").await;
    assert_eq!(who(world, &token).await.unwrap().customer, None);
});

contract_test!(one_sees_and_ends_one_s_own_sessions_and_nobody_else_s, |world| async {
    let (token, person) = administrator(world).await;
    world.services.clock.advance(MINUTE);
    let other = come(world, "admin@potters.example", OWN).await.unwrap().token;
    give_password(world, world.other.administrator, OWN).await;
    let stranger = come(world, "admin@faiences.example", OWN).await.unwrap().token;
    let stranger = who(world, &stranger).await.unwrap();

    let open = sessions(&world.services, &person).await.unwrap();
    assert_eq!(open.iter().map(|session| session.current).collect::<Vec<_>>(), [false, true]);
    assert_eq!(open[0].user_agent, "Firefox");
    end_session(&world.services, &stranger, &open[0].key).await.unwrap();
    assert!(who(world, &other).await.is_some(), "a stranger ends nothing");
    end_session(&world.services, &person, &open[0].key).await.unwrap();
    assert!(who(world, &other).await.is_none());
    sign_out(&world.services, &person).await.unwrap();
    assert!(who(world, &token).await.is_none());
});

contract_test!(signing_out_everywhere_ends_every_session, |world| async {
    let (token, person) = administrator(world).await;
    let other = come(world, "admin@potters.example", OWN).await.unwrap().token;
    sign_out_everywhere(&world.services, &person).await.unwrap();
    assert!(who(world, &token).await.is_none());
    assert!(who(world, &other).await.is_none());
});

contract_test!(what_has_run_out_is_dropped_and_what_has_not_is_kept, |world| async {
    administrator(world).await;
    store_flash_form(&world.services, None, "x").await.unwrap();
    let _ = come(world, "nobody@exemple.fr", "faux").await;
    mailed_password(world, "a@exemple.fr").await;
    crate::maintenance::run(&world.services).await.unwrap();
    for kept in
        ["SELECT count(*) FROM sessions", "SELECT count(*) FROM kept_forms", "SELECT count(*) FROM secrets"]
    {
        assert_eq!(world.count(kept).await, 1, "{kept}");
    }
    world.services.clock.advance(40 * 24 * 60 * MINUTE);
    crate::maintenance::run(&world.services).await.unwrap();
    for dropped in [
        "SELECT count(*) FROM sessions",
        "SELECT count(*) FROM kept_forms",
        "SELECT count(*) FROM secrets",
        "SELECT count(*) FROM attempts",
        "SELECT count(*) FROM mail_jobs",
    ] {
        assert_eq!(world.count(dropped).await, 0, "{dropped}");
    }
    assert_eq!(world.text("SELECT status FROM memberships").await.as_deref(), Some("expired"));
});
