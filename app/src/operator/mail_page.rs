use super::api::{OperatorPauseDomain, OperatorResumeDomain, OperatorSendTrial, PAUSE, TRIAL};
use super::flash::{self, Flash};
use super::gate::{Done, operated};
use crate::api::{FlashForm, failed, take_flash_form};
use crate::components::{EmptyState, Page, PageHeader, Submit, TextField};
use crate::i18n::{date, number, use_texts};
use crate::users::query::address;
use backend::mail::{self, DomainPage, DomainRow, DomainsAsked};
use domain::address::AddressError;
use domain::paths;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// The parameters of the page.
const SOUGHT: &str = "recherche";
const AFTER: &str = "apres";
const TROUBLED: &str = "etat";
/// The value of the last for domains with mails that wait or were refused.
const IN_TROUBLE: &str = "en-difficulte";

/// What a refused form held.
type Kept = Option<FlashForm<String, AddressError>>;

/// Mails by receiving domain, pausing a domain, and sending a trial.
#[component]
pub fn MailDomainsPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let asked = DomainsAsked {
        sought: query.get(SOUGHT).unwrap_or_default(),
        only_troubled: query.get(TROUBLED).is_some(),
        after: query.get(AFTER),
    };

    operated(move |operator, services| {
        let asked = asked.clone();
        async move {
            let paused = mail::paused_domains(&services, &operator).await.map_err(failed)?;
            let listed = mail::domains(&services, &operator, &asked).await.map_err(failed)?;
            let kept = (take_flash_form(PAUSE).await, take_flash_form(TRIAL).await);
            let done = flash::latest().await;
            Ok(view! { <Content paused listed asked kept done/> }.into_any())
        }
    })
}

#[component]
fn Content(
    paused: Vec<DomainRow>,
    listed: DomainPage,
    asked: DomainsAsked,
    kept: (Kept, Kept),
    #[prop(optional_no_strip)] done: Option<Flash>,
) -> impl IntoView {
    let texts = use_texts();
    let t = texts.operator();
    let (pause, trial) = kept;

    view! {
        <Page title=texts.pages().mail_domains>
            <PageHeader title=texts.pages().mail_domains lede=t.mail.lede/>
            <Done flash=done/>
            {(!paused.is_empty())
                .then(|| {
                    view! {
                        <section class="section" aria-labelledby="h-paused">
                            <header>
                                <h2 id="h-paused">{t.mail.paused_title}</h2>
                            </header>
                            <Table caption=t.mail.paused_title rows=paused/>
                        </section>
                    }
                })}
            <Filters asked=asked.clone()/>
            <Found listed asked/>
            <Pause kept=pause/>
            <TrialForm kept=trial/>
        </Page>
    }
}

fn page_address(asked: &DomainsAsked) -> String {
    let pairs = [
        (SOUGHT, (!asked.sought.is_empty()).then(|| asked.sought.clone())),
        (TROUBLED, asked.only_troubled.then(|| IN_TROUBLE.to_owned())),
        (AFTER, asked.after.clone()),
    ];
    let pairs: Vec<_> = pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    address(paths::MAIL_DOMAINS, &pairs)
}

#[component]
fn Filters(asked: DomainsAsked) -> impl IntoView {
    let t = use_texts().operator();
    let tab = |only_troubled: bool, name: &'static str| {
        let href = page_address(&DomainsAsked { only_troubled, after: None, ..asked.clone() });
        let current = (asked.only_troubled == only_troubled).then_some("page");
        view! {
            <a href=href aria-current=current>
                {name}
            </a>
        }
    };

    view! {
        <nav class="filters" aria-label=t.mail.states>
            {tab(false, t.mail.all)} {tab(true, t.mail.troubled)}
        </nav>
        <search>
            <form method="get" action=paths::MAIL_DOMAINS class="one-line">
                {asked
                    .only_troubled
                    .then(|| view! { <input type="hidden" name=TROUBLED value=IN_TROUBLE/> })}
                <div class="field">
                    <label for="f-domaine">{t.mail.sought}</label>
                    <input
                        class="input"
                        id="f-domaine"
                        name=SOUGHT
                        type="search"
                        autocomplete="off"
                        spellcheck="false"
                        value=asked.sought.clone()
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
fn Found(listed: DomainPage, asked: DomainsAsked) -> impl IntoView {
    let t = use_texts().operator();
    let DomainPage { rows, next } = listed;
    if rows.is_empty() {
        return view! { <EmptyState title=t.mail.none text=t.mail.none_why/> }.into_any();
    }

    let at = |after: Option<String>| page_address(&DomainsAsked { after, ..asked.clone() });
    let first =
        asked.after.is_some().then(|| view! { <a class="button small" href=at(None)>{t.mail.first}</a> });
    let next = next.map(|next| view! { <a class="button small" href=at(Some(next))>{t.mail.next}</a> });

    view! {
        <Table caption=use_texts().pages().mail_domains rows/>
        <div class="row">{first} {next}</div>
    }
    .into_any()
}

#[component]
fn Table(caption: &'static str, rows: Vec<DomainRow>) -> impl IntoView {
    let t = use_texts().operator();
    view! {
        <table class="table stackable" role="table">
            <caption class="vh">{caption}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t.mail.domain}</th>
                    <th role="columnheader" scope="col">{t.mail.accepted}</th>
                    <th role="columnheader" scope="col">{t.mail.refused}</th>
                    <th role="columnheader" scope="col">{t.mail.waiting}</th>
                    <th role="columnheader" scope="col">{t.mail.words}</th>
                    <th role="columnheader" scope="col" class="act">
                        <span class="vh">{t.mail.act}</span>
                    </th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

fn row(row: DomainRow) -> impl IntoView {
    let texts = use_texts();
    let t = texts.operator();
    let count = |count: u64| number(texts.locale, count);
    let DomainRow { domain, accepted, refused, waiting, words, paused } = row;
    let since = paused
        .map(|at| view! { " " <span class="chip">{(t.mail.paused_since)(&date(texts.locale, at))}</span> });
    let (url, label, name) = if paused.is_some() {
        (OperatorResumeDomain::url(), (t.mail.resume_named)(&domain), t.mail.resume)
    } else {
        (OperatorPauseDomain::url(), (t.mail.pause_named)(&domain), t.mail.pause)
    };

    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="main">
                {domain.clone()}
                {since}
            </th>
            <td role="cell" class="num" data-label=t.mail.accepted>
                {count(accepted)}
            </td>
            <td role="cell" class="num" data-label=t.mail.refused>
                {count(refused)}
            </td>
            <td role="cell" class="num" data-label=t.mail.waiting>
                {count(waiting)}
            </td>
            <td role="cell" data-label=t.mail.words>
                {words}
            </td>
            <td role="cell" class="act">
                <form method="post" action=url>
                    <input type="hidden" name="domain" value=domain/>
                    <button class="button small" type="submit" aria-label=label>
                        {name}
                    </button>
                </form>
            </td>
        </tr>
    }
}

#[component]
fn Pause(kept: Kept) -> impl IntoView {
    let t = use_texts().operator();
    let (typed, problem) = kept.map(|kept| (kept.input, kept.error)).unzip();
    let error = problem.map(|problem| match problem {
        AddressError::Empty => t.mail.no_domain.to_owned(),
        _ => t.mail.not_domain.to_owned(),
    });

    view! {
        <section class="section" aria-labelledby="h-pause">
            <header>
                <h2 id="h-pause">{t.mail.pause_title}</h2>
            </header>
            <p>{t.mail.pause_why}</p>
            <form class="one-line" method="post" action=OperatorPauseDomain::url() novalidate>
                <TextField
                    name="domain"
                    label=t.mail.pause_domain
                    value=typed.unwrap_or_default()
                    autocomplete="off"
                    required=true
                    error=MaybeProp::from(error)
                />
                <Submit label=t.mail.pause class=""/>
            </form>
        </section>
    }
}

#[component]
fn TrialForm(kept: Kept) -> impl IntoView {
    let texts = use_texts();
    let t = texts.operator();
    let (typed, problem) = kept.map(|kept| (kept.input, kept.error)).unzip();
    let error = problem.map(|problem| (texts.users().fields.address_errors)(problem).to_owned());

    view! {
        <section class="section" aria-labelledby="h-trial">
            <header>
                <h2 id="h-trial">{t.mail.trial_title}</h2>
            </header>
            <p>{t.mail.trial_why}</p>
            <form class="one-line" method="post" action=OperatorSendTrial::url() novalidate>
                <TextField
                    name="address"
                    kind="email"
                    label=t.mail.trial_address
                    value=typed.unwrap_or_default()
                    autocomplete="off"
                    required=true
                    error=MaybeProp::from(error)
                />
                <Submit label=t.mail.trial class=""/>
            </form>
        </section>
    }
}
