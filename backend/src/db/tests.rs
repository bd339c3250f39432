//! However a transaction ends, the next one finds the database as if that had never begun.

use super::*;
use crate::access::{kept_form, store_flash_form};
use crate::testing::{Engine, World, contract_test, run};
use std::future::poll_fn;
use std::task::Poll;
use uuid::Uuid;

/// More content than fits where there is no room.
fn large() -> String {
    "x".repeat(60_000)
}

/// As many as a pool may have.
const CONNECTIONS: usize = 16;

/// Writes from beginning to commit, on one connection after the other; reads only then, for a read that ends leaves
/// its connection in order.
async fn assert_writes(world: &World) {
    let mut keys = Vec::new();
    for _ in 0..CONNECTIONS {
        keys.push(
            store_flash_form(&world.services, None, "a form").await.expect("a transaction can be written"),
        );
    }

    for key in keys {
        assert!(
            kept_form(&world.services, None, &key).await.unwrap().is_some(),
            "what was acknowledged is there"
        );
    }
}

async fn forms(world: &World) -> i64 {
    world.count("SELECT count(*) FROM kept_forms").await
}

/// Waits for `future` as long as it takes to be polled so many times, then no longer.
async fn give_up_after<F: Future>(polls: usize, future: F) -> Option<F::Output> {
    let mut future = Box::pin(future);
    let mut left = polls;

    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending if left == 0 => Poll::Ready(None),
        Poll::Pending => {
            left -= 1;
            Poll::Pending
        }
    })
    .await
}

#[test]
fn a_full_disk_refuses_what_needs_room_until_there_is_room_again() {
    run(Engine::Sqlite, async |world| {
        world.fill_disk().await;
        for _ in 0..3 {
            let refused =
                store_flash_form(&world.services, None, &large()).await.expect_err("there is no room");
            assert!(is_full(&refused), "{refused}");
        }
        assert_eq!(forms(world).await, 0, "reading goes on");

        world.make_room().await;
        store_flash_form(&world.services, None, &large()).await.unwrap();
        assert_writes(world).await;
    });
}

#[test]
fn what_was_written_before_the_disk_was_full_is_not_there_either() {
    run(Engine::Sqlite, async |world| {
        world.fill_disk().await;
        let mut tx = world.services.db.write().await.unwrap();
        let small = insert_form(&mut tx, 1, "small").await;
        let too_large = insert_form(&mut tx, 2, &large()).await;
        assert!(small.is_ok() && is_full(&too_large.unwrap_err()));
        drop(tx);

        assert_writes(world).await;
        assert_eq!(forms(world).await, i64::try_from(CONNECTIONS).unwrap());
    });
}

async fn insert_form(tx: &mut Tx, key: u8, content: &str) -> sqlx::Result<()> {
    const INSERT: &str = "INSERT INTO kept_forms (key_hash, content, kept_until) VALUES ($1, $2, 0)";
    tx.query(INSERT).bind(vec![key; 32]).bind(content).execute().await?;
    Ok(())
}

contract_test!(whoever_stops_waiting_in_the_middle_of_a_write_holds_nobody_up, |world| async {
    for polls in points_to_give_up() {
        let _ = give_up_after(polls, store_flash_form(&world.services, None, "given up")).await;
        assert_writes(world).await;
    }
});

contract_test!(
    whoever_stops_waiting_for_a_read_to_begin_leaves_nobody_a_read_only_transaction,
    |world| async {
        for polls in points_to_give_up() {
            let _ = give_up_after(polls, world.services.db.read()).await;
            assert_writes(world).await;
        }
    }
);

/// Each of them several times: how often something is polled depends on how soon the database answers.
fn points_to_give_up() -> impl Iterator<Item = usize> {
    (0..4).flat_map(|_| 0..8)
}

contract_test!(a_commit_that_is_refused_leaves_nothing_open, |world| async {
    const DEFERRED: &str = "UPDATE customers SET default_profile_id = $1";
    let mut tx = world.services.db.write().await.unwrap();
    tx.query(DEFERRED).bind(Uuid::nil()).execute().await.unwrap();
    tx.commit().await.expect_err("there is no such profile");

    assert_writes(world).await;
});

#[test]
fn a_commit_that_sqlite_turns_into_a_rollback_leaves_nothing_open() {
    run(Engine::Sqlite, async |world| {
        let mut tx = world.services.db.write().await.unwrap();
        insert_form(&mut tx, 1, "not to be").await.unwrap();
        if let Tx::Sqlite(tx) = &mut tx {
            tx.lock_handle().await.unwrap().set_commit_hook(|| false);
        }
        tx.commit().await.expect_err("the commit is refused");

        assert_writes(world).await;
        assert_eq!(forms(world).await, i64::try_from(CONNECTIONS).unwrap());
    });
}

contract_test!(a_transaction_that_sqlx_does_not_know_of_ends_with_its_use_of_the_connection, |world| async {
    match world.services.db.pools() {
        Pools::Sqlite { writer, .. } => sqlx::raw_sql("BEGIN").execute(writer).await.map(drop).unwrap(),
        Pools::Postgres { writers: pool, .. } => {
            sqlx::raw_sql("BEGIN READ ONLY").execute(pool).await.map(drop).unwrap();
        }
    }
    assert_writes(world).await;
});

#[test]
fn connections_that_postgresql_ended_are_replaced() {
    const END: &str = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                       WHERE datname = current_database() AND pid <> pg_backend_pid()";

    run(Engine::Postgres, async |world| {
        let mut lost = world.services.db.write().await.unwrap();
        insert_form(&mut lost, 1, "not to be").await.unwrap();
        assert!(world.count(END).await >= 1);
        insert_form(&mut lost, 2, "not to be").await.expect_err("its server's process is gone");
        drop(lost);

        assert_writes(world).await;
        assert_eq!(forms(world).await, i64::try_from(CONNECTIONS).unwrap());
    });
}

#[test]
fn the_memory_of_a_large_transaction_goes_back_however_it_ends() {
    run(Engine::Sqlite, async |world| {
        let Pools::Sqlite { writer, .. } = world.services.db.pools() else { unreachable!("this is SQLite") };
        let cache = || sqlx::query_scalar::<_, i64>("PRAGMA cache_size").fetch_one(writer);
        let before = cache().await.unwrap();

        drop(world.services.db.begin_bulk_write().await.unwrap());
        assert_eq!(cache().await.unwrap(), before);
    });
}

#[test]
fn the_disk_that_the_log_of_a_large_transaction_took_goes_back() {
    const MIB: usize = 1 << 20;

    run(Engine::Sqlite, async |world| {
        let log = world.folder().join("guichet.db-wal");
        let size = || usize::try_from(log.metadata().unwrap().len()).unwrap();
        let mut tx = world.services.db.write().await.unwrap();
        insert_form(&mut tx, 1, &"x".repeat(20 * MIB)).await.unwrap();
        tx.commit().await.unwrap();
        assert!(size() >= 20 * MIB);

        assert_writes(world).await;
        assert!(size() <= 16 * MIB, "{} octets", size());
    });
}

#[tokio::test]
async fn a_postgresql_that_does_not_answer_is_given_up_within_three_seconds() {
    // It takes connections, and says nothing on them: as a machine that hangs, or a network that swallows packets.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("postgres://guichet@{}/guichet", silent.local_addr().unwrap());
    let options = connections::postgres_options(&url).unwrap();
    let pool = connections::postgres_pool(2).connect_lazy_with(options);
    let pools = Pools::Postgres { writers: pool.clone(), readers: pool };
    let db = Db::over(pools);

    let asked = Instant::now();
    assert!(db.lookup().await.is_err());
    assert!(asked.elapsed() < std::time::Duration::from_secs(3), "{:?}", asked.elapsed());
}

#[test]
fn what_sqlite_takes_back_by_itself_leaves_nothing_open() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    run(Engine::Sqlite, async |world| {
        // An interrupted INSERT takes the whole transaction back, as one without room, without memory or with an error
        // of the disk may (SQLITE_INTERRUPT; SQLITE_FULL, SQLITE_NOMEM, SQLITE_IOERR).
        let mut tx = world.services.db.write().await.unwrap();
        insert_form(&mut tx, 1, "not to be").await.unwrap();
        let goes_on = Arc::new(AtomicBool::new(false));
        let asked = goes_on.clone();
        if let Tx::Sqlite(tx) = &mut tx {
            tx.lock_handle().await.unwrap().set_progress_handler(1, move || asked.load(Ordering::SeqCst));
        }
        insert_form(&mut tx, 2, "not to be").await.expect_err("it is interrupted");
        goes_on.store(true, Ordering::SeqCst);
        drop(tx);

        assert_writes(world).await;
        assert_eq!(forms(world).await, i64::try_from(CONNECTIONS).unwrap());
    });
}

/// A statement that takes some hours.
const ENDLESS: &str = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000)
                       SELECT count(*) FROM n";

/// One that takes some hundredths of a second.
const SLOW: &str = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)
                    SELECT count(*) FROM n";

contract_test!(a_statement_of_a_page_that_takes_too_long_is_ended, |world| async {
    let db = world.services.db.limited_to(Duration::from_millis(20));
    let mut lookup = db.lookup().await.unwrap();
    let error = lookup.query(ENDLESS).scalar::<i64>().await.unwrap_err();
    assert!(is_busy(&error), "{error}");
    assert_eq!(
        lookup.query("SELECT CAST(1 AS BIGINT)").scalar::<i64>().await.unwrap(),
        1,
        "the next one is not"
    );
    drop(lookup);

    let mut tx = db.read().await.unwrap();
    let error = tx.query(ENDLESS).scalar::<i64>().await.unwrap_err();
    assert!(is_busy(&error), "{error}");
    drop(tx);

    for tx in [db.read_at_length().await, db.write().await] {
        let counted = tx.unwrap().query(SLOW).scalar::<i64>().await.unwrap();
        assert_eq!(counted, 300_000, "what no page waits for goes on, and what is written");
    }
    db.close().await;
});

contract_test!(one_asker_leaves_readers_for_all_others, |world| async {
    let shares = Shares::default();
    let of = |asker: u128| world.services.db.within(shares.of(Uuid::from_u128(asker)));
    let (greedy, other) = (of(1), of(2));

    let mut held = Vec::new();
    for _ in 0..READERS / 2 {
        held.push(greedy.lookup().await.unwrap());
        held.push(greedy.read().await.unwrap());
    }
    assert!(is_busy(&greedy.lookup().await.unwrap_err()));
    assert!(is_busy(&of(1).read().await.unwrap_err()), "whichever of its requests asks");
    other.lookup().await.expect("another has its own places");
    other.read().await.expect("another has its own places");

    drop(held);
    greedy.lookup().await.expect("places are given back");
});
