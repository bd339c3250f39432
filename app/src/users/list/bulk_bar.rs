use super::grid::count_selected;
use crate::components::{ErrorCallout, OfCustomer};
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::users::api::ProposeBulk;
use crate::users::query::list_address;
use domain::users::{BulkKind, Count, PageRequest};
use leptos::form::ActionForm;
use leptos::prelude::*;

/// The `id` of the form that the selected rows are sent with, wherever they stand.
pub const FORM: &str = "lot";
/// The name of the selected rows in it.
#[cfg(feature = "ssr")]
pub const ROWS: &str = "rows[]";

/// What can be done with the rows that are selected, or with all that match. It is there once some are selected, which
/// needs no code.
#[component]
pub fn BulkBar(
    /// How many rows are selected.
    selected: RwSignal<u64>,
    /// How many assignments match.
    assignments: Count,
    request: PageRequest,
) -> impl IntoView {
    let t = use_texts();
    let list = &t.users().list;
    let propose = ServerAction::<ProposeBulk>::new();
    let pending = propose.pending();
    let matching = RwSignal::new(false);
    let all = (list.select_matching)(assignments);
    let standing = move || match selected.get() {
        0 => list.selected_some.to_owned(),
        count => (list.selected)(count),
    };
    let refusal =
        move || propose.value().get().and_then(Result::err).map(|error| view! { <ErrorCallout error/> });
    // The browser clears the form, and then it is counted.
    let clear = move |_| {
        matching.set(false);
        request_animation_frame(move || count_selected(selected));
    };
    let button = move |kind: BulkKind| {
        let class = if kind == BulkKind::Remove { "button small danger" } else { "button small" };
        view! {
            <button
                class=class
                type="submit"
                name="kind"
                value=kind.code()
                aria-disabled=move || pending.get().then_some("true")
                on:click=move |event| {
                    if pending.get_untracked() {
                        event.prevent_default();
                    }
                }
            >
                <Icon of=icon(kind)/>
                {(t.bulk().action)(kind)}
            </button>
        }
    };

    view! {
        {refusal}
        <ActionForm action=propose attr:class="bulkbar" attr:id=FORM>
            <OfCustomer/>
            <input type="hidden" name="back" value=list_address(&request)/>
            <b role="status">{standing}</b>
            <label class="choice">
                <input
                    type="checkbox"
                    name="matching"
                    value="true"
                    prop:checked=matching
                    on:change=move |event| matching.set(event_target_checked(&event))
                />
                {all}
            </label>
            <div class="acts">
                {BulkKind::ALL.map(button).into_iter().collect_view()}
                <button class="button small quiet" type="reset" on:click=clear>
                    {list.select_none}
                </button>
            </div>
        </ActionForm>
    }
}

const fn icon(kind: BulkKind) -> IconName {
    match kind {
        BulkKind::Suspend => IconName::StatusSuspended,
        BulkKind::Reactivate => IconName::StatusActive,
        BulkKind::Profile => IconName::Shield,
        BulkKind::Site => IconName::Pin,
        BulkKind::End => IconName::Clock,
        BulkKind::Resend => IconName::Mail,
        BulkKind::Remove => IconName::Trash,
    }
}
