//! Signing in, as somebody who measures.

use super::http::{Answer, Connection};
use super::mail;
use super::server::{Place, Server};
use anyhow::{Result, bail};
use std::net::SocketAddr;

/// The password of whoever measures.
const PASSWORD: &str = "une phrase faite pour les mesures";

/// Signs in and gives the session's cookie: as somebody who has forgotten their password, unless an earlier measurement
/// of the same database has chosen it. Mails must be kept as files.
pub fn enter(server: &Server, place: &Place, address: &str) -> Result<String> {
    // Only so many links are mailed to an address within an hour.
    if let Ok(cookie) = by_password(server.host, address) {
        return Ok(cookie);
    }

    let mut connection = Connection::open(server.host)?;
    let folder = place.folder.join("mail");
    // Of an earlier measurement, in a folder that is kept.
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(&folder)?;
    connection.post("/api/request_reset", &[("email", address)])?;
    let token = mail::link(&folder)?;
    let form = [("token", token.as_str()), ("password", PASSWORD), ("confirmation", PASSWORD)];
    session(&connection.post("/api/redeem_link", &form)?)
}

/// Signs in with the password that [`enter`] chose, and gives the session's cookie.
pub fn by_password(host: SocketAddr, address: &str) -> Result<String> {
    let answer =
        Connection::open(host)?.post("/api/sign_in", &[("login", address), ("password", PASSWORD)])?;
    session(&answer)
}

/// The cookies of whoever is signed in; a failure for what else an answer may set, such as what is said of a wrong password.
fn session(answer: &Answer) -> Result<String> {
    let cookies = answer.cookies();
    if !cookies.split("; ").any(|cookie| cookie.starts_with("guichet=")) {
        bail!("signing in was answered with {}", answer.status);
    }

    Ok(cookies)
}
