//! Load: one request after another for times, many at once for throughput.

use super::http::Connection;
use anyhow::{Result, anyhow, bail};
use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};

/// Connections that ask at once when throughput is measured.
const CONNECTIONS: usize = 16;

/// How long each of `count` answers took, one after another, after a few that do not count.
pub fn times(host: SocketAddr, cookie: &str, path: &str, count: usize) -> Result<Vec<Duration>> {
    let mut connection = Connection::open(host)?;
    for _ in 0..3 {
        page(&mut connection, path, cookie)?;
    }
    (0..count)
        .map(|_| {
            let begin = Instant::now();
            page(&mut connection, path, cookie)?;
            Ok(begin.elapsed())
        })
        .collect()
}

/// Answers per second, asked for by several connections at once for `duration`.
pub fn throughput(host: SocketAddr, cookie: &str, path: &str, duration: Duration) -> Result<f64> {
    let begin = Instant::now();
    let answers = thread::scope(|scope| {
        let asking: Vec<_> = (0..CONNECTIONS)
            .map(|_| {
                scope.spawn(move || {
                    let mut connection = Connection::open(host)?;
                    let mut answers = 0_u32;
                    while begin.elapsed() < duration {
                        page(&mut connection, path, cookie)?;
                        answers += 1;
                    }
                    Ok(answers)
                })
            })
            .collect();
        asking
            .into_iter()
            .map(|thread| thread.join().map_err(|_| anyhow!("the load generator panicked"))?)
            .sum::<Result<u32>>()
    })?;
    Ok(f64::from(answers) / begin.elapsed().as_secs_f64())
}

/// Asks for a page, which must be answered as one.
fn page(connection: &mut Connection, path: &str, cookie: &str) -> Result<()> {
    let answer = connection.get(path, cookie)?;
    if answer.status == 200 { Ok(()) } else { bail!("{path} was answered with {}", answer.status) }
}
