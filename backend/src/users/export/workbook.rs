//! The list as a workbook.

use super::columns::Columns;
use super::{Batch, Details, ExportError, Row, batches};
use crate::access::CustomerScope;
use crate::clock::local;
use crate::observe::Operation;
use crate::services::Services;
use domain::time::Timestamp;
use domain::users::{Filter, UserStatus};
use futures::TryStreamExt;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// What stands behind the import's columns: what is known of people, and what no file changes. The import leaves them out.
const ABOUT_PEOPLE: [(&str, f64); 3] =
    [("statut", 12.0), ("identifiant", 16.0), ("derniere_connexion", 18.0)];

/// The customer's assignments as a workbook: the import's columns, then the status, in these words, the identifier and the
/// last sign-in. Cells are texts, which no program takes for formulas or shortens by their zeros; the headings stay in view,
/// and offer filters.
#[tracing::instrument(name = "users.export_xlsx", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn export_xlsx(
    services: &Services,
    scope: &CustomerScope,
    filter: Filter,
    status: fn(UserStatus) -> &'static str,
) -> Result<Vec<u8>, ExportError> {
    let operation = Operation::begin("users.export_xlsx");

    let columns = Columns::of(services, scope).await?;
    let mut workbook = Workbook::new();
    let formats = Formats::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    let width = write_headings(sheet, columns, &formats)?;
    let mut batches = std::pin::pin!(batches(services, scope, filter, columns, Details::OfPeople));
    let mut line = 0;

    while let Some(batch) = batches.try_next().await? {
        line = write_rows(sheet, &batch, line, &formats, status)?;
    }

    sheet.autofilter(0, 0, line, width - 1)?;
    let saved = tokio::task::spawn_blocking(move || workbook.save_to_buffer()).await;

    operation.ended(Ok(
        saved.map_err(|_| XlsxError::IoError(std::io::Error::other("the workbook's task ended")))??
    ))
}

/// How cells look.
struct Formats {
    heading: Format,
    text: Format,
    moment: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            heading: Format::new().set_num_format("@").set_bold(),
            text: Format::new().set_num_format("@"),
            moment: Format::new().set_num_format("dd/mm/yyyy hh:mm"),
        }
    }
}

/// Writes the headings; how many there are.
fn write_headings(sheet: &mut Worksheet, columns: Columns, formats: &Formats) -> Result<u16, XlsxError> {
    let fields = columns.fields().iter().map(|field| (field.heading(), f64::from(field.spec().width)));
    let mut column = 0;
    for (heading, width) in fields.chain(ABOUT_PEOPLE) {
        sheet.set_column_width(column, width)?;
        sheet.write_with_format(0, column, heading, &formats.heading)?;
        column += 1;
    }
    sheet.set_freeze_panes(1, 0)?;

    Ok(column)
}

/// Writes the rows of a batch below `line`; the line of the last one.
fn write_rows(
    sheet: &mut Worksheet,
    batch: &Batch,
    mut line: u32,
    formats: &Formats,
    status: fn(UserStatus) -> &'static str,
) -> Result<u32, XlsxError> {
    let mut rows = batch.rows.iter();
    batch.for_each(|cells| {
        line += 1;
        let mut column = 0;
        for cell in cells {
            sheet.write_with_format(line, column, *cell, &formats.text)?;
            column += 1;
        }

        let Some(row) = rows.next() else { return Ok(()) };
        let said = row.status.as_ref().map_or("", |said| status(said.0));
        sheet.write_with_format(line, column, said, &formats.text)?;
        sheet.write_with_format(
            line,
            column + 1,
            row.identifier.as_deref().unwrap_or_default(),
            &formats.text,
        )?;
        match last_sign_in(row, batch)? {
            Some(moment) => sheet.write_with_format(line, column + 2, &moment, &formats.moment).map(drop),
            None => Ok(()),
        }
    })?;

    Ok(line)
}

/// When the person last signed in, in the portal's zone.
fn last_sign_in(row: &Row, batch: &Batch) -> Result<Option<ExcelDateTime>, XlsxError> {
    let Some(at) = row.last_sign_in_at else { return Ok(None) };
    let at = local(Timestamp(at), &batch.time_zone);
    let of = |part: i8| part.unsigned_abs();
    let day = ExcelDateTime::from_ymd(at.year.unsigned_abs(), of(at.month), of(at.day))?;
    day.and_hms(u16::from(of(at.hour)), of(at.minute), 0).map(Some)
}
