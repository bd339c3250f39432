//! A change of many assignments, as the page does it, with others asking meanwhile.

use super::engine::{Engine, Home};
use super::http::Connection;
use super::imports::{ADMINISTRATOR, create_customer, import_file, write_file};
use super::load::BackgroundLoad;
use super::metric::{Goal, Metric};
use super::server::Server;
use super::sign_in;
use super::sink::Silence;
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// What others read meanwhile.
const READ: &str = "/administration/utilisateurs";

/// How often it is looked how far the change has come: as the page does.
const LOOK: Duration = Duration::from_secs(1);

/// What is done with all assignments, and with what.
const CHANGES: [(&str, &str); 3] = [("end", "31/12/2099"), ("suspend", ""), ("remove", "")];

/// Measures changes of `rows` assignments, each of a person of their own, and undoing them.
pub fn measure(executable: &Path, engine: Engine, rows: u32) -> Result<Vec<Metric>> {
    let home = Home::new(engine)?;
    let mut place = home.place(executable);
    create_customer(&place)?;
    let cookie = sign_in::enter(&Server::start(&place, &[], None)?, &place, ADMINISTRATOR)?;
    // Mails are not what is measured here.
    let silence = Silence::open()?;
    place.smtp = Some(format!("smtp://{}", silence.host));
    import_file(&place, &write_file(&place, rows)?)?;
    let server = Server::start(&place, &[], None)?;
    let mut metrics = Vec::new();

    for (kind, target) in CHANGES {
        let name = |what: &str| format!("{engine}, {rows} assignments, {kind}: {what}");
        let mut change = Change::propose(&server, &cookie, kind, target)?;
        for (what, path, state) in
            [("done", "/api/begin_bulk", "done"), ("undone", "/api/undo_bulk", "undone")]
        {
            let (taken, [reads, writes]) = change.with_others(path, state)?;
            metrics.push(Metric::new(name(what), taken, "s"));
            metrics.push(Metric::centile99(name(&format!("a page until it is {what}")), reads));
            let writes = Metric::centile99(name(&format!("a write until it is {what}")), writes);
            metrics.push(writes.goal(Goal::AtMost(250.0)));
        }
    }

    Ok(metrics)
}

/// A change under measurement.
struct Change<'a> {
    server: &'a Server,
    cookie: &'a str,
    connection: Connection,
    key: String,
}

impl<'a> Change<'a> {
    /// Proposes it of all that the customer has, and waits until it is known whom it touches.
    fn propose(server: &'a Server, cookie: &'a str, kind: &str, target: &str) -> Result<Self> {
        let mut connection = Connection::open(server.host)?;
        let form = [("kind", kind), ("matching", "true"), ("back", READ)];
        let (answer, _) = connection.post_form("/api/propose_bulk", cookie, &form)?;
        let key = answer.header("location").and_then(|page| page.rsplit('/').next());
        let key = key.context("nothing was proposed")?.to_owned();
        let mut this = Self { server, cookie, connection, key };

        if !target.is_empty() {
            this.wait("asking")?;
            this.ask("/api/aim_bulk", target)?;
        }

        this.wait("proposed")?;
        Ok(this)
    }

    /// How long a stage takes while others read, and write in the same customer.
    fn with_others(&mut self, path: &str, state: &str) -> Result<(f64, [Vec<Duration>; 2])> {
        let host = self.server.host;
        let (reader, writer) = (self.cookie.to_owned(), self.cookie.to_owned());
        let reading = BackgroundLoad::begin(move |others| others.get(READ, &reader).map(drop), host)?;
        // It waits for the customer, and then there is such a site.
        let form = [("name", "Antony")];
        let writing = BackgroundLoad::begin(
            move |others| others.post_form("/api/create_site", &writer, &form).map(drop),
            host,
        )?;

        let begin = Instant::now();
        self.ask(path, "")?;
        self.wait(state)?;
        let taken = begin.elapsed().as_secs_f64();

        Ok((taken, [reading.end()?, writing.end()?]))
    }

    fn ask(&mut self, path: &str, target: &str) -> Result<()> {
        let form = [("bulk", self.key.as_str()), ("target", target)];
        let (answer, body) = self.connection.post_form(path, self.cookie, &form)?;
        if answer.status >= 400 {
            bail!("{path} was answered with {}: {}", answer.status, String::from_utf8_lossy(&body));
        }
        Ok(())
    }

    fn wait(&mut self, state: &str) -> Result<()> {
        let path = format!("/api/load_bulk?bulk={}", self.key);
        loop {
            let (_, page) = self.connection.get_text(&path, self.cookie)?;
            if page.contains(&format!("\"state\":\"{state}\"")) {
                return Ok(());
            }
            if !page.contains("\"state\":") {
                bail!("the change was answered with {page}");
            }
            sleep(LOOK);
        }
    }
}
