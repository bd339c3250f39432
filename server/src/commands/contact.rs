use super::texts::Texts;
use super::{ExitStatus, Failure};
use backend::access::OperatorScope;
use backend::contact::{self, StoredDesk};
use backend::services::Services;
use clap::{ArgGroup, Subcommand};
use domain::contact::{Desk, DeskKind, Price};
use domain::end_date::Weekday;
use domain::opening::{DayHours, Run, WeekHours};
use domain::telephone::Telephone;

/// What can be done with whom people are told to call.
#[derive(Subcommand, Clone, Debug)]
pub enum Contact {
    /// Lists the desks: telephone, price of a minute in euros, hours.
    Show,
    /// Changes what is said of a desk; what is not given stays.
    #[command(group = ArgGroup::new("change").required(true).multiple(true).args(["telephone", "price", "hours"]))]
    Set {
        /// `support` or `customer-service`.
        desk: String,
        /// The number, as people read it.
        #[arg(long)]
        telephone: Option<String>,
        /// Of a minute, in euros: 0.20; 0 for a free service.
        #[arg(long)]
        price: Option<String>,
        /// The hours of a day or of several: `monday-friday=08:00-18:00`, `saturday=closed`. Can be given several times.
        #[arg(long)]
        hours: Vec<String>,
    },
}

pub(super) async fn run(services: &Services, command: Contact, texts: &Texts) -> Result<ExitStatus, Failure> {
    match command {
        Contact::Show => {
            for stored in contact::desks(services).await.map_err(Failure::other)? {
                println!("{}", line(&stored.desk));
            }
        }
        Contact::Set { desk, telephone, price, hours } => {
            let mut desk = find(services, &desk).await?;
            if let Some(telephone) = telephone {
                desk.telephone =
                    Telephone::parse(&telephone).map_err(|error| argument("--telephone", error))?;
            }
            if let Some(price) = price {
                desk.price = Price::parse(&price).map_err(|error| argument("--price", error))?;
            }
            desk.hours = changed(desk.hours, &hours).map_err(|reason| argument("--hours", reason))?;

            let operator = OperatorScope::for_command_line();
            contact::change(services, &operator, &desk).await.map_err(Failure::other)?;
            println!("{}\n{}", texts.contact_changed, line(&desk));
        }
    }

    Ok(ExitStatus::Success)
}

fn argument(name: &'static str, reason: impl std::fmt::Display) -> Failure {
    Failure::Argument { name, reason: reason.to_string() }
}

async fn find(services: &Services, desk: &str) -> Result<Desk, Failure> {
    let known = || argument("DESK", DeskKind::ALL.map(DeskKind::code).join(", "));
    let kind = DeskKind::from_code(desk).ok_or_else(known)?;
    let stored = contact::desks(services).await.map_err(Failure::other)?;
    stored.into_iter().map(|StoredDesk { desk, .. }| desk).find(|desk| desk.kind == kind).ok_or_else(known)
}

/// `support  0 241 742 088  0.00  monday-friday=08:00-18:00`: what `set` takes.
fn line(desk: &Desk) -> String {
    let said = |Run { first, last, hours }: Run| {
        let last = if first == last { String::new() } else { format!("-{}", last.code()) };
        format!("{}{last}={hours}", first.code())
    };
    let hours: Vec<_> = desk.hours.runs().into_iter().map(said).collect();
    format!("{:<16}  {}  {}  {}", desk.kind.code(), desk.telephone, desk.price, hours.join(" "))
}

/// The hours of a week after each of these changes.
fn changed(week: WeekHours, changes: &[String]) -> Result<WeekHours, String> {
    let mut days: Vec<(Weekday, Option<DayHours>)> = week.days().collect();
    for change in changes {
        let (first, last, hours) = parse(change)?;
        let place = |of: Weekday| Weekday::ALL.into_iter().position(|day| day == of);
        for (day, of_day) in &mut days {
            if (place(first)..=place(last)).contains(&place(*day)) {
                *of_day = hours;
            }
        }
    }

    let mut of_days = [None; 7];
    for (place, (_, hours)) in of_days.iter_mut().zip(days) {
        *place = hours;
    }
    WeekHours::new(of_days).ok_or_else(|| "closed on each day".to_owned())
}

/// From which day to which, and their hours.
fn parse(change: &str) -> Result<(Weekday, Weekday, Option<DayHours>), String> {
    let form = || format!("{change}: not of the form monday-friday=08:00-18:00 or saturday=closed");
    let (days, hours) = change.split_once('=').ok_or_else(form)?;
    let (first, last) = days.split_once('-').unwrap_or((days, days));
    let days = Weekday::from_code(first).zip(Weekday::from_code(last));
    let (first, last) = days.ok_or_else(form)?;

    let hours = match hours {
        "closed" => None,
        hours => {
            let (from, until) = hours.split_once('-').ok_or_else(form)?;
            DayHours::parse(from, until).map_err(|error| format!("{change}: {error}"))?
        }
    };
    Ok((first, last, hours))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(changes: &[&str]) -> Result<String, String> {
        let day = DayHours::parse("8h", "18h").unwrap();
        let week = WeekHours::new([day, day, day, day, day, None, None]).unwrap();
        let changes: Vec<_> = changes.iter().map(|change| (*change).to_owned()).collect();
        let hours = changed(week, &changes)?;
        let (telephone, price) = (Telephone::parse("118 218").unwrap(), Price::of_cents(20).unwrap());
        Ok(line(&Desk { kind: DeskKind::Support, telephone, price, hours }))
    }

    #[test]
    fn hours_are_changed_day_by_day_and_said_as_they_are_given() {
        let shown = |hours: &str| Ok(format!("support           118 218  0.20  {hours}"));
        assert_eq!(week(&[]), shown("monday-friday=08:00-18:00"));
        let changes = ["friday=8:00-17:00", "saturday-sunday=9:00-12:00", "sunday=closed"];
        let said = "monday-thursday=08:00-18:00 friday=08:00-17:00 saturday=09:00-12:00";
        assert_eq!(week(&changes), shown(said));
    }

    #[test]
    fn what_are_no_hours_is_said_with_what_was_given() {
        for wrong in ["lundi=8:00-18:00", "monday", "monday=8:00", "monday=18:00-8:00", "friday-monday="] {
            assert!(week(&[wrong]).unwrap_err().contains(wrong), "{wrong}");
        }
        assert!(week(&["monday-sunday=closed"]).unwrap_err().contains("each day"));
    }
}
