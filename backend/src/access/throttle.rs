//! Wrong attempts are answered ever more slowly, and never lock anybody out.
//!
//! Attempts are counted by whom they are about and by the network they come from, under a keyed
//! hash: the table says nothing of what was typed. For the carrier's staff it has the person whose login it is, and the
//! network without its last part, as long as they are counted.

use super::network::Network;
use crate::db::Tx;
use crate::services::SecretKey;
use domain::ids::UserId;
use domain::time::Timestamp;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::net::IpAddr;

/// In milliseconds.
const HOUR: i64 = 60 * 60 * 1000;
/// The longest wait, in seconds.
const LONGEST: i64 = 15 * 60;
/// The first wait, in seconds; each next one is twice as long.
const FIRST: i64 = 5;
/// After so many seconds without an attempt, a counter begins again.
const FORGOTTEN_AFTER: i64 = 24 * 60 * 60;
/// After so many, that of a network: an hour before the day is over, since upkeep takes a while to come by, and no
/// network is to be kept longer than a day.
const NETWORK_FORGOTTEN_AFTER: i64 = FORGOTTEN_AFTER - 60 * 60;
/// For so many seconds since a network's last attempt, one is forgotten: what the people of an office mistype in
/// a week does not add up.
const NETWORK_FORGETS: i64 = 5 * 60;

/// What is counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counter {
    subject: [u8; 32],
    /// Attempts that cost nothing.
    free: i64,
    /// After so many seconds one attempt is forgotten.
    forgets: i64,
    /// Whose login it is about, if anybody's.
    user: Option<UserId>,
    /// Where they come from, when they are counted by that.
    from: Option<Network>,
}

impl Counter {
    /// Attempts at one person, or at one text that is nobody's login.
    pub(super) fn person(key: &SecretKey, what: &str, person: &[u8]) -> Self {
        Self {
            subject: subject(key, what, person),
            free: 4,
            forgets: FORGOTTEN_AFTER,
            user: None,
            from: None,
        }
    }

    /// Attempts at the password and at the second factor of somebody who has a login.
    pub(super) fn sign_in(key: &SecretKey, user: UserId) -> Self {
        Self { user: Some(user), ..Self::person(key, "sign-in", user.0.as_bytes()) }
    }

    /// Attempts at the present password of an open session.
    pub(super) fn own_password(key: &SecretKey, user: UserId) -> Self {
        Self { user: Some(user), ..Self::person(key, "own-password", user.0.as_bytes()) }
    }

    /// Links asked for to choose another password, by the key of the address.
    pub(super) fn reset(key: &SecretKey, email_key: &str) -> Self {
        Self::person(key, "reset", email_key.as_bytes())
    }

    /// Attempts from one network: an office of many people may stand behind it.
    pub(super) fn network(key: &SecretKey, what: &str, network: IpAddr) -> Self {
        Self {
            subject: subject(key, what, &prefix(network)),
            free: 60,
            forgets: NETWORK_FORGETS,
            user: None,
            from: Some(Network::of(network)),
        }
    }

    /// Whom or what it counts.
    pub(super) fn subject(self) -> [u8; 32] {
        self.subject
    }

    /// How long to wait after so many attempts, in seconds.
    fn delay(self, attempts: i64) -> i64 {
        match attempts - self.free {
            ..=0 => 0,
            beyond => (FIRST << (beyond - 1).min(16)).min(LONGEST),
        }
    }
}

fn subject(key: &SecretKey, what: &str, whom: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(&key.0).expect("HMAC takes a key of any length");
    mac.update(b"attempts\0");
    mac.update(what.as_bytes());
    mac.update(&[0]);
    mac.update(whom);
    mac.finalize().into_bytes().into()
}

/// What one subscriber may have: an IPv4 address, or the first 48 bits of an IPv6 address (RFC 6177), within which they are
/// somebody else 65,536 times.
fn prefix(network: IpAddr) -> Vec<u8> {
    match network.to_canonical() {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets()[..6].to_vec(),
    }
}

/// How many seconds the next attempt has to wait, if any.
pub(super) async fn wait(tx: &mut Tx, counters: [Counter; 2], now: Timestamp) -> sqlx::Result<Option<u32>> {
    let until: Option<i64> = tx
        .query("SELECT MAX(wait_until) FROM attempts WHERE subject IN ($1, $2)")
        .bind(&counters[0].subject[..])
        .bind(&counters[1].subject[..])
        .scalar()
        .await?;
    let milliseconds = until.map_or(0, |until| until - now.0);

    Ok(u32::try_from(milliseconds).ok().filter(|left| *left > 0).map(|left| left.div_ceil(1000)))
}

pub(super) async fn count(tx: &mut Tx, counter: Counter, now: Timestamp) -> sqlx::Result<()> {
    let attempts: i64 = tx
        .query(
            "INSERT INTO attempts (subject, failures, last_at, wait_until, user_id, network)
             VALUES ($1, 1, $2, $2, $5, $6)
         ON CONFLICT (subject) DO UPDATE SET
            failures = CASE
                WHEN attempts.last_at < $3 OR attempts.failures <= ($2 - attempts.last_at) / $4 THEN 1
                ELSE attempts.failures - ($2 - attempts.last_at) / $4 + 1 END,
            last_at = $2, user_id = excluded.user_id, network = excluded.network
         RETURNING failures",
        )
        .bind(&counter.subject[..])
        .bind(now.0)
        .bind(now.plus_seconds(-FORGOTTEN_AFTER).0)
        .bind(counter.forgets * 1000)
        .bind(counter.user.map(|user| user.0))
        .bind(counter.from.map(|from| from.to_string()))
        .scalar()
        .await?;

    tx.query("UPDATE attempts SET wait_until = $2 WHERE subject = $1")
        .bind(&counter.subject[..])
        .bind(now.plus_seconds(counter.delay(attempts)).0)
        .execute()
        .await?;

    Ok(())
}

/// Counts a wrong password or code: of the person, of the network, and of the hour, which the carrier's staff sees.
pub(super) async fn refuse(tx: &mut Tx, counters: [Counter; 2], now: Timestamp) -> sqlx::Result<()> {
    count(tx, counters[0], now).await?;
    if counters[1] != counters[0] {
        count(tx, counters[1], now).await?;
    }

    // Last, since all who are refused in this hour wait for each other here.
    tx.query(
        "INSERT INTO refused_sign_ins (hour, refused) VALUES ($1, 1)
         ON CONFLICT (hour) DO UPDATE SET refused = refused_sign_ins.refused + 1",
    )
    .bind(now.0 - now.0.rem_euclid(HOUR))
    .execute()
    .await?;
    Ok(())
}

/// Begins a counter again: the person has shown who they are.
pub(super) async fn forget(tx: &mut Tx, counter: Counter) -> sqlx::Result<()> {
    tx.query("DELETE FROM attempts WHERE subject = $1").bind(&counter.subject[..]).execute().await?;
    Ok(())
}

/// Begins the counters of a network again; how many of them had to wait.
pub(super) async fn release_network(tx: &mut Tx, network: &Network, now: Timestamp) -> sqlx::Result<u64> {
    let waiting: i64 = tx
        .query("SELECT count(*) FROM attempts WHERE network = $1 AND wait_until > $2")
        .bind(network.to_string())
        .bind(now.0)
        .scalar()
        .await?;
    tx.query("DELETE FROM attempts WHERE network = $1").bind(network.to_string()).execute().await?;

    Ok(waiting.unsigned_abs())
}

/// Drops the counters that would begin again anyway.
pub(crate) async fn drop_forgotten(tx: &mut Tx, now: Timestamp) -> sqlx::Result<()> {
    tx.query("DELETE FROM attempts WHERE last_at < $1 OR network IS NOT NULL AND last_at < $2")
        .bind(now.plus_seconds(-FORGOTTEN_AFTER).0)
        .bind(now.plus_seconds(-NETWORK_FORGOTTEN_AFTER).0)
        .execute()
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: SecretKey = SecretKey([1; 32]);

    #[test]
    fn the_first_attempts_are_free_then_the_wait_doubles_up_to_a_quarter_of_an_hour() {
        let counter = Counter::person(&KEY, "sign-in", b"x");
        let waits: Vec<i64> = (3..=15).map(|attempts| counter.delay(attempts)).collect();
        assert_eq!(waits, [0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900]);
        assert_eq!(counter.delay(i64::MAX), 900);
    }

    #[test]
    fn a_network_is_what_one_subscriber_is_given() {
        let network = |text: &str| Counter::network(&KEY, "sign-in", text.parse().unwrap());
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:ffff:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:2:2::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
    }
}
