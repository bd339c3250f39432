use leptos::prelude::*;

/// A page's name over the thick-and-thin rule, with the way to it, a sentence, and what can be done.
#[component]
pub fn PageHeader(
    /// The page's name: its only `h1`.
    #[prop(into)]
    title: String,
    /// What the page is for.
    #[prop(optional, into)]
    lede: Option<String>,
    /// The way to the page.
    #[prop(optional, into)]
    breadcrumbs: Option<ViewFn>,
    /// What can be done: links and buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="page-header">
            {breadcrumbs.map(|breadcrumbs| breadcrumbs.run())}
            <div>
                <h1 tabindex="-1">{title}</h1>
                {lede.map(|lede| view! { <p class="lede">{lede}</p> })}
            </div>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </header>
    }
}
