use super::assign::{self, Member};
use super::personal_rights;
use super::search::searchable;
use crate::access::CustomerScope;
use crate::customers;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use crate::users::person;
use domain::ids::{AssignmentId, CustomerId, UserId};
use domain::names::PersonName;
use domain::rights::write_rights;
use domain::time::Timestamp;
use domain::users::{AssignmentTarget, AssignmentTargetError, Editable, GrantError, Grants};
use serde_json::json;

/// What an assignment and its person become.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The last name, or none.
    pub last_name: Option<PersonName>,
    /// The first name, or none.
    pub first_name: Option<PersonName>,
    /// Where, and with which profile.
    pub place: AssignmentTarget,
    /// What they may do there beyond or below the profile, and until when.
    pub grants: Grants,
    /// What whoever changes it saw: where it is otherwise by now, nothing is changed. `None`: nobody looked.
    pub seen: Option<Editable>,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// The customer has no such assignment.
    #[error("not found")]
    NotFound,
    /// Somebody else changed it in the meantime, to this.
    #[error("changed in the meantime")]
    Changed(Box<Editable>),
    /// The place is not one of the customer's.
    #[error("the place is not one of the customer's: {0:?}")]
    AssignmentTarget(Vec<AssignmentTargetError>),
    /// Who administers a part of the customer by a right does not change their own.
    #[error("one's own")]
    Own,
    /// The person has accesses beyond the scope's reach, where their name is the same.
    #[error("the name is also that of accesses elsewhere")]
    NamedElsewhere,
    /// The rights cannot be given there, or would have ended.
    #[error("the rights cannot be given: {0:?}")]
    Grants(Vec<GrantError>),
    /// The person is assigned to that place already, by another assignment.
    #[error("another assignment is there already")]
    Occupied,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Changes an assignment's place and profile, and its person's names with the customer.
#[tracing::instrument(name = "users.edit", skip_all, err(level = "debug"), fields(customer = %scope.customer(), assignment = %id))]
pub async fn edit(
    services: &Services,
    scope: &CustomerScope,
    id: AssignmentId,
    edit: &Edit,
) -> Result<(), EditError> {
    let operation = Operation::begin("users.edit");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let user = person::of_assignment(&mut tx, scope, id).await?.ok_or(EditError::NotFound)?;
    if scope.reach().is_some() && scope.user() == Some(user) {
        return Err(EditError::Own);
    }

    let from = assign::place_of(&mut tx, customer, id).await?.ok_or(EditError::NotFound)?;
    let had = personal_rights::grants_of(&mut tx, services, customer, id).await?;
    check_seen(&mut tx, customer, user, from, &had, edit).await?;
    let errors = assign::target_errors(&mut tx, scope, &edit.place, Some(&from)).await?;

    if !errors.is_empty() {
        return Err(EditError::AssignmentTarget(errors));
    }

    let errors =
        personal_rights::grant_errors(&mut tx, services, scope, &edit.place, &edit.grants, &had).await?;
    if !errors.is_empty() {
        return Err(EditError::Grants(errors));
    }

    if assign::at(&mut tx, customer, user, &edit.place).await?.is_some_and(|there| there != id) {
        return Err(EditError::Occupied);
    }

    let renamed = rename(&mut tx, customer, user, edit).await?;
    if renamed && !person::is_managed(&mut tx, scope, user).await? {
        return Err(EditError::NamedElsewhere);
    }

    let moved = move_to(&mut tx, scope, id, &edit.place, now).await?;
    let rights = personal_rights::replace(&mut tx, services, scope, id, &edit.grants.personal).await?;
    let end_moved = had.end != edit.grants.end;
    if end_moved || !rights.is_empty() {
        personal_rights::write_end(&mut tx, services, scope, &[id], edit.grants.end, now).await?;
    }

    if renamed || moved || end_moved || !rights.is_empty() {
        let details = json!({
            "assignment": id, "renamed": renamed, "place": moved.then_some(edit.place),
            "rights": write_rights(rights), "end": end_moved.then_some(edit.grants.end),
        });
        let entry = Entry { action: "user.edited", subject: Some(user.0), details };
        journal::append(&mut tx, scope, now, entry).await?;
    }

    tx.commit().await?;

    operation.ended(Ok(()))
}

/// Whether everything still is as it was seen, where somebody looked.
async fn check_seen(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    place: AssignmentTarget,
    grants: &Grants,
    edit: &Edit,
) -> Result<(), EditError> {
    let Some(seen) = &edit.seen else { return Ok(()) };
    let Member { last_name, first_name, .. } =
        Member::load(tx, customer, user).await?.ok_or(EditError::NotFound)?;
    let present = Editable { last_name, first_name, place, grants: grants.clone() };

    if present == *seen { Ok(()) } else { Err(EditError::Changed(Box::new(present))) }
}

/// Renames the person, and on all their assignments what they are found by; whether there was anything
/// to rename.
async fn rename(tx: &mut Tx, customer: CustomerId, user: UserId, edit: &Edit) -> sqlx::Result<bool> {
    let name = |name: &Option<PersonName>| name.as_ref().map_or(String::new(), ToString::to_string);
    let (last_name, first_name) = (name(&edit.last_name), name(&edit.first_name));
    let member = Member::load(tx, customer, user).await?.ok_or(sqlx::Error::RowNotFound)?;

    if member.last_name == last_name && member.first_name == first_name {
        return Ok(false);
    }

    tx.query(
        "UPDATE memberships SET last_name = $3, first_name = $4 WHERE customer_id = $1 AND user_id = $2",
    )
    .bind(customer.0)
    .bind(user.0)
    .bind(&last_name)
    .bind(&first_name)
    .execute()
    .await?;
    let search = searchable(&member.email, &last_name, &first_name);
    tx.query("UPDATE assignments SET search = $3 WHERE customer_id = $1 AND user_id = $2")
        .bind(customer.0)
        .bind(user.0)
        .bind(search)
        .execute()
        .await?;

    Ok(true)
}

/// Moves the assignment; whether it was elsewhere, or with another profile.
async fn move_to(
    tx: &mut Tx,
    scope: &CustomerScope,
    id: AssignmentId,
    place: &AssignmentTarget,
    now: Timestamp,
) -> sqlx::Result<bool> {
    Ok(tx
        .query(
            "UPDATE assignments SET contract_id = $3, sub_account_id = $4, site_id = $5, profile_id = $6,
                 changed_at = $7, given_by = $8,
                 sort_contract = (SELECT number FROM contracts WHERE customer_id = $1 AND id = $3),
                 sort_sub_account = coalesce((SELECT sort FROM sub_accounts
                     WHERE customer_id = $1 AND contract_id = $3 AND id = $4), ''),
                 sort_site = coalesce((SELECT sort FROM sites WHERE customer_id = $1 AND id = $5), ''),
                 sort_profile = (SELECT sort FROM profiles WHERE customer_id = $1 AND id = $6)
             WHERE customer_id = $1 AND id = $2 AND (contract_id <> $3 OR profile_id <> $6
                 OR sub_account_id IS DISTINCT FROM $4 OR site_id IS DISTINCT FROM $5)",
        )
        .bind(scope.customer().0)
        .bind(id.0)
        .bind(place.contract.0)
        .bind(place.sub_account.map(|id| id.0))
        .bind(place.site.map(|id| id.0))
        .bind(place.profile.0)
        .bind(now.0)
        .bind(scope.user().map(|user| user.0))
        .execute()
        .await?
        > 0)
}

#[cfg(test)]
mod tests;
