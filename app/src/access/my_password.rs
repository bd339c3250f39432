use super::api::ChangePassword;
use super::password_fields::PasswordFields;
use super::refusal::Refusal;
use crate::components::{PasswordField, PasswordOwner, Submit};
use crate::i18n::use_texts;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

#[component]
pub fn MyPassword(
    /// What the person signs in with.
    identifier: String,
    refusal: Option<Refusal>,
) -> impl IntoView {
    let t = use_texts().access();
    let wrong = (refusal == Some(Refusal::Wrong)).then(|| t.wrong_password.to_owned());
    let refusal = refusal.filter(|refusal| *refusal != Refusal::Wrong);

    view! {
        <section class="section" aria-labelledby="my-password">
            <header>
                <h2 id="my-password">{t.change_password}</h2>
            </header>
            <form class="stack form" method="post" action=ChangePassword::url()>
                <PasswordOwner identifier/>
                <PasswordField
                    name="current"
                    label=t.current_password
                    autocomplete="current-password"
                    autofocus=wrong.is_some()
                    error=wrong
                />
                <PasswordFields refusal/>
                <div>
                    <Submit label=t.change_password class=""/>
                </div>
            </form>
        </section>
    }
}
