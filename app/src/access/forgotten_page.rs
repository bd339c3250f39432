use super::api::{RequestReset, refused_reset};
use super::refusal::Refusal;
use super::refused_form::RefusedForm;
use super::sign_in_layout::SignInLayout;
use crate::components::{Callout, Submit, TextField, Tone};
use crate::i18n::use_texts;
use domain::paths;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// Asking for a link when the password is forgotten.
#[component]
pub fn ForgottenPage() -> impl IntoView {
    let t = use_texts().access();
    let query = use_query_map();
    let sent = move || query.read().get("envoye").is_some();

    move || {
        if sent() {
            view! {
                <SignInLayout title=t.sent_title>
                    <div class="stack">
                        <p role="status">{t.sent_text}</p>
                        <p class="soft">{t.sent_nothing}</p>
                        <p>
                            <a href=paths::SIGN_IN>{t.back_to_sign_in}</a>
                        </p>
                    </div>
                </SignInLayout>
            }
            .into_any()
        } else {
            view! {
                <SignInLayout title=t.forgotten_title lede=t.forgotten_lede>
                    <Form/>
                </SignInLayout>
            }
            .into_any()
        }
    }
}

#[component]
fn Form() -> impl IntoView {
    let refused = Resource::new(|| (), |()| refused_reset());
    view! { <RefusedForm refused show=|email, refusal| view! { <Fields email refusal/> }.into_any()/> }
}

#[component]
fn Fields(email: String, refusal: Option<Refusal>) -> impl IntoView {
    let t = use_texts().access();

    view! {
        <form method="post" action=RequestReset::url()>
            {refusal
                .map(|refusal| {
                    view! {
                        <Callout tone=Tone::Bad role="alert">
                            <p>{t.refusal(refusal)}</p>
                        </Callout>
                    }
                })}
            <TextField
                name="email"
                label=t.email
                value=email
                kind="email"
                autocomplete="email"
                required=true
                autofocus=true
            />
            <Submit label=t.receive_link/>
            <p>
                <a href=paths::SIGN_IN>{t.back_to_sign_in}</a>
            </p>
        </form>
    }
}
