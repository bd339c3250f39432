use super::*;
use crate::testing::contract_test;
use crate::users::testing::explained;

contract_test!(what_somebody_has_is_sought_by_the_person_alone, |world| async {
    // SQLite, which knows how often each value stands in an index, does not take a contract for a few rows.
    if matches!(world.services.db.lookup().await.unwrap(), Tx::Sqlite(_)) {
        return;
    }

    let customer = world.potters.scope.customer();
    let mut tx = world.services.db.of(customer).write().await.unwrap();
    tx.query("SET LOCAL enable_seqscan = off").execute().await.unwrap();
    let query = tx.query(explained(AT)).bind(customer.0).bind(Uuid::max()).bind(Uuid::max());
    let plan: Vec<String> = query.bind(Uuid::max()).bind(Uuid::max()).scalars().await.unwrap();

    let sought: Vec<_> = plan.iter().filter(|line| line.contains("Index Cond")).collect();
    assert!(!sought.is_empty() && sought.iter().all(|line| line.contains("user_id")), "{plan:#?}");
    assert!(sought.iter().all(|line| !line.contains("contract_id")), "{plan:#?}");
});
