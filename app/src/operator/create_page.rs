use super::api::{CREATION, CreationProblem, OperatorCreateCustomer, TypedCustomer};
use super::gate::{Way, operated};
use crate::api::{FlashForm, take_flash_form};
use crate::components::{ErrorSummary, Page, PageHeader, Submit, TextField};
use crate::i18n::{Texts, use_texts};
use domain::paths;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// A customer and its first administrator.
#[component]
pub fn CreateCustomerPage() -> impl IntoView {
    operated(|_, _| async {
        let kept = take_flash_form::<TypedCustomer, Vec<CreationProblem>>(CREATION).await;
        let t = use_texts().operator();
        let way = move || view! { <Way here=t.customers.create/> };
        Ok(view! {
            <Page title=t.customers.create class="notice">
                <PageHeader title=t.customers.create lede=t.creation.lede breadcrumbs=way/>
                <Form kept/>
            </Page>
        }
        .into_any())
    })
}

#[component]
fn Form(
    #[prop(optional_no_strip)] kept: Option<FlashForm<TypedCustomer, Vec<CreationProblem>>>,
) -> impl IntoView {
    let texts = use_texts();
    let t = texts.operator();
    let (typed, problems) = kept.map_or_else(Default::default, |kept| (kept.input, kept.error));
    let said = |field: &str| {
        let problem = problems.iter().find(|problem| problem.field() == field);
        MaybeProp::from(problem.map(|problem| words(texts, problem)))
    };
    let all: Vec<_> =
        problems.iter().map(|problem| (problem.field().to_owned(), words(texts, problem))).collect();

    view! {
        <ErrorSummary errors=Signal::stored(all)/>
        <form class="stack form" method="post" action=OperatorCreateCustomer::url() novalidate>
            <TextField
                name="name"
                label=t.creation.name
                value=typed.name
                autocomplete="off"
                required=true
                error=said("name")
            />
            <TextField
                name="email"
                kind="email"
                label=t.creation.email
                hint=t.creation.email_hint.to_owned()
                value=typed.email
                autocomplete="off"
                required=true
                error=said("email")
            />
            <TextField
                name="first_name"
                label=t.creation.first_name
                value=typed.first_name
                autocomplete="off"
                optional=true
                error=said("first_name")
            />
            <TextField
                name="last_name"
                label=t.creation.last_name
                value=typed.last_name
                autocomplete="off"
                optional=true
                error=said("last_name")
            />
            <div class="row">
                <Submit label=t.creation.submit/>
                <a class="button" href=paths::CUSTOMERS>
                    {t.cancel}
                </a>
            </div>
        </form>
    }
}

fn words(texts: Texts, problem: &CreationProblem) -> String {
    let t = texts.operator();
    match problem {
        CreationProblem::Name(error)
        | CreationProblem::FirstName(error)
        | CreationProblem::LastName(error) => (t.name_error)(*error),
        CreationProblem::NameTaken(other) => (t.creation.name_taken)(other),
        CreationProblem::Email(error) => (texts.users().fields.address_errors)(*error).to_owned(),
    }
}
