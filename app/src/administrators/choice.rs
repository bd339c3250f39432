use super::api::{AskAdministrator, Choice};
use super::problem::{Problem, ProblemCallout};
use super::texts::AdministratorTexts;
use crate::api::FlashForm;
use crate::components::{PasswordField, Submit};
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use domain::administrators::{Candidate, Candidates, Obstacle, Role};
use domain::paths;
use domain::users::UserStatus;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Looks for somebody among the customer's people, and asks them.
#[component]
pub fn ChoiceSection(
    /// Whether somebody is asked already to be the successor of whoever looks.
    has_successor: bool,
    /// With what was looked for.
    sought: String,
    candidates: Candidates,
    #[prop(optional_no_strip)] refused: Option<FlashForm<Choice, Problem>>,
) -> impl IntoView {
    let t = use_texts().administrators();
    let (typed, problem) = refused.map(|refused| (refused.input, refused.error)).unzip();
    let found = match candidates.found.is_empty() {
        true if sought.trim().is_empty() => ().into_any(),
        true => view! { <p role="status">{t.nobody_found}</p> }.into_any(),
        false => {
            view! { <Question candidates has_successor sought=sought.clone() typed problem/> }.into_any()
        }
    };

    view! {
        <section class="section" aria-labelledby="h-choice">
            <header>
                <h2 id="h-choice">{if has_successor { t.choose_deputy } else { t.choose }}</h2>
            </header>
            <ProblemCallout problem/>
            <Search sought/>
            {found}
        </section>
    }
}

#[component]
fn Search(sought: String) -> impl IntoView {
    let t = use_texts().administrators();
    view! {
        <search>
            <form class="one-line" method="get" action=paths::ADMINISTRATORS>
                <div class="field">
                    <label for="sought">{t.sought}</label>
                    <div class="with-icon">
                        <Icon of=IconName::Search/>
                        <input
                            class="input"
                            id="sought"
                            name=paths::SOUGHT
                            type="search"
                            value=sought
                            autocomplete="off"
                            spellcheck="false"
                            aria-describedby="sought-hint"
                        />
                    </div>
                    <p class="hint" id="sought-hint">
                        {t.sought_hint} " " <a href=paths::CREATE_USERS>{t.create_first}</a>
                    </p>
                </div>
                <button class="button" type="submit">
                    {t.search}
                </button>
            </form>
        </search>
    }
}

/// Who, for what, and the password.
#[component]
fn Question(
    candidates: Candidates,
    has_successor: bool,
    sought: String,
    #[prop(optional_no_strip)] typed: Option<Choice>,
    #[prop(optional_no_strip)] problem: Option<Problem>,
) -> impl IntoView {
    let t = use_texts().administrators();
    let Candidates { found, more } = candidates;
    let may_be_asked: Vec<String> =
        found.iter().filter(|each| each.obstacle.is_none()).map(|each| each.assignment.to_string()).collect();
    let only = if let [only] = &may_be_asked[..] { Some(only.clone()) } else { None };
    let chosen =
        typed.as_ref().map(|typed| typed.person.clone()).filter(|person| !person.is_empty()).or(only);
    let role = typed.map_or(Role::Successor, |typed| typed.role);
    let role = if has_successor { Role::Deputy } else { role };
    let legend = (t.found)(found.len() as u64, more);
    let ask = (!may_be_asked.is_empty()).then(|| view! { <Confirmation role has_successor problem/> });

    view! {
        <form class="stack form" method="post" action=AskAdministrator::url()>
            <input type="hidden" name="sought" value=sought/>
            <fieldset class="fieldset">
                <legend>{legend}</legend>
                {found
                    .into_iter()
                    .map(|each| {
                        let checked = chosen.as_deref() == Some(&each.assignment.to_string());
                        view! { <CandidateChoice candidate=each checked/> }
                    })
                    .collect_view()}
            </fieldset>
            {ask}
        </form>
    }
}

#[component]
fn CandidateChoice(candidate: Candidate, checked: bool) -> impl IntoView {
    let t = use_texts().administrators();
    let Candidate { assignment, person, place, obstacle } = candidate;
    let why = obstacle.map(|obstacle| obstacle_words(t, obstacle));
    let may_be_asked = why.is_none();
    let address = (!person.name.is_empty()).then(|| person.email.clone());

    view! {
        <label class="choice">
            <input
                type="radio"
                name="person"
                value=assignment.to_string()
                checked=checked && may_be_asked
                disabled=!may_be_asked
                required=true
            />
            <span class:faint=!may_be_asked>
                <b>{person.shown().to_owned()}</b>
                " "
                {address}
            </span>
            <small>{place} {why.map(|why| format!(". {why}"))}</small>
        </label>
    }
}

fn obstacle_words(t: &AdministratorTexts, obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::NotActive(UserStatus::Suspended) => t.obstacles.suspended,
        Obstacle::NotActive(_) => t.obstacles.not_signed_in,
        Obstacle::Administers => t.obstacles.administers,
        Obstacle::Asked => t.obstacles.asked,
    }
}

#[component]
fn Confirmation(
    role: Role,
    has_successor: bool,
    #[prop(optional_no_strip)] problem: Option<Problem>,
) -> impl IntoView {
    let t = use_texts().administrators();
    let choice = move |each: Role, name: &'static str, consequence: &'static str, disabled: bool| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="role"
                    value=each.code()
                    checked=each == role
                    disabled=disabled
                    required=true
                />
                <span class:faint=disabled>
                    <b>{name}</b>
                </span>
                <small>{consequence}</small>
            </label>
        }
    };
    let successor_consequence = if has_successor { t.successor_pending } else { t.successor_consequence };

    view! {
        <fieldset class="fieldset">
            <legend>{t.role}</legend>
            {choice(Role::Successor, t.successor_choice, successor_consequence, has_successor)}
            {choice(Role::Deputy, t.deputy_choice, t.deputy_consequence, false)}
        </fieldset>
        <PasswordField
            name="password"
            id="confirmation-password"
            label=t.your_password
            autocomplete="current-password"
            hint=t.password_hint
            error=problem.and_then(Problem::of_password)
        />
        <div class="go">
            <Submit label=t.ask/>
        </div>
    }
}
