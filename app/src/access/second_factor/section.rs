use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use domain::paths;
use leptos::prelude::*;

/// The way to one's second factor.
#[component]
pub fn SecondFactorSection() -> impl IntoView {
    let t = use_texts().second_factor();
    view! {
        <section class="section" aria-labelledby="h-second-factor">
            <header>
                <h2 id="h-second-factor">{t.title}</h2>
            </header>
            <p class="soft">{t.lede}</p>
            <p>
                <a class="button" href=paths::SECOND_FACTOR>
                    <Icon of=IconName::Mobile/>
                    {t.manage}
                </a>
            </p>
        </section>
    }
}
