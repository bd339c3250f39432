use domain::rights::{Application, Level, Right, RightError, Rights};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The levels that a form sends: their codes, by those of the applications.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RightsInput(BTreeMap<String, String>);

impl RightsInput {
    /// The rights, in the order of the portal; level none too where it is said. What no form of ours sends is refused.
    pub fn parse(&self) -> Result<Vec<Right>, RightError> {
        let right = |(application, level): (&String, &String)| {
            let known = Application::from_code(application).zip(Level::from_code(level));
            let (application, level) = known.ok_or_else(|| RightError(format!("{application}={level}")))?;
            Ok(Right { application, level })
        };

        let mut rights = self.0.iter().map(right).collect::<Result<Vec<_>, _>>()?;
        rights.sort_by_key(|right| right.application);
        Ok(rights)
    }
}

impl From<Rights> for RightsInput {
    fn from(rights: Rights) -> Self {
        let level = |application: Application| rights.level(application).code().to_owned();
        Self(Application::ALL.into_iter().map(|each| (each.code().to_owned(), level(each))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(application: &str, level: &str) -> RightsInput {
        RightsInput([(application.to_owned(), level.to_owned())].into())
    }

    #[test]
    fn what_is_chosen_is_read_again() {
        let right = Right { application: Application::Billing, level: Level::Manage };
        let rights: Rights = [right].into_iter().collect();
        let read = RightsInput::from(rights).parse().unwrap();
        assert_eq!(read.len(), Application::COUNT);
        assert_eq!(read.into_iter().collect::<Rights>(), rights);
    }

    #[test]
    fn an_application_or_a_level_that_does_not_exist_is_refused() {
        assert_eq!(input("bureau", "gestion").parse(), Err(RightError("bureau=gestion".to_owned())));
        assert_eq!(input("suivi", "tout").parse(), Err(RightError("suivi=tout".to_owned())));
    }
}
