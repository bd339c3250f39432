//! How fast mails leave, to a mail server on this machine, and how long signing in takes meanwhile.

use super::engine::{Engine, Home};
use super::imports::{self, ADMINISTRATOR};
use super::load::BackgroundLoad;
use super::metric::{Goal, Metric};
use super::server::Server;
use super::sign_in;
use super::sink::Sink;
use anyhow::{Result, bail};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Measures the sending of the welcome mails of `people`, on SQLite.
pub fn measure(executable: &Path, people: u32) -> Result<Vec<Metric>> {
    let home = Home::new(Engine::Sqlite)?;
    let mut place = home.place(executable);
    imports::create_customer(&place)?;
    // Chooses the password.
    sign_in::enter(&Server::start(&place, &[], None)?, &place, ADMINISTRATOR)?;
    let file = imports::write_file(&place, people)?;
    imports::import_file(&place, &file)?;
    let sink = Sink::open()?;
    place.smtp = Some(format!("smtp://{}", sink.host));
    let server = Server::start(&place, &[], None)?;
    let (begin, before) = (Instant::now(), sink.taken());
    let host = server.host;
    let signing_in =
        BackgroundLoad::begin(move |_| sign_in::by_password(host, ADMINISTRATOR).map(drop), host)?;

    while sink.taken() < people {
        if begin.elapsed() > Duration::from_mins(5) {
            bail!("after 5 minutes {} of {people} mails have arrived", sink.taken());
        }
        sleep(Duration::from_millis(5));
    }

    let speed = f64::from(people - before.min(people)) / begin.elapsed().as_secs_f64();
    let times = signing_in.end()?;
    drop(server);

    Ok(vec![
        Metric::new(format!("mails, {people} to a server on this machine"), speed, "/s")
            .goal(Goal::AtLeast(500.0)),
        Metric::centile("signing in while mails leave", times).goal(Goal::AtMost(500.0)),
    ])
}
