use super::content::MailContent;
use super::files::Files;
use super::message;
use super::outcome::Outcome;
use super::smtp::Smtp;
use domain::time::Timestamp;
use lettre::Message;
use lettre::message::Mailbox;
use std::path::Path;

/// Where mails go: to a mail server, or, without one, into a folder.
#[derive(Debug)]
pub struct Transport {
    from: Mailbox,
    to: Destination,
}

#[derive(Debug)]
enum Destination {
    Smtp(Smtp),
    Files(Files),
}

/// Where mails go, when they can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailCheck {
    /// Into a folder.
    Folder,
    /// To a mail server: until when its certificate is valid, where the line is encrypted.
    Server(Option<Timestamp>),
}

/// Why mails can go nowhere.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    /// The sender is not `name@domain` or `Name <name@domain>`.
    #[error("the sender is not an e-mail address: {0}")]
    From(lettre::address::AddressError),
    /// The address of the mail server is not one.
    #[error("the mail server is not smtp://user:password@host:port, smtp://…?tls=required or smtps://…: {0}")]
    Url(String),
    /// The folder cannot be made.
    #[error("the folder for mails cannot be made: {0}")]
    Folder(std::io::Error),
}

impl Transport {
    /// To the mail server at `url`: `smtp://host` (in clear), `smtp://…?tls=required` or
    /// `?tls=opportunistic` (STARTTLS), `smtps://…` (TLS at once), each with `user:password@` or not.
    pub fn smtp(url: &str, from: &str) -> Result<Self, TransportError> {
        let smtp = Smtp::parse(url).map_err(TransportError::Url)?;
        Ok(Self { from: sender(from)?, to: Destination::Smtp(smtp) })
    }

    /// Into a folder, one `.eml` file each, readable by its owner alone.
    pub fn files(folder: &Path, from: &str) -> Result<Self, TransportError> {
        let from = sender(from)?;
        Ok(Self { from, to: Destination::Files(Files::new(folder).map_err(TransportError::Folder)?) })
    }

    /// The same, trusting this certificate too.
    #[cfg(test)]
    pub(super) fn trusting(mut self, certificate: &[u8]) -> Self {
        if let Destination::Smtp(smtp) = &mut self.to {
            smtp.trust(certificate);
        }
        self
    }

    /// Says to the mail server that we are who people reach at `public_url`, unless the server's own address says it.
    #[must_use]
    pub fn introduced(mut self, public_url: &str) -> Self {
        if let Destination::Smtp(smtp) = &mut self.to {
            smtp.introduce(public_url);
        }
        self
    }

    /// Whether the mail server's password may be read on its way.
    pub fn sends_password_in_clear(&self) -> bool {
        matches!(&self.to, Destination::Smtp(smtp) if smtp.sends_password_in_clear())
    }

    /// Whether mails can leave: the mail server answers, lets us in and takes mails from our sender. Says what it says otherwise.
    pub async fn check(&self) -> Result<MailCheck, String> {
        match &self.to {
            Destination::Smtp(smtp) => smtp.check(&self.from.email).await.map(MailCheck::Server),
            Destination::Files(_) => Ok(MailCheck::Folder),
        }
    }

    /// Tries to deliver a letter.
    pub(super) async fn deliver(&self, content: &MailContent, public_url: &str) -> Outcome {
        match message::write(content, &self.from, public_url) {
            Err(error) => Outcome::Refused(error.to_string()),
            Ok(message) => match &self.to {
                Destination::Smtp(smtp) => smtp.deliver(message.envelope(), &message.formatted()).await,
                Destination::Files(files) => files.deliver(content, &message.formatted()).await,
            },
        }
    }
}

impl Transport {
    /// Tries to deliver a message of another kind, which a folder keeps under `name`.
    pub(super) async fn deliver_message(&self, name: &str, message: &Message) -> Outcome {
        match &self.to {
            Destination::Smtp(smtp) => smtp.deliver(message.envelope(), &message.formatted()).await,
            Destination::Files(files) => files.keep(name, &message.formatted()).await,
        }
    }

    /// Who mails come from.
    pub(super) const fn from(&self) -> &Mailbox {
        &self.from
    }
}

fn sender(from: &str) -> Result<Mailbox, TransportError> {
    from.parse().map_err(TransportError::From)
}
