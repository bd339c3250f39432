//! All contracts of all customers of an advanced user, as one table.

use crate::end_date::{EndDate, Weekday};
use crate::fold::fold;
use crate::ids::{AssignmentId, CustomerId};
use crate::sought::{clipped, few};
use crate::time::LocalTime;
use crate::users::{Direction, UserStatus};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// How many people stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleCounts {
    /// Have not signed in yet.
    pub invited: u64,
    /// Have.
    pub active: u64,
    /// May not, until reactivated.
    pub suspended: u64,
    /// Did not in time.
    pub expired: u64,
}

impl PeopleCounts {
    /// All of them.
    pub const fn all(self) -> u64 {
        self.invited + self.active + self.suspended + self.expired
    }
}

/// A contract, as the table says it. Somebody at two contracts counts at each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractLine {
    /// Whose it is.
    pub customer: CustomerId,
    /// What the customer is called.
    pub customer_name: String,
    /// N° compte.
    pub number: String,
    /// What the customer calls it, or else the carrier.
    pub name: String,
    /// Who has an access at it.
    pub people: PeopleCounts,
    /// At how many sites they are.
    pub sites: u64,
    /// How many of them have not got their last mail.
    pub mails_failed: u64,
    /// How many accesses, or rights of theirs, end within [`Filter::SOON_DAYS`](crate::users::Filter::SOON_DAYS).
    pub ending_soon: u64,
    /// When the last import that stands brought or changed something at it.
    pub imported: Option<LocalTime>,
}

/// What all contracts come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Customers, those without a contract among them.
    pub customers: u64,
    /// Contracts.
    pub contracts: u64,
    /// People, at each of their contracts.
    pub people: PeopleCounts,
    /// Of these, whose last mail failed.
    pub mails_failed: u64,
    /// Accesses that end soon.
    pub ending_soon: u64,
}

impl Totals {
    /// What these lines come to.
    pub fn of(customers: u64, lines: &[ContractLine]) -> Self {
        let mut totals = Self { customers, contracts: lines.len() as u64, ..Self::default() };
        for line in lines {
            totals.people.invited += line.people.invited;
            totals.people.active += line.people.active;
            totals.people.suspended += line.people.suspended;
            totals.people.expired += line.people.expired;
            totals.mails_failed += line.mails_failed;
            totals.ending_soon += line.ending_soon;
        }

        totals
    }
}

/// The column by which the table is sorted. Ties are by customer, then by number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "they are the fields of a line")]
pub enum ContractSort {
    #[default]
    Customer,
    Contract,
    Invited,
    Active,
    Suspended,
    Expired,
    Sites,
    MailsFailed,
    EndingSoon,
    Imported,
}

impl ContractSort {
    /// Every column, in the order of the table.
    pub const ALL: [Self; 10] = [
        Self::Customer,
        Self::Contract,
        Self::Invited,
        Self::Active,
        Self::Suspended,
        Self::Expired,
        Self::Sites,
        Self::MailsFailed,
        Self::EndingSoon,
        Self::Imported,
    ];

    /// Which way people want to see it first: names from A, numbers from the largest.
    pub const fn first_direction(self) -> Direction {
        match self {
            Self::Customer | Self::Contract => Direction::Ascending,
            _ => Direction::Descending,
        }
    }

    /// By all but the customer.
    fn compare(self, one: &ContractLine, other: &ContractLine) -> Ordering {
        let by = |count: fn(&ContractLine) -> u64| count(one).cmp(&count(other));
        match self {
            Self::Customer => Ordering::Equal,
            Self::Contract => one.number.cmp(&other.number),
            Self::Invited => by(|line| line.people.invited),
            Self::Active => by(|line| line.people.active),
            Self::Suspended => by(|line| line.people.suspended),
            Self::Expired => by(|line| line.people.expired),
            Self::Sites => by(|line| line.sites),
            Self::MailsFailed => by(|line| line.mails_failed),
            Self::EndingSoon => by(|line| line.ending_soon),
            Self::Imported => one.imported.cmp(&other.imported),
        }
    }
}

/// What of the table is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsolidationRequest {
    /// What customers, contracts and people are looked for by.
    #[serde(default)]
    pub sought: Option<String>,
    /// Sorted by.
    #[serde(default)]
    pub sort: ContractSort,
    /// Sorted the other way than [`ContractSort::first_direction`].
    #[serde(default)]
    pub turned: bool,
    /// Which page, from 1 on; one that is not there is the last.
    #[serde(default)]
    pub page: u32,
}

impl ConsolidationRequest {
    /// So many contracts stand on a page.
    pub const PAGE: usize = 50;

    /// Which way the table is sorted.
    pub const fn direction(&self) -> Direction {
        match (self.sort.first_direction(), self.turned) {
            (Direction::Ascending, false) | (Direction::Descending, true) => Direction::Ascending,
            _ => Direction::Descending,
        }
    }

    /// The lines of which every word that is sought is a part of the names or the number, in order.
    pub fn choose(&self, lines: Vec<ContractLine>) -> Vec<ContractLine> {
        // Each with its customer's name as it sorts, which takes longer than to compare it.
        let mut named: Vec<_> = lines.into_iter().map(|line| (fold(&line.customer_name), line)).collect();
        let sought = fold(clipped(self.sought.as_deref().unwrap_or_default()));
        let words = few(sought.split_whitespace());
        if !words.is_empty() {
            named.retain(|(customer, line)| {
                let text = format!("{customer} {}", fold(&format!("{} {}", line.number, line.name)));
                words.iter().all(|word| text.contains(word))
            });
        }

        let turn = |order: Ordering| match self.direction() {
            Direction::Ascending => order,
            Direction::Descending => order.reverse(),
        };
        named.sort_by(|(name, one), (other_name, other)| {
            let by_customer = (name, one.customer).cmp(&(other_name, other.customer));
            let asked = match self.sort {
                ContractSort::Customer => by_customer,
                sort => sort.compare(one, other),
            };
            turn(asked).then(by_customer).then_with(|| one.number.cmp(&other.number))
        });

        named.into_iter().map(|(_, line)| line).collect()
    }
}

/// How many people came in for the first time in a week, counted at each of their contracts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekOfActivations {
    /// Its Monday.
    pub monday: EndDate,
    /// How many.
    pub people: u64,
}

impl WeekOfActivations {
    /// So many weeks are shown, this one among them.
    pub const SHOWN: usize = 26;
}

/// The Monday of a day's week.
pub fn monday(day: EndDate) -> EndDate {
    let mut monday = day;
    while monday.weekday() != Weekday::Monday {
        let Some(before) = monday.before() else { break };
        monday = before;
    }

    monday
}

/// The Mondays of the last weeks, the earliest first.
pub fn last_mondays(today: EndDate, weeks: usize) -> Vec<EndDate> {
    let before = |monday: &EndDate| Some(self::monday(monday.before()?));
    let mut mondays: Vec<_> = std::iter::successors(Some(monday(today)), before).take(weeks).collect();
    mondays.reverse();
    mondays
}

/// Somebody who was found, at the first of their contracts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPerson {
    /// With whom.
    pub customer: CustomerId,
    /// What the customer is called.
    pub customer_name: String,
    /// The first of their accesses there.
    pub assignment: AssignmentId,
    /// As the customer writes it.
    pub email: String,
    /// "" when unknown.
    pub last_name: String,
    /// "" when unknown.
    pub first_name: String,
    /// What they sign in with.
    pub identifier: String,
    /// Where they stand with the customer.
    pub status: UserStatus,
    /// The number of the contract.
    pub contract: String,
}

/// Who was found among the people of all customers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPeople {
    /// By customer; at most [`FoundPeople::SHOWN`].
    pub people: Vec<FoundPerson>,
    /// Whether there are others.
    pub more: bool,
}

impl FoundPeople {
    /// So many are shown.
    pub const SHOWN: usize = 20;
}

/// A page of the table, and what stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consolidation {
    /// Of all contracts, whatever was sought.
    pub totals: Totals,
    /// The contracts of the page.
    pub lines: Vec<ContractLine>,
    /// How many contracts match.
    pub matching: u64,
    /// The page, from 1 on.
    pub page: u32,
    /// How many pages there are; at least one.
    pub pages: u32,
    /// The last weeks, the earliest first.
    pub weeks: Vec<WeekOfActivations>,
    /// Whom the search found; `None` where nothing was sought.
    pub people: Option<FoundPeople>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn line(customer: u128, name: &str, number: &str, active: u64) -> ContractLine {
        ContractLine {
            customer: CustomerId(Uuid::from_u128(customer)),
            customer_name: name.to_owned(),
            number: number.to_owned(),
            name: format!("Agence {number}"),
            people: PeopleCounts { active, ..PeopleCounts::default() },
            sites: 1,
            mails_failed: 2,
            ending_soon: 3,
            imported: None,
        }
    }

    fn lines() -> Vec<ContractLine> {
        vec![line(1, "Potters", "30", 5), line(2, "Émaux", "20", 9), line(1, "Potters", "10", 9)]
    }

    fn numbers(request: &ConsolidationRequest) -> Vec<String> {
        request.choose(lines()).into_iter().map(|line| line.number).collect()
    }

    #[test]
    fn contracts_stand_by_customer_and_number_or_by_what_there_is_most_of() {
        let by = |sort, turned| ConsolidationRequest { sort, turned, ..ConsolidationRequest::default() };
        assert_eq!(numbers(&by(ContractSort::Customer, false)), ["20", "10", "30"], "accents aside");
        assert_eq!(numbers(&by(ContractSort::Customer, true)), ["10", "30", "20"]);
        assert_eq!(numbers(&by(ContractSort::Contract, false)), ["10", "20", "30"]);
        assert_eq!(numbers(&by(ContractSort::Active, false)), ["20", "10", "30"]);
        assert_eq!(numbers(&by(ContractSort::Active, true)), ["30", "20", "10"]);
    }

    #[test]
    fn a_search_finds_customers_and_contracts_by_parts_of_their_names_and_numbers() {
        for (sought, found) in [
            ("emaux", &["20"][..]),
            ("POTTERS 10", &["10"]),
            ("agence", &["20", "10", "30"]),
            ("faïences", &[]),
            ("  ", &["20", "10", "30"]),
        ] {
            let request =
                ConsolidationRequest { sought: Some(sought.to_owned()), ..ConsolidationRequest::default() };
            assert_eq!(numbers(&request), found, "{sought}");
        }
    }

    #[test]
    fn totals_are_those_of_the_lines() {
        let totals = Totals::of(3, &lines());
        assert_eq!((totals.customers, totals.contracts, totals.people.all()), (3, 3, 23));
        assert_eq!((totals.mails_failed, totals.ending_soon), (6, 9));
    }

    #[test]
    fn a_week_begins_on_monday_whatever_the_year() {
        let day = |text| EndDate::parse(text).unwrap();
        for (of, begins) in
            [("2026-11-23", "2026-11-23"), ("2026-11-29", "2026-11-23"), ("2027-01-01", "2026-12-28")]
        {
            assert_eq!(monday(day(of)), day(begins), "{of}");
        }
        let mondays = last_mondays(day("2027-01-05"), 3);
        assert_eq!(mondays, ["2026-12-21", "2026-12-28", "2027-01-04"].map(day));
    }

    proptest! {
        #[test]
        fn every_order_shows_every_line_once(sort in proptest::sample::select(&ContractSort::ALL[..]), turned: bool) {
            let request = ConsolidationRequest { sort, turned, ..ConsolidationRequest::default() };
            let mut shown = numbers(&request);
            shown.sort();
            prop_assert_eq!(shown, ["10", "20", "30"]);
        }
    }
}
