use crate::access::ApplicationToken;
use crate::services::Services;

/// The name of the application that shows this token; `None` when it was withdrawn, or never given.
///
/// What is looked up is the token's hash, so that the time it takes says nothing of how much of it was right.
pub async fn recognise(services: &Services, token: &ApplicationToken) -> sqlx::Result<Option<String>> {
    let mut lookup = services.db.lookup().await?;
    lookup
        .query("SELECT name FROM application_tokens WHERE token_hash = $1")
        .bind(&token.hash()[..])
        .optional_scalar()
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::contract_test;

    contract_test!(a_token_that_was_never_given_is_nobody_s, |world| async {
        let guessed = ApplicationToken::random(&world.services.random);
        assert_eq!(recognise(&world.services, &guessed).await.unwrap(), None);
    });
}
