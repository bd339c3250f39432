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

/// Every text of the interface in one language.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub locale: Locale,
}

impl Texts {
    /// One of a feature's two catalogues. Each feature adds a function of its own here, beside its texts:
    /// so this room knows no feature, and a part of the interface has no other texts in it than its own.
    pub(crate) fn of<T>(self, french: &'static T, english: &'static T) -> &'static T {
        match self.locale {
            Locale::Fr => french,
            Locale::En => english,
        }
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
