use super::{UndoError, is_reached, people};
use crate::access::CustomerScope;
use crate::db::{Code, TextCode, Tx};
use crate::services::Services;
use domain::ids::ImportId;
use domain::imports::{SkipReason, UndoPreview};

/// What undoing an import would do. Of one that was undone, nothing.
pub async fn preview_undo(
    services: &Services,
    scope: &CustomerScope,
    import: ImportId,
) -> Result<UndoPreview, UndoError> {
    is_reached(services, scope, import).await?;
    // An import may be of a million rows.
    let mut tx = services.db.of(scope).read_at_length().await?;
    let undone: Option<Option<i64>> = tx
        .query("SELECT undone_at FROM imports WHERE customer_id = $1 AND id = $2")
        .bind(scope.customer().0)
        .bind(import.0)
        .optional_scalar()
        .await?;

    if undone.ok_or(UndoError::NotFound)?.is_some() {
        return Ok(UndoPreview::default());
    }

    let mut preview = UndoPreview {
        mails: mails(&mut tx, scope, import).await?,
        names: people::count(&mut tx, scope, import).await?,
        ..UndoPreview::default()
    };
    for Count { fate, assignments, people } in counts(&mut tx, scope, import).await? {
        let (assignments, people) = (assignments.unsigned_abs(), people.unsigned_abs());
        match fate.0 {
            Fate::Leaves => {
                preview.people += people;
                preview.assignments += assignments;
            }
            Fate::Goes => preview.assignments += assignments,
            Fate::Restored => preview.profiles += assignments,
            Fate::Elsewhere => {
                preview.assignments += assignments;
                preview.kept.push((SkipReason::Assigned, people));
            }
            Fate::Stays(reason) => preview.kept.push((reason, people)),
        }
    }

    Ok(preview)
}

/// What becomes of an assignment, as `fates!` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Leaves,
    Goes,
    Restored,
    Elsewhere,
    Stays(SkipReason),
}

impl TextCode for Fate {
    fn code(self) -> &'static str {
        match self {
            Self::Leaves => "leaves",
            Self::Goes => "goes",
            Self::Restored => "restored",
            Self::Elsewhere => "elsewhere",
            Self::Stays(reason) => reason.code(),
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Leaves, Self::Goes, Self::Restored, Self::Elsewhere]
            .into_iter()
            .find(|fate| fate.code() == code)
            .or_else(|| SkipReason::from_code(code).map(Self::Stays))
    }
}

#[derive(sqlx::FromRow)]
struct Count {
    fate: Code<Fate>,
    assignments: i64,
    people: i64,
}

async fn counts(tx: &mut Tx, scope: &CustomerScope, import: ImportId) -> sqlx::Result<Vec<Count>> {
    tx.query(concat!(
        "SELECT fate, count(*) AS assignments, count(DISTINCT user_id) AS people FROM (",
        all_fates!(),
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
