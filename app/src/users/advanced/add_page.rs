use super::api::{AddAdvancedUser, Refused, load_advanced_addition};
use super::problem::{Place, at, summary};
use crate::components::{
    Breadcrumbs, ErrorCallout, ErrorSummary, OfCustomer, Page, PageHeader, Skeleton, Submit, TextField,
    after_load,
};
use crate::i18n::use_texts;
use domain::paths;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// *Ajouter un utilisateur avancé*: an address and a name.
#[component]
pub fn AddAdvancedUserPage() -> impl IntoView {
    let t = use_texts().advanced();
    let refused = Resource::new(|| (), |()| load_advanced_addition());

    view! {
        <Page title=t.add>
            <PageHeader title=t.add lede=t.add_lede breadcrumbs=move || breadcrumbs(t.add)/>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {after_load(move || async move {
                    match refused.await {
                        Ok(refused) => view! { <AddForm refused/> }.into_any(),
                        Err(error) => view! { <ErrorCallout error/> }.into_any(),
                    }
                })}
            </Suspense>
        </Page>
    }
}

/// The way to the pages of advanced users.
pub fn breadcrumbs(here: impl Into<String>) -> impl IntoView {
    let texts = use_texts();
    let way = [
        (texts.layout().my_account, paths::MY_INFORMATION),
        (texts.pages().user_management, paths::USER_MANAGEMENT),
    ];
    let path: Vec<_> = way.map(|(name, href)| (name.to_owned(), href.to_owned())).into();
    let here: String = here.into();
    view! { <Breadcrumbs path here/> }
}

#[component]
fn AddForm(#[prop(optional_no_strip)] refused: Refused) -> impl IntoView {
    let texts = use_texts();
    let (t, fields) = (texts.advanced(), &texts.users().fields);
    let (input, problems) = refused.map(|refused| (refused.input, refused.error)).unwrap_or_default();

    view! {
        <ErrorSummary errors=summary(&problems, texts)/>
        <form class="stack form" method="post" action=AddAdvancedUser::url() novalidate=true>
            <OfCustomer/>
            <TextField
                name="email"
                label=t.email
                kind="email"
                value=input.email
                autocomplete="off"
                required=true
                hint=t.email_hint
                error=at(&problems, Place::Email, texts)
            />
            <TextField
                name="last_name"
                label=fields.last_name
                value=input.last_name
                autocomplete="off"
                optional=true
                error=at(&problems, Place::LastName, texts)
            />
            <TextField
                name="first_name"
                label=fields.first_name
                value=input.first_name
                autocomplete="off"
                optional=true
                error=at(&problems, Place::FirstName, texts)
            />
            <p class="soft">{t.add_consequence}</p>
            <div class="go">
                <Submit label=t.add_submit/>
                <a class="button quiet" href=paths::USER_MANAGEMENT>
                    {t.back}
                </a>
            </div>
        </form>
    }
}
