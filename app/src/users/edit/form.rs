use crate::api::{ApiError, FieldError};
use crate::components::{Callout, ErrorCallout, ErrorSummary, LeaveGuard, Submit, TextField, Tone};
use crate::i18n::use_texts;
use crate::users::api::{EditAssignment, EditionInput, EditionPage, Withdrawn};
use crate::users::grants::{GrantsInput, grants_of};
use crate::users::grants_fields::{EndField, GrantsState, RightsFields};
use crate::users::meanwhile::{SEEN, seen_now};
use crate::users::place::PlaceInput;
use crate::users::place_fields::{PlaceFields, error_of, summary_of};
use crate::users::query::{returning, use_return};
use domain::paths;
use domain::users::{MayChange, UserDetails};
use leptos::form::ActionForm;
use leptos::prelude::*;

/// The `id` of the form.
const FORM: &str = "edit";

/// Names, and where the person is assigned.
#[component]
pub fn EditForm(
    page: EditionPage,
    saved: RwSignal<usize>,
    /// The address of this page, to come back to.
    here: Signal<String>,
) -> impl IntoView {
    let t = use_texts().users();
    let EditionPage { details, reference, withdrawn, kept, .. } = page;
    let (input, refusal) = if let Some(kept) = kept {
        (kept.input, Some(kept.error))
    } else {
        let (last_name, first_name) = (details.last_name.clone(), details.first_name.clone());
        let place = PlaceInput::from(details.place);
        let levels =
            reference.profile(details.place.profile).map(|profile| profile.rights).unwrap_or_default();
        let grants = GrantsInput::from((levels, &grants_of(&details), place.profile.clone()));
        let seen = serde_json::to_string(&details.editable()).unwrap_or_default();
        (EditionInput { last_name, first_name, place, grants, seen }, None)
    };

    let (reference, place) = (StoredValue::new(reference), RwSignal::new(input.place));
    let grants = GrantsState::new(reference, place, &input.grants);
    let edit = ServerAction::<EditAssignment>::new();
    let interactive = RwSignal::new(false);
    let touched = RwSignal::new(false);
    Effect::new(move |_| interactive.set(true));
    Effect::new(move |_| {
        if let Some(Ok(())) = edit.value().get() {
            touched.set(false);
            saved.update(|times| *times += 1);
        }
    });
    let refusal = Signal::derive(move || match edit.value().get() {
        Some(answer) => answer.err(),
        None => refusal.clone(),
    });
    let errors = Signal::derive(move || match refusal.get() {
        Some(ApiError::Invalid(errors)) => errors,
        _ => Vec::new(),
    });
    let first_seen = input.seen.clone();
    let changed = Memo::new(move |_| seen_now(&errors.read()));
    let seen = move || changed.get().unwrap_or_else(|| first_seen.clone());
    let give_up = move || {
        changed.read().is_some().then(|| {
            view! {
                <p>
                    <a class="button" href=here rel="external">
                        {t.edit.take_present}
                    </a>
                </p>
            }
        })
    };
    let failure = move || {
        let error = refusal.get().filter(|error| !matches!(error, ApiError::Invalid(_)))?;
        Some(view! { <ErrorCallout error/> })
    };

    view! {
        <LeaveGuard form=FORM is_dirty=touched/>
        <ErrorSummary errors=summary_of(errors)/>
        {give_up}
        {failure}
        <ActionForm
            action=edit
            attr:class="stack"
            attr:id=FORM
            attr:novalidate=true
            on:input=move |_| touched.set(true)
        >
            <input type="hidden" name="assignment" value=details.id.to_string()/>
            <input type="hidden" name="back" value=here/>
            <input type="hidden" name=SEEN value=seen/>
            <Identity details=details.clone() first_name=input.first_name last_name=input.last_name errors/>
            <section class="section" aria-labelledby="h-place">
                <header>
                    <h2 id="h-place">{t.edit.place}</h2>
                </header>
                <WithdrawnNote withdrawn/>
                <PlaceFields reference chosen=place errors interactive/>
                <EndField state=grants errors/>
            </section>
            <section class="section" aria-labelledby="h-rights">
                <header>
                    <h2 id="h-rights">{t.edit.rights}</h2>
                    <span class="count">{move || personal(grants)}</span>
                </header>
                <RightsFields state=grants errors interactive details=Some(details)/>
            </section>
            <div class="go">
                <Submit label=t.edit.submit pending=edit.pending()/>
                <a class="button quiet" href=use_return() data-return="">
                    {t.edit.back}
                </a>
            </div>
        </ActionForm>
    }
}

/// Who it is. The names are the same for all accesses of the person.
#[component]
fn Identity(
    details: UserDetails,
    first_name: String,
    last_name: String,
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    let t = use_texts().users();
    let correct = use_texts().address_change().correct;

    view! {
        <section class="section" aria-labelledby="h-identity">
            <header>
                <h2 id="h-identity">{t.edit.identity}</h2>
            </header>
            <div class="form-grid identity">
                {if details.may_change == MayChange::Everything {
                    view! {
                        <TextField
                            name="first_name"
                            label=t.fields.first_name
                            value=first_name
                            autocomplete="off"
                            error=error_of(errors, "first_name")
                        />
                        <TextField
                            name="last_name"
                            label=t.fields.last_name
                            value=last_name
                            autocomplete="off"
                            error=error_of(errors, "last_name")
                        />
                    }
                        .into_any()
                } else {
                    view! {
                        <ReadOnly id="first_name" label=t.fields.first_name value=first_name/>
                        <ReadOnly
                            id="last_name"
                            label=t.fields.last_name
                            value=last_name
                            hint=t.edit.named_elsewhere
                        />
                    }
                        .into_any()
                }}
                <ReadOnly id="email" label=t.fields.email value=details.email hint=t.edit.email_hint>
                    {details
                        .may_change_address
                        .then(|| view! { <a href=returning(&paths::change_address(details.id), &use_return())>{correct}</a> })}
                </ReadOnly>
                <ReadOnly id="identifier" label=t.fields.login value=details.identifier/>
            </div>
        </section>
    }
}

/// How many rights are personal, when some are.
fn personal(grants: GrantsState) -> Option<String> {
    let count = grants.personal();
    (count > 0).then(|| (use_texts().users().fields.personal_rights)(count))
}

/// That the person is where nobody else can be assigned to any more.
#[component]
fn WithdrawnNote(withdrawn: Withdrawn) -> impl IntoView {
    let t = &use_texts().users().edit;
    let notes = [(withdrawn.closed, t.closed_place), (withdrawn.archived, t.archived_site)];
    notes
        .into_iter()
        .filter(|(is_so, _)| *is_so)
        .map(|(_, note)| {
            view! {
                <Callout tone=Tone::Warn>
                    <p>{note}</p>
                </Callout>
            }
        })
        .collect_view()
}

/// What is shown among the fields and cannot be changed here; it can be selected and copied.
#[component]
fn ReadOnly(
    id: &'static str,
    label: &'static str,
    value: String,
    #[prop(optional)] hint: &'static str,
    /// What can be done about it, if anything.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let described = (!hint.is_empty()).then(|| hint_id.clone());

    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input class="input" id=id name=id value=value readonly=true aria-describedby=described/>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {children.map(|children| children())}
        </div>
    }
}
