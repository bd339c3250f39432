//! The journal as a file: what an entry says, cell by cell.

use super::texts::JournalTexts;
use crate::i18n::{Locale, Texts};
use domain::journal::{JournalPerson, JournalRow, JournalSubject};

/// The columns' names.
pub fn heading(locale: Locale) -> [&'static str; 5] {
    let t = crate::i18n::texts(locale).journal();
    [t.when, t.who, t.what, t.whom, t.network]
}

/// The cells of an entry. The moment is written so that any program sorts by it.
pub fn cells(locale: Locale, row: &JournalRow) -> [String; 5] {
    let texts = crate::i18n::texts(locale);
    let t = texts.journal();
    let at = row.at;
    let moment = format!("{:04}-{:02}-{:02} {:02}:{:02}", at.year, at.month, at.day, at.hour, at.minute);
    let by = t.actor(&row.by).unwrap_or_else(|person| person.email.clone());
    let network = row.network.clone().unwrap_or_default();

    [moment, by, t.action(row.action).to_owned(), subject(texts, &row.subject), network]
}

fn subject(texts: Texts, subject: &JournalSubject) -> String {
    match subject {
        JournalSubject::People(named, all) => people(texts.journal(), named, *all),
        JournalSubject::Address { from, to } => texts.journal().address(from, to),
        JournalSubject::Named(name) | JournalSubject::Import(_, name) => name.clone(),
        JournalSubject::Bulk(_, action, target) => texts.bulk().done(*action, target.as_deref()),
        JournalSubject::Nothing => String::new(),
    }
}

fn people(t: &JournalTexts, named: &[JournalPerson], all: u64) -> String {
    let mut people: Vec<String> = named.iter().map(|person| person.email.clone()).collect();
    let gone = all.saturating_sub(named.len() as u64);
    people.extend((gone > 0).then(|| (t.gone_people)(gone)));
    people.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::journal::{Action, JournalActor};
    use domain::time::LocalTime;

    #[test]
    fn an_entry_names_everybody_whom_it_is_about() {
        let person = |email: &str| JournalPerson { email: email.into(), name: "Lise Morel".into() };
        let row = JournalRow {
            at: LocalTime { year: 2026, month: 3, day: 1, hour: 9, minute: 5 },
            by: JournalActor::Operator,
            action: Some(Action::UsersRemoved),
            subject: JournalSubject::People(
                vec![person("a@potters.example"), person("b@potters.example")],
                3,
            ),
            network: Some("192.0.2.7".into()),
        };
        assert_eq!(
            cells(Locale::Fr, &row),
            [
                "2026-03-01 09:05",
                "Exploitant",
                "Affectations supprimées",
                "a@potters.example, b@potters.example, 1 personne partie depuis",
                "192.0.2.7"
            ]
        );
    }
}
