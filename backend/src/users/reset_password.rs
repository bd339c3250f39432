use super::person;
use crate::access::CustomerScope;
use crate::customers;
use crate::db::Code;
use crate::journal::{self, Entry};
use crate::mail;
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::AssignmentId;
use domain::users::UserStatus;
use serde_json::json;

/// So many seconds after a link was mailed, another may be.
const AGAIN_AFTER: i64 = 5 * 60;

/// Why no link was mailed.
#[derive(Debug, thiserror::Error)]
pub enum ResetPasswordError {
    /// The customer has no such assignment.
    #[error("not found")]
    NotFound,
    /// The person has not come in yet, or may not: [`resend`](crate::mail::resend()) is for those who were invited.
    #[error("not active")]
    NotActive,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Mails the person of an assignment a link to choose another password, as *Mot de passe oublié* does. The present one
/// goes on working until they have chosen: whoever asks learns nothing, and can lock nobody out.
#[tracing::instrument(name = "users.reset_password", skip_all, err(level = "debug"), fields(customer = %scope.customer(), assignment = %assignment))]
pub async fn reset_password(
    services: &Services,
    scope: &CustomerScope,
    assignment: AssignmentId,
) -> Result<(), ResetPasswordError> {
    let operation = Operation::begin("users.reset_password");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let user = person::of_assignment(&mut tx, scope, assignment).await?;
    let user = user.ok_or(ResetPasswordError::NotFound)?;
    let (Code(status), email_key): (Code<UserStatus>, String) = tx
        .query(
            "SELECT m.status, u.email_key FROM memberships m JOIN users u ON u.id = m.user_id
             WHERE m.customer_id = $1 AND m.user_id = $2",
        )
        .bind(customer.0)
        .bind(user.0)
        .fetch_one()
        .await?;
    if status != UserStatus::Active {
        return Err(ResetPasswordError::NotActive);
    }

    // Who asks again at once, or with others, does not fill the mailbox: a link is on its way.
    if mail::reset_since(&mut tx, user, now.plus_seconds(-AGAIN_AFTER)).await? {
        return operation.ended(Ok(()));
    }

    mail::queue_reset(&mut tx, &email_key, services).await?;
    let details = json!({ "assignment": assignment });
    let entry = Entry { action: "user.reset_mailed", subject: Some(user.0), details };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{World, contract_test};
    use crate::users::testing::{people_at, rows};
    use domain::users::{AssignmentRow, Filter};

    const RESETS: &str = "SELECT count(*) FROM mail_jobs WHERE kind = 'reset' AND state = 'queued'";

    async fn ana(world: &World) -> AssignmentRow {
        let antony = world.potters.place("10000700", "53", "Antony", "Expéditeur");
        people_at(world, &world.potters, antony, &[["Ana", "A", "ana@exemple.fr"]]).await;
        rows(world, &world.potters, Filter::default()).await.remove(0)
    }

    contract_test!(who_is_active_is_mailed_a_link_and_keeps_the_password_until_then, |world| async {
        let row = ana(world).await;
        world.execute("UPDATE memberships SET status = 'active', last_sign_in_at = 5").await;
        world.execute("UPDATE users SET password_hash = 'x' WHERE email_key = 'ana@exemple.fr'").await;
        reset_password(&world.services, &world.potters.scope, row.id).await.unwrap();
        assert_eq!(world.count(RESETS).await, 1);
        reset_password(&world.services, &world.potters.scope, row.id).await.unwrap();
        assert_eq!(world.count(RESETS).await, 1);
        let kept = "SELECT count(*) FROM users WHERE password_hash = 'x'";
        assert_eq!(world.count(kept).await, 1);
        assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'user.reset_mailed'").await, 1);

        world.services.clock.advance(AGAIN_AFTER);
        reset_password(&world.services, &world.potters.scope, row.id).await.unwrap();
        assert_eq!(world.count(RESETS).await, 2);
    });

    contract_test!(who_was_invited_or_is_suspended_is_mailed_none, |world| async {
        let row = ana(world).await;
        for status in [
            "UPDATE memberships SET status = 'invited'",
            "UPDATE memberships SET status = 'suspended'",
            "UPDATE memberships SET status = 'expired'",
        ] {
            world.execute(status).await;
            let refused = reset_password(&world.services, &world.potters.scope, row.id).await;
            assert!(matches!(refused, Err(ResetPasswordError::NotActive)), "{status}");
        }
        assert_eq!(world.count(RESETS).await, 0);
    });

    contract_test!(another_customer_s_person_is_not_found, |world| async {
        let row = ana(world).await;
        let refused = reset_password(&world.services, &world.other.scope, row.id).await;
        assert!(matches!(refused, Err(ResetPasswordError::NotFound)));
    });
}
