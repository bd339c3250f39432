//! What a workbook consists of: its sheets, and where everything stands in the package.

use crate::part::{Archive, attribute};
use domain::imports::ReadError;
use quick_xml::events::Event;
use std::collections::HashMap;

/// What a workbook consists of.
#[derive(Debug, Default)]
pub struct Outline {
    /// The sheets that people see, in their order.
    pub sheets: Vec<SheetPart>,
    /// Where the shared strings are.
    pub strings: Option<String>,
    /// Where the styles are.
    pub styles: Option<String>,
    /// Whether days are counted from 1904, as old Excel for Mac does.
    pub date_1904: bool,
}

/// A sheet and where it is.
#[derive(Debug)]
pub struct SheetPart {
    pub name: String,
    pub part: String,
}

/// A relationship of one part to another: what for, and to which.
#[derive(Debug)]
pub struct Relationship {
    pub kind: String,
    pub target: String,
}

/// The most sheets that are looked at.
const SHEETS: usize = 256;

/// The most relationships of a part: Excel writes no more than 65,530 links into a sheet.
const RELATIONSHIPS: usize = 100_000;

impl Outline {
    pub fn read(archive: &mut Archive) -> Result<Self, ReadError> {
        let package = relationships(archive, "")?;
        let main = package.into_values().find(|to| to.kind == "officeDocument").ok_or(ReadError::Workbook)?;
        let parts = relationships(archive, &main.target)?;
        let of_kind = |kind: &str| parts.values().find(|to| to.kind == kind).map(|to| to.target.clone());
        let mut outline =
            Self { strings: of_kind("sharedStrings"), styles: of_kind("styles"), ..Self::default() };
        let mut part = archive.part(&main.target)?;
        let mut is_spreadsheet = false;

        while let Some(event) = part.next()? {
            let (Event::Start(element) | Event::Empty(element)) = event else { continue };
            match element.local_name().as_ref() {
                "workbook" => is_spreadsheet = true,
                "workbookPr" => {
                    let value = attribute(&element, "date1904")?;
                    outline.date_1904 = matches!(value.as_deref(), Some("1" | "true" | "on"));
                }
                "sheet" if outline.sheets.len() < SHEETS => {
                    let hidden = attribute(&element, "state")?.is_some_and(|state| state != "visible");
                    let relationship = attribute(&element, "id")?.and_then(|id| parts.get(&*id));
                    // Charts and macros are sheets too.
                    if let Some(to) = relationship.filter(|to| to.kind == "worksheet" && !hidden) {
                        let name = attribute(&element, "name")?.unwrap_or_default().into_owned();
                        outline.sheets.push(SheetPart { name, part: to.target.clone() });
                    }
                }
                _ => {}
            }
        }

        // A document or a presentation is a package of the same kind.
        if is_spreadsheet { Ok(outline) } else { Err(ReadError::Workbook) }
    }
}

/// The relationships of a part, by their id; those of the package itself for "".
pub fn relationships(archive: &mut Archive, of: &str) -> Result<HashMap<String, Relationship>, ReadError> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let path =
        format!("{}_rels/{name}.rels", if folder.is_empty() { String::new() } else { format!("{folder}/") });
    let mut part = archive.part(&path)?;
    let mut found = HashMap::new();

    while let Some(event) = part.next()? {
        let (Event::Start(element) | Event::Empty(element)) = event else { continue };
        if element.local_name().as_ref() != "Relationship" {
            continue;
        }
        let (Some(id), Some(kind), Some(target)) =
            (attribute(&element, "Id")?, attribute(&element, "Type")?, attribute(&element, "Target")?)
        else {
            continue;
        };
        // The address of a kind differs between the transitional and the strict form, but for its end.
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        let is_external = attribute(&element, "TargetMode")?.as_deref() == Some("External");
        let target = if is_external { target.into_owned() } else { resolved(folder, &target) };
        found.insert(id.into_owned(), Relationship { kind, target });
        if found.len() > RELATIONSHIPS {
            return Err(ReadError::Damaged);
        }
    }

    Ok(found)
}

/// A path from the root of the package.
fn resolved(folder: &str, target: &str) -> String {
    // Some programs of Windows write its separators.
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }

    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "." | "" => {}
            step => path.push(step),
        }
    }

    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_found_from_the_folder_of_its_part() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("xl/a", "../b.xml"), "xl/b.xml");
        assert_eq!(resolved("", "xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(resolved("xl", "worksheets\\sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "\\xl\\styles.xml"), "xl/styles.xml");
    }
}
