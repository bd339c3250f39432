use super::texts::Texts;
use super::{ExitStatus, Failure};
use backend::access;
use backend::services::Services;
use clap::Subcommand;
use domain::address::EmailAddress;

/// What can be done with somebody.
#[derive(Subcommand, Clone, Debug)]
pub enum User {
    /// Takes away the second factor of somebody who has lost it and has no recovery code left. Make sure first who asks.
    ResetFactor {
        /// Their address.
        address: String,
    },
}

pub(super) async fn run(services: &Services, command: User, texts: &Texts) -> Result<ExitStatus, Failure> {
    match command {
        User::ResetFactor { address } => {
            let address = EmailAddress::parse(&address)
                .map_err(|error| Failure::Argument { name: "ADDRESS", reason: error.to_string() })?;
            access::reset_factor(services, &address).await?;
            println!("{}", (texts.factor.reset)(address.as_str()));
        }
    }

    Ok(ExitStatus::Success)
}
