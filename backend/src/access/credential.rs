//! A change of how somebody signs in: they are mailed, and the customers that know them find it in their journals.

use super::my_address::customers_of;
use crate::customers;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::mail::{self, Changed, CredentialChange};
use crate::services::Services;
use domain::ids::UserId;
use serde_json::json;

/// Tells a change, one's own or the carrier's. The person is locked, then all of their customers, in the order in which all lock them:
/// whatever follows in this transaction waits for none of these.
pub(super) async fn tell_change(
    tx: &mut Tx,
    services: &Services,
    user: UserId,
    change: &CredentialChange,
) -> sqlx::Result<()> {
    mail::queue_credential_change(tx, services, user, change).await?;
    let customers = customers_of(tx, user).await?;
    for (customer, _) in &customers {
        customers::lock(tx, *customer).await?;
    }

    // Whoever has only invited somebody learns nothing of what they do elsewhere.
    let knows = customers.into_iter().filter(|(_, has_come_in)| *has_come_in);
    for (customer, _) in knows {
        let entry = Entry { action: action(change.changed()), subject: Some(user.0), details: json!({}) };
        let by = (actor(change.changed(), user), change.network());
        journal::append_after(tx, customer, by, services.clock.now(), entry).await?;
    }

    Ok(())
}

/// Who of the customer's people did it: the person, or nobody, where it was the carrier.
fn actor(changed: Changed, user: UserId) -> Option<UserId> {
    (changed != Changed::FactorReset).then_some(user)
}

/// What the journal calls it.
const fn action(changed: Changed) -> &'static str {
    match changed {
        Changed::Password => "user.password_changed",
        Changed::FactorAdded => "user.factor_added",
        Changed::FactorRemoved => "user.factor_removed",
        Changed::FactorReset => "user.factor_reset",
        Changed::RecoveryCodeUsed { .. } => "user.recovery_code_used",
        Changed::RecoveryCodesRenewed => "user.recovery_codes_renewed",
        Changed::PasskeyAdded => "user.passkey_added",
        Changed::PasskeyRemoved => "user.passkey_removed",
    }
}
