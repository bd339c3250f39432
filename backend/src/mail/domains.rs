use crate::access::OperatorScope;
use crate::clock::local;
use crate::db::Tx;
use crate::db::sql::Sql;
use crate::observe::Operation;
use crate::services::Services;
use domain::address::without_addresses;
use domain::sought::clipped;
use domain::time::{LocalTime, Timestamp};

/// So many domains stand on a page.
const PAGE: usize = 50;

/// What became of the mails to a domain in the last thirty days, for which they are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainRow {
    pub domain: String,
    pub accepted: u64,
    pub refused: u64,
    pub waiting: u64,
    /// The latest words of its servers about mails that wait or were refused, without the addresses in them.
    pub words: Option<String>,
    /// Since when nothing is sent to it, where that is so.
    pub paused: Option<LocalTime>,
}

/// Domains in the order of their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainPage {
    pub rows: Vec<DomainRow>,
    /// The domain behind which the next begin.
    pub next: Option<String>,
}

/// Which domains are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DomainsAsked {
    /// A part of the name, or "".
    pub sought: String,
    /// Those alone to which mails wait or were refused.
    pub only_troubled: bool,
    /// Those behind this one.
    pub after: Option<String>,
}

/// Mails by receiving domain, whoever's they are.
#[tracing::instrument(name = "mail.domains", skip_all, err(level = "debug"))]
pub async fn domains(
    services: &Services,
    _operator: &OperatorScope,
    asked: &DomainsAsked,
) -> sqlx::Result<DomainPage> {
    let operation = Operation::begin("mail.domains");

    let mut tx = services.db.lookup().await?;
    let mut sql = Sql::new("SELECT domain FROM mail_jobs WHERE domain > ");
    sql.text(asked.after.clone().unwrap_or_default());
    let sought = clipped(asked.sought.trim()).to_lowercase();
    if !sought.is_empty() {
        // Domains hold neither of LIKE's signs; an underscore that is typed stands for any.
        sql.push(" AND domain LIKE ").text(format!("%{}%", sought.replace('%', "")));
    }

    sql.push(" GROUP BY domain");
    if asked.only_troubled {
        sql.push(" HAVING count(*) FILTER (WHERE state IN ('queued', 'sending', 'failed')) > 0");
    }

    sql.push(" ORDER BY domain").limit(i64::try_from(PAGE + 1).unwrap_or(i64::MAX));
    let mut rows = described(&mut tx, services, sql).await?;
    let is_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = is_more.then(|| rows.last().map(|row| row.domain.clone())).flatten();

    operation.ended(Ok(DomainPage { rows, next }))
}

/// The domains to which nothing is sent for now.
#[tracing::instrument(name = "mail.paused_domains", skip_all, err(level = "debug"))]
pub async fn paused_domains(services: &Services, _operator: &OperatorScope) -> sqlx::Result<Vec<DomainRow>> {
    let operation = Operation::begin("mail.paused_domains");

    let mut tx = services.db.lookup().await?;
    let paused = Sql::new("SELECT domain FROM paused_domains");

    operation.ended(described(&mut tx, services, paused).await)
}

/// What is known of the domains that a statement gives.
async fn described(tx: &mut Tx, services: &Services, of: Sql) -> sqlx::Result<Vec<DomainRow>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        domain: String,
        accepted: i64,
        refused: i64,
        waiting: i64,
        words: Option<String>,
        paused_at: Option<i64>,
    }

    let sql = of.within(
        "SELECT d.domain, p.paused_at,
                (SELECT count(*) FROM mail_jobs j WHERE j.domain = d.domain AND j.state = 'sent') AS accepted,
                (SELECT count(*) FROM mail_jobs j WHERE j.domain = d.domain AND j.state = 'failed') AS refused,
                (SELECT count(*) FROM mail_jobs j WHERE j.domain = d.domain AND j.state IN ('queued', 'sending'))
                    AS waiting,
                (SELECT j.reason FROM mail_jobs j
                 WHERE j.domain = d.domain AND j.reason IS NOT NULL AND j.state IN ('queued', 'sending', 'failed')
                 ORDER BY j.not_before DESC LIMIT 1) AS words
         FROM (",
        ") d LEFT JOIN paused_domains p ON p.domain = d.domain ORDER BY d.domain",
    );
    let rows: Vec<Row> = sql.fetch(tx).await?;
    let shown = |row: Row| DomainRow {
        domain: row.domain,
        accepted: row.accepted.unsigned_abs(),
        refused: row.refused.unsigned_abs(),
        waiting: row.waiting.unsigned_abs(),
        words: row.words.map(|words| without_addresses(&words)),
        paused: row.paused_at.map(|at| local(Timestamp(at), &services.time_zone)),
    };

    Ok(rows.into_iter().map(shown).collect())
}
