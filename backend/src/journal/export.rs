use super::list::{END, Entries, Position};
use super::row::shown;
use crate::access::AdministratorScope;
use crate::services::Services;
use domain::imports::escape_formula;
use domain::journal::{JournalFilter, JournalRow};
use futures::stream::{Stream, StreamExt, once, try_unfold};

/// So many entries are read at a time; what is in memory does not grow with the journal.
const BATCH: usize = 2000;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The lines could not be written.
    #[error("the file cannot be written: {0}")]
    Csv(#[from] csv::Error),
}

/// The entries that a filter leaves as a CSV file that French Excel opens, chunk by chunk, the latest first. `cells` says an
/// entry in the reader's language; a cell that a spreadsheet program could take for a formula is guarded.
pub fn export<const COLUMNS: usize>(
    services: &Services,
    scope: &AdministratorScope,
    filter: JournalFilter,
    heading: [&'static str; COLUMNS],
    cells: impl Fn(&JournalRow) -> [String; COLUMNS] + Send + 'static,
) -> impl Stream<Item = Result<Vec<u8>, ExportError>> + Send + 'static {
    let heading = async move {
        let line = lines([heading.map(str::to_owned)])?;
        Ok(["\u{feff}".as_bytes(), &line].concat())
    };
    let body = batches(services, scope, filter).map(move |batch| Ok(lines(batch?.iter().map(&cells))?));
    once(heading).chain(body)
}

fn lines<const COLUMNS: usize>(
    rows: impl IntoIterator<Item = [String; COLUMNS]>,
) -> Result<Vec<u8>, csv::Error> {
    let mut csv =
        csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        csv.write_record(row.iter().map(|cell| escape_formula(cell).into_owned()))?;
    }

    csv.into_inner().map_err(|error| error.into_error().into())
}

/// Each batch is read by itself, however slowly the last one is taken away.
fn batches(
    services: &Services,
    scope: &AdministratorScope,
    filter: JournalFilter,
) -> impl Stream<Item = sqlx::Result<Vec<JournalRow>>> + Send + 'static + use<> {
    let begin =
        Progress { services: services.clone(), scope: scope.clone(), filter, entries: None, from: END };
    try_unfold(begin, |mut progress| async move {
        let rows = progress.next().await?;
        Ok((!rows.is_empty()).then_some((rows, progress)))
    })
}

struct Progress {
    services: Services,
    scope: AdministratorScope,
    filter: JournalFilter,
    /// What the filter leaves, once it is known.
    entries: Option<Entries>,
    from: Position,
}

impl Progress {
    async fn next(&mut self) -> sqlx::Result<Vec<JournalRow>> {
        let mut tx = self.services.db.lookup().await?;
        let entries = match self.entries.take() {
            Some(entries) => entries,
            None => match Entries::find(&mut tx, &self.services, &self.scope, &self.filter).await? {
                Some(entries) => entries,
                None => return Ok(Vec::new()),
            },
        };

        let rows = entries.rows(&mut tx, self.from, false, BATCH).await?;
        self.entries = Some(entries);
        self.from = rows.last().map_or(self.from, super::row::Row::position);
        shown(&mut tx, &self.services, &self.scope, rows, usize::MAX).await
    }
}
