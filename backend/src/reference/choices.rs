use super::load::load_viewed;
use crate::access::CustomerScope;
use crate::services::Services;
use domain::reference::{ReferenceData, SubAccount};

/// What a list of the customer's people can be narrowed to, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Numbers and names of the contracts, in their order.
    pub contracts: Vec<(String, String)>,
    /// Sub-accounts: the number of the contract that each is a part of, its own, and its name. Shorter numbers first.
    pub sub_accounts: Vec<(String, String, String)>,
    /// Names of the sites, in their order.
    pub sites: Vec<String>,
}

/// The choices, in one statement: each page of the list has them.
pub async fn choices(services: &Services, scope: &CustomerScope) -> sqlx::Result<Choices> {
    if scope.reach().is_some() {
        return Ok(load_viewed(services, scope, None).await?.into());
    }

    let mut lookup = services.db.of(scope).lookup().await?;
    // Sorted here, since the engines' orders of these columns differ.
    let mut rows: Vec<(i64, String, String, String)> = lookup
        .query(
            "SELECT CAST(1 AS BIGINT), number, number, name FROM contracts WHERE customer_id = $1
             UNION ALL
             SELECT 2, c.number, s.number, s.name
             FROM sub_accounts s
             JOIN contracts c ON c.customer_id = s.customer_id AND c.id = s.contract_id
             WHERE s.customer_id = $1
             UNION ALL
             SELECT 3, sort, '', name FROM sites WHERE customer_id = $1",
        )
        .bind(scope.customer().0)
        .fetch_all()
        .await?;

    rows.sort_unstable();
    let mut choices = Choices::default();
    for (kind, of, number, name) in rows {
        match kind {
            1 => choices.contracts.push((number, name)),
            2 => choices.sub_accounts.push((of, number, name)),
            _ => choices.sites.push(name),
        }
    }

    Ok(choices.sorted())
}

impl Choices {
    /// Numbers are texts; shorter ones first makes 5 come before 12.
    fn sorted(mut self) -> Self {
        self.sub_accounts.sort_by(|(_, a, _), (_, b, _)| (a.len(), a).cmp(&(b.len(), b)));
        self
    }
}

impl From<ReferenceData> for Choices {
    fn from(reference: ReferenceData) -> Self {
        let parts = reference.contracts.iter().flat_map(|contract| {
            let of = |part: &SubAccount| {
                (contract.number.to_string(), part.number.to_string(), part.name.to_string())
            };
            contract.sub_accounts.iter().map(of)
        });
        let choices = Self {
            sub_accounts: parts.collect(),
            contracts: reference
                .contracts
                .iter()
                .map(|of| (of.number.to_string(), of.name.to_string()))
                .collect(),
            sites: reference.sites.iter().map(|site| site.name.to_string()).collect(),
        };
        choices.sorted()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::contract_test;

    contract_test!(a_list_is_narrowed_to_what_the_customer_has, |world| async {
        let found = choices(&world.services, &world.potters.scope).await.unwrap();
        let reference = &world.potters.reference;
        let contracts: Vec<_> =
            reference.contracts.iter().map(|c| (c.number.to_string(), c.name.to_string())).collect();
        assert_eq!(found.contracts, contracts);
        let sites: Vec<_> = reference.sites.iter().map(|site| site.name.to_string()).collect();
        assert_eq!(found.sites, sites);

        let parts: Vec<_> =
            found.sub_accounts.iter().map(|(of, number, _)| (of.as_str(), number.as_str())).collect();
        assert_eq!(parts, [("10000700", "5"), ("10000700", "53")]);
    });
}
