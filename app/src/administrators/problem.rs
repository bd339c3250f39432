use super::texts::AdministratorTexts;
use crate::access::Refusal;
use crate::api::ApiError;
use crate::components::{Callout, Tone};
use crate::i18n::{Texts, use_texts};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Why a form about the administration was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// Nobody was chosen.
    Nobody,
    /// The customer no longer has the person.
    Gone,
    /// The person has not signed in yet, or may not.
    NotActive,
    Administers,
    /// The person was asked already.
    Asked,
    /// Another successor was asked already.
    Pending,
    /// So many were asked today that it is no longer meant.
    TooMany,
    /// There would be no administrator left.
    Last,
    /// The request, or the administrator, is no longer there.
    Over,
    /// The password was not confirmed, or the database does not answer.
    Password(Refusal),
}

impl Problem {
    /// The same for whoever is not a browser's form.
    pub fn error(self) -> ApiError {
        match self {
            Self::Nobody => ApiError::field("person", "nobody"),
            Self::Gone | Self::Over => ApiError::NotFound,
            Self::NotActive | Self::Administers | Self::Asked | Self::Pending | Self::Last => {
                ApiError::Conflict
            }
            Self::TooMany | Self::Password(Refusal::Wait { .. } | Refusal::Busy) => ApiError::Busy,
            Self::Password(Refusal::Unavailable) => ApiError::Unavailable,
            Self::Password(Refusal::NoRoom) => ApiError::NoRoom,
            Self::Password(_) => ApiError::field("password", "wrong"),
        }
    }

    fn words(self, t: Texts) -> String {
        let words = |t: &AdministratorTexts| match self {
            Self::Nobody => t.problems.nobody,
            Self::Gone => t.problems.gone,
            Self::NotActive => t.problems.not_active,
            Self::Administers => t.problems.administers,
            Self::Asked => t.problems.asked,
            Self::Pending => t.problems.pending,
            Self::TooMany => t.problems.too_many,
            Self::Last => t.problems.last,
            Self::Over | Self::Password(_) => t.problems.over,
        };
        match self {
            Self::Password(refusal) => t.access().refusal(refusal),
            _ => words(t.administrators()).to_owned(),
        }
    }

    /// What is wrong with the password that was typed.
    pub fn of_password(self) -> Option<String> {
        (self == Self::Password(Refusal::Wrong)).then(|| self.words(use_texts()))
    }
}

/// Why a form was refused, unless that stands at its password.
#[component]
pub fn ProblemCallout(#[prop(optional_no_strip)] problem: Option<Problem>) -> impl IntoView {
    let problem = problem.filter(|problem| *problem != Problem::Password(Refusal::Wrong));
    problem.map(|problem| {
        view! {
            <Callout tone=Tone::Bad role="alert">
                <p>{problem.words(use_texts())}</p>
            </Callout>
        }
    })
}
