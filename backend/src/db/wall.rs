//! The second wall between customers, on PostgreSQL: row-level security. What is about one customer says so as it begins
//! ([`Db::of`](super::Db::of)), and the server shows and takes that customer's rows alone, should a statement have
//! forgotten to name it. The policies are in `migrations/postgres/0042_row_security.sql`. SQLite has nothing like it.
//!
//! Superusers and roles with BYPASSRLS pass through the wall: the start and `guichet doctor` say so.

use super::{Db, Pools, Tx};
use domain::ids::CustomerId;
use sqlx::{AssertSqlSafe, PgConnection};

/// How a transaction is begun that shows one customer's rows, or all.
pub(super) fn begin(begin: &str, customer: Option<CustomerId>) -> AssertSqlSafe<String> {
    AssertSqlSafe(match customer {
        Some(customer) => format!("{begin}; SET LOCAL guichet.customer = '{customer}'"),
        None => begin.to_owned(),
    })
}

/// Shows one customer's rows alone to a connection without a transaction, until it is given back.
pub(super) async fn raise(connection: &mut PgConnection, customer: CustomerId) -> sqlx::Result<()> {
    let raise = AssertSqlSafe(format!("SET guichet.customer = '{customer}'"));
    sqlx::raw_sql(raise).execute(connection).await.map(drop)
}

impl Db {
    /// Whether the role that Guichet is to PostgreSQL passes through the wall.
    pub async fn passes_through_wall(&self) -> sqlx::Result<bool> {
        match &self.pools {
            Pools::Sqlite { .. } => Ok(false),
            Pools::Postgres { readers, .. } => {
                sqlx::query_scalar(
                    "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user",
                )
                .fetch_one(readers)
                .await
            }
        }
    }
}

impl Tx {
    /// The same, with a note of whose rows are shown.
    pub(super) fn behind_wall(mut self, customer: Option<CustomerId>) -> Self {
        if let Self::Postgres(held) = &mut self {
            held.customer = customer;
        }
        self
    }

    /// Does what concerns the rows of other customers too, in the middle of what is about one: whether somebody is
    /// anybody's still, say. What it learns must not show. In a transaction: without one the wall stays.
    pub(crate) async fn beyond_wall<T, E: From<sqlx::Error>>(
        &mut self,
        work: impl AsyncFnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let customer = match self {
            Self::Sqlite(_) => None,
            Self::Postgres(held) => held.customer.take(),
        };
        let Some(customer) = customer else { return work(self).await };

        self.show("").await?;
        // After an error nothing of the transaction counts, and it takes no statement either.
        let done = work(self).await?;
        self.show(&customer.to_string()).await?;
        if let Self::Postgres(held) = self {
            held.customer = Some(customer);
        }
        Ok(done)
    }

    async fn show(&mut self, customer: &str) -> sqlx::Result<()> {
        let show = AssertSqlSafe(format!("SET LOCAL guichet.customer = '{customer}'"));
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(held) => sqlx::raw_sql(show).execute(&mut **held).await.map(drop),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::db::Db;
    use crate::testing::{Engine, World, run};
    use crate::users::testing::people_at;
    use domain::ids::CustomerId;

    fn on_postgres(body: impl AsyncFnOnce(&World)) {
        run(Engine::Postgres, body);
    }

    /// How many sites a statement finds that names no customer.
    const ALL_SITES: &str = "SELECT count(*) FROM sites";

    async fn sites(world: &World, customer: &CustomerId) -> i64 {
        let mut tx = world.services.db.read().await.unwrap();
        tx.query("SELECT count(*) FROM sites WHERE customer_id = $1").bind(customer.0).scalar().await.unwrap()
    }

    async fn counted(db: &Db) -> [i64; 3] {
        let read = db.read().await.unwrap().query(ALL_SITES).scalar().await.unwrap();
        let written = db.write().await.unwrap().query(ALL_SITES).scalar().await.unwrap();
        let looked_up = db.lookup().await.unwrap().query(ALL_SITES).scalar().await.unwrap();
        [read, written, looked_up]
    }

    #[test]
    fn a_statement_that_forgets_its_customer_finds_no_other_s_rows() {
        on_postgres(async |world| {
            let (db, potters) = (&world.services.db, world.potters.id);
            let own = sites(world, &potters).await;
            let all = own + sites(world, &world.other.id).await;
            assert_eq!(counted(&db.of(potters)).await, [own; 3]);
            assert_eq!(counted(db).await, [all; 3], "what a connection was used for before is forgotten");
        });
    }

    #[test]
    fn a_statement_that_forgets_its_customer_changes_no_other_s_rows() {
        on_postgres(async |world| {
            let mut tx = world.services.db.of(world.potters.id).write().await.unwrap();
            let changed = tx.query("UPDATE sites SET archived_at = 1").execute().await.unwrap();
            assert_eq!(changed, sites(world, &world.potters.id).await.unsigned_abs());
            tx.commit().await.unwrap();

            let archived = "SELECT count(DISTINCT customer_id) FROM sites WHERE archived_at IS NOT NULL";
            assert_eq!(world.count(archived).await, 1);
        });
    }

    #[test]
    fn assignments_are_changed_behind_the_wall_though_they_are_read_before_it() {
        on_postgres(async |world| {
            for customer in [&world.potters, &world.other] {
                let place = customer.place("10000700", "53", "Antony", "Expéditeur");
                people_at(world, customer, place, &[["Morel", "Ada", "ada@exemple.fr"]]).await;
            }
            let mut tx = world.services.db.of(world.potters.id).write().await.unwrap();
            let changed = tx.query("UPDATE assignments SET changed_at = 1").execute().await.unwrap();
            let removed = tx.query("DELETE FROM assignments").execute().await.unwrap();
            assert_eq!((changed, removed), (1, 1));
        });
    }

    #[test]
    fn nothing_is_written_for_another_customer() {
        on_postgres(async |world| {
            let mut tx = world.services.db.of(world.potters.id).write().await.unwrap();
            let written = tx
                .query("INSERT INTO saved_views (customer_id, user_id, key, name, query, saved_at) VALUES ($1, $2, 'k', 'n', '', 0)")
                .bind(world.other.id.0)
                .bind(world.other.administrator.0)
                .execute()
                .await;
            let refused = written.unwrap_err().to_string();
            assert!(refused.contains("row-level security"), "{refused}");
        });
    }

    #[test]
    fn beyond_the_wall_is_no_longer_than_what_is_done_there() {
        on_postgres(async |world| {
            let mut tx = world.services.db.of(world.potters.id).write().await.unwrap();
            let own: i64 = tx.query(ALL_SITES).scalar().await.unwrap();
            let all: i64 =
                tx.beyond_wall(async |tx| tx.query(ALL_SITES).scalar::<i64>().await).await.unwrap();
            assert!(all > own);
            assert_eq!(tx.query(ALL_SITES).scalar::<i64>().await.unwrap(), own);
        });
    }

    #[test]
    fn who_may_do_no_more_than_guichet_needs_does_not_pass_through() {
        on_postgres(async |world| assert!(!world.services.db.passes_through_wall().await.unwrap()));
    }

    /// The tables of customers that are not wholly behind the wall, and why, in `0042_row_security.sql`.
    const IN_PART: [&str; 2] = ["assignments", "sessions"];

    #[test]
    fn every_table_of_a_customer_s_is_behind_the_wall() {
        on_postgres(async |world| {
            let mut tx = world.services.db.read().await.unwrap();
            let open: Vec<String> = tx
                .query(
                    "SELECT c.relname::text FROM pg_class c
                     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
                       AND (c.relname = 'customers' OR EXISTS (
                           SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'customer_id'))
                       AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
                           SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*'
                             AND pg_get_expr(p.polqual, p.polrelid) LIKE '%guichet.customer%'))
                     ORDER BY c.relname",
                )
                .scalars()
                .await
                .unwrap();
            assert_eq!(open, IN_PART, "a table with a customer_id wants a policy: see 0042_row_security.sql");
        });
    }
}
