//! What no trigger can know: the week in which something happens, and which import it is.

use crate::db::Tx;
use domain::consolidation::monday;
use domain::end_date::EndDate;
use domain::ids::{CustomerId, DraftId, ImportId, UserId};
use domain::time::Timestamp;
use std::ops::RangeInclusive;

/// Counts that somebody came in for the first time, at each of the contracts that they have by then.
pub(crate) async fn count_activation(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    today: EndDate,
) -> sqlx::Result<()> {
    tx.query(
        "INSERT INTO contract_activations (customer_id, week, contract_id, people)
         SELECT a.customer_id, $3, a.contract_id, 1
         FROM (SELECT DISTINCT customer_id, contract_id FROM assignments WHERE customer_id = $1 AND user_id = $2) a
         WHERE 1 = 1
         ON CONFLICT (customer_id, week, contract_id) DO UPDATE SET people = contract_activations.people + 1",
    )
    .bind(customer.0)
    .bind(user.0)
    .bind(monday(today).to_string())
    .execute()
    .await?;
    tx.query(
        "INSERT INTO customer_activations (customer_id, week, people)
         SELECT $1, $3, count(DISTINCT contract_id) FROM assignments WHERE customer_id = $1 AND user_id = $2
         ON CONFLICT (customer_id, week) DO UPDATE SET people = customer_activations.people + excluded.people",
    )
    .bind(customer.0)
    .bind(user.0)
    .bind(monday(today).to_string())
    .execute()
    .await?;

    Ok(())
}

/// Keeps at which contracts the rows on some lines of a draft that becomes an import bring or change something.
pub(crate) async fn note_import(
    tx: &mut Tx,
    customer: CustomerId,
    draft: DraftId,
    import: ImportId,
    at: Timestamp,
    lines: &RangeInclusive<i64>,
) -> sqlx::Result<()> {
    let noted = tx
        .query(
            "INSERT INTO import_contracts (customer_id, contract_id, import_id)
             SELECT DISTINCT r.customer_id, r.contract_id, i.id
             FROM draft_rows r JOIN imports i ON i.customer_id = r.customer_id AND i.id = $3
             WHERE r.customer_id = $1 AND r.draft_id = $2 AND r.verdict IN ('create', 'assign', 'profile')
                 AND r.line BETWEEN $4 AND $5
             ON CONFLICT DO NOTHING",
        )
        .bind(customer.0)
        .bind(draft.0)
        .bind(import.0)
        .bind(*lines.start())
        .bind(*lines.end())
        .execute()
        .await?;
    if noted > 0 { say_when(tx, customer, import, at).await } else { Ok(()) }
}

/// The same for an import that was never a draft: of the assignments that say that it wrote them.
pub(crate) async fn note_contracts(
    tx: &mut Tx,
    customer: CustomerId,
    import: ImportId,
    at: Timestamp,
) -> sqlx::Result<()> {
    tx.query(
        "INSERT INTO import_contracts (customer_id, contract_id, import_id)
         SELECT DISTINCT customer_id, contract_id, import_id FROM assignments
         WHERE customer_id = $1 AND import_id = $2",
    )
    .bind(customer.0)
    .bind(import.0)
    .execute()
    .await?;
    say_when(tx, customer, import, at).await
}

async fn say_when(tx: &mut Tx, customer: CustomerId, import: ImportId, at: Timestamp) -> sqlx::Result<()> {
    tx.query(
        "UPDATE contracts SET imported_at = $3 WHERE customer_id = $1 AND id IN
             (SELECT contract_id FROM import_contracts WHERE customer_id = $1 AND import_id = $2)",
    )
    .bind(customer.0)
    .bind(import.0)
    .bind(at.0)
    .execute()
    .await?;

    Ok(())
}

/// An import was undone: at its contracts the one before is the last.
pub(crate) async fn forget_import(tx: &mut Tx, customer: CustomerId, import: ImportId) -> sqlx::Result<()> {
    tx.query(
        "UPDATE contracts SET imported_at = (
             SELECT max(i.created_at) FROM import_contracts k
             JOIN imports i ON i.customer_id = k.customer_id AND i.id = k.import_id AND i.undone_at IS NULL
             WHERE k.customer_id = contracts.customer_id AND k.contract_id = contracts.id)
         WHERE customer_id = $1 AND id IN
             (SELECT contract_id FROM import_contracts WHERE customer_id = $1 AND import_id = $2)",
    )
    .bind(customer.0)
    .bind(import.0)
    .execute()
    .await?;

    Ok(())
}
