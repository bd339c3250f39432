//! How the list grows with its assignments, as a drawing: a line for each query, from its time among few to that among many.

use super::engine::Engine;
use super::list::{LONGEST, Measured};
use std::fmt::Write;

/// What is drawn of an engine.
pub struct Chart {
    engine: Engine,
    /// Among how many assignments, few and many.
    sizes: [u32; 2],
    lines: Vec<Line>,
}

/// A query, and its 95th centile among few and among many assignments, in milliseconds.
struct Line {
    what: &'static str,
    times: [f64; 2],
}

const LINE: usize = 18;
const HEAD: usize = 56;
const NAMES: usize = 260;
const DRAWING: usize = 420;
const WIDTH: usize = NAMES + DRAWING + 120;

/// The drawing's left and right end, in milliseconds: each step to the right is as many times more.
const FASTEST: f64 = 1.0;
const SLOWEST: f64 = 1000.0;

impl Chart {
    /// Of the smallest and the largest list; `None` where there is one alone.
    pub fn of(engine: Engine, lists: &[Measured]) -> Option<Self> {
        let [few, .., many] = lists else { return None };
        let lines = few.p95.iter().zip(&many.p95);
        let lines = lines.map(|((what, few), (_, many))| Line { what, times: [*few, *many] }).collect();
        Some(Self { engine, sizes: [few.assignments, many.assignments], lines })
    }

    fn height(&self) -> usize {
        HEAD + LINE * self.lines.len()
    }

    /// Draws it from so far down on.
    fn draw(&self, svg: &mut String, top: usize) -> std::fmt::Result {
        let [few, many] = self.sizes;
        writeln!(
            svg,
            r#"<text x="8" y="{}" class="head">{}: p95 of the list in ms, among {few} (○) and {many} (●) assignments</text>"#,
            top + 20,
            self.engine
        )?;
        for time in [FASTEST, 10.0, LONGEST, 100.0, SLOWEST] {
            let (at, class) = (across(time), if time == LONGEST { "limit" } else { "grid" });
            let (from, to) = (top + 44, top + self.height() - 8);
            writeln!(svg, r#"<path class="{class}" d="M{at:.1} {from}V{to}"/>"#)?;
            writeln!(svg, r#"<text x="{at:.1}" y="{}" text-anchor="middle">{time}</text>"#, top + 40)?;
        }
        for (number, line) in self.lines.iter().enumerate() {
            line.draw(svg, top + HEAD + LINE * number)?;
        }
        Ok(())
    }
}

impl Line {
    fn draw(&self, svg: &mut String, top: usize) -> std::fmt::Result {
        let ([few, many], middle) = (self.times.map(across), top + LINE / 2);
        let base = middle + 4;
        writeln!(svg, r#"<text x="{}" y="{base}" text-anchor="end">{}</text>"#, NAMES - 12, self.what)?;
        writeln!(svg, r#"<path class="from" d="M{few:.1} {middle}H{many:.1}"/>"#)?;
        writeln!(svg, r#"<circle class="few" cx="{few:.1}" cy="{middle}" r="3.5"/>"#)?;
        let class = if self.times[1] > LONGEST { "over" } else { "many" };
        writeln!(svg, r#"<circle class="{class}" cx="{many:.1}" cy="{middle}" r="4"/>"#)?;
        let ratio = self.times[1] / self.times[0];
        writeln!(
            svg,
            r#"<text x="{}" y="{base}">{:.1} (× {ratio:.1})</text>"#,
            NAMES + DRAWING + 12,
            self.times[1]
        )
    }
}

/// How far to the right a time stands.
#[expect(clippy::cast_precision_loss, reason = "the drawing is some hundred units wide")]
fn across(time: f64) -> f64 {
    let part = (time.clamp(FASTEST, SLOWEST) / FASTEST).ln() / (SLOWEST / FASTEST).ln();
    NAMES as f64 + part * DRAWING as f64
}

/// The charts, one below the other. Names of queries are this program's own, and need no escaping.
pub fn svg(charts: &[Chart]) -> String {
    let height: usize = charts.iter().map(Chart::height).sum();
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="system-ui, sans-serif" font-size="12">
<style>
svg {{ background: #fff }} text {{ fill: #1d2733 }} .head {{ font-size: 14px; font-weight: 600 }}
.grid {{ stroke: #dfe4ea }} .limit {{ stroke: #b42318; stroke-dasharray: 4 3 }} .from {{ stroke: #8a97a6; stroke-width: 2 }}
.few {{ fill: #fff; stroke: #1d4ed8; stroke-width: 2 }} .many {{ fill: #1d4ed8 }} .over {{ fill: #b42318 }}
</style>
"#
    );
    let mut top = 0;
    for chart in charts {
        // Writing to a String cannot fail.
        let _ = chart.draw(&mut svg, top);
        top += chart.height();
    }
    svg.push_str("</svg>\n");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(assignments: u32, time: f64) -> Measured {
        Measured { metrics: Vec::new(), assignments, p95: vec![("first page", time)] }
    }

    #[test]
    fn each_query_is_a_line_and_what_is_over_the_limit_is_told_apart() {
        let charts: Vec<Chart> =
            Chart::of(Engine::Sqlite, &[measured(10, 5.0), measured(1000, 80.0)]).into_iter().collect();
        let drawn = svg(&charts);
        assert!(drawn.contains("first page") && drawn.contains("80.0 (× 16.0)"), "{drawn}");
        assert_eq!(drawn.matches(r#"class="over""#).count(), 1);
        assert!(Chart::of(Engine::Sqlite, &[measured(10, 5.0)]).is_none(), "nothing has grown");
    }

    #[test]
    fn a_time_stands_between_the_ends_of_the_drawing() {
        assert!(across(0.1) <= across(10.0) && across(10.0) < across(50.0));
        assert!((across(1e9) - across(SLOWEST)).abs() < 1e-9);
    }
}
