//! Titles and times of what is done, so that a log can be read at a glance.

use anyhow::{Context, Result};
use std::time::Instant;

/// Does one step: prints its title, does it, prints how long it took; says its title again when it fails.
pub fn step<T>(title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n── {title}");
    let start = Instant::now();
    let done = work().with_context(|| format!("“{title}” failed"))?;
    println!("   done in {:.1} s", start.elapsed().as_secs_f32());
    Ok(done)
}

/// Steps that somebody waits for: each says which it is, and how long the rest will take.
pub struct Steps {
    /// Their titles, and how many seconds each takes the first time on two cores.
    all: Vec<(&'static str, u16)>,
    at: usize,
    /// Whether they are done for the first time: later, nearly everything is there.
    are_first: bool,
    begun: Instant,
}

impl Steps {
    pub fn begin(all: Vec<(&'static str, u16)>, are_first: bool) -> Self {
        let steps = Self { all, at: 0, are_first, begun: Instant::now() };
        if are_first {
            println!(
                "The first build takes some {} on two cores; the next ones a few.",
                minutes(steps.left())
            );
        }
        steps
    }

    /// Does the next step.
    pub fn next<T>(&mut self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let (title, _) = self.all[self.at];
        let left = if self.are_first { format!(", {} left", minutes(self.left())) } else { String::new() };
        let title = format!("{} of {}: {title}{left}", self.at + 1, self.all.len());
        self.at += 1;
        step(&title, work)
    }

    /// How many seconds the steps that are not done will take, if this machine goes on as it has begun.
    fn left(&self) -> f32 {
        let expected =
            |steps: &[(&str, u16)]| steps.iter().map(|(_, seconds)| f32::from(*seconds)).sum::<f32>();
        let (done, to_do) = self.all.split_at(self.at);
        let pace = if done.is_empty() { 1.0 } else { self.begun.elapsed().as_secs_f32() / expected(done) };
        expected(to_do) * pace
    }
}

fn minutes(seconds: f32) -> String {
    if seconds < 90.0 { "1 min".to_owned() } else { format!("{:.0} min", seconds / 60.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_goes_by_the_pace_of_what_was_done() {
        let begun = Instant::now().checked_sub(std::time::Duration::from_secs(200)).unwrap();
        let steps = Steps { all: vec![("a", 100), ("b", 60), ("c", 30)], at: 1, are_first: true, begun };
        assert_eq!(minutes(steps.left()), "3 min");
        assert_eq!(minutes(12.0), "1 min");
    }
}
