//! Profiles: how long it takes until it is told what a change of one does to those who have it.

use super::http::Connection;
use super::metric::{Goal, Metric};
use super::server::Server;
use anyhow::{Context, Result, bail};
use std::time::Instant;

const PROFILES: &str = "/administration/profils";
/// Answers that are timed.
const ANSWERS: usize = 20;

/// Asks what the first of the customer's profiles would do otherwise, which nobody agrees to.
pub fn measure(server: &Server, cookie: &str, name: impl Fn(&str) -> String) -> Result<Metric> {
    let mut connection = Connection::open(server.host)?;
    let (_, page) = connection.get_text(PROFILES, cookie)?;
    let profile = profile(&page).context("the page lists no profile")?;
    let form = [
        ("profile", profile),
        ("revision", "1"),
        ("name", "Mesure"),
        ("rights[retours]", "consultation"),
        ("rights[suivi]", "gestion"),
        ("rights[facturation]", "gestion"),
    ];

    let mut times = Vec::with_capacity(ANSWERS);
    for _ in 0..ANSWERS {
        let begin = Instant::now();
        let (answer, body) = connection.post_form("/api/edit_profile", cookie, &form)?;
        times.push(begin.elapsed());
        if !String::from_utf8_lossy(&body).contains("Proposed") {
            bail!("a change of a profile was answered with {}", answer.status);
        }
    }

    Ok(Metric::centile(name("what a change of a profile does"), times).goal(Goal::AtMost(300.0)))
}

/// The key of the first profile that the page leads to.
fn profile(page: &str) -> Option<&str> {
    let links = page.split(PROFILES).skip(1).filter_map(|rest| rest.strip_prefix('/'));
    links.filter_map(|rest| rest.split('"').next()).find(|key| key.len() == 36)
}
