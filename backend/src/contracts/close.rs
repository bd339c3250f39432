use super::{ChangeError, Keyed, Numbered, find};
use crate::access::AdministratorScope;
use crate::customers;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::CustomerId;
use serde_json::json;

/// Closes a contract or a sub-account; whether it was open. Who is assigned to it stays, and may do nothing there;
/// nobody is assigned to it any more.
pub async fn close(
    services: &Services,
    scope: &AdministratorScope,
    of: &Numbered,
) -> Result<bool, ChangeError> {
    set_closed(services, scope, of, true).await
}

/// Opens it again; whether it was closed. Who is assigned to it may do there what they could before.
pub async fn reopen(
    services: &Services,
    scope: &AdministratorScope,
    of: &Numbered,
) -> Result<bool, ChangeError> {
    set_closed(services, scope, of, false).await
}

#[tracing::instrument(name = "contracts.close", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
async fn set_closed(
    services: &Services,
    scope: &AdministratorScope,
    of: &Numbered,
    closed: bool,
) -> Result<bool, ChangeError> {
    let operation = Operation::begin("contracts.close");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let found = find(&mut tx, customer, of).await?;
    let changed = write(&mut tx, customer, found, closed.then_some(now.0)).await?;
    if changed {
        let action = match (found.sub_account, closed) {
            (None, true) => "contract.closed",
            (None, false) => "contract.reopened",
            (Some(_), true) => "sub_account.closed",
            (Some(_), false) => "sub_account.reopened",
        };
        let details = json!({ "sub_account": found.sub_account });
        let entry = Entry { action, subject: Some(found.contract.0), details };
        journal::append(&mut tx, scope, now, entry).await?;
        tx.commit().await?;
    }

    operation.ended(Ok(changed))
}

/// Writes since when it is closed, if that is otherwise; whether it was.
async fn write(tx: &mut Tx, customer: CustomerId, of: Keyed, closed_at: Option<i64>) -> sqlx::Result<bool> {
    let written = match of.sub_account {
        None => tx
            .query(
                "UPDATE contracts SET closed_at = $3 WHERE customer_id = $1 AND id = $2
                 AND (closed_at IS NULL) <> (CAST($3 AS BIGINT) IS NULL)",
            )
            .bind(customer.0)
            .bind(of.contract.0)
            .bind(closed_at),
        Some(part) => tx
            .query(
                "UPDATE sub_accounts SET closed_at = $4 WHERE customer_id = $1 AND contract_id = $2 AND id = $3
                 AND (closed_at IS NULL) <> (CAST($4 AS BIGINT) IS NULL)",
            )
            .bind(customer.0)
            .bind(of.contract.0)
            .bind(part.0)
            .bind(closed_at),
    };

    Ok(written.execute().await? > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::{self, ReferenceReport, load};
    use crate::testing::{World, contract_test};
    use crate::users::{self, CreateError, Edit, NewPerson, NewUsers, Purpose};
    use domain::address::EmailAddress;
    use domain::numbers::{ContractNumber, SubAccountNumber};
    use domain::users::{AssignmentTarget, Filter};
    use futures::TryStreamExt;

    fn numbered(contract: &str, sub_account: &str) -> Numbered {
        Numbered {
            contract: ContractNumber::parse(contract).unwrap(),
            sub_account: SubAccountNumber::parse(sub_account).ok(),
        }
    }

    async fn assign(world: &World, address: &str, place: AssignmentTarget) -> Result<(), CreateError> {
        let person =
            NewPerson { address: EmailAddress::parse(address).unwrap(), last_name: None, first_name: None };
        let new =
            NewUsers { people: vec![person], places: vec![place], grants: domain::users::Grants::default() };
        users::create(&world.services, &world.potters.scope, &new).await.map(drop)
    }

    contract_test!(who_is_at_what_is_closed_stays_and_nobody_else_comes, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        let place = potters.place("10000700", "53", "Antony", "Expéditeur");
        assign(world, "a@potters.example", place).await.unwrap();
        assert!(close(services, &potters.scope, &numbered("10000700", "")).await.unwrap());

        let refused = assign(world, "b@potters.example", place).await;
        assert!(matches!(refused, Err(CreateError::AssignmentTarget(0, _))));
        let export = users::export(services, &potters.scope, Filter::default(), Purpose::Reimport);
        let lines: Vec<Vec<u8>> = export.try_collect().await.unwrap();
        let text = String::from_utf8(lines.concat()).unwrap();
        assert!(text.contains("\n10000700;53;Antony;"), "{text}");

        let user = world.user_of("a@potters.example").await;
        let there = world.assignment_of(potters, user).await;
        let profile = potters.place("10000700", "53", "Antony", "Consultation");
        let edit = Edit {
            last_name: None,
            first_name: None,
            place: profile,
            grants: domain::users::Grants::default(),
            seen: None,
        };
        users::edit(services, &potters.scope, there, &edit).await.unwrap();
    });

    contract_test!(a_sub_account_is_closed_alone, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        close(services, &potters.scope, &numbered("10000700", "53")).await.unwrap();
        let closed = potters.place("10000700", "53", "Antony", "Expéditeur");
        assert!(assign(world, "a@potters.example", closed).await.is_err());
        let whole = potters.place("10000700", "", "Antony", "Expéditeur");
        assign(world, "a@potters.example", whole).await.unwrap();
    });

    contract_test!(what_is_opened_again_is_as_before_and_each_is_done_once, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        for of in [numbered("10000700", "53"), numbered("10000700", "")] {
            assert!(close(services, &potters.scope, &of).await.unwrap());
            assert!(!close(services, &potters.scope, &of).await.unwrap());
        }
        for of in [numbered("10000700", "53"), numbered("10000700", "")] {
            assert!(reopen(services, &potters.scope, &of).await.unwrap());
            assert!(!reopen(services, &potters.scope, &of).await.unwrap());
        }
        assert_eq!(load(services, &potters.scope).await.unwrap(), potters.reference);
        let entries = "SELECT count(*) FROM journal WHERE action LIKE '%.closed' OR action LIKE '%.reopened'";
        assert_eq!(world.count(entries).await, 4);
    });

    contract_test!(a_reference_file_may_name_what_is_closed_or_put_away, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        close(services, &potters.scope, &numbered("10000700", "")).await.unwrap();
        close(services, &potters.scope, &numbered("10095403", "")).await.unwrap();
        crate::sites::archive(services, &potters.scope, potters.reference.sites[0].id, true).await.unwrap();
        let csv =
            "contrat;10000700;Autre nom;;\nsous-compte;53;SERVICE CLIENT POTTERS;10000700;\nsite;;Antony;;\n";
        let report = reference::import(services, &potters.scope, csv.as_bytes()).await.unwrap();
        assert_eq!(report, ReferenceReport { created: 0, updated: 1, unchanged: 2 });
        let reference = load(services, &potters.scope).await.unwrap();
        assert_eq!((reference.contracts.len(), reference.sites.len()), (0, 2));
    });

    contract_test!(what_the_customer_has_not_is_said_to_be_unknown, |world| async {
        let (services, other) = (&world.services, &world.other);
        let refused = close(services, &other.scope, &numbered("10095403", "")).await;
        assert!(matches!(refused, Err(ChangeError::UnknownContract)));
        let refused = close(services, &other.scope, &numbered("10000700", "5")).await;
        assert!(matches!(refused, Err(ChangeError::UnknownSubAccount)));
        close(services, &other.scope, &numbered("10000700", "")).await.unwrap();
        assert_eq!(load(services, &world.potters.scope).await.unwrap(), world.potters.reference);
    });
}
