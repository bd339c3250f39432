use crate::access::ApplicationToken;
use crate::observe::Operation;
use crate::services::Services;
use domain::names::ApplicationName;

/// Why an application got no token.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// An application is called so already: its token would no longer be known by its name.
    #[error("there is an application with this name already")]
    NameTaken,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Gives an application a token: the only time that it can be seen.
#[tracing::instrument(name = "applications.create", skip_all, err(level = "debug"), fields(application = %name))]
pub async fn create(services: &Services, name: &ApplicationName) -> Result<ApplicationToken, CreateError> {
    let operation = Operation::begin("applications.create");

    let token = ApplicationToken::random(&services.random);
    let mut tx = services.db.write().await?;
    let written = tx
        .query(
            "INSERT INTO application_tokens (name, token_hash, created_at) VALUES ($1, $2, $3)
             ON CONFLICT (name) DO NOTHING",
        )
        .bind(name.as_str())
        .bind(&token.hash()[..])
        .bind(services.clock.now().0)
        .execute()
        .await?;

    if written == 0 {
        return Err(CreateError::NameTaken);
    }

    tx.commit().await?;
    operation.ended(Ok(token))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::applications::recognise;
    use crate::testing::contract_test;

    contract_test!(a_token_is_known_by_its_hash_alone, |world| async {
        let name = ApplicationName::parse("suivi").unwrap();
        let token = create(&world.services, &name).await.unwrap();

        assert_eq!(recognise(&world.services, &token).await.unwrap().as_deref(), Some(name.as_str()));
        let kept: Vec<u8> = {
            let mut tx = world.services.db.read().await.unwrap();
            tx.query("SELECT token_hash FROM application_tokens").scalar().await.unwrap()
        };
        assert_eq!(kept, token.hash());
    });

    contract_test!(a_name_is_given_once_and_its_token_stays, |world| async {
        let name = ApplicationName::parse("suivi").unwrap();
        let token = create(&world.services, &name).await.unwrap();

        assert!(matches!(create(&world.services, &name).await, Err(CreateError::NameTaken)));
        assert_eq!(recognise(&world.services, &token).await.unwrap().as_deref(), Some(name.as_str()));
    });
}
