//! Writing one assignment.

use super::personal_rights::{self, StoredRight};
use super::search::{searchable, sort_user};
use crate::access::CustomerScope;
use crate::customers::{Growth, grow};
use crate::db::{Code, Tx};
use crate::reference::load_within;
use domain::ids::{AssignmentId, ContractId, CustomerId, ProfileId, SiteId, SubAccountId, UserId};
use domain::time::Timestamp;
use domain::users::{AssignmentTarget, AssignmentTargetError, UserStatus};
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
        tx.query(
            "SELECT email, last_name, first_name, status,
                    CAST(CASE WHEN mail_state = 'failed' THEN 1 ELSE 0 END AS BIGINT) AS mail_failed
             FROM memberships WHERE customer_id = $1 AND user_id = $2",
        )
        .bind(customer.0)
        .bind(user.0)
        .fetch_optional()
        .await
    }
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

/// Writes an assignment and counts it. The place must be the customer's:
/// the foreign keys see to it, and without the contract or the profile nothing is written at all.
pub(super) async fn insert(tx: &mut Tx, customer: CustomerId, new: &NewAssignment<'_>) -> sqlx::Result<()> {
    let numbers = i64::from(new.number.is_none());
    let last = grow(tx, customer, Growth { assignments: 1, people: 0, numbers }).await?;
    let number = new.number.unwrap_or(last);
    let member = new.member;
    let written = tx
        .query(
            "INSERT INTO assignments (number, customer_id, id, user_id, contract_id, sub_account_id, site_id,
                 profile_id, import_id, status, mail_failed, search, sort_user, created_at, changed_at,
                 given_by, ends_at, next_end_at, sort_contract, sort_sub_account, sort_site, sort_profile)
             SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17,
                 c.number, coalesce(s.sort, ''), coalesce(t.sort, ''), p.sort
             FROM contracts c
             JOIN profiles p ON p.customer_id = $2 AND p.id = $8
             LEFT JOIN sub_accounts s ON s.customer_id = $2 AND s.contract_id = $5 AND s.id = $6
             LEFT JOIN sites t ON t.customer_id = $2 AND t.id = $7
             WHERE c.customer_id = $2 AND c.id = $5",
        )
        .bind(number)
        .bind(customer.0)
        .bind(new.id.0)
        .bind(new.user.0)
        .bind(new.place.contract.0)
        .bind(new.place.sub_account.map(|id| id.0))
        .bind(new.place.site.map(|id| id.0))
        .bind(new.place.profile.0)
        .bind(new.import)
        .bind(member.status)
        .bind(member.mail_failed)
        .bind(searchable(&member.email, &member.last_name, &member.first_name))
        .bind(sort_user(&member.email))
        .bind(new.created_at.0)
        .bind(new.changed_at)
        .bind(new.given_by)
        .bind(new.ends_at)
        .execute()
        .await?;

    if written != 1 {
        return Err(sqlx::Error::RowNotFound);
    }

    for right in new.rights {
        personal_rights::write(tx, customer, new.id, right).await?;
    }

    if new.rights.is_empty() { Ok(()) } else { personal_rights::note_next_end(tx, customer, new.id).await }
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
