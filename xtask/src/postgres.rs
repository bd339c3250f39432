//! A private PostgreSQL in a folder of its own, reached by a socket in that folder alone.

use crate::command::{output, succeed};
use crate::prerequisites;
use anyhow::{Context, Result, bail};
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// Ends the server when its input ends: at the end of this program, whatever ends it. Removes its folder,
/// unless it is to be kept.
const GUARD: &str = r#"
bin=$1 folder=$2 keep=$3; shift 3
"$bin/postgres" -D "$folder/data" -k "$folder" "$@" >"$folder/log" 2>&1 &
read -r never
kill -INT $!
wait $!
[ "$keep" = keep ] || rm -rf "$folder"
"#;

/// What a power cut may take.
#[derive(Clone, Copy)]
pub enum Durability {
    /// Everything: for tests, which then run faster.
    None,
    Full,
}

/// A running server; dropping it ends it and removes its data.
pub struct Postgres {
    guard: Child,
    folder: PathBuf,
}

impl Postgres {
    /// Starts a server with an empty cluster in a temporary folder.
    pub fn start(durability: Durability) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("guichet-postgres-").tempdir()?.keep();
        Self::start_in(folder, durability, false)
    }

    /// Starts a server with the cluster in `folder`, an empty one the first time, and leaves it there.
    pub fn kept(folder: PathBuf, durability: Durability) -> Result<Self> {
        fs::create_dir_all(&folder)?;
        Self::start_in(folder, durability, true)
    }

    fn start_in(folder: PathBuf, durability: Durability, keep: bool) -> Result<Self> {
        let bin = prerequisites::postgres()?;
        let owner = unprivileged()?;
        if let Some((user, group)) = owner {
            std::os::unix::fs::chown(&folder, Some(user), Some(group))?;
        }

        let as_owner = |program: &Path| {
            let mut command = Command::new(program);
            command.current_dir(&folder);
            if let Some((user, group)) = owner {
                command.uid(user).gid(group);
            }
            command
        };
        let initialise =
            ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"];

        if !folder.join("data/PG_VERSION").is_file() {
            output(as_owner(&bin.join("initdb")).args(initialise).arg("--pgdata").arg(folder.join("data")))?;
        }

        let guard = as_owner(Path::new("sh"))
            .args(["-c", GUARD, "guard"])
            .args([&bin, &folder])
            .arg(if keep { "keep" } else { "remove" })
            .args(settings(durability))
            .stdin(Stdio::piped())
            // Ctrl-C reaches this program alone; the guard then sees the end of its input.
            .process_group(0)
            .spawn()?;

        let server = Self { guard, folder };
        server.wait_until_ready(&bin)?;
        server.make_role()?;
        Ok(server)
    }

    /// Makes the role that Guichet is, unless it is there: no superuser, for whom row-level security does not hold.
    fn make_role(&self) -> Result<()> {
        const MAKE: &str = "DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'guichet') THEN CREATE ROLE guichet LOGIN; END IF;
        END $$";
        let mut psql = Command::new(prerequisites::postgres()?.join("psql"));
        succeed(psql.arg("--host").arg(&self.folder).args([
            "--username=postgres",
            "--quiet",
            "--command",
            MAKE,
            "postgres",
        ]))
    }

    /// The address of a database of this server, for that role.
    pub fn url(&self, database: &str) -> String {
        self.address("guichet", database)
    }

    /// The address for whoever may make databases and roles.
    pub fn administrator_url(&self) -> String {
        self.address("postgres", "postgres")
    }

    fn address(&self, role: &str, database: &str) -> String {
        format!("postgres://{role}@{}/{database}", self.folder.display().to_string().replace('/', "%2F"))
    }

    /// Makes an empty database and gives its address.
    pub fn create_database(&self, name: &str) -> Result<String> {
        succeed(
            Command::new(prerequisites::postgres()?.join("createdb")).arg("--host").arg(&self.folder).args([
                "--username=postgres",
                "--owner=guichet",
                name,
            ]),
        )?;
        Ok(self.url(name))
    }

    /// Has a database do now what it would do within the next minutes: count, and tidy up.
    pub fn settle(&self, name: &str) -> Result<()> {
        succeed(
            Command::new(prerequisites::postgres()?.join("vacuumdb")).arg("--host").arg(&self.folder).args([
                "--username=postgres",
                "--analyze",
                "--quiet",
                name,
            ]),
        )
    }

    fn wait_until_ready(&self, bin: &Path) -> Result<()> {
        for _ in 0..300 {
            let answer =
                Command::new(bin.join("pg_isready")).arg("--quiet").arg("--host").arg(&self.folder).status();
            if answer.is_ok_and(|status| status.success()) {
                return Ok(());
            }
            sleep(Duration::from_millis(100));
        }

        bail!(
            "PostgreSQL does not start:\n{}",
            fs::read_to_string(self.folder.join("log")).unwrap_or_default()
        )
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        // If even waiting fails there is nothing left that could be done.
        self.guard.wait().ok();
    }
}

fn settings(durability: Durability) -> Vec<&'static str> {
    let mut settings =
        vec!["-c", "listen_addresses=", "-c", "max_connections=200", "-c", "shared_buffers=256MB"];
    if matches!(durability, Durability::None) {
        settings.extend(["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]);
    }
    settings
}

/// The user and group to be when this is root, whom PostgreSQL refuses.
fn unprivileged() -> Result<Option<(u32, u32)>> {
    if !prerequisites::is_root() {
        return Ok(None);
    }

    let users = fs::read_to_string("/etc/passwd").context("cannot read the list of users")?;
    let ids = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };

    match ids("postgres").or_else(|| ids("nobody")) {
        Some(ids) => Ok(Some(ids)),
        None => {
            bail!("PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_server_answers_and_leaves_nothing_behind() {
        let server = Postgres::start(Durability::None).unwrap();
        let database = server.create_database("asked").unwrap();
        let psql = prerequisites::postgres().unwrap().join("psql");
        let answer = output(Command::new(psql).args(["-At", "-c", "SELECT 40 + 2"]).arg(&database)).unwrap();

        assert_eq!(answer, "42\n");

        let folder = server.folder.clone();
        drop(server);

        assert!(!folder.exists());
    }
}
