use crate::i18n::{Texts, day_and_month, use_texts};
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
    let StatusWords { class, icon, name, more } = StatusWords::new(use_texts(), status, since, mail);

    view! {
        <span class=class>
            <Icon of=icon/>
            {name}
            {more.map(|more| view! { " " <small>{more}</small> })}
        </span>
    }
}

/// What is said of a status.
pub struct StatusWords {
    /// The classes of what says it.
    pub class: &'static str,
    pub icon: IconName,
    pub name: &'static str,
    /// Since when, or what became of the mail.
    pub more: Option<String>,
}

impl StatusWords {
    pub fn new(t: Texts, status: UserStatus, since: Option<LocalTime>, mail: Option<MailState>) -> Self {
        let failed = matches!(mail, Some(MailState::Failed { .. }));
        let (class, icon) = match status {
            _ if failed => ("status failed", IconName::MailRefused),
            UserStatus::Active => ("status active", IconName::StatusActive),
            UserStatus::Invited => ("status invited", IconName::StatusInvited),
            UserStatus::Suspended => ("status suspended", IconName::StatusSuspended),
            UserStatus::Expired => ("status expired", IconName::StatusExpired),
        };

        let c = t.components();
        let more = match (mail, since) {
            (Some(MailState::Queued { .. }), _) => Some(c.mail_queued.to_owned()),
            (Some(MailState::Sent { at }), _) => Some((c.mail_sent)(&day_and_month(t.locale, at))),
            (Some(MailState::Failed { .. }), _) => Some(c.mail_refused.to_owned()),
            (None, Some(since)) => Some((c.since)(&day_and_month(t.locale, since))),
            (None, None) => None,
        };

        Self { class, icon, name: c.status(status), more }
    }
}
