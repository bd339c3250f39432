use super::api::{ContractsPageData, EDITED, SetLabel, list_contracts, take_flash};
use crate::api::{ApiError, FlashForm};
use crate::components::{
    Breadcrumbs, Callout, EmptyState, ErrorCallout, Page, PageHeader, Skeleton, Submit, TextField, Tone,
    after_load,
};
use crate::i18n::{date, use_texts};
use crate::sites::UsageLink;
use crate::users::query::{list_address, narrowed_to};
use domain::contracts::{ContractRow, SubAccountRow};
use domain::names::AccountName;
use domain::paths;
use domain::time::LocalTime;
use domain::users::{Filter, PageRequest, SortKey};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

/// The label that is being changed, as the address names it, and what was refused before.
#[derive(Clone)]
struct Editing {
    /// The key of the contract or of the sub-account.
    edited: String,
    kept: Option<FlashForm<String>>,
    action: ServerAction<SetLabel>,
}

/// The customer's contracts and their parts.
#[component]
pub fn ContractsPage() -> impl IntoView {
    let t = use_texts();
    let query = use_query_map();
    let edited = Memo::new(move |_| query.read().get(EDITED).unwrap_or_default());
    let action = ServerAction::<SetLabel>::new();
    let saved = RwSignal::new(0_usize);
    Effect::new(move |_| {
        if let Some(Ok(())) = action.value().get() {
            saved.update(|times| *times += 1);
        }
    });
    let contracts = Resource::new(move || saved.get(), |_| list_contracts());
    let flash = Resource::new(move || saved.get(), |_| async { take_flash().await.ok().flatten() });
    let breadcrumbs = move || {
        let path = vec![(t.layout().my_client_space.to_owned(), paths::USERS.to_owned())];
        view! { <Breadcrumbs path here=t.contracts().title/> }
    };

    view! {
        <Page title=t.contracts().title>
            <PageHeader title=t.contracts().title lede=t.contracts().lede breadcrumbs=breadcrumbs/>
            <Transition>
                {after_load(move || async move {
                    let done = flash.await.map(|done| (t.contracts().labelled)(&done.label));
                    done.map(|message| {
                            view! {
                                <Callout tone=Tone::Good role="status">
                                    <p>{message}</p>
                                </Callout>
                            }
                        })
                        .into_any()
                })}
            </Transition>
            <Transition fallback=|| view! { <Skeleton/> }>
                {after_load(move || {
                    let edited = edited.get();
                    async move {
                        match contracts.await {
                            Ok(ContractsPageData { contracts, kept }) => {
                                view! { <Contracts contracts editing=Editing { edited, kept, action }/> }.into_any()
                            }
                            Err(error) => view! { <ErrorCallout error/> }.into_any(),
                        }
                    }
                })}
            </Transition>
        </Page>
    }
}

#[component]
fn Contracts(contracts: Vec<ContractRow>, editing: Editing) -> impl IntoView {
    let t = use_texts().contracts();
    if contracts.is_empty() {
        return view! { <EmptyState title=t.none text=t.none_why/> }.into_any();
    }

    contracts
        .into_iter()
        .map(|contract| view! { <Contract contract editing=editing.clone()/> })
        .collect_view()
        .into_any()
}

/// A contract with its parts.
#[component]
fn Contract(contract: ContractRow, editing: Editing) -> impl IntoView {
    let t = use_texts().contracts();
    let heading = format!("h-{}", contract.id);
    let number = contract.number.to_string();
    let filter = Filter { contract: Some(number.clone()), ..Filter::default() };
    let by_site = PageRequest { filter: filter.clone(), sort: SortKey::Site, ..PageRequest::default() };
    let sites = (contract.usage.elsewhere > 0).then(|| {
        let count = (t.site_count)(contract.usage.elsewhere, contract.usage.is_exact());
        view! { <a href=list_address(&by_site)>{count}</a> }
    });
    let key = contract.id.to_string();
    let parts = contract.sub_accounts;
    let table = (!parts.is_empty()).then(|| {
        view! { <SubAccounts contract=key.clone() number=number.clone() parts editing=editing.clone()/> }
    });

    view! {
        <section class="section contract" aria-labelledby=heading.clone()>
            <header>
                <h2 id=heading.clone()>
                    <span class="code">{number.clone()}</span>
                    " "
                    {contract.name.to_string()}
                </h2>
                <Closed at=contract.closed_at/>
                <span class="tools">
                    <UsageLink usage=contract.usage filter/>
                    {sites}
                </span>
            </header>
            <Label
                contract=key.clone()
                sub_account=String::new()
                label=contract.label
                named=number
                editing=editing
            />
            {table}
        </section>
    }
}

/// That it is closed, and since when.
#[component]
fn Closed(#[prop(optional_no_strip)] at: Option<LocalTime>) -> impl IntoView {
    let texts = use_texts();
    at.map(|at| {
        let since = (texts.contracts().closed)(&date(texts.locale, at));
        view! { <span class="chip">{since}</span> }
    })
}

#[component]
fn SubAccounts(
    contract: String,
    number: String,
    parts: Vec<SubAccountRow>,
    editing: Editing,
) -> impl IntoView {
    let t = use_texts().contracts();
    let rows = parts.into_iter().map(|part| {
        let of = part.number.to_string();
        let filter =
            Filter { contract: Some(number.clone()), sub_account: Some(of.clone()), ..Filter::default() };
        view! {
            <tr role="row">
                <th role="rowheader" scope="row" class="main">
                    {part.name.to_string()} " " <span class="code">{format!("({of})")}</span>
                    <Closed at=part.closed_at/>
                </th>
                <td role="cell" data-label=t.label>
                    <Label
                        contract=contract.clone()
                        sub_account=part.id.to_string()
                        label=part.label
                        named=of.clone()
                        editing=editing.clone()
                    />
                </td>
                <td role="cell" data-label=t.users>
                    <a href=narrowed_to(filter) aria-label=(t.users_of)(&of)>
                        {t.see_users}
                    </a>
                </td>
            </tr>
        }
    });

    view! {
        <table class="table stackable sub-accounts" role="table">
            <caption class="vh">{(t.sub_accounts_of)(&number)}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t.sub_account}</th>
                    <th role="columnheader" scope="col">{t.label}</th>
                    <th role="columnheader" scope="col">{t.users}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
}

/// What the customer calls it, and a link that turns it into a form.
#[component]
fn Label(
    contract: String,
    /// "" for the contract as a whole.
    sub_account: String,
    #[prop(optional_no_strip)] label: Option<AccountName>,
    /// The number of what is called so.
    named: String,
    editing: Editing,
) -> impl IntoView {
    let t = use_texts().contracts();
    let key = if sub_account.is_empty() { contract.clone() } else { sub_account.clone() };
    let label = label.map(String::from).unwrap_or_default();
    if editing.edited == key {
        return view! { <LabelForm contract sub_account label named editing/> }.into_any();
    }

    let edit = format!("{}?{EDITED}={key}", paths::CONTRACTS);
    let shown = if label.is_empty() {
        view! { <span class="faint">{t.no_label}</span> }.into_any()
    } else {
        view! { <span>{label}</span> }.into_any()
    };

    view! {
        <p class="labelled">
            {sub_account.is_empty().then(|| view! { <span class="soft">{t.label}</span> })} {shown}
            <A href=edit scroll=false attr:class="button small" attr:aria-label=(t.edit_label)(&named)>
                {t.edit}
            </A>
        </p>
    }
    .into_any()
}

#[component]
fn LabelForm(
    contract: String,
    sub_account: String,
    label: String,
    named: String,
    editing: Editing,
) -> impl IntoView {
    let t = use_texts().contracts();
    let Editing { kept, action, .. } = editing;
    let (typed, refused) = kept.map(|kept| (kept.input, kept.error)).unzip();
    let refusal = Signal::derive(move || match action.value().get() {
        Some(answer) => answer.err(),
        None => refused.clone(),
    });
    let message = MaybeProp::derive(move || match refusal.get()? {
        ApiError::Invalid(errors) => Some(t.problem(&errors.first()?.code).to_owned()),
        _ => None,
    });
    let failure = move || {
        let error = refusal.get().filter(|error| !matches!(error, ApiError::Invalid(_)))?;
        Some(view! { <ErrorCallout error/> })
    };

    view! {
        {failure}
        <ActionForm action=action attr:class="one-line">
            <input type="hidden" name="contract" value=contract/>
            <input type="hidden" name="sub_account" value=sub_account/>
            <TextField
                name="label"
                label=(t.label_of)(&named)
                value=typed.unwrap_or(label)
                autocomplete="off"
                autofocus=true
                hint=t.label_hint
                error=message
            />
            <Submit label=t.save pending=action.pending()/>
            <A href=paths::CONTRACTS scroll=false attr:class="button quiet">
                {t.cancel}
            </A>
        </ActionForm>
    }
}
