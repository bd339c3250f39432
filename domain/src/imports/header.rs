//! Recognising columns by their heading, and the template.

use super::{Field, guard};
use crate::fold::fold;

/// The template that people fill in: UTF-8 with a byte order mark, `;` and CR LF, so that a French
/// Excel opens it as a table.
pub const TEMPLATE: &str = "\u{feff}compte;sous_compte;site;profil;nom;prenom;email\r\n";

/// The name under which the template is downloaded.
pub const TEMPLATE_NAME: &str = "modele-utilisateurs.csv";

/// The field that a heading names, in French or English, whatever its accents, case, spaces and
/// punctuation.
pub fn recognise(heading: &str) -> Option<Field> {
    let key = heading_key(heading);
    Field::ALL.into_iter().find(|field| aliases(*field).contains(&key.as_str()))
}

/// The field of each column of a header. A field named twice is that of the first.
pub fn recognise_headers<'h>(headings: impl Iterator<Item = &'h str>) -> Vec<Option<Field>> {
    let mut taken = [false; 7];
    let mut free = |field: &Field| !std::mem::replace(&mut taken[field.index()], true);
    headings.map(|heading| recognise(heading).filter(&mut free)).collect()
}

/// Whether a heading says that the file's cells are guarded.
pub(super) fn is_mark(heading: &str) -> bool {
    heading_key(heading) == guard::MARK
}

/// Whether a heading is that of the column that a file of rows in error says its reasons in.
pub fn is_reasons(heading: &str) -> bool {
    matches!(heading_key(heading).as_str(), "constat" | "finding")
}

/// A heading as it is compared: letters and digits only, without accents, in lower case.
pub fn heading_key(heading: &str) -> String {
    let heading = heading.trim();
    // Nothing longer is a heading.
    let heading = heading.get(..80).unwrap_or(heading);
    fold(heading).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[rustfmt::skip]
const fn aliases(field: Field) -> &'static [&'static str] {
    match field {
        Field::Contract => &[
            "compte", "ncompte", "nocompte", "numcompte", "numerocompte", "numerodecompte", "ndecompte",
            "nodecompte", "codecompte", "compteclient", "numeroclient", "contrat", "ncontrat", "nocontrat",
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
            "site", "nomdusite", "nomsite", "sitederattachement", "rattachement", "siteexpedition",
            "sitedexpedition", "agence", "lieu", "sitename", "location", "branch",
        ],
        Field::Profile => &[
            "profil", "nomduprofil", "nomprofil", "profilutilisateur", "role", "profile", "profilename",
            "userprofile",
        ],
        Field::LastName => &[
            "nom", "nomdefamille", "nomutilisateur", "lastname", "familyname", "surname", "name",
        ],
        Field::FirstName => &["prenom", "prenoms", "firstname", "givenname", "forename"],
        Field::Email => &[
            "email", "emails", "mail", "mel", "courriel", "adressemail", "adresseemail", "adressecourriel",
            "adressemel", "adresseelectronique", "adressedemessagerie", "messagerie", "utilisateur",
            "emailaddress", "mailaddress", "user", "useremail",
        ],
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
    fn the_template_names_every_field_in_order() {
        let headings = TEMPLATE.trim_start_matches('\u{feff}').trim_end().split(';');
        assert_eq!(recognise_headers(headings.clone()), Field::ALL.map(Some));
        assert!(headings.eq(Field::ALL.map(Field::heading)));
    }
}
