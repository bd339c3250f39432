//! Texts of the area of the carrier's staff.

mod en;
mod fr;

use super::flash::Flash;
use super::tariffs::TariffRefusal;
use domain::names::NameError;
use domain::numbers::NumberError;
use domain::opening::HoursError;

impl crate::i18n::Texts {
    /// The area of the carrier's staff.
    pub fn operator(self) -> &'static OperatorTexts {
        self.of(&fr::FR, &en::EN)
    }
}

/// Texts of the area of the carrier's staff, in one language.
#[derive(Debug)]
pub struct OperatorTexts {
    pub search: &'static str,
    pub cancel: &'static str,
    pub pages: &'static str,
    /// What is wrong with a name.
    pub name_error: fn(NameError) -> String,
    /// What was just done.
    pub done: fn(&Flash) -> String,
    pub customers: CustomersTexts,
    pub creation: CreationTexts,
    pub customer: CustomerTexts,
    pub accounts: AccountsTexts,
    pub documents: DocumentsTexts,
    pub look: LookTexts,
    pub mail: MailTexts,
    pub desks: DesksTexts,
    pub connections: ConnectionsTexts,
    pub state: StateTexts,
}

/// The list of customers.
#[derive(Debug)]
pub struct CustomersTexts {
    pub lede: &'static str,
    pub create: &'static str,
    pub sought: &'static str,
    pub name: &'static str,
    pub contracts: &'static str,
    pub people: &'static str,
    pub since: &'static str,
    pub closed: &'static str,
    pub total: fn(u64) -> String,
    pub none: &'static str,
    pub none_why: &'static str,
    pub all: &'static str,
}

/// The form that creates one.
#[derive(Debug)]
pub struct CreationTexts {
    pub lede: &'static str,
    pub name: &'static str,
    /// The other customer's name.
    pub name_taken: fn(&str) -> String,
    pub email: &'static str,
    pub email_hint: &'static str,
    pub first_name: &'static str,
    pub last_name: &'static str,
    pub submit: &'static str,
}

/// A customer's page.
#[derive(Debug)]
pub struct CustomerTexts {
    pub administrators: &'static str,
    pub assignments: &'static str,
    pub identifier: &'static str,
    /// The way to the people, and that page's name.
    pub people: &'static str,
    /// Over what closes it.
    pub closing: &'static str,
    pub close: &'static str,
    pub close_why: &'static str,
    /// The way to the question.
    pub close_ask: &'static str,
    pub close_question: fn(&str) -> String,
    /// How many people it touches.
    pub close_consequence: fn(u64) -> String,
    pub keep: &'static str,
    /// Since when.
    pub closed_on: fn(&str) -> String,
    pub reopen: &'static str,
}

/// Mails by receiving domain.
#[derive(Debug)]
pub struct MailTexts {
    pub lede: &'static str,
    pub sought: &'static str,
    pub all: &'static str,
    pub troubled: &'static str,
    pub states: &'static str,
    pub domain: &'static str,
    pub accepted: &'static str,
    pub refused: &'static str,
    pub waiting: &'static str,
    pub words: &'static str,
    pub act: &'static str,
    pub none: &'static str,
    pub none_why: &'static str,
    pub next: &'static str,
    pub first: &'static str,
    pub paused_title: &'static str,
    /// Since when.
    pub paused_since: fn(&str) -> String,
    pub pause: &'static str,
    /// For assistive technology, with the domain.
    pub pause_named: fn(&str) -> String,
    pub resume: &'static str,
    pub resume_named: fn(&str) -> String,
    pub pause_title: &'static str,
    pub pause_why: &'static str,
    pub pause_domain: &'static str,
    pub trial_title: &'static str,
    pub trial_why: &'static str,
    pub trial_address: &'static str,
    pub trial: &'static str,
    pub not_domain: &'static str,
    pub no_domain: &'static str,
}

/// Whom one can call, to be changed.
#[derive(Debug)]
pub struct DesksTexts {
    pub lede: &'static str,
    /// The way to the page that everybody sees.
    pub see: &'static str,
    pub telephone: &'static str,
    pub telephone_character: &'static str,
    /// How many digits it has.
    pub telephone_length: fn(usize) -> String,
    pub price: &'static str,
    pub price_hint: &'static str,
    pub not_an_amount: &'static str,
    pub too_high: &'static str,
    pub hours: &'static str,
    pub hours_hint: &'static str,
    /// For assistive technology, with the day: from when, and until when.
    pub from: fn(&str) -> String,
    pub until: fn(&str) -> String,
    /// Between the two.
    pub to: &'static str,
    /// Behind the day.
    pub hours_error: fn(HoursError) -> &'static str,
    pub no_hours: &'static str,
    pub save: &'static str,
    /// When it was changed last.
    pub changed: fn(&str) -> String,
}

/// Refused sign-ins, and who waits after them.
#[derive(Debug)]
pub struct ConnectionsTexts {
    pub lede: &'static str,
    pub refused: &'static str,
    pub refused_why: &'static str,
    pub by_day: &'static str,
    pub day: &'static str,
    pub by_hour: &'static str,
    pub hour: &'static str,
    pub no_hour: &'static str,
    pub count: &'static str,
    pub networks: &'static str,
    pub network: &'static str,
    pub addresses: &'static str,
    pub people: &'static str,
    pub identifier: &'static str,
    pub attempts: &'static str,
    pub until: &'static str,
    pub act: &'static str,
    pub nobody: &'static str,
    /// How many are listed, of how many.
    pub of_all: fn(&str, &str) -> String,
    /// How many logins and addresses wait that are nobody's.
    pub others: fn(u64) -> String,
    /// The way to the question.
    pub release: &'static str,
    pub release_named: fn(&str) -> String,
    pub network_question: fn(&str) -> String,
    pub network_consequence: fn(u64) -> String,
    pub account_question: fn(&str) -> String,
    pub account_consequence: &'static str,
    pub keep: &'static str,
    pub confirm: &'static str,
}

/// The state of the portal.
#[derive(Debug)]
pub struct StateTexts {
    pub lede: &'static str,
    /// For assistive technology, before what is well, and what is not.
    pub well: &'static str,
    pub not_well: &'static str,
    pub version: &'static str,
    pub clock: &'static str,
    pub clock_behind: &'static str,
    /// Seconds.
    pub clock_differs: fn(i64) -> String,
    pub database: &'static str,
    pub engine: &'static str,
    pub size: &'static str,
    pub megabytes: fn(&str) -> String,
    pub migrations: &'static str,
    pub up_to_date: &'static str,
    pub not_migrated: &'static str,
    pub queue: &'static str,
    pub waiting: &'static str,
    pub deferred: &'static str,
    pub paused: &'static str,
    pub oldest: &'static str,
    pub nothing: &'static str,
    pub mail: &'static str,
    pub mail_server: &'static str,
    pub mail_elsewhere: &'static str,
    pub mail_folder: &'static str,
    pub mail_plain: &'static str,
    /// Until when its certificate is valid.
    pub mail_fine: fn(&str) -> String,
    pub mail_ends_soon: fn(&str) -> String,
    /// Its words.
    pub mail_unreachable: fn(&str) -> String,
}

/// A customer's contracts and sub-accounts.
#[derive(Debug)]
pub struct AccountsTexts {
    pub title: &'static str,
    pub none: &'static str,
    pub none_why: &'static str,
    pub contract: &'static str,
    pub sub_account: &'static str,
    pub name: &'static str,
    pub act: &'static str,
    /// Since when.
    pub closed: fn(&str) -> String,
    pub close: &'static str,
    pub close_named: fn(&str) -> String,
    pub reopen: &'static str,
    pub reopen_named: fn(&str) -> String,
    pub within: &'static str,
    pub new_contract: &'static str,
    pub number: &'static str,
    pub open: &'static str,
    pub number_error: fn(NumberError) -> String,
    pub taken: &'static str,
    pub taken_closed: &'static str,
    pub unknown_contract: &'static str,
}

/// A customer's documents of *Mes tarifs*.
#[derive(Debug)]
pub struct DocumentsTexts {
    pub title: &'static str,
    pub document: &'static str,
    pub contract: &'static str,
    pub validity: &'static str,
    /// From which day to which.
    pub days: fn(&str, &str) -> String,
    pub size: &'static str,
    pub kilobytes: fn(&str) -> String,
    pub withdraw: &'static str,
    pub withdraw_named: fn(&str) -> String,
    pub from: &'static str,
    pub to: &'static str,
    pub file: &'static str,
    pub file_hint: &'static str,
    pub publish: &'static str,
    pub refused: fn(TariffRefusal) -> &'static str,
}

/// Looking at a customer's people.
#[derive(Debug)]
pub struct LookTexts {
    pub title: fn(&str) -> String,
    pub why: &'static str,
    pub reason: &'static str,
    pub reason_hint: &'static str,
    pub begin: &'static str,
    pub no_reason: &'static str,
    pub no_address: &'static str,
    /// Until which hour, and why.
    pub until: fn(&str, &str) -> String,
    pub end: &'static str,
    pub sought: &'static str,
    pub email: &'static str,
    pub name: &'static str,
    pub identifier: &'static str,
    pub accesses: &'static str,
    pub total: fn(u64) -> String,
    pub more_than: fn(u64) -> String,
    pub none: &'static str,
    pub none_why: &'static str,
}
