//! Identifiers. Each kind of thing has its own type, so that one cannot stand for another.

use crate::credentials::ALPHABET;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

identifiers! {
    /// A customer: the tenant.
    CustomerId;
    /// A contract of a customer.
    ContractId;
    /// A part of a contract.
    SubAccountId;
    /// A place of a customer.
    SiteId;
    /// A named set of rights of a customer.
    ProfileId;
    /// A person, whatever the number of customers.
    UserId;
    /// A user at a contract: one row of the grid.
    AssignmentId;
    /// One e-mail to be delivered.
    MailJobId;
    /// An import that has been previewed, or is being filled, and not committed.
    DraftId;
    /// An import that has been committed.
    ImportId;
    /// What was removed together, and can be put back together.
    RemovalId;
    /// A document of *Mes tarifs*.
    TariffId;
    /// A change of many assignments at once.
    BulkId;
    /// What was done to a profile, and can be undone.
    ProfileChangeId;
    /// A request to take over or to share the administration of a customer.
    HandOverId;
    /// What somebody asked for who changes their own address.
    AddressRequestId;
    /// An association that was proposed to an advanced user.
    ProposalId;
    /// A passkey of somebody's.
    PasskeyId;
    /// What an authenticator was asked to sign, or to make a passkey for.
    CeremonyId;
}

impl ImportId {
    /// As people read it out: the random end of it, in the letters of identifiers, `P1B3-YVM3`.
    pub fn short(self) -> String {
        let end = self.0.as_u128();
        let letter = |at: u32| char::from(ALPHABET[(end >> (5 * at)) as usize % ALPHABET.len()]);
        let four = |from: u32| (from..from + 4).rev().map(letter).collect::<String>();
        format!("{}-{}", four(4), four(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_is_called_by_the_end_of_its_key() {
        let import: ImportId = "01a224cc-b145-78d8-8eb9-1ab0563f6e83".parse().unwrap();
        assert_eq!(import.short(), "P1B3-YVM3");
    }
}
