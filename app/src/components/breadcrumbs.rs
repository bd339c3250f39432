use crate::i18n::use_texts;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The way to this page; its own name comes last and leads nowhere.
#[component]
pub fn Breadcrumbs(
    /// Names and addresses, the nearest last.
    #[prop(into)]
    path: Vec<(String, String)>,
    #[prop(into)] here: String,
) -> impl IntoView {
    let t = use_texts().components();
    let current = use_location().pathname.get_untracked();
    let crumb = move |(name, href): (String, String)| {
        // Where one is already, a link would lead nowhere.
        if href == current {
            view! { <li>{name}</li> }.into_any()
        } else {
            view! { <li><a href=href>{name}</a></li> }.into_any()
        }
    };

    view! {
        <nav class="breadcrumbs" aria-label=t.breadcrumbs>
            <ol>
                {path
                    .into_iter()
                    .map(crumb)
                    .collect_view()}
                <li aria-current="page">{here}</li>
            </ol>
        </nav>
    }
}
