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
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlSelectElement;
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
    // Of which contract sub-accounts are offered: the one that is chosen by now.
    let contract = RwSignal::new(request.read_untracked().filter.contract.clone());
    Effect::new(move |before: Option<()>| {
        let asked = request.read().filter.contract.clone();
        match (before, form.get_untracked()) {
            (Some(()), Some(form)) => {
                contract.set(asked);
                request_animation_frame(move || form.reset());
            }
            _ => offer_sub_accounts(contract),
        }
    });

    view! {
        <search>
            <form class="searchbar" method="get" action=paths::USERS on:submit=submit node_ref=form>
                <Transition>
                    {after_load(move || {
                        let request = request.get();
                        async move { view! { <Criteria choices=choices.await request contract/> }.into_any() }
                    })}
                </Transition>
            </form>
        </search>
    }
}

/// Offers the sub-accounts of the contract that is chosen in the form. One that was chosen stays if it is of that contract.
fn offer_sub_accounts(contract: RwSignal<Option<String>>) {
    let Some(chosen) = select(query::CONTRACT).map(|select| select.value()) else { return };
    let Some(parts) = select(query::SUB_ACCOUNT) else { return };
    let part = parts.value();
    contract.set((!chosen.is_empty()).then_some(chosen));
    request_animation_frame(move || {
        parts.set_value(&part);
        if parts.selected_index() < 0 {
            parts.set_value("");
        }
    });
}

/// The select of this name in the form, once the page runs its code.
fn select(name: &str) -> Option<HtmlSelectElement> {
    document().get_element_by_id(&field_id(name))?.dyn_into().ok()
}

fn field_id(name: &str) -> String {
    format!("f-{name}")
}

#[component]
fn Criteria(
    choices: Result<SearchChoices, ApiError>,
    request: PageRequest,
    contract: RwSignal<Option<String>>,
) -> impl IntoView {
    let t = use_texts().users();
    let (choices, failure) = match choices {
        Ok(choices) => (choices, None),
        Err(error) => (SearchChoices::default(), Some(error)),
    };
    #[cfg(feature = "ssr")]
    if choices.has_leftover(&request.filter) {
        let filter = Filter { sub_account: None, ..request.filter.clone() };
        crate::api::redirect(&query::list_address(&PageRequest { filter, cursor: None, ..request.clone() }));
    }
    let kept = query::pairs(&PageRequest { filter: Filter::default(), cursor: None, ..request.clone() });
    let unfiltered = request.filter == Filter::default();
    let Filter { contract: asked, sub_account, site, profile, user, status, mail_failed, ends_soon, import } =
        request.filter.clone();

    let (contracts, parts) = (choices.contracts.clone(), choices.clone());

    view! {
        {failure.map(|error| view! { <ErrorCallout error/> })}
        <fieldset>
            <legend>{t.list.search_by}</legend>
            <NumberSelect
                name=query::CONTRACT
                label=t.fields.contract
                choices=move || contracts.clone()
                is_foreign=asked.as_ref().is_some_and(|asked| choices.contracts.iter().all(|(number, _)| number != asked))
                chosen=asked
                on:change=move |_| offer_sub_accounts(contract)
            />
            <NumberSelect
                name=query::SUB_ACCOUNT
                label=t.fields.sub_account
                choices=move || parts.sub_accounts_of(contract.read().as_deref())
                is_foreign=sub_account.as_ref().is_some_and(|part| choices.sub_accounts.iter().all(|(_, number, _)| number != part))
                chosen=sub_account
            />
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
    choices: impl Fn() -> Vec<(String, String)> + Send + 'static,
    #[prop(optional_no_strip)] chosen: Option<String>,
    /// Whether what is chosen is a number that nobody knows, out of an old bookmark. It stays visible as what narrows the
    /// list.
    is_foreign: bool,
) -> impl IntoView {
    let t = &use_texts().users().list;
    let foreign = chosen.clone().filter(|_| is_foreign);
    let options = move || {
        let option = |(number, name): (String, String)| {
            let selected = chosen.as_ref() == Some(&number);
            let words = format!("{number} {name}").trim().to_owned();
            view! {
                <option value=number selected=selected>
                    {words}
                </option>
            }
        };
        choices().into_iter().map(option).collect_view()
    };

    view! {
        <div class="field">
            <label for=field_id(name)>{label}</label>
            <select class="input" id=field_id(name) name=name>
                <option value="">{t.any}</option>
                {foreign.map(|number| view! { <option value=number.clone() selected=true>{number.clone()}</option> })}
                {options}
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
