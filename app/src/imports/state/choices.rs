//! What a cell can hold that names something of the customer's.

use super::ImportState;
use domain::imports::{Field, List};
use domain::reference::ReferenceData;
use leptos::prelude::WithValue;

/// One of the things that a cell can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the cell holds then.
    pub value: String,
    /// What it is called in a list.
    pub name: String,
}

impl ImportState {
    /// All that a field can name; nothing for one whose cells name nothing of a list.
    pub fn choices(self, field: Field) -> Vec<Choice> {
        self.reference.with_value(|reference| choices(reference, field))
    }
}

fn choices(reference: &ReferenceData, field: Field) -> Vec<Choice> {
    let named = |name: &str| Choice { value: name.to_owned(), name: name.to_owned() };
    match field.spec().list {
        Some(List::Contracts) => reference
            .contracts
            .iter()
            .map(|contract| {
                let number = contract.number.to_string();
                Choice { name: format!("{number} – {}", contract.name), value: number }
            })
            .collect(),
        Some(List::Sites) => reference.sites.iter().map(|site| named(site.name.as_str())).collect(),
        Some(List::Profiles) => {
            reference.profiles.iter().map(|profile| named(profile.name.as_str())).collect()
        }
        None => Vec::new(),
    }
}
