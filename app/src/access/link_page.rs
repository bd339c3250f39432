use super::api::{LinkRefusal, MailedLink, RedeemLink, WorkingLink, look_at_link};
use super::password_fields::PasswordFields;
use super::sign_in_layout::SignInLayout;
use crate::components::{Callout, ErrorCallout, PasswordOwner, Submit, TextField, Tone, after_load};
use crate::i18n::use_texts;
use domain::access::LinkKind;
use domain::paths;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

/// Where a mailed link leads. Looking at it consumes nothing; the form does.
#[component]
pub fn LinkPage() -> impl IntoView {
    let t = use_texts().access();
    let params = use_params_map();
    let token = move || params.read().get("token").unwrap_or_default();
    let link = Resource::new(token, look_at_link);

    view! {
        <SignInLayout title=t.link_title lede=t.link_lede>
            <Suspense>
                {after_load(move || async move {
                    match link.await {
                        Ok(MailedLink { found: Some(found), typed, refusal }) => {
                            view! { <LinkForm token=token() found typed refusal/> }.into_any()
                        }
                        Ok(MailedLink { found: None, .. }) => view! { <Gone/> }.into_any(),
                        Err(error) => view! { <ErrorCallout error/> }.into_any(),
                    }
                })}
            </Suspense>
        </SignInLayout>
    }
}

#[component]
fn LinkForm(
    token: String,
    found: WorkingLink,
    typed: String,
    #[prop(optional_no_strip)] refusal: Option<LinkRefusal>,
) -> impl IntoView {
    let t = use_texts().access();
    let WorkingLink { kind, identifier, chooses_identifier } = found;
    let label = match kind {
        LinkKind::Activation => t.activate,
        LinkKind::Reset => t.save_password,
    };
    let (of_identifier, of_password) = match refusal {
        Some(LinkRefusal::Password(refusal)) => (None, Some(refusal)),
        Some(refusal) => (Some(refusal), None),
        None => (None, None),
    };
    let owner = if chooses_identifier {
        // Whoever types nothing else keeps the one that was made.
        let value = if typed.is_empty() { identifier } else { typed };
        view! { <IdentifierField value refusal=of_identifier/> }.into_any()
    } else {
        view! { <PasswordOwner identifier/> }.into_any()
    };

    view! {
        <form method="post" action=RedeemLink::url()>
            <input type="hidden" name="token" value=token/>
            {owner}
            <PasswordFields refusal=of_password/>
            <Submit label=label/>
        </form>
    }
}

/// The identifier that an advanced user chooses.
#[component]
fn IdentifierField(value: String, #[prop(optional_no_strip)] refusal: Option<LinkRefusal>) -> impl IntoView {
    let t = use_texts().access();
    let error = refusal.map(|refusal| match refusal {
        LinkRefusal::Identifier(error) => (t.identifier_error)(error),
        LinkRefusal::Taken | LinkRefusal::Password(_) => t.identifier_taken.to_owned(),
    });

    view! {
        <TextField
            name="identifier"
            label=t.identifier
            value=value
            autocomplete="username"
            required=true
            autofocus=error.is_some()
            hint=t.identifier_hint
            error=error
        />
    }
}

#[component]
fn Gone() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::api::set_status(404);
    let t = use_texts().access();

    view! {
        <Callout tone=Tone::Warn>
            <p>{t.link_gone}</p>
        </Callout>
        <p>
            <a href=paths::FORGOTTEN_PASSWORD>{t.forgotten_title}</a>
        </p>
    }
}
