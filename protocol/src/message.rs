use crate::{AutosaveRequest, AutosavedFile, DraftUrls, Request, Response, SendingReport, SendingRequest};
use domain::end_date::EndDate;
use domain::ids::CustomerId;
use domain::imports::Overrides;
use domain::reference::ReferenceData;
use serde::{Deserialize, Serialize};

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToWorker {
    /// A file was chosen, which comes along. The worker begins to read it while the page asks the server what its rows are
    /// judged against. Ends what was open before; not answered.
    Chosen,
    /// Check the file that was chosen, or go on with the one that was kept. Ends what was open before. Answered by
    /// [`Response::Reading`], or by [`Response::Failed`] where there is no such file.
    Open {
        file: Box<NewFile>,
        /// Whether it is the one that was kept.
        is_kept: bool,
        /// The person and customer whose work it is, under whose name it is kept; "" keeps nothing.
        owner: String,
        /// The customer whose people its rows are: the server takes them for no other.
        customer: Option<CustomerId>,
        /// Where the worker that reads workbooks is.
        workbook_url: String,
        /// Where its rows go.
        draft_urls: DraftUrls,
    },
    /// About the open file.
    Request(Request),
    /// About what is kept.
    Autosave(AutosaveRequest),
    /// About the comparison with what the server has.
    Sending(SendingRequest),
}

/// A file that is to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewFile {
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// What its rows are judged against.
    pub reference: ReferenceData,
    /// The day on which they are judged, in the portal's zone.
    pub today: EndDate,
    /// What is already known of how to read it.
    pub overrides: Overrides,
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FromWorker {
    /// About the open file. With [`Response::ErrorsFile`] comes the file, as a `Uint8Array`.
    Response(Response),
    /// What is kept; `None` when there is nothing to resume.
    Autosaved { file: Option<AutosavedFile> },
    /// How far the comparison with what the server has is.
    Sending(SendingReport),
}
