use leptos::prelude::*;

/// Nothing to show: why, and what to do about it.
#[component]
pub fn EmptyState(
    /// What there is none of.
    #[prop(into)]
    title: String,
    /// Why, or what to do.
    #[prop(into)]
    text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            <svg class="art" viewBox="0 0 88 56" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.5">
                <path d="M16 46V26a28 23 0 0 1 56 0v20M28 40V28a16 13 0 0 1 32 0v12"></path>
                <path class="sill" d="M4 46h80" stroke-width="3"></path>
                <path d="M8 52h72" stroke-width="1"></path>
            </svg>
            <b>{title}</b>
            <p>{text}</p>
            {children.map(|children| view! { <div class="row">{children()}</div> })}
        </div>
    }
}
