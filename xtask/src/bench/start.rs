//! How fast a server starts, what it holds while nothing happens, and how many answers one core gives.

use super::engine::{Engine, Home};
use super::load;
use super::metric::{Goal, Metric};
use super::server::Server;
use anyhow::Result;
use std::path::Path;
use std::time::Duration;

/// Measures an instance with the demonstration customer on SQLite.
pub fn measure(executable: &Path) -> Result<Vec<Metric>> {
    let home = Home::new(Engine::Sqlite)?;
    let place = home.place(executable);
    // The first start makes the database and hashes the demonstration's passwords.
    drop(Server::start(&place, &["--demo"], None)?);
    let (mut starts, mut memory) = (Vec::new(), Vec::new());

    for _ in 0..9 {
        let server = Server::start(&place, &["--demo"], None)?;
        starts.push(server.start.as_secs_f64() * 1000.0);
        memory.push(server.memory()?);
    }

    let server = Server::start(&place, &["--demo"], Some(0))?;
    let alive = load::throughput(server.host, "", "/healthz", Duration::from_secs(3))?;
    let sign_in = load::throughput(server.host, "", "/connexion", Duration::from_secs(5))?;

    Ok(vec![
        Metric::median("start, to the first answer", starts, "ms").goal(Goal::AtMost(200.0)),
        Metric::median("memory after the start", memory, "MiB").goal(Goal::AtMost(40.0)),
        Metric::new("reference: /healthz, server on one core", alive, "/s"),
        Metric::new("sign-in page, server on one core", sign_in, "/s"),
    ])
}
