//! A number as people see it in its cell.

/// How a number is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Format {
    #[default]
    General,
    /// By so many digits at least, and with what stands before, between and behind them: how numbers of
    /// contracts are often shown. `None` is a digit.
    Digits(Vec<Option<char>>),
    /// As a day, and the time of that day when it is not midnight.
    Date,
    /// As a time of day.
    Time,
}

impl Format {
    /// A format that every workbook has (ECMA-376, part 1, 18.8.30).
    pub fn built_in(id: u32) -> Self {
        match id {
            14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Self::Date,
            18..=21 | 32..=35 | 45..=47 | 55 | 56 => Self::Time,
            _ => Self::General,
        }
    }

    /// A format that a workbook defines, such as `00000000`, `"C"0000 000` or `dd/mm/yyyy;@`.
    pub fn of_code(code: &str) -> Self {
        // The first section is that of positive numbers.
        let code = code.split(';').next().unwrap_or_default();
        if let Some(shown) = digits(code) {
            return Self::Digits(shown);
        }

        let (mut day, mut time) = (false, false);
        let mut rest = code.chars();
        while let Some(c) = rest.next() {
            match c.to_ascii_lowercase() {
                '"' => drop(rest.by_ref().find(|c| *c == '"')),
                '\\' | '_' | '*' => drop(rest.next()),
                // A colour, a locale, a condition; but `[h]` is a time.
                '[' => {
                    let within: String = rest.by_ref().take_while(|c| *c != ']').collect();
                    time |= matches!(within.to_ascii_lowercase().trim_end_matches(['h', 'm', 's']), "")
                        && !within.is_empty();
                }
                'y' | 'd' => day = true,
                'h' | 's' => time = true,
                _ => {}
            }
        }

        match (day, time) {
            (true, _) => Self::Date,
            (false, true) => Self::Time,
            (false, false) => Self::General,
        }
    }

    /// The number as it is shown.
    pub fn show(&self, number: f64, date_1904: bool) -> String {
        match self {
            Self::Digits(shown) if is_whole(number) && number >= 0.0 => in_digits(shown, number),
            Self::Date => day(number, date_1904).unwrap_or_else(|| general(number)),
            Self::Time if (0.0..1.0).contains(&number) => time(number),
            Self::General | Self::Digits(_) | Self::Time => general(number),
        }
    }
}

/// The digits that a code such as `"C"0000 000` shows, when it shows nothing but digits and what is to be
/// read beside them. One digit alone says nothing of how a number is written: `0" days"`.
fn digits(code: &str) -> Option<Vec<Option<char>>> {
    // Excel takes no longer one.
    if code.len() > 255 {
        return None;
    }

    let mut rest = code.chars();
    let mut shown = Vec::new();
    while let Some(c) = rest.next() {
        match c {
            '0' => shown.push(None),
            '"' => shown.extend(rest.by_ref().take_while(|c| *c != '"').map(Some)),
            '\\' => shown.push(Some(rest.next()?)),
            ' ' | '\u{a0}' | '\u{202f}' | '-' | '+' | '(' | ')' => shown.push(Some(c)),
            _ => return None,
        }
    }

    (places(&shown) > 1).then_some(shown)
}

fn places(shown: &[Option<char>]) -> usize {
    shown.iter().filter(|part| part.is_none()).count()
}

/// A number of more digits than have a place has them in the first.
fn in_digits(shown: &[Option<char>], number: f64) -> String {
    let number = format!("{:0>width$}", general(number), width = places(shown));
    let (mut digits, mut more) = (number.chars(), number.len() - places(shown));
    let mut text = String::new();

    for part in shown {
        match part {
            Some(c) => text.push(*c),
            None => text.extend(digits.by_ref().take(1 + std::mem::take(&mut more))),
        }
    }

    text
}

/// Whether a number is a whole one that a program keeps to its last digit: up to 2⁵³.
fn is_whole(number: f64) -> bool {
    number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0
}

/// A number without a format: whole ones by all their digits, others by the fifteen that Excel keeps.
fn general(number: f64) -> String {
    if is_whole(number) {
        return format!("{number:.0}");
    }
    let kept: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    format!("{kept}")
}

/// The day that a serial number counts, as `2026-12-31`, and the time as `2026-12-31 08:30`.
fn day(serial: f64, date_1904: bool) -> Option<String> {
    // Excel's calendar ends with the year 9999.
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }

    #[expect(clippy::cast_possible_truncation, reason = "checked above")]
    let days = serial.trunc() as i64;
    let since_1970 = match days {
        _ if date_1904 => days - 24_107,
        // Excel takes 1900 for a leap year: what it counts as 60 never was.
        60.. => days - 25_569,
        _ => days - 25_568,
    };
    let (year, month, day) = civil(since_1970);
    let date = format!("{year:04}-{month:02}-{day:02}");

    Some(if serial.fract() == 0.0 { date } else { format!("{date} {}", time(serial.fract())) })
}

/// A part of a day as `08:30`, and the seconds when there are any.
fn time(part: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a day")]
    let seconds = (part * 86_400.0).round() as u32 % 86_400;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);

    if seconds == 0 {
        format!("{hours:02}:{minutes:02}")
    } else {
        format!("{hours:02}:{minutes:02}:{seconds:02}")
    }
}

/// Year, month and day of a number of days since 1 January 1970 (Howard Hinnant's algorithm).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);

    (year, month, of_year - (153 * shifted_month + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_shown_without_a_point_that_nobody_typed() {
        for (number, shown) in [
            (10_000_700.0, "10000700"),
            (0.0, "0"),
            (-3.0, "-3"),
            (1.1, "1.1"),
            (0.1 + 0.2, "0.3"),
            (123_456_789_012_345.0, "123456789012345"),
            (9_007_199_254_740_991.0, "9007199254740991"),
            (9_007_199_254_740_992.0, "9007199254740992"),
            (1e21, "1000000000000000000000"),
        ] {
            assert_eq!(Format::General.show(number, false), shown);
        }
    }

    #[test]
    fn zeros_in_front_are_shown_where_the_cell_shows_them() {
        assert_eq!(Format::of_code("00000000").show(700.0, false), "00000700");
        assert_eq!(Format::of_code("00").show(700.0, false), "700");
        assert_eq!(Format::of_code("00").show(-7.0, false), "-7");
        assert_eq!(Format::of_code("00").show(0.5, false), "0.5");
        assert_eq!(Format::of_code("0.00"), Format::General);
    }

    #[test]
    fn what_stands_between_digits_is_shown_as_the_cell_shows_it() {
        for (code, shown) in [
            ("\"C\"0000000", "C0012345"),
            ("\\C0000000;@", "C0012345"),
            ("0000 0000", "0001 2345"),
            ("000-000", "012-345"),
            ("00\\ 00", "123 45"),
            ("\"n° \"(00)", "n° (12345)"),
        ] {
            assert_eq!(Format::of_code(code).show(12_345.0, false), shown, "{code}");
        }

        for code in ["# ##0", "00/00", "00.0", "00%", "0,000", "\"a\""] {
            assert_eq!(Format::of_code(code), Format::General, "{code}");
        }
    }

    #[test]
    fn days_and_times_are_told_from_numbers_by_their_format() {
        for code in ["dd/mm/yyyy", "[$-40C]d mmmm yyyy;@", "yyyy\\-mm\\-dd hh:mm"] {
            assert_eq!(Format::of_code(code), Format::Date, "{code}");
        }

        for code in ["hh:mm:ss", "[h]:mm"] {
            assert_eq!(Format::of_code(code), Format::Time, "{code}");
        }

        for code in ["General", "0\" days\"", "[Red]0", "#,##0 \"h\"", "@", "\\d0"] {
            assert_eq!(Format::of_code(code), Format::General, "{code}");
        }
    }

    #[test]
    fn days_are_those_of_excel_its_wrong_leap_year_included() {
        for (serial, shown) in [
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (61.0, "1900-03-01"),
            (46_387.0, "2026-12-31"),
            (46_387.354_166_666_664, "2026-12-31 08:30"),
            (2_958_465.0, "9999-12-31"),
        ] {
            assert_eq!(Format::Date.show(serial, false), shown);
        }

        assert_eq!(Format::Date.show(44_925.0, true), "2026-12-31");
        assert_eq!(Format::Date.show(-1.0, false), "-1");
        assert_eq!(Format::Time.show(0.5, false), "12:00");
    }
}
