//! People as such: one for each address, whatever the number of customers. A customer never learns
//! from here whether an address was known.

use crate::access::{AdministratorScope, CustomerScope};
use crate::administrators::administers;
use crate::db::Tx;
use crate::db::sql::Sql;
use crate::services::Services;
use domain::address::EmailAddress;
use domain::credentials::Identifier;
use domain::ids::{AssignmentId, ContractId, CustomerId, SiteId, SubAccountId, UserId};
use domain::reach::Place;
use std::collections::HashSet;
use uuid::Uuid;

/// Whom an address belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Person {
    pub(crate) id: UserId,
    /// Whether the person chose a password already, for whichever customer.
    pub(crate) has_password: bool,
}

/// The person of `address`, who may be new. Somebody else creating the same person at the same time
/// waits here and then finds them.
pub(crate) async fn find_or_create(
    tx: &mut Tx,
    services: &Services,
    address: &EmailAddress,
) -> sqlx::Result<Person> {
    let now = services.clock.now();
    let identifier = Identifier::from_random(services.random.bytes());
    tx.query(
        "INSERT INTO users (id, email, email_key, identifier, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (email_key) DO NOTHING",
    )
    .bind(services.random.id(now))
    .bind(address.as_str())
    .bind(address.key())
    .bind(identifier.as_str())
    .bind(now.0)
    .execute()
    .await?;
    let (id, passwords): (Uuid, i64) = tx
        .query(
            "SELECT id, CAST(CASE WHEN password_hash IS NULL THEN 0 ELSE 1 END AS BIGINT)
             FROM users WHERE email_key = $1",
        )
        .bind(address.key())
        .fetch_one()
        .await?;

    Ok(Person { id: UserId(id), has_password: passwords > 0 })
}

/// Whose an assignment is that may be changed with the scope. Customers name their people by these: the person's own key
/// tells when somebody first had them, and is the same with every customer.
pub(crate) async fn of_assignment(
    tx: &mut Tx,
    scope: &CustomerScope,
    assignment: AssignmentId,
) -> sqlx::Result<Option<UserId>> {
    let found: Option<PlaceOf> = tx
        .query(
            "SELECT user_id, contract_id, sub_account_id, site_id FROM assignments
             WHERE customer_id = $1 AND id = $2",
        )
        .bind(scope.customer().0)
        .bind(assignment.0)
        .fetch_optional()
        .await?;
    Ok(found.filter(|found| scope.manages(&found.place())).map(|found| UserId(found.user)))
}

/// What may be taken away with the scope of all that the person of an assignment has with the customer; nothing where the
/// scope does not see the assignment itself.
pub(super) async fn managed_of(
    tx: &mut Tx,
    scope: &CustomerScope,
    assignment: AssignmentId,
) -> sqlx::Result<Vec<AssignmentId>> {
    let found: Vec<Assigned> = tx
        .query(
            "SELECT o.id, o.user_id, o.contract_id, o.sub_account_id, o.site_id
             FROM assignments a
             JOIN assignments o ON o.customer_id = a.customer_id AND o.user_id = a.user_id
             WHERE a.customer_id = $1 AND a.id = $2 ORDER BY o.number",
        )
        .bind(scope.customer().0)
        .bind(assignment.0)
        .fetch_all()
        .await?;
    if !found.iter().any(|found| found.id == assignment.0 && scope.views(&found.of.place())) {
        return Ok(Vec::new());
    }

    let managed = found.into_iter().filter(|found| scope.manages(&found.of.place()));
    Ok(managed.map(|found| AssignmentId(found.id)).collect())
}

/// Whether all assignments that a person has with the customer may be changed with the scope, and so what they share: the
/// names and the status. Who administers all of the customer has accesses everywhere.
pub(crate) async fn is_managed(tx: &mut Tx, scope: &CustomerScope, user: UserId) -> sqlx::Result<bool> {
    if scope.reach().is_none() {
        return Ok(true);
    }

    let elsewhere = administers(tx, scope.customer(), user).await?;
    Ok(!elsewhere && places_of(tx, scope, user).await?.iter().all(|place| scope.manages(place)))
}

/// Whether the scope sees some assignment of a person of the customer's, and so may be told who it is.
pub(super) async fn is_viewed(tx: &mut Tx, scope: &CustomerScope, user: UserId) -> sqlx::Result<bool> {
    if scope.reach().is_none() {
        return Ok(true);
    }

    Ok(places_of(tx, scope, user).await?.iter().any(|place| scope.views(place)))
}

/// Where a person is assigned with the scope's customer.
pub(super) async fn places_of(tx: &mut Tx, scope: &CustomerScope, user: UserId) -> sqlx::Result<Vec<Place>> {
    let places: Vec<PlaceOf> = tx
        .query(
            "SELECT user_id, contract_id, sub_account_id, site_id FROM assignments
             WHERE customer_id = $1 AND user_id = $2",
        )
        .bind(scope.customer().0)
        .bind(user.0)
        .fetch_all()
        .await?;
    Ok(places.iter().map(PlaceOf::place).collect())
}

/// Where each of several people, of at least one, is assigned with a customer.
pub(super) async fn places_of_all(
    tx: &mut Tx,
    customer: CustomerId,
    users: &[UserId],
) -> sqlx::Result<HashSet<(UserId, Place)>> {
    let mut sql = Sql::new(
        "SELECT user_id, contract_id, sub_account_id, site_id FROM assignments WHERE customer_id = ",
    );
    sql.id(customer.0).push(" AND user_id IN ").ids(users.iter().map(|user| user.0));
    let places: Vec<PlaceOf> = sql.fetch(tx).await?;
    Ok(places.iter().map(|of| (UserId(of.user), of.place())).collect())
}

/// An assignment, whose it is, and where.
#[derive(sqlx::FromRow)]
struct Assigned {
    id: Uuid,
    #[sqlx(flatten)]
    of: PlaceOf,
}

/// Whose an assignment is, and where.
#[derive(sqlx::FromRow)]
struct PlaceOf {
    #[sqlx(rename = "user_id")]
    user: Uuid,
    #[sqlx(rename = "contract_id")]
    contract: Uuid,
    #[sqlx(rename = "sub_account_id")]
    sub_account: Option<Uuid>,
    #[sqlx(rename = "site_id")]
    site: Option<Uuid>,
}

impl PlaceOf {
    fn place(&self) -> Place {
        Place {
            contract: ContractId(self.contract),
            sub_account: self.sub_account.map(SubAccountId),
            site: self.site.map(SiteId),
        }
    }
}

/// The person who has an address, if they are of the customer's people or administer it. Nobody else is known here: a
/// customer learns of no address from here.
pub(crate) async fn with_address(
    tx: &mut Tx,
    scope: &AdministratorScope,
    address: &str,
) -> sqlx::Result<Option<UserId>> {
    let Ok(address) = EmailAddress::parse(address) else { return Ok(None) };
    let found: Option<Uuid> = tx
        .query(
            "SELECT u.id FROM users u WHERE u.email_key = $2
                 AND (EXISTS (SELECT 1 FROM memberships m WHERE m.customer_id = $1 AND m.user_id = u.id)
                   OR EXISTS (SELECT 1 FROM administrators a WHERE a.customer_id = $1 AND a.user_id = u.id)
                   OR EXISTS (SELECT 1 FROM advanced_users v WHERE v.customer_id = $1 AND v.user_id = u.id))",
        )
        .bind(scope.customer().0)
        .bind(address.key())
        .optional_scalar()
        .await?;

    Ok(found.map(UserId))
}
