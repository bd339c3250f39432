use super::World;
use crate::db::Pools;
use sqlx::AssertSqlSafe;

impl World {
    /// From now on SQLite finds no room for its file to grow, on whichever connection it writes.
    ///
    /// # Panics
    ///
    /// When the database does not answer, or is not SQLite's: the test is over then.
    pub async fn fill_disk(&self) {
        // Fewer than it has: as many as it has.
        self.limit_pages(1).await;
    }

    /// SQLite's file may grow again.
    ///
    /// # Panics
    ///
    /// When the database does not answer, or is not SQLite's: the test is over then.
    pub async fn make_room(&self) {
        self.limit_pages(1_000_000).await;
    }

    async fn limit_pages(&self, most: u32) {
        let Pools::Sqlite { writer, .. } = self.services.db.pools() else {
            panic!("only SQLite's file can be limited")
        };

        // The connection that is open, and those that will take its place.
        let limit = AssertSqlSafe(format!("PRAGMA max_page_count = {most}"));
        sqlx::query(limit).execute(writer).await.expect("the limit is set");
        let options = (*writer.connect_options()).clone();
        writer.set_connect_options(options.pragma("max_page_count", most.to_string()));
    }
}
