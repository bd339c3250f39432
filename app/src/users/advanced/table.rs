use super::api::{AdvancedPage, Flash, list_advanced_users};
use super::proposals::Proposals;
use super::query::{ORDER, SORT, SORTS, SOUGHT, Shown, address_of, code, from_query, sorted_by};
use super::removal::AdvancedRemoval;
use crate::components::{Callout, EmptyState, ErrorCallout, GetForm, Skeleton, Status, Tone, after_load};
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::users::display_name;
use domain::advanced_users::{AdvancedSort, AdvancedUser};
use domain::paths;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// So many stand in the table before *Voir plus*.
const FIRST: usize = 10;

/// The customer's advanced users, and the associations that it has proposed.
#[component]
pub fn AdvancedUsers() -> impl IntoView {
    let texts = use_texts();
    let (t, management) = (texts.advanced(), texts.management());
    let query = use_query_map();
    let shown = Memo::new(move |_| from_query(&query.read()));
    let asked = Memo::new(move |_| query.read().get(paths::ADVANCED_REMOVED));
    let request = Memo::new(move |_| shown.get().request);
    let page = Resource::new(move || request.get(), list_advanced_users);

    view! {
        <section class="section" id="avances" aria-labelledby="h-advanced">
            <header>
                <h2 id="h-advanced">{management.advanced}</h2>
                <span class="tools">
                    <a class="button small" href=paths::IMPORT_ADVANCED_USERS>
                        <Icon of=IconName::Upload/>
                        {t.import.title}
                    </a>
                    <a class="button small" href=paths::ADVANCED_USERS_CSV rel="external" download="">
                        <Icon of=IconName::Download/>
                        {management.advanced_export}
                    </a>
                    <a
                        class="button small"
                        href=paths::ADVANCED_USERS_XLSX
                        rel="external"
                        download=""
                        aria-label=t.export_xlsx
                    >
                        "xlsx"
                    </a>
                </span>
            </header>
            <Transition fallback=|| view! { <Skeleton/> }>
                {after_load(move || {
                    let (shown, asked) = (shown.get(), asked.get());
                    async move {
                        match page.await {
                            Err(error) => view! { <ErrorCallout error/> }.into_any(),
                            Ok(page) => view! { <Content page shown asked/> }.into_any(),
                        }
                    }
                })}
            </Transition>
        </section>
    }
}

#[component]
fn Content(
    page: AdvancedPage,
    shown: Shown,
    #[prop(optional_no_strip)] asked: Option<String>,
) -> impl IntoView {
    let AdvancedPage { users, proposals, flash } = page;
    let removed = users.iter().find(|user| Some(&user.key) == asked.as_ref()).cloned();
    let is_sought = shown.request.sought.is_some();
    let searched = (!users.is_empty() || is_sought).then(|| view! { <Search shown=shown.clone()/> });
    let table = if users.is_empty() {
        view! { <Nobody is_sought/> }.into_any()
    } else {
        view! { <Table users shown/> }.into_any()
    };

    view! {
        {flash.map(|flash| view! { <FlashView flash/> })}
        {searched}
        {table}
        {(!proposals.is_empty()).then(|| view! { <Proposals proposals/> })}
        {removed.map(|user| view! { <AdvancedRemoval user/> })}
    }
}

#[component]
fn FlashView(flash: Flash) -> impl IntoView {
    let t = &use_texts().advanced().done;
    let (tone, message) = match flash {
        Flash::Added(email) => (Tone::Good, (t.added)(&email)),
        Flash::Imported(added) => (Tone::Good, (t.imported)(u64::from(added))),
        Flash::Proposed(email) => (Tone::Good, (t.proposed)(&email)),
        Flash::Withdrawn => (Tone::Good, t.withdrawn.to_owned()),
        Flash::Edited => (Tone::Good, t.edited.to_owned()),
        Flash::Suspended => (Tone::Good, t.suspended.to_owned()),
        Flash::Reactivated => (Tone::Good, t.reactivated.to_owned()),
        Flash::MailedTooSoon => (Tone::Warn, t.mailed_too_soon.to_owned()),
        Flash::MailedAgain => (Tone::Good, t.mailed_again.to_owned()),
        Flash::Removed => (Tone::Good, t.removed.to_owned()),
        Flash::Gone => (Tone::Warn, t.gone.to_owned()),
    };
    view! {
        <Callout tone=tone role="status">
            <p>{message}</p>
        </Callout>
    }
}

#[component]
fn Search(shown: Shown) -> impl IntoView {
    let t = use_texts().advanced();
    let Shown { request, .. } = shown;
    let sort = (request.sort != AdvancedSort::LastName)
        .then(|| view! { <input type="hidden" name=SORT value=code(request.sort)/> });
    let order = request.descending.then(|| view! { <input type="hidden" name=ORDER value="decroissant"/> });

    view! {
        <search aria-label=t.search_label>
            <GetForm action=paths::USER_MANAGEMENT class="one-line">
                <div class="field">
                    <label for="f-advanced">{t.search_label}</label>
                    <input
                        class="input"
                        id="f-advanced"
                        name=SOUGHT
                        type="search"
                        autocomplete="off"
                        value=request.sought
                    />
                </div>
                {sort}
                {order}
                <button class="button" type="submit">
                    {t.search}
                </button>
            </GetForm>
        </search>
    }
}

#[component]
fn Nobody(is_sought: bool) -> impl IntoView {
    let t = use_texts().management();
    if is_sought {
        return view! {
            <EmptyState title=t.none_found text=t.none_found_why>
                <a class="button" href=paths::USER_MANAGEMENT>
                    {use_texts().advanced().everybody}
                </a>
            </EmptyState>
        }
        .into_any();
    }

    view! { <EmptyState title=t.no_advanced text=t.no_advanced_why/> }.into_any()
}

#[component]
fn Table(users: Vec<AdvancedUser>, shown: Shown) -> impl IntoView {
    let texts = use_texts();
    let (t, management) = (texts.advanced(), texts.management());
    let most = if shown.all { users.len() } else { FIRST };
    let others = users.len().saturating_sub(most) as u64;
    let more = (others > 0).then(|| {
        let href = address_of(&Shown { all: true, ..shown.clone() });
        view! {
            <div class="row">
                <a class="button small" href=href data-noscroll="">
                    <Icon of=IconName::Down/>
                    {management.more}
                    " "
                    <span class="faint">{(management.others)(others)}</span>
                </a>
            </div>
        }
    });
    let act = |name| {
        view! {
            <th role="columnheader" scope="col" class="act">
                <span class="vh">{name}</span>
            </th>
        }
    };

    view! {
        <div class="table-scroll" role="group" aria-labelledby="h-advanced" tabindex="0">
            <table class="table stackable managed" role="table">
                <caption class="vh">{management.advanced}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {SORTS.map(|sort| view! { <Head sort shown=shown.clone()/> }).collect_view()}
                        <th role="columnheader" scope="col">{t.contracts}</th>
                        {act(management.edit)}
                        {act(management.remove)}
                    </tr>
                </thead>
                <tbody role="rowgroup">{users.into_iter().take(most).map(row).collect_view()}</tbody>
            </table>
        </div>
        {more}
    }
}

/// The head of a column, which sorts by it, or the other way.
#[component]
fn Head(sort: AdvancedSort, shown: Shown) -> impl IntoView {
    let t = use_texts().management();
    let name = match sort {
        AdvancedSort::LastName => t.last_name,
        AdvancedSort::FirstName => t.first_name,
        AdvancedSort::Email => t.email,
        AdvancedSort::Identifier => t.identifier,
    };
    let (state, icon) = match (shown.request.sort == sort, shown.request.descending) {
        (true, false) => ("ascending", IconName::Up),
        (true, true) => ("descending", IconName::Down),
        (false, _) => ("none", IconName::UpDown),
    };

    view! {
        <th role="columnheader" scope="col" aria-sort=state>
            <a class="sort" href=sorted_by(&shown, sort) data-noscroll="">
                {name}
                <Icon of=icon/>
            </a>
        </th>
    }
}

fn row(user: AdvancedUser) -> impl IntoView {
    let texts = use_texts();
    let (t, management) = (texts.advanced(), texts.management());
    let AdvancedUser { key, last_name, first_name, email, identifier, status, contracts } = user;
    let name = display_name(&first_name, &last_name, &email);
    let known = |name: String| {
        if name.is_empty() {
            view! { <span class="faint">{management.unknown}</span> }.into_any()
        } else {
            name.into_any()
        }
    };
    let identifier = match identifier {
        Some(identifier) => identifier.into_any(),
        None => view! {
            <span class="status pending">
                <Icon of=IconName::Clock/>
                {management.no_identifier}
            </span>
        }
        .into_any(),
    };
    let suspended = (status == domain::users::UserStatus::Suspended)
        .then(|| view! { " " <Status status since=None mail=None/> });
    let seen = if contracts.is_empty() { t.all_contracts.to_owned() } else { contracts.join(", ") };

    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="main">
                {known(last_name)}
                {suspended}
            </th>
            <td role="cell" data-label=management.first_name>
                {known(first_name)}
            </td>
            <td role="cell" class="address" data-label=management.email>
                {email}
            </td>
            <td role="cell" class="num" data-label=management.identifier>
                {identifier}
            </td>
            <td role="cell" data-label=t.contracts>
                {seen}
            </td>
            <td role="cell" class="act">
                <a
                    class="button icon-only"
                    href=paths::advanced_user(&key)
                    aria-label=(management.edit_row)(&name)
                    title=management.edit
                >
                    <Icon of=IconName::Pencil/>
                </a>
            </td>
            <td role="cell" class="act">
                <a
                    class="button icon-only danger"
                    href=paths::remove_advanced_user(&key)
                    data-noscroll=""
                    aria-label=(management.remove_row)(&name)
                    title=management.remove
                >
                    <Icon of=IconName::Trash/>
                </a>
            </td>
        </tr>
    }
}
