use super::claim::{Batch, Claimed, claim, free_leases, is_due};
use super::outcome::Outcome;
use super::queue::Priority;
use super::settle::settle;
use super::smtp::LONGEST_ATTEMPT;
use super::transport::Transport;
use crate::db::{Pools, TextCode};
use crate::outage::Outage;
use crate::services::Services;
use domain::address::without_addresses;
use domain::time::Timestamp;
use futures::StreamExt;
use futures::future::join;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc, watch};
use tracing::Instrument;
use uuid::Uuid;

/// How often the outbox is looked at when nothing says that a mail was queued: by another instance, by
/// the command line, or long ago.
const POLLED_EVERY: Duration = Duration::from_secs(2);
/// How often, and how many times, it is looked at after something said so: the word comes from inside
/// the transaction that queues the mail, a little before that ends.
const POLLED_SOON: (Duration, u32) = (Duration::from_millis(50), 4);
/// Outcomes written in one transaction, at most.
const SETTLED_TOGETHER: usize = 64;
/// How long after the end of a lease, in seconds, outcomes under it are still to be written down before anything else
/// is sent. Then their mails are sent again: better twice than that nothing leaves.
const SETTLED_WITHIN: i64 = 60 * 60;

/// Some of the mails, and how many of them at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct WorkerPool {
    /// The last lane it empties.
    priority: Priority,
    /// Mails claimed at once.
    batch: i64,
    /// Mails on their way at once.
    at_once: usize,
}

/// Those that people wait for, which never stand behind a slow batch of an import.
const PROMPT: WorkerPool = WorkerPool { priority: Priority::Single, batch: 16, at_once: 4 };
pub(super) const BULK: WorkerPool = WorkerPool { priority: Priority::Import, batch: 256, at_once: 24 };

/// What empties the outbox. Several may run at once, in this process or in others.
#[derive(Debug)]
pub struct Worker {
    services: Services,
    transport: Arc<Transport>,
    unsettled: Mutex<Vec<Unsettled>>,
    /// What the mail server has against us, which is said once however many mails wait for it.
    unwelcome: Mutex<Outage>,
}

/// What became of mails, and could not be written down yet: with the lease under which they were claimed, and its end.
#[derive(Debug)]
struct Unsettled {
    lease: Uuid,
    until: Timestamp,
    outcomes: Vec<(Claimed, Outcome)>,
}

impl Worker {
    /// A worker that sends by `transport`.
    pub fn new(services: Services, transport: impl Into<Arc<Transport>>) -> Self {
        let unwelcome = Outage::new("the mail server takes no mail from us; all of them wait");
        Self {
            services,
            transport: transport.into(),
            unsettled: Mutex::default(),
            unwelcome: Mutex::new(unwelcome),
        }
    }

    /// Sends mails as they are queued, until `stopped` says so; then sees through those on their way.
    pub async fn run(self, stopped: watch::Receiver<bool>) {
        if let Err(error) = self.take_over().await {
            tracing::error!(%error, "mails left by a crash cannot be taken over yet");
        }

        let (wakeup, woken) = watch::channel(());
        let waker = async {
            loop {
                self.services.mail_queued.notified().await;
                wakeup.send_replace(());
            }
        };
        let pools = join(
            self.keep_sending(PROMPT, woken.clone(), stopped.clone()),
            self.keep_sending(BULK, woken, stopped),
        );

        tokio::select! {
            () = waker => {}
            ((), ()) = pools => {}
        }
    }

    /// An embedded database has one server: what is on its way when it starts was left by a crash, and
    /// need not wait until the lease ends.
    async fn take_over(&self) -> sqlx::Result<()> {
        if matches!(self.services.db.pools(), Pools::Sqlite { .. }) {
            let mut tx = self.services.db.write().await?;
            free_leases(&mut tx, Timestamp(i64::MAX)).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    async fn keep_sending(
        &self,
        pool: WorkerPool,
        mut woken: watch::Receiver<()>,
        mut stopped: watch::Receiver<bool>,
    ) {
        let mut outage = Outage::new("the outbox cannot be read or written");
        let mut soon = 0;
        while !*stopped.borrow() {
            let sent = self.send_batch(pool, &stopped).await;
            outage.note(&sent);
            match sent {
                Ok(1..) => {}
                Ok(0) => {
                    let pause = if soon > 0 { POLLED_SOON.0 } else { POLLED_EVERY };
                    tokio::select! {
                        _ = woken.changed() => soon = POLLED_SOON.1,
                        _ = stopped.wait_for(|stopped| *stopped) => {}
                        () = tokio::time::sleep(pause) => soon = soon.saturating_sub(1),
                    }
                }
                // Not woken meanwhile: whoever queues mails now has the same trouble.
                Err(_) => tokio::select! {
                    _ = stopped.wait_for(|stopped| *stopped) => {}
                    () = tokio::time::sleep(POLLED_EVERY) => {}
                },
            }
        }

        if let Err(error) = self.settle_left().await {
            tracing::error!(%error, "what became of mails cannot be written down: they will be sent again");
        }
    }

    /// Claims one batch and sends it; says how many mails were claimed. Nothing is claimed before what became of the
    /// mails before is written down: as long as that fails, they would be sent again at the end of each lease.
    pub(super) async fn send_batch(
        &self,
        pool: WorkerPool,
        stopped: &watch::Receiver<bool>,
    ) -> sqlx::Result<usize> {
        self.settle_left().await?;
        if !is_due(&self.services, pool.priority).await? {
            return Ok(0);
        }

        let Batch { lease, until, mails, claimed } = claim(&self.services, pool.priority, pool.batch).await?;
        let attempts = mails.into_iter().map(|mail| async move {
            let span = tracing::info_span!("mail", job = %mail.job(), kind = mail.kind.code(), attempt = mail.attempts);
            let outcome = self.attempt(&mail, until, stopped).instrument(span).await;
            (mail, outcome)
        });
        // The next ones leave while it is written down what became of those before.
        let (tried, outcomes) = mpsc::unbounded_channel();
        let sending = async move {
            let mut attempts = futures::stream::iter(attempts).buffer_unordered(pool.at_once);
            while let Some(outcome) = attempts.next().await {
                tried.send(outcome).ok();
            }
        };
        join(sending, self.settle_all(lease, until, outcomes)).await;

        Ok(claimed)
    }

    async fn attempt(&self, mail: &Claimed, until: Timestamp, stopped: &watch::Receiver<bool>) -> Outcome {
        let left = until.0 - self.services.clock.now().0;
        if *stopped.borrow() || i128::from(left) < LONGEST_ATTEMPT.as_millis().cast_signed() {
            return Outcome::Untried;
        }

        let outcome = self.transport.deliver(&mail.content, &self.services.public_url).await;
        let name = match &outcome {
            Outcome::Accepted(_) => "accepted",
            Outcome::Deferred(_) => "deferred",
            Outcome::Unwelcome(_) => "unwelcome",
            Outcome::Refused(_) => "refused",
            Outcome::Unknown(_) => "unknown",
            Outcome::Untried => "untried",
        };

        // Not the server's words as they are: they may repeat the address.
        tracing::debug!(outcome = name, "a mail was tried");
        self.note_welcome(&outcome).await;
        metrics::counter!("guichet_mails_tried_total", "outcome" => name).increment(1);
        outcome
    }

    /// Says what the mail server has against us as that begins, changes and is over.
    async fn note_welcome(&self, outcome: &Outcome) {
        let said = match outcome {
            Outcome::Unwelcome(words) => Err(without_addresses(words)),
            Outcome::Accepted(_) => Ok(()),
            _ => return,
        };
        self.unwelcome.lock().await.note(&said);
    }

    /// Writes outcomes down as they come, several at a time where they come faster.
    async fn settle_all(
        &self,
        lease: Uuid,
        until: Timestamp,
        mut coming: mpsc::UnboundedReceiver<(Claimed, Outcome)>,
    ) {
        let mut outcomes = Vec::new();
        while coming.recv_many(&mut outcomes, SETTLED_TOGETHER).await > 0 {
            self.settle(Unsettled { lease, until, outcomes: std::mem::take(&mut outcomes) }).await;
        }
    }

    /// Writes outcomes down, or keeps them until they can be.
    async fn settle(&self, of: Unsettled) {
        // On PostgreSQL a transaction may lose against another and is then to be tried again.
        for _ in 0..2 {
            if settle(&self.services, of.lease, &of.outcomes).await.is_ok() {
                return;
            }
        }
        self.unsettled.lock().await.push(of);
    }

    /// Writes down what could not be written down before. The other workers wait meanwhile: they must not claim again what
    /// is about to be settled.
    async fn settle_left(&self) -> sqlx::Result<()> {
        let mut unsettled = self.unsettled.lock().await;
        while let Some(Unsettled { lease, until, outcomes }) = unsettled.last() {
            if let Err(error) = settle(&self.services, *lease, outcomes).await {
                if self.services.clock.now().seconds_since(*until) < SETTLED_WITHIN {
                    return Err(error);
                }
                tracing::error!(%error, mails = outcomes.len(), "what became of mails is given up: they are sent again");
            }
            unsettled.pop();
        }

        Ok(())
    }
}
