use super::*;
use crate::imports::testing::{commit_draft, draft_of, fill_draft, import, row};
use crate::imports::{NewDraft, fill, open};
use crate::testing::{World, contract_test};
use domain::imports::{ChangedRow, DraftRow, Field, IssueKind, RowText, Verdict};
use futures::future::join_all;

const NOTHING: VerdictCounts =
    VerdictCounts { create: 0, assign: 0, profile: 0, name: 0, unchanged: 0, error: 0, blank: 0 };

fn ada() -> RowText {
    row("Ada@potters.example", "Antony").with(Field::LastName, "Lovelace").with(Field::FirstName, "Ada")
}

fn grace() -> RowText {
    row("grace@potters.example", "Saint-Étienne").with(Field::SubAccount, "53")
}

fn with_profile(row: RowText, profile: &str) -> RowText {
    row.with(Field::Profile, profile)
}

/// What an import may write, as one text to compare.
async fn everything(world: &World) -> Vec<i64> {
    let mut counts = Vec::new();
    for sql in [
        "SELECT count(*) FROM users",
        "SELECT count(*) FROM memberships",
        "SELECT count(*) FROM assignments",
        "SELECT count(*) FROM mail_jobs",
        "SELECT count(*) FROM imports",
        "SELECT count(*) FROM journal",
        "SELECT CAST(sum(assignment_count) AS BIGINT) FROM customers",
        "SELECT CAST(sum(user_count) AS BIGINT) FROM customers",
    ] {
        counts.push(world.count(sql).await);
    }

    counts
}

contract_test!(new_people_are_created_assigned_and_mailed, |world| async {
    let report =
        import(world, &world.potters, &[ada(), grace()], VerdictCounts { create: 2, ..NOTHING }).await;
    assert_eq!((report.counts.create, report.mails.queued), (2, 2));
    assert_eq!(report.by, "admin@potters.example");
    assert_eq!(world.count("SELECT assignment_count FROM customers WHERE name LIKE 'POTTERS%'").await, 2);
    assert_eq!(world.count("SELECT user_count FROM customers WHERE name LIKE 'POTTERS%'").await, 2);
    let ada = world.text(
        "SELECT m.email || '|' || m.last_name || '|' || m.status || '|' || a.sort_site || '|' || a.sort_profile
             || '|' || j.kind || '|' || j.state
         FROM memberships m JOIN assignments a ON a.user_id = m.user_id JOIN mail_jobs j ON j.id = m.mail_job_id
         WHERE m.first_name = 'Ada'",
    );
    assert_eq!(ada.await.unwrap(), "Ada@potters.example|Lovelace|invited|antony|expediteur|welcome|queued");
});

contract_test!(a_row_that_is_corrected_in_its_draft_is_imported_as_corrected, |world| async {
    let draft = draft_of(world, &world.potters, &[row("ada@potters.example", "antony"), grace()]).await;
    fill_draft(world, &world.potters, draft, &[ada()]).await;
    let done =
        commit_draft(world, &world.potters, draft, VerdictCounts { create: 2, ..NOTHING }).await.unwrap();
    assert!(matches!(done, CommitOutcome::Done(_)));
    assert_eq!(world.count("SELECT count(*) FROM assignments WHERE search LIKE '%lovelace%'").await, 1);
});

contract_test!(assignments_are_numbered_in_the_order_of_the_file, |world| async {
    import(world, &world.potters, &[grace(), ada()], VerdictCounts { create: 2, ..NOTHING }).await;
    let lina = row("lina@potters.example", "Antony");
    let again = grace().with(Field::Site, "Antony");
    import(world, &world.potters, &[lina, again], VerdictCounts { create: 1, assign: 1, ..NOTHING }).await;
    let in_order = "SELECT count(*) FROM assignments a JOIN assignments b ON b.number = a.number + 1";
    assert_eq!(world.count(in_order).await, 3);
    let last =
        "SELECT c.last_number - max(a.number) FROM customers c JOIN assignments a ON a.customer_id = c.id
                GROUP BY c.last_number";
    assert_eq!(world.count(last).await, 0);
});

contract_test!(the_same_file_again_writes_nothing_and_mails_nobody, |world| async {
    import(world, &world.potters, &[ada(), grace()], VerdictCounts { create: 2, ..NOTHING }).await;
    let before = everything(world).await;
    let report =
        import(world, &world.potters, &[ada(), grace()], VerdictCounts { unchanged: 2, ..NOTHING }).await;
    assert_eq!((report.counts.unchanged, report.mails.queued), (2, 0));
    let after = everything(world).await;
    // The report of the import and the journal's entry of it: nothing else.
    assert_eq!(
        after,
        [before[0], before[1], before[2], before[3], before[4] + 1, before[5] + 1, before[6], before[7]]
    );
});

contract_test!(committing_a_draft_again_gives_the_same_report, |world| async {
    let draft = draft_of(world, &world.potters, &[ada()]).await;
    let expected = VerdictCounts { create: 1, ..NOTHING };
    let first = commit_draft(world, &world.potters, draft, expected).await.unwrap();
    let before = everything(world).await;
    assert_eq!(commit_draft(world, &world.potters, draft, expected).await.unwrap(), first);
    assert_eq!(everything(world).await, before);
});

contract_test!(two_clicks_at_once_import_once, |world| async {
    let draft = draft_of(world, &world.potters, &[ada(), grace()]).await;
    let expected = VerdictCounts { create: 2, ..NOTHING };
    // Many, for two seldom meet where it hurts: between one's looking for a report and for the draft.
    let clicks = (0..40).map(|_| commit_draft(world, &world.potters, draft, expected));
    let outcomes: Vec<_> = join_all(clicks).await.into_iter().map(Result::unwrap).collect();
    assert!(matches!(outcomes[0], CommitOutcome::Done(_)));
    assert!(outcomes.iter().all(|outcome| *outcome == outcomes[0]));
    assert_eq!(world.count("SELECT count(*) FROM imports").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM assignments").await, 2);
});

contract_test!(a_world_that_changed_since_the_preview_is_shown_before_anything_is_written, |world| async {
    let draft = draft_of(world, &world.potters, &[ada(), grace()]).await;
    import(world, &world.potters, &[ada()], VerdictCounts { create: 1, ..NOTHING }).await;
    let before = everything(world).await;
    let outcome =
        commit_draft(world, &world.potters, draft, VerdictCounts { create: 2, ..NOTHING }).await.unwrap();
    let now = VerdictCounts { create: 1, unchanged: 1, ..NOTHING };
    let CommitOutcome::Changed(difference) = outcome else { panic!("nothing is imported unasked") };
    let ada = ChangedRow {
        line: 2,
        email: "Ada@potters.example".to_owned(),
        name: "Ada Lovelace".to_owned(),
        before: Verdict::Create,
        now: Verdict::Unchanged,
    };
    let mark = difference.mark;
    assert_eq!(difference, Difference { now, rows: vec![ada], count: 1, mark });
    assert_eq!(everything(world).await, before);
    let agreed =
        Commit { options: domain::imports::CommitOptions::default(), expected: now, accepted: Some(mark) };
    let outcome = commit(&world.services, &world.potters.scope, draft, agreed).await.unwrap();
    let CommitOutcome::Done(report) = outcome else {
        panic!("what was shown is what is done");
    };
    assert_eq!((report.counts.create, report.counts.unchanged), (1, 1));
});

contract_test!(rows_are_judged_again_against_the_sites_of_today, |world| async {
    let draft = draft_of(world, &world.potters, &[ada(), row("b@potters.example", "Nîmes")]).await;
    let nimes = b"type;numero;nom;compte;droits\nsite;;N\xc3\xaemes;;\n";
    reference::import(&world.services, &world.potters.scope, nimes).await.unwrap();
    let previewed = VerdictCounts { create: 1, error: 1, ..NOTHING };
    let outcome = commit_draft(world, &world.potters, draft, previewed).await.unwrap();
    let CommitOutcome::Changed(difference) = outcome else { panic!("nothing is imported unasked") };
    assert_eq!(difference.now, VerdictCounts { create: 2, ..NOTHING });
    let row = &difference.rows[0];
    assert_eq!((difference.count, row.line), (1, 3));
    assert_eq!((row.before, row.now), (Verdict::Error, Verdict::Create));
});

contract_test!(other_rows_are_asked_about_again_though_as_many_are_created, |world| async {
    import(world, &world.potters, &[grace()], VerdictCounts { create: 1, ..NOTHING }).await;
    let draft = draft_of(world, &world.potters, &[ada(), grace()]).await;
    // Meanwhile somebody adds the one and removes the other.
    import(world, &world.potters, &[ada()], VerdictCounts { create: 1, ..NOTHING }).await;
    let gone = world.assignment_of(&world.potters, world.user_of("grace@potters.example").await).await;
    crate::users::remove(&world.services, &world.potters.scope, &[gone]).await.unwrap();
    let expected = VerdictCounts { create: 1, unchanged: 1, ..NOTHING };
    for accepted in [None, Some(7)] {
        let how = Commit { options: domain::imports::CommitOptions::default(), expected, accepted };
        let outcome = commit(&world.services, &world.potters.scope, draft, how).await.unwrap();
        let CommitOutcome::Changed(difference) = outcome else { panic!("nobody agreed to these") };
        assert_eq!((difference.now, difference.count), (expected, 2));
    }
});

contract_test!(rows_in_error_stop_an_import_that_is_all_or_nothing, |world| async {
    let draft = draft_of(world, &world.potters, &[ada(), row("b@potters.example", "ANTONY")]).await;
    let before = everything(world).await;
    let expected = VerdictCounts { create: 1, error: 1, ..NOTHING };
    let refused = commit_draft(world, &world.potters, draft, expected).await;
    assert!(matches!(refused, Err(CommitError::RowsInError(1))));
    assert_eq!(everything(world).await, before);
    let how = Commit { options: domain::imports::CommitOptions::ONLY_VALID, expected, accepted: None };
    let CommitOutcome::Done(report) =
        commit(&world.services, &world.potters.scope, draft, how).await.unwrap()
    else {
        panic!("the valid row is imported");
    };
    assert_eq!((report.counts.create, report.counts.error), (1, 1));
    assert_eq!(world.count("SELECT count(*) FROM assignments").await, 1);
});

contract_test!(another_customer_s_draft_is_not_found, |world| async {
    let draft = draft_of(world, &world.potters, &[ada()]).await;
    let scope = &world.other.scope;
    let how = Commit {
        options: domain::imports::CommitOptions::ONLY_VALID,
        expected: VerdictCounts { create: 1, ..NOTHING },
        accepted: None,
    };
    let committed = commit(&world.services, scope, draft, how).await;
    assert!(matches!(committed, Err(CommitError::NotFound)));
    let filled = fill(&world.services, scope, draft, &[DraftRow { line: 2, cells: grace() }]).await;
    assert!(matches!(filled, Err(crate::imports::FillError::NotFound)));
    let report = import(world, &world.potters, &[grace()], VerdictCounts { create: 1, ..NOTHING }).await;
    assert_eq!(crate::imports::report(&world.services, scope, report.id).await.unwrap(), None);
    assert_eq!(crate::imports::list(&world.services, scope).await.unwrap(), []);
});

contract_test!(a_transaction_that_dies_before_its_end_leaves_nothing, |world| async {
    let draft_id = draft_of(world, &world.potters, &[ada(), grace()]).await;
    let before = everything(world).await;
    let (scope, counts) = (&world.potters.scope, VerdictCounts { create: 2, ..NOTHING });
    let mut tx = world.services.db.write().await.unwrap();
    let named = (ImportId(world.services.random.id(world.now())), world.now());
    let import = Import { counts, ..Import::of(scope, draft_id, named) };
    write::write(&mut tx, &import, "liste.csv").await.unwrap();
    let written = tx.query("SELECT count(*) FROM assignments").scalar::<i64>().await;
    assert_eq!(written.unwrap(), 2);
    drop(tx);
    assert_eq!(everything(world).await, before);
    commit_draft(world, &world.potters, draft_id, counts).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM assignments").await, 2);
});

contract_test!(one_address_at_two_places_is_one_person_with_two_assignments, |world| async {
    let elsewhere = ada().with(Field::Site, "Saint-Étienne").with(Field::LastName, "");
    let rows = [ada(), elsewhere.with(Field::Email, "ADA@POTTERS.EXAMPLE")];
    let report =
        import(world, &world.potters, &rows, VerdictCounts { create: 1, assign: 1, ..NOTHING }).await;
    assert_eq!(report.mails.queued, 1);
    assert_eq!(world.count("SELECT count(*) FROM memberships").await, 1);
    assert_eq!(world.count("SELECT count(DISTINCT search) FROM assignments").await, 1);
});

contract_test!(a_row_that_repeats_another_names_its_line, |world| async {
    let new = NewDraft { file_name: "a.csv".to_owned(), row_count: 2 };
    let draft = open(&world.services, &world.potters.scope, new).await.unwrap();
    let rows = [ada(), with_profile(ada(), "Consultation")];
    let verdicts = fill_draft(world, &world.potters, draft, &rows).await;
    assert_eq!((verdicts[0].verdict, verdicts[1].verdict), (Verdict::Create, Verdict::Error));
    assert_eq!(verdicts[1].issues[0].code, domain::imports::IssueCode::Duplicate { line: 2 });
    assert_eq!(verdicts[1].issues[0].code.kind(), IssueKind::Duplicate);
});

contract_test!(another_profile_at_the_same_place_changes_it_and_mails_nobody, |world| async {
    import(world, &world.potters, &[ada(), grace()], VerdictCounts { create: 2, ..NOTHING }).await;
    let new = NewDraft { file_name: "a.csv".to_owned(), row_count: 2 };
    let draft = open(&world.services, &world.potters.scope, new).await.unwrap();
    let rows = [with_profile(ada(), "Consultation"), grace()];
    let verdicts = fill_draft(world, &world.potters, draft, &rows).await;
    assert_eq!(verdicts[0].verdict, Verdict::Profile);
    assert_eq!(verdicts[0].replaced.profile.as_deref(), Some("Expéditeur"));
    let expected = VerdictCounts { profile: 1, unchanged: 1, ..NOTHING };
    let outcome = commit_draft(world, &world.potters, draft, expected).await.unwrap();
    assert!(matches!(outcome, CommitOutcome::Done(report) if report.mails.queued == 0));
    assert_eq!(world.count("SELECT count(*) FROM assignments WHERE sort_profile = 'consultation'").await, 1);
    let before = "SELECT p.name FROM import_changes i JOIN profiles p ON p.id = i.profile_id";
    assert_eq!(world.text(before).await.as_deref(), Some("Expéditeur"));
});

contract_test!(
    a_person_whom_another_customer_has_looks_like_a_new_one_and_gets_an_access_mail,
    |world| async {
        import(
            world,
            &world.other,
            &[row("zoe@exemple.fr", "Antony")],
            VerdictCounts { create: 1, ..NOTHING },
        )
        .await;
        world.execute("UPDATE users SET password_hash = 'chosen' WHERE email_key = 'zoe@exemple.fr'").await;
        let rows = [row("Zoe@exemple.fr", "Antony"), ada()];
        let report = import(world, &world.potters, &rows, VerdictCounts { create: 2, ..NOTHING }).await;
        assert_eq!(report.mails.queued, 2);
        assert_eq!(world.count("SELECT count(*) FROM users WHERE email_key = 'zoe@exemple.fr'").await, 1);
        let seen = "SELECT count(DISTINCT status || mail_state || email) FROM memberships
                WHERE email IN ('Zoe@exemple.fr', 'zoe@exemple.fr')";
        assert_eq!(world.count(seen).await, 2);
        assert_eq!(world.count("SELECT count(*) FROM mail_jobs WHERE kind = 'access'").await, 1);
    }
);

contract_test!(a_draft_is_not_committed_before_all_its_rows_have_come, |world| async {
    let new = NewDraft { file_name: "a.csv".to_owned(), row_count: 2 };
    let draft = open(&world.services, &world.potters.scope, new).await.unwrap();
    fill_draft(world, &world.potters, draft, &[ada()]).await;
    let early = commit_draft(world, &world.potters, draft, VerdictCounts { create: 1, ..NOTHING }).await;
    assert!(matches!(early, Err(CommitError::Incomplete { missing: 1 })));
});

contract_test!(a_prepared_identifier_that_is_somebody_s_already_is_replaced, |world| async {
    let draft = draft_of(world, &world.potters, &[ada(), grace()]).await;
    world.execute("UPDATE draft_rows SET identifier = 'admin@potters.example'").await;
    commit_draft(world, &world.potters, draft, VerdictCounts { create: 2, ..NOTHING }).await.unwrap();
    assert_eq!(world.count("SELECT count(DISTINCT identifier) FROM users").await, 4);
});

contract_test!(mails_of_an_import_wait_behind_each_other_and_are_counted_as_they_go, |world| async {
    let report =
        import(world, &world.potters, &[ada(), grace()], VerdictCounts { create: 2, ..NOTHING }).await;
    assert_eq!(world.count("SELECT count(DISTINCT turn) FROM mail_jobs WHERE lane = 2").await, 2);
    world.execute("UPDATE mail_jobs SET state = 'sent' WHERE turn = (SELECT min(turn) FROM mail_jobs)").await;
    let report = crate::imports::report(&world.services, &world.potters.scope, report.id).await.unwrap();
    let mails = report.unwrap().mails;
    assert_eq!((mails.sent, mails.queued), (1, 1));
    let listed = crate::imports::list(&world.services, &world.potters.scope).await.unwrap();
    assert_eq!(listed[0].mails, mails);
});

contract_test!(a_difference_is_told_again_as_long_as_the_rows_are_the_same, |world| async {
    let draft = draft_of(world, &world.potters, &[ada(), grace()]).await;
    import(world, &world.potters, &[ada()], VerdictCounts { create: 1, ..NOTHING }).await;
    let shown = VerdictCounts { create: 2, ..NOTHING };
    let first = commit_draft(world, &world.potters, draft, shown).await.unwrap();
    // The answer was lost; meanwhile the other row is imported too.
    assert_eq!(commit_draft(world, &world.potters, draft, shown).await.unwrap(), first);
    import(world, &world.potters, &[grace()], VerdictCounts { create: 1, ..NOTHING }).await;
    let CommitOutcome::Changed(difference) = commit_draft(world, &world.potters, draft, shown).await.unwrap()
    else {
        panic!("nothing is imported unasked")
    };
    assert_eq!(difference.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3]);
    // Rows that are brought again are told as they are now.
    fill_draft(world, &world.potters, draft, &[ada(), grace()]).await;
    let CommitOutcome::Changed(difference) = commit_draft(world, &world.potters, draft, shown).await.unwrap()
    else {
        panic!("nothing is imported unasked")
    };
    assert_eq!((difference.count, difference.now.unchanged), (0, 2));
});

contract_test!(an_address_that_another_customer_brought_since_the_preview_is_one_person, |world| async {
    let draft = draft_of(world, &world.potters, &[ada()]).await;
    import(
        world,
        &world.other,
        &[row("ada@potters.example", "Antony")],
        VerdictCounts { create: 1, ..NOTHING },
    )
    .await;
    let outcome =
        commit_draft(world, &world.potters, draft, VerdictCounts { create: 1, ..NOTHING }).await.unwrap();
    assert!(matches!(outcome, CommitOutcome::Done(_)));
    assert_eq!(world.count("SELECT count(*) FROM users WHERE email_key = 'ada@potters.example'").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM assignments").await, 2);
});

fn named(row: RowText, last_name: &str, first_name: &str) -> RowText {
    row.with(Field::LastName, last_name).with(Field::FirstName, first_name)
}

/// What is told of rows: the verdict, and whose address it is where it is somebody else's.
async fn told(world: &World, rows: &[RowText]) -> Vec<(Verdict, Option<String>)> {
    let new = NewDraft { file_name: "a.csv".to_owned(), row_count: 9 };
    let draft = open(&world.services, &world.potters.scope, new).await.unwrap();
    let mut verdicts = fill_draft(world, &world.potters, draft, rows).await;
    verdicts.sort_by_key(|told| told.line);
    let whose = |code: &domain::imports::IssueCode| match code {
        domain::imports::IssueCode::OtherPerson { name } => Some(name.clone()),
        _ => None,
    };

    verdicts
        .iter()
        .map(|told| (told.verdict, told.issues.iter().find_map(|issue| whose(&issue.code))))
        .collect()
}

contract_test!(an_address_that_is_somebody_else_s_is_a_conflict, |world| async {
    let at = |contract: &str, site: &str, last_name: &str, first_name: &str| {
        let place = ada().with(Field::Contract, contract).with(Field::Site, site);
        named(place, last_name, first_name)
    };
    let conflict = (Verdict::Error, Some("Lovelace Ada".to_owned()));
    // Within the file: filled down from the row above.
    let rows = [
        ada(),
        at("10095403", "Antony", "Hopper", "Grace"),
        at("10095403", "Saint-Étienne", "LOVELACE", "A."),
    ];
    assert_eq!(
        told(world, &rows).await,
        [(Verdict::Create, None), conflict.clone(), (Verdict::Assign, None)]
    );
    // With somebody whom the customer has, wherever the row would assign them.
    import(world, &world.potters, &[ada()], VerdictCounts { create: 1, ..NOTHING }).await;
    let rows = [
        named(ada(), "Hopper", "Grace"),
        at("10095403", "Antony", "Hopper", "Grace"),
        at("10095403", "Saint-Étienne", "", ""),
    ];
    assert_eq!(told(world, &rows).await, [conflict.clone(), conflict, (Verdict::Assign, None)]);
});

contract_test!(a_conflict_is_refused_at_the_commit_too_and_ends_with_its_correction, |world| async {
    let lyon = ada().with(Field::Contract, "10095403").with(Field::Site, "Lyon – Part-Dieu");
    let rows = [ada(), named(lyon.clone(), "Hopper", "Grace")];
    let draft = draft_of(world, &world.potters, &rows).await;
    // All verdicts are found again at the commit.
    world.execute("UPDATE drafts SET journal_sequence = NULL").await;
    let expected = VerdictCounts { create: 1, error: 1, ..NOTHING };
    let refused = commit_draft(world, &world.potters, draft, expected).await;
    assert!(matches!(refused, Err(CommitError::RowsInError(1))), "{refused:?}");
    let corrected = [ada(), named(lyon, "Lovelace", "")];
    fill_draft(world, &world.potters, draft, &corrected).await;
    let expected = VerdictCounts { create: 1, assign: 1, ..NOTHING };
    commit_draft(world, &world.potters, draft, expected).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM assignments").await, 2);
});

/// The profiles of somebody's assignments, by site.
async fn profiles_of(world: &World, address: &str) -> Vec<(String, String)> {
    let mut tx = world.services.db.read().await.unwrap();
    tx.query(
        "SELECT a.sort_site, a.sort_profile FROM assignments a JOIN memberships m
             ON m.customer_id = a.customer_id AND m.user_id = a.user_id
         WHERE m.email = $1 ORDER BY a.sort_site",
    )
    .bind(address)
    .fetch_all()
    .await
    .unwrap()
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(site, profile)| ((*site).to_owned(), (*profile).to_owned())).collect()
}

contract_test!(a_row_without_a_profile_leaves_who_is_there_the_one_that_they_have, |world| async {
    let lina = row("lina@potters.example", "Antony");
    let consultation = with_profile(lina.clone(), "Consultation");
    import(world, &world.potters, &[consultation], VerdictCounts { create: 1, ..NOTHING }).await;

    import(world, &world.potters, &[lina], VerdictCounts { unchanged: 1, ..NOTHING }).await;
    assert_eq!(profiles_of(world, "lina@potters.example").await, pairs(&[("antony", "consultation")]));
});

contract_test!(who_is_new_gets_the_default_profile_where_the_row_names_none, |world| async {
    let lina = row("lina@potters.example", "Antony");
    import(world, &world.potters, &[lina], VerdictCounts { create: 1, ..NOTHING }).await;
    assert_eq!(profiles_of(world, "lina@potters.example").await, pairs(&[("antony", "expediteur")]));
});

contract_test!(one_more_assignment_without_a_profile_gets_the_one_that_all_others_have, |world| async {
    let at = |site: &str, profile: &str| with_profile(row("lina@potters.example", site), profile);

    // Those of the same file count, too.
    let rows = [at("Antony", "Consultation"), at("Saint-Étienne", "")];
    import(world, &world.potters, &rows, VerdictCounts { create: 1, assign: 1, ..NOTHING }).await;
    let both = [("antony", "consultation"), ("saint-etienne", "consultation")];
    assert_eq!(profiles_of(world, "lina@potters.example").await, pairs(&both));

    // What the file itself changes counts as it is from then on.
    let rows = [at("Antony", "Expéditeur"), at("Saint-Étienne", "Expéditeur"), at("Lyon – Part-Dieu", "")];
    let lina = "lina@potters.example";
    import(world, &world.potters, &rows, VerdictCounts { profile: 2, assign: 1, ..NOTHING }).await;
    let same =
        [("antony", "expediteur"), ("lyon - part-dieu", "expediteur"), ("saint-etienne", "expediteur")];
    assert_eq!(profiles_of(world, lina).await, pairs(&same));
});

contract_test!(
    assignments_that_one_file_gives_with_two_profiles_leave_a_blank_one_the_default,
    |world| async {
        let at = |site: &str, profile: &str| with_profile(row("lina@potters.example", site), profile);
        import(
            world,
            &world.potters,
            &[at("Antony", "Consultation")],
            VerdictCounts { create: 1, ..NOTHING },
        )
        .await;
        let rows = [at("Saint-Étienne", "Expéditeur"), at("Lyon – Part-Dieu", "")];
        import(world, &world.potters, &rows, VerdictCounts { assign: 2, ..NOTHING }).await;
        let three =
            [("antony", "consultation"), ("lyon - part-dieu", "expediteur"), ("saint-etienne", "expediteur")];
        assert_eq!(profiles_of(world, "lina@potters.example").await, pairs(&three));
    }
);

contract_test!(where_the_others_differ_one_more_assignment_gets_the_default, |world| async {
    let at = |site: &str, profile: &str| with_profile(row("lina@potters.example", site), profile);
    let rows = [at("Antony", "Consultation"), at("Saint-Étienne", "")];
    import(world, &world.potters, &rows, VerdictCounts { create: 1, assign: 1, ..NOTHING }).await;
    let other = at("Antony", "Expéditeur");
    import(world, &world.potters, &[other], VerdictCounts { profile: 1, ..NOTHING }).await;
    let lyon = at("Lyon – Part-Dieu", "").with(Field::Contract, "10095403");
    import(world, &world.potters, &[lyon], VerdictCounts { assign: 1, ..NOTHING }).await;
    let three =
        [("antony", "expediteur"), ("lyon - part-dieu", "expediteur"), ("saint-etienne", "consultation")];
    assert_eq!(profiles_of(world, "lina@potters.example").await, pairs(&three));
});
