use crate::api::ApiError;
use domain::ids::SiteId;
use serde::{Deserialize, Serialize};

/// Why a site could not be called or treated so. It names other sites, so it travels as the whole code of a field's error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SiteProblem {
    /// No name was given.
    Missing,
    /// The name is too long.
    TooLong,
    /// The name holds a character that cannot be seen.
    Invisible,
    /// The name holds a link.
    Link,
    /// Another site is called so, but for accents, case or dashes.
    Taken { name: String },
    /// A site that was put away is called so.
    Archived { id: SiteId, name: String },
    /// A large site that was renamed or merged is still being rewritten.
    Settling,
    /// Somebody is at the site that was to be removed.
    InUse,
    /// The site that people were to go to is not one that is used.
    NoTarget,
}

impl SiteProblem {
    /// The refusal that says so, at a field.
    #[cfg(feature = "ssr")]
    pub fn at(&self, field: &str) -> ApiError {
        // An enum of texts and keys is JSON.
        ApiError::field(field, &serde_json::to_string(self).unwrap_or_default())
    }

    /// What a refusal says.
    pub fn of(error: &ApiError) -> Option<Self> {
        match error {
            ApiError::Invalid(errors) => serde_json::from_str(&errors.first()?.code).ok(),
            _ => None,
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_which_other_site_it_is_about() {
        let id = "0190163d-8694-739b-aea5-966c26f8ad91".parse().unwrap();
        for problem in [
            SiteProblem::Missing,
            SiteProblem::Taken { name: "Lyon – Part-Dieu".into() },
            SiteProblem::Archived { id, name: "Antony".into() },
        ] {
            assert_eq!(SiteProblem::of(&problem.at("name")), Some(problem));
        }
        assert_eq!(SiteProblem::of(&ApiError::field("name", "of a later version")), None);
        assert_eq!(SiteProblem::of(&ApiError::NotFound), None);
    }
}
