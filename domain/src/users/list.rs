use super::UserStatus;
use crate::end_date::EndDate;
use crate::ids::{AssignmentId, ImportId};
use crate::time::LocalTime;
use serde::{Deserialize, Serialize};

/// What the list of assignments is narrowed to. Everything given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// N° compte: exactly this contract number.
    pub contract: Option<String>,
    /// N° sous-compte: exactly this sub-account number.
    pub sub_account: Option<String>,
    /// Site: a part of its name, accents and case aside; all of it, and exactly so, when it stands in quotes.
    pub site: Option<String>,
    /// Profil: exactly this name.
    pub profile: Option<String>,
    /// Utilisateur: a part of the address or of the name, accents and case aside.
    pub user: Option<String>,
    /// Statut.
    pub status: Option<UserStatus>,
    /// Only people whose last mail failed.
    pub mail_failed: bool,
    /// Only what ends soon: within [`Filter::SOON_DAYS`].
    #[serde(default)]
    pub ends_soon: bool,
    /// Only what this import wrote.
    pub import: Option<ImportId>,
}

impl Filter {
    /// What ends within so many days ends soon.
    pub const SOON_DAYS: i64 = 30;
}

/// The column by which the list is sorted. Ties are in order of creation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortKey {
    /// Utilisateur: the address.
    #[default]
    User,
    /// N° et nom du contrat: the number.
    Contract,
    /// Sous-compte: the name, then the number; all of them first.
    SubAccount,
    /// Site: the name; all of them first.
    Site,
    /// Profil: the name.
    Profile,
    /// Statut: its code.
    Status,
}

impl SortKey {
    /// Every column, in the order of the grid.
    pub const ALL: [Self; 6] =
        [Self::User, Self::Contract, Self::SubAccount, Self::Site, Self::Profile, Self::Status];
}

/// By what people are sorted one by one, beside their address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonSort {
    /// Nom.
    LastName,
    /// Prénom.
    FirstName,
    /// Identifiant.
    Identifier,
}

impl PersonSort {
    const ALL: [Self; 3] = [Self::LastName, Self::FirstName, Self::Identifier];

    /// The name used in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::LastName => "nom",
            Self::FirstName => "prenom",
            Self::Identifier => "identifiant",
        }
    }

    /// What is called so.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.code() == code)
    }
}

/// Which way the list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From A to Z.
    #[default]
    Ascending,
    /// From Z to A.
    Descending,
}

/// What a row of the list is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// Par affectation: an assignment.
    #[default]
    Assignment,
    /// Par personne: a person, with all those of their assignments that the filter leaves.
    Person,
}

impl Grouping {
    /// The columns by which such rows can be sorted: people by what each has but once.
    pub const fn sorts(self) -> &'static [SortKey] {
        match self {
            Self::Assignment => &SortKey::ALL,
            Self::Person => &[SortKey::User, SortKey::Status],
        }
    }

    /// The column by which such rows are sorted when `asked` was asked for.
    pub fn sort(self, asked: SortKey) -> SortKey {
        if self.sorts().contains(&asked) { asked } else { SortKey::default() }
    }
}

/// Which page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRequest {
    /// Narrowed to.
    pub filter: Filter,
    /// By assignment, or by person.
    #[serde(default)]
    pub grouping: Grouping,
    /// Sorted by.
    pub sort: SortKey,
    /// Sorted which way.
    pub direction: Direction,
    /// Rows on a page: 10 to 200.
    pub size: u16,
    /// Where the page begins: an opaque cursor of [`Page`], or the beginning.
    pub cursor: Option<String>,
}

impl Default for PageRequest {
    fn default() -> Self {
        Self {
            filter: Filter::default(),
            grouping: Grouping::default(),
            sort: SortKey::default(),
            direction: Direction::default(),
            size: Self::SIZES[0],
            cursor: None,
        }
    }
}

impl PageRequest {
    /// The page sizes that are offered.
    pub const SIZES: [u16; 4] = [25, 50, 100, 200];
}

/// How many there are. Counting a million rows for one page would cost more than the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// Exactly so many.
    Exactly(u64),
    /// More than so many.
    MoreThan(u64),
}

/// One page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<Rows = Vec<AssignmentRow>> {
    /// Its rows, at most as many as were asked for; or only their number.
    pub rows: Rows,
    /// How many rows stand before the first of these, when that is known (up to 10,000).
    pub offset: Option<u64>,
    /// How many assignments match.
    pub assignments: Count,
    /// How many people they are of; `None` where there are too many to be counted.
    pub people: Option<Count>,
    /// How many people's last mail failed, in all.
    pub mails_failed: u64,
    /// How many assignments end soon, or have a right that does, in all.
    pub ending_soon: Count,
    /// Cursor of the first page (""), when this is not it.
    pub first: Option<String>,
    /// Cursor of the page before.
    pub previous: Option<String>,
    /// Cursor of the page after.
    pub next: Option<String>,
}

impl<Row> Page<Vec<Row>> {
    /// The page without its rows, of which it keeps the number.
    pub fn counted(self) -> Page<u64> {
        let Self { rows, offset, assignments, people, mails_failed, ending_soon, first, previous, next } =
            self;
        let rows = rows.len() as u64;
        Page { rows, offset, assignments, people, mails_failed, ending_soon, first, previous, next }
    }
}

/// A row of the grid: one assignment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignmentRow {
    /// The assignment.
    pub id: AssignmentId,
    /// The address, as typed.
    pub email: String,
    /// "" when unknown.
    pub last_name: String,
    /// "" when unknown.
    pub first_name: String,
    /// N° compte.
    pub contract_number: String,
    /// The contract's name.
    pub contract_name: String,
    /// Number and name; `None`: all of them.
    pub sub_account: Option<(String, String)>,
    /// `None`: all of them.
    pub site: Option<String>,
    /// The profile's name.
    pub profile: String,
    /// The last day of the assignment or of one of its personal rights, whichever comes first.
    pub next_end: Option<EndDate>,
    /// Where the user stands with the customer.
    pub status: UserStatus,
    /// Since when, for a suspended or expired user.
    pub status_since: Option<LocalTime>,
    /// When the user last signed in to the customer's area.
    pub last_sign_in: Option<LocalTime>,
    /// When the assignment was made.
    pub created: LocalTime,
    /// What became of the last mail about this access; `None` once it no longer matters.
    pub mail: Option<MailState>,
    /// Whether this is the row of the administrator who is looking: it cannot be removed.
    pub is_self: bool,
    /// Whether whoever is looking changes anything at all, or only looks.
    pub may_change: bool,
}

/// A row of the list by person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// What the person signs in with.
    pub identifier: String,
    /// The person's assignments that match, in order of creation: at least one, at most [`PersonRow::SHOWN`].
    pub assignments: Vec<AssignmentRow>,
    /// How many match in all.
    pub count: u64,
}

impl PersonRow {
    /// So many assignments of a person stand in a row.
    pub const SHOWN: i64 = 6;
}

/// What became of a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum MailState {
    /// Waiting to be sent, or to be tried again.
    Queued {
        /// Why it was not accepted yet, in the mail server's own words; `None` before it was tried.
        reason: Option<String>,
    },
    /// Accepted by the mail server.
    Sent {
        /// When.
        at: LocalTime,
    },
    /// Refused for good.
    Failed {
        /// In the mail server's own words.
        reason: String,
    },
}
