use super::api::look_at_association;
use super::section::Offer;
use crate::components::{EmptyState, ErrorCallout, Page, PageHeader, Skeleton, after_load};
use crate::i18n::use_texts;
use domain::advanced_users::AssociationLink;
use domain::paths;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Where the mail leads that proposes an association. Looking at it changes nothing; the forms do.
#[component]
pub fn AssociationPage() -> impl IntoView {
    let t = use_texts().my_associations();
    let params = use_params_map();
    let proposal = move || params.read().get("proposal").unwrap_or_default();
    let link = Resource::new(proposal, look_at_association);

    view! {
        <Page title=t.link_title>
            <PageHeader title=t.link_title lede=t.link_lede/>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {after_load(move || async move {
                    match link.await {
                        Ok(AssociationLink::Open(offer)) => view! { <Offer offer/> }.into_any(),
                        Ok(link) => view! { <Closed link/> }.into_any(),
                        Err(error) => view! { <ErrorCallout error/> }.into_any(),
                    }
                })}
            </Suspense>
        </Page>
    }
}

/// Why nothing can be accepted here.
#[component]
fn Closed(link: AssociationLink) -> impl IntoView {
    let t = use_texts().my_associations();
    let (title, text) = match link {
        AssociationLink::Accepted => t.accepted_before,
        AssociationLink::Refused => t.refused_before,
        AssociationLink::Withdrawn => t.withdrawn,
        AssociationLink::Expired => t.expired,
        AssociationLink::Unknown | AssociationLink::Open(_) => t.unknown,
    };

    view! {
        <EmptyState title=title text=text>
            <a class="button" href=paths::MY_SPACE>
                {t.to_my_space}
            </a>
        </EmptyState>
    }
}
