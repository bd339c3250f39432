//! What is done to rows: what the page of one of them does. Administrators are left out before, so what ends with an access
//! are requests to administer alone.

use super::stored::Stored;
use super::turn::action_of;
use super::walk::Present;
use crate::access::CustomerScope;
use crate::administrators::resign;
use crate::db::Tx;
use crate::db::sql::Sql;
use crate::mail::{self, Priority, ResendError};
use crate::services::Services;
use crate::users::personal_rights::write_end;
use crate::users::remove::{keep, resign_members, take_all};
use crate::users::status;
use domain::ids::{AssignmentId, BulkId, CustomerId, ProfileId, RemovalId, SiteId, UserId};
use domain::time::Timestamp;
use domain::users::{BulkAction, StatusChange};

/// Changes the rows, of any people, that are to be changed.
pub(super) async fn apply(
    tx: &mut Tx,
    services: &Services,
    scope: &CustomerScope,
    change: &Stored,
    rows: &[Present],
    now: Timestamp,
) -> sqlx::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }

    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    match action_of(change)? {
        BulkAction::Suspend => set_status(tx, scope, StatusChange::Suspend, rows, now).await,
        BulkAction::Reactivate => set_status(tx, scope, StatusChange::Reactivate, rows, now).await,
        BulkAction::Profile(profile) => set_profile(tx, scope, &ids, profile, now).await,
        BulkAction::Site(site) => set_site(tx, scope, &ids, site, now).await,
        BulkAction::End(end) => write_end(tx, services, scope, &ids, end, now).await,
        BulkAction::Resend => resend(tx, services, scope, &people_of(rows), now).await,
        BulkAction::Remove => remove(tx, services, scope, change.key(), &ids, now).await,
    }
}

/// Whose rows they are; those of one stand together.
fn people_of<'rows>(rows: impl IntoIterator<Item = &'rows Present>) -> Vec<UserId> {
    let mut people: Vec<_> = rows.into_iter().map(|row| row.user).collect();
    people.dedup();
    people
}

async fn set_status(
    tx: &mut Tx,
    scope: &CustomerScope,
    change: StatusChange,
    rows: &[Present],
    now: Timestamp,
) -> sqlx::Result<()> {
    for has_signed_in in [false, true] {
        let people = people_of(rows.iter().filter(|row| row.has_signed_in == has_signed_in));
        let status = status::after(change, has_signed_in);
        status::apply(tx, scope.customer(), &people, status, now).await?;
    }

    match change {
        StatusChange::Suspend => resign(tx, scope.customer(), &people_of(rows), now).await.map(drop),
        StatusChange::Reactivate => Ok(()),
    }
}

async fn set_profile(
    tx: &mut Tx,
    scope: &CustomerScope,
    ids: &[AssignmentId],
    profile: ProfileId,
    now: Timestamp,
) -> sqlx::Result<()> {
    let mut sql = Sql::new("UPDATE assignments SET profile_id = ");
    sql.id(profile.0).push(", sort_profile = (SELECT sort FROM profiles WHERE customer_id = ");
    sql.id(scope.customer().0).push(" AND id = ").id(profile.0).push(")");
    write_changed(tx, scope, sql, ids, now).await
}

async fn set_site(
    tx: &mut Tx,
    scope: &CustomerScope,
    ids: &[AssignmentId],
    site: SiteId,
    now: Timestamp,
) -> sqlx::Result<()> {
    let mut sql = Sql::new("UPDATE assignments SET site_id = ");
    sql.id(site.0).push(", sort_site = (SELECT sort FROM sites WHERE customer_id = ");
    sql.id(scope.customer().0).push(" AND id = ").id(site.0).push(")");
    write_changed(tx, scope, sql, ids, now).await
}

/// Changes assignments, and writes down when and by whom.
async fn write_changed(
    tx: &mut Tx,
    scope: &CustomerScope,
    mut sql: Sql,
    ids: &[AssignmentId],
    now: Timestamp,
) -> sqlx::Result<()> {
    sql.push(", changed_at = ").integer(now.0).push(", given_by = ").id(scope.user().map(|user| user.0));
    sql.push(" WHERE customer_id = ").id(scope.customer().0);
    sql.push(" AND id IN ").ids(ids.iter().map(|id| id.0));
    sql.execute(tx).await.map(drop)
}

async fn resend(
    tx: &mut Tx,
    services: &Services,
    scope: &CustomerScope,
    people: &[UserId],
    now: Timestamp,
) -> sqlx::Result<()> {
    for user in people {
        match mail::resend_to(tx, services, scope, *user, Priority::Import, now).await {
            // One that has just left is the one that is asked for.
            Ok(_) | Err(ResendError::TooSoon) => {}
            Err(ResendError::Database(error)) => return Err(error),
            // They were there a moment ago, and not suspended.
            Err(ResendError::NotFound | ResendError::Suspended) => return Err(sqlx::Error::RowNotFound),
        }
    }

    Ok(())
}

/// Removes rows, so that those of each person can be put back.
async fn remove(
    tx: &mut Tx,
    services: &Services,
    scope: &CustomerScope,
    bulk: BulkId,
    ids: &[AssignmentId],
    now: Timestamp,
) -> sqlx::Result<()> {
    let customer = scope.customer();
    let taken = take_all(tx, customer, ids, now).await?.ok_or(sqlx::Error::RowNotFound)?;
    // What somebody is asked to administer beyond a reach is not taken with what lies within.
    if scope.reach().is_none() {
        resign_members(tx, customer, &taken, now).await?;
    }

    let mut removals = Vec::with_capacity(taken.len());
    for (user, kept) in &taken {
        let id = RemovalId(services.random.id(now));
        keep(tx, scope, id, now.0, kept).await?;
        removals.push((*user, id));
    }

    note_removals(tx, customer, bulk, &removals).await
}

/// Writes down, with the rows of each person, by which removal they went.
async fn note_removals(
    tx: &mut Tx,
    customer: CustomerId,
    bulk: BulkId,
    removals: &[(UserId, RemovalId)],
) -> sqlx::Result<()> {
    let ([(first, _), ..], [.., (last, _)]) = (removals, removals) else { return Ok(()) };
    let mut sql = Sql::new("UPDATE bulk_rows SET removal_id = removals.column2 FROM (VALUES ");
    for (index, (user, removal)) in removals.iter().enumerate() {
        sql.push(if index == 0 { "(" } else { ", (" }).id(user.0).push(", ").id(removal.0).push(")");
    }

    sql.push(") AS removals WHERE bulk_rows.customer_id = ").id(customer.0);
    sql.push(" AND bulk_rows.bulk_id = ").id(bulk.0).push(" AND bulk_rows.user_id = removals.column1");
    // They keep PostgreSQL, which knows nothing of rows that have just come, from walking all rows of the change.
    sql.push(" AND bulk_rows.user_id >= ").id(first.0).push(" AND bulk_rows.user_id <= ").id(last.0);
    sql.execute(tx).await.map(drop)
}
