use super::cursor::Cursor;
use super::list::{Order, Reader, Totals};
use super::narrow::Narrowing;
use super::row::Row;
use crate::access::CustomerScope;
use crate::services::Services;
use domain::imports::{MARK, TEMPLATE, excel_guard};
use domain::users::{Filter, SortKey};
use futures::stream::{Stream, TryStreamExt, try_unfold};
use rust_xlsxwriter::{Workbook, XlsxError};

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
    /// The database refused.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The workbook could not be written.
    #[error("the workbook cannot be written: {0}")]
    Workbook(#[from] XlsxError),
}

/// So many rows are read at a time; what is in memory does not grow with the list.
const BATCH: usize = 2000;

/// The customer's assignments as a CSV file in the import's columns, chunk by chunk, by address.
pub fn export(
    services: &Services,
    scope: &CustomerScope,
    filter: Filter,
    purpose: Purpose,
) -> impl Stream<Item = Result<Vec<u8>, ExportError>> + Send + 'static {
    let heading = match purpose {
        Purpose::Excel => format!("{};{MARK}\r\n", TEMPLATE.trim_end()),
        Purpose::Reimport => TEMPLATE.to_owned(),
    };
    let heading = futures::stream::once(async move { Ok(heading.into_bytes()) });
    let body = batches(services, scope, filter).map_ok(move |rows| {
        let mut text = String::with_capacity(rows.len() * 96);
        for row in &rows {
            line(&mut text, row, purpose);
        }
        text.into_bytes()
    });
    futures::StreamExt::chain(heading, body.map_err(ExportError::from))
}

/// The customer's assignments as a workbook in the import's columns. Its cells are texts, which no
/// program takes for formulas.
pub async fn export_xlsx(
    services: &Services,
    scope: &CustomerScope,
    filter: Filter,
) -> Result<Vec<u8>, ExportError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory();
    let headings = TEMPLATE.trim_start_matches('\u{feff}').trim_end().split(';');
    sheet.write_row(0, 0, headings)?;
    let batches = batches(services, scope, filter);
    let mut batches = std::pin::pin!(batches);
    let mut line = 0;
    while let Some(rows) = batches.try_next().await? {
        for row in &rows {
            line += 1;
            sheet.write_row(line, 0, cells(row))?;
        }
    }
    let saved = tokio::task::spawn_blocking(move || workbook.save_to_buffer()).await;
    Ok(saved.map_err(|_| XlsxError::IoError(std::io::Error::other("the workbook's task ended")))??)
}

/// Each batch is read in a transaction of its own, however slowly the last one is taken away.
fn batches(
    services: &Services,
    scope: &CustomerScope,
    filter: Filter,
) -> impl Stream<Item = sqlx::Result<Vec<Row>>> + Send + 'static {
    let state = Progress { services: services.clone(), scope: *scope, filter, started: None };
    try_unfold(state, |mut state| async move {
        let rows = state.next().await?;
        Ok((!rows.is_empty()).then_some((rows, state)))
    })
}

struct Progress {
    services: Services,
    scope: CustomerScope,
    filter: Filter,
    started: Option<(Narrowing, i64, Option<Cursor>)>,
}

impl Progress {
    async fn next(&mut self) -> sqlx::Result<Vec<Row>> {
        let customer = self.scope.customer();
        let mut tx = self.services.db.read().await?;
        let (narrowing, base, cursor) = if let Some(started) = self.started.take() {
            started
        } else {
            let base = Totals::load(&mut tx, customer).await?.base();
            (Narrowing::new(&mut tx, customer, base, &self.filter).await?, base, None)
        };
        let order = Order { sort: SortKey::User, descending: false };
        let reader = Reader { customer, base, narrowing: &narrowing, order };
        let rows = reader.rows(&mut tx, cursor.as_ref(), BATCH).await?;
        let cursor = rows.last().map(|last| Cursor {
            value: last.sort_value.clone(),
            number: u32::try_from(last.number - base).unwrap_or_default(),
            before: false,
            offset: 0,
        });
        self.started = Some((narrowing, base, cursor));
        Ok(rows)
    }
}

/// The cells of a row, in the order of the template.
fn cells(row: &Row) -> [&str; 7] {
    [
        &row.contract_number,
        row.sub_account_number.as_deref().unwrap_or_default(),
        row.site_name.as_deref().unwrap_or_default(),
        &row.profile_name,
        &row.last_name,
        &row.first_name,
        &row.email,
    ]
}

fn line(text: &mut String, row: &Row, purpose: Purpose) {
    for (index, cell) in cells(row).into_iter().enumerate() {
        if index > 0 {
            text.push(';');
        }
        match purpose {
            Purpose::Excel => quote(text, &excel_guard(cell)),
            Purpose::Reimport => quote(text, cell),
        }
    }
    // The column of the mark is empty.
    text.push_str(if purpose == Purpose::Excel { ";\r\n" } else { "\r\n" });
}

/// A cell as RFC 4180 writes it.
fn quote(text: &mut String, cell: &str) {
    if cell.contains([';', '"', '\r', '\n']) {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

#[cfg(test)]
mod tests;
