use crate::access::{AdministratorScope, BillingScope};
use crate::db::Tx;
use crate::observe::Operation;
use crate::services::Services;
use domain::end_date::EndDate;
use domain::ids::{ContractId, CustomerId, TariffId};
use domain::tariffs::{ContractTariffs, Tariff, TariffName, Validity};
use std::cmp::Reverse;
use uuid::Uuid;

/// The documents that may be read with these scopes, contract by contract. What is no longer valid, or not yet, is among
/// them: a bill of last year is checked against the tariff of last year.
#[tracing::instrument(name = "tariffs.list", skip_all, err(level = "debug"))]
pub async fn list(services: &Services, scopes: &[BillingScope]) -> sqlx::Result<Vec<ContractTariffs>> {
    let operation = Operation::begin("tariffs.list");

    let today = services.today();
    let mut lookup = services.db.lookup().await?;
    let mut listed = Vec::new();
    for scope in scopes {
        let rows = rows(&mut lookup, scope.customer()).await?;
        let rows: Vec<Row> =
            rows.into_iter().filter(|row| scope.reads(ContractId(row.contract_id))).collect();
        for rows in rows.chunk_by(|one, next| one.contract_id == next.contract_id) {
            listed.extend(of_contract(scope, rows, today));
        }
    }

    operation.ended(Ok(listed))
}

fn of_contract(scope: &BillingScope, rows: &[Row], today: EndDate) -> Option<ContractTariffs> {
    let contract = rows.first()?;
    let mut tariffs: Vec<Tariff> = rows.iter().filter_map(|row| row.shown(today)).collect();
    tariffs.sort_by_key(|tariff| (tariff.state, Reverse(tariff.validity.from()), tariff.name.to_string()));
    let name = if contract.label.is_empty() { &contract.contract_name } else { &contract.label };

    Some(ContractTariffs {
        customer: scope.customer_name().to_owned(),
        number: contract.number.clone(),
        name: name.clone(),
        tariffs,
    })
}

/// A document of a customer, for its operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The contract's number.
    pub contract: String,
    pub name: TariffName,
    /// In bytes.
    pub size: u64,
    pub validity: Validity,
}

/// All documents of a customer, in the order of their contracts.
#[tracing::instrument(name = "tariffs.published", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn published(services: &Services, scope: &AdministratorScope) -> sqlx::Result<Vec<Published>> {
    let operation = Operation::begin("tariffs.published");

    let mut lookup = services.db.of(scope).lookup().await?;
    let rows = rows(&mut lookup, scope.customer()).await?;
    let today = services.today();
    let published = rows.iter().filter_map(|row| {
        let Tariff { name, size, validity, .. } = row.shown(today)?;
        Some(Published { contract: row.number.clone(), name, size, validity })
    });

    operation.ended(Ok(published.collect()))
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    contract_id: Uuid,
    number: String,
    contract_name: String,
    label: String,
    name: String,
    size: i64,
    valid_from: String,
    valid_to: String,
}

impl Row {
    /// What it says; what only another release could have written is left out.
    fn shown(&self, today: EndDate) -> Option<Tariff> {
        let day = |text: &str| EndDate::parse(text).ok();
        let validity = Validity::new(day(&self.valid_from)?, day(&self.valid_to)?)?;
        Some(Tariff {
            id: TariffId(self.id),
            name: TariffName::parse(&self.name).ok()?,
            size: self.size.unsigned_abs(),
            validity,
            state: validity.on(today),
        })
    }
}

async fn rows(lookup: &mut Tx, customer: CustomerId) -> sqlx::Result<Vec<Row>> {
    lookup
        .query(
            "SELECT t.id, t.contract_id, c.number, c.name AS contract_name, c.label, t.name, t.size, t.valid_from,
                    t.valid_to
             FROM tariffs t JOIN contracts c ON c.customer_id = t.customer_id AND c.id = t.contract_id
             WHERE t.customer_id = $1 ORDER BY c.number, t.name",
        )
        .bind(customer.0)
        .fetch_all()
        .await
}
