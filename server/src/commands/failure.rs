use super::texts::Texts;
use crate::start::StartError;
use backend::access::ResetFactorError;
use backend::administrators::ReplaceError;
use backend::applications;
use backend::backups::{BackUpError, RestoreError};
use backend::contracts::{self, ChangeError};
use backend::customers::CreateError;
use backend::imports::{CommitError, FillError, OpenError};
use backend::reference::LineError;
use backend::tariffs::{PublishError, WithdrawError};
use domain::imports::{Field, ReadError};
use domain::tariffs::TariffError;
use std::path::PathBuf;

/// Why a command could not be done.
#[derive(Debug)]
pub(super) enum Failure {
    /// A setting is wrong, or what it names cannot be used.
    Start(StartError),
    /// A file cannot be opened.
    File {
        path: PathBuf,
        error: std::io::Error,
    },
    /// A file of people cannot be read as one.
    Unreadable {
        path: PathBuf,
        error: ReadError,
    },
    /// A workbook has no sheet of that name, but these.
    UnknownSheet {
        sheet: String,
        sheets: Vec<String>,
    },
    /// A file has no column with that heading, but these.
    UnknownColumn {
        heading: String,
        headings: Vec<String>,
    },
    /// A file has no column for fields that every row needs.
    MissingColumns(Vec<Field>),
    /// Lines of a file of reference data are wrong.
    Lines(Vec<LineError>),
    /// An argument is not what it must be.
    Argument {
        name: &'static str,
        reason: String,
    },
    /// There is no such customer.
    UnknownCustomer(String),
    /// The customer has no contract, or the contract no sub-account, of that number.
    UnknownContract,
    UnknownSubAccount,
    /// There is a contract, or a sub-account, of that number.
    NumberTaken {
        closed: bool,
    },
    /// Nobody took the administration over.
    HandOver(ReplaceError),
    /// Nobody has the address whose second factor was to be removed.
    UnknownPerson,
    /// The person has no second factor.
    NoFactor,
    /// Another customer is called so: this is its name.
    NameTaken(String),
    /// A file is no document to be published.
    Tariff(TariffError),
    /// The contract has a document of that name.
    TariffKnown,
    /// The contract has no document of that name.
    UnknownTariff,
    /// Another of the portal's applications is called so.
    ApplicationKnown,
    /// None of the portal's applications is called so.
    UnknownApplication,
    /// There is no backup.
    BackUp(BackUpError),
    /// A backup was not restored.
    Restore(RestoreError),
    /// The customer's data changed again and again while it was imported.
    Busy,
    /// The database or the system refused.
    Other(String),
}

impl Failure {
    pub(super) fn other(error: impl std::fmt::Display) -> Self {
        Self::Other(error.to_string())
    }

    pub(super) fn text(&self, texts: &Texts) -> String {
        match self {
            Self::Start(error) => error.to_string(),
            Self::File { path, error } => format!("{}: {error}", path.display()),
            Self::Unreadable { path, error } => format!("{}: {}", path.display(), (texts.unreadable)(error)),
            Self::UnknownSheet { sheet, sheets } => (texts.unknown_sheet)(sheet, sheets),
            Self::UnknownColumn { heading, headings } => (texts.unknown_column)(heading, headings),
            Self::MissingColumns(fields) => (texts.missing_columns)(fields),
            Self::Lines(errors) => {
                errors.iter().map(texts.reference_line).collect::<Vec<_>>().join("\nguichet: ")
            }
            Self::Argument { name, reason } => format!("{name}: {reason}"),
            Self::UnknownCustomer(name) => (texts.unknown_customer)(name),
            Self::UnknownContract => texts.contracts.unknown_contract.to_owned(),
            Self::UnknownSubAccount => texts.contracts.unknown_sub_account.to_owned(),
            Self::NumberTaken { closed: false } => texts.contracts.number_taken.to_owned(),
            Self::NumberTaken { closed: true } => texts.contracts.number_closed.to_owned(),
            Self::HandOver(error) => texts.hand_over.failure(error),
            Self::UnknownPerson => texts.factor.nobody.to_owned(),
            Self::NoFactor => texts.factor.none.to_owned(),
            Self::NameTaken(other) => (texts.customers.name_taken)(other),
            Self::Tariff(error) => (texts.tariffs.refused)(*error),
            Self::TariffKnown => texts.tariffs.known.to_owned(),
            Self::UnknownTariff => texts.tariffs.unknown.to_owned(),
            Self::ApplicationKnown => texts.application_known.to_owned(),
            Self::UnknownApplication => texts.unknown_application.to_owned(),
            Self::BackUp(error) => texts.backups.not_backed_up(error),
            Self::Restore(error) => texts.backups.not_restored(error),
            Self::Busy => texts.busy.to_owned(),
            Self::Other(reason) => reason.clone(),
        }
    }
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Self {
        Self::Start(error)
    }
}

impl From<CreateError> for Failure {
    fn from(error: CreateError) -> Self {
        match error {
            CreateError::NameTaken(other) => Self::NameTaken(other),
            CreateError::Database(error) => Self::other(error),
        }
    }
}

impl From<ReplaceError> for Failure {
    fn from(error: ReplaceError) -> Self {
        match error {
            ReplaceError::Database(error) => Self::other(error),
            error => Self::HandOver(error),
        }
    }
}

impl From<ResetFactorError> for Failure {
    fn from(error: ResetFactorError) -> Self {
        match error {
            ResetFactorError::NotFound => Self::UnknownPerson,
            ResetFactorError::None => Self::NoFactor,
            ResetFactorError::Database(error) => Self::other(error),
        }
    }
}

impl From<contracts::CreateError> for Failure {
    fn from(error: contracts::CreateError) -> Self {
        match error {
            contracts::CreateError::NumberTaken { closed } => Self::NumberTaken { closed },
            contracts::CreateError::UnknownContract => Self::UnknownContract,
            contracts::CreateError::Database(error) => Self::other(error),
        }
    }
}

impl From<applications::CreateError> for Failure {
    fn from(error: applications::CreateError) -> Self {
        match error {
            applications::CreateError::NameTaken => Self::ApplicationKnown,
            applications::CreateError::Database(error) => Self::other(error),
        }
    }
}

impl From<ChangeError> for Failure {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::UnknownContract => Self::UnknownContract,
            ChangeError::UnknownSubAccount => Self::UnknownSubAccount,
            ChangeError::Database(error) => Self::other(error),
        }
    }
}

impl From<applications::RevokeError> for Failure {
    fn from(error: applications::RevokeError) -> Self {
        match error {
            applications::RevokeError::NotFound => Self::UnknownApplication,
            applications::RevokeError::Database(error) => Self::other(error),
        }
    }
}

impl From<TariffError> for Failure {
    fn from(error: TariffError) -> Self {
        Self::Tariff(error)
    }
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::UnknownContract => Self::UnknownContract,
            PublishError::NameTaken => Self::TariffKnown,
            PublishError::Database(error) => Self::other(error),
        }
    }
}

impl From<WithdrawError> for Failure {
    fn from(error: WithdrawError) -> Self {
        match error {
            WithdrawError::UnknownContract => Self::UnknownContract,
            WithdrawError::UnknownTariff => Self::UnknownTariff,
            WithdrawError::Database(error) => Self::other(error),
        }
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        Self::other(error)
    }
}

impl From<FillError> for Failure {
    fn from(error: FillError) -> Self {
        Self::other(error)
    }
}

impl From<CommitError> for Failure {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Busy => Self::Busy,
            error => Self::other(error),
        }
    }
}
