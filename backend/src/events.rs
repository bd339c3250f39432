//! What happened, as lines of the log that a program reads: each entry of a journal, and what no customer's journal has, such
//! as an attempt at the door that was refused.
//!
//! They name people and customers by their keys, and tell no address, no name, and no network: the log is kept longer
//! than a network may be. The request's span, with its id, stands around them.

use domain::ids::{CustomerId, UserId};
use uuid::Uuid;

/// By which `RUST_LOG` lets them through, and whoever collects the log finds them.
const TARGET: &str = "guichet::events";

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    /// What, as `thing.verb`: `sign_in.refused`.
    pub(crate) what: &'static str,
    /// The customer that it concerns; `None` where that is none, or several.
    pub(crate) customer: Option<CustomerId>,
    /// Who did it; `None` where nobody did, or a stranger.
    pub(crate) by: Option<UserId>,
    /// The person, or the thing, that it was done to.
    pub(crate) to: Option<Uuid>,
}

impl Event {
    /// What somebody did of their own, at the door or about themselves.
    pub(crate) fn of(what: &'static str, user: UserId) -> Self {
        Self { what, customer: None, by: Some(user), to: None }
    }

    /// What was tried at the login of `user`, or at one that is nobody's.
    pub(crate) fn at_the_door(what: &'static str, user: Option<UserId>) -> Self {
        Self { what, customer: None, by: None, to: user.map(|user| user.0) }
    }

    /// What somebody of the carrier's staff did that is about no customer; `None`: on the server.
    pub(crate) fn by_operator(what: &'static str, user: Option<UserId>) -> Self {
        Self { what, customer: None, by: user, to: None }
    }

    /// Writes it into the log.
    pub(crate) fn log(&self) {
        tracing::info!(
            target: TARGET,
            event = self.what,
            customer = self.customer.map(display),
            by = self.by.map(display),
            to = self.to.map(display),
            "{}",
            self.what
        );
    }
}
