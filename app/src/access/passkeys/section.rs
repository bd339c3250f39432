use super::api::{AddPasskey as Add, AskPasskey, BeginPasskey, RemovePasskey};
use super::form::{Asked, PasskeyForm};
use crate::access::Refusal;
use crate::access::second_factor::{CodeField, Form, RefusedFactor, parts};
use crate::components::{Callout, PasswordField, PasswordOwner, SelectField, Submit, TextField, Tone};
use crate::i18n::{date_and_time, use_texts};
use domain::passkeys::Passkey;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// One's passkeys, and how they are added and removed.
#[component]
pub fn Passkeys(
    passkeys: Vec<Passkey>,
    /// Whether browsers keep passkeys for this site.
    takes_passkeys: bool,
    /// Whether there is an application for codes.
    has_code: bool,
    /// What the person signs in with.
    identifier: String,
    #[prop(optional_no_strip)] refused: RefusedFactor,
) -> impl IntoView {
    let t = use_texts().passkeys();
    let only_one = passkeys.len() == 1 && !has_code;
    let removal = (!passkeys.is_empty()).then(|| {
        let (passkeys, identifier, refused) = (passkeys.clone(), identifier.clone(), refused.clone());
        view! { <Removal passkeys has_code identifier refused/> }
    });
    let list = (!passkeys.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="h-passkeys">
                <header>
                    <h2 id="h-passkeys">{t.title}</h2>
                </header>
                <List passkeys/>
                {only_one.then(|| view! { <Callout tone=Tone::Warn><p>{t.only_one}</p></Callout> })}
            </section>
        }
    });

    view! {
        {list}
        {takes_passkeys.then(|| view! { <AddPasskey identifier refused/> })}
        {removal}
    }
}

#[component]
fn List(passkeys: Vec<Passkey>) -> impl IntoView {
    let texts = use_texts();
    let t = texts.passkeys();
    let row = move |passkey: Passkey| {
        let used = passkey.last_used.map(|at| date_and_time(texts.locale, at));
        view! {
            <tr role="row">
                <th class="main" scope="row" role="rowheader">
                    {passkey.name}
                </th>
                <td role="cell" data-label=t.since>
                    {date_and_time(texts.locale, passkey.since)}
                </td>
                <td role="cell" data-label=t.last_used>
                    {used.unwrap_or_else(|| t.never_used.to_owned())}
                </td>
            </tr>
        }
    };

    view! {
        <div class="table-scroll" role="group" aria-label=t.title tabindex="0">
            <table class="table stackable" role="table">
                <caption class="vh">{t.title}</caption>
                <thead>
                    <tr role="row">
                        <th scope="col">{t.name}</th>
                        <th scope="col">{t.since}</th>
                        <th scope="col">{t.last_used}</th>
                    </tr>
                </thead>
                <tbody>{passkeys.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// Adding a passkey.
#[component]
pub fn AddPasskey(
    /// What the person signs in with.
    identifier: String,
    #[prop(optional_no_strip)] refused: RefusedFactor,
) -> impl IntoView {
    let texts = use_texts();
    let t = texts.passkeys();
    let refusal = refused.filter(|refused| refused.input == Form::AddPasskey);
    let refusal = refusal.map(|refused| texts.access().refusal(refused.error));

    view! {
        <section class="section" aria-labelledby="h-add-passkey">
            <header>
                <h2 id="h-add-passkey">{t.add_title}</h2>
            </header>
            <p class="soft">{t.lede}</p>
            <p class="without-scripts">{t.needs_scripts}</p>
            <p class="passkey soft">{t.add_what}</p>
            {refusal.map(|message| view! { <Refused message/> })}
            <PasskeyForm asked=Asked::Make begin=BeginPasskey::url() action=Add::url() button=t.add>
                <TextField
                    name="name"
                    id="passkey-name"
                    label=t.name
                    hint=t.name_hint
                    autocomplete="off"
                    required=true
                />
                <PasswordOwner identifier/>
                <PasswordField
                    name="password"
                    id=Form::AddPasskey.fields().0
                    label=texts.second_factor().password
                    autocomplete="current-password"
                />
            </PasskeyForm>
        </section>
    }
}

/// Removing a passkey: with a code where there is an application for codes, else with a passkey.
#[component]
fn Removal(
    passkeys: Vec<Passkey>,
    has_code: bool,
    /// What the person signs in with.
    identifier: String,
    #[prop(optional_no_strip)] refused: RefusedFactor,
) -> impl IntoView {
    let t = use_texts().passkeys();
    let refusal = refused.filter(|refused| refused.input == Form::RemovePasskey).map(|refused| refused.error);
    let fields = view! { <RemovalFields passkeys has_code identifier refusal/> };
    let form = if has_code {
        view! {
            <form class="stack form" method="post" action=RemovePasskey::url()>
                {fields}
                <div>
                    <Submit label=t.remove class="danger"/>
                </div>
            </form>
        }
        .into_any()
    } else {
        view! {
            <p class="without-scripts">{t.needs_scripts}</p>
            <p class="passkey soft">{t.remove_with_key}</p>
            <PasskeyForm
                asked=Asked::Sign
                begin=AskPasskey::url()
                action=RemovePasskey::url()
                button=t.remove
                button_class="danger"
            >
                {fields}
            </PasskeyForm>
        }
        .into_any()
    };

    view! {
        <section class="section" aria-labelledby="h-remove-passkey">
            <header>
                <h2 id="h-remove-passkey">{t.remove_title}</h2>
            </header>
            <p class="soft">{t.remove_what}</p>
            {form}
        </section>
    }
}

#[component]
fn RemovalFields(
    passkeys: Vec<Passkey>,
    has_code: bool,
    identifier: String,
    #[prop(optional_no_strip)] refusal: Option<Refusal>,
) -> impl IntoView {
    let texts = use_texts();
    let t = texts.second_factor();
    let (password_id, code_id) = Form::RemovePasskey.fields();
    let (wrong_password, wrong_code, other) = parts(texts, refusal);
    let option = |passkey: Passkey| view! { <option value=passkey.id.to_string()>{passkey.name}</option> };

    view! {
        {other.map(|message| view! { <Refused message/> })}
        <SelectField name="passkey" label=texts.passkeys().which required=true>
            {passkeys.into_iter().map(option).collect_view()}
        </SelectField>
        <PasswordOwner identifier/>
        <PasswordField
            name="password"
            id=password_id
            label=t.password
            autocomplete="current-password"
            error=wrong_password
        />
        {has_code
            .then(|| view! { <CodeField id=code_id label=t.code hint=t.code_hint error=wrong_code/> })}
    }
}

#[component]
fn Refused(message: String) -> impl IntoView {
    view! {
        <Callout tone=Tone::Bad role="alert">
            <p>{message}</p>
        </Callout>
    }
}
