use super::api::{CancelHandOver, MailHandOverAgain};
use super::texts::AdministratorTexts;
use crate::components::{Callout, Tone};
use crate::i18n::{date, date_and_time, use_texts};
use crate::icons::{Icon, IconName};
use domain::administrators::{MailProgress, Named, PendingHandOver, Role};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// A request that waits for an answer: who has confirmed, who has not, and what becomes of both.
#[component]
pub fn PendingSection(request: PendingHandOver) -> impl IntoView {
    let t = use_texts().administrators();
    let id = format!("h-{}", request.id);
    let title = if request.role == Role::Successor { t.pending_successor } else { t.pending_deputy };
    let powers = (request.role == Role::Successor).then(|| {
        let (from, to) = (request.from.shown().to_owned(), request.to.shown().to_owned());
        view! { <Powers from to/> }
    });

    view! {
        <div class="columns">
            <section class="section" aria-labelledby=id.clone()>
                <header>
                    <h2 id=id.clone()>{title}</h2>
                </header>
                <Signatures request=request.clone()/>
                <Standing request=request.clone()/>
                {powers}
            </section>
            <Course request/>
        </div>
    }
}

#[component]
fn Signatures(request: PendingHandOver) -> impl IntoView {
    let texts = use_texts();
    let t = texts.administrators();
    let PendingHandOver { id, role, from, to, asked_at, until, mail, .. } = request;
    let role = if role == Role::Successor { t.successor } else { t.deputy };
    let cancel = (t.cancel_whom)(to.shown());
    let again = (mail != MailProgress::Waiting).then(|| {
        view! {
            <form method="post" action=MailHandOverAgain::url()>
                <input type="hidden" name="request" value=id.to_string()/>
                <button class="button small" type="submit" aria-label=(t.mail_again_to)(to.shown())>
                    {t.mail_again}
                </button>
            </form>
        }
    });

    view! {
        <div class="signatures">
            <div>
                <Signatory role=t.present person=from/>
                <div class="sign">
                    <span class="status active">
                        <Icon of=IconName::StatusActive/>
                        {t.confirmed}
                    </span>
                    <span class="soft">{date_and_time(texts.locale, asked_at)}</span>
                </div>
            </div>
            <div>
                <Signatory role person=to/>
                <div class="sign">
                    <span class="status pending">
                        <Icon of=IconName::Clock/>
                        {t.waiting}
                    </span>
                    <span class="soft">{(t.until)(&date_and_time(texts.locale, until))}</span>
                </div>
                <div class="acts">
                    {again}
                    <form method="post" action=CancelHandOver::url()>
                        <input type="hidden" name="request" value=id.to_string()/>
                        <button class="button danger small" type="submit" aria-label=cancel>
                            {t.cancel}
                        </button>
                    </form>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Signatory(role: &'static str, person: Named) -> impl IntoView {
    view! {
        <span class="role">{role}</span>
        <span class="name">{person.shown().to_owned()}</span>
        {(!person.name.is_empty()).then(|| view! { <span class="soft">{person.email}</span> })}
    }
}

/// What holds until the answer, or that there will be none.
#[component]
fn Standing(request: PendingHandOver) -> impl IntoView {
    let texts = use_texts();
    let t = texts.administrators();
    if request.mail == MailProgress::Refused {
        return view! {
            <Callout tone=Tone::Warn>
                <p>{(t.mail_refused)(&request.to.email)}</p>
            </Callout>
        }
        .into_any();
    }

    let until = date(texts.locale, request.until);
    view! {
        <Callout>
            <p>{(t.nothing_changes)(request.to.shown(), &until)}</p>
        </Callout>
    }
    .into_any()
}

/// What each will be able to do.
#[component]
fn Powers(from: String, to: String) -> impl IntoView {
    let t = use_texts().administrators();
    let row = |power: &'static str| {
        view! {
            <tr>
                <th scope="row">{power}</th>
                <td class="soft">{t.no}</td>
                <td>
                    <b>{t.yes}</b>
                </td>
            </tr>
        }
    };

    view! {
        <div class="table-scroll" role="group" aria-label=t.powers tabindex="0">
            <table class="table">
                <caption class="vh">{t.powers}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.power}</th>
                        <th scope="col">{from}</th>
                        <th scope="col">{to}</th>
                    </tr>
                </thead>
                <tbody>{t.each_power.map(row).collect_view()}</tbody>
            </table>
        </div>
        <p class="soft small">{t.powers_hint}</p>
    }
}

/// What has happened, and what comes.
#[component]
fn Course(request: PendingHandOver) -> impl IntoView {
    let texts = use_texts();
    let t = texts.administrators();
    let id = format!("course-{}", request.id);
    let (class, mail) = mail_step(t, &request);

    view! {
        <section class="section" aria-labelledby=id.clone()>
            <header>
                <h2 id=id.clone()>{t.course}</h2>
            </header>
            <ol class="timeline">
                <li class="done">
                    <div>
                        <b>{(t.asked_by)(request.from.shown())}</b>
                        <br/>
                        <span class="meta">{date_and_time(texts.locale, request.asked_at)}</span>
                    </div>
                </li>
                <li class=class>
                    <div>
                        <b>{mail}</b>
                    </div>
                </li>
                <li class="now" aria-current="step">
                    <div>
                        <b>{t.answer_awaited}</b>
                        <br/>
                        <span class="meta">{(t.until)(&date_and_time(texts.locale, request.until))}</span>
                    </div>
                </li>
                <li class="todo">
                    <div>{t.takes_effect}</div>
                </li>
            </ol>
        </section>
    }
}

fn mail_step(t: &AdministratorTexts, request: &PendingHandOver) -> (&'static str, String) {
    let to = request.to.shown();
    match request.mail {
        MailProgress::Waiting => ("todo", (t.mail_waiting)(to)),
        MailProgress::Sent => ("done", (t.mail_sent)(to)),
        MailProgress::Refused => ("bad", (t.mail_failed)(to)),
    }
}
