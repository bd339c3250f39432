//! The open sessions of a customer's person.
//!
//! A session is the person's, whatever customers they have. One customer sees, and ends, those in which the person has
//! entered it: the others are between the person and another customer.

use super::person;
use crate::access::{self, CustomerScope};
use crate::customers;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::access::OpenSession;
use domain::ids::{AssignmentId, UserId};
use serde_json::json;

/// Why a session was not ended.
#[derive(Debug, thiserror::Error)]
pub enum EndSessionError {
    /// The customer has no such assignment, or its person no such session.
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// The open sessions of an assignment's person, the last used first; none where the scope may not end them.
#[tracing::instrument(name = "users.sessions", skip_all, err(level = "debug"), fields(customer = %scope.customer(), assignment = %assignment))]
pub async fn sessions(
    services: &Services,
    scope: &CustomerScope,
    assignment: AssignmentId,
) -> sqlx::Result<Vec<OpenSession>> {
    let operation = Operation::begin("users.sessions");

    let mut tx = services.db.of(scope).read().await?;
    let Some(user) = reachable(&mut tx, scope, assignment).await? else {
        return operation.ended(Ok(Vec::new()));
    };
    let sessions = access::open_sessions(&mut tx, services, user, Some(scope.customer())).await?;

    operation.ended(Ok(sessions))
}

/// Ends the session of an assignment's person that [`OpenSession::key`] names.
#[tracing::instrument(name = "users.end_session", skip_all, err(level = "debug"), fields(customer = %scope.customer(), assignment = %assignment))]
pub async fn end_session(
    services: &Services,
    scope: &CustomerScope,
    assignment: AssignmentId,
    key: &str,
) -> Result<(), EndSessionError> {
    let operation = Operation::begin("users.end_session");

    let now = services.clock.now();
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, scope.customer()).await?;
    let user = reachable(&mut tx, scope, assignment).await?.ok_or(EndSessionError::NotFound)?;
    if !access::end_session_in(&mut tx, scope.customer(), user, key).await? {
        return Err(EndSessionError::NotFound);
    }

    let details = json!({ "assignment": assignment });
    let entry = Entry { action: "user.session_ended", subject: Some(user.0), details };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

/// The person of an assignment, when the scope manages all of them and they have come in with the customer. One's own
/// sessions are in *Mon espace*.
async fn reachable(
    tx: &mut Tx,
    scope: &CustomerScope,
    assignment: AssignmentId,
) -> sqlx::Result<Option<UserId>> {
    let Some(user) = person::of_assignment(tx, scope, assignment).await? else { return Ok(None) };
    if scope.user() == Some(user) || !person::is_managed(tx, scope, user).await? {
        return Ok(None);
    }

    let came_in: i64 = tx
        .query(
            "SELECT count(*) FROM memberships
             WHERE customer_id = $1 AND user_id = $2 AND status = 'active' AND last_sign_in_at IS NOT NULL",
        )
        .bind(scope.customer().0)
        .bind(user.0)
        .scalar()
        .await?;
    Ok((came_in > 0).then_some(user))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{World, contract_test};
    use crate::users::testing::{people_at, rows};
    use domain::users::Filter;

    /// Has everybody enter their customers in all their sessions.
    async fn come_in(world: &World) {
        world.execute("UPDATE memberships SET status = 'active', last_sign_in_at = 5").await;
        world
            .execute(
                "INSERT INTO session_customers (session, customer_id, entered_at)
                 SELECT s.token_hash, m.customer_id, 5 FROM sessions s JOIN memberships m ON m.user_id = s.user_id",
            )
            .await;
    }

    /// Ana, who has two sessions; her assignment.
    async fn ana(world: &World) -> AssignmentId {
        let antony = world.potters.place("10000700", "53", "Antony", "Expéditeur");
        people_at(world, &world.potters, antony, &[["Ana", "A", "ana@exemple.fr"]]).await;
        for _ in 0..2 {
            world.session_of(world.user_of("ana@exemple.fr").await).await;
        }
        rows(world, &world.potters, Filter::default()).await[0].id
    }

    async fn open(world: &World, assignment: AssignmentId) -> Vec<OpenSession> {
        sessions(&world.services, &world.potters.scope, assignment).await.unwrap()
    }

    contract_test!(a_session_that_is_ended_is_ended_and_the_others_stay, |world| async {
        let ana = ana(world).await;
        come_in(world).await;
        let both = open(world, ana).await;
        assert_eq!((both.len(), both[0].current), (2, false));
        end_session(&world.services, &world.potters.scope, ana, &both[0].key).await.unwrap();
        assert_eq!(open(world, ana).await, both[1..]);
        let again = end_session(&world.services, &world.potters.scope, ana, &both[0].key).await;
        assert!(matches!(again, Err(EndSessionError::NotFound)));
        assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'user.session_ended'").await, 1);
    });

    contract_test!(sessions_through_another_customer_are_not_told_before_the_person_came_in, |world| async {
        let ana = ana(world).await;
        assert_eq!(open(world, ana).await, []);
        come_in(world).await;
        let key = open(world, ana).await.remove(0).key;
        world.execute("UPDATE memberships SET status = 'suspended'").await;
        let refused = end_session(&world.services, &world.potters.scope, ana, &key).await;
        assert!(matches!(refused, Err(EndSessionError::NotFound)));
    });

    contract_test!(nobody_s_session_is_ended_by_another_customer_or_by_another_s_key, |world| async {
        let ana = ana(world).await;
        come_in(world).await;
        let key = open(world, ana).await.remove(0).key;
        let foreign = end_session(&world.services, &world.other.scope, ana, &key).await;
        assert!(matches!(foreign, Err(EndSessionError::NotFound)));
        assert_eq!(sessions(&world.services, &world.other.scope, ana).await.unwrap(), []);
        let own = world.session_of(world.potters.administrator).await;
        let own = access::session_key(&own.hash());
        let mixed = end_session(&world.services, &world.potters.scope, ana, &own).await;
        assert!(matches!(mixed, Err(EndSessionError::NotFound)));
        assert_eq!(open(world, ana).await.len(), 2);
    });
}
