//! Settings: environment variables or flags, checked before anything starts.

use crate::start::StartError;
use backend::clock::Clock;
use backend::db::Db;
use backend::random::Random;
use backend::services::{SecretKey, Services};
use clap::Args;
use ipnet::IpNet;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use url::Url;

/// What every command needs.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// Folder of the embedded database, the key and the mails kept as files.
    #[arg(
        long,
        global = true,
        env = "GUICHET_DATA_DIR",
        value_name = "GUICHET_DATA_DIR",
        default_value = "data"
    )]
    pub data_dir: PathBuf,

    /// The database: `sqlite://FILE` or `postgres://USER@HOST/NAME`. Default: sqlite, in the data folder.
    #[arg(long, global = true, env = "DATABASE_URL", value_name = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,

    /// File of the key from which mailed passwords are derived; made on first start, mode 0600.
    /// Default: `secret`, in the data folder.
    #[arg(long, global = true, env = "GUICHET_SECRET_FILE", value_name = "GUICHET_SECRET_FILE")]
    pub secret_file: Option<PathBuf>,

    /// Where people reach Guichet, as in mails. https, unless it is this machine itself.
    /// Default: http:// and the address that is listened on, on this machine alone.
    #[arg(long, global = true, env = "GUICHET_PUBLIC_URL", value_name = "GUICHET_PUBLIC_URL", value_parser = public_url)]
    pub public_url: Option<Url>,

    /// Address to listen on.
    #[arg(
        long,
        global = true,
        env = "GUICHET_ADDR",
        value_name = "GUICHET_ADDR",
        default_value = "127.0.0.1:3000"
    )]
    pub addr: SocketAddr,

    /// Mail server, in lettre's form: `smtps://USER:PASSWORD@HOST` or `smtp://HOST:587?tls=required`.
    /// Without it, mails are written as .eml files into the data folder.
    #[arg(long, global = true, env = "SMTP_URL", value_name = "SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,

    /// Sender of the mails.
    #[arg(
        long,
        global = true,
        env = "GUICHET_MAIL_FROM",
        value_name = "GUICHET_MAIL_FROM",
        default_value = "Guichet <ne-pas-repondre@guichet.example>"
    )]
    pub mail_from: String,

    /// Networks of the proxies in front, whose X-Forwarded-For is believed: 10.0.0.0/8,192.0.2.7/32.
    #[arg(
        long,
        global = true,
        env = "GUICHET_TRUSTED_PROXIES",
        value_name = "GUICHET_TRUSTED_PROXIES",
        value_delimiter = ','
    )]
    pub trusted_proxies: Vec<IpNet>,

    /// Zone in which moments are shown.
    #[arg(
        long,
        global = true,
        env = "GUICHET_TIME_ZONE",
        value_name = "GUICHET_TIME_ZONE",
        default_value = "Europe/Paris",
        value_parser = time_zone
    )]
    pub time_zone: jiff::tz::TimeZone,
}

fn time_zone(name: &str) -> Result<jiff::tz::TimeZone, String> {
    jiff::tz::TimeZone::get(name).map_err(|error| error.to_string())
}

/// An address of Guichet that session cookies are safe on: https, or http on this machine itself.
fn public_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| error.to_string())?;
    let loopback = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => return Err("it names no host".to_owned()),
    };

    match url.scheme() {
        "https" => Ok(url),
        "http" if loopback => Ok(url),
        "http" => Err("it must begin with https://, unless the host is this machine itself".to_owned()),
        _ => Err("it must begin with https://".to_owned()),
    }
}

impl Settings {
    /// Where people reach Guichet, without a slash at the end.
    pub fn public_url(&self) -> String {
        match &self.public_url {
            Some(url) => url.as_str().trim_end_matches('/').to_owned(),
            None => format!("http://{}", self.addr),
        }
    }

    /// Other machines may reach Guichet only where it is said how: over TLS, or session cookies would be read on
    /// their way, and mails would lead nowhere.
    pub fn check_reach(&self) -> Result<(), StartError> {
        if self.public_url.is_some() || self.addr.ip().to_canonical().is_loopback() {
            return Ok(());
        }
        let reason = format!("it must say where people reach Guichet, which listens on {}", self.addr);
        Err(StartError::Setting { setting: "GUICHET_PUBLIC_URL", reason })
    }

    /// Whether people reach Guichet over TLS: decides the session cookie's name and `Secure`.
    pub fn is_https(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.scheme() == "https")
    }

    /// The database's address.
    pub fn database_url(&self) -> String {
        match &self.database_url {
            Some(url) => url.clone(),
            None => format!("sqlite://{}", self.data_dir.join("guichet.db").display()),
        }
    }

    /// Opens the database, brings it up to date, reads the key: what every command begins with.
    pub async fn services(&self) -> Result<Services, StartError> {
        std::fs::create_dir_all(&self.data_dir)
            .map_err(|error| StartError::file("GUICHET_DATA_DIR", &self.data_dir, error))?;
        let secret_file = self.secret_file.clone().unwrap_or_else(|| self.data_dir.join("secret"));
        let random = Random::System;
        let key = read_or_make_key(&secret_file, &random)
            .map_err(|error| StartError::file("GUICHET_SECRET_FILE", &secret_file, error))?;
        let db = Db::open(&self.database_url()).await.map_err(StartError::Database)?;
        db.migrate().await.map_err(StartError::Database)?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);

        Ok(Services {
            db,
            clock: Clock::System,
            random,
            key: Arc::new(key),
            public_url: self.public_url().into(),
            time_zone: self.time_zone.clone(),
            mail_queued: Arc::default(),
            transport: None,
            hashing: Arc::new(tokio::sync::Semaphore::new(cores)),
        })
    }
}

/// The key in `file`: 64 hexadecimal digits. A file that is not there is made, readable by its owner alone.
fn read_or_make_key(file: &Path, random: &Random) -> std::io::Result<SecretKey> {
    use std::os::unix::fs::OpenOptionsExt;

    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file) {
        Ok(mut created) => {
            let key: [u8; 32] = random.bytes();
            for octet in key {
                write!(created, "{octet:02x}")?;
            }
            created.sync_all()?;
            Ok(SecretKey(key))
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let digits = std::fs::read_to_string(file)?;
            parse_key(digits.trim()).ok_or_else(|| {
                std::io::Error::new(std::io::ErrorKind::InvalidData, "it must hold 64 hexadecimal digits")
            })
        }
        Err(error) => Err(error),
    }
}

fn parse_key(digits: &str) -> Option<SecretKey> {
    let mut key = [0; 32];
    if digits.len() != 64 || !digits.is_ascii() {
        return None;
    }

    for (octet, pair) in key.iter_mut().zip(digits.as_bytes().chunks(2)) {
        *octet = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }

    Some(SecretKey(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn plain_http_is_for_this_machine_alone() {
        assert!(public_url("https://portail.example").is_ok());
        assert!(public_url("http://127.0.0.1:3000").is_ok());
        assert!(public_url("http://localhost:3000").is_ok());
        assert!(public_url("http://portail.example").is_err());
        assert!(public_url("portail.example").is_err());
    }

    #[test]
    fn a_key_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret");
        let made = read_or_make_key(&file, &Random::counted(1)).unwrap();
        assert_eq!(read_or_make_key(&file, &Random::counted(2)).unwrap().0, made.0);
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_key_that_is_cut_short_is_refused() {
        assert!(parse_key("abcd").is_none());
        assert!(parse_key(&"zz".repeat(32)).is_none());
    }
}
