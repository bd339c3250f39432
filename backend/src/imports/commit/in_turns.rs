use super::{Commit, CommitError, Outcome, Snapshot, compare};
use crate::access::CustomerScope;
use crate::db::Db;
use crate::imports::draft;
use crate::imports::under_way::{self, Gate};
use crate::imports::verdicts;
use crate::imports::write::Import;
use crate::services::Services;
use domain::ids::DraftId;

/// So many rows are judged at a time, for some 20 ms. In tests a few are many.
const JUDGED: i64 = if cfg!(test) { 2 } else { 500 };

/// Writes all of it in turns, so that whoever else writes waits for one of them and not for all. Of the customer's nobody
/// else changes anything meanwhile.
pub(super) async fn commit_in_turns(
    services: &Services,
    scope: &CustomerScope,
    draft_id: DraftId,
    how: Commit,
    snapshot: &Snapshot,
) -> Result<Outcome, CommitError> {
    let _turn = services.db.turn_of_imports().await;
    // One that was given up; whoever could go on with it waits for this one.
    under_way::finish(services, scope.customer()).await?;

    let mut tx = services.db.of(scope).write().await?;
    if snapshot.still_holds(&mut tx, services, scope, draft_id).await?.is_none() {
        return Ok(Outcome::Stale);
    }
    let gate = Gate::shut(&mut tx, services, scope).await?;
    tx.commit().await?;

    match begin(services, scope, draft_id, how, snapshot, &gate).await {
        Ok(Outcome::Committed) => under_way::finish(services, scope.customer()).await?,
        other => {
            let opened = gate.open(services, scope.customer()).await;
            let other = other?;
            opened?;
            return Ok(other);
        }
    }

    Ok(Outcome::Committed)
}

/// Judges the rows once more, and begins the import if they are what was expected. Everything that only looks is done
/// beside whoever writes.
async fn begin(
    services: &Services,
    scope: &CustomerScope,
    draft_id: DraftId,
    how: Commit,
    snapshot: &Snapshot,
    gate: &Gate,
) -> Result<Outcome, CommitError> {
    let db = services.db.of_import(scope);
    let mut tx = db.read_at_length().await?;
    let Some(draft) = draft::find(&mut tx, scope, draft_id).await? else { return Ok(Outcome::Stale) };
    let knows_verdicts = snapshot.knows_verdicts(&mut tx, scope, draft_id, &draft).await?;
    drop(tx);
    if !knows_verdicts && !find_verdicts(services, &db, scope, draft_id, gate).await? {
        return Ok(Outcome::Stale);
    }

    let mut tx = db.read_at_length().await?;
    let found = compare(&mut tx, scope, draft_id, &draft, how).await?;
    drop(tx);
    let (counts, has_rights) = match found {
        Ok(found) => found,
        Err(difference) => return Ok(Outcome::Changed(difference)),
    };

    let import = Import::of(scope, draft_id, (gate.import, gate.at));
    let import = Import { counts, options: how.options, has_rights, ..import };
    let mut tx = db.write().await?;
    if !gate.begin(&mut tx, services, &import).await? {
        return Ok(Outcome::Stale);
    }
    import.record(&mut tx, &draft.file_name).await?;
    tx.commit().await?;

    Ok(Outcome::Committed)
}

/// Finds the verdicts of all rows, some at a time; `false` when the gate was opened meanwhile.
async fn find_verdicts(
    services: &Services,
    db: &Db,
    scope: &CustomerScope,
    draft_id: DraftId,
    gate: &Gate,
) -> sqlx::Result<bool> {
    let mut line = -1;
    loop {
        let mut lookup = db.lookup().await?;
        let next = verdicts::next_email_keys(&mut lookup, scope, draft_id, line, JUDGED).await?;
        drop(lookup);
        let Some((email_keys, last)) = next else { return Ok(true) };

        let mut tx = db.write().await?;
        if !gate.is_kept(&mut tx, services, scope.customer()).await? {
            return Ok(false);
        }
        verdicts::find_quietly(&mut tx, scope, draft_id, gate.at, &email_keys).await?;
        tx.commit().await?;
        line = last;
    }
}

#[cfg(test)]
mod tests;
