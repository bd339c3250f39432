use super::ReferencePage;
use crate::components::EmptyState;
use crate::i18n::use_texts;
use domain::reference::{Contract, ReferenceData};
use leptos::prelude::*;

/// The customer's contracts and their parts.
#[component]
pub fn ContractsPage() -> impl IntoView {
    let t = use_texts().reference();
    view! { <ReferencePage title=t.contracts lede=t.contracts_lede show=contracts/> }
}

fn contracts(reference: ReferenceData) -> impl IntoView {
    let t = use_texts().reference();
    if reference.contracts.is_empty() {
        return view! { <EmptyState title=t.no_contracts text=t.nothing_yet/> }.into_any();
    }

    view! {
        <div class="table-scroll" role="group" aria-label=t.contracts tabindex="0">
            <table class="table">
                <caption class="vh">{t.contracts}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.contract_number}</th>
                        <th scope="col">{t.contract_name}</th>
                        <th scope="col">{t.sub_accounts}</th>
                    </tr>
                </thead>
                <tbody>{reference.contracts.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(contract: Contract) -> impl IntoView {
    let sub_accounts: Vec<String> =
        contract.sub_accounts.into_iter().map(|part| format!("{} ({})", part.name, part.number)).collect();
    view! {
        <tr>
            <th scope="row" class="num">{String::from(contract.number)}</th>
            <td>{String::from(contract.name)}</td>
            <td>{sub_accounts.join(", ")}</td>
        </tr>
    }
}
