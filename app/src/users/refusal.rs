//! Why a mail was refused, or waits, and what to do about it, in the reader's language; the mail server's own words behind it.

pub mod texts;

use super::query::{returning, use_return};
use crate::i18n::{Texts, use_texts};
use domain::ids::AssignmentId;
use domain::paths;
use domain::users::{MailRefusal, MailState};
use leptos::prelude::*;

/// Why a mail has not arrived, in the mail server's words, and what it means; `None` where there is nothing to explain.
pub fn why(t: Texts, mail: Option<&MailState>) -> Option<(&str, &'static str)> {
    match mail {
        Some(MailState::Failed { reason }) => Some((reason, explained(t, reason))),
        Some(MailState::Queued { reason: Some(reason) }) => Some((reason, t.refusals().delayed)),
        _ => None,
    }
}

/// What a refusal means, and what to do.
fn explained(t: Texts, reason: &str) -> &'static str {
    let t = t.refusals();
    match MailRefusal::of(reason) {
        MailRefusal::NoSuchMailbox => t.no_such_mailbox,
        MailRefusal::NoSuchDomain => t.no_such_domain,
        MailRefusal::MailboxFull => t.mailbox_full,
        MailRefusal::Unwanted => t.unwanted,
        MailRefusal::Unreachable => t.unreachable,
        MailRefusal::Unknown => t.unknown,
    }
}

/// Why the mail was refused or waits, what to do about it, and what the server said.
#[component]
pub fn Refusal(
    /// The mail server's words.
    reason: String,
    /// What they mean, and what to do.
    explained: &'static str,
    /// The assignment whose person has the address, where it can be put right.
    correctable: Option<AssignmentId>,
) -> impl IntoView {
    let texts = use_texts();
    let t = texts.refusals();
    let correct = texts.address_change().correct;

    view! {
        <p>{explained}</p>
        {correctable.map(|id| view! { <p><a class="button" href=returning(&paths::change_address(id), &use_return())>{correct}</a></p> })}
        <details class="disclosure">
            <summary>{t.words}</summary>
            <samp>{reason}</samp>
        </details>
    }
}
