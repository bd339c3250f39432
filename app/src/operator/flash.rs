use crate::api;
use serde::{Deserialize, Serialize};

const NAME: &str = "operator-flash";

/// What was just done, for the next page to report; or why there was nothing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flash {
    /// The customer, and where its administrator's mail goes.
    CustomerCreated {
        name: String,
        email: String,
    },
    CustomerClosed,
    CustomerReopened,
    /// Somebody else had closed it.
    AlreadyClosed,
    AlreadyOpen,
    LookEnded,
    /// The contract or sub-account, by its numbers.
    AccountOpened {
        number: String,
    },
    /// Closed or opened again; whether that was otherwise before.
    AccountChanged {
        number: String,
        closed: bool,
        changed: bool,
    },
    TariffPublished,
    /// The document.
    TariffWithdrawn {
        name: String,
    },
    /// Somebody else had withdrawn it.
    TariffGone,
    /// Mails to the domain wait, or leave again; whether that was otherwise before.
    Paused {
        domain: String,
        changed: bool,
    },
    Resumed {
        domain: String,
        changed: bool,
    },
    /// What the mail server said to a trial.
    TrialAccepted {
        address: String,
        words: String,
    },
    TrialNotAccepted {
        address: String,
        words: String,
    },
    /// Whom one can call was changed.
    DeskChanged,
    /// A network is heard again; how many of its addresses had to wait.
    NetworkReleased {
        network: String,
        released: u64,
    },
    /// Somebody's attempts are heard again; whether they had to wait.
    AccountReleased {
        account: String,
        released: bool,
    },
    /// This server sends no mail.
    NoTransport,
}

impl Flash {
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::AlreadyClosed
                | Self::AlreadyOpen
                | Self::AccountChanged { changed: false, .. }
                | Self::TariffGone
                | Self::Paused { changed: false, .. }
                | Self::Resumed { changed: false, .. }
                | Self::TrialNotAccepted { .. }
                | Self::NetworkReleased { released: 0, .. }
                | Self::AccountReleased { released: false, .. }
                | Self::NoTransport
        )
    }
}

/// Leads to a page that reports it.
pub async fn report(page: &str, flash: &Flash) {
    api::keep_flash(NAME, page, flash).await;
}

/// What the page before has done.
pub async fn latest() -> Option<Flash> {
    api::take_flash_form::<Flash, ()>(NAME).await.map(|kept| kept.input)
}
