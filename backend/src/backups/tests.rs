//! What was acknowledged is in a backup, and comes back from it.

use super::*;
use crate::access::store_flash_form;
use crate::db::{Db, Serving};
use crate::secret_key;
use crate::services::SecretKey;
use crate::testing::{Engine, World, run};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

const FORMS: &str = "SELECT count(*) FROM kept_forms";

/// An embedded database's world, by its address.
fn url(world: &World) -> String {
    format!("sqlite://{}", world.folder().join("guichet.db").display())
}

/// Another database, where nothing is yet.
fn elsewhere(world: &World) -> (String, PathBuf) {
    let file = world.folder().join("restored.db");
    (format!("sqlite://{}", file.display()), file)
}

async fn restored(world: &World, from: &Path, may_replace: bool) -> Result<Option<PathBuf>, RestoreError> {
    restore(&elsewhere(world).0, from, &world.services.key, may_replace, world.now()).await
}

async fn count(url: &str, sql: &'static str) -> i64 {
    let db = Db::open(url).await.unwrap();
    let counted = db.lookup().await.unwrap().query(sql).scalar().await.unwrap();
    db.close().await;
    counted
}

/// A database with something in it, and a backup of it.
async fn backed_up(world: &World) -> PathBuf {
    assert!(secret_key::recognise(&world.services.db, &world.services.key).await.unwrap());
    store_flash_form(&world.services, None, "a form").await.unwrap();
    let file = world.folder().join("backup");
    back_up(&url(world), &file).await.unwrap();
    file
}

#[test]
fn a_backup_that_is_taken_under_load_has_everything_that_was_acknowledged_before() {
    run(Engine::Sqlite, async |world| {
        let mut acknowledged = 0;
        for turn in 0..10 {
            let file = world.folder().join(format!("backup-{turn}"));
            let url = url(world);
            let mut copied = std::pin::pin!(back_up(&url, &file));
            let before = acknowledged;
            // Somebody writes until the copy is there.
            loop {
                tokio::select! {
                    biased;
                    stored = store_flash_form(&world.services, None, "a form") => {
                        stored.unwrap();
                        acknowledged += 1;
                    }
                    copied = &mut copied => break copied.unwrap(),
                }
            }

            let (elsewhere, restored_file) = elsewhere(world);
            restored(world, &file, true).await.unwrap();
            let there = count(&elsewhere, FORMS).await;
            let now = world.count(FORMS).await;
            assert!((before..=now).contains(&there), "{there} of {before} to {now}");
            assert_eq!(
                count(&elsewhere, "SELECT count(*) FROM users").await,
                world.count("SELECT count(*) FROM users").await
            );
            assert_eq!(restored_file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    });
}

#[test]
fn a_backup_is_its_owner_s_alone_and_overwrites_nothing() {
    run(Engine::Sqlite, async |world| {
        let file = backed_up(world).await;
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        let before = std::fs::read(&file).unwrap();
        let again = back_up(&url(world), &file).await;
        assert!(matches!(again, Err(BackUpError::Exists(_))), "{again:?}");
        assert_eq!(std::fs::read(&file).unwrap(), before);
        let left: Vec<_> =
            std::fs::read_dir(world.folder()).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert!(left.iter().all(|name| !name.to_string_lossy().contains("partial")), "{left:?}");
    });
}

#[test]
fn what_is_damaged_foreign_or_of_another_key_is_not_restored_and_what_is_there_stays() {
    run(Engine::Sqlite, async |world| {
        let file = backed_up(world).await;
        let (address, target) = elsewhere(world);
        restored(world, &file, false).await.unwrap();
        let before = std::fs::read(&target).unwrap();

        let whole = std::fs::read(&file).unwrap();
        let wrong = world.folder().join("wrong");
        let (half, empty, text) = (&whole[..whole.len() / 2], &whole[..0], b"not a database at all");
        let mut scratched = whole.clone();
        let middle = whole.len() / 2;
        scratched[middle..middle + 8192].fill(0xa5);
        for content in [half, empty, text, &scratched] {
            std::fs::write(&wrong, content).unwrap();
            let refused = restored(world, &wrong, true).await;
            assert!(
                matches!(refused, Err(RestoreError::NotWhole(_))),
                "{} octets: {refused:?}",
                content.len()
            );
        }
        let other = restore(&address, &file, &SecretKey([8; 32]), true, world.now()).await;
        assert!(matches!(other, Err(RestoreError::OtherKey)), "{other:?}");
        assert!(matches!(restored(world, &file, false).await, Err(RestoreError::NotEmpty)));
        assert_eq!(std::fs::read(&target).unwrap(), before);
    });
}

#[test]
fn a_database_that_is_in_use_is_not_replaced() {
    run(Engine::Sqlite, async |world| {
        let file = backed_up(world).await;
        let (address, target) = elsewhere(world);
        restored(world, &file, false).await.unwrap();

        let serving = Serving::begin(&target, world.now()).unwrap();
        assert!(matches!(restored(world, &file, true).await, Err(RestoreError::Serving(_))));
        drop(serving);

        let command = Db::open(&address).await.unwrap();
        assert!(command.is_up_to_date().await.unwrap());
        assert!(matches!(restored(world, &file, true).await, Err(RestoreError::InUse)));
        command.close().await;

        let aside = restored(world, &file, true).await.unwrap().expect("it went aside");
        assert_eq!(count(&format!("sqlite://{}", aside.display()), FORMS).await, 1);
    });
}

#[test]
fn what_replaces_a_damaged_database_does_not_take_over_its_log() {
    run(Engine::Sqlite, async |world| {
        let file = backed_up(world).await;
        let (address, target) = elsewhere(world);
        std::fs::write(&target, "this was a database").unwrap();
        std::fs::write(crate::db::beside(&target, "-wal"), "and this its log").unwrap();
        restored(world, &file, true).await.unwrap();
        assert_eq!(count(&address, FORMS).await, 1);
    });
}

#[test]
fn postgresql_is_backed_up_and_restored_by_its_own_programs() {
    run(Engine::Postgres, async |world| {
        store_flash_form(&world.services, None, "a form").await.unwrap();
        let url = crate::testing::url_of(&world.services.db);
        let file = world.folder().join("backup");
        back_up(&url, &file).await.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        let full = restore(&url, &file, &world.services.key, true, world.now()).await;
        assert!(matches!(full, Err(RestoreError::NotEmpty)), "{full:?}");

        let empty = crate::testing::empty_postgres().await;
        restore(&empty, &file, &world.services.key, false, world.now()).await.unwrap();
        assert_eq!(count(&empty, FORMS).await, 1);
        assert_eq!(
            count(&empty, "SELECT count(*) FROM users").await,
            world.count("SELECT count(*) FROM users").await
        );
        crate::testing::drop_postgres(&empty).await;
    });
}
