use crate::i18n::use_texts;
use crate::shell::use_session;
use domain::imports::Field;
use leptos::prelude::*;

/// The columns, the required ones first.
const COLUMNS: [(Field, &str); 7] = [
    (Field::Email, "sophie.arnaud@exemple.fr"),
    (Field::Contract, "10000700"),
    (Field::Site, "Antony"),
    (Field::Profile, "Expéditeur"),
    (Field::SubAccount, "53"),
    (Field::LastName, "Arnaud"),
    (Field::FirstName, "Sophie"),
];

/// What the file contains, column by column.
#[component]
pub fn ColumnsGuide() -> impl IntoView {
    let t = use_texts().imports();
    let has_sites = use_session().customer.is_some_and(|customer| customer.sites > 0);
    let row = move |(field, example): (Field, &'static str)| {
        let presence = match field {
            Field::Email | Field::Contract => view! { <b>{t.required}</b> }.into_any(),
            Field::Site if has_sites => view! { <b>{t.required}</b> }.into_any(),
            _ => t.optional.into_any(),
        };
        view! {
            <tr role="row">
                <th role="rowheader" scope="row" class="main">
                    <code>{field.heading()}</code>
                </th>
                <td role="cell" data-label=t.presence>
                    {presence}
                </td>
                <td role="cell">{(t.about)(field)}</td>
                <td role="cell" class="soft" data-label=t.example>
                    {example}
                </td>
            </tr>
        }
    };
    view! {
        <section class="section" aria-labelledby="h-columns">
            <header>
                <h2 id="h-columns">{t.columns_title}</h2>
                <span class="count">{if has_sites { t.columns_enough_with_sites } else { t.columns_enough }}</span>
            </header>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="h-columns">
                <table class="table stackable" role="table">
                    <caption class="vh">{t.columns_caption}</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            {[t.column, t.presence, t.content, t.example]
                                .map(|name| view! { <th role="columnheader" scope="col">{name}</th> })
                                .collect_view()}
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{COLUMNS.map(row).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}
