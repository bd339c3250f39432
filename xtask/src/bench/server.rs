//! A Guichet under measurement.

use super::http::Connection;
use anyhow::{Context, Result, bail};
use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Where an instance keeps its data.
pub struct Place {
    pub executable: PathBuf,
    pub folder: PathBuf,
    /// Its database's address; SQLite in the folder when there is none.
    pub database: Option<String>,
    /// Its mail server; files in the folder when there is none.
    pub smtp: Option<String>,
}

impl Place {
    /// A call of Guichet's command line.
    pub fn command(&self, arguments: &[&str]) -> Command {
        self.set(Command::new(&self.executable), arguments)
    }

    fn set(&self, mut command: Command, arguments: &[&str]) -> Command {
        command.args(arguments).env("GUICHET_DATA_DIR", &self.folder).env("RUST_LOG", "error");
        for (name, value) in [("DATABASE_URL", &self.database), ("SMTP_URL", &self.smtp)] {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }

        command
    }
}

/// A running server; dropping it ends it.
pub struct Server {
    process: Child,
    pub host: SocketAddr,
    /// How long it took from the start of the process to the first answer.
    pub start: Duration,
}

impl Server {
    /// Starts a server and waits for its first answer. `core` keeps it on one core, where that can be done.
    pub fn start(place: &Place, arguments: &[&str], core: Option<u32>) -> Result<Self> {
        let host = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let pinned = core.filter(|_| crate::command::on_path("taskset").is_some());
        let program = match pinned {
            Some(core) => {
                let mut taskset = Command::new("taskset");
                taskset.arg("--cpu-list").arg(core.to_string()).arg(&place.executable);
                taskset
            }
            None => Command::new(&place.executable),
        };
        let mut command = place.set(program, &[&["serve"], arguments].concat());
        command.env("GUICHET_ADDR", host.to_string()).stdout(Stdio::null());
        let begin = Instant::now();
        let process = command.spawn().context("cannot start Guichet")?;
        let mut server = Self { process, host, start: Duration::ZERO };
        server.wait(begin)?;
        server.start = begin.elapsed();

        Ok(server)
    }

    fn wait(&mut self, begin: Instant) -> Result<()> {
        while begin.elapsed() < Duration::from_mins(1) {
            let answer = Connection::open(self.host).and_then(|mut connection| connection.get("/readyz", ""));
            if answer.is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            if let Some(status) = self.process.try_wait()? {
                bail!("Guichet ended with {status} as it started");
            }
            sleep(Duration::from_millis(2));
        }
        bail!("Guichet does not answer")
    }

    /// How much memory it holds, in MiB.
    pub fn memory(&self) -> Result<f64> {
        self.status("VmRSS:")
    }

    /// The most memory that it held since [`Server::forget_peak`], in MiB.
    pub fn peak(&self) -> Result<f64> {
        self.status("VmHWM:")
    }

    /// From now on the most that it holds is what it holds now.
    pub fn forget_peak(&self) -> Result<()> {
        Ok(fs::write(format!("/proc/{}/clear_refs", self.process.id()), "5")?)
    }

    fn status(&self, name: &str) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let line = line.with_context(|| format!("no {name} in the status of the process"))?;
        let kib: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(kib / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Told to stop as an operator would; if that fails it has ended by itself.
        Command::new("kill").arg(self.process.id().to_string()).status().ok();
        self.process.wait().ok();
    }
}
