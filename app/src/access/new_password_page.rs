use super::api::{ChoosePassword, FirstPassword, must_choose};
use super::password_fields::PasswordFields;
use super::sign_in_layout::SignInLayout;
use crate::api::ApiError;
use crate::components::{ErrorCallout, PasswordOwner, Submit, after_load};
use crate::i18n::use_texts;
use crate::layout::{Redirect, SignOutButton};
use domain::paths;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Choosing one's own password after signing in with a mailed one.
#[component]
pub fn NewPasswordPage() -> impl IntoView {
    let t = use_texts().access();
    let must_choose = Resource::new(|| (), |()| must_choose());

    view! {
        <SignInLayout title=t.new_password_title lede=t.new_password_lede>
            <Suspense>
                {after_load(move || async move {
                    match must_choose.await {
                        Ok(FirstPassword { must_choose: true, identifier, refusal }) => {
                            view! {
                                <form method="post" action=ChoosePassword::url()>
                                    <PasswordOwner identifier/>
                                    <PasswordFields refusal/>
                                    <Submit label=t.save_password/>
                                </form>
                                <SignOutButton/>
                            }
                                .into_any()
                        }
                        Ok(_) => view! { <Redirect path=paths::MY_SPACE/> }.into_any(),
                        Err(ApiError::SignedOut) => view! { <Redirect path=paths::SIGN_IN/> }.into_any(),
                        Err(error) => view! { <ErrorCallout error/> }.into_any(),
                    }
                })}
            </Suspense>
        </SignInLayout>
    }
}
