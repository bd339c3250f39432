use crate::imports::{Field, Overrides, ReadError, Sheet, heading_key};

/// The most sites that one file may name.
pub const LIMIT: u32 = 5_000;

/// What a column of names is headed by, beside what a file of people calls it. Compared as headings are.
const HEADINGS: [&str; 7] = ["nom", "name", "nomdusite", "sitename", "libelle", "lieu", "location"];

/// The names that a file gives its sites, each with its line: those of the column that is headed so, or, in a file
/// without a heading, those of the first column. How the file is written is detected as for a file of people.
pub fn named_in(bytes: Vec<u8>, overrides: &Overrides) -> Result<Vec<(u32, String)>, ReadError> {
    let sheet = match Sheet::open(bytes.clone(), overrides) {
        Ok(sheet) => of_sites(sheet, overrides)?,
        // One line, which was taken for a heading.
        Err(ReadError::HeaderOnly) => {
            let sheet = without_header(bytes, overrides)?;
            let only = sheet.columns().first().map(|column| is_heading(&column.sample));
            if only == Some(true) {
                return Err(ReadError::HeaderOnly);
            }
            sheet
        }
        Err(error) => return Err(error),
    };

    let mut names = Vec::new();
    for row in sheet.rows() {
        let row = row?;
        let name = row.cells()[Field::Site.index()].trim();
        if name.is_empty() {
            continue;
        }
        if names.len() >= LIMIT as usize {
            return Err(ReadError::TooManyRows { line: row.position.line(), max: LIMIT });
        }
        names.push((row.position.line(), name.to_owned()));
    }

    if names.is_empty() { Err(ReadError::Empty) } else { Ok(names) }
}

/// The sheet, with the column of the names known as that of the sites.
fn of_sites(sheet: Sheet, overrides: &Overrides) -> Result<Sheet, ReadError> {
    if sheet.columns().iter().any(|column| column.field == Some(Field::Site)) {
        return Ok(sheet);
    }

    let named = sheet.columns().iter().position(|column| is_heading(&column.header));
    match named {
        Some(at) => {
            let overrides = Overrides { mapping: Some(only(at)), ..overrides.clone() };
            Sheet::open(sheet.into_bytes(), &overrides)
        }
        None => without_header(sheet.into_bytes(), overrides),
    }
}

fn without_header(bytes: Vec<u8>, overrides: &Overrides) -> Result<Sheet, ReadError> {
    let overrides = Overrides { header: Some(false), mapping: Some(only(0)), ..overrides.clone() };
    Sheet::open(bytes, &overrides)
}

/// The mapping in which one column holds the sites.
fn only(at: usize) -> Vec<Option<Field>> {
    (0..=at).map(|index| (index == at).then_some(Field::Site)).collect()
}

fn is_heading(text: &str) -> bool {
    let key = heading_key(text);
    HEADINGS.contains(&key.as_str()) || crate::imports::recognise(text) == Some(Field::Site)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(bytes: &[u8]) -> Vec<(u32, String)> {
        named_in(bytes.to_vec(), &Overrides::default()).unwrap()
    }

    fn owned(lines: &[(u32, &str)]) -> Vec<(u32, String)> {
        lines.iter().map(|(line, name)| (*line, (*name).to_owned())).collect()
    }

    #[test]
    fn the_column_is_found_by_its_heading_whatever_the_dialect() {
        let expected = owned(&[(2, "Antony"), (3, "Nîmes")]);
        assert_eq!(
            names("\u{feff}site;etat;guichet\r\nAntony;en service;\r\nNîmes;;\r\n".as_bytes()),
            expected
        );
        assert_eq!(names("Code,Nom du site\n1,Antony\n2,Nîmes\n".as_bytes()), expected);
        assert_eq!(names(b"SITE\nAntony\nN\xeemes\n"), expected);
        assert_eq!(names("Code\tNom\tVille\n1\tAntony\tX\n2\tNîmes\tY\n".as_bytes()), expected);
    }

    #[test]
    fn a_list_without_a_heading_is_a_list_of_names() {
        assert_eq!(names("Antony\n\nNîmes\n".as_bytes()), owned(&[(1, "Antony"), (3, "Nîmes")]));
        assert_eq!(names(b"Antony"), owned(&[(1, "Antony")]));
    }

    #[test]
    fn a_guarded_name_is_read_as_it_was() {
        assert_eq!(names(b"site;etat;guichet\n'=Quai 1;;\n"), owned(&[(2, "=Quai 1")]));
        assert_eq!(names(b"site;etat\n'=Quai 1;\n"), owned(&[(2, "'=Quai 1")]));
    }

    #[test]
    fn what_names_nothing_is_refused_with_its_reason() {
        let refused = |bytes: &[u8]| named_in(bytes.to_vec(), &Overrides::default()).unwrap_err();
        assert_eq!(refused(b""), ReadError::Empty);
        assert_eq!(refused(b"site\n"), ReadError::HeaderOnly);
        assert_eq!(refused(b"site;etat\n;x\n"), ReadError::Empty);
        assert_eq!(refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), ReadError::NotText);
        let many = "Site\n".to_owned() + &"Quai\n".repeat(LIMIT as usize + 1);
        assert_eq!(refused(many.as_bytes()), ReadError::TooManyRows { line: LIMIT + 2, max: LIMIT });
    }
}
