//! Metrics: medians with their spread, a table, a report.

use super::engine::Engine;
use serde_json::{Value, json};
use std::time::Duration;

pub struct Metric {
    name: String,
    unit: &'static str,
    value: f64,
    spread: Option<Spread>,
    detail: String,
    goal: Option<Goal>,
    /// On which engine, among how many rows, where that matters.
    subject: Option<(Engine, u32)>,
}

/// What a figure is the centile or the median of.
#[derive(Clone, Copy)]
struct Spread {
    least: f64,
    median: f64,
    most: f64,
    count: usize,
}

/// What `docs` promise of a metric.
#[derive(Clone, Copy)]
pub enum Goal {
    /// It should not be more.
    AtMost(f64),
    /// It should not be less.
    AtLeast(f64),
}

impl Metric {
    /// A metric measured once.
    pub fn new(name: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self {
            name: name.into(),
            unit,
            value,
            spread: None,
            detail: String::new(),
            goal: None,
            subject: None,
        }
    }

    /// The 95th centile of `times` in milliseconds, with the median and the worst beside it.
    pub fn centile(name: impl Into<String>, times: Vec<Duration>) -> Self {
        Self::of_times(name, times, 95, "ms (p95)")
    }

    /// The same with the 99th centile.
    pub fn centile99(name: impl Into<String>, times: Vec<Duration>) -> Self {
        Self::of_times(name, times, 99, "ms (p99)")
    }

    fn of_times(name: impl Into<String>, mut times: Vec<Duration>, part: usize, unit: &'static str) -> Self {
        times.sort();
        let last = times.len().saturating_sub(1);
        let at =
            |part: usize| times.get(last * part / 100).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0);
        let spread = Spread { least: at(0), median: at(50), most: at(100), count: times.len() };
        let detail = format!("median {:.1}, worst {:.1}, of {}", spread.median, spread.most, spread.count);
        Self { spread: Some(spread), detail, ..Self::new(name, at(part), unit) }
    }

    pub fn value(&self) -> f64 {
        self.value
    }

    /// Notes on which engine it was measured, among how many rows.
    pub fn on(self, engine: Engine, rows: u32) -> Self {
        Self { subject: Some((engine, rows)), ..self }
    }

    /// Adds what else is to be known.
    pub fn detail(self, detail: String) -> Self {
        Self { detail, ..self }
    }

    /// The median of `values`, with the least and the most beside it.
    pub fn median(name: impl Into<String>, mut values: Vec<f64>, unit: &'static str) -> Self {
        values.sort_by(f64::total_cmp);
        let median = values[values.len() / 2];
        let spread = Spread { least: values[0], median, most: values[values.len() - 1], count: values.len() };
        let detail = format!("{:.1} to {:.1}, of {}", spread.least, spread.most, spread.count);
        Self { spread: Some(spread), detail, ..Self::new(name, median, unit) }
    }

    /// Adds what is wanted.
    pub fn goal(self, goal: Goal) -> Self {
        Self { goal: Some(goal), ..self }
    }

    /// The ratio to what is wanted: 1 or less is reached.
    fn ratio(&self) -> Option<f64> {
        Some(match self.goal? {
            Goal::AtMost(most) => self.value / most,
            Goal::AtLeast(least) => least / self.value,
        })
    }

    /// A line of the table.
    pub fn line(&self) -> String {
        let goal = match (self.goal, self.ratio()) {
            (Some(Goal::AtMost(most)), Some(ratio)) => format!("≤ {most} (× {ratio:.2})"),
            (Some(Goal::AtLeast(least)), Some(ratio)) => format!("≥ {least} (× {ratio:.2})"),
            _ => String::new(),
        };
        format!("{:<72} {:>10.1} {:<9} {goal:<20} {}", self.name, self.value, self.unit, self.detail)
    }

    /// An entry of the report.
    pub fn json(&self) -> Value {
        let spread = self.spread.map(|spread| {
            json!({ "least": spread.least, "median": spread.median, "most": spread.most, "of": spread.count })
        });
        let limit = self.goal.map(|goal| match goal {
            Goal::AtMost(most) => json!({ "at_most": most }),
            Goal::AtLeast(least) => json!({ "at_least": least }),
        });
        json!({
            "name": self.name, "engine": self.subject.map(|(engine, _)| engine.to_string()),
            "rows": self.subject.map(|(_, rows)| rows), "value": self.value, "unit": self.unit,
            "spread": spread, "limit": limit, "ratio_to_limit": self.ratio(), "detail": self.detail,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_centile_is_one_of_the_times() {
        let times = (1..=100).rev().map(Duration::from_millis).collect();
        let metric = Metric::centile("page", times).goal(Goal::AtMost(50.0));
        assert!((metric.value - 95.0).abs() < 1e-9);
        assert_eq!(metric.detail, "median 50.0, worst 100.0, of 100");
        assert!((metric.ratio().unwrap() - 1.9).abs() < 1e-9);
    }

    #[test]
    fn the_report_says_engine_rows_spread_and_limit() {
        let times = (1..=3).map(Duration::from_millis).collect();
        let metric = Metric::centile("page", times).goal(Goal::AtMost(50.0)).on(Engine::Sqlite, 10);
        let told = metric.json();
        assert_eq!((&told["engine"], &told["rows"]), (&json!("SQLite"), &json!(10)));
        assert_eq!(told["spread"], json!({ "least": 1.0, "median": 2.0, "most": 3.0, "of": 3 }));
        assert_eq!(told["limit"], json!({ "at_most": 50.0 }));
    }

    #[test]
    fn reaching_more_than_is_wanted_is_a_ratio_below_one() {
        let metric = Metric::new("pages", 3000.0, "/s").goal(Goal::AtLeast(1500.0));
        assert!((metric.ratio().unwrap() - 0.5).abs() < 1e-9);
    }
}
