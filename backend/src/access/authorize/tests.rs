//! What the portal's applications are told.

use super::*;
use crate::access::testing::{member, personal};
use crate::access::{self, SessionToken};
use crate::testing::{World, contract_test};
use domain::access::Due;
use domain::rights::Application;

const SENDER: [&str; 4] = ["10000700", "53", "Antony", "Expéditeur"];

fn may(application: Application, level: Level) -> Question {
    let right = Right { application, level };
    Question { right, customer: None, contract: None, sub_account: None, site: None }
}

/// Whether they may ship at a place; an empty text is any.
fn ship(contract: &str, sub_account: &str, site: &str) -> Question {
    Question {
        contract: ContractNumber::parse(contract).ok(),
        sub_account: SubAccountNumber::parse(sub_account).ok(),
        site: SiteName::parse(site).ok(),
        ..may(Application::Shipping, Level::Manage)
    }
}

async fn ask(
    world: &World,
    principal: &Principal,
    question: &Question,
) -> Result<Authorization, AuthorizeError> {
    authorize(&world.services, Some(principal), question).await
}

async fn allowed(world: &World, principal: &Principal, question: &Question) -> bool {
    match ask(world, principal, question).await {
        Ok(_) => true,
        Err(AuthorizeError::Forbidden) => false,
        Err(error) => panic!("{error}"),
    }
}

async fn signed_in(world: &World, token: &SessionToken) -> Option<Principal> {
    access::principal(&world.services, token).await.unwrap()
}

contract_test!(the_answer_names_the_person_the_customer_and_what_they_may, |world| async {
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;

    let answer = ask(world, &anna, &may(Application::Shipping, Level::View)).await.unwrap();

    let identifier = world.text("SELECT identifier FROM users WHERE email_key LIKE 'anna%'").await;
    assert_eq!(Some(answer.identifier), identifier);
    assert_eq!((answer.customer, answer.level), (world.potters.id, Level::Manage));
    assert_eq!(
        domain::rights::write_rights(answer.rights.iter()),
        "affranchissement=gestion,suivi=consultation"
    );
});

contract_test!(a_level_includes_the_lower_one_and_not_the_higher, |world| async {
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
    for (application, level, expected) in [
        (Application::Shipping, Level::View, true),
        (Application::Shipping, Level::Manage, true),
        (Application::Tracking, Level::View, true),
        (Application::Tracking, Level::Manage, false),
        (Application::Billing, Level::View, false),
        // No application asks whether somebody may do nothing.
        (Application::Billing, Level::None, false),
    ] {
        assert_eq!(
            allowed(world, &anna, &may(application, level)).await,
            expected,
            "{application:?} {level:?}"
        );
    }
});

contract_test!(a_place_is_one_s_own_or_not_whatever_else_there_is, |world| async {
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
    for (contract, sub_account, site, expected) in [
        ("10000700", "", "", true),
        ("10000700", "53", "Antony", true),
        ("", "", "Antony", true),
        ("", "53", "", true),
        // The customer's, and another's place.
        ("10095403", "", "", false),
        ("10000700", "5", "", false),
        ("10000700", "53", "Saint-Étienne", false),
        ("10095403", "", "Antony", false),
        // Nobody's.
        ("99999999", "", "", false),
        ("10000700", "54", "", false),
        ("", "", "Nulle part", false),
        ("", "", "antony", false),
    ] {
        let question = ship(contract, sub_account, site);
        assert_eq!(allowed(world, &anna, &question).await, expected, "{contract} {sub_account} {site}");
    }
});

contract_test!(whoever_is_at_a_whole_contract_is_at_each_of_its_parts_that_there_is, |world| async {
    let anna =
        member(world, &world.potters, "anna@potters.example", ["10000700", "", "Antony", "Expéditeur"]).await;
    // From before the customer had sites.
    world.execute("UPDATE assignments SET site_id = NULL").await;
    for (sub_account, site, expected) in
        [("53", "", true), ("5", "Saint-Étienne", true), ("54", "", false), ("", "Nulle part", false)]
    {
        let question = ship("10000700", sub_account, site);
        assert_eq!(allowed(world, &anna, &question).await, expected, "{sub_account} {site}");
    }
});

contract_test!(another_customer_s_contract_and_one_that_is_not_there_are_answered_alike, |world| async {
    world.execute("UPDATE contracts SET number = '20000000' WHERE name = 'Faïences du Nord'").await;
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
    let said = [
        ship("20000000", "", ""),
        ship("30000000", "", ""),
        Question { customer: Some(world.other.id), ..ship("", "", "") },
        Question { customer: Some(CustomerId(uuid::Uuid::from_u128(7))), ..ship("", "", "") },
    ];
    for question in said {
        let answer = ask(world, &anna, &question).await;
        assert!(matches!(answer, Err(AuthorizeError::Forbidden)), "{question:?}: {answer:?}");
    }
});

contract_test!(
    of_two_customers_the_one_asked_about_answers_else_the_first_with_which_they_may,
    |world| async {
        member(world, &world.other, "anna@exemple.fr", ["10000700", "", "Antony", "Expéditeur"]).await;
        let anna = member(world, &world.potters, "anna@exemple.fr", SENDER).await;
        let of = |customer, question| Question { customer: Some(customer), ..question };

        let any = ask(world, &anna, &ship("10000700", "", "")).await.unwrap();
        assert_eq!(any.customer, world.other.id, "in alphabetical order");
        let potters = ask(world, &anna, &of(world.potters.id, ship("10000700", "", ""))).await.unwrap();
        assert_eq!(potters.customer, world.potters.id);
        // Only one of them gives this right, and has this site.
        let tracking = ask(world, &anna, &may(Application::Tracking, Level::View)).await.unwrap();
        assert_eq!(tracking.customer, world.potters.id);
        assert!(!allowed(world, &anna, &of(world.other.id, may(Application::Tracking, Level::View))).await);
    }
);

contract_test!(the_customer_that_is_looked_at_comes_first, |world| async {
    member(world, &world.other, "admin@potters.example", ["10000700", "", "Antony", "Expéditeur"]).await;
    let token = world.session_of(world.potters.administrator).await;
    let administrator = signed_in(world, &token).await.unwrap();

    let answer = ask(world, &administrator, &ship("10000700", "", "")).await.unwrap();
    assert_eq!(answer.customer, world.potters.id);
});

contract_test!(an_administrator_may_do_everything_at_what_the_customer_has, |world| async {
    let administrator = &world.potters.principal;
    world.execute("DELETE FROM contract_applications WHERE application = 'facturation'").await;
    world.execute("UPDATE contracts SET closed_at = 1 WHERE number = '10095403'").await;

    let everything =
        ask(world, administrator, &may(Application::Administration, Level::Manage)).await.unwrap();
    let allowed_there = |application| everything.rights.level(application) == Level::Manage;
    let without: Vec<_> =
        Application::ALL.into_iter().filter(|application| !allowed_there(*application)).collect();
    assert_eq!(without, [Application::Billing]);

    for (contract, sub_account, site, expected) in [
        ("10000700", "53", "Saint-Étienne", true),
        ("10095403", "", "", false),
        ("99999999", "", "", false),
        ("", "", "Nulle part", false),
        ("10000700", "54", "", false),
    ] {
        let question = ship(contract, sub_account, site);
        assert_eq!(
            allowed(world, administrator, &question).await,
            expected,
            "{contract} {sub_account} {site}"
        );
    }
    assert!(
        !allowed(world, administrator, &Question { customer: Some(world.other.id), ..ship("", "", "") })
            .await
    );
});

contract_test!(an_end_that_the_clock_jumps_over_has_come, |world| async {
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
    let later = world.now().plus_seconds(600).0;
    personal(world, Application::Returns, Level::Manage, Some(later)).await;
    world.execute("UPDATE assignments SET ends_at = 1782822000000").await;
    let returns = may(Application::Returns, Level::Manage);
    assert!(allowed(world, &anna, &returns).await);

    // The personal right has ended, the assignment has not.
    world.services.clock.advance(600);
    assert!(!allowed(world, &anna, &returns).await);
    assert!(allowed(world, &anna, &ship("", "", "")).await);

    world.services.clock.advance(600);
    assert!(!allowed(world, &anna, &ship("", "", "")).await, "nobody has put it away yet");
});

contract_test!(a_personal_none_takes_away_what_the_profile_gives, |world| async {
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
    personal(world, Application::Shipping, Level::None, None).await;
    assert!(!allowed(world, &anna, &may(Application::Shipping, Level::View)).await);
    assert!(allowed(world, &anna, &may(Application::Tracking, Level::View)).await);
});

contract_test!(what_a_contract_has_not_cannot_be_done_there, |world| async {
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
    world.execute("DELETE FROM contract_applications WHERE application = 'affranchissement'").await;
    assert!(!allowed(world, &anna, &may(Application::Shipping, Level::View)).await);
});

contract_test!(
    nothing_can_be_done_at_a_closed_contract_or_by_who_is_suspended_or_has_not_accepted,
    |world| async {
        let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
        for (change, back) in [
            ("UPDATE contracts SET closed_at = 1", "UPDATE contracts SET closed_at = NULL"),
            ("UPDATE sub_accounts SET closed_at = 1", "UPDATE sub_accounts SET closed_at = NULL"),
            ("UPDATE customers SET state = 'closed'", "UPDATE customers SET state = 'active'"),
            ("UPDATE memberships SET status = 'suspended'", "UPDATE memberships SET status = 'active'"),
            ("UPDATE memberships SET status = 'invited'", "UPDATE memberships SET status = 'active'"),
            ("UPDATE memberships SET status = 'expired'", "UPDATE memberships SET status = 'active'"),
        ] {
            world.execute(change).await;
            assert!(!allowed(world, &anna, &ship("", "", "")).await, "{change}");
            world.execute(back).await;
            assert!(allowed(world, &anna, &ship("", "", "")).await, "{back}");
        }
    }
);

contract_test!(whoever_must_choose_a_password_is_not_signed_in_yet, |world| async {
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
    let anna = Principal { due: Some(Due::Password), ..anna };
    assert!(matches!(ask(world, &anna, &ship("", "", "")).await, Err(AuthorizeError::SignedOut)));
    let nobody = authorize(&world.services, None, &ship("", "", "")).await;
    assert!(matches!(nobody, Err(AuthorizeError::SignedOut)));
});

contract_test!(the_best_of_several_places_holds_where_none_is_named, |world| async {
    member(world, &world.potters, "anna@potters.example", ["10095403", "", "Antony", "Consultation"]).await;
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
    assert!(allowed(world, &anna, &ship("", "", "")).await);
    assert!(!allowed(world, &anna, &ship("10095403", "", "")).await);

    let rights = ask(world, &anna, &may(Application::Tracking, Level::View)).await.unwrap().rights;
    assert_eq!(rights.level(Application::Shipping), Level::Manage);
});
