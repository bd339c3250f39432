use super::api::{LOOK, OperatorBeginLook, OperatorEndLook, key};
use super::gate::{Way, operated};
use crate::api::{ApiError, FlashForm, failed, take_flash_form};
use crate::components::{Callout, EmptyState, Page, PageHeader, Pagination, Submit, TextField};
use crate::i18n::{number, use_texts};
use crate::users::query::{self, address};
use backend::customers::{self, CustomerDetails, Look};
use backend::users::{self, ListError};
use domain::ids::CustomerId;
use domain::names::NameError;
use domain::paths;
use domain::users::{Count, Filter, Grouping, Page as Listed, PageRequest, PersonRow, SortKey};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::{use_location, use_params_map};

/// A customer's people, to whoever has given a reason; the form that asks for one, to others.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let customer = use_params_map().get_untracked().get("customer").unwrap_or_default();
    let request = asked(&use_location().search.get_untracked());

    operated(move |operator, services| {
        let (customer, request) = (key(&customer), request.clone());
        async move {
            let customer = customer?;
            let found = customers::find(&services, &operator, customer).await.map_err(failed)?;
            let details = found.ok_or(ApiError::NotFound)?;
            let content = match customers::look(&services, &operator, customer).await.map_err(failed)? {
                None => {
                    let kept = take_flash_form::<String, NameError>(LOOK).await;
                    view! { <ReasonForm customer kept/> }.into_any()
                }
                Some(look) => {
                    let listed = users::list_people(&services, &look.scope, &request).await;
                    let listed = listed.map_err(|error| match error {
                        ListError::Cursor => ApiError::BadRequest,
                        ListError::Database(failure) => failed(failure),
                    })?;
                    view! { <Looking customer look listed request/> }.into_any()
                }
            };
            Ok(view! { <Frame details content/> }.into_any())
        }
    })
}

/// What an address asks for: people by their addresses, since those have an index.
fn asked(search: &str) -> PageRequest {
    let PageRequest { filter, cursor, .. } = query::from_query(search);
    let filter = Filter { user: filter.user, ..Filter::default() };
    PageRequest { filter, grouping: Grouping::Person, sort: SortKey::User, cursor, ..PageRequest::default() }
}

#[component]
fn Frame(details: CustomerDetails, content: AnyView) -> impl IntoView {
    let t = use_texts().operator();
    let customer = (details.name.clone(), paths::customer(details.id));
    let way = move || view! { <Way between=customer.clone() here=t.customer.people/> };
    let title = (t.look.title)(&details.name);

    view! {
        <Page title=title.clone()>
            <PageHeader title=title breadcrumbs=way/>
            {content}
        </Page>
    }
}

#[component]
fn ReasonForm(
    customer: CustomerId,
    #[prop(optional_no_strip)] kept: Option<FlashForm<String, NameError>>,
) -> impl IntoView {
    let t = use_texts().operator();
    let (typed, problem) = kept.map(|kept| (kept.input, kept.error)).unzip();
    let error = problem.map(|problem| match problem {
        NameError::Empty => t.look.no_reason.to_owned(),
        NameError::Link => t.look.no_address.to_owned(),
        problem => (t.name_error)(problem),
    });

    view! {
        <p>{t.look.why}</p>
        <form class="one-line" method="post" action=OperatorBeginLook::url() novalidate>
            <input type="hidden" name="customer" value=customer.to_string()/>
            <TextField
                name="reason"
                label=t.look.reason
                hint=t.look.reason_hint.to_owned()
                value=typed.unwrap_or_default()
                autocomplete="off"
                required=true
                error=MaybeProp::from(error)
            />
            <Submit label=t.look.begin/>
        </form>
    }
}

/// The people, for as long as the look lasts.
#[component]
fn Looking(
    customer: CustomerId,
    look: Look,
    listed: Listed<Vec<PersonRow>>,
    request: PageRequest,
) -> impl IntoView {
    let t = use_texts().operator();
    let (hour, minute) = (look.until.hour, look.until.minute);
    let until = (t.look.until)(&format!("{hour:02}:{minute:02}"), &look.reason);

    view! {
        <Callout>
            <p>{until}</p>
            <form class="acts" method="post" action=OperatorEndLook::url()>
                <input type="hidden" name="customer" value=customer.to_string()/>
                <Submit label=t.look.end class="small"/>
            </form>
        </Callout>
        <Search customer sought=request.filter.user.clone()/>
        <People customer listed request/>
    }
}

#[component]
fn Search(customer: CustomerId, #[prop(optional_no_strip)] sought: Option<String>) -> impl IntoView {
    let t = use_texts().operator();
    view! {
        <search>
            <form method="get" action=paths::customer_people(customer) class="one-line">
                <div class="field">
                    <label for="f-person">{t.look.sought}</label>
                    <input
                        class="input"
                        id="f-person"
                        name=query::USER
                        type="search"
                        autocomplete="off"
                        spellcheck="false"
                        value=sought
                    />
                </div>
                <button class="button" type="submit">
                    {t.search}
                </button>
            </form>
        </search>
    }
}

#[component]
fn People(customer: CustomerId, listed: Listed<Vec<PersonRow>>, request: PageRequest) -> impl IntoView {
    let texts = use_texts();
    let t = texts.operator();
    let Listed { rows, people, first, previous, next, .. } = listed;
    if rows.is_empty() {
        return view! { <EmptyState title=t.look.none text=t.look.none_why/> }.into_any();
    }

    let here = paths::customer_people(customer);
    let to = |cursor: String| {
        let sought = request.filter.user.clone().map(|sought| (query::USER, sought));
        let cursor = (!cursor.is_empty()).then_some((query::PAGE, cursor));
        address(&here, &sought.into_iter().chain(cursor).collect::<Vec<_>>())
    };
    let total = people.map(|people| match people {
        Count::Exactly(people) => (t.look.total)(people),
        Count::MoreThan(people) => (t.look.more_than)(people),
    });

    view! {
        <table class="table stackable" role="table">
            <caption class="vh">{t.customer.people}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t.look.email}</th>
                    <th role="columnheader" scope="col">{t.look.name}</th>
                    <th role="columnheader" scope="col">{t.look.identifier}</th>
                    <th role="columnheader" scope="col">{t.look.accesses}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.iter().filter_map(row).collect_view()}</tbody>
        </table>
        <Pagination label=t.pages first=first.map(to) previous=previous.map(to) next=next.map(to)>
            <p>{total}</p>
        </Pagination>
    }
    .into_any()
}

fn row(person: &PersonRow) -> Option<impl IntoView + use<>> {
    let texts = use_texts();
    let t = texts.operator();
    let first = person.assignments.first()?;
    let name = format!("{} {}", first.first_name, first.last_name).trim().to_owned();

    Some(view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="main">
                {first.email.clone()}
            </th>
            <td role="cell" data-label=t.look.name>
                {name}
            </td>
            <td role="cell" class="num" data-label=t.look.identifier>
                {person.identifier.clone()}
            </td>
            <td role="cell" class="num" data-label=t.look.accesses>
                {number(texts.locale, person.count)}
            </td>
        </tr>
    })
}
