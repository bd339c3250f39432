use crate::db::Tx;
use crate::services::Services;
use domain::fold::{fold, normalized};
use uuid::Uuid;

/// What the customer is called whose name is `name`, but for case, accents and dashes, closed ones among them. All names
/// are read for it: a customer is created a few times a day.
pub(super) async fn namesake(tx: &mut Tx, name: &str) -> sqlx::Result<Option<String>> {
    let sought = normalized(name);
    let names: Vec<String> = tx.query("SELECT name FROM customers").scalars().await?;
    Ok(names.into_iter().find(|known| normalized(known) == sought))
}

/// Folds the names that an older release wrote: SQL knows no accents. To be called beside requests.
pub(crate) async fn fold_names(services: &Services) -> sqlx::Result<()> {
    loop {
        let mut tx = services.db.write().await?;
        let unfolded: Vec<(Uuid, String)> = tx
            .query("SELECT id, name FROM customers WHERE sort = '' ORDER BY id LIMIT 500")
            .fetch_all()
            .await?;

        for (id, name) in &unfolded {
            tx.query("UPDATE customers SET sort = $2 WHERE id = $1")
                .bind(*id)
                .bind(fold(name))
                .execute()
                .await?;
        }

        tx.commit().await?;
        if unfolded.is_empty() {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::contract_test;

    contract_test!(names_of_an_older_release_are_folded_by_the_upkeep, |world| async {
        world.execute("UPDATE customers SET sort = ''").await;
        crate::maintenance::run(&world.services).await.unwrap();
        let folded = "SELECT count(*) FROM customers WHERE sort IN ('potters france', 'faiences du nord')";
        assert_eq!(world.count(folded).await, 2);
    });
}
