//! `cargo xtask bench`: the metrics of the project, measured on synthetic data on this machine.

mod authorization;
mod bulk;
mod consolidation;
mod delegate;
mod engine;
mod growth;
mod http;
mod imports;
mod list;
mod load;
mod mail;
mod mails;
mod metric;
mod profiles;
mod server;
mod sign_in;
mod sink;
mod sizes;
mod soak;
mod start;

use crate::build::Kind;
use crate::step::{Steps, step};
use crate::{build, prerequisites, project, site};
use anyhow::Result;
use engine::Engine;
use list::Size;
use metric::{Goal, Metric};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What can be measured alone.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// The start, and the memory after it.
    Start,
    /// The list of users.
    Lists,
    /// An import.
    Imports,
    /// Changes of many assignments at once.
    Changes,
    /// The view over all contracts of many customers.
    Consolidation,
    /// The mails.
    Mails,
    /// What the server holds after some minutes of all that people read.
    Soak,
}

/// How much to measure.
#[derive(clap::Args)]
pub struct Options {
    /// Measure these alone; all of them when none is named.
    #[arg(long, num_args = 1.., value_enum)]
    only: Vec<Part>,
    /// The databases to measure with.
    #[arg(long, num_args = 1.., value_enum, default_values_t = Engine::ALL)]
    engines: Vec<Engine>,
    /// Sizes of the list of users.
    #[arg(long, num_args = 1.., default_values_t = [10_000, 1_000_000])]
    assignments: Vec<u32>,
    /// Customers in the database whose list is measured, each with as many assignments.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    customers: u32,
    /// Rows of the imported file, and assignments that are changed at once.
    #[arg(long, default_value_t = 100_000)]
    rows: u32,
    /// Mails to a mail server on this machine.
    #[arg(long, default_value_t = 5_000)]
    mails: u32,
    /// For how long many people read while the server's memory is watched.
    #[arg(long, default_value_t = 10)]
    minutes: u32,
    /// Measure this executable instead of building; the sizes of what browsers load are left out then.
    #[arg(long, value_name = "FILE")]
    executable: Option<PathBuf>,
    /// How long a build from nothing took, in seconds, for the report.
    #[arg(long)]
    cold_build: Option<f64>,
    /// How long a build after a change in one page took, in seconds, for the report.
    #[arg(long)]
    warm_build: Option<f64>,
}

/// Measures everything, prints a table and writes `target/bench/report.json`; of lists at several sizes also how they grow,
/// `target/bench/growth.svg`.
pub fn bench(options: &Options) -> Result<()> {
    let executable = match &options.executable {
        Some(built) => built.canonicalize()?,
        None => build::release()?,
    };
    let (mut metrics, mut charts) = (vec![machine()], Vec::new());
    metrics.extend(
        options.cold_build.map(|time| Metric::new("build from nothing", time, "s").goal(Goal::AtMost(720.0))),
    );
    metrics.extend(
        options
            .warm_build
            .map(|time| Metric::new("build after a change", time, "s").goal(Goal::AtMost(15.0))),
    );
    metrics.push(sizes::executable(&executable)?);
    if options.executable.is_none() {
        metrics.extend(sizes::site()?);
    }

    let asked = |part: Part| options.only.is_empty() || options.only.contains(&part);
    if asked(Part::Start) {
        add(&mut metrics, step("start and memory", || start::measure(&executable))?);
    }
    for engine in options.engines.iter().copied() {
        if asked(Part::Lists) {
            let measured = lists(options, &executable, engine)?;
            charts.extend(growth::Chart::of(engine, &measured));
            add(&mut metrics, in_one(engine, measured));
        }
        if asked(Part::Imports) {
            let title = format!("import of {} rows, {engine}", options.rows);
            let measured = step(&title, || imports::measure(&executable, engine, options.rows))?;
            add(&mut metrics, on(engine, options.rows, measured));
        }
        if asked(Part::Changes) {
            let title = format!("changes of {} assignments, {engine}", options.rows);
            let measured = step(&title, || bulk::measure(&executable, engine, options.rows))?;
            add(&mut metrics, on(engine, options.rows, measured));
        }
        let Some(assignments) = options.assignments.iter().copied().max() else { continue };
        if asked(Part::Consolidation) {
            let title = format!("consolidated view, {assignments} assignments, {engine}");
            let measured = step(&title, || consolidation::measure(&executable, engine, assignments))?;
            add(&mut metrics, on(engine, assignments, measured));
        }
        if asked(Part::Soak) {
            let title =
                format!("{} min of many readers, {assignments} assignments, {engine}", options.minutes);
            let measured = step(&title, || soak::measure(&executable, engine, assignments, options.minutes))?;
            add(&mut metrics, on(engine, assignments, measured));
        }
    }
    if asked(Part::Mails) {
        add(&mut metrics, step("mails", || mails::measure(&executable, options.mails))?);
    }

    report(&metrics, &charts)
}

/// The list at each size.
fn lists(options: &Options, executable: &Path, engine: Engine) -> Result<Vec<list::Measured>> {
    let measure = |&assignments: &u32| {
        let size = Size { assignments, customers: options.customers };
        step(&format!("list of {size}, {engine}"), || list::measure(executable, engine, size))
    };
    options.assignments.iter().map(measure).collect()
}

/// All that was measured of lists, and how they grow.
fn in_one(engine: Engine, lists: Vec<list::Measured>) -> Vec<Metric> {
    let growth = match &lists[..] {
        [few, .., many] => Some(list::growth(engine, few, many).on(engine, many.assignments)),
        _ => None,
    };
    growth.into_iter().chain(lists.into_iter().flat_map(|list| list.metrics)).collect()
}

/// Notes of metrics on which engine they were measured, among how many rows.
fn on(engine: Engine, rows: u32, metrics: Vec<Metric>) -> Vec<Metric> {
    metrics.into_iter().map(|metric| metric.on(engine, rows)).collect()
}

/// Shows what was measured at once: what comes after it may fail, or take long.
fn add(metrics: &mut Vec<Metric>, new: Vec<Metric>) {
    for metric in &new {
        println!("   {}", metric.line());
    }
    metrics.extend(new);
}

/// How fast this machine is, so that reports of two machines can be compared.
fn machine() -> Metric {
    let block = vec![7; 1 << 20];
    let begin = Instant::now();
    let mut digest = Sha256::new();

    for _ in 0..64 {
        digest.update(&block);
    }

    std::hint::black_box(digest.finalize());
    Metric::new("reference: SHA-256 on one core", 64.0 / begin.elapsed().as_secs_f64(), "MiB/s")
}

/// Builds the site alone, and tells what a browser loads.
pub fn sizes() -> Result<()> {
    prerequisites::wasm_target()?;
    site::build(Kind::Release, &mut Steps::begin(site::STEPS.to_vec(), false))?;
    println!();
    for metric in sizes::site()? {
        println!("{}", metric.line());
    }
    Ok(())
}

fn report(metrics: &[Metric], charts: &[growth::Chart]) -> Result<()> {
    println!();
    for metric in metrics {
        println!("{}", metric.line());
    }

    let folder = project::output("bench");
    fs::create_dir_all(&folder)?;
    let file = folder.join("report.json");
    let metrics: Vec<_> = metrics.iter().map(Metric::json).collect();
    fs::write(&file, serde_json::to_vec_pretty(&json!({ "figures": metrics }))?)?;
    println!("\n{}", file.display());
    if !charts.is_empty() {
        let file = folder.join("growth.svg");
        fs::write(&file, growth::svg(charts))?;
        println!("{}", file.display());
    }

    Ok(())
}
