//! What a cell can hold that names something of the customer's.

use super::Desk;
use domain::imports::Field;
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

/// The fields whose cells name one of a list, whatever else stands in their row.
pub const LISTED: [Field; 3] = [Field::Contract, Field::Site, Field::Profile];

impl Desk {
    /// All that a field can name; nothing for one that is not [`LISTED`].
    pub fn choices(self, field: Field) -> Vec<Choice> {
        self.reference.with_value(|reference| choices(reference, field))
    }
}

fn choices(reference: &ReferenceData, field: Field) -> Vec<Choice> {
    let named = |name: &str| Choice { value: name.to_owned(), name: name.to_owned() };
    match field {
        Field::Contract => reference
            .contracts
            .iter()
            .map(|contract| {
                let number = contract.number.to_string();
                Choice { name: format!("{number} – {}", contract.name), value: number }
            })
            .collect(),
        Field::Site => reference.sites.iter().map(|site| named(site.name.as_str())).collect(),
        Field::Profile => reference.profiles.iter().map(|profile| named(profile.name.as_str())).collect(),
        Field::SubAccount | Field::LastName | Field::FirstName | Field::Email => Vec::new(),
    }
}
