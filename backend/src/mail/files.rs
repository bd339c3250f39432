use super::content::MailContent;
use super::outcome::Outcome;
use std::path::{Path, PathBuf};
use tokio::io::AsyncWriteExt;

/// A folder of `.eml` files, for those who have no mail server yet.
#[derive(Debug)]
pub(super) struct Files {
    folder: PathBuf,
}

impl Files {
    pub(super) fn new(folder: &Path) -> std::io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// Writes a mail under a name that every attempt gives it again, whole or not at all.
    pub(super) async fn deliver(&self, content: &MailContent, mail: &[u8]) -> Outcome {
        self.keep(&format!("{}-{}-{}", content.dated.0, content.job, content.generation), mail).await
    }

    /// Writes a mail under a name, whole or not at all.
    pub(super) async fn keep(&self, name: &str, mail: &[u8]) -> Outcome {
        match self.write(name, mail).await {
            Ok(()) => Outcome::Accepted(String::new()),
            Err(error) => Outcome::Deferred(error.to_string()),
        }
    }

    async fn write(&self, name: &str, mail: &[u8]) -> std::io::Result<()> {
        let unfinished = self.folder.join(format!(".{name}.part"));
        let mut options = tokio::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        options.mode(0o600);
        let mut file = options.open(&unfinished).await?;
        file.write_all(mail).await?;
        file.sync_all().await?;

        tokio::fs::rename(&unfinished, self.folder.join(format!("{name}.eml"))).await
    }
}
