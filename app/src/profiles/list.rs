use super::api::{SetDefaultProfile, UndoProfileChange, list_profiles};
use super::flash_messages::{FlashMessages, latest_flash};
use crate::components::{
    Breadcrumbs, EmptyState, ErrorCallout, Page, PageHeader, SelectField, Skeleton, Submit, after_load,
};
use crate::i18n::{number, use_texts};
use crate::icons::{Icon, IconName};
use crate::users::query::narrowed_to;
use domain::paths;
use domain::profiles::ProfileSummary;
use domain::rights::{Application, Level};
use domain::users::{Count, Filter};
use leptos::form::ActionForm;
use leptos::prelude::*;

/// The customer's profiles: what each lets people do, and who has it.
#[component]
pub fn ProfilesPage() -> impl IntoView {
    let t = use_texts().profiles();
    let (undo, choice) = (ServerAction::<UndoProfileChange>::new(), ServerAction::<SetDefaultProfile>::new());
    let tried = move || undo.version().get() + choice.version().get();
    let flash = latest_flash(tried);
    let profiles = Resource::new(tried, |_| list_profiles());
    let area = use_texts().layout().my_client_space;
    let breadcrumbs = move || {
        view! { <Breadcrumbs path=vec![(area.to_owned(), paths::USERS.to_owned())] here=t.title/> }
    };

    view! {
        <Page title=t.title>
            <PageHeader title=t.title lede=t.lede breadcrumbs=breadcrumbs>
                <a class="button primary" href=paths::CREATE_PROFILE>
                    <Icon of=IconName::Plus/>
                    {t.create}
                </a>
            </PageHeader>
            <FlashMessages flash undo/>
            <Transition fallback=|| view! { <Skeleton/> }>
                {after_load(move || async move {
                    match profiles.await {
                        Ok(profiles) if profiles.is_empty() => {
                            view! { <EmptyState title=t.none text=t.none_why/> }.into_any()
                        }
                        Ok(profiles) => {
                            view! {
                                <Profiles profiles=profiles.clone()/>
                                <DefaultChoice profiles choice/>
                            }
                                .into_any()
                        }
                        Err(error) => view! { <ErrorCallout error/> }.into_any(),
                    }
                })}
            </Transition>
        </Page>
    }
}

#[component]
fn Profiles(profiles: Vec<ProfileSummary>) -> impl IntoView {
    let t = use_texts().profiles();
    let rights = use_texts().rights();
    let heading = |name: &'static str| view! { <th role="columnheader" scope="col">{name}</th> };

    view! {
        <div class="table-scroll" role="group" aria-label=t.title tabindex="0">
            <table class="table stackable profiles" role="table">
                <caption class="vh">{t.title}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {heading(t.profile)}
                        {Application::ALL.map(|each| heading(rights.application(each))).collect_view()}
                        {heading(t.people_heading)}
                        <th role="columnheader" scope="col">
                            <span class="vh">{t.actions}</span>
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{profiles.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(summary: ProfileSummary) -> impl IntoView {
    let t = use_texts().profiles();
    let rights = use_texts().rights();
    let ProfileSummary { profile, is_default, people } = summary;
    let name = profile.name.to_string();
    let level = |application| {
        let level = profile.rights.level(application);
        view! {
            <td
                role="cell"
                class="half"
                class:faint=level == Level::None
                data-label=rights.application(application)
            >
                {rights.level(level)}
            </td>
        }
    };
    let action = |href: String, what: &'static str, class: &'static str, icon: IconName| {
        view! {
            <a class=format!("button icon-only {class}") href=href aria-label=(t.of)(what, &name) title=what>
                <Icon of=icon/>
            </a>
        }
    };

    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="main">
                {name.clone()}
                {is_default.then(|| view! { <span class="chip">{t.default_mark}</span> })}
            </th>
            {Application::ALL.map(level).collect_view()}
            <td role="cell" data-label=t.people_heading>
                <People profile=name.clone() people short=true/>
            </td>
            <td role="cell" class="actions-cell">
                {action(paths::profile(profile.id), t.edit, "", IconName::Pencil)}
                {action(paths::copy_profile(profile.id), t.copy, "", IconName::Copy)}
                {action(paths::delete_profile(profile.id), t.delete, "danger", IconName::Trash)}
            </td>
        </tr>
    }
}

/// How many people have a profile, and the way to them.
#[component]
pub fn People(
    profile: String,
    people: Count,
    /// Whether what is counted stands above it already.
    #[prop(optional)]
    short: bool,
) -> impl IntoView {
    let texts = use_texts();
    let t = texts.profiles();
    let words = match people {
        Count::Exactly(0) => return view! { <span class="faint">{t.nobody}</span> }.into_any(),
        Count::Exactly(people) => (t.people)(people),
        Count::MoreThan(assignments) => (t.more_than)(assignments),
    };
    let label = (t.people_of)(&words, &profile);
    let shown = match people {
        Count::Exactly(people) if short => number(texts.locale, people),
        _ => words,
    };
    let they = narrowed_to(Filter { profile: Some(profile), ..Filter::default() });

    view! {
        <a class="nowrap" href=they aria-label=label>
            {shown}
        </a>
    }
    .into_any()
}

/// Which profile rows and forms get that name none.
#[component]
fn DefaultChoice(profiles: Vec<ProfileSummary>, choice: ServerAction<SetDefaultProfile>) -> impl IntoView {
    let t = use_texts().profiles();
    let option = |summary: ProfileSummary| {
        view! {
            <option value=summary.profile.id.to_string() selected=summary.is_default>
                {summary.profile.name.to_string()}
            </option>
        }
    };

    view! {
        <section class="section" aria-labelledby="h-default">
            <header>
                <h2 id="h-default">{t.default_title}</h2>
            </header>
            <ActionForm action=choice attr:class="stack form">
                <SelectField name="profile" label=t.default_label hint=t.default_hint>
                    {profiles.into_iter().map(option).collect_view()}
                </SelectField>
                <div class="go">
                    <Submit label=t.default_submit class="" pending=choice.pending()/>
                </div>
            </ActionForm>
            {move || choice.value().get().and_then(Result::err).map(|error| view! { <ErrorCallout error/> })}
        </section>
    }
}
