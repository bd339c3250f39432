use super::api::read_journal;
use super::query::{self, about, export_address, page_address};
use super::texts::JournalTexts;
use crate::components::{
    Breadcrumbs, EmptyState, ErrorCallout, GetForm, Page, PageHeader, Pagination, PeopleMeant, Skeleton,
    after_load,
};
use crate::i18n::{date_and_time, number, use_texts};
use crate::icons::{Icon, IconName};
use domain::journal::{
    Action, JournalActor, JournalFilter, JournalPage as Listed, JournalPerson, JournalRequest, JournalRow,
    JournalSubject,
};
use domain::paths;
use domain::users::Count;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Who did what to whom, when, and from where.
#[component]
pub fn JournalPage() -> impl IntoView {
    let texts = use_texts();
    let t = texts.journal();
    let search = use_location().search;
    let request = Memo::new(move |_| query::from_query(&search.read()));
    let page = Resource::new(move || request.get(), read_journal);
    let breadcrumbs = move || {
        let path = vec![(texts.layout().my_client_space.to_owned(), paths::USERS.to_owned())];
        view! { <Breadcrumbs path here=t.title/> }
    };

    view! {
        <Page title=t.title>
            <PageHeader title=t.title lede=t.lede breadcrumbs=breadcrumbs>
                <a
                    class="button"
                    href=move || export_address(&request.read().filter)
                    rel="external"
                    download="journal.csv"
                >
                    <Icon of=IconName::Download/>
                    {t.export}
                </a>
            </PageHeader>
            {move || view! { <Search filter=request.get().filter/> }}
            <Transition fallback=|| view! { <Skeleton/> }>
                {after_load(move || {
                    let request = request.get();
                    async move {
                        match page.await {
                            Ok(listed) => view! { <Found listed request/> }.into_any(),
                            Err(error) => view! { <ErrorCallout error/> }.into_any(),
                        }
                    }
                })}
            </Transition>
        </Page>
    }
}

/// A form that asks for an address of the journal.
#[component]
fn Search(filter: JournalFilter) -> impl IntoView {
    let t = use_texts().journal();
    let is_narrowed = filter != JournalFilter::default();
    let JournalFilter { person, action, from, to } = filter;
    let day = |id: &'static str, name: &'static str, label: &'static str, value: Option<_>| {
        view! {
            <div class="field">
                <label for=id>{label}</label>
                <input
                    class="input"
                    id=id
                    name=name
                    type="date"
                    value=value.map(|day: domain::end_date::EndDate| day.to_string())
                />
            </div>
        }
    };

    view! {
        <search>
            <GetForm action=paths::JOURNAL class="searchbar tracking">
                <fieldset>
                    <legend>{t.filter_by}</legend>
                    <div class="field wide">
                        <label for="f-personne">{t.person}</label>
                        <input
                            class="input"
                            id="f-personne"
                            name=query::PERSON
                            type="search"
                            autocomplete="off"
                            spellcheck="false"
                            placeholder=t.person_example
                            value=person
                        />
                    </div>
                    <ActionSelect chosen=action/>
                    {day("f-du", query::FROM, t.from, from)}
                    {day("f-au", query::TO, t.to, to)}
                    <div class="go">
                        <button class="button primary" type="submit">
                            {t.filter}
                        </button>
                    </div>
                </fieldset>
                {is_narrowed
                    .then(|| {
                        view! {
                            <p class="applied">
                                <a href=paths::JOURNAL>{t.clear}</a>
                            </p>
                        }
                    })}
            </GetForm>
        </search>
    }
}

#[component]
fn ActionSelect(#[prop(optional_no_strip)] chosen: Option<Action>) -> impl IntoView {
    let t = use_texts().journal();
    view! {
        <div class="field wide">
            <label for="f-action">{t.action}</label>
            <select class="input" id="f-action" name=query::ACTION>
                <option value="">{t.any_action}</option>
                {Action::ALL
                    .iter()
                    .map(|action| {
                        view! {
                            <option value=action.code() selected=chosen == Some(*action)>
                                {t.action(Some(*action))}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </div>
    }
}

#[component]
fn Found(listed: Listed, request: JournalRequest) -> impl IntoView {
    let t = use_texts().journal();
    if let Some(people) = listed.meant.clone().filter(|people| !people.is_empty()) {
        let link = move |email: &str| {
            let filter = JournalFilter { person: Some(email.to_owned()), ..request.filter.clone() };
            page_address(&JournalRequest { filter, cursor: None })
        };
        return view! { <PeopleMeant people link/> }.into_any();
    }

    if listed.rows.is_empty() {
        let (title, text) = match (listed.meant, request.filter == JournalFilter::default()) {
            (Some(_), _) => (t.unknown_person, t.unknown_person_why),
            (None, true) => (t.empty, t.empty_why),
            (None, false) => (t.no_result, t.no_result_why),
        };
        return view! {
            <div role="status">
                <EmptyState title text>
                    <a class="button" href=paths::JOURNAL>
                        {t.clear}
                    </a>
                </EmptyState>
            </div>
        }
        .into_any();
    }

    let Listed { rows, count, previous, next, .. } = listed;
    let narrowed = (request.filter != JournalFilter::default()).then(|| narrowed_to(t, &request.filter));
    view! {
        {narrowed.map(|words| view! { <p class="printed">{words}</p> })}
        <Entries rows/>
        <Pages count previous next request/>
    }
    .into_any()
}

/// What the page is narrowed to, in words: on paper there is no form.
fn narrowed_to(t: &JournalTexts, filter: &JournalFilter) -> String {
    let JournalFilter { person, action, from, to } = filter;
    [
        person.clone().map(|person| (t.person, person)),
        action.map(|action| (t.action, t.action(Some(action)).to_owned())),
        from.map(|day| (t.from, day.shown())),
        to.map(|day| (t.to, day.shown())),
    ]
    .into_iter()
    .flatten()
    .map(|(label, value)| format!("{label}\u{a0}: {value}"))
    .collect::<Vec<_>>()
    .join(", ")
}

#[component]
fn Entries(rows: Vec<JournalRow>) -> impl IntoView {
    let t = use_texts().journal();
    let columns = [t.when, t.who, t.what, t.whom, t.network];
    view! {
        <div class="table-scroll" role="group" aria-label=t.title tabindex="0">
            <table class="table stackable tracking" role="table">
                <caption class="vh">{t.title}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {columns.map(|name| view! { <th role="columnheader" scope="col">{name}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows.into_iter().map(entry).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn entry(row: JournalRow) -> impl IntoView {
    let texts = use_texts();
    let t = texts.journal();
    view! {
        <tr role="row">
            <td role="cell" class="moment" data-label=t.when>
                {date_and_time(texts.locale, row.at)}
            </td>
            <td role="cell" data-label=t.who>
                <Actor by=row.by/>
            </td>
            <th role="rowheader" scope="row" class="main">
                {t.action(row.action)}
            </th>
            <td role="cell" data-label=t.whom>
                <Subject of=row.subject/>
            </td>
            <td role="cell" class="code" data-label=t.network>
                {row.network.unwrap_or_else(|| "–".to_owned())}
            </td>
        </tr>
    }
}

#[component]
fn Actor(by: JournalActor) -> impl IntoView {
    let t = use_texts().journal();
    match t.actor(&by) {
        Ok(words) => view! { <span class="soft">{words}</span> }.into_any(),
        Err(person) => view! { <Person person=person.clone()/> }.into_any(),
    }
}

#[component]
fn Subject(of: JournalSubject) -> impl IntoView {
    let t = use_texts().journal();
    match of {
        JournalSubject::People(named, all) => view! { <People named all/> }.into_any(),
        JournalSubject::Address { from, to } => t.address(&from, &to).into_any(),
        JournalSubject::Named(name) => name.into_any(),
        JournalSubject::Import(id, file) => view! { <a href=paths::import(id)>{file}</a> }.into_any(),
        JournalSubject::Bulk(id, action, target) => {
            let what = use_texts().bulk().done(action, target.as_deref());
            view! { <a href=paths::bulk(id)>{what}</a> }.into_any()
        }
        JournalSubject::Nothing => "–".into_any(),
    }
}

/// Those whom something was done to, and how many more there are.
#[component]
fn People(named: Vec<JournalPerson>, all: u64) -> impl IntoView {
    let t = use_texts().journal();
    let more = all.saturating_sub(named.len() as u64);
    let words = if named.is_empty() { t.gone_people } else { t.others };
    view! {
        <ul>
            {named.into_iter().map(|person| view! { <li><Person person/></li> }).collect_view()}
            {(more > 0).then(|| view! { <li class="soft">{words(more)}</li> })}
        </ul>
    }
}

/// A person, with the way to all that concerns them.
#[component]
fn Person(person: JournalPerson) -> impl IntoView {
    let t = use_texts().journal();
    let JournalPerson { email, name } = person;
    view! {
        <a href=about(&email) title=(t.about)(&email)>
            {email.clone()}
        </a>
        {(!name.is_empty()).then(|| view! { " " <span class="soft">{name}</span> })}
    }
}

#[component]
fn Pages(
    count: Count,
    #[prop(optional_no_strip)] previous: Option<String>,
    #[prop(optional_no_strip)] next: Option<String>,
    request: JournalRequest,
) -> impl IntoView {
    let texts = use_texts();
    let t = texts.journal();
    let at = |cursor: Option<String>| page_address(&JournalRequest { cursor, ..request.clone() });
    let words = match count {
        Count::Exactly(count) => (t.found)(count),
        Count::MoreThan(count) => (t.more_than)(&number(texts.locale, count)),
    };

    view! {
        <Pagination
            label=t.pages
            first=previous.as_ref().map(|_| at(None))
            previous=previous.map(|cursor| at(Some(cursor)))
            next=next.map(|cursor| at(Some(cursor)))
        >
            <span>{words}</span>
        </Pagination>
    }
}
