//! What becomes of a row: it is changed, or left, and why. The same before it is done and as it is done.

use super::tally::Verdict;
use super::walk::{Present, Row};
use crate::access::CustomerScope;
use crate::clock;
use crate::db::Tx;
use crate::reference::load_within;
use crate::services::Services;
use crate::users::person;
use crate::users::personal_rights::stored_end;
use domain::end_date::EndDate;
use domain::ids::{ProfileId, SiteId, UserId};
use domain::reach::Place;
use domain::reference::ReferenceData;
use domain::users::{BulkAction, LeaveReason, UserStatus};
use std::collections::HashSet;
use uuid::Uuid;

/// What rows are judged by.
pub(super) struct Judge<'a> {
    services: &'a Services,
    /// Whose rights bound it; `None` when these have gone meanwhile.
    scope: Option<&'a CustomerScope>,
    action: BulkAction,
    reference: ReferenceData,
}

impl<'a> Judge<'a> {
    pub(super) async fn new(
        tx: &mut Tx,
        services: &'a Services,
        scope: Option<&'a CustomerScope>,
        action: BulkAction,
    ) -> sqlx::Result<Self> {
        let reference = match (scope, action) {
            (Some(scope), BulkAction::Profile(_) | BulkAction::Site(_)) => {
                load_within(tx, scope, None).await?
            }
            _ => ReferenceData::default(),
        };
        Ok(Self { services, scope, action, reference })
    }

    /// What becomes of one person's rows, in their order.
    pub(super) async fn person(&self, tx: &mut Tx, rows: &[Row]) -> sqlx::Result<Vec<Verdict>> {
        let Some(scope) = self.scope else { return Ok(vec![Err(LeaveReason::OutOfReach); rows.len()]) };
        let user = rows.first().map_or(UserId(Uuid::nil()), |row| UserId(row.user_id));
        let shared = match self.action {
            BulkAction::Suspend | BulkAction::Reactivate => person::is_managed(tx, scope, user).await?,
            _ => true,
        };
        let mut occupied = match self.action {
            BulkAction::Site(_) => person::places_of(tx, scope, user).await?.into_iter().collect(),
            _ => HashSet::new(),
        };

        Ok(rows.iter().map(|row| self.row(scope, row, shared, &mut occupied)).collect())
    }

    /// What becomes of one row. `shared` is whether all that the person has is within reach, and `occupied` where they are
    /// once the rows before have gone.
    fn row(&self, scope: &CustomerScope, row: &Row, shared: bool, occupied: &mut HashSet<Place>) -> Verdict {
        let row_now = unchanged(row)?;
        within_reach(scope, &row_now)?;

        match self.action {
            BulkAction::Suspend => {
                demand(shared, LeaveReason::Elsewhere)?;
                not_administrator(&row_now)?;
                demand(row_now.is.status.0 != UserStatus::Suspended, LeaveReason::Already)
            }
            BulkAction::Reactivate => {
                demand(shared, LeaveReason::Elsewhere)?;
                demand(row_now.is.status.0 == UserStatus::Suspended, LeaveReason::Already)
            }
            BulkAction::Profile(profile) => self.profile(scope, &row_now, profile),
            BulkAction::Site(site) => self.site(scope, &row_now, site, occupied),
            BulkAction::End(end) => self.end(&row_now, end),
            BulkAction::Resend => resend(&row_now),
            BulkAction::Remove => not_administrator(&row_now),
        }
    }

    fn profile(&self, scope: &CustomerScope, row: &Present, profile: ProfileId) -> Verdict {
        let found = self.reference.profile(profile).ok_or(LeaveReason::Unavailable)?;
        demand(row.is.profile_id != profile.0, LeaveReason::Already)?;
        let given = scope.reach().is_none_or(|reach| reach.rights_at(&row.place).include(&found.rights));
        demand(given, LeaveReason::BeyondOwn)
    }

    fn site(
        &self,
        scope: &CustomerScope,
        row: &Present,
        site: SiteId,
        occupied: &mut HashSet<Place>,
    ) -> Verdict {
        demand(self.reference.site(site).is_some(), LeaveReason::Unavailable)?;
        demand(row.place.site != Some(site), LeaveReason::Already)?;
        let place = Place { site: Some(site), ..row.place };
        demand(scope.manages(&place), LeaveReason::OutOfReach)?;
        demand(occupied.insert(place), LeaveReason::Occupied)?;
        occupied.remove(&row.place);
        Ok(())
    }

    fn end(&self, row: &Present, end: Option<EndDate>) -> Verdict {
        let today = clock::day(self.services.clock.now(), &self.services.time_zone);
        demand(!end.is_some_and(|end| end.is_before(today)), LeaveReason::Unavailable)?;
        demand(row.is.ends_at != stored_end(self.services, end), LeaveReason::Already)
    }
}

/// The row, when nobody has changed it since it was chosen.
fn unchanged(row: &Row) -> Result<Present, LeaveReason> {
    let row_now = row.present().ok_or(LeaveReason::Gone)?;
    demand(row_now.is == row.was, LeaveReason::Changed)?;
    Ok(row_now)
}

/// What is one's own is left, and what lies beyond the scope's reach.
pub(super) fn within_reach(scope: &CustomerScope, row: &Present) -> Verdict {
    demand(scope.user() != Some(row.user), LeaveReason::Own)?;
    demand(scope.manages(&row.place), LeaveReason::OutOfReach)
}

/// An administrator is neither suspended nor removed among many: there is always one left.
pub(super) fn not_administrator(row: &Present) -> Verdict {
    demand(!row.administers, LeaveReason::Administrator)
}

/// As the list offers it for one: to whoever has not come in yet, or whose last mail was refused.
fn resend(row: &Present) -> Verdict {
    let state = row.mail_state.as_deref();
    match row.is.status.0 {
        UserStatus::Suspended => Err(LeaveReason::Suspended),
        UserStatus::Active if state != Some("failed") => Err(LeaveReason::SignedIn),
        _ => demand(state != Some("queued"), LeaveReason::Already),
    }
}

pub(super) fn demand(holds: bool, otherwise: LeaveReason) -> Verdict {
    if holds { Ok(()) } else { Err(otherwise) }
}
