//! Server functions of the import. Batches of rows go as JSON; each is judged again on the server.

#[cfg(feature = "ssr")]
use crate::api;
use crate::api::ApiError;
use domain::end_date::EndDate;
use domain::ids::{CustomerId, DraftId, ImportId};
use domain::imports::{CommitOutcome, DraftRow, Field, ImportReport, RowVerdict, UndoPreview, VerdictCounts};
#[cfg(feature = "ssr")]
use domain::paths;
use domain::reference::ReferenceData;
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};
use serde::{Deserialize, Serialize};

/// What the rows of a file are judged on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportBasis {
    /// What the customer has.
    pub reference: ReferenceData,
    /// Which day it is in the portal's zone: the browser's may be another.
    pub today: EndDate,
    /// How many rows an import writes in a second, about.
    pub pace: u32,
}

/// What the rows of a file for this customer are judged on now.
#[server(name = LoadImportBasis, prefix = "/api", endpoint = "import_basis", input = GetUrl)]
pub async fn load_import_basis(
    #[server(default)] customer: Option<CustomerId>,
) -> Result<ImportBasis, ApiError> {
    let scope = api::scope_of(customer)?;
    if scope.reach().is_some_and(|reach| !reach.manages_any()) {
        return Err(ApiError::NotFound);
    }

    let services = api::services()?;
    let reference = backend::reference::load(&services, &scope).await.map_err(api::failed)?;
    Ok(ImportBasis { reference, today: services.today(), pace: backend::imports::pace() })
}

/// Begins a draft for a file of so many rows. The import's worker asks this, as JSON.
#[server(name = OpenDraft, prefix = "/api", endpoint = "open_draft", input = Json)]
pub async fn open_draft(
    file_name: String,
    row_count: u32,
    #[server(default)] customer: Option<CustomerId>,
) -> Result<DraftId, ApiError> {
    use backend::imports::{NewDraft, OpenError};
    let scope = api::scope_of(customer)?;
    let new = NewDraft { file_name, row_count };
    backend::imports::open(&api::services()?, &scope, new).await.map_err(|error| match error {
        OpenError::TooManyRows => ApiError::BadRequest,
        OpenError::Database(error) => api::failed(error),
    })
}

/// Brings rows to a draft and says what would be done with them. The same rows again change nothing.
/// The import's worker asks this, as JSON. That it names the customer, whose draft it is anyway, tells one that is gone from
/// one that is another customer's.
#[server(name = FillDraft, prefix = "/api", endpoint = "fill_draft", input = Json)]
pub async fn fill_draft(
    draft: DraftId,
    rows: Vec<DraftRow>,
    #[server(default)] customer: Option<CustomerId>,
) -> Result<Vec<RowVerdict>, ApiError> {
    use backend::imports::FillError;
    let scope = api::scope_of(customer)?;
    backend::imports::fill(&api::services()?, &scope, draft, &rows).await.map_err(|error| match error {
        FillError::NotFound => ApiError::NotFound,
        FillError::TooManyRows | FillError::TooMuch => ApiError::BadRequest,
        FillError::Database(error) => api::failed(error),
    })
}

/// What columns with these headings held the last time, when it was said by hand then, or what the customer's own among
/// them add to what they hold as they are read.
#[server(name = RecallColumns, prefix = "/api", endpoint = "recall_columns", input = Json)]
pub async fn recall_columns(
    headings: Vec<String>,
    as_read: Vec<Option<Field>>,
) -> Result<Option<Vec<Option<Field>>>, ApiError> {
    let scope = api::scope()?;
    backend::imports::recall_columns(&api::services()?, &scope, &headings, &as_read)
        .await
        .map_err(api::failed)
}

/// Remembers what the columns with these headings hold.
#[server(name = RememberColumns, prefix = "/api", endpoint = "remember_columns", input = Json)]
pub async fn remember_columns(
    headings: Vec<String>,
    fields: Vec<Option<Field>>,
    #[server(default)] customer: Option<CustomerId>,
) -> Result<(), ApiError> {
    use backend::imports::ColumnsError;
    let scope = api::scope_of(customer)?;
    let remembered = backend::imports::remember_columns(&api::services()?, &scope, &headings, &fields).await;
    remembered.map_err(|error| match error {
        ColumnsError::Invalid => ApiError::BadRequest,
        ColumnsError::Database(error) => api::failed(error),
    })
}

/// Imports a draft, once: asked again it answers with the same import.
#[server(name = CommitDraft, prefix = "/api", endpoint = "commit_draft", input = Json)]
pub async fn commit_draft(
    draft: DraftId,
    only_valid: bool,
    #[server(default)] keep_names: bool,
    #[server(default)] reactivate: bool,
    expected: VerdictCounts,
    accepted: Option<u64>,
    #[server(default)] customer: Option<CustomerId>,
) -> Result<CommitOutcome, ApiError> {
    use backend::imports::{Commit, CommitError};
    use domain::imports::CommitOptions;

    let scope = api::scope_of(customer)?;
    let options = CommitOptions { only_valid, keep_names, reactivate };
    let commit = Commit { options, expected, accepted };

    backend::imports::commit(&api::services()?, &scope, draft, commit).await.map_err(|error| match error {
        CommitError::NotFound => ApiError::NotFound,
        CommitError::Incomplete { .. } | CommitError::RowsInError(_) => ApiError::Conflict,
        CommitError::Busy => ApiError::Busy,
        CommitError::Database(error) => api::failed(error),
    })
}

/// What an import did, and what has become of its mails.
#[server(name = ReadImport, prefix = "/api", endpoint = "import_report", input = GetUrl)]
pub async fn import_report(id: ImportId) -> Result<ImportReport, ApiError> {
    let scope = api::scope()?;
    let report = backend::imports::report(&api::services()?, &scope, id).await.map_err(api::failed)?;
    report.ok_or(ApiError::NotFound)
}

/// What the import did that a draft became; `None` while its rows still wait or are being written, and when they are no longer
/// kept.
#[server(name = ImportOfDraft, prefix = "/api", endpoint = "import_of_draft", input = GetUrl)]
pub async fn import_of_draft(draft: DraftId) -> Result<Option<ImportReport>, ApiError> {
    let scope = api::scope()?;
    backend::imports::of_draft(&api::services()?, &scope, draft).await.map_err(api::failed)
}

/// What undoing an import would do.
#[server(name = PreviewUndo, prefix = "/api", endpoint = "preview_undo", input = GetUrl)]
pub async fn preview_undo(id: ImportId) -> Result<UndoPreview, ApiError> {
    let scope = api::scope()?;
    backend::imports::preview_undo(&api::services()?, &scope, id).await.map_err(not_undone)
}

/// Undoes an import, once: asked again it changes nothing. Leads to its report.
#[server(name = UndoImport, prefix = "/api", endpoint = "undo_import")]
pub async fn undo_import(import: String) -> Result<(), ApiError> {
    let scope = api::scope()?;
    let id: ImportId = import.parse().map_err(|_| ApiError::NotFound)?;
    let undone = backend::imports::undo(&api::services()?, &scope, id).await;

    if undone.is_ok() || api::is_form() {
        // What could not be undone, the page can still tell.
        api::redirect(&paths::import(id));
    }

    undone.map(drop).map_err(not_undone)
}

/// The customer's imports, the latest first.
#[server(name = ListImports, prefix = "/api", endpoint = "imports", input = GetUrl)]
pub async fn list_imports() -> Result<Vec<ImportReport>, ApiError> {
    let scope = api::scope()?;
    backend::imports::list(&api::services()?, &scope).await.map_err(api::failed)
}

#[cfg(feature = "ssr")]
fn not_undone(error: backend::imports::UndoError) -> ApiError {
    use backend::imports::UndoError;
    match error {
        UndoError::NotFound => ApiError::NotFound,
        UndoError::Database(error) => api::failed(error),
    }
}
