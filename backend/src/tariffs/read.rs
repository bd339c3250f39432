use crate::access::BillingScope;
use crate::services::Services;
use domain::ids::{ContractId, CustomerId, TariffId};
use domain::tariffs::TariffName;
use futures::stream::{Stream, try_unfold};
use uuid::Uuid;

/// A document that may be read.
#[derive(Clone, Debug)]
pub struct Document {
    customer: CustomerId,
    id: TariffId,
    pub name: TariffName,
    /// In bytes.
    pub size: u64,
}

/// The document of a key, with whichever of these scopes. `None`: there is none, or none that may be read with them.
pub async fn read(
    services: &Services,
    scopes: &[BillingScope],
    id: TariffId,
) -> sqlx::Result<Option<Document>> {
    let mut lookup = services.db.lookup().await?;
    for scope in scopes {
        let found: Option<(Uuid, String, i64)> = lookup
            .query("SELECT contract_id, name, size FROM tariffs WHERE customer_id = $1 AND id = $2")
            .bind(scope.customer().0)
            .bind(id.0)
            .fetch_optional()
            .await?;
        let readable = found.filter(|(contract, ..)| scope.reads(ContractId(*contract)));
        let document = readable.and_then(|(_, name, size)| {
            let name = TariffName::parse(&name).ok()?;
            Some(Document { customer: scope.customer(), id, name, size: size.unsigned_abs() })
        });
        if document.is_some() {
            return Ok(document);
        }
    }

    Ok(None)
}

impl Document {
    /// What is in it, piece by piece: each is read when the one before has left.
    pub fn content(
        self,
        services: &Services,
    ) -> impl Stream<Item = sqlx::Result<Vec<u8>>> + Send + 'static + use<> {
        try_unfold((services.clone(), self, 0_i64), |(services, document, number)| async move {
            let piece = document.piece(&services, number).await?;
            Ok(piece.map(|piece| (piece, (services, document, number + 1))))
        })
    }

    async fn piece(&self, services: &Services, number: i64) -> sqlx::Result<Option<Vec<u8>>> {
        let mut lookup = services.db.lookup().await?;
        lookup
            .query(
                "SELECT content FROM tariff_pieces
                 WHERE customer_id = $1 AND tariff_id = $2 AND number = $3",
            )
            .bind(self.customer.0)
            .bind(self.id.0)
            .bind(number)
            .optional_scalar()
            .await
    }
}
