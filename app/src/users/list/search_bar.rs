use crate::api::ApiError;
use crate::components::{ErrorCallout, after_load};
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::users::api::{SearchChoices, search_choices};
use crate::users::query::{self, ENDS_SOON, MAIL_FAILED, status_word};
use domain::paths;
use domain::users::{Filter, PageRequest, UserStatus};
use leptos::ev::SubmitEvent;
use leptos::form::FromFormData;
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::collections::HashMap;

/// *Retrouver vos utilisateurs par*: a form that asks for an address of the list. With JavaScript the
/// address is reached without loading the page anew, and says nothing of what was left empty.
#[component]
pub fn SearchBar(request: Memo<PageRequest>) -> impl IntoView {
    let choices = Resource::new(|| (), |()| search_choices());
    let navigate = use_navigate();
    let submit = move |event: SubmitEvent| {
        // What cannot be read is left to the browser, which sends the form as it is.
        if let Ok(form) = HashMap::<String, String>::from_event(&event) {
            event.prevent_default();
            let asked = query::list_address(&query::from_pairs(form));
            navigate(&asked, NavigateOptions { scroll: false, ..NavigateOptions::default() });
        }
    };

    // Another address asks for other criteria than those that were typed. They are written as what the
    // form begins with, and what is typed before this code runs stays.
    let form = NodeRef::<html::Form>::new();
    Effect::new(move |before: Option<()>| {
        request.track();
        if let (Some(()), Some(form)) = (before, form.get_untracked()) {
            request_animation_frame(move || form.reset());
        }
    });

    view! {
        <search>
            <form class="searchbar" method="get" action=paths::USERS on:submit=submit node_ref=form>
                <Transition>
                    {after_load(move || {
                        let request = request.get();
                        async move { view! { <Criteria choices=choices.await request/> }.into_any() }
                    })}
                </Transition>
            </form>
        </search>
    }
}

#[component]
fn Criteria(choices: Result<SearchChoices, ApiError>, request: PageRequest) -> impl IntoView {
    let t = use_texts().users();
    let (choices, failure) = match choices {
        Ok(choices) => (choices, None),
        Err(error) => (SearchChoices::default(), Some(error)),
    };
    let kept = query::pairs(&PageRequest { filter: Filter::default(), cursor: None, ..request.clone() });
    let unfiltered = request.filter == Filter::default();
    let Filter { contract, sub_account, site, profile, user, status, mail_failed, ends_soon, import } =
        request.filter.clone();

    view! {
        {failure.map(|error| view! { <ErrorCallout error/> })}
        <fieldset>
            <legend>{t.list.search_by}</legend>
            <NumberSelect name=query::CONTRACT label=t.fields.contract choices=choices.contracts chosen=contract/>
            <NumberSelect name=query::SUB_ACCOUNT label=t.fields.sub_account choices=choices.sub_accounts chosen=sub_account/>
            <div class="field wide">
                <label for="f-site">{t.fields.site}</label>
                <input
                    class="input"
                    id="f-site"
                    name=query::SITE
                    list="sites"
                    autocomplete="off"
                    placeholder=t.list.any_site
                    value=site.unwrap_or_default()
                />
                <datalist id="sites">
                    {choices.sites.into_iter().map(|site| view! { <option value=site></option> }).collect_view()}
                </datalist>
            </div>
            <div class="field wide">
                <label for="f-utilisateur">{t.list.user}</label>
                <div class="with-icon">
                    <Icon of=IconName::Search/>
                    <input
                        class="input"
                        id="f-utilisateur"
                        name=query::USER
                        type="search"
                        autocomplete="off"
                        spellcheck="false"
                        placeholder=t.list.user_example
                        value=user.unwrap_or_default()
                    />
                </div>
            </div>
            <StatusSelect status mail_failed ends_soon/>
            <div class="go">
                <button class="button primary" type="submit">
                    {t.list.search}
                </button>
            </div>
        </fieldset>
        {profile
            .map(|profile| {
                let without = Filter { profile: None, ..request.filter.clone() };
                let words = (t.list.profile_filter)(&profile);
                view! { <Applied name=query::PROFILE value=profile words without request=request.clone()/> }
            })}
        {import
            .map(|import| {
                let without = Filter { import: None, ..request.filter.clone() };
                let words = t.list.import_filter.to_owned();
                let value = import.to_string();
                view! { <Applied name=query::IMPORT value words without request=request.clone()/> }
            })}
        {(!unfiltered)
            .then(|| {
                view! {
                    <p class="applied">
                        <a href=query::address(paths::USERS, &kept)>{t.list.clear}</a>
                    </p>
                }
            })}
        {kept
            .clone()
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
            .collect_view()}
    }
}

/// A choice among numbers, each with its name.
#[component]
fn NumberSelect(
    name: &'static str,
    label: &'static str,
    choices: Vec<(String, String)>,
    #[prop(optional_no_strip)] chosen: Option<String>,
) -> impl IntoView {
    let t = &use_texts().users().list;
    let id = format!("f-{name}");
    // A number out of an old bookmark stays visible as what narrows the list.
    let foreign = chosen.clone().filter(|chosen| !choices.iter().any(|(number, _)| number == chosen));
    let choices = foreign.map(|number| (number, String::new())).into_iter().chain(choices);

    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select class="input" id=id name=name>
                <option value="">{t.any}</option>
                {choices
                    .map(|(number, name)| {
                        let selected = chosen.as_deref() == Some(&number);
                        view! {
                            <option value=number.clone() selected=selected>
                                {format!("{number} {name}").trim().to_owned()}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </div>
    }
}

#[component]
fn StatusSelect(
    #[prop(optional_no_strip)] status: Option<UserStatus>,
    mail_failed: bool,
    ends_soon: bool,
) -> impl IntoView {
    let t = use_texts();
    let statuses =
        UserStatus::ALL.map(|each| (status_word(each), t.components().status(each), Some(each) == status));
    let options = statuses.into_iter().chain([
        (MAIL_FAILED, t.users().list.mail_failed, mail_failed),
        (ENDS_SOON, t.users().list.ends_soon, ends_soon),
    ]);

    view! {
        <div class="field">
            <label for="f-statut">{t.users().list.status}</label>
            <select class="input" id="f-statut" name=query::STATUS>
                <option value="">{t.users().list.any}</option>
                {options
                    .map(|(word, name, selected)| view! { <option value=word selected=selected>{name}</option> })
                    .collect_view()}
            </select>
        </div>
    }
}

/// Says what the list is narrowed to by something that has no field of its own, and stops it.
#[component]
fn Applied(
    name: &'static str,
    value: String,
    words: String,
    /// What the list is narrowed to without it.
    without: Filter,
    request: PageRequest,
) -> impl IntoView {
    let t = &use_texts().users().list;
    let without = query::list_address(&PageRequest { filter: without, cursor: None, ..request });

    view! {
        <p class="applied">
            <input type="hidden" name=name value=value/>
            <span class="chip">{words}</span>
            <a href=without>{t.drop_filter}</a>
        </p>
    }
}
