use super::*;
use crate::access::{self, SignInError};
use crate::imports::testing::{import, row};
use crate::mail::tests::{invite, sign_in_with, worker};
use crate::testing::smtp::{Behaviour, SmtpServer};
use crate::testing::{World, contract_test};
use crate::users::{self, Edit, NewPerson, NewUsers};
use domain::address::EmailAddress;
use domain::credentials::Password;
use domain::ids::AssignmentId;
use domain::imports::{Field, RowText, SkipReason, UndoPreview, Undone, VerdictCounts};
use domain::users::{Grants, PageRequest};

const NOTHING: VerdictCounts =
    VerdictCounts { create: 0, assign: 0, profile: 0, name: 0, unchanged: 0, error: 0, blank: 0 };

const ADA: &str = "ada@potters.example";
const GRACE: &str = "grace@potters.example";

/// Imports rows an hour after whatever was before.
async fn bring(world: &World, rows: &[RowText], expected: VerdictCounts) -> ImportId {
    world.services.clock.advance(3600);
    let report = import(world, &world.potters, rows, expected).await;
    world.services.clock.advance(3600);
    report.id
}

async fn take_back(world: &World, import: ImportId) -> Undone {
    undo(&world.services, &world.potters.scope, import).await.unwrap().undone.unwrap()
}

async fn preview(world: &World, import: ImportId) -> UndoPreview {
    preview_undo(&world.services, &world.potters.scope, import).await.unwrap()
}

/// Somebody whom the customer creates by hand, at Saint-Étienne.
async fn create_by_hand(world: &World, address: &str) {
    let place = world.potters.place("10000700", "", "Saint-Étienne", "Expéditeur");
    let address = EmailAddress::parse(address).unwrap();
    let people = vec![NewPerson { address, last_name: None, first_name: None }];
    users::create(
        &world.services,
        &world.potters.scope,
        &NewUsers { people, places: vec![place], grants: Grants::default() },
    )
    .await
    .unwrap();
}

async fn assignment(world: &World, address: &str, site: &str) -> AssignmentId {
    let list = users::list(&world.services, &world.potters.scope, &PageRequest::default()).await.unwrap();
    let mut rows = list.rows.into_iter();
    rows.find(|row| row.email == address && row.site.as_deref() == Some(site)).expect("a row").id
}

async fn move_to(world: &World, id: AssignmentId, site: &str, profile: &str) {
    let place = world.potters.place("10000700", "", site, profile);
    let edit = Edit { last_name: None, first_name: None, place, grants: Grants::default(), seen: None };
    users::edit(&world.services, &world.potters.scope, id, &edit).await.unwrap();
}

/// Everything that an import writes about people, as counts that its undoing brings back.
async fn people(world: &World) -> [i64; 5] {
    [
        world.count("SELECT count(*) FROM memberships").await,
        world.count("SELECT count(*) FROM assignments").await,
        world.count("SELECT CAST(sum(assignment_count) AS BIGINT) FROM customers").await,
        world.count("SELECT CAST(sum(user_count) AS BIGINT) FROM customers").await,
        world.count("SELECT count(*) FROM mail_jobs WHERE state = 'queued'").await,
    ]
}

contract_test!(whoever_administers_the_customer_stays, |world| async {
    let id =
        bring(world, &[row("admin@potters.example", "Antony")], VerdictCounts { create: 1, ..NOTHING }).await;
    assert_eq!(preview(world, id).await.people, 0);
    let undone = take_back(world, id).await;
    let kept: Vec<_> = undone.kept.iter().map(|kept| (kept.email.as_str(), kept.reason)).collect();
    assert_eq!(kept, [("admin@potters.example", SkipReason::SignedIn)]);
});

contract_test!(people_who_have_not_come_leave_with_their_mails, |world| async {
    create_by_hand(world, "avant@potters.example").await;
    let before = people(world).await;
    let rows = [row(ADA, "Antony"), row(ADA, "Saint-Étienne"), row(GRACE, "Antony")];
    let id = bring(world, &rows, VerdictCounts { create: 2, assign: 1, ..NOTHING }).await;
    let previewed = UndoPreview { people: 2, assignments: 3, mails: 2, ..UndoPreview::default() };
    assert_eq!(preview(world, id).await, previewed);
    let undone = take_back(world, id).await;
    assert_eq!((undone.people, undone.assignments, undone.kept_count), (2, 3, 0));
    assert_eq!(undone.by, "admin@potters.example");
    assert_eq!(people(world).await, before);
    let report = crate::imports::report(&world.services, &world.potters.scope, id).await.unwrap().unwrap();
    assert_eq!((report.mails.queued, report.mails.withdrawn), (0, 2));
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'import.undone'").await, 1);
});

contract_test!(undoing_twice_is_undoing_once, |world| async {
    let id = bring(world, &[row(ADA, "Antony")], VerdictCounts { create: 1, ..NOTHING }).await;
    let first = take_back(world, id).await;
    assert_eq!(preview(world, id).await, UndoPreview::default());
    bring(world, &[row(ADA, "Antony")], VerdictCounts { create: 1, ..NOTHING }).await;
    let before = people(world).await;
    assert_eq!(take_back(world, id).await, first);
    assert_eq!(people(world).await, before);
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'import.undone'").await, 1);
});

contract_test!(a_password_that_was_mailed_no_longer_works, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    let id = bring(world, &[row(ADA, "Antony")], VerdictCounts { create: 1, ..NOTHING }).await;
    worker(world, &server).send_everything().await;
    let accepted = server.accepted();
    let mail = accepted.iter().find(|mail| mail.value("Mot de passe").is_some()).unwrap();
    let half_way = sign_in_with(world, mail).await.unwrap();
    assert_eq!(take_back(world, id).await.people, 1);
    assert!(matches!(sign_in_with(world, mail).await, Err(SignInError::Wrong)));
    assert!(access::principal(&world.services, &half_way.token).await.unwrap().is_none());
});

contract_test!(what_another_customer_s_mail_began_goes_on, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    let id = bring(world, &[row(ADA, "Antony")], VerdictCounts { create: 1, ..NOTHING }).await;
    invite(world, &world.other, ADA).await;
    worker(world, &server).send_everything().await;
    let accepted = server.accepted();
    let mail = accepted.iter().find(|mail| mail.text().contains("FAÏENCES DU NORD")).unwrap();
    let half_way = sign_in_with(world, mail).await.unwrap();
    assert_eq!(take_back(world, id).await.people, 1);
    assert!(access::principal(&world.services, &half_way.token).await.unwrap().is_some());
});

contract_test!(who_signed_in_since_is_kept_and_named, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    let rows = [row(ADA, "Antony").with(Field::FirstName, "Ada"), row(GRACE, "Antony")];
    let id = bring(world, &rows, VerdictCounts { create: 2, ..NOTHING }).await;
    worker(world, &server).send_everything().await;
    let accepted = server.accepted();
    let mail = accepted.iter().find(|mail| mail.recipient == ADA).expect("a mail to Ada");
    let token = sign_in_with(world, mail).await.unwrap().token;
    let ada = access::principal(&world.services, &token).await.unwrap().unwrap();
    let own = Password::parse("correct cheval pile").unwrap();
    access::choose_password(&world.services, &ada, &own).await.unwrap();

    assert_eq!(preview(world, id).await.kept, [(SkipReason::SignedIn, 1)]);
    let undone = take_back(world, id).await;
    assert_eq!((undone.people, undone.assignments, undone.kept_count), (1, 1, 1));
    let kept = &undone.kept[0];
    assert_eq!((kept.email.as_str(), kept.name.as_str()), (ADA, "Ada"));
    assert_eq!(kept.reason, SkipReason::SignedIn);
    assert_eq!(world.count("SELECT count(*) FROM assignments WHERE sort_user LIKE 'ada%'").await, 1);
});

contract_test!(who_was_there_before_loses_only_what_the_import_gave, |world| async {
    create_by_hand(world, ADA).await;
    let before = people(world).await;
    let id = bring(world, &[row(ADA, "Antony")], VerdictCounts { assign: 1, ..NOTHING }).await;
    assert_eq!(preview(world, id).await, UndoPreview { assignments: 1, ..UndoPreview::default() });
    let undone = take_back(world, id).await;
    assert_eq!((undone.people, undone.assignments, undone.kept_count), (0, 1, 0));
    assert_eq!(people(world).await, before);
});

contract_test!(what_was_changed_since_stays, |world| async {
    create_by_hand(world, ADA).await;
    let rows = [row(ADA, "Antony"), row(ADA, "Lyon – Part-Dieu")];
    let id = bring(world, &rows, VerdictCounts { assign: 2, ..NOTHING }).await;
    let moved = assignment(world, ADA, "Antony").await;
    move_to(world, moved, "Antony", "Consultation").await;
    let undone = take_back(world, id).await;
    assert_eq!((undone.assignments, undone.kept_count), (1, 1));
    assert_eq!(undone.kept[0].reason, SkipReason::Changed);
    assert_eq!(assignment(world, ADA, "Antony").await, moved);
});

contract_test!(a_profile_goes_back_to_what_it_was_unless_it_was_changed_since, |world| async {
    create_by_hand(world, ADA).await;
    create_by_hand(world, GRACE).await;
    let consultation = |email| row(email, "Saint-Étienne").with(Field::Profile, "Consultation");
    let rows = [consultation(ADA), consultation(GRACE)];
    let id = bring(world, &rows, VerdictCounts { profile: 2, ..NOTHING }).await;
    let grace = assignment(world, GRACE, "Saint-Étienne").await;
    // There and back again is a change too.
    move_to(world, grace, "Saint-Étienne", "Expéditeur").await;
    world.services.clock.advance(60);
    move_to(world, grace, "Saint-Étienne", "Consultation").await;
    assert_eq!(preview(world, id).await.kept, [(SkipReason::Changed, 1)]);
    let undone = take_back(world, id).await;
    assert_eq!((undone.profiles, undone.assignments, undone.kept_count), (1, 0, 1));
    let profile = "SELECT sort_profile FROM assignments WHERE sort_user LIKE 'ada%'";
    assert_eq!(world.text(profile).await.as_deref(), Some("expediteur"));
    let profile = "SELECT sort_profile FROM assignments WHERE sort_user LIKE 'grace%'";
    assert_eq!(world.text(profile).await.as_deref(), Some("consultation"));
});

contract_test!(imports_are_undone_one_after_the_other_the_last_first, |world| async {
    create_by_hand(world, "avant@potters.example").await;
    let before = people(world).await;
    let first = bring(world, &[row(ADA, "Antony")], VerdictCounts { create: 1, ..NOTHING }).await;
    let other = row(ADA, "Antony").with(Field::Profile, "Consultation");
    let second = bring(world, &[other], VerdictCounts { profile: 1, ..NOTHING }).await;
    assert_eq!(take_back(world, second).await.profiles, 1);
    assert_eq!(take_back(world, first).await.people, 1);
    assert_eq!(people(world).await, before);
});

contract_test!(who_was_assigned_elsewhere_since_stays_there, |world| async {
    let id = bring(world, &[row(ADA, "Antony")], VerdictCounts { create: 1, ..NOTHING }).await;
    create_by_hand(world, ADA).await;
    let undone = take_back(world, id).await;
    assert_eq!((undone.people, undone.assignments, undone.kept_count), (0, 1, 1));
    assert_eq!(undone.kept[0].reason, SkipReason::Assigned);
    assignment(world, ADA, "Saint-Étienne").await;
});

contract_test!(the_last_assignment_of_somebody_who_was_there_before_stays, |world| async {
    create_by_hand(world, ADA).await;
    let id = bring(world, &[row(ADA, "Antony")], VerdictCounts { assign: 1, ..NOTHING }).await;
    let other = assignment(world, ADA, "Saint-Étienne").await;
    users::remove(&world.services, &world.potters.scope, &[other]).await.unwrap();
    let undone = take_back(world, id).await;
    assert_eq!((undone.people, undone.assignments, undone.kept_count), (0, 0, 1));
    assert_eq!(undone.kept[0].reason, SkipReason::Last);
});

contract_test!(another_customer_s_import_is_not_found, |world| async {
    let id = bring(world, &[row(ADA, "Antony")], VerdictCounts { create: 1, ..NOTHING }).await;
    let before = people(world).await;
    let stranger = &world.other.scope;
    assert!(matches!(undo(&world.services, stranger, id).await, Err(UndoError::NotFound)));
    assert!(matches!(preview_undo(&world.services, stranger, id).await, Err(UndoError::NotFound)));
    assert_eq!(people(world).await, before);
});

contract_test!(people_of_another_customer_too_keep_what_that_one_gave_them, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    let other =
        import(world, &world.other, &[row(ADA, "Antony")], VerdictCounts { create: 1, ..NOTHING }).await;
    worker(world, &server).send_everything().await;
    let accepted = server.accepted();
    let mail = accepted.iter().find(|mail| mail.recipient == ADA).unwrap();
    let id = bring(world, &[row(ADA, "Antony")], VerdictCounts { create: 1, ..NOTHING }).await;
    assert_eq!(take_back(world, id).await.people, 1);
    assert!(sign_in_with(world, mail).await.is_ok());
    let report =
        crate::imports::report(&world.services, &world.other.scope, other.id).await.unwrap().unwrap();
    assert!(report.undone.is_none());
});
