use super::World;
use super::cluster;
use crate::db::{Db, Pools};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, Mutex};
use tempfile::TempDir;

/// The database that a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file in a temporary folder.
    Sqlite,
    /// A database in the cluster of this process.
    Postgres,
}

/// Runs `body` in a new world on `engine`.
///
/// # Panics
///
/// When there is no such database, which fails the test.
pub fn run(engine: Engine, body: impl AsyncFnOnce(&World)) {
    runtime().block_on(async {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = match engine {
            Engine::Sqlite => sqlite(folder.path()),
            Engine::Postgres => postgres(),
        };
        let db = Db::open(&url).await.expect("the test's database opens");
        let world = World::new(db, folder).await;
        body(&world).await;
        world.services.db.close().await;

        // Hundreds of copies would fill a small disk before the cluster goes with the process.
        if engine == Engine::Postgres {
            in_the_cluster(format!("DROP DATABASE {}", database_of(&url))).await;
        }
    });
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// A copy of a file that was migrated once.
fn sqlite(folder: &Path) -> String {
    static MIGRATED: LazyLock<TempDir> = LazyLock::new(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        on_its_own(migrated(sqlite_url(folder.path())));
        folder
    });
    std::fs::copy(MIGRATED.path().join("guichet.db"), folder.join("guichet.db")).expect("the file is copied");
    sqlite_url(folder)
}

fn sqlite_url(folder: &Path) -> String {
    format!("sqlite://{}", folder.join("guichet.db").display())
}

/// A copy of a database that was migrated once.
fn postgres() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    static TEMPLATE: Mutex<Option<String>> = Mutex::new(None);

    let mut template = TEMPLATE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let template = template.get_or_insert_with(|| {
        let name = format!("guichet_{}_template", std::process::id());
        on_its_own(in_the_cluster(ROLE_OF_TESTS.to_owned()));
        on_its_own(in_the_cluster(copy_of("template1", &name)));
        on_its_own(migrated(postgres_url(&name)));
        name
    });
    let name = format!("guichet_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
    on_its_own(in_the_cluster(copy_of(template, &name)));

    postgres_url(&name)
}

/// Makes the role of tests, once in a cluster, whichever process is first.
const ROLE_OF_TESTS: &str = "DO $$ BEGIN
    CREATE ROLE guichet_test LOGIN PASSWORD 'guichet_test';
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$";

/// The address of a database of the cluster, for somebody who may do no more than Guichet needs: whoever made the cluster
/// passes through its walls.
fn postgres_url(database: &str) -> String {
    let admin = cluster::admin_url();
    let (address, parameters) = admin.split_once('?').unwrap_or((&admin, ""));
    let (server, _) = address.rsplit_once('/').expect("GUICHET_TEST_POSTGRES names a database");
    let (scheme, server) = server.split_once("://").expect("GUICHET_TEST_POSTGRES is an address");
    let host = server.rsplit_once('@').map_or(server, |(_, host)| host);
    format!("{scheme}://guichet_test:guichet_test@{host}/{database}?{parameters}")
}

/// The name in a URL that [`postgres_url`] wrote.
fn database_of(url: &str) -> &str {
    let (address, _) = url.split_once('?').expect("parameters follow the name");
    address.rsplit_once('/').expect("a name follows the server").1
}

/// The address of a database that a test runs on.
///
/// # Panics
///
/// When it is not in the cluster.
pub fn url_of(db: &Db) -> String {
    let Pools::Postgres { writers, .. } = db.pools() else {
        panic!("only a database of the cluster has an address to ask for")
    };
    postgres_url(writers.connect_options().get_database().expect("it has a name"))
}

/// The address of a new database of the cluster with nothing in it.
pub async fn empty_postgres() -> String {
    let name = format!("guichet_{}_empty", std::process::id());
    in_the_cluster(ROLE_OF_TESTS.to_owned()).await;
    in_the_cluster(copy_of("template1", &name)).await;
    postgres_url(&name)
}

/// Drops a database of [`empty_postgres`].
pub async fn drop_postgres(url: &str) {
    in_the_cluster(format!("DROP DATABASE {}", database_of(url))).await;
}

fn copy_of(template: &str, name: &str) -> String {
    format!("CREATE DATABASE {name} OWNER guichet_test TEMPLATE {template} STRATEGY file_copy")
}

async fn in_the_cluster(statement: String) {
    use sqlx::Connection;
    let mut admin = sqlx::PgConnection::connect(&cluster::admin_url()).await.expect("the cluster answers");
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut admin).await.expect("the cluster does it");
    admin.close().await.expect("the connection closes");
}

async fn migrated(url: String) {
    let db = Db::open(&url).await.expect("the database opens");
    db.migrate().await.expect("the database is migrated");
    db.close().await;
}

/// Runs `future` to its end on a thread with a runtime of its own: these are called inside a test's.
fn on_its_own(future: impl Future<Output = ()> + Send + 'static) {
    std::thread::spawn(move || runtime().block_on(future)).join().expect("the database is prepared");
}
