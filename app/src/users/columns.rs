//! The columns of the list that are shown. Like the density, they are remembered by the browser.

use super::api::SetColumns;
use crate::i18n::{Texts, use_texts};
use crate::icons::{Icon, IconName};
use crate::session::use_here;
use domain::users::SortKey;
use leptos::form::ActionForm;
use leptos::html;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The cookie that remembers the columns that were chosen.
#[cfg(feature = "ssr")]
const COOKIE: &str = "guichet-columns";

/// A column of the list that can be left out: each but the user's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Column {
    Contract,
    SubAccount,
    Site,
    Profile,
    Status,
    LastSignIn,
    CreatedAt,
}

impl Column {
    /// In the order of the list.
    pub const ALL: [Self; 7] = [
        Self::Contract,
        Self::SubAccount,
        Self::Site,
        Self::Profile,
        Self::Status,
        Self::LastSignIn,
        Self::CreatedAt,
    ];

    /// Its name in forms and in the cookie.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Contract => "contract",
            Self::SubAccount => "sub-account",
            Self::Site => "site",
            Self::Profile => "profile",
            Self::Status => "status",
            Self::LastSignIn => "last-sign-in",
            Self::CreatedAt => "created-at",
        }
    }

    pub fn name(self, t: Texts) -> &'static str {
        let (list, fields) = (&t.users().list, &t.users().fields);
        match self {
            Self::Contract => list.contract_column,
            Self::SubAccount => list.sub_account,
            Self::Site => fields.site,
            Self::Profile => fields.profile,
            Self::Status => list.status,
            Self::LastSignIn => list.last_sign_in,
            Self::CreatedAt => list.created_at,
        }
    }

    /// Its class in the stylesheet, which says how wide it is.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Contract => "col-contract",
            Self::SubAccount => "col-sub-account",
            Self::Site => "col-site",
            Self::Profile => "col-profile",
            Self::Status => "col-status",
            Self::LastSignIn | Self::CreatedAt => "col-day",
        }
    }

    /// What the list is sorted by with it, where it has that order.
    pub const fn sort(self) -> Option<SortKey> {
        match self {
            Self::Contract => Some(SortKey::Contract),
            Self::SubAccount => Some(SortKey::SubAccount),
            Self::Site => Some(SortKey::Site),
            Self::Profile => Some(SortKey::Profile),
            Self::Status => Some(SortKey::Status),
            Self::LastSignIn | Self::CreatedAt => None,
        }
    }

    /// Whether it is shown until other columns are chosen.
    const fn is_usual(self) -> bool {
        self.sort().is_some()
    }
}

/// The columns that are shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns(Vec<Column>);

impl Columns {
    /// Those with these codes, in the order of the list.
    #[cfg(feature = "ssr")]
    pub fn coded<'a>(codes: impl Iterator<Item = &'a str>) -> Self {
        let codes: Vec<_> = codes.collect();
        Self(Column::ALL.into_iter().filter(|column| codes.contains(&column.code())).collect())
    }

    pub fn has(&self, column: Column) -> bool {
        self.0.contains(&column)
    }
}

impl IntoIterator for Columns {
    type Item = Column;
    type IntoIter = std::vec::IntoIter<Column>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Default for Columns {
    fn default() -> Self {
        Self(Column::ALL.into_iter().filter(|column| column.is_usual()).collect())
    }
}

/// The columns of this browser.
#[cfg(feature = "ssr")]
pub fn chosen() -> Columns {
    crate::api::own_cookie(COOKIE).map(|codes| Columns::coded(codes.split('.'))).unwrap_or_default()
}

/// Remembers these columns in this browser.
#[cfg(feature = "ssr")]
pub fn remember(columns: &Columns) {
    let codes: Vec<_> = columns.0.iter().map(|column| column.code()).collect();
    // A cookie without a value is none to some browsers.
    let value = if codes.is_empty() { "-".to_owned() } else { codes.join(".") };
    crate::api::set_preference(COOKIE, &value);
}

/// A choice of columns, from a menu.
#[component]
pub fn ColumnsMenu(columns: Columns, remember: ServerAction<SetColumns>) -> impl IntoView {
    let t = use_texts();
    let list = &t.users().list;
    let [here, here_too] = [use_here(), use_here()];
    let how_many = (list.columns_shown)(columns.0.len() + 1, Column::ALL.len() + 1);
    let choice = move |column: Column| {
        let checked = columns.has(column);
        view! {
            <label class="choice">
                <input type="checkbox" name=format!("shown[{}]", column.code()) value="true" checked=checked/>
                {column.name(t)}
            </label>
        }
    };

    let menu = NodeRef::<html::Details>::new();
    Effect::new(move |_| {
        if let (Some(Ok(())), Some(menu)) = (remember.value().get(), menu.get_untracked()) {
            menu.set_open(false);
        }
    });

    view! {
        <details class="menu" node_ref=menu>
            <summary class="button small">
                <Icon of=IconName::Columns/>
                {list.columns}
                <span class="faint">{how_many}</span>
            </summary>
            <div class="panel">
                <ActionForm action=remember>
                    <input type="hidden" name="back" value=here/>
                    <fieldset class="fieldset">
                        <legend>{list.columns_legend}</legend>
                        {Column::ALL.map(choice).into_iter().collect_view()}
                    </fieldset>
                    <button class="button small primary" type="submit">
                        {list.columns_apply}
                    </button>
                </ActionForm>
                <ActionForm action=remember>
                    <input type="hidden" name="back" value=here_too/>
                    <input type="hidden" name="usual" value="true"/>
                    <button class="button small" type="submit">
                        {list.columns_usual}
                    </button>
                </ActionForm>
            </div>
        </details>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_in_the_order_of_the_list_whatever_was_sent() {
        let columns = Columns::coded(["status", "site", "colonne", "site"].into_iter());
        assert_eq!(columns, Columns(vec![Column::Site, Column::Status]));
        assert_eq!(Columns::coded("-".split('.')), Columns(Vec::new()));
        assert_eq!(Columns::default().0, Column::ALL[..5]);
    }
}
