//! What somebody who is signed in may do, and where. Pages show it, and the portal's applications ask for it:
//! both are told by [`places`].

use super::Principal;
use super::activate::invitations;
use crate::clock::local;
use crate::db::{Code, Tx};
use crate::observe::Operation;
use crate::services::Services;
use domain::access::{AccessState, Account, Contact, CustomerAccess, PlaceAccess};
use domain::fold::fold;
use domain::ids::{ContractId, CustomerId, SiteId, SubAccountId, UserId};
use domain::names::SiteName;
use domain::numbers::{ContractNumber, SubAccountNumber};
use domain::reach::{self, OwnRights};
use domain::rights::{Application, Applications, Level, Right, Rights};
use domain::time::{LocalTime, Timestamp};
use domain::users::UserStatus;
use jiff::tz::TimeZone;
use uuid::Uuid;

/// How somebody stands with a customer.
pub(super) struct Standing {
    pub(super) customer: CustomerId,
    pub(super) name: String,
    pub(super) state: AccessState,
    /// What the person signs in with, the same with every customer.
    pub(super) identifier: String,
}

/// What a place must be to be asked about; nothing said: any place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Within {
    pub(super) contract: Option<ContractNumber>,
    pub(super) sub_account: Option<SubAccountNumber>,
    pub(super) site: Option<SiteName>,
}

/// An assignment that holds now, and what it comes to.
pub(super) struct Place {
    contract: Account,
    sub_account: Option<Account>,
    site: Option<String>,
    ends_at: Option<Timestamp>,
    /// The personal levels that end by themselves.
    endings: Vec<(Application, Timestamp)>,
    pub(super) own: OwnRights,
}

/// What the person may do with each customer that is not closed, and whom to ask; in alphabetical order.
#[tracing::instrument(name = "access.permissions", skip_all, err(level = "debug"))]
pub async fn permissions(services: &Services, principal: &Principal) -> sqlx::Result<Vec<CustomerAccess>> {
    let operation = Operation::begin("access.permissions");

    let now = services.clock.now();
    let mut lookup = services.db.lookup().await?;
    let mut accesses = Vec::new();

    for Standing { customer, name, state, .. } in standings(&mut lookup, principal.user).await? {
        let places = match state {
            AccessState::Open => {
                places(&mut lookup, customer, principal.user, now, &Within::default()).await?
            }
            _ => Vec::new(),
        };
        accesses.push(CustomerAccess {
            customer: name,
            state,
            accepts: acceptable(&mut lookup, customer, principal.user).await?,
            places: places.into_iter().map(|place| place.shown(&services.time_zone)).collect(),
            contacts: contacts(&mut lookup, customer).await?,
        });
    }

    operation.ended(Ok(accesses))
}

async fn acceptable(lookup: &mut Tx, customer: CustomerId, user: UserId) -> sqlx::Result<Option<CustomerId>> {
    Ok((!invitations(lookup, customer, user, None).await?.is_empty()).then_some(customer))
}

impl Place {
    fn shown(self, zone: &TimeZone) -> PlaceAccess {
        PlaceAccess {
            contract: self.contract,
            sub_account: self.sub_account,
            site: self.site,
            rights: self.own.rights,
            until: self.ends_at.map(|end| last_day(end, zone)),
            changes: self
                .endings
                .into_iter()
                .map(|(application, end)| (application, last_day(end, zone)))
                .collect(),
        }
    }
}

/// An end is the midnight after the last day.
fn last_day(end: Timestamp, zone: &TimeZone) -> LocalTime {
    local(end.plus_seconds(-1), zone)
}

/// The customers that know the person, by name, and how the person stands with each.
pub(super) async fn standings(lookup: &mut Tx, user: UserId) -> sqlx::Result<Vec<Standing>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        id: Uuid,
        name: String,
        status: Option<Code<UserStatus>>,
        administrator: Option<Uuid>,
        identifier: String,
    }

    let rows: Vec<Row> = lookup
        .query(
            "SELECT c.id, c.name, coalesce(m.status, CASE v.status WHEN 'invited' THEN v.status END) AS status,
                    a.user_id AS administrator, u.identifier
             FROM users u
             JOIN customers c ON c.state = 'active' AND c.id IN
                 (SELECT customer_id FROM memberships WHERE user_id = $1
                  UNION SELECT customer_id FROM administrators WHERE user_id = $1
                  UNION SELECT customer_id FROM advanced_users WHERE user_id = $1 AND status IN ('active', 'invited'))
             LEFT JOIN memberships m ON m.customer_id = c.id AND m.user_id = u.id
             LEFT JOIN administrators a ON a.customer_id = c.id AND a.user_id = u.id
             LEFT JOIN advanced_users v ON v.customer_id = c.id AND v.user_id = u.id
             WHERE u.id = $1",
        )
        .bind(user.0)
        .fetch_all()
        .await?;

    let mut standings: Vec<_> = rows
        .into_iter()
        .map(|row| Standing {
            customer: CustomerId(row.id),
            name: row.name,
            state: state(row.status.map(|Code(status)| status), row.administrator.is_some()),
            identifier: row.identifier,
        })
        .collect();
    standings.sort_by_cached_key(|standing| (fold(&standing.name), standing.customer));

    Ok(standings)
}

/// An administrator need not be among the customer's people, and may do nothing once suspended among them. Whoever is
/// invited may do nothing before accepting: else a customer would see who has a password through another one.
fn state(status: Option<UserStatus>, administers: bool) -> AccessState {
    match status {
        Some(UserStatus::Suspended) => AccessState::Suspended,
        _ if administers => AccessState::Administrator,
        Some(UserStatus::Invited) => AccessState::Invited,
        Some(UserStatus::Active) => AccessState::Open,
        Some(UserStatus::Expired) => AccessState::Expired,
        None => AccessState::Advanced,
    }
}

/// Where a person of a customer, whose access is open, may do what at this moment. Without a sub-account or a site, an
/// assignment is one to all of its contract.
///
/// The profile's rights, with personal ones in their place until those end, as far as the contract has the
/// applications; nothing at what is closed, nor once the assignment has ended.
pub(super) async fn places(
    lookup: &mut Tx,
    customer: CustomerId,
    user: UserId,
    now: Timestamp,
    within: &Within,
) -> sqlx::Result<Vec<Place>> {
    let rows: Vec<PlaceRow> = lookup
        .query(PLACES)
        .bind(customer.0)
        .bind(user.0)
        .bind(now.0)
        .bind(within.contract.as_ref().map(ContractNumber::as_str))
        .bind(within.sub_account.as_ref().map(SubAccountNumber::as_str))
        .bind(within.site.as_ref().map(SiteName::as_str))
        .fetch_all()
        .await?;

    Ok(rows.chunk_by(|one, next| one.number == next.number).filter_map(place).collect())
}

/// A row for each application of the contract; one without, where it has none.
const PLACES: &str = "SELECT a.number, a.contract_id, a.sub_account_id, a.site_id, a.ends_at, k.number AS contract_number, k.name AS contract_name,
        k.label AS contract_label, s.number AS sub_account_number, s.name AS sub_account_name,
        s.label AS sub_account_label, t.name AS site, h.application, r.level AS profile_level,
        o.level AS personal_level, o.ends_at AS personal_ends_at
    FROM assignments a
    JOIN contracts k ON k.customer_id = a.customer_id AND k.id = a.contract_id AND k.closed_at IS NULL
    LEFT JOIN sub_accounts s ON s.customer_id = a.customer_id AND s.contract_id = a.contract_id
        AND s.id = a.sub_account_id
    LEFT JOIN sites t ON t.customer_id = a.customer_id AND t.id = a.site_id
    LEFT JOIN contract_applications h ON h.customer_id = a.customer_id AND h.contract_id = a.contract_id
    LEFT JOIN profile_rights r ON r.customer_id = a.customer_id AND r.profile_id = a.profile_id
        AND r.application = h.application
    LEFT JOIN personal_rights o ON o.customer_id = a.customer_id AND o.assignment_id = a.id
        AND o.application = h.application AND (o.ends_at IS NULL OR o.ends_at > $3)
    WHERE a.customer_id = $1 AND a.user_id = $2 AND (a.ends_at IS NULL OR a.ends_at > $3)
        AND s.closed_at IS NULL
        AND (CAST($4 AS TEXT) IS NULL OR k.number = $4)
        AND (CAST($5 AS TEXT) IS NULL OR s.number = $5 OR a.sub_account_id IS NULL AND EXISTS (
            SELECT 1 FROM sub_accounts e WHERE e.customer_id = a.customer_id AND e.contract_id = a.contract_id
                AND e.number = $5 AND e.closed_at IS NULL))
        AND (CAST($6 AS TEXT) IS NULL OR t.name = $6 OR a.site_id IS NULL AND EXISTS (
            SELECT 1 FROM sites e WHERE e.customer_id = a.customer_id AND e.name = $6))
    ORDER BY k.number, s.number, t.sort, a.number";

#[derive(sqlx::FromRow)]
struct PlaceRow {
    number: i64,
    contract_id: Uuid,
    sub_account_id: Option<Uuid>,
    site_id: Option<Uuid>,
    ends_at: Option<i64>,
    contract_number: String,
    contract_name: String,
    contract_label: String,
    sub_account_number: Option<String>,
    sub_account_name: Option<String>,
    sub_account_label: Option<String>,
    site: Option<String>,
    application: Option<Code<Application>>,
    profile_level: Option<Code<Level>>,
    personal_level: Option<Code<Level>>,
    personal_ends_at: Option<i64>,
}

impl PlaceRow {
    fn place(&self) -> reach::Place {
        reach::Place {
            contract: ContractId(self.contract_id),
            sub_account: self.sub_account_id.map(SubAccountId),
            site: self.site_id.map(SiteId),
        }
    }

    fn contract(&self) -> Account {
        account(&self.contract_number, &self.contract_name, &self.contract_label)
    }

    fn sub_account(&self) -> Option<Account> {
        let label = self.sub_account_label.as_deref().unwrap_or_default();
        Some(account(self.sub_account_number.as_deref()?, self.sub_account_name.as_deref()?, label))
    }

    fn application(&self) -> Option<Application> {
        self.application.map(|Code(application)| application)
    }

    fn right(&self, level: Option<Code<Level>>) -> Option<Right> {
        let Code(level) = level?;
        Some(Right { application: self.application()?, level })
    }

    fn ending(&self) -> Option<(Application, Timestamp)> {
        Some((self.application()?, Timestamp(self.personal_ends_at?)))
    }
}

fn account(number: &str, name: &str, label: &str) -> Account {
    let name = if label.is_empty() { name } else { label };
    Account { number: number.to_owned(), name: name.to_owned() }
}

/// The place of one assignment's rows.
fn place(rows: &[PlaceRow]) -> Option<Place> {
    let first = rows.first()?;
    let profile: Rights = rows.iter().filter_map(|row| row.right(row.profile_level)).collect();
    let personal = rows.iter().filter_map(|row| row.right(row.personal_level));
    let has: Applications = rows.iter().filter_map(PlaceRow::application).collect();

    Some(Place {
        contract: first.contract(),
        sub_account: first.sub_account(),
        site: first.site.clone(),
        ends_at: first.ends_at.map(Timestamp),
        endings: rows.iter().filter_map(PlaceRow::ending).collect(),
        own: OwnRights { place: first.place(), rights: profile.replaced_by(personal).within(has) },
    })
}

/// What there is to be done where an administrator asks about: every application that an open contract there has.
/// `None`: the customer has no such place.
pub(super) async fn everything(
    lookup: &mut Tx,
    customer: CustomerId,
    within: &Within,
) -> sqlx::Result<Option<Rights>> {
    let applications: Vec<Option<Code<Application>>> = lookup
        .query(
            "SELECT DISTINCT h.application FROM contracts k
             LEFT JOIN contract_applications h ON h.customer_id = k.customer_id AND h.contract_id = k.id
             WHERE k.customer_id = $1 AND k.closed_at IS NULL
                 AND (CAST($2 AS TEXT) IS NULL OR k.number = $2)
                 AND (CAST($3 AS TEXT) IS NULL OR EXISTS (
                     SELECT 1 FROM sub_accounts e WHERE e.customer_id = k.customer_id
                         AND e.contract_id = k.id AND e.number = $3 AND e.closed_at IS NULL))
                 AND (CAST($4 AS TEXT) IS NULL OR EXISTS (
                     SELECT 1 FROM sites e WHERE e.customer_id = k.customer_id AND e.name = $4))",
        )
        .bind(customer.0)
        .bind(within.contract.as_ref().map(ContractNumber::as_str))
        .bind(within.sub_account.as_ref().map(SubAccountNumber::as_str))
        .bind(within.site.as_ref().map(SiteName::as_str))
        .scalars()
        .await?;

    // A customer that has no contract yet has an administrator.
    if applications.is_empty() && *within != Within::default() {
        return Ok(None);
    }

    let applications = applications.into_iter().flatten().map(|Code(application)| application);
    let managed = applications.chain([Application::Administration]);
    Ok(Some(managed.map(|application| Right { application, level: Level::Manage }).collect()))
}

/// Those who administer the customer, suspended ones aside; who has done so longest comes first.
async fn contacts(lookup: &mut Tx, customer: CustomerId) -> sqlx::Result<Vec<Contact>> {
    let rows: Vec<(String, String, String)> = lookup
        .query(
            "SELECT a.first_name, a.last_name, coalesce(m.email, u.email)
             FROM administrators a
             JOIN users u ON u.id = a.user_id
             LEFT JOIN memberships m ON m.customer_id = a.customer_id AND m.user_id = a.user_id
             WHERE a.customer_id = $1 AND (m.status IS NULL OR m.status <> 'suspended')
             ORDER BY a.since, a.user_id",
        )
        .bind(customer.0)
        .fetch_all()
        .await?;

    let contact = |(first, last, email): (String, String, String)| Contact {
        name: format!("{first} {last}").trim().to_owned(),
        email,
    };
    Ok(rows.into_iter().map(contact).collect())
}

#[cfg(test)]
mod tests;
