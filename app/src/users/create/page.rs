use super::address_input::AddressInput;
use super::address_list::AddressList;
use super::draft::Draft;
use super::entries::MOST;
use super::mail_preview::MailPreview;
use super::places::MorePlaces;
use super::profile_panel::ProfilePanel;
use crate::api::ApiError;
use crate::components::{
    Breadcrumbs, Callout, ErrorCallout, ErrorSummary, LeaveGuard, Page, PageHeader, Skeleton, Submit, Tone,
    after_load,
};
use crate::i18n::use_texts;
use crate::users::api::{CreateUsers, CreationPage, load_creation};
use crate::users::grants::application_of;
use crate::users::grants_fields::{EndField, RightsFields};
use crate::users::place_fields::{PlaceFields, summary_of};
use domain::ids::AssignmentId;
use domain::paths;
use leptos::ev::SubmitEvent;
use leptos::html::Textarea;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// The `id` of the form.
const FORM: &str = "creer";

/// Creates users at one place, or at several.
#[component]
pub fn CreatePage() -> impl IntoView {
    let t = use_texts().users();
    let query = use_query_map();
    let person = Memo::new(move |_| query.read().get(paths::ASSIGN_AGAIN)?.parse::<AssignmentId>().ok());
    let page = Resource::new(move || person.get(), load_creation);
    let breadcrumbs = move || {
        let path = [(t.list.client_area, paths::USERS), (t.list.users, paths::USERS)];
        let path: Vec<_> = path.map(|(name, href)| (name.to_owned(), href.to_owned())).into();
        view! { <Breadcrumbs path here=t.create.here/> }
    };

    view! {
        <Page title=t.create.here>
            <PageHeader title=t.create.title lede=t.create.lede breadcrumbs=breadcrumbs/>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {after_load(move || async move {
                    match page.await {
                        Ok(page) => view! { <CreateForm page/> }.into_any(),
                        Err(error) => view! { <ErrorCallout error/> }.into_any(),
                    }
                })}
            </Suspense>
        </Page>
    }
}

#[component]
fn CreateForm(page: CreationPage) -> impl IntoView {
    let t = use_texts().users();
    let failure = page.kept.as_ref().and_then(|kept| kept.error.clone());
    let draft = Draft::new(page);
    let begun = draft.entries.get_untracked();
    let create = ServerAction::<CreateUsers>::new();
    let input = NodeRef::<Textarea>::new();
    draft.preview();
    draft.clear_errors();
    Effect::new(move |_| draft.interactive.set(true));
    Effect::new(move |_| {
        if let Some(Err(ApiError::Invalid(errors))) = create.value().get() {
            draft.errors.set(errors);
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(input) = input.get_untracked() {
            draft.add(&input.value());
            input.set_value("");
        }
        match untrack(|| draft.submission()) {
            Ok(form) => {
                draft.errors.set(Vec::new());
                create.dispatch(form);
            }
            Err(errors) => draft.errors.set(errors),
        }
    };
    let is_dirty = Signal::derive(move || {
        let typed = input.get_untracked().is_some_and(|input| !input.value().trim().is_empty());
        typed || *draft.entries.read() != begun
    });
    let refused = move || {
        let error = create.value().get().and_then(Result::err).or_else(|| failure.clone())?;
        (!matches!(error, ApiError::Invalid(_))).then(|| view! { <ErrorCallout error/> })
    };

    view! {
        <LeaveGuard form=FORM is_dirty=is_dirty/>
        <ErrorSummary errors=summary_of(draft.errors.into())/>
        {refused}
        <form class="columns" id=FORM method="post" action=CreateUsers::url() novalidate=true on:submit=submit>
            <div class="stack">
                <section class="section" aria-labelledby="h-place">
                    <header>
                        <h2 id="h-place">{t.create.place}</h2>
                    </header>
                    <PlaceFields
                        reference=draft.reference
                        chosen=draft.place
                        errors=draft.errors
                        interactive=draft.interactive
                    />
                    <MorePlaces draft/>
                    <EndField state=draft.grants errors=draft.errors/>
                    <PersonalRights draft/>
                </section>
                <Addresses draft input/>
            </div>
            <div class="stack">
                <ProfilePanel draft/>
                <MailPreview draft/>
            </div>
        </form>
        <div class="actionbar">
            <span class="soft">{move || previewed(draft)}</span>
            {move || {
                let wrong = draft.counts().to_correct;
                (wrong > 0).then(|| view! { <b class="bad">{(t.create.to_correct)(wrong)}</b> })
            }}
            <div class="go">
                <a class="button quiet" href=paths::USERS>
                    {t.create.cancel}
                </a>
                <Submit label=t.create.submit pending=create.pending() attr:form=FORM/>
            </div>
        </div>
    }
}

/// Levels that are not the profile's. Few people get some: closed until it is opened, unless one is wrong.
#[component]
fn PersonalRights(draft: Draft) -> impl IntoView {
    let t = use_texts().users();
    let wrong = move || draft.errors.read().iter().any(|error| application_of(&error.field).is_some());
    let personal = move || draft.grants.personal();
    let begins_open = untrack(personal) > 0;

    view! {
        <details class="disclosure" open=move || begins_open || wrong()>
            <summary>
                {t.create.personal_rights}
                <span class="count">{move || (personal() > 0).then(|| (t.fields.personal_rights)(personal()))}</span>
            </summary>
            <p class="hint">{t.create.personal_rights_hint}</p>
            <RightsFields state=draft.grants errors=draft.errors interactive=draft.interactive details=None/>
        </details>
    }
}

#[component]
fn Addresses(draft: Draft, input: NodeRef<Textarea>) -> impl IntoView {
    let t = &use_texts().users().create;
    let count = move || draft.entries.read().len() as u64;
    let nothing = move || count() == 0;

    view! {
        <section class="section" aria-labelledby="h-addresses">
            <header>
                <h2 id="h-addresses">{t.addresses}</h2>
                <span class="count">{move || (!nothing()).then(|| (t.typed)(count()))}</span>
                <span class="tools">
                    <button
                        class="button quiet small"
                        type="button"
                        hidden=move || nothing() || !draft.interactive.get()
                        on:click=move |_| draft.remove_all()
                    >
                        {t.remove_all}
                    </button>
                    <button
                        class="button quiet small"
                        type="button"
                        hidden=move || !draft.can_put_back()
                        on:click=move |_| draft.put_back()
                    >
                        {t.put_back}
                    </button>
                </span>
            </header>
            <AddressInput draft input/>
            <div role="status">{move || (!nothing()).then(|| view! { <Standing draft/> })}</div>
            <AddressList draft input/>
        </section>
    }
}

/// Whether the addresses can be sent as they are.
#[component]
fn Standing(draft: Draft) -> impl IntoView {
    let too_many = use_texts().users().fields.error("too_many_addresses");
    let t = &use_texts().users().create;
    let counts = draft.counts();
    let doubts = [(counts.to_correct, t.to_correct), (counts.to_check, t.to_check)];
    let doubts = doubts.into_iter().filter(|(n, _)| *n > 0).map(|(n, text)| text(n));
    let excess = (draft.entries.read().len() > MOST).then(|| too_many.trim_end_matches('.').to_owned());
    let doubts: Vec<String> = doubts.chain(excess).collect();
    let is_ready = doubts.is_empty();
    let tone = if is_ready { Tone::Good } else { Tone::Warn };
    let title = if is_ready { t.ready.to_owned() } else { format!("{}.", doubts.join(", ")) };

    view! {
        <Callout tone=tone>
            <p>
                <b>{title}</b>
                " "
                {previewed(draft)}
            </p>
            {(counts.to_correct > 0)
                .then(|| {
                    view! {
                        <div class="acts" hidden=move || !draft.interactive.get()>
                            <button class="button small" type="button" on:click=move |_| draft.remove_wrong()>
                                {(t.remove_wrong)(counts.to_correct)}
                            </button>
                        </div>
                    }
                })}
        </Callout>
    }
}

/// What will be done, in figures.
fn previewed(draft: Draft) -> String {
    let t = &use_texts().users().create;
    let counts = draft.counts();
    let figures = [
        (counts.creations, t.creations),
        (counts.additions, t.additions),
        (counts.valid, t.valid),
        (counts.ignored, t.ignored),
    ];
    let figures: Vec<String> = figures.into_iter().filter(|(n, _)| *n > 0).map(|(n, text)| text(n)).collect();

    if draft.entries.read().is_empty() { t.none.to_owned() } else { figures.join(", ") }
}
