use leptos::prelude::*;
use leptos::{ev, html};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// A question that must be answered before anything else.
///
/// The address bar says that it is open: the page shows it when its address asks for it, and every
/// answer is a link or a form. So it works without JavaScript, as a box over the page; with it, the
/// rest of the page is out of reach until it is answered. Escape is the safe answer. In `children`,
/// the safe choice carries `autofocus`.
#[component]
pub fn Dialog(
    #[prop(into)] title: String,
    /// Identifies the dialog in the page.
    #[prop(optional, into)]
    id: Option<&'static str>,
    /// Whether a choice destroys something.
    #[prop(optional)]
    danger: bool,
    /// Where the safe answer leads.
    #[prop(into)]
    close: String,
    children: Children,
) -> impl IntoView {
    let id = id.unwrap_or("dialog");
    let title_id = format!("{id}-title");
    let dialog = NodeRef::<html::Dialog>::new();
    let navigate = use_navigate();
    let escape = move |event: ev::Event| {
        event.prevent_default();
        navigate(&close, NavigateOptions { scroll: false, ..NavigateOptions::default() });
    };

    Effect::new(move |_| dialog.get().is_some_and(|dialog| make_modal(&dialog)));

    view! {
        <dialog
            class=if danger { "dialog danger" } else { "dialog" }
            id=id
            open=true
            aria-labelledby=title_id
            node_ref=dialog
            on:cancel=escape
        >
            <div class="body">
                <header>
                    <h2 id=title_id.clone()>{title}</h2>
                </header>
                {children()}
            </div>
        </dialog>
    }
}

/// Puts the rest of the page out of reach. It came open and not modal, and only a closed dialog can
/// become a modal one; a browser that refuses leaves it as it came.
fn make_modal(dialog: &leptos::web_sys::HtmlDialogElement) -> bool {
    dialog.close();
    let modal = dialog.show_modal().is_ok();
    dialog.set_open(true);
    modal
}
