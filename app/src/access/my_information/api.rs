//! The server functions of *Mes informations personnelles*.

use crate::api::{ApiError, FlashForm};
use domain::access::MyInformation;
use domain::locale::Locale;
use domain::names::NameError;
use domain::telephone::TelephoneError;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// What the page begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InformationPage {
    /// What one signs in with.
    pub identifier: String,
    pub email: String,
    pub known: MyInformation,
    /// What was typed, and what of it was refused.
    pub refused: Option<FlashForm<MyInformation, Vec<Wrong>>>,
    /// Whether something was just saved.
    pub saved: bool,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wrong {
    LastName(NameError),
    FirstName(NameError),
    Telephone(TelephoneError),
}

/// What is known of oneself.
#[server(name = LoadMyInformation, prefix = "/api", endpoint = "my_information", input = GetUrl)]
pub async fn load_my_information() -> Result<InformationPage, ApiError> {
    let principal = crate::api::person()?;
    on_server::load(&principal).await
}

/// Changes what is known of oneself.
#[server(name = ChangeMyInformation, prefix = "/api", endpoint = "change_my_information")]
pub async fn change_my_information(
    #[server(default)] last_name: String,
    #[server(default)] first_name: String,
    #[server(default)] telephone: String,
    language: Locale,
) -> Result<(), ApiError> {
    let principal = crate::api::person()?;
    on_server::change(&principal, MyInformation { last_name, first_name, telephone, language }).await
}

#[cfg(feature = "ssr")]
mod on_server {
    use super::{InformationPage, MyInformation, Wrong};
    use crate::api::{self, ApiError, failed, services};
    use backend::access::{self, Principal};
    use domain::access::NewInformation;
    use domain::names::PersonName;
    use domain::paths;
    use domain::telephone::Telephone;

    const FORM: &str = "my-information";
    const SAVED: &str = "my-information-saved";

    pub(super) async fn load(principal: &Principal) -> Result<InformationPage, ApiError> {
        let services = services()?;
        let logins = access::logins(&services, principal).await.map_err(failed)?;
        Ok(InformationPage {
            identifier: logins.identifier,
            email: logins.email,
            known: access::my_information(&services, principal).await.map_err(failed)?,
            refused: api::take_flash_form(FORM).await,
            saved: api::take_flash_form::<bool, ()>(SAVED).await.is_some(),
        })
    }

    pub(super) async fn change(principal: &Principal, typed: MyInformation) -> Result<(), ApiError> {
        let new = match parse(&typed) {
            Ok(new) => new,
            Err(wrong) => {
                let first = wrong.first().map_or("", |wrong| wrong.field());
                api::store_flash_form(FORM, paths::MY_INFORMATION, &typed, &wrong).await;
                return Err(ApiError::field(first, "refused"));
            }
        };

        access::change_my_information(&services()?, principal, &new).await.map_err(failed)?;
        api::set_preference(crate::i18n::COOKIE, new.language.code());
        api::keep_flash(SAVED, paths::MY_INFORMATION, &true).await;
        Ok(())
    }

    fn parse(typed: &MyInformation) -> Result<NewInformation, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let mut name = |text: &str, what: fn(_) -> Wrong| {
            let text = text.trim();
            (!text.is_empty())
                .then(|| PersonName::parse(text).map_err(|error| wrong.push(what(error))).ok())?
        };
        let (last_name, first_name) =
            (name(&typed.last_name, Wrong::LastName), name(&typed.first_name, Wrong::FirstName));
        let telephone = match typed.telephone.trim() {
            "" => None,
            text => Telephone::parse(text).map_err(|error| wrong.push(Wrong::Telephone(error))).ok(),
        };

        if wrong.is_empty() {
            Ok(NewInformation { last_name, first_name, telephone, language: typed.language })
        } else {
            Err(wrong)
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use domain::locale::Locale;
        use domain::names::NameError;
        use domain::telephone::TelephoneError;

        fn typed(last_name: &str, first_name: &str, telephone: &str) -> MyInformation {
            MyInformation {
                last_name: last_name.to_owned(),
                first_name: first_name.to_owned(),
                telephone: telephone.to_owned(),
                language: Locale::Fr,
            }
        }

        #[test]
        fn everything_may_be_left_empty() {
            let new = parse(&typed(" ", "", "")).unwrap();
            assert_eq!((new.last_name, new.first_name, new.telephone), (None, None, None));
        }

        #[test]
        fn each_field_that_is_wrong_is_told() {
            let wrong = parse(&typed("http://x.fr", "Ann\u{202e}a", "douze")).unwrap_err();
            let expected = [
                Wrong::LastName(NameError::Link),
                Wrong::FirstName(NameError::Invisible),
                Wrong::Telephone(TelephoneError::Character),
            ];
            assert_eq!(wrong, expected);
        }
    }
}

impl Wrong {
    /// The name of the field.
    pub const fn field(self) -> &'static str {
        match self {
            Self::LastName(_) => "last_name",
            Self::FirstName(_) => "first_name",
            Self::Telephone(_) => "telephone",
        }
    }
}
