use super::api::{AcceptHandOver, HandOver, look_at_hand_over};
use super::problem::{Problem, ProblemCallout};
use crate::components::{
    EmptyState, ErrorCallout, Page, PageHeader, PasswordField, PasswordOwner, Skeleton, Submit, after_load,
};
use crate::i18n::{date_and_time, use_texts};
use domain::administrators::{Named, Offer, Role};
use domain::paths;
use domain::time::LocalTime;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

/// Where the mail leads to somebody who is asked to administer. Looking at it changes nothing; the form does.
#[component]
pub fn HandOverPage() -> impl IntoView {
    let t = use_texts().administrators();
    let params = use_params_map();
    let token = move || params.read().get("token").unwrap_or_default();
    let hand_over = Resource::new(token, look_at_hand_over);

    view! {
        <Page title=t.offer_title>
            <PageHeader title=t.offer_title/>
            <Transition fallback=|| view! { <Skeleton/> }>
                {after_load(move || async move {
                    match hand_over.await {
                        Ok(HandOver { offer: Offer::Open { role, customer, from, until }, identifier, problem }) => {
                            let offer = OpenOffer { role, customer, from, until };
                            view! { <Open offer token=token() identifier problem/> }.into_any()
                        }
                        Ok(HandOver { offer, .. }) => view! { <Closed offer/> }.into_any(),
                        Err(error) => view! { <ErrorCallout error/> }.into_any(),
                    }
                })}
            </Transition>
        </Page>
    }
}

/// A request that can be accepted.
struct OpenOffer {
    role: Role,
    customer: String,
    from: Named,
    until: LocalTime,
}

#[component]
fn Open(
    offer: OpenOffer,
    token: String,
    identifier: String,
    #[prop(optional_no_strip)] problem: Option<Problem>,
) -> impl IntoView {
    let texts = use_texts();
    let t = texts.administrators();
    let OpenOffer { role, customer, from, until } = offer;
    let (name, lead) = match role {
        Role::Successor => (t.successor, (t.offer_successor)(from.shown(), &customer)),
        Role::Deputy => (t.deputy, (t.offer_deputy)(from.shown(), &customer)),
    };
    let from = if from.name.is_empty() { from.email } else { format!("{}, {}", from.name, from.email) };

    view! {
        <div class="stack form">
            <p>{lead}</p>
            <dl class="facts">
                <dt>{t.customer}</dt>
                <dd>{customer}</dd>
                <dt>{t.offered_by}</dt>
                <dd>{from}</dd>
                <dt>{t.your_role}</dt>
                <dd>{name}</dd>
                <dt>{t.accept_until}</dt>
                <dd>{date_and_time(texts.locale, until)}</dd>
            </dl>
            <p class="soft">{t.offer_consequence}</p>
            <ProblemCallout problem/>
            <form class="stack form" method="post" action=AcceptHandOver::url()>
                <input type="hidden" name="token" value=token/>
                <PasswordOwner identifier/>
                <PasswordField
                    name="password"
                    id="password"
                    label=t.your_password
                    autocomplete="current-password"
                    hint=t.password_hint
                    error=problem.and_then(Problem::of_password)
                />
                <div class="go">
                    <Submit label=t.accept/>
                    <a class="button quiet" href=paths::HOME>
                        {t.not_now}
                    </a>
                </div>
            </form>
        </div>
    }
}

/// Why nothing can be accepted here.
#[component]
fn Closed(offer: Offer) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::api::set_status(404);
    let t = use_texts().administrators();
    let (title, text) = match offer {
        Offer::Accepted => t.offer_accepted,
        Offer::Expired => t.offer_expired,
        Offer::Cancelled => t.offer_cancelled,
        Offer::Unknown | Offer::Open { .. } => t.offer_unknown,
    };

    view! {
        <EmptyState title=title text=text>
            <a class="button" href=paths::HOME>
                {t.go_on}
            </a>
        </EmptyState>
    }
}
