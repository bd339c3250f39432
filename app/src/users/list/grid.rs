use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::users::api::ResendMail;
use crate::users::changes::Changes;
use crate::users::columns::{Column, Columns};
use crate::users::query::{list_address, sorted_by};
use crate::users::removal::focus;
use domain::users::{Direction, Grouping, PageRequest, SortKey};
use leptos::ev::{MouseEvent, SubmitEvent};
use leptos::form::FromFormData;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, HtmlInputElement};

/// The `id` of what holds the rows.
const ROWS: &str = "lignes";

/// The grid: one row for each assignment, or for each person; on a phone, one record. The rows are HTML that the server
/// wrote, into this page or into its answer. What happens in them is heard here.
#[component]
pub fn Grid(
    /// The rows; `None` for those that stand in the page.
    html: Option<String>,
    request: PageRequest,
    columns: Columns,
    changes: Changes,
    /// How many rows are selected; `None` where none can be.
    #[prop(optional_no_strip)]
    selected: Option<RwSignal<u64>>,
) -> impl IntoView {
    let t = &use_texts().users().list;
    let by_person = request.grouping == Grouping::Person;
    let caption = if by_person { t.caption_by_person } else { t.caption };
    let caption = caption(sort_name(request.sort), request.direction == Direction::Descending);
    let heads = if by_person { person_heads(request) } else { assignment_heads(request, columns) };
    let html = html.unwrap_or_else(written_rows);
    keep_focus();

    let pending = changes.resend.pending();
    let resend = move |event: SubmitEvent| {
        // What cannot be read is left to the browser, which sends the form as it is.
        if let Ok(resend) = ResendMail::from_event(&event) {
            event.prevent_default();
            if !pending.get_untracked() {
                changes.resend.dispatch(resend);
            }
        }
    };

    view! {
        <div class="table-scroll" role="group" aria-label=t.heading tabindex="0">
            <table class="table stackable" class:by-person=by_person role="table">
                <caption class="vh">
                    {caption}
                </caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {selected.map(|selected| view! { <SelectAll selected/> })}
                        {heads}
                    </tr>
                </thead>
                <tbody
                    role="rowgroup"
                    id=ROWS
                    aria-busy=move || pending.get().then_some("true")
                    on:submit=resend
                    on:change=move |_| selected.into_iter().for_each(count_selected)
                    on:click=|event| open_row(&event)
                    inner_html=html
                ></tbody>
            </table>
        </div>
    }
}

/// Opens the person of a row that is clicked anywhere but on what does something else: beside the list where there is
/// room, else on their page. Whoever selects text, or wants another tab, is left alone; the keyboard has the link.
fn open_row(event: &MouseEvent) {
    const OTHERWISE: &str = "a, button, summary, details, form, .check";
    const PERSON: &str = "a.person";
    let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let within = |what| matches!(target.closest(what), Ok(Some(_)));
    let (roomy, on_person) = (has_room_beside(), within(PERSON));
    let is_left = if on_person { roomy } else { selects_text() || within(OTHERWISE) };
    if modified || is_left {
        return;
    }

    let wanted = if roomy { PERSON } else { ".act a:not(.danger), a.chip" };
    let row = target.closest("tr").ok().flatten();
    let link = row.and_then(|row| row.query_selector(wanted).ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        // Once this click is over: the link's comes by here too.
        queue_microtask(move || link.click());
    }
}

/// Whether a person stands beside the list: the stylesheet asks the same (`.list-and-person`).
#[cfg(feature = "hydrate")]
fn has_room_beside() -> bool {
    let query = leptos::prelude::window().match_media("(width >= 120rem)");
    query.ok().flatten().is_some_and(|query| query.matches())
}

#[cfg(not(feature = "hydrate"))]
fn has_room_beside() -> bool {
    false
}

#[cfg(feature = "hydrate")]
fn selects_text() -> bool {
    let selection = leptos::prelude::window().get_selection();
    selection.ok().flatten().is_some_and(|selection| !selection.is_collapsed())
}

#[cfg(not(feature = "hydrate"))]
fn selects_text() -> bool {
    false
}

/// The rows that stand in the page.
fn written_rows() -> String {
    rows().map(|rows| rows.inner_html()).unwrap_or_default()
}

#[cfg(feature = "hydrate")]
fn rows() -> Option<Element> {
    document().get_element_by_id(ROWS)
}

#[cfg(not(feature = "hydrate"))]
fn rows() -> Option<Element> {
    None
}

/// The head of the column of what is selected. Without code there is nothing to press.
#[component]
fn SelectAll(selected: RwSignal<u64>) -> impl IntoView {
    let t = &use_texts().users().list;
    let interactive = RwSignal::new(false);
    // What was selected before this code ran, the browser may have brought back.
    Effect::new(move |_| {
        interactive.set(true);
        request_animation_frame(move || count_selected(selected));
    });
    let all = move || selected.get() != 0 && selected.get() == boxes().len() as u64;
    let some = move || selected.get() != 0 && !all();

    view! {
        <th role="columnheader" scope="col" class="check">
            <span class="vh">{t.selection}</span>
            <input
                type="checkbox"
                aria-label=t.select_page
                hidden=move || !interactive.get()
                prop:checked=all
                prop:indeterminate=some
                on:change=move |event| {
                    select_rows(event_target_checked(&event));
                    count_selected(selected);
                }
            />
        </th>
    }
}

/// Selects all rows of the page, or none.
fn select_rows(all: bool) {
    for each in boxes() {
        each.set_checked(all);
    }
}

/// Counts the rows that are selected.
pub fn count_selected(selected: RwSignal<u64>) {
    selected.set(boxes().iter().filter(|each| each.checked()).count() as u64);
}

/// What the rows of the page are selected by.
#[cfg(feature = "hydrate")]
fn boxes() -> Vec<HtmlInputElement> {
    let found = rows().and_then(|rows| rows.query_selector_all(".check > input").ok());
    let all = found.into_iter().flat_map(|found| (0..found.length()).filter_map(move |at| found.item(at)));
    all.filter_map(|each| each.dyn_into().ok()).collect()
}

#[cfg(not(feature = "hydrate"))]
fn boxes() -> Vec<HtmlInputElement> {
    Vec::new()
}

/// Gives the focus back to what had it among the rows, should it be there again among those that come.
fn keep_focus() {
    let focused = rows().and_then(|rows| rows.query_selector(":focus").ok().flatten());
    if let Some(id) = focused.map(|element| element.id()).filter(|id| !id.is_empty()) {
        Effect::new(move |_| focus(&id));
    }
}

/// The heads of the columns of people.
fn person_heads(request: PageRequest) -> AnyView {
    view! {
        <SortHead key=SortKey::User class="main col-user" request=request.clone()/>
        <SortHead key=SortKey::Status class="col-status" request/>
        <th role="columnheader" scope="col">
            {use_texts().users().list.heading}
        </th>
    }
    .into_any()
}

/// The heads of the columns of assignments, and of what can be done with one.
fn assignment_heads(request: PageRequest, columns: Columns) -> AnyView {
    let t = use_texts();
    let first = view! { <SortHead key=SortKey::User class="main col-user" request=request.clone()/> };
    let head = move |column: Column| {
        let class = column.class();
        match column.sort() {
            Some(key) => view! { <SortHead key class request=request.clone()/> }.into_any(),
            None => view! {
                <th role="columnheader" scope="col" class=class>
                    {column.name(t)}
                </th>
            }
            .into_any(),
        }
    };

    view! {
        {first}
        {columns.into_iter().map(head).collect_view()}
        <th role="columnheader" scope="col" class="act">
            <span class="vh">{t.users().list.edit}</span>
        </th>
        <th role="columnheader" scope="col" class="act">
            <span class="vh">{t.users().list.remove}</span>
        </th>
    }
    .into_any()
}

/// The head of a column that sorts: a link.
#[component]
fn SortHead(key: SortKey, class: &'static str, request: PageRequest) -> impl IntoView {
    let (sort, glyph) = match request.direction {
        _ if request.sort != key => ("none", IconName::UpDown),
        Direction::Ascending => ("ascending", IconName::Up),
        Direction::Descending => ("descending", IconName::Down),
    };

    view! {
        <th role="columnheader" scope="col" class=class aria-sort=sort>
            <a class="sort" href=list_address(&sorted_by(&request, key)) data-noscroll="">
                {sort_name(key)}
                <Icon of=glyph/>
            </a>
        </th>
    }
}

fn sort_name(key: SortKey) -> &'static str {
    let t = use_texts();
    let column = Column::ALL.into_iter().find(|column| column.sort() == Some(key));
    column.map_or(t.users().list.user, |column| column.name(t))
}
