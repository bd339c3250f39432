//! Signing in, as somebody who measures.

use super::http::Connection;
use super::mail;
use super::server::{Place, Server};
use anyhow::{Result, bail};
use std::net::SocketAddr;

/// The password of whoever measures.
const PASSWORD: &str = "une phrase faite pour les mesures";

/// Signs in as somebody who has forgotten their password, and gives the session's cookie. Mails must be
/// kept as files.
pub fn by_link(server: &Server, place: &Place, address: &str) -> Result<String> {
    let mut connection = Connection::open(server.host)?;
    let folder = place.folder.join("mail");
    // Of an earlier measurement, in a folder that is kept.
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(&folder)?;
    connection.post("/api/request_reset", &[("email", address)])?;
    let token = mail::link(&folder)?;
    let form = [("token", token.as_str()), ("password", PASSWORD), ("confirmation", PASSWORD)];
    let answer = connection.post("/api/redeem_link", &form)?;
    let cookie = answer.cookies();

    if cookie.is_empty() {
        bail!("signing in was answered with {}", answer.status);
    }

    Ok(cookie)
}

/// Signs in with the password that [`by_link`] chose.
pub fn by_password(host: SocketAddr, address: &str) -> Result<()> {
    let answer =
        Connection::open(host)?.post("/api/sign_in", &[("login", address), ("password", PASSWORD)])?;
    if answer.cookies().is_empty() {
        bail!("signing in was answered with {}", answer.status);
    }
    Ok(())
}
