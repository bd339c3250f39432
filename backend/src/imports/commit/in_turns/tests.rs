//! What is written or undone in turns is what is written or undone at once, wherever it stops in between.

use crate::db::{Pools, is_busy};
use crate::imports::commit::{Commit, CommitError, commit_from};
use crate::imports::testing::{draft_of, import, row};
use crate::imports::under_way::Gate;
use crate::imports::{UndoError, list, resume, settle, undo, undo_from, verdicts};
use crate::maintenance;
use crate::services::Services;
use crate::testing::{Customer, Engine, World, run};
use domain::ids::DraftId;
use domain::imports::{CommitOptions, CommitOutcome, Field, ImportReport, RowText, Verdict, VerdictCounts};
use futures::future::join_all;
use sqlx::{AssertSqlSafe, SqlitePool};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;

const NOTHING: VerdictCounts =
    VerdictCounts { create: 0, assign: 0, profile: 0, name: 0, unchanged: 0, error: 0, blank: 0 };

/// How many rows are many: none is, or each.
const AT_ONCE: u32 = u32::MAX;
const IN_TURNS: u32 = 1;

/// After so many seconds somebody else goes on with an import.
const GIVEN_UP: i64 = 11;

fn on_sqlite(body: impl AsyncFnOnce(&World)) {
    run(Engine::Sqlite, body);
}

fn writer(world: &World) -> &SqlitePool {
    match world.services.db.pools() {
        Pools::Sqlite { writer, .. } => writer,
        Pools::Postgres { .. } => panic!("imports are written in turns on SQLite"),
    }
}

/// Every row of every table, but for what a draft notes for the next statement alone, and which assignments are found by
/// some words.
type Everything = BTreeMap<String, Vec<String>>;

async fn everything(world: &World) -> Everything {
    let texts = async |sql: String| -> Vec<String> {
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(writer(world)).await.unwrap()
    };
    let mut everything = Everything::new();
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'assignments_search*'
        AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_sqlx*'";

    for table in texts(tables.to_owned()).await {
        let columns = format!(
            "SELECT group_concat('quote(\"' || name || '\")', '||''|''||') FROM pragma_table_info('{table}')
                WHERE name <> 'changed'"
        );
        let columns = texts(columns).await.remove(0);
        everything.insert(table.clone(), texts(format!("SELECT {columns} FROM {table} ORDER BY 1")).await);
    }
    for word in ["potters", "durand", "ada@", "exemple"] {
        let found =
            format!("SELECT CAST(rowid AS TEXT) FROM assignments_search('\"{word}\"') ORDER BY rowid");
        everything.insert(format!("found by {word}"), texts(found).await);
    }

    everything
}

/// Steps of a deterministic walk, as from a die.
fn die(state: &mut u64, sides: u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from((*state >> 33) % sides).unwrap()
}

fn named(row: RowText, last_name: &str, first_name: &str) -> RowText {
    row.with(Field::LastName, last_name).with(Field::FirstName, first_name)
}

/// People of the customer's, one of them suspended, and one of the other customer's.
async fn people(world: &World) {
    let rows = [
        named(row("ada@potters.example", "Antony"), "Durand", "Ada").with(Field::Rights, "retours=gestion"),
        row("ada@potters.example", "Saint-Étienne").with(Field::Profile, "Consultation"),
        named(row("grace@potters.example", "Antony"), "Hopper", "Grace").with(Field::End, "31/12/2026"),
        row("linus@potters.example", "Lyon – Part-Dieu"),
    ];
    import(world, &world.potters, &rows, VerdictCounts { create: 3, assign: 1, ..NOTHING }).await;
    import(world, &world.other, &[row("zoe@exemple.fr", "Antony")], VerdictCounts { create: 1, ..NOTHING })
        .await;
    for suspend in [
        "UPDATE memberships SET status = 'suspended' WHERE email LIKE 'grace%'",
        "UPDATE assignments SET status = 'suspended' WHERE search LIKE '%grace%'",
    ] {
        world.execute(suspend).await;
    }
}

/// A row of a file that has a bit of everything.
fn any_row(state: &mut u64) -> RowText {
    let mut any = |of: &[&'static str]| of[die(state, of.len() as u64)];
    let address = any(&[
        "ada@potters.example",
        "grace@potters.example",
        "linus@potters.example",
        "Zoe@exemple.fr",
        "n1@potters.example",
        "n2@potters.example",
        "n3@potters.example",
        "n4@potters.example",
        "n5@potters.example",
    ]);
    let cells = row(address, any(&["Antony", "Saint-Étienne", "Lyon – Part-Dieu", "antony"]))
        .with(Field::Contract, any(&["10000700", "10095403"]))
        .with(Field::Profile, any(&["", "", "Expéditeur", "Consultation"]))
        .with(Field::Rights, any(&["", "", "retours=consultation", "suivi=aucun,retours=gestion"]))
        .with(Field::End, any(&["", "", "", "30/11/2026"]));
    match any(&["", "", "Durand", "Durant"]) {
        "" => cells,
        last_name => named(cells, last_name, ""),
    }
}

/// A draft of many rows, and how it is to be committed.
async fn prepared(world: &World, seed: u64) -> (DraftId, CommitOptions) {
    people(world).await;
    world.services.clock.advance(3600);
    let mut state = seed;
    let rows: Vec<RowText> = (0..18).map(|_| any_row(&mut state)).collect();
    let draft = draft_of(world, &world.potters, &rows).await;

    // Sometimes what was told does not hold any more.
    if !seed.is_multiple_of(2) {
        let meanwhile = [row("n1@potters.example", "Antony")];
        import(world, &world.potters, &meanwhile, VerdictCounts { create: 1, ..NOTHING }).await;
    }
    let options = CommitOptions {
        only_valid: true,
        keep_names: seed.is_multiple_of(5),
        reactivate: !seed.is_multiple_of(3),
    };
    (draft, options)
}

/// Commits a draft, and agrees to whatever has changed since.
async fn commit_as(
    world: &World,
    draft: DraftId,
    options: CommitOptions,
    many: u32,
) -> Result<ImportReport, CommitError> {
    let scope = &world.potters.scope;
    let mut tx = world.services.db.read().await.unwrap();
    let expected = verdicts::tally(&mut tx, scope, draft).await.unwrap().counts;
    drop(tx);
    let mut how = Commit { options, expected, accepted: None };
    loop {
        match commit_from(&world.services, scope, draft, how, many).await? {
            CommitOutcome::Done(report) => return Ok(report),
            CommitOutcome::Changed(difference) => {
                how = Commit { expected: difference.now, accepted: Some(difference.mark), ..how };
                if many == AT_ONCE {
                    // In turns an import has its identifier before its rows are judged.
                    world.services.random.id(world.now());
                }
            }
        }
    }
}

/// What there is once a file is imported, and once that is undone.
fn written(seed: u64, many: u32) -> (ImportReport, Everything, Everything) {
    let result = RefCell::new(None);
    on_sqlite(async |world| {
        let (draft, options) = prepared(world, seed).await;
        let report = commit_as(world, draft, options, many).await.unwrap();
        let imported = everything(world).await;
        world.services.clock.advance(3600);
        undo_from(&world.services, &world.potters.scope, report.id, many).await.unwrap();
        *result.borrow_mut() = Some((report, imported, everything(world).await));
    });
    result.into_inner().unwrap()
}

fn assert_same(one: &Everything, other: &Everything, when: &str) {
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (table, rows) in one {
        let others = &other[table];
        let differs = rows.iter().zip(others).find(|(one, other)| one != other);
        assert_eq!((rows.len(), differs), (others.len(), None), "{table}, {when}");
    }
}

#[test]
fn what_is_written_in_turns_is_what_is_written_at_once() {
    let mut seen = BTreeMap::<&str, usize>::new();
    for seed in 0..24 {
        let (report, imported, undone) = written(seed, AT_ONCE);
        let (in_turns, imported_in_turns, undone_in_turns) = written(seed, IN_TURNS);
        assert_eq!(report, in_turns, "{seed}");
        assert_same(&imported, &imported_in_turns, &format!("imported, {seed}"));
        assert_same(&undone, &undone_in_turns, &format!("undone, {seed}"));
        for table in ["import_people", "import_changes", "import_rights", "import_refused"] {
            *seen.entry(table).or_default() += imported[table].len();
        }
    }
    assert!(seen.values().all(|rows| *rows > 0), "{seen:?}");
}

/// From now on so many turns of an import end well, the one that begins it among them, and no more.
async fn stop_after(world: &World, turns: u32) {
    const STOP: &str = "BEGIN
            SELECT RAISE(ABORT, 'stopped') FROM turns_left WHERE n <= 0;
            UPDATE turns_left SET n = n - 1;
        END;";
    let sql = format!(
        "CREATE TABLE turns_left (n INTEGER); INSERT INTO turns_left VALUES ({turns});
         CREATE TRIGGER stop_turn BEFORE UPDATE ON imports_under_way
             WHEN new.step IS NOT NULL OR new.undone_to IS NOT NULL {STOP}
         CREATE TRIGGER stop_end BEFORE DELETE ON imports_under_way
             WHEN old.step IS NOT NULL OR old.undone_to IS NOT NULL {STOP}"
    );
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(writer(world)).await.unwrap();
}

async fn stop_no_more(world: &World) {
    let sql = "DROP TRIGGER stop_turn; DROP TRIGGER stop_end; DROP TABLE turns_left";
    sqlx::raw_sql(sql).execute(writer(world)).await.unwrap();
}

/// Customers whose totals are not those of what they have.
const WRONG_TOTALS: &str = "SELECT count(*) FROM customers c
    WHERE assignment_count <> (SELECT count(*) FROM assignments a WHERE a.customer_id = c.id)
       OR user_count <> (SELECT count(*) FROM memberships m WHERE m.customer_id = c.id)
       OR user_count <> (SELECT count(DISTINCT user_id) FROM assignments a WHERE a.customer_id = c.id)
       OR last_number < (SELECT max(number) FROM assignments a WHERE a.customer_id = c.id)";

/// An import that has stopped in the middle is nowhere to be seen, though some of what it brings is.
async fn assert_unseen(world: &World, listed_before: usize) {
    let (services, scope) = (&world.services, &world.potters.scope);
    assert_eq!(world.count(WRONG_TOTALS).await, 0);
    assert_eq!(list(services, scope).await.unwrap().len(), listed_before);
    let id = world.text("SELECT hex(import_id) FROM imports_under_way").await.unwrap();
    let id = domain::ids::ImportId(id.parse().unwrap());
    assert!(matches!(undo(services, scope, id).await, Err(UndoError::NotFound)));
    assert_eq!(crate::imports::report(services, scope, id).await.unwrap(), None);
}

#[test]
fn an_import_that_stops_between_two_turns_is_gone_on_with_and_written_once() {
    for seed in [4, 7] {
        let (report, whole, _) = written(seed, AT_ONCE);
        let stopped = RefCell::new(true);
        for turns in 1_u32.. {
            on_sqlite(async |world| {
                let (draft, options) = prepared(world, seed).await;
                let listed = list(&world.services, &world.potters.scope).await.unwrap().len();
                stop_after(world, turns).await;
                let stops = commit_as(world, draft, options, IN_TURNS).await.is_err();
                if stops {
                    assert_unseen(world, listed).await;
                }
                stop_no_more(world).await;
                if stops && turns.is_multiple_of(2) {
                    // The next server goes on, once nobody else does.
                    assert!(!settle(&world.services).await.unwrap());
                    world.services.clock.advance(GIVEN_UP);
                    assert!(settle(&world.services).await.unwrap());
                }
                let again = commit_as(world, draft, options, IN_TURNS).await.unwrap();
                assert_eq!(again, report);
                let mut there = everything(world).await;
                if stops && turns.is_multiple_of(2) {
                    // The journal says when it was ended.
                    for table in ["journal", "journal_people"] {
                        assert_eq!(there[table].len(), whole[table].len());
                        there.insert(table.to_owned(), whole[table].clone());
                    }
                }
                assert_same(&whole, &there, &format!("{seed}, {turns} turns"));
                assert!(!settle(&world.services).await.unwrap());
                *stopped.borrow_mut() = stops;
            });
            if !*stopped.borrow() {
                assert!(turns > 8, "only {turns} turns");
                break;
            }
        }
    }
}

/// An import, on which somebody has built since.
async fn built_upon(world: &World, seed: u64) -> ImportReport {
    let (draft, options) = prepared(world, seed).await;
    let report = commit_as(world, draft, options, AT_ONCE).await.unwrap();
    world.services.clock.advance(3600);
    // Somebody has left where they were before; two have come; another has an assignment more, and one another profile.
    world
        .execute(
            "DELETE FROM assignments WHERE search LIKE '%linus%' AND EXISTS (SELECT 1 FROM assignments o
         WHERE o.user_id = assignments.user_id AND o.number > assignments.number)",
        )
        .await;
    world.execute("UPDATE customers SET assignment_count = (SELECT count(*) FROM assignments a WHERE a.customer_id = customers.id)").await;
    world
        .execute("UPDATE memberships SET last_sign_in_at = 1 WHERE email LIKE 'n2%' OR email LIKE 'n3%'")
        .await;
    let more = [row("n4@potters.example", "Lyon – Part-Dieu").with(Field::Contract, "10095403")];
    let draft = draft_of(world, &world.potters, &more).await;
    commit_as(world, draft, CommitOptions::default(), AT_ONCE).await.unwrap();
    world.execute("UPDATE assignments SET changed_at = 1 WHERE search LIKE '%ada%' AND number % 2 = 0").await;
    report
}

/// What is left once an import is undone, at once or in turns.
fn left(seed: u64, many: u32) -> (ImportReport, Everything) {
    let result = RefCell::new(None);
    on_sqlite(async |world| {
        let id = built_upon(world, seed).await.id;
        let report = undo_from(&world.services, &world.potters.scope, id, many).await.unwrap();
        *result.borrow_mut() = Some((report, everything(world).await));
    });
    result.into_inner().unwrap()
}

#[test]
fn what_is_undone_in_turns_is_what_is_undone_at_once() {
    let mut reasons = BTreeMap::<String, usize>::new();
    for seed in 0..24 {
        let (report, at_once) = left(seed, AT_ONCE);
        let (in_turns, left_by_turns) = left(seed, IN_TURNS);
        assert_eq!(report, in_turns, "{seed}");
        assert_same(&at_once, &left_by_turns, &format!("undone, {seed}"));
        for kept in report.undone.unwrap().kept {
            *reasons.entry(format!("{:?}", kept.reason)).or_default() += 1;
        }
    }
    assert_eq!(reasons.len(), 4, "not all reasons to stay were met: {reasons:?}");
}

#[test]
fn an_undoing_that_stops_between_two_turns_is_gone_on_with_and_done_once() {
    for seed in [4, 7] {
        let (report, whole) = left(seed, AT_ONCE);
        let stopped = RefCell::new(true);
        for turns in 0_u32.. {
            on_sqlite(async |world| {
                let (services, scope) = (&world.services, &world.potters.scope);
                let id = built_upon(world, seed).await.id;
                stop_after(world, turns).await;
                let stops = undo_from(services, scope, id, IN_TURNS).await.is_err();
                stop_no_more(world).await;
                if stops {
                    assert_eq!(world.count(WRONG_TOTALS).await, 0);
                    let shown = crate::imports::report(services, scope, id).await.unwrap().unwrap();
                    assert!(shown.undone.is_some(), "it is said to be undone");
                }
                if stops && turns.is_multiple_of(2) {
                    // The next server goes on before it answers.
                    resume(services).await;
                    assert_eq!(world.count("SELECT count(*) FROM imports_under_way").await, 0);
                }
                let again = undo_from(services, scope, id, IN_TURNS).await.unwrap();
                assert_eq!(again, report);
                assert_same(&whole, &everything(world).await, &format!("{seed}, {turns} turns"));
                *stopped.borrow_mut() = stops;
            });
            if !*stopped.borrow() {
                assert!(turns > 3, "only {turns} turns");
                break;
            }
        }
    }
}

#[test]
fn many_who_undo_at_once_undo_once() {
    on_sqlite(async |world| {
        let (services, scope) = (&world.services, &world.potters.scope);
        let id = built_upon(world, 4).await.id;
        let undone = join_all((0..8).map(|_| undo_from(services, scope, id, IN_TURNS))).await;
        let first = undone[0].as_ref().unwrap();
        assert!(undone.iter().all(|report| report.as_ref().unwrap() == first));
        assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'import.undone'").await, 1);
        assert_eq!(world.count(WRONG_TOTALS).await, 0);
    });
}

#[test]
fn an_import_that_cannot_begin_leaves_nothing_and_nobody_waiting() {
    on_sqlite(async |world| {
        let (draft, options) = prepared(world, 4).await;
        let before = everything(world).await;
        stop_after(world, 0).await;
        commit_as(world, draft, options, IN_TURNS).await.unwrap_err();
        stop_no_more(world).await;
        assert_same(&before, &everything(world).await, "not begun");

        let refused = CommitOptions { only_valid: false, ..options };
        let refused = commit_as(world, draft, refused, IN_TURNS).await;
        assert!(matches!(refused, Err(CommitError::RowsInError(_))), "{refused:?}");
        assert_same(&before, &everything(world).await, "refused");
        commit_as(world, draft, options, IN_TURNS).await.unwrap();
    });
}

/// Has an import of the customer's stop in the middle.
async fn stopped(world: &World) -> (DraftId, CommitOptions) {
    let (draft, options) = prepared(world, 4).await;
    stop_after(world, 4).await;
    commit_as(world, draft, options, IN_TURNS).await.unwrap_err();
    stop_no_more(world).await;
    (draft, options)
}

/// The same services, where nobody waits for an import.
fn impatient(world: &World) -> Services {
    Services { db: world.services.db.waiting_at_gate(Duration::ZERO), ..world.services.clone() }
}

#[test]
fn between_two_turns_others_write_and_the_customer_waits_to_the_end() {
    on_sqlite(async |world| {
        stopped(world).await;
        let waiting = tokio::spawn({
            let services = world.services.clone();
            let customer = world.potters.id;
            async move {
                let mut tx = services.db.of(customer).write().await.unwrap();
                tx.query("SELECT count(*) FROM imports_under_way").scalar::<i64>().await.unwrap()
            }
        });

        let theirs = [row("x@faiences.example", "Antony")];
        import(world, &world.other, &theirs, VerdictCounts { create: 1, ..NOTHING }).await;
        world.session_of(world.potters.administrator).await;
        assert!(!waiting.is_finished());

        world.services.clock.advance(GIVEN_UP);
        assert!(settle(&world.services).await.unwrap());
        assert_eq!(waiting.await.unwrap(), 0, "it sees all of the import");
    });
}

#[test]
fn nobody_waits_for_ever_and_what_is_done_beside_requests_not_at_all() {
    on_sqlite(async |world| {
        stopped(world).await;
        let impatient = impatient(world);
        let refused = impatient.db.of(world.potters.id).write().await.unwrap_err();
        assert!(is_busy(&refused), "{refused:?}");
        assert!(impatient.db.of(world.other.id).write().await.is_ok());

        // Something is due of everything: ends, invitations, drafts, seals.
        world.execute("UPDATE memberships SET invited_until = 1 WHERE status = 'invited'").await;
        world.execute("UPDATE assignments SET ends_at = 1, next_end_at = 1").await;
        world.execute("UPDATE drafts SET touched_at = 1").await;
        maintenance::run(&impatient).await.unwrap();
        crate::journal::seal_all(&impatient).await.unwrap();
        while maintenance::settle(&impatient).await.unwrap() {}
        let left = world.count("SELECT count(DISTINCT customer_id) FROM drafts").await;
        assert_eq!(left, 1, "drafts of the customer whose import is under way");
    });
}

#[test]
fn a_gate_that_was_shut_for_an_import_that_never_began_is_opened() {
    on_sqlite(async |world| {
        let (services, potters) = (&world.services, &world.potters);
        let shut = async || {
            let mut tx = services.db.of(potters.id).write().await.unwrap();
            Gate::shut(&mut tx, services, &potters.scope).await.unwrap();
            tx.commit().await.unwrap();
        };
        shut().await;
        assert!(!settle(services).await.unwrap(), "its rows may still be judged");
        world.services.clock.advance(GIVEN_UP);
        assert!(settle(services).await.unwrap());
        assert!(impatient(world).db.of(potters.id).write().await.is_ok());

        let (draft, options) = prepared(world, 4).await;
        shut().await;
        commit_as(world, draft, options, IN_TURNS).await.unwrap();
    });
}

fn new_people(count: usize) -> Vec<RowText> {
    (0..count).map(|n| row(&format!("n{n}@potters.example"), "Antony")).collect()
}

async fn draft_of_new_people(world: &World, customer: &Customer) -> (DraftId, VerdictCounts) {
    let draft = draft_of(world, customer, &new_people(8)).await;
    (draft, VerdictCounts { create: 8, ..NOTHING })
}

#[test]
fn an_identifier_that_becomes_somebody_s_between_two_turns_is_replaced() {
    on_sqlite(async |world| {
        let (draft, _) = draft_of_new_people(world, &world.potters).await;
        world.execute("UPDATE draft_rows SET identifier = 'admin@potters.example' WHERE line >= 8").await;
        let report = commit_as(world, draft, CommitOptions::default(), IN_TURNS).await.unwrap();
        assert_eq!((report.counts.create, report.mails.queued), (8, 8));
        assert_eq!(world.count("SELECT count(DISTINCT identifier) FROM users").await, 10);
    });
}

#[test]
fn many_clicks_at_once_and_two_customers_import_once_each() {
    on_sqlite(async |world| {
        let (draft, expected) = draft_of_new_people(world, &world.potters).await;
        let (theirs, _) = draft_of_new_people(world, &world.other).await;
        let how = Commit { options: CommitOptions::default(), expected, accepted: None };
        let clicks = (0..16).map(|click| {
            let customer = if click % 4 == 3 { &world.other } else { &world.potters };
            let draft = if click % 4 == 3 { theirs } else { draft };
            async move { commit_from(&world.services, &customer.scope, draft, how, IN_TURNS).await.unwrap() }
        });
        let outcomes = join_all(clicks).await;
        assert!(outcomes.iter().all(|outcome| matches!(outcome, CommitOutcome::Done(_))));
        assert_eq!(world.count("SELECT count(*) FROM imports").await, 2);
        assert_eq!(world.count("SELECT count(*) FROM assignments").await, 16);
        assert_eq!(world.count(WRONG_TOTALS).await, 0);
    });
}

#[test]
fn somebody_whom_another_customer_has_may_change_their_address_between_two_of_their_rows() {
    on_sqlite(async |world| {
        people(world).await;
        let mut rows = vec![row("zoe@exemple.fr", "Antony")];
        rows.extend(new_people(6));
        rows.push(row("zoe@exemple.fr", "Saint-Étienne"));
        let draft = draft_of(world, &world.potters, &rows).await;
        stop_after(world, 3).await;
        commit_as(world, draft, CommitOptions::default(), IN_TURNS).await.unwrap_err();
        stop_no_more(world).await;
        world
            .execute("UPDATE users SET email_key = 'zoe@ailleurs.fr' WHERE email_key = 'zoe@exemple.fr'")
            .await;
        commit_as(world, draft, CommitOptions::default(), IN_TURNS).await.unwrap();

        let hers = "SELECT count(*) FROM assignments a JOIN users u ON u.id = a.user_id
            JOIN customers c ON c.id = a.customer_id AND c.name LIKE 'POTTERS%'
            WHERE u.email_key = 'zoe@ailleurs.fr'";
        assert_eq!(world.count(hers).await, 2);
        assert_eq!(world.count(WRONG_TOTALS).await, 0);
    });
}

#[test]
fn a_world_that_changed_since_the_preview_is_shown_and_the_gate_opened() {
    on_sqlite(async |world| {
        let (draft, expected) = draft_of_new_people(world, &world.potters).await;
        let meanwhile = [row("n3@potters.example", "Antony")];
        import(world, &world.potters, &meanwhile, VerdictCounts { create: 1, ..NOTHING }).await;
        let how = Commit { options: CommitOptions::default(), expected, accepted: None };
        let outcome = commit_from(&world.services, &world.potters.scope, draft, how, IN_TURNS).await.unwrap();
        let CommitOutcome::Changed(difference) = outcome else { panic!("{outcome:?}") };
        assert_eq!((difference.rows[0].line, difference.rows[0].now), (5, Verdict::Unchanged));
        assert!(impatient(world).db.of(world.potters.id).write().await.is_ok());
        assert_eq!(world.count("SELECT count(*) FROM imports").await, 1);
    });
}
