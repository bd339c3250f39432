//! The stylesheet: one file from `style/main.css` and what it imports.

use crate::build::Kind;
use anyhow::{Result, anyhow};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Browsers, Targets};
use std::path::Path;

/// The oldest browsers that must show the pages as they are meant: those of two years ago.
/// What they do not know yet is written in terms of what they do.
fn targets() -> Targets {
    let version = |major: u32, minor: u32| Some(major << 16 | minor << 8);
    Targets::from(Browsers {
        android: version(120, 0),
        chrome: version(120, 0),
        edge: version(120, 0),
        firefox: version(121, 0),
        ios_saf: version(17, 2),
        safari: version(17, 2),
        samsung: version(25, 0),
        ..Browsers::default()
    })
}

/// Bundles the stylesheet `entry`.
pub fn bundle(entry: &Path, kind: Kind) -> Result<Vec<u8>> {
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(entry).map_err(|error| anyhow!("{}: {error}", entry.display()))?;
    sheet
        .minify(MinifyOptions { targets: targets(), ..MinifyOptions::default() })
        .map_err(|error| anyhow!("{}: {error}", entry.display()))?;
    let options =
        PrinterOptions { minify: kind.is_optimised(), targets: targets(), ..PrinterOptions::default() };

    Ok(sheet.to_css(options)?.code.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_become_one_sheet_that_older_browsers_read() {
        let folder = tempfile::tempdir().unwrap();
        let main = folder.path().join("main.css");
        std::fs::write(&main, "@layer base; @import 'base.css' layer(base);").unwrap();
        std::fs::write(
            folder.path().join("base.css"),
            ":root { color-scheme: light dark } p { color: light-dark(red, blue) }",
        )
        .unwrap();
        let css = String::from_utf8(bundle(&main, Kind::Release).unwrap()).unwrap();

        assert!(css.starts_with("@layer base{"), "{css}");
        assert!(!css.contains("@import") && !css.contains("light-dark("), "{css}");
    }

    #[test]
    fn a_mistake_is_named_with_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let main = folder.path().join("main.css");
        std::fs::write(&main, "@import 'nowhere.css';").unwrap();
        let error = bundle(&main, Kind::Release).unwrap_err().to_string();
        assert!(error.contains("main.css"), "{error}");
    }
}
