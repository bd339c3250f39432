//! Who chooses the identifier that they sign in with, and that nobody gets another's.

use crate::db::Tx;
use domain::access::LinkKind;
use domain::chosen_identifier::ChosenIdentifier;
use domain::ids::UserId;

/// Whether a link of this kind lets its person choose an identifier: somebody invited as an advanced user who has chosen
/// neither identifier nor password yet.
pub(super) async fn chooses(tx: &mut Tx, user: UserId, kind: LinkKind) -> sqlx::Result<bool> {
    let awaited: i64 = tx
        .query(
            "SELECT count(*) FROM users u
             WHERE u.id = $1 AND u.password_hash IS NULL AND u.identifier_key IS NULL AND EXISTS (
                 SELECT 1 FROM advanced_users v WHERE v.user_id = u.id AND v.status = 'invited')",
        )
        .bind(user.0)
        .scalar()
        .await?;

    Ok(kind == LinkKind::Activation && awaited > 0)
}

/// Gives the person this identifier, unless it is another's or reads as another's; whether it is theirs now. Of two who take
/// the same one at once, the unique key lets one have it.
pub(super) async fn take(tx: &mut Tx, user: UserId, identifier: &ChosenIdentifier) -> sqlx::Result<bool> {
    if let Some(made) = identifier.as_made() {
        let own: String =
            tx.query("SELECT identifier FROM users WHERE id = $1").bind(user.0).scalar().await?;
        return Ok(own == made.as_str());
    }

    let taken = tx
        .query(
            "UPDATE users SET identifier = $2, identifier_key = $3
             WHERE id = $1 AND NOT EXISTS (
                 SELECT 1 FROM users other WHERE other.id <> $1 AND (other.identifier_key = $3 OR other.identifier = $2))",
        )
        .bind(user.0)
        .bind(identifier.as_str())
        .bind(identifier.key())
        .execute()
        .await;

    match taken {
        Ok(rows) => Ok(rows > 0),
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Ok(false),
        Err(error) => Err(error),
    }
}
