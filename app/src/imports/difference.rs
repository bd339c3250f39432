//! The rows with which something else would be done than the preview said.

use crate::i18n::{number, use_texts};
use domain::imports::{ChangedRow, Difference};
use leptos::prelude::*;

/// The first of them, and how many others there are.
#[component]
pub fn DifferenceTable(
    /// What would be done otherwise.
    difference: Difference,
) -> impl IntoView {
    let texts = use_texts();
    let (t, words) = (texts.imports(), texts.imports().difference);
    if difference.rows.is_empty() {
        return ().into_any();
    }

    let not_shown = u64::from(difference.count).saturating_sub(difference.rows.len() as u64);
    let row = move |row: ChangedRow| {
        let named = !row.name.is_empty();
        view! {
            <tr>
                <td class="num">{number(texts.locale, u64::from(row.line))}</td>
                <th scope="row">
                    {row.email} {named.then(|| view! { <br/> <span class="soft">{row.name}</span> })}
                </th>
                <td>{(words.verdict)(row.before)}</td>
                <td>
                    <b>{(words.verdict)(row.now)}</b>
                </td>
            </tr>
        }
    };

    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label=words.caption>
            <table class="table">
                <caption class="vh">{words.caption}</caption>
                <thead>
                    <tr>
                        {[t.line, words.person, words.before, words.now]
                            .map(|name| view! { <th scope="col">{name}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{difference.rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        {(not_shown > 0).then(|| view! { <p class="soft">{(words.not_shown)(not_shown)}</p> })}
    }
    .into_any()
}
