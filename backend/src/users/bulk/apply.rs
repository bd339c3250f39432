//! What is done to the rows of one person: what the page of one of them does. Administrators are left out before, so what
//! ends with an access are requests to administer alone.

use super::walk::Present;
use crate::access::CustomerScope;
use crate::administrators::resign;
use crate::db::Tx;
use crate::mail::{self, Priority, ResendError};
use crate::services::Services;
use crate::users::personal_rights::note_next_end;
use crate::users::remove::{Taken, keep, resign_members, take_all};
use crate::users::{edit, status};
use domain::ids::{AssignmentId, BulkId, ProfileId, RemovalId};
use domain::reach::Place;
use domain::time::Timestamp;
use domain::users::{AssignmentTarget, BulkAction, StatusChange};

/// Changes the rows of one person that are to be changed.
pub(super) async fn apply(
    tx: &mut Tx,
    services: &Services,
    scope: &CustomerScope,
    bulk: BulkId,
    action: BulkAction,
    rows: &[Present],
    now: Timestamp,
) -> sqlx::Result<()> {
    let (customer, Some(first)) = (scope.customer(), rows.first()) else { return Ok(()) };
    match action {
        BulkAction::Suspend => {
            status::apply(tx, customer, first.user, StatusChange::Suspend, first.has_signed_in, now).await?;
            resign(tx, customer, first.user, now).await?;
            Ok(())
        }
        BulkAction::Reactivate => {
            status::apply(tx, customer, first.user, StatusChange::Reactivate, first.has_signed_in, now).await
        }
        BulkAction::Profile(profile) => {
            for row in rows {
                let target = AssignmentTarget { profile, ..target(row, row.place) };
                edit::move_to(tx, scope, row.id, &target, now).await?;
            }
            Ok(())
        }
        BulkAction::Site(site) => {
            for row in rows {
                let place = Place { site: Some(site), ..row.place };
                edit::move_to(tx, scope, row.id, &target(row, place), now).await?;
            }
            Ok(())
        }
        BulkAction::End(end) => {
            for row in rows {
                edit::write_end(tx, services, scope, row.id, end, now).await?;
                note_next_end(tx, customer, row.id).await?;
            }
            Ok(())
        }
        BulkAction::Resend => {
            match mail::resend_to(tx, services, scope, first.user, Priority::Import, now).await {
                // One that has just left is the one that is asked for.
                Ok(_) | Err(ResendError::TooSoon) => Ok(()),
                Err(ResendError::Database(error)) => Err(error),
                // They were there a moment ago, and not suspended.
                Err(ResendError::NotFound | ResendError::Suspended) => Err(sqlx::Error::RowNotFound),
            }
        }
        BulkAction::Remove => remove(tx, services, scope, bulk, rows, now).await,
    }
}

fn target(row: &Present, place: Place) -> AssignmentTarget {
    AssignmentTarget {
        contract: place.contract,
        sub_account: place.sub_account,
        site: place.site,
        profile: ProfileId(row.is.profile_id),
    }
}

/// Removes the rows of one person, so that they can be put back.
async fn remove(
    tx: &mut Tx,
    services: &Services,
    scope: &CustomerScope,
    bulk: BulkId,
    rows: &[Present],
    now: Timestamp,
) -> sqlx::Result<()> {
    let (customer, ids): (_, Vec<AssignmentId>) = (scope.customer(), rows.iter().map(|row| row.id).collect());
    let Some(Taken { kept, .. }) = take_all(tx, customer, &ids, now).await? else {
        return Err(sqlx::Error::RowNotFound);
    };
    // What somebody is asked to administer beyond a reach is not taken with what lies within.
    if scope.reach().is_none() {
        resign_members(tx, customer, &kept, now).await?;
    }

    let id = RemovalId(services.random.id(now));
    keep(tx, scope, id, now.0, &kept).await?;
    tx.query("UPDATE bulk_rows SET removal_id = $4 WHERE customer_id = $1 AND bulk_id = $2 AND user_id = $3")
        .bind(customer.0)
        .bind(bulk.0)
        .bind(rows.first().map(|row| row.user.0))
        .bind(id.0)
        .execute()
        .await
        .map(drop)
}
