//! The list as somebody sees it who administers one site of a contract, among many assignments.

use super::authorization::somebody;
use super::http::Connection;
use super::list::{ANSWERS, LIST, must_be_understood};
use super::metric::{Goal, Metric};
use super::server::{Place, Server};
use super::{load, sign_in};
use crate::command::output;
use anyhow::{Context, Result};
use std::fs;

const CONTRACT: &str = "10000700";
const SITE: &str = "Antony";

/// Queries as people make them: what it is, and the address's parameters.
const QUERIES: [(&str, &str); 6] = [
    ("first page", ""),
    ("by profile, descending", "tri=profil&ordre=decroissant"),
    ("suspended", "statut=suspendu"),
    ("mail failed", "statut=mail-en-echec"),
    ("common part of a name", "utilisateur=LEFEVRE"),
    ("one letter, common", "utilisateur=m"),
];

/// Gives somebody at the site the right to administer there, and measures what they then see.
pub fn measure(
    server: &Server,
    place: &Place,
    administrator: &str,
    cookie: &str,
    name: impl Fn(&str) -> String,
) -> Result<Vec<Metric>> {
    let people = format!("{LIST}?statut=actif&compte={CONTRACT}&site={SITE}");
    let (_, page) = Connection::open(server.host)?.get_text(&people, cookie)?;
    let address = somebody(&page, administrator).context("the list shows nobody")?;
    let customer = customer(&page).context("the page does not name the customer")?;

    let file = place.folder.join("delegate.csv");
    let row = format!("{CONTRACT};{SITE};{address};administration=gestion");
    fs::write(&file, format!("N° compte;Site;E-mail;Droits\n{row}\n"))?;
    output(place.command(&["users", "import"]).arg(&file).args(["--customer", customer]))?;
    let session = sign_in::enter(server, place, &address)?;

    let query = |(what, query): (&str, &str)| {
        must_be_understood(server, &session, query)?;
        let times = load::times(server.host, &session, &format!("{LIST}?{query}"), ANSWERS)?;
        Ok(Metric::centile(name(&format!("who administers one site: {what}")), times)
            .goal(Goal::AtMost(50.0)))
    };
    QUERIES.into_iter().map(query).collect()
}

/// The name that `guichet generate` gave the customer, which stands on its pages.
fn customer(page: &str) -> Option<&str> {
    const NAME: &str = "Client ";
    let names = page.match_indices(NAME).filter_map(|(at, _)| page.get(at..at + NAME.len() + 32));
    names.into_iter().find(|name| name[NAME.len()..].chars().all(|c| c.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generated_customer_is_known_by_its_name() {
        let name = "Client 01a2223d0cab79459e376d566e87e7de";
        assert_eq!(
            customer(&format!("<h1>Client inconnu, quel qu'il soit, ou non</h1><p>{name}</p>")),
            Some(name)
        );
        assert_eq!(customer("<h1>Client"), None);
    }
}
