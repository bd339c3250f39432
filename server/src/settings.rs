//! Settings: environment variables or flags, checked before anything starts.

use crate::start::StartError;
use backend::access::Hashing;
use backend::clock::Clock;
use backend::db::{self, Db, OpenError};
use backend::journal::JournalKeys;
use backend::random::Random;
use backend::secret_key;
use backend::services::{SecretKey, Services};
use clap::Args;
use domain::credentials::CommonPasswords;
use ipnet::IpNet;
use std::io::{self, BufRead, BufReader, Write};
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

    /// File of the key with which journals are sealed; made on first start, mode 0600.
    /// Default: `journal-key`, in the data folder.
    #[arg(long, global = true, env = "GUICHET_JOURNAL_KEY_FILE", value_name = "GUICHET_JOURNAL_KEY_FILE")]
    pub journal_key_file: Option<PathBuf>,

    /// Files of the keys with which journals were sealed before, so that these seals are still verified.
    #[arg(
        long,
        global = true,
        env = "GUICHET_FORMER_JOURNAL_KEY_FILES",
        value_name = "GUICHET_FORMER_JOURNAL_KEY_FILES",
        value_delimiter = ','
    )]
    pub former_journal_key_files: Vec<PathBuf>,

    /// File of passwords that nobody may choose, one a line, in UTF-8, beside those that Guichet refuses by itself.
    #[arg(
        long,
        global = true,
        env = "GUICHET_COMMON_PASSWORDS_FILE",
        value_name = "GUICHET_COMMON_PASSWORDS_FILE"
    )]
    pub common_passwords_file: Option<PathBuf>,

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

    /// The key's file.
    pub fn secret_file(&self) -> PathBuf {
        self.secret_file.clone().unwrap_or_else(|| self.data_dir.join("secret"))
    }

    /// Files that only their owner may read, and that others may. What is not there is no worry.
    pub fn files_that_others_may_read(&self) -> Vec<PathBuf> {
        use std::os::unix::fs::PermissionsExt;

        let database = db::file_of(&self.database_url()).into_iter();
        let beside = database.flat_map(|file| ["", "-wal", "-shm"].map(|suffix| db::beside(&file, suffix)));
        let is_open =
            |path: &PathBuf| path.metadata().is_ok_and(|file| file.permissions().mode() & 0o077 != 0);
        beside.chain([self.secret_file(), self.journal_key_file()]).filter(is_open).collect()
    }

    /// Makes the folder of the data, for its owner alone.
    pub fn make_data_dir(&self) -> Result<(), StartError> {
        use std::os::unix::fs::DirBuilderExt;

        let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.data_dir);
        made.map_err(|error| StartError::file("GUICHET_DATA_DIR", &self.data_dir, error))
    }

    /// Opens the database and brings it up to date.
    pub async fn open_database(&self) -> Result<Db, StartError> {
        let db = Db::open(&self.database_url()).await.map_err(StartError::Database)?;
        db.migrate().await.map_err(StartError::Database)?;
        Ok(db)
    }

    /// The key, where there is one.
    pub fn read_key(&self) -> Result<Option<SecretKey>, StartError> {
        let file = self.secret_file();
        read_key(&file).map_err(|error| StartError::file("GUICHET_SECRET_FILE", &file, error))
    }

    /// A new key, in its file.
    pub fn make_key(&self) -> Result<SecretKey, StartError> {
        let file = self.secret_file();
        make_key(&file, &Random::System)
            .map_err(|error| StartError::file("GUICHET_SECRET_FILE", &file, error))
    }

    /// The database's own key. A database with people in it has one somewhere.
    async fn key_of(&self, db: &Db) -> Result<SecretKey, StartError> {
        let refused = |reason: &str| {
            let file = self.secret_file();
            let reason = format!("{}: {reason}", file.display());
            StartError::Setting { setting: "GUICHET_SECRET_FILE", reason }
        };
        let database = |error| StartError::Database(OpenError::Database(error));
        let key = match self.read_key()? {
            Some(key) => key,
            None if secret_key::is_needed(db).await.map_err(database)? => return Err(refused(LOST)),
            None => self.make_key()?,
        };

        if secret_key::recognise(db, &key).await.map_err(database)? { Ok(key) } else { Err(refused(OTHER)) }
    }

    /// The file of the key with which journals are sealed.
    pub fn journal_key_file(&self) -> PathBuf {
        self.journal_key_file.clone().unwrap_or_else(|| self.data_dir.join("journal-key"))
    }

    /// The keys of the journals' seals. A former one is read, never made.
    fn journal_keys(&self) -> Result<JournalKeys, StartError> {
        let former = |file: &PathBuf| {
            let key = read_key(file).and_then(|key| key.ok_or(io::ErrorKind::NotFound.into()));
            key.map_err(|error| StartError::file("GUICHET_FORMER_JOURNAL_KEY_FILES", file, error))
        };
        let former: Vec<SecretKey> =
            self.former_journal_key_files.iter().map(former).collect::<Result<_, _>>()?;
        let file = self.journal_key_file();
        let present = make_key(&file, &Random::System)
            .map_err(|error| StartError::file("GUICHET_JOURNAL_KEY_FILE", &file, error))?;
        Ok(JournalKeys::new(present, former))
    }

    /// Opens the database, brings it up to date, reads the key: what every command begins with.
    pub async fn services(&self) -> Result<Services, StartError> {
        self.make_data_dir()?;
        // A key that is none is said whatever the database is like.
        self.read_key()?;
        let journal_keys = self.journal_keys()?;
        let common_passwords = read_common_passwords(self.common_passwords_file.as_deref())?;
        let db = self.open_database().await?;
        let key = self.key_of(&db).await?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);

        Ok(Services {
            db,
            clock: Clock::System,
            random: Random::System,
            key: Arc::new(key),
            journal_keys,
            public_url: self.public_url().into(),
            time_zone: self.time_zone.clone(),
            mail_queued: Arc::default(),
            transport: None,
            hashing: Hashing::new(cores),
            common_passwords: Arc::new(common_passwords),
        })
    }
}

/// What is said where the key is not there, and where it is another's.
const LOST: &str = "it is not there, and the people in the database need it: put it back from where the backups' keys are; \
                    if it is lost for good, `guichet key replace` goes on without what it made";
const OTHER: &str = "it is not the key that this database was used with: put that one back; \
                     if it is lost for good, `guichet key replace` goes on without what it made";

/// The passwords of a list, of which no more than hashes are kept; none without a file.
fn read_common_passwords(file: Option<&Path>) -> Result<CommonPasswords, StartError> {
    let Some(file) = file else { return Ok(CommonPasswords::default()) };
    let lines = std::fs::File::open(file).and_then(|opened| BufReader::new(opened).lines().collect());
    lines.map_err(|error| StartError::file("GUICHET_COMMON_PASSWORDS_FILE", file, error))
}

/// The key in `file`: 64 hexadecimal digits; `None` where there is no file.
fn read_key(file: &Path) -> io::Result<Option<SecretKey>> {
    let digits = match std::fs::read_to_string(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        digits => digits?,
    };
    let wrong = || io::Error::new(io::ErrorKind::InvalidData, "it must hold 64 hexadecimal digits");
    parse_key(digits.trim()).ok_or_else(wrong).map(Some)
}

/// Makes the key in `file`, readable by its owner alone. One that is there already is the key.
fn make_key(file: &Path, random: &Random) -> io::Result<SecretKey> {
    use std::os::unix::fs::OpenOptionsExt;

    let created = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
    let mut created = match created {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return read_key(file)?.ok_or(error);
        }
        created => created?,
    };
    let key: [u8; 32] = random.bytes();
    for octet in key {
        write!(created, "{octet:02x}")?;
    }
    created.sync_all()?;
    Ok(SecretKey(key))
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
        assert!(read_key(&file).unwrap().is_none());
        let made = make_key(&file, &Random::counted(1)).unwrap();
        assert_eq!(make_key(&file, &Random::counted(2)).unwrap().0, made.0);
        assert_eq!(read_key(&file).unwrap().unwrap().0, made.0);
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_list_of_passwords_that_cannot_be_read_stops_the_start_by_the_name_of_its_setting() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("refused.txt");
        for content in [None, Some(&b"trompette du soir\n\xff\xfe\n"[..])] {
            if let Some(content) = content {
                std::fs::write(&file, content).unwrap();
            }
            let said = read_common_passwords(Some(&file)).unwrap_err().to_string();
            let named = format!("GUICHET_COMMON_PASSWORDS_FILE: {}: ", file.display());
            assert!(said.starts_with(&named), "{said}");
        }
        std::fs::write(&file, "trompette du soir\r\n\r\nzébulon le rouge").unwrap();
        assert_eq!(read_common_passwords(Some(&file)).unwrap().count(), 2);
        assert_eq!(read_common_passwords(None).unwrap().count(), 0);
    }

    #[test]
    fn a_key_that_is_cut_short_is_refused() {
        assert!(parse_key("abcd").is_none());
        assert!(parse_key(&"zz".repeat(32)).is_none());
    }
}
