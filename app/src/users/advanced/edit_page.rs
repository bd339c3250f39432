use super::add_page::breadcrumbs;
use super::api::{
    EditAdvancedUser, EditionForm, Input, ResendAdvancedMail, SetAdvancedStatus, load_advanced_user,
};
use super::fields::ContractChoices;
use super::problem::{Place, at, summary};
use crate::components::{
    ErrorCallout, ErrorSummary, Page, PageHeader, Skeleton, Status, Submit, TextField, after_load,
};
use crate::i18n::use_texts;
use crate::users::display_name;
use domain::advanced_users::{AdvancedUser, AdvancedUserDetails, ContractChoice};
use domain::ids::ContractId;
use domain::paths;
use domain::users::UserStatus;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

/// *Modifier* an advanced user: names, contracts, and what else can be done.
#[component]
pub fn EditAdvancedUserPage() -> impl IntoView {
    let t = use_texts().advanced();
    let params = use_params_map();
    let key = move || params.read().get("key").unwrap_or_default();
    let form = Resource::new(key, load_advanced_user);

    view! {
        <Page title=t.edit>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {after_load(move || async move {
                    match form.await {
                        Ok(form) => view! { <Edition form/> }.into_any(),
                        Err(error) => {
                            view! {
                                <PageHeader title=t.edit breadcrumbs=move || breadcrumbs(t.edit)/>
                                <ErrorCallout error/>
                            }
                                .into_any()
                        }
                    }
                })}
            </Suspense>
        </Page>
    }
}

#[component]
fn Edition(form: EditionForm) -> impl IntoView {
    let t = use_texts().advanced();
    let EditionForm { details, refused } = form;
    let AdvancedUserDetails { user, chosen, contracts } = details;
    let name = display_name(&user.first_name, &user.last_name, &user.email);
    let (input, problems) = match refused {
        Some(refused) => (refused.input, refused.error),
        None => (present(&user, &chosen), Vec::new()),
    };
    let key = user.key.clone();
    let here = name.clone();

    view! {
        <PageHeader title=name lede=t.edit_lede breadcrumbs=move || breadcrumbs(here.clone())/>
        <Facts user=user.clone()/>
        <EditForm key input problems contracts/>
        <Acts user/>
    }
}

/// The form as it begins.
fn present(user: &AdvancedUser, chosen: &[ContractId]) -> Input {
    Input {
        email: String::new(),
        last_name: user.last_name.clone(),
        first_name: user.first_name.clone(),
        all: chosen.is_empty(),
        contracts: chosen.iter().map(ToString::to_string).collect(),
    }
}

#[component]
fn Facts(user: AdvancedUser) -> impl IntoView {
    let texts = use_texts();
    let (t, management) = (texts.advanced(), texts.management());
    view! {
        <dl class="facts">
            <dt>{management.email}</dt>
            <dd>{user.email}</dd>
            <dt>{management.identifier}</dt>
            <dd class="num">{user.identifier.unwrap_or_else(|| management.no_identifier.to_owned())}</dd>
            <dt>{t.status}</dt>
            <dd>
                <Status status=user.status since=None mail=None/>
            </dd>
        </dl>
    }
}

#[component]
fn EditForm(
    key: String,
    input: Input,
    problems: Vec<super::problem::Problem>,
    contracts: Vec<ContractChoice>,
) -> impl IntoView {
    let texts = use_texts();
    let (t, fields) = (texts.advanced(), &texts.users().fields);
    let seen = move |all: bool, name: &'static str| {
        view! {
            <label class="choice">
                <input type="radio" name="all" value=all.to_string() checked=all == input.all/>
                <span>{name}</span>
            </label>
        }
    };

    view! {
        <ErrorSummary errors=summary(&problems, texts)/>
        <form class="stack form" method="post" action=EditAdvancedUser::url() novalidate=true>
            <input type="hidden" name="key" value=key/>
            <TextField
                name="last_name"
                label=fields.last_name
                value=input.last_name
                autocomplete="off"
                optional=true
                error=at(&problems, Place::LastName, texts)
            />
            <TextField
                name="first_name"
                label=fields.first_name
                value=input.first_name
                autocomplete="off"
                optional=true
                error=at(&problems, Place::FirstName, texts)
            />
            <fieldset class="fieldset">
                <legend>{t.sees}</legend>
                {seen(true, t.sees_all)}
                {seen(false, t.sees_chosen)}
            </fieldset>
            <ContractChoices
                contracts
                chosen=input.contracts
                error=at(&problems, Place::Contracts, texts)
            />
            <div class="go">
                <Submit label=t.save/>
                <a class="button quiet" href=paths::USER_MANAGEMENT>
                    {t.back}
                </a>
            </div>
        </form>
    }
}

/// What else can be done: mailing again, suspending or reactivating, removing.
#[component]
fn Acts(user: AdvancedUser) -> impl IntoView {
    let t = use_texts().advanced();
    let AdvancedUser { key, status, .. } = user;
    let suspended = status == UserStatus::Suspended;
    let (act, consequence) =
        if suspended { (t.reactivate, t.reactivate_consequence) } else { (t.suspend, t.suspend_consequence) };
    let resending = status.is_awaited().then(|| {
        view! {
            <p class="soft">{t.resend_consequence}</p>
            <form method="post" action=ResendAdvancedMail::url()>
                <input type="hidden" name="key" value=key.clone()/>
                <Submit label=t.resend class=""/>
            </form>
        }
    });

    view! {
        <section class="section" aria-labelledby="h-access">
            <header>
                <h2 id="h-access">{t.access}</h2>
            </header>
            {resending}
            <p class="soft">{consequence}</p>
            <form method="post" action=SetAdvancedStatus::url()>
                <input type="hidden" name="key" value=key.clone()/>
                <input type="hidden" name="suspend" value=(!suspended).to_string()/>
                <Submit label=act class=""/>
            </form>
            <p class="soft">{t.remove_consequence}</p>
            <p>
                <a class="button danger" href=paths::remove_advanced_user(&key)>
                    {t.remove}
                </a>
            </p>
        </section>
    }
}
