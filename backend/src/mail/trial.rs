use super::message::UnwritableError;
use super::outcome::Outcome;
use super::texts;
use crate::access::OperatorScope;
use crate::events::Event;
use crate::observe::Operation;
use crate::services::Services;
use domain::address::EmailAddress;
use domain::locale::Locale;
use domain::time::Timestamp;
use lettre::Message;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use std::time::{Duration, SystemTime};

/// What became of a trial, with the mail server's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trial {
    /// The server answers for it from now on.
    Accepted(String),
    /// Not now, or never; or the connection was lost.
    NotAccepted(String),
}

/// Why no trial was sent.
#[derive(Debug, thiserror::Error)]
pub enum TrialError {
    /// This process sends no mail.
    #[error("no mail server is set")]
    NoTransport,
    /// The address is none that mail can carry.
    #[error("{0}")]
    Unwritable(String),
}

/// Sends a mail to an address at once, past the outbox, and tells what the mail server said. It goes to a domain that is
/// paused too: that is how one learns whether to resume it.
#[tracing::instrument(name = "mail.trial", skip_all, err(level = "debug"))]
pub async fn send_trial(
    services: &Services,
    operator: &OperatorScope,
    to: &EmailAddress,
    locale: Locale,
) -> Result<Trial, TrialError> {
    let operation = Operation::begin("mail.trial");

    let transport = services.transport.as_ref().ok_or(TrialError::NoTransport)?;
    let now = services.clock.now();
    let name = format!("essai-{}", services.random.id(now));
    let message = write(transport.from(), to, locale, &name, now);
    let message = message.map_err(|error| TrialError::Unwritable(error.to_string()))?;

    Event::by_operator("mail.tried", operator.user()).log();
    let trial = match transport.deliver_message(&name, &message).await {
        Outcome::Accepted(words) => Trial::Accepted(words),
        Outcome::Deferred(words)
        | Outcome::Unwelcome(words)
        | Outcome::Refused(words)
        | Outcome::Unknown(words) => Trial::NotAccepted(words),
        // Only the outbox leaves a mail untried.
        Outcome::Untried => Trial::NotAccepted(String::new()),
    };

    operation.ended(Ok(trial))
}

fn write(
    from: &Mailbox,
    to: &EmailAddress,
    locale: Locale,
    name: &str,
    now: Timestamp,
) -> Result<Message, UnwritableError> {
    let texts = texts::of(locale);
    let (local_part, _) = to.as_str().rsplit_once('@').unwrap_or_default();
    let address = lettre::Address::new(local_part, to.domain()).map_err(UnwritableError::of)?;
    let dated = Duration::from_millis(now.0.try_into().unwrap_or_default());

    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, address))
        .subject(texts.trial_subject)
        .date(SystemTime::UNIX_EPOCH + dated)
        .message_id(Some(format!("<{name}@{}>", from.email.domain())))
        .header(ContentType::TEXT_PLAIN)
        .body(texts.trial.to_owned())
        .map_err(UnwritableError::of)
}
