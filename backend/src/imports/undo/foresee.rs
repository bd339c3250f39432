use super::UndoError;
use crate::access::CustomerScope;
use crate::db::Tx;
use crate::services::Services;
use domain::ids::ImportId;
use domain::imports::{SkipReason, UndoPreview};

/// What undoing an import would do. Of one that was undone, nothing.
pub async fn foresee_undo(
    services: &Services,
    scope: &CustomerScope,
    import: ImportId,
) -> Result<UndoPreview, UndoError> {
    let mut tx = services.db.read().await?;
    let undone: Option<Option<i64>> = tx
        .query("SELECT undone_at FROM imports WHERE customer_id = $1 AND id = $2")
        .bind(scope.customer().0)
        .bind(import.0)
        .optional_scalar()
        .await?;
    if undone.ok_or(UndoError::NotFound)?.is_some() {
        return Ok(UndoPreview::default());
    }
    let mut preview = UndoPreview { mails: mails(&mut tx, scope, import).await?, ..UndoPreview::default() };
    for Count { fate, assignments, people } in counts(&mut tx, scope, import).await? {
        let (assignments, people) = (assignments.unsigned_abs(), people.unsigned_abs());
        match fate.as_str() {
            "leaves" => {
                preview.people += people;
                preview.assignments += assignments;
            }
            "goes" => preview.assignments += assignments,
            "restored" => preview.profiles += assignments,
            "elsewhere" => {
                preview.assignments += assignments;
                preview.kept.push((SkipReason::Assigned, people));
            }
            stays => preview.kept.extend(SkipReason::from_code(stays).map(|reason| (reason, people))),
        }
    }
    Ok(preview)
}

#[derive(sqlx::FromRow)]
struct Count {
    fate: String,
    assignments: i64,
    people: i64,
}

async fn counts(tx: &mut Tx, scope: &CustomerScope, import: ImportId) -> sqlx::Result<Vec<Count>> {
    tx.query(concat!(
        "SELECT fate, count(*) AS assignments, count(DISTINCT user_id) AS people FROM (",
        fates!(),
        ") f GROUP BY fate ORDER BY fate",
    ))
    .bind(scope.customer().0)
    .bind(import.0)
    .fetch_all()
    .await
}

/// Mails of the import that have not left. Those of people who stay have left: that is how they came.
async fn mails(tx: &mut Tx, scope: &CustomerScope, import: ImportId) -> sqlx::Result<u64> {
    let queued: i64 = tx
        .query(
            "SELECT count(*) FROM mail_jobs WHERE customer_id = $1 AND import_id = $2 AND state = 'queued'",
        )
        .bind(scope.customer().0)
        .bind(import.0)
        .scalar()
        .await?;
    Ok(queued.unsigned_abs())
}
