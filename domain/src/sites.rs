//! Sites as an administrator keeps them: who uses each, and a file of them.

mod file;
mod verdict;

pub use file::{LIMIT, named_in};
pub use verdict::{Known, SiteLine, SiteVerdict, judge, same_name};

use crate::ids::SiteId;
use crate::names::SiteName;
use crate::usage::Usage;
use crate::users::Count;
use serde::{Deserialize, Serialize};

/// A site of the customer, and who uses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteRow {
    /// Its key.
    pub id: SiteId,
    /// What it is called.
    pub name: SiteName,
    /// Whether it was put away: it is offered no more, and who is there stays.
    pub archived: bool,
    /// The site that its people are being moved to.
    pub merging_into: Option<SiteName>,
    /// Who is assigned to it.
    pub usage: Usage,
}

/// A page of the sites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteList {
    /// Those of this page: the archived ones after all others.
    pub rows: Vec<SiteRow>,
    /// How many the customer has.
    pub all: u64,
    /// How many are called as was sought.
    pub found: u64,
    /// This page, from 1.
    pub page: u64,
    /// The last page.
    pub last_page: u64,
}

/// What becomes of the people of a site when it is merged into another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergePreview {
    /// Who is at the site that goes.
    pub usage: Usage,
    /// Assignments of people who are at the other with the same contract and sub-account already: they are
    /// removed, and those stay. Among those that were counted.
    pub same: Count,
}
