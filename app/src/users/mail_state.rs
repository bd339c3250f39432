use super::changes::Changes;
use crate::i18n::use_texts;
use domain::ids::AssignmentId;
use domain::users::{MailState, UserStatus};
use leptos::form::ActionForm;
use leptos::prelude::*;

/// Whether a mail about the access can be sent once more: whoever has not come in yet may need one.
pub fn can_be_sent_again(status: UserStatus, mail: Option<&MailState>) -> bool {
    match status {
        UserStatus::Suspended => false,
        UserStatus::Expired => !matches!(mail, Some(MailState::Queued { .. })),
        UserStatus::Invited | UserStatus::Active => matches!(mail, Some(MailState::Failed { .. })),
    }
}

/// The same on a person's own page, where it can be asked for as long as they have not come in: a mail that was
/// accepted may have been lost, or deleted.
pub fn can_be_asked_for(status: UserStatus, mail: Option<&MailState>) -> bool {
    let is_waited_for =
        matches!(status, UserStatus::Invited) && !matches!(mail, Some(MailState::Queued { .. }));
    is_waited_for || can_be_sent_again(status, mail)
}

/// Sends the mail once more.
#[component]
pub fn ResendButton(
    /// An assignment of whom it is sent to.
    assignment: AssignmentId,
    email: String,
    /// The changes that the page offers.
    changes: Changes,
    /// The address of this page, to come back to.
    here: Signal<String>,
    /// Classes of the button.
    #[prop(default = "linklike")]
    class: &'static str,
) -> impl IntoView {
    let t = &use_texts().users().list;
    let pending = changes.resend.pending();

    view! {
        <ActionForm action=changes.resend>
            <input type="hidden" name="assignment" value=assignment.to_string()/>
            <input type="hidden" name="back" value=here/>
            <button
                class=class
                type="submit"
                aria-label=(t.resend_row)(&email)
                aria-disabled=move || pending.get().then_some("true")
            >
                {t.resend}
            </button>
        </ActionForm>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_that_failed_or_ran_out_can_be_sent_again_unless_the_access_is_suspended() {
        let failed = MailState::Failed { reason: "550".into() };
        let queued = MailState::Queued { reason: None };
        assert!(can_be_sent_again(UserStatus::Invited, Some(&failed)));
        assert!(can_be_sent_again(UserStatus::Expired, None));
        assert!(!can_be_sent_again(UserStatus::Suspended, Some(&failed)));
        assert!(!can_be_sent_again(UserStatus::Invited, Some(&queued)));
        assert!(!can_be_sent_again(UserStatus::Active, None));
    }

    #[test]
    fn on_their_own_page_whoever_has_not_come_in_can_be_mailed_again() {
        let queued = MailState::Queued { reason: Some("451".into()) };
        assert!(can_be_asked_for(UserStatus::Invited, None));
        assert!(!can_be_asked_for(UserStatus::Invited, Some(&queued)));
        assert!(!can_be_asked_for(UserStatus::Suspended, None));
        assert!(!can_be_asked_for(UserStatus::Active, None));
    }
}
