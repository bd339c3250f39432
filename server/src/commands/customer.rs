use super::texts::Texts;
use super::{ExitStatus, Failure};
use backend::access::AdministratorScope;
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
}

pub(super) async fn run(
    services: &Services,
    command: Customer,
    texts: &Texts,
) -> Result<ExitStatus, Failure> {
    let Customer::Create { name, admin_email } = command;
    let name = CustomerName::parse(&name)
        .map_err(|error| Failure::Argument { name: "--name", reason: error.to_string() })?;
    let admin_email = EmailAddress::parse(&admin_email)
        .map_err(|error| Failure::Argument { name: "--admin-email", reason: error.to_string() })?;
    let shown = (name.to_string(), admin_email.to_string());
    let created = customers::create(services, NewCustomer { name, admin_email }).await?;
    println!("{}", (texts.customer_created)(&shown.0, &shown.1, created.customer));

    Ok(ExitStatus::Success)
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
