//! What the server holds after many have used it for a while: the list in all its ways, exports, and people who sign in.

use super::engine::Engine;
use super::http::Connection;
use super::list::{self, LIST, QUERIES, Size};
use super::load::{self, BackgroundLoad};
use super::metric::{Goal, Metric};
use super::server::Server;
use super::sign_in;
use anyhow::{Result, ensure};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// So many ask for pages at once.
const READERS: usize = 8;

/// How often the whole list is exported.
const EXPORTED_EVERY: Duration = Duration::from_mins(1);

/// So many looks at the server's memory are a minute.
const MINUTE: usize = 60;

/// Measures a customer with so many assignments for so many minutes.
pub fn measure(executable: &Path, engine: Engine, assignments: u32, minutes: u32) -> Result<Vec<Metric>> {
    ensure!(minutes >= 2, "a soak of less than two minutes says nothing of growth");
    let (home, administrator) = list::home(executable, engine, Size::alone(assignments))?;
    let place = home.place(executable);
    let server = Server::start(&place, &[], None)?;
    let cookie = sign_in::enter(&server, &place, &administrator)?;
    let (host, start) = (server.host, server.memory()?);

    let signing_in =
        BackgroundLoad::begin(move |_| sign_in::by_password(host, &administrator).map(drop), host)?;
    let exporting = BackgroundLoad::begin(export_now_and_then(&cookie), host)?;
    let mut readers = Vec::new();
    for reader in 0..READERS {
        readers.push(BackgroundLoad::begin(pages(&cookie, reader * QUERIES.len() / READERS), host)?);
    }

    let held = watch(&server, Duration::from_mins(minutes.into()))?;
    signing_in.end()?;
    exporting.end()?;
    let mut answers = 0;
    for reader in readers {
        answers += reader.end()?.len();
    }

    let minute = MINUTE.min(held.len() / 2);
    let (first, last) = (mean(&held[..minute]), mean(&held[held.len() - minute..]));
    let most = held.iter().copied().fold(start, f64::max);
    let name = |what: &str| format!("{engine}, {minutes} min of {READERS} readers: {what}");

    Ok(vec![
        Metric::new(name("memory at the most"), most, "MiB")
            .goal(Goal::AtMost(96.0))
            .detail(format!("{start:.0} after the start, {answers} pages")),
        Metric::new(name("memory, the last minute beside the first"), last / first, "×")
            .goal(Goal::AtMost(1.1))
            .detail(format!("{first:.0} and {last:.0} MiB")),
    ])
}

/// Who asks for one page of the list after the other, beginning with that one.
fn pages(cookie: &str, first: usize) -> impl Fn(&mut Connection) -> Result<()> + use<> {
    let (cookie, next) = (cookie.to_owned(), AtomicUsize::new(first));
    move |connection| {
        let (_, query) = QUERIES[next.fetch_add(1, Ordering::Relaxed) % QUERIES.len()];
        load::page(connection, &format!("{LIST}?{query}"), &cookie)
    }
}

/// Who exports the whole list, and does so again after a while.
fn export_now_and_then(cookie: &str) -> impl Fn(&mut Connection) -> Result<()> + use<> {
    let (cookie, due) = (cookie.to_owned(), Mutex::new(Instant::now()));
    move |connection| {
        let mut due = due.lock().unwrap_or_else(PoisonError::into_inner);
        if *due > Instant::now() {
            return Ok(());
        }
        *due = Instant::now() + EXPORTED_EVERY;
        load::page(connection, &format!("{LIST}/export.csv"), &cookie)
    }
}

/// What the server holds in MiB, once a second for so long.
fn watch(server: &Server, duration: Duration) -> Result<Vec<f64>> {
    let (begin, mut held) = (Instant::now(), Vec::new());
    while begin.elapsed() < duration {
        held.push(server.memory()?);
        sleep(Duration::from_secs(1));
    }
    Ok(held)
}

fn mean(values: &[f64]) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "there are some hundred")]
    let count = values.len() as f64;
    values.iter().sum::<f64>() / count
}
