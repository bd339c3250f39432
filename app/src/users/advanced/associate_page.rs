use super::add_page::breadcrumbs;
use super::api::{AssociationForm, ProposeAssociation, load_association};
use super::fields::ContractChoices;
use super::problem::{Place, at, summary};
use crate::components::{
    ErrorCallout, ErrorSummary, OfCustomer, Page, PageHeader, Skeleton, Submit, TextField, after_load,
};
use crate::i18n::use_texts;
use domain::paths;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// *Associer un utilisateur avancé*: an address and contracts.
#[component]
pub fn AssociateAdvancedUserPage() -> impl IntoView {
    let t = use_texts().advanced();
    let form = Resource::new(|| (), |()| load_association());

    view! {
        <Page title=t.associate>
            <PageHeader title=t.associate lede=t.associate_lede breadcrumbs=move || breadcrumbs(t.associate)/>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {after_load(move || async move {
                    match form.await {
                        Ok(form) => view! { <ProposalForm form/> }.into_any(),
                        Err(error) => view! { <ErrorCallout error/> }.into_any(),
                    }
                })}
            </Suspense>
        </Page>
    }
}

#[component]
fn ProposalForm(form: AssociationForm) -> impl IntoView {
    let texts = use_texts();
    let t = texts.advanced();
    let AssociationForm { contracts, refused } = form;
    let (input, problems) = refused.map(|refused| (refused.input, refused.error)).unwrap_or_default();

    view! {
        <ErrorSummary errors=summary(&problems, texts)/>
        <form class="stack form" method="post" action=ProposeAssociation::url() novalidate=true>
            <OfCustomer/>
            <TextField
                name="email"
                label=t.email
                kind="email"
                value=input.email
                autocomplete="off"
                required=true
                hint=t.one_address
                error=at(&problems, Place::Email, texts)
            />
            <ContractChoices
                contracts
                chosen=input.contracts
                error=at(&problems, Place::Contracts, texts)
            />
            <p class="soft">{t.associate_consequence}</p>
            <div class="go">
                <Submit label=t.associate_submit/>
                <a class="button quiet" href=paths::USER_MANAGEMENT>
                    {t.back}
                </a>
            </div>
        </form>
    }
}
