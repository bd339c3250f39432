use super::api::{AddFactor, Form, RefusedFactor};
use super::code_field::CodeField;
use super::picture::Picture;
use crate::access::Refusal;
use crate::components::{Callout, PasswordField, PasswordOwner, Submit, Tone};
use crate::i18n::{Texts, use_texts};
use domain::access::FactorOffer;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// The key for the application, as a picture and to type, and the form that confirms it.
#[component]
pub fn Enrolment(
    offer: FactorOffer,
    /// What the person signs in with.
    identifier: String,
    #[prop(optional_no_strip)] refused: RefusedFactor,
) -> impl IntoView {
    let t = use_texts().second_factor();
    let FactorOffer { key, url, picture } = offer;
    let refusal = refused.filter(|refused| refused.input == Form::Add).map(|refused| refused.error);

    view! {
        <ol class="enrolment-steps">
            <li>{t.step_application}</li>
            <li>
                {t.step_key}
                <div class="enrolment">
                    <Picture picture/>
                    <dl class="facts">
                        <dt>{t.key}</dt>
                        <dd>
                            <code class="factor-key" translate="no">{key}</code>
                        </dd>
                        <dt>{t.on_this_telephone}</dt>
                        <dd>
                            <a href=url>{t.open_application}</a>
                        </dd>
                    </dl>
                </div>
            </li>
            <li>{t.step_code}</li>
        </ol>
        <ProofForm form=Form::Add action=AddFactor::url() identifier refusal button=t.add button_class="primary"/>
    }
}

/// A form that takes the password and a code.
#[component]
pub fn ProofForm(
    form: Form,
    action: &'static str,
    /// What the person signs in with.
    identifier: String,
    #[prop(optional_no_strip)] refusal: Option<Refusal>,
    button: &'static str,
    button_class: &'static str,
) -> impl IntoView {
    let texts = use_texts();
    let t = texts.second_factor();
    let hint = (form != Form::Add).then(|| t.code_hint.to_owned());
    let (password_id, code_id) = form.fields();
    let (wrong_password, wrong_code, other) = parts(texts, refusal);
    let at_code = wrong_code.is_some();

    view! {
        <form class="stack form" method="post" action=action>
            {other
                .map(|message| {
                    view! {
                        <Callout tone=Tone::Bad role="alert">
                            <p>{message}</p>
                        </Callout>
                    }
                })}
            <PasswordOwner identifier/>
            <PasswordField
                name="password"
                id=password_id
                label=t.password
                autocomplete="current-password"
                autofocus=refusal.is_some() && !at_code
                error=wrong_password
            />
            <CodeField id=code_id label=t.code autofocus=at_code hint=hint error=wrong_code/>
            <div>
                <Submit label=button class=button_class/>
            </div>
        </form>
    }
}

/// What is wrong with the password, with the code, and with neither.
pub fn parts(texts: Texts, refusal: Option<Refusal>) -> (Option<String>, Option<String>, Option<String>) {
    let says = |refusal: Refusal| Some(texts.access().refusal(refusal));
    match refusal {
        Some(refusal @ Refusal::Wrong) => (says(refusal), None, None),
        Some(refusal @ (Refusal::WrongCode | Refusal::NoCode)) => (None, says(refusal), None),
        Some(refusal) => (None, None, says(refusal)),
        None => (None, None, None),
    }
}
