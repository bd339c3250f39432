use super::api::{FactorQuestion, GiveFactor, load_factor_question};
use super::code_field::CodeField;
use super::enrolment::parts;
use crate::access::Refusal;
use crate::access::passkeys::GivePasskey;
use crate::access::sign_in_layout::SignInLayout;
use crate::api::ApiError;
use crate::components::{Callout, ErrorCallout, Submit, Tone, after_load};
use crate::i18n::use_texts;
use crate::layout::{Redirect, SignOutButton};
use domain::access::AskedFactors;
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
                        Ok(FactorQuestion { asked: Some(asked), refusal }) => {
                            view! {
                                <Give asked refusal/>
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
fn Give(asked: AskedFactors, #[prop(optional_no_strip)] refusal: Option<Refusal>) -> impl IntoView {
    let texts = use_texts();
    let t = texts.second_factor();
    let back = use_query_map().read_untracked().get("retour");
    let (_, wrong_code, other) = parts(texts, refusal);
    let passkey = asked.passkey.then(|| {
        let back = back.clone();
        view! { <GivePasskey or_code=asked.code back/> }
    });

    view! {
        {other
            .map(|message| {
                view! {
                    <Callout tone=Tone::Bad role="alert">
                        <p>{message}</p>
                    </Callout>
                }
            })}
        {passkey}
        {asked.code.then(|| view! { <GiveCode error=wrong_code back/> })}
        <p class="soft small">{if asked.code { t.lost } else { t.lost_passkey }}</p>
    }
}

#[component]
fn GiveCode(error: Option<String>, back: Option<String>) -> impl IntoView {
    let t = use_texts().second_factor();
    view! {
        <form method="post" action=GiveFactor::url()>
            <CodeField id="code" label=t.code autofocus=true hint=t.code_hint error=error/>
            {back.map(|back| view! { <input type="hidden" name="back" value=back/> })}
            <Submit label=t.give/>
        </form>
    }
}
