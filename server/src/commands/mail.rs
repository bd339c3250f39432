use super::texts::Texts;
use super::{ExitStatus, Failure};
use crate::serve::transport;
use crate::settings::Settings;
use backend::access::OperatorScope;
use backend::mail::{self, DomainRow, DomainsAsked, Trial};
use backend::services::Services;
use clap::Subcommand;
use domain::address::{EmailAddress, MailDomain};
use std::sync::Arc;

/// What can be done with mails.
#[derive(Subcommand, Clone, Debug)]
pub enum Mail {
    /// Lists the receiving domains of the last thirty days: accepted, refused, waiting, the servers' latest words.
    Domains {
        /// Those alone whose name holds this.
        #[arg(default_value = "")]
        sought: String,
        /// Those alone to which mails wait or were refused.
        #[arg(long)]
        troubled: bool,
    },
    /// Sends nothing to a domain until it is resumed.
    Pause {
        /// What stands after the @.
        domain: String,
    },
    /// Sends to a paused domain again.
    Resume {
        /// What stands after the @.
        domain: String,
    },
    /// Sends a mail to an address at once, and says what the mail server said.
    Trial {
        /// Where to.
        address: String,
    },
}

pub(super) async fn run(
    services: &Services,
    settings: &Settings,
    command: Mail,
    texts: &Texts,
) -> Result<ExitStatus, Failure> {
    let about = &texts.mail;
    let operator = OperatorScope::for_command_line();
    match command {
        Mail::Domains { sought, troubled } => {
            let asked = DomainsAsked { sought, only_troubled: troubled, after: None };
            list(services, &operator, asked, texts).await?;
        }
        Mail::Pause { domain } => {
            let domain = parse(&domain)?;
            let changed = mail::pause_domain(services, &operator, &domain).await.map_err(Failure::other)?;
            println!("{}", (about.paused)(domain.as_str(), changed));
        }
        Mail::Resume { domain } => {
            let domain = parse(&domain)?;
            let changed = mail::resume_domain(services, &operator, &domain).await.map_err(Failure::other)?;
            println!("{}", (about.resumed)(domain.as_str(), changed));
        }
        Mail::Trial { address } => {
            let to = EmailAddress::parse(&address)
                .map_err(|error| Failure::Argument { name: "ADDRESS", reason: error.to_string() })?;
            let transport = Arc::new(transport(settings)?);
            let services = Services { transport: Some(transport), ..services.clone() };
            let said = mail::send_trial(&services, &operator, &to, texts.locale).await;
            return Ok(tell(said.map_err(Failure::other)?, to.as_str(), texts));
        }
    }

    Ok(ExitStatus::Success)
}

/// Says what the mail server said; whether it took the trial.
fn tell(trial: Trial, to: &str, texts: &Texts) -> ExitStatus {
    match trial {
        Trial::Accepted(words) => {
            println!("{}", (texts.mail.trial_accepted)(to, &words));
            ExitStatus::Success
        }
        Trial::NotAccepted(words) => {
            println!("{}", (texts.mail.trial_not_accepted)(to, &words));
            ExitStatus::FoundProblems
        }
    }
}

/// Prints the domains, page after page.
async fn list(
    services: &Services,
    operator: &OperatorScope,
    mut asked: DomainsAsked,
    texts: &Texts,
) -> Result<(), Failure> {
    println!("{}", texts.mail.heading);
    loop {
        let page = mail::domains(services, operator, &asked).await.map_err(Failure::other)?;
        for row in page.rows {
            let DomainRow { domain, accepted, refused, waiting, words, paused } = row;
            let paused = if paused.is_some() { texts.mail.is_paused } else { "" };
            println!(
                "{accepted:>8} {refused:>8} {waiting:>8}  {domain}{paused}  {}",
                words.unwrap_or_default()
            );
        }

        asked.after = page.next;
        if asked.after.is_none() {
            return Ok(());
        }
    }
}

fn parse(domain: &str) -> Result<MailDomain, Failure> {
    MailDomain::parse(domain).map_err(|error| Failure::Argument { name: "DOMAIN", reason: error.to_string() })
}
