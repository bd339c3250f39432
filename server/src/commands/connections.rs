use super::texts::Texts;
use super::{ExitStatus, Failure};
use backend::access::{self, Network, OperatorScope};
use backend::services::Services;
use clap::{ArgGroup, Subcommand};
use domain::time::LocalTime;

/// What can be done with refused sign-ins.
#[derive(Subcommand, Clone, Debug)]
pub enum Connections {
    /// Says how many sign-ins were refused lately, and which networks and accounts must wait.
    List,
    /// Hears at once again what comes from a network, or attempts at an account.
    #[command(group = ArgGroup::new("who").required(true).args(["network", "account"]))]
    Release {
        /// `192.0.2.0/24`, `2001:db8:1::/48`, or an address within.
        #[arg(long)]
        network: Option<String>,
        /// The identifier or the address that somebody signs in with.
        #[arg(long)]
        account: Option<String>,
    },
}

pub(super) async fn run(
    services: &Services,
    command: Connections,
    texts: &Texts,
) -> Result<ExitStatus, Failure> {
    let about = &texts.connections;
    let operator = OperatorScope::for_command_line();
    match command {
        Connections::List => list(services, &operator, texts).await?,
        Connections::Release { network: Some(named), .. } => {
            let network = Network::parse(&named).ok_or_else(|| Failure::Argument {
                name: "--network",
                reason: "not a network, as in 192.0.2.0/24 or 2001:db8:1::/48".to_owned(),
            })?;
            let released =
                access::release_network(services, &operator, &network).await.map_err(Failure::other)?;
            println!("{}", (about.released)(&network.to_string(), released > 0));
        }
        Connections::Release { account, .. } => {
            let account = account.unwrap_or_default();
            let released =
                access::release_person(services, &operator, &account).await.map_err(Failure::other)?;
            println!("{}", (about.released)(&account, released));
        }
    }

    Ok(ExitStatus::Success)
}

async fn list(services: &Services, operator: &OperatorScope, texts: &Texts) -> Result<(), Failure> {
    let about = &texts.connections;
    let found = access::connections(services, operator).await.map_err(Failure::other)?;

    println!("{}", about.refused);
    for (day, refused) in found.days {
        println!("{refused:>8}  {day}");
    }
    for (hour, refused) in found.hours {
        println!("{refused:>8}  {}", moment(hour));
    }

    let waiting = found.waiting;
    println!("{}", (about.networks)(waiting.all_networks));
    for of in waiting.networks {
        println!("{:>8}  {}  {}", of.addresses, moment(of.until), of.network);
    }
    println!("{}", (about.people)(waiting.all_people, waiting.others));
    for of in waiting.people {
        println!("{:>8}  {}  {}", of.attempts, moment(of.until), of.identifier);
    }

    Ok(())
}

/// `2026-06-30 14:05`.
fn moment(at: LocalTime) -> String {
    format!("{:04}-{:02}-{:02} {:02}:{:02}", at.year, at.month, at.day, at.hour, at.minute)
}
