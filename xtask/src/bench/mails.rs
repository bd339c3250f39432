//! How fast mails leave, to a mail server on this machine.

use super::engine::{Engine, Home};
use super::figure::{Figure, Goal};
use super::imports;
use super::server::Server;
use super::sink::Sink;
use anyhow::{Result, bail};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Measures the sending of the welcome mails of `people`, on SQLite.
pub fn measure(executable: &Path, people: u32) -> Result<Vec<Figure>> {
    let home = Home::new(Engine::Sqlite)?;
    let sink = Sink::open()?;
    let mut place = home.place(executable);
    place.smtp = Some(format!("smtp://{}", sink.host));
    imports::create_customer(&place)?;
    let file = imports::write_file(&place, people)?;
    imports::import(&place, &file)?;
    let server = Server::start(&place, &[], None)?;
    let begin = Instant::now();
    let before = sink.taken();
    // The administrator has one too.
    while sink.taken() < people + 1 {
        if begin.elapsed() > Duration::from_mins(10) {
            bail!("after 10 minutes {} of {people} mails have arrived", sink.taken());
        }
        sleep(Duration::from_millis(5));
    }
    let speed = f64::from(people + 1 - before) / begin.elapsed().as_secs_f64();
    drop(server);
    Ok(vec![
        Figure::new(format!("mails, {people} to a server on this machine"), speed, "/s")
            .goal(Goal::AtLeast(500.0)),
    ])
}
