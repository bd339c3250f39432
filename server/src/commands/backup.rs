//! `guichet backup` and `guichet restore`.

use super::texts::Texts;
use super::{ExitStatus, Failure};
use crate::settings::Settings;
use crate::start::StartError;
use backend::backups;
use backend::clock::Clock;
use std::path::{Path, PathBuf};

/// What `guichet backup` is told.
#[derive(clap::Args, Clone, Debug)]
pub struct Backup {
    /// Where to; there must be nothing of that name.
    file: PathBuf,
}

/// What `guichet restore` is told.
#[derive(clap::Args, Clone, Debug)]
pub struct Restore {
    /// What `guichet backup` wrote.
    file: PathBuf,
    /// Replaces the database that is there, which goes aside. PostgreSQL's must be empty all the same.
    #[arg(long)]
    replace: bool,
}

pub(super) async fn back_up(
    settings: &Settings,
    Backup { file }: &Backup,
    texts: &Texts,
) -> Result<ExitStatus, Failure> {
    backups::back_up(&settings.database_url(), file).await.map_err(Failure::BackUp)?;
    let keys = [settings.secret_file(), settings.journal_key_file()].map(|file| shown(&file));
    println!("{}", (texts.backups.backed_up)(&shown(file), &keys[0], &keys[1]));
    Ok(ExitStatus::Success)
}

pub(super) async fn restore(
    settings: &Settings,
    Restore { file, replace }: &Restore,
    texts: &Texts,
) -> Result<ExitStatus, Failure> {
    settings.make_data_dir()?;
    let key = settings.read_key()?.ok_or_else(|| {
        let reason = (texts.backups.no_key)(&shown(&settings.secret_file()));
        StartError::Setting { setting: "GUICHET_SECRET_FILE", reason }
    })?;
    let now = Clock::System.now();
    let restored = backups::restore(&settings.database_url(), file, &key, *replace, now).await;
    let aside = restored.map_err(Failure::Restore)?;
    println!("{}", (texts.backups.restored)(&shown(file)));
    if let Some(aside) = aside {
        println!("{}", (texts.backups.aside)(&shown(&aside)));
    }
    Ok(ExitStatus::Success)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
