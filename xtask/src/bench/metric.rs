//! Metrics: medians with their spread, a table, a report.

use serde_json::{Value, json};
use std::time::Duration;

pub struct Metric {
    name: String,
    unit: &'static str,
    value: f64,
    detail: String,
    goal: Option<Goal>,
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
        Self { name: name.into(), unit, value, detail: String::new(), goal: None }
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
        let detail = format!("median {:.1}, worst {:.1}, of {}", at(50), at(100), times.len());
        Self { detail, ..Self::new(name, at(part), unit) }
    }

    pub fn value(&self) -> f64 {
        self.value
    }

    /// Adds what else is to be known.
    pub fn detail(self, detail: String) -> Self {
        Self { detail, ..self }
    }

    /// The median of `values`, with the least and the most beside it.
    pub fn median(name: impl Into<String>, mut values: Vec<f64>, unit: &'static str) -> Self {
        values.sort_by(f64::total_cmp);
        let (least, most) = (values[0], values[values.len() - 1]);
        let detail = format!("{least:.1} to {most:.1}, of {}", values.len());
        Self { detail, ..Self::new(name, values[values.len() / 2], unit) }
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
        json!({
            "name": self.name, "value": self.value, "unit": self.unit, "detail": self.detail,
            "ratio_to_goal": self.ratio(),
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
    fn reaching_more_than_is_wanted_is_a_ratio_below_one() {
        let metric = Metric::new("pages", 3000.0, "/s").goal(Goal::AtLeast(1500.0));
        assert!((metric.ratio().unwrap() - 0.5).abs() < 1e-9);
    }
}
