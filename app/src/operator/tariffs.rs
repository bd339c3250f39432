use super::api::OperatorWithdrawTariff;
use crate::components::{SelectField, Submit, TextField};
use crate::i18n::{number, use_texts};
use crate::users::query::address;
use backend::tariffs::Published;
use domain::contracts::ContractRow;
use domain::ids::CustomerId;
use domain::paths;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// The parameters of the customer's page that say why a document was not published, and what was typed.
const REFUSAL: &str = "tarif";
const CONTRACT: &str = "contrat";
const FROM: &str = "du";
const TO: &str = "au";
/// The parameter that says that it was.
pub const PUBLISHED: &str = "publie";

/// Why a document was not published: it is read before the page is made, so its address says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TariffRefusal {
    /// No file was chosen, or an empty one.
    Nothing,
    TooLarge,
    /// It is called neither .pdf nor .xlsx nor .csv.
    Kind,
    /// It is not inside what its name says.
    Content,
    Name,
    /// No such days, or the last before the first.
    Days,
    UnknownContract,
    /// The contract has a document of that name.
    Known,
}

impl TariffRefusal {
    const ALL: [(Self, &'static str); 8] = [
        (Self::Nothing, "vide"),
        (Self::TooLarge, "lourd"),
        (Self::Kind, "genre"),
        (Self::Content, "contenu"),
        (Self::Name, "nom"),
        (Self::Days, "dates"),
        (Self::UnknownContract, "contrat"),
        (Self::Known, "connu"),
    ];

    const fn field(self) -> &'static str {
        match self {
            Self::Days => "from",
            Self::UnknownContract => "of",
            _ => "file",
        }
    }
}

/// The form of a document to be published, without the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedTariff {
    pub contract: String,
    pub from: String,
    pub to: String,
}

/// The customer's page that says why a document was not published, with what was typed.
pub fn refused_tariff(customer: CustomerId, refusal: TariffRefusal, typed: &TypedTariff) -> String {
    let word = TariffRefusal::ALL.iter().find(|(of, _)| *of == refusal).map_or("", |(_, word)| word);
    let pairs = [
        (REFUSAL, word.to_owned()),
        (CONTRACT, typed.contract.clone()),
        (FROM, typed.from.clone()),
        (TO, typed.to.clone()),
    ];
    address(&paths::customer(customer), &pairs)
}

/// The customer's page that says that one was published.
pub fn published_tariff(customer: CustomerId) -> String {
    address(&paths::customer(customer), &[(PUBLISHED, "oui".to_owned())])
}

/// What the address of a customer's page says of a document.
pub fn asked(parameter: impl Fn(&str) -> Option<String>) -> (Option<TariffRefusal>, TypedTariff) {
    let word = parameter(REFUSAL);
    let refusal = TariffRefusal::ALL.iter().find(|(_, of)| word.as_deref() == Some(of)).map(|(of, _)| *of);
    let text = |name: &str| parameter(name).unwrap_or_default();
    (refusal, TypedTariff { contract: text(CONTRACT), from: text(FROM), to: text(TO) })
}

/// A customer's documents, each to be withdrawn; and the form that publishes one.
#[component]
pub fn Tariffs(
    customer: CustomerId,
    contracts: Vec<ContractRow>,
    published: Vec<Published>,
    refusal: (Option<TariffRefusal>, TypedTariff),
) -> impl IntoView {
    let t = &use_texts().operator().documents;
    let table = (!published.is_empty()).then(|| view! { <Table customer published/> });

    view! {
        <section class="section" aria-labelledby="h-tariffs">
            <header>
                <h2 id="h-tariffs">{t.title}</h2>
            </header>
            {table}
            {(!contracts.is_empty()).then(|| view! { <PublishForm customer contracts refusal/> })}
        </section>
    }
}

#[component]
fn Table(customer: CustomerId, published: Vec<Published>) -> impl IntoView {
    let texts = use_texts();
    let t = &texts.operator().documents;
    let row = move |document: Published| {
        let Published { contract, name, size, validity } = document;
        let days = (t.days)(&validity.from().shown(), &validity.to().shown());
        let name = name.to_string();
        view! {
            <tr role="row">
                <th role="rowheader" scope="row" class="main">
                    {name.clone()}
                </th>
                <td role="cell" class="num" data-label=t.contract>
                    {contract.clone()}
                </td>
                <td role="cell" data-label=t.validity>
                    {days}
                </td>
                <td role="cell" class="num" data-label=t.size>
                    {(t.kilobytes)(&number(texts.locale, size.div_ceil(1000)))}
                </td>
                <td role="cell" class="act">
                    <form method="post" action=OperatorWithdrawTariff::url()>
                        <input type="hidden" name="customer" value=customer.to_string()/>
                        <input type="hidden" name="contract" value=contract/>
                        <input type="hidden" name="name" value=name.clone()/>
                        <button class="button small danger" type="submit" aria-label=(t.withdraw_named)(&name)>
                            {t.withdraw}
                        </button>
                    </form>
                </td>
            </tr>
        }
    };

    view! {
        <table class="table stackable" role="table">
            <caption class="vh">{t.title}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t.document}</th>
                    <th role="columnheader" scope="col">{t.contract}</th>
                    <th role="columnheader" scope="col">{t.validity}</th>
                    <th role="columnheader" scope="col">{t.size}</th>
                    <th role="columnheader" scope="col" class="act">
                        <span class="vh">{t.withdraw}</span>
                    </th>
                </tr>
            </thead>
            <tbody role="rowgroup">{published.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn PublishForm(
    customer: CustomerId,
    contracts: Vec<ContractRow>,
    refusal: (Option<TariffRefusal>, TypedTariff),
) -> impl IntoView {
    let t = &use_texts().operator().documents;
    let (refusal, typed) = refusal;
    let said = |field: &str| {
        let refusal = refusal.filter(|refusal| refusal.field() == field);
        MaybeProp::from(refusal.map(|refusal| (t.refused)(refusal).to_owned()))
    };
    let options = contracts
        .into_iter()
        .map(|contract| {
            let number = contract.number.to_string();
            let shown = format!("{number} {}", contract.name);
            view! {
                <option value=number.clone() selected=number == typed.contract>
                    {shown}
                </option>
            }
        })
        .collect_view();

    view! {
        <form class="stack form" method="post" action=paths::customer_tariffs(customer) enctype="multipart/form-data" novalidate>
            <SelectField name="of" label=t.contract error=said("of")>
                {options}
            </SelectField>
            <TextField name="from" kind="date" label=t.from value=typed.from required=true error=said("from")/>
            <TextField name="to" kind="date" label=t.to value=typed.to required=true/>
            <TextField name="file" kind="file" label=t.file hint=t.file_hint.to_owned() required=true error=said("file")/>
            <div class="row">
                <Submit label=t.publish class=""/>
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_why_and_keeps_what_was_typed() {
        let customer = "0190163d-8694-739b-aea5-966c26f8ad91".parse().unwrap();
        let typed = TypedTariff {
            contract: "10000700".to_owned(),
            from: "2027-01-01".to_owned(),
            to: "31/12/2027".to_owned(),
        };
        for (refusal, _) in TariffRefusal::ALL {
            let written = refused_tariff(customer, refusal, &typed);
            let query = written.split_once('?').unwrap().1.to_owned();
            let parameter = |name: &str| {
                let mut pairs = form_urlencoded::parse(query.as_bytes());
                pairs.find(|(of, _)| of == name).map(|(_, value)| value.into_owned())
            };
            assert_eq!(asked(parameter), (Some(refusal), typed.clone()));
        }
    }
}
