use crate::i18n::use_texts;
use leptos::prelude::*;

/// The way to this page; its own name comes last and leads nowhere.
#[component]
pub fn Breadcrumbs(
    /// Names and addresses, the nearest last.
    #[prop(into)]
    path: Vec<(String, String)>,
    #[prop(into)] here: String,
) -> impl IntoView {
    let t = use_texts().components();

    view! {
        <nav class="breadcrumbs" aria-label=t.breadcrumbs>
            <ol>
                {path
                    .into_iter()
                    .map(|(name, href)| view! { <li><a href=href>{name}</a></li> })
                    .collect_view()}
                <li aria-current="page">{here}</li>
            </ol>
        </nav>
    }
}
