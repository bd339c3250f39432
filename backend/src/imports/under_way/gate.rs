use super::remove;
use crate::access::CustomerScope;
use crate::db::{Code, Tx};
use crate::imports::undo::Undoing;
use crate::imports::write::{Import, Step};
use crate::journal::Author;
use crate::services::Services;
use domain::ids::{CustomerId, ImportId};
use domain::time::Timestamp;
use uuid::Uuid;

/// The gate of a customer, shut for an import that is yet to begin.
pub(in crate::imports) struct Gate {
    pub import: ImportId,
    pub at: Timestamp,
}

impl Gate {
    /// Shuts it once the transaction is committed.
    pub(in crate::imports) async fn shut(
        tx: &mut Tx,
        services: &Services,
        scope: &CustomerScope,
    ) -> sqlx::Result<Self> {
        let at = services.clock.now();
        let import = ImportId(services.random.id(at));
        shut(tx, scope.customer(), (import, None), scope.into(), at).await?;

        Ok(Self { import, at })
    }

    /// Says that it is still needed; `false` when somebody thought that it was not.
    pub(in crate::imports) async fn is_kept(
        &self,
        tx: &mut Tx,
        services: &Services,
        customer: CustomerId,
    ) -> sqlx::Result<bool> {
        let kept = tx
            .query("UPDATE imports_under_way SET turned_at = $3 WHERE customer_id = $1 AND import_id = $2")
            .bind(customer.0)
            .bind(self.import.0)
            .bind(services.clock.now().0)
            .execute()
            .await?;
        Ok(kept > 0)
    }

    /// Begins the import: from the end of the transaction on it is gone on with. `false` when the gate was opened.
    pub(in crate::imports) async fn begin(
        &self,
        tx: &mut Tx,
        services: &Services,
        import: &Import,
    ) -> sqlx::Result<bool> {
        let begun = tx
            .query(
                "UPDATE imports_under_way SET step = $3, keep_names = $4, reactivate = $5, has_rights = $6,
                     turned_at = $7
                 WHERE customer_id = $1 AND import_id = $2",
            )
            .bind(import.customer.0)
            .bind(self.import.0)
            .bind(Code(Step::FIRST))
            .bind(i64::from(import.options.keep_names))
            .bind(i64::from(import.options.reactivate))
            .bind(i64::from(import.has_rights))
            .bind(services.clock.now().0)
            .execute()
            .await?;
        Ok(begun > 0)
    }

    /// Opens it again: nothing was begun.
    pub(in crate::imports) async fn open(
        &self,
        services: &Services,
        customer: CustomerId,
    ) -> sqlx::Result<()> {
        let mut tx = services.db.of_import(customer).write().await?;
        remove(&mut tx, customer, self.import.0).await?;
        tx.commit().await
    }
}

/// Shuts the gate of a customer for the undoing of an import, which is begun with it: from the end of the transaction on it
/// is gone on with.
pub(in crate::imports) async fn begin_undoing(tx: &mut Tx, undoing: &Undoing) -> sqlx::Result<()> {
    let Undoing { customer, import, author, at } = *undoing;
    shut(tx, customer, (import, Some(Uuid::nil())), author, at).await
}

/// Shuts the gate of a customer for an import, which is undone when the last person of whom it was is named.
async fn shut(
    tx: &mut Tx,
    customer: CustomerId,
    (import, undone_to): (ImportId, Option<Uuid>),
    author: Author,
    at: Timestamp,
) -> sqlx::Result<()> {
    tx.query(
        "INSERT INTO imports_under_way (customer_id, import_id, undone_to, line, keep_names, reactivate, has_rights,
             network, is_operator, turned_at)
         VALUES ($1, $2, $3, -1, 0, 0, 0, $4, $5, $6)",
    )
    .bind(customer.0)
    .bind(import.0)
    .bind(undone_to)
    .bind(author.network.map(|network| network.to_string()))
    .bind(i64::from(author.is_operator))
    .bind(at.0)
    .execute()
    .await
    .map(drop)
}
