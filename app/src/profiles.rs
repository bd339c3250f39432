//! *Profils*: what each lets people do, who has it, and its creation, change and deletion. What a change does to those
//! who have the profile is shown before it is done.

mod api;
mod create;
mod delete;
mod edit;
mod fields;
mod flash;
mod flash_messages;
mod list;
mod proposal;
pub mod texts;

pub use create::CreateProfilePage;
pub use delete::DeleteProfilePage;
pub use edit::EditProfilePage;
pub use list::ProfilesPage;
pub use texts::ProfileTexts;

use crate::api::ApiError;
use crate::components::{Breadcrumbs, EmptyState, ErrorCallout, Page, PageHeader};
use crate::i18n::use_texts;
use domain::paths;
use leptos::prelude::*;

/// The way to a page of a profile.
#[component]
fn Way(#[prop(into)] here: String) -> impl IntoView {
    let path = [
        (use_texts().layout().my_client_space.to_owned(), paths::USERS.to_owned()),
        (use_texts().profiles().title.to_owned(), paths::PROFILES.to_owned()),
    ];
    view! { <Breadcrumbs path=path here/> }
}

/// There is no such profile, or it could not be had.
#[component]
fn Missing(error: ApiError) -> impl IntoView {
    let t = use_texts().profiles();
    #[cfg(feature = "ssr")]
    crate::api::set_status(error.status());

    let back = move || view! { <a class="button" href=paths::PROFILES>{t.back}</a> };
    let why = match error {
        ApiError::NotFound => view! {
            <EmptyState title=t.missing text=t.missing_why>
                {back()}
            </EmptyState>
        }
        .into_any(),
        error => view! {
            <ErrorCallout error/>
            <p>{back()}</p>
        }
        .into_any(),
    };

    view! {
        <Page title=t.missing>
            <PageHeader title=t.missing/>
            {why}
        </Page>
    }
}
