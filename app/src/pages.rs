//! Every page of the portal: where it stands, which bundle of the browser's code takes it over, and its
//! place in the side menu. Whoever adds a page adds an entry here, and its component in `routes.rs`;
//! a test compares the two.

pub mod texts;

pub use texts::PageTexts;

use crate::bundle::Bundle;
use crate::icons::IconName;
use crate::session::SessionCustomer;
use domain::paths;

#[derive(Clone, Copy, Debug)]
pub struct PageEntry {
    /// Its address; a segment that begins with a colon stands for any one.
    pub path: &'static str,
    /// What takes it over in the browser; `None` for forms and tables that need no code of ours.
    pub bundle: Option<Bundle>,
    /// Its place in the side menu.
    pub menu: Option<MenuEntry>,
}

/// What the side menu says of a page.
#[derive(Clone, Copy, Debug)]
pub struct MenuEntry {
    pub group: MenuGroup,
    pub icon: IconName,
    pub name: fn(&PageTexts) -> &'static str,
    /// How many things are on the page.
    pub count: Option<fn(&SessionCustomer) -> u64>,
}

/// Under what the side menu lists a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuGroup {
    /// What can be administered of the customer that is looked at.
    Administration,
    /// What the top bar offers where there is room for it.
    Account,
}

/// All of them. Of two that an address fits, the first is meant.
pub static PAGES: [PageEntry; 16] = [
    page(paths::HOME),
    page(paths::SIGN_IN),
    page(paths::FORGOTTEN_PASSWORD),
    page(paths::LINK_PATTERN),
    page(paths::NEW_PASSWORD),
    page(paths::CONTRACTS).administered(IconName::Contract, |t| t.contracts, Some(|of| of.contracts)),
    page(paths::SITES).administered(IconName::Pin, |t| t.sites, Some(|of| of.sites)),
    page(paths::PROFILES).administered(IconName::Shield, |t| t.profiles, Some(|of| of.profiles)),
    page(paths::USERS).in_bundle(Bundle::List).administered(IconName::Users, |t| t.users, None),
    page(paths::CREATE_USERS).in_bundle(Bundle::Editing),
    page(paths::IMPORT_USERS).in_bundle(Bundle::Imports),
    page(paths::USER_PATTERN).in_bundle(Bundle::Editing),
    page(paths::IMPORTS),
    page(paths::IMPORT_PATTERN).in_bundle(Bundle::Imports),
    page(paths::HELP).of_account(IconName::Help, |t| t.help),
    page(paths::MY_SPACE).of_account(IconName::User, |t| t.my_space),
];

/// What takes over the page at an address; `None` where the browser needs no code.
pub fn bundle_at(path: &str) -> Option<Bundle> {
    PageEntry::at(path)?.bundle
}

const fn page(path: &'static str) -> PageEntry {
    PageEntry { path, bundle: None, menu: None }
}

impl PageEntry {
    /// The page that stands at an address.
    pub fn at(path: &str) -> Option<&'static Self> {
        PAGES.iter().find(|page| page.fits(path))
    }

    const fn in_bundle(self, bundle: Bundle) -> Self {
        Self { bundle: Some(bundle), ..self }
    }

    const fn administered(
        self,
        icon: IconName,
        name: fn(&PageTexts) -> &'static str,
        count: Option<fn(&SessionCustomer) -> u64>,
    ) -> Self {
        Self { menu: Some(MenuEntry { group: MenuGroup::Administration, icon, name, count }), ..self }
    }

    const fn of_account(self, icon: IconName, name: fn(&PageTexts) -> &'static str) -> Self {
        Self { menu: Some(MenuEntry { group: MenuGroup::Account, icon, name, count: None }), ..self }
    }

    /// Whether an address, without its query, is one of this page's.
    fn fits(&self, path: &str) -> bool {
        let path = path.strip_suffix('/').unwrap_or(path);
        let pattern = self.path.strip_suffix('/').unwrap_or(self.path);

        let fits = |(wanted, given): (&str, &str)| {
            if wanted.starts_with(':') { !given.is_empty() } else { wanted == given }
        };

        path.split('/').count() == pattern.split('/').count()
            && pattern.split('/').zip(path.split('/')).all(fits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_page_stands_in_the_way_of_another() {
        for page in &PAGES {
            assert_eq!(PageEntry::at(page.path).map(|found| found.path), Some(page.path));
        }
    }

    #[test]
    fn a_page_is_taken_over_by_the_bundle_it_belongs_to() {
        for (path, bundle) in [
            ("/administration/utilisateurs", Some(Bundle::List)),
            ("/administration/utilisateurs/", Some(Bundle::List)),
            ("/administration/utilisateurs/creer", Some(Bundle::Editing)),
            ("/administration/utilisateurs/importer/", Some(Bundle::Imports)),
            ("/administration/imports/", None),
            ("/administration/utilisateurs/12", Some(Bundle::Editing)),
            ("/administration/utilisateurs/importer", Some(Bundle::Imports)),
            ("/administration/imports/0198", Some(Bundle::Imports)),
            ("/administration/imports", None),
            ("/administration/imports//", None),
            ("/administration/sites", None),
            ("/connexion", None),
            ("/", None),
        ] {
            assert_eq!(bundle_at(path), bundle, "{path}");
        }
    }
}
