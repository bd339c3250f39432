use super::gate::operated;
use crate::api::failed;
use crate::components::{Page, PageHeader};
use crate::i18n::{date_and_time, number, use_texts};
use crate::icons::{Icon, IconName};
use backend::clock::local;
use backend::health::{self, ClockState, DatabaseState, MailState, QueueState};
use backend::services::Services;
use domain::time::{LocalTime, Timestamp};
use leptos::prelude::*;

/// What Guichet stands on, as `guichet doctor` sees it; but the journals, which take it a while to follow.
#[component]
pub fn StatePage() -> impl IntoView {
    operated(|_, services| async move {
        let state = State::find(&services).await?;
        let texts = use_texts();
        Ok(view! {
            <Page title=texts.pages().state>
                <PageHeader title=texts.pages().state lede=texts.operator().state.lede/>
                <Sections state/>
            </Page>
        }
        .into_any())
    })
}

/// All that the page shows, its moments as the portal's zone has them.
struct State {
    database: DatabaseState,
    queue: QueueState,
    oldest: Option<LocalTime>,
    clock: Result<LocalTime, String>,
    /// What is said of the mail server, and whether it is well.
    mail: (bool, String),
}

impl State {
    async fn find(services: &Services) -> Result<Self, crate::api::ApiError> {
        let database = health::database(services).await.map_err(failed)?;
        let queue = health::queue(services).await.map_err(failed)?;
        let clock = health::clock(services).await.map_err(failed)?;
        let mail = match &services.transport {
            Some(transport) => Some(health::mail(transport, services.clock.now()).await),
            None => None,
        };
        let shown = |at: Timestamp| local(at, &services.time_zone);
        let t = &use_texts().operator().state;

        Ok(Self {
            database,
            oldest: queue.oldest.map(shown),
            queue,
            clock: match clock {
                ClockState::Fine(now) => Ok(shown(now)),
                ClockState::Behind => Err(t.clock_behind.to_owned()),
                ClockState::Differs(seconds) => Err((t.clock_differs)(seconds)),
            },
            mail: said_of_mail(mail, shown),
        })
    }
}

fn said_of_mail(mail: Option<MailState>, shown: impl Fn(Timestamp) -> LocalTime) -> (bool, String) {
    let texts = use_texts();
    let t = &texts.operator().state;
    let until = |at| date_and_time(texts.locale, shown(at));
    match mail {
        None => (true, t.mail_elsewhere.to_owned()),
        Some(MailState::Folder) => (true, t.mail_folder.to_owned()),
        Some(MailState::Server(None)) => (true, t.mail_plain.to_owned()),
        Some(MailState::Server(Some(at))) => (true, (t.mail_fine)(&until(at))),
        Some(MailState::EndsSoon(at)) => (false, (t.mail_ends_soon)(&until(at))),
        Some(MailState::Unreachable(words)) => (false, (t.mail_unreachable)(&words)),
    }
}

#[component]
fn Sections(state: State) -> impl IntoView {
    let texts = use_texts();
    let t = &texts.operator().state;
    let count = |count: u64| number(texts.locale, count);
    let State { database, queue, oldest, clock, mail } = state;
    let (clock_is_well, clock) = match clock {
        Ok(now) => (true, date_and_time(texts.locale, now)),
        Err(wrong) => (false, wrong),
    };
    let migrations = if database.is_up_to_date { t.up_to_date } else { t.not_migrated };
    let oldest = oldest.map_or_else(|| t.nothing.to_owned(), |at| date_and_time(texts.locale, at));

    view! {
        <Facts
            id="h-version"
            title=t.version
            facts=vec![(t.version, Some(true), format!("Guichet {}", env!("CARGO_PKG_VERSION"))), (t.clock, Some(clock_is_well), clock)]
        />
        <Facts
            id="h-database"
            title=t.database
            facts=vec![
                (t.engine, None, database.engine),
                (t.size, None, (t.megabytes)(&number(texts.locale, database.size.div_ceil(1_000_000)))),
                (t.migrations, Some(database.is_up_to_date), format!("{}, {migrations}", database.migration)),
            ]
        />
        <Facts
            id="h-queue"
            title=t.queue
            facts=vec![
                (t.waiting, None, count(queue.waiting)),
                (t.deferred, None, count(queue.deferred)),
                (t.paused, None, count(queue.paused)),
                (t.oldest, None, oldest),
            ]
        />
        <Facts id="h-mail" title=t.mail facts=vec![(t.mail_server, Some(mail.0), mail.1)]/>
    }
}

/// Names and values, with whether each is well where that can be told.
#[component]
fn Facts(
    id: &'static str,
    title: &'static str,
    facts: Vec<(&'static str, Option<bool>, String)>,
) -> impl IntoView {
    let t = &use_texts().operator().state;
    let mark = move |is_well: Option<bool>| {
        let (class, icon, word) = if is_well? {
            ("status active", IconName::Check, t.well)
        } else {
            ("status failed", IconName::Alert, t.not_well)
        };
        Some(view! {
            <span class=class>
                <Icon of=icon/>
                <span class="vh">{word}</span>
            </span>
        })
    };

    view! {
        <section class="section" aria-labelledby=id>
            <header>
                <h2 id=id>{title}</h2>
            </header>
            <dl class="facts">
                {facts
                    .into_iter()
                    .map(|(name, is_well, value)| view! { <dt>{name}</dt> <dd>{mark(is_well)} " " {value}</dd> })
                    .collect_view()}
            </dl>
        </section>
    }
}
