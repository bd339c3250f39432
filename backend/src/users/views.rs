//! Views of the list: each is somebody's own, at one customer.

use crate::access::CustomerScope;
use crate::observe::Operation;
use crate::services::Services;
use domain::fold::{fold, normalized};
use domain::names::ViewName;
use domain::users::SavedView;

/// How many views somebody may have at a customer.
const MOST: i64 = 50;

/// How long the query of a view may be, in bytes: longer than any that people type, and small enough to keep.
const LONGEST: usize = 2000;

/// Why a view was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveViewError {
    /// The command line has no views.
    #[error("nobody is signed in")]
    Nobody,
    /// There are as many as there may be.
    #[error("too many views")]
    TooMany,
    /// What the list is narrowed to is too long to be kept.
    #[error("too long")]
    TooLong,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// The views of whoever is acting, by name.
pub async fn views(services: &Services, scope: &CustomerScope) -> sqlx::Result<Vec<SavedView>> {
    let Some(user) = scope.user() else { return Ok(Vec::new()) };
    let mut lookup = services.db.of(scope).lookup().await?;
    let mut rows: Vec<(String, String, String)> = lookup
        .query("SELECT key, name, query FROM saved_views WHERE customer_id = $1 AND user_id = $2")
        .bind(scope.customer().0)
        .bind(user.0)
        .fetch_all()
        .await?;

    // Sorted here, since the engines' orders of texts differ.
    rows.sort_unstable();
    Ok(rows.into_iter().filter_map(|(_, name, query)| stored(&name, query)).collect())
}

/// Saves the list as it is under a name, in place of what bears that name: which is given back.
#[tracing::instrument(name = "users.save_view", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn save_view(
    services: &Services,
    scope: &CustomerScope,
    view: &SavedView,
) -> Result<Option<SavedView>, SaveViewError> {
    let operation = Operation::begin("users.save_view");

    let user = scope.user().ok_or(SaveViewError::Nobody)?;
    if view.query.len() > LONGEST {
        return Err(SaveViewError::TooLong);
    }

    let (customer, key) = (scope.customer(), key(&view.name));
    let mut tx = services.db.of(scope).write().await?;
    let before: Option<(String, String)> = tx
        .query("SELECT name, query FROM saved_views WHERE customer_id = $1 AND user_id = $2 AND key = $3")
        .bind(customer.0)
        .bind(user.0)
        .bind(&key)
        .fetch_optional()
        .await?;
    let others: i64 = tx
        .query("SELECT count(*) FROM saved_views WHERE customer_id = $1 AND user_id = $2 AND key <> $3")
        .bind(customer.0)
        .bind(user.0)
        .bind(&key)
        .scalar()
        .await?;
    if others >= MOST {
        return Err(SaveViewError::TooMany);
    }

    tx.query(
        "INSERT INTO saved_views (customer_id, user_id, key, name, query, saved_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (customer_id, user_id, key) DO UPDATE SET name = excluded.name, query = excluded.query,
         saved_at = excluded.saved_at",
    )
    .bind(customer.0)
    .bind(user.0)
    .bind(&key)
    .bind(view.name.as_str())
    .bind(&view.query)
    .bind(services.clock.now().0)
    .execute()
    .await?;
    tx.commit().await?;

    operation.ended(Ok(before.and_then(|(name, query)| stored(&name, query))))
}

/// Takes a view away, and gives it back: it can be saved again.
#[tracing::instrument(name = "users.remove_view", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn remove_view(
    services: &Services,
    scope: &CustomerScope,
    name: &ViewName,
) -> sqlx::Result<Option<SavedView>> {
    let operation = Operation::begin("users.remove_view");

    let Some(user) = scope.user() else { return operation.ended(Ok(None)) };
    let mut tx = services.db.of(scope).write().await?;
    let removed: Option<(String, String)> = tx
        .query(
            "DELETE FROM saved_views WHERE customer_id = $1 AND user_id = $2 AND key = $3
             RETURNING name, query",
        )
        .bind(scope.customer().0)
        .bind(user.0)
        .bind(key(name))
        .fetch_optional()
        .await?;
    tx.commit().await?;

    operation.ended(Ok(removed.and_then(|(name, query)| stored(&name, query))))
}

/// What two names have in common that are one; of a name of signs alone, the signs.
fn key(name: &ViewName) -> String {
    let key = normalized(name.as_str());
    if key.is_empty() { fold(name.as_str()) } else { key }
}

/// A view of the database; `None` for a name that is none to this version.
fn stored(name: &str, query: String) -> Option<SavedView> {
    Some(SavedView { name: ViewName::parse(name).ok()?, query })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::principal;
    use crate::testing::{World, contract_test};
    use crate::users::{NewPerson, NewUsers, create};
    use domain::address::EmailAddress;
    use domain::rights::{Application, Level, Right};
    use domain::users::{Grants, PersonalRight};

    fn view(name: &str, query: &str) -> SavedView {
        SavedView { name: ViewName::parse(name).unwrap(), query: query.to_owned() }
    }

    /// The scope of somebody who administers the people of Antony.
    async fn delegate(world: &World) -> CustomerScope {
        let place = world.potters.place("10000700", "", "Antony", "Expéditeur");
        let address = EmailAddress::parse("ada@potters.example").unwrap();
        let right = Right { application: Application::Administration, level: Level::Manage };
        let grants = Grants { personal: vec![PersonalRight { right, end: None }], end: None };
        let people = vec![NewPerson { address, last_name: None, first_name: None }];
        let new = NewUsers { people, places: vec![place], grants };
        create(&world.services, &world.potters.scope, &new).await.unwrap();
        world.execute("UPDATE memberships SET status = 'active' WHERE email LIKE 'ada%'").await;
        let token = world.session_of(world.user_of("ada@potters.example").await).await;
        principal(&world.services, &token).await.unwrap().unwrap().scope(world.potters.id).unwrap()
    }

    contract_test!(a_view_is_found_again_by_whoever_saved_it, |world| async {
        let (services, scope) = (&world.services, &world.potters.scope);
        assert_eq!(save_view(services, scope, &view("Été", "site=Antony")).await.unwrap(), None);
        assert_eq!(save_view(services, scope, &view("Échecs", "statut=mail-en-echec")).await.unwrap(), None);
        let found = views(services, scope).await.unwrap();
        assert_eq!(found, [view("Échecs", "statut=mail-en-echec"), view("Été", "site=Antony")]);
        assert_eq!(views(services, &world.other.scope).await.unwrap(), []);
    });

    contract_test!(a_name_that_differs_in_accents_or_case_is_the_same_view, |world| async {
        let (services, scope) = (&world.services, &world.potters.scope);
        save_view(services, scope, &view("St-Étienne", "site=Antony")).await.unwrap();
        let replaced = save_view(services, scope, &view("SAINT ETIENNE", "vue=personnes")).await.unwrap();
        assert_eq!(replaced, Some(view("St-Étienne", "site=Antony")));
        assert_eq!(views(services, scope).await.unwrap(), [view("SAINT ETIENNE", "vue=personnes")]);
        save_view(services, scope, &view("!", "")).await.unwrap();
        assert_eq!(save_view(services, scope, &view("?", "")).await.unwrap(), None);
    });

    contract_test!(a_view_that_is_removed_can_be_saved_again, |world| async {
        let (services, scope) = (&world.services, &world.potters.scope);
        let mine = view("Antony", "site=Antony");
        save_view(services, scope, &mine).await.unwrap();
        let removed = remove_view(services, scope, &view("antony", "").name).await.unwrap();
        assert_eq!(removed.as_ref(), Some(&mine));
        assert_eq!(remove_view(services, scope, &mine.name).await.unwrap(), None);
        save_view(services, scope, &removed.unwrap()).await.unwrap();
        assert_eq!(views(services, scope).await.unwrap(), [mine]);
    });

    contract_test!(everybody_has_views_of_their_own, |world| async {
        let (services, administrator) = (&world.services, &world.potters.scope);
        let delegate = delegate(world).await;
        save_view(services, administrator, &view("Antony", "site=Antony")).await.unwrap();
        save_view(services, &delegate, &view("Antony", "statut=invite")).await.unwrap();
        save_view(services, &world.other.scope, &view("Antony", "tri=site")).await.unwrap();
        assert_eq!(views(services, &delegate).await.unwrap(), [view("Antony", "statut=invite")]);
        let name = view("Antony", "").name;
        remove_view(services, &delegate, &name).await.unwrap();
        remove_view(services, &world.other.scope, &name).await.unwrap();
        assert_eq!(views(services, administrator).await.unwrap(), [view("Antony", "site=Antony")]);
    });

    contract_test!(there_are_so_many_views_and_no_more_and_none_is_longer_than_is_kept, |world| async {
        let (services, scope) = (&world.services, &world.potters.scope);
        for number in 0..MOST {
            save_view(services, scope, &view(&format!("Vue {number}"), "")).await.unwrap();
        }
        let refused = save_view(services, scope, &view("Une de trop", "")).await;
        assert!(matches!(refused, Err(SaveViewError::TooMany)), "{refused:?}");
        let replaced = save_view(services, scope, &view("vue 7", "tri=site")).await.unwrap();
        assert_eq!(replaced, Some(view("Vue 7", "")));
        let long = view("vue 7", &"x".repeat(LONGEST + 1));
        assert!(matches!(save_view(services, scope, &long).await, Err(SaveViewError::TooLong)));
    });
}
