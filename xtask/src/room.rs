//! Room on the disk: a target folder that is kept from run to run grows with each change of a dependency, since cargo
//! removes nothing that an older Cargo.lock asked for.

use crate::command::output;
use crate::project;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::Command;

/// What a run with everything built takes besides: what has changed, the executable, databases, what browsers write.
pub const OF_A_RUN: u64 = 8 * GIGABYTE;

/// What the executable and the tests in the browser take.
pub const OF_THE_BROWSER: u64 = 4 * GIGABYTE;

const GIGABYTE: u64 = 1_000_000_000;

/// Makes room on the disk on which cargo works, where less than `needed` bytes are free: removes what only makes a
/// developer's next build quicker, and then, if that was not enough, all that was built for development.
pub fn make(needed: u64) -> Result<()> {
    let target = project::cargo_target();
    let debug = target.join("debug");

    for folder in [debug.join("incremental"), debug] {
        if !folder.exists() {
            continue;
        }

        let free = free(&target)?;
        if free >= needed {
            break;
        }

        println!("   {} MB free: removing {}", free / 1_000_000, folder.display());
        fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }

    Ok(())
}

/// What is free on a folder's file system, in bytes.
fn free(folder: &Path) -> Result<u64> {
    let told = output(Command::new("df").arg("-Pk").arg(folder))?;
    free_in(&told).with_context(|| format!("df said {told:?}"))
}

/// The fourth column of what POSIX's `df -Pk` says, in kibibytes.
fn free_in(told: &str) -> Option<u64> {
    let kibibytes: u64 = told.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn df_says_what_is_free() {
        let told = "Filesystem     1024-blocks     Used Available Capacity Mounted on\n\
                    /dev/vda         263174212 11823140  83886080      13% /\n";
        assert_eq!(free_in(told), Some(83_886_080 * 1024));
        assert_eq!(free_in("df: no such file"), None);
        assert!(free(Path::new("/")).unwrap() > 0);
    }
}
