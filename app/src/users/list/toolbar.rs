use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::session::{Administers, use_administers};
use crate::users::api::SetColumns;
use crate::users::columns::{Columns, ColumnsMenu};
use crate::users::density::DensitySwitch;
use crate::users::query::{grouped_by, list_address, narrowed_to};
use domain::paths;
use domain::users::{Count, Filter, Grouping, PageRequest};
use leptos::prelude::*;

/// How many there are, what a row is, and how closely they stand.
#[component]
pub fn Toolbar(
    /// How many assignments match.
    assignments: Count,
    /// How many people they are of, where that is counted.
    #[prop(optional_no_strip)]
    people: Option<Count>,
    /// How many people's last mail failed.
    mails_failed: u64,
    /// How many assignments end soon.
    ending_soon: Count,
    request: PageRequest,
    columns: Columns,
    set_columns: ServerAction<SetColumns>,
    /// The menu of views.
    children: Children,
) -> impl IntoView {
    let t = &use_texts().users().list;
    let removed = use_texts().removed_users().title;
    let (total, beside) = match (request.grouping, people) {
        (Grouping::Person, Some(people)) => ((t.people)(people), Some((t.with_assignments)(assignments))),
        (_, people) => ((t.assignments)(assignments), people.map(t.for_people)),
    };
    let by_assignment = request.grouping == Grouping::Assignment;
    let ending = narrowed_to(Filter { ends_soon: true, ..Filter::default() });
    let failed = narrowed_to(Filter { mail_failed: true, ..Filter::default() });

    view! {
        <div class="toolbar">
            <p class="total" role="status">
                <b>{total}</b>
                {beside.map(|beside| view! { " " <span class="soft">{beside}</span> })}
            </p>
            {(mails_failed > 0)
                .then(|| {
                    view! {
                        <span class="status failed">
                            <Icon of=IconName::MailRefused/>
                            <a href=failed>{(t.mails_failed)(mails_failed)}</a>
                        </span>
                    }
                })}
            {(ending_soon != Count::Exactly(0))
                .then(|| {
                    view! {
                        <span class="status ends">
                            <Icon of=IconName::Clock/>
                            <a href=ending>{(t.ending_soon)(ending_soon)}</a>
                        </span>
                    }
                })}
            {(use_administers() != Administers::Nothing)
                .then(|| view! { <a class="soft" href=paths::REMOVED_USERS>{removed}</a> })}
            <div class="tools">
                <GroupingSwitch request/>
                <DensitySwitch/>
                {children()}
                {by_assignment.then(|| view! { <ColumnsMenu columns remember=set_columns/> })}
            </div>
        </div>
    }
}

/// Links to the same list by assignment and by person.
#[component]
fn GroupingSwitch(request: PageRequest) -> impl IntoView {
    let t = &use_texts().users().list;
    let link = move |grouping: Grouping, name: &'static str| {
        let href = list_address(&grouped_by(&request, grouping));
        let current = (grouping == request.grouping).then_some("true");
        view! {
            <a class="button small" href=href aria-current=current data-noscroll="">
                {name}
            </a>
        }
    };

    view! {
        <div class="button-group" role="group" aria-label=t.grouping>
            {link(Grouping::Assignment, t.by_assignment)}
            {link(Grouping::Person, t.by_person)}
        </div>
    }
}
