//! Mail: an outbox written in the same transaction as what it is about, and a worker that empties it.
//!
//! A mail is accepted by the mail server once, or, after a crash or a lost connection, more than once
//! with the same content; it is never lost, and never carries a secret that does not work.

mod certificate;
mod claim;
mod content;
mod decide;
mod domains;
mod files;
mod list;
mod message;
mod outcome;
mod pause;
mod queue;
mod queue_again;
mod resend;
mod resend_failed;
mod secret;
mod settle;
mod smtp;
#[cfg(test)]
pub(crate) mod tests;
mod texts;
mod transport;
mod trial;
mod withdraw;
mod worker;

pub use domains::{DomainPage, DomainRow, DomainsAsked, domains, paused_domains};
pub use list::{ListError, list};
pub use pause::{pause_domain, resume_domain};
pub(crate) use queue::{
    Changed, CredentialChange, JobState, queue_address, queue_association, queue_credential_change,
    queue_endings, queue_notice, queue_reset, reset_since,
};
pub use queue::{Ending, MailKind, NewMail, Priority, next_position, queue};
pub(crate) use queue_again::queue_again;
pub use resend::{ResendError, resend};
pub(crate) use resend::{has_just_left, resend_notice, resend_to, withdraw_resent};
pub use resend_failed::{preview_failed, resend_failed};
pub(crate) use secret::{
    hand_over as hand_over_token, new_address as new_address_token, old_address as old_address_token,
};
pub use transport::{MailCheck, Transport, TransportError};
pub use trial::{Trial, TrialError, send_trial};
pub use worker::Worker;
