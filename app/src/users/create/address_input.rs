use super::draft::Draft;
use super::entries;
use crate::components::TextArea;
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::users::place_fields::error_of;
use domain::users::split_addresses;
use leptos::ev::KeyboardEvent;
use leptos::html::Textarea;
use leptos::prelude::*;

/// Where addresses are typed or pasted. *Ajouter*, Enter, a comma or a semicolon after an address,
/// and the paste of whole addresses put them into the list below. Without JavaScript the text itself
/// is the list, and *Ajouter* has it judged.
#[component]
pub fn AddressInput(draft: Draft, input: NodeRef<Textarea>) -> impl IntoView {
    let t = use_texts().users();
    let typed = entries::as_text(&draft.entries.read_untracked());
    let pasted = StoredValue::new(false);

    // What the server wrote into the field is in the list as soon as the list works.
    Effect::new(move |before: Option<()>| {
        if let (None, Some(input), false) = (before, input.get(), draft.entries.read_untracked().is_empty()) {
            input.set_value("");
        }
    });
    let add = move || {
        if let Some(input) = input.get_untracked() {
            draft.add(&input.value());
            input.set_value("");
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let complete = input.get_untracked().is_some_and(|input| input.value().contains('@'));
        let adds = match event.key().as_str() {
            "Enter" => !event.shift_key() && !event.is_composing(),
            "," | ";" => complete,
            _ => false,
        };
        if adds {
            event.prevent_default();
            add();
        }
    };
    let on_input = move |_| {
        let Some(input) = input.get_untracked().filter(|_| pasted.get_value()) else { return };
        pasted.set_value(false);
        let found = split_addresses(&input.value());
        if found.len() > 1 || found.iter().any(|entry| entry.address.is_ok()) {
            add();
        }
    };

    view! {
        <TextArea
            name="addresses"
            label=t.fields.email
            value=typed
            rows=1
            placeholder=t.create.example
            hint=t.create.hint
            error=error_of(draft.errors.into(), "addresses")
            node_ref=input
            on:keydown=on_key
            on:paste=move |_| pasted.set_value(true)
            on:input=on_input
        >
            <button
                class="button"
                type="submit"
                name="intent"
                value="add"
                on:click=move |event| {
                    event.prevent_default();
                    add();
                }
            >
                <Icon of=IconName::Plus/>
                {t.create.add}
            </button>
        </TextArea>
    }
}
