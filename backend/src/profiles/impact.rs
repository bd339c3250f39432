//! What becomes of those who have a profile when its rights become others: counted, never walked. The places are
//! counted in SQL, from one index; what a contract has and what is closed is laid over them here, since these are few;
//! and where a personal right stands in the profile's place is looked up from the personal rights, since they are few too.

use super::stored::StoredProfile;
use crate::db::{Code, Tx};
use domain::ids::CustomerId;
use domain::profiles::{LevelChange, ProfileImpact, Reach, RightImpact, SiteImpact};
use domain::rights::{Application, Rights};
use domain::time::Timestamp;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What it does to those who have `profile` that its rights become `after`.
pub(super) async fn find(
    tx: &mut Tx,
    customer: CustomerId,
    profile: &StoredProfile,
    after: &Rights,
    now: Timestamp,
) -> sqlx::Result<ProfileImpact> {
    let counter = Counter { customer, profile, now };
    let changes = LevelChange::between(&profile.rights, after);
    let places = counter.places(tx).await?;
    let assignments = places.iter().map(|place| place.assignments.unsigned_abs()).sum();
    if assignments == 0 {
        let rights = changes.into_iter().map(unfelt).collect();
        return Ok(ProfileImpact { rights, ..ProfileImpact::default() });
    }

    let reach = Reach { people: counter.people(tx).await?, assignments };
    let mut impact = ProfileImpact { reach, ..ProfileImpact::default() };
    if changes.is_empty() {
        return Ok(impact);
    }

    let found = Found {
        contracts: Contracts::load(tx, customer).await?,
        replaced: counter.replaced(tx, &changes).await?,
        places,
        reach,
    };
    let mut sites: HashMap<Option<Uuid>, Vec<u64>> = HashMap::new();
    let mut people = HashMap::new();
    for (index, change) in changes.iter().enumerate() {
        let open = found.open(change.application);
        let mut right = found.count(*change, &open, |site, reached| {
            sites.entry(site).or_insert_with(|| vec![0; changes.len()])[index] += reached;
        });
        counter.count_people(tx, &found, &mut right, open, &mut people).await?;
        impact.rights.push(right);
    }

    let most = impact.rights.iter().max_by_key(|right| right.reached.people);
    if let Some(most) = most.filter(|most| most.reached.people > 0) {
        impact.names = counter.names(tx, most.change.application).await?;
    }
    (impact.sites, impact.more_sites) = named(tx, customer, sites).await?;

    Ok(impact)
}

/// What is known of those who have the profile, before it is asked application by application.
struct Found {
    places: Vec<Place>,
    contracts: Contracts,
    /// At how many assignments a personal right stands in the profile's place.
    replaced: HashMap<(Application, PlaceKey), u64>,
    /// All who have the profile.
    reach: Reach,
}

impl Found {
    /// At which of the places an application is to be had.
    fn open(&self, application: Application) -> Vec<bool> {
        self.places.iter().map(|place| self.contracts.offer(place, application)).collect()
    }

    /// The assignments that a change reaches, also told site by site.
    fn count(
        &self,
        change: LevelChange,
        open: &[bool],
        mut tell: impl FnMut(Option<Uuid>, u64),
    ) -> RightImpact {
        let mut right = unfelt(change);
        for (place, _) in self.places.iter().zip(open).filter(|(_, open)| **open) {
            let key = (change.application, place.key());
            let personal = self.replaced.get(&key).copied().unwrap_or_default();
            let reached = place.assignments.unsigned_abs().saturating_sub(personal);
            right.reached.assignments += reached;
            right.personal.assignments += personal;
            tell(place.site_id, reached);
        }

        right.elsewhere = self.reach.assignments - right.reached.assignments - right.personal.assignments;
        right
    }
}

/// A change that is felt by nobody yet.
fn unfelt(change: LevelChange) -> RightImpact {
    RightImpact { change, reached: Reach::default(), personal: Reach::default(), elsewhere: 0 }
}

/// How many assignments with the profile stand at one place.
#[derive(sqlx::FromRow)]
struct Place {
    contract_id: Uuid,
    sub_account_id: Option<Uuid>,
    site_id: Option<Uuid>,
    assignments: i64,
}

type PlaceKey = (Uuid, Option<Uuid>, Option<Uuid>);

impl Place {
    fn key(&self) -> PlaceKey {
        (self.contract_id, self.sub_account_id, self.site_id)
    }
}

/// People for whom a personal right stands in the profile's place.
#[derive(Default, sqlx::FromRow)]
struct Personal {
    people: i64,
    /// Those of them for whom it does so wherever they have the profile.
    only: i64,
}

/// Counts those who have a profile. An assignment that has ended counts no more, wherever it still stands.
struct Counter<'a> {
    customer: CustomerId,
    profile: &'a StoredProfile,
    now: Timestamp,
}

/// Where an assignment `a` of customer `$1` can have the application `$4` at all.
macro_rules! is_open {
    ($a:literal) => {
        concat!(
            $a,
            ".contract_id IN (
                 SELECT c.id FROM contracts c JOIN contract_applications x
                     ON x.customer_id = c.customer_id AND x.contract_id = c.id
                 WHERE c.customer_id = $1 AND c.closed_at IS NULL AND x.application = $4)
             AND NOT EXISTS (
                 SELECT 1 FROM sub_accounts s WHERE s.customer_id = $1 AND s.contract_id = ",
            $a,
            ".contract_id AND s.id = ",
            $a,
            ".sub_account_id AND s.closed_at IS NOT NULL)"
        )
    };
}

/// What makes an assignment `a` one with profile `$2` of customer `$1` that has not ended at `$3`.
macro_rules! has_profile {
    ($a:literal) => {
        concat!(
            $a,
            ".customer_id = $1 AND ",
            $a,
            ".profile_id = $2 AND (",
            $a,
            ".ends_at IS NULL OR ",
            $a,
            ".ends_at > $3)"
        )
    };
}

/// A personal right to the application `$4` that holds at `$3` for an assignment `a` of customer `$1`.
macro_rules! personal_of {
    ($a:literal) => {
        concat!(
            "SELECT 1 FROM personal_rights p WHERE p.customer_id = $1 AND p.assignment_id = ",
            $a,
            ".id AND p.application = $4 AND (p.ends_at IS NULL OR p.ends_at > $3)"
        )
    };
}

/// Personal rights to some applications, by application and place. CROSS JOIN keeps SQLite from walking the profile's
/// assignments.
macro_rules! replaced {
    ($applications:literal) => {
        concat!(
            "SELECT r.application, a.contract_id, a.sub_account_id, a.site_id, count(*) AS assignments
             FROM personal_rights r CROSS JOIN assignments a
             WHERE r.customer_id = $1 AND (r.ends_at IS NULL OR r.ends_at > $3)
                 AND r.application IN ",
            $applications,
            " AND a.id = r.assignment_id AND ",
            has_profile!("a"),
            " GROUP BY r.application, a.contract_id, a.sub_account_id, a.site_id"
        )
    };
}

/// How many people have a profile, where a condition holds. SQLite gets a sign before the person, which keeps it from
/// walking all of the customer's people in the order of another index.
macro_rules! count_people {
    ($person:literal, $condition:expr) => {
        concat!(
            "SELECT count(*) FROM (SELECT DISTINCT ",
            $person,
            " FROM assignments a WHERE ",
            $condition,
            ") people"
        )
    };
}

impl Counter<'_> {
    /// The people whom a change reaches: who has the profile at several places counts once. `known` are those who have
    /// it where an application is to be had, by these places, since most contracts have the same applications.
    async fn count_people(
        &self,
        tx: &mut Tx,
        found: &Found,
        right: &mut RightImpact,
        open: Vec<bool>,
        known: &mut HashMap<Vec<bool>, u64>,
    ) -> sqlx::Result<()> {
        // Nobody has the profile twice: then assignments are people.
        if found.reach.people == found.reach.assignments {
            right.personal.people = right.personal.assignments;
            right.reached.people = right.reached.assignments;
            return Ok(());
        }

        let application = right.change.application;
        let people = match known.get(&open) {
            Some(people) => *people,
            None if right.elsewhere == 0 => found.reach.people,
            None => self.people_with(tx, application).await?,
        };
        known.insert(open, people);

        let personal = match right.personal.assignments {
            0 => Personal::default(),
            _ => self.personal(tx, application).await?,
        };
        right.personal.people = personal.people.unsigned_abs();
        right.reached.people = people.saturating_sub(personal.only.unsigned_abs());

        Ok(())
    }

    async fn places(&self, tx: &mut Tx) -> sqlx::Result<Vec<Place>> {
        tx.query(concat!(
            "SELECT a.contract_id, a.sub_account_id, a.site_id, count(*) AS assignments FROM assignments a WHERE ",
            has_profile!("a"),
            " GROUP BY a.contract_id, a.sub_account_id, a.site_id",
        ))
        .bind(self.customer.0)
        .bind(self.profile.id.0)
        .bind(self.now.0)
        .fetch_all()
        .await
    }

    /// People who have the profile.
    async fn people(&self, tx: &mut Tx) -> sqlx::Result<u64> {
        let statement = tx.choose(
            count_people!("+a.user_id", has_profile!("a")),
            count_people!("a.user_id", has_profile!("a")),
        );
        let people: i64 = tx
            .query(statement)
            .bind(self.customer.0)
            .bind(self.profile.id.0)
            .bind(self.now.0)
            .scalar()
            .await?;
        Ok(people.unsigned_abs())
    }

    /// People who have the profile where the application is to be had.
    async fn people_with(&self, tx: &mut Tx, application: Application) -> sqlx::Result<u64> {
        let statement = tx.choose(
            count_people!("+a.user_id", concat!(has_profile!("a"), " AND ", is_open!("a"))),
            count_people!("a.user_id", concat!(has_profile!("a"), " AND ", is_open!("a"))),
        );
        let people: i64 = tx
            .query(statement)
            .bind(self.customer.0)
            .bind(self.profile.id.0)
            .bind(self.now.0)
            .bind(application.code())
            .scalar()
            .await?;
        Ok(people.unsigned_abs())
    }

    /// At how many assignments a personal right to what changes stands in the profile's place, by application and place.
    async fn replaced(
        &self,
        tx: &mut Tx,
        changes: &[LevelChange],
    ) -> sqlx::Result<HashMap<(Application, PlaceKey), u64>> {
        #[derive(sqlx::FromRow)]
        struct Row {
            application: Code<Application>,
            #[sqlx(flatten)]
            place: Place,
        }

        let applications: Vec<&str> = changes.iter().map(|change| change.application.code()).collect();
        let statement = tx
            .choose(replaced!("(SELECT value FROM json_each($4))"), replaced!("(SELECT unnest($4::text[]))"));
        let rows: Vec<Row> = tx
            .query(statement)
            .bind(self.customer.0)
            .bind(self.profile.id.0)
            .bind(self.now.0)
            .bind_list(&applications)
            .fetch_all()
            .await?;
        let by_place = rows.into_iter().map(|Row { application: Code(application), place }| {
            ((application, place.key()), place.assignments.unsigned_abs())
        });

        Ok(by_place.collect())
    }

    /// People for whom a personal right to an application stands in the profile's place.
    async fn personal(&self, tx: &mut Tx, application: Application) -> sqlx::Result<Personal> {
        tx.query(concat!(
            "SELECT count(*) AS people, CAST(coalesce(sum(is_only), 0) AS BIGINT) AS only FROM (
                 SELECT DISTINCT a.user_id, CASE WHEN EXISTS (
                     SELECT 1 FROM assignments o WHERE o.user_id = a.user_id AND ",
            has_profile!("o"),
            " AND ",
            is_open!("o"),
            " AND NOT EXISTS (",
            personal_of!("o"),
            ")) THEN 0 ELSE 1 END AS is_only
                 FROM personal_rights r CROSS JOIN assignments a
                 WHERE r.customer_id = $1 AND r.application = $4 AND (r.ends_at IS NULL OR r.ends_at > $3)
                     AND a.id = r.assignment_id AND ",
            has_profile!("a"),
            " AND ",
            is_open!("a"),
            ") people",
        ))
        .bind(self.customer.0)
        .bind(self.profile.id.0)
        .bind(self.now.0)
        .bind(application.code())
        .fetch_one()
        .await
    }

    /// What some are called for whom the application changes: those who were assigned first.
    async fn names(&self, tx: &mut Tx, application: Application) -> sqlx::Result<Vec<String>> {
        #[derive(sqlx::FromRow)]
        struct Person {
            user_id: Uuid,
            first_name: String,
            last_name: String,
            email: String,
        }

        // More than are named, since one person may come several times. What stands in `(…) IS TRUE` is checked, never
        // looked up: the walk along the list's own order ends after some rows, any other is sorted whole.
        let people: Vec<Person> = tx
            .query(concat!(
                "SELECT a.user_id, m.first_name, m.last_name, m.email FROM (
                     SELECT a.user_id, a.number FROM assignments a
                     WHERE a.customer_id = $1 AND a.sort_profile = $5 AND (",
                has_profile!("a"),
                ") IS TRUE AND (",
                is_open!("a"),
                ") IS TRUE AND NOT EXISTS (",
                personal_of!("a"),
                ") ORDER BY a.number LIMIT 25
                 ) a JOIN memberships m ON m.customer_id = $1 AND m.user_id = a.user_id ORDER BY a.number",
            ))
            .bind(self.customer.0)
            .bind(self.profile.id.0)
            .bind(self.now.0)
            .bind(application.code())
            .bind(&self.profile.sort)
            .fetch_all()
            .await?;
        let mut seen = HashSet::new();
        let people = people.into_iter().filter(|person| seen.insert(person.user_id));
        let name = |person: Person| {
            let name = format!("{} {}", person.first_name, person.last_name).trim().to_owned();
            if name.is_empty() { person.email } else { name }
        };

        Ok(people.map(name).take(ProfileImpact::NAMED).collect())
    }
}

/// What can be had at the customer's contracts.
struct Contracts {
    applications: HashSet<(Uuid, Application)>,
    closed_parts: HashSet<(Uuid, Uuid)>,
}

impl Contracts {
    async fn load(tx: &mut Tx, customer: CustomerId) -> sqlx::Result<Self> {
        let applications: Vec<(Uuid, Code<Application>)> = tx
            .query(
                "SELECT c.id, x.application FROM contracts c
                 JOIN contract_applications x ON x.customer_id = c.customer_id AND x.contract_id = c.id
                 WHERE c.customer_id = $1 AND c.closed_at IS NULL",
            )
            .bind(customer.0)
            .fetch_all()
            .await?;
        let closed_parts: Vec<(Uuid, Uuid)> = tx
            .query(
                "SELECT contract_id, id FROM sub_accounts WHERE customer_id = $1 AND closed_at IS NOT NULL",
            )
            .bind(customer.0)
            .fetch_all()
            .await?;

        Ok(Self {
            applications: applications
                .into_iter()
                .map(|(contract, Code(application))| (contract, application))
                .collect(),
            closed_parts: closed_parts.into_iter().collect(),
        })
    }

    /// Whether the application is to be had at a place.
    fn offer(&self, place: &Place, application: Application) -> bool {
        let part = place.sub_account_id.map(|part| (place.contract_id, part));
        self.applications.contains(&(place.contract_id, application))
            && part.is_none_or(|part| !self.closed_parts.contains(&part))
    }
}

/// The sites by name, those where the most changes first, and how many more there are.
async fn named(
    tx: &mut Tx,
    customer: CustomerId,
    sites: HashMap<Option<Uuid>, Vec<u64>>,
) -> sqlx::Result<(Vec<SiteImpact>, u64)> {
    let names: Vec<(Uuid, String)> =
        tx.query("SELECT id, name FROM sites WHERE customer_id = $1").bind(customer.0).fetch_all().await?;
    let names: HashMap<Uuid, String> = names.into_iter().collect();
    let mut sites: Vec<SiteImpact> = sites
        .into_iter()
        .filter(|(_, reached)| reached.iter().any(|count| *count > 0))
        .map(|(site, reached)| SiteImpact { site: site.and_then(|site| names.get(&site).cloned()), reached })
        .collect();

    sites.sort_by(|one, other| {
        let most = |site: &SiteImpact| site.reached.iter().max().copied();
        most(other).cmp(&most(one)).then_with(|| one.site.cmp(&other.site))
    });
    let more = sites.len().saturating_sub(SiteImpact::SHOWN) as u64;
    sites.truncate(SiteImpact::SHOWN);

    Ok((sites, more))
}
