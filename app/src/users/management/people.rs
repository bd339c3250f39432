use super::REMOVAL;
use super::removal::PersonRemoval;
use super::request::PeopleRequest;
use crate::api::ApiError;
use crate::components::{EmptyState, ErrorCallout, GetForm};
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::session::{Administers, use_administers};
use crate::users::api::{ListedPerson, PeoplePage, list_people};
use crate::users::changes::Changes;
use crate::users::display_name;
use crate::users::query::{self, returning, with_parameter};
use crate::users::removal::{focus, opener, return_focus};
use domain::ids::AssignmentId;
use domain::paths;
use domain::users::{Count, Direction, PersonSort};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// The search, and the people who were found.
#[component]
pub fn People(
    page: PeoplePage,
    request: PeopleRequest,
    asked: Memo<Option<AssignmentId>>,
    changes: Changes,
) -> impl IntoView {
    let t = use_texts().management();
    let searched = request.page.filter.user.clone();
    let total = page.total.map(t.total);
    let found = if page.people.is_empty() {
        view! { <Nobody searched=searched.is_some()/> }.into_any()
    } else {
        view! { <Found page request=request.clone() asked changes/> }.into_any()
    };

    view! {
        <Search request/>
        <p class="total" role="status">
            <b>{total}</b>
            {searched
                .map(|_| view! { " " <a href=paths::USER_MANAGEMENT>{t.everybody}</a> })}
        </p>
        {found}
    }
}

#[component]
fn Search(request: PeopleRequest) -> impl IntoView {
    let t = use_texts().management();
    let order = request.order_pairs();

    view! {
        <search>
            <GetForm action=paths::USER_MANAGEMENT class="one-line">
                <div class="field">
                    <label for="f-person">{t.search_label}</label>
                    <input
                        class="input"
                        id="f-person"
                        name=query::USER
                        type="search"
                        autocomplete="off"
                        placeholder=t.search_example
                        value=request.page.filter.user
                    />
                </div>
                {order
                    .into_iter()
                    .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
                    .collect_view()}
                <button class="button" type="submit">
                    {t.search}
                </button>
            </GetForm>
        </search>
    }
}

#[component]
fn Nobody(searched: bool) -> impl IntoView {
    let t = use_texts().management();
    if searched {
        return view! { <EmptyState title=t.none_found text=t.none_found_why/> }.into_any();
    }

    view! {
        <EmptyState title=t.nobody text=t.nobody_why>
            {(use_administers() != Administers::Nothing)
                .then(|| {
                    view! {
                        <a class="button primary" href=paths::CREATE_USERS>
                            {t.add}
                        </a>
                    }
                })}
        </EmptyState>
    }
    .into_any()
}

/// The table, and the way to those who stand behind. With code they are added to it, without it they are a page.
#[component]
fn Found(
    page: PeoplePage,
    request: PeopleRequest,
    asked: Memo<Option<AssignmentId>>,
    changes: Changes,
) -> impl IntoView {
    let here = request.address();
    let behind = Behind::new(&page);
    let people = page.people;
    let first = request.page.cursor.is_some().then(|| {
        let first = request.rewound().address();
        view! { <a class="button small" href=first>{use_texts().management().to_first}</a> }
    });
    let by = request.by.filter(|_| !page.too_many);
    let too_many =
        page.too_many.then(|| view! { <p class="soft small">{use_texts().management().too_many}</p> });
    let rows: Vec<_> = people.iter().map(|person| row(person, &here)).collect();
    let added = {
        let here = here.clone();
        move || behind.added.read().iter().map(|person| row(person, &here)).collect_view()
    };

    view! {
        {too_many}
        <div class="table-scroll" role="group" aria-labelledby="h-people" tabindex="0">
            <table class="table stackable managed" role="table">
                <Heads request=PeopleRequest { by, ..request.clone() }/>
                <tbody role="rowgroup">{rows} {added}</tbody>
            </table>
        </div>
        <div class="row">{first} <More behind request/></div>
        <AskedRemoval asked people behind changes here/>
    }
}

#[component]
fn Heads(request: PeopleRequest) -> impl IntoView {
    let t = use_texts().management();
    let descending = request.page.direction == Direction::Descending;
    let head = |name: &'static str, by: Option<PersonSort>| {
        let (sort, icon, direction) = match (by == request.by, descending) {
            (false, _) => ("none", IconName::UpDown, Direction::Ascending),
            (true, false) => ("ascending", IconName::Up, Direction::Descending),
            (true, true) => ("descending", IconName::Down, Direction::Ascending),
        };

        view! {
            <th role="columnheader" scope="col" aria-sort=sort>
                <a class="sort" href=request.sorted(by, direction).address() data-noscroll="">
                    {name}
                    <Icon of=icon/>
                </a>
            </th>
        }
    };
    let act = |name| {
        view! {
            <th role="columnheader" scope="col" class="act">
                <span class="vh">{name}</span>
            </th>
        }
    };

    view! {
        <caption class="vh">{(t.caption)(request.by, descending)}</caption>
        <thead role="rowgroup">
            <tr role="row">
                {head(t.last_name, Some(PersonSort::LastName))} {head(t.first_name, Some(PersonSort::FirstName))}
                {head(t.email, None)} {head(t.identifier, Some(PersonSort::Identifier))} {act(t.edit)} {act(t.remove)}
            </tr>
        </thead>
    }
}

fn row(person: &ListedPerson, here: &str) -> impl IntoView + use<> {
    let t = use_texts().management();
    let name = display_name(&person.first_name, &person.last_name, &person.email);
    let known = |name: &str| match name {
        "" => view! { <span class="faint">{t.unknown}</span> }.into_any(),
        name => name.to_owned().into_any(),
    };

    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="main">
                {known(&person.last_name)}
                {person.is_self.then(|| view! { " " <span class="chip accent">{t.you}</span> })}
            </th>
            <td role="cell" data-label=t.first_name>
                {known(&person.first_name)}
            </td>
            <td role="cell" class="address" data-label=t.email>
                {person.email.clone()}
            </td>
            <td role="cell" class="num" data-label=t.identifier>
                {person.identifier.clone()}
            </td>
            <td role="cell" class="act">
                <a
                    class="button icon-only"
                    id=editor(person.id)
                    href=returning(&paths::user(person.id), here)
                    aria-label=(t.edit_row)(&name)
                    title=t.edit
                >
                    <Icon of=IconName::Pencil/>
                </a>
            </td>
            <td role="cell" class="act">{removal(person, &name, here)}</td>
        </tr>
    }
}

/// What asks whether a person is to be removed; nobody removes themselves, nor whom they only look at.
fn removal(person: &ListedPerson, name: &str, here: &str) -> AnyView {
    let t = use_texts().management();
    if person.is_self {
        return view! { <span class="vh">{t.not_yourself}</span> }.into_any();
    }

    person
        .may_change
        .then(|| {
            view! {
                <a
                    class="button icon-only danger"
                    id=opener(person.id)
                    href=with_parameter(here, REMOVAL, &person.id.to_string())
                    data-noscroll=""
                    aria-label=(t.remove_row)(name)
                    title=t.remove
                >
                    <Icon of=IconName::Trash/>
                </a>
            }
        })
        .into_any()
}

/// Those behind the people of the page.
#[derive(Clone, Copy)]
struct Behind {
    /// Those who have been added to them.
    added: RwSignal<Vec<ListedPerson>>,
    /// Where the others begin.
    next: RwSignal<Option<String>>,
    /// How many there were behind the page, where that is known.
    were: Option<u64>,
    pending: RwSignal<bool>,
    failure: RwSignal<Option<ApiError>>,
}

impl Behind {
    fn new(page: &PeoplePage) -> Self {
        let before = page.offset.map(|offset| offset + page.people.len() as u64);
        let were = match (page.total, before) {
            (Some(Count::Exactly(total)), Some(before)) => total.checked_sub(before),
            _ => None,
        };

        Self {
            added: RwSignal::new(Vec::new()),
            next: RwSignal::new(page.next.clone()),
            were,
            pending: RwSignal::new(false),
            failure: RwSignal::new(None),
        }
    }

    /// How many are not shown, where that is known.
    fn left(self) -> Option<u64> {
        self.were?.checked_sub(self.added.read().len() as u64)
    }

    /// Adds some to the table, and moves the focus to the first of them.
    fn fetch(self, request: PeopleRequest) {
        self.pending.set(true);
        self.failure.set(None);
        leptos::task::spawn_local(async move {
            let page = list_people(request.page, request.by).await;
            // The page may have been left meanwhile, and its signals with it.
            if self.pending.try_set(false).is_some() {
                return;
            }
            match page {
                Ok(page) => self.add(page),
                Err(error) => self.failure.set(Some(error)),
            }
        });
    }

    fn add(self, page: PeoplePage) {
        let first = page.people.first().map(|person| editor(person.id));
        self.added.update(|added| added.extend(page.people));
        self.next.set(page.next);
        request_animation_frame(move || first.iter().for_each(|first| focus(first)));
    }
}

/// The `id` of the link that edits a person.
fn editor(assignment: AssignmentId) -> String {
    format!("edit-{assignment}")
}

/// *Voir plus*.
#[component]
fn More(behind: Behind, request: PeopleRequest) -> impl IntoView {
    let t = use_texts().management();
    let request = StoredValue::new(request);
    let link = move |cursor: String| {
        let next = request.get_value().continued(cursor);
        let href = next.address();
        let add = move |event: MouseEvent| {
            // Whoever wants another tab gets a page.
            if event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
                return;
            }
            event.prevent_default();
            if !behind.pending.get_untracked() {
                behind.fetch(next.clone());
            }
        };

        view! {
            <a
                class="button small"
                href=href
                rel="external"
                aria-busy=move || behind.pending.get().then_some("true")
                on:click=add
            >
                <Icon of=IconName::Down/>
                {t.more}
                {move || behind.left().map(|left| view! { " " <span class="faint">{(t.others)(left)}</span> })}
            </a>
        }
    };

    view! {
        {move || behind.next.get().map(link)}
        <span class="vh" role="status">
            {move || {
                let added = behind.added.read().len() as u64;
                (added > 0).then(|| (t.added)(added))
            }}
        </span>
        {move || behind.failure.get().map(|error| view! { <ErrorCallout error/> })}
    }
}

/// The question before a removal, when the address asks for it.
#[component]
fn AskedRemoval(
    asked: Memo<Option<AssignmentId>>,
    people: Vec<ListedPerson>,
    behind: Behind,
    changes: Changes,
    here: String,
) -> impl IntoView {
    return_focus(asked);

    move || {
        let asked = asked.get()?;
        let added = behind.added.read_untracked();
        let person = people.iter().chain(added.iter()).find(|person| person.id == asked)?.clone();
        let may_be_removed = person.may_change && !person.is_self;
        may_be_removed.then(|| view! { <PersonRemoval person changes here=here.clone()/> })
    }
}
