use super::IssueKind;
use crate::locale::Locale;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// What a column of a file can hold: the columns of the template in its order, and those that a file may have beyond.
/// [`FIELDS`] says everything about each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "FIELDS says what each is")]
pub enum Field {
    Contract,
    SubAccount,
    Site,
    Profile,
    LastName,
    FirstName,
    Email,
    Rights,
    End,
}

/// Everything that is to be known of a field, whoever asks: the reader of files, the validator of rows, the page,
/// the template, the command line. What its cells mean is in `row_validator/check.rs`, what they were meant to be
/// in `row_validator/suggest.rs`.
#[derive(Debug)]
pub struct FieldSpec {
    /// The field.
    pub field: Field,
    /// Its name in JSON and in the database.
    pub code: &'static str,
    /// The heading of its column in the template and in exports.
    pub heading: &'static str,
    /// Whether the template has it.
    pub is_in_template: bool,
    /// What it is called in French.
    pub label_fr: &'static str,
    /// What it is called in English.
    pub label_en: &'static str,
    /// Whether a file must have it.
    pub need: Need,
    /// What its cells name one of, whatever else stands in their row.
    pub list: Option<List>,
    /// A cell as it could be.
    pub example: &'static str,
    /// The width of its column in a workbook, in characters.
    pub width: u8,
    /// Its place among the fields by which an encoding is told at a glance, the best first.
    pub distinctive: Option<u8>,
    /// What can be wrong with its cells, beside [`IssueKind::EVERYWHERE`].
    pub issues: &'static [IssueKind],
    /// Headings that plainly name it, as [`heading_key`](super::heading_key) writes them.
    pub headings: &'static [&'static str],
    /// Headings that name it in some files, and something else in others.
    pub vague_headings: &'static [&'static str],
}

/// Whether a file must have a field, the most needed first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Each row names it.
    Always,
    /// Each row names it once the customer has sites.
    WithSites,
    /// Where the customer has no default profile, rows of new people name it.
    WithoutDefaultProfile,
    /// A row may leave it empty.
    Never,
}

/// What the customer has, of which a cell can name one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum List {
    Contracts,
    Sites,
    Profiles,
}

/// Every field, in the order of [`Field::index`].
#[rustfmt::skip]
pub const FIELDS: [FieldSpec; Field::COUNT] = [
    FieldSpec {
        field: Field::Contract,
        code: "contract",
        heading: "compte",
        is_in_template: true,
        label_fr: "N° compte",
        label_en: "Account no.",
        need: Need::Always,
        list: Some(List::Contracts),
        example: "10000700",
        width: 14,
        distinctive: None,
        issues: &[
            IssueKind::Missing, IssueKind::UnknownContract, IssueKind::OutOfReach, IssueKind::SeveralValues,
            IssueKind::Recomputed,
        ],
        headings: &[
            "compte", "ncompte", "nocompte", "numcompte", "numerocompte", "numerodecompte", "ndecompte",
            "nodecompte", "codecompte", "contrat", "ncontrat", "nocontrat",
            "numcontrat", "numerocontrat", "numerodecontrat", "ndecontrat", "nodecontrat", "comptecontrat",
            "account", "accountno", "accountnumber", "accountnr", "accountid", "contract", "contractno",
            "contractnumber", "contractid",
        ],
        vague_headings: &[
            "compteclient", "numeroclient", "nclient", "noclient", "numclient", "numerodeclient", "ndeclient",
            "nodeclient", "codeclient", "clientno", "clientnumber", "customerno", "customernumber",
        ],
    },
    FieldSpec {
        field: Field::SubAccount,
        code: "sub_account",
        heading: "sous_compte",
        is_in_template: true,
        label_fr: "N° sous-compte",
        label_en: "Sub-account no.",
        need: Need::Never,
        list: None,
        example: "53",
        width: 14,
        distinctive: None,
        issues: &[
            IssueKind::UnknownSubAccount, IssueKind::SeveralValues, IssueKind::Recomputed,
            IssueKind::WhichSubAccount,
        ],
        headings: &[
            "souscompte", "nsouscompte", "nosouscompte", "numsouscompte", "numerosouscompte",
            "numerodesouscompte", "ndesouscompte", "sscompte", "sscpte", "scompte", "souscpte", "subaccount",
            "subaccountno", "subaccountnumber", "subaccountid",
        ],
        vague_headings: &[],
    },
    FieldSpec {
        field: Field::Site,
        code: "site",
        heading: "site",
        is_in_template: true,
        label_fr: "Site",
        label_en: "Site",
        need: Need::WithSites,
        list: Some(List::Sites),
        example: "Antony",
        width: 22,
        distinctive: Some(2),
        issues: &[
            IssueKind::Missing, IssueKind::UnknownSite, IssueKind::OutOfReach, IssueKind::SeveralValues,
            IssueKind::Recomputed, IssueKind::BrokenText,
        ],
        headings: &[
            "site", "nomdusite", "nomsite", "sitederattachement", "siteexpedition",
            "sitedexpedition", "sitename",
        ],
        vague_headings: &["rattachement", "agence", "lieu", "location", "branch"],
    },
    FieldSpec {
        field: Field::Profile,
        code: "profile",
        heading: "profil",
        is_in_template: true,
        label_fr: "Profil",
        label_en: "Profile",
        need: Need::WithoutDefaultProfile,
        list: Some(List::Profiles),
        example: "Expéditeur",
        width: 22,
        distinctive: Some(3),
        issues: &[
            IssueKind::Missing, IssueKind::UnknownProfile, IssueKind::BeyondOwn, IssueKind::BrokenText,
        ],
        headings: &[
            "profil", "nomduprofil", "nomprofil", "profilutilisateur", "profile", "profilename",
            "userprofile",
        ],
        vague_headings: &["role"],
    },
    FieldSpec {
        field: Field::LastName,
        code: "last_name",
        heading: "nom",
        is_in_template: true,
        label_fr: "Nom",
        label_en: "Last name",
        need: Need::Never,
        list: None,
        example: "Arnaud",
        width: 18,
        distinctive: Some(0),
        issues: &[
            IssueKind::TooLong, IssueKind::ForbiddenCharacter, IssueKind::Link, IssueKind::BrokenText,
            IssueKind::OtherName, IssueKind::OverruledName,
        ],
        headings: &["nom", "nomdefamille", "lastname", "familyname", "surname"],
        vague_headings: &["nomutilisateur", "name", "sn"],
    },
    FieldSpec {
        field: Field::FirstName,
        code: "first_name",
        heading: "prenom",
        is_in_template: true,
        label_fr: "Prénom",
        label_en: "First name",
        need: Need::Never,
        list: None,
        example: "Sophie",
        width: 18,
        distinctive: Some(1),
        issues: &[
            IssueKind::TooLong, IssueKind::ForbiddenCharacter, IssueKind::Link, IssueKind::BrokenText,
        ],
        headings: &["prenom", "prenoms", "firstname", "givenname", "forename"],
        vague_headings: &[],
    },
    FieldSpec {
        field: Field::Email,
        code: "email",
        heading: "email",
        is_in_template: true,
        label_fr: "Adresse e-mail",
        label_en: "E-mail address",
        need: Need::Always,
        list: None,
        example: "sophie.arnaud@exemple.fr",
        width: 34,
        distinctive: None,
        issues: &[
            IssueKind::Missing, IssueKind::InvalidAddress, IssueKind::NamedAddress, IssueKind::LikelyDomain,
            IssueKind::OwnAccess, IssueKind::OtherPerson, IssueKind::Duplicate, IssueKind::UnusualAddress,
            IssueKind::Suspended, IssueKind::SeveralValues, IssueKind::NoRow,
        ],
        headings: &[
            "email", "emails", "mail", "mel", "courriel", "adressemail", "adresseemail", "adressecourriel",
            "adressemel", "adresseelectronique", "adressedemessagerie", "emailaddress",
            "mailaddress", "useremail", "primarysmtpaddress", "adressesmtp",
        ],
        vague_headings: &[
            "messagerie", "utilisateur", "user", "userprincipalname", "upn", "nomdutilisateurprincipal",
            "nomprincipaldelutilisateur",
        ],
    },
    FieldSpec {
        field: Field::Rights,
        code: "rights",
        heading: "droits",
        is_in_template: false,
        label_fr: "Droits",
        label_en: "Rights",
        need: Need::Never,
        list: None,
        example: "suivi=gestion,retours=aucun",
        width: 30,
        distinctive: None,
        issues: &[
            IssueKind::UnknownApplication, IssueKind::UnknownLevel, IssueKind::BeyondOwn, IssueKind::ApplicationNotInContract,
        ],
        headings: &[
            "droit", "droits", "droitspersonnels", "droitsindividuels", "droitsspecifiques", "droitsdutilisation",
            "rights", "personalrights", "individualrights", "userrights",
        ],
        vague_headings: &["habilitations", "autorisations", "permissions"],
    },
    FieldSpec {
        field: Field::End,
        code: "end",
        heading: "fin",
        is_in_template: false,
        label_fr: "Fin",
        label_en: "End",
        need: Need::Never,
        list: None,
        example: "31/12/2030",
        width: 14,
        distinctive: None,
        issues: &[IssueKind::InvalidEnd, IssueKind::PastEnd],
        headings: &[
            "fin", "datefin", "datedefin", "findacces", "findelacces", "datefindacces", "datedefindacces", "jusquau",
            "accesjusquau", "valablejusquau", "valablejusque", "findevalidite", "datedefindevalidite", "end", "enddate",
            "endofaccess", "accessend", "until", "accessuntil", "validuntil",
        ],
        vague_headings: &[
            "expiration", "datedexpiration", "dateexpiration", "expirationdate", "expirydate", "expires", "echeance",
        ],
    },
];

impl Field {
    /// How many fields there are.
    pub const COUNT: usize = Self::End as usize + 1;

    /// Every field, in the order of [`Field::index`].
    pub const ALL: [Self; Self::COUNT] = {
        let mut all = [Self::Contract; Self::COUNT];
        let mut at = 0;
        while at < Self::COUNT {
            all[at] = FIELDS[at].field;
            at += 1;
        }
        all
    };

    /// Those of the template, in its order.
    pub fn of_template() -> impl Iterator<Item = Self> {
        FIELDS.iter().filter(|spec| spec.is_in_template).map(|spec| spec.field)
    }

    /// Everything about it.
    pub const fn spec(self) -> &'static FieldSpec {
        const ALL: &[FieldSpec] = &FIELDS;
        &ALL[self.index()]
    }

    /// The name used in JSON and in the database.
    pub const fn code(self) -> &'static str {
        self.spec().code
    }

    /// The heading of its column in the template and in exports.
    pub const fn heading(self) -> &'static str {
        self.spec().heading
    }

    /// What it is called.
    pub const fn label(self, locale: Locale) -> &'static str {
        match locale {
            Locale::Fr => self.spec().label_fr,
            Locale::En => self.spec().label_en,
        }
    }

    /// Its place in [`Field::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// The cells of one row, in the order of [`Field::ALL`].
pub type Cells<'a> = [&'a str; Field::COUNT];

/// The cells of one row as text of their own; what the file does not have is "".
///
/// In JSON a map by the fields' codes: `{"contract":"10000700",…}`. What is absent there is "", too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RowText([String; Field::COUNT]);

impl RowText {
    /// The cells in the order of [`Field::ALL`].
    pub fn cells(&self) -> Cells<'_> {
        self.0.each_ref().map(String::as_str)
    }

    /// The row of cells in the order of [`Field::ALL`].
    pub fn from_cells(cells: Cells) -> Self {
        Self(cells.map(str::to_owned))
    }

    /// The cell of a field.
    pub fn get(&self, field: Field) -> &str {
        &self.0[field.index()]
    }

    /// Writes the cell of a field.
    pub fn set(&mut self, field: Field, text: &str) {
        text.clone_into(&mut self.0[field.index()]);
    }

    /// The same row with another cell.
    #[must_use]
    pub fn with(mut self, field: Field, text: &str) -> Self {
        self.set(field, text);
        self
    }
}

impl Serialize for RowText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Field::ALL.into_iter().map(|field| (field.code(), self.get(field))))
    }
}

impl<'de> Deserialize<'de> for RowText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ByCode)
    }
}

struct ByCode;

impl<'de> Visitor<'de> for ByCode {
    type Value = RowText;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("cells by the codes of their fields")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RowText, A::Error> {
        let mut row = RowText::default();
        while let Some(code) = map.next_key::<String>()? {
            match FIELDS.iter().position(|spec| spec.code == code) {
                Some(at) => row.0[at] = map.next_value()?,
                // A newer page may send what this server does not know yet.
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }

        Ok(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_fields() {
        for (at, spec) in FIELDS.iter().enumerate() {
            assert_eq!(spec.field.index(), at, "{}", spec.code);
            assert_eq!(serde_json::to_value(spec.field).unwrap(), spec.code);
        }
    }

    #[test]
    fn a_row_in_json_is_a_map_by_codes_and_lacks_what_is_absent() {
        let row = Field::ALL.into_iter().fold(RowText::default(), |row, field| row.with(field, field.code()));
        let json = serde_json::to_string(&row).unwrap();
        assert!(json.starts_with(r#"{"contract":"contract","sub_account":"sub_account","#), "{json}");
        assert_eq!(serde_json::from_str::<RowText>(&json).unwrap(), row);

        let part: RowText = serde_json::from_str(r#"{"email":"a@b.fr","later":[1]}"#).unwrap();
        assert_eq!(part, RowText::default().with(Field::Email, "a@b.fr"));
    }
}
