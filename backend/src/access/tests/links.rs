use super::*;
use domain::access::LinkKind;

/// Asks for a link and gives the token that was mailed.
pub(super) async fn mailed_link(world: &World, address: &str) -> String {
    let server = SmtpServer::start(Behaviour::default()).await;
    request_reset(&world.services, address, HERE).await.unwrap();
    worker(world, &server).send_everything().await;
    let link = server.accepted()[0].value("Lien").unwrap();
    link.rsplit_once('/').unwrap().1.to_owned()
}

contract_test!(a_reset_link_can_be_looked_at_often_and_used_once, |world| async {
    let (token, _) = administrator(world).await;
    let link = mailed_link(world, "ADMIN@potters.example").await;
    for _ in 0..2 {
        let found = look_at_link(&world.services, &link).await.unwrap();
        let identifier = "admin@potters.example".to_owned();
        let kind = LinkKind::Reset;
        assert_eq!(found, Some(FoundLink { kind, identifier, chooses_identifier: false }));
    }
    let new = password("un autre mot de passe");
    let session = redeem_link(&world.services, &link, None, &new, BROWSER).await.unwrap();
    assert_eq!(who(world, &session).await.unwrap().user, world.potters.administrator);
    assert!(who(world, &token).await.is_none(), "sessions that were open end");
    assert_eq!(look_at_link(&world.services, &link).await.unwrap(), None);
    let again = redeem_link(&world.services, &link, None, &new, BROWSER).await;
    assert!(matches!(again, Err(RedeemLinkError::Gone)));
    assert!(matches!(come(world, "admin@potters.example", OWN).await, Err(SignInError::Wrong)));
});

contract_test!(a_reset_link_works_for_an_hour_from_acceptance, |world| async {
    let link = mailed_link(world, "admin@potters.example").await;
    world.services.clock.advance(3599);
    assert!(look_at_link(&world.services, &link).await.unwrap().is_some());
    world.services.clock.advance(1);
    assert!(look_at_link(&world.services, &link).await.unwrap().is_none());
    let late = redeem_link(&world.services, &link, None, &password(OWN), BROWSER).await;
    assert!(matches!(late, Err(RedeemLinkError::Gone)));
});

contract_test!(asking_for_a_link_says_nothing_of_who_has_the_address, |world| async {
    for address in ["nobody@exemple.fr", "pas une adresse", ""] {
        request_reset(&world.services, address, HERE).await.unwrap();
    }
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs").await, 0);
    for address in ["nobody@exemple.fr", "admin@potters.example"] {
        for _ in 0..5 {
            let _ = request_reset(&world.services, address, HERE).await;
        }
        let slowed = request_reset(&world.services, address, ELSEWHERE).await;
        assert!(matches!(slowed, Err(RequestResetError::Wait { .. })), "{address}: known or not");
    }
});

contract_test!(what_was_never_mailed_is_no_link, |world| async {
    let made_up = LinkToken::random(&world.services.random).reveal();
    for link in [made_up.as_str(), "", "é", "../../etc/passwd"] {
        assert_eq!(look_at_link(&world.services, link).await.unwrap(), None);
        let redeemed = redeem_link(&world.services, link, None, &password(OWN), BROWSER).await;
        assert!(matches!(redeemed, Err(RedeemLinkError::Gone)));
    }
});
