//! Light, dark, or as the system does.

use super::api::SetTheme;
use crate::i18n::use_texts;
use crate::session::use_here;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use serde::{Deserialize, Serialize};

/// The cookie that remembers the theme that was chosen.
pub const COOKIE: &str = "guichet-theme";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system does.
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// Every theme, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name of the cookie's value and of the form's.
    pub const fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// `data-theme` of the document; the system's theme needs none.
    pub const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light | Self::Dark => Some(self.code()),
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }
}

/// The theme of this page.
#[cfg(feature = "ssr")]
pub fn chosen() -> Theme {
    crate::api::own_cookie(COOKIE).and_then(|code| Theme::from_code(&code)).unwrap_or_default()
}

/// The theme of this page.
#[cfg(not(feature = "ssr"))]
pub fn chosen() -> Theme {
    let root = document().document_element();
    root.and_then(|html| Theme::from_code(&html.get_attribute("data-theme")?)).unwrap_or_default()
}

/// Buttons that choose the theme.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let t = use_texts().access();
    let chosen = chosen();
    let button = move |theme: Theme| {
        let pressed = if theme == chosen { "true" } else { "false" };
        view! {
            <button class="button" type="submit" name="theme" value=theme.code() aria-pressed=pressed>
                {t.theme_name(theme)}
            </button>
        }
    };

    view! {
        <form method="post" action=SetTheme::url()>
            <input type="hidden" name="back" value=use_here()/>
            <div class="button-group" role="group" aria-label=t.theme>
                {Theme::ALL.map(button).collect_view()}
            </div>
        </form>
    }
}
