//! What the page, the import's worker and the worker that reads workbooks say to each other.
//!
//! One enum for each direction: [`ToWorker`] and [`FromWorker`]; and [`FromWorkbook`], whose worker is told no more
//! than a file and a sheet. What is posted is an array of the message as JSON and, where the message says so, of what
//! comes along with it: a `File` or a `Uint8Array`. The worker reads files itself, so that their bytes never touch the
//! page's thread.
//!
//! Enums are tagged from outside (`{"edit":{"row":3,…}}`): serde reads that as it comes, where a tag
//! inside makes it keep the whole object first, at a quarter of the worker's size.
//!
//! Every request is answered by the response of the same name; [`ToWorker::Open`] and [`Request::Reread`] by
//! [`Response::Reading`]s, one [`Response::Opened`] and [`Response::Checking`]s until the last with `done`, or by
//! [`Response::Failed`] or [`Response::ReopenRejected`]; commands by [`Response::Changed`]. While rows are still being
//! checked everything else can already be asked; counts and filters then cover what has been checked, which
//! is nothing before the first [`Response::Checking`]: the first rows are to be asked for then.

mod autosave;
mod message;
mod request;
mod response;
mod sending;
mod summary;
#[cfg(feature = "wire")]
pub mod wire;
mod workbook;

pub use autosave::{AutosaveRequest, AutosavedFile};
pub use message::{FromWorker, NewFile, ToWorker};
pub use request::{BulkAction, Command, Replacement, Request, RowFilter};
pub use response::{Response, Row, Sheets};
pub use sending::{DraftUrls, Sending, SendingReport, SendingRequest};
pub use summary::{Cluster, ClusterKey, Defaulted, IssueCount, Summary};
pub use workbook::FromWorkbook;
