use crate::i18n::{day_and_month, use_texts};
use crate::icons::{Icon, IconName};
use domain::time::LocalTime;
use domain::users::{MailState, UserStatus};
use leptos::prelude::*;

/// Where a user stands: a shape and a word, never a colour alone; then since when, or what became of
/// the mail.
#[component]
pub fn Status(
    /// Where the user stands.
    status: UserStatus,
    /// Since when, where it matters.
    #[prop(optional_no_strip)]
    since: Option<LocalTime>,
    /// What became of the last mail, while it matters.
    #[prop(optional_no_strip)]
    mail: Option<MailState>,
) -> impl IntoView {
    let t = use_texts();
    let failed = matches!(mail, Some(MailState::Failed { .. }));
    let (class, glyph) = match status {
        _ if failed => ("status failed", IconName::MailRefused),
        UserStatus::Active => ("status active", IconName::StatusActive),
        UserStatus::Invited => ("status invited", IconName::StatusInvited),
        UserStatus::Suspended => ("status suspended", IconName::StatusSuspended),
        UserStatus::Expired => ("status expired", IconName::StatusExpired),
    };
    let c = t.components();
    let more = match (mail, since) {
        (Some(MailState::Queued), _) => Some(c.mail_queued.to_owned()),
        (Some(MailState::Sent { at }), _) => Some((c.mail_sent)(&day_and_month(t.locale, at))),
        (Some(MailState::Failed { .. }), _) => Some(c.mail_refused.to_owned()),
        (None, Some(since)) => Some((c.since)(&day_and_month(t.locale, since))),
        (None, None) => None,
    };

    view! {
        <span class=class>
            <Icon of=glyph/>
            {c.status(status)}
            {more.map(|more| view! { " " <small>{more}</small> })}
        </span>
    }
}
