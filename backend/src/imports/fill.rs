use super::resolved::{Basis, ValidatedRow};
use super::rows::ReportTo;
use super::{BATCH, draft, resolved, rows, verdicts};
use crate::access::CustomerScope;
use crate::observe::Operation;
use crate::reference;
use crate::services::Services;
use domain::ids::DraftId;
use domain::imports::{DraftRow, RowVerdict};
use domain::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// So many rows are written in one transaction: whoever else writes waits for it.
pub(super) const PART: usize = 500;

/// Why rows could not be added to a draft.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// No such draft with this customer, or it ran out, or it was committed.
    #[error("not found")]
    NotFound,
    /// More rows than [`BATCH`] at a time.
    #[error("more than {BATCH} rows at a time")]
    TooManyRows,
    /// More rows than the draft was begun for, or more octets than a file may come to.
    #[error("more than was announced")]
    TooMuch,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Brings rows to a draft, over those that stand on the same lines, and says what would be done with
/// them. Rows that came before are among the answers where these change what would be done with them.
#[tracing::instrument(name = "imports.fill", skip_all, err(level = "debug"), fields(customer = %scope.customer(), draft = %draft))]
pub async fn fill(
    services: &Services,
    scope: &CustomerScope,
    draft: DraftId,
    rows: &[DraftRow],
) -> Result<Vec<RowVerdict>, FillError> {
    let operation = Operation::begin("imports.fill");

    if rows.len() > BATCH {
        return Err(FillError::TooManyRows);
    }

    let reference = reference::load(services, scope).await?;
    let basis = Basis { reference, today: services.today(), time_zone: services.time_zone.clone() };
    // The same line twice in one statement would be refused; the last word counts.
    let by_line: BTreeMap<u32, &DraftRow> = rows.iter().map(|row| (row.line, row)).collect();
    let validated = resolved::validate(&basis, by_line.into_values().cloned().collect()).await;

    let judged_on = draft::fingerprint(&basis);
    let batch = Batch { scope, draft, at: services.clock.now(), judged_on, basis };
    let mut told = BTreeMap::new();
    // Touched even by an empty batch, so that a draft that is gone is said so.
    for part in validated.chunks(PART).chain(validated.is_empty().then_some(&[][..])) {
        let Written { revision, verdicts } = batch.write(services, part).await?;
        told.extend(verdicts.into_iter().map(|verdict| (verdict.line, verdict)));
        if revision == 1 && part.len() == PART {
            // More will come.
            rows::count(services).await;
        }
    }

    operation.ended(Ok(told.into_values().collect()))
}

/// Rows on their way into a draft.
struct Batch<'a> {
    scope: &'a CustomerScope,
    draft: DraftId,
    /// When they came.
    at: Timestamp,
    basis: Basis,
    judged_on: String,
}

/// What came of rows that were written.
struct Written {
    /// How often rows have come to the draft.
    revision: i64,
    /// The rows' verdicts, and those of other rows whose verdict changed with them.
    verdicts: Vec<RowVerdict>,
}

impl Batch<'_> {
    /// Writes rows and finds their verdicts, in one transaction.
    async fn write(&self, services: &Services, rows: &[ValidatedRow]) -> Result<Written, FillError> {
        let (scope, draft) = (self.scope, self.draft);
        let mut tx = services.db.of(self.scope).write().await?;
        draft::lock(&mut tx, scope, draft).await?;
        let touched = draft::touch(&mut tx, services, scope, draft, &self.judged_on).await?;
        let revision = touched.ok_or(FillError::NotFound)?;
        let own: Vec<i64> = rows.iter().map(|validated| i64::from(validated.row.line)).collect();
        let stood_there = verdicts::email_keys(&mut tx, scope, draft, &own).await?;
        let held = draft::held_on(&mut tx, scope, draft, &own).await?;
        rows::store(&mut tx, services, scope, draft, rows, ReportTo::TheCaller).await?;
        let holds = draft::held_on(&mut tx, scope, draft, &own).await?;
        if !draft::hold(&mut tx, scope, draft, holds.beyond(held)).await? {
            return Err(FillError::TooMuch);
        }
        let stand_there = rows.iter().filter_map(|validated| validated.resolved.email_key.clone());
        let addresses: BTreeSet<String> = stood_there.into_iter().chain(stand_there).collect();
        let addresses: Vec<String> = addresses.into_iter().collect();
        // Nothing can be found about the others.
        let mut verdicts: Vec<RowVerdict> = rows.iter().filter_map(ValidatedRow::verdict_alone).collect();
        let batch = verdicts::Batch { scope, draft, at: self.at, basis: &self.basis, rows };
        verdicts.extend(verdicts::find_for(&mut tx, &batch, &addresses).await?);
        tx.commit().await?;

        Ok(Written { revision, verdicts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::testing::{fill_draft, row};
    use crate::imports::{NewDraft, open};
    use crate::testing::{World, contract_test};
    use domain::imports::{Field, IssueKind, RowText, Verdict};

    async fn empty_draft(world: &World) -> DraftId {
        let new = NewDraft { file_name: "liste.csv".to_owned(), row_count: 10 };
        open(&world.services, &world.potters.scope, new).await.unwrap()
    }

    async fn bring(world: &World, draft: DraftId, line: u32, cells: RowText) -> Vec<(u32, Verdict)> {
        let told = fill(&world.services, &world.potters.scope, draft, &[DraftRow { line, cells }]).await;
        told.unwrap().into_iter().map(|told| (told.line, told.verdict)).collect()
    }

    contract_test!(a_row_in_error_is_told_with_what_was_meant, |world| async {
        let draft = empty_draft(world).await;
        let told = fill_draft(world, &world.potters, draft, &[row("a@potters.example", "antony")]).await;
        assert_eq!(told[0].verdict, Verdict::Error);
        assert_eq!(told[0].issues[0].code.kind(), IssueKind::UnknownSite);
        assert_eq!(told[0].issues[0].suggestion.as_deref(), Some("Antony"));
    });

    contract_test!(a_row_brought_again_is_told_the_same, |world| async {
        let draft = empty_draft(world).await;
        let first = bring(world, draft, 2, row("a@potters.example", "Antony")).await;
        assert_eq!(bring(world, draft, 2, row("a@potters.example", "Antony")).await, first);
        assert_eq!(world.count("SELECT count(*) FROM draft_rows").await, 1);
    });

    contract_test!(correcting_a_row_tells_what_it_changes_for_others, |world| async {
        let draft = empty_draft(world).await;
        bring(world, draft, 2, row("a@potters.example", "Antony")).await;
        let second = row("a@potters.example", "Saint-Étienne");
        assert_eq!(bring(world, draft, 3, second).await, [(3, Verdict::Assign)]);
        let told = bring(world, draft, 2, row("b@potters.example", "Antony")).await;
        assert_eq!(told, [(2, Verdict::Create), (3, Verdict::Create)]);
        let told = bring(world, draft, 2, row("a@potters.example", "Saint-Étienne")).await;
        assert_eq!(told, [(2, Verdict::Create), (3, Verdict::Error)]);
    });

    contract_test!(an_empty_row_is_blank, |world| async {
        let draft = empty_draft(world).await;
        assert_eq!(bring(world, draft, 7, RowText::default()).await, [(7, Verdict::Blank)]);
    });

    contract_test!(a_batch_is_bounded, |world| async {
        let draft = empty_draft(world).await;
        let many = vec![DraftRow { line: 2, cells: RowText::default() }; BATCH + 1];
        let refused = fill(&world.services, &world.potters.scope, draft, &many).await;
        assert!(matches!(refused, Err(FillError::TooManyRows)));
    });

    contract_test!(a_draft_holds_no_more_rows_than_were_announced, |world| async {
        let new = NewDraft { file_name: "liste.csv".to_owned(), row_count: 2 };
        let draft = open(&world.services, &world.potters.scope, new).await.unwrap();
        let bring = async |line| {
            let row = DraftRow { line, cells: row("a@potters.example", "Antony") };
            fill(&world.services, &world.potters.scope, draft, &[row]).await
        };
        for line in [2, 3, 2, 3] {
            bring(line).await.expect("a row that comes again is none more");
        }
        assert!(matches!(bring(4).await, Err(FillError::TooMuch)));
        assert_eq!(world.count("SELECT count(*) FROM draft_rows").await, 2);
    });

    contract_test!(a_draft_holds_no_more_octets_than_a_file_may_come_to, |world| async {
        let draft = empty_draft(world).await;
        world.execute("UPDATE drafts SET held_octets = 2 * 268435456 - 20").await;
        let row = DraftRow { line: 2, cells: row("a@potters.example", "Antony") };
        let refused = fill(&world.services, &world.potters.scope, draft, &[row]).await;
        assert!(matches!(refused, Err(FillError::TooMuch)));
        assert_eq!(world.count("SELECT count(*) FROM draft_rows").await, 0);
    });

    contract_test!(a_draft_that_was_committed_takes_no_more_rows, |world| async {
        let rows = [row("a@potters.example", "Antony")];
        let draft = crate::imports::testing::draft_of(world, &world.potters, &rows).await;
        let expected = domain::imports::VerdictCounts { create: 1, ..Default::default() };
        crate::imports::testing::commit_draft(world, &world.potters, draft, expected).await.unwrap();
        let late = fill(&world.services, &world.potters.scope, draft, &[]).await;
        assert!(matches!(late, Err(FillError::NotFound)));
    });

    /// Steps of a deterministic walk, as from a die.
    fn die(state: &mut u64, sides: u64) -> usize {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((*state >> 33) % sides).unwrap()
    }

    /// Everything that is told while rows come, are corrected and come again.
    async fn walk(world: &World, seed: u64, addresses: [&str; 3]) -> Vec<Vec<RowVerdict>> {
        let draft = empty_draft(world).await;
        let mut state = seed;
        let mut told = Vec::new();

        for _ in 0..24 {
            let rows: Vec<DraftRow> = (0..=die(&mut state, 3))
                .map(|_| {
                    let line = u32::try_from(2 + die(&mut state, 6)).unwrap();
                    let site = ["Antony", "Saint-Étienne", "antony"][die(&mut state, 3)];
                    let cells = row(addresses[die(&mut state, 3)], site);
                    let cells = cells.with(Field::LastName, ["", "Durand", "Petit"][die(&mut state, 3)]);
                    DraftRow { line, cells }
                })
                .collect();
            told.push(fill(&world.services, &world.potters.scope, draft, &rows).await.unwrap());
        }

        told
    }

    contract_test!(what_is_told_does_not_depend_on_another_customers_people, |world| async {
        let known = ["a1@exemple.fr", "b1@exemple.fr", "c1@exemple.fr"];
        let rows = known.map(|address| row(address, "Antony"));
        let expected = domain::imports::VerdictCounts { create: 3, ..Default::default() };
        crate::imports::testing::import(world, &world.other, &rows, expected).await;

        for seed in 0..8 {
            let told = walk(world, seed, known).await;
            assert_eq!(
                told,
                walk(world, seed, ["a2@exemple.fr", "b2@exemple.fr", "c2@exemple.fr"]).await,
                "{seed}"
            );
        }
    });
}
