use super::api::{ConfirmAddress, RefuseAddress, look_at_address};
use crate::access::sign_in_layout::SignInLayout;
use crate::components::{Callout, ErrorCallout, Submit, Tone, after_load};
use crate::i18n::{date_and_time, use_texts};
use domain::access::{AddressLink, AddressOffer, Mailbox};
use domain::paths;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

/// Where the links lead that are mailed to either address. Looking at it changes nothing; the form does.
#[component]
pub fn ConfirmAddressPage() -> impl IntoView {
    let t = use_texts().my_address();
    view! { <LinkPage title=t.confirm_title open=|offer, token| view! { <Confirm offer token/> }.into_any()/> }
}

/// Where the other link leads that is mailed to the present address.
#[component]
pub fn RefuseAddressPage() -> impl IntoView {
    let t = use_texts().my_address();
    view! { <LinkPage title=t.refuse_title open=|offer, token| view! { <Refuse offer token/> }.into_any()/> }
}

#[component]
fn LinkPage(
    title: &'static str,
    /// What it shows while the change waits.
    open: fn(AddressOffer, String) -> AnyView,
) -> impl IntoView {
    let params = use_params_map();
    let token = move || params.read().get("token").unwrap_or_default();
    let link = Resource::new(token, look_at_address);

    view! {
        <SignInLayout title=title>
            <Suspense>
                {after_load(move || async move {
                    match link.await {
                        Ok(AddressLink::Open(offer)) => open(offer, token()),
                        Ok(link) => view! { <Over link/> }.into_any(),
                        Err(error) => view! { <ErrorCallout error/> }.into_any(),
                    }
                })}
            </Suspense>
        </SignInLayout>
    }
}

#[component]
fn Confirm(offer: AddressOffer, token: String) -> impl IntoView {
    let t = use_texts().my_address();
    let is_old = offer.mailbox == Mailbox::Old;
    let refusal = is_old.then(|| {
        let href = paths::refuse_address(&token);
        view! {
            <p>
                <a href=href>{t.refuse_instead}</a>
            </p>
        }
    });
    if offer.is_confirmed {
        let next = if is_old { (t.other_new)(&offer.new) } else { t.other_old.to_owned() };
        return view! {
            <div class="stack">
                <Callout tone=Tone::Good role="status">
                    <p>
                        <b>{t.confirmed_here}</b>
                    </p>
                    <p>{next}</p>
                </Callout>
                {refusal}
            </div>
        }
        .into_any();
    }

    let lead = if is_old { t.confirm_old } else { t.confirm_new };
    view! {
        <div class="stack">
            <p>{lead}</p>
            <Facts offer/>
            <form method="post" action=ConfirmAddress::url()>
                <input type="hidden" name="token" value=token/>
                <Submit label=t.confirm/>
            </form>
            {refusal}
        </div>
    }
    .into_any()
}

#[component]
fn Refuse(offer: AddressOffer, token: String) -> impl IntoView {
    let t = use_texts().my_address();
    if offer.mailbox == Mailbox::New {
        // Whoever has the new address alone has nothing to refuse: without them nothing comes of it.
        return view! { <Over link=AddressLink::Unknown/> }.into_any();
    }

    view! {
        <div class="stack">
            <p>{t.refuse_lead}</p>
            <Facts offer/>
            <form method="post" action=RefuseAddress::url()>
                <input type="hidden" name="token" value=token/>
                <Submit label=t.refuse class="danger solid"/>
            </form>
        </div>
    }
    .into_any()
}

/// What was asked for, by whom and when.
#[component]
fn Facts(offer: AddressOffer) -> impl IntoView {
    let texts = use_texts();
    let t = texts.my_address();
    let AddressOffer { name, old, new, asked_at, until, .. } = offer;

    view! {
        <dl class="facts">
            {(!name.is_empty()).then(|| view! { <dt>{t.asked_by}</dt><dd>{name}</dd> })}
            {old.map(|old| view! { <dt>{t.present}</dt><dd>{old}</dd> })}
            <dt>{t.new}</dt>
            <dd>{new}</dd>
            <dt>{t.asked_at}</dt>
            <dd>{date_and_time(texts.locale, asked_at)}</dd>
            <dt>{t.until}</dt>
            <dd>{date_and_time(texts.locale, until)}</dd>
        </dl>
    }
}

/// What has become of it.
#[component]
fn Over(link: AddressLink) -> impl IntoView {
    let t = use_texts().my_address();
    let (tone, message) = match link {
        AddressLink::Done => (Tone::Good, t.done),
        AddressLink::Refused => (Tone::Good, t.refused),
        AddressLink::Cancelled => (Tone::Warn, t.cancelled),
        AddressLink::Replaced => (Tone::Warn, t.replaced),
        AddressLink::Expired => (Tone::Warn, t.expired),
        AddressLink::Taken => (Tone::Warn, t.taken),
        AddressLink::Unknown | AddressLink::Open(_) => (Tone::Warn, t.unknown),
    };
    view! {
        <div class="stack">
            <Callout tone role="status">
                <p>{message}</p>
            </Callout>
            <p>
                <a href=paths::MY_SPACE>{t.my_space}</a>
            </p>
        </div>
    }
}
