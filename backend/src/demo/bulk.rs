//! Writing many people at once, in whatever state, without mailing them.

use crate::clock::{day, ends_at};
use crate::customers::{Growth, grow};
use crate::db::Tx;
use crate::on_engine;
use crate::services::Services;
use crate::users::search::{searchable, sort_user};
use domain::consolidation::monday;
use domain::credentials::Identifier;
use domain::end_date::EndDate;
use domain::ids::CustomerId;
use domain::time::Timestamp;
use domain::users::{AssignmentTarget, UserStatus};
use sqlx::QueryBuilder;

/// Somebody to be written, at one place.
pub(super) struct Somebody {
    /// An address in lower-case ASCII, which is its own key.
    pub(super) email: String,
    pub(super) last_name: &'static str,
    pub(super) first_name: &'static str,
    pub(super) place: AssignmentTarget,
    pub(super) status: UserStatus,
    pub(super) since: Timestamp,
    /// The last day of the access.
    pub(super) end: Option<EndDate>,
    /// What became of the last mail: its state, and the mail server's words.
    pub(super) mail: Option<(&'static str, Option<&'static str>)>,
}

/// So many people in one statement: SQLite takes at most 32,766 values.
const CHUNK: usize = 1000;

/// Writes people who are new to Guichet, and counts them.
pub(super) async fn write(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    people: &[Somebody],
) -> sqlx::Result<()> {
    let new = i64::try_from(people.len()).unwrap_or(i64::MAX);
    let mut number = grow(tx, customer, Growth { assignments: new, people: new, numbers: new }).await? - new;
    create_stage(tx).await?;
    for chunk in people.chunks(CHUNK) {
        stage(tx, services, number, chunk).await?;
        number += i64::try_from(chunk.len()).unwrap_or_default();
    }

    tx.query(USERS).execute().await?;
    for statement in [MEMBERSHIPS, ASSIGNMENTS, MAILS, ACTIVATIONS, ALL_ACTIVATIONS] {
        tx.query(statement).bind(customer.0).execute().await?;
    }

    tx.query("DROP TABLE staged").execute().await?;
    Ok(())
}

/// The people of one [`write`], as the three tables will have them.
macro_rules! staged {
    ($id:literal) => {
        concat!(
            "CREATE TEMPORARY TABLE staged (number BIGINT, user_id ",
            $id,
            ", assignment_id ",
            $id,
            ",
             contract_id ",
            $id,
            ", sub_account_id ",
            $id,
            ", site_id ",
            $id,
            ", profile_id ",
            $id,
            ",
             identifier TEXT, email TEXT, last_name TEXT, first_name TEXT, status TEXT, since BIGINT,
             week TEXT, ends_at BIGINT, mail_state TEXT, mail_reason TEXT, search TEXT, sort_user TEXT)"
        )
    };
}

const USERS: &str = "INSERT INTO users (id, email, email_key, identifier, created_at)
    SELECT user_id, email, email, identifier, since FROM staged ORDER BY number";

const MEMBERSHIPS: &str =
    "INSERT INTO memberships (customer_id, user_id, email, last_name, first_name, status,
        status_since, created_at, last_sign_in_at, mail_job_id, mail_state, mail_state_at, mail_reason)
    SELECT $1, user_id, email, last_name, first_name, status, since, since,
        CASE status WHEN 'active' THEN since END, CASE WHEN mail_state IN ('sent', 'failed') THEN assignment_id END,
        mail_state, CASE WHEN mail_state IS NOT NULL THEN since END,
        mail_reason
    FROM staged ORDER BY number";

const ASSIGNMENTS: &str = "INSERT INTO assignments (number, customer_id, id, user_id, contract_id, sub_account_id,
        site_id, profile_id, status, mail_failed, search, sort_user, sort_contract, sort_sub_account, sort_site,
        sort_profile, ends_at, next_end_at, created_at)
    SELECT d.number, $1, d.assignment_id, d.user_id, d.contract_id, d.sub_account_id, d.site_id, d.profile_id,
        d.status, CASE d.mail_state WHEN 'failed' THEN 1 ELSE 0 END, d.search, d.sort_user, c.number,
        coalesce(s.sort, ''), coalesce(t.sort, ''), p.sort, d.ends_at, d.ends_at, d.since
    FROM staged d
    JOIN contracts c ON c.customer_id = $1 AND c.id = d.contract_id
    JOIN profiles p ON p.customer_id = $1 AND p.id = d.profile_id
    LEFT JOIN sub_accounts s ON s.customer_id = $1 AND s.contract_id = d.contract_id AND s.id = d.sub_account_id
    LEFT JOIN sites t ON t.customer_id = $1 AND t.id = d.site_id
    ORDER BY d.number";

/// The mails that somebody's state tells of. A key of its own is the assignment's as well as any.
const MAILS: &str =
    "INSERT INTO mail_jobs (id, customer_id, user_id, kind, lane, state, attempts, email_key, dated,
        not_before, reason, accepted_at, created_at)
    SELECT assignment_id, $1, user_id, 'welcome', 1, mail_state, 1, email, since, since, mail_reason,
        CASE mail_state WHEN 'sent' THEN since END, since
    FROM staged WHERE mail_state IN ('sent', 'failed') ORDER BY number";

/// Whoever is active came in when they became so.
const ACTIVATIONS: &str = "INSERT INTO contract_activations (customer_id, week, contract_id, people)
    SELECT $1, week, contract_id, count(*) FROM staged WHERE status = 'active' GROUP BY week, contract_id
    ON CONFLICT (customer_id, week, contract_id) DO UPDATE SET people = contract_activations.people + excluded.people";

const ALL_ACTIVATIONS: &str = "INSERT INTO customer_activations (customer_id, week, people)
    SELECT $1, week, count(*) FROM staged WHERE status = 'active' GROUP BY week
    ON CONFLICT (customer_id, week) DO UPDATE SET people = customer_activations.people + excluded.people";

async fn create_stage(tx: &mut Tx) -> sqlx::Result<()> {
    tx.query(tx.choose(staged!("BLOB"), staged!("UUID"))).execute().await?;
    Ok(())
}

async fn stage(tx: &mut Tx, services: &Services, before: i64, people: &[Somebody]) -> sqlx::Result<()> {
    let zone = &services.time_zone;
    on_engine!(tx, c => {
        let mut query = QueryBuilder::new("INSERT INTO staged ");
        query.push_values(people.iter().zip(before + 1..), |mut row, (person, number)| {
            row.push_bind(number)
                .push_bind(services.random.id(person.since))
                .push_bind(services.random.id(person.since))
                .push_bind(person.place.contract.0)
                .push_bind(person.place.sub_account.map(|id| id.0))
                .push_bind(person.place.site.map(|id| id.0))
                .push_bind(person.place.profile.0)
                .push_bind(Identifier::from_random(services.random.bytes()).as_str().to_owned())
                .push_bind(person.email.clone())
                .push_bind(person.last_name)
                .push_bind(person.first_name)
                .push_bind(person.status.code())
                .push_bind(person.since.0)
                .push_bind(monday(day(person.since, zone)).to_string())
                .push_bind(person.end.map(|last| ends_at(last, zone).0))
                .push_bind(person.mail.map(|(state, _)| state))
                .push_bind(person.mail.and_then(|(_, reason)| reason))
                .push_bind(searchable(&person.email, person.last_name, person.first_name))
                .push_bind(sort_user(&person.email));
        });
        query.build().execute(c).await.map(drop)
    })
}
