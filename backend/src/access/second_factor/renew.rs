use super::recovery::{self, CodeBatch};
use super::remove::{ChangeFactorError, Changing, begin_change};
use crate::access::Principal;
use crate::access::credential::tell_change;
use crate::mail::{Changed, CredentialChange};
use crate::observe::Operation;
use crate::services::Services;
use domain::credentials::FactorCode;

/// Makes new recovery codes in place of those that there were, with the password and a code.
#[tracing::instrument(name = "access.renew_codes", skip_all, err(level = "debug"), fields(user = %principal.user))]
pub async fn renew_codes(
    services: &Services,
    principal: &Principal,
    password: &str,
    code: &FactorCode,
) -> Result<CodeBatch, ChangeFactorError> {
    let operation = Operation::begin("access.renew_codes");

    let user = principal.user;
    let (mut tx, _) = begin_change(services, principal, Changing::Application, password, code.into()).await?;
    let codes = CodeBatch(services.random.id(services.clock.now()));
    tx.query("UPDATE second_factors SET code_batch = $2 WHERE user_id = $1")
        .bind(user.0)
        .bind(codes.0)
        .execute()
        .await?;
    recovery::replace(&mut tx, services, user, codes).await?;
    let change = CredentialChange::new(Changed::RecoveryCodesRenewed, principal.network);
    tell_change(&mut tx, services, user, &change).await?;
    tx.commit().await?;

    operation.ended(Ok(codes))
}
