use super::changes::Changes;
use crate::i18n::{date_and_time, use_texts};
use crate::icons::{Icon, IconName};
use domain::mails::{MailRecipient, MailRow, MailState};
use domain::paths;
use leptos::form::ActionForm;
use leptos::prelude::*;

/// The mails, with the mail server's words.
#[component]
pub fn MailTable(
    rows: Vec<MailRow>,
    /// The address of this page, to come back to.
    here: String,
    changes: Changes,
) -> impl IntoView {
    let t = use_texts().mails();
    let row = move |row| view! { <Mail row here=here.clone() changes/> };
    let columns = [t.recipient, t.subject, t.asked_at, t.became];

    view! {
        <div class="table-scroll" role="group" aria-label=t.title tabindex="0">
            <table class="table stackable tracking" role="table">
                <caption class="vh">{t.title}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {columns.map(|name| view! { <th role="columnheader" scope="col">{name}</th> }).collect_view()}
                        <th role="columnheader" scope="col" class="act">
                            <span class="vh">{t.resend}</span>
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {rows.into_iter().map(row).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Mail(row: MailRow, here: String, changes: Changes) -> impl IntoView {
    let texts = use_texts();
    let t = texts.mails();
    let resent = row.recipient.clone().filter(|_| row.can_be_resent);
    let resent = resent.and_then(|to| Some((to.assignment?, to.email)));
    let can_be_corrected = matches!(row.state, MailState::Failed { .. });

    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="main plain">
                <Recipient of=row.recipient can_be_corrected/>
            </th>
            <td role="cell" data-label=t.subject>
                {(t.about)(row.subject)}
            </td>
            <td role="cell" class="moment" data-label=t.asked_at>
                {date_and_time(texts.locale, row.asked_at)}
            </td>
            <td role="cell" data-label=t.became>
                <State of=row.state/>
            </td>
            <td role="cell" class="act">
                {resent
                    .map(|(assignment, email)| {
                        view! {
                            <ActionForm action=changes.one>
                                <input type="hidden" name="assignment" value=assignment.to_string()/>
                                <input type="hidden" name="back" value=here/>
                                <button class="button small" type="submit" aria-label=(t.resend_to)(&email)>
                                    {t.resend}
                                </button>
                            </ActionForm>
                        }
                    })}
            </td>
        </tr>
    }
}

/// Whom a mail goes to, with the way to where an address is put right.
#[component]
fn Recipient(#[prop(optional_no_strip)] of: Option<MailRecipient>, can_be_corrected: bool) -> impl IntoView {
    let t = use_texts().mails();
    let Some(MailRecipient { email, name, assignment }) = of else {
        return view! { <span class="soft">{t.gone}</span> }.into_any();
    };
    let correct = assignment.filter(|_| can_be_corrected).map(|assignment| {
        view! {
            <br/>
            <a href=paths::change_address(assignment) aria-label=(t.open_person)(&email)>
                {t.correct}
            </a>
        }
    });

    view! {
        <b>{email.clone()}</b>
        {(!name.is_empty()).then(|| view! { " " <span class="soft">{name}</span> })}
        {correct}
    }
    .into_any()
}

#[component]
fn State(of: MailState) -> impl IntoView {
    let texts = use_texts();
    let t = texts.mails();
    let moment = |at| date_and_time(texts.locale, at);
    let (class, icon, said, words) = match of {
        MailState::Queued => ("status invited", IconName::Clock, t.waiting.to_owned(), None),
        MailState::Deferred { next, words } => {
            ("status invited", IconName::Clock, (t.deferred)(&moment(next)), Some(words))
        }
        MailState::Sent { at } => ("status active", IconName::Check, (t.sent_at)(&moment(at)), None),
        MailState::Failed { cause, words } => {
            ("status failed", IconName::MailRefused, (t.failed)(cause).to_owned(), Some(words))
        }
        MailState::Withdrawn(cause) => {
            ("status expired", IconName::Cross, (t.withdrawn)(cause).to_owned(), None)
        }
    };

    view! {
        <span class=class>
            <Icon of=icon/>
            <span>{said}</span>
        </span>
        {words
            .filter(|words| !words.is_empty())
            .map(|words| {
                view! {
                    <p class="words">
                        <span class="vh">{t.words}</span>
                        <samp>{words}</samp>
                    </p>
                }
            })}
    }
}
