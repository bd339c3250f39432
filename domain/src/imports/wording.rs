//! What is said about a cell: by the page, the command line, and in the file of the rows in error that the worker
//! writes. All three say the same, so the words stand here and not among a page's texts.

mod en;
mod fr;

use super::{AddressDoubt, Field, Issue, IssueKind};
use crate::locale::Locale;

/// How issues are worded in one language.
#[derive(Debug)]
pub struct Wording {
    /// The language.
    pub locale: Locale,
    /// A few words for a kind of issue in a cell, as a row's verdict or a filter.
    pub name: fn(Field, IssueKind) -> &'static str,
    /// A sentence for an issue about a value.
    pub sentence: fn(&Issue, &str) -> String,
    /// A phrase for an issue, wherever it stands in the file of rows in error.
    pub reason: fn(&Issue) -> String,
    /// A sentence for what is unusual about an address.
    pub doubt: fn(AddressDoubt) -> &'static str,
    /// The heading of the column of reasons in that file, as [`heading_key`](super::heading_key) writes it.
    pub reasons_heading: &'static str,
}

/// The first of some values, as a sentence has room for them.
fn first_of(values: &[String], between: &str) -> String {
    const NAMED: usize = 5;
    let named = values[..values.len().min(NAMED)].join(between);
    if values.len() > NAMED { format!("{named}{between}…") } else { named }
}

impl Wording {
    /// That of a language.
    pub const fn of(locale: Locale) -> &'static Self {
        match locale {
            Locale::Fr => &fr::WORDING,
            Locale::En => &en::WORDING,
        }
    }
}
