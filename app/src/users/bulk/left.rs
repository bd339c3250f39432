use crate::i18n::use_texts;
use domain::users::{BulkChange, BulkState, Left};
use leptos::prelude::*;

/// Whom the change leaves, or the undoing of it, and why.
#[component]
pub fn LeftRows(change: BulkChange) -> impl IntoView {
    let t = use_texts().bulk();
    let undone = matches!(change.state, BulkState::Undoing | BulkState::Undone);
    let (left, missing) = if undone { (change.undoing.left, 0) } else { (change.tally.left, change.missing) };
    if left.is_empty() && missing == 0 {
        return ().into_any();
    }

    let rows = left.iter().map(|left| left.rows).sum::<u64>() + missing;
    view! {
        <section class="section" aria-labelledby="h-left">
            <header>
                <h2 id="h-left">{if undone { t.left_undone } else { t.left }}</h2>
                <span class="count">{(t.rows)(rows)}</span>
            </header>
            <ul class="outcomes">
                {left.into_iter().map(|left| view! { <LeftFor left/> }).collect_view()}
                {(missing > 0).then(|| view! { <li><b>{(t.missing_rows)(missing)}</b></li> })}
            </ul>
        </section>
    }
    .into_any()
}

/// The first of some people, and how many others there are. Nobody is named any more once the change cannot be undone.
pub fn named(people: &[String], others: u64) -> String {
    let mut named = people.join(", ");
    if others > 0 && !people.is_empty() {
        named = format!("{named} {}", (use_texts().users().flash.and_others)(others));
    }
    named
}

#[component]
fn LeftFor(left: Left) -> impl IntoView {
    let t = use_texts();
    let people = named(&left.people, left.others);

    view! {
        <li>
            <b>{(t.bulk().left_for)(left.rows, (t.bulk().reason)(left.reason))}</b>
            <span class="soft">{people}</span>
        </li>
    }
}
