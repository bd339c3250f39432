use super::api::{AskAnyPasskey, DoorState, SignInWithPasskey, load_door};
use super::form::{Asked, PasskeyForm};
use crate::components::{Callout, Tone, after_load};
use crate::i18n::use_texts;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// Signing in with a passkey alone, where browsers keep some for this site.
#[component]
pub fn PasskeySignIn() -> impl IntoView {
    let door = Resource::new(|| (), |()| load_door());
    view! {
        <Suspense>
            {after_load(move || async move {
                match door.await {
                    Ok(DoorState { takes_passkeys: true, refusal }) => {
                        view! { <PasskeyDoor refusal/> }.into_any()
                    }
                    _ => ().into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn PasskeyDoor(#[prop(optional_no_strip)] refusal: Option<crate::access::Refusal>) -> impl IntoView {
    let texts = use_texts();
    let back = use_query_map().read_untracked().get("retour");
    view! {
        {refusal
            .map(|refusal| {
                view! {
                    <Callout tone=Tone::Bad role="alert">
                        <p>{texts.access().sign_in_refusal(refusal)}</p>
                    </Callout>
                }
            })}
        <PasskeyForm
            asked=Asked::Sign
            begin=AskAnyPasskey::url()
            action=SignInWithPasskey::url()
            button=texts.passkeys().sign_in
            button_class=""
        >
            {back.map(|back| view! { <input type="hidden" name="back" value=back/> })}
        </PasskeyForm>
    }
}
