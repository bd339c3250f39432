//! What the page and the import's worker say to each other, as JSON.
//!
//! Enums are tagged from outside (`{"edit":{"row":3,…}}`): serde reads that as it comes, where a tag
//! inside makes it keep the whole object first, at a quarter of the worker's size.
//!
//! The page posts either the JSON of a [`Request`] as a string, or, for [`Request::Open`], an array
//! of that string and the `File` (or `Blob`). The worker reads the file itself, so that its bytes
//! never touch the main thread. It posts the JSON of a [`Response`] as a string, or, for
//! [`Response::ErrorsFile`], an array of that string and a `Uint8Array`. The first thing it posts is
//! [`Response::Ready`].
//!
//! With the file goes a name of the person and customer whose work it is, under which the loader keeps
//! it, so that a reload or a crash loses nothing; `null` instead of the file resumes what was kept. A
//! [`AutosaveRequest`] is posted as an array of its JSON alone.
//!
//! Every request is answered by the response of the same name, [`Request::Open`] and
//! [`Request::Reread`] by [`Response::Reading`]s, one [`Response::Opened`] and [`Response::Checking`]s
//! until the last with `done`, or by [`Response::Failed`] or [`Response::ReopenRejected`]; changes by [`Response::Changed`]. While rows are still being checked
//! everything else can already be asked; counts and filters then cover what has been checked, which
//! is nothing before the first [`Response::Checking`]: the first rows are to be asked for then.

mod autosave;
mod request;
mod response;
mod summary;

pub use autosave::{AutosaveRequest, AutosavedFile};
pub use request::{BulkAction, Replacement, Request, RowFilter};
pub use response::{Response, Row, Sheets};
pub use summary::{Cluster, ClusterKey, IssueCount, Summary};
