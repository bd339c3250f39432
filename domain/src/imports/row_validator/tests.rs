use super::*;
use crate::address::AddressError;
use crate::end_date::EndDateError;
use crate::ids::{ContractId, ProfileId, SiteId, SubAccountId};
use crate::imports::{AddressDoubt, Field, IssueCode, IssueKind};
use crate::names::{AccountName, ProfileName, SiteName};
use crate::numbers::{ContractNumber, SubAccountNumber};
use crate::reference::{Contract, Profile, Site, SubAccount};
use crate::rights::{Application, Applications, Level, Rights};
use proptest::prelude::*;
use uuid::Uuid;

/// POTTERS FRANCE, in short. Every key is different.
pub(in crate::imports) fn potters() -> ReferenceData {
    let sub_account = |id, number, name| SubAccount {
        id: SubAccountId(Uuid::from_u128(id)),
        number: SubAccountNumber::parse(number).unwrap(),
        name: AccountName::parse(name).unwrap(),
        label: None,
    };
    let contract = |id, number, name, sub_accounts| Contract {
        id: ContractId(Uuid::from_u128(id)),
        number: ContractNumber::parse(number).unwrap(),
        name: AccountName::parse(name).unwrap(),
        label: None,
        applications: Applications::ALL,
        sub_accounts,
    };
    let site = |id, name| Site { id: SiteId(Uuid::from_u128(id)), name: SiteName::parse(name).unwrap() };
    let profile = |id, name| Profile {
        id: ProfileId(Uuid::from_u128(id)),
        name: ProfileName::parse(name).unwrap(),
        rights: Rights::default(),
    };
    let service = vec![sub_account(11, "53", "SERVICE CLIENT POTTERS"), sub_account(12, "0054", "RETOURS")];

    ReferenceData {
        contracts: vec![
            contract(1, "00012345", "Potters Outre-mer", Vec::new()),
            contract(2, "10000700", "Potters Île-de-France", service),
            contract(3, "10095403", "Potters Rhône", Vec::new()),
        ],
        sites: vec![site(21, "Antony"), site(22, "Lyon – Part-Dieu"), site(23, "Saint-Étienne")],
        profiles: vec![profile(31, "Expéditeur"), profile(32, "Consultation")],
        default_profile: Some(ProfileId(Uuid::from_u128(31))),
        reach: None,
    }
}

fn row(text: &str) -> RowText {
    let mut cells = text.split(';');
    RowText::from_cells(std::array::from_fn(|_| cells.next().unwrap_or("")))
}

/// The day on which rows are judged.
fn today() -> EndDate {
    EndDate::new(2026, 6, 30).unwrap()
}

fn validator() -> RowValidator {
    RowValidator::new(&potters(), today())
}

fn validate(text: &str) -> RowValidation {
    validator().row(&row(text))
}

/// The only issue of a row, as field, code and suggestion.
fn issue(text: &str) -> (Field, IssueCode, Option<String>) {
    let mut issues = validate(text).issues;
    assert_eq!(issues.len(), 1, "{text}: {issues:?}");
    let issue = issues.remove(0);
    (issue.field, issue.code, issue.suggestion)
}

fn expect(text: &str, field: Field, code: IssueCode, suggestion: &str) {
    let suggestion = (!suggestion.is_empty()).then(|| suggestion.to_owned());
    assert_eq!(issue(text), (field, code, suggestion), "{text}");
}

#[test]
fn a_good_row_becomes_a_person_and_a_place() {
    let validation = validate("10000700;53; Antony ;Consultation;Lefèvre;Zoé;Zoe@Exemple.fr");
    assert_eq!(validation.issues, []);
    let good = validation.result.unwrap();
    assert_eq!(good.address.key(), "zoe@exemple.fr");
    assert_eq!(good.last_name.unwrap().as_str(), "Lefèvre");
    assert_eq!(good.target.sub_account, Some(SubAccountId(Uuid::from_u128(11))));
    assert_eq!(good.target.profile, Some(ProfileId(Uuid::from_u128(32))));
}

#[test]
fn a_row_without_a_profile_has_the_default_and_one_without_names_has_none() {
    let good = validate("10000700;;Antony;;;;zoe@exemple.fr").result.unwrap();
    assert_eq!(good.target.profile, None);
    assert_eq!((good.last_name, good.first_name, good.target.sub_account), (None, None, None));
}

#[test]
fn an_empty_row_is_blank_and_not_an_error() {
    let blank = validate(" ;;\u{a0};;;;");
    assert_eq!((blank.result, blank.issues), (Err(InvalidRow::Blank), vec![]));
}

#[test]
fn what_is_missing_is_named() {
    expect(";;Antony;;;;a@exemple.fr", Field::Contract, IssueCode::Missing, "");
    expect("10000700;;;;;;a@exemple.fr", Field::Site, IssueCode::Missing, "");
    expect("10000700;;Antony;;;;", Field::Email, IssueCode::Missing, "");
    let mut reference = potters();
    reference.sites.clear();

    assert!(RowValidator::new(&reference, today()).row(&row("10000700;;;;;;a@exemple.fr")).result.is_ok());

    reference.default_profile = None;
    let issues = RowValidator::new(&reference, today()).row(&row("10000700;;;;;;a@exemple.fr")).issues;

    assert_eq!((issues[0].field, &issues[0].code), (Field::Profile, &IssueCode::Missing));
}

#[test]
fn a_site_must_be_exact_and_the_one_that_was_meant_is_proposed() {
    for (typed, meant) in [
        ("ANTONY", "Antony"),
        ("antony", "Antony"),
        ("St Etienne", "Saint-Étienne"),
        ("Lyon - Part Dieu", "Lyon – Part-Dieu"),
        ("Anthony", "Antony"),
        ("Brest", ""),
    ] {
        expect(&format!("10000700;;{typed};;;;a@exemple.fr"), Field::Site, IssueCode::UnknownSite, meant);
    }
    assert!(validate("10000700;;Saint-E\u{301}tienne;;;;a@exemple.fr").result.is_ok());
}

#[test]
fn a_contract_is_recognised_as_spreadsheets_mangle_it() {
    for (typed, meant) in [
        ("10 000 700", "10000700"),
        ("10\u{202f}000\u{202f}700", "10000700"),
        ("1000070O", "10000700"),
        ("12345", "00012345"),
        ("10000700,00", "10000700"),
        ("10000700 - Potters", "10000700"),
        ("potters rhone", "10095403"),
        ("10000701", "10000700"),
        ("99999999", ""),
    ] {
        let text = format!("{typed};;Antony;;;;a@exemple.fr");
        expect(&text, Field::Contract, IssueCode::UnknownContract, meant);
    }
}

#[test]
fn a_sub_account_must_be_of_the_row_s_contract() {
    let unknown = |contract: &str| IssueCode::UnknownSubAccount { contract: contract.to_owned() };
    expect("10095403;53;Antony;;;;a@exemple.fr", Field::SubAccount, unknown("10095403"), "");
    for (typed, meant) in
        [("54", "0054"), ("SERVICE CLIENT POTTERS (53)", "53"), ("retours", "0054"), ("52", "")]
    {
        let text = format!("10000700;{typed};Antony;;;;a@exemple.fr");
        expect(&text, Field::SubAccount, unknown("10000700"), meant);
    }
    expect("9;53;Antony;;;;a@exemple.fr", Field::Contract, IssueCode::UnknownContract, "");
}

#[test]
fn a_profile_is_proposed_by_its_beginning_too() {
    expect("10000700;;Antony;Expéd.;;;a@exemple.fr", Field::Profile, IssueCode::UnknownProfile, "Expéditeur");
}

#[test]
fn an_address_says_what_is_wrong_and_what_was_meant() {
    let invalid = |reason| IssueCode::InvalidAddress { reason };
    for (typed, code, meant) in [
        ("jean dupont@exemple.fr", invalid(AddressError::Space), "jeandupont@exemple.fr"),
        ("jean@@exemple.fr", invalid(AddressError::ManyAts), "jean@exemple.fr"),
        ("jean\u{200b}@exemple.fr", invalid(AddressError::Invisible), "jean@exemple.fr"),
        ("jean@exemple,fr", invalid(AddressError::BadDomain), "jean@exemple.fr"),
        ("jean@exemple.fr,", invalid(AddressError::BadDomain), "jean@exemple.fr"),
        ("jean@exemple", invalid(AddressError::BadDomain), ""),
        ("jean.exemple.fr", invalid(AddressError::NoAt), ""),
        ("Zoé Durand <zoe@exemple.fr>", IssueCode::NamedAddress, "zoe@exemple.fr"),
        ("zoe@gmial.com", IssueCode::LikelyDomain, "zoe@gmail.com"),
        ("zoe@potters.con", IssueCode::LikelyDomain, "zoe@potters.com"),
    ] {
        expect(&format!("10000700;;Antony;;;;{typed}"), Field::Email, code, meant);
    }

    let long = format!("10000700;;Antony;;;;{}@exemple.fr", "a".repeat(65));
    expect(&long, Field::Email, invalid(AddressError::LocalPartTooLong), "");
}

#[test]
fn a_likely_typing_error_is_a_warning_and_the_row_is_good() {
    let validation = validate("10000700;;Antony;;;;zoe@gmial.com");
    assert!(validation.result.is_ok());
    assert!(validation.issues[0].is_warning());
    for right in ["free.fr", "tree.fr", "gmail.com", "potters.example", "outlook.de"] {
        assert_eq!(validate(&format!("10000700;;Antony;;;;zoe@{right}")).issues, [], "{right}");
    }
}

#[test]
fn a_name_cannot_be_too_long_hide_something_or_carry_a_link() {
    let long = format!("10000700;;Antony;;{};;a@exemple.fr", "a".repeat(81));
    expect(&long, Field::LastName, IssueCode::TooLong { max: 80 }, "");
    let hidden = "10000700;;Antony;;;Zo\u{202e}e\nB;a@exemple.fr";
    expect(hidden, Field::FirstName, IssueCode::ForbiddenCharacter, "Zoe B");
    expect("10000700;;Antony;;www.gain.fr;;a@exemple.fr", Field::LastName, IssueCode::Link, "");
}

#[test]
fn broken_letters_and_the_marks_of_spreadsheets_are_no_part_of_a_name() {
    for (typed, code, meant) in [
        ("LefÃ¨vre", IssueCode::BrokenText, "Lefèvre"),
        ("HÚlÞne", IssueCode::BrokenText, "Hélène"),
        ("Zo&eacute;", IssueCode::BrokenText, "Zoé"),
        ("Lef?vre", IssueCode::BrokenText, ""),
        ("Lef\u{fffd}vre", IssueCode::BrokenText, ""),
        ("=\"Morel\"", IssueCode::SpreadsheetMark, "Morel"),
        ("'Morel", IssueCode::SpreadsheetMark, "Morel"),
    ] {
        // A semicolon separates cells here.
        for field in [Field::LastName, Field::FirstName] {
            let row = row("10000700;;Antony;;;;a@exemple.fr").with(field, typed);
            let judged = validator().row(&row);
            let suggestion = (!meant.is_empty()).then(|| meant.to_owned());
            assert_eq!(judged.issues, [Issue { field, code: code.clone(), suggestion }], "{typed}");
            assert_eq!(judged.result, Err(InvalidRow::Error), "{typed}");
            if !meant.is_empty() {
                assert_eq!(validator().row(&row.with(field, meant)).issues, [], "{meant}");
            }
        }
    }
}

#[test]
fn nothing_is_said_of_a_real_name() {
    let mut validator = validator();
    for name in include_str!("../broken/names.txt").lines() {
        for written in [name.to_owned(), name.to_uppercase(), name.to_lowercase()] {
            let row = row("10000700;;Antony;;;;a@exemple.fr").with(Field::LastName, &written);
            assert_eq!(validator.row(&row).issues, [], "{written}");
        }
    }
}

#[test]
fn the_marks_of_spreadsheets_come_off_in_every_column() {
    let right = ["10000700", "53", "Antony", "Consultation", "Petit", "Zoé", "z@exemple.fr"];
    for at in 0..right.len() {
        for marked in [format!("=\"{}\"", right[at]), format!("'{}", right[at])] {
            let mut cells = right;
            cells[at] = &marked;
            expect(&cells.join(";"), Field::ALL[at], IssueCode::SpreadsheetMark, right[at]);
        }
    }
    let end = validate("10000700;;Antony;;;;z@exemple.fr;;'31/12/2026");
    assert_eq!(end.issues[0].suggestion.as_deref(), Some("31/12/2026"));
}

#[test]
fn letters_that_were_broken_do_not_hide_a_site_or_a_profile() {
    expect("10000700;;Saint-Ã‰tienne;;;;a@exemple.fr", Field::Site, IssueCode::BrokenText, "Saint-Étienne");
    expect(
        "10000700;;Antony;ExpÃ©diteur;;;a@exemple.fr",
        Field::Profile,
        IssueCode::BrokenText,
        "Expéditeur",
    );
    expect("10000700;;Saint-?tienne;;;;a@exemple.fr", Field::Site, IssueCode::UnknownSite, "Saint-Étienne");
}

#[test]
fn of_several_values_in_a_cell_none_is_taken_and_all_are_told() {
    for (cells, field, values) in [
        ("10000700 / 10095403;;Antony;;;;a@exemple.fr", Field::Contract, &["10000700", "10095403"][..]),
        ("10000700, 10095403;;Antony;;;;a@exemple.fr", Field::Contract, &["10000700", "10095403"]),
        ("10000700 10095403;;Antony;;;;a@exemple.fr", Field::Contract, &["10000700", "10095403"]),
        ("10000700 et 10095403;;Antony;;;;a@exemple.fr", Field::Contract, &["10000700", "10095403"]),
        // One that there is not is none to be dropped.
        ("10000700 / 10000701;;Antony;;;;a@exemple.fr", Field::Contract, &["10000700", "10000701"]),
        ("10000700, 10095403, 99;;Antony;;;;a@exemple.fr", Field::Contract, &["10000700", "10095403", "99"]),
        ("10000700;53/0054;Antony;;;;a@exemple.fr", Field::SubAccount, &["53", "0054"]),
        ("10000700;;Antony, Saint-Étienne;;;;a@exemple.fr", Field::Site, &["Antony", "Saint-Étienne"]),
        ("10000700;;Antony / SAINT ETIENNE;;;;a@exemple.fr", Field::Site, &["Antony", "SAINT ETIENNE"]),
        (
            "10000700;;Antony et Lyon – Part-Dieu;;;;a@exemple.fr",
            Field::Site,
            &["Antony", "Lyon – Part-Dieu"],
        ),
        ("10000700;;Antony;;;;a@exemple.fr, b@exemple.fr", Field::Email, &["a@exemple.fr", "b@exemple.fr"]),
        ("10000700;;Antony;;;;a@exemple.fr b@exemple.fr", Field::Email, &["a@exemple.fr", "b@exemple.fr"]),
        ("10000700;;Antony;;;;a@exemple.fr / b@gmail.con", Field::Email, &["a@exemple.fr", "b@gmail.con"]),
        (
            "10000700;;Antony;;;;Zoé Durand <a@exemple.fr>, Léa <b@exemple.fr>",
            Field::Email,
            &["Zoé Durand <a@exemple.fr>", "Léa <b@exemple.fr>"],
        ),
    ] {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        expect(cells, field, IssueCode::SeveralValues { values }, "");
    }
}

#[test]
fn what_stands_beside_a_value_makes_no_second_one() {
    for cells in [
        "10000700 (53);;Antony;;;;a@exemple.fr",
        "10000700 / Potters;;Antony;;;;a@exemple.fr",
        "10000700;;Lyon, Part-Dieu;;;;a@exemple.fr",
        "10000700;;Antony / Bureau 4;;;;a@exemple.fr",
        "10000700;;Antony;;;;A@exemple.fr <a@exemple.fr>",
    ] {
        let (_, code, _) = issue(cells);
        assert!(!matches!(code, IssueCode::SeveralValues { .. }), "{cells}: {code:?}");
    }
}

proptest! {
    /// So that making rows of them comes to an end, and each is judged by itself.
    #[test]
    fn none_of_several_values_holds_several(
        parts in proptest::collection::vec("10000700|10095403|10000701|Antony|Saint-Étienne|a@x.fr|Zoé <b@x.fr>|c@x,fr", 1..5),
        mark in " |, |;| / | et |\\|",
    ) {
        let cell = parts.join(&mark);
        for field in [Field::Contract, Field::Site, Field::Email] {
            let right = row("10000700;;Antony;;;;a@exemple.fr");
            let several = |cell: &str| {
                let issues = validator().row(&right.clone().with(field, cell)).issues;
                issues.into_iter().find_map(|issue| match issue.code {
                    IssueCode::SeveralValues { values } => Some(values),
                    _ => None,
                })
            };
            for value in several(&cell).unwrap_or_default() {
                prop_assert_eq!(several(&value), None, "{} of {}", value, cell);
            }
        }
    }
}

#[test]
fn a_valid_address_that_will_hardly_get_mail_is_a_warning() {
    for (address, doubt, meant) in [
        ("zoé@exemple.fr", AddressDoubt::Accents, "zoe@exemple.fr"),
        ("z\u{43e}e@exemple.fr", AddressDoubt::MixedScripts, ""),
        ("zoe@potters.local", AddressDoubt::PrivateDomain, ""),
        ("zoe@potters.invalid", AddressDoubt::PrivateDomain, ""),
    ] {
        let text = format!("10000700;;Antony;;;;{address}");
        expect(&text, Field::Email, IssueCode::UnusualAddress { doubt }, meant);
        assert!(validate(&text).result.is_ok(), "{address}");
    }
}

#[test]
fn what_a_spreadsheet_recomputed_is_one_of_few() {
    let site = |id, name| Site { id: SiteId(Uuid::from_u128(id)), name: SiteName::parse(name).unwrap() };
    let mut reference = potters();
    let long = ContractNumber::parse("1234567890123456").unwrap();
    reference.contracts.push(Contract {
        id: ContractId(Uuid::from_u128(9)),
        number: long,
        ..reference.contracts[0].clone()
    });
    let near = ContractNumber::parse("10000712").unwrap();
    reference.contracts.push(Contract {
        id: ContractId(Uuid::from_u128(8)),
        number: near,
        ..reference.contracts[0].clone()
    });
    reference.contracts[1].sub_accounts[0].number = SubAccountNumber::parse("1-2").unwrap();
    reference.sites.extend([site(41, "3-4"), site(42, "4/3"), site(43, "Mars 12")]);
    let mut validator = RowValidator::new(&reference, today());

    for (cells, field, candidates) in [
        ("1,00007E+07;;Antony", Field::Contract, &["10000700", "10000712"][..]),
        ("1.00954E+7;;Antony", Field::Contract, &["10095403"]),
        ("1,23456789012346E+15;;Antony", Field::Contract, &["1234567890123456"]),
        ("1234567890123450;;Antony", Field::Contract, &["1234567890123456"]),
        ("1 234 567 890 123 460;;Antony", Field::Contract, &["1234567890123456"]),
        ("10000700;01/02/2026;Antony", Field::SubAccount, &["1-2"]),
        ("10000700;1-févr;Antony", Field::SubAccount, &["1-2"]),
        ("10000700;01-févr.;Antony", Field::SubAccount, &["1-2"]),
        ("10000700;2-Jan;Antony", Field::SubAccount, &["1-2"]),
        ("10000700;46054;Antony", Field::SubAccount, &["1-2"]),
        ("10000700;;03/04/2026", Field::Site, &["3-4", "4/3"]),
        ("10000700;;12-mars", Field::Site, &["Mars 12"]),
    ] {
        let found = validator.row(&row(&format!("{cells};;;;a@exemple.fr"))).issues;
        let only = (candidates.len() == 1).then(|| candidates[0].to_owned());
        let candidates = candidates.iter().map(|text| (*text).to_owned()).collect();
        assert_eq!(
            found,
            [Issue { field, code: IssueCode::Recomputed { candidates }, suggestion: only }],
            "{cells}"
        );
    }
    for cells in
        ["1,00008E+07;;Antony", "1E+07;;Antony", "10000700;;05/06/2026", "10000700;13/14/2026;Antony"]
    {
        let found = validator.row(&row(&format!("{cells};;;;a@exemple.fr"))).issues;
        assert!(
            !matches!(&found[0].code, IssueCode::Recomputed { .. }) || cells.starts_with("1E"),
            "{found:?}"
        );
    }
}

#[test]
fn what_is_left_of_a_failed_formula_is_no_value_of_any_cell() {
    for (at, field) in Field::ALL.into_iter().enumerate() {
        for error in ["#N/A", "#REF!", "#NOM?", "#VALUE!", NOT_CALCULATED] {
            let mut cells = [
                "10000700",
                "53",
                "Antony",
                "Consultation",
                "Petit",
                "Zoé",
                "z@exemple.fr",
                "suivi=gestion",
                "31/12/2026",
            ];
            cells[at] = error;
            let text = cells.join(";");
            expect(&text, field, IssueCode::FormulaError, "");
            assert_eq!(validate(&text).result, Err(InvalidRow::Error), "{text}");
        }
    }

    let both = validate("#N/A;#N/A;Antony;;;;a@exemple.fr").issues;

    assert_eq!(both.len(), 2, "of the sub-account too, though its contract is unknown: {both:?}");
}

proptest! {
    // In a column that means everything where it is empty, too: all sub-accounts, no right, no end, a default profile.
    #[test]
    fn a_formula_without_a_result_gives_nothing_in_whichever_columns_it_stands(
        at in proptest::sample::subsequence(Field::ALL.to_vec(), 1..=Field::COUNT),
        error in "#FORMULE!|#formule!|#N/A|#NOM[ \u{a0}]?\\?|Err:5[0-9]{2}",
        one_contract in any::<bool>(),
    ) {
        let mut reference = potters();
        if one_contract {
            reference.contracts = vec![reference.contracts[1].clone()];
            reference.sites.truncate(1);
        }
        let whole = row("10000700;53;Antony;Consultation;Petit;Zoé;z@exemple.fr;suivi=gestion;31/12/2026");
        let broken = at.iter().fold(whole, |row, field| row.with(*field, &error));
        let judged = RowValidator::new(&reference, today()).row(&broken);
        prop_assert_eq!(judged.result, Err(InvalidRow::Error));
        for field in at {
            let said = judged.issues.iter().any(|issue| (issue.field, issue.kind()) == (field, IssueKind::FormulaError));
            prop_assert!(said, "{field:?}: {:?}", judged.issues);
        }
    }
}

#[test]
fn a_formula_in_a_column_of_whole_names_is_no_name() {
    let text = "Nom complet;email;compte;site\n#NOM ?;a@exemple.fr;10000700;Antony\n";
    let sheet = crate::imports::Sheet::open(text.into(), &crate::imports::Overrides::default()).unwrap();
    let read = sheet.rows().next().unwrap().unwrap().to_text();
    let issues = validator().row(&read).issues;
    assert_eq!(issues, [Issue::new(Field::LastName, IssueCode::FormulaError)]);
}

#[test]
fn a_row_of_nothing_but_formulas_without_a_result_is_in_error_and_not_blank() {
    for field in Field::ALL {
        let mut cells = [""; Field::COUNT];
        cells[field.index()] = NOT_CALCULATED;
        let judged = validate(&cells.join(";"));
        assert_eq!(judged.result, Err(InvalidRow::Error), "{field:?}");
        let found = judged.issues.iter().find(|issue| issue.field == field).map(|issue| &issue.code);
        assert_eq!(found, Some(&IssueCode::FormulaError), "{field:?}");
    }
}

#[test]
fn all_that_is_wrong_with_a_row_is_said_in_the_order_of_the_columns() {
    let fields: Vec<Field> =
        validate("9;1;Brest;x;www.a.fr;www.b.fr;c;d;e").issues.iter().map(|issue| issue.field).collect();
    let expected: Vec<Field> = Field::ALL.into_iter().filter(|field| *field != Field::SubAccount).collect();
    assert_eq!(fields, expected);
}

#[test]
fn the_key_of_an_assignment_is_its_address_and_place_whatever_the_case_and_profile() {
    let mut validator = validator();
    let mut key = |text: &str| match validator.check(row(text).cells(), &mut Vec::new()) {
        Ok(checked) => checked.key,
        Err(invalid) => panic!("{text}: {invalid:?}"),
    };
    let one = key("10000700;53;Antony;;;;Zoe@Exemple.fr");

    assert_eq!(key("10000700;53;Antony;Consultation;X;Y;zoe@exemple.FR "), one);
    assert_ne!(key("10000700;;Antony;;;;zoe@exemple.fr"), one);
    assert_ne!(key("10000700;53;Saint-Étienne;;;;zoe@exemple.fr"), one);
    assert_ne!(key("10000700;53;Antony;;;;zo@eexemple.fr"), one);
    assert_eq!(key("10000700;;Antony;;;;ZOÉ@bücher.fr"), key("10000700;;Antony;;;;zoé@xn--bcher-kva.fr"));
}

/// A row that is right but for its rights and end.
fn with_access(rights: &str, end: &str) -> String {
    format!("10000700;;Antony;;;;zoe@exemple.fr;{rights};{end}")
}

#[test]
fn rights_and_an_end_are_read_and_blank_cells_decide_nothing() {
    let judged = validate(&with_access("Suivi = gestion, affranchissement=aucun", "31/12/2026"));
    assert_eq!(judged.issues, []);
    let row = judged.result.unwrap();
    let right = |application, level| Right { application, level };
    let expected = [right(Application::Shipping, Level::None), right(Application::Tracking, Level::Manage)];
    assert_eq!(row.rights.as_deref(), Some(&expected[..]));
    assert_eq!(row.end, EndDate::new(2026, 12, 31).ok());

    for blank in [with_access("", ""), with_access(" , ", " ")] {
        let row = validate(&blank).result.unwrap();
        assert_eq!((row.rights, row.end), (None, None), "{blank}");
    }
}

#[test]
fn a_right_names_an_application_and_a_level_and_what_was_meant_is_proposed() {
    let application = |right: &str| IssueCode::UnknownApplication { right: right.to_owned() };
    let level = |right: &str| IssueCode::UnknownLevel { right: right.to_owned() };
    for (typed, code, meant) in [
        ("bureau=gestion", application("bureau=gestion"), ""),
        ("retour=gestion", application("retour=gestion"), "retours=gestion"),
        ("suivi", level("suivi"), ""),
        ("suivi=tout", level("suivi=tout"), ""),
        ("suivi=lecture", level("suivi=lecture"), "suivi=consultation"),
        ("suivi=gestoin,retours=aucun", level("suivi=gestoin"), "suivi=gestion,retours=aucun"),
        (
            "suivi=gestion|billing=view",
            level("suivi=gestion|billing=view"),
            "suivi=gestion,facturation=consultation",
        ),
        ("Suivi : écriture", application("Suivi : écriture"), "suivi=gestion"),
    ] {
        expect(&with_access(typed, ""), Field::Rights, code, meant);
        if !meant.is_empty() {
            assert_eq!(validate(&with_access(meant, "")).issues, [], "{meant}");
        }
    }
}

#[test]
fn a_right_is_given_only_for_what_the_row_s_contract_has() {
    let mut reference = potters();
    reference.contracts[1].applications =
        [Application::Tracking, Application::Shipping].into_iter().collect();
    let mut validator = RowValidator::new(&reference, today());
    let mut issues = |text: &str| validator.row(&row(text)).issues;

    assert_eq!(issues(&with_access("suivi=gestion", "")), []);
    let beyond = issues(&with_access("suivi=gestion,facturation=gestion", ""));
    let contract = "10000700".to_owned();
    let code = IssueCode::ApplicationNotInContract { application: Application::Billing, contract };
    assert_eq!(beyond, [Issue::new(Field::Rights, code)]);
    assert_eq!(issues("10095403;;Antony;;;;zoe@exemple.fr;facturation=gestion"), []);
    let elsewhere = issues("9;;Antony;;;;zoe@exemple.fr;facturation=gestion");
    assert_eq!(elsewhere.len(), 1, "of an unknown contract nobody knows what it has: {elsewhere:?}");
}

#[test]
fn an_end_is_a_date_that_is_not_over_and_a_plain_slip_is_put_right() {
    let invalid = |reason| IssueCode::InvalidEnd { reason };
    let serial = EndDateError::SerialNumber { date: EndDate::new(2026, 12, 31).unwrap() };
    for (typed, code, meant) in [
        ("31/02/2027", invalid(EndDateError::NotADate), ""),
        ("2026-13-01", invalid(EndDateError::NotADate), ""),
        ("12/31/2026", invalid(EndDateError::NotADate), ""),
        ("jamais", invalid(EndDateError::NotADate), ""),
        ("46387", invalid(serial), "31/12/2026"),
        ("31/12/26", invalid(EndDateError::ShortYear), "31/12/2026"),
        ("2026-12-31 08:30", invalid(EndDateError::NotADate), "31/12/2026"),
        ("2026-12-31T00:00:00", invalid(EndDateError::NotADate), "31/12/2026"),
        ("31/12/2226", invalid(EndDateError::YearOutOfRange), ""),
        ("29/06/2026", IssueCode::PastEnd, ""),
    ] {
        expect(&with_access("", typed), Field::End, code, meant);
    }

    for held in ["30/06/2026", "2026-07-01"] {
        assert_eq!(validate(&with_access("", held)).issues, [], "{held}");
    }
}

proptest! {
    #[test]
    fn an_address_is_good_exactly_when_it_parses(
        text in r"[aB9.+_@é' \-<>,]{0,12}(@[aB9.\-é]{0,6}(\.fr|\.f|)?)?[ .]?",
    ) {
        let validation = validator().row(&RowText::default().with(Field::Contract, "10000700").with(Field::Site, "Antony").with(Field::Email, &text));
        let is_marked = text.trim().strip_prefix('\'').is_some_and(|bare| EmailAddress::parse(bare).is_ok());
        prop_assert_eq!(validation.result.is_ok(), EmailAddress::parse(&text).is_ok() && !is_marked);
        for issue in validation.issues {
            if let Some(suggestion) = issue.suggestion {
                prop_assert!(EmailAddress::parse(&suggestion).is_ok());
            }
        }
    }

    #[test]
    fn a_row_is_judged_the_same_in_any_order(
        rows in proptest::collection::vec(
            "(10000700|12345|1|);(53|54|);(Antony|antony|Brest|);(Expéd|);[Aé/]{0,2};;[ab]{0,2}@?(gmial.com|b.fr|c d);(suivi=gestion|suivi=x|);(31/12/2026|1/1/2026|46387|)",
            1..12,
        ),
    ) {
        let mut forwards = validator();
        let mut backwards = validator();
        let mut reversed: Vec<_> = rows.iter().rev().map(|text| backwards.row(&row(text))).collect();
        reversed.reverse();
        let straight: Vec<_> = rows.iter().map(|text| forwards.row(&row(text))).collect();
        prop_assert_eq!(straight, reversed);
    }
}

fn is_no_row(text: &str) -> bool {
    let judged = validate(text);
    let is = judged.issues == [Issue::new(Field::Email, IssueCode::NoRow)];
    assert!(!is || judged.result == Err(InvalidRow::Error), "{text}");
    is
}

#[test]
fn headings_totals_rulings_signatures_and_remarks_are_no_rows() {
    for text in [
        "compte;sous_compte;site;profil;nom;prenom;email",
        "N° Compte;;Agence;;NOM;Prénom;E-mail",
        ";;;;Nom;;Courriel",
        ";;;;;;Adresse e-mail",
        // One heading is another's own.
        ";;;;Nom;Matricule;Email",
        "Total : 34 personnes",
        "TOTAL;;;;34",
        "Total général;;;;34;12;46",
        ";;;;Nombre d’utilisateurs;34",
        ";;;;Total;#REF!",
        "Sous-total Antony : 12;;;;;;",
        "-----;-----;-----;-----;-----;-----;-----",
        "***",
        "Mis à jour le 3 mars par Sophie",
        // Merged over all columns of a workbook.
        "Mis à jour le 3 mars;Mis à jour le 3 mars;Mis à jour le 3 mars;;;;Mis à jour le 3 mars",
        "Édité le;;;;;03/03/2026",
        "Page 2/3",
        "Signature;;;;Sophie Arnaud",
        "Responsable :;;Sophie Arnaud",
        "Fait à Antony, le 3 mars 2026",
        "N.B. : les comptes fermés ne figurent plus ici",
        "* en attente de validation",
        "Les comptes en gras sont à supprimer.",
        "Pour toute question : support@exemple.fr",
        "Fin de la liste",
        "End of list",
    ] {
        assert!(is_no_row(text), "{text}");
    }
}

#[test]
fn whoever_could_be_somebody_is_a_row_however_much_is_wrong() {
    for text in [
        // An address, or something like one.
        "Total;;;;;;zoe@exemple.fr",
        "compte;sous_compte;site;profil;nom;prenom;@",
        ";;;;Durand;Zoé;zoe.durand",
        // A contract that there is.
        "10000700;;Site;Profil;Nom;Prénom;Email",
        "10000700;;;;Total",
        "10000700",
        // Somebody of whom only the name is there, whatever they are called.
        ";;;;Durand;Zoé",
        ";;;;Page;Marc",
        ";;;;Somme;Jean",
        ";;;;Date;Rémi;",
        ";;;;de la Tour du Pin;Marie Anne",
        ";;;;Marie Anne de la Tour du Pin",
        ";;;;Arnaud Sophie (Lyon)",
        ";;;;Durand M.",
        // Places.
        ";;Total Antony;;;;",
        ";;Saint-Rémy-sur-Avre",
        ";;Site",
        // Numbers.
        "10000701",
        "10000701;53",
        "#N/A;#N/A;Antony",
    ] {
        assert!(!is_no_row(text), "{text}");
    }
}

#[test]
fn a_heading_that_is_known_in_no_other_file_is_known_below_itself() {
    let headings = row("Boîte;;Où;;Qui;;Où écrire");
    let mut validator_of_any_file = validator();
    let mut validator = validator().below(headings.clone());
    let found = |judged: RowValidation| judged.issues.iter().map(Issue::kind).collect::<Vec<_>>();
    assert_eq!(found(validator.row(&headings)), [IssueKind::NoRow]);
    assert!(!found(validator.row(&row("Boîte;;Où;;Qui;;"))).contains(&IssueKind::NoRow));
    assert!(!found(validator_of_any_file.row(&headings)).contains(&IssueKind::NoRow));
}

proptest! {
    #[test]
    fn whoever_has_an_address_or_a_contract_is_never_called_no_row(
        cells in proptest::array::uniform9(prop_oneof![
            "[a-zéA-Z0-9 :.*-]{0,12}",
            "Total|Signature|Mis à jour le 3 mars|Page 1|compte|email|nom|-----|Les lignes sont à supprimer.",
            Just(String::new()),
        ]),
        has_address in any::<bool>(),
    ) {
        let mut row = RowText::from_cells(cells.each_ref().map(String::as_str));
        let headings = row.clone();
        if has_address {
            row.set(Field::Email, "zoe@exemple.fr");
        } else {
            row.set(Field::Contract, "10000700");
        }
        let judged = validator().below(headings).row(&row);
        prop_assert!(judged.issues.iter().all(|issue| issue.kind() != IssueKind::NoRow), "{row:?}");
    }

    #[test]
    fn the_headings_again_are_no_row_whichever_a_file_has(
        chosen in proptest::collection::vec((0..Field::COUNT, any::<prop::sample::Index>(), any::<bool>()), 1..9),
    ) {
        let mut headings = RowText::default();
        for (at, which, in_capitals) in chosen {
            let spec = &super::super::field::FIELDS[at];
            let heading = which.get(spec.headings);
            headings.set(spec.field, &if in_capitals { heading.to_uppercase() } else { (*heading).to_owned() });
        }
        let judged = validator().below(headings.clone()).row(&headings);
        prop_assert_eq!(judged.issues, [Issue::new(Field::Email, IssueCode::NoRow)]);

        // Without knowing the file's, where the address is among them.
        headings.set(Field::Email, "E-mail");
        let judged = validator().row(&headings);
        prop_assert_eq!(judged.issues, [Issue::new(Field::Email, IssueCode::NoRow)]);
    }
}
