use super::texts::Texts;
use super::{ExitStatus, Failure};
use backend::services::Services;
use clap::Args;

/// How much to make.
#[derive(Args, Clone, Debug)]
pub struct Generate {
    /// Customers.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    customers: u32,
    /// People, shared out among the customers.
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=10_000_000))]
    users: u32,
}

/// Prints the addresses of the administrators, then of the advanced users, who sign in once they asked for a new password.
pub(super) async fn run(
    services: &Services,
    command: Generate,
    texts: &Texts,
) -> Result<ExitStatus, Failure> {
    let Generate { customers, users } = command;
    let generated = backend::demo::generate(services, customers, users).await.map_err(Failure::other)?;
    println!("{}", (texts.generated)(customers, users));
    for address in generated.administrators {
        println!("{address}");
    }
    for (seen, address) in generated.advanced {
        println!("{}", (texts.sees_customers)(&address, seen));
    }
    Ok(ExitStatus::Success)
}
