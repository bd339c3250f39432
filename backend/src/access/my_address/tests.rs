use super::*;
use crate::access::testing::{give_password, member};
use crate::access::{
    ConfirmPasswordError, Principal, SignIn, SignInError, SignedIn, accept_invitation, change_password,
    principal, sign_in,
};
use crate::advanced_users::{self, NewAdvancedUser};
use crate::journal;
use crate::mail::tests::worker;
use crate::testing::smtp::{Accepted, Behaviour, SmtpServer};
use crate::testing::{Customer, NETWORK, World, contract_test};
use crate::users::testing::{emails, people_at, rows};
use crate::users::{remove, restore, set_status};
use domain::access::{AddressLink, Mailbox, PendingAddress};
use domain::address::EmailAddress;
use domain::advanced_users::AdvancedRequest;
use domain::credentials::Password;
use domain::ids::UserId;
use domain::journal::{Action, JournalRequest, JournalSubject};
use domain::paths;
use domain::users::{Filter, StatusChange};

const OWN: &str = "correct cheval pile agrafe";
const OLD: &str = "lise.morel@potters.example";
const NEW: &str = "lise.durand@exemple.fr";
const ANTONY: [&str; 4] = ["10000700", "53", "Antony", "Expéditeur"];

/// Somebody of POTTERS who has a password, signed in.
async fn person(world: &World, address: &str) -> Principal {
    let person = member(world, &world.potters, address, ANTONY).await;
    give_password(world, person.user, OWN).await;
    person
}

async fn try_to_ask(world: &World, who: &Principal, to: &str, password: &str) -> Result<(), AskAddressError> {
    ask_address(&world.services, who, &EmailAddress::parse(to).unwrap(), password).await
}

/// What leaves by now.
async fn mailed(world: &World) -> Vec<Accepted> {
    let server = SmtpServer::start(Behaviour::default()).await;
    worker(world, &server).send_everything().await;
    server.accepted()
}

/// The tokens that were mailed to the two addresses.
#[derive(Clone)]
struct Links {
    old: String,
    new: String,
}

/// The token of the link about an address that was mailed to a mailbox, if one was.
fn link(mails: &[Accepted], mailbox: &str) -> Option<String> {
    let to = mails.iter().filter(|mail| mail.recipient.contains(mailbox));
    let link =
        to.filter_map(|mail| mail.value("Lien")).find(|link| link.contains(&paths::confirm_address("")))?;
    Some(link.rsplit_once('/')?.1.to_owned())
}

async fn ask(world: &World, who: &Principal, from: &str, to: &str) -> Links {
    try_to_ask(world, who, to, OWN).await.unwrap();
    let mails = mailed(world).await;
    Links { old: link(&mails, from).unwrap(), new: link(&mails, to).unwrap() }
}

async fn confirm(world: &World, link: &str) -> Result<AddressConfirmation, ConfirmAddressError> {
    confirm_address(&world.services, link, None, Some(NETWORK)).await
}

async fn look(world: &World, link: &str) -> AddressLink {
    look_at_address(&world.services, link).await.unwrap()
}

async fn pending(world: &World, who: &Principal) -> Option<PendingAddress> {
    pending_address(&world.services, who).await.unwrap()
}

async fn come(world: &World, login: &str) -> Result<SignedIn, SignInError> {
    sign_in(&world.services, &SignIn { login, password: OWN, network: NETWORK, user_agent: "" }).await
}

/// Comes in with the new address, and accepts what the other customer has invited to.
async fn accept(world: &World) {
    let token = come(world, NEW).await.unwrap().token;
    let lise = principal(&world.services, &token).await.unwrap().unwrap();
    accept_invitation(&world.services, &lise, world.other.id).await.unwrap();
}

async fn list(world: &World, customer: &Customer, user: &str) -> Vec<String> {
    let filter = Filter { user: Some(user.to_owned()), ..Filter::default() };
    emails(&rows(world, customer, filter).await).into_iter().map(ToOwned::to_owned).collect()
}

/// Nothing of the person has changed.
async fn assert_unchanged(world: &World, user: UserId) {
    assert_eq!(world.user_of(OLD).await, user);
    assert_eq!(list(world, &world.potters, "").await, [OLD]);
    assert_eq!(
        world.count("SELECT count(*) FROM journal WHERE action = 'user.own_address_changed'").await,
        0
    );
}

/// Both mailboxes confirm, in one order or the other.
async fn change(world: &World, is_old_first: bool) {
    let lise = person(world, OLD).await;
    let links = ask(world, &lise, OLD, NEW).await;
    let (first, second) = if is_old_first { (&links.old, &links.new) } else { (&links.new, &links.old) };

    assert_eq!(confirm(world, first).await.unwrap(), AddressConfirmation::Waits);
    assert_unchanged(world, lise.user).await;
    let waiting = pending(world, &lise).await.unwrap();
    assert_eq!(waiting.email, NEW);
    assert_eq!((waiting.confirmed_by_old, waiting.confirmed_by_new), (is_old_first, !is_old_first));
    assert!(matches!(confirm(world, first).await, Err(ConfirmAddressError::Gone)), "once alone");

    assert_eq!(confirm(world, second).await.unwrap(), AddressConfirmation::Done);
    assert_eq!(world.user_of(NEW).await, lise.user);
    assert_eq!(list(world, &world.potters, "").await, [NEW]);
    assert_eq!(pending(world, &lise).await, None);
    for link in [first, second] {
        assert_eq!(look(world, link).await, AddressLink::Done);
        assert!(matches!(confirm(world, link).await, Err(ConfirmAddressError::Gone)), "once alone");
    }
}

contract_test!(the_address_changes_once_the_new_mailbox_has_confirmed_after_the_present_one, |world| async {
    change(world, true).await;
});

contract_test!(the_address_changes_once_the_present_mailbox_has_confirmed_after_the_new_one, |world| async {
    change(world, false).await;
});

contract_test!(one_signs_in_with_the_new_address_and_the_same_identifier, |world| async {
    let lise = person(world, OLD).await;
    let identifier = world.text("SELECT identifier FROM users WHERE email_key LIKE 'lise%'").await.unwrap();
    let elsewhere = world.session_of(lise.user).await;
    let here = world.session_of(lise.user).await;
    let links = ask(world, &lise, OLD, NEW).await;
    confirm(world, &links.new).await.unwrap();
    confirm_address(&world.services, &links.old, Some(here.hash()), None).await.unwrap();

    assert!(principal(&world.services, &elsewhere).await.unwrap().is_none(), "other sessions end");
    assert!(principal(&world.services, &here).await.unwrap().is_some(), "that of who confirms does not");
    for login in [NEW, &identifier] {
        come(world, login).await.unwrap();
    }
    assert!(matches!(come(world, OLD).await, Err(SignInError::Wrong)));
    let mails = mailed(world).await;
    let told = |address: &str| mails.iter().find(|mail| mail.recipient.contains(address)).cloned().unwrap();
    assert_eq!(mails.len(), 2);
    assert_eq!(told(OLD).value("Nouvelle adresse").as_deref(), Some(NEW));
    assert_eq!(told(NEW).value("Identifiant"), Some(identifier));
});

contract_test!(every_customer_that_has_the_person_sees_the_new_address_and_finds_it, |world| async {
    let (potters, other) = (&world.potters, &world.other);
    let antony = |customer: &Customer| customer.place("10000700", "53", "Antony", "Expéditeur");
    let lyon = potters.place("10095403", "", "Lyon – Part-Dieu", "Consultation");
    people_at(world, potters, antony(potters), &[["Morel", "Lise", OLD], ["M", "M", "m@potters.example"]])
        .await;
    people_at(world, potters, lyon, &[["Morel", "Lise", OLD]]).await;
    people_at(world, other, antony(other), &[["Morel-Durand", "L.", &OLD.to_uppercase()]]).await;
    world.execute("UPDATE memberships SET status = 'active'").await;
    world.execute("UPDATE memberships SET last_sign_in_at = 5 WHERE last_name = 'Morel'").await;
    let user = world.user_of(OLD).await;
    give_password(world, user, OWN).await;
    let token = world.session_of(user).await;
    let lise = principal(&world.services, &token).await.unwrap().unwrap();

    let to = "z.morel@exemple.fr";
    let links = ask(world, &lise, OLD, to).await;
    for link in [&links.old, &links.new] {
        confirm(world, link).await.unwrap();
    }

    assert_eq!(list(world, potters, "").await, ["m@potters.example", to, to], "in the order of addresses");
    assert_eq!(list(world, potters, "z.morel lise").await, [to; 2]);
    assert_eq!(list(world, potters, OLD).await, [""; 0]);
    assert_eq!(list(world, other, "z.morel durand").await, [to]);

    let network = Some(NETWORK.to_string());
    for (customer, from) in [(potters, OLD.to_owned()), (other, OLD.to_uppercase())] {
        let request = JournalRequest::default();
        let entry = journal::list(&world.services, &customer.scope, &request).await.unwrap().rows.remove(0);
        assert_eq!(entry.action, Some(Action::UserOwnAddressChanged));
        assert_eq!(
            entry.subject,
            JournalSubject::Address { from, to: to.to_owned() },
            "as it had written it"
        );
        assert_eq!(entry.network, network);
    }
});

contract_test!(a_change_can_be_confirmed_for_a_day, |world| async {
    let lise = person(world, OLD).await;
    let links = ask(world, &lise, OLD, NEW).await;
    world.services.clock.advance(24 * 3600 - 1);
    assert!(matches!(look(world, &links.new).await, AddressLink::Open(_)));
    confirm(world, &links.old).await.unwrap();
    world.services.clock.advance(1);
    assert!(matches!(confirm(world, &links.new).await, Err(ConfirmAddressError::Gone)));
    assert_eq!(look(world, &links.new).await, AddressLink::Expired);
    assert_eq!(pending(world, &lise).await, None);
    assert_unchanged(world, lise.user).await;
    // What has run out is in nobody's way.
    ask(world, &lise, OLD, NEW).await;
});

contract_test!(whoever_has_the_present_mailbox_can_refuse_though_both_may_be_theirs, |world| async {
    let lise = person(world, OLD).await;
    let links = ask(world, &lise, OLD, NEW).await;
    confirm(world, &links.old).await.unwrap();
    let forged = refuse_address(&world.services, &links.new).await;
    assert!(matches!(forged, Err(RefuseAddressError::Gone)), "the new mailbox refuses by doing nothing");
    refuse_address(&world.services, &links.old).await.unwrap();
    assert!(matches!(confirm(world, &links.new).await, Err(ConfirmAddressError::Gone)));
    assert_eq!(look(world, &links.new).await, AddressLink::Refused);
    assert!(matches!(refuse_address(&world.services, &links.old).await, Err(RefuseAddressError::Gone)));
    assert_unchanged(world, lise.user).await;
});

contract_test!(what_is_cancelled_or_replaced_leads_nowhere, |world| async {
    let lise = person(world, OLD).await;
    let cancelled = ask(world, &lise, OLD, NEW).await;
    cancel_address(&world.services, &lise).await.unwrap();
    let replaced = ask(world, &lise, OLD, NEW).await;
    let last = ask(world, &lise, OLD, "lise@exemple.fr").await;
    for (links, state) in [(cancelled, AddressLink::Cancelled), (replaced, AddressLink::Replaced)] {
        for link in [&links.old, &links.new] {
            assert_eq!(look(world, link).await, state);
            assert!(matches!(confirm(world, link).await, Err(ConfirmAddressError::Gone)));
        }
        assert!(refuse_address(&world.services, &links.old).await.is_err());
    }
    assert_unchanged(world, lise.user).await;
    confirm(world, &last.old).await.unwrap();
    confirm(world, &last.new).await.unwrap();
    assert_eq!(world.user_of("lise@exemple.fr").await, lise.user);
});

contract_test!(a_mail_about_what_is_over_does_not_leave, |world| async {
    let lise = person(world, OLD).await;
    mailed(world).await;
    try_to_ask(world, &lise, NEW, OWN).await.unwrap();
    cancel_address(&world.services, &lise).await.unwrap();
    assert_eq!(mailed(world).await, []);
});

contract_test!(a_link_tells_each_mailbox_what_concerns_it, |world| async {
    let lise = person(world, OLD).await;
    world.execute("UPDATE memberships SET first_name = 'Lise', last_name = 'Morel'").await;
    let links = ask(world, &lise, OLD, NEW).await;
    for (link, mailbox, old) in
        [(&links.old, Mailbox::Old, Some(OLD.to_owned())), (&links.new, Mailbox::New, None)]
    {
        let AddressLink::Open(offer) = look(world, link).await else { panic!("it is open") };
        assert_eq!((offer.mailbox, offer.old, offer.name.as_str()), (mailbox, old, "Lise Morel"));
        assert_eq!((offer.new.as_str(), offer.is_confirmed), (NEW, false));
    }
    for made_up in ["", "é", "../../etc/passwd", &"a".repeat(43)] {
        assert_eq!(look(world, made_up).await, AddressLink::Unknown);
        assert!(matches!(confirm(world, made_up).await, Err(ConfirmAddressError::Gone)));
        assert!(matches!(refuse_address(&world.services, made_up).await, Err(RefuseAddressError::Gone)));
    }
    assert_eq!(look(world, &links.old).await, look(world, &links.old).await, "looking changes nothing");
});

contract_test!(the_password_is_guessed_no_faster_than_at_the_door, |world| async {
    let lise = person(world, OLD).await;
    for _ in 0..5 {
        let refused = try_to_ask(world, &lise, NEW, "ce n’est pas le bon").await;
        assert!(matches!(refused, Err(AskAddressError::Unconfirmed(ConfirmPasswordError::Wrong))));
    }
    let slowed = try_to_ask(world, &lise, NEW, OWN).await;
    assert!(matches!(slowed, Err(AskAddressError::Unconfirmed(ConfirmPasswordError::Wait { .. }))));
    assert_eq!(world.count("SELECT count(*) FROM address_requests").await, 0);
});

contract_test!(one_s_own_address_and_a_sixth_in_a_day_are_refused, |world| async {
    let lise = person(world, OLD).await;
    let same = try_to_ask(world, &lise, &OLD.to_uppercase(), OWN).await;
    assert!(matches!(same, Err(AskAddressError::Same)));
    for _ in 0..5 {
        try_to_ask(world, &lise, NEW, OWN).await.unwrap();
    }
    assert!(matches!(try_to_ask(world, &lise, NEW, OWN).await, Err(AskAddressError::TooMany)));
    world.services.clock.advance(24 * 3600);
    try_to_ask(world, &lise, NEW, OWN).await.unwrap();
});

contract_test!(another_person_s_address_looks_like_any_and_its_mailbox_alone_is_told, |world| async {
    let lise = person(world, OLD).await;
    member(world, &world.other, NEW, ANTONY).await;
    mailed(world).await;
    try_to_ask(world, &lise, NEW, OWN).await.unwrap();
    let mails = mailed(world).await;
    assert_eq!(mails.len(), 2);
    assert_eq!(link(&mails, NEW), None, "it is told without a link");
    let old = link(&mails, OLD).unwrap();

    assert_eq!(confirm(world, &old).await.unwrap(), AddressConfirmation::Waits);
    let waiting = pending(world, &lise).await.unwrap();
    assert_eq!((waiting.email.as_str(), waiting.confirmed_by_new), (NEW, false));
    let AddressLink::Open(offer) = look(world, &old).await else { panic!("it is open") };
    assert_eq!((offer.new.as_str(), offer.is_confirmed), (NEW, true));
    assert_unchanged(world, lise.user).await;
});

contract_test!(an_address_that_was_taken_meanwhile_stays_with_who_took_it, |world| async {
    let lise = person(world, OLD).await;
    let links = ask(world, &lise, OLD, NEW).await;
    confirm(world, &links.new).await.unwrap();
    let other = member(world, &world.other, NEW, ANTONY).await;
    assert!(matches!(confirm(world, &links.old).await, Err(ConfirmAddressError::Taken)));
    assert_eq!(look(world, &links.old).await, AddressLink::Taken);
    assert_eq!(look(world, &links.new).await, AddressLink::Taken);
    assert_eq!(pending(world, &lise).await, None);
    assert_eq!(world.user_of(NEW).await, other.user);
    assert_unchanged(world, lise.user).await;
});

contract_test!(of_two_who_confirm_one_address_at_once_one_has_it_and_the_other_is_told, |world| async {
    let lise = person(world, OLD).await;
    let jean = person(world, "jean@potters.example").await;
    let hers = ask(world, &lise, OLD, NEW).await;
    let his = ask(world, &jean, "jean@potters.example", NEW).await;
    confirm(world, &hers.old).await.unwrap();
    confirm(world, &his.old).await.unwrap();

    let (one, other) = tokio::join!(confirm(world, &hers.new), confirm(world, &his.new));
    let (winner, loser) = match (one, other) {
        (Ok(AddressConfirmation::Done), Err(ConfirmAddressError::Taken)) => (lise.user, his),
        (Err(ConfirmAddressError::Taken), Ok(AddressConfirmation::Done)) => (jean.user, hers),
        both => panic!("{both:?}"),
    };
    assert_eq!(world.user_of(NEW).await, winner);
    assert_eq!(look(world, &loser.new).await, AddressLink::Taken);
    assert_eq!(world.count("SELECT count(*) FROM own_address_changes").await, 1);
});

contract_test!(who_is_suspended_or_removed_meanwhile_changes_nothing, |world| async {
    let lise = person(world, OLD).await;
    let links = ask(world, &lise, OLD, NEW).await;
    confirm(world, &links.old).await.unwrap();
    let assignment = world.assignment_of(&world.potters, lise.user).await;
    let (services, scope) = (&world.services, &world.potters.scope);
    let gone = async || {
        assert!(matches!(confirm(world, &links.new).await, Err(ConfirmAddressError::Gone)));
        assert_eq!(look(world, &links.new).await, AddressLink::Cancelled);
    };

    set_status(services, scope, assignment, StatusChange::Suspend).await.unwrap();
    gone().await;
    set_status(services, scope, assignment, StatusChange::Reactivate).await.unwrap();
    assert!(matches!(look(world, &links.new).await, AddressLink::Open(_)));
    remove(services, scope, &[assignment]).await.unwrap();
    gone().await;
    assert_eq!(world.user_of(OLD).await, lise.user);

    let token = world.session_of(lise.user).await;
    let lise = principal(services, &token).await.unwrap().unwrap();
    assert!(matches!(try_to_ask(world, &lise, NEW, OWN).await, Err(AskAddressError::NoAccess)));
});

contract_test!(another_password_ends_what_was_asked_with_the_one_before, |world| async {
    let lise = person(world, OLD).await;
    let links = ask(world, &lise, OLD, NEW).await;
    let another = Password::parse("un autre mot de passe").unwrap();
    change_password(&world.services, &lise, OWN, &another).await.unwrap();
    assert_eq!(look(world, &links.new).await, AddressLink::Cancelled);
    let ended = try_to_ask(world, &lise, NEW, another.reveal()).await;
    assert!(matches!(ended, Err(AskAddressError::SignedOut)), "that session is over");
});

contract_test!(what_waits_to_be_mailed_goes_to_the_new_address_and_a_password_link_nowhere, |world| async {
    let lise = person(world, OLD).await;
    let links = ask(world, &lise, OLD, NEW).await;
    confirm(world, &links.old).await.unwrap();
    let antony = world.other.place("10000700", "53", "Antony", "Expéditeur");
    people_at(world, &world.other, antony, &[["Morel", "Lise", OLD]]).await;
    crate::access::request_reset(&world.services, OLD, NETWORK).await.unwrap();
    confirm(world, &links.new).await.unwrap();

    let mails = mailed(world).await;
    let to = |address: &str| mails.iter().filter(|mail| mail.recipient.contains(address)).count();
    assert_eq!(to(OLD), 1, "that it is the former one");
    assert_eq!(to(NEW), 2, "that it is the present one, and the other customer's invitation");
});

contract_test!(who_invited_somebody_learns_of_another_address_once_they_come, |world| async {
    let lise = person(world, OLD).await;
    let antony = world.other.place("10000700", "53", "Antony", "Expéditeur");
    people_at(world, &world.other, antony, &[["Morel", "Lise", OLD]]).await;
    mailed(world).await;
    let links = ask(world, &lise, OLD, NEW).await;
    for link in [&links.old, &links.new] {
        confirm(world, link).await.unwrap();
    }
    assert_eq!(list(world, &world.potters, "").await, [NEW]);
    assert_eq!(list(world, &world.other, "").await, [OLD]);
    assert_eq!(world.count("SELECT count(*) FROM own_address_changes").await, 1);

    accept(world).await;
    assert_eq!(list(world, &world.other, "").await, [NEW]);
    assert_eq!(list(world, &world.other, NEW).await, [NEW], "it is found by it");
    assert_eq!(world.count("SELECT count(*) FROM own_address_changes").await, 2);
    come(world, NEW).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM own_address_changes").await, 2, "it is told once");
});

contract_test!(who_invited_an_advanced_user_learns_of_another_address_once_they_come, |world| async {
    let lise = person(world, OLD).await;
    let new =
        NewAdvancedUser { address: EmailAddress::parse(OLD).unwrap(), last_name: None, first_name: None };
    advanced_users::add(&world.services, &world.other.scope, &new).await.unwrap();
    mailed(world).await;
    let links = ask(world, &lise, OLD, NEW).await;
    for link in [&links.old, &links.new] {
        confirm(world, link).await.unwrap();
    }
    let known = async || {
        let request = AdvancedRequest::default();
        let users = advanced_users::list(&world.services, &world.other.scope, &request).await.unwrap();
        users.into_iter().map(|user| user.email).collect::<Vec<_>>()
    };
    assert_eq!(known().await, [OLD]);
    assert_eq!(world.count("SELECT count(*) FROM own_address_changes").await, 1);

    accept(world).await;
    assert_eq!(known().await, [NEW]);
    assert_eq!(world.count("SELECT count(*) FROM own_address_changes").await, 2);
});

contract_test!(who_is_put_back_is_known_by_another_address_once_they_come, |world| async {
    let lise = person(world, OLD).await;
    member(world, &world.other, OLD, ANTONY).await;
    let assignment = world.assignment_of(&world.potters, lise.user).await;
    let removal = remove(&world.services, &world.potters.scope, &[assignment]).await.unwrap();
    let token = world.session_of(lise.user).await;
    let lise = principal(&world.services, &token).await.unwrap().unwrap();
    let links = ask(world, &lise, OLD, NEW).await;
    for link in [&links.old, &links.new] {
        confirm(world, link).await.unwrap();
    }
    restore(&world.services, &world.potters.scope, removal.id).await.unwrap();
    assert_eq!(list(world, &world.potters, "").await, [OLD], "they had left when it changed");
    come(world, NEW).await.unwrap();
    assert_eq!(list(world, &world.potters, "").await, [NEW]);
});

contract_test!(an_administrator_without_an_assignment_changes_theirs_too, |world| async {
    let user = world.potters.administrator;
    give_password(world, user, OWN).await;
    let token = world.session_of(user).await;
    let administrator = principal(&world.services, &token).await.unwrap().unwrap();
    let links = ask(world, &administrator, "admin@potters.example", NEW).await;
    for link in [&links.old, &links.new] {
        confirm(world, link).await.unwrap();
    }
    assert_eq!(world.user_of(NEW).await, user);
    assert_eq!(world.count("SELECT count(*) FROM own_address_changes").await, 1);
});
