use super::texts::Texts;
use super::{ExitStatus, Failure};
use backend::access::{AdministratorScope, OperatorScope};
use backend::administrators;
use backend::customers::{self, ChangeStateError, NewCustomer};
use backend::services::Services;
use clap::Subcommand;
use domain::address::EmailAddress;
use domain::ids::CustomerId;
use domain::names::{CustomerName, PersonName};

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
        /// What the administrator is called.
        #[arg(long)]
        admin_first_name: Option<String>,
        #[arg(long)]
        admin_last_name: Option<String>,
    },
    /// Lists the customers by name: identifier, state, contracts, people.
    List {
        /// Those alone whose name holds this, or that have a contract of this number.
        sought: Option<String>,
    },
    /// Closes a customer: nobody reaches it, and nothing of it is deleted.
    Close {
        /// The customer's name or identifier.
        customer: String,
    },
    /// Opens a closed customer again.
    Reopen {
        /// The customer's name or identifier.
        customer: String,
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
    let operator = OperatorScope::for_command_line();
    match command {
        Customer::Create { name, admin_email, admin_first_name, admin_last_name } => {
            let name = CustomerName::parse(&name)
                .map_err(|error| Failure::Argument { name: "--name", reason: error.to_string() })?;
            let new = NewCustomer {
                name,
                admin_email: address("--admin-email", &admin_email)?,
                first_name: person_name("--admin-first-name", admin_first_name)?,
                last_name: person_name("--admin-last-name", admin_last_name)?,
            };
            let created = customers::create(services, &operator, &new).await?;
            let (name, address) = (new.name.as_str(), new.admin_email.as_str());
            println!("{}", (texts.customer_created)(name, address, created.customer));
        }
        Customer::List { sought } => {
            list(services, &operator, &sought.unwrap_or_default(), texts).await?;
        }
        Customer::Close { customer } => {
            let id = id_of(services, &customer).await?;
            let closed = customers::close(services, &operator, id).await;
            println!("{}", (texts.customers.closed)(&customer, changed(closed)?));
        }
        Customer::Reopen { customer } => {
            let id = id_of(services, &customer).await?;
            let reopened = customers::reopen(services, &operator, id).await;
            println!("{}", (texts.customers.reopened)(&customer, changed(reopened)?));
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

fn person_name(name: &'static str, typed: Option<String>) -> Result<Option<PersonName>, Failure> {
    let parse = |typed: String| {
        PersonName::parse(&typed).map_err(|error| Failure::Argument { name, reason: error.to_string() })
    };
    typed.map(parse).transpose()
}

/// Prints the customers, page after page.
async fn list(
    services: &Services,
    operator: &OperatorScope,
    sought: &str,
    texts: &Texts,
) -> Result<(), Failure> {
    let mut page = customers::list(services, operator, sought, None).await.map_err(Failure::other)?;
    if page.rows.is_empty() {
        println!("{}", texts.customers.none);
    }

    loop {
        for row in &page.rows {
            let state =
                if row.closed.is_some() { texts.customers.is_closed } else { texts.customers.is_open };
            println!("{}  {state:<7}  {:>5}  {:>8}  {}", row.id, row.contracts, row.people, row.name);
        }
        if page.next.is_none() {
            return Ok(());
        }
        page = customers::list(services, operator, sought, page.next).await.map_err(Failure::other)?;
    }
}

/// Whether a customer's state changed: closing what is closed changes nothing.
fn changed(result: Result<(), ChangeStateError>) -> Result<bool, Failure> {
    match result {
        Ok(()) => Ok(true),
        Err(ChangeStateError::Already) => Ok(false),
        Err(error) => Err(Failure::other(error)),
    }
}

/// The scope of the customer with this name or identifier.
pub(super) async fn scope_of(services: &Services, customer: &str) -> Result<AdministratorScope, Failure> {
    Ok(AdministratorScope::for_command_line(id_of(services, customer).await?))
}

async fn id_of(services: &Services, customer: &str) -> Result<CustomerId, Failure> {
    let mut found = customers::find_by_name(services, customer).await.map_err(Failure::other)?;
    if let (None, Ok(id)) = (found, customer.parse()) {
        found = customers::find_by_id(services, id).await.map_err(Failure::other)?;
    }
    found.ok_or_else(|| Failure::UnknownCustomer(customer.to_owned()))
}
