//! What the customer's users are assigned to: contracts and sites. To be looked at; the carrier changes them.

mod api;
mod contracts;
mod sites;
pub mod texts;

pub use api::load_reference;
pub use contracts::ContractsPage;
pub use sites::SitesPage;
pub use texts::ReferenceTexts;

use crate::components::{Breadcrumbs, ErrorCallout, Page, PageHeader, Skeleton, after_load};
use crate::i18n::use_texts;
use domain::paths;
use domain::reference::ReferenceData;
use leptos::prelude::*;

/// A page that shows a part of the reference.
#[component]
fn ReferencePage<F, V>(title: &'static str, lede: &'static str, show: F) -> impl IntoView
where
    F: Fn(ReferenceData) -> V + Copy + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let t = use_texts().layout();
    let reference = Resource::new(|| (), |()| load_reference());
    let breadcrumbs = move || {
        view! { <Breadcrumbs path=vec![(t.my_client_space.to_owned(), paths::USERS.to_owned())] here=title/> }
    };

    view! {
        <Page title=title>
            <PageHeader title=title lede=lede breadcrumbs=breadcrumbs/>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {after_load(move || async move {
                    match reference.await {
                        Ok(reference) => show(reference).into_any(),
                        Err(error) => view! { <ErrorCallout error/> }.into_any(),
                    }
                })}
            </Suspense>
        </Page>
    }
}
