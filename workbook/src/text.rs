//! The delimited text that a sheet becomes.

use domain::imports::{ReadError, limits};

/// A text while its rows come in, in order.
pub struct Lines {
    text: String,
    /// The line that is being written, from 1.
    line: u32,
    /// Cells written into it.
    cells: u32,
    /// The most cells written into one.
    widest: u32,
}

impl Lines {
    pub fn new() -> Self {
        Self { text: "\u{feff}".to_owned(), line: 1, cells: 0, widest: 0 }
    }

    /// Goes on to a line, so that lines of the text are rows of the sheet. Never back.
    pub fn go_to(&mut self, line: u32) -> Result<(), ReadError> {
        if line < self.line {
            return Err(ReadError::Damaged);
        }

        while self.line < line {
            self.text.push_str("\r\n");
            self.line += 1;
            self.cells = 0;
        }

        Ok(())
    }

    /// Writes a cell into a column, from 0; what is empty takes no room.
    pub fn cell(&mut self, column: u32, text: &str) -> Result<(), ReadError> {
        let is_beyond = column >= limits::COLUMNS_WITH_OURS;
        if text.is_empty() || is_beyond && text.trim().is_empty() {
            return Ok(());
        }

        let line = self.line;
        // Whether it may have those that we added, the reader of the text knows.
        if is_beyond {
            return Err(ReadError::TooManyColumns { line, max: limits::COLUMNS });
        }

        if column < self.cells {
            return Err(ReadError::Damaged);
        }

        if self.text.len() as u64 > limits::BYTES {
            return Err(ReadError::TooLarge { max: limits::BYTES });
        }

        // Between n cells there are n - 1 delimiters.
        for _ in self.cells.max(1)..=column {
            self.text.push(';');
        }

        self.cells = column + 1;
        self.widest = self.widest.max(self.cells);
        self.write(text);
        Ok(())
    }

    /// A cell with line breaks inside would take up several lines: they become spaces.
    fn write(&mut self, cell: &str) {
        push_cell(&mut self.text, &cell.replace("\r\n", " ").replace(['\r', '\n', '\t'], " "));
    }

    /// How many cells the widest row has.
    pub const fn widest(&self) -> usize {
        self.widest as usize
    }

    pub fn finish(mut self) -> String {
        self.text.push_str("\r\n");
        self.text
    }
}

/// Writes a cell without line breaks.
pub fn push_cell(text: &mut String, cell: &str) {
    if cell.contains([';', '"']) {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_lines_and_cells_their_columns() {
        let mut lines = Lines::new();
        lines.go_to(2).unwrap();
        lines.cell(1, "b").unwrap();
        lines.cell(2, "").unwrap();
        lines.cell(3, "x;\"y\nz").unwrap();
        lines.go_to(4).unwrap();
        lines.cell(0, "a").unwrap();
        lines.cell(1, "b").unwrap();

        assert_eq!(lines.finish(), "\u{feff}\r\n;b;;\"x;\"\"y z\"\r\n\r\na;b\r\n");
    }

    #[test]
    fn limits_are_said_with_the_row() {
        let mut lines = Lines::new();
        lines.go_to(7).unwrap();
        assert_eq!(lines.cell(2000, " "), Ok(()));
        assert_eq!(lines.cell(1034, "x"), Err(ReadError::TooManyColumns { line: 7, max: 1024 }));
        // Whether it is read, the reader of the text knows.
        assert_eq!(lines.cell(0, &"x".repeat(5000)), Ok(()));
        assert_eq!(lines.go_to(3), Err(ReadError::Damaged));
    }
}
