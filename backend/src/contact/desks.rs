use crate::clock::local;
use crate::db::Code;
use crate::observe::Operation;
use crate::services::Services;
use domain::contact::{Desk, DeskKind, Price};
use domain::opening::{DayHours, TimeOfDay, WeekHours};
use domain::telephone::Telephone;
use domain::time::{LocalTime, Timestamp};

/// A desk as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDesk {
    pub desk: Desk,
    /// When the staff changed it last, if it ever did.
    pub changed: Option<LocalTime>,
}

/// What is kept of a desk, but its hours.
#[derive(sqlx::FromRow)]
struct DeskRow {
    kind: Code<DeskKind>,
    telephone: String,
    cents: i64,
    changed_at: Option<i64>,
}

/// The hours of a desk on one day.
#[derive(sqlx::FromRow)]
struct HoursRow {
    kind: Code<DeskKind>,
    weekday: i64,
    opens: i64,
    closes: i64,
}

/// All desks, in the order in which they are shown. They are no secret.
#[tracing::instrument(name = "contact.desks", skip_all, err(level = "debug"))]
pub async fn desks(services: &Services) -> sqlx::Result<Vec<StoredDesk>> {
    let operation = Operation::begin("contact.desks");

    // In one transaction, so that no hours are read of a desk that is being changed.
    let mut tx = services.db.read().await?;
    let desks: Vec<DeskRow> =
        tx.query("SELECT kind, telephone, cents, changed_at FROM contact_desks").fetch_all().await?;
    let hours: Vec<HoursRow> =
        tx.query("SELECT kind, weekday, opens, closes FROM contact_hours").fetch_all().await?;
    drop(tx);

    let shown = |at| local(Timestamp(at), &services.time_zone);
    let in_order = DeskKind::ALL.into_iter().filter_map(|kind| desks.iter().find(|row| row.kind.0 == kind));
    let read = in_order.map(|row| {
        let desk = desk(row, &hours).ok_or_else(|| unreadable(row.kind.0))?;
        Ok(StoredDesk { desk, changed: row.changed_at.map(shown) })
    });

    operation.ended(read.collect())
}

fn desk(row: &DeskRow, hours: &[HoursRow]) -> Option<Desk> {
    let mut days = [None; 7];
    for day in hours.iter().filter(|day| day.kind == row.kind) {
        let times = TimeOfDay::from_minutes(day.opens).zip(TimeOfDay::from_minutes(day.closes));
        let (from, until) = times?;
        *days.get_mut(usize::try_from(day.weekday).ok()?)? = Some(DayHours::new(from, until).ok()?);
    }

    Some(Desk {
        kind: row.kind.0,
        telephone: Telephone::parse(&row.telephone).ok()?,
        price: Price::of_cents(row.cents).ok()?,
        hours: WeekHours::new(days)?,
    })
}

fn unreadable(kind: DeskKind) -> sqlx::Error {
    sqlx::Error::Decode(format!("the desk {:?} cannot be read", kind.code()).into())
}
