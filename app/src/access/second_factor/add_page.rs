use super::api::{FactorPage, load_second_factor};
use super::enrolment::Enrolment;
use crate::access::passkeys::AddPasskey;
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
                        Ok(FactorPage { factor: SecondFactor::None(offer), passkeys, takes_passkeys, identifier, refused, .. }) => {
                            if !passkeys.is_empty() {
                                return view! { <Redirect path=paths::SECOND_FACTOR/> }.into_any();
                            }
                            let passkey = takes_passkeys.then(|| {
                                let (identifier, refused) = (identifier.clone(), refused.clone());
                                view! { <AddPasskey identifier refused/> }
                            });
                            view! {
                                <Enrolment offer identifier refused/>
                                {passkey}
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
