//! Texts of *Contactez-nous*.

use super::desks::{DeskKind, Price};
use domain::end_date::{EndDate, Weekday};
use domain::opening::{OpeningHours, PublicHoliday};

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
    pub hours: fn(OpeningHours) -> String,
    pub open: &'static str,
    pub closed: &'static str,
    pub until: fn(i8) -> String,
    /// Closed, since it is this holiday.
    pub holiday: fn(PublicHoliday) -> String,
    /// On which day it opens next, and from which hour on; `None`: today.
    pub opens: fn(Option<EndDate>, i8) -> String,
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
    price: |price| match price {
        Price::Free => "Service gratuit + prix appel".to_owned(),
        Price::CentsPerMinute(cents) => {
            format!("Service {},{:02}\u{a0}€\u{a0}/\u{a0}min + prix appel", cents / 100, cents % 100)
        }
    },
    hours: |OpeningHours { from, until }| {
        format!("Du lundi au vendredi (hors jours fériés) de {from}\u{a0}h à {until}\u{a0}h")
    },
    open: "Ouvert",
    closed: "Fermé",
    until: |hour| format!("jusqu’à {hour}\u{a0}h"),
    holiday: |holiday| format!("jour férié ({})", french_holiday(holiday)),
    opens: |day, hour| match day {
        None => format!("ouvre à {hour}\u{a0}h"),
        Some(day) => {
            format!(
                "ouvre {} {:02}/{:02} à {hour}\u{a0}h",
                french_weekday(day.weekday()),
                day.day(),
                day.month()
            )
        }
    },
};

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
    price: |price| match price {
        Price::Free => "Free service, plus the price of a call".to_owned(),
        Price::CentsPerMinute(cents) => {
            format!("€{}.{:02} per minute, plus the price of a call", cents / 100, cents % 100)
        }
    },
    hours: |OpeningHours { from, until }| {
        format!("Monday to Friday (except French public holidays), {from:02}:00 to {until:02}:00")
    },
    open: "Open",
    closed: "Closed",
    until: |hour| format!("until {hour:02}:00"),
    holiday: |holiday| format!("public holiday ({})", english_holiday(holiday)),
    opens: |day, hour| match day {
        None => format!("opens at {hour:02}:00"),
        Some(day) => {
            format!(
                "opens on {} {:02}/{:02} at {hour:02}:00",
                english_weekday(day.weekday()),
                day.day(),
                day.month()
            )
        }
    },
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
