//! Several places in one form: all with the profile and the rights of the first.

use super::draft::Draft;
use crate::api::FieldError;
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::users::place::PlaceInput;
use crate::users::place_fields::PlaceFields;
use domain::reference::ReferenceData;
use domain::users::AssignmentTarget;
use leptos::prelude::*;

/// So many places, beside the first.
pub const MORE_PLACES: usize = 9;

/// The `id` of the button that adds a place.
const ADD: &str = "add-place";

/// The field of a form that means this one of the place with this index; the first place has no index.
pub fn also_field(index: usize, field: &str) -> String {
    if index == 0 { field.to_owned() } else { format!("also-{index}-{field}") }
}

/// All places of the form, the first and those in which anything was chosen; else what is wrong, field by field.
pub fn places(
    first: &PlaceInput,
    also: &[PlaceInput],
    reference: &ReferenceData,
) -> Result<Vec<AssignmentTarget>, Vec<FieldError>> {
    let (mut places, mut errors) = (Vec::new(), Vec::new());
    let further = also.iter().enumerate().map(|(nth, place)| (nth + 1, place));
    for (index, place) in std::iter::once((0, first)).chain(further) {
        if index > 0 && is_blank(place) {
            continue;
        }
        let place = PlaceInput { profile: first.profile.clone(), ..place.clone() };
        match place.parse(reference) {
            Ok(place) => places.push(place),
            // Without a profile, the first place says so.
            Err(wrong) => errors.extend(
                wrong
                    .into_iter()
                    .filter(|error| index == 0 || error.field != "profile")
                    .map(|error| FieldError { field: also_field(index, &error.field), ..error }),
            ),
        }
    }

    if errors.is_empty() { Ok(places) } else { Err(errors) }
}

/// Nothing was chosen, beside what goes without saying.
fn is_blank(place: &PlaceInput) -> bool {
    place.contract.is_empty() && place.sub_account.is_empty() && place.site.is_empty()
}

/// The places beside the first, and a button for one more.
#[component]
pub fn MorePlaces(draft: Draft) -> impl IntoView {
    let t = &use_texts().users().create;
    let is_full = move || draft.also.read().len() >= MORE_PLACES;
    let add = move |_| {
        draft.also.update(|also| also.push(RwSignal::new(PlaceInput::default())));
        let id = also_field(draft.also.read_untracked().len(), "contract");
        focus_soon(id);
    };
    let rows = move || {
        let also = draft.also.get().into_iter().enumerate();
        also.map(|(nth, place)| view! { <OtherPlace draft nth=nth + 1 place/> }).collect_view()
    };

    view! {
        {rows}
        <p>
            <button
                class="button small"
                id=ADD
                type=move || if draft.interactive.get() { "button" } else { "submit" }
                name="intent"
                value="place"
                formnovalidate=true
                hidden=is_full
                on:click=add
            >
                <Icon of=IconName::Plus/>
                {t.add_place}
            </button>
        </p>
    }
}

#[component]
fn OtherPlace(draft: Draft, nth: usize, place: RwSignal<PlaceInput>) -> impl IntoView {
    let t = &use_texts().users().create;
    let remove = move |_| {
        draft.also.write().remove(nth - 1);
        focus_soon(ADD.to_owned());
    };

    view! {
        <fieldset class="other-place">
            <legend>{(t.other_place)(nth + 1)}</legend>
            <PlaceFields
                reference=draft.reference
                chosen=place
                errors=draft.errors
                interactive=draft.interactive
                nth=nth
            />
            <button
                class="button quiet small"
                type="button"
                hidden=move || !draft.interactive.get()
                aria-label=(t.remove_place)(nth + 1)
                on:click=remove
            >
                {t.remove}
            </button>
        </fieldset>
    }
}

/// Moves the focus to an element that is there once the page has changed.
fn focus_soon(id: String) {
    request_animation_frame(move || {
        use leptos::wasm_bindgen::JsCast;

        let element = document().get_element_by_id(&id);
        if let Some(element) =
            element.and_then(|element| element.dyn_into::<leptos::web_sys::HtmlElement>().ok())
        {
            drop(element.focus());
        }
    });
}
