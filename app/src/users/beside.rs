//! A person beside the list, which stays where it is: what matters of them, and the way to their page. The address says
//! whom; a browser that runs no code shows them above the list.

pub mod texts;

use super::api::{PersonBeside, PlaceBeside, load_person};
use super::changes::Changes;
use super::display_name;
use super::mail_state::{ResendButton, can_be_asked_for};
use super::query::{returning, with_parameter};
use super::refusal::{Refusal, why};
use super::removal::focus;
use crate::api::ApiError;
use crate::components::{ErrorCallout, Status, after_load};
use crate::i18n::{Texts, date_and_time, use_texts};
use crate::icons::{Icon, IconName};
use domain::ids::AssignmentId;
use domain::paths;
use domain::users::{MailState, MayChange, UserDetails, UserStatus};
use leptos::ev::KeyboardEvent;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// The parameter of the list's address that names the assignment whose person stands beside it.
const PERSON: &str = "personne";

/// The `id` of the heading, which has the focus when somebody is opened.
const HEADING: &str = "h-personne";

/// The address at which the person of an assignment stands beside the list that is at `list`.
#[cfg(feature = "ssr")]
pub fn beside(list: &str, assignment: AssignmentId) -> String {
    with_parameter(list, PERSON, &assignment.to_string())
}

/// The `id` of the link that opens the person of an assignment.
pub fn opener(assignment: AssignmentId) -> String {
    format!("personne-{assignment}")
}

/// Whom the address names, beside the list.
#[component]
pub fn Beside(
    changes: Changes,
    /// The address of the list alone.
    list: Signal<String>,
) -> impl IntoView {
    let query = use_query_map();
    let opened = Memo::new(move |_| query.read().get(PERSON)?.parse::<AssignmentId>().ok());
    let person = Resource::new(
        move || (opened.get(), changes.tried()),
        |(opened, _)| async move {
            match opened {
                Some(assignment) => Some(load_person(assignment).await),
                None => None,
            }
        },
    );

    // The focus follows whom one opens, and goes back to the row; on a page that comes with somebody it stays.
    let arriving = StoredValue::new(false);
    Effect::new(move |before: Option<Option<AssignmentId>>| {
        let now = opened.get();
        match (before, now) {
            (Some(before), Some(_)) if before != now => arriving.set_value(true),
            (Some(Some(before)), None) => request_animation_frame(move || focus(&opener(before))),
            _ => {}
        }
        now
    });

    view! {
        <Transition>
            {after_load(move || async move {
                let person = person.await;
                person
                    .map(|person| {
                        let here = opened.get_untracked().map(|id| with_parameter(&list.get(), PERSON, &id.to_string()));
                        let here = Signal::stored(here.unwrap_or_default());
                        view! { <Panel person changes list=list.get() here arriving/> }
                    })
                    .into_any()
            })}
        </Transition>
    }
}

/// The panel, with the way to close it.
#[component]
fn Panel(
    person: Result<PersonBeside, ApiError>,
    changes: Changes,
    list: String,
    /// The address of this page, to come back to.
    here: Signal<String>,
    arriving: StoredValue<bool>,
) -> impl IntoView {
    let t = use_texts().beside();
    let name = match &person {
        Ok(PersonBeside { details, .. }) => {
            display_name(&details.first_name, &details.last_name, &details.email)
        }
        Err(_) => t.missing.to_owned(),
    };
    let content = match person {
        Ok(person) => view! { <Person person changes list=list.clone() here/> }.into_any(),
        Err(error) => view! { <ErrorCallout error/> }.into_any(),
    };
    let (navigate, close) = (use_navigate(), list.clone());
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            navigate(&close, NavigateOptions { scroll: false, ..NavigateOptions::default() });
        }
    };
    Effect::new(move |_| {
        if arriving.get_value() {
            arriving.set_value(false);
            request_animation_frame(|| focus(HEADING));
        }
    });

    view! {
        <aside class="section person" aria-labelledby=HEADING on:keydown=escape>
            <header>
                <h2 id=HEADING tabindex="-1">
                    {name}
                </h2>
                <span class="tools">
                    <a class="button small" href=list data-noscroll="">
                        <Icon of=IconName::Cross/>
                        {t.close}
                    </a>
                </span>
            </header>
            {content}
        </aside>
    }
}

#[component]
fn Person(person: PersonBeside, changes: Changes, list: String, here: Signal<String>) -> impl IntoView {
    let texts = use_texts();
    let t = texts.beside();
    let PersonBeside { details, places, sessions } = person;
    let since = (details.status != UserStatus::Active).then_some(details.status_since);
    let failed = matches!(details.mail, Some(MailState::Failed { .. }));
    let reason = why(texts, details.mail.as_ref()).map(|(reason, explained)| (reason.to_owned(), explained));
    let facts = facts(&details, sessions, texts);
    let rights = ending_rights(&details, texts);
    let places_list = list.clone();

    view! {
        <p>
            <Status status=details.status since mail=details.mail.clone()/>
        </p>
        <Actions details=details.clone() changes list here/>
        {reason
            .map(|(reason, explained)| {
                view! {
                    <h3>{if failed { t.mail_refused } else { t.mail_delayed }}</h3>
                    <Refusal reason explained correctable=None/>
                }
            })}
        <dl class="facts">
            {facts.into_iter().map(|(name, value)| view! { <dt>{name}</dt> <dd>{value}</dd> }).collect_view()}
        </dl>
        <h3>{t.places} " " <span class="count">{places.len()}</span></h3>
        <ul class="addresses">
            {places.into_iter().map(|place| view! { <Place place list=places_list.clone()/> }).collect_view()}
        </ul>
        {(!rights.is_empty())
            .then(|| {
                view! {
                    <h3>{texts.users().edit.rights}</h3>
                    <ul class="outcomes">
                        {rights.into_iter().map(|right| view! { <li>{right}</li> }).collect_view()}
                    </ul>
                }
            })}
    }
}

/// What is known of the person as such.
fn facts(details: &UserDetails, sessions: Option<u64>, texts: Texts) -> Vec<(&'static str, String)> {
    let (t, fields) = (texts.users(), &texts.users().fields);
    let signed_in = match details.last_sign_in {
        Some(at) => date_and_time(texts.locale, at),
        None => t.edit.never_signed_in.to_owned(),
    };
    let mut facts = vec![
        (fields.email, details.email.clone()),
        (fields.login, details.identifier.clone()),
        (t.list.last_sign_in, signed_in),
    ];
    facts.extend(sessions.map(|count| (t.edit.sessions, count.to_string())));
    facts
}

/// The personal rights that end, in words.
fn ending_rights(details: &UserDetails, texts: Texts) -> Vec<String> {
    let (t, names) = (texts.beside(), texts.rights());
    let rights = details.personal.iter().map(|given| given.personal);
    rights
        .filter_map(|personal| {
            let (right, end) = (personal.right, personal.end?);
            Some((t.right_until)(names.application(right.application), names.level(right.level), end))
        })
        .collect()
}

/// The way to the person's page, and what is done most.
#[component]
fn Actions(details: UserDetails, changes: Changes, list: String, here: Signal<String>) -> impl IntoView {
    let texts = use_texts();
    let t = texts.users();
    let may_change = details.may_change != MayChange::Nothing;
    let again = may_change && can_be_asked_for(details.status, details.mail.as_ref());
    let resettable = may_change && !details.is_self && details.status == UserStatus::Active;
    let pending = changes.reset.pending();
    let correction = details.may_change_address.then(|| returning(&paths::change_address(details.id), &list));

    view! {
        <div class="acts">
            <a class="button small primary" href=returning(&paths::user(details.id), &list)>
                {t.list.edit}
            </a>
            {again
                .then(|| {
                    view! {
                        <ResendButton assignment=details.id email=details.email.clone() changes here class="button small"/>
                    }
                })}
            {correction
                .map(|href| view! { <a class="button small" href=href>{texts.address_change().correct}</a> })}
            {resettable
                .then(|| {
                    view! {
                        <ActionForm action=changes.reset>
                            <input type="hidden" name="assignment" value=details.id.to_string()/>
                            <input type="hidden" name="back" value=here/>
                            <button
                                class="button small"
                                type="submit"
                                aria-disabled=move || pending.get().then_some("true")
                            >
                                {t.edit.reset_password}
                            </button>
                        </ActionForm>
                    }
                })}
        </div>
    }
}

/// Where the person is assigned: a link to that assignment's page.
#[component]
fn Place(place: PlaceBeside, list: String) -> impl IntoView {
    let t = &use_texts().users().list;
    let site = place.site.unwrap_or_else(|| t.all_sites.to_owned());
    let until = place.end.map(|end| format!(" · {}", (t.until)(end))).unwrap_or_default();

    view! {
        <li class="plain">
            <span class="addr">
                <a href=returning(&paths::user(place.id), &list)>{format!("{site}, {}", place.profile)}</a>
            </span>
            <span class="why">{place.contract} {until}</span>
        </li>
    }
}
