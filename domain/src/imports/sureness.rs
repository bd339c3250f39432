use crate::fold::{fold, normalized};

/// Whether one text corrected into another changes nothing that anybody means: accents, case, blanks, dashes and other
/// marks, or zeros in front of a number, which spreadsheet programs take away. Another number is never sure, nor is half
/// a name.
pub fn is_sure(from: &str, to: &str) -> bool {
    let (from_bare, to_bare) = (bare(from), bare(to));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let lost_zeros = || {
        let zeroless = |text: &str| text.trim_start_matches('0').to_owned();
        is_number(&from_bare) && is_number(&to_bare) && zeroless(&from_bare) == zeroless(&to_bare)
    };

    !from_bare.is_empty() && (from_bare == to_bare || normalized(from) == normalized(to) || lost_zeros())
}

/// Letters and digits alone, folded.
fn bare(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accents_case_blanks_dashes_and_lost_zeros_are_sure() {
        for (from, to) in [
            ("SAINT ETIENNE", "Saint-Étienne"),
            ("St Etienne", "Saint-Étienne"),
            ("Lyon – Part-Dieu", "Lyon-Part Dieu"),
            ("antony ", "Antony"),
            ("1 000 07 00", "10000700"),
            ("53", "0053"),
            ("00053", "53"),
        ] {
            assert!(is_sure(from, to), "{from} → {to}");
        }
    }

    #[test]
    fn another_number_half_a_name_and_a_slip_are_not() {
        for (from, to) in [
            ("10000701", "10000700"),
            ("1000070", "10000700"),
            ("Part-Dieu", "Lyon – Part-Dieu"),
            ("Antoni", "Antony"),
            ("Expediteurs", "Expéditeur"),
            ("O53", "53"),
            ("", "Antony"),
            ("–", "Antony"),
            ("0", "00000"),
        ] {
            let is_zero = from == "0";
            assert_eq!(is_sure(from, to), is_zero, "{from} → {to}");
        }
    }

    proptest! {
        #[test]
        fn what_is_sure_one_way_is_sure_the_other(from in "[a-zA-Zéè 0-9-]{0,8}", to in "[a-zA-Zéè 0-9-]{0,8}") {
            prop_assert!(is_sure(&from, &to) == is_sure(&to, &from));
        }

        #[test]
        fn another_digit_is_another_number(digits in "[0-9]{1,12}", at in 0usize..12, other in "[0-9]") {
            let at = at % digits.len();
            let mut changed = digits.clone();
            changed.replace_range(at..=at, &other);
            let is_same = digits.trim_start_matches('0') == changed.trim_start_matches('0');
            prop_assert_eq!(is_sure(&digits, &changed), is_same);
        }
    }
}
