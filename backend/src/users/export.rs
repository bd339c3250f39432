use super::cursor::Cursor;
use super::filter_plan::{AccessPath, FilterPlan, Hits};
use super::list::{Order, Reader, Totals};
use super::sql::Sql;
use crate::access::CustomerScope;
use crate::db::Tx;
use crate::observe::Operation;
use crate::reference;
use crate::services::Services;
use domain::imports::{Cells, ESCAPED_MARK, Field, escape_formula, template};
use domain::reference::ReferenceData;
use domain::users::{Filter, SortKey};
use futures::stream::{Stream, StreamExt, TryStreamExt, try_unfold};
use rust_xlsxwriter::{Workbook, XlsxError};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// What a CSV file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be looked at: cells that a spreadsheet program could take for formulas are guarded, and the
    /// file is marked so that it still re-imports as it is.
    Excel,
    /// To be imported again: cells as they are.
    Reimport,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The lines could not be written.
    #[error("the file cannot be written: {0}")]
    Csv(#[from] csv::Error),
    /// The workbook could not be written.
    #[error("the workbook cannot be written: {0}")]
    Workbook(#[from] XlsxError),
}

/// So many rows are read at a time; what is in memory does not grow with the list.
const BATCH: usize = 5000;

/// An assignment as it is read. Names that many share are looked up in [`Names`] rather than joined:
/// that takes the database several times as long.
#[derive(Debug, sqlx::FromRow)]
struct Row {
    number: i64,
    sort_value: String,
    contract_id: Uuid,
    sub_account_id: Option<Uuid>,
    site_id: Option<Uuid>,
    profile_id: Uuid,
    email: String,
    last_name: String,
    first_name: String,
}

/// What the customer's contracts, sub-accounts, sites and profiles are called in a file.
struct Names(HashMap<Uuid, String>);

impl Names {
    fn of(reference: &ReferenceData) -> Self {
        let mut names = HashMap::new();
        for contract in &reference.contracts {
            names.insert(contract.id.0, contract.number.as_str().to_owned());
            let sub_accounts = contract.sub_accounts.iter();
            names.extend(sub_accounts.map(|part| (part.id.0, part.number.as_str().to_owned())));
        }

        names.extend(reference.sites.iter().map(|site| (site.id.0, site.name.as_str().to_owned())));
        names.extend(reference.profiles.iter().map(|of| (of.id.0, of.name.as_str().to_owned())));
        Self(names)
    }

    fn get(&self, id: Option<Uuid>) -> &str {
        id.and_then(|id| self.0.get(&id)).map_or("", String::as_str)
    }

    /// The cells of a row, in the order of the template.
    fn cells<'a>(&'a self, row: &'a Row) -> Cells<'a> {
        [
            self.get(Some(row.contract_id)),
            self.get(row.sub_account_id),
            self.get(row.site_id),
            self.get(Some(row.profile_id)),
            &row.last_name,
            &row.first_name,
            &row.email,
        ]
    }
}

/// Rows that were read together, and what they are called.
struct Batch {
    rows: Vec<Row>,
    names: Arc<Names>,
}

/// The customer's assignments as a CSV file in the import's columns, chunk by chunk, by address.
pub fn export(
    services: &Services,
    scope: &CustomerScope,
    filter: Filter,
    purpose: Purpose,
) -> impl Stream<Item = Result<Vec<u8>, ExportError>> + Send + 'static {
    let heading = match purpose {
        Purpose::Excel => format!("{};{ESCAPED_MARK}\r\n", template().trim_end()),
        Purpose::Reimport => template(),
    };
    let heading = futures::stream::once(async move { Ok(heading.into_bytes()) });
    let body = batches(services, scope, filter).map(move |batch| Ok(lines(&batch?, purpose)?));
    heading.chain(body)
}

/// The customer's assignments as a workbook in the import's columns. Its cells are texts, which no
/// program takes for formulas.
#[tracing::instrument(name = "users.export_xlsx", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn export_xlsx(
    services: &Services,
    scope: &CustomerScope,
    filter: Filter,
) -> Result<Vec<u8>, ExportError> {
    let operation = Operation::begin("users.export_xlsx");

    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.write_row(0, 0, Field::ALL.map(Field::heading))?;
    let batches = batches(services, scope, filter);
    let mut batches = std::pin::pin!(batches);
    let mut line = 0;

    while let Some(batch) = batches.try_next().await? {
        for row in &batch.rows {
            line += 1;
            sheet.write_row(line, 0, batch.names.cells(row))?;
        }
    }

    let saved = tokio::task::spawn_blocking(move || workbook.save_to_buffer()).await;

    operation.ended(Ok(
        saved.map_err(|_| XlsxError::IoError(std::io::Error::other("the workbook's task ended")))??
    ))
}

/// Each batch is read in a transaction of its own, however slowly the last one is taken away.
fn batches(
    services: &Services,
    scope: &CustomerScope,
    filter: Filter,
) -> impl Stream<Item = sqlx::Result<Batch>> + Send + 'static {
    let state = Progress { services: services.clone(), scope: scope.clone(), filter, started: None };
    try_unfold(state, |mut state| async move {
        let batch = state.next().await?;
        Ok((!batch.rows.is_empty()).then_some((batch, state)))
    })
}

struct Progress {
    services: Services,
    scope: CustomerScope,
    filter: Filter,
    started: Option<Started>,
}

/// What is known from the first batch on, and where the next one begins.
struct Started {
    plan: FilterPlan,
    base: i64,
    names: Arc<Names>,
    cursor: Option<Cursor>,
}

impl Progress {
    async fn next(&mut self) -> sqlx::Result<Batch> {
        let mut tx = self.services.db.read().await?;
        let mut at = match self.started.take() {
            Some(started) => started,
            None => self.start(&mut tx).await?,
        };
        let rows = self.read(&mut tx, &at).await?;
        at.cursor = rows.last().map(|last| Cursor {
            value: last.sort_value.clone(),
            number: u32::try_from(last.number - at.base).unwrap_or_default(),
            before: false,
            offset: 0,
        });
        let names = Arc::clone(&at.names);
        self.started = Some(at);

        Ok(Batch { rows, names })
    }

    async fn start(&self, tx: &mut Tx) -> sqlx::Result<Started> {
        let customer = self.scope.customer();
        let base = Totals::load(tx, &self.scope, self.services.clock.now()).await?.base();
        let plan = FilterPlan::new(tx, &self.scope, base, &self.filter, self.services.clock.now()).await?;
        let names = Names::of(&reference::load_in(tx, customer).await?);
        Ok(Started { plan, base, names: Arc::new(names), cursor: None })
    }

    async fn read(&self, tx: &mut Tx, at: &Started) -> sqlx::Result<Vec<Row>> {
        let customer = self.scope.customer();
        if at.plan.hits() == Hits::Few(0) {
            return Ok(Vec::new());
        }

        let order = Order { sort: SortKey::User, descending: false };
        let reader = Reader { customer, base: at.base, plan: &at.plan, order };
        let mut sql = Sql::new(
            "SELECT a.number, a.sort_value, a.contract_id, a.sub_account_id, a.site_id, a.profile_id,
                    m.email, m.last_name, m.first_name FROM (",
        );
        let access_path = if matches!(at.plan.hits(), Hits::Few(_)) {
            AccessPath::IndexLookup
        } else {
            AccessPath::OrderedScan
        };

        reader.pick(&mut sql, tx, at.cursor.as_ref(), BATCH, access_path);
        sql.push(") a JOIN memberships m ON m.customer_id = ").id(customer.0);
        sql.push(" AND m.user_id = a.user_id ORDER BY a.sort_value, a.number");
        sql.fetch(tx).await
    }
}

/// Some lines of the file, as RFC 4180 writes them.
fn lines(batch: &Batch, purpose: Purpose) -> csv::Result<Vec<u8>> {
    let mut csv = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::with_capacity(batch.rows.len() * 96));

    for row in &batch.rows {
        let cells = batch.names.cells(row);
        match purpose {
            Purpose::Reimport => csv.write_record(cells)?,
            Purpose::Excel => {
                for cell in cells {
                    csv.write_field(escape_formula(cell).as_ref())?;
                }
                // The column of the mark is empty.
                csv.write_record([""])?;
            }
        }
    }

    csv.into_inner().map_err(|error| error.into_error().into())
}

#[cfg(test)]
mod tests;
