use leptos::ev::SubmitEvent;
use leptos::form::form_data_from_event;
use leptos::prelude::*;
use leptos::web_sys::UrlSearchParams;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// A form that asks for an address. With JavaScript it is reached without loading the page anew: the router's own form
/// would write the nameless button that was pressed into it too (`&=`).
#[component]
pub fn GetForm(
    /// The address without its query.
    #[prop(into)]
    action: String,
    class: &'static str,
    /// Whether what is left empty is for the server to say.
    #[prop(optional)]
    novalidate: bool,
    children: Children,
) -> impl IntoView {
    let navigate = use_navigate();
    let path = action.clone();
    let submit = move |event: SubmitEvent| {
        // What cannot be read is left to the browser, which sends the form as it is.
        let Ok(form) = form_data_from_event(&event) else { return };
        form.delete("");
        let Ok(pairs) = UrlSearchParams::new_with_str_sequence_sequence(&form) else { return };

        event.prevent_default();
        navigate(&format!("{path}?{}", String::from(pairs.to_string())), NavigateOptions::default());
    };

    view! {
        <form method="get" action=action class=class novalidate=novalidate on:submit=submit>
            {children()}
        </form>
    }
}
