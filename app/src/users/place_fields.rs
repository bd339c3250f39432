use super::create::also_field;
use super::grants::application_of;
use super::meanwhile::{SEEN, changed_to};
use super::place::PlaceInput;
use crate::api::FieldError;
use crate::components::{Field, describe};
use crate::i18n::use_texts;
use domain::reference::{Contract, ReferenceData};
use leptos::prelude::*;

/// The selects that say where a user is assigned, and with which profile.
///
/// Without JavaScript every sub-account is offered, under its contract, and the server checks that
/// they belong together; with it, only those of the chosen contract.
#[component]
pub fn PlaceFields(
    /// What can be chosen.
    reference: StoredValue<ReferenceData>,
    chosen: RwSignal<PlaceInput>,
    /// What is wrong with the form's fields.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
    /// Whether the page runs its code yet.
    #[prop(into)]
    interactive: Signal<bool>,
    /// Which of the further places of a form it is: those have the profile of the first.
    #[prop(optional)]
    nth: Option<usize>,
) -> impl IntoView {
    let t = &use_texts().users().fields;
    #[cfg(feature = "hydrate")]
    keep_choices(reference, chosen, nth);
    let ReferenceData { contracts, sites, profiles, .. } = reference.get_value();
    let contract = Signal::derive(move || chosen.read().contract.clone());
    let set_contract = move |contract| {
        chosen.update(|place| {
            place.contract = contract;
            if !reference.with_value(|reference| place.sub_account_fits(reference)) {
                place.sub_account.clear();
            }
        });
    };
    let named =
        |contract: &Contract| (contract.id.to_string(), format!("{} {}", contract.number, contract.name));
    let contract_options: Vec<_> = contracts.iter().map(named).collect();
    let site_options: Vec<_> =
        sites.into_iter().map(|site| (site.id.to_string(), site.name.to_string())).collect();
    let profile_options: Vec<_> =
        profiles.into_iter().map(|profile| (profile.id.to_string(), profile.name.to_string())).collect();
    let parts = move || {
        let groups = contracts.clone().into_iter();
        groups.map(|group| view! { <SubAccounts group chosen interactive/> }).collect_view()
    };

    view! {
        <div class="form-grid place">
            <Choice name="contract" nth label=t.contract value=contract set=set_contract errors>
                <Options options=contract_options chosen=contract nothing=t.choose/>
            </Choice>
            <Choice
                name="sub_account"
                nth
                label=t.sub_account
                optional=true
                value=Signal::derive(move || chosen.read().sub_account.clone())
                set=move |part| chosen.update(|place| place.sub_account = part)
                errors
            >
                <option value="">{t.every_sub_account}</option>
                {parts()}
            </Choice>
            {(!site_options.is_empty())
                .then(|| {
                    let site = Signal::derive(move || chosen.read().site.clone());
                    view! {
                        <Choice
                            name="site"
                            nth
                            label=t.site
                            value=site
                            set=move |site| chosen.update(|place| place.site = site)
                            errors
                        >
                            <Options options=site_options.clone() chosen=site nothing=t.choose/>
                        </Choice>
                    }
                })}
            {nth
                .is_none()
                .then(|| {
                    let profile = Signal::derive(move || chosen.read().profile.clone());
                    view! {
                        <Choice
                            name="profile"
                            nth
                            label=t.profile
                            value=profile
                            set=move |profile| chosen.update(|place| place.profile = profile)
                            errors
                        >
                            <Options options=profile_options.clone() chosen=profile nothing=t.choose/>
                        </Choice>
                    }
                })}
        </div>
    }
}

/// Marks a select that the server sent, on which somebody may have chosen before the page runs its code.
const SENT: Option<&str> = if cfg!(feature = "ssr") { Some("") } else { None };

/// Takes over what was chosen before this code ran, as soon as the page is what the server sent.
#[cfg(feature = "hydrate")]
fn keep_choices(reference: StoredValue<ReferenceData>, chosen: RwSignal<PlaceInput>, nth: Option<usize>) {
    use leptos::wasm_bindgen::JsCast;

    let before = chosen.get_untracked();
    let mut place = before.clone();
    let PlaceInput { contract, sub_account, site, profile } = &mut place;
    for (name, value) in
        [("contract", contract), ("sub_account", sub_account), ("site", site), ("profile", profile)]
    {
        let select = document()
            .get_element_by_id(&id_of(name, nth))
            .filter(|select| select.has_attribute("data-sent"));
        if let Some(select) = select.and_then(|select| select.dyn_into::<web_sys::HtmlSelectElement>().ok()) {
            *value = select.value();
            // Of the next page's selects, which look the same, nothing is to be taken over.
            drop(select.remove_attribute("data-sent"));
        }
    }
    if !reference.with_value(|reference| place.sub_account_fits(reference)) {
        place.sub_account.clear();
    }

    if place != before {
        Effect::new(move |_| chosen.set(place.clone()));
    }
}

/// What is wrong with a field, in words.
pub fn error_of(errors: Signal<Vec<FieldError>>, field: impl Into<String>) -> MaybeProp<String> {
    let (t, field) = (&use_texts().users().fields, field.into());
    MaybeProp::derive(move || {
        let errors = errors.read();
        errors.iter().find(|error| error.field == field).map(|error| t.message(&error.code))
    })
}

/// Each error of a form, as its summary shows it: the `id` of the field, and the words.
pub fn summary_of(errors: Signal<Vec<FieldError>>) -> Signal<Vec<(String, String)>> {
    let texts = use_texts();
    let words = move |error: &FieldError| {
        let fields = &texts.users().fields;
        let message = fields.message(&error.code);
        // There is a field for each application, and what was changed meanwhile says no name: the summary does.
        let label = match application_of(&error.field) {
            Some(application) => Some(texts.rights().application(application)),
            None => fields.label(&error.field).filter(|_| changed_to(&error.code).is_some()),
        };
        label.map_or(message.clone(), |label| (fields.error_of)(label, &message))
    };

    Signal::derive(move || {
        let errors = errors.read();
        let shown = errors.iter().filter(|error| error.field != SEEN);
        shown.map(|error| (error.field.clone(), words(error))).collect()
    })
}

/// A select with its label and what is wrong with it.
#[component]
fn Choice(
    name: &'static str,
    nth: Option<usize>,
    label: &'static str,
    #[prop(optional)] optional: bool,
    value: Signal<String>,
    set: impl Fn(String) + Send + 'static,
    errors: Signal<Vec<FieldError>>,
    children: Children,
) -> impl IntoView {
    let id = id_of(name, nth);
    let error = error_of(errors, id.clone());
    let named = nth.map_or_else(|| format!("place[{name}]"), |nth| format!("also[{}][{name}]", nth - 1));

    view! {
        <Field id=id.clone() label=label optional=optional error=error>
            <select
                class="input"
                id=id.clone()
                name=named
                data-sent=SENT
                prop:value=move || value.get()
                on:change=move |event| set(event_target_value(&event))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=describe(&id, false, error)
            >
                {children()}
            </select>
        </Field>
    }
}

/// The `id` of a field of the first place, or of a further one.
fn id_of(name: &str, nth: Option<usize>) -> String {
    also_field(nth.unwrap_or_default(), name)
}

/// Options, and one for no choice yet.
#[component]
fn Options(options: Vec<(String, String)>, chosen: Signal<String>, nothing: &'static str) -> impl IntoView {
    let chosen = chosen.get_untracked();

    view! {
        <option value="">{nothing}</option>
        {options
            .into_iter()
            .map(|(key, name)| {
                let selected = key == chosen;
                view! {
                    <option value=key selected=selected>
                        {name}
                    </option>
                }
            })
            .collect_view()}
    }
}

/// The sub-accounts of one contract; out of reach while another contract is chosen.
#[component]
fn SubAccounts(group: Contract, chosen: RwSignal<PlaceInput>, interactive: Signal<bool>) -> impl IntoView {
    let contract = group.id.to_string();
    let elsewhere = Memo::new(move |_| interactive.get() && chosen.read().contract != contract);
    let selected = chosen.get_untracked().sub_account;
    let options = group.sub_accounts.into_iter().map(move |part| {
        let key = part.id.to_string();
        let selected = key == selected;
        view! {
            <option value=key selected=selected>
                {format!("{} ({})", part.name, part.number)}
            </option>
        }
    });

    view! {
        <optgroup
            label=format!("{} {}", group.number, group.name)
            disabled=move || elsewhere.get()
            hidden=move || elsewhere.get()
        >
            {options.collect_view()}
        </optgroup>
    }
}
