//! Who administers a customer, how that changes hands, and that somebody always does, on both engines.

use super::stored::key_of;
use super::*;
use crate::access::testing::{give_password, member, personal};
use crate::access::{AdministratorScope, ConfirmPasswordError, Principal, SessionToken, principal};
use crate::mail::hand_over_token;
use crate::mail::tests::worker;
use crate::testing::smtp::{Accepted as Mail, Behaviour, SmtpServer};
use crate::testing::{World, contract_test};
use crate::users::{self, RemoveError, StatusError};
use domain::address::EmailAddress;
use domain::administrators::{Administration, MailProgress, Obstacle, Offer, Role};
use domain::ids::{AssignmentId, HandOverId, UserId};
use domain::paths;
use domain::rights::{Application, Level};
use domain::users::{BulkKind, StatusChange, UserStatus};
use std::collections::BTreeSet;

const OWN: &str = "correct cheval pile agrafe";
const PLACE: [&str; 4] = ["10000700", "53", "Antony", "Expéditeur"];
const DAY: i64 = 24 * 3600;

/// One of the first customer's active people, who has a password.
async fn person(world: &World, name: &str) -> Principal {
    let person = member(world, &world.potters, &format!("{name}@potters.example"), PLACE).await;
    give_password(world, person.user, OWN).await;
    person
}

/// The first customer's administrator has a password from now on, and Claire is one of its active people.
async fn claire(world: &World) -> Principal {
    give_password(world, world.potters.administrator, OWN).await;
    person(world, "claire").await
}

/// The first customer's administrator and another one.
async fn with_bruno(world: &World) -> (AdministratorScope, Principal) {
    give_password(world, world.potters.administrator, OWN).await;
    let bruno = person(world, "bruno").await;
    let request = asked(world, &bruno, Role::Deputy).await;
    let Accepted { session, .. } = accepted(world, &bruno, request).await.unwrap();
    let bruno = who(world, &session).await.unwrap();
    (bruno.administer(world.potters.id).unwrap(), bruno)
}

async fn who(world: &World, session: &SessionToken) -> Option<Principal> {
    principal(&world.services, session).await.unwrap()
}

async fn assignment(world: &World, of: &Principal) -> AssignmentId {
    world.assignment_of(&world.potters, of.user).await
}

async fn try_to_ask(
    world: &World,
    scope: &AdministratorScope,
    of: &Principal,
    role: Role,
) -> Result<HandOverId, AskError> {
    ask(&world.services, scope, assignment(world, of).await, role, OWN).await
}

/// The first customer's administrator asks somebody.
async fn asked(world: &World, of: &Principal, role: Role) -> HandOverId {
    try_to_ask(world, &world.potters.scope, of, role).await.unwrap()
}

fn token(world: &World, request: HandOverId) -> String {
    hand_over_token(&world.services.key, request).reveal()
}

async fn accepted(world: &World, by: &Principal, request: HandOverId) -> Result<Accepted, AcceptError> {
    accept(&world.services, by, &token(world, request), OWN, "Firefox").await
}

async fn offered(world: &World, to: &Principal, request: HandOverId) -> Offer {
    look(&world.services, to, &token(world, request)).await.unwrap()
}

/// That a request cannot be accepted, and what its page says instead.
async fn assert_gone(world: &World, by: &Principal, request: HandOverId, offer: Offer) {
    assert_eq!(offered(world, by, request).await, offer);
    let before = administration(world).await.administrators;
    assert!(matches!(accepted(world, by, request).await, Err(AcceptError::Gone)));
    assert_eq!(administration(world).await.administrators, before);
}

async fn administration(world: &World) -> Administration {
    list(&world.services, &world.potters.scope).await.unwrap()
}

/// The addresses of the first customer's administrators.
async fn administrators(world: &World) -> Vec<String> {
    sorted(administration(world).await.administrators.into_iter().map(|each| each.person.email))
}

fn sorted(addresses: impl IntoIterator<Item = String>) -> Vec<String> {
    BTreeSet::from_iter(addresses).into_iter().collect()
}

async fn withdrawn(world: &World, by: &AdministratorScope, user: UserId) -> Result<bool, WithdrawError> {
    let key = key_of(&world.services.key, by.customer(), user);
    withdraw(&world.services, by, &key, OWN).await
}

async fn suspended(world: &World, by: &AdministratorScope, who: &Principal) -> Result<(), StatusError> {
    users::set_status(&world.services, by, assignment(world, who).await, StatusChange::Suspend).await
}

/// What somebody with a shell on the server may do.
fn shell(world: &World) -> AdministratorScope {
    AdministratorScope::for_command_line(world.potters.id)
}

/// Everything that is mailed now.
async fn mails(world: &World) -> Vec<Mail> {
    let server = SmtpServer::start(Behaviour::default()).await;
    worker(world, &server).send_everything().await;
    server.accepted()
}

/// To whom it is mailed that something has changed.
async fn told(world: &World, kind: &'static str) -> Vec<String> {
    let mut tx = world.services.db.read().await.unwrap();
    let sql = "SELECT u.email FROM mail_jobs j JOIN users u ON u.id = j.user_id WHERE j.kind = $1 ORDER BY 1";
    tx.query(sql).bind(kind).scalars().await.unwrap()
}

contract_test!(a_successor_takes_the_place_of_who_hands_over_and_the_sessions_of_both_end, |world| async {
    let claire = claire(world).await;
    let old = [world.potters.administrator, claire.user];
    let old = [world.session_of(old[0]).await, world.session_of(old[1]).await];
    let request = asked(world, &claire, Role::Successor).await;
    assert_eq!(administrators(world).await, ["admin@potters.example"]);

    let Accepted { session, role } = accepted(world, &claire, request).await.unwrap();
    assert_eq!(role, Role::Successor);
    assert_eq!(administrators(world).await, ["claire@potters.example"]);
    assert!(who(world, &old[0]).await.is_none() && who(world, &old[1]).await.is_none());
    let claire = who(world, &session).await.unwrap();
    assert!(claire.customer == Some(world.potters.id) && claire.administer_current().is_ok());
    let former = world.session_of(world.potters.administrator).await;
    assert_eq!(who(world, &former).await.unwrap().administers, []);

    assert_eq!(told(world, "administrator").await, ["claire@potters.example"]);
    assert_eq!(told(world, "former_administrator").await, ["admin@potters.example"]);
    assert_eq!(told(world, "administrators").await, Vec::<String>::new());
    let entries = "SELECT count(*) FROM journal WHERE action IN ('hand_over.asked', 'hand_over.accepted')";
    assert_eq!(world.count(entries).await, 2);
});

contract_test!(a_deputy_administers_beside_those_who_do_already, |world| async {
    let claire = claire(world).await;
    let session = world.session_of(world.potters.administrator).await;
    let request = asked(world, &claire, Role::Deputy).await;
    accepted(world, &claire, request).await.unwrap();
    assert_eq!(administrators(world).await, ["admin@potters.example", "claire@potters.example"]);
    assert!(who(world, &session).await.unwrap().administer_current().is_ok());
    assert_eq!(told(world, "administrators").await, ["admin@potters.example"]);
});

contract_test!(the_link_that_is_mailed_leads_to_the_request_and_to_no_other_person, |world| async {
    let claire = claire(world).await;
    let luc = person(world, "luc").await;
    let request = asked(world, &claire, Role::Successor).await;
    let mail = mails(world).await.into_iter().find(|mail| mail.value("À accepter jusqu’au").is_some());
    let mail = mail.unwrap();
    assert_eq!(mail.value("À accepter jusqu’au").unwrap(), "07/07/2026");
    let link = mail.value("Lien").unwrap();
    assert_eq!(link, format!("{}{}", world.services.public_url, paths::hand_over(&token(world, request))));
    assert_eq!(administration(world).await.pending[0].mail, MailProgress::Sent);

    let open = offered(world, &claire, request).await;
    assert!(
        matches!(open, Offer::Open { role: Role::Successor, customer, .. } if customer == "POTTERS FRANCE")
    );
    assert_gone(world, &luc, request, Offer::Unknown).await;
    assert_gone(world, &world.other.principal, request, Offer::Unknown).await;
    let forged = look(&world.services, &claire, &"A".repeat(43)).await.unwrap();
    assert_eq!(forged, Offer::Unknown);
});

contract_test!(a_request_is_accepted_once, |world| async {
    let claire = claire(world).await;
    let request = asked(world, &claire, Role::Successor).await;
    let Accepted { session, .. } = accepted(world, &claire, request).await.unwrap();
    let claire = who(world, &session).await.unwrap();
    assert_gone(world, &claire, request, Offer::Accepted).await;
    assert_eq!(told(world, "administrator").await.len(), 1);
});

contract_test!(a_request_can_be_accepted_for_seven_days, |world| async {
    let claire = claire(world).await;
    let request = asked(world, &claire, Role::Successor).await;
    world.services.clock.advance(7 * DAY - 1);
    let session = world.session_of(claire.user).await;
    let claire = who(world, &session).await.unwrap();
    assert!(matches!(offered(world, &claire, request).await, Offer::Open { .. }));
    world.services.clock.advance(1);
    assert_gone(world, &claire, request, Offer::Expired).await;
    assert_eq!(administration(world).await.pending, []);
    // What has run out keeps nobody from asking again.
    asked(world, &claire, Role::Successor).await;
});

contract_test!(a_cancelled_request_cannot_be_accepted_and_its_mail_does_not_leave, |world| async {
    let claire = claire(world).await;
    let request = asked(world, &claire, Role::Successor).await;
    cancel(&world.services, &world.potters.scope, request).await.unwrap();
    assert_gone(world, &claire, request, Offer::Cancelled).await;
    assert!(mails(world).await.iter().all(|mail| mail.value("À accepter jusqu’au").is_none()));
    let again = cancel(&world.services, &world.potters.scope, request).await;
    assert!(matches!(again, Err(CancelError::NotFound)));
    asked(world, &claire, Role::Successor).await;
});

contract_test!(a_request_is_mailed_again_with_the_same_link_once_its_mail_has_left, |world| async {
    let claire = claire(world).await;
    let request = asked(world, &claire, Role::Successor).await;
    let again = async || mail_again(&world.services, &world.potters.scope, request).await;
    world.services.clock.advance(3600);
    assert!(matches!(again().await, Err(MailAgainError::TooSoon)), "the first one waits still");

    let first = mails(world).await;
    again().await.unwrap();
    let asks = |mail: &&Mail| mail.value("À accepter jusqu’au").is_some();
    let link = |mails: &[Mail]| mails.iter().find(asks).and_then(|mail| mail.value("Lien"));
    assert_eq!(link(&mails(world).await), link(&first));
    assert!(link(&first).is_some());
    world.services.clock.advance(59);
    assert!(matches!(again().await, Err(MailAgainError::TooSoon)));
    let theirs = mail_again(&world.services, &world.other.scope, request).await;
    assert!(matches!(theirs, Err(MailAgainError::NotFound)));

    world.services.clock.advance(1);
    again().await.unwrap();
    accepted(world, &claire, request).await.unwrap();
    assert!(matches!(again().await, Err(MailAgainError::NotAdministrator)), "it is handed over");
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'hand_over.mailed_again'").await, 2);
});

contract_test!(a_successor_who_is_suspended_meanwhile_cannot_accept_even_once_let_in_again, |world| async {
    let claire = claire(world).await;
    let request = asked(world, &claire, Role::Successor).await;
    suspended(world, &world.potters.scope, &claire).await.unwrap();
    assert_gone(world, &claire, request, Offer::Cancelled).await;
    let id = assignment(world, &claire).await;
    users::set_status(&world.services, &world.potters.scope, id, StatusChange::Reactivate).await.unwrap();
    assert_gone(world, &claire, request, Offer::Cancelled).await;
});

contract_test!(a_successor_who_is_removed_meanwhile_cannot_accept_even_once_put_back, |world| async {
    let claire = claire(world).await;
    let request = asked(world, &claire, Role::Successor).await;
    let (services, scope) = (&world.services, &world.potters.scope);
    let removal = users::remove(services, scope, &[assignment(world, &claire).await]).await.unwrap();
    assert_gone(world, &claire, request, Offer::Cancelled).await;
    users::restore(services, scope, removal.id).await.unwrap();
    assert_gone(world, &claire, request, Offer::Cancelled).await;
});

contract_test!(
    a_successor_who_signs_in_elsewhere_meanwhile_accepts_there_and_is_signed_out_here,
    |world| async {
        let claire = claire(world).await;
        let here = world.session_of(claire.user).await;
        let request = asked(world, &claire, Role::Successor).await;
        let elsewhere = world.session_of(claire.user).await;
        let accepting = who(world, &elsewhere).await.unwrap();
        accepted(world, &accepting, request).await.unwrap();
        assert!(who(world, &here).await.is_none() && who(world, &elsewhere).await.is_none());
        assert_eq!(world.count("SELECT count(*) FROM sessions").await, 1);
    }
);

contract_test!(a_session_that_has_ended_meanwhile_accepts_nothing, |world| async {
    let claire = claire(world).await;
    let request = asked(world, &claire, Role::Successor).await;
    world.execute("DELETE FROM sessions").await;
    assert!(matches!(accepted(world, &claire, request).await, Err(AcceptError::SignedOut)));
    assert_eq!(administrators(world).await, ["admin@potters.example"]);
});

contract_test!(both_confirm_with_their_password, |world| async {
    let claire = claire(world).await;
    let (services, id) = (&world.services, assignment(world, &claire).await);
    let wrong = "pas le bon du tout";
    let refused = ask(services, &world.potters.scope, id, Role::Successor, wrong).await;
    assert!(matches!(refused, Err(AskError::Unconfirmed(ConfirmPasswordError::Wrong))));
    let request = asked(world, &claire, Role::Successor).await;
    let refused = accept(services, &claire, &token(world, request), wrong, "").await;
    assert!(matches!(refused, Err(AcceptError::Unconfirmed(ConfirmPasswordError::Wrong))));
    let key = key_of(&services.key, world.potters.id, world.potters.administrator);
    let refused = withdraw(services, &world.potters.scope, &key, wrong).await;
    assert!(matches!(refused, Err(WithdrawError::Unconfirmed(ConfirmPasswordError::Wrong))));
    assert_eq!(administrators(world).await, ["admin@potters.example"]);
});

contract_test!(a_request_ends_with_what_whoever_made_it_no_longer_is, |world| async {
    let (bruno, bruno_signed_in) = with_bruno(world).await;
    let claire = person(world, "claire").await;
    let request = try_to_ask(world, &bruno, &claire, Role::Successor).await.unwrap();
    assert!(!withdrawn(world, &world.potters.scope, bruno_signed_in.user).await.unwrap());
    assert_gone(world, &claire, request, Offer::Cancelled).await;
    let late = try_to_ask(world, &bruno, &claire, Role::Deputy).await;
    assert!(matches!(late, Err(AskError::NotAdministrator)));
    let late = cancel(&world.services, &bruno, request).await;
    assert!(matches!(late, Err(CancelError::NotAdministrator)));
});

contract_test!(whom_nobody_can_ask, |world| async {
    let (bruno, bruno_signed_in) = with_bruno(world).await;
    let (claire, luc) = (person(world, "claire").await, person(world, "luc").await);
    let invited = person(world, "invited").await;
    world.execute("UPDATE memberships SET status = 'invited' WHERE email LIKE 'invited%'").await;
    let admin = &world.potters.scope;
    let refused = try_to_ask(world, &bruno, &bruno_signed_in, Role::Successor).await;
    assert!(matches!(refused, Err(AskError::Own)));
    let refused = try_to_ask(world, admin, &bruno_signed_in, Role::Successor).await;
    assert!(matches!(refused, Err(AskError::Administers)));
    let refused = try_to_ask(world, admin, &invited, Role::Successor).await;
    assert!(matches!(refused, Err(AskError::NotActive)));
    asked(world, &claire, Role::Successor).await;
    let refused = try_to_ask(world, &bruno, &claire, Role::Deputy).await;
    assert!(matches!(refused, Err(AskError::Asked)));
    let refused = try_to_ask(world, admin, &luc, Role::Successor).await;
    assert!(matches!(refused, Err(AskError::Pending)));
    try_to_ask(world, &bruno, &luc, Role::Successor).await.unwrap();

    let theirs =
        member(world, &world.other, "x@faiences.example", ["10000700", "53", "Antony", "Expéditeur"]);
    let theirs = world.assignment_of(&world.other, theirs.await.user).await;
    let refused = ask(&world.services, admin, theirs, Role::Deputy, OWN).await;
    assert!(matches!(refused, Err(AskError::NotFound)));
});

contract_test!(so_many_requests_a_day_are_no_longer_meant, |world| async {
    let claire = claire(world).await;
    for _ in 0..20 {
        let request = asked(world, &claire, Role::Deputy).await;
        cancel(&world.services, &world.potters.scope, request).await.unwrap();
    }
    let refused = try_to_ask(world, &world.potters.scope, &claire, Role::Deputy).await;
    assert!(matches!(refused, Err(AskError::TooMany)));
    world.services.clock.advance(DAY);
    asked(world, &claire, Role::Deputy).await;
});

contract_test!(an_administrator_is_withdrawn_by_another_or_by_oneself_and_never_the_last, |world| async {
    let admin = world.potters.administrator;
    let (bruno, _) = with_bruno(world).await;
    assert!(withdrawn(world, &world.potters.scope, admin).await.unwrap());
    assert_eq!(administrators(world).await, ["bruno@potters.example"]);
    assert_eq!(told(world, "former_administrator").await, ["admin@potters.example"]);
    let last = withdrawn(world, &bruno, bruno.user().unwrap()).await;
    assert!(matches!(last, Err(WithdrawError::Last)));
    let gone = withdrawn(world, &bruno, admin).await;
    assert!(matches!(gone, Err(WithdrawError::NotFound)));
    let late = withdrawn(world, &world.potters.scope, bruno.user().unwrap()).await;
    assert!(matches!(late, Err(WithdrawError::NotAdministrator)));
});

contract_test!(suspending_or_removing_somebody_ends_what_they_administer_for_good, |world| async {
    for removes in [false, true] {
        let (_, bruno) = with_bruno(world).await;
        let (services, scope, id) = (&world.services, &world.potters.scope, assignment(world, &bruno).await);
        assert!(users::find(services, scope, id).await.unwrap().unwrap().administers);
        if removes {
            let removal = users::remove(services, scope, &[id]).await.unwrap();
            users::restore(services, scope, removal.id).await.unwrap();
        } else {
            suspended(world, scope, &bruno).await.unwrap();
            users::set_status(services, scope, id, StatusChange::Reactivate).await.unwrap();
        }
        assert_eq!(administrators(world).await, ["admin@potters.example"], "removes: {removes}");
        users::remove(services, scope, &[id]).await.unwrap();
    }
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'administrator.ended'").await, 2);
});

contract_test!(the_last_administrator_can_be_neither_suspended_nor_removed, |world| async {
    let claire = claire(world).await;
    let request = asked(world, &claire, Role::Successor).await;
    accepted(world, &claire, request).await.unwrap();
    let refused = suspended(world, &shell(world), &claire).await;
    assert!(matches!(refused, Err(StatusError::LastAdministrator)));
    let id = assignment(world, &claire).await;
    let refused = users::remove(&world.services, &shell(world), &[id]).await;
    assert!(matches!(refused, Err(RemoveError::LastAdministrator)));
    assert_eq!(administrators(world).await, ["claire@potters.example"]);
    let status = "SELECT count(*) FROM memberships WHERE status = 'active'";
    assert_eq!(world.count(status).await, 1);
});

contract_test!(whoever_administers_a_part_takes_nothing_of_the_whole_from_anybody, |world| async {
    let (_, bruno) = with_bruno(world).await;
    let ada = person(world, "ada").await;
    personal(world, Application::Administration, Level::Manage, None).await;
    let ada = world.session_of(ada.user).await;
    let ada = who(world, &ada).await.unwrap().scope(world.potters.id).unwrap();
    let id = assignment(world, &bruno).await;
    let refused = users::set_status(&world.services, &ada, id, StatusChange::Suspend).await;
    assert!(matches!(refused, Err(StatusError::Elsewhere)));
    users::remove(&world.services, &ada, &[id]).await.unwrap();
    assert_eq!(administrators(world).await, ["admin@potters.example", "bruno@potters.example"]);
});

// Whatever happens at once, somebody administers the customer afterwards, and can act.

contract_test!(two_who_withdraw_each_other_at_once_leave_one, |world| async {
    let (bruno, _) = with_bruno(world).await;
    let (one, two) = tokio::join!(
        withdrawn(world, &world.potters.scope, bruno.user().unwrap()),
        withdrawn(world, &bruno, world.potters.administrator)
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    assert_eq!(administrators(world).await.len(), 1);
});

contract_test!(two_hand_overs_that_are_accepted_at_once_leave_two, |world| async {
    let (bruno, _) = with_bruno(world).await;
    let (claire, luc) = (person(world, "claire").await, person(world, "luc").await);
    let first = asked(world, &claire, Role::Successor).await;
    let second = try_to_ask(world, &bruno, &luc, Role::Successor).await.unwrap();
    let (one, two) = tokio::join!(accepted(world, &claire, first), accepted(world, &luc, second));
    one.unwrap();
    two.unwrap();
    assert_eq!(administrators(world).await.len(), 2);
});

contract_test!(accepting_twice_at_once_is_accepting_once, |world| async {
    let claire = claire(world).await;
    let request = asked(world, &claire, Role::Successor).await;
    let (one, two) = tokio::join!(accepted(world, &claire, request), accepted(world, &claire, request));
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    assert_eq!(administrators(world).await, ["claire@potters.example"]);
});

contract_test!(a_successor_is_suspended_while_accepting, |world| async {
    let claire = claire(world).await;
    let request = asked(world, &claire, Role::Successor).await;
    let (accepted, suspended) =
        tokio::join!(accepted(world, &claire, request), suspended(world, &world.potters.scope, &claire));
    assert!(accepted.is_ok() != suspended.is_ok(), "{accepted:?} {suspended:?}");
    assert_eq!(able(world).await, 1);
});

contract_test!(a_successor_is_removed_while_accepting, |world| async {
    let claire = claire(world).await;
    let request = asked(world, &claire, Role::Successor).await;
    let ids = [assignment(world, &claire).await];
    let (accepted, removed) = tokio::join!(
        accepted(world, &claire, request),
        users::remove(&world.services, &world.potters.scope, &ids)
    );
    assert!(accepted.is_ok() != removed.is_ok(), "{accepted:?}");
    assert_eq!(able(world).await, 1);
});

contract_test!(two_administrators_suspend_each_other_at_once, |world| async {
    let (bruno, bruno_signed_in) = with_bruno(world).await;
    let claire = person(world, "claire").await;
    let request = asked(world, &claire, Role::Successor).await;
    let Accepted { session, .. } = accepted(world, &claire, request).await.unwrap();
    let claire_scope = who(world, &session).await.unwrap().administer(world.potters.id).unwrap();
    let (one, two) =
        tokio::join!(suspended(world, &claire_scope, &bruno_signed_in), suspended(world, &bruno, &claire));
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    assert_eq!(able(world).await, 1);
});

/// How many can administer the first customer.
async fn able(world: &World) -> i64 {
    world
        .count(
            "SELECT count(*) FROM administrators a JOIN customers c ON c.id = a.customer_id
             LEFT JOIN memberships m ON m.customer_id = a.customer_id AND m.user_id = a.user_id
             WHERE c.name = 'POTTERS FRANCE' AND (m.status IS NULL OR m.status = 'active')",
        )
        .await
}

contract_test!(who_may_be_asked_is_found_among_the_customer_s_people_and_nobody_else, |world| async {
    let claire = claire(world).await;
    let clement = person(world, "clement").await;
    member(world, &world.other, "clara@faiences.example", ["10000700", "53", "Antony", "Expéditeur"]).await;
    world.execute("UPDATE assignments SET status = 'active' WHERE search LIKE '%claire%'").await;
    let found = candidates(&world.services, &world.potters.scope, "cl").await.unwrap();
    let found: Vec<_> = found.found.into_iter().map(|each| (each.assignment, each.obstacle)).collect();
    let invited = Some(Obstacle::NotActive(UserStatus::Invited));
    let expected = [(assignment(world, &claire).await, None), (assignment(world, &clement).await, invited)];
    assert_eq!(found, expected);

    asked(world, &claire, Role::Deputy).await;
    let found = candidates(&world.services, &world.potters.scope, "claire").await.unwrap();
    assert_eq!(found.found[0].obstacle, Some(Obstacle::Asked));
    assert_eq!(candidates(&world.services, &world.potters.scope, " ").await.unwrap().found, []);
});

contract_test!(another_customer_s_administration_is_not_found_and_not_shown, |world| async {
    let claire = claire(world).await;
    let before = list(&world.services, &world.other.scope).await.unwrap();
    let request = asked(world, &claire, Role::Successor).await;
    assert_eq!(list(&world.services, &world.other.scope).await.unwrap(), before);
    let cancelled = cancel(&world.services, &world.other.scope, request).await;
    assert!(matches!(cancelled, Err(CancelError::NotFound)));
    give_password(world, world.other.administrator, OWN).await;
    let key = key_of(&world.services.key, world.potters.id, world.potters.administrator);
    let gone = withdraw(&world.services, &world.other.scope, &key, OWN).await;
    assert!(matches!(gone, Err(WithdrawError::NotFound)));
    let same = key_of(&world.services.key, world.other.id, world.potters.administrator);
    assert_ne!(key, same, "one person, two customers, two keys");
});

async fn replaced(world: &World, to: &str, from: Option<&str>) -> Result<Replaced, ReplaceError> {
    let [to, from] = [Some(to), from].map(|address| address.map(|text| EmailAddress::parse(text).unwrap()));
    replace(&world.services, &shell(world), to.as_ref().unwrap(), from.as_ref()).await
}

contract_test!(somebody_new_replaces_the_administrator_who_has_left, |world| async {
    let left = world.session_of(world.potters.administrator).await;
    let done = replaced(world, "nouvelle@potters.example", None).await.unwrap();
    assert_eq!(done.former, "admin@potters.example");
    assert_eq!(administrators(world).await, ["nouvelle@potters.example"]);
    assert!(who(world, &left).await.is_none());
    assert_eq!(told(world, "former_administrator").await, ["admin@potters.example"]);
    let welcome = mails(world).await.into_iter().find(|mail| mail.value("Mot de passe").is_some());
    assert_eq!(welcome.unwrap().recipient, "nouvelle@potters.example");
});

contract_test!(which_of_several_administrators_is_replaced_has_to_be_said, |world| async {
    let (_, bruno) = with_bruno(world).await;
    let new = "nouvelle@potters.example";
    let Err(ReplaceError::Several(addresses)) = replaced(world, new, None).await else { panic!() };
    assert_eq!(sorted(addresses), ["admin@potters.example", "bruno@potters.example"]);
    let stranger = replaced(world, new, Some("claire@potters.example")).await;
    assert!(matches!(stranger, Err(ReplaceError::NotAdministrator)));
    replaced(world, new, Some("bruno@potters.example")).await.unwrap();
    assert_eq!(administrators(world).await, ["admin@potters.example", new]);
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs WHERE kind = 'administrators'").await, 2);
    let same = replaced(world, new, Some(new)).await;
    assert!(matches!(same, Err(ReplaceError::Administers)));
    suspended(world, &shell(world), &bruno).await.unwrap();
    let refused = replaced(world, "bruno@potters.example", Some(new)).await;
    assert!(matches!(refused, Err(ReplaceError::Suspended)));
});

contract_test!(who_is_suspended_or_removed_among_many_is_asked_no_more, |world| async {
    let claire = claire(world).await;
    let bruno = person(world, "bruno").await;
    let scope = &world.potters.scope;
    for (person, kind) in [(claire, BulkKind::Suspend), (bruno, BulkKind::Remove)] {
        asked(world, &person, Role::Deputy).await;
        let rows = users::Selection::Rows(vec![assignment(world, &person).await]);
        let bulk = users::propose_bulk(&world.services, scope, kind, &rows).await.unwrap();
        while users::settle_bulk(&world.services).await.unwrap() {}
        users::begin_bulk(&world.services, scope, bulk).await.unwrap();
        while users::settle_bulk(&world.services).await.unwrap() {}
        let pending = "SELECT count(*) FROM hand_overs WHERE state = 'pending'";
        assert_eq!(world.count(pending).await, 0, "{kind:?}");
    }
});
