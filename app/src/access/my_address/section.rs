use super::api::{AskAddress, CancelAddress, MyAddress};
use super::problem::{Field, Problem};
use crate::components::{Callout, PasswordField, PasswordOwner, Submit, TextField, Tone};
use crate::i18n::{date_and_time, use_texts};
use crate::icons::{Icon, IconName};
use domain::access::PendingAddress;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Asking for another address of one's own, and where the change stands that waits.
#[component]
pub fn MyAddressSection(
    /// What the person signs in with.
    identifier: String,
    /// The address that they have.
    email: String,
    address: MyAddress,
) -> impl IntoView {
    let t = use_texts().my_address();
    let MyAddress { pending, refused } = address;
    let present = email.clone();

    view! {
        <section class="section" aria-labelledby="my-address">
            <header>
                <h2 id="my-address">{t.title}</h2>
            </header>
            {pending.map(|pending| view! { <Pending pending present/> })}
            <AskForm identifier email refused/>
        </section>
    }
}

/// The change that waits: which mailbox has confirmed, and which has not.
#[component]
fn Pending(pending: PendingAddress, present: String) -> impl IntoView {
    let texts = use_texts();
    let t = texts.my_address();
    let PendingAddress { email, asked_at, until, confirmed_by_old, confirmed_by_new } = pending;
    let asked = (t.pending)(&email, &date_and_time(texts.locale, asked_at));

    view! {
        <Callout>
            <p>
                <b>{asked}</b>
            </p>
            <p>{(t.nothing_changes)(&date_and_time(texts.locale, until))}</p>
        </Callout>
        <div class="signatures">
            <Signature role=t.present address=present is_confirmed=confirmed_by_old/>
            <Signature role=t.new address=email is_confirmed=confirmed_by_new/>
        </div>
        <form method="post" action=CancelAddress::url()>
            <button class="button danger" type="submit">
                {t.cancel}
            </button>
        </form>
    }
}

#[component]
fn Signature(role: &'static str, address: String, is_confirmed: bool) -> impl IntoView {
    let t = use_texts().my_address();
    let status = if is_confirmed {
        view! {
            <span class="status active">
                <Icon of=IconName::StatusActive/>
                {t.confirmed}
            </span>
        }
        .into_any()
    } else {
        view! {
            <span class="status pending">
                <Icon of=IconName::Clock/>
                {t.waiting}
            </span>
        }
        .into_any()
    };

    view! {
        <div>
            <span class="role">{role}</span>
            <span class="name">{address}</span>
            <div class="sign">{status}</div>
        </div>
    }
}

#[component]
fn AskForm(
    identifier: String,
    email: String,
    #[prop(optional_no_strip)] refused: Option<crate::api::FlashForm<String, Problem>>,
) -> impl IntoView {
    let texts = use_texts();
    let t = texts.my_address();
    let (typed, problem) = refused.map(|refused| (refused.input, refused.error)).unzip();
    let at = |field: Option<Field>| {
        problem.filter(|problem| problem.place() == field).map(|problem| problem.message(texts))
    };
    let (above, wrong, wrong_password) = (at(None), at(Some(Field::Address)), at(Some(Field::Password)));
    // Where something is wrong above the form, the focus shows at least where the form is.
    let (is_wrong, is_refused_otherwise) = (wrong.is_some(), problem.is_some() && wrong.is_none());

    view! {
        <form class="stack form" method="post" action=AskAddress::url() novalidate=true>
            <p>{(t.explained)(&email)}</p>
            {above
                .map(|message| {
                    view! {
                        <Callout tone=Tone::Bad role="alert">
                            <p>{message}</p>
                        </Callout>
                    }
                })}
            <TextField
                name="email"
                label=t.field
                kind="email"
                value=typed.unwrap_or_default()
                autocomplete="off"
                required=true
                autofocus=is_wrong
                error=wrong
            />
            <PasswordOwner identifier/>
            <PasswordField
                name="password"
                id="address-password"
                label=t.password
                autocomplete="current-password"
                autofocus=is_refused_otherwise
                error=wrong_password
            />
            <p class="soft">{t.lost_mailbox}</p>
            <div>
                <Submit label=t.ask class=""/>
            </div>
        </form>
    }
}
