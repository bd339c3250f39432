//! The import of a file: as the page does it, over HTTP, with others asking meanwhile; from the command
//! line, where it was imported before; and its undoing.

use super::engine::{Engine, Home};
use super::http::Connection;
use super::load::BackgroundLoad;
use super::metric::{Goal, Metric};
use super::server::{Place, Server};
use super::sign_in;
use super::sink::Silence;
use crate::command::output;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The customer into which files are imported.
const CUSTOMER: &str = "MESURES";

pub const ADMINISTRATOR: &str = "administration@mesures.example";

/// What the customer has: the format of `guichet reference import`.
const REFERENCE: &str = "\
type;numero;nom;compte;droits
contrat;10000700;Mesures Île-de-France;;
sous-compte;53;SERVICE CLIENT;10000700;
site;;Antony;;
site;;Saint-Étienne;;
profil;;Expéditeur;;affranchissement=gestion,suivi=consultation
";

/// Rows of a batch, as the page sends them.
const BATCH: usize = 2_000;

/// What others ask for while a draft is filled and committed: a read, and a write that waits its turn.
const READ: &str = "/administration/utilisateurs";

/// Measures the import of `rows` new people, and of the same people again.
pub fn measure(executable: &Path, engine: Engine, rows: u32) -> Result<Vec<Metric>> {
    let home = Home::new(engine)?;
    let place = home.place(executable);
    create_customer(&place)?;
    let file = write_file(&place, rows)?;
    let mut place = place;
    let cookie = sign_in::enter(&Server::start(&place, &[], None)?, &place, ADMINISTRATOR)?;
    // Mails are not what is measured here.
    let silence = Silence::open()?;
    place.smtp = Some(format!("smtp://{}", silence.host));
    let server = Server::start(&place, &[], None)?;
    let name = |what: &str| format!("{engine}, {rows} rows: {what}");
    let most = if engine == Engine::Sqlite { 2.0 } else { 8.0 };

    let import = Import { server: &server, cookie: &cookie, rows };
    let first = import.run("create")?;
    let held = server.memory()?;
    let again = import.run("unchanged")?;
    drop(server);
    let begin = Instant::now();
    import_file(&place, &file)?;
    let whole = begin.elapsed().as_secs_f64();
    let server = Server::start(&place, &[], None)?;
    let (undone, during_undoing) = Import { server: &server, cookie: &cookie, rows }.undo(&first.id)?;
    let mut metrics = vec![
        Metric::new(name("compared in batches"), first.fill, "s"),
        Metric::new(name("committed, everybody new"), first.commit, "s").goal(Goal::AtMost(most)),
        Metric::new(name("memory that the server keeps of it"), held, "MiB"),
        Metric::new(name("the same again, compared"), again.fill, "s"),
        Metric::new(name("the same again, committed"), again.commit, "s").goal(Goal::AtMost(2.0)),
        Metric::new(name("the same again, whole, command line"), whole, "s").goal(Goal::AtMost(2.0)),
        Metric::new(name("undone"), undone, "s"),
    ];

    let during = [
        ("a draft is compared", first.during_fill),
        ("a draft is committed", first.during_commit),
        ("an import is undone", during_undoing),
    ];
    for (what, [reads, writes]) in during {
        metrics.push(Metric::centile99(format!("{engine}: a page while {what}"), reads));
        let write = Metric::centile99(format!("{engine}: a write while {what}"), writes);
        metrics.push(write.goal(Goal::AtMost(100.0)));
    }

    Ok(metrics)
}

/// An import as the page does it.
struct Import<'a> {
    server: &'a Server,
    cookie: &'a str,
    rows: u32,
}

/// How long an import took, in seconds; and each answer to others meanwhile.
struct Taken {
    /// The import that the draft became.
    id: String,
    fill: f64,
    commit: f64,
    during_fill: Others,
    during_commit: Others,
}

/// How long others waited for their answers, who read and who write.
type Others = [Vec<Duration>; 2];

impl Import<'_> {
    /// Imports rows all of which must be of one verdict.
    fn run(&self, verdict: &str) -> Result<Taken> {
        let mut connection = Connection::open(self.server.host)?;
        let mut ask = |path: &str, body: &Value| -> Result<Value> {
            let (answer, body) = connection.post_json(path, self.cookie, &body.to_string())?;
            if answer.status != 200 {
                bail!("{path} was answered with {}: {}", answer.status, String::from_utf8_lossy(&body));
            }
            Ok(serde_json::from_slice(&body)?)
        };
        let draft = ask("/api/open_draft", &json!({ "file_name": "mesures.csv", "row_count": self.rows }))?;
        let rows: Vec<Value> = (0..self.rows).map(json_row).collect();
        let (fill, during_fill, ()) = self.with_others(|| {
            for batch in rows.chunks(BATCH) {
                ask("/api/fill_draft", &json!({ "draft": draft, "rows": batch }))?;
            }
            Ok(())
        })?;
        let mut expected =
            json!({ "create": 0, "assign": 0, "profile": 0, "unchanged": 0, "error": 0, "blank": 0 });
        expected[verdict] = json!(self.rows);
        let (commit, during_commit, id) = self.with_others(|| {
            let form = json!({ "draft": draft, "only_valid": true, "expected": expected });
            let outcome = ask("/api/commit_draft", &form)?;
            let id = outcome["done"]["id"].as_str().map(str::to_owned);
            id.with_context(|| format!("it was not imported: {outcome}"))
        })?;

        Ok(Taken { id, fill, commit, during_fill, during_commit })
    }

    /// Undoes one.
    fn undo(&self, id: &str) -> Result<(f64, Others)> {
        let mut connection = Connection::open(self.server.host)?;
        let (taken, others, ()) = self.with_others(|| {
            let (answer, body) = connection.post_form("/api/undo_import", self.cookie, &[("import", id)])?;
            if !matches!(answer.status, 200 | 302 | 303) {
                bail!("it was not undone: {}: {}", answer.status, String::from_utf8_lossy(&body));
            }
            Ok(())
        })?;

        Ok((taken, others))
    }

    /// How long something takes while others read and write, and what comes of it.
    fn with_others<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<(f64, Others, T)> {
        let (host, cookie) = (self.server.host, self.cookie.to_owned());
        let reading = {
            let cookie = cookie.clone();
            BackgroundLoad::begin(move |connection| connection.get(READ, &cookie).map(drop), host)?
        };

        // It writes one attempt, and hashes nothing.
        let form = [("email", "personne@mesures.example")];
        let writing = BackgroundLoad::begin(
            move |connection| connection.post("/api/request_reset", &form).map(drop),
            host,
        )?;
        let begin = Instant::now();
        let done = work()?;
        let taken = begin.elapsed().as_secs_f64();

        Ok((taken, [reading.end()?, writing.end()?], done))
    }
}

/// Creates the customer, with its contract, sites and profile.
pub fn create_customer(place: &Place) -> Result<()> {
    output(&mut place.command(&["customer", "create", "--name", CUSTOMER, "--admin-email", ADMINISTRATOR]))?;
    let file = place.folder.join("reference.csv");
    fs::write(&file, REFERENCE)?;
    output(place.command(&["reference", "import"]).arg(file).args(["--customer", CUSTOMER]))?;
    Ok(())
}

/// The cells of a row, in the order of the template.
fn cells(row: u32) -> [String; 7] {
    let site = if row.is_multiple_of(3) { "Antony" } else { "Saint-Étienne" };
    let sub_account = if row.is_multiple_of(2) { "53" } else { "" };
    // Six digits would be a telephone number.
    let (last_name, email) =
        (format!("Lefèvre {}", row % 100_000), format!("helene.lefevre.{row}@exemple.fr"));
    let cells = ["10000700", sub_account, site, "Expéditeur", &last_name, "Hélène", &email];
    cells.map(str::to_owned)
}

/// A row as the page sends it.
fn json_row(row: u32) -> Value {
    let [contract, sub_account, site, profile, last_name, first_name, email] = cells(row);
    json!({ "line": row + 2, "cells": {
        "contract": contract, "sub_account": sub_account, "site": site, "profile": profile,
        "last_name": last_name, "first_name": first_name, "email": email,
    } })
}

/// Writes a file of `rows` people, as Excel would.
pub fn write_file(place: &Place, rows: u32) -> Result<PathBuf> {
    let mut lines = String::from("\u{feff}compte;sous_compte;site;profil;nom;prenom;email\r\n");
    for row in 0..rows {
        write!(lines, "{}\r\n", cells(row).join(";"))?;
    }
    let file = place.folder.join("utilisateurs.csv");
    fs::write(&file, lines)?;
    Ok(file)
}

/// Checks and commits a file from the command line.
pub fn import_file(place: &Place, file: &Path) -> Result<()> {
    output(place.command(&["users", "import"]).arg(file).args(["--customer", CUSTOMER]))?;
    Ok(())
}
