//! What the tests of imports say in few words.

use super::{BATCH, Commit, CommitError, NewDraft, commit, fill, open};
use crate::testing::{Customer, World};
use domain::ids::DraftId;
use domain::imports::{
    CommitOptions, CommitOutcome, DraftRow, Field, ImportReport, RowText, RowVerdict, VerdictCounts,
};

/// A row at contract 10000700 with the default profile.
pub fn row(email: &str, site: &str) -> RowText {
    RowText::default().with(Field::Contract, "10000700").with(Field::Site, site).with(Field::Email, email)
}

/// Brings rows to a draft, the first on line 2 as below a header.
pub async fn fill_draft(
    world: &World,
    customer: &Customer,
    draft: DraftId,
    rows: &[RowText],
) -> Vec<RowVerdict> {
    let rows: Vec<DraftRow> =
        (2..).zip(rows).map(|(line, cells)| DraftRow { line, cells: cells.clone() }).collect();
    let mut verdicts = Vec::new();
    for batch in rows.chunks(BATCH) {
        verdicts.extend(fill(&world.services, &customer.scope, draft, batch).await.unwrap());
    }
    verdicts
}

/// A draft of exactly these rows.
pub async fn draft_of(world: &World, customer: &Customer, rows: &[RowText]) -> DraftId {
    let new = NewDraft { file_name: "liste.csv".to_owned(), row_count: u32::try_from(rows.len()).unwrap() };
    let draft = open(&world.services, &customer.scope, new).await.unwrap();
    fill_draft(world, customer, draft, rows).await;
    draft
}

/// Commits a draft, all or nothing.
pub async fn commit_draft(
    world: &World,
    customer: &Customer,
    draft: DraftId,
    expected: VerdictCounts,
) -> Result<CommitOutcome, CommitError> {
    commit_draft_with(world, customer, draft, CommitOptions::default(), expected).await
}

/// Commits a draft, with what is decided about it.
pub async fn commit_draft_with(
    world: &World,
    customer: &Customer,
    draft: DraftId,
    options: CommitOptions,
    expected: VerdictCounts,
) -> Result<CommitOutcome, CommitError> {
    let how = Commit { options, expected, accepted: None };
    commit(&world.services, &customer.scope, draft, how).await
}

/// Imports rows that must do exactly what is expected.
pub async fn import(
    world: &World,
    customer: &Customer,
    rows: &[RowText],
    expected: VerdictCounts,
) -> ImportReport {
    let draft = draft_of(world, customer, rows).await;
    match commit_draft(world, customer, draft, expected).await.unwrap() {
        CommitOutcome::Done(report) => report,
        CommitOutcome::Changed(difference) => panic!("expected {expected:?}, and it would be {difference:?}"),
    }
}
