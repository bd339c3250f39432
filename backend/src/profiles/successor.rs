use super::history::stored_successor;
use crate::db::Tx;
use domain::ids::{CustomerId, ProfileId};
use uuid::Uuid;

/// The profile that stands for one today: itself; where it was deleted, the one whose it became; else the default one.
/// `None` only where the customer has no profile at all.
pub(crate) async fn current(
    tx: &mut Tx,
    customer: CustomerId,
    profile: ProfileId,
) -> sqlx::Result<Option<ProfileId>> {
    let mut sought = profile;
    let mut seen = Vec::new();
    // A profile that came back can have become the successor of its own: nobody is asked twice.
    while !seen.contains(&sought) {
        let there: Option<Uuid> = tx
            .query("SELECT id FROM profiles WHERE customer_id = $1 AND id = $2")
            .bind(customer.0)
            .bind(sought.0)
            .optional_scalar()
            .await?;
        if there.is_some() {
            return Ok(Some(sought));
        }
        seen.push(sought);
        match stored_successor(tx, customer, sought).await? {
            Some(successor) => sought = successor,
            None => break,
        }
    }

    let default: Option<Option<Uuid>> = tx
        .query("SELECT default_profile_id FROM customers WHERE id = $1")
        .bind(customer.0)
        .optional_scalar()
        .await?;
    Ok(default.flatten().map(ProfileId))
}
