//! Texts about who administers the customer.

mod en;
mod fr;

pub use en::EN;
pub use fr::FR;

impl crate::i18n::Texts {
    /// Who administers the customer, and how somebody takes that over.
    pub fn administrators(self) -> &'static AdministratorTexts {
        self.of(&FR, &EN)
    }
}

/// Texts about who administers the customer, in one language.
#[derive(Debug)]
pub struct AdministratorTexts {
    /// Heading of the page.
    pub title: &'static str,
    pub lede: &'static str,

    // What was just done.
    pub asked: &'static str,
    pub cancelled: &'static str,
    pub not_cancelled: &'static str,
    pub mailed_again: &'static str,
    pub not_mailed_again: &'static str,
    pub withdrawn: &'static str,
    pub accepted: &'static str,

    // The list.
    pub administrators: &'static str,
    pub name: &'static str,
    pub email: &'static str,
    pub since: &'static str,
    pub action: &'static str,
    /// Beside oneself.
    pub you: &'static str,
    /// There is one administrator only.
    pub alone: &'static str,
    pub withdraw: &'static str,
    pub withdraw_whom: fn(&str) -> String,

    // The question before somebody is withdrawn.
    pub withdraw_question: fn(&str) -> String,
    pub withdraw_self: &'static str,
    pub withdraw_consequence: &'static str,
    pub withdraw_self_consequence: &'static str,
    pub withdraw_confirm: &'static str,
    pub keep: &'static str,

    // A request that waits for an answer.
    pub pending_successor: &'static str,
    pub pending_deputy: &'static str,
    pub present: &'static str,
    pub successor: &'static str,
    pub deputy: &'static str,
    pub confirmed: &'static str,
    pub waiting: &'static str,
    pub until: fn(&str) -> String,
    pub mail_again: &'static str,
    pub mail_again_to: fn(&str) -> String,
    pub cancel: &'static str,
    pub cancel_whom: fn(&str) -> String,
    /// Who is asked, until when.
    pub nothing_changes: fn(&str, &str) -> String,
    pub mail_refused: fn(&str) -> String,
    pub course: &'static str,
    pub asked_by: fn(&str) -> String,
    pub mail_waiting: fn(&str) -> String,
    pub mail_sent: fn(&str) -> String,
    pub mail_failed: fn(&str) -> String,
    pub answer_awaited: &'static str,
    pub takes_effect: &'static str,
    pub powers: &'static str,
    pub power: &'static str,
    pub each_power: [&'static str; 3],
    pub powers_hint: &'static str,
    pub yes: &'static str,
    pub no: &'static str,

    // Choosing somebody.
    pub choose: &'static str,
    pub choose_deputy: &'static str,
    pub sought: &'static str,
    pub sought_hint: &'static str,
    pub create_first: &'static str,
    pub search: &'static str,
    pub nobody_found: &'static str,
    /// How many were found, and whether there are more.
    pub found: fn(u64, bool) -> String,
    pub obstacles: Obstacles,
    pub role: &'static str,
    pub successor_choice: &'static str,
    pub successor_consequence: &'static str,
    pub successor_pending: &'static str,
    pub deputy_choice: &'static str,
    pub deputy_consequence: &'static str,
    pub your_password: &'static str,
    pub password_hint: &'static str,
    pub ask: &'static str,

    // Whether a second factor is required.
    pub factor: &'static str,
    pub factor_required: &'static str,
    pub factor_optional: &'static str,
    pub factor_required_consequence: &'static str,
    pub factor_optional_consequence: &'static str,
    /// Unlike that of the other form on the page.
    pub factor_password: &'static str,
    pub require_factor: &'static str,
    pub make_factor_optional: &'static str,
    pub factor_required_now: &'static str,
    pub factor_optional_now: &'static str,

    // What changes hands.
    pub extent: &'static str,
    pub extent_hint: &'static str,

    // The page of whoever is asked.
    pub offer_title: &'static str,
    /// Who asks, which customer.
    pub offer_successor: fn(&str, &str) -> String,
    pub offer_deputy: fn(&str, &str) -> String,
    pub customer: &'static str,
    pub your_role: &'static str,
    pub offered_by: &'static str,
    pub accept_until: &'static str,
    pub offer_consequence: &'static str,
    pub accept: &'static str,
    pub not_now: &'static str,
    /// Heading and sentence.
    pub offer_accepted: (&'static str, &'static str),
    pub offer_cancelled: (&'static str, &'static str),
    pub offer_expired: (&'static str, &'static str),
    pub offer_unknown: (&'static str, &'static str),
    pub go_on: &'static str,

    pub problems: Problems,
}

/// Why somebody cannot be asked.
#[derive(Debug)]
pub struct Obstacles {
    pub not_signed_in: &'static str,
    pub suspended: &'static str,
    pub administers: &'static str,
    pub asked: &'static str,
}

/// Why a form was refused.
#[derive(Debug)]
pub struct Problems {
    pub nobody: &'static str,
    pub gone: &'static str,
    pub not_active: &'static str,
    pub administers: &'static str,
    pub asked: &'static str,
    pub pending: &'static str,
    pub too_many: &'static str,
    pub last: &'static str,
    pub over: &'static str,
}
