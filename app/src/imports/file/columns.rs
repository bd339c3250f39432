use crate::i18n::use_texts;
use crate::session::use_session;
use domain::imports::{FIELDS, FieldSpec, Need};
use leptos::prelude::*;

/// What the file contains, column by column.
#[component]
pub fn ColumnsGuide() -> impl IntoView {
    let t = use_texts().imports();
    let has_sites = use_session().customer.is_some_and(|customer| customer.sites > 0);
    let row = move |spec: &'static FieldSpec| {
        let is_required = spec.need == Need::Always || spec.need == Need::WithSites && has_sites;
        let presence =
            if is_required { view! { <b>{t.required}</b> }.into_any() } else { t.optional.into_any() };
        view! {
            <tr role="row">
                <th role="rowheader" scope="row" class="main">
                    <code>{spec.heading}</code>
                </th>
                <td role="cell" data-label=t.presence>
                    {presence}
                </td>
                <td role="cell">{(t.about)(spec.field)}</td>
                <td role="cell" class="soft" data-label=t.example>
                    {spec.example}
                </td>
            </tr>
        }
    };

    let mut specs: Vec<&FieldSpec> = FIELDS.iter().collect();
    specs.sort_by_key(|spec| spec.need);

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
                    <tbody role="rowgroup">{specs.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}
