//! What is said about a cell: one short name and one sentence for each finding.

use domain::address::AddressError;
use domain::imports::{Field, Issue, IssueCode, IssueKind, NOT_CALCULATED};

/// How findings are worded in one language.
#[derive(Debug)]
pub struct Findings {
    /// A few words for a kind of finding in a cell, as a row's verdict or a filter.
    pub name: fn(Field, IssueKind) -> &'static str,
    /// A sentence for one finding about `value`.
    pub sentence: fn(&Issue, &str) -> String,
    /// A sentence for a kind of finding wherever it stands in the file of rows in error, to be filled
    /// in there as `domain::imports::protocol::Reason` says.
    pub template: fn(Field, IssueKind) -> &'static str,
    /// What is wrong with an address, for `{reason}` in a template.
    pub address: fn(AddressError) -> &'static str,
}

impl Findings {
    /// What to say about one finding about `value`, and what it was probably meant to be.
    pub fn explain(&self, issue: &Issue, value: &str) -> String {
        (self.sentence)(issue, value)
    }
}

/// In French.
pub static FR: Findings =
    Findings { name: name_fr, sentence: sentence_fr, template: template_fr, address: reason_fr };

/// In English.
pub static EN: Findings =
    Findings { name: name_en, sentence: sentence_en, template: template_en, address: reason_en };

fn name_fr(field: Field, kind: IssueKind) -> &'static str {
    match kind {
        IssueKind::Missing => match field {
            Field::Contract => "Compte manquant",
            Field::SubAccount => "Sous-compte manquant",
            Field::Site => "Site manquant",
            Field::Profile => "Profil manquant",
            Field::LastName => "Nom manquant",
            Field::FirstName => "Prénom manquant",
            Field::Email => "E-mail manquant",
        },
        IssueKind::UnknownContract => "Compte inconnu",
        IssueKind::UnknownSubAccount => "Sous-compte inconnu",
        IssueKind::UnknownSite => "Site inconnu",
        IssueKind::UnknownProfile => "Profil inconnu",
        IssueKind::InvalidAddress => "E-mail invalide",
        IssueKind::NamedAddress => "E-mail avec un nom",
        IssueKind::LikelyDomain => "Domaine à vérifier",
        IssueKind::TooLong => "Trop long",
        IssueKind::ForbiddenCharacter => "Caractère interdit",
        IssueKind::Link => "Lien interdit",
        IssueKind::FormulaError => "Formule",
        IssueKind::OtherPerson => "Conflit",
        IssueKind::Duplicate => "Doublon",
    }
}

fn name_en(field: Field, kind: IssueKind) -> &'static str {
    match kind {
        IssueKind::Missing => match field {
            Field::Contract => "Account missing",
            Field::SubAccount => "Sub-account missing",
            Field::Site => "Site missing",
            Field::Profile => "Profile missing",
            Field::LastName => "Last name missing",
            Field::FirstName => "First name missing",
            Field::Email => "E-mail missing",
        },
        IssueKind::UnknownContract => "Unknown account",
        IssueKind::UnknownSubAccount => "Unknown sub-account",
        IssueKind::UnknownSite => "Unknown site",
        IssueKind::UnknownProfile => "Unknown profile",
        IssueKind::InvalidAddress => "Invalid e-mail",
        IssueKind::NamedAddress => "E-mail with a name",
        IssueKind::LikelyDomain => "Domain to check",
        IssueKind::TooLong => "Too long",
        IssueKind::ForbiddenCharacter => "Forbidden character",
        IssueKind::Link => "Link not allowed",
        IssueKind::FormulaError => "Formula",
        IssueKind::OtherPerson => "Conflict",
        IssueKind::Duplicate => "Duplicate",
    }
}

fn sentence_fr(issue: &Issue, value: &str) -> String {
    let said = match &issue.code {
        IssueCode::Missing => "Cette cellule doit être remplie.".to_owned(),
        IssueCode::UnknownContract => format!("Le compte « {value} » n’existe pas chez vous."),
        IssueCode::UnknownSubAccount { contract } => {
            format!("Le compte {contract} n’a pas de sous-compte « {value} ».")
        }
        IssueCode::UnknownSite => {
            format!("Le site « {value} » n’existe pas. Majuscules et accents comptent.")
        }
        IssueCode::UnknownProfile => format!("Aucun profil ne s’appelle « {value} »."),
        IssueCode::InvalidAddress { reason } => {
            format!("Ce n’est pas une adresse e-mail : {}.", reason_fr(*reason))
        }
        IssueCode::NamedAddress => "Seule l’adresse est attendue, sans le nom.".to_owned(),
        IssueCode::LikelyDomain => {
            "Ce domaine ressemble à une faute de frappe ; la ligne peut être importée ainsi.".to_owned()
        }
        IssueCode::TooLong { max } => format!("Trop long : {max} caractères au plus."),
        IssueCode::ForbiddenCharacter => "Un caractère invisible ou interdit s’y trouve.".to_owned(),
        IssueCode::Link => "Un lien n’a pas sa place dans un nom.".to_owned(),
        IssueCode::FormulaError if value.trim() == NOT_CALCULATED => {
            "Le classeur a été enregistré sans le résultat de cette formule. Ouvrez-le dans Excel et enregistrez-le de nouveau, ou remplacez les formules par leurs valeurs.".to_owned()
        }
        IssueCode::FormulaError => {
            format!("« {value} » est une erreur de formule du tableur, et non une valeur.")
        }
        IssueCode::OtherPerson { name } => format!(
            "C’est l’adresse de «\u{a0}{name}\u{a0}», et la ligne nomme quelqu’un d’autre. Corrigez l’adresse ou le nom\u{a0}; sans nom, l’accès est ajouté à «\u{a0}{name}\u{a0}»."
        ),
        IssueCode::Duplicate { line } => format!("Même adresse au même endroit qu’à la ligne {line}."),
    };
    match &issue.suggestion {
        Some(suggestion) => format!("{said} Vouliez-vous dire « {suggestion} » ?"),
        None => said,
    }
}

fn sentence_en(issue: &Issue, value: &str) -> String {
    let said = match &issue.code {
        IssueCode::Missing => "This cell must be filled in.".to_owned(),
        IssueCode::UnknownContract => format!("You have no account “{value}”."),
        IssueCode::UnknownSubAccount { contract } => {
            format!("Account {contract} has no sub-account “{value}”.")
        }
        IssueCode::UnknownSite => format!("There is no site “{value}”. Capitals and accents count."),
        IssueCode::UnknownProfile => format!("No profile is called “{value}”."),
        IssueCode::InvalidAddress { reason } => {
            format!("This is not an e-mail address: {}.", reason_en(*reason))
        }
        IssueCode::NamedAddress => "Only the address is expected, without the name.".to_owned(),
        IssueCode::LikelyDomain => {
            "This domain looks like a typing error; the row can be imported as it is.".to_owned()
        }
        IssueCode::TooLong { max } => format!("Too long: {max} characters at most."),
        IssueCode::ForbiddenCharacter => "It holds an invisible or forbidden character.".to_owned(),
        IssueCode::Link => "A link does not belong in a name.".to_owned(),
        IssueCode::FormulaError if value.trim() == NOT_CALCULATED => {
            "The workbook was saved without the result of this formula. Open it in Excel and save it again, or replace the formulas with their values.".to_owned()
        }
        IssueCode::FormulaError => format!("“{value}” is a formula error of the spreadsheet, not a value."),
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

fn template_fr(field: Field, kind: IssueKind) -> &'static str {
    match kind {
        IssueKind::Missing => match field {
            Field::Contract => "N° compte manquant",
            Field::SubAccount => "N° sous-compte manquant",
            Field::Site => "site manquant",
            Field::Profile => "profil manquant",
            Field::LastName => "nom manquant",
            Field::FirstName => "prénom manquant",
            Field::Email => "adresse e-mail manquante",
        },
        IssueKind::UnknownContract => "compte inconnu[ : {suggestion} ?]",
        IssueKind::UnknownSubAccount => "sous-compte inconnu sur le compte {contract}[ : {suggestion} ?]",
        IssueKind::UnknownSite => "site inconnu[ : {suggestion} ?]",
        IssueKind::UnknownProfile => "profil inconnu[ : {suggestion} ?]",
        IssueKind::InvalidAddress => "adresse e-mail invalide, {reason}[ : {suggestion} ?]",
        IssueKind::NamedAddress => "adresse e-mail avec un nom[ : {suggestion} ?]",
        IssueKind::LikelyDomain => "domaine de l’adresse à vérifier[ : {suggestion} ?]",
        IssueKind::TooLong => "trop long : {max} caractères au plus",
        IssueKind::ForbiddenCharacter => "caractère interdit",
        IssueKind::Link => "lien interdit dans un nom",
        IssueKind::FormulaError => {
            "formule en erreur ou sans résultat : corrigez-la dans Excel et enregistrez, ou collez sa valeur"
        }
        IssueKind::OtherPerson => "adresse de {name}, et la ligne nomme quelqu’un d’autre",
        IssueKind::Duplicate => "doublon de la ligne {line}",
    }
}

fn template_en(field: Field, kind: IssueKind) -> &'static str {
    match kind {
        IssueKind::Missing => match field {
            Field::Contract => "account number missing",
            Field::SubAccount => "sub-account number missing",
            Field::Site => "site missing",
            Field::Profile => "profile missing",
            Field::LastName => "last name missing",
            Field::FirstName => "first name missing",
            Field::Email => "e-mail address missing",
        },
        IssueKind::UnknownContract => "unknown account[: {suggestion}?]",
        IssueKind::UnknownSubAccount => "unknown sub-account of account {contract}[: {suggestion}?]",
        IssueKind::UnknownSite => "unknown site[: {suggestion}?]",
        IssueKind::UnknownProfile => "unknown profile[: {suggestion}?]",
        IssueKind::InvalidAddress => "invalid e-mail address, {reason}[: {suggestion}?]",
        IssueKind::NamedAddress => "e-mail address with a name[: {suggestion}?]",
        IssueKind::LikelyDomain => "domain of the address to be checked[: {suggestion}?]",
        IssueKind::TooLong => "too long: {max} characters at most",
        IssueKind::ForbiddenCharacter => "forbidden character",
        IssueKind::Link => "link not allowed in a name",
        IssueKind::FormulaError => {
            "formula in error or without a result: correct it in Excel and save, or paste its value"
        }
        IssueKind::OtherPerson => "address of {name}, and the row names somebody else",
        IssueKind::Duplicate => "duplicate of line {line}",
    }
}

fn reason_fr(reason: AddressError) -> &'static str {
    match reason {
        AddressError::Empty => "elle est vide",
        AddressError::Invisible => "un caractère invisible s’y trouve",
        AddressError::Space => "une espace s’y trouve",
        AddressError::NoAt => "il manque le signe @",
        AddressError::ManyAts => "elle a plus d’un signe @",
        AddressError::NoLocalPart => "rien ne précède le signe @",
        AddressError::NoDomain => "rien ne suit le signe @",
        AddressError::LocalPartTooLong => "plus de 64 octets précèdent le signe @",
        AddressError::TooLong => "elle dépasse 254 octets",
        AddressError::MisplacedDot => "un point est mal placé avant le signe @",
        AddressError::ForbiddenCharacter => "un caractère interdit précède le signe @",
        AddressError::BadDomain => "ce qui suit le signe @ n’est pas un nom de domaine",
    }
}

fn reason_en(reason: AddressError) -> &'static str {
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
