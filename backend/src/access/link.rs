use super::mailed_credentials::Link;
use super::password::{Browser, Chosen, factor_due, is_guessable, set_password};
use super::{Busy, LinkToken, SessionToken, choosing, hash_password, mailed_credentials};
use crate::observe::Operation;
use crate::services::Services;
use domain::access::LinkKind;
use domain::chosen_identifier::ChosenIdentifier;
use domain::credentials::Password;

/// Why a link gave no session.
#[derive(Debug, thiserror::Error)]
pub enum RedeemLinkError {
    /// Used, expired, replaced by a newer one, or never mailed.
    #[error("the link no longer works")]
    Gone,
    /// The very password that was mailed.
    #[error("the mailed password cannot be one's own")]
    Mailed,
    /// It tells the person's own address or identifier.
    #[error("names the person")]
    Guessable,
    /// An advanced user has to choose an identifier, too.
    #[error("no identifier")]
    NoIdentifier,
    /// Another person has that identifier.
    #[error("the identifier is taken")]
    IdentifierTaken,
    /// Too many people are signing in at once.
    #[error(transparent)]
    Busy(#[from] Busy),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// What a mailed link is for, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLink {
    pub kind: LinkKind,
    /// What its person signs in with.
    pub identifier: String,
    /// Whether the person chooses another with it.
    pub chooses_identifier: bool,
}

/// What a mailed link is for, while it works. Consumes nothing: mail scanners follow links.
pub async fn look_at_link(services: &Services, link: &str) -> sqlx::Result<Option<FoundLink>> {
    let Some(link) = LinkToken::parse(link) else { return Ok(None) };
    let mut tx = services.db.read().await?;
    let found = mailed_credentials::find_link(&mut tx, &link, services.clock.now()).await?;
    let Some(Link { user, kind, .. }) = found else { return Ok(None) };
    let identifier = tx.query("SELECT identifier FROM users WHERE id = $1").bind(user.0).scalar().await?;
    let chooses_identifier = choosing::chooses(&mut tx, user, kind).await?;
    Ok(Some(FoundLink { kind, identifier, chooses_identifier }))
}

/// Chooses a password with a mailed link, which is then used up, and signs in; who has a second factor still gives that.
/// An advanced user chooses the identifier with it; from whoever has one already, none is taken.
#[tracing::instrument(name = "access.redeem_link", skip_all, err(level = "debug"))]
pub async fn redeem_link(
    services: &Services,
    link: &str,
    identifier: Option<&ChosenIdentifier>,
    password: &Password,
    browser: Browser<'_>,
) -> Result<SessionToken, RedeemLinkError> {
    let operation = Operation::begin("access.redeem_link");

    let link = LinkToken::parse(link).ok_or(RedeemLinkError::Gone)?;
    let mut tx = services.db.read().await?;
    // Nobody gets to occupy a place for hashing with links that were never mailed.
    let found = mailed_credentials::find_link(&mut tx, &link, services.clock.now()).await?;
    let Link { user, .. } = found.ok_or(RedeemLinkError::Gone)?;
    if is_guessable(&mut tx, services, user, password).await? {
        return Err(RedeemLinkError::Guessable);
    }
    drop(tx);
    let hash = hash_password(services, user, password).await?;
    let mut tx = services.db.write().await?;
    mailed_credentials::lock(&mut tx, user).await?;

    // Used meanwhile, by the other of two clicks.
    let found = mailed_credentials::find_link(&mut tx, &link, services.clock.now()).await?;
    let Link { user, kind, mail } = found.ok_or(RedeemLinkError::Gone)?;

    if choosing::chooses(&mut tx, user, kind).await? {
        let identifier = identifier.ok_or(RedeemLinkError::NoIdentifier)?;
        if !choosing::take(&mut tx, user, identifier).await? {
            return Err(RedeemLinkError::IdentifierTaken);
        }
    }

    if mailed_credentials::was_mailed(&mut tx, user, password.reveal()).await? {
        return Err(RedeemLinkError::Mailed);
    }

    // Once more, since the identifier may have just been chosen.
    if is_guessable(&mut tx, services, user, password).await? {
        return Err(RedeemLinkError::Guessable);
    }

    let due = factor_due(&mut tx, user).await?;
    let chosen = Chosen { user, hash: &hash, due, mail: Some(mail) };
    let token = set_password(&mut tx, services, &chosen, browser).await?;
    tx.commit().await?;

    operation.ended(Ok(token))
}
