//! The list of users: every filter and sort, the export, and pages per second of one core.

use super::engine::{Engine, Home};
use super::figure::{Figure, Goal};
use super::http::Connection;
use super::server::{Place, Server};
use super::{load, mail};
use crate::command::output;
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::time::{Duration, Instant};

const LIST: &str = "/administration/utilisateurs";
/// Answers to each query.
const ANSWERS: usize = 60;

/// Queries as people make them: what it is, and the address's parameters.
const QUERIES: [(&str, &str); 9] = [
    ("first page", ""),
    ("by site, descending", "tri=site&ordre=decroissant"),
    ("200 rows", "taille=200"),
    ("one contract", "compte=10000700"),
    ("one sub-account", "sous-compte=53"),
    ("one site", "site=Antony"),
    ("suspended", "statut=suspendu"),
    ("common part of a name, no accent", "utilisateur=LEFEVRE"),
    ("nobody of that name", "utilisateur=personne-de-ce-nom"),
];

/// Measures a customer with so many assignments.
pub fn measure(executable: &Path, engine: Engine, assignments: u32) -> Result<Vec<Figure>> {
    let home = Home::new(engine)?;
    let place = home.place(executable);
    let administrator = generate(&place, assignments)?;
    let server = Server::start(&place, &[], Some(0))?;
    let cookie = sign_in(&server, &place, &administrator)?;
    let name = |what: &str| format!("{engine}, {assignments} assignments: {what}");
    let mut figures = Vec::new();
    for (what, query) in QUERIES {
        let times = load::times(server.host, &cookie, &format!("{LIST}?{query}"), ANSWERS)?;
        figures.push(Figure::centile(name(what), times).goal(Goal::AtMost(50.0)));
    }
    let pages = load::throughput(server.host, &cookie, LIST, Duration::from_secs(5))?;
    figures.push(Figure::new(name("pages, server on one core"), pages, "/s").goal(Goal::AtLeast(1500.0)));
    figures.extend(export(&server, &cookie, assignments, name)?);
    Ok(figures)
}

/// Makes a customer with so many assignments, and gives its administrator's address.
fn generate(place: &Place, assignments: u32) -> Result<String> {
    let said =
        output(&mut place.command(&["generate", "--customers", "1", "--users", &assignments.to_string()]))?;
    let address = said.split_whitespace().find(|word| word.contains('@'));
    address.map(str::to_owned).with_context(|| format!("generate named no administrator:\n{said}"))
}

/// Signs in as somebody who has forgotten their password, and gives the session's cookie.
fn sign_in(server: &Server, place: &Place, address: &str) -> Result<String> {
    let mut connection = Connection::open(server.host)?;
    connection.post("/api/request_reset", &[("email", address)])?;
    let token = mail::link(&place.folder.join("mail"))?;
    let password = "une phrase faite pour les mesures";
    let answer = connection
        .post("/api/redeem_link", &[("token", &token), ("password", password), ("confirmation", password)])?;
    let cookie = answer.cookies();
    if cookie.is_empty() {
        bail!("signing in was answered with {}", answer.status);
    }
    Ok(cookie)
}

/// The whole list as a file: how fast it comes, and what the server holds meanwhile.
fn export(server: &Server, cookie: &str, rows: u32, name: impl Fn(&str) -> String) -> Result<[Figure; 2]> {
    let before = server.memory()?;
    let begin = Instant::now();
    let answer = Connection::open(server.host)?.get(&format!("{LIST}/export.csv"), cookie)?;
    if answer.status != 200 {
        bail!("the export was answered with {}", answer.status);
    }
    let speed = f64::from(rows) / begin.elapsed().as_secs_f64();
    Ok([
        Figure::new(name("export"), speed, "rows/s").goal(Goal::AtLeast(100_000.0)),
        Figure::new(name("memory that the export took"), server.memory()? - before, "MiB")
            .goal(Goal::AtMost(32.0)),
    ])
}
