use super::stored::all;
use crate::db::Tx;
use crate::mail::{self, MailKind};
use crate::services::Services;
use domain::ids::{CustomerId, UserId};

/// Mails all administrators but those whom it concerns that the list of them has changed: whoever did not expect it has
/// to hear of it.
pub(super) async fn tell_administrators(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    concerned: &[UserId],
) -> sqlx::Result<()> {
    tell(tx, services, customer, concerned, MailKind::Administrators).await
}

/// Mails all administrators but those whom it concerns that something has happened.
pub(crate) async fn tell(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    concerned: &[UserId],
    what: MailKind,
) -> sqlx::Result<()> {
    for user in all(tx, customer).await? {
        if !concerned.contains(&user) {
            mail::queue_notice(tx, services, customer, user, what).await?;
        }
    }
    Ok(())
}
