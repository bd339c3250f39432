use super::row::UserRow;
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::users::changes::Changes;
use crate::users::query::{list_address, sorted_by};
use domain::users::{AssignmentRow, Direction, PageRequest, SortKey};
use leptos::prelude::*;

/// The grid: one row for each assignment; on a phone, one record. The roles are written out because
/// a stylesheet that makes records of rows takes them away.
#[component]
pub fn Grid(rows: Vec<AssignmentRow>, request: PageRequest, changes: Changes) -> impl IntoView {
    let t = &use_texts().users().list;
    let caption = (t.caption)(column_name(request.sort), request.direction == Direction::Descending);
    let here = Signal::stored(list_address(&request));
    let columns = SortKey::ALL.map(move |key| view! { <Column key request=request.clone()/> });

    view! {
        <div class="table-scroll" role="group" aria-label=t.heading tabindex="0">
            <table class="table stackable" role="table">
                <caption class="vh">
                    {caption}
                </caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {columns.into_iter().collect_view()}
                        <th role="columnheader" scope="col" class="act">
                            <span class="vh">{t.edit}</span>
                        </th>
                        <th role="columnheader" scope="col" class="act">
                            <span class="vh">{t.remove}</span>
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {rows.into_iter().map(|row| view! { <UserRow row here changes/> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

/// The head of a column: a link that sorts by it.
#[component]
fn Column(key: SortKey, request: PageRequest) -> impl IntoView {
    let (sort, glyph) = match request.direction {
        _ if request.sort != key => ("none", IconName::UpDown),
        Direction::Ascending => ("ascending", IconName::Up),
        Direction::Descending => ("descending", IconName::Down),
    };

    view! {
        <th role="columnheader" scope="col" class=column_class(key) aria-sort=sort>
            <a class="sort" href=list_address(&sorted_by(&request, key)) data-noscroll="">
                {column_name(key)}
                <Icon of=glyph/>
            </a>
        </th>
    }
}

fn column_name(key: SortKey) -> &'static str {
    let t = use_texts().users();
    match key {
        SortKey::User => t.list.user,
        SortKey::Contract => t.list.contract_column,
        SortKey::SubAccount => t.list.sub_account,
        SortKey::Site => t.fields.site,
        SortKey::Profile => t.fields.profile,
        SortKey::Status => t.list.status,
    }
}

const fn column_class(key: SortKey) -> &'static str {
    match key {
        SortKey::User => "col-user",
        SortKey::Contract => "col-contract",
        SortKey::SubAccount => "col-sub-account",
        SortKey::Site => "col-site",
        SortKey::Profile => "col-profile",
        SortKey::Status => "col-status",
    }
}
