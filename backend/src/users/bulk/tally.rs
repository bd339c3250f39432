use domain::users::{LeaveReason, Touched};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// So many of those whom it touches are named, and of those who are left for one reason.
const NAMED: usize = 50;

/// What becomes of a row: it is done, or left.
pub(super) type Verdict = Result<(), LeaveReason>;

/// What became of rows, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Tally {
    pub(super) touched: Touched,
    /// Whom it touches: the first of them.
    pub(super) named: Vec<Uuid>,
    pub(super) left: BTreeMap<LeaveReason, LeftRows>,
}

/// Rows that are left for one reason, and whose the first of them are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct LeftRows {
    pub(super) rows: u64,
    /// How many people these are of.
    pub(super) count: u64,
    pub(super) people: Vec<Uuid>,
}

impl Tally {
    /// Counts what becomes of one person's rows.
    pub(super) fn add(&mut self, user: Uuid, verdicts: &[Verdict]) {
        let touched = verdicts.iter().filter(|verdict| verdict.is_ok()).count() as u64;
        self.touched.rows += touched;
        self.touched.people += u64::from(touched > 0);
        if touched > 0 && self.named.len() < NAMED {
            self.named.push(user);
        }

        let mut reasons: Vec<LeaveReason> = verdicts.iter().filter_map(|verdict| verdict.err()).collect();
        for reason in &reasons {
            self.left.entry(*reason).or_default().rows += 1;
        }

        reasons.sort_unstable();
        reasons.dedup();
        for reason in reasons {
            let left = self.left.entry(reason).or_default();
            left.count += 1;
            if left.people.len() < NAMED {
                left.people.push(user);
            }
        }
    }
}
