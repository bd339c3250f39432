//! What a page of the portal is: where it stands, what shows it, and its place in the side menu. The table of
//! all of them is in `routes.rs`.

pub mod texts;

pub use texts::PageTexts;

use crate::icons::IconName;
use crate::session::SessionCustomer;
use leptos::prelude::*;
use leptos_router::{ChooseView, PartialPathMatch, PathSegment, PossibleRouteMatch};
use std::pin::Pin;

/// A page of the table.
#[derive(Clone, Copy, Debug)]
pub struct PageEntry {
    pub path: PagePath,
    /// What shows it.
    pub view: PageView,
    /// Whether it stands in the frame of whoever is signed in. From one such page to another no document is
    /// loaded; all others need no code of ours.
    pub is_framed: bool,
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
    /// Whether it is about all of the customer, and so for those who administer them all.
    pub of_the_whole: bool,
}

impl MenuEntry {
    /// One without a number.
    const fn plain(group: MenuGroup, icon: IconName, name: fn(&PageTexts) -> &'static str) -> Self {
        Self { group, icon, name, count: None, of_the_whole: false }
    }
}

/// Under what the side menu lists a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuGroup {
    /// What an advanced user sees of all customers at once.
    Consolidated,
    /// What can be administered of the customer that is looked at.
    Administration,
    /// What was done to it, and what became of it.
    Tracking,
    /// What the carrier bills, for whoever may read it.
    Billing,
    /// What the carrier's staff does.
    Operation,
    /// What everybody has who is signed in.
    Own,
    /// What the top bar offers where there is room for it.
    Account,
}

/// The table, as the frame around the pages reads it.
#[derive(Clone, Copy, Debug)]
pub struct Pages(pub &'static [PageEntry]);

impl Pages {
    /// The page that stands at an address. Of two that it fits, the first is meant.
    pub fn at(self, path: &str) -> Option<&'static PageEntry> {
        self.0.iter().find(|page| page.path.fits(path))
    }
}

impl PageEntry {
    /// A page by itself.
    pub const fn plain(path: &'static str, view: PageView) -> Self {
        Self { path: PagePath(path), view, is_framed: false, menu: None }
    }

    /// A page within the frame of whoever is signed in.
    pub const fn framed(path: &'static str, view: PageView) -> Self {
        Self { path: PagePath(path), view, is_framed: true, menu: None }
    }

    /// Whether it is about all of the customer, as far as the side menu lists it.
    pub fn is_of_the_whole(&self) -> bool {
        self.menu.is_some_and(|menu| menu.of_the_whole)
    }

    /// Whether an address is the page's, or of a page that belongs to it, as a site's does to that of the sites.
    pub fn leads_to(&self, path: &str) -> bool {
        path.strip_prefix(self.path.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Lists it in the side menu, under what can be administered.
    #[must_use]
    pub const fn administered(
        self,
        icon: IconName,
        name: fn(&PageTexts) -> &'static str,
        count: Option<fn(&SessionCustomer) -> u64>,
    ) -> Self {
        let of_the_whole = count.is_some();
        Self {
            menu: Some(MenuEntry { group: MenuGroup::Administration, icon, name, count, of_the_whole }),
            ..self
        }
    }

    /// Lists it in the side menu, under what was done.
    #[must_use]
    pub const fn tracking(self, icon: IconName, name: fn(&PageTexts) -> &'static str) -> Self {
        Self { menu: Some(MenuEntry::plain(MenuGroup::Tracking, icon, name)), ..self }
    }

    /// Lists it in the side menu of advanced users, above all else.
    #[must_use]
    pub const fn consolidated(self, icon: IconName, name: fn(&PageTexts) -> &'static str) -> Self {
        Self { menu: Some(MenuEntry::plain(MenuGroup::Consolidated, icon, name)), ..self }
    }

    /// Lists it in the side menu of those who may read what the carrier bills.
    #[must_use]
    pub const fn billing(self, icon: IconName, name: fn(&PageTexts) -> &'static str) -> Self {
        Self { menu: Some(MenuEntry::plain(MenuGroup::Billing, icon, name)), ..self }
    }

    /// Lists it for those alone who administer all of the customer.
    #[must_use]
    pub const fn of_the_whole(self) -> Self {
        match self.menu {
            Some(menu) => Self { menu: Some(MenuEntry { of_the_whole: true, ..menu }), ..self },
            None => self,
        }
    }

    /// Lists it in the side menu of the carrier's staff.
    #[must_use]
    pub const fn operated(self, icon: IconName, name: fn(&PageTexts) -> &'static str) -> Self {
        Self { menu: Some(MenuEntry::plain(MenuGroup::Operation, icon, name)), ..self }
    }

    /// Lists it in the side menu of everybody.
    #[must_use]
    pub const fn own(self, icon: IconName, name: fn(&PageTexts) -> &'static str) -> Self {
        Self { menu: Some(MenuEntry::plain(MenuGroup::Own, icon, name)), ..self }
    }

    /// Lists it in the side menu, where the top bar has no room.
    #[must_use]
    pub const fn of_account(self, icon: IconName, name: fn(&PageTexts) -> &'static str) -> Self {
        Self { menu: Some(MenuEntry::plain(MenuGroup::Account, icon, name)), ..self }
    }
}

/// Where a page stands; a segment that begins with a colon stands for any one, under that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PagePath(pub &'static str);

impl PagePath {
    /// Whether an address, without its query, is one of this page's.
    pub fn fits(self, path: &str) -> bool {
        self.parameters(path).is_some()
    }

    /// What stands in an address for the named segments; `None` when it is another page's.
    fn parameters(self, path: &str) -> Option<Vec<(&'static str, &str)>> {
        let path = path.strip_suffix('/').unwrap_or(path);
        let pattern = self.0.strip_suffix('/').unwrap_or(self.0);
        let mut given = path.split('/');
        let mut parameters = Vec::new();

        for wanted in pattern.split('/') {
            let given = given.next()?;
            match wanted.strip_prefix(':') {
                Some(name) if !given.is_empty() => parameters.push((name, given)),
                None if wanted == given => {}
                _ => return None,
            }
        }

        given.next().is_none().then_some(parameters)
    }
}

impl PossibleRouteMatch for PagePath {
    fn optional(&self) -> bool {
        false
    }

    fn test<'a>(&self, path: &'a str) -> Option<PartialPathMatch<'a>> {
        let parameters = self.parameters(path)?;
        let parameters =
            parameters.into_iter().map(|(name, given)| (name.into(), given.to_owned())).collect();
        Some(PartialPathMatch::new("", parameters, path))
    }

    fn generate_path(&self, path: &mut Vec<PathSegment>) {
        path.extend(self.0.split('/').skip(1).map(|segment| match segment.strip_prefix(':') {
            Some(name) => PathSegment::Param(name.into()),
            None => PathSegment::Static(segment.into()),
        }));
    }
}

/// What shows a page: it may come with a part of the code that is fetched when it is wanted.
#[derive(Clone, Copy, Debug)]
pub struct PageView {
    /// The part of the code, beside the main one.
    pub part: Option<&'static str>,
    /// Makes the page, once its part is there. The server has all of them.
    pub make: fn() -> Pin<Box<dyn Future<Output = AnyView>>>,
    /// Fetches its part.
    pub fetch: fn() -> Pin<Box<dyn Future<Output = ()>>>,
}

impl ChooseView for PageView {
    async fn choose(self) -> AnyView {
        (self.make)().await
    }

    async fn preload(&self) {
        (self.fetch)().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_fits_the_addresses_of_its_page_alone() {
        for (pattern, path, fits) in [
            ("/administration/utilisateurs", "/administration/utilisateurs", true),
            ("/administration/utilisateurs", "/administration/utilisateurs/", true),
            ("/administration/utilisateurs", "/administration/utilisateurs/creer", false),
            ("/administration/utilisateurs", "/administration/utilisateurs2", false),
            ("/administration/imports/:id", "/administration/imports/0198", true),
            ("/administration/imports/:id", "/administration/imports", false),
            ("/administration/imports/:id", "/administration/imports//", false),
            ("/", "/", true),
            ("/", "", true),
            ("/", "/connexion", false),
        ] {
            assert_eq!(PagePath(pattern).fits(path), fits, "{pattern} {path}");
        }
    }

    #[test]
    fn what_stands_for_a_segment_is_told_under_its_name() {
        let found = PagePath("/administration/imports/:id").test("/administration/imports/0198/").unwrap();
        assert_eq!(found.remaining(), "");
        assert_eq!(found.params(), [("id".into(), "0198".to_owned())]);
    }
}
