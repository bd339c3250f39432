//! Keeps the file that is being worked on and what was changed in it in the origin's private file system, in a folder
//! of the person and customer. What is another's or a day old goes as soon as anybody comes here; signing out clears
//! all of it (`Clear-Site-Data`). Where the browser refuses to store, nothing is kept and nothing else changes.
//!
//! Whoever holds the journal of a folder open holds the folder, so that two windows do not write over each other.

use super::scope::sleep;
use crate::journal::{self, Journal, Note};
use js_sys::{AsyncIterator, Date, IteratorNext, Uint8Array};
use protocol::AutosavedFile;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, FileSystemDirectoryHandle as Folder, FileSystemFileHandle, FileSystemGetDirectoryOptions,
    FileSystemGetFileOptions, FileSystemReadWriteOptions, FileSystemRemoveOptions,
    FileSystemSyncAccessHandle as OpenFile,
};

#[wasm_bindgen]
extern "C" {
    // By hand, since outside of secure contexts there is no `navigator.storage`, which web-sys takes for granted.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "storage"], js_name = getDirectory)]
    async fn root() -> Result<JsValue, JsValue>;
}

/// How often a file is tried to be opened that another page holds, and how long is waited in between, in
/// milliseconds. One that is just leaving may still hold it.
const TRIES: u32 = 20;
const BETWEEN: i32 = 250;

#[derive(Default)]
pub struct Autosave {
    owner: Option<String>,
    /// The file, until all of it is there.
    file: Option<OpenFile>,
    journal: Option<OpenFile>,
}

impl Autosave {
    /// What is kept for somebody, `<person>.<customer>`, if it can be gone on with. What the same person works on for
    /// another customer stays, and that of anybody else goes.
    pub async fn recall(&mut self, owner: &str) -> Option<AutosavedFile> {
        // What cannot be removed is held by another window.
        let _ = remove_of_others(owner).await;

        let journal = self.hold(owner).await;
        self.release();

        // An error: there is nothing, or another window works with it.
        let kept = journal.ok()?.and_then(|journal| journal.autosaved(now()));
        if kept.is_none() {
            self.forget(owner).await;
        }

        kept
    }

    /// The file and the journal of what was recalled; `None` when another window has taken it meanwhile.
    pub async fn resume(&mut self, owner: &str) -> Option<(Blob, Journal)> {
        let resumed = self.try_resume(owner).await;
        if resumed.is_none() {
            self.release();
        }
        resumed
    }

    async fn try_resume(&mut self, owner: &str) -> Option<(Blob, Journal)> {
        let journal = self.hold(owner).await.ok()??;
        let handle = file_handle(&folder_of(owner).await.ok()?, "file").await.ok()?;
        let file = JsFuture::from(handle.get_file()).await.ok()?;
        Some((file.unchecked_into(), journal))
    }

    /// Holds somebody's folder, and reads its journal.
    async fn hold(&mut self, owner: &str) -> Result<Option<Journal>, JsValue> {
        self.release();
        let file = open(&folder_of(owner).await?, "journal").await?;
        self.owner = Some(owner.to_owned());

        let length = file.get_size()?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "sizes of files are whole"
        )]
        let bytes = Uint8Array::new_with_length(length as u32);
        file.read_with_js_u8_array_and_options(&bytes, &at(0.0))?;
        self.journal = Some(file);

        Ok(Journal::read(&bytes.to_vec()))
    }

    /// Begins to keep a file that was chosen, in the place of what was kept before.
    pub async fn begin(&mut self, owner: &str, opened: Note) {
        if owner.is_empty() {
            self.release();
            return;
        }
        if self.try_begin(owner, opened).await.is_err() {
            self.release();
        }
    }

    async fn try_begin(&mut self, owner: &str, opened: Note) -> Result<(), JsValue> {
        self.forget(owner).await;
        let create = FileSystemGetDirectoryOptions::new();
        create.set_create(true);
        let folder = imports().await?.get_directory_handle_with_options(owner, &create);
        let folder: Folder = JsFuture::from(folder).await?.unchecked_into();
        self.owner = Some(owner.to_owned());

        let journal = self.journal.insert(open(&folder, "journal").await?);
        journal.truncate_with_u32(0)?;
        let file = self.file.insert(open(&folder, "file").await?);
        file.truncate_with_u32(0)?;
        self.note(opened);

        Ok(())
    }

    /// Keeps a slice of the file, which is of so many bytes.
    pub fn store(&mut self, slice: &Uint8Array, from: f64, size: f64) {
        let Some(file) = &self.file else { return };
        if file.write_with_js_u8_array_and_options(slice, &at(from)).is_err() {
            self.release();
        } else if from + f64::from(slice.length()) >= size {
            file.close();
            self.file = None;
            self.note(Note::Complete);
        }
    }

    /// Keeps a thing to know.
    pub fn note(&mut self, note: Note) {
        let Some(journal) = &self.journal else { return };
        let line = Uint8Array::from(journal::line(now(), note).as_bytes());
        let written = journal
            .get_size()
            .and_then(|end| journal.write_with_js_u8_array_and_options(&line, &at(end)))
            .and_then(|_| journal.flush());

        if written.is_err() {
            self.release();
        }
    }

    /// Drops what is kept for somebody.
    pub async fn forget(&mut self, owner: &str) {
        self.release();
        if let Ok(folders) = imports().await {
            // There may be nothing, or another window works with it.
            let _ = remove(&folders, owner).await;
        }
    }

    /// Drops what is kept of the file that is being worked on.
    pub async fn forget_current(&mut self) {
        if let Some(owner) = self.owner.take() {
            self.forget(&owner).await;
        }
    }

    fn release(&mut self) {
        for file in [self.file.take(), self.journal.take()].into_iter().flatten() {
            file.close();
        }
    }
}

/// The time, in milliseconds since 1970.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and after 1970")]
fn now() -> u64 {
    Date::now() as u64
}

/// Removes the folders of all but this person.
async fn remove_of_others(owner: &str) -> Result<(), JsValue> {
    let folders = imports().await?;
    let mut names = Vec::new();
    let entries: AsyncIterator = folders.keys();

    loop {
        let next: IteratorNext = JsFuture::from(entries.next()?).await?.unchecked_into();
        if next.done() {
            break;
        }
        names.extend(next.value().as_string());
    }

    let person = |owner: &str| owner.split('.').next().map(str::to_owned);
    for name in names.iter().filter(|name| person(name) != person(owner)) {
        let _ = remove(&folders, name).await;
    }

    Ok(())
}

async fn remove(folders: &Folder, name: &str) -> Result<JsValue, JsValue> {
    let options = FileSystemRemoveOptions::new();
    options.set_recursive(true);
    JsFuture::from(folders.remove_entry_with_options(name, &options)).await
}

/// The folder of all that is kept.
async fn imports() -> Result<Folder, JsValue> {
    let root: Folder = root().await?.unchecked_into();
    let create = FileSystemGetDirectoryOptions::new();
    create.set_create(true);
    let imports = root.get_directory_handle_with_options("imports", &create);
    Ok(JsFuture::from(imports).await?.unchecked_into())
}

async fn folder_of(owner: &str) -> Result<Folder, JsValue> {
    let folder = imports().await?.get_directory_handle(owner);
    Ok(JsFuture::from(folder).await?.unchecked_into())
}

async fn file_handle(folder: &Folder, name: &str) -> Result<FileSystemFileHandle, JsValue> {
    let create = FileSystemGetFileOptions::new();
    create.set_create(true);
    let handle = folder.get_file_handle_with_options(name, &create);
    Ok(JsFuture::from(handle).await?.unchecked_into())
}

/// A file of a folder to read and write.
async fn open(folder: &Folder, name: &str) -> Result<OpenFile, JsValue> {
    let handle = file_handle(folder, name).await?;
    let mut tries = TRIES;

    loop {
        match JsFuture::from(handle.create_sync_access_handle()).await {
            Ok(file) => return Ok(file.unchecked_into()),
            Err(error) if tries == 0 => return Err(error),
            Err(_) => sleep(BETWEEN).await,
        }
        tries -= 1;
    }
}

fn at(position: f64) -> FileSystemReadWriteOptions {
    let options = FileSystemReadWriteOptions::new();
    options.set_at(position);
    options
}
