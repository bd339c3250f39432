//! What a spreadsheet program writes into a cell whose formula failed.

/// What the reader of a workbook writes into a cell whose formula was saved without a result, as programs that
/// write workbooks and cannot calculate leave it. Empty it would say that nothing stands there. No spreadsheet
/// program writes this one.
pub const NOT_CALCULATED: &str = "#FORMULE!";

/// The errors of Excel and `LibreOffice`, in French, English and what else customers' programs speak.
/// A file holds them as its program was set, whatever the language of its headings.
const ERRORS: [&str; 27] = [
    NOT_CALCULATED,
    "#N/A",
    "#N/D",
    "#NV",
    "#REF!",
    "#BEZUG!",
    "#RIF!",
    "#NOM?",
    "#NAME?",
    "#NOME?",
    "#VALEUR!",
    "#VALUE!",
    "#VALOR!",
    "#VALORE!",
    "#WERT!",
    "#DIV/0!",
    "#NUL!",
    "#NULL!",
    "#NOMBRE!",
    "#NUM!",
    "#ZAHL!",
    "#CALC!",
    "#CHAMP!",
    "#FIELD!",
    "#PROPAGATION!",
    "#SPILL!",
    "#GETTING_DATA",
];

/// Whether a cell holds an error of a spreadsheet's formula and nothing else.
pub fn is_formula_error(cell: &str) -> bool {
    // LibreOffice numbers those that it has no name for, and writes `#NOM ?` as French typography has it.
    let numbered = |cell: &str| {
        cell.strip_prefix("Err:")
            .is_some_and(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit()))
    };
    let named = || {
        let plain: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
        ERRORS.iter().any(|error| error.eq_ignore_ascii_case(&plain))
    };

    numbered(cell) || cell.starts_with('#') && cell.len() < 24 && named()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_formulas_are_told_from_what_merely_begins_so() {
        for error in [
            "#N/A",
            "#REF!",
            "#NOM?",
            "#NOM\u{a0}?",
            "#valeur!",
            "#DIV/0!",
            "#NUL!",
            "#NOMBRE!",
            "Err:502",
            NOT_CALCULATED,
        ] {
            assert!(is_formula_error(error), "{error}");
        }

        for text in
            ["", "#", "#12", "N/A", "Voir #N/A", "#REFERENCE", "#FORMULE", "=A1", "Err:Dupont", "Erwan"]
        {
            assert!(!is_formula_error(text), "{text}");
        }
    }
}
