use crate::access::OperatorScope;
use crate::events::Event;
use crate::observe::Operation;
use crate::services::Services;
use domain::address::MailDomain;

/// Sends nothing to a domain until it is resumed; whether that was otherwise before. What is on its way to it now
/// arrives, and all else waits, links to choose another password too.
#[tracing::instrument(name = "mail.pause_domain", skip_all, err(level = "debug"))]
pub async fn pause_domain(
    services: &Services,
    operator: &OperatorScope,
    domain: &MailDomain,
) -> sqlx::Result<bool> {
    let operation = Operation::begin("mail.pause_domain");

    let mut tx = services.db.write().await?;
    let paused = tx
        .query(
            "INSERT INTO paused_domains (domain, paused_by, paused_at) VALUES ($1, $2, $3)
             ON CONFLICT (domain) DO NOTHING",
        )
        .bind(domain.as_str())
        .bind(operator.user().map(|user| user.0))
        .bind(services.clock.now().0)
        .execute()
        .await?;
    tx.tell(Event::by_operator("mail_domain.paused", operator.user()));
    tx.commit().await?;
    tracing::info!(domain = domain.as_str(), paused, "mails to a domain wait");

    operation.ended(Ok(paused > 0))
}

/// Sends to a domain again, what has waited first; whether it was paused.
#[tracing::instrument(name = "mail.resume_domain", skip_all, err(level = "debug"))]
pub async fn resume_domain(
    services: &Services,
    operator: &OperatorScope,
    domain: &MailDomain,
) -> sqlx::Result<bool> {
    let operation = Operation::begin("mail.resume_domain");

    let mut tx = services.db.write().await?;
    let resumed =
        tx.query("DELETE FROM paused_domains WHERE domain = $1").bind(domain.as_str()).execute().await?;
    tx.tell(Event::by_operator("mail_domain.resumed", operator.user()));
    tx.commit().await?;
    services.mail_queued.notify_one();
    tracing::info!(domain = domain.as_str(), resumed, "mails to a domain leave again");

    operation.ended(Ok(resumed > 0))
}
