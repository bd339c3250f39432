use super::person;
use super::personal_rights::{self, StoredRight};
use super::places::{PlaceKeys, push_places};
use super::row::{Mail, PICKED, Row, rows_of, shown_at};
use crate::access::CustomerScope;
use crate::administrators::administers;
use crate::db::{Code, Tx};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::{AssignmentId, ContractId, CustomerId, ProfileId, SiteId, SubAccountId, UserId};
use domain::users::{AssignmentTarget, Given, GivenRight, MayChange, UserDetails, UserStatus};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use uuid::Uuid;

/// One assignment of the customer's, with the person and their other assignments.
#[tracing::instrument(name = "users.find", skip_all, err(level = "debug"), fields(customer = %scope.customer(), assignment = %id))]
pub async fn find(
    services: &Services,
    scope: &CustomerScope,
    id: AssignmentId,
) -> sqlx::Result<Option<UserDetails>> {
    let operation = Operation::begin("users.find");

    let mut tx = services.db.of(scope).read().await?;
    let found = load(&mut tx, scope.customer(), id).await?;
    let Some(found) = found.filter(|found| scope.views(&found.target().place())) else {
        return operation.ended(Ok(None));
    };
    let user = UserId(found.user_id);
    let others = others(&mut tx, scope, user, id).await?;
    let Code(status) = found.status;
    let place = found.target();
    let may_change = may_change(&mut tx, scope, user, &place).await?;
    let can_be_corrected = found.last_sign_in_at.is_none() && found.administers == 0;
    let rights = personal_rights::load(&mut tx, scope.customer(), id).await?;
    let givers = givers(&mut tx, scope.customer(), found.given_by, &rights).await?;
    let given = |by: Option<Uuid>, at: Option<i64>| Given {
        by: by.and_then(|by| givers.get(&by).cloned()),
        at: at.map(|at| shown_at(services, at)),
    };

    operation.ended(Ok(Some(UserDetails {
        id,
        email: found.email,
        identifier: found.identifier,
        last_name: found.last_name,
        first_name: found.first_name,
        place,
        may_change,
        may_change_address: can_be_corrected && may_change == MayChange::Everything,
        given: given(found.given_by, found.changed_at.or(Some(found.assigned_at))),
        end: personal_rights::shown_end(services, found.ends_at),
        personal: rights
            .iter()
            .map(|right| GivenRight {
                personal: right.personal(services),
                given: given(right.given_by, right.given_at),
            })
            .collect(),
        status,
        status_since: shown_at(services, found.status_since),
        mail: found.mail.shown(services, status),
        created_at: shown_at(services, found.created_at),
        last_sign_in: found.last_sign_in_at.map(|at| shown_at(services, at)),
        others: others.into_iter().map(|row| row.shown(services, scope)).collect(),
        is_self: scope.user() == Some(user),
        administers: scope.reach().is_none() && administers(&mut tx, scope.customer(), user).await?,
    })))
}

#[derive(sqlx::FromRow)]
struct Found {
    user_id: Uuid,
    contract_id: Uuid,
    sub_account_id: Option<Uuid>,
    site_id: Option<Uuid>,
    profile_id: Uuid,
    given_by: Option<Uuid>,
    assigned_at: i64,
    changed_at: Option<i64>,
    ends_at: Option<i64>,
    identifier: String,
    email: String,
    last_name: String,
    first_name: String,
    status: Code<UserStatus>,
    status_since: i64,
    created_at: i64,
    last_sign_in_at: Option<i64>,
    administers: i64,
    #[sqlx(flatten)]
    mail: Mail,
}

impl Found {
    fn target(&self) -> AssignmentTarget {
        AssignmentTarget {
            contract: ContractId(self.contract_id),
            sub_account: self.sub_account_id.map(SubAccountId),
            site: self.site_id.map(SiteId),
            profile: ProfileId(self.profile_id),
        }
    }
}

/// What of the person and the assignment can be changed with the scope.
async fn may_change(
    tx: &mut Tx,
    scope: &CustomerScope,
    user: UserId,
    target: &AssignmentTarget,
) -> sqlx::Result<MayChange> {
    let own = scope.reach().is_some() && scope.user() == Some(user);
    if own || !scope.manages(&target.place()) {
        return Ok(MayChange::Nothing);
    }

    let whole = person::is_managed(tx, scope, user).await?;
    Ok(if whole { MayChange::Everything } else { MayChange::Assignment })
}

async fn load(tx: &mut Tx, customer: CustomerId, id: AssignmentId) -> sqlx::Result<Option<Found>> {
    tx.query(
        "SELECT a.user_id, a.contract_id, a.sub_account_id, a.site_id, a.profile_id, a.given_by,
                a.created_at AS assigned_at, a.changed_at, a.ends_at, u.identifier, m.email, m.last_name,
                m.first_name, m.status, m.status_since, m.created_at, m.last_sign_in_at,
                (SELECT count(*) FROM administrators o WHERE o.customer_id = $1 AND o.user_id = a.user_id)
                    AS administers,
                m.mail_state, m.mail_state_at, m.mail_reason
         FROM assignments a
         JOIN memberships m ON m.customer_id = a.customer_id AND m.user_id = a.user_id
         JOIN users u ON u.id = a.user_id
         WHERE a.customer_id = $1 AND a.id = $2",
    )
    .bind(customer.0)
    .bind(id.0)
    .fetch_optional()
    .await
}

async fn others(
    tx: &mut Tx,
    scope: &CustomerScope,
    user: UserId,
    but: AssignmentId,
) -> sqlx::Result<Vec<Row>> {
    let customer = scope.customer();
    let places = PlaceKeys::of(tx, scope).await?;
    let mut sql = rows_of(customer, |sql| {
        sql.push("SELECT ").push(PICKED).push(", a.sort_contract AS sort_value FROM assignments a");
        sql.push(" WHERE a.customer_id = ").id(customer.0).push(" AND a.user_id = ").id(user.0);
        sql.push(" AND a.id <> ").id(but.0);
        if let Some(places) = &places {
            sql.push(" AND (");
            push_places(sql, places);
            sql.push(")");
        }
    });
    sql.push(" ORDER BY a.sort_value, a.number");
    sql.fetch(tx).await
}

/// What the customer calls those who gave something: its administrators and its people, by their keys.
async fn givers(
    tx: &mut Tx,
    customer: CustomerId,
    given_by: Option<Uuid>,
    rights: &[StoredRight],
) -> sqlx::Result<HashMap<Uuid, String>> {
    let mut givers = HashMap::new();
    for giver in given_by.into_iter().chain(rights.iter().filter_map(|right| right.given_by)) {
        if let Entry::Vacant(unknown) = givers.entry(giver)
            && let Some(name) = name_of(tx, customer, giver).await?
        {
            unknown.insert(name);
        }
    }

    Ok(givers)
}

/// What the customer calls one of its people or administrators; `None` for who is neither any more: an address that they
/// have since is none of its business.
pub(super) async fn name_of(tx: &mut Tx, customer: CustomerId, user: Uuid) -> sqlx::Result<Option<String>> {
    let names: Option<(String, String, String)> = tx
        .query(
            "SELECT COALESCE(a.first_name, m.first_name, ''), COALESCE(a.last_name, m.last_name, ''),
                    COALESCE(m.email, u.email)
             FROM users u
             LEFT JOIN administrators a ON a.customer_id = $1 AND a.user_id = u.id
             LEFT JOIN memberships m ON m.customer_id = $1 AND m.user_id = u.id
             WHERE u.id = $2 AND (a.user_id IS NOT NULL OR m.user_id IS NOT NULL)",
        )
        .bind(customer.0)
        .bind(user)
        .fetch_optional()
        .await?;

    Ok(names.map(|(first, last, email)| match format!("{first} {last}").trim() {
        "" => email,
        name => name.to_owned(),
    }))
}
