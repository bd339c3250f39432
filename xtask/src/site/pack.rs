//! Writing the site: hashed names, compressed copies, the manifest.

use super::Files;
use crate::build::Kind;
use anyhow::Result;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::thread;

/// Writes `files` and their manifest to `folder`, and removes what an earlier build left there.
pub fn write(files: &Files, folder: &Path, kind: Kind) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut manifest = BTreeMap::new();
    let mut written = BTreeSet::from(["manifest.json".to_owned()]);

    for (plain, content) in files {
        let hashed = hashed_name(plain, content);
        put(folder, hashed.clone(), content, &mut written)?;
        manifest.insert(plain, hashed);
    }

    if kind.is_optimised() {
        let compressible = files.iter().filter(|(plain, _)| compresses(plain));
        let compressible = compressible.map(|(plain, content)| (manifest[plain].clone() + ".br", content));
        written.extend(compressed(folder, compressible.collect())?);
    }

    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !written.contains(&*entry.file_name().to_string_lossy()) {
            fs::remove_file(entry.path())?;
        }
    }

    // The manifest comes last: the executable is built again when it changes.
    put(folder, "manifest.json".to_owned(), &serde_json::to_vec_pretty(&manifest)?, &mut written)
}

/// Writes brotli copies under these names, all at once, and gives the names. A file of the same name has the same
/// content already.
fn compressed(folder: &Path, copies: Vec<(String, &Vec<u8>)>) -> Result<Vec<String>> {
    thread::scope(|scope| {
        let copy = |(name, content): (String, &Vec<u8>)| {
            if !folder.join(&name).exists() {
                fs::write(folder.join(&name), with_brotli(content)?)?;
            }
            Ok(name)
        };
        let copying: Vec<_> = copies.into_iter().map(|each| scope.spawn(move || copy(each))).collect();
        copying.into_iter().map(|thread| thread.join().expect("brotli does not panic")).collect()
    })
}

/// `content` in brotli, as small as it gets.
fn with_brotli(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: content.len(),
        ..brotli::enc::BrotliEncoderParams::default()
    };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut small, &parameters)?;

    Ok(small)
}

/// Writes a file, unless it is there already with this content.
fn put(folder: &Path, name: String, content: &[u8], written: &mut BTreeSet<String>) -> Result<()> {
    let file = folder.join(&name);
    if fs::read(&file).ok().as_deref() != Some(content) {
        fs::write(&file, content)?;
    }
    written.insert(name);
    Ok(())
}

/// `main.css` → `main.1f3a….css`: a browser may keep for ever what can never change.
pub fn hashed_name(plain: &str, content: &[u8]) -> String {
    let mut head = [0; 8];
    head.copy_from_slice(&Sha256::digest(content)[..8]);
    let digits = format!("{:016x}", u64::from_be_bytes(head));
    match plain.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{digits}.{extension}"),
        None => format!("{plain}.{digits}"),
    }
}

/// Whether a file is not compressed already by its own format.
fn compresses(name: &str) -> bool {
    !matches!(name.rsplit('.').next(), Some("png" | "jpg" | "webp" | "avif" | "woff2" | "ico"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(content: &str) -> Files {
        Files::from([("main.css".to_owned(), content.as_bytes().to_vec())])
    }

    #[test]
    fn another_content_has_another_name_and_the_old_one_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        write(&site("p{color:red}"), folder.path(), Kind::Release).unwrap();
        write(&site("p{color:blue}"), folder.path(), Kind::Release).unwrap();
        let mut names: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();

        names.sort();
        let hashed = hashed_name("main.css", b"p{color:blue}");

        assert_eq!(names, [hashed.clone(), format!("{hashed}.br"), "manifest.json".to_owned()]);
    }

    #[test]
    fn the_manifest_tells_the_hashed_name() {
        let folder = tempfile::tempdir().unwrap();
        write(&site("p{color:red}"), folder.path(), Kind::Development).unwrap();
        let manifest: BTreeMap<String, String> =
            serde_json::from_slice(&fs::read(folder.path().join("manifest.json")).unwrap()).unwrap();
        assert_eq!(manifest["main.css"], hashed_name("main.css", b"p{color:red}"));
        assert_eq!(fs::read(folder.path().join(&manifest["main.css"])).unwrap(), b"p{color:red}");
    }
}
