//! What an import says, does and undoes about people who are there.

use crate::imports::testing::{commit_draft_with, draft_of, fill_draft, import, row};
use crate::imports::{NewDraft, open, preview_undo, undo};
use crate::testing::{World, contract_test};
use crate::users::{list, set_status};
use domain::ids::ImportId;
use domain::imports::{
    CommitOptions, CommitOutcome, Field, ImportReport, IssueCode, RowText, Verdict, VerdictCounts,
};
use domain::users::{PageRequest, StatusChange};

const NOTHING: VerdictCounts =
    VerdictCounts { create: 0, assign: 0, profile: 0, name: 0, unchanged: 0, error: 0, blank: 0 };
const KEEP_NAMES: CommitOptions = CommitOptions { only_valid: false, keep_names: true, reactivate: false };
const REACTIVATE: CommitOptions = CommitOptions { only_valid: false, keep_names: false, reactivate: true };

fn named(site: &str, last_name: &str, first_name: &str) -> RowText {
    row("ada@potters.example", site).with(Field::LastName, last_name).with(Field::FirstName, first_name)
}

/// Ada Lovelace, at Antony.
async fn with_ada(world: &World) {
    let ada = named("Antony", "Lovelace", "Ada");
    import(world, &world.potters, &[ada], VerdictCounts { create: 1, ..NOTHING }).await;
    world.services.clock.advance(3600);
}

/// What is told of rows: the verdict, and what is said of the cells.
async fn told(world: &World, rows: &[RowText]) -> Vec<(Verdict, Vec<IssueCode>)> {
    let new = NewDraft { file_name: "a.csv".to_owned(), row_count: u32::try_from(rows.len()).unwrap() };
    let draft = open(&world.services, &world.potters.scope, new).await.unwrap();
    let mut verdicts = fill_draft(world, &world.potters, draft, rows).await;
    verdicts.sort_by_key(|told| told.line);
    verdicts
        .into_iter()
        .map(|told| (told.verdict, told.issues.into_iter().map(|issue| issue.code).collect()))
        .collect()
}

async fn import_with(
    world: &World,
    rows: &[RowText],
    options: CommitOptions,
    expected: VerdictCounts,
) -> ImportReport {
    let draft = draft_of(world, &world.potters, rows).await;
    let outcome = commit_draft_with(world, &world.potters, draft, options, expected).await.unwrap();
    world.services.clock.advance(3600);
    match outcome {
        CommitOutcome::Done(report) => report,
        CommitOutcome::Changed(difference) => panic!("expected {expected:?}, and it would be {difference:?}"),
    }
}

/// What the list shows of the people of an address: names, status and what finds them.
async fn shown(world: &World) -> Vec<String> {
    let found = world.text(
        "SELECT string_agg(m.last_name || '/' || m.first_name || '/' || m.status || '/' || a.status || '/' || a.search, ' + ')
         FROM memberships m JOIN assignments a ON a.customer_id = m.customer_id AND a.user_id = m.user_id
         WHERE m.email LIKE 'ada@%'",
    );
    found.await.unwrap_or_default().split(" + ").map(str::to_owned).collect()
}

async fn take_back(world: &World, import: ImportId) -> u64 {
    let scope = &world.potters.scope;
    let previewed = preview_undo(&world.services, scope, import).await.unwrap().names;
    let undone = undo(&world.services, scope, import).await.unwrap().undone.unwrap().names;
    assert_eq!(previewed, undone);
    undone
}

async fn suspend_ada(world: &World) {
    let list = list(&world.services, &world.potters.scope, &PageRequest::default()).await.unwrap();
    let ada = list.rows.iter().find(|row| row.email == "ada@potters.example").unwrap().id;
    set_status(&world.services, &world.potters.scope, ada, StatusChange::Suspend).await.unwrap();
    world.services.clock.advance(3600);
}

contract_test!(a_name_that_differs_is_said_taken_and_given_back, |world| async {
    with_ada(world).await;
    let before = shown(world).await;
    let rows = [named("Antony", "LOVELACE", "Ada"), named("Saint-Étienne", "LOVELACE", "Ada")];
    let name = "Lovelace Ada".to_owned();
    assert_eq!(
        told(world, &rows).await,
        [(Verdict::Name, vec![IssueCode::OtherName { name }]), (Verdict::Assign, vec![])]
    );

    let expected = VerdictCounts { name: 1, assign: 1, ..NOTHING };
    let report = import(world, &world.potters, &rows, expected).await;
    assert_eq!(report.counts, expected);
    assert!(shown(world).await.iter().all(|row| row.starts_with("LOVELACE/Ada/")));
    // Nothing is left to be changed.
    assert_eq!(told(world, &rows).await, [(Verdict::Unchanged, vec![]), (Verdict::Unchanged, vec![])]);

    assert_eq!(take_back(world, report.id).await, 1);
    assert_eq!(shown(world).await, before);
});

contract_test!(of_two_names_that_a_file_gives_somebody_the_second_is_said_not_to_count, |world| async {
    let overruled = |line| vec![IssueCode::OverruledName { line }];
    // Of somebody new, and of somebody who is there.
    let rows = [named("Antony", "Lovelace", "Ada"), named("Saint-Étienne", "Lovelace", "Adah")];
    assert_eq!(told(world, &rows).await, [(Verdict::Create, vec![]), (Verdict::Assign, overruled(2))]);

    with_ada(world).await;
    let name = || "Lovelace Ada".to_owned();
    let rows = [named("Antony", "King-Lovelace", "Ada"), named("Saint-Étienne", "Lovelace", "Ada")];
    assert_eq!(
        told(world, &rows).await,
        [(Verdict::Name, vec![IssueCode::OtherName { name: name() }]), (Verdict::Assign, overruled(2))]
    );
    // The first says what is known already, and counts all the same.
    let rows = [named("Antony", "Lovelace", "Ada"), named("Saint-Étienne", "Lovelace-King", "Ada")];
    assert_eq!(told(world, &rows).await, [(Verdict::Unchanged, vec![]), (Verdict::Assign, overruled(2))]);
    // Half a name that is the same, or none, is no other.
    let rows = [named("Antony", "Lovelace", "Ada"), named("Saint-Étienne", "", "Ada")];
    assert_eq!(told(world, &rows).await, [(Verdict::Unchanged, vec![]), (Verdict::Assign, vec![])]);
});

contract_test!(whoever_gets_another_name_is_found_by_it, |world| async {
    with_ada(world).await;
    let rows = [named("Antony", "King-Lovelace", "")];
    let report = import(world, &world.potters, &rows, VerdictCounts { name: 1, ..NOTHING }).await;
    let found = "SELECT count(*) FROM assignments WHERE search LIKE '%king%' AND search LIKE '%ada%'";
    assert_eq!(world.count(found).await, 1);
    take_back(world, report.id).await;
    assert_eq!(world.count(found).await, 0);
});

contract_test!(an_empty_name_is_filled_and_a_blank_cell_takes_none_away, |world| async {
    let nameless = [row("ada@potters.example", "Antony")];
    import(world, &world.potters, &nameless, VerdictCounts { create: 1, ..NOTHING }).await;
    let rows = [named("Antony", "Lovelace", "")];
    let filled = IssueCode::OtherName { name: String::new() };
    assert_eq!(told(world, &rows).await, [(Verdict::Name, vec![filled])]);
    import(world, &world.potters, &rows, VerdictCounts { name: 1, ..NOTHING }).await;
    assert!(shown(world).await[0].starts_with("Lovelace//"));
    assert_eq!(told(world, &nameless).await, [(Verdict::Unchanged, vec![])]);
});

contract_test!(names_can_be_left_as_they_are_for_all_at_once, |world| async {
    with_ada(world).await;
    let before = shown(world).await;
    let rows = [named("Antony", "LOVELACE", "Ada")];
    let report = import_with(world, &rows, KEEP_NAMES, VerdictCounts { name: 1, ..NOTHING }).await;
    assert_eq!(report.counts, VerdictCounts { unchanged: 1, ..NOTHING });
    assert_eq!(shown(world).await, before);
});

contract_test!(a_name_that_was_changed_again_since_is_not_put_back, |world| async {
    with_ada(world).await;
    let one = VerdictCounts { name: 1, ..NOTHING };
    let first = import(world, &world.potters, &[named("Antony", "LOVELACE", "Ada")], one).await;
    import(world, &world.potters, &[named("Antony", "Byron-Lovelace", "Ada")], one).await;
    assert_eq!(take_back(world, first.id).await, 0);
    assert!(shown(world).await[0].starts_with("Byron-Lovelace/Ada/"));
});

contract_test!(who_is_suspended_is_said_to_be_and_let_in_again_only_when_that_is_asked, |world| async {
    with_ada(world).await;
    suspend_ada(world).await;
    let before = shown(world).await;
    let rows = [named("Antony", "Lovelace", "Ada")];
    assert_eq!(told(world, &rows).await, [(Verdict::Unchanged, vec![IssueCode::Suspended])]);

    let unchanged = VerdictCounts { unchanged: 1, ..NOTHING };
    let report = import_with(world, &rows, CommitOptions::default(), unchanged).await;
    assert_eq!((report.reactivated, shown(world).await), (0, before.clone()));

    let report = import_with(world, &rows, REACTIVATE, unchanged).await;
    assert_eq!(report.reactivated, 1);
    assert!(shown(world).await[0].starts_with("Lovelace/Ada/invited/invited/"));
    assert_eq!(told(world, &rows).await, [(Verdict::Unchanged, vec![])]);

    assert_eq!(take_back(world, report.id).await, 1);
    assert_eq!(shown(world).await, before);
});

contract_test!(a_blank_sub_account_leaves_who_is_there_where_they_are, |world| async {
    let at = |sub_account: &str| named("Antony", "Lovelace", "Ada").with(Field::SubAccount, sub_account);
    import(world, &world.potters, &[at("53")], VerdictCounts { create: 1, ..NOTHING }).await;
    assert_eq!(told(world, &[at("")]).await, [(Verdict::Unchanged, vec![])]);
    let consultation = at("").with(Field::Profile, "Consultation");
    let change = VerdictCounts { profile: 1, ..NOTHING };
    let report = import(world, &world.potters, std::slice::from_ref(&consultation), change).await;
    assert_eq!(world.count("SELECT count(*) FROM assignments").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM assignments WHERE sort_profile = 'consultation'").await, 1);
    undo(&world.services, &world.potters.scope, report.id).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM assignments WHERE sort_profile = 'consultation'").await, 0);
    // With the sub-account it is the same access, twice.
    let twice = told(world, &[at("53"), at("")]).await;
    assert_eq!(twice[1], (Verdict::Error, vec![IssueCode::Duplicate { line: 2 }]));
});

contract_test!(a_blank_sub_account_of_somebody_at_several_changes_none_of_them_unasked, |world| async {
    let at = |sub_account: &str| named("Antony", "Lovelace", "Ada").with(Field::SubAccount, sub_account);
    let both = VerdictCounts { create: 1, assign: 1, ..NOTHING };
    import(world, &world.potters, &[at("53"), at("5")], both).await;
    assert_eq!(told(world, &[at("")]).await, [(Verdict::Unchanged, vec![])]);
    let consultation = at("").with(Field::Profile, "Consultation");
    let which = IssueCode::WhichSubAccount { count: 2 };
    assert_eq!(told(world, &[consultation]).await, [(Verdict::Error, vec![which])]);
});
