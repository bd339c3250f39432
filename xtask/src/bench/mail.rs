//! Reading the mails that Guichet writes as files.

use anyhow::{Result, bail};
use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Waits for a mail with a link in `folder`, and gives the token of the link.
pub fn link(folder: &Path) -> Result<String> {
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(30) {
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        if let Some(token) =
            files.filter_map(|file| fs::read_to_string(file.path()).ok()).find_map(|mail| token(&mail))
        {
            return Ok(token);
        }
        sleep(Duration::from_millis(20));
    }

    bail!("no mail with a link came to {}", folder.display())
}

/// The token of the first link in a mail, whose lines may be broken as quoted-printable does.
fn token(mail: &str) -> Option<String> {
    let whole = mail.replace("=\r\n", "").replace("=\n", "");
    let (_, rest) = whole.split_once("/lien/")?;
    let end = rest.find(|character: char| !(character.is_ascii_alphanumeric() || "-_".contains(character)));
    Some(rest[..end.unwrap_or(rest.len())].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_read_over_the_end_of_a_line() {
        let mail = "Bonjour,\r\n\r\nLien : http://127.0.0.1:1/lien/ab=\r\nc-_9\r\n\r\nAu revoir";
        assert_eq!(token(mail).as_deref(), Some("abc-_9"));
        assert_eq!(token("Bonjour"), None);
    }
}
