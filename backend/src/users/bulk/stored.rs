use super::tally::Tally;
use crate::access::CustomerScope;
use crate::db::{Code, Tx};
use domain::ids::{BulkId, CustomerId, UserId};
use domain::time::Timestamp;
use domain::users::{BulkAction, BulkKind, BulkState, Filter};
use serde::de::DeserializeOwned;
use std::net::IpAddr;
use uuid::Uuid;

/// A row of `bulk_changes`.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Stored {
    pub(super) id: Uuid,
    pub(super) kind: Code<BulkKind>,
    action: Option<String>,
    filter: Option<String>,
    pub(super) last_number: i64,
    pub(super) state: Code<BulkState>,
    pub(super) asked_by: Option<Uuid>,
    pub(super) acting: Option<Uuid>,
    pub(super) network: Option<String>,
    pub(super) asked_at: i64,
    pub(super) list_cursor: Option<String>,
    pub(super) last_user: Uuid,
    pub(super) row_count: i64,
    pub(super) missing: i64,
    pub(super) progress: i64,
    tally: String,
    undo_tally: String,
    pub(super) begun_at: Option<i64>,
    pub(super) ended_at: Option<i64>,
    pub(super) undone_at: Option<i64>,
}

impl Stored {
    pub(super) async fn load(tx: &mut Tx, customer: CustomerId, id: BulkId) -> sqlx::Result<Option<Self>> {
        tx.query(
            "SELECT id, kind, action, filter, last_number, state, asked_by, acting, network, asked_at, list_cursor,
                    last_user, row_count, missing, progress, tally, undo_tally, begun_at, ended_at, undone_at
             FROM bulk_changes WHERE customer_id = $1 AND id = $2",
        )
        .bind(customer.0)
        .bind(id.0)
        .fetch_optional()
        .await
    }

    /// Writes down how far it has come.
    pub(super) async fn save(&self, tx: &mut Tx, customer: CustomerId, now: Timestamp) -> sqlx::Result<()> {
        tx.query(
            "UPDATE bulk_changes SET action = $3, filter = $4, state = $5, acting = $6, list_cursor = $7,
                 last_user = $8, row_count = $9, progress = $10, tally = $11, undo_tally = $12, begun_at = $13,
                 ended_at = $14, undone_at = $15, turned_at = $16, network = $17
             WHERE customer_id = $1 AND id = $2",
        )
        .bind(customer.0)
        .bind(self.id)
        .bind(&self.action)
        .bind(&self.filter)
        .bind(self.state)
        .bind(self.acting)
        .bind(&self.list_cursor)
        .bind(self.last_user)
        .bind(self.row_count)
        .bind(self.progress)
        .bind(&self.tally)
        .bind(&self.undo_tally)
        .bind(self.begun_at)
        .bind(self.ended_at)
        .bind(self.undone_at)
        .bind(now.0)
        .bind(&self.network)
        .execute()
        .await
        .map(drop)
    }

    /// Whoever asks now does what follows.
    pub(super) fn act_for(&mut self, scope: &CustomerScope) {
        self.acting = scope.user().map(|user| user.0);
        self.network = scope.network().map(|network| network.to_string());
    }

    /// Who does it, and from where, as the journal tells.
    pub(super) fn actor(&self) -> (Option<UserId>, Option<IpAddr>) {
        let network = self.network.as_deref().and_then(|network| network.parse().ok());
        (self.acting.map(UserId), network)
    }

    pub(super) fn key(&self) -> BulkId {
        BulkId(self.id)
    }

    pub(super) fn state(&self) -> BulkState {
        self.state.0
    }

    /// Begins a stage with the first row.
    pub(super) fn enter(&mut self, state: BulkState) {
        self.state = Code(state);
        self.last_user = Uuid::nil();
        self.progress = 0;
    }

    /// What is done, once that is known.
    pub(super) fn action(&self) -> sqlx::Result<Option<BulkAction>> {
        self.action.as_deref().map(read).transpose()
    }

    pub(super) fn set_action(&mut self, action: BulkAction) -> sqlx::Result<()> {
        self.action = Some(write(&action)?);
        Ok(())
    }

    /// What the rows match, while they are being looked up.
    pub(super) fn filter(&self) -> sqlx::Result<Option<Filter>> {
        self.filter.as_deref().map(read).transpose()
    }

    /// Forgets what the rows match: somebody's name may be in it, and they are known now.
    pub(super) fn forget_filter(&mut self) {
        (self.filter, self.list_cursor) = (None, None);
    }

    pub(super) fn tally(&self) -> sqlx::Result<Tally> {
        read(&self.tally)
    }

    pub(super) fn set_tally(&mut self, tally: &Tally) -> sqlx::Result<()> {
        self.tally = write(tally)?;
        Ok(())
    }

    pub(super) fn undo_tally(&self) -> sqlx::Result<Tally> {
        read(&self.undo_tally)
    }

    pub(super) fn set_undo_tally(&mut self, tally: &Tally) -> sqlx::Result<()> {
        self.undo_tally = write(tally)?;
        Ok(())
    }
}

fn read<T: DeserializeOwned>(text: &str) -> sqlx::Result<T> {
    serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()))
}

pub(super) fn write<T: serde::Serialize>(value: &T) -> sqlx::Result<String> {
    serde_json::to_string(value).map_err(|error| sqlx::Error::Encode(error.into()))
}
