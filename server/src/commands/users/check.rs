use super::Input;
use super::preview::Preview;
use crate::commands::texts::Texts;
use crate::commands::{ExitStatus, Failure};
use backend::imports;
use backend::services::Services;
use domain::imports::{Encoding, Field, Issue, IssueKind, RowText, RowVerdict, Verdict, VerdictCounts};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// How many rows in error are shown to people; JSON has them all.
const SHOWN: usize = 50;

pub(super) async fn run(
    services: &Services,
    input: &Input,
    json: bool,
    texts: &Texts,
) -> Result<ExitStatus, Failure> {
    let preview = Preview::of(services, input).await?;
    imports::discard(services, &preview.scope, preview.draft).await.map_err(Failure::other)?;
    if json {
        let printed = serde_json::to_string(&Printed::from(&preview)).map_err(Failure::other)?;
        println!("{printed}");
    } else {
        show(&preview, texts);
    }

    preview.needs_columns()?;
    Ok(if preview.counts.error == 0 { ExitStatus::Success } else { ExitStatus::FoundProblems })
}

/// What a person reads: how the file reads, what it would do, and the first rows in error.
pub(super) fn show(preview: &Preview, texts: &Texts) {
    let dialect = preview.sheet.dialect();
    match &preview.of_workbook {
        Some(read) => {
            println!("{}", (texts.sheet)(&read.name));
            if read.hidden_rows > 0 {
                println!("{}", (texts.hidden_rows)(read.hidden_rows));
            }
        }
        None => println!("{}", (texts.dialect)(dialect.encoding.name(), dialect.delimiter)),
    }

    if preview.reuse_previous_mapping {
        println!("{}", texts.reuse_previous_mapping);
    }

    println!("{}", (texts.would_do)(&preview.counts));
    let in_error = preview.rows.iter().filter(|(_, (_, verdict))| verdict.verdict == Verdict::Error);
    let (none, wrong): (Vec<_>, Vec<_>) = in_error.partition(|(_, (_, verdict))| is_no_row(verdict));
    if !none.is_empty() {
        println!("{}", (texts.no_rows)(&none.into_iter().map(|(line, _)| *line).collect::<Vec<_>>()));
    }
    for (line, (cells, verdict)) in wrong.iter().take(SHOWN) {
        for issue in verdict.issues.iter().filter(|issue| !issue.is_warning()) {
            println!("{}", (texts.issue)(**line, issue, cells.get(issue.field)));
        }
    }

    let more = wrong.len().saturating_sub(SHOWN);
    if more > 0 {
        println!("{}", (texts.more_errors)(more));
    }
}

/// Whether a row is in error since it is none: the headings again, a total, a remark.
fn is_no_row(verdict: &RowVerdict) -> bool {
    verdict.issues.iter().any(|issue| issue.kind() == IssueKind::NoRow)
}

/// What `--json` prints.
#[derive(Serialize)]
struct Printed<'a> {
    dialect: PrintedDialect,
    columns: Vec<PrintedColumn<'a>>,
    /// Fields that every row needs and that no column holds.
    missing: &'a [Field],
    counts: Counts,
    rows: Vec<PrintedRow<'a>>,
}

#[derive(Serialize)]
struct PrintedDialect {
    encoding: Encoding,
    delimiter: char,
    quote: char,
    bom: bool,
    header: bool,
}

#[derive(Serialize)]
struct PrintedColumn<'a> {
    index: u32,
    header: &'a str,
    field: Option<Field>,
}

/// `rows` are those of `rows` below: the empty ones are counted apart.
#[derive(Serialize)]
struct Counts {
    rows: u32,
    #[serde(flatten)]
    counts: VerdictCounts,
}

#[derive(Serialize)]
struct PrintedRow<'a> {
    line: u32,
    fields: &'a RowText,
    verdict: Verdict,
    issues: Vec<PrintedIssue<'a>>,
}

/// An issue as one flat object: `{"field":"last_name","code":"too_long","max":80,"suggestion":null}`.
struct PrintedIssue<'a>(&'a Issue);

impl Serialize for PrintedIssue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Issue { field, code, suggestion } = self.0;
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("field", field)?;
        object.serialize_entry("code", &code.kind())?;

        // A code with parameters is `{"too_long":{"max":80}}`; one without is its name.
        if let Ok(Value::Object(named)) = serde_json::to_value(code) {
            for (name, value) in named.values().filter_map(Value::as_object).flatten() {
                object.serialize_entry(name, value)?;
            }
        }

        object.serialize_entry("suggestion", suggestion)?;
        object.end()
    }
}

impl<'a> From<&'a Preview> for Printed<'a> {
    fn from(preview: &'a Preview) -> Self {
        let dialect = preview.sheet.dialect();
        let columns = preview.sheet.columns().iter();
        let rows = preview.rows.iter();

        Self {
            dialect: PrintedDialect {
                encoding: dialect.encoding,
                delimiter: dialect.delimiter,
                quote: dialect.quote,
                bom: dialect.bom,
                header: dialect.header,
            },
            columns: columns
                .map(|column| PrintedColumn {
                    index: column.index,
                    header: &column.header,
                    field: column.field,
                })
                .collect(),
            missing: &preview.missing,
            counts: Counts { rows: preview.counts.rows(), counts: preview.counts },
            rows: rows
                .map(|(line, (fields, verdict))| PrintedRow {
                    line: *line,
                    fields,
                    verdict: verdict.verdict,
                    issues: verdict.issues.iter().map(PrintedIssue).collect(),
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::imports::IssueCode;

    #[test]
    fn an_issue_is_one_flat_object_of_json() {
        let issue = Issue::new(Field::LastName, IssueCode::TooLong { max: 80 });
        let json = serde_json::to_string(&PrintedIssue(&issue)).unwrap();
        assert_eq!(json, r#"{"field":"last_name","code":"too_long","max":80,"suggestion":null}"#);

        let issue =
            Issue { suggestion: Some("Antony".into()), ..Issue::new(Field::Site, IssueCode::UnknownSite) };
        let json = serde_json::to_string(&PrintedIssue(&issue)).unwrap();
        assert_eq!(json, r#"{"field":"site","code":"unknown_site","suggestion":"Antony"}"#);
    }
}
