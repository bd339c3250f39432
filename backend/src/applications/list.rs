use crate::clock::local;
use crate::services::Services;
use domain::time::{LocalTime, Timestamp};

/// An application that has a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownApplication {
    pub name: String,
    /// When it was given its token.
    pub since: LocalTime,
}

/// The applications that have a token, by name.
pub async fn list(services: &Services) -> sqlx::Result<Vec<KnownApplication>> {
    let mut lookup = services.db.lookup().await?;
    let rows: Vec<(String, i64)> =
        lookup.query("SELECT name, created_at FROM application_tokens ORDER BY name").fetch_all().await?;

    let shown =
        |(name, since)| KnownApplication { name, since: local(Timestamp(since), &services.time_zone) };
    Ok(rows.into_iter().map(shown).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::applications::create;
    use crate::testing::contract_test;
    use domain::names::ApplicationName;

    contract_test!(applications_are_listed_by_name_with_the_day_of_their_token, |world| async {
        for name in ["suivi", "retours"] {
            create(&world.services, &ApplicationName::parse(name).unwrap()).await.unwrap();
        }

        let listed = list(&world.services).await.unwrap();
        assert_eq!(listed.iter().map(|known| known.name.as_str()).collect::<Vec<_>>(), ["retours", "suivi"]);
        assert_eq!((listed[0].since.day, listed[0].since.month, listed[0].since.hour), (30, 6, 14));
    });
}
