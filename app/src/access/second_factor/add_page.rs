use super::api::{FactorPage, load_second_factor};
use super::enrolment::Enrolment;
use crate::access::sign_in_layout::SignInLayout;
use crate::api::ApiError;
use crate::components::{ErrorCallout, after_load};
use crate::i18n::use_texts;
use crate::layout::{Redirect, SignOutButton};
use domain::access::SecondFactor;
use domain::paths;
use leptos::prelude::*;

/// Adding a second factor before anything else, for those who need one and have none.
#[component]
pub fn AddFactorPage() -> impl IntoView {
    let t = use_texts().second_factor();
    let page = Resource::new(|| (), |()| load_second_factor());

    view! {
        <SignInLayout title=t.add_title lede=t.add_lede>
            <Suspense>
                {after_load(move || async move {
                    match page.await {
                        Ok(FactorPage { factor: SecondFactor::None(offer), identifier, refused, .. }) => {
                            view! {
                                <Enrolment offer identifier refused/>
                                <SignOutButton/>
                            }
                                .into_any()
                        }
                        Ok(_) => view! { <Redirect path=paths::SECOND_FACTOR/> }.into_any(),
                        Err(ApiError::SignedOut | ApiError::Unfinished) => {
                            view! { <Redirect path=paths::HOME/> }.into_any()
                        }
                        Err(error) => view! { <ErrorCallout error/> }.into_any(),
                    }
                })}
            </Suspense>
        </SignInLayout>
    }
}
