//! Load: one request after another for times, many at once for throughput.

use super::http::Connection;
use anyhow::{Result, anyhow, bail};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Connections that ask at once when throughput is measured.
const CONNECTIONS: usize = 16;

/// Nobody waits longer for the times of one page; but a few are always taken.
const LONGEST: Duration = Duration::from_secs(10);
const FEWEST: usize = 5;

/// How long each of `count` answers took, one after another, after one that does not count; fewer of a
/// page that is slow.
pub fn times(host: SocketAddr, cookie: &str, path: &str, count: usize) -> Result<Vec<Duration>> {
    let mut connection = Connection::open(host)?;
    page(&mut connection, path, cookie)?;
    let (first, mut times) = (Instant::now(), Vec::with_capacity(count));

    while times.len() < count && (times.len() < FEWEST || first.elapsed() < LONGEST) {
        let begin = Instant::now();
        page(&mut connection, path, cookie)?;
        times.push(begin.elapsed());
    }

    Ok(times)
}

/// How long a pause is between two questions of [`BackgroundLoad`].
const PAUSE: Duration = Duration::from_millis(10);

/// Somebody who asks the same again and again while something else is going on.
pub struct BackgroundLoad {
    over: Arc<AtomicBool>,
    asking: JoinHandle<Result<Vec<Duration>>>,
}

impl BackgroundLoad {
    /// Begins to ask, over one connection to `host`.
    pub fn begin(
        ask: impl Fn(&mut Connection) -> Result<()> + Send + 'static,
        host: SocketAddr,
    ) -> Result<Self> {
        let mut connection = Connection::open(host)?;
        let over = Arc::new(AtomicBool::new(false));
        let ended = Arc::clone(&over);
        let asking = thread::spawn(move || {
            let mut times = Vec::new();
            while !ended.load(Ordering::Relaxed) {
                let begin = Instant::now();
                ask(&mut connection)?;
                times.push(begin.elapsed());
                thread::sleep(PAUSE);
            }
            Ok(times)
        });

        Ok(Self { over, asking })
    }

    /// Ends it; gives how long each answer took.
    pub fn end(self) -> Result<Vec<Duration>> {
        self.over.store(true, Ordering::Relaxed);
        self.asking.join().map_err(|_| anyhow!("who asked meanwhile panicked"))?
    }
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

/// Asks for a page, which must be answered as one; or for whether somebody may do something, who may.
pub fn page(connection: &mut Connection, path: &str, cookie: &str) -> Result<()> {
    let answer = connection.get(path, cookie)?;
    if matches!(answer.status, 200 | 204) {
        Ok(())
    } else {
        bail!("{path} was answered with {}", answer.status)
    }
}
