use super::texts::Texts;
use super::{ExitStatus, Failure};
use crate::settings::Settings;
use clap::Subcommand;

/// What can be done with the key.
#[derive(Subcommand, Clone, Copy, Debug)]
pub enum Key {
    /// Goes on with the key that is there, or a new one, when the database's own is lost for good: what that one made
    /// works no longer, which is every second factor, passkey and recovery code, and every password that waits in a mail.
    Replace,
}

pub(super) async fn run(
    settings: &Settings,
    Key::Replace: Key,
    texts: &Texts,
) -> Result<ExitStatus, Failure> {
    settings.make_data_dir()?;
    let db = settings.open_database().await?;
    let key = match settings.read_key()? {
        Some(key) => key,
        None => settings.make_key()?,
    };
    backend::secret_key::replace(&db, &key).await.map_err(Failure::other)?;
    db.close().await;
    println!("{}", (texts.backups.key_replaced)(&settings.secret_file().display().to_string()));
    Ok(ExitStatus::Success)
}
