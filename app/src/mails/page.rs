use super::api::{ListedMails, list_mails, take_flash};
use super::changes::Changes;
use super::flash::MailFlash;
use super::query::{self, asking_address, in_state, page_address};
use super::table::MailTable;
use crate::components::{
    Breadcrumbs, Callout, Dialog, EmptyState, ErrorCallout, GetForm, OfCustomer, Page, PageHeader,
    Pagination, PeopleMeant, Skeleton, Submit, Tone, after_load,
};
use crate::i18n::{number, use_texts};
use crate::icons::{Icon, IconName};
use domain::mails::{MailPage, MailRequest, MailStatus, Resent};
use domain::paths;
use domain::users::Count;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};

/// The mails about accesses, by what became of them.
#[component]
pub fn MailsPage() -> impl IntoView {
    let texts = use_texts();
    let t = texts.mails();
    let (search, query) = (use_location().search, use_query_map());
    let request = Memo::new(move |_| query::from_query(&search.read()));
    let asked = Memo::new(move |_| query.read().get(query::ASKED).is_some());
    let changes = Changes::new();
    let flash = Resource::new(move || changes.tried(), |_| async { take_flash().await.ok().flatten() });
    let mails = Resource::new(
        move || (request.get(), asked.get(), changes.tried()),
        |(request, asked, _)| list_mails(request, asked),
    );
    let breadcrumbs = move || {
        let path = vec![(texts.layout().my_client_space.to_owned(), paths::USERS.to_owned())];
        view! { <Breadcrumbs path here=t.title/> }
    };

    view! {
        <Page title=t.title>
            <PageHeader title=t.title lede=t.lede breadcrumbs=breadcrumbs/>
            <FlashMessages flash changes/>
            <Transition fallback=|| view! { <Skeleton/> }>
                {after_load(move || {
                    let request = request.get();
                    async move {
                        match mails.await {
                            Ok(listed) => view! { <Listed listed request changes/> }.into_any(),
                            Err(error) => view! { <ErrorCallout error/> }.into_any(),
                        }
                    }
                })}
            </Transition>
        </Page>
    }
}

/// What was just done, above the mails.
#[component]
fn FlashMessages(flash: Resource<Option<MailFlash>>, changes: Changes) -> impl IntoView {
    let t = use_texts().mails();
    let said = |tone: Tone, message: String| {
        view! {
            <Callout tone role="status">
                <p>{message}</p>
            </Callout>
        }
    };

    view! {
        <Transition>
            {after_load(move || async move {
                match flash.await {
                    Some(MailFlash::Queued) => said(Tone::Good, t.queued.to_owned()).into_any(),
                    Some(MailFlash::TooSoon) => said(Tone::Warn, t.too_soon.to_owned()).into_any(),
                    Some(MailFlash::Resent(resent)) => said(Tone::Good, (t.resent)(resent)).into_any(),
                    Some(MailFlash::Refused(error)) => view! { <ErrorCallout error/> }.into_any(),
                    None => ().into_any(),
                }
            })}
        </Transition>
        {move || changes.refusal().map(|error| view! { <ErrorCallout error/> })}
    }
}

#[component]
fn Listed(listed: ListedMails, request: MailRequest, changes: Changes) -> impl IntoView {
    let t = use_texts().mails();
    let ListedMails { page, preview } = listed;
    let MailPage { rows, counts, meant, previous, next } = page;
    let is_narrowed = request != MailRequest::default();
    let offers_resending =
        request.filter.status == Some(MailStatus::Failed) && rows.iter().any(|row| row.can_be_resent);

    let table = if let Some(people) = meant.clone().filter(|people| !people.is_empty()) {
        let status = request.filter.status;
        let link = move |email: &str| in_state(status, Some(email.to_owned()));
        view! { <PeopleMeant people link/> }.into_any()
    } else if rows.is_empty() {
        let (title, text) = match (meant, is_narrowed) {
            (Some(_), _) => (t.unknown_person, t.unknown_person_why),
            (None, true) => (t.no_result, t.no_result_why),
            (None, false) => (t.empty, t.empty_why),
        };
        view! {
            <div role="status">
                <EmptyState title text/>
            </div>
        }
        .into_any()
    } else {
        view! {
            <MailTable rows here=page_address(&request) changes/>
            <Pages previous next request=request.clone()/>
        }
        .into_any()
    };

    view! {
        <States counts request=request.clone()/>
        <Search request=request.clone()/>
        {offers_resending
            .then(|| {
                view! {
                    <div>
                        <a class="button" id="resend-all" href=asking_address(&request) data-noscroll="">
                            <Icon of=IconName::Redo/>
                            {t.resend_failed}
                        </a>
                    </div>
                }
            })}
        {table}
        {preview.map(|preview| view! { <Question preview request changes/> })}
    }
}

/// The states, with how many mails are in each.
#[component]
fn States(counts: [Count; 4], request: MailRequest) -> impl IntoView {
    let texts = use_texts();
    let t = texts.mails();
    let chosen = request.filter.status;
    let person = request.filter.person;
    let tab = move |status: Option<MailStatus>, name: &'static str, count: Option<Count>| {
        let count = count.map(|count| match count {
            Count::Exactly(count) => number(texts.locale, count),
            Count::MoreThan(count) => format!("{}\u{a0}+", number(texts.locale, count)),
        });
        let is_bad = status == Some(MailStatus::Failed) && counts[0] != Count::Exactly(0);
        view! {
            <a
                href=in_state(status, person.clone())
                class:bad=is_bad
                aria-current=(status == chosen).then_some("page")
            >
                {name}
                {count.map(|count| view! { " " <b>{count}</b> })}
            </a>
        }
    };

    view! {
        <nav class="filters" aria-label=t.states>
            {tab(None, t.all, None)}
            {MailStatus::ALL
                .into_iter()
                .zip(counts)
                .map(|(status, count)| tab(Some(status), (t.state)(status), Some(count)))
                .collect_view()}
        </nav>
    }
}

#[component]
fn Search(request: MailRequest) -> impl IntoView {
    let t = use_texts().mails();
    let status = request.filter.status.map(query::status_word);
    let sought = request.filter.person;
    let all = sought.is_some().then(|| in_state(request.filter.status, None));

    view! {
        <search>
            <GetForm action=paths::MAILS class="one-line">
                {status.map(|status| view! { <input type="hidden" name=query::STATUS value=status/> })}
                <div class="field">
                    <label for="f-personne">{t.person}</label>
                    <input
                        class="input"
                        id="f-personne"
                        name=query::PERSON
                        type="search"
                        autocomplete="off"
                        spellcheck="false"
                        placeholder=t.person_example
                        value=sought
                    />
                </div>
                <button class="button" type="submit">
                    {t.search}
                </button>
                {all.map(|all| view! { <a class="button" href=all>{t.clear}</a> })}
            </GetForm>
        </search>
    }
}

/// Says whom it touches and whom it leaves, before anything leaves.
#[component]
fn Question(preview: Resent, request: MailRequest, changes: Changes) -> impl IntoView {
    let t = use_texts().mails();
    let keep = page_address(&request);
    let pending: Signal<bool> = changes.failed.pending().into();
    let person = request.filter.person.clone().unwrap_or_default();

    view! {
        <Dialog title=t.question close=keep.clone()>
            <p>{(t.would_resend)(preview)}</p>
            <p class="soft">{t.what_ends}</p>
            <ActionForm action=changes.failed>
                <OfCustomer/>
                <input type="hidden" name="person" value=person/>
                <input type="hidden" name="back" value=keep.clone()/>
                <footer>
                    <a class="button" href=keep data-noscroll="" autofocus>
                        {t.keep}
                    </a>
                    {(preview.queued > 0).then(|| view! { <Submit label=(t.resend_count)(preview.queued) pending/> })}
                </footer>
            </ActionForm>
        </Dialog>
    }
}

#[component]
fn Pages(
    #[prop(optional_no_strip)] previous: Option<String>,
    #[prop(optional_no_strip)] next: Option<String>,
    request: MailRequest,
) -> impl IntoView {
    let t = use_texts().mails();
    let at = |cursor: Option<String>| page_address(&MailRequest { cursor, ..request.clone() });

    (previous.is_some() || next.is_some()).then(|| {
        view! {
            <Pagination
                label=t.pages
                first=previous.as_ref().map(|_| at(None))
                previous=previous.map(|cursor| at(Some(cursor)))
                next=next.map(|cursor| at(Some(cursor)))
            >
                <span></span>
            </Pagination>
        }
    })
}
