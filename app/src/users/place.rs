//! Where a user is assigned, as the selects of a form say it.

use crate::api::FieldError;
use domain::ids::SubAccountId;
use domain::reference::{Contract, Profile, ReferenceData};
use domain::users::AssignmentTarget;
#[cfg(feature = "ssr")]
use domain::users::AssignmentTargetError;
use serde::{Deserialize, Serialize};

/// The values of the four selects: keys as texts, "" where nothing is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceInput {
    pub contract: String,
    /// N° sous-compte; "" means all of them.
    pub sub_account: String,
    pub site: String,
    pub profile: String,
}

impl PlaceInput {
    /// What a form begins with: what goes without saying is chosen already.
    pub fn usual(reference: &ReferenceData) -> Self {
        let contract = match &reference.contracts[..] {
            [only] => only.id.to_string(),
            _ => String::new(),
        };
        let site = match &reference.sites[..] {
            [only] => only.id.to_string(),
            _ => String::new(),
        };
        let profile = reference.default_profile.map(|id| id.to_string()).unwrap_or_default();

        Self { contract, site, profile, ..Self::default() }
    }

    /// The place, when the customer has all that was chosen; else what is wrong, field by field.
    /// The browser and the server ask the same question.
    pub fn parse(&self, reference: &ReferenceData) -> Result<AssignmentTarget, Vec<FieldError>> {
        let contract = self.contract(reference).ok_or_else(|| absent("contract", &self.contract));
        let sub_account = match (self.sub_account.as_str(), &contract) {
            ("", _) | (_, Err(_)) => Ok(None),
            (chosen, Ok(contract)) => {
                let id = chosen.parse().ok().filter(|id| contract.sub_account(*id).is_some());
                id.map(Some).ok_or_else(|| absent("sub_account", chosen))
            }
        };
        let site = match self.site.as_str() {
            "" if reference.sites.is_empty() => Ok(None),
            chosen => {
                let id = chosen.parse().ok().filter(|id| reference.site(*id).is_some());
                id.map(Some).ok_or_else(|| absent("site", chosen))
            }
        };
        let profile = self.profile(reference).ok_or_else(|| absent("profile", &self.profile));

        match (contract, sub_account, site, profile) {
            (Ok(contract), Ok(sub_account), Ok(site), Ok(profile)) => {
                Ok(AssignmentTarget { contract: contract.id, sub_account, site, profile: profile.id })
            }
            (contract, sub_account, site, profile) => {
                Err([contract.err(), sub_account.err(), site.err(), profile.err()]
                    .into_iter()
                    .flatten()
                    .collect())
            }
        }
    }

    pub fn contract<'r>(&self, reference: &'r ReferenceData) -> Option<&'r Contract> {
        reference.contract(self.contract.parse().ok()?)
    }

    pub fn profile<'r>(&self, reference: &'r ReferenceData) -> Option<&'r Profile> {
        reference.profile(self.profile.parse().ok()?)
    }

    /// Whether the chosen sub-account is a part of the chosen contract, or none is chosen.
    pub fn sub_account_fits(&self, reference: &ReferenceData) -> bool {
        let Ok(sub_account) = self.sub_account.parse::<SubAccountId>() else { return true };
        self.contract(reference).is_some_and(|contract| contract.sub_account(sub_account).is_some())
    }
}

impl From<AssignmentTarget> for PlaceInput {
    fn from(place: AssignmentTarget) -> Self {
        Self {
            contract: place.contract.to_string(),
            sub_account: place.sub_account.map(|id| id.to_string()).unwrap_or_default(),
            site: place.site.map(|id| id.to_string()).unwrap_or_default(),
            profile: place.profile.to_string(),
        }
    }
}

/// The field that an error of a place concerns, and the error's code in the texts.
#[cfg(feature = "ssr")]
pub fn field_of(error: AssignmentTargetError) -> (&'static str, &'static str) {
    match error {
        AssignmentTargetError::UnknownContract => ("contract", "unknown_contract"),
        AssignmentTargetError::UnknownSubAccount => ("sub_account", "unknown_sub_account"),
        AssignmentTargetError::MissingSite => ("site", "missing_site"),
        AssignmentTargetError::UnknownSite => ("site", "unknown_site"),
        AssignmentTargetError::UnknownProfile => ("profile", "unknown_profile"),
        AssignmentTargetError::OutOfReach => ("contract", "out_of_reach"),
        AssignmentTargetError::ProfileBeyondOwn => ("profile", "profile_beyond_own"),
    }
}

/// An error of a field.
pub fn field_error(field: &str, code: &str) -> FieldError {
    FieldError { field: field.to_owned(), code: code.to_owned() }
}

/// The error of a select of which nothing was chosen, or something that the customer has not.
fn absent(field: &str, chosen: &str) -> FieldError {
    let fault = if chosen.is_empty() { "missing" } else { "unknown" };
    field_error(field, &format!("{fault}_{field}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTRACT: &str = "00000000-0000-0000-0000-0000000000c1";
    const PART: &str = "00000000-0000-0000-0000-0000000000a1";
    const SITE: &str = "00000000-0000-0000-0000-0000000000b1";
    const PROFILE: &str = "00000000-0000-0000-0000-0000000000d1";
    const FOREIGN: &str = "00000000-0000-0000-0000-00000000ffff";

    fn reference() -> ReferenceData {
        serde_json::from_value(serde_json::json!({
            "contracts": [
                { "id": CONTRACT, "number": "10000700", "name": "Potters", "sub_accounts": [
                    { "id": PART, "number": "53", "name": "SERVICE CLIENT" } ] },
                { "id": "00000000-0000-0000-0000-0000000000c2", "number": "10095403", "name": "Rhône",
                  "sub_accounts": [] },
            ],
            "sites": [{ "id": SITE, "name": "Antony" }],
            "profiles": [{ "id": PROFILE, "name": "Expéditeur", "rights": [] }],
            "default_profile": PROFILE,
        }))
        .unwrap()
    }

    fn chosen(contract: &str, sub_account: &str, site: &str, profile: &str) -> PlaceInput {
        PlaceInput {
            contract: contract.into(),
            sub_account: sub_account.into(),
            site: site.into(),
            profile: profile.into(),
        }
    }

    fn codes(input: &PlaceInput) -> Vec<String> {
        input.parse(&reference()).unwrap_err().into_iter().map(|error| error.code).collect()
    }

    #[test]
    fn what_the_customer_has_is_a_place() {
        let input = chosen(CONTRACT, PART, SITE, PROFILE);
        let place = input.parse(&reference()).unwrap();
        assert_eq!(place.errors(&reference()), []);
        assert_eq!(PlaceInput::from(place), input);
        assert!(chosen(CONTRACT, "", SITE, PROFILE).parse(&reference()).unwrap().sub_account.is_none());
    }

    #[test]
    fn what_is_missing_or_somebody_else_s_is_named_by_its_field() {
        assert_eq!(codes(&PlaceInput::default()), ["missing_contract", "missing_site", "missing_profile"]);
        assert_eq!(
            codes(&chosen(FOREIGN, PART, FOREIGN, "x")),
            ["unknown_contract", "unknown_site", "unknown_profile"]
        );
        assert_eq!(codes(&chosen(CONTRACT, FOREIGN, SITE, PROFILE)), ["unknown_sub_account"]);
    }

    #[test]
    fn a_sub_account_of_another_contract_does_not_fit() {
        let other = "00000000-0000-0000-0000-0000000000c2";
        assert!(!chosen(other, PART, SITE, PROFILE).sub_account_fits(&reference()));
        assert_eq!(codes(&chosen(other, PART, SITE, PROFILE)), ["unknown_sub_account"]);
    }

    #[test]
    fn what_goes_without_saying_is_chosen_already() {
        let usual = PlaceInput::usual(&reference());
        assert_eq!(
            (usual.contract.as_str(), usual.site.as_str(), usual.profile.as_str()),
            ("", SITE, PROFILE)
        );
    }
}
