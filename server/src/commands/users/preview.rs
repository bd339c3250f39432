use super::Input;
use crate::commands::Failure;
use crate::commands::customer::scope_of;
use backend::access::{AdministratorScope, CustomerScope};
use backend::imports::{self, BATCH, NewDraft};
use backend::reference;
use backend::services::Services;
use domain::ids::DraftId;
use domain::imports::{
    DraftRow, Field, Issue, IssueCode, Need, Overrides, ReadError, RowText, RowVerdict, Sheet, Verdict,
    VerdictCounts, heading_key, limits,
};
use std::collections::BTreeMap;
use workbook::{Workbook, is_workbook};

/// A file as a draft: what the browser's preview shows, and what a commit begins with.
pub(super) struct Preview {
    pub scope: AdministratorScope,
    pub sheet: Sheet,
    /// Whether its columns are those that somebody mapped by hand, and not those that the headings name.
    pub reuse_previous_mapping: bool,
    /// Fields that every row needs and that no column holds.
    pub missing: Vec<Field>,
    /// What is read of a workbook.
    pub of_workbook: Option<SheetRead>,
    pub draft: DraftId,
    /// By line of the file.
    pub rows: BTreeMap<u32, (RowText, RowVerdict)>,
    pub counts: VerdictCounts,
}

/// A sheet of a workbook, as it was read.
pub(super) struct SheetRead {
    pub name: String,
    /// Rows that the sheet hides, by a filter for example, and that are read all the same.
    pub hidden_rows: u32,
}

impl Preview {
    /// A failure when a column is missing that every row needs.
    pub fn needs_columns(&self) -> Result<(), Failure> {
        if self.missing.is_empty() { Ok(()) } else { Err(Failure::MissingColumns(self.missing.clone())) }
    }

    /// Reads the whole file, then has the server judge its rows as a draft.
    pub async fn of(services: &Services, input: &Input) -> Result<Self, Failure> {
        let scope = scope_of(services, &input.customer).await?;
        let (sheet, of_workbook) = read(input)?;
        let unreadable = |error| Failure::Unreadable { path: input.file.clone(), error };
        let as_read = sheet.columns().to_vec();
        let sheet = reuse_previous_mapping(services, &scope, sheet).await?.map_err(unreadable)?;
        let reuse_previous_mapping = sheet.columns() != as_read;
        let sheet = with_columns(sheet, &input.columns)?.map_err(unreadable)?;
        let reference = reference::load(services, &scope).await.map_err(Failure::other)?;
        let missing = needed(sheet.missing(&reference));
        let (mut rows, mut blank) = (Vec::new(), 0);

        for row in sheet.rows() {
            let row = row.map_err(unreadable)?;
            if row.is_blank() {
                blank += 1;
            } else {
                rows.push(DraftRow { line: row.position.line(), cells: row.to_text() });
            }
        }

        let file_name = input.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // The reader has refused more rows than a u32 holds.
        let row_count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let draft = imports::open(services, &scope, NewDraft { file_name, row_count }).await?;
        let mut verdicts = BTreeMap::new();

        for batch in rows.chunks(BATCH) {
            let told = imports::fill(services, &scope, draft, batch).await?;
            verdicts.extend(told.into_iter().map(|verdict| (verdict.line, verdict)));
        }

        let mut counts = VerdictCounts { blank, ..VerdictCounts::default() };
        for verdict in verdicts.values() {
            *counts.count_mut(verdict.verdict) += 1;
        }

        let headings = sheet.headings();
        let rows = rows
            .into_iter()
            .filter_map(|row| {
                let mut verdict = verdicts.remove(&row.line)?;
                // The draft does not know what this file's columns are called.
                if verdict.verdict == Verdict::Error && row.cells == headings {
                    verdict.issues = vec![Issue::new(Field::Email, IssueCode::NoRow)];
                }
                Some((row.line, (row.cells, verdict)))
            })
            .collect();

        Ok(Self { scope, sheet, reuse_previous_mapping, missing, of_workbook, draft, rows, counts })
    }
}

/// The file with its columns as somebody said by hand in the browser when one with the same headings was
/// imported; as it is when nobody did.
async fn reuse_previous_mapping(
    services: &Services,
    scope: &CustomerScope,
    sheet: Sheet,
) -> Result<Result<Sheet, ReadError>, Failure> {
    if !sheet.dialect().header {
        return Ok(Ok(sheet));
    }

    let headings: Vec<String> = sheet.columns().iter().map(|column| column.header.clone()).collect();
    let as_read: Vec<Option<Field>> = sheet.columns().iter().map(|column| column.field).collect();
    let recalled = imports::recall_columns(services, scope, &headings, &as_read).await;
    let Some(mapping) = recalled.map_err(Failure::other)? else {
        return Ok(Ok(sheet));
    };

    Ok(mapped(sheet, mapping))
}

/// The file with the columns that were named for fields; the others stay what they are.
fn with_columns(sheet: Sheet, columns: &[(Field, String)]) -> Result<Result<Sheet, ReadError>, Failure> {
    let mut mapping: Vec<Option<Field>> = sheet.columns().iter().map(|column| column.field).collect();
    for (field, heading) in columns {
        let wanted = heading_key(heading);
        let found = sheet.columns().iter().position(|column| heading_key(&column.header) == wanted);
        let Some(at) = found else {
            let headings = sheet.columns().iter().map(|column| column.header.clone()).collect();
            return Err(Failure::UnknownColumn { heading: heading.clone(), headings });
        };
        mapping.iter_mut().filter(|other| **other == Some(*field)).for_each(|other| *other = None);
        mapping[at] = Some(*field);
    }

    Ok(if columns.is_empty() { Ok(sheet) } else { mapped(sheet, mapping) })
}

/// The file read as it was, with other columns.
fn mapped(sheet: Sheet, mapping: Vec<Option<Field>>) -> Result<Sheet, ReadError> {
    let overrides = Overrides {
        encoding: Some(sheet.dialect().encoding),
        delimiter: Some(sheet.dialect().delimiter),
        mapping: Some(mapping),
        ..Overrides::default()
    };
    Sheet::open(sheet.into_bytes(), &overrides)
}

/// Those without which nothing can be done for anybody: who is there may keep the profile that they have.
fn needed(mut missing: Vec<Field>) -> Vec<Field> {
    missing.retain(|field| matches!(field.spec().need, Need::Always | Need::WithSites));
    missing
}

/// The file, and which sheet of it when it is a workbook.
fn read(input: &Input) -> Result<(Sheet, Option<SheetRead>), Failure> {
    let cannot_open = |error| Failure::File { path: input.file.clone(), error };
    let unreadable = |error| Failure::Unreadable { path: input.file.clone(), error };
    let size = std::fs::metadata(&input.file).map_err(cannot_open)?.len();

    if size > limits::BYTES {
        return Err(unreadable(ReadError::TooLarge { max: limits::BYTES }));
    }

    let bytes = std::fs::read(&input.file).map_err(cannot_open)?;
    if !is_workbook(&bytes) {
        let overrides = input.reading.overrides();
        return Ok((Sheet::open(bytes, &overrides).map_err(unreadable)?, None));
    }

    let mut workbook = Workbook::open(bytes).map_err(unreadable)?;
    let sheets = workbook.sheets();
    let place = match &input.sheet {
        None => workbook.likely().map_err(unreadable)?,
        Some(name) => sheets
            .iter()
            .position(|sheet| sheet == name)
            .ok_or_else(|| Failure::UnknownSheet { sheet: name.clone(), sheets: sheets.clone() })?,
    };
    let text = workbook.text(place, |_| {}).map_err(unreadable)?;
    // The text of a sheet is ours: nothing is to be guessed.
    let overrides = Overrides { delimiter: Some(';'), ..Overrides::default() };
    let sheet = Sheet::open(text.into_bytes(), &overrides).map_err(unreadable)?;
    let hidden_rows = workbook.hidden_rows();

    Ok((sheet, sheets.into_iter().nth(place).map(|name| SheetRead { name, hidden_rows })))
}
