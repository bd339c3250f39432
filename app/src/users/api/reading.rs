use crate::api::ApiError;
#[cfg(feature = "ssr")]
use crate::i18n::{provide_locale, texts};
use crate::users::columns::Columns;
use crate::users::flash::Flash;
use crate::users::removal::Removable;
use domain::ids::AssignmentId;
#[cfg(feature = "ssr")]
use domain::users::{Filter, Grouping};
use domain::users::{Page, PageRequest};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// What the search can be narrowed to, by name: less than the whole reference, since it travels in
/// each page of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchChoices {
    /// Numbers and names of the contracts.
    pub contracts: Vec<(String, String)>,
    /// Sub-accounts: the number of the contract that each is a part of, its own, and its name.
    pub sub_accounts: Vec<(String, String, String)>,
    /// Names of the sites.
    pub sites: Vec<String>,
}

impl SearchChoices {
    /// The numbers of the sub-accounts of a contract, or of all of them, and the name of the first that bears each.
    pub fn sub_accounts_of(&self, contract: Option<&str>) -> Vec<(String, String)> {
        let within =
            self.sub_accounts.iter().filter(|(of, ..)| contract.is_none_or(|contract| of == contract));
        let mut parts: Vec<_> = within.map(|(_, number, name)| (number.clone(), name.clone())).collect();
        // They stand by number.
        parts.dedup_by(|(later, _), (first, _)| later == first);
        parts
    }

    /// Whether a filter asks for a sub-account of another contract than the one that it asks for: what is left of the
    /// search before, in a form that was sent without code.
    #[cfg(feature = "ssr")]
    pub fn has_leftover(&self, filter: &Filter) -> bool {
        let (Some(contract), Some(part)) = (&filter.contract, &filter.sub_account) else { return false };
        let mut bearing = self.sub_accounts.iter().filter(|(_, number, _)| number == part).peekable();
        let is_known = self.contracts.iter().any(|(number, _)| number == contract);
        is_known && bearing.peek().is_some() && !bearing.any(|(of, ..)| of == contract)
    }
}

/// One page of the list. Its rows come as HTML: see `list/rows.rs`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedPage {
    /// The rows of the table.
    pub html: String,
    pub page: Page<u64>,
    /// The columns that the rows have, by assignment.
    pub columns: Columns,
    /// The assignment of which the removal was asked for, when it is one of these.
    pub removal: Option<Removable>,
}

/// One page of the list, and what is known of the one among it whose removal is `asked` for.
#[server(name = ListUsers, prefix = "/api", endpoint = "list_users", input = GetUrl)]
pub async fn list_users(request: PageRequest, asked: Option<AssignmentId>) -> Result<ListedPage, ApiError> {
    use crate::users::list::{people_html, rows_html};
    use domain::reach::Reach;

    let scope = crate::api::scope()?;
    let services = crate::api::services()?;
    let t = texts(provide_locale());
    let columns = crate::users::columns::chosen();

    if request.grouping == Grouping::Person {
        let page = backend::users::list_people(&services, &scope, &request).await.map_err(refused)?;
        let html = people_html(&page.rows, &request, t)?;
        return Ok(ListedPage { html, removal: None, page: page.counted(), columns });
    }

    let page = backend::users::list(&services, &scope, &request).await.map_err(refused)?;
    let selectable = scope.reach().is_none_or(Reach::manages_any);
    let removal = page.rows.iter().find(|row| Some(row.id) == asked && row.may_change && !row.is_self);

    Ok(ListedPage {
        html: rows_html(&page.rows, &request, &columns, selectable, t)?,
        removal: removal.map(|row| Removable::row(row, t)),
        page: page.counted(),
        columns,
    })
}

#[cfg(feature = "ssr")]
pub(super) fn refused(error: backend::users::ListError) -> ApiError {
    match error {
        backend::users::ListError::Cursor => ApiError::BadRequest,
        backend::users::ListError::Database(failure) => crate::api::failed(failure),
    }
}

/// What the search can be narrowed to.
#[server(name = LoadSearchChoices, prefix = "/api", endpoint = "search_choices", input = GetUrl)]
pub async fn search_choices() -> Result<SearchChoices, ApiError> {
    let scope = crate::api::scope()?;
    let choices = backend::reference::choices(&crate::api::services()?, &scope).await;
    let backend::reference::Choices { contracts, sub_accounts, sites } =
        choices.map_err(crate::api::failed)?;
    Ok(SearchChoices { contracts, sub_accounts, sites })
}

/// What was just done, once. It takes the flash message away, so it is no GET.
#[server(name = TakeFlash, prefix = "/api", endpoint = "take_users_flash")]
pub async fn take_flash() -> Result<Option<Flash>, ApiError> {
    crate::api::scope()?;
    let kept = crate::api::take_flash_form::<Flash, ()>(crate::users::flash::NAME).await;
    Ok(kept.map(|kept| kept.input))
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn choices() -> SearchChoices {
        let part = |of: &str, number: &str, name: &str| (of.to_owned(), number.to_owned(), name.to_owned());
        SearchChoices {
            contracts: vec![("700".into(), "Nord".into()), ("403".into(), "Sud".into())],
            sub_accounts: vec![
                part("700", "5", "Quai"),
                part("403", "5", "Dépôt"),
                part("700", "53", "Service"),
            ],
            sites: Vec::new(),
        }
    }

    #[test]
    fn a_contract_offers_its_own_sub_accounts_and_none_offers_each_number_once() {
        let numbers = |contract| choices().sub_accounts_of(contract);
        assert_eq!(numbers(Some("403")), [("5".to_owned(), "Dépôt".to_owned())]);
        assert_eq!(
            numbers(None),
            [("5".to_owned(), "Quai".to_owned()), ("53".to_owned(), "Service".to_owned())]
        );
        assert_eq!(numbers(Some("1")), []);
    }

    #[test]
    fn what_is_left_of_another_contract_is_told_from_what_nobody_knows() {
        let left = |contract: &str, part: &str| {
            let [contract, sub_account] = [contract, part].map(|text| Some(text.to_owned()));
            choices().has_leftover(&Filter { contract, sub_account, ..Filter::default() })
        };
        assert!(left("403", "53"));
        assert!(!left("403", "5") && !left("700", "53"));
        assert!(!left("403", "99") && !left("1", "53"), "an old bookmark keeps what it says");
    }
}
