//! Who administers a part of a customer, by a right of an assignment: there, and nowhere else.

use super::*;
use crate::access::CustomerScope;
use crate::imports::{self, Commit, NewDraft};
use crate::users::{
    self, ChangeAddressError, CreateError, Edit, EditError, NewPerson, NewUsers, RemoveError, RestoreError,
    StatusError,
};
use domain::address::EmailAddress;
use domain::ids::{AssignmentId, DraftId};
use domain::imports::{CommitOutcome, DraftRow, Field, IssueCode, RowText, VerdictCounts};
use domain::reach::Place;
use domain::rights::{Application, Level, Right};
use domain::users::{
    AssignmentTarget, AssignmentTargetError, Count, Filter, GrantError, Grants, Grouping, MayChange, Page,
    PageRequest, PersonRow, PersonalRight, StatusChange,
};

const ADA: &str = "ada@potters.example";

fn antony(world: &World) -> AssignmentTarget {
    world.potters.place("10000700", "53", "Antony", "Expéditeur")
}

fn lyon(world: &World) -> AssignmentTarget {
    world.potters.place("10000700", "53", "Lyon – Part-Dieu", "Expéditeur")
}

fn personal(application: Application, level: Level) -> PersonalRight {
    PersonalRight { right: Right { application, level }, end: None }
}

async fn assign(
    world: &World,
    scope: &CustomerScope,
    address: &str,
    place: AssignmentTarget,
    personal: Vec<PersonalRight>,
) -> Result<(), CreateError> {
    let address = EmailAddress::parse(address).unwrap();
    let people = vec![NewPerson { address, last_name: None, first_name: None }];
    let new = NewUsers { people, places: vec![place], grants: Grants { personal, end: None } };
    users::create(&world.services, scope, &new).await.map(drop)
}

/// Ada, who administers people at a place at this level, and may herself do what the profile says.
async fn ada(world: &World, place: AssignmentTarget, level: Level) -> CustomerScope {
    let administration = vec![personal(Application::Administration, level)];
    assign(world, &world.potters.scope, ADA, place, administration).await.unwrap();
    world.execute("UPDATE memberships SET status = 'active'").await;
    scope_of_ada(world).await.unwrap()
}

async fn scope_of_ada(world: &World) -> Result<CustomerScope, Forbidden> {
    let token = world.session_of(world.user_of(ADA).await).await;
    who(world, &token).await.unwrap().scope(world.potters.id)
}

async fn page(world: &World, scope: &CustomerScope, filter: Filter) -> Page {
    let request = PageRequest { filter, ..PageRequest::default() };
    users::list(&world.services, scope, &request).await.unwrap()
}

async fn seen(world: &World, scope: &CustomerScope) -> Vec<String> {
    page(world, scope, Filter::default()).await.rows.into_iter().map(|row| row.email).collect()
}

/// The assignment of somebody, as the customer's own administrator sees it.
async fn assignment(world: &World, address: &str) -> AssignmentId {
    world.assignment_of(&world.potters, world.user_of(address).await).await
}

fn unchanged(place: AssignmentTarget) -> Edit {
    Edit { last_name: None, first_name: None, place, grants: Grants::default(), seen: None }
}

contract_test!(a_right_of_administration_is_one_at_its_place_and_nowhere_else, |world| async {
    let scope = ada(world, antony(world), Level::Manage).await;
    assert!(scope.manages(&antony(world).place()) && !scope.views(&lyon(world).place()));
    let whole = Place { sub_account: None, site: None, ..antony(world).place() };
    assert!(!scope.views(&whole), "a place is not what it lies in");

    let token = world.session_of(world.user_of(ADA).await).await;
    let principal = who(world, &token).await.unwrap();
    assert!(principal.administer(world.potters.id).is_err() && principal.scope(world.other.id).is_err());
});

contract_test!(the_right_is_gone_with_what_gave_it, |world| async {
    ada(world, antony(world), Level::Manage).await;
    for (change, back) in [
        ("UPDATE personal_rights SET ends_at = 1", "UPDATE personal_rights SET ends_at = NULL"),
        ("UPDATE personal_rights SET level = 'aucun'", "UPDATE personal_rights SET level = 'gestion'"),
        ("UPDATE assignments SET ends_at = 1", "UPDATE assignments SET ends_at = NULL"),
        ("UPDATE memberships SET status = 'suspended'", "UPDATE memberships SET status = 'active'"),
        ("UPDATE contracts SET closed_at = 1", "UPDATE contracts SET closed_at = NULL"),
        ("UPDATE customers SET state = 'closed'", "UPDATE customers SET state = 'active'"),
    ] {
        world.execute(change).await;
        assert!(scope_of_ada(world).await.is_err(), "{change}");
        world.execute(back).await;
        assert!(scope_of_ada(world).await.is_ok(), "{back}");
    }

    world.execute("DELETE FROM contract_applications WHERE application = 'administration'").await;
    assert!(scope_of_ada(world).await.is_err(), "the contract has no administration");
});

contract_test!(what_is_listed_counted_and_exported_lies_at_the_place, |world| async {
    let scope = ada(world, antony(world), Level::View).await;
    let own = &world.potters.scope;
    assign(world, own, "anna@potters.example", antony(world), Vec::new()).await.unwrap();
    for address in ["lea@potters.example", "luc@potters.example"] {
        assign(world, own, address, lyon(world), Vec::new()).await.unwrap();
    }
    world.execute("UPDATE memberships SET mail_state = 'failed' WHERE email LIKE 'l%'").await;
    world.execute("UPDATE assignments SET mail_failed = 1, next_end_at = 1 WHERE search LIKE '%luc%'").await;

    assert_eq!(seen(world, &scope).await, [ADA, "anna@potters.example"]);
    let all = page(world, &scope, Filter::default()).await;
    assert_eq!(
        (all.assignments, all.people, all.mails_failed),
        (Count::Exactly(2), Some(Count::Exactly(2)), 0)
    );
    assert_eq!(all.ending_soon, Count::Exactly(0));
    for filter in [
        Filter { user: Some("luc".into()), ..Filter::default() },
        Filter { site: Some("Lyon".into()), ..Filter::default() },
        Filter { mail_failed: true, ..Filter::default() },
        Filter { ends_soon: true, ..Filter::default() },
    ] {
        let none = page(world, &scope, filter.clone()).await;
        assert_eq!((none.rows.len(), none.assignments), (0, Count::Exactly(0)), "{filter:?}");
    }

    let workbook = users::export(&world.services, &scope, Filter::default(), users::Purpose::Reimport);
    let chunks: Vec<_> = futures::StreamExt::collect::<Vec<_>>(workbook).await;
    let text: String = chunks.into_iter().map(|chunk| String::from_utf8(chunk.unwrap()).unwrap()).collect();
    assert!(text.contains("anna@") && !text.contains("luc@"), "{text}");
});

contract_test!(every_order_of_the_list_stays_within_the_place, |world| async {
    let scope = ada(world, antony(world), Level::View).await;
    assign(world, &world.potters.scope, "luc@potters.example", lyon(world), Vec::new()).await.unwrap();
    for sort in domain::users::SortKey::ALL {
        let request = PageRequest { sort, ..PageRequest::default() };
        let rows = users::list(&world.services, &scope, &request).await.unwrap().rows;
        assert_eq!(rows.iter().map(|row| row.email.as_str()).collect::<Vec<_>>(), [ADA], "{sort:?}");
    }
});

contract_test!(of_a_person_only_what_lies_at_the_place_is_shown_and_counted, |world| async {
    let scope = ada(world, antony(world), Level::View).await;
    for place in [lyon(world), antony(world)] {
        assign(world, &world.potters.scope, "luc@potters.example", place, Vec::new()).await.unwrap();
    }
    assign(world, &world.potters.scope, "lea@potters.example", lyon(world), Vec::new()).await.unwrap();

    let site = |site: &str| Filter { site: Some(site.to_owned()), ..Filter::default() };
    for (filter, expected) in [
        (Filter::default(), &[ADA, "luc@potters.example"][..]),
        (site("Antony"), &[ADA, "luc@potters.example"]),
        (site("Lyon"), &[]),
    ] {
        let request = PageRequest { filter, grouping: Grouping::Person, ..PageRequest::default() };
        let page = users::list_people(&world.services, &scope, &request).await.unwrap();
        let row = |row: &PersonRow| {
            let sites: Vec<_> = row.assignments.iter().map(|each| each.site.clone()).collect();
            assert_eq!((sites, row.count), (vec![Some("Antony".to_owned())], 1));
            row.assignments[0].email.clone()
        };
        assert_eq!(page.rows.iter().map(row).collect::<Vec<_>>(), expected);
        let many = expected.len() as u64;
        assert_eq!((page.assignments, page.people), (Count::Exactly(many), Some(Count::Exactly(many))));
    }
});

contract_test!(what_lies_elsewhere_is_not_found_whatever_is_tried, |world| async {
    let scope = ada(world, antony(world), Level::Manage).await;
    let (services, own) = (&world.services, &world.potters.scope);
    assign(world, own, "luc@potters.example", lyon(world), Vec::new()).await.unwrap();
    let luc = assignment(world, "luc@potters.example").await;

    assert_eq!(users::find(services, &scope, luc).await.unwrap(), None);
    let edited = users::edit(services, &scope, luc, &unchanged(antony(world))).await;
    assert!(matches!(edited, Err(EditError::NotFound)));
    assert!(matches!(users::remove(services, &scope, &[luc]).await, Err(RemoveError::NotFound)));
    assert!(matches!(users::remove_person(services, &scope, luc).await, Err(RemoveError::NotFound)));
    let suspended = users::set_status(services, &scope, luc, StatusChange::Suspend).await;
    assert!(matches!(suspended, Err(StatusError::NotFound)));
    assert!(crate::mail::resend(services, &scope, luc).await.is_err());

    let removal = users::remove(services, own, &[luc]).await.unwrap();
    assert!(matches!(users::restore(services, &scope, removal.id).await, Err(RestoreError::NotFound)));
    assert_eq!(users::restore(services, own, removal.id).await.unwrap().restored, 1);
});

contract_test!(nobody_is_brought_to_or_moved_to_a_place_elsewhere, |world| async {
    let scope = ada(world, antony(world), Level::Manage).await;
    let created = assign(world, &scope, "new@potters.example", lyon(world), Vec::new()).await;
    assert!(matches!(created, Err(CreateError::AssignmentTarget(0, _))), "{created:?}");
    assign(world, &scope, "new@potters.example", antony(world), Vec::new()).await.unwrap();

    let new = assignment(world, "new@potters.example").await;
    let moved = users::edit(&world.services, &scope, new, &unchanged(lyon(world))).await;
    assert!(matches!(moved, Err(EditError::AssignmentTarget(_))), "{moved:?}");
    let forged = world.other.place("10000700", "53", "Antony", "Expéditeur");
    let forged = users::edit(&world.services, &scope, new, &unchanged(forged)).await;
    assert!(matches!(forged, Err(EditError::AssignmentTarget(_))), "{forged:?}");
});

contract_test!(two_places_are_not_all_pairs_of_their_parts, |world| async {
    let rhone = world.potters.place("10095403", "", "Lyon – Part-Dieu", "Expéditeur");
    let administration = || vec![personal(Application::Administration, Level::Manage)];
    ada(world, antony(world), Level::Manage).await;
    assign(world, &world.potters.scope, ADA, rhone, administration()).await.unwrap();
    let scope = scope_of_ada(world).await.unwrap();

    let crossed = world.potters.place("10095403", "", "Antony", "Expéditeur");
    let created = assign(world, &scope, "new@potters.example", crossed, Vec::new()).await;
    let Err(CreateError::AssignmentTarget(0, errors)) = created else { panic!("{created:?}") };
    assert_eq!(errors, [AssignmentTargetError::OutOfReach]);
});

contract_test!(no_right_is_given_that_one_does_not_have_and_no_profile_that_holds_one, |world| async {
    // The profile Expéditeur lets ship and track; Consultation lets track.
    let place = world.potters.place("10000700", "53", "Antony", "Consultation");
    let scope = ada(world, place, Level::Manage).await;
    let reference = crate::reference::load(&world.services, &scope).await.unwrap();
    let offered: Vec<_> = reference.profiles.iter().map(|profile| profile.name.as_str()).collect();
    assert_eq!(offered, ["Consultation"]);

    let sender = assign(world, &scope, "new@potters.example", antony(world), Vec::new()).await;
    assert!(matches!(sender, Err(CreateError::AssignmentTarget(0, _))), "{sender:?}");
    let shipping = vec![personal(Application::Shipping, Level::View)];
    let beyond = assign(world, &scope, "new@potters.example", place, shipping).await;
    let Err(CreateError::Grants(0, errors)) = beyond else { panic!("{beyond:?}") };
    assert_eq!(errors, [GrantError::BeyondOwn(Application::Shipping)]);

    let own = vec![
        personal(Application::Tracking, Level::None),
        personal(Application::Administration, Level::View),
    ];
    assign(world, &scope, "new@potters.example", place, own).await.unwrap();
});

contract_test!(one_s_own_assignment_is_not_one_s_own_to_change, |world| async {
    let scope = ada(world, antony(world), Level::Manage).await;
    let own = assignment(world, ADA).await;
    let edited = users::edit(&world.services, &scope, own, &unchanged(antony(world))).await;
    assert!(matches!(edited, Err(EditError::Own)));
    assert!(matches!(users::remove(&world.services, &scope, &[own]).await, Err(RemoveError::Own)));
    assert!(matches!(users::remove_person(&world.services, &scope, own).await, Err(RemoveError::Own)));
    let found = users::find(&world.services, &scope, own).await.unwrap().unwrap();
    assert_eq!(found.may_change, MayChange::Nothing);
});

contract_test!(who_is_removed_keeps_what_they_have_elsewhere, |world| async {
    let scope = ada(world, antony(world), Level::Manage).await;
    let own = &world.potters.scope;
    for place in [antony(world), lyon(world)] {
        assign(world, own, "luc@potters.example", place, Vec::new()).await.unwrap();
    }
    let luc = assignment(world, "luc@potters.example").await;
    users::remove_person(&world.services, &scope, luc).await.unwrap();

    let filter = Filter { user: Some("luc".to_owned()), ..Filter::default() };
    let left = page(world, own, filter).await.rows;
    let sites: Vec<_> = left.iter().map(|row| row.site.as_deref()).collect();
    assert_eq!(sites, [Some("Lyon – Part-Dieu")]);
    let elsewhere = users::remove_person(&world.services, &scope, left[0].id).await;
    assert!(matches!(elsewhere, Err(RemoveError::NotFound)));
});

contract_test!(who_may_only_look_changes_nothing, |world| async {
    let scope = ada(world, antony(world), Level::View).await;
    assign(world, &world.potters.scope, "anna@potters.example", antony(world), Vec::new()).await.unwrap();
    let anna = assignment(world, "anna@potters.example").await;
    let found = users::find(&world.services, &scope, anna).await.unwrap().unwrap();
    assert_eq!(found.may_change, MayChange::Nothing);
    let edited = users::edit(&world.services, &scope, anna, &unchanged(antony(world))).await;
    assert!(matches!(edited, Err(EditError::NotFound)));
    assert!(matches!(users::remove(&world.services, &scope, &[anna]).await, Err(RemoveError::NotFound)));
    assert!(matches!(users::remove_person(&world.services, &scope, anna).await, Err(RemoveError::NotFound)));
    let created = assign(world, &scope, "new@potters.example", antony(world), Vec::new()).await;
    assert!(matches!(created, Err(CreateError::AssignmentTarget(0, _))), "{created:?}");
});

contract_test!(what_a_person_has_elsewhere_keeps_its_name_and_its_status, |world| async {
    let scope = ada(world, antony(world), Level::Manage).await;
    let own = &world.potters.scope;
    assign(world, own, "anna@potters.example", antony(world), Vec::new()).await.unwrap();
    let anna = assignment(world, "anna@potters.example").await;
    assert_eq!(
        users::find(&world.services, &scope, anna).await.unwrap().unwrap().may_change,
        MayChange::Everything
    );

    assign(world, own, "anna@potters.example", lyon(world), Vec::new()).await.unwrap();
    let found = users::find(&world.services, &scope, anna).await.unwrap().unwrap();
    assert_eq!((found.may_change, found.others.len()), (MayChange::Assignment, 0));
    let renamed = Edit { last_name: domain::names::PersonName::parse("X").ok(), ..unchanged(antony(world)) };
    let renamed = users::edit(&world.services, &scope, anna, &renamed).await;
    assert!(matches!(renamed, Err(EditError::NamedElsewhere)));
    let suspended = users::set_status(&world.services, &scope, anna, StatusChange::Suspend).await;
    assert!(matches!(suspended, Err(StatusError::Elsewhere)));

    users::remove(&world.services, &scope, &[anna]).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM memberships WHERE email LIKE 'anna%'").await, 1);
});

contract_test!(what_others_have_elsewhere_changes_nothing_of_what_is_told, |world| async {
    let scope = ada(world, antony(world), Level::Manage).await;
    assign(world, &world.potters.scope, "anna@potters.example", antony(world), Vec::new()).await.unwrap();
    let anna = assignment(world, "anna@potters.example").await;
    let told = || async {
        let page = page(world, &scope, Filter::default()).await;
        let found = users::find(&world.services, &scope, anna).await.unwrap();
        let choices = crate::reference::choices(&world.services, &scope).await.unwrap();
        let counts = crate::reference::count(&world.services, &scope).await.unwrap();
        let reference = crate::reference::load(&world.services, &scope).await.unwrap();
        (page, found, choices, counts, reference)
    };
    let before = told().await;
    assert_eq!((before.3.contracts, before.3.sites), (1, 1));

    for (address, site) in
        [("luc@potters.example", "Lyon – Part-Dieu"), ("zoe@potters.example", "Saint-Étienne")]
    {
        let place = world.potters.place("10095403", "", site, "Consultation");
        assign(world, &world.potters.scope, address, place, Vec::new()).await.unwrap();
    }

    assert_eq!(told().await, before);
});

/// The draft of a file with these rows: site, profile, address, rights.
async fn draft(world: &World, scope: &CustomerScope, rows: &[[&str; 4]]) -> (DraftId, Vec<DraftRow>) {
    let row_count = u32::try_from(rows.len()).unwrap();
    let new = NewDraft { file_name: "equipe.csv".to_owned(), row_count };
    let draft = imports::open(&world.services, scope, new).await.unwrap();
    let row = |[site, profile, email, rights]: &[&str; 4]| {
        RowText::default()
            .with(Field::Contract, "10000700")
            .with(Field::SubAccount, "53")
            .with(Field::Site, site)
            .with(Field::Profile, profile)
            .with(Field::Email, email)
            .with(Field::Rights, rights)
    };
    let rows = rows.iter().map(row).zip(2..).map(|(cells, line)| DraftRow { line, cells }).collect();
    (draft, rows)
}

contract_test!(
    a_row_for_another_place_is_an_error_that_says_so_and_so_is_what_one_does_not_have,
    |world| async {
        let scope = ada(world, antony(world), Level::Manage).await;
        let (draft, rows) = draft(
            world,
            &scope,
            &[
                ["Antony", "Expéditeur", "new@potters.example", ""],
                ["Lyon – Part-Dieu", "Expéditeur", "new@potters.example", ""],
                ["Antony", "Expéditeur", "other@potters.example", "facturation=consultation"],
                ["Antony", "Expéditeur", ADA, "suivi=consultation"],
                ["Antony", "", "blank@potters.example", ""],
            ],
        )
        .await;

        let verdicts = imports::fill(&world.services, &scope, draft, &rows).await.unwrap();
        let said: Vec<_> =
            verdicts.iter().map(|row| row.issues.first().map(|issue| issue.code.clone())).collect();
        let expected = [
            None,
            Some(IssueCode::UnknownSite),
            Some(IssueCode::BeyondOwn),
            Some(IssueCode::OwnAccess),
            Some(IssueCode::Missing),
        ];
        assert_eq!(said, expected);

        let expected = VerdictCounts { create: 1, error: 4, ..VerdictCounts::default() };
        let how = Commit { options: domain::imports::CommitOptions::ONLY_VALID, expected, accepted: None };
        let done = imports::commit(&world.services, &scope, draft, how).await.unwrap();
        assert!(matches!(done, CommitOutcome::Done(_)), "{done:?}");
        assert_eq!(seen(world, &scope).await, [ADA, "new@potters.example"]);
    }
);

contract_test!(a_row_at_a_pair_of_parts_of_two_places_is_out_of_reach, |world| async {
    let rhone = world.potters.place("10095403", "", "Lyon – Part-Dieu", "Expéditeur");
    ada(world, antony(world), Level::Manage).await;
    let administration = vec![personal(Application::Administration, Level::Manage)];
    assign(world, &world.potters.scope, ADA, rhone, administration).await.unwrap();
    let scope = scope_of_ada(world).await.unwrap();

    let rows = [["Lyon – Part-Dieu", "Expéditeur", "new@potters.example", ""]];
    let (draft, rows) = draft(world, &scope, &rows).await;
    let verdicts = imports::fill(&world.services, &scope, draft, &rows).await.unwrap();
    assert_eq!(verdicts[0].issues[0].code, IssueCode::OutOfReach);
});

contract_test!(what_others_import_is_not_one_s_own_to_fill_commit_or_undo, |world| async {
    let scope = ada(world, antony(world), Level::Manage).await;
    let (services, own) = (&world.services, &world.potters.scope);
    let (theirs, rows) = draft(world, own, &[["Antony", "Expéditeur", "new@potters.example", ""]]).await;
    assert!(imports::fill(services, &scope, theirs, &rows).await.is_err());
    imports::fill(services, own, theirs, &rows).await.unwrap();
    let expected = VerdictCounts { create: 1, ..VerdictCounts::default() };
    let how = || Commit { options: domain::imports::CommitOptions::default(), expected, accepted: None };
    assert!(imports::commit(services, &scope, theirs, how()).await.is_err());
    let CommitOutcome::Done(report) = imports::commit(services, own, theirs, how()).await.unwrap() else {
        panic!("it was changed")
    };

    assert_eq!(imports::list(services, &scope).await.unwrap(), []);
    assert!(imports::report(services, &scope, report.id).await.unwrap().is_none());
    assert!(imports::preview_undo(services, &scope, report.id).await.is_err());
    assert!(imports::undo(services, &scope, report.id).await.is_err());
    assert!(imports::commit(services, &scope, theirs, how()).await.is_err(), "nor is its report given again");
});

contract_test!(what_was_removed_is_listed_where_all_of_it_is_one_s_own, |world| async {
    let scope = ada(world, antony(world), Level::Manage).await;
    for (address, place) in [("here@potters.example", antony(world)), ("there@potters.example", lyon(world))]
    {
        assign(world, &world.potters.scope, address, place, Vec::new()).await.unwrap();
    }
    let (here, there) =
        (assignment(world, "here@potters.example").await, assignment(world, "there@potters.example").await);
    let removed = async |ids: &[AssignmentId]| {
        let removal = users::remove(&world.services, &world.potters.scope, ids).await.unwrap();
        let listed = users::recent_removals(&world.services, &scope, None).await.unwrap().removals;
        users::restore(&world.services, &world.potters.scope, removal.id).await.unwrap();
        listed.into_iter().flat_map(|removal| removal.first).map(|of| of.email).collect::<Vec<_>>()
    };

    assert_eq!(removed(&[here]).await, ["here@potters.example"]);
    assert_eq!(removed(&[there]).await, [""; 0]);
    assert_eq!(removed(&[here, there]).await, [""; 0]);
});

contract_test!(what_others_removed_is_put_back_as_far_as_one_could_give_it, |world| async {
    let scope = ada(world, antony(world), Level::Manage).await;
    let (services, own) = (&world.services, &world.potters.scope);
    let billing = || vec![personal(Application::Billing, Level::Manage)];
    assign(world, own, "luc@potters.example", antony(world), billing()).await.unwrap();
    assign(world, own, "eva@potters.example", antony(world), Vec::new()).await.unwrap();
    let whole = AssignmentTarget { sub_account: None, ..antony(world) };
    let administration = vec![personal(Application::Administration, Level::Manage)];
    assign(world, own, ADA, whole, administration).await.unwrap();
    let scope = {
        drop(scope);
        scope_of_ada(world).await.unwrap()
    };
    let row = |email: &'static str| assignment(world, email);

    let beyond = users::remove(services, own, &[row("luc@potters.example").await]).await.unwrap();
    let within = users::remove(services, own, &[row("eva@potters.example").await]).await.unwrap();
    let hers = users::remove(services, own, &[row(ADA).await]).await.unwrap();
    let scope = {
        drop(scope);
        scope_of_ada(world).await.unwrap()
    };

    let listed = users::recent_removals(services, &scope, None).await.unwrap().removals;
    assert_eq!(listed.iter().map(|removal| removal.id).collect::<Vec<_>>(), [within.id]);
    for refused in [beyond.id, hers.id] {
        assert!(matches!(users::restore(services, &scope, refused).await, Err(RestoreError::NotFound)));
    }
    assert_eq!(users::restore(services, &scope, within.id).await.unwrap().restored, 1);

    // What one removed oneself one takes back whole.
    assert_eq!(users::restore(services, own, beyond.id).await.unwrap().restored, 1);
    let removed = users::remove(services, &scope, &[row("luc@potters.example").await]).await.unwrap();
    assert_eq!(users::restore(services, &scope, removed.id).await.unwrap().restored, 1);
});

contract_test!(an_address_is_put_right_where_all_accesses_are_one_s_own, |world| async {
    let scope = ada(world, antony(world), Level::Manage).await;
    let to = EmailAddress::parse("meant@potters.example").unwrap();
    for (address, places) in [
        ("here@potters.example", vec![antony(world)]),
        ("both@potters.example", vec![antony(world), lyon(world)]),
        ("there@potters.example", vec![lyon(world)]),
    ] {
        for place in places {
            assign(world, &world.potters.scope, address, place, Vec::new()).await.unwrap();
        }
    }
    let change = async |from: &str, to: &EmailAddress| {
        let id = assignment(world, from).await;
        users::change_address(&world.services, &scope, id, from, to).await
    };

    let elsewhere = change("there@potters.example", &to).await;
    assert!(matches!(elsewhere, Err(ChangeAddressError::NotFound)));
    let in_part = change("both@potters.example", &to).await;
    assert!(matches!(in_part, Err(ChangeAddressError::Elsewhere)));
    let there = EmailAddress::parse("there@potters.example").unwrap();
    let taken = change("here@potters.example", &there).await;
    assert!(matches!(taken, Err(ChangeAddressError::Taken { by: None })), "by whom is not told");
    change("here@potters.example", &to).await.unwrap();
    assert!(seen(world, &scope).await.contains(&to.to_string()));
});
