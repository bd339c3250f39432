use super::texts::Texts;
use super::{ExitStatus, Failure};
use backend::applications::{self, KnownApplication};
use backend::services::Services;
use clap::Subcommand;
use domain::names::ApplicationName;

/// What can be done with the portal's applications.
#[derive(Subcommand, Clone, Debug)]
pub enum Application {
    /// Gives an application a token, and prints it: it cannot be seen again.
    Create {
        /// What to call the application.
        name: String,
    },
    /// Withdraws an application's token.
    Revoke {
        /// What the application was called.
        name: String,
    },
    /// Lists the applications that have a token.
    List,
}

pub(super) async fn run(
    services: &Services,
    command: Application,
    texts: &Texts,
) -> Result<ExitStatus, Failure> {
    match command {
        Application::Create { name } => {
            let name = parse(&name)?;
            let token = applications::create(services, &name).await?;
            // The token alone is the output, so that a script can put it where it belongs.
            eprintln!("{}", (texts.application_created)(name.as_str()));
            println!("{}", token.reveal());
        }
        Application::Revoke { name } => {
            let name = parse(&name)?;
            applications::revoke(services, &name).await?;
            println!("{}", (texts.application_revoked)(name.as_str()));
        }
        Application::List => {
            let known = applications::list(services).await.map_err(Failure::other)?;
            if known.is_empty() {
                println!("{}", texts.no_applications);
            }
            for KnownApplication { name, since } in known {
                println!("{name}  {:04}-{:02}-{:02}", since.year, since.month, since.day);
            }
        }
    }

    Ok(ExitStatus::Success)
}

fn parse(name: &str) -> Result<ApplicationName, Failure> {
    ApplicationName::parse(name)
        .map_err(|error| Failure::Argument { name: "NAME", reason: error.to_string() })
}
