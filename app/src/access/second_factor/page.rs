use super::api::{Done, FactorPage, Form, RefusedFactor, RemoveFactor, RenewCodes, load_second_factor};
use super::enrolment::{Enrolment, ProofForm};
use crate::access::passkeys::Passkeys;
use crate::components::{Breadcrumbs, Callout, ErrorCallout, Page, PageHeader, Skeleton, Tone, after_load};
use crate::i18n::{date_and_time, use_texts};
use domain::access::SecondFactor;
use domain::paths;
use domain::time::LocalTime;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// One's second factor: added, its recovery codes made anew, removed.
#[component]
pub fn SecondFactorPage() -> impl IntoView {
    let texts = use_texts();
    let t = texts.second_factor();
    let page = Resource::new(|| (), |()| load_second_factor());
    let breadcrumbs = move || {
        let path = vec![
            (texts.layout().my_account.to_owned(), paths::MY_INFORMATION.to_owned()),
            (texts.pages().my_information.to_owned(), paths::MY_INFORMATION.to_owned()),
        ];
        view! { <Breadcrumbs path here=t.title/> }
    };

    view! {
        <Page title=t.title>
            <PageHeader title=t.title lede=t.lede breadcrumbs=breadcrumbs/>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {after_load(move || async move {
                    match page.await {
                        Ok(page) => view! { <Content page/> }.into_any(),
                        Err(error) => view! { <ErrorCallout error/> }.into_any(),
                    }
                })}
            </Suspense>
        </Page>
    }
}

#[component]
fn Content(page: FactorPage) -> impl IntoView {
    let t = use_texts().second_factor();
    let FactorPage { factor, passkeys, takes_passkeys, is_required, identifier, done, refused } = page;
    let has_code = matches!(factor, SecondFactor::Added { .. });
    let has_passkey = !passkeys.is_empty();
    let application = match factor {
        SecondFactor::None(offer) => {
            let title = if has_passkey { t.add_application } else { t.add_title };
            let (identifier, refused) = (identifier.clone(), refused.clone());
            view! {
                <section class="section" aria-labelledby="h-add">
                    <header>
                        <h2 id="h-add">{title}</h2>
                    </header>
                    <Enrolment offer identifier refused/>
                </section>
            }
            .into_any()
        }
        SecondFactor::Added { since, codes_left } => {
            let (identifier, refused) = (identifier.clone(), refused.clone());
            view! { <Added since codes_left has_passkey identifier refused/> }.into_any()
        }
    };

    view! {
        {done.map(|done| view! { <DoneView done/> })}
        {is_required.then(|| view! { <Callout><p>{t.required}</p></Callout> })}
        {application}
        <Passkeys passkeys takes_passkeys has_code identifier refused/>
    }
}

/// What was just done, with the recovery codes that it has made.
#[component]
fn DoneView(done: Done) -> impl IntoView {
    let texts = use_texts();
    let t = texts.second_factor();
    let (message, codes) = match done {
        Done::Added(codes) => (t.added, Some(codes)),
        Done::Renewed(codes) => (t.renewed, Some(codes)),
        Done::Removed => (t.removed, None),
        Done::PasskeyAdded => (texts.passkeys().added, None),
        Done::PasskeyRemoved => (texts.passkeys().removed, None),
    };

    view! {
        <Callout tone=Tone::Good role="status">
            <p>{message}</p>
        </Callout>
        {codes
            .map(|codes| {
                view! {
                    <section class="section" aria-labelledby="h-codes">
                        <header>
                            <h2 id="h-codes">{t.codes_title}</h2>
                        </header>
                        <p>{t.codes_once}</p>
                        <ul class="recovery-codes num" translate="no">
                            {codes.into_iter().map(|code| view! { <li>{code}</li> }).collect_view()}
                        </ul>
                    </section>
                }
            })}
    }
}

/// The second factor that there is.
#[component]
fn Added(
    since: LocalTime,
    codes_left: u64,
    /// Whether a passkey stays when it is removed.
    has_passkey: bool,
    identifier: String,
    #[prop(optional_no_strip)] refused: RefusedFactor,
) -> impl IntoView {
    let texts = use_texts();
    let t = texts.second_factor();
    let refusal_of =
        |form: Form| refused.as_ref().filter(|refused| refused.input == form).map(|refused| refused.error);
    let (renewal, removal) = (refusal_of(Form::Renew), refusal_of(Form::Remove));
    let few = codes_left < 3;

    view! {
        <section class="section" aria-labelledby="h-present">
            <header>
                <h2 id="h-present">{t.present}</h2>
            </header>
            <dl class="facts">
                <dt>{t.kind}</dt>
                <dd>{t.application}</dd>
                <dt>{t.since}</dt>
                <dd>{date_and_time(texts.locale, since)}</dd>
                <dt>{t.codes_left}</dt>
                <dd class="num">{codes_left}</dd>
            </dl>
            {few.then(|| view! { <Callout tone=Tone::Warn><p>{t.few_left}</p></Callout> })}
        </section>
        <section class="section" aria-labelledby="h-renew">
            <header>
                <h2 id="h-renew">{t.renew_title}</h2>
            </header>
            <p class="soft">{t.renew_what}</p>
            <ProofForm
                form=Form::Renew
                action=RenewCodes::url()
                identifier=identifier.clone()
                refusal=renewal
                button=t.renew
                button_class=""
            />
        </section>
        <section class="section" aria-labelledby="h-remove">
            <header>
                <h2 id="h-remove">{t.remove_title}</h2>
            </header>
            <p class="soft">{if has_passkey { t.remove_beside } else { t.remove_what }}</p>
            <ProofForm
                form=Form::Remove
                action=RemoveFactor::url()
                identifier
                refusal=removal
                button=t.remove
                button_class="danger"
            />
        </section>
    }
}
