use super::query::page_address;
use super::texts::ConsolidationTexts;
use crate::components::EmptyState;
use crate::i18n::{date, number, use_texts};
use crate::icons::{Icon, IconName};
use crate::layout::SelectCustomer;
use crate::users::query::{CONTRACT, address};
use domain::consolidation::{ConsolidationRequest, ContractLine, ContractSort};
use domain::ids::CustomerId;
use domain::paths;
use domain::users::Direction;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// The contracts of a page, each with the ways into it.
#[component]
pub fn Contracts(
    lines: Vec<ContractLine>,
    matching: u64,
    is_searched: bool,
    request: ConsolidationRequest,
) -> impl IntoView {
    let t = use_texts().consolidation();
    let table = if lines.is_empty() {
        let (title, why) =
            if is_searched { (t.none_found, t.none_found_why) } else { (t.no_contract, t.no_contract_why) };
        view! { <EmptyState title text=why/> }.into_any()
    } else {
        view! {
            <div class="table-scroll" role="group" aria-labelledby="h-contracts" tabindex="0">
                <table class="table stackable consolidated" role="table" aria-labelledby="h-contracts">
                    <Heads request/>
                    <tbody role="rowgroup">{lines.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };

    view! {
        <section class="section" aria-labelledby="h-contracts">
            <header>
                <h2 id="h-contracts">{t.contracts}</h2>
                <span class="count" role="status">
                    {(t.matching)(matching)}
                </span>
            </header>
            {table}
        </section>
    }
}

#[component]
fn Heads(request: ConsolidationRequest) -> impl IntoView {
    let t = use_texts().consolidation();
    let direction = request.direction();
    let head = |sort: ContractSort| {
        let is_current = sort == request.sort;
        let (said, icon) = match (is_current, direction) {
            (false, _) => (None, IconName::UpDown),
            (true, Direction::Ascending) => (Some("ascending"), IconName::Up),
            (true, Direction::Descending) => (Some("descending"), IconName::Down),
        };
        let turned = is_current && !request.turned;
        let to = page_address(&ConsolidationRequest { sort, turned, page: 0, ..request.clone() });
        let class = if is_number(sort) { "num" } else { "" };
        view! {
            <th role="columnheader" scope="col" class=class aria-sort=said>
                <a class="sort" href=to data-noscroll="">
                    {t.head(sort)}
                    <Icon of=icon/>
                </a>
            </th>
        }
    };

    view! {
        <thead role="rowgroup">
            <tr role="row">{ContractSort::ALL.map(head).into_iter().collect_view()}</tr>
        </thead>
    }
}

const fn is_number(sort: ContractSort) -> bool {
    !matches!(sort, ContractSort::Customer | ContractSort::Contract | ContractSort::Imported)
}

fn row(line: ContractLine) -> impl IntoView {
    let texts = use_texts();
    let t = texts.consolidation();
    let at_contract = address(paths::USERS, &[(CONTRACT, line.number.clone())]);
    let imported = line.imported.map_or_else(|| "–".to_owned(), |at| date(texts.locale, at));
    let open_customer = (t.open_customer)(&line.customer_name);
    let open_contract = (t.open_contract)(&line.number, &line.customer_name);

    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="main">
                <WayInto
                    customer=line.customer
                    to=paths::USERS.to_owned()
                    name=line.customer_name
                    says=open_customer
                />
            </th>
            <td role="cell" class="contract" data-label=t.head(ContractSort::Contract)>
                <WayInto
                    customer=line.customer
                    to=at_contract
                    name=format!("{} {}", line.number, line.name)
                    says=open_contract
                />
            </td>
            {[
                (ContractSort::Invited, line.people.invited),
                (ContractSort::Active, line.people.active),
                (ContractSort::Suspended, line.people.suspended),
                (ContractSort::Expired, line.people.expired),
                (ContractSort::Sites, line.sites),
                (ContractSort::MailsFailed, line.mails_failed),
                (ContractSort::EndingSoon, line.ending_soon),
            ]
                .map(|(sort, value)| figure(t, texts.locale, sort, value))
                .into_iter()
                .collect_view()}
            <td role="cell" class="moment" data-label=t.head(ContractSort::Imported)>
                {imported}
            </td>
        </tr>
    }
}

/// A number that is none is there, and out of the way.
fn figure(
    t: &'static ConsolidationTexts,
    locale: crate::i18n::Locale,
    sort: ContractSort,
    value: u64,
) -> impl IntoView {
    let class = match (sort, value) {
        (_, 0) => "num half faint",
        (ContractSort::MailsFailed, _) => "num half bad",
        _ => "num half",
    };
    view! {
        <td role="cell" class=class data-label=t.head(sort)>
            {number(locale, value)}
        </td>
    }
}

/// Looks at a customer, from one of its pages on. It changes what the session looks at, so it is a form.
#[component]
pub fn WayInto(
    customer: CustomerId,
    /// The page.
    to: String,
    /// What stands on it.
    name: String,
    /// What it does.
    says: String,
) -> impl IntoView {
    view! {
        <form method="post" action=SelectCustomer::url()>
            <input type="hidden" name="customer" value=customer.to_string()/>
            <input type="hidden" name="to" value=to/>
            <button class="linklike" type="submit" title=says>
                {name}
            </button>
        </form>
    }
}
