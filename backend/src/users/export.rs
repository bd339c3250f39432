mod columns;
mod workbook;

pub use workbook::export_xlsx;

use super::cursor::Cursor;
use super::filter_plan::{FilterPlan, Hits};
use super::list::{Reader, Totals};
use super::sql::Sql;
use crate::access::CustomerScope;
use crate::clock::end_date;
use crate::db::{Code, Tx};
use crate::reference;
use crate::services::Services;
use columns::Columns;
use domain::imports::{Cells, ESCAPED_MARK, Field, escape_formula, heading_line};
use domain::reference::ReferenceData;
use domain::rights::{Applications, parse_rights, write_rights};
use domain::time::Timestamp;
use domain::users::{Filter, UserStatus};
use futures::stream::{Stream, StreamExt, TryStreamExt, once, try_unfold};
use jiff::tz::TimeZone;
use rust_xlsxwriter::XlsxError;
use serde::Deserialize;
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
#[derive(Debug, sqlx::FromRow, Deserialize)]
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
    /// What its person may do whatever the profile says, as the database has it.
    rights: Option<String>,
    ends_at: Option<i64>,
    // Read where they are asked for.
    status: Option<Code<UserStatus>>,
    identifier: Option<String>,
    last_sign_in_at: Option<i64>,
}

/// A [`Row`], in the order of its fields.
const AS_JSON: &str =
    "json_array(number, sort_value, hex(contract_id), nullif(hex(sub_account_id), ''), nullif(hex(site_id), ''), hex(profile_id),
                email, last_name, first_name, rights, ends_at, status, identifier, last_sign_in_at)";

/// What is read of people beyond what a file can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Details {
    None,
    OfPeople,
}

/// What the customer's contracts, sub-accounts, sites and profiles are called in a file, and what people can get rights
/// for at the contracts.
#[derive(Default)]
struct Names {
    names: HashMap<Uuid, String>,
    applications: HashMap<Uuid, Applications>,
}

impl Names {
    fn new(names: HashMap<Uuid, String>, reference: &ReferenceData) -> Self {
        let applications = reference.contracts.iter().map(|contract| (contract.id.0, contract.applications));
        Self { names, applications: applications.collect() }
    }

    fn get(&self, id: Option<Uuid>) -> &str {
        id.and_then(|id| self.names.get(&id)).map_or("", String::as_str)
    }

    /// The rights of a row as the import reads them. What its contract has no more is not valid, and would be refused.
    fn rights(&self, row: &Row) -> String {
        let applications = self.applications.get(&row.contract_id).copied().unwrap_or_default();
        let rights = row.rights.as_deref().map(parse_rights).and_then(Result::ok).unwrap_or_default();
        write_rights(rights.into_iter().filter(|right| applications.contains(right.application)))
    }

    /// The cells of a row, in the order of [`Field::ALL`]; those of rights and end are yet to be written.
    fn cells<'a>(&'a self, row: &'a Row) -> Cells<'a> {
        [
            self.get(Some(row.contract_id)),
            self.get(row.sub_account_id),
            self.get(row.site_id),
            self.get(Some(row.profile_id)),
            &row.last_name,
            &row.first_name,
            &row.email,
            "",
            "",
        ]
    }
}

/// Rows that were read together, and what they are called.
struct Batch {
    rows: Vec<Row>,
    names: Arc<Names>,
    columns: Columns,
    time_zone: TimeZone,
}

impl Batch {
    /// The cells of each row, in the order of the columns.
    fn for_each<E>(&self, mut write: impl FnMut(&[&str]) -> Result<(), E>) -> Result<(), E> {
        for row in &self.rows {
            let rights = self.names.rights(row);
            let end = row.ends_at.map(|at| end_date(Timestamp(at), &self.time_zone).shown());
            let mut cells = self.names.cells(row);
            cells[Field::Rights.index()] = &rights;
            cells[Field::End.index()] = end.as_deref().unwrap_or_default();
            write(&cells[..self.columns.fields().len()])?;
        }

        Ok(())
    }
}

/// The customer's assignments as a CSV file in the import's columns, chunk by chunk, by address.
pub fn export(
    services: &Services,
    scope: &CustomerScope,
    filter: Filter,
    purpose: Purpose,
) -> impl Stream<Item = Result<Vec<u8>, ExportError>> + Send + 'static {
    let (services, scope) = (services.clone(), scope.clone());
    let file = async move {
        let columns = Columns::of(&services, &scope).await?;
        let heading = heading_line(columns.fields().iter().copied());
        let heading = match purpose {
            Purpose::Excel => format!("{};{ESCAPED_MARK}\r\n", heading.trim_end()),
            Purpose::Reimport => heading,
        };

        let body = batches(&services, &scope, filter, columns, Details::None)
            .map(move |batch| Ok(lines(&batch?, purpose)?));
        Ok::<_, ExportError>(once(async move { Ok(heading.into_bytes()) }).chain(body))
    };

    once(file).try_flatten()
}

/// Each batch is read in a transaction of its own, however slowly the last one is taken away.
fn batches(
    services: &Services,
    scope: &CustomerScope,
    filter: Filter,
    columns: Columns,
    details: Details,
) -> impl Stream<Item = sqlx::Result<Batch>> + Send + 'static + use<> {
    let state = Progress {
        services: services.clone(),
        scope: scope.clone(),
        filter,
        columns,
        details,
        started: None,
    };
    try_unfold(state, |mut state| async move {
        let batch = state.next().await?;
        Ok((!batch.rows.is_empty()).then_some((batch, state)))
    })
}

struct Progress {
    services: Services,
    scope: CustomerScope,
    filter: Filter,
    columns: Columns,
    details: Details,
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
        let mut tx = self.services.db.of(&self.scope).read().await?;
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

        Ok(Batch { rows, names, columns: self.columns, time_zone: self.services.time_zone.clone() })
    }

    async fn start(&self, tx: &mut Tx) -> sqlx::Result<Started> {
        let customer = self.scope.customer();
        let totals = Totals::load(tx, &self.scope, self.services.clock.now()).await?;
        let plan = FilterPlan::new(tx, &self.scope, &totals, &self.filter, self.services.clock.now()).await?;
        let names = reference::names(tx, customer).await?;
        let names = Names::new(names, &reference::load_in(tx, customer).await?);
        Ok(Started { plan, base: totals.base(), names: Arc::new(names), cursor: None })
    }

    async fn read(&self, tx: &mut Tx, at: &Started) -> sqlx::Result<Vec<Row>> {
        let customer = self.scope.customer();
        if at.plan.hits() == Hits::Few(0) {
            return Ok(Vec::new());
        }

        let reader = Reader::by_address(customer, at.base, &at.plan);
        let is_sqlite = matches!(tx, Tx::Sqlite(_));
        let mut sql = Sql::new(
            "SELECT a.number, a.sort_value, a.contract_id, a.sub_account_id, a.site_id, a.profile_id,
                    m.email, m.last_name, m.first_name, ",
        );
        self.push_columns(&mut sql);
        // SQLite looks people up one by one, and reads fewer pages of its file when it takes them in the order of their keys.
        sql.push(if is_sqlite { " FROM (SELECT * FROM (" } else { " FROM (" });
        reader.pick(&mut sql, tx, at.cursor.as_ref(), BATCH, at.plan.access_path());
        // It would go by an index that has a person's customers, and look each up a second time.
        sql.push(if is_sqlite {
            ") ORDER BY user_id) a CROSS JOIN memberships m INDEXED BY sqlite_autoindex_memberships_1"
        } else {
            ") a JOIN memberships m"
        });
        sql.push(" ON m.customer_id = ").id(customer.0).push(" AND m.user_id = a.user_id");

        let mut rows: Vec<Row> = sql.fetch_as_one(tx, AS_JSON).await?;
        rows.sort_unstable_by(|one, other| {
            (&one.sort_value, one.number).cmp(&(&other.sort_value, other.number))
        });
        Ok(rows)
    }

    /// Writes the columns that only some files need.
    fn push_columns(&self, sql: &mut Sql) {
        match self.columns {
            Columns::Template => sql.push("CAST(NULL AS TEXT) AS rights, CAST(NULL AS BIGINT) AS ends_at"),
            Columns::All => sql
                .push("(SELECT string_agg(r.application || '=' || r.level, ',') FROM personal_rights r")
                .push(" WHERE r.assignment_id = a.id AND r.ends_at IS NULL AND r.customer_id = ")
                .id(self.scope.customer().0)
                .push(") AS rights, a.ends_at"),
        };
        sql.push(match self.details {
            Details::None => {
                ", CAST(NULL AS TEXT) AS status, CAST(NULL AS TEXT) AS identifier, CAST(NULL AS BIGINT) AS last_sign_in_at"
            }
            Details::OfPeople => {
                ", m.status, (SELECT u.identifier FROM users u WHERE u.id = a.user_id) AS identifier, m.last_sign_in_at"
            }
        });
    }
}

/// Some lines of the file, as RFC 4180 writes them.
fn lines(batch: &Batch, purpose: Purpose) -> csv::Result<Vec<u8>> {
    let mut csv = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::with_capacity(batch.rows.len() * 96));

    batch.for_each(|cells| match purpose {
        Purpose::Reimport => csv.write_record(cells),
        Purpose::Excel => {
            for cell in cells {
                csv.write_field(escape_formula(cell).as_ref())?;
            }
            // The column of the mark is empty.
            csv.write_record([""])
        }
    })?;

    csv.into_inner().map_err(|error| error.into_error().into())
}

#[cfg(test)]
mod tests;
