//! A private PostgreSQL for the tests of one process, in a temporary folder, without TCP and without
//! fsync. A shell guards it: when this process ends, however it ends, the guard's input closes, and it
//! stops the server and removes the folder.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

/// Says `ready FOLDER` once the server answers; then waits for the end of its input.
const GUARD: &str = r#"
trap '' INT TERM HUP
folder=$(mktemp -d "${TMPDIR:-/tmp}/guichet-postgres.XXXXXX") || exit 1
cd "$folder" || exit 1
end() { rm -rf "$folder"; exit "$1"; }
"$1/initdb" -D data -U guichet -A trust -E UTF8 --locale=C --no-sync >log 2>&1 || { cat log; end 1; }
"$1/postgres" -D data -k "$folder" -c listen_addresses= -c fsync=off -c full_page_writes=off \
    -c synchronous_commit=off -c max_connections=200 >>log 2>&1 </dev/null &
server=$!
tries=0
until grep -q '^ready' data/postmaster.pid 2>/dev/null; do
    tries=$((tries + 1))
    if [ $tries -gt 600 ] || ! kill -0 $server 2>/dev/null; then cat log; kill -9 $server; end 1; fi
    sleep 0.05
done
echo "ready $folder"
cat >/dev/null
kill -INT $server
wait $server
end 0
"#;

/// Options of a connection to the administrative database of the cluster that tests use: the one that
/// `GUICHET_TEST_POSTGRES` names, or one of this process's own, started on first use.
pub(super) fn admin_url() -> String {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| std::env::var("GUICHET_TEST_POSTGRES").unwrap_or_else(|_| start())).clone()
}

fn start() -> String {
    // Kept until the process ends, and its input open with it.
    static GUARDIAN: OnceLock<Child> = OnceLock::new();

    let mut guardian = guard_command(&binaries())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .expect("a shell starts");
    let output = guardian.stdout.take().expect("the output is piped");
    let mut said = String::new();

    for line in BufReader::new(output).lines() {
        let line = line.expect("the guard writes text");
        if let Some(folder) = line.strip_prefix("ready ") {
            let url = format!("postgres://guichet@localhost/postgres?host={folder}");
            GUARDIAN.set(guardian).expect("one cluster is started");
            return url;
        }
        said.push_str(&line);
        said.push('\n');
    }

    let _ = guardian.wait();
    panic!("PostgreSQL does not start:\n{said}");
}

/// The guard, as somebody who is not root: PostgreSQL refuses to run as root.
fn guard_command(binaries: &Path) -> Command {
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.trim_ascii() == b"0");
    let mut command = if root {
        let known = Command::new("id").arg("postgres").output().is_ok_and(|id| id.status.success());
        let mut command = Command::new("runuser");
        command.args(["-u", if known { "postgres" } else { "nobody" }, "--", "sh"]);
        command
    } else {
        Command::new("sh")
    };

    command.arg("-c").arg(GUARD).arg("guard").arg(binaries);
    command
}

/// Where `initdb` and `postgres` are: `PG_BINDIR`, the `PATH`, or where Debian puts them.
fn binaries() -> PathBuf {
    let named = std::env::var_os("PG_BINDIR").map(PathBuf::from);
    let on_path = std::env::var_os("PATH");
    let on_path = on_path.iter().flat_map(std::env::split_paths);
    let mut installed: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|version| Some(version.ok()?.path().join("bin")))
        .collect();

    installed.sort();
    named
        .into_iter()
        .chain(on_path)
        .chain(installed.into_iter().rev())
        .find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
        .expect(
            "PostgreSQL is installed (Debian: apt-get install postgresql), or PG_BINDIR names its programs",
        )
}
