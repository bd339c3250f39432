//! SMTP, over lettre's connections. lettre's own pool cannot say whether a lost connection was lost
//! before or after the content was on its way, and does not time its reads; so the connections in use
//! are kept here.

use super::certificate::valid_until;
use super::outcome::Outcome;
use domain::time::Timestamp;
use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use std::error::Error as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::timeout;
use url::Url;

/// How long a connection may take, from the first packet to the end of AUTH.
const CONNECTING: Duration = Duration::from_secs(15);
/// How long MAIL, RCPT and DATA may take together.
const ANNOUNCING: Duration = Duration::from_secs(20);
/// How long the content and its acceptance may take.
const HANDING_OVER: Duration = Duration::from_mins(1);
/// How long an attempt takes at most: a connection that proves dead, a new one, and a mail over it.
pub(super) const LONGEST_ATTEMPT: Duration = Duration::from_secs(20 + 15 + 20 + 60);
/// Connections that are kept for the next mail.
const KEPT: usize = 32;

/// A mail server, and the connections to it that wait for the next mail.
pub(super) struct Smtp {
    host: String,
    port: u16,
    security: Security,
    tls: TlsParameters,
    credentials: Option<Credentials>,
    hello: ClientId,
    idle: Mutex<Vec<AsyncSmtpConnection>>,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { host, port, security, .. } = self;
        write!(f, "Smtp({host}:{port}, {security:?})")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Security {
    None,
    /// STARTTLS when the server offers it.
    Opportunistic,
    /// STARTTLS, or no mail.
    Required,
    /// TLS from the first octet.
    Wrapper,
}

impl Smtp {
    /// The mail server that `url` names, as lettre writes such addresses.
    pub(super) fn parse(url: &str) -> Result<Self, String> {
        let url = Url::parse(url).map_err(|error| error.to_string())?;
        let tls = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
        let (security, usual_port) = match (url.scheme(), tls.as_deref()) {
            ("smtp", None) => (Security::None, 25),
            ("smtp", Some("opportunistic")) => (Security::Opportunistic, 587),
            ("smtp", Some("required")) => (Security::Required, 587),
            ("smtps", _) => (Security::Wrapper, 465),
            _ => return Err("unknown scheme or tls parameter".to_owned()),
        };

        let host = url.host_str().filter(|host| !host.is_empty()).ok_or("no host")?.to_owned();
        let credentials = match (decoded(url.username()), url.password().map(decoded)) {
            (user, Some(password)) => Some(Credentials::new(user, password)),
            (user, None) if user.is_empty() => None,
            _ => return Err("a user without a password".to_owned()),
        };

        let hello = match url.path().trim_matches('/') {
            "" => ClientId::default(),
            name => ClientId::Domain(name.to_owned()),
        };

        Ok(Self {
            tls: TlsParameters::new(host.clone()).map_err(|error| error.to_string())?,
            port: url.port().unwrap_or(usual_port),
            host,
            security,
            credentials,
            hello,
            idle: Mutex::default(),
        })
    }

    #[cfg(test)]
    pub(super) fn trust(&mut self, certificate: &[u8]) {
        use lettre::transport::smtp::client::Certificate;
        let certificate = Certificate::from_der(certificate.to_vec()).expect("a certificate");
        let tls = TlsParameters::builder(self.host.clone()).add_root_certificate(certificate);
        self.tls = tls.build().expect("parameters of TLS");
    }

    /// Tries to deliver a mail.
    pub(super) async fn deliver(&self, envelope: &Envelope, mail: &[u8]) -> Outcome {
        loop {
            let kept = self.take_idle();
            let is_kept = kept.is_some();
            let mut connection = match kept {
                Some(connection) => connection,
                None => match timeout(CONNECTING, self.connect()).await {
                    Ok(Ok(connection)) => connection,
                    Ok(Err(error)) => return before_content(&error),
                    Err(_) => return Outcome::Deferred("no answer in time".to_owned()),
                },
            };
            match timeout(ANNOUNCING, announce(&mut connection, envelope, mail)).await {
                Ok(Ok(())) => return self.hand_over(connection, mail).await,
                // A server closes connections that wait for long, some with a word (421).
                Ok(Err(error)) if is_kept && !is_about_the_mail(&error) => {}
                Err(_) if is_kept => {}
                Ok(Err(error)) => {
                    if is_about_the_mail(&error) && connection.command(Rset).await.is_ok() {
                        self.keep(connection);
                    }
                    return before_content(&error);
                }
                Err(_) => return Outcome::Deferred("no answer in time".to_owned()),
            }
        }
    }

    async fn hand_over(&self, mut connection: AsyncSmtpConnection, mail: &[u8]) -> Outcome {
        match timeout(HANDING_OVER, connection.message(mail)).await {
            Ok(Ok(answer)) => {
                self.keep(connection);
                let words: Vec<&str> = answer.message().collect();
                Outcome::Accepted(format!("{} {}", answer.code(), words.join(" ")))
            }
            Ok(Err(error)) if error.status().is_some() => before_content(&error),
            Ok(Err(error)) => Outcome::Unknown(words(&error)),
            Err(_) => Outcome::Unknown("no answer in time".to_owned()),
        }
    }

    /// Connects and, where there are credentials, signs in; sends nothing. Says until when the server's certificate is
    /// valid, where the line is encrypted.
    pub(super) async fn check(&self) -> Result<Option<Timestamp>, String> {
        match timeout(CONNECTING, self.connect()).await {
            Ok(Ok(connection)) => {
                let chain = connection.certificate_chain().unwrap_or_default();
                self.keep(connection);
                Ok(chain.first().and_then(|own| valid_until(own)))
            }
            Ok(Err(error)) => Err(words(&error)),
            Err(_) => Err("no answer in time".to_owned()),
        }
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let server = (self.host.as_str(), self.port);
        let wrapper = (self.security == Security::Wrapper).then(|| self.tls.clone());
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, Some(CONNECTING), &self.hello, wrapper, None).await?;
        let wanted = match self.security {
            Security::Required => true,
            Security::Opportunistic => connection.can_starttls(),
            Security::None | Security::Wrapper => false,
        };

        if wanted {
            connection.starttls(self.tls.clone(), &self.hello).await?;
        }

        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }

        Ok(connection)
    }

    fn take_idle(&self) -> Option<AsyncSmtpConnection> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn keep(&self, connection: AsyncSmtpConnection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT {
            idle.push(connection);
        }
    }
}

/// MAIL, RCPT and DATA: up to here a mail that is lost was certainly not delivered.
async fn announce(
    connection: &mut AsyncSmtpConnection,
    envelope: &Envelope,
    mail: &[u8],
) -> Result<(), Error> {
    let mut parameters = Vec::new();
    let server = connection.server_info();
    // A server that knows neither says so itself, in words that people can look up.
    if !envelope.to().iter().all(|address| AsRef::<str>::as_ref(address).is_ascii()) {
        parameters.push(MailParameter::SmtpUtfEight);
    }

    if !mail.is_ascii() && server.supports_feature(Extension::EightBitMime) {
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }

    connection.command(Mail::new(envelope.from().cloned(), parameters)).await?;
    for recipient in envelope.to() {
        connection.command(Rcpt::new(recipient.clone(), Vec::new())).await?;
    }

    connection.command(Data).await?;
    Ok(())
}

/// Whether the server answered, and not with 421: "closing, for reasons of my own".
fn is_about_the_mail(error: &Error) -> bool {
    error.status().is_some_and(|code| u16::from(code) != 421)
}

/// What an error means while the server does not answer for the mail.
fn before_content(error: &Error) -> Outcome {
    // 530, 534, 535, 538: our own credentials are refused, and no mail is to blame (RFC 4954).
    let credentials = error.status().is_some_and(|code| matches!(u16::from(code), 530 | 534 | 535 | 538));
    if error.is_permanent() && !credentials {
        Outcome::Refused(words(error))
    } else {
        Outcome::Deferred(words(error))
    }
}

/// The server's own words, or what went wrong instead of an answer.
fn words(error: &Error) -> String {
    match (error.status(), error.source()) {
        (Some(code), Some(words)) => format!("{code} {words}"),
        (Some(code), None) => code.to_string(),
        (None, _) => error.to_string(),
    }
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_mail_server_says_how_to_reach_it() {
        let server = |url: &str| Smtp::parse(url).map(|smtp| (smtp.host, smtp.port, smtp.security));

        assert_eq!(server("smtp://mail.example"), Ok(("mail.example".into(), 25, Security::None)));
        assert_eq!(server("smtp://127.0.0.1:2525"), Ok(("127.0.0.1".into(), 2525, Security::None)));
        assert_eq!(server("smtps://mail.example"), Ok(("mail.example".into(), 465, Security::Wrapper)));
        assert_eq!(
            server("smtp://mail.example?tls=required"),
            Ok(("mail.example".into(), 587, Security::Required))
        );

        for wrong in
            ["", "mail.example", "http://mail.example", "smtp://mail.example?tls=maybe", "smtp://u@h"]
        {
            assert!(server(wrong).is_err(), "{wrong}");
        }
        let password = Smtp::parse("smtp://u:p%40ss@h").unwrap().credentials.unwrap();

        assert_eq!(password, Credentials::new("u".to_owned(), "p@ss".to_owned()));
    }
}
