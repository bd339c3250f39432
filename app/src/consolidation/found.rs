use super::table::WayInto;
use crate::components::{EmptyState, Status};
use crate::i18n::use_texts;
use domain::consolidation::{FoundPeople, FoundPerson};
use domain::paths;
use leptos::prelude::*;

/// Whom the search found, with the way to each.
#[component]
pub fn People(people: FoundPeople) -> impl IntoView {
    let t = use_texts().consolidation();
    let FoundPeople { people, more } = people;
    let count = people.len() as u64;
    let table = if people.is_empty() {
        view! { <EmptyState title=t.nobody text=t.nobody_why/> }.into_any()
    } else {
        view! { <Table people/> }.into_any()
    };

    view! {
        <section class="section" aria-labelledby="h-people">
            <header>
                <h2 id="h-people">{t.people}</h2>
                <span class="count" role="status">
                    {(t.people_found)(count, more)}
                </span>
            </header>
            {table}
        </section>
    }
}

#[component]
fn Table(people: Vec<FoundPerson>) -> impl IntoView {
    let t = use_texts().consolidation();
    let heads = [t.person, t.address, t.identifier, t.customer, t.state];
    view! {
        <div class="table-scroll" role="group" aria-labelledby="h-people" tabindex="0">
            <table class="table stackable consolidated" role="table" aria-labelledby="h-people">
                <thead role="rowgroup">
                    <tr role="row">
                        {heads
                            .map(|name| view! { <th role="columnheader" scope="col">{name}</th> })
                            .into_iter()
                            .collect_view()}
                    </tr>
                </thead>
                <tbody role="rowgroup">{people.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(person: FoundPerson) -> impl IntoView {
    let t = use_texts().consolidation();
    let name = match format!("{} {}", person.first_name, person.last_name).trim() {
        "" => person.email.clone(),
        name => name.to_owned(),
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="main">
                <WayInto
                    customer=person.customer
                    to=paths::user(person.assignment)
                    says=(t.open_person)(&name, &person.customer_name)
                    name
                />
            </th>
            <td role="cell" class="address" data-label=t.address>
                {person.email}
            </td>
            <td role="cell" class="num" data-label=t.identifier>
                {person.identifier}
            </td>
            <td role="cell" data-label=t.customer>
                {person.customer_name}
                " "
                <span class="code">{person.contract}</span>
            </td>
            <td role="cell" data-label=t.state>
                <Status status=person.status/>
            </td>
        </tr>
    }
}
