use domain::imports::TEMPLATE;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// The import's template as a workbook. Its cells are of texts, so that a number keeps its zeros.
pub fn template_xlsx() -> Result<Vec<u8>, XlsxError> {
    const WIDTHS: [f64; 7] = [14.0, 14.0, 22.0, 22.0, 18.0, 18.0, 34.0];
    let mut workbook = Workbook::new();
    let text = Format::new().set_num_format("@");
    let sheet = workbook.add_worksheet().set_name("Utilisateurs")?;
    let headings = TEMPLATE.trim_start_matches('\u{feff}').trim_end().split(';');
    for ((column, heading), width) in (0..).zip(headings).zip(WIDTHS) {
        sheet.set_column_format(column, &text)?.set_column_width(column, width)?;
        sheet.write_with_format(0, column, heading, &text.clone().set_bold())?;
    }
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}
