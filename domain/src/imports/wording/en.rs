//! In English.

use super::{Wording, first_of};
use crate::address::AddressError;
use crate::end_date::{EndDate, EndDateError};
use crate::imports::{AddressDoubt, Field, Issue, IssueCode, IssueKind, NOT_CALCULATED};
use crate::locale::Locale;
use crate::rights::{Application, Level};

pub(super) static WORDING: Wording =
    Wording { locale: Locale::En, name, sentence, reason, doubt: doubtful, reasons_heading: "finding" };

fn name(field: Field, kind: IssueKind) -> &'static str {
    match kind {
        IssueKind::Missing => match field {
            Field::Contract => "Account missing",
            Field::SubAccount => "Sub-account missing",
            Field::Site => "Site missing",
            Field::Profile => "Profile missing",
            Field::LastName => "Last name missing",
            Field::FirstName => "First name missing",
            Field::Email => "E-mail missing",
            Field::Rights => "Rights missing",
            Field::End => "End missing",
        },
        IssueKind::NoRow => "Repeated headings, totals, remarks",
        IssueKind::UnknownContract => "Unknown account",
        IssueKind::UnknownSubAccount => "Unknown sub-account",
        IssueKind::UnknownSite => "Unknown site",
        IssueKind::UnknownProfile => "Unknown profile",
        IssueKind::InvalidAddress => "Invalid e-mail",
        IssueKind::NamedAddress => "E-mail with a name",
        IssueKind::LikelyDomain => "Domain to check",
        IssueKind::UnusualAddress => "Unusual address",
        IssueKind::SeveralValues => "Several values",
        IssueKind::Recomputed => "Changed by the spreadsheet",
        IssueKind::SpreadsheetMark => "Spreadsheet mark",
        IssueKind::BrokenText => "Broken letters",
        IssueKind::TooLong => "Too long",
        IssueKind::ForbiddenCharacter => "Forbidden character",
        IssueKind::Link => "Link not allowed",
        IssueKind::UnknownApplication => "Unknown right",
        IssueKind::UnknownLevel => "Unknown level",
        IssueKind::ApplicationNotInContract => "Not in contract",
        IssueKind::InvalidEnd => "Invalid date",
        IssueKind::PastEnd => "Date in the past",
        IssueKind::OutOfReach => "Out of reach",
        IssueKind::BeyondOwn => "Beyond your rights",
        IssueKind::OwnAccess => "Your own access",
        IssueKind::FormulaError => "Formula",
        IssueKind::OtherName => "Name changed",
        IssueKind::OverruledName => "Name not taken",
        IssueKind::Suspended => "Suspended person",
        IssueKind::WhichSubAccount => "Which sub-account?",
        IssueKind::OtherPerson => "Conflict",
        IssueKind::Duplicate => "Duplicate",
    }
}

fn sentence(issue: &Issue, value: &str) -> String {
    let said = match &issue.code {
        IssueCode::NoRow => "This row names nobody: it is a repeated heading, a total, a signature or a remark. Leave it out.".to_owned(),
        IssueCode::Missing => "This cell must be filled in.".to_owned(),
        IssueCode::UnknownContract => format!("You have no account “{value}”."),
        IssueCode::UnknownSubAccount { contract } => {
            format!("Account {contract} has no sub-account “{value}”.")
        }
        IssueCode::UnknownSite => format!("There is no site “{value}”. Capitals and accents count."),
        IssueCode::UnknownProfile => format!("No profile is called “{value}”."),
        IssueCode::InvalidAddress { reason } => {
            format!("This is not an e-mail address: {}.", address(*reason))
        }
        IssueCode::NamedAddress => "Only the address is expected, without the name.".to_owned(),
        IssueCode::LikelyDomain => {
            "This domain looks like a typing error; the row can be imported as it is.".to_owned()
        }
        IssueCode::UnusualAddress { doubt } => format!("{} The row can be imported as it is.", doubtful(*doubt)),
        IssueCode::SeveralValues { values } => {
            format!("There are several in this cell, {}: make a row of each.", first_of(values, ", "))
        }
        IssueCode::Recomputed { candidates } => format!("The spreadsheet program turned this value into “{value}”. It can have been: {}.", first_of(candidates, ", ")),
        IssueCode::SpreadsheetMark => "The spreadsheet program left a mark around this value.".to_owned(),
        IssueCode::BrokenText => "Letters were lost or replaced.".to_owned(),
        IssueCode::TooLong { max } => format!("Too long: {max} characters at most."),
        IssueCode::ForbiddenCharacter => "It holds an invisible or forbidden character.".to_owned(),
        IssueCode::Link => "A link or a telephone number does not belong in a name.".to_owned(),
        IssueCode::UnknownApplication { right } => {
            format!("“{right}” names no application. There are: {}.", applications())
        }
        IssueCode::UnknownLevel { right } => {
            format!("“{right}” does not say which right. Write {} behind the =.", levels())
        }
        IssueCode::ApplicationNotInContract { application, contract } => {
            format!("Account {contract} does not include “{}”.", application.code())
        }
        IssueCode::InvalidEnd { reason } => format!("“{value}” {}.", end(*reason)),
        IssueCode::PastEnd => "This date is already over.".to_owned(),
        IssueCode::OutOfReach => "You do not administer the people of this place.".to_owned(),
        IssueCode::BeyondOwn => "You do not have all of these rights yourself at this place: you cannot give them.".to_owned(),
        IssueCode::OwnAccess => "This is your own access: your company’s administrator can change it.".to_owned(),
        IssueCode::FormulaError if value.trim() == NOT_CALCULATED => {
            "The workbook was saved without the result of this formula. Open it in Excel and save it again, or replace the formulas with their values.".to_owned()
        }
        IssueCode::FormulaError => format!("“{value}” is a formula error of the spreadsheet, not a value."),
        IssueCode::OtherName { name } if name.is_empty() => {
            "This person has no name so far: they will get this one.".to_owned()
        }
        IssueCode::OtherName { name } => format!(
            "This person is called “{name}” so far: they will get the row’s name, if you take the names of the file."
        ),
        IssueCode::OverruledName { line } => format!(
            "Line {line} names this person already, and otherwise: that one counts, and the name of this one is not taken."
        ),
        IssueCode::Suspended => {
            "This person is suspended: nothing in this row serves them until they are reactivated.".to_owned()
        }
        IssueCode::WhichSubAccount { count } => format!(
            "This person has an access at {count} sub-accounts of this account: say which one this row changes."
        ),
        IssueCode::OtherPerson { name } => format!(
            "This is the address of “{name}”, and the row names somebody else. Correct the address or the name; without a name, the access is added to “{name}”."
        ),
        IssueCode::Duplicate { line } => format!("Same address at the same place as on line {line}."),
    };

    match &issue.suggestion {
        Some(suggestion) => format!("{said} Did you mean “{suggestion}”?"),
        None => said,
    }
}

fn reason(issue: &Issue) -> String {
    let said = match &issue.code {
        IssueCode::Missing => match issue.field {
            Field::Contract => "account number missing",
            Field::SubAccount => "sub-account number missing",
            Field::Site => "site missing",
            Field::Profile => "profile missing",
            Field::LastName => "last name missing",
            Field::FirstName => "first name missing",
            Field::Email => "e-mail address missing",
            Field::Rights => "rights missing",
            Field::End => "end date missing",
        }
        .to_owned(),
        IssueCode::NoRow => "repeated heading, total, signature or remark: the row names nobody".to_owned(),
        IssueCode::UnknownContract => "unknown account".to_owned(),
        IssueCode::UnknownSubAccount { contract } => format!("unknown sub-account of account {contract}"),
        IssueCode::UnknownSite => "unknown site".to_owned(),
        IssueCode::UnknownProfile => "unknown profile".to_owned(),
        IssueCode::InvalidAddress { reason } => format!("invalid e-mail address, {}", address(*reason)),
        IssueCode::NamedAddress => "e-mail address with a name".to_owned(),
        IssueCode::LikelyDomain => "domain of the address to be checked".to_owned(),
        IssueCode::UnusualAddress { doubt } => format!("e-mail address to check: {}", doubtful(*doubt)),
        IssueCode::SeveralValues { values } => {
            format!("several values in a cell, one row for each: {}", first_of(values, " · "))
        }
        IssueCode::Recomputed { candidates } => {
            format!("value changed by the spreadsheet program, perhaps {}", first_of(candidates, " or "))
        }
        IssueCode::SpreadsheetMark => "the spreadsheet program’s mark around the value".to_owned(),
        IssueCode::BrokenText => "letters lost or replaced".to_owned(),
        IssueCode::TooLong { max } => format!("too long: {max} characters at most"),
        IssueCode::ForbiddenCharacter => "forbidden character".to_owned(),
        IssueCode::Link => "link not allowed in a name".to_owned(),
        IssueCode::UnknownApplication { right } => format!("unknown application in “{right}”"),
        IssueCode::UnknownLevel { right } => format!("unknown level in “{right}”"),
        IssueCode::ApplicationNotInContract { application, contract } => {
            format!("“{}” is not included in account {contract}", application.code())
        }
        IssueCode::InvalidEnd { reason } => format!("the end {}", end(*reason)),
        IssueCode::PastEnd => "end date in the past".to_owned(),
        IssueCode::OutOfReach => "beyond what you administer".to_owned(),
        IssueCode::BeyondOwn => "rights that you do not have yourself".to_owned(),
        IssueCode::OwnAccess => "your own access".to_owned(),
        IssueCode::FormulaError => {
            "formula in error or without a result: correct it in Excel and save, or paste its value"
                .to_owned()
        }
        IssueCode::OtherName { name } if name.is_empty() => "a person without a name so far".to_owned(),
        IssueCode::OtherName { name } => format!("called {name} so far"),
        IssueCode::OverruledName { line } => format!("named otherwise in line {line}, which counts"),
        IssueCode::Suspended => "suspended person".to_owned(),
        IssueCode::WhichSubAccount { count } => {
            format!("the person has an access at {count} sub-accounts: say which")
        }
        IssueCode::OtherPerson { name } => format!("address of {name}, and the row names somebody else"),
        IssueCode::Duplicate { line } => format!("duplicate of line {line}"),
    };

    match &issue.suggestion {
        Some(suggestion) => format!("{said}: {suggestion}?"),
        None => said,
    }
}

/// As cells write them.
fn applications() -> String {
    Application::ALL.map(Application::code).join(", ")
}

fn levels() -> String {
    let [none, view, manage] = Level::ALL.map(Level::code);
    format!("{none}, {view} or {manage}")
}

fn end(reason: EndDateError) -> String {
    match reason {
        EndDateError::NotADate => "is not a date, such as 31/12/2030 or 2030-12-31".to_owned(),
        EndDateError::SerialNumber { .. } => "is the number by which a spreadsheet keeps a date".to_owned(),
        EndDateError::ShortYear => "has only two digits for the year".to_owned(),
        EndDateError::YearOutOfRange => {
            let (first, last) = (EndDate::YEARS.start(), EndDate::YEARS.end());
            format!("is not between the years {first} and {last}")
        }
    }
}

fn address(reason: AddressError) -> &'static str {
    match reason {
        AddressError::Empty => "it is empty",
        AddressError::Invisible => "it holds an invisible character",
        AddressError::Space => "it holds a space",
        AddressError::NoAt => "the @ is missing",
        AddressError::ManyAts => "it has more than one @",
        AddressError::NoLocalPart => "nothing stands before the @",
        AddressError::NoDomain => "nothing stands after the @",
        AddressError::LocalPartTooLong => "more than 64 octets stand before the @",
        AddressError::TooLong => "it is longer than 254 octets",
        AddressError::MisplacedDot => "a dot before the @ is misplaced",
        AddressError::ForbiddenCharacter => "a forbidden character stands before the @",
        AddressError::BadDomain => "what follows the @ is not the name of a domain",
    }
}

const fn doubtful(doubt: AddressDoubt) -> &'static str {
    match doubt {
        AddressDoubt::Accents => "Letters beyond ASCII stand before the @: many mail servers refuse them.",
        AddressDoubt::MixedScripts => "It mixes letters of several scripts: some of them look alike.",
        AddressDoubt::PrivateDomain => {
            "This domain exists on a private network only, or nowhere: no message will get there."
        }
    }
}
