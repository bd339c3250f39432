//! In French.

use super::{Wording, first_of};
use crate::address::AddressError;
use crate::end_date::{EndDate, EndDateError};
use crate::imports::{AddressDoubt, Field, Issue, IssueCode, IssueKind, NOT_CALCULATED};
use crate::locale::Locale;
use crate::rights::{Application, Level};

pub(super) static WORDING: Wording =
    Wording { locale: Locale::Fr, name, sentence, reason, doubt: doubtful, reasons_heading: "constat" };

fn name(field: Field, kind: IssueKind) -> &'static str {
    match kind {
        IssueKind::Missing => match field {
            Field::Contract => "Compte manquant",
            Field::SubAccount => "Sous-compte manquant",
            Field::Site => "Site manquant",
            Field::Profile => "Profil manquant",
            Field::LastName => "Nom manquant",
            Field::FirstName => "Prénom manquant",
            Field::Email => "E-mail manquant",
            Field::Rights => "Droits manquants",
            Field::End => "Fin manquante",
        },
        IssueKind::NoRow => "Titres répétés, totaux, remarques",
        IssueKind::UnknownContract => "Compte inconnu",
        IssueKind::UnknownSubAccount => "Sous-compte inconnu",
        IssueKind::UnknownSite => "Site inconnu",
        IssueKind::UnknownProfile => "Profil inconnu",
        IssueKind::InvalidAddress => "E-mail invalide",
        IssueKind::NamedAddress => "E-mail avec un nom",
        IssueKind::LikelyDomain => "Domaine à vérifier",
        IssueKind::UnusualAddress => "Adresse inhabituelle",
        IssueKind::SeveralValues => "Plusieurs valeurs",
        IssueKind::Recomputed => "Modifié par le tableur",
        IssueKind::SpreadsheetMark => "Marque de tableur",
        IssueKind::BrokenText => "Lettres abîmées",
        IssueKind::TooLong => "Trop long",
        IssueKind::ForbiddenCharacter => "Caractère interdit",
        IssueKind::Link => "Lien interdit",
        IssueKind::UnknownApplication => "Droit inconnu",
        IssueKind::UnknownLevel => "Niveau inconnu",
        IssueKind::ApplicationNotInContract => "Hors contrat",
        IssueKind::InvalidEnd => "Date invalide",
        IssueKind::PastEnd => "Date passée",
        IssueKind::OutOfReach => "Hors périmètre",
        IssueKind::BeyondOwn => "Au-delà de vos droits",
        IssueKind::OwnAccess => "Votre propre accès",
        IssueKind::FormulaError => "Formule",
        IssueKind::OtherName => "Nom changé",
        IssueKind::OverruledName => "Nom non repris",
        IssueKind::Suspended => "Personne suspendue",
        IssueKind::WhichSubAccount => "Sous-compte à préciser",
        IssueKind::OtherPerson => "Conflit",
        IssueKind::Duplicate => "Doublon",
    }
}

fn sentence(issue: &Issue, value: &str) -> String {
    let said = match &issue.code {
        IssueCode::NoRow => "Cette ligne ne nomme personne\u{a0}: c’est un titre répété, un total, une signature ou une remarque. Laissez-la de côté.".to_owned(),
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
            format!("Ce n’est pas une adresse e-mail : {}.", address(*reason))
        }
        IssueCode::NamedAddress => "Seule l’adresse est attendue, sans le nom.".to_owned(),
        IssueCode::LikelyDomain => {
            "Ce domaine ressemble à une faute de frappe ; la ligne peut être importée ainsi.".to_owned()
        }
        IssueCode::UnusualAddress { doubt } => format!("{} La ligne peut être importée ainsi.", doubtful(*doubt)),
        IssueCode::SeveralValues { values } => {
            format!("Il y en a plusieurs dans cette cellule, {}\u{a0}: faites une ligne de chacune.", first_of(values, ", "))
        }
        IssueCode::Recomputed { candidates } => format!("Le tableur a transformé cette valeur en «\u{a0}{value}\u{a0}». Elle peut avoir été\u{a0}: {}.", first_of(candidates, ", ")),
        IssueCode::SpreadsheetMark => "Le tableur a laissé une marque autour de cette valeur.".to_owned(),
        IssueCode::BrokenText => "Des lettres ont été perdues ou remplacées.".to_owned(),
        IssueCode::TooLong { max } => format!("Trop long : {max} caractères au plus."),
        IssueCode::ForbiddenCharacter => "Un caractère invisible ou interdit s’y trouve.".to_owned(),
        IssueCode::Link => "Un lien ou un numéro de téléphone n’a pas sa place dans un nom.".to_owned(),
        IssueCode::UnknownApplication { right } => {
            format!("«\u{a0}{right}\u{a0}» ne nomme aucune application. Il y a\u{a0}: {}.", applications())
        }
        IssueCode::UnknownLevel { right } => {
            format!("«\u{a0}{right}\u{a0}» ne dit pas quel droit. Écrivez {} après le signe =.", levels())
        }
        IssueCode::ApplicationNotInContract { application, contract } => {
            format!("Le compte {contract} ne comprend pas «\u{a0}{}\u{a0}».", application.code())
        }
        IssueCode::InvalidEnd { reason } => format!("«\u{a0}{value}\u{a0}» {}.", end(*reason)),
        IssueCode::PastEnd => "Cette date est déjà passée.".to_owned(),
        IssueCode::OutOfReach => "Vous n’administrez pas les personnes de cet endroit.".to_owned(),
        IssueCode::BeyondOwn => "Vous n’avez pas vous-même tous ces droits à cet endroit\u{a0}: vous ne pouvez pas les donner.".to_owned(),
        IssueCode::OwnAccess => "C’est votre propre accès\u{a0}: l’administrateur de votre entreprise peut le modifier.".to_owned(),
        IssueCode::FormulaError if value.trim() == NOT_CALCULATED => {
            "Le classeur a été enregistré sans le résultat de cette formule. Ouvrez-le dans Excel et enregistrez-le de nouveau, ou remplacez les formules par leurs valeurs.".to_owned()
        }
        IssueCode::FormulaError => {
            format!("« {value} » est une erreur de formule du tableur, et non une valeur.")
        }
        IssueCode::OtherName { name } if name.is_empty() => {
            "Cette personne n’a pas encore de nom\u{a0}: elle prendra celui-ci.".to_owned()
        }
        IssueCode::OtherName { name } => format!(
            "Cette personne s’appelle «\u{a0}{name}\u{a0}» jusqu’ici\u{a0}: elle prendra le nom de la ligne, si vous reprenez les noms du fichier."
        ),
        IssueCode::OverruledName { line } => format!(
            "La ligne {line} nomme déjà cette personne, et autrement\u{a0}: c’est elle qui compte, et le nom de celle-ci n’est pas repris."
        ),
        IssueCode::Suspended => {
            "Cette personne est suspendue\u{a0}: rien de cette ligne ne lui sert avant qu’elle soit réactivée.".to_owned()
        }
        IssueCode::WhichSubAccount { count } => format!(
            "Cette personne a un accès à {count} sous-comptes de ce compte\u{a0}: indiquez lequel cette ligne change."
        ),
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

fn reason(issue: &Issue) -> String {
    let said = match &issue.code {
        IssueCode::Missing => match issue.field {
            Field::Contract => "N° compte manquant",
            Field::SubAccount => "N° sous-compte manquant",
            Field::Site => "site manquant",
            Field::Profile => "profil manquant",
            Field::LastName => "nom manquant",
            Field::FirstName => "prénom manquant",
            Field::Email => "adresse e-mail manquante",
            Field::Rights => "droits manquants",
            Field::End => "date de fin manquante",
        }
        .to_owned(),
        IssueCode::NoRow => {
            "titre répété, total, signature ou remarque\u{a0}: la ligne ne nomme personne".to_owned()
        }
        IssueCode::UnknownContract => "compte inconnu".to_owned(),
        IssueCode::UnknownSubAccount { contract } => format!("sous-compte inconnu sur le compte {contract}"),
        IssueCode::UnknownSite => "site inconnu".to_owned(),
        IssueCode::UnknownProfile => "profil inconnu".to_owned(),
        IssueCode::InvalidAddress { reason } => format!("adresse e-mail invalide, {}", address(*reason)),
        IssueCode::NamedAddress => "adresse e-mail avec un nom".to_owned(),
        IssueCode::LikelyDomain => "domaine de l’adresse à vérifier".to_owned(),
        IssueCode::UnusualAddress { doubt } => {
            format!("adresse e-mail à vérifier\u{a0}: {}", doubtful(*doubt))
        }
        IssueCode::SeveralValues { values } => {
            format!(
                "plusieurs valeurs dans une cellule, une ligne pour chacune\u{a0}: {}",
                first_of(values, " · ")
            )
        }
        IssueCode::Recomputed { candidates } => {
            format!("valeur transformée par le tableur, peut-être {}", first_of(candidates, " ou "))
        }
        IssueCode::SpreadsheetMark => "marque du tableur autour de la valeur".to_owned(),
        IssueCode::BrokenText => "lettres perdues ou remplacées".to_owned(),
        IssueCode::TooLong { max } => format!("trop long : {max} caractères au plus"),
        IssueCode::ForbiddenCharacter => "caractère interdit".to_owned(),
        IssueCode::Link => "lien interdit dans un nom".to_owned(),
        IssueCode::UnknownApplication { right } => format!("application inconnue dans «\u{a0}{right}\u{a0}»"),
        IssueCode::UnknownLevel { right } => format!("niveau inconnu dans «\u{a0}{right}\u{a0}»"),
        IssueCode::ApplicationNotInContract { application, contract } => {
            format!("«\u{a0}{}\u{a0}» n’est pas compris dans le compte {contract}", application.code())
        }
        IssueCode::InvalidEnd { reason } => format!("la fin {}", end(*reason)),
        IssueCode::PastEnd => "date de fin déjà passée".to_owned(),
        IssueCode::OutOfReach => "hors de ce que vous administrez".to_owned(),
        IssueCode::BeyondOwn => "droits que vous n’avez pas vous-même".to_owned(),
        IssueCode::OwnAccess => "votre propre accès".to_owned(),
        IssueCode::FormulaError => {
            "formule en erreur ou sans résultat : corrigez-la dans Excel et enregistrez, ou collez sa valeur"
                .to_owned()
        }
        IssueCode::OtherName { name } if name.is_empty() => "personne sans nom jusqu’ici".to_owned(),
        IssueCode::OtherName { name } => format!("s’appelle {name} jusqu’ici"),
        IssueCode::OverruledName { line } => format!("nommée autrement à la ligne {line}, qui compte"),
        IssueCode::Suspended => "personne suspendue".to_owned(),
        IssueCode::WhichSubAccount { count } => {
            format!("la personne a un accès à {count} sous-comptes : indiquez lequel")
        }
        IssueCode::OtherPerson { name } => format!("adresse de {name}, et la ligne nomme quelqu’un d’autre"),
        IssueCode::Duplicate { line } => format!("doublon de la ligne {line}"),
    };

    match &issue.suggestion {
        Some(suggestion) => format!("{said} : {suggestion} ?"),
        None => said,
    }
}

/// As cells write them.
fn applications() -> String {
    Application::ALL.map(Application::code).join(", ")
}

fn levels() -> String {
    let [none, view, manage] = Level::ALL.map(Level::code);
    format!("{none}, {view} ou {manage}")
}

fn end(reason: EndDateError) -> String {
    match reason {
        EndDateError::NotADate => "n’est pas une date, comme 31/12/2030 ou 2030-12-31".to_owned(),
        EndDateError::SerialNumber { .. } => "est le nombre sous lequel un tableur garde une date".to_owned(),
        EndDateError::ShortYear => "n’a que deux chiffres pour l’année".to_owned(),
        EndDateError::YearOutOfRange => {
            let (first, last) = (EndDate::YEARS.start(), EndDate::YEARS.end());
            format!("n’est pas entre les années {first} et {last}")
        }
    }
}

fn address(reason: AddressError) -> &'static str {
    match reason {
        AddressError::Empty => "elle est vide",
        AddressError::Invisible => "un caractère invisible s’y trouve",
        AddressError::Space => "un espace s’y trouve",
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

const fn doubtful(doubt: AddressDoubt) -> &'static str {
    match doubt {
        AddressDoubt::Accents => {
            "Des lettres accentuées précèdent le signe @\u{a0}: beaucoup de messageries les refusent."
        }
        AddressDoubt::MixedScripts => {
            "Des lettres de plusieurs alphabets s’y mêlent\u{a0}: certaines se ressemblent."
        }
        AddressDoubt::PrivateDomain => {
            "Ce domaine n’existe que sur un réseau privé, ou nulle part\u{a0}: aucun message n’y arrivera."
        }
    }
}
