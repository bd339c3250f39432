use super::texts::ContactTexts;
use crate::api::{self, ApiError, failed};
use crate::components::{ErrorCallout, Page, PageHeader, after_load};
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::layout::ForAnybody;
use backend::clock::local;
use backend::contact;
use domain::contact::{Desk, DeskKind};
use domain::end_date::EndDate;
use domain::opening::{Opening, Run, TimeOfDay, WeekHours};
use leptos::prelude::*;

/// The day and the time in the portal's zone.
type Now = (EndDate, TimeOfDay);

/// Whom one can call, and whether they answer now.
#[component]
pub fn ContactPage() -> impl IntoView {
    let page = || async {
        let found = load().await;
        view! { <Frame found/> }.into_any()
    };

    view! { <Suspense>{after_load(page)}</Suspense> }
}

async fn load() -> Result<(Vec<Desk>, Now), ApiError> {
    let services = api::services()?;
    let desks = contact::desks(&services).await.map_err(failed)?;
    let now = local(services.clock.now(), &services.time_zone);
    let minutes = i64::from(now.hour) * 60 + i64::from(now.minute);
    let time = TimeOfDay::from_minutes(minutes).ok_or(ApiError::Unavailable)?;

    Ok((desks.into_iter().map(|kept| kept.desk).collect(), (services.today(), time)))
}

#[component]
fn Frame(found: Result<(Vec<Desk>, Now), ApiError>) -> impl IntoView {
    let t = use_texts().contact();
    let content = match found {
        Ok((desks, now)) => {
            desks.into_iter().map(|desk| view! { <DeskSection desk now/> }).collect_view().into_any()
        }
        Err(error) => {
            api::set_status(error.status());
            view! { <ErrorCallout error/> }.into_any()
        }
    };

    view! {
        <ForAnybody>
            <Page title=t.title class="notice">
                <PageHeader title=t.title lede=t.lede/>
                {content}
            </Page>
        </ForAnybody>
    }
}

#[component]
fn DeskSection(desk: Desk, now: Now) -> impl IntoView {
    let t = use_texts().contact();
    let (today, time) = now;
    let standing = standing(t, desk.hours, today, time);
    let icon = match desk.kind {
        DeskKind::Support => IconName::Screen,
        DeskKind::CustomerService => IconName::Phone,
    };
    // A number is not broken across lines.
    let number = desk.telephone.as_str().replace(' ', "\u{a0}");

    view! {
        <section class="section contact">
            <h2>
                <Icon of=icon/>
                {(t.desk)(desk.kind)}
            </h2>
            <p>{(t.purpose)(desk.kind)}</p>
            <p class="number">
                <a class="tel" href=desk.telephone.link()>
                    {number}
                </a>
                <span class="soft">{(t.price)(desk.price)}</span>
            </p>
            {desk
                .hours
                .runs()
                .into_iter()
                .map(|Run { first, last, hours }| view! { <p class="soft">{(t.hours)(first, last, hours)}</p> })
                .collect_view()}
            <Standing standing/>
        </section>
    }
}

#[component]
fn Standing(standing: Shown) -> impl IntoView {
    let t = use_texts().contact();
    let Shown { open, beside } = standing;
    let (class, icon, word) = if open {
        ("status active", IconName::StatusActive, t.open)
    } else {
        ("status expired", IconName::Clock, t.closed)
    };

    view! {
        <p>
            <span class=class>
                <Icon of=icon/>
                <b>{word}</b>
                " "
                {beside}
            </span>
        </p>
    }
}

/// Whether a desk is open, and what is said beside that.
struct Shown {
    open: bool,
    beside: String,
}

fn standing(t: &ContactTexts, hours: WeekHours, today: EndDate, time: TimeOfDay) -> Shown {
    match hours.at(today, time) {
        Opening::Open(until) => Shown { open: true, beside: (t.until)(until) },
        Opening::Closed { holiday, next } => {
            let next = next.map(|(day, from)| (t.opens)(Some(day).filter(|day| *day != today), from));
            let said: Vec<_> = holiday.map(t.holiday).into_iter().chain(next).collect();
            Shown { open: false, beside: said.join(", ") }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::texts::{EN, FR};
    use domain::contact::Price;
    use domain::opening::DayHours;

    /// As the guide has it, but for Friday.
    fn week(friday: &str) -> WeekHours {
        let day = DayHours::parse("8h", "18h").unwrap();
        let friday = DayHours::parse("8h", friday).unwrap();
        WeekHours::new([day, day, day, day, friday, None, None]).unwrap()
    }

    fn nbsp(text: &str) -> String {
        text.replace('_', "\u{a0}")
    }

    #[test]
    fn it_says_until_when_it_is_open_or_when_it_opens_next() {
        let said = |t, day: &str, time: &str| {
            let (today, time) = (EndDate::parse(day).unwrap(), TimeOfDay::parse(time).unwrap());
            let Shown { open, beside } = standing(t, week("17h30"), today, time);
            (open, beside)
        };

        assert_eq!(said(&FR, "2026-11-26", "17:00"), (true, nbsp("jusqu’à 18_h")));
        assert_eq!(said(&FR, "2026-11-27", "17:29"), (true, nbsp("jusqu’à 17_h_30")));
        assert_eq!(said(&FR, "2026-11-27", "07:00"), (false, nbsp("ouvre à 8_h")));
        assert_eq!(said(&FR, "2026-11-28", "12:00"), (false, nbsp("ouvre lundi 30/11 à 8_h")));
        let ascension = nbsp("jour férié (Ascension), ouvre vendredi 15/05 à 8_h");
        assert_eq!(said(&FR, "2026-05-14", "12:00"), (false, ascension));
        let christmas = "public holiday (Christmas Day), opens on Monday 28/12 at 08:00".to_owned();
        assert_eq!(said(&EN, "2026-12-25", "12:00"), (false, christmas));
    }

    #[test]
    fn prices_and_hours_read_as_the_guide_has_them() {
        let price = |text| Price::parse(text).unwrap();
        assert_eq!((FR.price)(price("0")), "Service gratuit + prix appel");
        assert_eq!((FR.price)(price("0,20")), nbsp("Service 0,20_€_/_min + prix appel"));
        assert_eq!((EN.price)(price("0,20")), "€0.20 per minute, plus the price of a call");

        let said = |t: &ContactTexts, friday| -> Vec<String> {
            let runs = week(friday).runs().into_iter();
            runs.map(|Run { first, last, hours }| (t.hours)(first, last, hours)).collect()
        };
        let hours = nbsp("Du lundi au vendredi (hors jours fériés) de 8_h à 18_h");
        assert_eq!(said(&FR, "18h"), [hours]);
        let (most, friday) = (
            "Du lundi au jeudi (hors jours fériés) de 8_h à 18_h",
            "Le vendredi (hors jours fériés) de 8_h à 17_h_30",
        );
        assert_eq!(said(&FR, "17h30"), [nbsp(most), nbsp(friday)]);
        let friday = "Friday (except French public holidays), 08:00 to 17:30";
        assert_eq!(said(&EN, "17h30")[1], friday);
    }
}
