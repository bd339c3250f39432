//! Languages: which one, its texts, and how it writes numbers, dates and plurals.
//!
//! Every text of the interface is in a catalogue (`texts.rs` of its feature), none in a view. Both
//! languages are `static`s of one struct, so a text that is missing in one does not compile.

mod format;
mod locale;

pub use domain::locale::Locale;
pub use format::{count, date, date_and_time, day_and_month, number, plural};
pub use locale::{COOKIE, provide_locale, use_locale};

use crate::{access, components, imports, reference, shell, users};

/// Every text of the interface in one language.
#[derive(Debug)]
pub struct Texts {
    /// The language.
    pub locale: Locale,
    /// Signing in, passwords, one's own page.
    pub access: &'static access::Texts,
    /// Components that pages share.
    pub components: &'static components::Texts,
    /// Importing users.
    pub imports: &'static imports::Texts,
    /// Contracts, sites, profiles.
    pub reference: &'static reference::Texts,
    /// What surrounds the pages.
    pub shell: &'static shell::Texts,
    /// The list of users, creating and editing them.
    pub users: &'static users::Texts,
}

static FR: Texts = Texts {
    locale: Locale::Fr,
    access: &access::texts::FR,
    components: &components::texts::FR,
    imports: &imports::texts::FR,
    reference: &reference::texts::FR,
    shell: &shell::texts::FR,
    users: &users::texts::FR,
};

static EN: Texts = Texts {
    locale: Locale::En,
    access: &access::texts::EN,
    components: &components::texts::EN,
    imports: &imports::texts::EN,
    reference: &reference::texts::EN,
    shell: &shell::texts::EN,
    users: &users::texts::EN,
};

/// The texts of a language.
pub fn texts(locale: Locale) -> &'static Texts {
    match locale {
        Locale::Fr => &FR,
        Locale::En => &EN,
    }
}

/// The texts of the page's language.
pub fn use_texts() -> &'static Texts {
    texts(use_locale())
}
