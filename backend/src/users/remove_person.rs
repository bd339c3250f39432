use super::person;
use super::remove::{RemoveError, take_away};
use crate::access::CustomerScope;
use crate::customers;
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::AssignmentId;
use domain::users::Removal;

/// Removes all assignments of the person who has this one, as far as the scope reaches: one removal, which
/// [`restore`](super::restore()) undoes.
#[tracing::instrument(name = "users.remove_person", skip_all, err(level = "debug"), fields(customer = %scope.customer(), assignment = %id))]
pub async fn remove_person(
    services: &Services,
    scope: &CustomerScope,
    id: AssignmentId,
) -> Result<Removal, RemoveError> {
    let operation = Operation::begin("users.remove_person");

    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, scope.customer()).await?;
    let assignments = person::managed_of(&mut tx, scope, id).await?;
    let removal = take_away(&mut tx, services, scope, &assignments).await?;
    tx.commit().await?;

    operation.ended(Ok(removal))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{World, contract_test};
    use crate::users::restore;
    use crate::users::testing::{emails, page, people_at, rows};
    use domain::users::{AssignmentRow, Count, Filter, PageRequest};

    /// Ana at Antony and at Lyon, Bob at Antony, and Ana with the other customer; the rows, by address.
    async fn populate(world: &World) -> Vec<AssignmentRow> {
        let antony = world.potters.place("10000700", "53", "Antony", "Expéditeur");
        let lyon = world.potters.place("10095403", "", "Lyon – Part-Dieu", "Consultation");
        let theirs = world.other.place("10000700", "53", "Antony", "Expéditeur");
        let ana = ["Ana", "A", "ana@exemple.fr"];
        people_at(world, &world.potters, antony, &[ana, ["Bob", "B", "bob@exemple.fr"]]).await;
        people_at(world, &world.potters, lyon, &[ana]).await;
        people_at(world, &world.other, theirs, &[ana]).await;
        rows(world, &world.potters, Filter::default()).await
    }

    contract_test!(all_that_a_person_has_goes_at_once_and_comes_back_at_once, |world| async {
        let all = populate(world).await;
        let (services, scope) = (&world.services, &world.potters.scope);
        let before = page(world, &world.potters, PageRequest::default()).await;
        let removal = remove_person(services, scope, all[1].id).await.unwrap();
        assert_eq!(removal.people, ["ana@exemple.fr"]);

        let left = page(world, &world.potters, PageRequest::default()).await;
        assert_eq!(emails(&left.rows), ["bob@exemple.fr"]);
        assert_eq!((left.assignments, left.people), (Count::Exactly(1), Some(Count::Exactly(1))));
        assert_eq!(rows(world, &world.other, Filter::default()).await.len(), 1, "another customer's stays");

        assert_eq!(restore(services, scope, removal.id).await.unwrap().restored, 2);
        assert_eq!(page(world, &world.potters, PageRequest::default()).await, before);
    });

    contract_test!(somebody_of_another_customer_s_is_not_found, |world| async {
        let all = populate(world).await;
        let refused = remove_person(&world.services, &world.other.scope, all[0].id).await;
        assert!(matches!(refused, Err(RemoveError::NotFound)), "{refused:?}");
        assert_eq!(world.count("SELECT count(*) FROM assignments").await, 4);
    });

    contract_test!(administrators_do_not_remove_themselves, |world| async {
        let antony = world.potters.place("10000700", "53", "Antony", "Expéditeur");
        people_at(world, &world.potters, antony, &[["Admin", "A", "admin@potters.example"]]).await;
        let own = world.assignment_of(&world.potters, world.potters.administrator).await;
        let refused = remove_person(&world.services, &world.potters.scope, own).await;
        assert!(matches!(refused, Err(RemoveError::Own)), "{refused:?}");
    });
}
