use super::activate::Entrance;
use super::permissions::{Within, places};
use super::{Administered, AdministratorScope, CustomerScope, Principal, SessionToken, mailed_credentials};
use crate::db::{Code, TextCode, Tx};
use crate::services::Services;
use domain::access::Due;
use domain::fold::fold;
use domain::ids::{ContractId, CustomerId, MailJobId, UserId};
use domain::reach::{Reach, Sight};
use domain::time::Timestamp;
use domain::users::UserStatus;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// A session that nobody uses ends after so many seconds.
pub const IDLE: i64 = 30 * 60;
/// A session ends after so many seconds, used or not.
pub(crate) const ABSOLUTE: i64 = 12 * 60 * 60;
/// How often a session in use is written down, in seconds.
pub const TOUCHED_EVERY: i64 = 60;
/// How long a page waits to write down that it was seen. The next page will do as well.
const TOUCHED_WITHIN: Duration = Duration::from_millis(50);

impl TextCode for Due {
    fn code(self) -> &'static str {
        Self::code(self)
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::from_code(code)
    }
}

/// Opens a session for `user`, in which something may be due before anything else, and gives its token: the only time that it can be seen.
pub(crate) async fn open(
    tx: &mut Tx,
    services: &Services,
    user: UserId,
    due: Option<Due>,
    user_agent: &str,
) -> sqlx::Result<SessionToken> {
    open_by_mail(tx, services, user, due, None, user_agent).await
}

/// The same, by what a mail brought, if one did: what is done about that mail ends what it began, and nothing else.
pub(super) async fn open_by_mail(
    tx: &mut Tx,
    services: &Services,
    user: UserId,
    due: Option<Due>,
    mail: Option<MailJobId>,
    user_agent: &str,
) -> sqlx::Result<SessionToken> {
    let now = services.clock.now();
    let token = SessionToken::random(&services.random);
    let user_agent: String = user_agent.chars().filter(|c| !c.is_control()).take(200).collect();
    tx.query(
        "INSERT INTO sessions (token_hash, user_id, due, user_agent, created_at,
         last_seen_at, mail_job_id)
         VALUES ($1, $2, $3, $4, $5, $5, $6)",
    )
    .bind(&token.hash()[..])
    .bind(user.0)
    .bind(due.map(Code))
    .bind(user_agent)
    .bind(now.0)
    .bind(mail.map(|mail| mail.0))
    .execute()
    .await?;

    Ok(token)
}

/// Ends every session of `user` and opens another, in which nothing is due. The customers that were entered stay entered.
pub(super) async fn replace_all(
    tx: &mut Tx,
    services: &Services,
    user: UserId,
    user_agent: &str,
) -> sqlx::Result<SessionToken> {
    let token = open(tx, services, user, None, user_agent).await?;
    tx.query(
        "INSERT INTO session_customers (session, customer_id, entered_at)
         SELECT $1, c.customer_id, max(c.entered_at)
         FROM sessions s JOIN session_customers c ON c.session = s.token_hash
         WHERE s.user_id = $2 GROUP BY c.customer_id",
    )
    .bind(&token.hash()[..])
    .bind(user.0)
    .execute()
    .await?;
    tx.query("DELETE FROM sessions WHERE user_id = $1 AND token_hash <> $2")
        .bind(user.0)
        .bind(&token.hash()[..])
        .execute()
        .await?;
    Ok(token)
}

/// What the browser of this session calls itself; `None` once the session has ended.
pub(super) async fn user_agent(tx: &mut Tx, principal: &Principal) -> sqlx::Result<Option<String>> {
    Ok(began(tx, principal).await?.map(|began| began.user_agent))
}

/// How a session began.
pub(super) struct Began {
    /// What its browser calls itself.
    pub(super) user_agent: String,
    /// The mail that opened it, if one did.
    pub(super) mail: Option<MailJobId>,
}

/// How this session began; `None` once it has ended.
pub(super) async fn began(tx: &mut Tx, principal: &Principal) -> sqlx::Result<Option<Began>> {
    let found: Option<(String, Option<Uuid>)> = tx
        .query("SELECT user_agent, mail_job_id FROM sessions WHERE token_hash = $1 AND user_id = $2")
        .bind(&principal.session[..])
        .bind(principal.user.0)
        .fetch_optional()
        .await?;
    Ok(found.map(|(user_agent, mail)| Began { user_agent, mail: mail.map(MailJobId) }))
}

/// A session, and one of the customers that its user administers in whole, if any.
#[derive(sqlx::FromRow)]
struct SessionRow {
    user_id: Uuid,
    customer_id: Option<Uuid>,
    due: Option<Code<Due>>,
    created_at: i64,
    last_seen_at: i64,
    email: String,
    operator: i64,
    /// How many second factors the user has.
    has_factor: i64,
    administered_id: Option<Uuid>,
    administered_name: Option<String>,
    administrator_name: Option<String>,
    requires_factor: Option<i64>,
    /// The user's own with that customer.
    status: Option<Code<UserStatus>>,
}

struct CustomerOf {
    id: Uuid,
    name: String,
    /// What the customer calls its administrator.
    first_name: String,
    /// Where the person administers, or looks; `None`: everywhere.
    reach: Option<Reach>,
    is_advanced: bool,
    /// Whether the customer requires a second factor of whom it lets administer, or look at everybody.
    requires_factor: bool,
}

impl CustomerOf {
    fn shown(self) -> Administered {
        Administered {
            customer: CustomerId(self.id),
            name: self.name,
            reach: self.reach.map(Arc::new),
            is_advanced: self.is_advanced,
        }
    }

    fn is_sight_alone(&self) -> bool {
        self.reach.as_ref().is_some_and(Reach::is_sight_alone)
    }
}

/// Who shows this token; `None` when the session has ended, or there never was one.
pub async fn principal(services: &Services, token: &SessionToken) -> sqlx::Result<Option<Principal>> {
    let now = services.clock.now();
    let session = token.hash();
    let mut lookup = services.db.lookup().await?;
    let mut rows = find(&mut lookup, &session, now).await?;
    let whole: Vec<_> = rows.iter_mut().filter_map(SessionRow::administered).collect();
    let Some(row) = rows.pop() else { return Ok(None) };

    let user = UserId(row.user_id);
    let mut administered = reached(&mut lookup, user, now, whole).await?;
    let chosen = administered.iter().find(|of| Some(of.id) == row.customer_id);
    // What is only looked at is chosen from the view over all contracts.
    let current = chosen.or_else(|| administered.iter().find(|of| !of.is_sight_alone()));
    let named = current.or(administered.first());
    let name = match named.map(|of| of.first_name.clone()).filter(|name| !name.is_empty()) {
        Some(name) => name,
        None => first_name(&mut lookup, user).await?.unwrap_or(row.email),
    };

    drop(lookup);
    if now.seconds_since(Timestamp(row.last_seen_at)) >= TOUCHED_EVERY {
        // A page is not worth waiting for whoever writes at length.
        let _ = tokio::time::timeout(TOUCHED_WITHIN, touch(services, &session, now)).await;
    }

    let requires_factor = row.operator != 0 || administered.iter().any(|customer| customer.requires_factor);
    let enrolment = (requires_factor && row.has_factor == 0).then_some(Due::Enrolment);
    let due = row.due.map(|Code(due)| due).or(enrolment);
    let customer = current.map(|customer| CustomerId(customer.id)).filter(|_| due.is_none());
    if due.is_some() {
        // Nothing of any customer is there before.
        administered.clear();
    }

    Ok(Some(Principal {
        user,
        session,
        name,
        customer,
        administers: administered.into_iter().map(CustomerOf::shown).collect(),
        operator: row.operator != 0,
        requires_factor,
        due,
        network: None,
        lasts: IDLE.min(ABSOLUTE - now.seconds_since(Timestamp(row.created_at))),
    }))
}

impl SessionRow {
    /// The customer, when it is open and has not suspended its administrator.
    fn administered(&mut self) -> Option<CustomerOf> {
        if matches!(self.status, Some(Code(UserStatus::Suspended))) {
            return None;
        }

        Some(CustomerOf {
            id: self.administered_id?,
            name: self.administered_name.take()?,
            first_name: self.administrator_name.take()?,
            reach: None,
            is_advanced: false,
            requires_factor: self.requires_factor == Some(1),
        })
    }
}

/// The session of this token, once for each open customer that its user administers, and once when there is none.
async fn find(lookup: &mut Tx, session: &[u8; 32], now: Timestamp) -> sqlx::Result<Vec<SessionRow>> {
    lookup
        .query(
            "SELECT s.user_id, s.customer_id, s.due, s.created_at, s.last_seen_at, u.email,
                    (SELECT COUNT(*) FROM operators o WHERE o.user_id = s.user_id) AS operator,
                    (SELECT COUNT(*) FROM second_factors f WHERE f.user_id = s.user_id)
                        + (SELECT COUNT(*) FROM passkeys k WHERE k.user_id = s.user_id) AS has_factor,
                    c.id AS administered_id, c.name AS administered_name, c.requires_factor,
                    a.first_name AS administrator_name, m.status
             FROM sessions s
             JOIN users u ON u.id = s.user_id
             LEFT JOIN administrators a ON a.user_id = s.user_id
             LEFT JOIN customers c ON c.id = a.customer_id AND c.state = 'active'
             LEFT JOIN memberships m ON m.customer_id = a.customer_id AND m.user_id = a.user_id
             WHERE s.token_hash = $1 AND s.last_seen_at > $2 AND s.created_at > $3",
        )
        .bind(&session[..])
        .bind(now.plus_seconds(-IDLE).0)
        .bind(now.plus_seconds(-ABSOLUTE).0)
        .fetch_all()
        .await
}

/// The customers that somebody reaches at this moment, who administers some `whole`: by these, by a right of an assignment,
/// and as an advanced user; in alphabetical order.
async fn reached(
    lookup: &mut Tx,
    user: UserId,
    now: Timestamp,
    whole: Vec<CustomerOf>,
) -> sqlx::Result<Vec<CustomerOf>> {
    let mut reached = whole;
    let delegated = delegated(lookup, user, now, &reached).await?;
    reached.extend(delegated);

    for Seen { customer: seen, sight, address } in seen(lookup, user).await? {
        match reached.iter_mut().find(|known| known.id == seen.id) {
            None => {
                let reach = Some(Reach::of_advanced(sight, None, address));
                reached.push(CustomerOf { reach, ..seen });
            }
            Some(known) => {
                known.is_advanced = true;
                known.reach = known.reach.take().map(|own| Reach::of_advanced(sight, Some(own), address));
            }
        }
    }

    reached.sort_by_cached_key(|of| (fold(&of.name), of.id));
    Ok(reached)
}

/// A customer of which the person is an advanced user.
struct Seen {
    customer: CustomerOf,
    sight: Sight,
    /// The key of the person's address.
    address: String,
}

/// The customer, what it calls the person, the key of their address, whether it requires a second factor, a contract.
type SeenRow = (Uuid, String, String, String, i64, Option<Uuid>);

/// The customers of which the person is an advanced user, and has accepted to be; but those that have suspended them.
async fn seen(lookup: &mut Tx, user: UserId) -> sqlx::Result<Vec<Seen>> {
    let rows: Vec<SeenRow> = lookup
        .query(
            "SELECT c.id, c.name, v.first_name, u.email_key, c.requires_factor, k.contract_id
             FROM advanced_users v
             JOIN users u ON u.id = v.user_id
             JOIN customers c ON c.id = v.customer_id AND c.state = 'active'
             LEFT JOIN memberships m ON m.customer_id = v.customer_id AND m.user_id = v.user_id
             LEFT JOIN advanced_user_contracts k ON k.customer_id = v.customer_id AND k.user_id = v.user_id
             WHERE v.user_id = $1 AND v.status = 'active' AND (m.status IS NULL OR m.status <> 'suspended')
             ORDER BY c.id, k.contract_id",
        )
        .bind(user.0)
        .fetch_all()
        .await?;

    Ok(rows.chunk_by(|(one, ..), (next, ..)| one == next).filter_map(seen_of).collect())
}

/// The customer of these rows, one for each contract that the person was associated to; one without, when to all.
fn seen_of(rows: &[SeenRow]) -> Option<Seen> {
    let (id, name, first_name, address, requires, _) = rows.first()?.clone();
    let requires_factor = requires == 1;
    let contracts: Vec<_> = rows.iter().filter_map(|(.., contract)| contract.map(ContractId)).collect();
    let sight = if contracts.is_empty() { Sight::Everything } else { Sight::Contracts(contracts) };
    Some(Seen {
        customer: CustomerOf { id, name, first_name, reach: None, is_advanced: true, requires_factor },
        sight,
        address,
    })
}

/// The customers of which the person administers a part, by a right of an assignment; but those of the first list, which
/// the person administers in whole. Who has not accepted an access yet, or is suspended, administers nothing by it.
async fn delegated(
    lookup: &mut Tx,
    user: UserId,
    now: Timestamp,
    whole: &[CustomerOf],
) -> sqlx::Result<Vec<CustomerOf>> {
    let rows: Vec<(Uuid, String, String, String, i64)> = lookup
        .query(
            "SELECT m.customer_id, c.name, m.first_name, u.email_key, c.requires_factor
             FROM memberships m JOIN users u ON u.id = m.user_id JOIN customers c ON c.id = m.customer_id AND c.state = 'active'
             WHERE m.user_id = $1 AND m.status = 'active' AND EXISTS (
                 SELECT 1 FROM assignments a
                 LEFT JOIN profile_rights r ON r.customer_id = a.customer_id AND r.profile_id = a.profile_id
                     AND r.application = 'administration'
                 LEFT JOIN personal_rights o ON o.customer_id = a.customer_id AND o.assignment_id = a.id
                     AND o.application = 'administration' AND (o.ends_at IS NULL OR o.ends_at > $2)
                 WHERE a.customer_id = m.customer_id AND a.user_id = m.user_id
                     AND coalesce(o.level, r.level, 'aucun') <> 'aucun')",
        )
        .bind(user.0)
        .bind(now.0)
        .fetch_all()
        .await?;
    let mut delegated = Vec::new();

    for (id, name, first_name, address, requires) in rows {
        if whole.iter().any(|known| known.id == id) {
            continue;
        }
        let places = places(lookup, CustomerId(id), user, now, &Within::default()).await?;
        let reach = Reach::new(places.into_iter().map(|place| place.own).collect(), address);
        let requires_factor = requires == 1;
        delegated.extend(reach.map(|reach| CustomerOf {
            id,
            name,
            first_name,
            reach: Some(reach),
            is_advanced: false,
            requires_factor,
        }));
    }

    Ok(delegated)
}

/// What somebody reaches of a customer at this moment, without being there: the command line reaches all. `None` when they
/// reach nothing of it.
pub(crate) async fn scope_of(
    tx: &mut Tx,
    customer: CustomerId,
    user: Option<UserId>,
    now: Timestamp,
) -> sqlx::Result<Option<CustomerScope>> {
    let Some(user) = user else {
        return Ok(Some((*AdministratorScope::for_command_line(customer)).clone()));
    };
    let whole: Option<(Uuid, String, String, Option<Code<UserStatus>>)> = tx
        .query(
            "SELECT c.id, c.name, a.first_name, m.status FROM administrators a
             JOIN customers c ON c.id = a.customer_id AND c.state = 'active'
             LEFT JOIN memberships m ON m.customer_id = a.customer_id AND m.user_id = a.user_id
             WHERE a.customer_id = $1 AND a.user_id = $2",
        )
        .bind(customer.0)
        .bind(user.0)
        .fetch_optional()
        .await?;
    let whole = whole.filter(|(.., status)| *status != Some(Code(UserStatus::Suspended)));
    let whole = whole.map(|(id, name, first_name, _)| CustomerOf {
        id,
        name,
        first_name,
        reach: None,
        is_advanced: false,
        requires_factor: false,
    });
    let administered = reached(tx, user, now, whole.into_iter().collect()).await?;
    let principal = Principal {
        user,
        session: [0; 32],
        name: String::new(),
        administers: administered.into_iter().map(CustomerOf::shown).collect(),
        customer: Some(customer),
        operator: false,
        requires_factor: false,
        due: None,
        network: None,
        lasts: 0,
    };

    Ok(principal.scope(customer).ok())
}

async fn first_name(lookup: &mut Tx, user: UserId) -> sqlx::Result<Option<String>> {
    lookup
        .query(
            "SELECT first_name FROM memberships
             WHERE user_id = $1 AND first_name <> '' ORDER BY customer_id LIMIT 1",
        )
        .bind(user.0)
        .optional_scalar()
        .await
}

async fn touch(services: &Services, session: &[u8; 32], now: Timestamp) -> sqlx::Result<()> {
    let mut tx = services.db.write().await?;
    tx.query("UPDATE sessions SET last_seen_at = $2 WHERE token_hash = $1 AND last_seen_at < $2")
        .bind(&session[..])
        .bind(now.0)
        .execute()
        .await?;
    tx.commit().await
}

/// Looks at another of the customers that the person administers, in whole or in part, or sees; and so enters it.
pub async fn select_customer(
    services: &Services,
    principal: &Principal,
    customer: CustomerId,
) -> Result<(), SelectCustomerError> {
    let scope = principal.scope(customer)?;
    let mut tx = services.db.write().await?;
    mailed_credentials::lock(&mut tx, principal.user).await?;
    tx.query("UPDATE sessions SET customer_id = $2 WHERE token_hash = $1")
        .bind(&principal.session[..])
        .bind(scope.customer().0)
        .execute()
        .await?;
    let entry =
        Entrance { user: principal.user, session: principal.session, mail: None, network: principal.network };
    entry.enter_customer(&mut tx, services, customer).await?;

    Ok(tx.commit().await?)
}

/// Why another customer cannot be looked at.
#[derive(Debug, thiserror::Error)]
pub enum SelectCustomerError {
    /// The person does not administer it, if there is one at all.
    #[error(transparent)]
    NotFound(#[from] super::Forbidden),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}
