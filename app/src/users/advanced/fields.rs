use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use domain::advanced_users::ContractChoice;
use leptos::prelude::*;

/// The customer's contracts, of which some are chosen.
#[component]
pub fn ContractChoices(
    contracts: Vec<ContractChoice>,
    /// The keys of those that are chosen at first.
    chosen: Vec<String>,
    #[prop(optional_no_strip)] error: Option<String>,
) -> impl IntoView {
    let t = use_texts().advanced();
    let described = error.is_some().then_some("contracts-error");
    let choice = move |contract: ContractChoice| {
        let key = contract.id.to_string();
        let checked = chosen.contains(&key);
        view! {
            <label class="choice">
                <input type="checkbox" name="contracts[]" value=key checked=checked/>
                <span>
                    <b class="num">{contract.account.number}</b>
                    " "
                    {contract.account.name}
                </span>
            </label>
        }
    };

    view! {
        <fieldset class="fieldset" id="contracts" tabindex="-1" aria-describedby=described>
            <legend>{t.contracts}</legend>
            {contracts.into_iter().map(choice).collect_view()}
            {error
                .map(|message| {
                    view! {
                        <p class="error" id="contracts-error">
                            <Icon of=IconName::Alert/>
                            <span>{message}</span>
                        </p>
                    }
                })}
        </fieldset>
    }
}
