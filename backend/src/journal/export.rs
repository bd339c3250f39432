use super::list::{END, Entries, Position};
use super::row::shown;
use crate::access::AdministratorScope;
use crate::services::Services;
use crate::spreadsheet::{self, ExportError, lines};
use domain::journal::{JournalFilter, JournalRow};
use futures::stream::{Stream, StreamExt, once, try_unfold};

/// So many entries are read at a time; what is in memory does not grow with the journal.
const BATCH: usize = 2000;

/// The entries that a filter leaves as a CSV file that French Excel opens, chunk by chunk, the latest first. `cells` says an
/// entry in the reader's language; a cell that a spreadsheet program could take for a formula is guarded.
pub fn export<const COLUMNS: usize>(
    services: &Services,
    scope: &AdministratorScope,
    filter: JournalFilter,
    heading: [&'static str; COLUMNS],
    cells: impl Fn(&JournalRow) -> [String; COLUMNS] + Send + 'static,
) -> impl Stream<Item = Result<Vec<u8>, ExportError>> + Send + 'static {
    let heading = async move { Ok(spreadsheet::heading(heading)?) };
    let body = batches(services, scope, filter).map(move |batch| Ok(lines(batch?.iter().map(&cells))?));
    once(heading).chain(body)
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
        let mut tx = self.services.db.of(&self.scope).lookup().await?;
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
