use super::*;
use crate::access::{ConsolidatedScope, Principal, SessionToken, principal};
use crate::advanced_users::testing::advanced_at;
use crate::imports::testing::{import, row};
use crate::mail::tests::{invite, worker};
use crate::testing::smtp::{Behaviour, Fault, SmtpServer, Stage};
use crate::testing::{Customer, World, contract_test};
use crate::users::testing::{people_at, rows};
use crate::users::{self, Edit, NewPerson, NewUsers, Selection};
use crate::{access, sites};
use domain::address::EmailAddress;
use domain::consolidation::{
    Consolidation, ConsolidationRequest, ContractLine, ContractSort, PeopleCounts, WeekOfActivations,
};
use domain::credentials::Password;
use domain::end_date::EndDate;
use domain::imports::VerdictCounts;
use domain::users::{AssignmentTarget, BulkAction, BulkKind, Filter, Grants, StatusChange};

const ANDREE: [&str; 3] = ["Avancée", "Andrée", "andree@group.example"];
/// Of the first customer only the second of its contracts.
const ONE_CONTRACT: &str = "INSERT INTO advanced_user_contracts (customer_id, user_id, contract_id)
    SELECT v.customer_id, v.user_id, c.id FROM advanced_users v
    JOIN contracts c ON c.customer_id = v.customer_id AND c.number = '10095403'";

const DAY: i64 = 24 * 3600;

fn antony(world: &World) -> AssignmentTarget {
    world.potters.place("10000700", "53", "Antony", "Expéditeur")
}

fn lyon(world: &World) -> AssignmentTarget {
    world.potters.place("10000700", "", "Lyon – Part-Dieu", "Consultation")
}

fn rhone(world: &World) -> AssignmentTarget {
    world.potters.place("10095403", "", "Lyon – Part-Dieu", "Expéditeur")
}

async fn invited(world: &World, customer: &Customer, place: AssignmentTarget, addresses: &[&str]) {
    let people: Vec<_> = addresses.iter().map(|address| ["", "", *address]).collect();
    people_at(world, customer, place, &people).await;
}

/// Andrée, signed in.
async fn andree(world: &World) -> Principal {
    let token: SessionToken = world.session_of(world.user_of(ANDREE[2]).await).await;
    principal(&world.services, &token).await.unwrap().unwrap()
}

async fn scope(world: &World) -> ConsolidatedScope {
    andree(world).await.consolidated().unwrap()
}

/// What Andrée sees, who sees both customers.
async fn shown(world: &World, request: &ConsolidationRequest) -> Consolidation {
    consolidation(&world.services, &scope(world).await, request).await.unwrap()
}

async fn of_both(world: &World) {
    advanced_at(world, &world.potters, ANDREE, "active").await;
    advanced_at(world, &world.other, ANDREE, "active").await;
}

fn sought(text: &str) -> ConsolidationRequest {
    ConsolidationRequest { sought: Some(text.to_owned()), ..ConsolidationRequest::default() }
}

async fn line(world: &World, number: &str, customer: &Customer) -> ContractLine {
    let shown = shown(world, &ConsolidationRequest::default()).await;
    shown.lines.into_iter().find(|line| line.number == number && line.customer == customer.id).unwrap()
}

/// What is kept is what there is.
async fn holds(world: &World) {
    assert_eq!(miscounted(&world.services).await.unwrap(), 0);
}

contract_test!(every_contract_of_every_customer_is_one_line, |world| async {
    of_both(world).await;
    invited(world, &world.potters, antony(world), &["anna@p.example", "bob@p.example"]).await;
    invited(world, &world.potters, lyon(world), &["anna@p.example"]).await;
    invited(world, &world.potters, rhone(world), &["anna@p.example"]).await;

    let shown = shown(world, &ConsolidationRequest::default()).await;
    let lines: Vec<_> = shown
        .lines
        .iter()
        .map(|line| (line.customer_name.as_str(), line.number.as_str(), line.people.invited, line.sites))
        .collect();
    assert_eq!(
        lines,
        [
            ("FAÏENCES DU NORD", "10000700", 0, 0),
            ("POTTERS FRANCE", "10000700", 2, 2),
            ("POTTERS FRANCE", "10095403", 1, 1),
        ],
        "Anna counts once at each contract"
    );
    assert_eq!((shown.totals.customers, shown.totals.contracts, shown.totals.people.all()), (2, 3, 3));
    assert_eq!((shown.matching, shown.page, shown.pages, shown.people), (3, 1, 1, None));
});

contract_test!(of_a_customer_seen_in_part_the_other_contracts_are_neither_shown_nor_counted, |world| async {
    of_both(world).await;
    world.execute(ONE_CONTRACT).await;
    invited(world, &world.potters, antony(world), &["secret@p.example"]).await;
    let import_at = |site| [row("other@p.example", site)];
    import(
        world,
        &world.potters,
        &import_at("Antony"),
        VerdictCounts { create: 1, ..VerdictCounts::default() },
    )
    .await;

    let shown = shown(world, &sought("p.example")).await;
    assert_eq!((shown.totals.customers, shown.totals.contracts, shown.totals.people.all()), (2, 2, 0));
    assert!(shown.people.unwrap().people.is_empty());
    let all = self::shown(world, &ConsolidationRequest::default()).await;
    assert!(all.lines.iter().all(|line| line.number != "10000700" || line.customer == world.other.id));
    assert!(all.lines.iter().all(|line| line.imported.is_none()));
});

contract_test!(only_an_active_advanced_user_has_the_view, |world| async {
    assert!(world.potters.principal.consolidated().is_err(), "an administrator alone has none");
    of_both(world).await;
    assert!(andree(world).await.consolidated().is_ok());
    world.execute("UPDATE advanced_users SET status = 'suspended'").await;
    assert!(andree(world).await.consolidated().is_err());
});

contract_test!(an_administrator_sees_beside_what_an_advanced_user_sees, |world| async {
    advanced_at(world, &world.other, ["", "", "admin@potters.example"], "active").await;
    let token = world.session_of(world.potters.administrator).await;
    let principal = principal(&world.services, &token).await.unwrap().unwrap();
    let scope = principal.consolidated().unwrap();
    let shown = consolidation(&world.services, &scope, &ConsolidationRequest::default()).await.unwrap();
    assert_eq!((shown.totals.customers, shown.totals.contracts), (2, 3));
});

contract_test!(customers_and_contracts_are_searched_and_sorted, |world| async {
    of_both(world).await;
    invited(world, &world.potters, rhone(world), &["anna@p.example"]).await;
    let numbers = async |request: &ConsolidationRequest| -> Vec<String> {
        shown(world, request).await.lines.into_iter().map(|line| line.number).collect()
    };

    assert_eq!(numbers(&sought("potters rhone")).await, ["10095403"]);
    assert_eq!(numbers(&sought("faiences")).await, ["10000700"]);
    let most = ConsolidationRequest { sort: ContractSort::Invited, ..ConsolidationRequest::default() };
    assert_eq!(numbers(&most).await, ["10095403", "10000700", "10000700"]);
    let beyond = ConsolidationRequest { page: 9, ..ConsolidationRequest::default() };
    assert_eq!(shown(world, &beyond).await.page, 1, "the last page is shown instead");
});

contract_test!(a_closed_contract_is_none_any_more, |world| async {
    of_both(world).await;
    world.execute("UPDATE contracts SET closed_at = 1 WHERE number = '10095403'").await;
    assert_eq!(shown(world, &ConsolidationRequest::default()).await.totals.contracts, 2);
});

contract_test!(people_are_found_by_name_address_and_identifier_over_all_customers, |world| async {
    of_both(world).await;
    let place = world.other.place("10000700", "53", "Antony", "Expéditeur");
    people_at(world, &world.potters, antony(world), &[["Morel", "Lise", "lise@p.example"]]).await;
    people_at(world, &world.other, place, &[["Morel", "Luc", "luc@f.example"]]).await;
    let identifier =
        world.text("SELECT identifier FROM users WHERE email_key = 'luc@f.example'").await.unwrap();
    let found = async |text: &str| -> Vec<String> {
        let people = shown(world, &sought(text)).await.people.unwrap();
        assert!(!people.more);
        people.people.into_iter().map(|person| person.email).collect()
    };

    assert_eq!(found("morel").await, ["luc@f.example", "lise@p.example"], "by customer");
    assert_eq!(found("LISE morel").await, ["lise@p.example"]);
    assert_eq!(found("luc@f.example").await, ["luc@f.example"]);
    assert_eq!(found(&identifier).await, ["luc@f.example"]);
    for nobody in ["personne", "´"] {
        assert_eq!(found(nobody).await, [""; 0], "{nobody}");
    }

    world.execute("DELETE FROM advanced_users WHERE customer_id IN (SELECT id FROM customers WHERE name LIKE 'FA%')").await;
    assert_eq!(found("morel").await, ["lise@p.example"]);
    assert_eq!(found(&identifier).await, [""; 0], "no more than the other customer's list would show");
});

contract_test!(no_more_people_are_shown_than_can_be_read, |world| async {
    of_both(world).await;
    let some = async |domain: &str, count: u32| {
        let addresses: Vec<_> = (0..count).map(|n| format!("a{n:02}@{domain}")).collect();
        let addresses: Vec<_> = addresses.iter().map(String::as_str).collect();
        invited(world, &world.other, world.other.place("10000700", "53", "Antony", "Expéditeur"), &addresses)
            .await;
    };
    let found = async |text: &str| {
        let found = shown(world, &sought(text)).await.people.unwrap();
        (found.people.len(), found.more)
    };

    some("p.example", 21).await;
    assert_eq!(found("p.example").await, (20, true));
    some("q.example", 20).await;
    assert_eq!(found("q.example").await, (20, false), "all of the first customer, and the other has none");
    invited(world, &world.potters, antony(world), &["a20@q.example"]).await;
    assert_eq!(found("q.example").await, (20, true), "the other has one more");
    assert_eq!(found("a20@q.example").await, (1, false), "with the last customer alone");
});

contract_test!(whoever_comes_in_the_first_time_counts_in_that_week, |world| async {
    of_both(world).await;
    let own = Password::parse("correct cheval pile agrafe").unwrap();
    let come = async |address: &str| {
        let user = world.user_of(address).await;
        world.execute("UPDATE memberships SET mail_state = 'sent' WHERE status = 'invited'").await;
        let hash = access::hash_password(&world.services, user, &own).await.unwrap();
        let mut tx = world.services.db.write().await.unwrap();
        tx.query("UPDATE users SET password_hash = $2 WHERE id = $1")
            .bind(user.0)
            .bind(hash)
            .execute()
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let attempt = access::SignIn {
            login: address,
            password: own.reveal(),
            network: std::net::Ipv4Addr::LOCALHOST.into(),
            user_agent: "",
        };
        let token = access::sign_in(&world.services, &attempt).await.unwrap().token;
        let person = principal(&world.services, &token).await.unwrap().unwrap();
        // Once: whoever has accepted comes in with the customer from then on.
        let _ = access::accept_invitation(&world.services, &person, world.potters.id).await;
    };
    invited(world, &world.potters, antony(world), &["anna@p.example", "bob@p.example"]).await;
    invited(world, &world.potters, rhone(world), &["anna@p.example"]).await;

    come("anna@p.example").await;
    come("anna@p.example").await;
    world.services.clock.advance(7 * DAY);
    come("bob@p.example").await;

    let weeks = shown(world, &ConsolidationRequest::default()).await.weeks;
    assert_eq!(weeks.len(), WeekOfActivations::SHOWN);
    let week = |monday, people| WeekOfActivations { monday: EndDate::parse(monday).unwrap(), people };
    // The world begins on a Tuesday.
    assert_eq!(weeks[24..], [week("2026-06-29", 2), week("2026-07-06", 1)], "Anna has two contracts");
    world.execute(ONE_CONTRACT).await;
    let weeks = shown(world, &ConsolidationRequest::default()).await.weeks;
    assert_eq!(weeks[24..], [week("2026-06-29", 1), week("2026-07-06", 0)], "of one contract, its own");
    world.execute("DELETE FROM advanced_user_contracts").await;
    assert_eq!(
        line(world, "10000700", &world.potters).await.people,
        PeopleCounts { active: 2, ..Default::default() }
    );
    holds(world).await;
});

contract_test!(what_ends_within_thirty_days_is_near, |world| async {
    of_both(world).await;
    invited(world, &world.potters, antony(world), &["anna@p.example", "bob@p.example"]).await;
    let all = rows(world, &world.potters, Filter::default()).await;
    for (row, last) in all.iter().zip(["2026-07-15", "2026-12-31"]) {
        let grants = Grants { personal: Vec::new(), end: EndDate::parse(last).ok() };
        let edit = Edit { last_name: None, first_name: None, place: antony(world), grants, seen: None };
        users::edit(&world.services, &world.potters.scope, row.id, &edit).await.unwrap();
    }

    assert_eq!(line(world, "10000700", &world.potters).await.ending_soon, 1);
    world.services.clock.advance(160 * DAY);
    users::end(&world.services).await.unwrap();
    assert_eq!(
        line(world, "10000700", &world.potters).await.ending_soon,
        1,
        "the one has ended, the other is near"
    );
    holds(world).await;
});

contract_test!(an_import_is_the_last_until_it_is_undone, |world| async {
    of_both(world).await;
    let create = VerdictCounts { create: 1, ..VerdictCounts::default() };
    let before = line(world, "10000700", &world.potters).await.imported;
    let first = import(world, &world.potters, &[row("anna@p.example", "Antony")], create).await;
    let after_first = line(world, "10000700", &world.potters).await.imported;
    world.services.clock.advance(DAY);
    let second = import(world, &world.potters, &[row("bob@p.example", "Antony")], create).await;
    let after_second = line(world, "10000700", &world.potters).await.imported;
    assert!(before < after_first && after_first < after_second);
    assert_eq!(line(world, "10095403", &world.potters).await.imported, None);

    let undo = async |id| crate::imports::undo(&world.services, &world.potters.scope, id).await.unwrap();
    undo(second.id).await;
    assert_eq!(line(world, "10000700", &world.potters).await.imported, after_first);
    undo(first.id).await;
    assert_eq!(line(world, "10000700", &world.potters).await.imported, None);
    holds(world).await;
});

contract_test!(mails_that_fail_are_counted_by_person, |world| async {
    of_both(world).await;
    let refuse = Fault::Say("550 5.1.1 no such mailbox");
    let server = SmtpServer::start(
        Behaviour::default().judged(move |stage, _| (stage == Stage::Rcpt).then_some(refuse)),
    )
    .await;
    invite(world, &world.potters, "anna@p.example").await;
    invited(world, &world.potters, lyon(world), &["anna@p.example"]).await;
    worker(world, &server).send_everything().await;

    assert_eq!(line(world, "10000700", &world.potters).await.mails_failed, 1);
    holds(world).await;
    crate::mail::resend_failed(&world.services, &world.potters.scope, None).await.unwrap();
    assert_eq!(line(world, "10000700", &world.potters).await.mails_failed, 0);
    holds(world).await;
});

contract_test!(what_is_not_kept_right_is_told, |world| async {
    invited(world, &world.potters, antony(world), &["anna@p.example"]).await;
    invited(world, &world.potters, rhone(world), &["anna@p.example"]).await;
    for (wrong, right) in [
        (
            "UPDATE contracts SET invited_count = invited_count + 1",
            "UPDATE contracts SET invited_count = invited_count - 1",
        ),
        (
            "UPDATE contracts SET site_count = site_count - 1",
            "UPDATE contracts SET site_count = site_count + 1",
        ),
        ("UPDATE contracts SET imported_at = 1", "UPDATE contracts SET imported_at = NULL"),
        (
            "INSERT INTO contract_ends (customer_id, contract_id, ends_at, assignments) SELECT customer_id, id, 1, 1 FROM contracts",
            "DELETE FROM contract_ends",
        ),
    ] {
        world.execute(wrong).await;
        assert_eq!(miscounted(&world.services).await.unwrap(), 3, "{wrong}");
        world.execute(right).await;
        holds(world).await;
    }
});

/// The same throws each time (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap()
    }
}

/// Somewhere at the first customer.
fn somewhere(world: &World, dice: &mut Dice) -> AssignmentTarget {
    let site = ["Antony", "Saint-Étienne", "Lyon – Part-Dieu"][dice.below(3)];
    let profile = ["Expéditeur", "Consultation"][dice.below(2)];
    match dice.below(3) {
        0 => world.potters.place("10000700", "53", site, profile),
        1 => world.potters.place("10000700", "", site, profile),
        _ => world.potters.place("10095403", "", site, profile),
    }
}

/// Does one thing of all that can be done to people. What is refused has changed nothing, which is as well.
async fn step(world: &World, dice: &mut Dice, step: usize) {
    let (services, scope) = (&world.services, &world.potters.scope);
    let all = rows(world, &world.potters, Filter::default()).await;
    let one = (!all.is_empty()).then(|| all[dice.below(all.len())].clone());
    let address = |number: usize| format!("p{number}@p.example");
    let Some(one) = one.filter(|_| dice.below(4) > 0) else {
        let place = somewhere(world, dice);
        let address = EmailAddress::parse(&address(dice.below(8))).unwrap();
        let people = vec![NewPerson { address, last_name: None, first_name: None }];
        // The site may have been merged into another.
        let _ = users::create(
            services,
            scope,
            &NewUsers { people, places: vec![place], grants: Grants::default() },
        )
        .await;
        return;
    };

    match dice.below(10) {
        0 => {
            let end =
                [None, EndDate::parse("2026-07-20").ok(), EndDate::parse("2027-01-31").ok()][dice.below(3)];
            let grants = Grants { personal: Vec::new(), end };
            let edit =
                Edit { last_name: None, first_name: None, place: somewhere(world, dice), grants, seen: None };
            let _ = users::edit(services, scope, one.id, &edit).await;
        }
        1 => {
            let removal = users::remove(services, scope, &[one.id]).await.unwrap();
            if dice.below(2) == 0 {
                users::restore(services, scope, removal.id).await.unwrap();
            }
        }
        2 => drop(users::remove_person(services, scope, one.id).await.unwrap()),
        3 => {
            let change = [StatusChange::Suspend, StatusChange::Reactivate][dice.below(2)];
            let _ = users::set_status(services, scope, one.id, change).await;
        }
        4 => {
            let to = EmailAddress::parse(&address(100 + step)).unwrap();
            let _ = users::change_address(services, scope, one.id, &one.email, &to).await;
        }
        5 => {
            let new = [row(&address(200 + step), "Antony"), row(&one.email, "Lyon – Part-Dieu")];
            let report = imported(world, &new).await;
            if dice.below(2) == 0 {
                crate::imports::undo(services, scope, report).await.unwrap();
            }
        }
        6 => in_bulk(world, dice).await,
        7 => {
            let at = |name: &str| {
                world.potters.reference.sites.iter().find(|site| site.name.as_str() == name).unwrap().id
            };
            let _ = sites::merge(services, scope, at("Saint-Étienne"), at("Antony")).await;
            while sites::settle(services).await.unwrap() {}
        }
        8 => {
            services.clock.advance(5 * DAY);
            world
                .execute(
                    "UPDATE memberships SET invited_until = 1 WHERE status = 'invited' AND email LIKE 'p1%'",
                )
                .await;
            users::expire(services).await.unwrap();
            users::end(services).await.unwrap();
        }
        _ => {
            let server = SmtpServer::start(Behaviour::default().judged(|stage, said| {
                let refused = stage == Stage::Rcpt && said.contains("p2");
                refused.then_some(Fault::Say("550 5.1.1 no such mailbox"))
            }))
            .await;
            worker(world, &server).send_everything().await;
        }
    }
}

/// Imports what can be imported of these rows, whatever it is.
async fn imported(world: &World, new: &[domain::imports::RowText]) -> domain::ids::ImportId {
    use crate::imports::testing::draft_of;
    use crate::imports::{Commit, commit};
    use domain::imports::CommitOutcome;

    let draft = draft_of(world, &world.potters, new).await;
    let mut expected = VerdictCounts::default();
    loop {
        let how = Commit { options: domain::imports::CommitOptions::ONLY_VALID, expected, accepted: None };
        match commit(&world.services, &world.potters.scope, draft, how).await.unwrap() {
            CommitOutcome::Done(report) => return report.id,
            CommitOutcome::Changed(difference) => expected = difference.now,
        }
    }
}

async fn in_bulk(world: &World, dice: &mut Dice) {
    let (services, scope) = (&world.services, &world.potters.scope);
    let site = world.potters.reference.sites[0].id;
    let kind = [BulkKind::Suspend, BulkKind::Remove, BulkKind::Site][dice.below(3)];
    let id =
        users::propose_bulk(services, scope, kind, &Selection::Matching(Filter::default())).await.unwrap();
    let settled = async || while users::settle_bulk(services).await.unwrap() {};
    settled().await;
    if kind == BulkKind::Site {
        users::aim_bulk(services, scope, id, BulkAction::Site(site)).await.unwrap();
        settled().await;
    }

    users::begin_bulk(services, scope, id).await.unwrap();
    settled().await;
    holds(world).await;
    if dice.below(3) > 0 {
        users::undo_bulk(services, scope, id).await.unwrap();
        settled().await;
    }
}

contract_test!(what_is_kept_is_what_there_is_whatever_is_done, |world| async {
    let mut dice = Dice(11);
    for number in 0..120 {
        step(world, &mut dice, number).await;
        assert_eq!(miscounted(&world.services).await.unwrap(), 0, "step {number}");
    }
});
