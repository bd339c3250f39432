use super::Requests;
use crate::api::{ApiError, FieldError};
use crate::components::{SelectField, Submit, TextField};
use crate::i18n::use_texts;
use domain::users::{BulkAction, BulkChange, BulkKind, BulkState};
use leptos::form::ActionForm;
use leptos::prelude::*;

/// The name of the field.
const TARGET: &str = "target";

/// With what it is done: which profile, site or last day. It can be said again until the change is begun.
/// `typed` is what was chosen or typed before, and refused because of `error`. `edited` says that it is being said again.
pub fn choice(
    change: &BulkChange,
    choices: Vec<(String, String)>,
    typed: Option<String>,
    error: Signal<Option<ApiError>>,
    edited: RwSignal<bool>,
    requests: Requests,
) -> impl IntoView + use<> {
    let t = use_texts();
    let BulkChange { id, kind, action, rows, state, .. } = *change;
    let chosen = typed.unwrap_or_else(|| match action {
        Some(BulkAction::Profile(id)) => id.to_string(),
        Some(BulkAction::Site(id)) => id.to_string(),
        Some(BulkAction::End(Some(end))) => end.shown(),
        _ => String::new(),
    });
    let error = MaybeProp::derive(move || match error.get() {
        Some(ApiError::Invalid(errors)) => errors.iter().find_map(|FieldError { field, code }| {
            (field == TARGET).then(|| t.users().fields.error(code).to_owned())
        }),
        _ => None,
    });
    let asked_again = state == BulkState::Proposed;
    let submit = if asked_again { t.bulk().choose_again } else { t.bulk().choose };
    let class = if asked_again { "" } else { "primary" };
    let field = if kind == BulkKind::End {
        view! {
            <TextField
                name=TARGET
                label=t.users().fields.end
                value=chosen
                autocomplete="off"
                hint=t.users().fields.end_hint
                error
            />
            <label class="choice">
                <input type="checkbox" name="endless" value="true" checked=action == Some(BulkAction::End(None))/>
                {t.bulk().endless}
            </label>
        }
        .into_any()
    } else {
        let label = if kind == BulkKind::Profile { t.users().fields.profile } else { t.users().fields.site };
        let option = move |(key, name): (String, String)| {
            let selected = key == chosen;
            view! {
                <option value=key selected=selected>
                    {name}
                </option>
            }
        };
        view! {
            <SelectField name=TARGET label error>
                <option value="">{t.users().fields.choose}</option>
                {choices.into_iter().map(option).collect_view()}
            </SelectField>
        }
        .into_any()
    };

    view! {
        <section class="section" aria-labelledby="h-target" on:input=move |_| edited.set(true)>
            <header>
                <h2 id="h-target">{(t.bulk().question)(kind, rows)}</h2>
            </header>
            <ActionForm action=requests.aim attr:class="one-line" attr:novalidate=true>
                {requests.of(id)}
                {field}
                <Submit label=submit class pending=requests.aim.pending()/>
                <a class="button quiet" href=requests.back()>
                    {t.bulk().keep}
                </a>
            </ActionForm>
        </section>
    }
}
