use domain::imports::{Field, FieldSpec, List, Need};
use domain::reference::ReferenceData;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, Formula, Workbook, Worksheet, XlsxError,
};

/// How many rows of the template offer what their cells can name.
const ROWS: u32 = 10_000;

/// The sheet that the drop-down lists come from. Its headings name no field, so that nobody takes it for a list of people.
const LISTS: &str = "Listes";

/// The import's template as a workbook: cells of text, so that a number keeps its zeros, which offer what the customer
/// has; and a sheet that explains the columns.
pub fn template_xlsx(reference: &ReferenceData) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let lists = [List::Contracts, List::Sites, List::Profiles].map(|list| (list, names(reference, list)));

    let people = workbook.add_worksheet().set_name("Utilisateurs")?;
    write_headings(people)?;
    for (column, spec) in (0..).zip(Field::of_template().map(Field::spec)) {
        let at = lists.iter().position(|(list, names)| Some(*list) == spec.list && !names.is_empty());
        if let Some(at) = at {
            people.add_data_validation(1, column, ROWS, column, &offered(at, lists[at].1.len())?)?;
        }
    }

    explain(workbook.add_worksheet().set_name("Mode d’emploi")?)?;

    let sheet = workbook.add_worksheet().set_name(LISTS)?;
    for (column, (list, names)) in (0..).zip(&lists) {
        sheet.write(0, column, heading(*list))?;
        sheet.set_column_width(column, 32)?;
        for (row, name) in (1..).zip(names) {
            sheet.write(row, column, name)?;
        }
    }

    workbook.save_to_buffer()
}

fn write_headings(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@");
    for (column, spec) in (0..).zip(Field::of_template().map(Field::spec)) {
        sheet.set_column_format(column, &text)?.set_column_width(column, f64::from(spec.width))?;
        sheet.write_with_format(0, column, spec.heading, &text.clone().set_bold())?;
    }

    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// What a cell can hold, as its drop-down list: a column of the sheet of lists. Something else is warned of, and not
/// refused: the import says more of it.
fn offered(column: usize, count: usize) -> Result<DataValidation, XlsxError> {
    let letter = ["A", "B", "C"][column];
    let names = Formula::new(format!("={LISTS}!${letter}$2:${letter}${}", count + 1));
    DataValidation::new()
        .allow_list_formula(names)
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("Pas dans la liste")?
        .set_error_message(
            "Choisissez dans la liste, ou gardez ce que vous avez saisi : l’import vous dira quoi en faire.",
        )
}

fn names(reference: &ReferenceData, list: List) -> Vec<String> {
    match list {
        List::Contracts => reference.contracts.iter().map(|contract| contract.number.to_string()).collect(),
        List::Sites => reference.sites.iter().map(|site| site.name.to_string()).collect(),
        List::Profiles => reference.profiles.iter().map(|profile| profile.name.to_string()).collect(),
    }
}

const fn heading(list: List) -> &'static str {
    match list {
        List::Contracts => "Vos contrats",
        List::Sites => "Vos lieux",
        List::Profiles => "Vos jeux de droits",
    }
}

/// What each column is for.
fn explain(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (column, (title, width)) in (0..).zip([("Titre", 18), ("Remplir", 34), ("Par exemple", 28)]) {
        sheet.set_column_width(column, width)?;
        sheet.write_with_format(0, column, title, &bold)?;
    }

    for (row, spec) in (1..).zip(Field::of_template().map(Field::spec)) {
        sheet.write(row, 0, spec.heading)?;
        sheet.write(row, 1, when(spec))?;
        sheet.write(row, 2, spec.example)?;
    }

    Ok(())
}

const fn when(spec: &FieldSpec) -> &'static str {
    match spec.need {
        Need::Always => "Toujours",
        Need::WithSites => "Toujours, si vous avez des sites",
        Need::WithoutDefaultProfile => "Vide : le profil par défaut",
        Need::Never => "Si vous le souhaitez",
    }
}
