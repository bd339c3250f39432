use super::api::{SignIn, refused_sign_in};
use super::passkeys::PasskeySignIn;
use super::refusal::Refusal;
use super::refused_form::RefusedForm;
use super::sign_in_layout::SignInLayout;
use crate::components::{Callout, PasswordField, Submit, TextField, Tone};
use crate::i18n::use_texts;
use domain::paths;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

#[component]
pub fn SignInPage() -> impl IntoView {
    let t = use_texts().access();
    let refused = Resource::new(|| (), |()| refused_sign_in());
    view! {
        <SignInLayout title=t.sign_in_title lede=t.sign_in_lede>
            <RefusedForm refused show=|login, refusal| view! { <SignInForm login refusal/> }.into_any()/>
            <PasskeySignIn/>
        </SignInLayout>
    }
}

#[component]
fn SignInForm(login: String, refusal: Option<Refusal>) -> impl IntoView {
    let t = use_texts().access();
    let back = use_query_map().read_untracked().get("retour");
    let wrong = (refusal == Some(Refusal::Wrong)).then(|| t.check_case.to_owned());
    let again = !login.is_empty();

    view! {
        <form method="post" action=SignIn::url()>
            {refusal
                .map(|refusal| {
                    view! {
                        <Callout tone=Tone::Bad role="alert">
                            <p>{t.sign_in_refusal(refusal)}</p>
                        </Callout>
                    }
                })}
            <TextField
                name="login"
                label=t.login
                value=login
                autocomplete="username"
                required=true
                autofocus=!again
            />
            <div class="stack tight">
                <PasswordField
                    name="password"
                    label=t.password
                    autocomplete="current-password"
                    autofocus=again
                    error=wrong
                />
                <p class="small">
                    <a href=paths::FORGOTTEN_PASSWORD>{t.forgotten_link}</a>
                </p>
            </div>
            {back.map(|back| view! { <input type="hidden" name="back" value=back/> })}
            <Submit label=t.sign_in/>
        </form>
    }
}
