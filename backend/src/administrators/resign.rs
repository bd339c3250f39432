use super::stored::{dismiss, has_another};
use crate::db::Tx;
use crate::db::sql::Sql;
use crate::journal::{self, Entry};
use domain::ids::{CustomerId, UserId};
use domain::time::Timestamp;
use serde_json::json;
use uuid::Uuid;

/// Ends what people administer who are suspended or leave the customer, and the requests to them and from them.
/// Nothing of it comes back with them. Whether one still does, since there is nobody else.
pub(crate) async fn resign(
    tx: &mut Tx,
    customer: CustomerId,
    users: &[UserId],
    now: Timestamp,
) -> sqlx::Result<bool> {
    if users.is_empty() {
        return Ok(false);
    }

    let mut sql =
        Sql::new("UPDATE hand_overs SET state = 'cancelled' WHERE state = 'pending' AND customer_id = ");
    sql.id(customer.0).push(" AND to_id IN ").ids(users.iter().map(|user| user.0));
    sql.execute(tx).await?;

    let mut last = false;
    for user in administrators_among(tx, customer, users).await? {
        if has_another(tx, customer, user).await? {
            dismiss(tx, customer, user).await?;
            let entry = Entry { action: "administrator.ended", subject: Some(user.0), details: json!({}) };
            journal::append_as(tx, customer, None, now, entry).await?;
        } else {
            last = true;
        }
    }

    Ok(last)
}

async fn administrators_among(
    tx: &mut Tx,
    customer: CustomerId,
    users: &[UserId],
) -> sqlx::Result<Vec<UserId>> {
    let mut sql = Sql::new("SELECT user_id FROM administrators WHERE customer_id = ");
    sql.id(customer.0).push(" AND user_id IN ").ids(users.iter().map(|user| user.0));
    sql.push(" ORDER BY user_id");
    let found: Vec<(Uuid,)> = sql.fetch(tx).await?;
    Ok(found.into_iter().map(|(user,)| UserId(user)).collect())
}
