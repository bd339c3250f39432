//! The view of an advanced user over all contracts, of one customer and of many, and what is found from it.

use super::engine::{Engine, Home};
use super::http::Connection;
use super::metric::{Goal, Metric};
use super::server::{Place, Server};
use super::{load, sign_in};
use crate::command::output;
use anyhow::{Context, Result, bail};
use std::path::Path;

const VIEW: &str = "/consolidation";
/// Answers to each query.
const ANSWERS: usize = 60;
/// So many customers share the assignments.
const CUSTOMERS: u32 = 200;

/// Queries as people make them: what it is, and the address's parameters.
const QUERIES: [(&str, &str); 4] = [
    ("first page", ""),
    ("by active people", "tri=actifs"),
    ("one contract number", "recherche=10100017"),
    ("common part of a name", "recherche=LEFEVRE"),
];

/// Measures advanced users of one, of some, and of all of 200 customers with so many assignments in all.
pub fn measure(executable: &Path, engine: Engine, assignments: u32) -> Result<Vec<Metric>> {
    let name = format!("{CUSTOMERS}-customers-{assignments}");
    let (home, advanced) = Home::kept(engine, &name, executable, |place| generate(place, assignments))?;
    let place = home.place(executable);
    let server = Server::start(&place, &[], Some(0))?;
    let mut metrics = Vec::new();

    for address in advanced.split_whitespace() {
        let customers = address.trim_start_matches("avance-").split('@').next().unwrap_or_default();
        let cookie = sign_in::enter(&server, &place, address)?;
        must_be_whole(&server, &cookie, customers)?;
        for (what, query) in QUERIES {
            let times = load::times(server.host, &cookie, &format!("{VIEW}?{query}"), ANSWERS)?;
            let name = format!("{engine}, {customers} of {CUSTOMERS} customers, consolidated view: {what}");
            metrics.push(Metric::centile(name, times).goal(Goal::AtMost(100.0)));
        }
    }

    Ok(metrics)
}

/// Makes the customers, and gives the addresses of their advanced users, one of whom sees one customer.
fn generate(place: &Place, assignments: u32) -> Result<String> {
    let said = output(&mut place.command(&[
        "generate",
        "--customers",
        &CUSTOMERS.to_string(),
        "--users",
        &assignments.to_string(),
    ]))?;
    let advanced: Vec<_> = said.split_whitespace().filter(|word| word.starts_with("avance-")).collect();
    if advanced.is_empty() {
        bail!("generate named no advanced user:\n{said}");
    }

    Ok(advanced.join(" "))
}

/// A page that refuses, or that says of fewer customers, would measure something else.
fn must_be_whole(server: &Server, cookie: &str, customers: &str) -> Result<()> {
    let (answer, page) = Connection::open(server.host)?.get_text(VIEW, cookie)?;
    if answer.status != 200 {
        bail!("the view was answered with {}", answer.status);
    }

    let said = figure(&page).context("the view has no figures")?;
    if said != customers {
        bail!("the view is of {said} customers instead of {customers}");
    }
    Ok(())
}

/// The first figure of the page: how many customers there are.
fn figure(page: &str) -> Option<&str> {
    let (_, figures) = page.split_once("class=\"tally consolidated\"")?;
    let (_, value) = figures.split_once("<dd>")?;
    value.split('<').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_how_many_customers_it_is_of() {
        let page = r#"<dl class="tally consolidated"><div class=""><dt>Clients</dt><dd>200</dd></div></dl>"#;
        assert_eq!(figure(page), Some("200"));
        assert_eq!(figure("<p>Erreur</p>"), None);
    }
}
