use super::desks::{DESKS, Desk};
use super::texts::ContactTexts;
use crate::api;
use crate::components::{Page, PageHeader};
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::layout::ForAnybody;
use backend::clock::local;
use domain::end_date::EndDate;
use domain::opening::Opening;
use leptos::prelude::*;

/// Whom one can call, and whether they answer now.
#[component]
pub fn ContactPage() -> impl IntoView {
    let t = use_texts().contact();
    let now = now();

    view! {
        <ForAnybody>
            <Page title=t.title class="notice">
                <PageHeader title=t.title lede=t.lede/>
                {DESKS.into_iter().map(|desk| view! { <DeskSection desk now/> }).collect_view()}
            </Page>
        </ForAnybody>
    }
}

/// The day and the hour in the portal's zone.
fn now() -> Option<(EndDate, i8)> {
    let services = api::services().ok()?;
    let now = local(services.clock.now(), &services.time_zone);
    Some((services.today(), now.hour))
}

#[component]
fn DeskSection(desk: Desk, now: Option<(EndDate, i8)>) -> impl IntoView {
    let t = use_texts().contact();
    let standing = now.map(|(today, hour)| standing(t, &desk, today, hour));

    view! {
        <section class="section contact">
            <h2>
                <Icon of=desk.icon/>
                {(t.desk)(desk.kind)}
            </h2>
            <p>{(t.purpose)(desk.kind)}</p>
            <p class="number">
                <a class="tel" href=desk.dialled>
                    {desk.number}
                </a>
                <span class="soft">{(t.price)(desk.price)}</span>
            </p>
            <p class="soft">{(t.hours)(desk.hours)}</p>
            {standing.map(|standing| view! { <Standing standing/> })}
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

fn standing(t: &ContactTexts, desk: &Desk, today: EndDate, hour: i8) -> Shown {
    match desk.hours.at(today, hour) {
        Opening::Open => Shown { open: true, beside: (t.until)(desk.hours.until) },
        Opening::Closed { holiday, next } => {
            let next = next.map(|next| (t.opens)(Some(next).filter(|next| *next != today), desk.hours.from));
            let said: Vec<_> = holiday.map(t.holiday).into_iter().chain(next).collect();
            Shown { open: false, beside: said.join(", ") }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::texts::{EN, FR};

    #[test]
    fn it_says_until_when_it_is_open_or_when_it_opens_next() {
        let said = |t, day: &str, hour| {
            let Shown { open, beside } = standing(t, &DESKS[0], EndDate::parse(day).unwrap(), hour);
            (open, beside)
        };
        let nbsp = |text: &str| text.replace('_', "\u{a0}");

        assert_eq!(said(&FR, "2026-11-27", 17), (true, nbsp("jusqu’à 18_h")));
        assert_eq!(said(&FR, "2026-11-27", 7), (false, nbsp("ouvre à 8_h")));
        assert_eq!(said(&FR, "2026-11-28", 12), (false, nbsp("ouvre lundi 30/11 à 8_h")));
        let ascension = nbsp("jour férié (Ascension), ouvre vendredi 15/05 à 8_h");
        assert_eq!(said(&FR, "2026-05-14", 12), (false, ascension));
        let christmas = "public holiday (Christmas Day), opens on Monday 28/12 at 08:00".to_owned();
        assert_eq!(said(&EN, "2026-12-25", 12), (false, christmas));
    }

    #[test]
    fn prices_and_hours_read_as_the_guide_has_them() {
        let [support, service] = DESKS;
        assert_eq!((FR.price)(support.price), "Service gratuit + prix appel");
        assert_eq!((FR.price)(service.price), "Service 0,20\u{a0}€\u{a0}/\u{a0}min + prix appel");
        assert_eq!((EN.price)(service.price), "€0.20 per minute, plus the price of a call");
        let hours = "Du lundi au vendredi (hors jours fériés) de 8\u{a0}h à 18\u{a0}h";
        assert_eq!((FR.hours)(service.hours), hours);
    }
}
