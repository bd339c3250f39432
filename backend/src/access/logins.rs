use super::Principal;
use crate::services::Services;

/// What a person signs in with, either of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logins {
    /// The identifier that Guichet gave.
    pub identifier: String,
    /// The address, as it was written when the person was created.
    pub email: String,
}

/// What the person signs in with.
pub async fn logins(services: &Services, principal: &Principal) -> sqlx::Result<Logins> {
    let mut tx = services.db.read().await?;
    let (identifier, email) = tx
        .query("SELECT identifier, email FROM users WHERE id = $1")
        .bind(principal.user.0)
        .fetch_one()
        .await?;
    Ok(Logins { identifier, email })
}
