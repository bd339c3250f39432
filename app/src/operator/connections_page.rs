use super::api::{OperatorReleaseAccount, OperatorReleaseNetwork};
use super::flash::{self, Flash};
use super::gate::{Done, operated};
use crate::api::failed;
use crate::components::{Dialog, Page, PageHeader, Submit};
use crate::i18n::{date_and_time, number, use_texts};
use crate::users::query::address;
use backend::access::{self, Connections, Waiting, WaitingNetwork, WaitingPerson};
use domain::end_date::EndDate;
use domain::paths;
use domain::time::LocalTime;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// What the address asks to be heard again.
#[derive(Clone)]
struct Asked {
    network: Option<String>,
    account: Option<String>,
}

/// Refused sign-ins, who waits after them, and lifting a wait.
#[component]
pub fn ConnectionsPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let asked =
        Asked { network: query.get(paths::RELEASED_NETWORK), account: query.get(paths::RELEASED_ACCOUNT) };

    operated(move |operator, services| {
        let asked = asked.clone();
        async move {
            let found = access::connections(&services, &operator).await.map_err(failed)?;
            let done = flash::latest().await;
            Ok(view! { <Content found asked done/> }.into_any())
        }
    })
}

#[component]
fn Content(
    found: Connections,
    asked: Asked,
    #[prop(optional_no_strip)] done: Option<Flash>,
) -> impl IntoView {
    let texts = use_texts();
    let t = &texts.operator().connections;
    let Connections { days, hours, waiting } = found;
    let question = question(&waiting, &asked);
    let Waiting { networks, all_networks, people, all_people, others } = waiting;
    let others = (others > 0).then(|| view! { <p>{(t.others)(others)}</p> });

    view! {
        <Page title=texts.pages().connections>
            <PageHeader title=texts.pages().connections lede=t.lede/>
            <Done flash=done/>
            <section class="section" aria-labelledby="h-networks">
                <header>
                    <h2 id="h-networks">{t.networks}</h2>
                </header>
                <Networks networks all=all_networks/>
            </section>
            <section class="section" aria-labelledby="h-people">
                <header>
                    <h2 id="h-people">{t.people}</h2>
                </header>
                <People people all=all_people/>
                {others}
            </section>
            <Refused days hours/>
            {question}
        </Page>
    }
}

/// The question before somebody is heard again, who still waits.
fn question(waiting: &Waiting, asked: &Asked) -> Option<AnyView> {
    let t = &use_texts().operator().connections;
    let network = asked.network.as_ref();
    let network = network.and_then(|name| waiting.networks.iter().find(|of| of.network == *name));
    if let Some(WaitingNetwork { network, addresses, .. }) = network {
        let consequence = (t.network_consequence)(*addresses);
        let action = OperatorReleaseNetwork::url();
        let title = (t.network_question)(network);
        return Some(
            view! { <Question title consequence action field="network" value=network.clone()/> }.into_any(),
        );
    }

    let account = asked.account.as_ref()?;
    let WaitingPerson { identifier, .. } = waiting.people.iter().find(|of| of.identifier == *account)?;
    let consequence = t.account_consequence.to_owned();
    let (title, action) = ((t.account_question)(identifier), OperatorReleaseAccount::url());
    Some(view! { <Question title consequence action field="account" value=identifier.clone()/> }.into_any())
}

#[component]
fn Question(
    title: String,
    consequence: String,
    action: &'static str,
    /// The name of what is sent.
    field: &'static str,
    value: String,
) -> impl IntoView {
    let t = &use_texts().operator().connections;

    view! {
        <Dialog title=title id="lever" danger=true close=paths::CONNECTIONS>
            <p>{consequence}</p>
            <form method="post" action=action>
                <input type="hidden" name=field value=value/>
                <footer>
                    <a class="button" href=paths::CONNECTIONS autofocus>
                        {t.keep}
                    </a>
                    <Submit label=t.confirm class="danger solid"/>
                </footer>
            </form>
        </Dialog>
    }
}

#[component]
fn Networks(networks: Vec<WaitingNetwork>, all: u64) -> impl IntoView {
    let texts = use_texts();
    let t = &texts.operator().connections;
    let listed = networks.len();
    let row = move |of: WaitingNetwork| {
        let ask = address(paths::CONNECTIONS, &[(paths::RELEASED_NETWORK, of.network.clone())]);
        let addresses = number(texts.locale, of.addresses);
        view! { <Row name=of.network addresses attempts=of.attempts until=of.until ask/> }
    };

    view! {
        <Table caption=t.networks name=t.network addresses=true listed all>
            {networks.into_iter().map(row).collect_view()}
        </Table>
    }
}

#[component]
fn People(people: Vec<WaitingPerson>, all: u64) -> impl IntoView {
    let t = &use_texts().operator().connections;
    let listed = people.len();
    let row = |of: WaitingPerson| {
        let ask = address(paths::CONNECTIONS, &[(paths::RELEASED_ACCOUNT, of.identifier.clone())]);
        view! { <Row name=of.identifier attempts=of.attempts until=of.until ask/> }
    };

    view! {
        <Table caption=t.people name=t.identifier listed all>
            {people.into_iter().map(row).collect_view()}
        </Table>
    }
}

/// Those who wait; the children are its rows.
#[component]
fn Table(
    caption: &'static str,
    /// What stands over those who wait.
    name: &'static str,
    /// Whether there is a column of addresses.
    #[prop(optional)]
    addresses: bool,
    listed: usize,
    /// How many there are, listed or not.
    all: u64,
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    let t = &texts.operator().connections;
    let shown = u64::try_from(listed).unwrap_or(u64::MAX);
    if shown == 0 {
        return view! { <p>{t.nobody}</p> }.into_any();
    }

    let count = |count| number(texts.locale, count);
    let of_all = (shown < all).then(|| view! { <p>{(t.of_all)(&count(shown), &count(all))}</p> });
    view! {
        {of_all}
        <table class="table stackable" role="table">
            <caption class="vh">{caption}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{name}</th>
                    {addresses.then(|| view! { <th role="columnheader" scope="col">{t.addresses}</th> })}
                    <th role="columnheader" scope="col">{t.attempts}</th>
                    <th role="columnheader" scope="col">{t.until}</th>
                    <th role="columnheader" scope="col" class="act">
                        <span class="vh">{t.act}</span>
                    </th>
                </tr>
            </thead>
            <tbody role="rowgroup">{children()}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Row(
    name: String,
    #[prop(optional, into)] addresses: Option<String>,
    attempts: u64,
    until: LocalTime,
    /// Where the question is.
    ask: String,
) -> impl IntoView {
    let texts = use_texts();
    let t = &texts.operator().connections;
    let label = (t.release_named)(&name);
    let addresses =
        addresses.map(|count| view! { <td role="cell" class="num" data-label=t.addresses>{count}</td> });

    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="main">
                {name}
            </th>
            {addresses}
            <td role="cell" class="num" data-label=t.attempts>
                {number(texts.locale, attempts)}
            </td>
            <td role="cell" data-label=t.until>
                {date_and_time(texts.locale, until)}
            </td>
            <td role="cell" class="act">
                <a class="button small" href=ask aria-label=label>
                    {t.release}
                </a>
            </td>
        </tr>
    }
}

/// How many were refused, by day and by hour.
#[component]
fn Refused(days: Vec<(EndDate, u64)>, hours: Vec<(LocalTime, u64)>) -> impl IntoView {
    let texts = use_texts();
    let t = &texts.operator().connections;
    let days = days.into_iter().map(|(day, refused)| (day.shown(), refused)).collect();
    let hours: Vec<_> =
        hours.into_iter().map(|(at, refused)| (date_and_time(texts.locale, at), refused)).collect();
    let by_hour = if hours.is_empty() {
        view! { <p>{t.no_hour}</p> }.into_any()
    } else {
        view! { <Counts caption=t.by_hour when=t.hour rows=hours/> }.into_any()
    };

    view! {
        <section class="section" aria-labelledby="h-refused">
            <header>
                <h2 id="h-refused">{t.refused}</h2>
            </header>
            <p>{t.refused_why}</p>
            <h3>{t.by_day}</h3>
            <Counts caption=t.by_day when=t.day rows=days/>
            <h3>{t.by_hour}</h3>
            {by_hour}
        </section>
    }
}

#[component]
fn Counts(caption: &'static str, when: &'static str, rows: Vec<(String, u64)>) -> impl IntoView {
    let texts = use_texts();
    let t = &texts.operator().connections;
    let row = |(when, count): (String, u64)| {
        view! {
            <tr>
                <th scope="row" class="main">
                    {when}
                </th>
                <td class="num">{number(texts.locale, count)}</td>
            </tr>
        }
    };

    view! {
        <table class="table">
            <caption class="vh">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{when}</th>
                    <th scope="col" class="num">
                        {t.count}
                    </th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
