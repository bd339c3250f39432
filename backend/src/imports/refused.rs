//! The rows that an import refused, kept for a while so that they can be corrected another day.

use super::report;
use super::stored::{StoredVerdict, cells_of, issues_of, line_of};
use super::write::{Import, Lines};
use crate::access::CustomerScope;
use crate::db::{Code, Tx};
use crate::services::Services;
use crate::spreadsheet::{BYTE_ORDER_MARK, ExportError};
use domain::ids::ImportId;
use domain::imports::{ESCAPED_MARK, Field, Issue, IssueCode, RowText, Wording, escape_formula};
use domain::locale::Locale;

/// For so long they are kept, in seconds: as long as what was removed can be put back.
pub(crate) const KEPT: i64 = crate::users::REMOVAL_KEPT;

/// So many of an import are kept, the first by line.
const MOST: i64 = 50_000;

/// Keeps the rows on some lines of a draft that its import refuses.
pub(super) async fn keep(tx: &mut Tx, import: &Import, lines: &Lines) -> sqlx::Result<()> {
    let kept: i64 = tx
        .query("SELECT count(*) FROM import_refused WHERE customer_id = $1 AND import_id = $2")
        .bind(import.customer.0)
        .bind(import.id.0)
        .scalar()
        .await?;
    tx.query(
        "INSERT INTO import_refused (customer_id, import_id, line, cells, verdict, issues, duplicate_of, named,
             choices, refused_at)
         SELECT customer_id, $3, line, cells, verdict, issues, duplicate_of, named, choices, $4
         FROM draft_rows
         WHERE customer_id = $1 AND draft_id = $2 AND verdict IN ('error', 'duplicate', 'conflict', 'ambiguous')
             AND line BETWEEN $5 AND $6
         ORDER BY line LIMIT $7",
    )
    .bind(import.customer.0)
    .bind(import.draft_id.0)
    .bind(import.id.0)
    .bind(import.at.0)
    .bind(*lines.start())
    .bind(*lines.end())
    .bind((MOST - kept).max(0))
    .execute()
    .await?;

    Ok(())
}

#[derive(sqlx::FromRow)]
struct Refused {
    cells: String,
    verdict: Code<StoredVerdict>,
    issues: String,
    duplicate_of: Option<i64>,
    named: Option<String>,
    choices: Option<i64>,
}

impl Refused {
    /// What is wrong with the row: what its cells say, and what only the other rows and people do.
    fn reasons(&self, wording: &Wording) -> sqlx::Result<String> {
        let mut issues = issues_of(&self.issues)?;
        let found = match (self.verdict.0, self.duplicate_of, &self.named) {
            (StoredVerdict::Duplicate, Some(line), _) => {
                Some(Issue::new(Field::Email, IssueCode::Duplicate { line: line_of(line) }))
            }
            (StoredVerdict::Conflict, _, Some(name)) => {
                Some(Issue::new(Field::Email, IssueCode::OtherPerson { name: name.clone() }))
            }
            (StoredVerdict::Ambiguous, ..) => {
                let count = line_of(self.choices.unwrap_or_default());
                Some(Issue::new(Field::SubAccount, IssueCode::WhichSubAccount { count }))
            }
            _ => None,
        };
        issues.extend(found);

        Ok(issues.iter().map(wording.reason).collect::<Vec<_>>().join(" · "))
    }
}

/// The refused rows of an import as a file that Excel opens and that can be imported again: the columns of the import, and one
/// that says why, in a language. `None` when the customer has no such import, or when they are kept no more.
pub async fn refused_rows(
    services: &Services,
    scope: &CustomerScope,
    import: ImportId,
    locale: Locale,
) -> Result<Option<Vec<u8>>, ExportError> {
    if report::report(services, scope, import).await?.is_none() {
        return Ok(None);
    }

    let mut tx = services.db.of(scope).read().await?;
    let refused: Vec<Refused> = tx
        .query(
            "SELECT cells, verdict, issues, duplicate_of, named, choices FROM import_refused
             WHERE customer_id = $1 AND import_id = $2 ORDER BY line",
        )
        .bind(scope.customer().0)
        .bind(import.0)
        .fetch_all()
        .await?;
    drop(tx);

    if refused.is_empty() { Ok(None) } else { Ok(Some(file(&refused, Wording::of(locale))?)) }
}

fn file(refused: &[Refused], wording: &Wording) -> Result<Vec<u8>, ExportError> {
    let rows = refused.iter().map(|row| Ok((cells_of(&row.cells)?, row.reasons(wording)?)));
    let rows: Vec<(RowText, String)> = rows.collect::<sqlx::Result<_>>()?;
    let is_said = |field: &Field| rows.iter().any(|(cells, _)| !cells.get(*field).trim().is_empty());
    let is_in_file = |field: &Field| field.spec().is_in_template || is_said(field);
    let fields: Vec<Field> = Field::ALL.into_iter().filter(is_in_file).collect();
    let is_guarded = |(cells, _): &(RowText, String)| {
        fields.iter().any(|field| escape_formula(cells.get(*field)).as_ref() != cells.get(*field))
    };
    let reasons = if rows.iter().any(is_guarded) {
        format!("{} ({ESCAPED_MARK})", wording.reasons_heading)
    } else {
        wording.reasons_heading.to_owned()
    };

    let mut csv = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    csv.write_record(fields.iter().map(|field| field.heading()).chain([reasons.as_str()]))?;
    for (cells, reasons) in &rows {
        let guarded = fields.iter().map(|field| escape_formula(cells.get(*field)));
        csv.write_record(guarded.chain([escape_formula(reasons)]).map(std::borrow::Cow::into_owned))?;
    }

    csv.into_inner().map_err(|error| ExportError::Csv(error.into_error().into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::testing::{commit_draft_with, draft_of, row};
    use crate::maintenance;
    use crate::testing::{World, contract_test};
    use domain::imports::{CommitOptions, CommitOutcome, VerdictCounts};

    /// An import of one good row, of which three others were refused.
    async fn imported(world: &World) -> ImportId {
        let rows = [
            row("ada@potters.example", "Antony"),
            row("ada@potters.example", "Antony"),
            row("=pas une adresse", "Antony").with(Field::LastName, "Noël"),
            row("b@potters.example", "antoni"),
        ];
        let draft = draft_of(world, &world.potters, &rows).await;
        let expected = VerdictCounts { create: 1, error: 3, ..VerdictCounts::default() };
        let done = commit_draft_with(world, &world.potters, draft, CommitOptions::ONLY_VALID, expected)
            .await
            .unwrap();
        let CommitOutcome::Done(report) = done else { panic!("{done:?}") };
        report.id
    }

    async fn kept(world: &World, scope: &CustomerScope, import: ImportId) -> Option<String> {
        let file = refused_rows(&world.services, scope, import, Locale::Fr).await.unwrap();
        file.map(|file| String::from_utf8(file).unwrap())
    }

    contract_test!(refused_rows_are_kept_for_thirty_days_with_what_is_wrong_with_them, |world| async {
        let import = imported(world).await;
        let file = kept(world, &world.potters.scope, import).await.unwrap();
        let lines: Vec<&str> = file.lines().collect();
        assert_eq!(lines[0], "\u{feff}compte;sous_compte;site;profil;nom;prenom;email;constat (guichet)");
        assert!(
            lines[1].starts_with("10000700;;Antony;;;;ada@potters.example;doublon de la ligne 2"),
            "{file}"
        );
        assert!(lines[2].starts_with("10000700;;Antony;;Noël;;'=pas une adresse;"), "{file}");
        assert!(lines[3].contains("antoni") && lines[3].contains("Antony"), "{file}");
        assert_eq!(lines.len(), 4);

        world.services.clock.advance(KEPT - 1);
        maintenance::run(&world.services).await.unwrap();
        assert!(kept(world, &world.potters.scope, import).await.is_some());
        world.services.clock.advance(2);
        maintenance::run(&world.services).await.unwrap();
        assert!(kept(world, &world.potters.scope, import).await.is_none());
    });

    contract_test!(another_customers_refused_rows_are_not_there, |world| async {
        let import = imported(world).await;
        assert!(kept(world, &world.other.scope, import).await.is_none());
    });
}
