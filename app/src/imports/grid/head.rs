use super::Shown;
use crate::i18n::use_texts;
use crate::imports::check::ColumnHead;
use crate::imports::state::ImportState;
use domain::imports::Field;
use leptos::html;
use leptos::prelude::*;

/// The headings: what the columns of the file are called, and what each feeds.
#[component]
pub fn Head(state: ImportState, fields: Memo<Vec<Shown>>, node_ref: NodeRef<html::Thead>) -> impl IntoView {
    let t = use_texts().imports();
    let heading = move |shown: Shown| {
        let content = match shown.column {
            Some(column) => view! { <ColumnHead state column/> }.into_any(),
            None => (t.field)(shown.field).into_any(),
        };
        view! {
            <th scope="col" class=width(shown.field)>
                {content}
            </th>
        }
    };

    view! {
        <thead node_ref=node_ref>
            <tr aria-rowindex="1">
                <th scope="col" class="end col-line">
                    <span class="vh">{t.file_line}</span>
                    <span aria-hidden="true">{t.line}</span>
                </th>
                <th scope="col" class="col-finding">
                    {t.issue}
                </th>
                {move || fields.get().into_iter().map(heading).collect_view()}
            </tr>
        </thead>
    }
}

/// The class that gives a column its width, where it wants another than most.
fn width(field: Field) -> String {
    format!("col-{}", field.code().replace('_', "-"))
}
