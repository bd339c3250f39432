use domain::ids::{CustomerId, UserId};
use std::ops::Deref;

/// Who is signed in. Made from a session, and by nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    pub user: UserId,
    /// SHA-256 of the session's token.
    pub session: [u8; 32],
    /// What to call the person: the first name, or the address.
    pub name: String,
    /// The customers that the person administers, and their names, in alphabetical order.
    pub administers: Vec<(CustomerId, String)>,
    /// The customer that the person is looking at: one of those above.
    pub customer: Option<CustomerId>,
    /// Whether the person is of the carrier's staff.
    pub operator: bool,
    /// Signed in with a mailed password or link: may do nothing but choose one's own.
    pub must_choose_password: bool,
}

/// Why a principal gets no scope. It looks the same for what is another's and for what is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not found")]
pub struct Forbidden;

impl Principal {
    /// The right to administer `customer`, when this person does.
    pub fn administer(&self, customer: CustomerId) -> Result<AdministratorScope, Forbidden> {
        let administers = self.administers.iter().any(|(id, _)| *id == customer);
        if administers && !self.must_choose_password {
            Ok(AdministratorScope(CustomerScope { customer, actor: Actor::User(self.user) }))
        } else {
            Err(Forbidden)
        }
    }

    /// The right to administer the customer that this person is looking at.
    pub fn administer_current(&self) -> Result<AdministratorScope, Forbidden> {
        self.administer(self.customer.ok_or(Forbidden)?)
    }
}

/// Who does something, for the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person who is signed in.
    User(UserId),
    /// Somebody with a shell on the server.
    CommandLine,
}

/// The right to reach one customer's data. Every operation on it takes one, and every statement of
/// such an operation names its customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CustomerScope {
    customer: CustomerId,
    actor: Actor,
}

/// The right to reach all of one customer's data, and to change what its people share: contracts, sites and profiles.
/// Whoever administers a part of the customer has no such scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdministratorScope(CustomerScope);

impl AdministratorScope {
    /// The scope of somebody with a shell on the server, who can reach the database anyway.
    pub fn for_command_line(customer: CustomerId) -> Self {
        Self(CustomerScope { customer, actor: Actor::CommandLine })
    }
}

impl Deref for AdministratorScope {
    type Target = CustomerScope;

    fn deref(&self) -> &CustomerScope {
        &self.0
    }
}

impl CustomerScope {
    pub fn customer(&self) -> CustomerId {
        self.customer
    }

    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// The person who is acting, unless it is the command line.
    pub fn user(&self) -> Option<UserId> {
        match self.actor {
            Actor::User(user) => Some(user),
            Actor::CommandLine => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn administrator_of(customer: CustomerId) -> Principal {
        Principal {
            user: UserId(Uuid::from_u128(1)),
            session: [0; 32],
            name: String::new(),
            administers: vec![(customer, String::new())],
            customer: Some(customer),
            operator: false,
            must_choose_password: false,
        }
    }

    #[test]
    fn only_one_s_own_customer_can_be_administered() {
        let (own, other) = (CustomerId(Uuid::from_u128(2)), CustomerId(Uuid::from_u128(3)));
        let principal = administrator_of(own);
        assert_eq!(principal.administer(own).unwrap().customer(), own);
        assert_eq!(principal.administer(other), Err(Forbidden));
    }

    #[test]
    fn nothing_can_be_administered_before_a_password_is_chosen() {
        let own = CustomerId(Uuid::from_u128(2));
        let principal = Principal { must_choose_password: true, ..administrator_of(own) };
        assert_eq!(principal.administer(own), Err(Forbidden));
    }
}
