use crate::access::CustomerScope;
use crate::db::{Code, Tx};
use crate::services::Services;
use domain::ids::{ContractId, CustomerId, ProfileId, SiteId, SubAccountId};
use domain::names::AccountName;
use domain::reference::{Contract, Profile, ReferenceData, Site, SubAccount};
use domain::rights::{Application, Applications, Level, Right, Rights};
use domain::users::AssignmentTarget;
use std::collections::HashMap;
use std::fmt::Display;
use uuid::Uuid;

/// The contracts, sub-accounts, sites and profiles of the scope's customer to which people can be assigned with it.
pub async fn load(services: &Services, scope: &CustomerScope) -> sqlx::Result<ReferenceData> {
    let mut tx = services.db.of(scope).read().await?;
    load_within(&mut tx, scope, None).await
}

/// The same, and the place where somebody is now, closed or put away as it may be, with the profile that they have:
/// whoever is there may stay.
pub async fn load_beside(
    services: &Services,
    scope: &CustomerScope,
    place: &AssignmentTarget,
) -> sqlx::Result<ReferenceData> {
    let mut tx = services.db.of(scope).read().await?;
    load_within(&mut tx, scope, Some(place)).await
}

/// What the people are assigned to whom the scope reaches, if only to look.
pub async fn load_viewed(
    services: &Services,
    scope: &CustomerScope,
    place: Option<&AssignmentTarget>,
) -> sqlx::Result<ReferenceData> {
    let mut tx = services.db.of(scope).read().await?;
    load_at(&mut tx, scope, Level::View, place).await
}

/// [`load`] or [`load_beside`], inside another operation's transaction.
pub async fn load_within(
    tx: &mut Tx,
    scope: &CustomerScope,
    place: Option<&AssignmentTarget>,
) -> sqlx::Result<ReferenceData> {
    load_at(tx, scope, Level::Manage, place).await
}

async fn load_at(
    tx: &mut Tx,
    scope: &CustomerScope,
    level: Level,
    place: Option<&AssignmentTarget>,
) -> sqlx::Result<ReferenceData> {
    let including = place.map(Including::place).unwrap_or_default();
    let mut reference = load_including(tx, scope.customer(), &including).await?;
    if let Some(reach) = scope.reach() {
        reach.clone().narrow(&mut reference, level, place.map(|place| place.profile));
    }

    Ok(reference)
}

/// How many contracts, sites and profiles people of the scope's customer can be assigned to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Counts {
    pub contracts: i64,
    pub sites: i64,
    pub profiles: i64,
}

/// Counts them: every page says it.
pub async fn count(services: &Services, scope: &CustomerScope) -> sqlx::Result<Counts> {
    if scope.reach().is_some() {
        let seen = load_viewed(services, scope, None).await?;
        let length = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
        return Ok(Counts {
            contracts: length(seen.contracts.len()),
            sites: length(seen.sites.len()),
            profiles: length(seen.profiles.len()),
        });
    }

    let mut lookup = services.db.of(scope).lookup().await?;
    let counted = lookup.query(
        "SELECT (SELECT count(*) FROM contracts WHERE customer_id = $1 AND closed_at IS NULL) AS contracts,
             (SELECT count(*) FROM sites WHERE customer_id = $1 AND archived_at IS NULL) AS sites,
             (SELECT count(*) FROM profiles WHERE customer_id = $1) AS profiles",
    );
    counted.bind(scope.customer().0).fetch_one().await
}

/// Everything that people of the customer can be assigned to.
pub async fn load_in(tx: &mut Tx, customer: CustomerId) -> sqlx::Result<ReferenceData> {
    load_including(tx, customer, &Including::default()).await
}

/// What is loaded beside what people can be assigned to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Including {
    /// Everything that was ever closed or put away.
    everything: bool,
    contract: Option<Uuid>,
    sub_account: Option<Uuid>,
    site: Option<Uuid>,
}

impl Including {
    pub(super) const EVERYTHING: Self =
        Self { everything: true, contract: None, sub_account: None, site: None };

    /// What makes a place.
    pub(crate) fn place(place: &AssignmentTarget) -> Self {
        Self {
            everything: false,
            contract: Some(place.contract.0),
            sub_account: place.sub_account.map(|id| id.0),
            site: place.site.map(|id| id.0),
        }
    }
}

/// [`load_in`], and what else is named.
pub(crate) async fn load_including(
    tx: &mut Tx,
    customer: CustomerId,
    including: &Including,
) -> sqlx::Result<ReferenceData> {
    let default_profile: Option<Option<Uuid>> = tx
        .query("SELECT default_profile_id FROM customers WHERE id = $1")
        .bind(customer.0)
        .optional_scalar()
        .await?;
    Ok(ReferenceData {
        contracts: contracts(tx, customer, including).await?,
        sites: sites(tx, customer, including).await?,
        profiles: profiles(tx, customer).await?,
        default_profile: default_profile.flatten().map(ProfileId),
        reach: None,
    })
}

async fn contracts(tx: &mut Tx, customer: CustomerId, including: &Including) -> sqlx::Result<Vec<Contract>> {
    let rows: Vec<(Uuid, String, String, String)> = tx
        .query(
            "SELECT id, number, name, label FROM contracts
             WHERE customer_id = $1 AND ($2 OR closed_at IS NULL OR id = $3) ORDER BY number",
        )
        .bind(customer.0)
        .bind(including.everything)
        .bind(including.contract)
        .fetch_all()
        .await?;
    let mut applications = applications(tx, customer).await?;
    let mut contracts = Vec::with_capacity(rows.len());

    for (id, number, name, label) in rows {
        contracts.push(Contract {
            id: ContractId(id),
            number: stored(number)?,
            name: stored(name)?,
            label: stored_label(label)?,
            applications: applications.remove(&id).unwrap_or(Applications::NONE),
            sub_accounts: Vec::new(),
        });
    }

    let rows: Vec<(Uuid, Uuid, String, String, String)> = tx
        .query(
            "SELECT c.id, s.id, s.number, s.name, s.label
             FROM sub_accounts s JOIN contracts c ON c.customer_id = s.customer_id AND c.id = s.contract_id
             WHERE s.customer_id = $1 AND ($2 OR c.closed_at IS NULL AND s.closed_at IS NULL OR s.id = $3)
             ORDER BY c.number, s.number",
        )
        .bind(customer.0)
        .bind(including.everything)
        .bind(including.sub_account)
        .fetch_all()
        .await?;

    // Both lists are in the order of the contracts, so one walk of each brings them together.
    let mut at = contracts.iter_mut();
    let mut contract = at.next();

    for (contract_id, id, number, name, label) in rows {
        while contract.as_ref().is_some_and(|contract| contract.id.0 != contract_id) {
            contract = at.next();
        }
        if let Some(contract) = &mut contract {
            let (number, name, label) = (stored(number)?, stored(name)?, stored_label(label)?);
            contract.sub_accounts.push(SubAccount { id: SubAccountId(id), number, name, label });
        }
    }

    Ok(contracts)
}

/// What people can get rights for, by contract.
async fn applications(tx: &mut Tx, customer: CustomerId) -> sqlx::Result<HashMap<Uuid, Applications>> {
    let rows: Vec<(Uuid, Code<Application>)> = tx
        .query("SELECT contract_id, application FROM contract_applications WHERE customer_id = $1")
        .bind(customer.0)
        .fetch_all()
        .await?;
    let mut of: HashMap<Uuid, Vec<Application>> = HashMap::new();
    for (contract, Code(application)) in rows {
        of.entry(contract).or_default().push(application);
    }

    Ok(of.into_iter().map(|(contract, applications)| (contract, applications.into())).collect())
}

async fn sites(tx: &mut Tx, customer: CustomerId, including: &Including) -> sqlx::Result<Vec<Site>> {
    let rows: Vec<(Uuid, String)> = tx
        .query(
            "SELECT id, name FROM sites
             WHERE customer_id = $1 AND ($2 OR archived_at IS NULL OR id = $3) ORDER BY sort, name",
        )
        .bind(customer.0)
        .bind(including.everything)
        .bind(including.site)
        .fetch_all()
        .await?;
    rows.into_iter().map(|(id, name)| Ok(Site { id: SiteId(id), name: stored(name)? })).collect()
}

async fn profiles(tx: &mut Tx, customer: CustomerId) -> sqlx::Result<Vec<Profile>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        id: Uuid,
        name: String,
        application: Option<Code<Application>>,
        level: Option<Code<Level>>,
    }

    let rows: Vec<Row> = tx
        .query(
            "SELECT p.id, p.name, r.application, r.level
             FROM profiles p
             LEFT JOIN profile_rights r ON r.customer_id = p.customer_id AND r.profile_id = p.id
             LEFT JOIN applications a ON a.code = r.application
             WHERE p.customer_id = $1 ORDER BY p.sort, p.name, a.position",
        )
        .bind(customer.0)
        .fetch_all()
        .await?;
    let mut profiles: Vec<Profile> = Vec::new();

    for Row { id, name, application, level } in rows {
        if profiles.last().is_none_or(|profile| profile.id.0 != id) {
            profiles.push(Profile { id: ProfileId(id), name: stored(name)?, rights: Rights::default() });
        }
        if let (Some(profile), Some(Code(application)), Some(Code(level))) =
            (profiles.last_mut(), application, level)
        {
            profile.rights.set(Right { application, level });
        }
    }

    Ok(profiles)
}

/// What a customer calls something, "" where it has no name for it.
pub(crate) fn stored_label(text: String) -> sqlx::Result<Option<AccountName>> {
    if text.is_empty() { Ok(None) } else { stored(text).map(Some) }
}

/// A text of the database as the value that it was written from.
pub(crate) fn stored<T: TryFrom<String, Error: Display>>(text: String) -> sqlx::Result<T> {
    T::try_from(text).map_err(|error| sqlx::Error::Decode(error.to_string().into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::contract_test;

    contract_test!(everything_a_customer_has_is_loaded_as_it_is_shown, |world| async {
        let reference = load(&world.services, &world.potters.scope).await.unwrap();
        let contracts: Vec<_> = reference.contracts.iter().map(|c| c.number.as_str()).collect();
        assert_eq!(contracts, ["10000700", "10095403"]);
        let parts: Vec<_> = reference.contracts[0].sub_accounts.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(parts, ["LOGISTIQUE POTTERS", "SERVICE CLIENT POTTERS"]);
        let sites: Vec<_> = reference.sites.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(sites, ["Antony", "Lyon – Part-Dieu", "Saint-Étienne"]);
        let profiles: Vec<_> = reference.profiles.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(profiles, ["Consultation", "Expéditeur"]);
        assert_eq!(
            Vec::from(reference.profiles[1].rights),
            [
                Right { application: Application::Shipping, level: Level::Manage },
                Right { application: Application::Tracking, level: Level::View },
            ]
        );
        assert_eq!(reference.default_profile, Some(reference.profiles[1].id));
    });

    contract_test!(a_customer_s_own_are_counted, |world| async {
        for customer in [&world.potters, &world.other] {
            let ReferenceData { contracts, sites, profiles, .. } = &customer.reference;
            let counts = count(&world.services, &customer.scope).await.unwrap();
            let counted = [counts.contracts, counts.sites, counts.profiles].map(i64::unsigned_abs);
            assert_eq!(counted, [contracts.len(), sites.len(), profiles.len()].map(|length| length as u64));
        }
    });

    contract_test!(nothing_of_another_customer_is_loaded, |world| async {
        let reference = load(&world.services, &world.other.scope).await.unwrap();
        assert_eq!(reference.contracts.len(), 1);
        assert_eq!(reference.contracts[0].name.as_str(), "Faïences du Nord");
        assert_eq!(reference.contracts[0].sub_accounts.len(), 1);
        assert_ne!(reference.sites[0].id, world.potters.reference.sites[0].id);
    });
}
