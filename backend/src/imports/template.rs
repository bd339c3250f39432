use domain::imports::Field;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// The import's template as a workbook. Its cells are of texts, so that a number keeps its zeros.
pub fn template_xlsx() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let text = Format::new().set_num_format("@");
    let sheet = workbook.add_worksheet().set_name("Utilisateurs")?;

    for (column, spec) in (0..).zip(Field::of_template().map(Field::spec)) {
        sheet.set_column_format(column, &text)?.set_column_width(column, f64::from(spec.width))?;
        sheet.write_with_format(0, column, spec.heading, &text.clone().set_bold())?;
    }

    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}
