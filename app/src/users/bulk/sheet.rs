//! The rows of a change as a file: what became of each, cell by cell.

use crate::i18n::Locale;
use domain::users::BulkRow;

/// The columns' names.
pub fn heading(locale: Locale) -> [&'static str; 4] {
    let texts = crate::i18n::texts(locale);
    let fields = &texts.users().fields;
    [fields.email, fields.site, fields.profile, texts.bulk().outcome]
}

/// The cells of a row: whose it was and what it was when it was chosen, and what became of it.
pub fn cells(locale: Locale, row: BulkRow) -> [String; 4] {
    let t = crate::i18n::texts(locale).bulk();
    let outcome = match (row.done, row.undone) {
        (None, _) => t.not_come_to.to_owned(),
        (Some(Err(reason)), _) => (t.left_because)((t.reason)(reason)),
        (Some(Ok(())), None) => t.changed.to_owned(),
        (Some(Ok(())), Some(Ok(()))) => t.changed_and_undone.to_owned(),
        (Some(Ok(())), Some(Err(reason))) => (t.not_undone_because)((t.reason)(reason)),
    };
    [row.email, row.site.unwrap_or_default(), row.profile.unwrap_or_default(), outcome]
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::users::LeaveReason;

    #[test]
    fn what_became_of_a_row_is_said_whether_it_was_changed_left_or_undone() {
        let outcome = |done, undone| {
            let row = BulkRow {
                email: "lise@potters.example".into(),
                site: None,
                profile: Some("Expéditeur".into()),
                done,
                undone,
            };
            cells(Locale::Fr, row)
        };
        let own = Some(Err(LeaveReason::Own));
        assert_eq!(outcome(Some(Ok(())), None), ["lise@potters.example", "", "Expéditeur", "modifié"]);
        assert_eq!(outcome(own, None)[3], "laissé tel quel\u{a0}: c’est votre propre accès");
        assert_eq!(outcome(Some(Ok(())), Some(Ok(())))[3], "modifié, puis annulé");
        assert_eq!(outcome(Some(Ok(())), own)[3], "modifié, non annulé\u{a0}: c’est votre propre accès");
        assert_eq!(outcome(None, None)[3], "pas encore traité");
    }
}
