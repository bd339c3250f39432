use crate::names::ViewName;
use serde::{Deserialize, Serialize};

/// The list as somebody narrowed, grouped and sorted it once, to find it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// What it is called.
    pub name: ViewName,
    /// The query of the list's address; "" for the list as it usually is.
    pub query: String,
}
