use super::{Callout, Tone};
use crate::i18n::use_texts;
use leptos::html;
use leptos::prelude::*;

/// What is wrong with a form, at its top: each line leads to its field. It takes the focus when it
/// appears, and is spoken.
#[component]
pub fn ErrorSummary(
    /// The `id` of each field and what is wrong with it; the empty `id` concerns the whole form.
    #[prop(into)]
    errors: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let t = use_texts().components();
    let summary = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let (false, Some(summary)) = (errors.with(Vec::is_empty), summary.get()) {
            // Nothing is lost when a browser cannot move the focus: the message is spoken anyway.
            let _ = summary.focus();
        }
    });

    view! {
        <div class="error-summary" tabindex="-1" node_ref=summary>
            {move || {
                let errors = errors.get();
                (!errors.is_empty())
                    .then(|| {
                        view! {
                            <Callout tone=Tone::Bad role="alert">
                                <p>
                                    <b>{t.error_summary}</b>
                                </p>
                                <ul>{errors.into_iter().map(line).collect_view()}</ul>
                            </Callout>
                        }
                    })
            }}
        </div>
    }
}

fn line((field, message): (String, String)) -> impl IntoView {
    let link = (!field.is_empty()).then(|| format!("#{field}"));
    match link {
        Some(href) => view! { <li><a href=href rel="external">{message}</a></li> }.into_any(),
        None => view! { <li>{message}</li> }.into_any(),
    }
}
