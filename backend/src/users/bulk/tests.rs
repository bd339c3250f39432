use super::*;
use crate::access::{AdministratorScope, CustomerScope, principal};
use crate::clock::Clock;
use crate::db::Tx;
use crate::journal;
use crate::services::Services;
use crate::testing::{World, contract_test};
use crate::users::testing::{blocks, emails, explained, generated, page, people_at, rows};
use crate::users::{self, NewPerson, NewUsers};
use domain::address::EmailAddress;
use domain::end_date::EndDate;
use domain::ids::{AssignmentId, BulkId};
use domain::journal::{Action, JournalRequest, JournalSubject};
use domain::rights::{Application, Level, Right};
use domain::users::{
    AssignmentRow, AssignmentTarget, BulkAction, BulkChange, BulkKind, BulkRow, BulkState, Count, Filter,
    Grants, LeaveReason, PageRequest, PersonalRight, StatusChange, Touched,
};
use futures::TryStreamExt;
use uuid::Uuid;

fn antony(world: &World) -> AssignmentTarget {
    world.potters.place("10000700", "53", "Antony", "Expéditeur")
}

fn lyon(world: &World) -> AssignmentTarget {
    world.potters.place("10000700", "53", "Lyon – Part-Dieu", "Consultation")
}

/// So many people at Antony, `a00@…`, `a01@…`; their rows, by address.
async fn people(world: &World, count: usize) -> Vec<AssignmentRow> {
    let addresses: Vec<String> = (0..count).map(|n| format!("a{n:02}@potters.example")).collect();
    let named: Vec<[&str; 3]> = addresses.iter().map(|address| ["", "", address.as_str()]).collect();
    people_at(world, &world.potters, antony(world), &named).await;
    rows(world, &world.potters, Filter::default()).await
}

fn ids(rows: &[AssignmentRow]) -> Vec<AssignmentId> {
    rows.iter().map(|row| row.id).collect()
}

fn all() -> Selection {
    Selection::Matching(Filter::default())
}

/// The same services at a clock that never stands still.
fn ticking(world: &World) -> Services {
    Services { clock: Clock::ticking(world.now().plus_seconds(60)), ..world.services.clone() }
}

async fn settled(world: &World) {
    while settle_bulk(&world.services).await.unwrap() {}
}

async fn found(world: &World, id: BulkId) -> BulkChange {
    find_bulk(&world.services, &world.potters.scope, id).await.unwrap().unwrap()
}

/// What an action would do to what was chosen.
async fn proposed(
    world: &World,
    scope: &CustomerScope,
    action: BulkAction,
    selection: &Selection,
) -> BulkChange {
    let id = propose_bulk(&world.services, scope, action.kind(), selection).await.unwrap();
    settled(world).await;
    if action.kind().action().is_none() {
        aim_bulk(&world.services, scope, id, action).await.unwrap();
        settled(world).await;
    }
    let change = found(world, id).await;
    assert_eq!(change.state, BulkState::Proposed);
    change
}

/// Does what was proposed.
async fn done(world: &World, scope: &CustomerScope, id: BulkId) -> BulkChange {
    begin_bulk(&world.services, scope, id).await.unwrap();
    settled(world).await;
    let change = found(world, id).await;
    assert_eq!(change.state, BulkState::Done);
    change
}

async fn undone(world: &World, scope: &CustomerScope, id: BulkId) -> BulkChange {
    undo_bulk(&world.services, scope, id).await.unwrap();
    settled(world).await;
    let change = found(world, id).await;
    assert_eq!(change.state, BulkState::Undone);
    change
}

/// Why rows are left, and how many.
fn left(change: &BulkChange) -> Vec<(LeaveReason, u64)> {
    change.tally.left.iter().map(|left| (left.reason, left.rows)).collect()
}

/// Everything of the customer's people that undoing has to bring back.
async fn everything(world: &World) -> String {
    let sql = "SELECT string_agg(m.email || '|' || m.status || '|' || a.status || '|' || m.status_since || '|'
            || COALESCE(m.mail_state, '') || '|' || a.sort_site || '|' || a.sort_profile || '|'
            || COALESCE(a.ends_at, 0) || '|' || COALESCE(a.next_end_at, 0) || '|' || COALESCE(a.changed_at, 0)
            || '|' || a.number || '|' || COALESCE((SELECT string_agg(r.application, ',') FROM personal_rights r
                WHERE r.assignment_id = a.id), ''), ';' ORDER BY a.number)
        FROM assignments a JOIN memberships m ON m.user_id = a.user_id AND m.customer_id = a.customer_id";
    world.text(sql).await.unwrap_or_default()
}

/// What is kept of how many there are, and how many there are.
async fn totals_hold(world: &World) {
    let kept = "SELECT assignment_count FROM customers WHERE name = 'POTTERS FRANCE'";
    let counted = "SELECT count(*) FROM assignments a JOIN customers c ON c.id = a.customer_id
        WHERE c.name = 'POTTERS FRANCE'";
    assert_eq!(world.count(kept).await, world.count(counted).await);
    let kept = "SELECT user_count FROM customers WHERE name = 'POTTERS FRANCE'";
    let counted = "SELECT count(*) FROM memberships m JOIN customers c ON c.id = m.customer_id
        WHERE c.name = 'POTTERS FRANCE'";
    assert_eq!(world.count(kept).await, world.count(counted).await);
}

/// Every action, with something that it changes of people at Antony who were invited.
fn actions(world: &World) -> Vec<BulkAction> {
    vec![
        BulkAction::Suspend,
        BulkAction::Profile(lyon(world).profile),
        BulkAction::Site(lyon(world).site.unwrap()),
        BulkAction::End(EndDate::new(2026, 12, 31).ok()),
        BulkAction::Remove,
    ]
}

contract_test!(each_action_changes_all_that_match_and_is_undone_whole, |world| async {
    people(world, 6).await;
    world
        .execute(
            "INSERT INTO personal_rights (customer_id, assignment_id, application, level)
             SELECT customer_id, id, 'retours', 'gestion' FROM assignments WHERE sort_user LIKE 'a01%'",
        )
        .await;
    let before = everything(world).await;

    for action in actions(world) {
        world.services.clock.advance(60);
        let change = proposed(world, &world.potters.scope, action, &all()).await;
        assert_eq!(everything(world).await, before, "{action:?}: nothing is changed before it is begun");
        assert_eq!((change.rows, change.tally.touched), (6, Touched { rows: 6, people: 6 }), "{action:?}");

        let result = done(world, &world.potters.scope, change.id).await;
        assert_eq!(result.tally, change.tally, "{action:?}");
        assert_ne!(everything(world).await, before, "{action:?}");
        totals_hold(world).await;

        let back = undone(world, &world.potters.scope, change.id).await;
        assert_eq!(back.undoing.touched, Touched { rows: 6, people: 6 }, "{action:?}");
        assert_eq!(everything(world).await, before, "{action:?}");
        totals_hold(world).await;
    }

    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'users.bulk'").await, 5);
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'users.bulk_undone'").await, 5);
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs WHERE state = 'queued'").await, 6);
});

contract_test!(the_journal_says_what_many_were_given, |world| async {
    people(world, 2).await;
    let (profile, site) = (lyon(world).profile, lyon(world).site.unwrap());
    let given = [
        (BulkAction::Profile(profile), Some("Consultation".to_owned())),
        (BulkAction::Site(site), Some("Lyon – Part-Dieu".to_owned())),
        (BulkAction::End(None), None),
    ];
    for (action, target) in given {
        world.services.clock.advance(60);
        let change = proposed(world, &world.potters.scope, action, &all()).await;
        done(world, &world.potters.scope, change.id).await;
        let page = journal::list(&world.services, &world.potters.scope, &JournalRequest::default()).await;
        assert_eq!(page.unwrap().rows[0].subject, JournalSubject::Bulk(change.id, action, target));
    }
});

contract_test!(whom_it_touches_and_whom_it_leaves_is_said_before, |world| async {
    let rows = people(world, 5).await;
    let potters = &world.potters;
    users::set_status(&world.services, &potters.scope, rows[0].id, StatusChange::Suspend).await.unwrap();
    people_at(world, potters, antony(world), &[["", "", "admin@potters.example"]]).await;
    world
        .execute(
            "INSERT INTO administrators (customer_id, user_id, since)
             SELECT customer_id, user_id, 1 FROM memberships WHERE email LIKE 'a01%'",
        )
        .await;

    let change = proposed(world, &potters.scope, BulkAction::Suspend, &all()).await;
    assert_eq!(change.tally.touched, Touched { rows: 3, people: 3 });
    let expected = [(LeaveReason::Own, 1), (LeaveReason::Administrator, 1), (LeaveReason::Already, 1)];
    assert_eq!(left(&change), expected);
    let named: Vec<&str> = change.tally.left.iter().map(|left| left.people[0].as_str()).collect();
    assert_eq!(named, ["admin@potters.example", "a01@potters.example", "a00@potters.example"]);

    let change = proposed(world, &potters.scope, BulkAction::Remove, &all()).await;
    assert_eq!(left(&change), expected[..2]);
    done(world, &potters.scope, change.id).await;
    let left = page(world, potters, PageRequest::default()).await;
    assert_eq!(emails(&left.rows), ["a01@potters.example", "admin@potters.example"]);
    assert_eq!((left.assignments, left.people), (Count::Exactly(2), Some(Count::Exactly(2))));
});

contract_test!(the_rows_are_a_file_that_says_what_became_of_each, |world| async {
    let all_rows = people(world, 4).await;
    let potters = &world.potters.scope;
    let removed = [all_rows[1].id, all_rows[2].id, all_rows[3].id];
    let change = proposed(world, potters, BulkAction::Remove, &Selection::Rows(removed.to_vec())).await;
    users::remove(&world.services, potters, &[all_rows[2].id]).await.unwrap();
    done(world, potters, change.id).await;

    let file = async |scope: &CustomerScope| {
        let cells = |row: BulkRow| {
            let done = row.done.map_or("-", |done| done.map_or_else(LeaveReason::code, |()| "done"));
            [row.email, row.site.unwrap_or_default(), row.profile.unwrap_or_default(), done.to_owned()]
        };
        let heading = ["who", "site", "profile", "outcome"];
        let lines = export_bulk(&world.services, scope, change.id, heading, cells).await.unwrap()?;
        let file = lines.try_collect::<Vec<_>>().await.unwrap().concat();
        let mut lines: Vec<String> = String::from_utf8(file).unwrap().lines().map(str::to_owned).collect();
        lines[1..].sort();
        Some(lines)
    };
    let expected = [
        "\u{feff}who;site;profile;outcome",
        "a01@potters.example;Antony;Expéditeur;done",
        "a02@potters.example;Antony;Expéditeur;gone",
        "a03@potters.example;Antony;Expéditeur;done",
    ];
    assert_eq!(file(potters).await.unwrap(), expected);
    assert_eq!(file(&world.other.scope).await, None);
});

contract_test!(who_is_suspended_is_shut_out_and_reactivated_as_one_by_one, |world| async {
    people(world, 3).await;
    world
        .execute("UPDATE memberships SET status = 'active', last_sign_in_at = 5 WHERE email LIKE 'a00%'")
        .await;
    world.execute("UPDATE assignments SET status = 'active' WHERE sort_user LIKE 'a00%'").await;
    people_at(world, &world.potters, lyon(world), &[["", "", "a00@potters.example"]]).await;

    let change = proposed(world, &world.potters.scope, BulkAction::Suspend, &all()).await;
    assert_eq!(change.tally.touched, Touched { rows: 4, people: 3 }, "one is there twice");
    done(world, &world.potters.scope, change.id).await;
    assert_eq!(world.count("SELECT count(*) FROM memberships WHERE status = 'suspended'").await, 3);
    assert_eq!(world.count("SELECT count(*) FROM assignments WHERE status = 'suspended'").await, 4);
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs WHERE state = 'withdrawn'").await, 3);

    let change = proposed(world, &world.potters.scope, BulkAction::Reactivate, &all()).await;
    done(world, &world.potters.scope, change.id).await;
    assert_eq!(world.count("SELECT count(*) FROM memberships WHERE status = 'invited'").await, 2);
    assert_eq!(world.count("SELECT count(*) FROM assignments WHERE status = 'active'").await, 2);
});

contract_test!(rows_that_others_change_or_remove_meanwhile_are_left_and_named, |world| async {
    let rows = people(world, 5).await;
    let (services, scope) = (&world.services, &world.potters.scope);
    let change = proposed(world, scope, BulkAction::Profile(lyon(world).profile), &all()).await;

    world.services.clock.advance(1);
    users::remove(services, scope, &[rows[0].id]).await.unwrap();
    users::set_status(services, scope, rows[1].id, StatusChange::Suspend).await.unwrap();
    let end = Grants { end: EndDate::new(2027, 1, 31).ok(), ..Grants::default() };
    let edit =
        users::Edit { last_name: None, first_name: None, place: antony(world), grants: end, seen: None };
    users::edit(services, scope, rows[2].id, &edit).await.unwrap();

    let result = done(world, scope, change.id).await;
    assert_eq!(result.tally.touched, Touched { rows: 2, people: 2 });
    assert_eq!(left(&result), [(LeaveReason::Changed, 2), (LeaveReason::Gone, 1)]);
    let named = |at: usize| result.tally.left[at].people.join(" ");
    assert_eq!(
        (named(0), named(1)),
        ("a01@potters.example a02@potters.example".into(), "a00@potters.example".into())
    );
});

contract_test!(what_others_change_since_is_left_when_it_is_undone, |world| async {
    let rows = people(world, 3).await;
    let (services, scope) = (&world.services, &world.potters.scope);
    for action in actions(world) {
        world.services.clock.advance(60);
        let change = proposed(world, scope, action, &Selection::Rows(ids(&rows))).await;
        done(world, scope, change.id).await;
        world.services.clock.advance(60);
        match action {
            BulkAction::Suspend => {
                for change in [StatusChange::Reactivate, StatusChange::Suspend] {
                    users::set_status(services, scope, rows[0].id, change).await.unwrap();
                }
            }
            BulkAction::Remove => {
                // Where the changes before have left them.
                people_at(world, &world.potters, lyon(world), &[["", "", "a00@potters.example"]]).await;
            }
            _ => world.execute("UPDATE assignments SET changed_at = 7 WHERE sort_user LIKE 'a00%'").await,
        }

        let back = undone(world, scope, change.id).await;
        assert_eq!(back.undoing.touched.rows, 2, "{action:?}");
        assert_eq!(back.undoing.left[0].people, ["a00@potters.example"], "{action:?}");
        totals_hold(world).await;
        world.execute("UPDATE assignments SET changed_at = NULL, status = 'invited'").await;
        world.execute("UPDATE memberships SET status = 'invited'").await;
    }
});

contract_test!(a_change_that_is_killed_anywhere_is_finished_and_no_row_is_done_twice, |world| async {
    people(world, 10).await;
    for action in [BulkAction::Suspend, BulkAction::Remove, BulkAction::Site(lyon(world).site.unwrap())] {
        world.services.clock.advance(60);
        let id = propose_bulk(&world.services, &world.potters.scope, action.kind(), &all()).await.unwrap();
        settled(world).await;
        if action.kind().action().is_none() {
            aim_bulk(&world.services, &world.potters.scope, id, action).await.unwrap();
            settled(world).await;
        }

        begin_bulk(&world.services, &world.potters.scope, id).await.unwrap();
        let under_way = found(world, id).await;
        assert_eq!((under_way.state, under_way.progress), (BulkState::Running, 4));
        totals_hold(world).await;
        // A turn that a server began and did not end leaves nothing.
        let mut lost = world.services.db.write().await.unwrap();
        lost.query("UPDATE bulk_changes SET progress = 99, state = 'done'").execute().await.unwrap();
        drop(lost);

        // Whoever comes next goes on, and no two do the same.
        let (one, other) = (world.services.clone(), world.services.clone());
        let (first, second) = futures::join!(settle_bulk(&one), settle_bulk(&other));
        assert!(first.unwrap() && second.unwrap());
        settled(world).await;
        let change = found(world, id).await;
        assert_eq!((change.state, change.tally.touched), (BulkState::Done, Touched { rows: 10, people: 10 }));
        let done = "SELECT count(*) FROM bulk_rows r JOIN bulk_changes c ON c.id = r.bulk_id
            WHERE r.outcome = 'done' AND c.state = 'done'";
        assert_eq!(world.count(done).await, 10);
        totals_hold(world).await;

        undo_bulk(&world.services, &world.potters.scope, id).await.unwrap();
        assert_eq!(found(world, id).await.state, BulkState::Undoing);
        settled(world).await;
        assert_eq!(found(world, id).await.undoing.touched.rows, 10);
        totals_hold(world).await;
    }
    assert_eq!(world.count("SELECT count(*) FROM removals WHERE undone_at IS NOT NULL").await, 10);
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'users.bulk'").await, 3);
});

contract_test!(a_change_that_is_stopped_gives_back_what_it_has_done, |world| async {
    people(world, 10).await;
    let before = everything(world).await;
    world.services.clock.advance(60);
    let change = proposed(world, &world.potters.scope, BulkAction::Remove, &all()).await;
    begin_bulk(&world.services, &world.potters.scope, change.id).await.unwrap();
    assert_eq!(found(world, change.id).await.state, BulkState::Running);

    let back = undone(world, &world.potters.scope, change.id).await;
    assert_eq!((back.tally.touched.rows, back.undoing.touched.rows), (4, 4));
    assert_eq!(everything(world).await, before);
    totals_hold(world).await;
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action LIKE 'users.bulk%'").await, 2);
});

contract_test!(what_comes_after_all_that_match_were_asked_for_was_not_chosen, |world| async {
    people(world, 3).await;
    let id = propose_bulk(&world.services, &world.potters.scope, BulkKind::Suspend, &all()).await.unwrap();
    people_at(world, &world.potters, antony(world), &[["", "", "late@potters.example"]]).await;
    settled(world).await;
    assert_eq!(found(world, id).await.rows, 3);

    let narrow = Filter { user: Some("a01".into()), ..Filter::default() };
    let change =
        proposed(world, &world.potters.scope, BulkAction::Suspend, &Selection::Matching(narrow)).await;
    assert_eq!(change.tally.touched.rows, 1);
    assert_eq!(world.count("SELECT count(*) FROM bulk_changes WHERE filter IS NOT NULL").await, 0);
});

contract_test!(nobody_is_moved_to_where_they_are_by_another_assignment, |world| async {
    people(world, 2).await;
    let etienne = world.potters.place("10000700", "53", "Saint-Étienne", "Expéditeur");
    people_at(world, &world.potters, etienne, &[["", "", "a00@potters.example"]]).await;
    people_at(world, &world.potters, lyon(world), &[["", "", "a01@potters.example"]]).await;

    // Both of the first go to one place: the first that goes takes it. The second is there already.
    let action = BulkAction::Site(lyon(world).site.unwrap());
    let change = proposed(world, &world.potters.scope, action, &all()).await;
    assert_eq!(change.tally.touched, Touched { rows: 1, people: 1 });
    assert_eq!(left(&change), [(LeaveReason::Already, 1), (LeaveReason::Occupied, 2)]);
    let result = done(world, &world.potters.scope, change.id).await;
    assert_eq!(result.tally, change.tally);
    assert_eq!(world.count("SELECT count(*) FROM assignments WHERE sort_site LIKE 'lyon%'").await, 2);
});

contract_test!(mail_goes_again_to_those_alone_who_have_not_come_in, |world| async {
    people(world, 5).await;
    for (who, change) in [
        ("a00", "status = 'active', last_sign_in_at = 5, mail_state = 'sent'"),
        ("a01", "status = 'suspended', mail_state = 'withdrawn'"),
        ("a02", "status = 'expired', mail_state = 'sent'"),
        ("a03", "mail_state = 'failed'"),
    ] {
        let sql = format!("UPDATE memberships SET {change} WHERE email LIKE '{who}%'");
        let mut tx = world.services.db.write().await.unwrap();
        tx.query(sqlx::AssertSqlSafe(sql)).execute().await.unwrap();
        tx.commit().await.unwrap();
    }
    world.execute("UPDATE mail_jobs SET state = 'sent' WHERE user_id IN (SELECT user_id FROM memberships WHERE mail_state <> 'queued')").await;

    world.services.clock.advance(60);
    let change = proposed(world, &world.potters.scope, BulkAction::Resend, &all()).await;
    assert_eq!(change.tally.touched.people, 2);
    let expected = [(LeaveReason::Already, 1), (LeaveReason::SignedIn, 1), (LeaveReason::Suspended, 1)];
    assert_eq!(left(&change), expected);
    done(world, &world.potters.scope, change.id).await;
    let again = "SELECT count(*) FROM mail_jobs WHERE state = 'queued' AND generation = 2 AND lane = 2";
    assert_eq!(world.count(again).await, 2, "behind what people ask for one by one");
    assert_eq!(world.count("SELECT count(*) FROM memberships WHERE status = 'expired'").await, 0);

    // What was mailed before works no longer: there is nothing to go back to.
    let back = undo_bulk(&world.services, &world.potters.scope, change.id).await;
    assert!(matches!(back, Err(BulkError::Stage)));
});

contract_test!(mails_that_wait_are_withdrawn_when_sending_them_again_is_stopped, |world| async {
    people(world, 6).await;
    world.execute("UPDATE memberships SET mail_state = 'sent'").await;
    world.execute("UPDATE mail_jobs SET state = 'sent'").await;
    let services = ticking(world);
    let scope = &world.potters.scope;
    let change = proposed(world, scope, BulkAction::Resend, &all()).await;
    begin_bulk(&services, scope, change.id).await.unwrap();
    // One turn was taken, and one of its mails has left.
    let queued = "SELECT count(*) FROM mail_jobs WHERE state = 'queued'";
    assert_eq!(world.count(queued).await, 4);
    world.execute("UPDATE mail_jobs SET state = 'sent' WHERE id = (SELECT id FROM mail_jobs WHERE state = 'queued' ORDER BY id LIMIT 1)").await;
    undo_bulk(&services, scope, change.id).await.unwrap();
    while settle_bulk(&services).await.unwrap() {}

    let back = found(world, change.id).await;
    assert_eq!((back.state, back.undoing.touched.rows), (BulkState::Undone, 3));
    assert_eq!(back.undoing.left[0].reason, LeaveReason::Sent);
    assert_eq!(world.count(queued).await, 0);
});

contract_test!(what_a_turn_does_it_does_at_one_moment_and_so_it_can_be_undone, |world| async {
    people(world, 3).await;
    let (services, scope) = (ticking(world), &world.potters.scope);
    for action in actions(world) {
        let id = propose_bulk(&services, scope, action.kind(), &all()).await.unwrap();
        while settle_bulk(&services).await.unwrap() {}
        if action.kind().action().is_none() {
            aim_bulk(&services, scope, id, action).await.unwrap();
            while settle_bulk(&services).await.unwrap() {}
        }
        begin_bulk(&services, scope, id).await.unwrap();
        while settle_bulk(&services).await.unwrap() {}
        undo_bulk(&services, scope, id).await.unwrap();
        while settle_bulk(&services).await.unwrap() {}

        let change = found(world, id).await;
        assert_eq!((change.tally.touched.rows, change.undoing.touched.rows), (3, 3), "{action:?}");
    }
});

contract_test!(the_journal_tells_a_change_of_many_of_each_whom_it_touched, |world| async {
    let rows = people(world, 3).await;
    let scope = &world.potters.scope;
    let selection = Selection::Rows(ids(&rows[..2]));
    let change = proposed(world, scope, BulkAction::Suspend, &selection).await;
    assert_eq!(change.tally.people, ["a00@potters.example", "a01@potters.example"]);
    done(world, scope, change.id).await;
    undone(world, scope, change.id).await;

    let told = async |email: &str| {
        let entries = journal::recent(&world.services, scope, email, 9).await.unwrap();
        entries.into_iter().filter_map(|entry| entry.action).collect::<Vec<_>>()
    };
    let expected = [Action::UsersChangeUndone, Action::UsersChanged, Action::UserCreated];
    assert_eq!(told("a01@potters.example").await, expected);
    assert_eq!(told("a02@potters.example").await, expected[2..]);
});

contract_test!(a_change_that_fails_holds_up_no_other, |world| async {
    people(world, 2).await;
    let scope = &world.potters.scope;
    let broken = propose_bulk(&world.services, scope, BulkKind::Suspend, &all()).await.unwrap();
    world.execute("UPDATE bulk_changes SET state = 'judging', tally = 'none'").await;
    world.services.clock.advance(1);
    let change = propose_bulk(&world.services, scope, BulkKind::Remove, &all()).await.unwrap();
    world.services.clock.advance(1);
    assert!(settle_bulk(&world.services).await.is_err());
    for _ in 0..4 {
        // The other one has its turns in between.
        drop(settle_bulk(&world.services).await);
        world.services.clock.advance(1);
    }
    assert_eq!(found(world, change).await.state, BulkState::Proposed);
    assert_ne!(broken, change);
});

/// Ada, who administers the people of Antony.
async fn ada(world: &World) -> CustomerScope {
    let address = EmailAddress::parse("ada@potters.example").unwrap();
    let right = Right { application: Application::Administration, level: Level::Manage };
    let grants = Grants { personal: vec![PersonalRight { right, end: None }], end: None };
    let people = vec![NewPerson { address, last_name: None, first_name: None }];
    let place = AssignmentTarget { profile: lyon(world).profile, ..antony(world) };
    users::create(&world.services, &world.potters.scope, &NewUsers { people, places: vec![place], grants })
        .await
        .unwrap();
    world.execute("UPDATE memberships SET status = 'active' WHERE email LIKE 'ada%'").await;
    world.execute("UPDATE assignments SET status = 'active' WHERE sort_user LIKE 'ada%'").await;
    let token = world.session_of(world.user_of("ada@potters.example").await).await;
    principal(&world.services, &token).await.unwrap().unwrap().scope(world.potters.id).unwrap()
}

contract_test!(who_administers_a_part_changes_many_there_and_nobody_elsewhere, |world| async {
    let rows = people(world, 2).await;
    people_at(
        world,
        &world.potters,
        lyon(world),
        &[["", "", "luc@potters.example"], ["", "", "a01@potters.example"]],
    )
    .await;
    let scope = ada(world).await;
    let luc = world.assignment_of(&world.potters, world.user_of("luc@potters.example").await).await;

    let change = proposed(world, &scope, BulkAction::Suspend, &all()).await;
    assert_eq!((change.rows, change.tally.touched.rows), (3, 1), "nothing of Lyon is counted");
    assert_eq!(left(&change), [(LeaveReason::Own, 1), (LeaveReason::Elsewhere, 1)]);
    let forged = proposed(world, &scope, BulkAction::Remove, &Selection::Rows(vec![luc, rows[0].id])).await;
    assert_eq!((forged.rows, forged.missing), (1, 1));
    let site =
        propose_bulk(&world.services, &scope, BulkKind::Site, &Selection::Rows(ids(&rows))).await.unwrap();
    let away = aim_bulk(&world.services, &scope, site, BulkAction::Site(lyon(world).site.unwrap())).await;
    assert!(matches!(away, Err(BulkError::Target)));
    let profile = propose_bulk(&world.services, &scope, BulkKind::Profile, &all()).await.unwrap();
    settled(world).await;
    let beyond = aim_bulk(&world.services, &scope, profile, BulkAction::Profile(antony(world).profile)).await;
    assert!(matches!(beyond, Err(BulkError::Target)), "Ada may not prepare shipments herself");
    aim_bulk(&world.services, &scope, profile, BulkAction::Profile(lyon(world).profile)).await.unwrap();

    // Once the right is gone, what was begun is left.
    done(world, &scope, change.id).await;
    world.execute("UPDATE personal_rights SET level = 'aucun'").await;
    undo_bulk(&world.services, &scope, change.id).await.unwrap();
    settled(world).await;
    assert_eq!(found(world, change.id).await.undoing.left[0].reason, LeaveReason::OutOfReach);
    assert_eq!(world.count("SELECT count(*) FROM memberships WHERE status = 'suspended'").await, 1);
});

contract_test!(another_s_change_is_not_found, |world| async {
    let rows = people(world, 2).await;
    let change =
        proposed(world, &world.potters.scope, BulkAction::Remove, &Selection::Rows(ids(&rows))).await;
    let delegate = ada(world).await;
    for scope in [&delegate, &*world.other.scope] {
        assert_eq!(find_bulk(&world.services, scope, change.id).await.unwrap(), None);
        let begun = begin_bulk(&world.services, scope, change.id).await;
        let undone = undo_bulk(&world.services, scope, change.id).await;
        let aimed = aim_bulk(&world.services, scope, change.id, BulkAction::Remove).await;
        assert!([begun, undone, aimed].iter().all(|tried| matches!(tried, Err(BulkError::NotFound))));
    }

    let forged =
        propose_bulk(&world.services, &world.other.scope, BulkKind::Remove, &Selection::Rows(ids(&rows)))
            .await;
    let forged = find_bulk(&world.services, &world.other.scope, forged.unwrap()).await.unwrap().unwrap();
    assert_eq!((forged.rows, forged.missing), (0, 2), "they look like rows that are gone");
    assert_eq!(page(world, &world.potters, PageRequest::default()).await.rows.len(), 3);
});

contract_test!(a_stage_is_entered_once_and_in_its_order, |world| async {
    let rows = people(world, 2).await;
    let (services, scope) = (&world.services, &world.potters.scope);
    let empty = propose_bulk(services, scope, BulkKind::Suspend, &Selection::Rows(Vec::new())).await;
    assert!(matches!(empty, Err(BulkError::Nothing)));
    let many = Selection::Rows(vec![rows[0].id; 1_001]);
    assert!(matches!(propose_bulk(services, scope, BulkKind::Suspend, &many).await, Err(BulkError::TooMany)));

    let chosen = Selection::Rows(vec![rows[0].id, rows[0].id]);
    let id = propose_bulk(services, scope, BulkKind::End, &chosen).await.unwrap();
    assert_eq!((found(world, id).await.rows, found(world, id).await.missing), (1, 0));
    assert!(matches!(begin_bulk(services, scope, id).await, Err(BulkError::Stage)), "until when?");
    assert!(matches!(undo_bulk(services, scope, id).await, Err(BulkError::Stage)));
    let passed = BulkAction::End(EndDate::new(2026, 6, 29).ok());
    assert!(matches!(aim_bulk(services, scope, id, passed).await, Err(BulkError::Target)));
    assert!(matches!(aim_bulk(services, scope, id, BulkAction::Remove).await, Err(BulkError::Stage)));
    aim_bulk(services, scope, id, BulkAction::End(EndDate::new(2026, 6, 30).ok())).await.unwrap();
    settled(world).await;

    begin_bulk(services, scope, id).await.unwrap();
    begin_bulk(services, scope, id).await.unwrap();
    settled(world).await;
    undo_bulk(services, scope, id).await.unwrap();
    undo_bulk(services, scope, id).await.unwrap();
    settled(world).await;
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action LIKE 'users.bulk%'").await, 2);
});

contract_test!(
    what_is_not_begun_is_forgotten_and_whom_a_change_touched_once_it_cannot_be_undone,
    |world| async {
        people(world, 2).await;
        let begun = proposed(world, &world.potters.scope, BulkAction::Suspend, &all()).await;
        done(world, &world.potters.scope, begun.id).await;
        proposed(world, &world.potters.scope, BulkAction::Remove, &all()).await;
        world.services.clock.advance(24 * 3600);
        crate::maintenance::run(&world.services).await.unwrap();
        assert_eq!(world.count("SELECT count(*) FROM bulk_changes").await, 1);
        assert_eq!(world.count("SELECT count(*) FROM bulk_rows WHERE outcome = 'done'").await, 2);

        world.services.clock.advance(users::REMOVAL_KEPT);
        crate::maintenance::run(&world.services).await.unwrap();
        assert_eq!(world.count("SELECT count(*) FROM bulk_rows").await, 0);
        let told = found(world, begun.id).await.tally;
        assert_eq!((told.touched.people, told.people.len(), told.others), (2, 0, 2));
        let late = undo_bulk(&world.services, &world.potters.scope, begun.id).await;
        assert!(matches!(late, Err(BulkError::Stage)));
    }
);

contract_test!(what_is_read_of_a_row_does_not_grow_with_the_customer, |world| async {
    // SQLite says how it looks rows up, not how much it reads.
    if matches!(world.services.db.lookup().await.unwrap(), Tx::Sqlite(_)) {
        return;
    }

    let scope = generated(world, 8_000).await;
    let [noted, gone_through] = blocks_read(world, &scope).await;
    assert!(noted < 60, "{noted} blocks of four rows that are noted");
    assert!(gone_through < 60, "{gone_through} blocks of four rows that are gone through");
});

/// How many blocks PostgreSQL reads of four rows, when they are noted and when they are gone through.
async fn blocks_read(world: &World, scope: &AdministratorScope) -> [i64; 2] {
    let page = users::list(&world.services, scope, &PageRequest::default()).await.unwrap();
    let chosen = ids(&page.rows[..4]);
    let named = Selection::Rows(chosen.clone());
    let id = propose_bulk(&world.services, scope, BulkKind::Suspend, &named).await.unwrap();

    let (customer, keys) = (scope.customer(), chosen.iter().map(|id| id.0).collect::<Vec<_>>());
    let mut tx = world.services.db.of(customer).write().await.unwrap();
    let noted = tx.query(explained(gather::ADD_POSTGRES)).bind(customer.0).bind(id.0).bind_list(&keys);
    let noted: Vec<String> = noted.scalars().await.unwrap();
    let gone = tx.query(explained(walk::ROWS)).bind(customer.0).bind(id.0);
    let gone: Vec<String> = gone.bind(Uuid::nil()).bind(Uuid::max()).scalars().await.unwrap();

    [blocks(&noted), blocks(&gone)]
}
