//! Who becomes an advanced user, of which customer, and how that ends, on both engines.

use super::testing::{advanced_at, key, signed_in};
use super::*;
use crate::access::accept_invitation;
use crate::access::testing::{give_password, member};
use crate::access::{
    AdministratorScope, Browser, FoundLink, Principal, RedeemLinkError, SessionToken, SignIn, look_at_link,
    principal, redeem_link, sign_in,
};
use crate::journal;
use crate::mail::tests::worker;
use crate::testing::smtp::{Accepted as Mail, Behaviour, SmtpServer};
use crate::testing::{World, contract_test};
use domain::address::EmailAddress;
use domain::advanced_users::{
    AdvancedFile, AdvancedRequest, AdvancedRow, AdvancedUser, AssociationLink, MyAssociations, Proposal,
};
use domain::chosen_identifier::ChosenIdentifier;
use domain::credentials::Password;
use domain::ids::{ContractId, ProposalId};
use domain::imports::{Overrides, Sheet};
use domain::journal::{Action, JournalRequest, JournalSubject};
use domain::mails::MailRequest;
use domain::names::PersonName;
use domain::users::{StatusChange, UserStatus};
use std::net::{IpAddr, Ipv4Addr};

const OWN: &str = "correct cheval pile agrafe";
const BROWSER: Browser<'static> = Browser { network: None, user_agent: "Firefox" };
const PLACE: [&str; 4] = ["10000700", "53", "Antony", "Expéditeur"];
const DAY: i64 = 24 * 3600;
/// An advanced user of the other customer's.
const ANNE: &str = "anne@exemple.fr";
/// Nobody's address.
const NOBODY: &str = "nora@exemple.fr";

fn scope(world: &World) -> &AdministratorScope {
    &world.potters.scope
}

fn new(address: &str) -> NewAdvancedUser {
    let name = |text| PersonName::parse(text).ok();
    NewAdvancedUser {
        address: EmailAddress::parse(address).unwrap(),
        last_name: name("Perrin"),
        first_name: name("Lucas"),
    }
}

async fn added(world: &World, address: &str) -> Result<(), AddError> {
    add(&world.services, scope(world), &new(address)).await
}

async fn listed(world: &World) -> Vec<AdvancedUser> {
    list(&world.services, scope(world), &AdvancedRequest::default()).await.unwrap()
}

async fn proposed(world: &World) -> Vec<Proposal> {
    proposals(&world.services, scope(world)).await.unwrap()
}

/// Everything that is mailed now.
async fn mails(world: &World) -> Vec<Mail> {
    let server = SmtpServer::start(Behaviour::default()).await;
    worker(world, &server).send_everything().await;
    server.accepted()
}

async fn come(world: &World, login: &str) -> Option<Principal> {
    let attempt = SignIn { login, password: OWN, network: IpAddr::V4(Ipv4Addr::LOCALHOST), user_agent: "" };
    let signed_in = sign_in(&world.services, &attempt).await.ok()?;
    principal(&world.services, &signed_in.token).await.unwrap()
}

/// The token of the link in the one mail that is sent now.
async fn mailed_link(world: &World) -> String {
    let mails = mails(world).await;
    assert_eq!(mails.len(), 1);
    let link = mails[0].value("Lien").unwrap();
    link.strip_prefix("http://localhost:3000/lien/").unwrap().to_owned()
}

async fn chosen(world: &World, link: &str, identifier: &str) -> Result<SessionToken, RedeemLinkError> {
    let identifier = ChosenIdentifier::parse(identifier).unwrap();
    let password = Password::parse(OWN).unwrap();
    redeem_link(&world.services, link, Some(&identifier), &password, BROWSER).await
}

fn contracts_of(world: &World) -> Vec<ContractId> {
    world.potters.reference.contracts.iter().map(|contract| contract.id).collect()
}

async fn try_to_propose(world: &World, address: &str) -> Result<ProposalId, ProposeError> {
    let address = EmailAddress::parse(address).unwrap();
    propose(&world.services, scope(world), &address, &contracts_of(world)[..1]).await
}

/// Anne is an advanced user of the other customer's.
async fn anne(world: &World) -> Principal {
    advanced_at(world, &world.other, ["Martin", "Anne", ANNE], "active").await;
    signed_in(world, ANNE).await
}

async fn looked(world: &World, by: &Principal, proposal: ProposalId) -> AssociationLink {
    look(&world.services, by, proposal).await.unwrap()
}

/// That a proposal cannot be accepted or refused, and what its page says instead.
async fn assert_gone(world: &World, by: &Principal, proposal: ProposalId, link: AssociationLink) {
    assert_eq!(looked(world, by, proposal).await, link);
    let before = listed(world).await;
    assert!(matches!(accept(&world.services, by, proposal).await, Err(AcceptError::Gone)));
    assert!(matches!(refuse(&world.services, by, proposal).await, Err(RefuseError::Gone)));
    assert_eq!(listed(world).await, before);
}

/// What the journal of the first customer says, the latest first.
async fn journalled(world: &World) -> Vec<(Action, JournalSubject)> {
    let page = journal::list(&world.services, scope(world), &JournalRequest::default()).await.unwrap();
    page.rows.into_iter().filter_map(|row| Some((row.action?, row.subject))).collect()
}

// ── Added by an address ────────────────────────────────────────────────────────────────────────

contract_test!(a_file_says_what_it_would_do_and_does_it_once, |world| async {
    added(world, "connue@exemple.fr").await.unwrap();
    let text = "type;nom;email;contrats\n\
                avancé;Perrin;lucas@exemple.fr;10000700\n\
                avancé;;CONNUE@exemple.fr;\n\
                utilisateur;;autre@exemple.fr;\n\
                avancé;;sans arobase;\n";
    let sheet = || Sheet::open(text.as_bytes().to_vec(), &Overrides::default()).unwrap();
    let judged = judge(&world.services, scope(world), sheet()).await.unwrap();
    assert_eq!((judged.known, judged.file.aside, judged.file.wrong.len()), (1, 1, 1));
    assert_eq!(listed(world).await.len(), 1, "nothing is done yet");

    let rows = &judged.file.rows;
    assert_eq!(import(&world.services, scope(world), rows).await.unwrap(), 1);
    assert_eq!(import(&world.services, scope(world), rows).await.unwrap(), 0, "sent twice");
    let lucas = listed(world).await.into_iter().find(|user| user.email == "lucas@exemple.fr").unwrap();
    assert_eq!((lucas.contracts, lucas.status), (vec!["10000700".to_owned()], UserStatus::Invited));
    assert_eq!(mails(world).await.len(), 2);
});

contract_test!(an_export_reads_back_as_nothing_new, |world| async {
    added(world, "lucas@exemple.fr").await.unwrap();
    let status = |_| "Invité";
    let headings = ["Nom", "Prénom", "Email", "Identifiant", "État", "Contrats"];
    let words = Words { headings, status, all_contracts: "Tous" };
    let file = export(&world.services, scope(world), words).await.unwrap();
    let sheet = Sheet::open(file, &Overrides::default()).unwrap();
    let judged = judge(&world.services, scope(world), sheet).await.unwrap();
    assert_eq!((judged.known, judged.file), (1, AdvancedFile::default()));
});

contract_test!(a_file_with_one_contract_that_is_gone_adds_nobody, |world| async {
    let row = |line, email: &str, contracts: &[&str]| AdvancedRow {
        line,
        email: email.to_owned(),
        contracts: contracts.iter().map(ToString::to_string).collect(),
        ..AdvancedRow::default()
    };
    let rows = [row(2, "a@exemple.fr", &[]), row(3, "b@exemple.fr", &["99999999"])];
    let refused = import(&world.services, scope(world), &rows).await;
    assert!(matches!(refused, Err(ImportError::Wrong { line: 3 })));
    assert!(listed(world).await.is_empty());
});

contract_test!(somebody_new_chooses_identifier_and_password_by_the_mailed_link, |world| async {
    added(world, "lucas@exemple.fr").await.unwrap();
    let user = listed(world).await.remove(0);
    assert_eq!((user.status, user.identifier), (UserStatus::Invited, None));

    let link = mailed_link(world).await;
    for _ in 0..2 {
        let found = look_at_link(&world.services, &link).await.unwrap().unwrap();
        assert!(found.chooses_identifier, "looking uses nothing up");
    }
    let session = chosen(world, &link, "Lucas.Perrin").await.unwrap();
    assert!(principal(&world.services, &session).await.unwrap().is_some());
    let user = listed(world).await.remove(0);
    assert_eq!((user.status, user.identifier.as_deref()), (UserStatus::Active, Some("lucas.perrin")));
    assert!(matches!(chosen(world, &link, "autre.nom").await, Err(RedeemLinkError::Gone)));

    for login in ["lucas.perrin", "LUCAS.PERRIN", " 1ucas.perrin ", "lucas@exemple.fr"] {
        assert!(come(world, login).await.is_some(), "{login}");
    }
    assert!(come(world, "lucasperrin").await.is_none());
    let mut journal = journalled(world).await.into_iter();
    let (_, subject) = journal.find(|(action, _)| *action == Action::AdvancedUserActivated).unwrap();
    let JournalSubject::People(people, 1) = subject else { panic!("{subject:?}") };
    assert_eq!(people[0].name, "Lucas Perrin");
});

contract_test!(
    an_invitation_runs_out_three_days_after_its_mail_and_begins_again_with_another,
    |world| async {
        added(world, "lucas@exemple.fr").await.unwrap();
        world.services.clock.advance(4 * DAY);
        assert_eq!(expire(&world.services).await.unwrap(), 0, "no mail has left");
        mails(world).await;
        world.services.clock.advance(3 * DAY - 1);
        assert_eq!(expire(&world.services).await.unwrap(), 0);
        world.services.clock.advance(1);
        assert_eq!(expire(&world.services).await.unwrap(), 1);
        let user = listed(world).await.remove(0);
        assert_eq!(user.status, UserStatus::Expired);

        resend(&world.services, scope(world), &user.key).await.unwrap();
        assert_eq!(listed(world).await[0].status, UserStatus::Invited);
        let link = mailed_link(world).await;
        chosen(world, &link, "lucas.perrin").await.unwrap();
        world.services.clock.advance(4 * DAY);
        assert_eq!(expire(&world.services).await.unwrap(), 0);
        assert_eq!(listed(world).await[0].status, UserStatus::Active);
    }
);

contract_test!(an_identifier_that_is_another_s_in_any_spelling_is_taken, |world| async {
    added(world, "lucas@exemple.fr").await.unwrap();
    let link = mailed_link(world).await;
    chosen(world, &link, "lucas.perrin").await.unwrap();
    member(world, &world.other, "made@exemple.fr", PLACE).await;
    mails(world).await;
    let made = world.text("SELECT identifier FROM users WHERE email_key LIKE 'made%'").await.unwrap();

    added(world, "louise@exemple.fr").await.unwrap();
    let link = mailed_link(world).await;
    let made = made.to_lowercase().replace('-', "");
    for taken in ["lucas.perrin", "LUCAS.PERRIN", "1ucas.perrin", "lucas.per-rin", &made] {
        let refused = chosen(world, &link, taken).await;
        assert!(matches!(refused, Err(RedeemLinkError::IdentifierTaken)), "{taken}");
    }
    let password = Password::parse(OWN).unwrap();
    let none = redeem_link(&world.services, &link, None, &password, BROWSER).await;
    assert!(matches!(none, Err(RedeemLinkError::NoIdentifier)));
    let guessable = Password::parse("louise.perrin et moi").unwrap();
    let named = ChosenIdentifier::parse("louise.perrin").unwrap();
    let refused = redeem_link(&world.services, &link, Some(&named), &guessable, BROWSER).await;
    assert!(matches!(refused, Err(RedeemLinkError::Guessable)));
    assert!(look_at_link(&world.services, &link).await.unwrap().is_some(), "the link still works");
    chosen(world, &link, "louise.perrin").await.unwrap();
});

contract_test!(who_keeps_the_identifier_that_guichet_made_may, |world| async {
    added(world, "lucas@exemple.fr").await.unwrap();
    let link = mailed_link(world).await;
    let FoundLink { identifier, .. } = look_at_link(&world.services, &link).await.unwrap().unwrap();
    chosen(world, &link, &identifier.to_lowercase()).await.unwrap();
    assert_eq!(listed(world).await[0].identifier.as_ref(), Some(&identifier));
    assert!(come(world, &identifier).await.is_some());
});

contract_test!(of_two_who_take_one_identifier_at_once_one_has_it_and_the_other_is_told, |world| async {
    let mut links = Vec::new();
    for address in ["lucas@exemple.fr", "louise@exemple.fr"] {
        added(world, address).await.unwrap();
        links.push(mailed_link(world).await);
    }
    let (one, other) = tokio::join!(chosen(world, &links[0], "perrin"), chosen(world, &links[1], "PERRIN"));
    match (one, other) {
        (Ok(_), Err(RedeemLinkError::IdentifierTaken)) | (Err(RedeemLinkError::IdentifierTaken), Ok(_)) => {}
        both => panic!("{both:?}"),
    }
    assert_eq!(world.count("SELECT count(*) FROM users WHERE identifier_key = 'PERR1N'").await, 1);
});

contract_test!(who_has_an_account_is_told_of_one_more_access_and_accepts_it, |world| async {
    let user = member(world, &world.other, "lucas@exemple.fr", PLACE).await.user;
    give_password(world, user, OWN).await;
    mails(world).await;
    added(world, "lucas@exemple.fr").await.unwrap();
    let lucas = signed_in(world, "lucas@exemple.fr").await;
    let accept = async || accept_invitation(&world.services, &lucas, world.potters.id).await;
    assert!(accept().await.is_err(), "the mail has not left");

    let mails = mails(world).await;
    assert_eq!((mails.len(), mails[0].value("Lien")), (1, None));
    assert!(mails[0].text().contains("désormais aussi"));
    come(world, "lucas@exemple.fr").await.unwrap();
    assert_eq!(listed(world).await[0].status, UserStatus::Invited, "signing in is not about this customer");
    accept().await.unwrap();
    let listed = listed(world).await.remove(0);
    assert_eq!((listed.status, listed.email.as_str()), (UserStatus::Active, "lucas@exemple.fr"));
});

contract_test!(an_ordinary_user_of_the_customer_can_be_an_advanced_user_too, |world| async {
    let user = member(world, &world.potters, "lucas@exemple.fr", PLACE).await.user;
    added(world, "Lucas@exemple.fr").await.unwrap();
    assert!(matches!(added(world, "LUCAS@exemple.fr").await, Err(AddError::Known)));
    let key = key(world, &world.potters, user);
    remove(&world.services, scope(world), &key).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM assignments").await, 1, "what else they have stays");
});

contract_test!(an_invitation_is_mailed_again_with_another_link_until_it_is_accepted, |world| async {
    added(world, "lucas@exemple.fr").await.unwrap();
    let first = mailed_link(world).await;
    let key = listed(world).await.remove(0).key;
    let soon = resend(&world.services, scope(world), &key).await;
    assert!(matches!(soon, Err(ResendError::TooSoon)), "the first has just left");
    world.services.clock.advance(60);
    resend(&world.services, scope(world), &key).await.unwrap();
    let second = mailed_link(world).await;
    assert_ne!(first, second);
    assert!(matches!(chosen(world, &first, "lucas.perrin").await, Err(RedeemLinkError::Gone)));
    chosen(world, &second, "lucas.perrin").await.unwrap();
    let again = resend(&world.services, scope(world), &key).await;
    assert!(matches!(again, Err(ResendError::NotInvited)));
    let unknown = resend(&world.services, &world.other.scope, &key).await;
    assert!(matches!(unknown, Err(ResendError::NotFound)), "another customer's is not found");
});

contract_test!(the_link_of_who_is_removed_or_suspended_meanwhile_no_longer_works, |world| async {
    added(world, "lucas@exemple.fr").await.unwrap();
    let link = mailed_link(world).await;
    let key = listed(world).await.remove(0).key;
    set_status(&world.services, scope(world), &key, StatusChange::Suspend).await.unwrap();
    assert!(matches!(chosen(world, &link, "lucas.perrin").await, Err(RedeemLinkError::Gone)));
    set_status(&world.services, scope(world), &key, StatusChange::Reactivate).await.unwrap();
    assert_eq!(listed(world).await[0].status, UserStatus::Invited);

    world.services.clock.advance(60);
    resend(&world.services, scope(world), &key).await.unwrap();
    let link = mailed_link(world).await;
    remove(&world.services, scope(world), &key).await.unwrap();
    assert!(matches!(chosen(world, &link, "lucas.perrin").await, Err(RedeemLinkError::Gone)));
    assert_eq!(mails(world).await, [], "who never came in is not told");
});

// ── Associated ─────────────────────────────────────────────────────────────────────────────────

contract_test!(an_association_is_seen_by_nobody_before_the_person_accepts_it, |world| async {
    let anne = anne(world).await;
    let proposal = try_to_propose(world, "Anne@exemple.fr").await.unwrap();
    assert_eq!(listed(world).await, []);
    assert_eq!(associations(&world.services, &anne).await.unwrap().customers.len(), 1);

    let mails = mails(world).await;
    assert_eq!(mails.len(), 1);
    let link = mails[0].value("Lien").unwrap();
    assert_eq!(link, format!("http://localhost:3000{}", domain::paths::association(proposal)));
    let AssociationLink::Open(offer) = looked(world, &anne, proposal).await else { panic!("it is open") };
    assert_eq!((offer.customer.as_str(), offer.contracts.len()), ("POTTERS FRANCE", 1));
    assert_eq!((offer.shared.last_name.as_str(), offer.shared.first_name.as_str()), ("Martin", "Anne"));
    assert_eq!(associations(&world.services, &anne).await.unwrap().offers, [offer]);
    assert_eq!(listed(world).await, [], "looking changes nothing");

    accept(&world.services, &anne, proposal).await.unwrap();
    let user = listed(world).await.remove(0);
    assert_eq!((user.email.as_str(), user.status), ("Anne@exemple.fr", UserStatus::Active));
    assert_eq!((user.last_name.as_str(), user.contracts.len()), ("Martin", 1));
    assert_eq!(proposed(world).await, []);
    assert_eq!(journalled(world).await[0].0, Action::AdvancedUserAssociated);
    let mine = associations(&world.services, &anne).await.unwrap();
    assert_eq!((mine.customers.len(), mine.offers.len()), (2, 0));
});

contract_test!(an_association_is_accepted_once_and_by_whom_it_was_proposed_to_alone, |world| async {
    let anne = anne(world).await;
    advanced_at(world, &world.other, ["Autre", "Alix", "alix@exemple.fr"], "active").await;
    let proposal = try_to_propose(world, ANNE).await.unwrap();
    let alix = signed_in(world, "alix@exemple.fr").await;
    assert_gone(world, &alix, proposal, AssociationLink::Unknown).await;
    assert_gone(world, &world.potters.principal, proposal, AssociationLink::Unknown).await;
    let made_up = ProposalId(world.services.random.id(world.now()));
    assert_gone(world, &anne, made_up, AssociationLink::Unknown).await;

    accept(&world.services, &anne, proposal).await.unwrap();
    assert_gone(world, &anne, proposal, AssociationLink::Accepted).await;
    assert_eq!(listed(world).await.len(), 1);
    assert!(matches!(try_to_propose(world, ANNE).await, Err(ProposeError::Associated)));
    assert!(matches!(added(world, ANNE).await, Err(AddError::Known)));
});

contract_test!(what_was_withdrawn_or_has_run_out_cannot_be_accepted, |world| async {
    let anne = anne(world).await;
    let proposal = try_to_propose(world, ANNE).await.unwrap();
    withdraw(&world.services, scope(world), proposal).await.unwrap();
    assert_gone(world, &anne, proposal, AssociationLink::Withdrawn).await;
    assert_eq!(mails(world).await, [], "a mail about what is over does not leave");
    let twice = withdraw(&world.services, scope(world), proposal).await;
    assert!(matches!(twice, Err(WithdrawError::NotFound)));

    let proposal = try_to_propose(world, ANNE).await.unwrap();
    let theirs = withdraw(&world.services, &world.other.scope, proposal).await;
    assert!(matches!(theirs, Err(WithdrawError::NotFound)), "another customer's is not found");
    world.services.clock.advance(14 * DAY - 1);
    assert!(matches!(looked(world, &anne, proposal).await, AssociationLink::Open(_)));
    assert!(matches!(try_to_propose(world, ANNE).await, Err(ProposeError::Asked)));
    world.services.clock.advance(1);
    assert_gone(world, &anne, proposal, AssociationLink::Expired).await;
    assert!(proposed(world).await[0].is_expired);
    try_to_propose(world, ANNE).await.unwrap();
    assert_eq!(proposed(world).await.len(), 1, "another takes its place");
});

contract_test!(of_who_withdraws_and_who_accepts_at_once_one_is_first, |world| async {
    let anne = anne(world).await;
    let proposal = try_to_propose(world, ANNE).await.unwrap();
    let (withdrawn, accepted) = tokio::join!(
        withdraw(&world.services, scope(world), proposal),
        accept(&world.services, &anne, proposal)
    );
    let associated = match (withdrawn, accepted) {
        (Ok(()), Err(AcceptError::Gone)) => 0,
        (Err(WithdrawError::NotFound), Ok(())) => 1,
        both => panic!("{both:?}"),
    };
    assert_eq!(listed(world).await.len(), associated);
    assert_eq!(proposed(world).await, []);
});

contract_test!(who_is_no_advanced_user_any_more_or_was_added_meanwhile_accepts_nothing, |world| async {
    let anne = anne(world).await;
    let proposal = try_to_propose(world, ANNE).await.unwrap();
    world.execute("UPDATE advanced_users SET status = 'suspended'").await;
    assert_gone(world, &anne, proposal, AssociationLink::Withdrawn).await;
    world.execute("UPDATE advanced_users SET status = 'active'").await;
    added(world, ANNE).await.unwrap();
    assert_gone(world, &anne, proposal, AssociationLink::Withdrawn).await;
    assert_eq!(proposed(world).await, [], "what was proposed has become needless");
});

contract_test!(one_s_own_address_and_no_or_another_s_contract_are_refused, |world| async {
    assert!(matches!(try_to_propose(world, "Admin@potters.example").await, Err(ProposeError::Own)));
    let address = EmailAddress::parse(NOBODY).unwrap();
    let none = propose(&world.services, scope(world), &address, &[]).await;
    assert!(matches!(none, Err(ProposeError::NoContract)));
    let theirs = world.other.reference.contracts[0].id;
    let unknown = propose(&world.services, scope(world), &address, &[theirs]).await;
    assert!(matches!(unknown, Err(ProposeError::UnknownContract)));
    assert_eq!(proposed(world).await, []);

    for number in 0..50 {
        try_to_propose(world, &format!("a{number}@exemple.fr")).await.unwrap();
    }
    assert!(matches!(try_to_propose(world, NOBODY).await, Err(ProposeError::TooMany)));
    world.services.clock.advance(DAY);
    try_to_propose(world, NOBODY).await.unwrap();
});

/// Everything that the first customer is told of an address, as if it were `x`.
async fn told(world: &World, address: &str) -> String {
    let masked = |text: String| text.replace(address, "x");
    let proposals: Vec<_> = proposed(world)
        .await
        .into_iter()
        .filter(|proposal| proposal.email == address)
        .map(|Proposal { id: _, email, contracts, asked_at, until, is_expired }| {
            (email, contracts, asked_at, until, is_expired)
        })
        .collect();
    let journal: Vec<_> = journalled(world)
        .await
        .into_iter()
        .filter(|(_, subject)| *subject == JournalSubject::Named(address.to_owned()))
        .collect();
    let person = JournalRequest {
        filter: domain::journal::JournalFilter {
            person: Some(address.to_owned()),
            ..domain::journal::JournalFilter::default()
        },
        cursor: None,
    };
    let found = journal::list(&world.services, scope(world), &person).await.unwrap();
    let mails = crate::mail::list(&world.services, scope(world), &MailRequest::default()).await.unwrap();
    masked(format!("{proposals:?} {journal:?} {found:?} {mails:?} {:?}", listed(world).await))
}

contract_test!(whoever_has_an_address_the_customer_is_told_the_same_of_it, |world| async {
    let anne = anne(world).await;
    member(world, &world.other, "olga@exemple.fr", PLACE).await;
    mails(world).await;
    advanced_at(world, &world.other, ["Invité", "Igor", "igor@exemple.fr"], "invited").await;
    let addresses = [ANNE, "olga@exemple.fr", "igor@exemple.fr", NOBODY];
    let alike = async |when: &str| {
        let nobody = told(world, NOBODY).await;
        for address in addresses {
            assert_eq!(told(world, address).await, nobody, "{when}: {address}");
        }
    };

    alike("before").await;
    let mut proposals = Vec::new();
    for address in addresses {
        proposals.push(try_to_propose(world, address).await.unwrap());
    }
    alike("proposed").await;
    let mailed = mails(world).await;
    assert!(
        mailed.len() == 1 && mailed[0].recipient.contains(ANNE),
        "an active advanced user alone is mailed"
    );
    alike("mailed").await;
    for address in addresses {
        assert!(matches!(try_to_propose(world, address).await, Err(ProposeError::Asked)), "{address}");
    }

    looked(world, &anne, proposals[0]).await;
    refuse(&world.services, &anne, proposals[0]).await.unwrap();
    assert_gone(world, &anne, proposals[0], AssociationLink::Refused).await;
    alike("refused").await;
    for address in addresses {
        assert!(matches!(try_to_propose(world, address).await, Err(ProposeError::Asked)), "{address}");
    }
    world.services.clock.advance(14 * DAY);
    alike("run out").await;
    for proposal in proposals {
        withdraw(&world.services, scope(world), proposal).await.unwrap();
    }
    alike("withdrawn").await;
});

contract_test!(an_ordinary_user_of_one_s_own_is_answered_like_anybody, |world| async {
    member(world, &world.potters, "pia@potters.example", PLACE).await;
    mails(world).await;
    try_to_propose(world, "pia@potters.example").await.unwrap();
    try_to_propose(world, NOBODY).await.unwrap();
    let mut proposals = proposed(world).await;
    assert_eq!(proposals.len(), 2);
    let (mut pia, nobody) = (proposals.remove(1), proposals.remove(0));
    (pia.id, pia.email) = (nobody.id, nobody.email.clone());
    assert_eq!(pia, nobody);
    assert_eq!(mails(world).await, []);
    let pia = signed_in(world, "pia@potters.example").await;
    assert_eq!(associations(&world.services, &pia).await.unwrap(), MyAssociations::default());
});

// ── What becomes of them ───────────────────────────────────────────────────────────────────────

/// Lucas is an active advanced user of the first customer's; the key that names him.
async fn lucas(world: &World) -> (Principal, String) {
    advanced_at(world, &world.potters, ["Perrin", "Lucas", "lucas@exemple.fr"], "active").await;
    let lucas = signed_in(world, "lucas@exemple.fr").await;
    let key = key(world, &world.potters, lucas.user);
    (lucas, key)
}

contract_test!(names_and_contracts_are_edited_and_what_is_as_it_was_is_not_written_down, |world| async {
    let (_, key) = lucas(world).await;
    let contracts = contracts_of(world);
    let mut edition = Edition {
        last_name: PersonName::parse("Perrin").ok(),
        first_name: PersonName::parse("Lucas").ok(),
        contracts: None,
    };
    let edited = async |edition: &Edition| edit(&world.services, scope(world), &key, edition).await;
    edited(&edition).await.unwrap();
    assert_ne!(journalled(world).await[0].0, Action::AdvancedUserEdited);

    edition.contracts = Some(vec![contracts[1]]);
    edition.last_name = None;
    edited(&edition).await.unwrap();
    assert_eq!(journalled(world).await[0].0, Action::AdvancedUserEdited);
    let details = find(&world.services, scope(world), &key).await.unwrap().unwrap();
    assert_eq!((details.user.last_name.as_str(), &details.chosen[..]), ("", &contracts[1..2]));
    assert_eq!(details.contracts.len(), 2);
    edition.contracts = None;
    edited(&edition).await.unwrap();
    assert_eq!(listed(world).await[0].contracts, [""; 0]);

    edition.contracts = Some(Vec::new());
    assert!(matches!(edited(&edition).await, Err(EditError::NoContract)));
    edition.contracts = Some(vec![world.other.reference.contracts[0].id]);
    assert!(matches!(edited(&edition).await, Err(EditError::UnknownContract)));
    edition.contracts = None;
    let theirs = edit(&world.services, &world.other.scope, &key, &edition).await;
    assert!(matches!(theirs, Err(EditError::NotFound)), "another customer's is not found");
});

contract_test!(who_is_suspended_is_as_before_once_reactivated, |world| async {
    let (_, key) = lucas(world).await;
    let set = async |change| set_status(&world.services, scope(world), &key, change).await.unwrap();
    for _ in 0..2 {
        set(StatusChange::Suspend).await;
        assert_eq!(listed(world).await[0].status, UserStatus::Suspended);
    }
    for _ in 0..2 {
        set(StatusChange::Reactivate).await;
        assert_eq!(listed(world).await[0].status, UserStatus::Active);
    }
    let actions: Vec<_> = journalled(world).await.into_iter().take(2).map(|(action, _)| action).collect();
    assert_eq!(actions, [Action::AdvancedUserReactivated, Action::AdvancedUserSuspended]);
});

contract_test!(either_side_ends_it_the_other_is_mailed_and_sessions_lose_the_customer, |world| async {
    let (lucas, key) = lucas(world).await;
    let looks = "UPDATE sessions SET customer_id = (SELECT id FROM customers WHERE name = 'POTTERS FRANCE')";
    let looking = "SELECT count(*) FROM sessions WHERE customer_id IS NOT NULL";
    world.execute(looks).await;
    remove(&world.services, scope(world), &key).await.unwrap();
    assert_eq!((listed(world).await.len(), world.count(looking).await), (0, 0));
    let mails = mails(world).await;
    assert!(mails.len() == 1 && mails[0].recipient.contains("lucas@exemple.fr"));
    assert!(mails[0].text().contains("n’êtes plus utilisateur avancé"));
    let gone = remove(&world.services, scope(world), &key).await;
    assert!(matches!(gone, Err(RemoveError::NotFound)));

    advanced_at(world, &world.potters, ["Perrin", "Lucas", "lucas@exemple.fr"], "active").await;
    world.execute(looks).await;
    leave(&world.services, &lucas, world.potters.id).await.unwrap();
    assert_eq!((listed(world).await.len(), world.count(looking).await), (0, 0));
    assert_eq!(journalled(world).await[0].0, Action::AdvancedUserLeft);
    let mails = self::mails(world).await;
    assert!(mails.len() == 1 && mails[0].recipient.contains("admin@potters.example"));
    let again = leave(&world.services, &lucas, world.potters.id).await;
    assert!(matches!(again, Err(LeaveError::NotFound)));
});

contract_test!(an_administrator_keeps_administering_when_the_advanced_access_ends, |world| async {
    let potters = &world.potters;
    for ends_it in ["the person", "the customer"] {
        advanced_at(world, potters, ["Marchand", "Antony", "admin@potters.example"], "active").await;
        let token = world.session_of(potters.administrator).await;
        world.execute("UPDATE sessions SET customer_id = (SELECT customer_id FROM advanced_users)").await;
        let antony = principal(&world.services, &token).await.unwrap().unwrap();
        if ends_it == "the person" {
            leave(&world.services, &antony, potters.id).await.unwrap();
        } else {
            let key = key(world, potters, antony.user);
            remove(&world.services, scope(world), &key).await.unwrap();
        }
        let antony = principal(&world.services, &token).await.unwrap().unwrap();
        assert!(antony.administer_current().is_ok(), "{ends_it}");
        assert_eq!(antony.customer, Some(potters.id), "{ends_it}");
        assert_eq!(world.count("SELECT count(*) FROM sessions WHERE customer_id IS NULL").await, 0);
    }
    assert_eq!(world.count("SELECT count(*) FROM administrators").await, 2);
});
