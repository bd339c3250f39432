use crate::db;
use sqlx::{ConnectOptions, Connection};
use std::path::Path;
use std::process::{Command, Stdio};
use url::Url;

/// What `libpq` knows of an address; the rest of its parameters are sqlx's.
const PARAMETERS: [&str; 8] =
    ["host", "port", "dbname", "user", "sslmode", "sslrootcert", "sslcert", "sslkey"];

/// Writes the database at `url` into the file `to`, by `pg_dump`.
pub(super) async fn dump(url: &str, to: &Path) -> Result<(), String> {
    let mut dump = program("pg_dump", url)?;
    dump.args(["--format=custom", "--no-owner", "--no-privileges", "--no-comments"]).arg("--file").arg(to);
    // Or it refuses to read tables of which it might be shown a part. It names no customer, and is shown all of them.
    dump.arg("--enable-row-security");
    run(dump).await?;

    let mut list = Command::new("pg_restore");
    list.arg("--list").arg(to);
    run(list).await
}

/// Fills the empty database at `url` from a file of [`dump`]'s, or leaves it empty.
pub(super) async fn fill(url: &str, from: &Path) -> Result<(), String> {
    let mut restore = program("pg_restore", url)?;
    restore.args(["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]).arg(from);
    run(restore).await
}

/// Whether there is nothing in the database at `url`.
pub(super) async fn is_empty(url: &str) -> sqlx::Result<bool> {
    let mut connection = db::postgres_options(url)?.connect().await?;
    let tables: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
    )
    .fetch_one(&mut connection)
    .await?;
    connection.close().await?;
    Ok(tables == 0)
}

/// A program of PostgreSQL's that is about to connect to `url`. The password is not among its arguments, which
/// everybody on the machine can read.
fn program(name: &str, url: &str) -> Result<Command, String> {
    let mut url = Url::parse(url).map_err(|error| error.to_string())?;
    let mut command = Command::new(name);
    if let Some(password) = url.password() {
        let password = percent_encoding::percent_decode_str(password).decode_utf8_lossy().into_owned();
        command.env("PGPASSWORD", password);
    }
    url.set_password(None).map_err(|()| "the address has no host".to_owned())?;

    let known: Vec<_> = url
        .query_pairs()
        .filter(|(name, _)| PARAMETERS.contains(&&**name))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    url.set_query(None);
    if !known.is_empty() {
        url.query_pairs_mut().extend_pairs(known);
    }
    command.arg("--dbname").arg(url.as_str());
    Ok(command)
}

/// Runs a program to its end; what it said when that was a bad one.
async fn run(mut command: Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let output =
        tokio::task::spawn_blocking(move || command.output()).await.map_err(|error| error.to_string())?;

    match output {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(format!("{name}: {}", String::from_utf8_lossy(&output.stderr).trim())),
        Err(error) => Err(format!("{name}: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_no_argument_and_what_libpq_does_not_know_is_left_out() {
        let url = "postgres://guichet:s%40cret@h:5433/portail?sslmode=require&statement-cache-capacity=0";
        let command = program("pg_dump", url).unwrap();
        let arguments: Vec<_> = command.get_args().map(|argument| argument.to_string_lossy()).collect();
        assert_eq!(arguments, ["--dbname", "postgres://guichet@h:5433/portail?sslmode=require"]);
        let set: Vec<_> = command.get_envs().collect();
        assert_eq!(set, [("PGPASSWORD".as_ref(), Some("s@cret".as_ref()))]);
    }
}
