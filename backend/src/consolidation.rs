//! All contracts of all customers of an advanced user. What is said of each is kept with it, by those who write assignments:
//! the triggers of migration 0027 count people, sites and ends, and what stands here counts the rest.

mod counts;
mod kept;
mod people;
mod show;

pub use counts::miscounted;
pub(crate) use kept::{count_activation, forget_import, note_contracts, note_import};
pub use people::find_people;
pub use show::consolidation;

use crate::access::ConsolidatedScope;
use crate::db::sql::Sql;
use uuid::Uuid;

/// The customers that the scope sees whole.
fn whole(scope: &ConsolidatedScope) -> Vec<Uuid> {
    let whole = scope.customers().iter().filter(|of| of.contracts.is_none());
    whole.map(|of| of.scope.customer().0).collect()
}

/// Writes that a row is of a contract that the scope sees: `customer` and `contract` are its columns.
fn push_seen(sql: &mut Sql, scope: &ConsolidatedScope, customer: &'static str, contract: &'static str) {
    let (whole, mut before) = (whole(scope), "(");
    if !whole.is_empty() {
        sql.push(before).push(customer).push(" IN ").ids(whole);
        before = " OR ";
    }

    for of in scope.customers().iter().filter(|of| of.contracts.is_some()) {
        let contracts = of.contracts.iter().flatten().map(|contract| contract.0);
        sql.push(std::mem::replace(&mut before, " OR "))
            .push("(")
            .push(customer)
            .push(" = ")
            .id(of.scope.customer().0);
        sql.push(" AND ").push(contract).push(" IN ").ids(contracts).push(")");
    }

    sql.push(")");
}

#[cfg(test)]
mod tests;
