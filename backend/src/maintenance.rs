//! What is done beside requests, of every room: what runs out is dropped, what was renamed is rewritten, what takes many
//! turns goes on.

use crate::advanced_users;
use crate::observe::Operation;
use crate::services::Services;
use crate::{access, customers, imports, profiles, sites, users};

const DAY: i64 = 24 * 60 * 60;

/// What is dropped, and how many seconds after: the parameter is the moment so many seconds ago. Each
/// statement drops some, so that nobody waits behind all of them.
const DROPPED: [(i64, &str); 21] = [
    (
        access::SESSION_IDLE,
        "DELETE FROM sessions WHERE token_hash IN
            (SELECT token_hash FROM sessions WHERE last_seen_at <= $1 LIMIT 1000)",
    ),
    (
        access::SESSION_ABSOLUTE,
        "DELETE FROM sessions WHERE token_hash IN
            (SELECT token_hash FROM sessions WHERE created_at <= $1 LIMIT 1000)",
    ),
    (
        7 * DAY,
        "DELETE FROM secrets WHERE hash IN (SELECT hash FROM secrets WHERE valid_until <= $1 LIMIT 1000)",
    ),
    (
        0,
        "DELETE FROM kept_forms WHERE key_hash IN
            (SELECT key_hash FROM kept_forms WHERE kept_until <= $1 LIMIT 1000)",
    ),
    (
        0,
        "DELETE FROM passkey_ceremonies WHERE id IN
            (SELECT id FROM passkey_ceremonies WHERE valid_until <= $1 LIMIT 1000)",
    ),
    (
        users::REMOVAL_KEPT,
        "DELETE FROM removals WHERE id IN (SELECT id FROM removals WHERE removed_at <= $1 LIMIT 1000)",
    ),
    (
        imports::REFUSED_KEPT,
        "DELETE FROM import_refused WHERE (customer_id, import_id, line) IN
            (SELECT customer_id, import_id, line FROM import_refused WHERE refused_at <= $1 LIMIT 1000)",
    ),
    (0, "DELETE FROM operator_looks WHERE until <= $1"),
    (8 * DAY, "DELETE FROM refused_sign_ins WHERE hour <= $1"),
    (users::REMOVAL_KEPT, "DELETE FROM address_changes WHERE changed_at <= $1"),
    // Of who is there no more.
    (
        users::REMOVAL_KEPT,
        "DELETE FROM saved_views WHERE saved_at <= $1
             AND NOT EXISTS (SELECT 1 FROM memberships m
                 WHERE m.customer_id = saved_views.customer_id AND m.user_id = saved_views.user_id)
             AND NOT EXISTS (SELECT 1 FROM administrators a
                 WHERE a.customer_id = saved_views.customer_id AND a.user_id = saved_views.user_id)",
    ),
    (users::REMOVAL_KEPT, "DELETE FROM site_merges WHERE ended_at <= $1"),
    (30 * DAY, "DELETE FROM address_requests WHERE valid_until <= $1"),
    // For so long the journal says from which address to which; afterwards, that it was changed.
    (365 * DAY, "DELETE FROM own_address_changes WHERE changed_at <= $1"),
    (
        profiles::CHANGE_KEPT,
        "DELETE FROM profile_moves WHERE (customer_id, change_id, assignment_id) IN
            (SELECT m.customer_id, m.change_id, m.assignment_id
             FROM profile_changes c
             JOIN profile_moves m ON m.customer_id = c.customer_id AND m.change_id = c.id
             WHERE c.is_deleted = 1 AND c.changed_at <= $1 LIMIT 1000)",
    ),
    (30 * DAY, "DELETE FROM hand_overs WHERE valid_until <= $1"),
    (30 * DAY, "DELETE FROM advanced_proposals WHERE valid_until <= $1"),
    // What was proposed and not begun.
    (
        DAY,
        "DELETE FROM bulk_rows WHERE (customer_id, bulk_id, user_id, number) IN
            (SELECT r.customer_id, r.bulk_id, r.user_id, r.number
             FROM bulk_changes c
             JOIN bulk_rows r ON r.customer_id = c.customer_id AND r.bulk_id = c.id
             WHERE c.begun_at IS NULL AND c.asked_at <= $1 LIMIT 1000)",
    ),
    // What was done and can be undone no more: who they were is forgotten like what was removed, how many stays.
    (
        users::REMOVAL_KEPT,
        "DELETE FROM bulk_rows WHERE (customer_id, bulk_id, user_id, number) IN
            (SELECT r.customer_id, r.bulk_id, r.user_id, r.number
             FROM bulk_changes c
             JOIN bulk_rows r ON r.customer_id = c.customer_id AND r.bulk_id = c.id
             WHERE c.state IN ('done', 'undone') AND c.ended_at <= $1 LIMIT 1000)",
    ),
    (
        DAY,
        "DELETE FROM bulk_changes WHERE (customer_id, id) IN
            (SELECT c.customer_id, c.id FROM bulk_changes c WHERE c.begun_at IS NULL AND c.asked_at <= $1
             AND NOT EXISTS (SELECT 1 FROM bulk_rows r WHERE r.customer_id = c.customer_id AND r.bulk_id = c.id)
             LIMIT 1000)",
    ),
    (
        30 * DAY,
        "DELETE FROM mail_jobs WHERE id IN
            (SELECT id FROM mail_jobs WHERE state IN ('sent', 'failed', 'withdrawn') AND not_before <= $1
             LIMIT 1000)",
    ),
];

/// Drops what has run out, discards drafts that nobody fills any more, marks as expired those who were
/// invited and did not come, and takes away the accesses whose time is over. To be called every few minutes; several at once do no harm.
#[tracing::instrument(name = "maintenance", skip_all, err(level = "debug"))]
pub async fn run(services: &Services) -> sqlx::Result<()> {
    let operation = Operation::begin("maintenance");

    // Each is done though another has failed: what failed is tried again the next time.
    let dropped = drop_expired(services).await;
    let expired = users::expire(services).await;
    let expired_advanced = advanced_users::expire(services).await;
    let announced = users::announce_ends(services).await;
    let ended = users::end(services).await;
    let folded = customers::fold_names(services).await;
    let discarded = imports::discard_expired(services).await;

    dropped?;
    folded?;
    expired?;
    expired_advanced?;
    announced?;
    ended?;

    operation.ended(discarded)
}

/// Goes on with what takes many turns: imports that were given up, sites and profiles that were renamed or are merged, and
/// changes of many people. Says whether there was anything.
pub async fn settle(services: &Services) -> sqlx::Result<bool> {
    let imports = imports::settle(services).await;
    let sites = sites::settle(services).await?;
    let profiles = profiles::settle(services).await?;
    let people = users::settle_bulk(services).await?;
    Ok(imports? || sites || profiles || people)
}

async fn drop_expired(services: &Services) -> sqlx::Result<()> {
    let now = services.clock.now();
    for (seconds, statement) in DROPPED {
        loop {
            let mut tx = services.db.write().await?;
            let dropped = tx.query(statement).bind(now.plus_seconds(-seconds).0).execute().await?;
            tx.commit().await?;

            if dropped == 0 {
                break;
            }
        }
    }

    let mut tx = services.db.write().await?;
    access::drop_forgotten_attempts(&mut tx, now).await?;
    tx.commit().await
}
