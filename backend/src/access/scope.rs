use domain::access::Due;
use domain::ids::{ContractId, CustomerId, UserId};
use domain::reach::{Place, Reach, Sight};
use std::net::IpAddr;
use std::ops::Deref;
use std::sync::Arc;

/// Who is signed in. Made from a session, and by nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    pub user: UserId,
    /// SHA-256 of the session's token.
    pub session: [u8; 32],
    /// What to call the person: the first name, or the address.
    pub name: String,
    /// The customers that the person administers, in whole or in part, or looks at; in alphabetical order.
    pub administers: Vec<Administered>,
    /// The customer that the person is looking at: one of those above.
    pub customer: Option<CustomerId>,
    /// Whether the person is of the carrier's staff.
    pub operator: bool,
    /// Whether the person needs a second factor: as an operator, or since a customer requires one.
    pub requires_factor: bool,
    /// What must be done before anything else. Until then nobody administers anything.
    pub due: Option<Due>,
    /// The network address that the request came from, where it is known.
    pub network: Option<IpAddr>,
    /// For how many seconds the session lasts at most when it is not used any more.
    pub lasts: i64,
}

/// A customer that somebody administers, or looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Administered {
    pub customer: CustomerId,
    /// What it is called.
    pub name: String,
    /// Where; `None`: everywhere.
    pub reach: Option<Arc<Reach>>,
    /// Whether the person is one of its advanced users.
    pub is_advanced: bool,
}

impl Administered {
    /// Whether the person looks at it as an advanced user, and no right of their own says more.
    pub fn is_sight_alone(&self) -> bool {
        self.reach.as_ref().is_some_and(|reach| reach.is_sight_alone())
    }
}

/// Why a principal gets no scope. It looks the same for what is another's and for what is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not found")]
pub struct Forbidden;

impl Principal {
    /// The right to reach the people of `customer` whom this person administers, or may look at.
    pub fn scope(&self, customer: CustomerId) -> Result<CustomerScope, Forbidden> {
        let administered = self.administers.iter().find(|administered| administered.customer == customer);
        match administered {
            Some(Administered { reach, .. }) if self.due.is_none() => Ok(CustomerScope {
                customer,
                actor: Actor::User(self.user),
                network: self.network,
                reach: reach.clone(),
            }),
            _ => Err(Forbidden),
        }
    }

    /// The same for the customer that this person is looking at.
    pub fn scope_current(&self) -> Result<CustomerScope, Forbidden> {
        self.scope(self.customer.ok_or(Forbidden)?)
    }

    /// The right to administer all of `customer`, when this person does.
    pub fn administer(&self, customer: CustomerId) -> Result<AdministratorScope, Forbidden> {
        let scope = self.scope(customer)?;
        if scope.reach.is_none() { Ok(AdministratorScope(scope)) } else { Err(Forbidden) }
    }

    /// The right to look at the contracts of all customers whose advanced user this person is.
    pub fn consolidated(&self) -> Result<ConsolidatedScope, Forbidden> {
        let seen = |of: &Administered| {
            let contracts = match of.reach.as_deref().map(Reach::sight) {
                None | Some(Some(Sight::Everything)) => None,
                Some(Some(Sight::Contracts(contracts))) => Some(contracts.clone()),
                // Whoever administers the people of some places sees no contract whole.
                Some(None) => return None,
            };
            Some(self.scope(of.customer).map(|scope| SeenCustomer {
                scope,
                name: of.name.clone(),
                contracts,
            }))
        };

        if !self.administers.iter().any(|of| of.is_advanced) {
            return Err(Forbidden);
        }
        let customers: Result<_, _> = self.administers.iter().filter_map(seen).collect();
        Ok(ConsolidatedScope { customers: customers? })
    }

    /// The right to administer all of the customer that this person is looking at.
    pub fn administer_current(&self) -> Result<AdministratorScope, Forbidden> {
        self.administer(self.customer.ok_or(Forbidden)?)
    }

    /// The right to do what the carrier does, when this person is of its staff.
    pub fn operate(&self) -> Result<OperatorScope, Forbidden> {
        if !self.operator || self.due.is_some() {
            return Err(Forbidden);
        }

        Ok(OperatorScope { actor: Actor::Operator(self.user), network: self.network })
    }
}

/// The right to look at the contracts of several customers at once: of those whose advanced user one is, and of those that
/// one administers beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsolidatedScope {
    customers: Vec<SeenCustomer>,
}

/// A customer of a [`ConsolidatedScope`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SeenCustomer {
    pub(crate) scope: CustomerScope,
    pub(crate) name: String,
    /// The contracts that are seen whole; `None`: all of them.
    pub(crate) contracts: Option<Vec<ContractId>>,
}

impl ConsolidatedScope {
    /// The customers, in alphabetical order. There is at least one.
    pub(crate) fn customers(&self) -> &[SeenCustomer] {
        &self.customers
    }

    /// The same of those customers alone that are seen in part; `None` where all are seen whole.
    pub(crate) fn in_part(&self) -> Option<Self> {
        let parts = self.customers.iter().filter(|of| of.contracts.is_some());
        let customers: Vec<_> = parts.cloned().collect();
        (!customers.is_empty()).then_some(Self { customers })
    }
}

/// Who does something, for the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person who is signed in.
    User(UserId),
    /// Somebody of the carrier's staff, as such.
    Operator(UserId),
    /// Somebody with a shell on the server.
    CommandLine,
}

/// The right to reach one customer's people: all of them, or those at some places. Every operation on them takes one,
/// every statement of such an operation names its customer, and what lies at other places is not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerScope {
    customer: CustomerId,
    actor: Actor,
    network: Option<IpAddr>,
    /// `None`: everywhere.
    reach: Option<Arc<Reach>>,
}

/// The right to reach all of one customer's data, and to change what its people share: contracts, sites and profiles.
/// Whoever administers a part of the customer has no such scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdministratorScope(CustomerScope);

impl AdministratorScope {
    /// The scope of somebody with a shell on the server, who can reach the database anyway.
    pub fn for_command_line(customer: CustomerId) -> Self {
        Self(CustomerScope { customer, actor: Actor::CommandLine, network: None, reach: None })
    }
}

impl Deref for AdministratorScope {
    type Target = CustomerScope;

    fn deref(&self) -> &CustomerScope {
        &self.0
    }
}

impl From<&CustomerScope> for CustomerId {
    fn from(scope: &CustomerScope) -> Self {
        scope.customer
    }
}

impl From<&AdministratorScope> for CustomerId {
    fn from(scope: &AdministratorScope) -> Self {
        scope.customer()
    }
}

impl CustomerScope {
    pub fn customer(&self) -> CustomerId {
        self.customer
    }

    /// Where the people are whom it reaches; `None`: everywhere.
    pub fn reach(&self) -> Option<&Reach> {
        self.reach.as_deref()
    }

    /// Whether it reaches who is at a place, if only to look.
    pub fn views(&self, place: &Place) -> bool {
        self.reach().is_none_or(|reach| reach.views(place))
    }

    /// Whether who is at a place may be changed with it.
    pub fn manages(&self, place: &Place) -> bool {
        self.reach().is_none_or(|reach| reach.manages(place))
    }

    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// The network address that the person acts from.
    pub fn network(&self) -> Option<IpAddr> {
        self.network
    }

    /// The person who is acting, unless it is the command line.
    pub fn user(&self) -> Option<UserId> {
        match self.actor {
            Actor::User(user) | Actor::Operator(user) => Some(user),
            Actor::CommandLine => None,
        }
    }
}

/// The right to do what the carrier does: customers, their contracts and tariffs, mail, the state of the portal. It
/// reaches nobody of a customer's people; [`look`](crate::customers::look) does, for a reason and for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorScope {
    actor: Actor,
    network: Option<IpAddr>,
}

impl OperatorScope {
    /// The scope of somebody with a shell on the server.
    pub fn for_command_line() -> Self {
        Self { actor: Actor::CommandLine, network: None }
    }

    /// The person who is acting, unless it is the command line.
    pub fn user(&self) -> Option<UserId> {
        match self.actor {
            Actor::User(user) | Actor::Operator(user) => Some(user),
            Actor::CommandLine => None,
        }
    }

    /// The right to change what the carrier gives a customer. Its reach is empty: it finds, counts and changes none of
    /// the customer's people.
    pub fn of_customer(&self, customer: CustomerId) -> AdministratorScope {
        AdministratorScope(self.reaching(customer, Reach::default()))
    }

    /// The right to look at those of a customer's people whom a reach has.
    pub(crate) fn reaching(&self, customer: CustomerId, reach: Reach) -> CustomerScope {
        CustomerScope { customer, actor: self.actor, network: self.network, reach: Some(Arc::new(reach)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::SiteId;
    use domain::reach::OwnRights;
    use domain::rights::{Application, Level, Right};
    use uuid::Uuid;

    fn administrator_of(customer: CustomerId) -> Principal {
        Principal {
            user: UserId(Uuid::from_u128(1)),
            session: [0; 32],
            name: String::new(),
            administers: vec![Administered {
                customer,
                name: String::new(),
                reach: None,
                is_advanced: false,
            }],
            customer: Some(customer),
            operator: false,
            requires_factor: false,
            due: None,
            network: None,
            lasts: 0,
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
    fn nothing_can_be_administered_before_what_is_due_is_done() {
        let own = CustomerId(Uuid::from_u128(2));
        for due in [Due::Password, Due::Factor, Due::Enrolment] {
            let principal = Principal { due: Some(due), ..administrator_of(own) };
            assert_eq!(principal.administer(own), Err(Forbidden), "{due:?}");
        }
    }

    #[test]
    fn only_the_carrier_s_staff_operates_and_reaches_nobody_by_it() {
        let own = CustomerId(Uuid::from_u128(2));
        let staff = Principal { operator: true, ..administrator_of(own) };
        assert_eq!(administrator_of(own).operate(), Err(Forbidden));
        assert_eq!(Principal { due: Some(Due::Enrolment), ..staff.clone() }.operate(), Err(Forbidden));

        let scope = staff.operate().unwrap().of_customer(own);
        let place = Place { contract: ContractId(Uuid::from_u128(4)), sub_account: None, site: None };
        assert!(!scope.views(&place) && !scope.manages(&place));
    }

    #[test]
    fn who_administers_a_part_has_a_scope_of_it_and_none_of_the_whole() {
        let own = CustomerId(Uuid::from_u128(2));
        let place = |site| Place {
            contract: ContractId(Uuid::from_u128(4)),
            sub_account: None,
            site: Some(SiteId(site)),
        };
        let manages = Right { application: Application::Administration, level: Level::Manage };
        let held = OwnRights { place: place(Uuid::from_u128(5)), rights: [manages].into_iter().collect() };
        let reach = Reach::new(vec![held], String::new()).map(Arc::new);
        let principal = Principal {
            administers: vec![Administered { customer: own, name: String::new(), reach, is_advanced: false }],
            ..administrator_of(own)
        };

        let scope = principal.scope(own).unwrap();
        assert!(scope.manages(&place(Uuid::from_u128(5))) && !scope.views(&place(Uuid::from_u128(6))));
        assert_eq!(principal.administer(own), Err(Forbidden));
    }
}
