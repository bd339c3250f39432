use super::flash::Flash;
use crate::api::{self, ApiError};
use crate::components::{Breadcrumbs, Callout, ErrorCallout, Page, PageHeader, Tone, after_load};
use crate::i18n::use_texts;
use crate::layout::{ForAnybody, NotFound};
use backend::access::OperatorScope;
use backend::services::Services;
use domain::paths;
use leptos::prelude::*;

/// A page of the staff's, once what it shows is there. To everybody else, and where there is no such thing, it is a page
/// that is not there.
pub fn operated<F, Shown>(load: F) -> AnyView
where
    F: Fn(OperatorScope, Services) -> Shown + Send + 'static,
    Shown: Future<Output = Result<AnyView, ApiError>> + Send + 'static,
{
    let (Ok(operator), Ok(services)) = (api::operator(), api::services()) else {
        return view! { <NotFound/> }.into_any();
    };
    let page = move || {
        let shown = load(operator.clone(), services.clone());
        async move {
            match shown.await {
                Ok(page) => view! { <ForAnybody>{page}</ForAnybody> }.into_any(),
                Err(ApiError::NotFound) => view! { <NotFound/> }.into_any(),
                Err(error) => view! { <Failed error/> }.into_any(),
            }
        }
    };

    view! { <Suspense>{after_load(page)}</Suspense> }.into_any()
}

#[component]
fn Failed(error: ApiError) -> impl IntoView {
    api::set_status(error.status());
    let title = use_texts().layout().operation;

    view! {
        <ForAnybody>
            <Page title=title>
                <PageHeader title=title/>
                <ErrorCallout error/>
            </Page>
        </ForAnybody>
    }
}

/// The way from the customers to a page.
#[component]
pub fn Way(
    /// What stands between, with its address.
    #[prop(optional)]
    between: Option<(String, String)>,
    #[prop(into)] here: String,
) -> impl IntoView {
    let t = use_texts();
    let customers = (t.pages().customers.to_owned(), paths::CUSTOMERS.to_owned());
    let path: Vec<_> = std::iter::once(customers).chain(between).collect();
    view! { <Breadcrumbs path here/> }
}

/// What was just done.
#[component]
pub fn Done(#[prop(optional_no_strip)] flash: Option<Flash>) -> impl IntoView {
    let t = use_texts().operator();
    flash.map(|flash| {
        let tone = if flash.is_refusal() { Tone::Warn } else { Tone::Good };
        view! {
            <Callout tone=tone role="status">
                <p>{(t.done)(&flash)}</p>
            </Callout>
        }
    })
}
