//! Recognising columns by their heading, and the template.

use super::{Field, formula_escape};
use crate::fold::{fold, words};

/// The template that people fill in: UTF-8 with a byte order mark, `;` and CR LF, so that a French
/// Excel opens it as a table.
pub const TEMPLATE: &str = "\u{feff}compte;sous_compte;site;profil;nom;prenom;email\r\n";

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
    let mut taken = [false; 7];
    for (_, at, field) in matches {
        if !std::mem::replace(&mut taken[field.index()], true) {
            fields[at] = Some(field);
        }
    }
    fields
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
}

fn match_heading(heading: &str) -> Option<(MatchConfidence, Field)> {
    let named = |key: &str, words: fn(Field) -> &'static [&'static str]| {
        Field::ALL.into_iter().find(|field| words(*field).contains(&key))
    };
    let key = heading_key(heading);
    let bare = unqualified_key(heading);
    named(&key, aliases)
        .map(|field| (MatchConfidence::Plain, field))
        .or_else(|| named(&bare, aliases).map(|field| (MatchConfidence::Qualified, field)))
        .or_else(|| named(&bare, vague_aliases).map(|field| (MatchConfidence::Vague, field)))
}

/// Whether a heading says that the file's cells are guarded: alone, or beside that of the reasons.
pub(super) fn is_mark(heading: &str) -> bool {
    heading_key(heading)
        .strip_suffix(formula_escape::ESCAPED_MARK)
        .is_some_and(|rest| rest.is_empty() || REASONS.contains(&rest))
}

/// Whether a heading is that of the column that a file of rows in error says its reasons in; with the mark
/// `constat (guichet)` when cells of it are guarded.
pub fn is_reasons(heading: &str) -> bool {
    let key = heading_key(heading);
    REASONS.contains(&key.strip_suffix(formula_escape::ESCAPED_MARK).unwrap_or(&key))
}

/// What the column of reasons is called, in French and English.
const REASONS: [&str; 2] = ["constat", "finding"];

/// A heading as it is compared: letters and digits only, without accents, in lower case.
pub fn heading_key(heading: &str) -> String {
    folded(heading).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The same without the words that say about a column what does not change what it holds. Only these:
/// the e-mail of a manager is not the person's.
fn unqualified_key(heading: &str) -> String {
    let folded = folded(heading);
    words(&folded).filter(|word| !QUALIFIERS.contains(word)).collect()
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

#[rustfmt::skip]
const fn aliases(field: Field) -> &'static [&'static str] {
    match field {
        Field::Contract => &[
            "compte", "ncompte", "nocompte", "numcompte", "numerocompte", "numerodecompte", "ndecompte",
            "nodecompte", "codecompte", "contrat", "ncontrat", "nocontrat",
            "numcontrat", "numerocontrat", "numerodecontrat", "ndecontrat", "nodecontrat", "comptecontrat",
            "account", "accountno", "accountnumber", "accountnr", "accountid", "contract", "contractno",
            "contractnumber", "contractid",
        ],
        Field::SubAccount => &[
            "souscompte", "nsouscompte", "nosouscompte", "numsouscompte", "numerosouscompte",
            "numerodesouscompte", "ndesouscompte", "sscompte", "sscpte", "scompte", "souscpte", "subaccount",
            "subaccountno", "subaccountnumber", "subaccountid",
        ],
        Field::Site => &[
            "site", "nomdusite", "nomsite", "sitederattachement", "siteexpedition",
            "sitedexpedition", "sitename",
        ],
        Field::Profile => &[
            "profil", "nomduprofil", "nomprofil", "profilutilisateur", "profile", "profilename",
            "userprofile",
        ],
        Field::LastName => &["nom", "nomdefamille", "lastname", "familyname", "surname"],
        Field::FirstName => &["prenom", "prenoms", "firstname", "givenname", "forename"],
        Field::Email => &[
            "email", "emails", "mail", "mel", "courriel", "adressemail", "adresseemail", "adressecourriel",
            "adressemel", "adresseelectronique", "adressedemessagerie", "emailaddress",
            "mailaddress", "useremail",
        ],
    }
}

#[rustfmt::skip]
const fn vague_aliases(field: Field) -> &'static [&'static str] {
    match field {
        Field::Contract => &[
            "compteclient", "numeroclient", "nclient", "noclient", "numclient", "numerodeclient", "ndeclient",
            "nodeclient", "codeclient", "clientno", "clientnumber", "customerno", "customernumber",
        ],
        Field::SubAccount | Field::FirstName => &[],
        Field::Site => &["rattachement", "agence", "lieu", "location", "branch"],
        Field::Profile => &["role"],
        Field::LastName => &["nomutilisateur", "name"],
        Field::Email => &["messagerie", "utilisateur", "user"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn the_template_names_every_field_in_order() {
        let headings = TEMPLATE.trim_start_matches('\u{feff}').trim_end().split(';');
        assert_eq!(recognise_headers(headings.clone()), Field::ALL.map(Some));
        assert!(headings.eq(Field::ALL.map(Field::heading)));
    }
}
