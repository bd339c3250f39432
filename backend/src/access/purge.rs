use super::session::{ABSOLUTE, IDLE};
use super::throttle;
use crate::services::Services;
use crate::{on_engine, users};

const DAY: i64 = 24 * 60 * 60;

/// What is dropped once it is of no use to anybody, and how many seconds after. The parameter is the
/// moment so many seconds ago.
const DROPPED: [(i64, &str); 6] = [
    (IDLE, "DELETE FROM sessions WHERE last_seen_at < $1"),
    (ABSOLUTE, "DELETE FROM sessions WHERE created_at < $1"),
    (7 * DAY, "DELETE FROM secrets WHERE used_at < $1 OR valid_until < $1"),
    (0, "DELETE FROM kept_forms WHERE kept_until < $1"),
    (30 * DAY, "DELETE FROM mail_jobs WHERE state IN ('sent', 'failed', 'withdrawn') AND not_before < $1"),
    (DAY, "DELETE FROM drafts WHERE touched_at < $1"),
];

/// Drops what is of no use any more, and marks as expired those who were invited and did not come.
/// To be called every few minutes; several at once do no harm.
pub async fn purge(services: &Services) -> sqlx::Result<()> {
    let now = services.clock.now();
    for (seconds, statement) in DROPPED {
        // One transaction each: nobody waits behind all of them.
        let mut tx = services.db.write().await?;
        on_engine!(&mut tx, c => sqlx::query(statement)
            .bind(now.plus_seconds(-seconds).0)
            .execute(c)
            .await
            .map(drop))?;
        tx.commit().await?;
    }
    let mut tx = services.db.write().await?;
    throttle::drop_forgotten(&mut tx, now).await?;
    tx.commit().await?;
    users::expire(services).await.map(drop)
}
