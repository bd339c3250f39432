use super::{Accepted, Behaviour, Fault, Stage};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}

struct Session {
    wire: BufReader<Box<dyn Wire>>,
    behaviour: Arc<Behaviour>,
    accepted: Arc<Mutex<Vec<Accepted>>>,
    is_encrypted: bool,
    is_authenticated: bool,
    recipient: String,
}

/// Serves one connection until it ends.
pub(super) async fn serve(stream: TcpStream, behaviour: Arc<Behaviour>, accepted: Arc<Mutex<Vec<Accepted>>>) {
    let wire: Box<dyn Wire> = Box::new(stream);
    let mut session = Session {
        wire: BufReader::new(wire),
        is_authenticated: behaviour.credentials.is_none(),
        behaviour,
        accepted,
        is_encrypted: false,
        recipient: String::new(),
    };

    if session.answer(Stage::Greeting, "", "220 localhost ESMTP").await.is_err() {
        return;
    }

    loop {
        match session.command().await {
            Ok(Next::Command) => {}
            Ok(Next::StartTls) => match session.encrypt().await {
                Ok(encrypted) => session = encrypted,
                Err(_) => return,
            },
            Err(_) => return,
        }
    }
}

enum Next {
    Command,
    StartTls,
}

impl Session {
    /// Reads one command and answers it.
    async fn command(&mut self) -> io::Result<Next> {
        let line = self.line().await?;
        let (verb, _) = line.split_once([' ', ':']).unwrap_or((&line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" | "HELO" => self.greet(&line).await?,
            "STARTTLS" => {
                self.say("220 go ahead").await?;
                return Ok(Next::StartTls);
            }
            "AUTH" => self.authenticate(&line).await?,
            "MAIL" if !self.is_authenticated => self.say("530 5.7.0 authentication required").await?,
            "MAIL" => drop(self.answer(Stage::Mail, &line, "250 2.1.0 ok").await?),
            "RCPT" => {
                address(&line).clone_into(&mut self.recipient);
                self.answer(Stage::Rcpt, &line, "250 2.1.5 ok").await?;
            }
            "DATA" => {
                if self.answer(Stage::Data, &line, "354 go on").await? {
                    self.content().await?;
                }
            }
            "NOOP" | "RSET" => self.say("250 2.0.0 ok").await?,
            "QUIT" => {
                self.say("221 2.0.0 bye").await?;
                return Err(io::ErrorKind::ConnectionAborted.into());
            }
            _ => self.say("502 5.5.1 unknown").await?,
        }

        Ok(Next::Command)
    }

    async fn greet(&mut self, said: &str) -> io::Result<()> {
        let mut lines = vec!["localhost", "8BITMIME", "SMTPUTF8"];
        if self.behaviour.tls.is_some() && !self.is_encrypted {
            lines.push("STARTTLS");
        }

        if self.behaviour.credentials.is_some() {
            lines.push("AUTH PLAIN LOGIN");
        }

        let usual = format!("250-{}\r\n250 HELP", lines.join("\r\n250-"));
        self.answer(Stage::Hello, said, &usual).await.map(drop)
    }

    async fn authenticate(&mut self, line: &str) -> io::Result<()> {
        let mut words = line.split_whitespace().skip(1);
        let mechanism = words.next().unwrap_or_default().to_ascii_uppercase();
        let first = words.next().map(ToOwned::to_owned);
        let shown = if mechanism == "LOGIN" {
            let user = match first {
                Some(user) => user,
                None => self.ask("VXNlcm5hbWU6").await?,
            };
            let password = self.ask("UGFzc3dvcmQ6").await?;
            (decoded(&user), decoded(&password))
        } else {
            let response = match first {
                Some(response) => response,
                None => self.ask("").await?,
            };
            let response = decoded(&response);
            let mut parts = response.split('\0').skip(1).map(ToOwned::to_owned);
            (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
        };

        if self.behaviour.credentials.as_ref() == Some(&shown) {
            self.is_authenticated = self.answer(Stage::Auth, line, "235 2.7.0 welcome").await?;
            Ok(())
        } else {
            self.say("535 5.7.8 credentials invalid").await
        }
    }

    /// Reads the content and keeps it, unless it is refused. A connection that drops here drops after the
    /// mail was kept.
    async fn content(&mut self) -> io::Result<()> {
        let mut message = String::new();
        loop {
            let line = self.line().await?;
            if line == "." {
                break;
            }
            message.push_str(line.strip_prefix('.').unwrap_or(&line));
            message.push_str("\r\n");
        }

        let fault = self.behaviour.at(Stage::Dot, &self.recipient);
        if let Some(Fault::Say(words)) = fault {
            return self.say(words).await;
        }

        let mail = Accepted { recipient: std::mem::take(&mut self.recipient), message };
        (self.behaviour.witness)(&mail);
        if !self.behaviour.is_forgetful {
            self.accepted.lock().unwrap_or_else(PoisonError::into_inner).push(mail);
        }

        match fault {
            Some(_) => Err(io::ErrorKind::ConnectionAborted.into()),
            None => self.say("250 2.0.0 accepted").await,
        }
    }

    async fn encrypt(self) -> io::Result<Self> {
        let acceptor = self.behaviour.tls.clone().ok_or(io::ErrorKind::Unsupported)?;
        let stream = acceptor.accept(self.wire.into_inner()).await?;
        let wire: Box<dyn Wire> = Box::new(stream);
        Ok(Self { wire: BufReader::new(wire), is_encrypted: true, ..self })
    }

    async fn ask(&mut self, challenge: &str) -> io::Result<String> {
        self.say(&format!("334 {challenge}")).await?;
        self.line().await
    }

    /// Answers `usual`, unless a fault is due; whether it was `usual`.
    async fn answer(&mut self, stage: Stage, said: &str, usual: &str) -> io::Result<bool> {
        match self.behaviour.at(stage, said) {
            None => self.say(usual).await.map(|()| true),
            Some(Fault::Say(words)) => self.say(words).await.map(|()| false),
            Some(Fault::Drop) => Err(io::ErrorKind::ConnectionAborted.into()),
        }
    }

    async fn say(&mut self, words: &str) -> io::Result<()> {
        self.wire.get_mut().write_all(format!("{words}\r\n").as_bytes()).await?;
        self.wire.get_mut().flush().await
    }

    async fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.wire.read_line(&mut line).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        line.truncate(line.trim_end_matches(['\r', '\n']).len());
        Ok(line)
    }
}

/// What stands between the angle brackets of a RCPT.
fn address(line: &str) -> &str {
    let (_, rest) = line.split_once('<').unwrap_or(("", line));
    rest.split_once('>').map_or(rest, |(address, _)| address)
}

fn decoded(text: &str) -> String {
    String::from_utf8(STANDARD.decode(text).unwrap_or_default()).unwrap_or_default()
}
