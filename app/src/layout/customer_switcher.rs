use super::api::SelectCustomer;
use crate::i18n::{count, number, use_texts};
use crate::icons::{Icon, IconName};
use crate::session::{Consolidation, use_session};
use domain::paths;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// The customer that is looked at, and the way to the others that the person administers or sees.
#[component]
pub fn CustomerSwitcher() -> impl IntoView {
    let t = use_texts();
    let session = use_session();

    session.customer.map(|customer| {
        let name = customer.name;
        let contracts = count(t.locale, customer.contracts, t.layout().contract, t.layout().contracts);
        let others: Vec<_> = session.customers.into_iter().filter(|(id, _)| *id != customer.id).collect();
        let is_advanced = session.consolidation != Consolidation::None;
        if others.is_empty() && !is_advanced {
            return view! {
                <div class="switcher">
                    <p>
                        <span class="vh">{t.layout().customer} " "</span>
                        <b>{name}</b>
                        " "
                        <small>{contracts}</small>
                    </p>
                </div>
            }
            .into_any();
        }
        let administered = if is_advanced {
            t.layout().all_customers.to_owned()
        } else {
            (t.layout().administers)(&number(t.locale, others.len() as u64 + 1))
        };
        view! {
            <details class="switcher menu start">
                <summary>
                    <span class="vh">{t.layout().customer} " "</span>
                    <b>{name.clone()}</b>
                    " "
                    <small>{contracts}</small>
                    <span class="vh">{t.layout().change_customer}</span>
                    <Icon of=IconName::UpDown/>
                </summary>
                <form class="panel" method="post" action=SelectCustomer::url() data-theme="dark">
                    <p class="soft">{administered}</p>
                    <p class="current">
                        <Icon of=IconName::Check/>
                        {name}
                    </p>
                    {others
                        .into_iter()
                        .map(|(id, name)| {
                            view! {
                                <button class="option" type="submit" name="customer" value=id.to_string()>
                                    {name}
                                </button>
                            }
                        })
                        .collect_view()}
                    {is_advanced
                        .then(|| {
                            view! {
                                <a class="option" href=paths::CONSOLIDATION>
                                    {t.pages().consolidation}
                                </a>
                            }
                        })}
                </form>
            </details>
        }
        .into_any()
    })
}
