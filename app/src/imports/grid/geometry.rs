//! Where rows stand in an area that is too small for all of them.

/// The height of a row, in pixels, as the stylesheet has it.
const ROW: f64 = 36.0;

/// The tallest area, in pixels, at whose end what is sticky still stands still. Firefox 153 draws elements of
/// 17.8 million pixels, but holds what is sticky only over half of that, 8.948 million; Chromium over 33.5 million.
const TALLEST: f64 = 8_900_000.0;

/// What is scrolled: rows below a heading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometry {
    pub total: u32,
    /// The height of what can be seen, heading included.
    pub height: f64,
    /// The height of the heading.
    pub head: f64,
}

impl Geometry {
    fn content(self) -> f64 {
        self.head + f64::from(self.total) * ROW
    }

    /// How tall the scrolled area is made.
    pub fn space(self) -> f64 {
        self.content().min(TALLEST)
    }

    /// Pixels of rows for each pixel scrolled.
    fn scale(self) -> f64 {
        let scrollable = self.space() - self.height;
        if scrollable <= 0.0 { 1.0 } else { (self.content() - self.height) / scrollable }
    }

    /// The first row in view when the area is scrolled down by so much, and how much of it is hidden.
    pub fn first(self, scrolled: f64) -> (u32, f64) {
        let bottom = (self.content() - self.height).max(0.0);
        let top = (scrolled * self.scale()).clamp(0.0, bottom);
        let first = (top / ROW).floor();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and `total`")]
        let row = first as u32;
        (row, top - first * ROW)
    }

    /// How many rows are in view at once, the partly hidden ones included.
    pub fn visible(self) -> u32 {
        let rows = ((self.height - self.head).max(0.0) / ROW).ceil() + 1.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a screenful of rows")]
        let rows = rows as u32;
        rows
    }

    /// How many rows are wholly in view.
    pub fn page(self) -> u32 {
        self.visible().saturating_sub(2).max(1)
    }

    /// How far to scroll from `scrolled` for a row to be wholly in view.
    pub fn reveal(self, scrolled: f64, row: u32) -> f64 {
        let scale = self.scale();
        let top = scrolled * scale;
        let above = f64::from(row) * ROW;
        let below = above + ROW - (self.height - self.head);
        let wanted = if top > above { above.floor() } else { top.max(below) };

        if (wanted - top).abs() < f64::EPSILON {
            return scrolled;
        }

        // Browsers scroll by whole pixels: rounding down keeps the top of a row above, up its bottom below.
        let scroll = wanted / scale;
        if top > above { scroll.floor() } else { scroll.ceil() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(total: u32) -> Geometry {
        Geometry { total, height: 560.0, head: 56.0 }
    }

    #[test]
    fn the_last_of_a_million_rows_can_be_reached() {
        let grid = of(1_000_000);
        assert!(grid.space() <= TALLEST);
        let (first, hidden) = grid.first(grid.space() - grid.height);
        let bottom_of_last = f64::from(1_000_000 - first) * ROW - hidden;
        assert!((bottom_of_last - (grid.height - grid.head)).abs() < 1.0, "{first} {hidden}");
    }

    #[test]
    fn rows_that_fit_are_scrolled_pixel_by_pixel() {
        assert_eq!(of(1000).first(0.0), (0, 0.0));
        assert_eq!(of(1000).first(90.0), (2, 18.0));
    }

    #[test]
    fn what_fits_is_not_scrolled() {
        assert_eq!(of(3).first(1000.0), (0, 0.0));
        assert_eq!(of(0).first(0.0), (0, 0.0));
    }

    #[test]
    fn every_row_can_be_revealed_from_anywhere() {
        for total in [20, 1000, 1_000_000] {
            let grid = of(total);
            for row in [0, 1, total / 3, total - 2, total - 1] {
                for from in [0.0, (grid.space() - grid.height) / 2.0, grid.space() - grid.height] {
                    let (first, hidden) = grid.first(grid.reveal(from, row));
                    let above = (f64::from(row) - f64::from(first)) * ROW - hidden;
                    assert!(
                        above > -1.0 && above + ROW < grid.height - grid.head + 3.0,
                        "row {row} of {total}: {above}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_row_that_is_in_view_moves_nothing() {
        assert!((of(1000).reveal(360.0, 15) - 360.0).abs() < f64::EPSILON);
    }
}
