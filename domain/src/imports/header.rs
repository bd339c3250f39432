//! Recognising columns by their heading, and the template.

use super::field::{FIELDS, Field, FieldSpec};
use super::{Wording, formula_escape};
use crate::fold::{fold, words};
use crate::locale::Locale;

/// The template that people fill in, `compte;sous_compte;…`: see [`heading_line`].
pub fn template() -> String {
    heading_line(Field::of_template())
}

/// The beginning of a file with these columns: UTF-8 with a byte order mark, `;` and CR LF, so that a French Excel opens
/// it as a table.
pub fn heading_line(fields: impl Iterator<Item = Field>) -> String {
    let headings: Vec<&str> = fields.map(Field::heading).collect();
    format!("\u{feff}{}\r\n", headings.join(";"))
}

/// The name under which the template is downloaded.
pub const TEMPLATE_NAME: &str = "modele-utilisateurs.csv";

/// The field that a heading names, in French or English, whatever its accents, case, spaces and
/// punctuation.
pub fn recognise(heading: &str) -> Option<Field> {
    match_heading(heading).map(|(_, field)| field)
}

/// The field of each column of a header. A field named twice is that of the heading that names it most
/// plainly, whatever the order of the columns, and among equals that of the first.
pub fn recognise_headers<'h>(headings: impl Iterator<Item = &'h str>) -> Vec<Option<Field>> {
    let mut fields = Vec::new();
    let mut matches = Vec::new();
    for (at, heading) in headings.enumerate() {
        fields.push(None);
        matches.extend(match_heading(heading).map(|(confidence, field)| (confidence, at, field)));
    }

    matches.sort_unstable();
    let mut taken = [false; Field::COUNT];
    for (_, at, field) in matches {
        if !std::mem::replace(&mut taken[field.index()], true) {
            fields[at] = Some(field);
        }
    }

    fields
}

/// The field that a heading names by a word that stands for nothing else, where people see its column.
pub fn recognise_plainly(heading: &str) -> Option<Field> {
    let found = match_heading(heading)?;
    (found.0 <= MatchConfidence::Qualified).then_some(found.1)
}

/// Whether a heading names its field by a word that may stand for something else.
pub(super) fn is_vague(heading: &str) -> bool {
    match_heading(heading).is_some_and(|(confidence, _)| confidence == MatchConfidence::Vague)
}

/// How surely a heading names its field, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum MatchConfidence {
    /// `E-mail`.
    Plain,
    /// `E-mail professionnel`, `Email (obligatoire)`.
    Qualified,
    /// `Utilisateur`: an address in some files, a name or a login in others.
    Vague,
    /// `Nom complet`: where no column has the last name alone.
    Whole,
    /// Of a column that people do not see.
    Hidden,
}

/// What stands in brackets behind the heading of a column that a workbook hides: whoever looks at the columns reads it,
/// and it names its field only where no other does.
pub const HIDDEN_COLUMN: &str = "colonne masquée";

/// A heading without the words that say that its column is hidden, if they are there.
fn of_hidden(heading: &str) -> Option<&str> {
    heading.trim_end().strip_suffix(')')?.strip_suffix(HIDDEN_COLUMN)?.strip_suffix('(')
}

/// Whether a heading is that of a column that is hidden.
pub(super) fn is_hidden(heading: &str) -> bool {
    of_hidden(heading).is_some()
}

/// Headings of both names of a person, as [`heading_key`] writes them.
#[rustfmt::skip]
const WHOLE_NAMES: [&str; 22] = [
    "nomcomplet", "nometprenom", "nomprenom", "nometprenoms", "nomprenoms", "nomsetprenoms", "nomsprenoms",
    "prenometnom", "prenomnom", "prenomsnom", "prenomsetnom", "nomaffiche", "nomdaffichage", "nomcompletdelutilisateur",
    "identite", "displayname", "fullname", "completename", "commonname", "cn", "firstandlastname", "firstlastname",
];

/// Whether a heading is that of both names of a person.
pub(super) fn is_whole_name(heading: &str) -> bool {
    let heading = of_hidden(heading).unwrap_or(heading);
    WHOLE_NAMES.contains(&unqualified(&folded(heading)).as_str())
}

fn match_heading(heading: &str) -> Option<(MatchConfidence, Field)> {
    if let Some(heading) = of_hidden(heading) {
        return match_heading(heading).map(|(_, field)| (MatchConfidence::Hidden, field));
    }

    let find = |is_named: &dyn Fn(&FieldSpec) -> bool| {
        FIELDS.iter().find(|spec| is_named(spec)).map(|spec| spec.field)
    };
    let folded = folded(heading);
    let key = alphanumeric(&folded);
    let bare = unqualified(&folded);

    find(&|spec| spec.headings.contains(&key.as_str()))
        .map(|field| (MatchConfidence::Plain, field))
        .or_else(|| {
            find(&|spec| spec.headings.contains(&bare.as_str()))
                .map(|field| (MatchConfidence::Qualified, field))
        })
        .or_else(|| {
            find(&|spec| spec.vague_headings.contains(&bare.as_str()))
                .map(|field| (MatchConfidence::Vague, field))
        })
        .or_else(|| WHOLE_NAMES.contains(&bare.as_str()).then_some((MatchConfidence::Whole, Field::LastName)))
}

/// Whether a heading says that the file's cells are guarded: alone, or beside that of the reasons.
pub(super) fn is_mark(heading: &str) -> bool {
    heading_key(heading)
        .strip_suffix(formula_escape::ESCAPED_MARK)
        .is_some_and(|rest| rest.is_empty() || is_reasons_key(rest))
}

/// Whether a heading is that of the column that a file of rows in error says its reasons in; with the mark
/// `constat (guichet)` when cells of it are guarded.
pub fn is_reasons(heading: &str) -> bool {
    let key = heading_key(heading);
    is_reasons_key(key.strip_suffix(formula_escape::ESCAPED_MARK).unwrap_or(&key))
}

fn is_reasons_key(key: &str) -> bool {
    Locale::ALL.into_iter().any(|locale| Wording::of(locale).reasons_heading == key)
}

/// A heading as it is compared: letters and digits only, without accents, in lower case.
pub fn heading_key(heading: &str) -> String {
    alphanumeric(&folded(heading))
}

fn alphanumeric(folded: &str) -> String {
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The same without the words that say about a column what does not change what it holds. Only these:
/// the e-mail of a manager is not the person's.
fn unqualified(folded: &str) -> String {
    words(folded).filter(|word| !QUALIFIERS.contains(word)).collect()
}

fn folded(heading: &str) -> String {
    let heading = heading.trim();
    // Nothing longer is a heading.
    fold(heading.get(..80).unwrap_or(heading))
}

const QUALIFIERS: [&str; 15] = [
    "obligatoire",
    "requis",
    "requise",
    "required",
    "mandatory",
    "facultatif",
    "facultative",
    "optionnel",
    "optionnelle",
    "optional",
    "professionnel",
    "professionnelle",
    "pro",
    "professional",
    "work",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_names_are_one_column_where_no_column_has_the_last_name() {
        let [last, first, email] = [Field::LastName, Field::FirstName, Field::Email].map(Some);
        for (headings, fields) in [
            (["Nom complet", "Email", "Site"], [last, email, Some(Field::Site)]),
            (["Nom et prénom", "User principal name", ""], [last, email, None]),
            (["displayName", "sn", "givenName"], [None, last, first]),
            (["NOM PRENOM", "mail", "userPrincipalName"], [last, email, None]),
        ] {
            assert_eq!(recognise_headers(headings.into_iter()), fields, "{headings:?}");
        }
    }

    #[test]
    fn a_hidden_column_names_what_no_visible_one_does() {
        let [contract, email] = [Field::Contract, Field::Email].map(Some);
        for (headings, fields) in [
            (["email (colonne masquée)", "Utilisateur", "compte"], [None, email, contract]),
            (["compte", "email (colonne masquée)", "remarque"], [contract, email, None]),
            (["compte (colonne masquée)", "email (colonne masquée)", "N° compte"], [None, email, contract]),
        ] {
            assert_eq!(recognise_headers(headings.into_iter()), fields, "{headings:?}");
        }
    }

    #[test]
    fn headings_are_recognised_in_french_and_english_however_they_are_written() {
        for (heading, field) in [
            ("compte", Field::Contract),
            ("N° compte", Field::Contract),
            ("Nº COMPTE", Field::Contract),
            ("Numéro de contrat", Field::Contract),
            ("contract number", Field::Contract),
            ("Account_No", Field::Contract),
            ("SS_CPTE", Field::SubAccount),
            ("N° sous-compte", Field::SubAccount),
            ("Sub-account", Field::SubAccount),
            ("Site", Field::Site),
            ("PROFIL", Field::Profile),
            ("Nom de famille", Field::LastName),
            ("Last name", Field::LastName),
            ("Pre\u{301}nom", Field::FirstName),
            ("Adresse e-mail", Field::Email),
            (" E-Mail ", Field::Email),
            ("MAIL", Field::Email),
            ("droits", Field::Rights),
            ("Droits personnels", Field::Rights),
            ("User rights", Field::Rights),
            ("Fin", Field::End),
            ("Fin d’accès", Field::End),
            ("DATE DE FIN", Field::End),
            ("Valable jusqu’au", Field::End),
            ("Jusqu'au", Field::End),
            ("End date", Field::End),
            ("valid_until", Field::End),
            ("Until", Field::End),
        ] {
            assert_eq!(recognise(heading), Some(field), "{heading}");
        }

        // Found by fuzzing: blanks around a heading took up the length that a heading may have.
        assert_eq!(recognise(&format!("{}email", "\u{a0}".repeat(60))), Some(Field::Email));
        assert_eq!(recognise("MATRICULE"), None);
        assert_eq!(recognise(""), None);
    }

    #[test]
    fn a_field_named_twice_is_that_of_the_first_column() {
        let fields = recognise_headers(["mail", "nom", "e-mail"].into_iter());
        assert_eq!(fields, [Some(Field::Email), Some(Field::LastName), None]);
    }

    #[test]
    fn a_plain_name_wins_over_a_qualified_one_and_that_over_a_vague_one_in_any_order() {
        for (headings, field) in [
            (["Utilisateur", "Adresse e-mail"], Field::Email),
            (["E-mail pro", "E-mail"], Field::Email),
            (["User", "E-mail professionnel"], Field::Email),
            (["Name", "Last name"], Field::LastName),
            (["N° client", "N° compte"], Field::Contract),
            (["Agence", "Site"], Field::Site),
        ] {
            assert_eq!(recognise_headers(headings.into_iter()), [None, Some(field)], "{headings:?}");
            assert_eq!(recognise_headers(headings.into_iter().rev()), [Some(field), None], "{headings:?}");
        }
    }

    #[test]
    fn what_is_said_about_a_column_is_told_from_another_column() {
        for (heading, field) in [
            ("E-mail professionnel", Field::Email),
            ("Email (obligatoire)", Field::Email),
            ("Adresse mail pro *", Field::Email),
            ("Prénom (facultatif)", Field::FirstName),
            ("N° client", Field::Contract),
            ("Customer number (required)", Field::Contract),
        ] {
            assert_eq!(recognise(heading), Some(field), "{heading}");
        }

        for heading in
            ["E-mail du responsable", "Nom (société)", "Client", "Pro", "(obligatoire)", "Nom client"]
        {
            assert_eq!(recognise(heading), None, "{heading}");
        }
    }

    #[test]
    fn the_heading_of_reasons_may_carry_the_mark() {
        for (heading, reasons, mark) in [
            ("constat", true, false),
            ("Finding (guichet)", true, true),
            ("constat guichet", true, true),
            ("Guichet", false, true),
            ("n° guichet", false, false),
            ("constatguichetguichet", false, false),
        ] {
            assert_eq!((is_reasons(heading), is_mark(heading)), (reasons, mark), "{heading}");
        }
    }

    #[test]
    fn the_template_names_what_most_files_have_and_each_heading_is_recognised() {
        assert_eq!(template(), "\u{feff}compte;sous_compte;site;profil;nom;prenom;email\r\n");
        assert_eq!(recognise_headers(Field::ALL.into_iter().map(Field::heading)), Field::ALL.map(Some));
    }
}
