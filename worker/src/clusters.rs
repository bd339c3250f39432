//! The same mistake in many rows is one line, with one correction for all of them.

use crate::file_validator::FileValidator;
use domain::imports::{Cells, Field, Issue, IssueCode, IssueKind};
use protocol::{Cluster, ClusterKey};
use std::collections::{BTreeSet, HashMap};

/// Counts mistakes as rows come and go.
#[derive(Default)]
pub struct Clusters {
    /// Mistakes in what the reference or the portal names: what was meant is only worked out for the commonest,
    /// or a column that is mapped wrongly would be compared with every name, row by row.
    named: HashMap<IssueGroup, u32>,
    /// Mistakes in addresses, people's names and dates, of which only what can be corrected is counted.
    others: HashMap<ClusterKey, u32>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct IssueGroup {
    issue: Issue,
    /// What stands in the cell.
    cell: Box<str>,
}

/// How many of the commonest mistakes are looked at, and how many of them are shown.
const LOOKED_AT: usize = 1000;
const SHOWN: usize = 100;

/// How many of those are shown of which nobody can guess what was meant: each brings along the list of all that it
/// can be.
const OPEN: usize = 20;

impl Clusters {
    /// Counts the issues of a row in, or out.
    pub fn count(&mut self, validator: &mut FileValidator, issues: &[Issue], cells: Cells, one_more: bool) {
        let swapped = validator.swapped(issues, cells);
        if let Some((issue, other)) = &swapped {
            adjust(&mut self.others, swap_key(issue, *other), one_more);
        }

        for issue in issues.iter().filter(|issue| !concerns(swapped.as_ref(), issue.field)) {
            if is_named(issue.kind()) {
                let cell = cells[issue.field.index()].trim().into();
                adjust(&mut self.named, IssueGroup { issue: issue.clone(), cell }, one_more);
            } else if let Some(key) = key(&validator.suggest(issue.clone(), cells), cells) {
                adjust(&mut self.others, key, one_more);
            }
        }
    }

    /// The largest clusters, the largest first; among them the rows that repeat another, which only the table counts.
    pub fn largest(&self, validator: &mut FileValidator, repeated: u32) -> Vec<Cluster> {
        let mut groups: Vec<(&IssueGroup, u32)> =
            self.named.iter().map(|(group, rows)| (group, *rows)).collect();
        groups.sort_unstable_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cell.cmp(&b.cell)));
        let others = self.others.iter().map(|(key, rows)| (key.clone(), (*rows, BTreeSet::new())));
        let mut clusters: HashMap<ClusterKey, (u32, BTreeSet<String>)> = others.collect();

        if repeated > 0 {
            clusters.insert(of_whole_rows(IssueKind::Duplicate), (repeated, BTreeSet::new()));
        }

        for (group, rows) in groups.into_iter().take(LOOKED_AT) {
            let cells = group.cells();
            if let Some(key) = key(&validator.suggest(group.issue.clone(), cells), cells) {
                let choices = if key.is_open() { validator.choices(&group.issue) } else { Vec::new() };
                let (counted, choosable) = clusters.entry(key).or_default();
                *counted += rows;
                choosable.extend(choices);
            }
        }

        let cluster = |(key, (rows, choices)): (ClusterKey, (u32, BTreeSet<String>))| Cluster {
            key,
            rows,
            choices: choices.into_iter().collect(),
        };
        // A contract may have no sub-account to choose.
        let is_empty = |cluster: &Cluster| {
            cluster.key.kind == IssueKind::UnknownSubAccount
                && cluster.key.is_open()
                && cluster.choices.is_empty()
        };
        let mut clusters: Vec<Cluster> = clusters.into_iter().map(cluster).collect();
        clusters.retain(|cluster| !is_empty(cluster));
        let name = |cluster: &Cluster| {
            (cluster.key.field, cluster.key.kind, cluster.key.swap, cluster.key.from.clone())
        };
        let open = |cluster: &Cluster| cluster.key.is_open();
        clusters.sort_by(|a, b| {
            b.rows.cmp(&a.rows).then_with(|| open(a).cmp(&open(b))).then_with(|| name(a).cmp(&name(b)))
        });
        let mut opened = 0;
        clusters.retain(|cluster| {
            opened += usize::from(open(cluster));
            !open(cluster) || opened <= OPEN
        });
        clusters.truncate(SHOWN);

        clusters
    }
}

impl IssueGroup {
    /// As much of a row as its suggestion depends on.
    fn cells(&self) -> Cells<'_> {
        let mut cells = [""; Field::COUNT];
        if let IssueCode::UnknownSubAccount { contract } = &self.issue.code {
            cells[Field::Contract.index()] = contract;
        }
        cells[self.issue.field.index()] = &self.cell;
        cells
    }
}

/// The cluster of rows that repeat another, or are none.
fn of_whole_rows(kind: IssueKind) -> ClusterKey {
    let (from, to) = (String::new(), String::new());
    ClusterKey { field: Field::Email, kind, from, to, swap: None }
}

/// The cluster of rows in which two cells stand in each other's place.
pub fn swap_key(issue: &Issue, other: Field) -> ClusterKey {
    let (from, to) = (String::new(), String::new());
    ClusterKey { field: issue.field, kind: issue.kind(), from, to, swap: Some(other) }
}

/// Whether a field is one of the two cells that stand in each other's place: what is said of it goes
/// when they are exchanged, and has no correction of its own.
pub fn concerns(swapped: Option<&(Issue, Field)>, field: Field) -> bool {
    swapped.is_some_and(|(issue, other)| issue.field == field || *other == field)
}

/// The cluster of an issue, when it has a correction, or one can be chosen.
pub fn key(issue: &Issue, cells: Cells) -> Option<ClusterKey> {
    let cell = cells[issue.field.index()].trim();
    let kind = issue.kind();
    if kind.leaves_out() {
        return Some(of_whole_rows(kind));
    }
    if kind.splits() {
        let (from, to) = (String::new(), String::new());
        return Some(ClusterKey { field: issue.field, kind, from, to, swap: None });
    }
    let Some(suggestion) = issue.suggestion.as_deref() else {
        let (from, to) = (cell.to_owned(), String::new());
        return Some(ClusterKey { field: issue.field, kind, from, to, swap: None })
            .filter(ClusterKey::is_open);
    };

    let after_at =
        |text: &str| text.rsplit_once('@').map(|(_, domain)| domain.to_lowercase()).unwrap_or_default();
    let (from, to) = match kind {
        _ if is_named(kind) => (cell.to_owned(), suggestion.to_owned()),
        IssueKind::LikelyDomain => (after_at(cell), after_at(suggestion)),
        _ => (String::new(), String::new()),
    };

    Some(ClusterKey { field: issue.field, kind, from, to, swap: None })
}

/// Whether a mistake is in the name or number of something in the reference, or in that of an application or level.
const fn is_named(kind: IssueKind) -> bool {
    matches!(
        kind,
        IssueKind::UnknownContract
            | IssueKind::UnknownSubAccount
            | IssueKind::UnknownSite
            | IssueKind::UnknownProfile
            | IssueKind::UnknownApplication
            | IssueKind::UnknownLevel
            | IssueKind::Recomputed
    )
}

fn adjust<K: Eq + std::hash::Hash>(counts: &mut HashMap<K, u32>, key: K, one_more: bool) {
    if one_more {
        *counts.entry(key).or_default() += 1;
    } else if let Some(rows) = counts.get_mut(&key) {
        *rows -= 1;
        if *rows == 0 {
            counts.remove(&key);
        }
    }
}
