//! What operations need that is not data: the database, the clock, randomness, keys.

use crate::access::Hashing;
use crate::clock::{self, Clock};
use crate::db::Db;
use crate::journal::JournalKeys;
use crate::mail::Transport;
use crate::random::Random;
use domain::credentials::CommonPasswords;
use domain::end_date::EndDate;
use std::sync::Arc;
use tokio::sync::Notify;

/// What operations need. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Services {
    pub db: Db,
    pub clock: Clock,
    /// Where random bytes come from.
    pub random: Random,
    /// Key from which mailed secrets are derived and under which attempts are counted.
    pub key: Arc<SecretKey>,
    /// The keys with which journals are sealed.
    pub journal_keys: JournalKeys,
    /// Where people reach Guichet, without a slash at the end: `https://portail.example`.
    pub public_url: Arc<str>,
    /// The zone in which moments are shown.
    pub time_zone: jiff::tz::TimeZone,
    /// Told when a mail was queued, so that it leaves at once; polling is the truth.
    pub mail_queued: Arc<Notify>,
    /// The way that mails take, where this process sends any.
    pub transport: Option<Arc<Transport>>,
    /// The places for hashing passwords.
    pub hashing: Hashing,
    /// What the operator lets nobody choose as a password.
    pub common_passwords: Arc<CommonPasswords>,
}

impl Services {
    /// Which day it is in the zone in which moments are shown.
    pub fn today(&self) -> EndDate {
        clock::day(self.clock.now(), &self.time_zone)
    }
}

/// 256 bits from the file that `GUICHET_SECRET_FILE` names.
#[derive(Clone)]
pub struct SecretKey(pub [u8; 32]);

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey(…)")
    }
}
