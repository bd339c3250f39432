use super::api::CreateSite;
use super::changes::Changes;
use super::flash_messages::RestoreForm;
use super::problem::SiteProblem;
use crate::api::{ApiError, FlashForm};
use crate::components::{Callout, ErrorCallout, OfCustomer, Submit, TextField, Tone};
use crate::i18n::use_texts;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlInputElement;

/// What the field of the name is called.
const FIELD: &str = "name";

/// A name, and *Créer un site*.
#[component]
pub fn CreateForm(
    /// What was typed before, without JavaScript, and why it was refused.
    kept: Option<FlashForm<String>>,
    changes: Changes,
) -> impl IntoView {
    let t = use_texts().sites();
    let (typed, refused) = kept.map(|kept| (kept.input, kept.error)).unzip();
    let refusal = Signal::derive(move || match changes.create.value().get() {
        Some(answer) => answer.err(),
        None => refused.clone(),
    });
    let problem = Signal::derive(move || refusal.get().as_ref().and_then(SiteProblem::of));
    let message = MaybeProp::derive(move || problem.get().map(|problem| (t.problem)(&problem)));
    let failure = move || {
        let error = refusal.get().filter(|error: &ApiError| SiteProblem::of(error).is_none())?;
        Some(view! { <ErrorCallout error/> })
    };
    // The namesake that was put away can be taken back instead.
    let archived = move || match problem.get() {
        Some(SiteProblem::Archived { id, name }) => Some(view! {
            <Callout tone=Tone::Plain>
                <p>{t.restore_instead}</p>
                <RestoreForm id=id.to_string() name changes/>
            </Callout>
        }),
        _ => None,
    };

    // The next one is typed into an empty field, or has been begun meanwhile.
    let sent = StoredValue::new(String::new());
    Effect::new(move |_| {
        if let Some(CreateSite { name, .. }) = changes.create.input().get() {
            sent.set_value(name);
        }
    });
    Effect::new(move |_| {
        let Some(Ok(())) = changes.create.value().get() else { return };
        let field = document().get_element_by_id(FIELD).and_then(|field| field.dyn_into().ok());
        if let Some(field) = field.filter(|field: &HtmlInputElement| field.value() == sent.get_value()) {
            field.set_value("");
        }
    });

    view! {
        {failure}
        <ActionForm action=changes.create attr:class="one-line" attr:novalidate=true>
            <OfCustomer/>
            <TextField
                name=FIELD
                label=t.site_name
                value=typed.unwrap_or_default()
                autocomplete="off"
                required=true
                error=message
            />
            <Submit label=t.create pending=changes.create.pending()/>
        </ActionForm>
        {archived}
    }
}
