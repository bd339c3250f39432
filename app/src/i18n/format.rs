//! How languages write numbers, dates and plurals.

use domain::locale::Locale;
use domain::time::LocalTime;

/// A whole number, its digits in groups of three: `1 248` with a narrow no-break space in French
/// (Lexique de l'Imprimerie nationale), `1,248` in English.
pub fn number(locale: Locale, value: u64) -> String {
    let separator = match locale {
        Locale::Fr => '\u{202f}',
        Locale::En => ',',
    };
    let digits = value.to_string();
    let mut written = String::with_capacity(digits.len() + digits.len() / 3 * 3);

    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            written.push(separator);
        }
        written.push(digit);
    }

    written
}

/// The form of a noun after `value`: French counts zero as singular, English as plural.
pub fn plural(locale: Locale, value: u64, one: &'static str, many: &'static str) -> &'static str {
    let singular = match locale {
        Locale::Fr => value < 2,
        Locale::En => value == 1,
    };
    if singular { one } else { many }
}

/// A number and its noun: `1 248 affectations`, with a no-break space between the two.
pub fn count(locale: Locale, value: u64, one: &'static str, many: &'static str) -> String {
    format!("{}\u{a0}{}", number(locale, value), plural(locale, value, one, many))
}

/// `21/11/2026`, in both languages.
pub fn date(_locale: Locale, at: LocalTime) -> String {
    format!("{:02}/{:02}/{:04}", at.day, at.month, at.year)
}

/// `21/11`, where the year goes without saying.
pub fn day_and_month(_locale: Locale, at: LocalTime) -> String {
    format!("{:02}/{:02}", at.day, at.month)
}

/// `21/11/2026 à 9 h 12`, `21/11/2026 at 09:12`.
pub fn date_and_time(locale: Locale, at: LocalTime) -> String {
    let day = date(locale, at);
    match locale {
        Locale::Fr => format!("{day} à {}\u{a0}h\u{a0}{:02}", at.hour, at.minute),
        Locale::En => format!("{day} at {:02}:{:02}", at.hour, at.minute),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MORNING: LocalTime = LocalTime { year: 2026, month: 3, day: 1, hour: 9, minute: 5 };

    #[test]
    fn digits_stand_in_groups_of_three() {
        assert_eq!(number(Locale::Fr, 0), "0");
        assert_eq!(number(Locale::Fr, 999), "999");
        assert_eq!(number(Locale::Fr, 1248), "1\u{202f}248");
        assert_eq!(number(Locale::En, 1_234_567), "1,234,567");
        assert_eq!(number(Locale::Fr, u64::MAX).chars().filter(|c| *c == '\u{202f}').count(), 6);
    }

    #[test]
    fn zero_is_singular_in_french_and_plural_in_english() {
        assert_eq!(count(Locale::Fr, 0, "ligne", "lignes"), "0\u{a0}ligne");
        assert_eq!(count(Locale::En, 0, "row", "rows"), "0\u{a0}rows");
        assert_eq!(count(Locale::Fr, 1, "ligne", "lignes"), "1\u{a0}ligne");
        assert_eq!(count(Locale::En, 1, "row", "rows"), "1\u{a0}row");
        assert_eq!(count(Locale::Fr, 2, "ligne", "lignes"), "2\u{a0}lignes");
    }

    #[test]
    fn dates_read_day_first() {
        assert_eq!(date(Locale::Fr, MORNING), "01/03/2026");
        assert_eq!(day_and_month(Locale::En, MORNING), "01/03");
        assert_eq!(date_and_time(Locale::Fr, MORNING), "01/03/2026 à 9\u{a0}h\u{a0}05");
        assert_eq!(date_and_time(Locale::En, MORNING), "01/03/2026 at 09:05");
    }
}
