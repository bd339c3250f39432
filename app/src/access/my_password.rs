use super::api::ChangePassword;
use super::password_fields::PasswordFields;
use super::refusal::Refusal;
use crate::components::{Submit, TextField};
use crate::i18n::use_texts;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

#[component]
pub fn MyPassword(refusal: Option<Refusal>) -> impl IntoView {
    let t = use_texts().access();
    let wrong = (refusal == Some(Refusal::Wrong)).then(|| t.wrong_password.to_owned());
    let refusal = refusal.filter(|refusal| *refusal != Refusal::Wrong);

    view! {
        <section class="section" aria-labelledby="my-password">
            <header>
                <h2 id="my-password">{t.change_password}</h2>
            </header>
            <form class="stack form" method="post" action=ChangePassword::url()>
                <TextField
                    name="current"
                    label=t.current_password
                    kind="password"
                    autocomplete="current-password"
                    required=true
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
