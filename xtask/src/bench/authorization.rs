//! Whether somebody may do something, as the portal's applications ask, among many assignments.

use super::http::Connection;
use super::metric::{Goal, Metric};
use super::server::{Place, Server};
use super::{load, sign_in};
use anyhow::{Context, Result};

/// People who may be asked about.
const LIST: &str = "/administration/utilisateurs?statut=actif&compte=10000700&site=Antony";

/// Answers to each question.
const ANSWERS: usize = 1_000;

/// What is asked: what it is, and the address's further parameters.
const QUESTIONS: [(&str, &str); 2] =
    [("anywhere", ""), ("at a contract and a site", "&contrat=10000700&site=Antony")];

/// Measures it with somebody of the customer whose administrator is signed in with `cookie`.
pub fn measure(
    server: &Server,
    place: &Place,
    administrator: &str,
    cookie: &str,
    name: impl Fn(&str) -> String,
) -> Result<Vec<Metric>> {
    let (_, page) = Connection::open(server.host)?.get_text(LIST, cookie)?;
    let address = somebody(&page, administrator).context("the list shows nobody")?;
    let session = sign_in::enter(server, place, &address)?;

    let question = |(what, place): (&str, &str)| {
        let path = format!("/autorisation?application=suivi&niveau=consultation{place}");
        let times = load::times(server.host, &session, &path, ANSWERS)?;
        Ok(Metric::centile(name(&format!("may they, {what}")), times).goal(Goal::AtMost(5.0)))
    };
    QUESTIONS.into_iter().map(question).collect()
}

/// The first address on a page that has the domain of the administrator's, and is not theirs.
pub fn somebody(page: &str, administrator: &str) -> Option<String> {
    let (_, domain) = administrator.split_once('@')?;
    let domain = format!("@{domain}");
    let local_part = |before: &str| {
        let is_part = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
        before[before.trim_end_matches(is_part).len()..].to_owned()
    };

    let addresses = page.match_indices(&domain).map(|(at, _)| local_part(&page[..at]) + &domain);
    addresses.into_iter().find(|address| address != administrator && !address.starts_with('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_of_a_page_is_not_its_administrator() {
        let page = "<b>admin@client.example</b><td>anna.7@client.example</td><td>b@autre.example</td>";
        assert_eq!(somebody(page, "admin@client.example").as_deref(), Some("anna.7@client.example"));
        assert_eq!(somebody("admin@client.example", "admin@client.example"), None);
    }
}
