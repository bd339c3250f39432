use super::FIELD;
use crate::api::ApiError;
use crate::i18n::Texts;
use domain::address::AddressError;
use serde::{Deserialize, Serialize};

/// Why an address was not changed. It names people and addresses, so it travels as the whole code of the field's error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressProblem {
    /// It is no address.
    Wrong(AddressError),
    /// It is the one that the person has.
    Same,
    /// The customer has somebody with it; who, when that may be told.
    Taken { by: Option<String> },
    /// Somebody else changed it in the meantime, to this.
    Changed { email: String },
    /// The person has signed in since.
    SignedIn,
    /// The person administers the customer.
    Administers,
    /// The person has accesses elsewhere.
    Elsewhere,
}

impl AddressProblem {
    /// The refusal that says so.
    #[cfg(feature = "ssr")]
    pub fn at_field(&self) -> ApiError {
        // An enum of texts is JSON.
        ApiError::field(FIELD, &serde_json::to_string(self).unwrap_or_default())
    }

    /// What a refusal says.
    pub fn of(error: &ApiError) -> Option<Self> {
        match error {
            ApiError::Invalid(errors) => {
                let error = errors.iter().find(|error| error.field == FIELD)?;
                serde_json::from_str(&error.code).ok()
            }
            _ => None,
        }
    }

    /// In words.
    pub fn message(&self, texts: Texts) -> String {
        let t = texts.address_change();
        match self {
            Self::Wrong(error) => (texts.users().fields.address_errors)(*error).to_owned(),
            Self::Same => t.same.to_owned(),
            Self::Taken { by: Some(name) } => (t.taken_by)(name),
            Self::Taken { by: None } => t.taken.to_owned(),
            Self::Changed { email } => (t.changed)(email),
            Self::SignedIn => t.signed_in.to_owned(),
            Self::Administers => t.administers.to_owned(),
            Self::Elsewhere => t.elsewhere.to_owned(),
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_whose_the_address_is() {
        for problem in [
            AddressProblem::Wrong(AddressError::NoAt),
            AddressProblem::Taken { by: Some("Élodie Marchetti".into()) },
            AddressProblem::Changed { email: "a@potters.example".into() },
        ] {
            assert_eq!(AddressProblem::of(&problem.at_field()), Some(problem));
        }
        assert_eq!(AddressProblem::of(&ApiError::NotFound), None);
    }
}
