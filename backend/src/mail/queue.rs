use crate::db::sql::Sql;
use crate::db::{Code, TextCode, Tx};
use crate::services::Services;
use domain::end_date::EndDate;
use domain::ids::{AddressRequestId, CustomerId, ImportId, MailJobId, UserId};
use domain::names::PasskeyName;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::net::IpAddr;

/// What a mail is about. What it says, and whether it carries a secret, is decided when it is sent:
/// a person who has chosen a password by then is never mailed another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailKind {
    /// Somebody got an access and has no password yet.
    Welcome,
    /// Somebody who has an account already got an access with one more customer.
    Access,
    /// Somebody forgot the password.
    Reset,
    /// Something of somebody's ends this evening.
    Ending,
    /// Accesses of an administrator's people end this evening.
    Endings,
    /// Somebody is asked to take the administration over, or to share it.
    HandOver,
    /// Somebody administers the customer from now on.
    Administrator,
    /// Somebody no longer does.
    FormerAdministrator,
    /// The list of administrators has changed, for those who are on it.
    Administrators,
    /// Somebody wants another address: to the present one, which can refuse.
    AddressAsked,
    /// The same to the new one, which has to be theirs.
    AddressProof,
    /// Somebody has another address: to that one.
    AddressChanged,
    /// The same to the former one.
    AddressFormer,
    /// A password or a second factor has changed.
    Credential,
    /// Somebody became an advanced user, and has yet to choose what they sign in with, or has it already.
    Advanced,
    /// An advanced user is asked to see another customer's contracts, too.
    AdvancedAsked,
    /// Somebody is no longer an advanced user of a customer's.
    AdvancedEnded,
    /// An advanced user has left: to the administrators.
    AdvancedLeft,
}

impl MailKind {
    const ALL: [Self; 18] = [
        Self::Welcome,
        Self::Access,
        Self::Reset,
        Self::Ending,
        Self::Endings,
        Self::HandOver,
        Self::Administrator,
        Self::FormerAdministrator,
        Self::Administrators,
        Self::AddressAsked,
        Self::AddressProof,
        Self::AddressChanged,
        Self::AddressFormer,
        Self::Credential,
        Self::Advanced,
        Self::AdvancedAsked,
        Self::AdvancedEnded,
        Self::AdvancedLeft,
    ];

    /// Whether it is about a change of somebody's own address, which says where it goes: their address may be another by
    /// then, or is not yet the one that it is for.
    pub(super) const fn is_about_address(self) -> bool {
        matches!(self, Self::AddressAsked | Self::AddressProof | Self::AddressChanged | Self::AddressFormer)
    }

    /// Whether it goes to somebody who may have nothing with the customer any more.
    pub(super) const fn is_farewell(self) -> bool {
        matches!(self, Self::FormerAdministrator | Self::AdvancedEnded)
    }
}

/// What changed of how somebody signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    /// The password became another.
    Password,
    /// A second factor was added.
    FactorAdded,
    /// It was removed by the person.
    FactorRemoved,
    /// It was removed by the carrier.
    FactorReset,
    /// A recovery code was used.
    RecoveryCodeUsed {
        /// How many are left.
        left: u64,
    },
    /// There are new recovery codes in place of the former ones.
    RecoveryCodesRenewed,
    /// A passkey was added.
    PasskeyAdded,
    /// One was removed by the person.
    PasskeyRemoved,
}

/// What a mail about such a change says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialChange {
    pub(super) changed: Changed,
    /// What the person calls the passkey that it is about.
    #[serde(default)]
    pub(super) passkey: Option<PasskeyName>,
    /// The network address that it came from; `None` where it is not known, or the carrier's.
    pub(super) network: Option<IpAddr>,
}

impl CredentialChange {
    pub(crate) fn new(changed: Changed, network: Option<IpAddr>) -> Self {
        Self { changed, passkey: None, network: network.map(|network| network.to_canonical()) }
    }

    /// What changed.
    pub(crate) const fn changed(&self) -> Changed {
        self.changed
    }

    /// The network address that it came from.
    pub(crate) const fn network(&self) -> Option<IpAddr> {
        self.network
    }

    /// The same of a passkey of this name.
    pub(crate) fn named(changed: Changed, passkey: PasskeyName, network: Option<IpAddr>) -> Self {
        Self { passkey: Some(passkey), ..Self::new(changed, network) }
    }
}

/// What a mail about an end says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// The last day of what ends.
    pub last_day: EndDate,
    /// Of how many assignments something ends.
    pub count: u64,
}

impl TextCode for MailKind {
    fn code(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::Access => "access",
            Self::Reset => "reset",
            Self::Ending => "ending",
            Self::Endings => "endings",
            Self::HandOver => "hand_over",
            Self::Administrator => "administrator",
            Self::FormerAdministrator => "former_administrator",
            Self::Administrators => "administrators",
            Self::AddressAsked => "address_asked",
            Self::AddressProof => "address_proof",
            Self::AddressChanged => "address_changed",
            Self::AddressFormer => "address_former",
            Self::Credential => "credential",
            Self::Advanced => "advanced",
            Self::AdvancedAsked => "advanced_asked",
            Self::AdvancedEnded => "advanced_ended",
            Self::AdvancedLeft => "advanced_left",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Where a mail is on its way out. A person's row shows the same of the last one, but for
/// [`JobState::Sending`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    /// Waits for its turn.
    Queued,
    /// Held by somebody who sends it, until a lease ends.
    Sending,
    /// The mail server has accepted it.
    Sent,
    /// The mail server has refused it, or too many attempts have failed.
    Failed,
    /// Not to be sent any more.
    Withdrawn,
}

impl TextCode for JobState {
    fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Queued, Self::Sending, Self::Sent, Self::Failed, Self::Withdrawn]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// A mail to be queued.
#[derive(Clone, Debug)]
pub struct NewMail {
    /// The customer it is about; `None` for a mail to the person as such.
    pub customer: Option<CustomerId>,
    pub user: UserId,
    /// The import that asks for it: it then waits behind what people ask for one by one.
    pub import: Option<ImportId>,
    pub kind: MailKind,
    /// Key of the address that it is meant for: should the address change first, it is withdrawn.
    pub email_key: String,
}

impl NewMail {
    fn priority(&self) -> Priority {
        match (self.kind, self.import) {
            (MailKind::Reset, _) => Priority::Reset,
            (_, None) => Priority::Single,
            (_, Some(_)) => Priority::Import,
        }
    }
}

/// Which mails go first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, sqlx::Type)]
#[repr(i64)]
pub enum Priority {
    /// Somebody is waiting in front of a screen.
    Reset = 0,
    /// Asked for one by one.
    Single = 1,
    /// Asked for by a file.
    Import = 2,
}

/// Queues a mail in the transaction that makes it necessary, and says so on the person's row.
///
/// A bulk import does the same with one `INSERT … SELECT` into `mail_jobs` (id, `customer_id`,
/// `user_id`, `import_id`, kind, lane, turn, `email_key`, dated, `not_before`, `created_at`): lane is
/// that of [`Priority::Import`], the three moments are now, and turn counts up from [`next_position`]. It
/// sets `mail_job_id`, `mail_state` ('queued'), `mail_state_at` and `mail_reason` (NULL) of the
/// memberships, and tells `services.mail_queued` once it is committed.
pub async fn queue(tx: &mut Tx, mail: &NewMail, services: &Services) -> sqlx::Result<MailJobId> {
    queue_in(tx, mail, mail.priority(), services).await
}

/// The same in a lane of its own.
pub(super) async fn queue_in(
    tx: &mut Tx,
    mail: &NewMail,
    priority: Priority,
    services: &Services,
) -> sqlx::Result<MailJobId> {
    let now = services.clock.now();
    let id = MailJobId(services.random.id(now));
    let position = match mail.customer {
        Some(customer) => next_position(tx, customer, priority).await?,
        None => 0,
    };

    tx.query(
        "INSERT INTO mail_jobs (id, customer_id, user_id, import_id, kind, lane, turn, email_key,
                                dated, not_before, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $9)",
    )
    .bind(id.0)
    .bind(mail.customer.map(|customer| customer.0))
    .bind(mail.user.0)
    .bind(mail.import.map(|import| import.0))
    .bind(Code(mail.kind))
    .bind(priority)
    .bind(position)
    .bind(&mail.email_key)
    .bind(now.0)
    .execute()
    .await?;
    if let Some(customer) = mail.customer {
        show_as_queued(tx, customer, mail.user, id, now).await?;
    }

    services.mail_queued.notify_one();
    Ok(id)
}

/// The place in a lane of a customer's next mail: behind the customer's own, or, when none of theirs
/// waits, beside the first that does. So the customers in a lane take turns, and a thousand mails of
/// one do not delay the ten of another.
pub async fn next_position(tx: &mut Tx, customer: CustomerId, priority: Priority) -> sqlx::Result<i64> {
    tx.query(
        "SELECT COALESCE(
            (SELECT MAX(turn) + 1 FROM mail_jobs WHERE customer_id = $1 AND lane = $2 AND state = 'queued'),
            (SELECT MIN(turn) FROM mail_jobs WHERE lane = $2 AND state = 'queued'),
            0)",
    )
    .bind(customer.0)
    .bind(priority)
    .scalar()
    .await
}

/// Says on the person's row that a mail is on its way.
pub(super) async fn show_as_queued(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    job: MailJobId,
    now: Timestamp,
) -> sqlx::Result<()> {
    tx.query(
        "UPDATE memberships SET mail_job_id = $3, mail_state = 'queued', mail_state_at = $4,
         mail_reason = NULL
         WHERE customer_id = $1 AND user_id = $2",
    )
    .bind(customer.0)
    .bind(user.0)
    .bind(job.0)
    .bind(now.0)
    .execute()
    .await?;
    tx.query(
        "UPDATE assignments SET mail_failed = 0 WHERE customer_id = $1 AND user_id = $2 AND mail_failed = 1",
    )
    .bind(customer.0)
    .bind(user.0)
    .execute()
    .await?;

    Ok(())
}

/// Queues a link to choose another password, to whoever has this address. One statement whether
/// somebody has or not: nobody can tell which from the outside.
pub(crate) async fn queue_reset(tx: &mut Tx, email_key: &str, services: &Services) -> sqlx::Result<()> {
    let now = services.clock.now();
    tx.query(
        "INSERT INTO mail_jobs (id, user_id, kind, lane, email_key, dated, not_before, created_at)
         SELECT $1, id, 'reset', $2, email_key, $3, $3, $3 FROM users WHERE email_key = $4",
    )
    .bind(services.random.id(now))
    .bind(Priority::Reset)
    .bind(now.0)
    .bind(email_key)
    .execute()
    .await?;
    services.mail_queued.notify_one();

    Ok(())
}

/// Whether a link to choose another password was asked for, for a person, after a moment.
pub(crate) async fn reset_since(tx: &mut Tx, user: UserId, moment: Timestamp) -> sqlx::Result<bool> {
    let found: i64 = tx
        .query(
            "SELECT count(*) FROM mail_jobs
             WHERE customer_id IS NULL AND user_id = $1 AND kind = 'reset' AND created_at > $2",
        )
        .bind(user.0)
        .bind(moment.0)
        .scalar()
        .await?;
    Ok(found > 0)
}

/// Queues a mail about a change of a person's own address, to the address of this key. Somebody waits for it in front of a
/// screen.
pub(crate) async fn queue_address(
    tx: &mut Tx,
    services: &Services,
    (user, request): (UserId, AddressRequestId),
    kind: MailKind,
    email_key: &str,
) -> sqlx::Result<()> {
    let now = services.clock.now();
    tx.query(
        "INSERT INTO mail_jobs (id, user_id, kind, lane, email_key, dated, not_before, created_at, address_request)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $6, $7)",
    )
    .bind(services.random.id(now))
    .bind(user.0)
    .bind(Code(kind))
    .bind(Priority::Reset)
    .bind(email_key)
    .bind(now.0)
    .bind(request.0)
    .execute()
    .await?;
    services.mail_queued.notify_one();

    Ok(())
}

/// Queues a mail to somebody about a change of how they sign in.
pub(crate) async fn queue_credential_change(
    tx: &mut Tx,
    services: &Services,
    user: UserId,
    change: &CredentialChange,
) -> sqlx::Result<()> {
    let now = services.clock.now();
    let change = serde_json::to_string(change).map_err(|error| sqlx::Error::Encode(error.into()))?;
    tx.query(
        "INSERT INTO mail_jobs (id, user_id, kind, lane, email_key, dated, not_before, created_at, credential_change)
         SELECT $1, id, $3, $4, email_key, $5, $5, $5, $6 FROM users WHERE id = $2",
    )
    .bind(services.random.id(now))
    .bind(user.0)
    .bind(Code(MailKind::Credential))
    .bind(Priority::Reset)
    .bind(now.0)
    .bind(change)
    .execute()
    .await?;
    services.mail_queued.notify_one();

    Ok(())
}

/// Queues mails of one kind that say that something ends, at least one, in their order. What the people's rows show are the
/// mails about their accesses, and stays.
pub(crate) async fn queue_endings(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    kind: MailKind,
    endings: &[(UserId, Ending)],
) -> sqlx::Result<()> {
    let now = services.clock.now();
    let first = next_position(tx, customer, Priority::Import).await?;

    let mut sql = Sql::new(
        "INSERT INTO mail_jobs (id, user_id, turn, ending, email_key, customer_id, kind, lane, dated, not_before,
             created_at)
         SELECT n.column1, n.column2, n.column3, n.column4, u.email_key, ",
    );
    sql.id(customer.0).push(", ").text(kind.code()).push(", ").integer(Priority::Import as i64);
    sql.push(", ").integer(now.0).push(", ").integer(now.0).push(", ").integer(now.0);
    sql.push(" FROM (VALUES ");
    for (turn, (user, ending)) in (first..).zip(endings) {
        let ending = serde_json::to_string(ending).map_err(|error| sqlx::Error::Encode(error.into()))?;
        sql.push(if turn == first { "(" } else { ", (" }).id(services.random.id(now));
        sql.push(", ").id(user.0).push(", ").integer(turn).push(", ").text(ending).push(")");
    }
    sql.push(") AS n CROSS JOIN users u WHERE u.id = n.column2");
    sql.execute(tx).await?;
    services.mail_queued.notify_one();

    Ok(())
}

/// Queues a mail about the administration. What the person's row shows is the mail about their access, and stays.
pub(crate) async fn queue_notice(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    user: UserId,
    kind: MailKind,
) -> sqlx::Result<MailJobId> {
    let now = services.clock.now();
    let id = MailJobId(services.random.id(now));
    let position = next_position(tx, customer, Priority::Single).await?;
    tx.query(
        "INSERT INTO mail_jobs (id, customer_id, user_id, kind, lane, turn, email_key, dated, not_before, created_at)
         SELECT $1, $2, id, $4, $5, $6, email_key, $7, $7, $7 FROM users WHERE id = $3",
    )
    .bind(id.0)
    .bind(customer.0)
    .bind(user.0)
    .bind(Code(kind))
    .bind(Priority::Single)
    .bind(position)
    .bind(now.0)
    .execute()
    .await?;
    services.mail_queued.notify_one();

    Ok(id)
}

/// Queues the mail about an association to whoever has this address, if it is an active advanced user of another
/// customer's than this one; gives its key, whether there is such a mail or not. The same statement whoever has the address,
/// if anybody, and none of the customer's own mails: no customer can tell.
pub(crate) async fn queue_association(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    email_key: &str,
) -> sqlx::Result<MailJobId> {
    let now = services.clock.now();
    let id = MailJobId(services.random.id(now));
    tx.beyond_wall(async |tx| {
        tx.query(
            "INSERT INTO mail_jobs (id, user_id, kind, lane, email_key, dated, not_before, created_at)
             SELECT $1, u.id, $3, $4, u.email_key, $5, $5, $5 FROM users u
             WHERE u.email_key = $6 AND EXISTS (
                 SELECT 1 FROM advanced_users v JOIN customers c ON c.id = v.customer_id AND c.state = 'active'
                 WHERE v.user_id = u.id AND v.status = 'active' AND v.customer_id <> $2)",
        )
        .bind(id.0)
        .bind(customer.0)
        .bind(Code(MailKind::AdvancedAsked))
        .bind(Priority::Single)
        .bind(now.0)
        .bind(email_key)
        .execute()
        .await
    })
    .await?;
    services.mail_queued.notify_one();

    Ok(id)
}
