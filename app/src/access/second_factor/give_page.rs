use super::api::{FactorQuestion, GiveFactor, load_factor_question};
use super::code_field::CodeField;
use crate::access::Refusal;
use crate::access::sign_in_layout::SignInLayout;
use crate::api::ApiError;
use crate::components::{Callout, ErrorCallout, Submit, Tone, after_load};
use crate::i18n::use_texts;
use crate::layout::{Redirect, SignOutButton};
use domain::paths;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// Giving the second factor after the password.
#[component]
pub fn GiveFactorPage() -> impl IntoView {
    let t = use_texts().second_factor();
    let question = Resource::new(|| (), |()| load_factor_question());

    view! {
        <SignInLayout title=t.give_title lede=t.give_lede>
            <Suspense>
                {after_load(move || async move {
                    match question.await {
                        Ok(FactorQuestion { is_asked: true, refusal }) => {
                            view! {
                                <GiveForm refusal/>
                                <SignOutButton/>
                            }
                                .into_any()
                        }
                        Ok(_) => view! { <Redirect path=paths::HOME/> }.into_any(),
                        Err(ApiError::SignedOut) => view! { <Redirect path=paths::SIGN_IN/> }.into_any(),
                        Err(error) => view! { <ErrorCallout error/> }.into_any(),
                    }
                })}
            </Suspense>
        </SignInLayout>
    }
}

#[component]
fn GiveForm(#[prop(optional_no_strip)] refusal: Option<Refusal>) -> impl IntoView {
    let texts = use_texts();
    let t = texts.second_factor();
    let back = use_query_map().read_untracked().get("retour");
    let is_of_code = matches!(refusal, Some(Refusal::WrongCode | Refusal::NoCode));
    let message = refusal.map(|refusal| texts.access().refusal(refusal));
    let (wrong, other) = if is_of_code { (message, None) } else { (None, message) };

    view! {
        <form method="post" action=GiveFactor::url()>
            {other
                .map(|message| {
                    view! {
                        <Callout tone=Tone::Bad role="alert">
                            <p>{message}</p>
                        </Callout>
                    }
                })}
            <CodeField id="code" label=t.code autofocus=true hint=t.code_hint error=wrong/>
            {back.map(|back| view! { <input type="hidden" name="back" value=back/> })}
            <Submit label=t.give/>
        </form>
        <p class="soft small">{t.lost}</p>
    }
}
