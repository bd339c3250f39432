use crate::db::Tx;
use domain::ids::CustomerId;
use std::collections::HashMap;
use uuid::Uuid;

/// What a file calls each contract, sub-account, site and profile of the customer, whether people can still be assigned
/// to it or not: those who were, are there.
pub(crate) async fn names(tx: &mut Tx, customer: CustomerId) -> sqlx::Result<HashMap<Uuid, String>> {
    let rows: Vec<(Uuid, String)> = tx
        .query(
            "SELECT id, number FROM contracts WHERE customer_id = $1
             UNION ALL SELECT id, number FROM sub_accounts WHERE customer_id = $1
             UNION ALL SELECT id, name FROM sites WHERE customer_id = $1
             UNION ALL SELECT id, name FROM profiles WHERE customer_id = $1",
        )
        .bind(customer.0)
        .fetch_all()
        .await?;

    Ok(rows.into_iter().collect())
}
