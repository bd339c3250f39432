use super::texts::Texts;
use super::{ExitStatus, Failure};
use backend::access::AdministratorScope;
use backend::administrators;
use backend::customers::{self, NewCustomer};
use backend::services::Services;
use clap::Subcommand;
use domain::address::EmailAddress;
use domain::names::CustomerName;

/// What can be done with customers.
#[derive(Subcommand, Clone, Debug)]
pub enum Customer {
    /// Creates a customer and its administrator, who gets a welcome mail.
    Create {
        /// What the customer is called.
        #[arg(long)]
        name: String,
        /// The address of its administrator.
        #[arg(long)]
        admin_email: String,
    },
    /// Puts somebody in the place of an administrator who has left and cannot hand over.
    HandOver {
        /// The customer's name or identifier.
        #[arg(long)]
        customer: String,
        /// The successor's address. Who has no password yet gets a welcome mail.
        #[arg(long)]
        to: String,
        /// The address of whom they replace; needed where there are several administrators.
        #[arg(long)]
        from: Option<String>,
    },
}

pub(super) async fn run(
    services: &Services,
    command: Customer,
    texts: &Texts,
) -> Result<ExitStatus, Failure> {
    match command {
        Customer::Create { name, admin_email } => {
            let name = CustomerName::parse(&name)
                .map_err(|error| Failure::Argument { name: "--name", reason: error.to_string() })?;
            let admin_email = address("--admin-email", &admin_email)?;
            let shown = (name.to_string(), admin_email.to_string());
            let created = customers::create(services, NewCustomer { name, admin_email }).await?;
            println!("{}", (texts.customer_created)(&shown.0, &shown.1, created.customer));
        }
        Customer::HandOver { customer, to, from } => {
            let to = address("--to", &to)?;
            let from = from.map(|from| address("--from", &from)).transpose()?;
            let scope = scope_of(services, &customer).await?;
            let replaced = administrators::replace(services, &scope, &to, from.as_ref()).await?;
            println!("{}", (texts.hand_over.done)(to.as_str(), &replaced.former));
        }
    }

    Ok(ExitStatus::Success)
}

fn address(name: &'static str, typed: &str) -> Result<EmailAddress, Failure> {
    EmailAddress::parse(typed).map_err(|error| Failure::Argument { name, reason: error.to_string() })
}

/// The scope of the customer with this name or identifier.
pub(super) async fn scope_of(services: &Services, customer: &str) -> Result<AdministratorScope, Failure> {
    let mut found = customers::find_by_name(services, customer).await.map_err(Failure::other)?;
    if let (None, Ok(id)) = (found, customer.parse()) {
        found = customers::find_by_id(services, id).await.map_err(Failure::other)?;
    }
    found
        .map(AdministratorScope::for_command_line)
        .ok_or_else(|| Failure::UnknownCustomer(customer.to_owned()))
}
