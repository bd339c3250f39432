use super::api::SetLanguage;
use crate::i18n::{Locale, use_locale};
use crate::session::use_here;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Buttons that choose the language, each in its own.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let current = use_locale();
    let button = move |locale: Locale| {
        let (short, name) = match locale {
            Locale::Fr => ("FR", "Français"),
            Locale::En => ("EN", "English"),
        };
        let pressed = if locale == current { "true" } else { "false" };
        view! {
            <button
                type="submit"
                name="language"
                value=locale.code()
                lang=locale.code()
                aria-pressed=pressed
                aria-label=format!("{short}, {name}")
                title=name
            >
                {short}
            </button>
        }
    };

    view! {
        <form class="lang" method="post" action=SetLanguage::url()>
            <input type="hidden" name="back" value=use_here()/>
            {Locale::ALL.map(button).collect_view()}
        </form>
    }
}
