use super::api::WithdrawAssociation;
use crate::i18n::{date, use_texts};
use crate::icons::{Icon, IconName};
use domain::advanced_users::Proposal;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// The associations that were proposed, and what becomes of them as far as the customer may know.
#[component]
pub fn Proposals(proposals: Vec<Proposal>) -> impl IntoView {
    let t = use_texts().advanced();
    view! {
        <div class="table-scroll" role="group" aria-label=t.proposals tabindex="0">
            <table class="table stackable managed" role="table">
                <caption>{t.proposals}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {[t.proposed_to, t.contracts, t.status]
                            .map(|name| view! { <th role="columnheader" scope="col">{name}</th> })
                            .collect_view()}
                        <th role="columnheader" scope="col" class="act">
                            <span class="vh">{t.withdraw}</span>
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{proposals.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(proposal: Proposal) -> impl IntoView {
    let texts = use_texts();
    let t = texts.advanced();
    let Proposal { id, email, contracts, asked_at, until, is_expired } = proposal;
    let (class, icon, state) = if is_expired {
        ("status expired", IconName::StatusExpired, (t.expired)(&date(texts.locale, until)))
    } else {
        ("status pending", IconName::Clock, (t.waiting)(&date(texts.locale, until)))
    };
    let (act, withdraw) =
        if is_expired { (t.forget, (t.forget_row)(&email)) } else { (t.withdraw, (t.withdraw_row)(&email)) };

    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="main address">
                {email}
                " "
                <small class="soft">{(t.asked_on)(&date(texts.locale, asked_at))}</small>
            </th>
            <td role="cell" class="num" data-label=t.contracts>
                {contracts.join(", ")}
            </td>
            <td role="cell" data-label=t.status>
                <span class=class>
                    <Icon of=icon/>
                    {state}
                </span>
            </td>
            <td role="cell" class="act">
                <form method="post" action=WithdrawAssociation::url()>
                    <input type="hidden" name="proposal" value=id.to_string()/>
                    <button class="button small" type="submit" aria-label=withdraw>
                        {act}
                    </button>
                </form>
            </td>
        </tr>
    }
}
