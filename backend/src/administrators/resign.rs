use super::stored::{administers, dismiss, has_another};
use crate::db::Tx;
use crate::journal::{self, Entry};
use domain::ids::{CustomerId, UserId};
use domain::time::Timestamp;
use serde_json::json;

/// Ends what a person administers, who is suspended or leaves the customer, and the requests to them and from them.
/// Nothing of it comes back with the person. Whether they still do, since there is nobody else.
pub(crate) async fn resign(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    now: Timestamp,
) -> sqlx::Result<bool> {
    tx.query(
        "UPDATE hand_overs SET state = 'cancelled' WHERE customer_id = $1 AND to_id = $2 AND state = 'pending'",
    )
    .bind(customer.0)
    .bind(user.0)
    .execute()
    .await?;

    if !administers(tx, customer, user).await? {
        return Ok(false);
    }

    if !has_another(tx, customer, user).await? {
        return Ok(true);
    }

    dismiss(tx, customer, user).await?;
    let entry = Entry { action: "administrator.ended", subject: Some(user.0), details: json!({}) };
    journal::append_as(tx, customer, None, now, entry).await?;
    Ok(false)
}
