//! What an import does with rights of one person and ends of accesses.

use crate::clock::ends_at;
use crate::imports::testing::{commit_draft, draft_of, fill_draft, import, row};
use crate::imports::{NewDraft, open, undo};
use crate::testing::{Customer, World, contract_test};
use crate::users::{self, Purpose};
use domain::end_date::EndDate;
use domain::ids::{AssignmentId, ImportId};
use domain::imports::{
    CommitOutcome, Field, IssueKind, Overrides, Replaced, RowText, RowVerdict, Sheet, SkipReason, Undone,
    Verdict, VerdictCounts,
};
use domain::rights::parse_rights;
use domain::users::Filter;
use futures::TryStreamExt;

const NOTHING: VerdictCounts =
    VerdictCounts { create: 0, assign: 0, profile: 0, name: 0, unchanged: 0, error: 0, blank: 0 };
const CREATED: VerdictCounts = VerdictCounts { create: 1, ..NOTHING };
const CHANGED: VerdictCounts = VerdictCounts { profile: 1, ..NOTHING };
const UNCHANGED: VerdictCounts = VerdictCounts { unchanged: 1, ..NOTHING };

/// Ada at Antony with the default profile, which gives `affranchissement=gestion,suivi=consultation`.
fn ada(rights: &str, end: &str) -> RowText {
    row("ada@potters.example", "Antony").with(Field::Rights, rights).with(Field::End, end)
}

/// Imports one row of POTTERS an hour after whatever was before.
async fn bring(world: &World, cells: RowText, expected: VerdictCounts) -> ImportId {
    world.services.clock.advance(3600);
    import(world, &world.potters, &[cells], expected).await.id
}

async fn take_back(world: &World, import: ImportId) -> Undone {
    world.services.clock.advance(3600);
    undo(&world.services, &world.potters.scope, import).await.unwrap().undone.unwrap()
}

/// What would be done with one row.
async fn verdict(world: &World, customer: &Customer, cells: RowText) -> RowVerdict {
    let new = NewDraft { file_name: "liste.csv".to_owned(), row_count: 1 };
    let draft = open(&world.services, &customer.scope, new).await.unwrap();
    fill_draft(world, customer, draft, &[cells]).await.remove(0)
}

/// All personal rights, by assignment.
async fn rights(world: &World) -> String {
    let sql = "SELECT COALESCE(string_agg(r.application || '=' || r.level, ',' ORDER BY a.number, r.application), '')
        FROM personal_rights r JOIN assignments a ON a.id = r.assignment_id";
    world.text(sql).await.unwrap()
}

/// The end of the only assignment, and the first of its ends; 0 for none.
async fn ends(world: &World) -> (i64, i64) {
    (
        world.count("SELECT COALESCE(ends_at, 0) FROM assignments").await,
        world.count("SELECT COALESCE(next_end_at, 0) FROM assignments").await,
    )
}

/// The moment at which what ends on a day is over.
fn after(world: &World, day: &str) -> i64 {
    ends_at(EndDate::parse(day).unwrap(), &world.services.time_zone).0
}

/// Gives every personal right this end, as the page of a person does.
async fn end_rights(world: &World, at: i64) {
    let mut tx = world.services.db.write().await.unwrap();
    for sql in ["UPDATE personal_rights SET ends_at = $1", "UPDATE assignments SET next_end_at = $1"] {
        tx.query(sql).bind(at).execute().await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Everything about rights and ends that undoing has to bring back.
async fn everything(world: &World) -> String {
    let sql = "SELECT string_agg(a.sort_profile || '|' || COALESCE(a.ends_at, 0) || '|' || COALESCE(a.next_end_at, 0)
            || '|' || CASE WHEN a.given_by IS NULL THEN '' ELSE 'given' END || '|' || COALESCE(a.changed_at, 0)
            || '|' || COALESCE((SELECT string_agg(r.application || '=' || r.level || '@' || COALESCE(r.given_at, 0)
                || '@' || COALESCE(r.ends_at, 0), ',' ORDER BY r.application)
                FROM personal_rights r WHERE r.assignment_id = a.id), ''), ';' ORDER BY a.number)
        FROM assignments a";
    world.text(sql).await.unwrap()
}

contract_test!(a_new_person_has_the_rights_and_the_end_of_their_row, |world| async {
    bring(world, ada("retours=consultation,suivi=gestion,affranchissement=aucun", "31/12/2026"), CREATED)
        .await;

    assert_eq!(rights(world).await, "affranchissement=aucun,retours=consultation,suivi=gestion");
    let end = after(world, "31/12/2026");
    assert_eq!(ends(world).await, (end, end));
    let given = "SELECT count(*) FROM personal_rights r JOIN assignments a ON a.id = r.assignment_id
        JOIN users u ON u.id = r.given_by AND u.id = a.given_by
        WHERE u.email_key = 'admin@potters.example' AND r.given_at = a.created_at AND r.ends_at IS NULL";
    assert_eq!(world.count(given).await, 3, "it is known who gave what and when");
});

contract_test!(what_the_profile_gives_anyway_is_no_right_of_one_s_own, |world| async {
    bring(world, ada("affranchissement=gestion,suivi=consultation,facturation=aucun", ""), CREATED).await;
    assert_eq!(rights(world).await, "");
});

contract_test!(the_profile_of_one_more_assignment_is_the_one_that_it_gets, |world| async {
    bring(world, ada("", "").with(Field::Profile, "Consultation"), CREATED).await;
    let elsewhere = ada("affranchissement=gestion,suivi=consultation", "").with(Field::Site, "Saint-Étienne");
    bring(world, elsewhere.clone(), VerdictCounts { assign: 1, ..NOTHING }).await;

    assert_eq!(rights(world).await, "affranchissement=gestion", "Consultation lacks nothing else");
    bring(world, elsewhere, UNCHANGED).await;
});

contract_test!(the_same_file_again_writes_nothing_and_blank_cells_decide_nothing, |world| async {
    let before = ada("retours=gestion,suivi=aucun,affranchissement=gestion", "31/12/2026");
    bring(world, before.clone(), CREATED).await;
    let written = everything(world).await;

    for again in
        [before, ada("", ""), ada("", "2026-12-31"), ada("Suivi = Aucun", ""), ada("retours=gestion", "")]
    {
        bring(world, again, UNCHANGED).await;
        assert_eq!(everything(world).await, written);
    }
});

contract_test!(another_end_or_right_changes_an_access_and_tells_what_it_had, |world| async {
    bring(world, ada("retours=gestion", "31/12/2026"), CREATED).await;

    let end = verdict(world, &world.potters, ada("", "30/11/2026")).await;
    let replaced = Replaced { end: EndDate::new(2026, 12, 31).ok(), ..Replaced::default() };
    assert_eq!((end.verdict, end.replaced), (Verdict::Profile, replaced));

    let right =
        verdict(world, &world.potters, ada("suivi=gestion,retours=aucun,facturation=aucun", "")).await;
    let had = parse_rights("retours=gestion,suivi=consultation").unwrap();
    assert_eq!(
        (right.verdict, right.replaced),
        (Verdict::Profile, Replaced { rights: had, ..Replaced::default() })
    );

    bring(world, ada("", "30/11/2026"), CHANGED).await;
    let end = after(world, "30/11/2026");
    assert_eq!((ends(world).await, rights(world).await), ((end, end), "retours=gestion".to_owned()));
});

contract_test!(a_row_replaces_the_rights_that_it_names_and_leaves_the_others, |world| async {
    bring(world, ada("retours=gestion,suivi=aucun,facturation=gestion", ""), CREATED).await;
    bring(world, ada("suivi=gestion,facturation=aucun", ""), CHANGED).await;
    assert_eq!(rights(world).await, "retours=gestion,suivi=gestion");

    bring(world, ada("suivi=consultation", ""), CHANGED).await;
    assert_eq!(rights(world).await, "retours=gestion", "that is the profile's");
});

contract_test!(rights_are_compared_with_those_of_the_profile_that_a_row_gives, |world| async {
    bring(world, ada("facturation=gestion", ""), CREATED).await;
    let other = ada("affranchissement=gestion,suivi=consultation", "").with(Field::Profile, "Consultation");
    bring(world, other.clone(), CHANGED).await;
    assert_eq!(rights(world).await, "affranchissement=gestion,facturation=gestion");
    bring(world, other, UNCHANGED).await;
});

contract_test!(the_first_end_is_that_of_the_access_or_of_one_of_its_rights, |world| async {
    bring(world, ada("retours=gestion", "31/12/2026"), CREATED).await;
    let (soon, late) = (after(world, "31/07/2026"), after(world, "31/12/2026"));
    end_rights(world, soon).await;

    bring(world, ada("retours=gestion", ""), UNCHANGED).await;
    bring(world, ada("", "30/11/2026"), CHANGED).await;
    assert_eq!(ends(world).await, (after(world, "30/11/2026"), soon));

    bring(world, ada("retours=consultation", "31/12/2026"), CHANGED).await;
    assert_eq!(ends(world).await, (late, late), "the new right has no end of its own");
});

contract_test!(a_right_that_is_over_counts_no_more_even_before_it_is_gone, |world| async {
    bring(world, ada("retours=gestion", ""), CREATED).await;
    end_rights(world, world.now().0).await;

    let told = verdict(world, &world.potters, ada("retours=gestion", "")).await;
    assert_eq!(told.replaced.rights, parse_rights("retours=aucun").unwrap());
    bring(world, ada("retours=gestion", ""), CHANGED).await;
    assert_eq!(world.count("SELECT count(*) FROM personal_rights WHERE ends_at IS NULL").await, 1);
});

contract_test!(bad_rights_and_ends_are_errors_of_their_cells, |world| async {
    for (rights, end, kind) in [
        ("", "29/06/2026", IssueKind::PastEnd),
        ("", "31/02", IssueKind::InvalidEnd),
        ("", "31/02/2027", IssueKind::InvalidEnd),
        ("", "2026-13-01", IssueKind::InvalidEnd),
        ("", "46387", IssueKind::InvalidEnd),
        ("bureau=gestion", "", IssueKind::UnknownApplication),
        ("suivi=tout", "", IssueKind::UnknownLevel),
    ] {
        let told = verdict(world, &world.potters, ada(rights, end)).await;
        let found: Vec<IssueKind> = told.issues.iter().map(|issue| issue.code.kind()).collect();
        assert_eq!((told.verdict, found), (Verdict::Error, vec![kind]), "{rights} {end}");
    }

    let serial = verdict(world, &world.potters, ada("", "46387")).await;
    assert_eq!(serial.issues[0].suggestion.as_deref(), Some("31/12/2026"));
});

contract_test!(nobody_gets_a_right_for_what_the_contract_has_not, |world| async {
    world
        .execute(
            "DELETE FROM contract_applications WHERE application = 'facturation'
             AND customer_id = (SELECT id FROM customers WHERE name LIKE 'POTTERS%')",
        )
        .await;
    let told = verdict(world, &world.potters, ada("facturation=gestion", "")).await;
    assert_eq!(told.issues[0].code.kind(), IssueKind::ApplicationNotInContract);
    let theirs = row("x@faiences.example", "Antony").with(Field::Rights, "facturation=gestion");
    assert_eq!(verdict(world, &world.other, theirs).await.verdict, Verdict::Create);
});

contract_test!(
    an_end_that_passes_between_preview_and_commit_is_said_before_anything_is_done,
    |world| async {
        let draft = draft_of(world, &world.potters, &[ada("", "30/06/2026")]).await;
        world.services.clock.advance(12 * 3600);

        let outcome = commit_draft(world, &world.potters, draft, CREATED).await.unwrap();
        let CommitOutcome::Changed(difference) = outcome else { panic!("{outcome:?}") };
        assert_eq!((difference.rows[0].before, difference.rows[0].now), (Verdict::Create, Verdict::Error));
        assert_eq!(world.count("SELECT count(*) FROM assignments").await, 0);
    }
);

contract_test!(undoing_brings_rights_ends_and_who_gave_them_back, |world| async {
    bring(world, ada("retours=gestion,suivi=aucun", "31/12/2026"), CREATED).await;
    end_rights(world, after(world, "30/09/2026")).await;
    let before = everything(world).await;

    for (cells, expected) in [
        (ada("retours=consultation,suivi=consultation,facturation=gestion", "31/07/2026"), CHANGED),
        (ada("", "").with(Field::Profile, "Consultation"), CHANGED),
        (ada("facturation=gestion", ""), CHANGED),
        (ada("", "01/01/2030"), CHANGED),
    ] {
        let import = bring(world, cells, expected).await;
        assert_ne!(everything(world).await, before);
        assert_eq!(take_back(world, import).await.profiles, 1);
        assert_eq!(everything(world).await, before);
    }
});

contract_test!(a_right_that_ended_since_does_not_come_back, |world| async {
    bring(world, ada("retours=gestion", ""), CREATED).await;
    end_rights(world, after(world, "30/06/2026")).await;
    let import = bring(world, ada("retours=consultation", ""), CHANGED).await;
    world.services.clock.advance(24 * 3600);
    assert_eq!(take_back(world, import).await.profiles, 1);
    assert_eq!((rights(world).await, ends(world).await), (String::new(), (0, 0)));
});

contract_test!(people_whom_an_import_gave_rights_leave_when_it_is_undone, |world| async {
    let import = bring(world, ada("retours=gestion", "31/12/2026"), CREATED).await;
    assert_eq!(take_back(world, import).await.people, 1);
    assert_eq!(rights(world).await, "");
});

contract_test!(who_got_a_right_since_stays_with_what_the_import_gave, |world| async {
    let first = bring(world, ada("", ""), CREATED).await;
    let elsewhere = ada("retours=gestion", "").with(Field::Site, "Saint-Étienne");
    let second = bring(world, elsewhere, VerdictCounts { assign: 1, ..NOTHING }).await;
    world.execute("UPDATE personal_rights SET given_at = given_at + 1").await;

    let undone = take_back(world, second).await;
    assert_eq!((undone.assignments, undone.kept[0].reason), (0, SkipReason::Changed));
    assert_eq!(take_back(world, first).await.kept[0].reason, SkipReason::Assigned);
});

contract_test!(another_customer_s_people_keep_their_rights_and_ends, |world| async {
    bring(world, ada("retours=gestion", "31/12/2026"), CREATED).await;
    let before = everything(world).await;
    let theirs = ada("retours=consultation", "31/08/2026");
    let id = import(world, &world.other, std::slice::from_ref(&theirs), CREATED).await.id;
    assert_eq!(verdict(world, &world.other, ada("retours=gestion", "")).await.verdict, Verdict::Profile);
    undo(&world.services, &world.other.scope, id).await.unwrap();
    assert_eq!(everything(world).await, before);
});

/// The rows of an export, read as the import reads them.
async fn exported(world: &World, customer: &Customer, purpose: Purpose) -> Vec<RowText> {
    let file = users::export(&world.services, &customer.scope, Filter::default(), purpose);
    let chunks: Vec<_> = file.try_collect().await.unwrap();
    let sheet = Sheet::open(chunks.concat(), &Overrides::default()).unwrap();
    sheet.rows().map(|row| row.unwrap().to_text()).collect()
}

contract_test!(what_is_exported_imports_as_unchanged_and_makes_the_same_people_again, |world| async {
    bring(world, ada("retours=gestion,affranchissement=aucun", "31/12/2026"), CREATED).await;
    bring(world, row("grace@potters.example", "Antony"), CREATED).await;
    let linus = row("linus@potters.example", "Antony").with(Field::Rights, "suivi=gestion");
    bring(world, linus, CREATED).await;
    let without_moments =
        "SELECT string_agg(m.email || COALESCE(a.ends_at, 0) || COALESCE(a.next_end_at, 0), ';'
        ORDER BY m.email) FROM assignments a JOIN memberships m ON m.user_id = a.user_id";
    let before = (rights(world).await, world.text(without_moments).await);

    for purpose in [Purpose::Excel, Purpose::Reimport] {
        let rows = exported(world, &world.potters, purpose).await;
        assert_eq!(rows[0].get(Field::Rights), "affranchissement=aucun,retours=gestion");
        assert_eq!(rows[0].get(Field::End), "31/12/2026");
        import(world, &world.potters, &rows, VerdictCounts { unchanged: 3, ..NOTHING }).await;

        let all =
            users::list(&world.services, &world.potters.scope, &domain::users::PageRequest::default()).await;
        let all: Vec<AssignmentId> = all.unwrap().rows.iter().map(|row| row.id).collect();
        users::remove(&world.services, &world.potters.scope, &all).await.unwrap();
        import(world, &world.potters, &rows, VerdictCounts { create: 3, ..NOTHING }).await;
        assert_eq!((rights(world).await, world.text(without_moments).await), before);
    }
});

contract_test!(an_export_leaves_out_what_is_not_for_good_or_not_valid, |world| async {
    bring(world, ada("retours=gestion,facturation=gestion", ""), CREATED).await;
    world.execute("DELETE FROM contract_applications WHERE application = 'facturation'").await;
    let rows = exported(world, &world.potters, Purpose::Reimport).await;
    assert_eq!(rows[0].get(Field::Rights), "retours=gestion");

    end_rights(world, after(world, "31/12/2026")).await;
    let rows = exported(world, &world.potters, Purpose::Reimport).await;
    assert_eq!(rows[0].get(Field::Rights), "", "imported later it would be given for good");
    import(world, &world.potters, &rows, UNCHANGED).await;
});
