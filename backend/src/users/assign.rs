//! Writing one assignment.

use super::personal_rights::{self, StoredRight};
use super::search::{searchable, sort_user};
use crate::access::CustomerScope;
use crate::customers::{Growth, grow};
use crate::db::sql::Sql;
use crate::db::{Code, Tx};
use crate::reference::load_within;
use domain::ids::{AssignmentId, ContractId, CustomerId, ProfileId, SiteId, SubAccountId, UserId};
use domain::time::Timestamp;
use domain::users::{AssignmentTarget, AssignmentTargetError, UserStatus};
use std::collections::HashMap;
use uuid::Uuid;

/// A person with a customer, as far as it stands on each of the person's assignments too.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Member {
    pub(super) email: String,
    pub(super) last_name: String,
    pub(super) first_name: String,
    pub(super) status: Code<UserStatus>,
    /// 1 when the last mail failed.
    pub(super) mail_failed: i64,
}

impl Member {
    /// First and last name, or the address when neither is known.
    pub(super) fn name(&self) -> String {
        match format!("{} {}", self.first_name, self.last_name).trim() {
            "" => self.email.clone(),
            name => name.to_owned(),
        }
    }

    pub(super) async fn load(tx: &mut Tx, customer: CustomerId, user: UserId) -> sqlx::Result<Option<Self>> {
        let mut found = Self::load_all(tx, customer, &[user]).await?;
        Ok(found.remove(&user))
    }

    /// Those of several people, of at least one, who are there.
    pub(super) async fn load_all(
        tx: &mut Tx,
        customer: CustomerId,
        users: &[UserId],
    ) -> sqlx::Result<HashMap<UserId, Self>> {
        let mut sql = Sql::new(
            "SELECT user_id, email, last_name, first_name, status,
                    CAST(CASE WHEN mail_state = 'failed' THEN 1 ELSE 0 END AS BIGINT) AS mail_failed
             FROM memberships WHERE customer_id = ",
        );
        sql.id(customer.0).push(" AND user_id IN ").ids(users.iter().map(|user| user.0));
        let found: Vec<MemberOf> = kept_for_one(sql, users.len()).fetch(tx).await?;
        Ok(found.into_iter().map(|of| (UserId(of.user_id), of.member)).collect())
    }
}

#[derive(sqlx::FromRow)]
struct MemberOf {
    user_id: Uuid,
    #[sqlx(flatten)]
    member: Member,
}

/// An assignment to be written.
pub(super) struct NewAssignment<'a> {
    pub(super) id: AssignmentId,
    /// Its number, when it had one before.
    pub(super) number: Option<i64>,
    pub(super) user: UserId,
    pub(super) member: &'a Member,
    pub(super) place: AssignmentTarget,
    pub(super) import: Option<Uuid>,
    pub(super) created_at: Timestamp,
    /// When its place or profile was changed, if it was.
    pub(super) changed_at: Option<i64>,
    /// Who gave the place and the profile.
    pub(super) given_by: Option<Uuid>,
    pub(super) ends_at: Option<i64>,
    pub(super) rights: &'a [StoredRight],
}

/// What is wrong with a target for somebody who may be assigned elsewhere until now, by the reference data that this
/// transaction sees. Nobody checks before: what was there then may be gone. What of their place is closed or put away by
/// now they may keep, and a profile that is beyond the scope's own rights.
pub(super) async fn target_errors(
    tx: &mut Tx,
    scope: &CustomerScope,
    target: &AssignmentTarget,
    from: Option<&AssignmentTarget>,
) -> sqlx::Result<Vec<AssignmentTargetError>> {
    let mut errors = target.errors(&load_within(tx, scope, from).await?);
    let keeps_profile = from.is_some_and(|from| from.profile == target.profile);
    errors.retain(|error| !(keeps_profile && *error == AssignmentTargetError::ProfileBeyondOwn));
    Ok(errors)
}

/// Where an assignment is, and with which profile.
pub(super) async fn place_of(
    tx: &mut Tx,
    customer: CustomerId,
    id: AssignmentId,
) -> sqlx::Result<Option<AssignmentTarget>> {
    let found: Option<(Uuid, Option<Uuid>, Option<Uuid>, Uuid)> = tx
        .query(
            "SELECT contract_id, sub_account_id, site_id, profile_id FROM assignments
             WHERE customer_id = $1 AND id = $2",
        )
        .bind(customer.0)
        .bind(id.0)
        .fetch_optional()
        .await?;

    Ok(found.map(|(contract, sub_account, site, profile)| AssignmentTarget {
        contract: ContractId(contract),
        sub_account: sub_account.map(SubAccountId),
        site: site.map(SiteId),
        profile: ProfileId(profile),
    }))
}

/// So many are written with one statement: 16 values each, and SQLite takes 32,766.
const AT_ONCE: usize = if cfg!(test) { 2 } else { 1_000 };

/// Writes assignments and counts them. Their places must be the customer's: the foreign keys see to it, and where a
/// contract or a profile is not there, that is an error.
pub(super) async fn insert(tx: &mut Tx, customer: CustomerId, new: &[NewAssignment<'_>]) -> sqlx::Result<()> {
    let count = |of: usize| i64::try_from(of).unwrap_or_default();
    let numbers = count(new.iter().filter(|new| new.number.is_none()).count());
    let growth = Growth { assignments: count(new.len()), people: 0, numbers };
    let mut unused = grow(tx, customer, growth).await? - numbers;

    for some in new.chunks(AT_ONCE) {
        insert_some(tx, customer, some, &mut unused).await?;
    }

    for new in new.iter().filter(|new| !new.rights.is_empty()) {
        for right in new.rights {
            personal_rights::write(tx, customer, new.id, right).await?;
        }
        personal_rights::note_next_end(tx, customer, new.id).await?;
    }

    Ok(())
}

/// Writes a few; who had no number gets the one after `last`.
async fn insert_some(
    tx: &mut Tx,
    customer: CustomerId,
    new: &[NewAssignment<'_>],
    last: &mut i64,
) -> sqlx::Result<()> {
    let mut sql = Sql::new(
        "INSERT INTO assignments (number, customer_id, id, user_id, contract_id, sub_account_id, site_id,
             profile_id, import_id, status, mail_failed, search, sort_user, created_at, changed_at,
             given_by, ends_at, next_end_at, sort_contract, sort_sub_account, sort_site, sort_profile)
         SELECT n.column1, c.customer_id, n.column2, n.column3, n.column4, n.column5, n.column6,
             n.column7, n.column8, n.column9, n.column10, n.column11, n.column12, n.column13, n.column14,
             n.column15, n.column16, n.column16, c.number, coalesce(s.sort, ''), coalesce(t.sort, ''), p.sort
         FROM (VALUES ",
    );
    for (index, new) in new.iter().enumerate() {
        let number = new.number.unwrap_or_else(|| {
            *last += 1;
            *last
        });
        sql.push(if index == 0 { "(" } else { ", (" });
        push_values(&mut sql, number, new);
        sql.push(")");
    }
    // CROSS JOIN: SQLite, which does not reckon that the values are few, begins with them.
    sql.push(
        ") AS n
         CROSS JOIN contracts c CROSS JOIN profiles p
         LEFT JOIN sub_accounts s
             ON s.customer_id = c.customer_id AND s.contract_id = c.id AND s.id = n.column5
         LEFT JOIN sites t ON t.customer_id = c.customer_id AND t.id = n.column6
         WHERE c.id = n.column4 AND p.customer_id = c.customer_id AND p.id = n.column7 AND c.customer_id = ",
    );
    sql.id(customer.0);

    if kept_for_one(sql, new.len()).execute(tx).await? == u64::try_from(new.len()).unwrap_or(u64::MAX) {
        Ok(())
    } else {
        Err(sqlx::Error::RowNotFound)
    }
}

/// A statement about so many, of which that about one alone is asked often enough to be kept.
fn kept_for_one(sql: Sql, count: usize) -> Sql {
    if count == 1 { sql.with_one_plan() } else { sql }
}

fn push_values(sql: &mut Sql, number: i64, new: &NewAssignment<'_>) {
    let NewAssignment { member, place, .. } = new;
    sql.integer(number).push(", ").id(new.id.0).push(", ").id(new.user.0);
    sql.push(", ").id(place.contract.0).push(", ").id(place.sub_account.map(|id| id.0));
    sql.push(", ").id(place.site.map(|id| id.0)).push(", ").id(place.profile.0);
    sql.push(", ").id(new.import).push(", ").text(member.status.0.code());
    sql.push(", ").integer(member.mail_failed);
    sql.push(", ").text(searchable(&member.email, &member.last_name, &member.first_name));
    sql.push(", ").text(sort_user(&member.email));
    sql.push(", ").integer(new.created_at.0).push(", ").integer(new.changed_at);
    sql.push(", ").id(new.given_by).push(", ").integer(new.ends_at);
}

/// Sought by the person alone (`IS TRUE`): where there are many customers, PostgreSQL thinks that few are at a contract, and
/// would walk all of it.
const AT: &str = "SELECT id FROM assignments
    WHERE customer_id = $1 AND user_id = $2 AND (contract_id = $3) IS TRUE
        AND sub_account_id IS NOT DISTINCT FROM $4 AND site_id IS NOT DISTINCT FROM $5";

/// The assignment of a user at a place, whatever its profile.
pub(super) async fn at(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    place: &AssignmentTarget,
) -> sqlx::Result<Option<AssignmentId>> {
    let id: Option<Uuid> = tx
        .query(AT)
        .bind(customer.0)
        .bind(user.0)
        .bind(place.contract.0)
        .bind(place.sub_account.map(|id| id.0))
        .bind(place.site.map(|id| id.0))
        .optional_scalar()
        .await?;

    Ok(id.map(AssignmentId))
}

#[cfg(test)]
mod tests;
