use crate::db::beside;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// A file in the making, beside where it is to be and readable by its owner alone. Dropped, it is gone.
#[derive(Debug)]
pub(super) struct Partial {
    path: PathBuf,
}

impl Partial {
    /// An empty one beside `to`.
    pub(super) fn begin(to: &Path) -> io::Result<Self> {
        let path = beside(to, &format!(".partial-{}", std::process::id()));
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
        Ok(Self { path })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its name, where nothing has that yet, once all of it is on the disk.
    pub(super) fn finish(self, to: &Path) -> io::Result<()> {
        File::open(&self.path)?.sync_all()?;
        match std::fs::hard_link(&self.path, to) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(error),
            // Not all file systems have links.
            Err(_) if !to.try_exists()? => std::fs::rename(&self.path, to)?,
            Err(error) => return Err(error),
        }
        sync_folder_of(to)
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Makes what a folder names last.
pub(super) fn sync_folder_of(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
