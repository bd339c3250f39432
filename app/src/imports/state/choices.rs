//! What a cell can hold that names something of the customer's.

use super::ImportState;
use domain::imports::{Field, List};
use domain::reference::{Contract, ReferenceData, SubAccount};
use leptos::prelude::WithValue;
use protocol::Cluster;

/// One of the things that a cell can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the cell holds then.
    pub value: String,
    /// What it is called in a list.
    pub name: String,
}

impl ImportState {
    /// What can be chosen for a family of mistakes: what its worker names, or all that its field can name.
    pub fn choices_for(self, cluster: &Cluster) -> Vec<Choice> {
        let all = self.choices(cluster.key.field);
        if cluster.choices.is_empty() {
            return all;
        }

        let named = |value: &String| {
            let known = all.iter().find(|choice| choice.value == *value).cloned();
            known.unwrap_or_else(|| Choice { value: value.clone(), name: value.clone() })
        };
        cluster.choices.iter().map(named).collect()
    }

    /// The sub-accounts of each contract that has some, by its number.
    pub fn sub_accounts(self) -> Vec<(String, Vec<Choice>)> {
        self.reference.with_value(|reference| {
            let contracts = reference.contracts.iter().filter(|contract| !contract.sub_accounts.is_empty());
            let choice = |part: &SubAccount| {
                let value = part.number.to_string();
                Choice { name: format!("{value} – {}", part.name), value }
            };
            let of = |contract: &Contract| {
                (contract.number.to_string(), contract.sub_accounts.iter().map(choice).collect())
            };
            contracts.map(of).collect()
        })
    }

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
