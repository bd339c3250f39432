use super::api::{MailedLink, RedeemLink, look_at_link};
use super::password_fields::PasswordFields;
use super::sign_in_layout::SignInLayout;
use crate::components::{Callout, ErrorCallout, PasswordOwner, Submit, Tone, after_load};
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
                        Ok(MailedLink { found: Some((kind, identifier)), refusal }) => {
                            let label = match kind {
                                LinkKind::Activation => t.activate,
                                LinkKind::Reset => t.save_password,
                            };
                            view! {
                                <form method="post" action=RedeemLink::url()>
                                    <input type="hidden" name="token" value=token()/>
                                    <PasswordOwner identifier/>
                                    <PasswordFields refusal/>
                                    <Submit label=label/>
                                </form>
                            }
                                .into_any()
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
