//! SMTP, over lettre's connections. lettre's own pool cannot say whether a lost connection was lost
//! before or after the content was on its way, and does not time its reads; so the connections in use
//! are kept here.

use super::certificate::valid_until;
use super::outcome::Outcome;
use domain::time::Timestamp;
use lettre::address::{Address, Envelope};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use std::error::Error as _;
use std::fmt::{self, Display, Formatter};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::timeout;
use url::{Host, Url};

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
    /// What we call ourselves where the address of the mail server says it; else what [`Smtp::introduce`] was told.
    named: Option<ClientId>,
    hello: ClientId,
    idle: Mutex<Vec<AsyncSmtpConnection>>,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
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

        let named = match url.path().trim_matches('/') {
            "" => None,
            name => Some(ClientId::Domain(name.to_owned())),
        };

        Ok(Self {
            tls: TlsParameters::new(host.clone()).map_err(|error| error.to_string())?,
            port: url.port().unwrap_or(usual_port),
            host,
            security,
            credentials,
            hello: named.clone().unwrap_or_default(),
            named,
            idle: Mutex::default(),
        })
    }

    /// Says who we are as people reach us, unless the address of the mail server says it: a server may refuse a name
    /// that is none in the DNS, such as a machine's own (RFC 5321, section 4.1.4). An address that is this machine's
    /// own says nothing to others.
    pub(super) fn introduce(&mut self, public_url: &str) {
        let host = Url::parse(public_url).ok().and_then(|url| url.host().map(|host| host.to_owned()));
        let client = match host {
            Some(Host::Domain(name)) if name != "localhost" => Some(ClientId::Domain(name)),
            Some(Host::Ipv4(address)) if !address.is_loopback() => Some(ClientId::Ipv4(address)),
            Some(Host::Ipv6(address)) if !address.is_loopback() => Some(ClientId::Ipv6(address)),
            _ => None,
        };
        self.hello = self.named.clone().or(client).unwrap_or_default();
    }

    /// Whether the password may go to another machine in clear: without TLS, or without it where somebody in between
    /// says that the server has none.
    pub(super) fn sends_password_in_clear(&self) -> bool {
        let stays_here = self.host == "localhost"
            || self
                .host
                .trim_matches(['[', ']'])
                .parse::<IpAddr>()
                .is_ok_and(|address| address.is_loopback());
        let may_be_clear = matches!(self.security, Security::None | Security::Opportunistic);
        self.credentials.is_some() && may_be_clear && !stays_here
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
                    Ok(Err(error)) => return about_us(&error),
                    Err(_) => return Outcome::Deferred("no answer in time".to_owned()),
                },
            };
            match timeout(ANNOUNCING, announce(&mut connection, envelope, mail)).await {
                Ok(Ok(())) => return self.hand_over(connection, mail).await,
                // A server closes connections that wait for long, some with a word (421).
                Ok(Err(Unannounced { error, .. })) if is_kept && !is_about_the_mail(&error) => {}
                Err(_) if is_kept => {}
                Ok(Err(Unannounced { error, is_ours })) => {
                    if is_about_the_mail(&error) && connection.command(Rset).await.is_ok() {
                        self.keep(connection);
                    }
                    return if is_ours { about_us(&error) } else { before_content(&error) };
                }
                Err(_) => return Outcome::Deferred("no answer in time".to_owned()),
            }
        }
    }

    async fn hand_over(&self, mut connection: AsyncSmtpConnection, mail: &[u8]) -> Outcome {
        match timeout(HANDING_OVER, connection.command(Content(&String::from_utf8_lossy(mail)))).await {
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

    /// Connects, signs in where there are credentials, and announces a mail from `from` that it takes back; sends
    /// nothing. Says until when the server's certificate is valid, where the line is encrypted.
    pub(super) async fn check(&self, from: &Address) -> Result<Option<Timestamp>, String> {
        let checked = async {
            let mut connection = self.connect().await?;
            let chain = connection.certificate_chain().unwrap_or_default();
            connection.command(Mail::new(Some(from.clone()), Vec::new())).await?;
            connection.command(Rset).await?;
            self.keep(connection);
            Ok(chain.first().and_then(|own| valid_until(own)))
        };
        match timeout(CONNECTING, checked).await {
            Ok(checked) => checked.map_err(|error: Error| words(&error)),
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

/// A mail as it goes over the line after DATA, with the dot that ends it, as RFC 5321 has it in section 4.5.2.
///
/// All in one: lettre sends the dot after the rest, and where small packets are put together (Nagle) it waits until the
/// server has acknowledged that, which a server that waits for the dot puts off for 40 ms. Versions after 0.11.23 will not
/// (<https://github.com/lettre/lettre/pull/1159>).
struct Content<'a>(&'a str);

impl Display for Content<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        for line in self.0.split_inclusive("\r\n") {
            if line.starts_with('.') {
                formatter.write_str(".")?;
            }
            formatter.write_str(line)?;
        }

        formatter.write_str(if self.0.ends_with("\r\n") { ".\r\n" } else { "\r\n.\r\n" })
    }
}

/// Why a mail was not announced.
struct Unannounced {
    error: Error,
    /// Whether it would be so of every mail of ours.
    is_ours: bool,
}

impl From<Error> for Unannounced {
    fn from(error: Error) -> Self {
        let is_ours = says_of_us(&words(&error));
        Self { error, is_ours }
    }
}

/// MAIL, RCPT and DATA: up to here a mail that is lost was certainly not delivered.
async fn announce(
    connection: &mut AsyncSmtpConnection,
    envelope: &Envelope,
    mail: &[u8],
) -> Result<(), Unannounced> {
    let mut parameters = Vec::new();
    let server = connection.server_info();
    // A server that knows neither says so itself, in words that people can look up.
    let is_ascii = envelope.to().iter().all(|address| AsRef::<str>::as_ref(address).is_ascii());
    if !is_ascii {
        parameters.push(MailParameter::SmtpUtfEight);
    }

    if !mail.is_ascii() && server.supports_feature(Extension::EightBitMime) {
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }

    // MAIL says who we are, and that whom it is for is not in ASCII; nothing else of the mail.
    let sender = connection.command(Mail::new(envelope.from().cloned(), parameters)).await;
    sender.map_err(|error| Unannounced { error, is_ours: is_ascii })?;
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

/// What an error means where it would be the same for every mail: that we are refused, or not now.
fn about_us(error: &Error) -> Outcome {
    let is_refused =
        error.is_permanent() || error.status().is_some_and(|code| is_about_credentials(code.into()));
    if is_refused { Outcome::Unwelcome(words(error)) } else { Outcome::Deferred(words(error)) }
}

/// What an error means while the server does not answer for the mail.
fn before_content(error: &Error) -> Outcome {
    if says_of_us(&words(error)) {
        about_us(error)
    } else if error.is_permanent() {
        Outcome::Refused(words(error))
    } else {
        Outcome::Deferred(words(error))
    }
}

/// Whether a refusal that comes once the recipient is named says it of us all the same: many servers refuse whom they
/// do not like at RCPT only.
fn says_of_us(words: &str) -> bool {
    let mut words = words.split_whitespace();
    let code = words.next().and_then(|code| code.parse().ok()).unwrap_or_default();
    // Our name is none (504), a command is missing or too early (503); our sender, its domain, or what proves that
    // mails come from it (RFC 3463, 7372 and 7505).
    let is_ours = |enhanced: &str| {
        matches!(
            enhanced,
            "5.1.7"
                | "5.1.8"
                | "5.7.20"
                | "5.7.21"
                | "5.7.22"
                | "5.7.23"
                | "5.7.24"
                | "5.7.25"
                | "5.7.26"
                | "5.7.27"
        )
    };
    is_about_credentials(code) || matches!(code, 503 | 504) || words.next().is_some_and(is_ours)
}

/// Our own credentials are refused, or missing, or TLS is (RFC 4954).
const fn is_about_credentials(code: u16) -> bool {
    matches!(code, 530 | 534 | 535 | 538)
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
    use futures::future::join;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

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

    #[test]
    fn we_are_called_what_people_call_us_unless_the_setting_says_otherwise() {
        let called = |url: &str, public_url: &str| {
            let mut smtp = Smtp::parse(url).unwrap();
            smtp.introduce(public_url);
            smtp.hello.to_string()
        };
        assert_eq!(called("smtp://h", "https://portail.example/a"), "portail.example");
        assert_eq!(called("smtp://h", "https://émile.example"), "xn--mile-9oa.example");
        assert_eq!(called("smtp://h", "https://192.0.2.7:8443"), "[192.0.2.7]");
        assert_eq!(called("smtp://h/relais.example", "https://portail.example"), "relais.example");
        let machine = ClientId::default().to_string();
        assert_eq!(called("smtp://h", "http://127.0.0.1:3000"), machine);
        assert_eq!(called("smtp://h", "http://localhost:3000"), machine);
    }

    #[test]
    fn a_password_that_leaves_the_machine_needs_tls() {
        let in_clear = |url: &str| Smtp::parse(url).unwrap().sends_password_in_clear();
        for url in ["smtp://u:p@h", "smtp://u:p@h?tls=opportunistic", "smtp://u:p@192.0.2.7:2525"] {
            assert!(in_clear(url), "{url}");
        }
        for url in [
            "smtp://h",
            "smtps://u:p@h",
            "smtp://u:p@h?tls=required",
            "smtp://u:p@127.0.0.1",
            "smtp://u:p@[::1]",
        ] {
            assert!(!in_clear(url), "{url}");
        }
    }

    proptest! {
        #[test]
        fn no_line_of_a_mail_ends_it(lines in vec(prop_oneof!["\\.{1,3}", "[a.é ]{0,4}"], 0..6)) {
            let mail = lines.join("\r\n");
            let sent = Content(&mail).to_string();
            let taken: Vec<&str> = sent.split_inclusive("\r\n").take_while(|line| *line != ".\r\n").collect();
            prop_assert_eq!(taken.concat() + ".\r\n", sent.as_str());

            let read: String = taken.into_iter().map(|line| line.strip_prefix('.').unwrap_or(line)).collect();
            prop_assert_eq!(read, if mail.ends_with("\r\n") { mail } else { mail + "\r\n" });
        }
    }

    /// Takes one mail; gives the first piece of it that comes.
    async fn take_one(listener: TcpListener) -> Vec<u8> {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut piece = vec![0; 65_536];
        for answer in ["220 here", "250 hello", "250 from", "250 to", "354 go on"] {
            stream.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
            let read = stream.read(&mut piece).await.unwrap();
            if answer.starts_with("354") {
                piece.truncate(read);
            }
        }
        stream.write_all(b"250 taken\r\n").await.unwrap();
        piece
    }

    #[tokio::test]
    async fn a_mail_and_the_dot_that_ends_it_leave_together() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let smtp = Smtp::parse(&format!("smtp://{}", listener.local_addr().unwrap())).unwrap();
        let address = |text: &str| text.parse::<Address>().unwrap();
        let envelope = Envelope::new(Some(address("a@b.example")), vec![address("c@d.example")]).unwrap();

        let (outcome, piece) =
            join(smtp.deliver(&envelope, b"Subject: x\r\n\r\n.y\r\n"), take_one(listener)).await;
        assert_eq!(outcome, Outcome::Accepted("250 taken".to_owned()));
        assert_eq!(piece, b"Subject: x\r\n\r\n..y\r\n.\r\n");
    }

    #[test]
    fn a_refusal_after_rcpt_may_be_about_us() {
        for ours in [
            "504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname",
            "550 5.1.8 <a@b.example>: Sender address rejected: Domain not found",
            "550 5.7.23 SPF validation failed",
            "530 5.7.0 Must issue a STARTTLS command first",
        ] {
            assert!(says_of_us(ours), "{ours}");
        }
        for theirs in ["550 5.1.1 no such user", "554 5.7.1 blocked", "552 5.2.2 over quota", "550", ""] {
            assert!(!says_of_us(theirs), "{theirs}");
        }
    }
}
