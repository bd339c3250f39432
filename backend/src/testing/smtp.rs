//! A mail server on loopback: it speaks real SMTP, keeps what it accepts, and misbehaves when told to.

mod session;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// Where in a session a fault happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Before anything is said.
    Greeting,
    /// In answer to EHLO.
    Hello,
    /// In answer to AUTH.
    Auth,
    /// In answer to MAIL.
    Mail,
    /// In answer to RCPT.
    Rcpt,
    /// In answer to DATA.
    Data,
    /// In answer to the dot that ends the content.
    Dot,
}

/// What the server does instead of accepting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Say(&'static str),
    /// Closes the connection without a word. After the dot the mail is accepted all the same: that is
    /// what a crash or a cut line looks like.
    Drop,
}

/// A mail that was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The recipient of the envelope.
    pub recipient: String,
    /// The message, headers and body, as it was sent.
    pub message: String,
}

/// Decides, by stage and by what was said there, whether the server misbehaves.
type RowValidator = Box<dyn Fn(Stage, &str) -> Option<Fault> + Send + Sync>;
/// Sees each mail that is accepted, before the server says so.
type Recorder = Box<dyn Fn(&Accepted) + Send + Sync>;

/// How a server behaves.
pub struct Behaviour {
    faults: Mutex<Vec<(Stage, Fault, u32)>>,
    judge: RowValidator,
    witness: Recorder,
    credentials: Option<(String, String)>,
    tls: Option<TlsAcceptor>,
    is_forgetful: bool,
}

impl Default for Behaviour {
    fn default() -> Self {
        Self {
            faults: Mutex::default(),
            judge: Box::new(|_, _| None),
            witness: Box::new(|_| {}),
            credentials: None,
            tls: None,
            is_forgetful: false,
        }
    }
}

impl Behaviour {
    /// Misbehaves at `stage`, so many times.
    #[must_use]
    pub fn fault(self, stage: Stage, fault: Fault, times: u32) -> Self {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).push((stage, fault, times));
        self
    }

    /// Misbehaves when `judge` says so.
    #[must_use]
    pub fn judged(mut self, judge: impl Fn(Stage, &str) -> Option<Fault> + Send + Sync + 'static) -> Self {
        self.judge = Box::new(judge);
        self
    }

    /// Shows `witness` each mail before accepting it.
    #[must_use]
    pub fn witnessed(mut self, witness: impl Fn(&Accepted) + Send + Sync + 'static) -> Self {
        self.witness = Box::new(witness);
        self
    }

    /// Keeps nothing in memory: only the witness sees what is accepted.
    #[must_use]
    pub fn forgetful(mut self) -> Self {
        self.is_forgetful = true;
        self
    }

    #[must_use]
    pub fn authenticated(mut self, user: &str, password: &str) -> Self {
        self.credentials = Some((user.to_owned(), password.to_owned()));
        self
    }

    /// What happens at `stage`, where `said` was said.
    fn at(&self, stage: Stage, said: &str) -> Option<Fault> {
        let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        let planned = faults.iter_mut().find(|(at, _, left)| *at == stage && *left > 0);

        match planned {
            Some((_, fault, left)) => {
                *left -= 1;
                Some(*fault)
            }
            None => (self.judge)(stage, said),
        }
    }
}

/// A mail server that is listening. It ends when this is dropped.
pub struct SmtpServer {
    pub address: SocketAddr,
    /// Its certificate (DER), if it offers STARTTLS.
    pub certificate: Option<Vec<u8>>,
    accepted: Arc<Mutex<Vec<Accepted>>>,
    listening: JoinHandle<()>,
}

impl SmtpServer {
    /// Starts a server on a free port.
    pub async fn start(behaviour: Behaviour) -> Self {
        Self::start_at("127.0.0.1:0", behaviour).await
    }

    /// Starts a server that also offers STARTTLS, with a certificate of its own for `localhost`.
    pub async fn start_with_tls(mut behaviour: Behaviour) -> Self {
        let (acceptor, certificate) = acceptor();
        behaviour.tls = Some(acceptor);
        let mut server = Self::start(behaviour).await;
        server.certificate = Some(certificate);
        server
    }

    /// Starts a server at `address`.
    ///
    /// # Panics
    ///
    /// When the address is taken.
    pub async fn start_at(address: &str, behaviour: Behaviour) -> Self {
        let listener = TcpListener::bind(address).await.expect("the address is free");
        let address = listener.local_addr().expect("the server has an address");
        let accepted = Arc::new(Mutex::new(Vec::new()));
        let (behaviour, kept) = (Arc::new(behaviour), Arc::clone(&accepted));
        let listening = tokio::spawn(async move {
            // The sessions of a server end with it.
            let mut sessions = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let _ = stream.set_nodelay(true);
                sessions.spawn(session::serve(stream, Arc::clone(&behaviour), Arc::clone(&kept)));
                while sessions.try_join_next().is_some() {}
            }
        });

        Self { address, certificate: None, accepted, listening }
    }

    /// Its address as a setting: `smtp://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Everything that it accepted.
    pub fn accepted(&self) -> Vec<Accepted> {
        self.accepted.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

fn acceptor() -> (TlsAcceptor, Vec<u8>) {
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let certificate = own.cert.der().clone();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(own.signing_key.serialize_der()));
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("the provider has the usual versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key)
        .expect("the key is the certificate's");

    (TlsAcceptor::from(Arc::new(config)), certificate.to_vec())
}
