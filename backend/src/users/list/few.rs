//! Few assignments that match: they are looked up once, and counted, sorted and turned into pages from what is kept of them.

use super::Reader;
use crate::users::cursor::Cursor;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What is kept of an assignment that matches.
#[derive(Debug, sqlx::FromRow, Deserialize)]
pub(in crate::users) struct Hit {
    pub(super) number: i64,
    pub(super) sort_value: String,
    pub(super) user_id: Uuid,
}

impl Hit {
    /// A [`Hit`], in the order of its fields.
    pub(in crate::users) const AS_JSON: &'static str = "json_array(number, sort_value, hex(user_id))";

    fn position(&self) -> (&str, i64) {
        (&self.sort_value, self.number)
    }
}

/// All that match, in ascending order.
pub(in crate::users) struct Few(Vec<Hit>);

impl Few {
    pub(super) fn new(mut hits: Vec<Hit>) -> Self {
        hits.sort_unstable_by(|one, other| one.position().cmp(&other.position()));
        Self(hits)
    }

    /// How many people's they are.
    pub(super) fn people(&self) -> usize {
        self.first_of_each().len()
    }

    /// The first one of each person: all of a person's are sorted by the same, in an order of people.
    pub(super) fn first_of_each(&self) -> Vec<&Hit> {
        let mut met = HashSet::new();
        self.0.iter().filter(|hit| met.insert(hit.user_id)).collect()
    }

    /// How many of each of these people's there are.
    pub(super) fn of_each(&self, people: &[&Hit]) -> HashMap<Uuid, i64> {
        let mut counts: HashMap<Uuid, i64> = people.iter().map(|hit| (hit.user_id, 0)).collect();
        for hit in &self.0 {
            counts.entry(hit.user_id).and_modify(|count| *count += 1);
        }

        counts
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Hit> {
        self.0.iter()
    }
}

impl Reader<'_> {
    /// At most `limit` of some hits in ascending order, from the cursor on; before it, nearest first.
    pub(super) fn beyond<'hit>(
        &self,
        hits: impl DoubleEndedIterator<Item = &'hit Hit>,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Vec<&'hit Hit> {
        let at = cursor.map(|cursor| (cursor.value.as_str(), self.base + i64::from(cursor.number)));
        if self.is_downwards(cursor) {
            let is_beyond = |hit: &&Hit| at.is_none_or(|at| hit.position() < at);
            hits.rev().filter(is_beyond).take(limit).collect()
        } else {
            let is_beyond = |hit: &&Hit| at.is_none_or(|at| hit.position() > at);
            hits.filter(is_beyond).take(limit).collect()
        }
    }
}
