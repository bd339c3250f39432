//! Texts of *Contactez-nous*.

use domain::contact::{DeskKind, Price};
use domain::end_date::{EndDate, Weekday};
use domain::opening::{DayHours, PublicHoliday, TimeOfDay};

impl crate::i18n::Texts {
    pub fn contact(self) -> &'static ContactTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of *Contactez-nous*, in one language.
#[derive(Debug)]
pub struct ContactTexts {
    pub title: &'static str,
    pub lede: &'static str,
    pub desk: fn(DeskKind) -> &'static str,
    /// What to call it for.
    pub purpose: fn(DeskKind) -> &'static str,
    pub price: fn(Price) -> String,
    /// From which day to which, which may be the same; and the hours of each.
    pub hours: fn(Weekday, Weekday, DayHours) -> String,
    pub open: &'static str,
    pub closed: &'static str,
    pub until: fn(TimeOfDay) -> String,
    /// Closed, since it is this holiday.
    pub holiday: fn(PublicHoliday) -> String,
    /// On which day it opens next, and from when on; `None`: today.
    pub opens: fn(Option<EndDate>, TimeOfDay) -> String,
    /// What a day is called at the head of a line.
    pub weekday: fn(Weekday) -> &'static str,
}

pub static FR: ContactTexts = ContactTexts {
    title: "Contactez-nous",
    lede: "Par téléphone, chez votre transporteur. Pour un accès qui vous manque, adressez-vous d’abord à l’administrateur de votre entreprise, nommé dans «\u{a0}Vos accès\u{a0}».",
    desk: |desk| match desk {
        DeskKind::Support => "Un support et un accompagnement IT",
        DeskKind::CustomerService => "Un service clients",
    },
    purpose: |desk| match desk {
        DeskKind::Support => {
            "Pour répondre à toutes vos questions techniques\u{a0}: solutions d’intégration, d’étiquetage et de suivi."
        }
        DeskKind::CustomerService => "Pour répondre à toutes demandes suite à l’expédition de vos colis.",
    },
    price: |price| {
        if price.is_free() {
            return "Service gratuit + prix appel".to_owned();
        }
        let euros = price.to_string().replace('.', ",");
        format!("Service {euros}\u{a0}€\u{a0}/\u{a0}min + prix appel")
    },
    hours: |first, last, hours| {
        let (from, until) = (french_time(hours.from()), french_time(hours.until()));
        let (first_day, last_day) = (french_weekday(first), french_weekday(last));
        if first == last {
            format!("Le {first_day} (hors jours fériés) de {from} à {until}")
        } else {
            format!("Du {first_day} au {last_day} (hors jours fériés) de {from} à {until}")
        }
    },
    open: "Ouvert",
    closed: "Fermé",
    until: |time| format!("jusqu’à {}", french_time(time)),
    holiday: |holiday| format!("jour férié ({})", french_holiday(holiday)),
    opens: |day, time| {
        let time = french_time(time);
        match day {
            None => format!("ouvre à {time}"),
            Some(day) => {
                let weekday = french_weekday(day.weekday());
                format!("ouvre {weekday} {:02}/{:02} à {time}", day.day(), day.month())
            }
        }
    },
    weekday: |day| match day {
        Weekday::Monday => "Lundi",
        Weekday::Tuesday => "Mardi",
        Weekday::Wednesday => "Mercredi",
        Weekday::Thursday => "Jeudi",
        Weekday::Friday => "Vendredi",
        Weekday::Saturday => "Samedi",
        Weekday::Sunday => "Dimanche",
    },
};

/// `8 h`, `17 h 30` (Lexique de l'Imprimerie nationale).
fn french_time(time: TimeOfDay) -> String {
    match time.minute() {
        0 => format!("{}\u{a0}h", time.hour()),
        minute => format!("{}\u{a0}h\u{a0}{minute:02}", time.hour()),
    }
}

fn french_weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "lundi",
        Weekday::Tuesday => "mardi",
        Weekday::Wednesday => "mercredi",
        Weekday::Thursday => "jeudi",
        Weekday::Friday => "vendredi",
        Weekday::Saturday => "samedi",
        Weekday::Sunday => "dimanche",
    }
}

fn french_holiday(holiday: PublicHoliday) -> &'static str {
    match holiday {
        PublicHoliday::NewYear => "jour de l’an",
        PublicHoliday::EasterMonday => "lundi de Pâques",
        PublicHoliday::LabourDay => "fête du Travail",
        PublicHoliday::Victory => "victoire de 1945",
        PublicHoliday::Ascension => "Ascension",
        PublicHoliday::WhitMonday => "lundi de Pentecôte",
        PublicHoliday::Bastille => "fête nationale",
        PublicHoliday::Assumption => "Assomption",
        PublicHoliday::AllSaints => "Toussaint",
        PublicHoliday::Armistice => "armistice de 1918",
        PublicHoliday::Christmas => "Noël",
    }
}

pub static EN: ContactTexts = ContactTexts {
    title: "Contact us",
    lede: "By telephone, at your carrier. For an access that you lack, ask your company’s administrator first, who is named under “Your access”.",
    desk: |desk| match desk {
        DeskKind::Support => "IT support and guidance",
        DeskKind::CustomerService => "Customer service",
    },
    purpose: |desk| match desk {
        DeskKind::Support => "For all your technical questions: integration, labelling and tracking.",
        DeskKind::CustomerService => "For all requests once your parcels have been sent.",
    },
    price: |price| {
        if price.is_free() {
            return "Free service, plus the price of a call".to_owned();
        }
        format!("€{price} per minute, plus the price of a call")
    },
    hours: |first, last, hours| {
        let (from, until) = (hours.from(), hours.until());
        let (first_day, last_day) = (english_weekday(first), english_weekday(last));
        if first == last {
            format!("{first_day} (except French public holidays), {from} to {until}")
        } else {
            format!("{first_day} to {last_day} (except French public holidays), {from} to {until}")
        }
    },
    open: "Open",
    closed: "Closed",
    until: |time| format!("until {time}"),
    holiday: |holiday| format!("public holiday ({})", english_holiday(holiday)),
    opens: |day, time| match day {
        None => format!("opens at {time}"),
        Some(day) => {
            let weekday = english_weekday(day.weekday());
            format!("opens on {weekday} {:02}/{:02} at {time}", day.day(), day.month())
        }
    },
    weekday: english_weekday,
};

fn english_weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn english_holiday(holiday: PublicHoliday) -> &'static str {
    match holiday {
        PublicHoliday::NewYear => "New Year’s Day",
        PublicHoliday::EasterMonday => "Easter Monday",
        PublicHoliday::LabourDay => "Labour Day",
        PublicHoliday::Victory => "Victory in Europe Day",
        PublicHoliday::Ascension => "Ascension Day",
        PublicHoliday::WhitMonday => "Whit Monday",
        PublicHoliday::Bastille => "Bastille Day",
        PublicHoliday::Assumption => "Assumption Day",
        PublicHoliday::AllSaints => "All Saints’ Day",
        PublicHoliday::Armistice => "Armistice Day",
        PublicHoliday::Christmas => "Christmas Day",
    }
}
