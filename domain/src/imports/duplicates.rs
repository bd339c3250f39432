//! Rows of one file that repeat each other.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// Finds rows with the same key ([`CheckedRow`](super::CheckedRow)). Of those, the first in the file
/// counts and the others are its duplicates, in whatever order they come.
#[derive(Clone, Debug, Default)]
pub struct Duplicates {
    first: HashMap<u64, u32, BuildHasherDefault<Hashed>>,
    /// All rows of the keys that several have, in order: few, where `first` is as long as the file.
    several: HashMap<u64, BTreeSet<u32>>,
}

/// The keys are hashes, and are not hashed once more.
#[derive(Clone, Copy, Debug, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash.rotate_left(8) ^ u64::from(*byte));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Duplicates {
    /// The row of which this one is a duplicate.
    pub fn original(&self, key: u64, row: u32) -> Option<u32> {
        self.first.get(&key).copied().filter(|first| *first < row)
    }

    /// Takes in a row below all others; says whether it is a duplicate.
    pub fn append(&mut self, key: u64, row: u32) -> bool {
        match self.first.entry(key) {
            Entry::Vacant(first) => {
                first.insert(row);
                false
            }
            Entry::Occupied(first) => {
                self.several.entry(key).or_insert_with(|| BTreeSet::from([*first.get()])).insert(row);
                true
            }
        }
    }

    /// Takes a row in. Returns another row that is now a duplicate and was not before.
    pub fn insert(&mut self, key: u64, row: u32) -> Option<u32> {
        let Some(first) = self.first.get_mut(&key) else {
            self.first.insert(key, row);
            return None;
        };
        self.several.entry(key).or_insert_with(|| BTreeSet::from([*first])).insert(row);
        (row < *first).then(|| std::mem::replace(first, row))
    }

    /// Takes a row out. Returns another row that was a duplicate and is not any more.
    pub fn remove(&mut self, key: u64, row: u32) -> Option<u32> {
        let Some(rows) = self.several.get_mut(&key) else {
            self.first.remove(&key);
            return None;
        };

        rows.remove(&row);
        let only_one_left = rows.len() == 1;
        let now_first = *rows.first()?;

        if only_one_left {
            self.several.remove(&key);
        }

        let before = self.first.insert(key, now_first);
        (before == Some(row)).then_some(now_first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_row_counts_and_the_next_takes_its_place() {
        let mut rows = Duplicates::default();

        assert_eq!(rows.insert(7, 5), None);
        assert_eq!(rows.insert(7, 9), None);
        assert_eq!((rows.original(7, 5), rows.original(7, 9)), (None, Some(5)));
        assert_eq!(rows.insert(7, 2), Some(5));
        assert_eq!(rows.remove(7, 2), Some(5));
        assert_eq!(rows.remove(7, 5), Some(9));
        assert_eq!(rows.original(7, 9), None);
        assert_eq!(rows.remove(7, 9), None);
    }

    proptest! {
        #[test]
        fn after_any_changes_all_but_the_least_row_of_a_key_are_duplicates(
            changes in proptest::collection::vec((0_u64..3, 0_u32..8), 0..60),
        ) {
            let mut rows = Duplicates::default();
            let mut held = BTreeSet::new();

            for (key, row) in changes {
                if held.remove(&(key, row)) {
                    rows.remove(key, row);
                } else {
                    let is_last = held.iter().all(|(_, other)| *other < row);
                    held.insert((key, row));
                    if is_last {
                        let is_duplicate = rows.append(key, row);
                        prop_assert_eq!(is_duplicate, rows.original(key, row).is_some());
                    } else {
                        rows.insert(key, row);
                    }
                }
                for &(key, row) in &held {
                    let least = held.iter().find(|(other, _)| *other == key).map(|(_, row)| *row);
                    prop_assert_eq!(rows.original(key, row), least.filter(|least| *least < row));
                }
            }
        }
    }
}
