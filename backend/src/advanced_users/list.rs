use super::stored::{by_owner, key_of};
use crate::access::AdministratorScope;
use crate::clock::local;
use crate::db::Code;
use crate::observe::Operation;
use crate::services::Services;
use domain::advanced_users::{AdvancedRequest, AdvancedSort, AdvancedUser, Proposal};
use domain::fold::fold;
use domain::ids::{ProposalId, UserId};
use domain::sought::{clipped, few};
use domain::time::Timestamp;
use domain::users::UserStatus;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    user_id: Uuid,
    last_name: String,
    first_name: String,
    email: String,
    identifier: String,
    status: Code<UserStatus>,
    status_before: Option<Code<UserStatus>>,
}

/// The customer's advanced users, as few as are named one by one: those in whom all words that are sought are found.
#[tracing::instrument(name = "advanced_users.list", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn list(
    services: &Services,
    scope: &AdministratorScope,
    request: &AdvancedRequest,
) -> sqlx::Result<Vec<AdvancedUser>> {
    let operation = Operation::begin("advanced_users.list");

    let mut tx = services.db.of(scope).lookup().await?;
    let rows: Vec<Row> = tx
        .query(
            "SELECT v.user_id, v.last_name, v.first_name, coalesce(v.email, u.email) AS email, u.identifier,
                    v.status, v.status_before
             FROM advanced_users v JOIN users u ON u.id = v.user_id
             WHERE v.customer_id = $1",
        )
        .bind(scope.customer().0)
        .fetch_all()
        .await?;
    let contracts = tx
        .query(
            "SELECT v.user_id, c.number FROM advanced_user_contracts v
             JOIN contracts c ON c.customer_id = v.customer_id AND c.id = v.contract_id
             WHERE v.customer_id = $1 ORDER BY c.number",
        )
        .bind(scope.customer().0)
        .fetch_all()
        .await?;

    let mut contracts = by_owner(contracts);
    let shown = |row: Row| {
        let key = key_of(&services.key, scope.customer(), UserId(row.user_id));
        let contracts = contracts.remove(&row.user_id).unwrap_or_default();
        row.shown(key, contracts)
    };
    let users: Vec<AdvancedUser> = rows.into_iter().map(shown).collect();

    operation.ended(Ok(sorted(users, request)))
}

impl Row {
    fn shown(self, key: String, contracts: Vec<String>) -> AdvancedUser {
        // Until they have come in, what they sign in with is not theirs yet.
        let status = self.status.0;
        let came = if status == UserStatus::Suspended { self.status_before } else { Some(self.status) };
        let is_awaited = came.is_some_and(|Code(status)| status.is_awaited());
        AdvancedUser {
            key,
            last_name: self.last_name,
            first_name: self.first_name,
            email: self.email,
            identifier: (!is_awaited).then_some(self.identifier),
            status,
            contracts,
        }
    }
}

/// Those in whom is found what is sought, in the order that is asked for.
fn sorted(mut users: Vec<AdvancedUser>, request: &AdvancedRequest) -> Vec<AdvancedUser> {
    let sought = fold(clipped(request.sought.as_deref().unwrap_or_default()));
    let words = few(sought.split_whitespace());
    users.retain(|user| {
        let identifier = user.identifier.as_deref().unwrap_or_default();
        let text = fold(&[&user.last_name, &user.first_name, &user.email, identifier].join(" "));
        words.iter().all(|word| text.contains(word))
    });

    users.sort_by_cached_key(|user| {
        let AdvancedUser { last_name, first_name, email, identifier, .. } = user;
        let none_last = request.sort == AdvancedSort::Identifier && identifier.is_none();
        let keys = match request.sort {
            AdvancedSort::LastName => [last_name, first_name, email],
            AdvancedSort::FirstName => [first_name, last_name, email],
            AdvancedSort::Email => [email, last_name, first_name],
            AdvancedSort::Identifier => [identifier.as_ref().unwrap_or(last_name), first_name, email],
        };
        (none_last, keys.map(|text| fold(text)))
    });
    if request.descending {
        users.reverse();
    }

    users
}

#[derive(sqlx::FromRow)]
struct ProposalRow {
    id: Uuid,
    email: String,
    asked_at: i64,
    valid_until: i64,
}

/// What the customer has proposed and nobody has accepted, the latest first: whoever has the address, if anybody, and
/// whatever they think of it.
#[tracing::instrument(name = "advanced_users.proposals", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn proposals(services: &Services, scope: &AdministratorScope) -> sqlx::Result<Vec<Proposal>> {
    let mut tx = services.db.of(scope).lookup().await?;
    let rows: Vec<ProposalRow> = tx
        .query(
            "SELECT id, email, asked_at, valid_until FROM advanced_proposals
             WHERE customer_id = $1 AND state IN ('pending', 'refused') ORDER BY asked_at DESC, id DESC",
        )
        .bind(scope.customer().0)
        .fetch_all()
        .await?;
    let contracts = tx
        .query(
            "SELECT p.proposal_id, c.number FROM advanced_proposal_contracts p
             JOIN contracts c ON c.customer_id = p.customer_id AND c.id = p.contract_id
             WHERE p.customer_id = $1 ORDER BY c.number",
        )
        .bind(scope.customer().0)
        .fetch_all()
        .await?;

    let mut contracts = by_owner(contracts);
    let at = |at| local(Timestamp(at), &services.time_zone);
    let shown = |row: ProposalRow| Proposal {
        id: ProposalId(row.id),
        contracts: contracts.remove(&row.id).unwrap_or_default(),
        email: row.email,
        asked_at: at(row.asked_at),
        until: at(row.valid_until),
        is_expired: row.valid_until <= services.clock.now().0,
    };

    Ok(rows.into_iter().map(shown).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advanced_users::testing::advanced_at;
    use crate::testing::{World, contract_test};

    async fn listed(world: &World, request: &AdvancedRequest) -> Vec<AdvancedUser> {
        list(&world.services, &world.potters.scope, request).await.unwrap()
    }

    fn names(users: &[AdvancedUser]) -> Vec<&str> {
        users.iter().map(|user| user.last_name.as_str()).collect()
    }

    contract_test!(advanced_users_are_listed_by_name_whatever_its_accents_and_case, |world| async {
        let potters = &world.potters;
        advanced_at(world, potters, ["perrin", "Lucas", "lucas@exemple.fr"], "active").await;
        advanced_at(world, potters, ["Élan", "Inès", "ines@exemple.fr"], "invited").await;
        advanced_at(world, potters, ["Dos Santos", "Karine", "karine@exemple.fr"], "suspended").await;

        let users = listed(world, &AdvancedRequest::default()).await;
        assert_eq!(names(&users), ["Dos Santos", "Élan", "perrin"]);
        let with_identifier: Vec<_> = users.iter().map(|user| user.identifier.is_some()).collect();
        assert_eq!(with_identifier, [true, false, true], "who is invited has not chosen one");
    });

    contract_test!(advanced_users_are_sorted_by_each_column_and_found_by_each, |world| async {
        let potters = &world.potters;
        advanced_at(world, potters, ["Perrin", "Anne", "c@exemple.fr"], "active").await;
        advanced_at(world, potters, ["Élan", "Inès", "b@exemple.fr"], "invited").await;
        advanced_at(world, potters, ["Dos Santos", "Zoé", "a@exemple.fr"], "active").await;

        for (sort, order) in [
            (AdvancedSort::FirstName, ["Perrin", "Élan", "Dos Santos"]),
            (AdvancedSort::Email, ["Dos Santos", "Élan", "Perrin"]),
        ] {
            let mut request = AdvancedRequest { sort, ..AdvancedRequest::default() };
            assert_eq!(names(&listed(world, &request).await), order);
            request.descending = true;
            assert!(names(&listed(world, &request).await).iter().rev().eq(&order));
        }
        let by_identifier = AdvancedRequest { sort: AdvancedSort::Identifier, ..AdvancedRequest::default() };
        assert_eq!(names(&listed(world, &by_identifier).await)[2], "Élan", "who has none comes last");

        let identifier = listed(world, &by_identifier).await[0].identifier.clone().unwrap();
        for (sought, found) in
            [("elan ines", 1), ("b@EXEMPLE", 1), (&*identifier, 1), ("exemple", 3), ("x", 3), ("zz", 0)]
        {
            let request = AdvancedRequest { sought: Some(sought.to_owned()), ..AdvancedRequest::default() };
            assert_eq!(listed(world, &request).await.len(), found, "{sought}");
        }
    });

    contract_test!(those_of_another_customer_s_are_not_listed, |world| async {
        let secret = ["Secret", "Sacha", "sacha@exemple.fr"];
        advanced_at(world, &world.other, secret, "active").await;
        assert_eq!(listed(world, &AdvancedRequest::default()).await, []);
        let request = AdvancedRequest::default();
        assert_eq!(list(&world.services, &world.other.scope, &request).await.unwrap().len(), 1);
    });
}
