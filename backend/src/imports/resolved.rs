use crate::clock::ends_at;
use crate::users::search::{searchable, sort_user};
use domain::end_date::EndDate;
use domain::imports::{
    DraftRow, InvalidRow, Issue, Replaced, RowValidation, RowValidator, RowVerdict, ValidRow, Verdict,
};
use domain::names::PersonName;
use domain::reference::ReferenceData;
use domain::rights::Right;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a row means for its customer, as the columns of `draft_rows` hold it.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct ResolvedRow {
    /// JSON of the issues that the validator raised.
    pub issues: String,
    // What follows is NULL for a row that cannot be imported; the profile, the rights and the end also where the row
    // names none.
    pub email_key: Option<String>,
    pub address: Option<String>,
    pub good_last_name: Option<String>,
    pub good_first_name: Option<String>,
    pub contract_id: Option<Uuid>,
    pub sub_account_id: Option<Uuid>,
    pub site_id: Option<Uuid>,
    pub profile_id: Option<Uuid>,
    /// JSON of levels by the codes of their applications.
    pub rights: Option<String>,
    pub ends_at: Option<i64>,
    pub search: Option<String>,
    pub sort_user: Option<String>,
}

/// A row and what it means.
#[derive(Clone, Debug)]
pub(super) struct ValidatedRow {
    pub row: DraftRow,
    pub resolved: ResolvedRow,
    /// What the validator said, as `resolved` has it in JSON.
    pub issues: Vec<Issue>,
}

impl ValidatedRow {
    /// What is known of the verdict without looking at who and what exists.
    pub fn verdict(&self) -> &'static str {
        if self.resolved.email_key.is_some() {
            "unknown"
        } else if self.row.cells.cells().iter().all(|cell| cell.trim().is_empty()) {
            Verdict::Blank.code()
        } else {
            Verdict::Error.code()
        }
    }

    /// What is told of a row that cannot be imported, whoever and whatever exists.
    pub fn verdict_alone(&self) -> Option<RowVerdict> {
        let verdict = Verdict::from_code(self.verdict())?;
        Some(RowVerdict {
            line: self.row.line,
            verdict,
            issues: self.issues.clone(),
            replaced: Replaced::default(),
        })
    }
}

/// What rows are judged on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Basis {
    pub reference: ReferenceData,
    /// The day that it is in the portal's zone.
    pub today: EndDate,
    pub time_zone: TimeZone,
}

/// Judges rows, away from the threads that serve requests.
pub(super) async fn validate(basis: &Basis, rows: Vec<DraftRow>) -> Vec<ValidatedRow> {
    let basis = basis.clone();
    let validated = tokio::task::spawn_blocking(move || {
        let mut validator = RowValidator::new(&basis.reference, basis.today);
        let validated = |row: DraftRow| {
            let RowValidation { result, issues } = validator.row(&row.cells);
            ValidatedRow { row, resolved: ResolvedRow::new(result, &issues, &basis.time_zone), issues }
        };
        rows.into_iter().map(validated).collect()
    });

    match validated.await {
        Ok(validated) => validated,
        // It is never cancelled, so it panicked: a defect, which is not to be hidden.
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

impl ResolvedRow {
    fn new(result: Result<ValidRow, InvalidRow>, issues: &[Issue], zone: &TimeZone) -> Self {
        // Issues are plain data: writing them cannot fail.
        let issues = serde_json::to_string(issues).unwrap_or_default();
        match result {
            Ok(row) => Self { issues, ..Self::of_valid(&row, zone) },
            Err(_) => Self { issues, ..Self::default() },
        }
    }

    fn of_valid(row: &ValidRow, zone: &TimeZone) -> Self {
        let name = |name: &Option<PersonName>| name.as_ref().map_or_else(String::new, ToString::to_string);
        let (last_name, first_name) = (name(&row.last_name), name(&row.first_name));

        Self {
            issues: String::new(),
            email_key: Some(row.address.key().to_owned()),
            address: Some(row.address.as_str().to_owned()),
            search: Some(searchable(row.address.as_str(), &last_name, &first_name)),
            sort_user: Some(sort_user(row.address.as_str())),
            good_last_name: Some(last_name),
            good_first_name: Some(first_name),
            contract_id: Some(row.target.contract.0),
            sub_account_id: row.target.sub_account.map(|id| id.0),
            site_id: row.target.site.map(|id| id.0),
            profile_id: row.target.profile.map(|id| id.0),
            rights: row.rights.as_deref().map(rights_json),
            ends_at: row.end.map(|last| ends_at(last, zone).0),
        }
    }
}

/// As the columns of `draft_rows` hold rights: `{"suivi":"gestion"}`.
fn rights_json(rights: &[Right]) -> String {
    let levels: BTreeMap<&str, &str> =
        rights.iter().map(|right| (right.application.code(), right.level.code())).collect();
    // Texts by texts: writing them cannot fail.
    serde_json::to_string(&levels).unwrap_or_default()
}
