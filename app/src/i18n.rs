//! Languages: which one, its texts, and how it writes numbers, dates and plurals.
//!
//! Every text of the interface is in a catalogue (`texts.rs` of its feature), none in a view. Both
//! languages are `static`s of one struct, so a text that is missing in one does not compile.

mod format;
mod locale;

pub use domain::locale::Locale;
pub use format::{count, date, date_and_time, day_and_month, number, plural};
#[cfg(feature = "ssr")]
pub use locale::locale_of;
pub use locale::{COOKIE, provide_locale, use_locale};

use crate::{access, components, help, imports, reference, shell, users};

/// Every text of the interface in one language.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    /// The language.
    pub locale: Locale,
}

// Functions, so that a part of the interface has no other texts in it than its own.
impl Texts {
    fn of<T>(self, french: &'static T, english: &'static T) -> &'static T {
        match self.locale {
            Locale::Fr => french,
            Locale::En => english,
        }
    }

    /// Signing in, passwords, one's own page.
    pub fn access(self) -> &'static access::Texts {
        self.of(&access::texts::FR, &access::texts::EN)
    }

    /// Components that pages share.
    pub fn components(self) -> &'static components::Texts {
        self.of(&components::texts::FR, &components::texts::EN)
    }

    /// The help.
    pub fn help(self) -> &'static help::Texts {
        self.of(&help::FR, &help::EN)
    }

    /// Importing users.
    pub fn imports(self) -> &'static imports::Texts {
        self.of(&imports::texts::FR, &imports::texts::EN)
    }

    /// Contracts, sites, profiles.
    pub fn reference(self) -> &'static reference::Texts {
        self.of(&reference::texts::FR, &reference::texts::EN)
    }

    /// What surrounds the pages.
    pub fn shell(self) -> &'static shell::Texts {
        self.of(&shell::texts::FR, &shell::texts::EN)
    }

    /// The list of users, creating and editing them.
    pub fn users(self) -> &'static users::Texts {
        self.of(&users::texts::FR, &users::texts::EN)
    }
}

/// The texts of a language.
pub fn texts(locale: Locale) -> Texts {
    Texts { locale }
}

/// The texts of the page's language.
pub fn use_texts() -> Texts {
    texts(use_locale())
}
