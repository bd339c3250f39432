use crate::observe::Operation;
use crate::services::Services;
use domain::names::ApplicationName;

/// Why no token was withdrawn.
#[derive(Debug, thiserror::Error)]
pub enum RevokeError {
    /// No application of this name has one.
    #[error("no application has this name")]
    NotFound,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Withdraws the token of an application, which is refused from now on.
#[tracing::instrument(name = "applications.revoke", skip_all, err(level = "debug"), fields(application = %name))]
pub async fn revoke(services: &Services, name: &ApplicationName) -> Result<(), RevokeError> {
    let operation = Operation::begin("applications.revoke");

    let mut tx = services.db.write().await?;
    let withdrawn =
        tx.query("DELETE FROM application_tokens WHERE name = $1").bind(name.as_str()).execute().await?;

    if withdrawn == 0 {
        return Err(RevokeError::NotFound);
    }

    tx.commit().await?;
    operation.ended(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::applications::{create, recognise};
    use crate::testing::contract_test;

    contract_test!(a_withdrawn_token_is_nobody_s_and_others_stay, |world| async {
        let [suivi, retours] = ["suivi", "retours"].map(|name| ApplicationName::parse(name).unwrap());
        let withdrawn = create(&world.services, &suivi).await.unwrap();
        let other = create(&world.services, &retours).await.unwrap();

        revoke(&world.services, &suivi).await.unwrap();

        assert_eq!(recognise(&world.services, &withdrawn).await.unwrap(), None);
        assert_eq!(recognise(&world.services, &other).await.unwrap().as_deref(), Some("retours"));
        assert!(matches!(revoke(&world.services, &suivi).await, Err(RevokeError::NotFound)));
    });

    contract_test!(a_name_whose_token_was_withdrawn_gets_another, |world| async {
        let name = ApplicationName::parse("suivi").unwrap();
        let first = create(&world.services, &name).await.unwrap();
        revoke(&world.services, &name).await.unwrap();

        let second = create(&world.services, &name).await.unwrap();

        assert_eq!(recognise(&world.services, &first).await.unwrap(), None);
        assert_eq!(recognise(&world.services, &second).await.unwrap().as_deref(), Some(name.as_str()));
    });
}
