use super::api::{OperatorOpenAccount, OperatorSetAccount, TypedAccount};
use super::problem::AccountProblem;
use crate::api::FlashForm;
use crate::components::{EmptyState, SelectField, Submit, TextField};
use crate::i18n::{date, use_texts};
use domain::contracts::{ContractRow, SubAccountRow};
use domain::ids::CustomerId;
use domain::time::LocalTime;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// A customer's contracts with their parts, each to be closed or opened again; and the form that opens a new one.
#[component]
pub fn Accounts(
    customer: CustomerId,
    contracts: Vec<ContractRow>,
    #[prop(optional_no_strip)] kept: Option<FlashForm<TypedAccount, AccountProblem>>,
) -> impl IntoView {
    let t = &use_texts().operator().accounts;
    let table = if contracts.is_empty() {
        view! { <EmptyState title=t.none text=t.none_why/> }.into_any()
    } else {
        view! { <Table customer contracts=contracts.clone()/> }.into_any()
    };

    view! {
        <section class="section" aria-labelledby="h-accounts">
            <header>
                <h2 id="h-accounts">{t.title}</h2>
            </header>
            {table}
            <OpeningForm customer contracts kept/>
        </section>
    }
}

#[component]
fn Table(customer: CustomerId, contracts: Vec<ContractRow>) -> impl IntoView {
    let t = &use_texts().operator().accounts;
    let rows = contracts.into_iter().map(|contract| {
        let number = contract.number.to_string();
        let parts = contract.sub_accounts.iter().map(|part| part_row(customer, &number, part)).collect_view();
        view! {
            {row(customer, number.clone(), String::new(), contract.name.to_string(), contract.closed_at)}
            {parts}
        }
    });

    view! {
        <table class="table stackable" role="table">
            <caption class="vh">{t.title}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t.contract}</th>
                    <th role="columnheader" scope="col">{t.sub_account}</th>
                    <th role="columnheader" scope="col">{t.name}</th>
                    <th role="columnheader" scope="col" class="act">
                        <span class="vh">{t.act}</span>
                    </th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
}

fn part_row(customer: CustomerId, contract: &str, part: &SubAccountRow) -> impl IntoView + use<> {
    row(customer, contract.to_owned(), part.number.to_string(), part.name.to_string(), part.closed_at)
}

/// A contract, or a part of one; the part's number is "" for the whole.
fn row(
    customer: CustomerId,
    contract: String,
    part: String,
    name: String,
    closed_at: Option<LocalTime>,
) -> impl IntoView {
    let texts = use_texts();
    let t = &texts.operator().accounts;
    let chip =
        closed_at.map(|at| view! { " " <span class="chip">{(t.closed)(&date(texts.locale, at))}</span> });
    let number = if part.is_empty() { contract.clone() } else { format!("{contract} {part}") };
    let (word, label) = if closed_at.is_some() {
        (t.reopen, (t.reopen_named)(&number))
    } else {
        (t.close, (t.close_named)(&number))
    };

    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="main num">
                {contract.clone()}
            </th>
            <td role="cell" class="num" data-label=t.sub_account>
                {part.clone()}
            </td>
            <td role="cell" data-label=t.name>
                {name}
                {chip}
            </td>
            <td role="cell" class="act">
                <form method="post" action=OperatorSetAccount::url()>
                    <input type="hidden" name="customer" value=customer.to_string()/>
                    <input type="hidden" name="contract" value=contract/>
                    <input type="hidden" name="sub_account" value=part/>
                    <input type="hidden" name="closed" value=closed_at.is_none().to_string()/>
                    <button class="button small" type="submit" aria-label=label>
                        {word}
                    </button>
                </form>
            </td>
        </tr>
    }
}

/// A new contract, or a new part of one.
#[component]
fn OpeningForm(
    customer: CustomerId,
    contracts: Vec<ContractRow>,
    #[prop(optional_no_strip)] kept: Option<FlashForm<TypedAccount, AccountProblem>>,
) -> impl IntoView {
    let texts = use_texts();
    let t = &texts.operator().accounts;
    let (typed, problem) = kept.map(|kept| (kept.input, kept.error)).unzip();
    let TypedAccount { contract: chosen, number, name } = typed.unwrap_or_default();
    let said = |field: &str| {
        let problem = problem.as_ref().filter(|problem| problem.field() == field);
        MaybeProp::from(problem.map(|problem| problem.words(texts)))
    };
    let options = contracts
        .into_iter()
        .map(|contract| {
            let number = contract.number.to_string();
            let shown = format!("{number} {}", contract.name);
            view! {
                <option value=number.clone() selected=number == chosen>
                    {shown}
                </option>
            }
        })
        .collect_view();

    view! {
        <form class="stack form" method="post" action=OperatorOpenAccount::url() novalidate>
            <input type="hidden" name="customer" value=customer.to_string()/>
            <SelectField name="contract" label=t.within error=said("contract")>
                <option value="">{t.new_contract}</option>
                {options}
            </SelectField>
            <TextField
                name="number"
                label=t.number
                value=number
                autocomplete="off"
                required=true
                error=said("number")
            />
            <TextField
                name="name"
                label=t.name
                value=name
                autocomplete="off"
                required=true
                error=said("name")
            />
            <div class="row">
                <Submit label=t.open class=""/>
            </div>
        </form>
    }
}
