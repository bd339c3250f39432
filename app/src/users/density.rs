//! How closely the rows of the list stand. It is remembered by the browser, not with the person: it goes with the screen.

use super::api::SetDensity;
use crate::i18n::use_texts;
use crate::session::use_here;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use serde::{Deserialize, Serialize};

/// The cookie that remembers the density that was chosen.
#[cfg(feature = "ssr")]
pub const COOKIE: &str = "guichet-density";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Density {
    #[default]
    Compact,
    Comfort,
}

impl Density {
    const ALL: [Self; 2] = [Self::Compact, Self::Comfort];

    /// The name of the cookie's value, of the form's, and of `data-density` of the document.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Compact => "compact",
            Self::Comfort => "comfort",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|density| density.code() == code)
    }
}

/// The density of this browser.
#[cfg(feature = "ssr")]
pub fn chosen() -> Density {
    crate::api::own_cookie(COOKIE).and_then(|code| Density::from_code(&code)).unwrap_or_default()
}

/// The density of this browser.
#[cfg(not(feature = "ssr"))]
pub fn chosen() -> Density {
    let root = document().document_element();
    root.and_then(|html| Density::from_code(&html.get_attribute(ATTRIBUTE)?)).unwrap_or_default()
}

/// The attribute of the document that the stylesheet reads.
const ATTRIBUTE: &str = "data-density";

/// Buttons that choose the density: at once where there is code, else by the form.
#[component]
pub fn DensitySwitch() -> impl IntoView {
    let t = &use_texts().users().list;
    let (chosen, choose) = signal(chosen());
    let remember = ServerAction::<SetDensity>::new();
    let button = move |density: Density, name: &'static str| {
        let on_click = move |event: MouseEvent| {
            event.prevent_default();
            choose.set(density);
            if let Some(html) = document().document_element() {
                drop(html.set_attribute(ATTRIBUTE, density.code()));
            }
            remember.dispatch(SetDensity { density, back: None });
        };
        view! {
            <button
                class="button small"
                type="submit"
                name="density"
                value=density.code()
                aria-pressed=move || if chosen.get() == density { "true" } else { "false" }
                on:click=on_click
            >
                {name}
            </button>
        }
    };

    view! {
        <form method="post" action=SetDensity::url()>
            <input type="hidden" name="back" value=use_here()/>
            <div class="button-group" role="group" aria-label=t.density>
                {button(Density::Compact, t.compact)}
                {button(Density::Comfort, t.comfortable)}
            </div>
        </form>
    }
}
