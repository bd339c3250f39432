use crate::access::AdministratorScope;
use crate::db::Code;
use crate::observe::Operation;
use crate::services::Services;
use domain::advanced_users::AdvancedUser;
use domain::fold::fold;
use domain::users::UserStatus;

#[derive(sqlx::FromRow)]
struct Row {
    last_name: String,
    first_name: String,
    email: String,
    identifier: String,
    status: Code<UserStatus>,
}

/// The customer's advanced users, by name: as few as are named one by one.
#[tracing::instrument(name = "advanced_users.list", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn list(services: &Services, scope: &AdministratorScope) -> sqlx::Result<Vec<AdvancedUser>> {
    let operation = Operation::begin("advanced_users.list");

    let mut tx = services.db.lookup().await?;
    let rows: Vec<Row> = tx
        .query(
            "SELECT v.last_name, v.first_name, u.email, u.identifier, v.status
             FROM advanced_users v JOIN users u ON u.id = v.user_id
             WHERE v.customer_id = $1",
        )
        .bind(scope.customer().0)
        .fetch_all()
        .await?;
    let mut users: Vec<AdvancedUser> = rows.into_iter().map(Row::shown).collect();
    users.sort_by_cached_key(|user| [&user.last_name, &user.first_name, &user.email].map(|text| fold(text)));

    operation.ended(Ok(users))
}

impl Row {
    fn shown(self) -> AdvancedUser {
        // Until they have come in, what they sign in with is not theirs yet.
        let is_awaited = self.status.0.is_awaited();
        AdvancedUser {
            last_name: self.last_name,
            first_name: self.first_name,
            email: self.email,
            identifier: (!is_awaited).then_some(self.identifier),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advanced_users::testing::advanced_at;
    use crate::testing::contract_test;

    contract_test!(advanced_users_are_listed_by_name_whatever_its_accents_and_case, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        advanced_at(world, potters, ["perrin", "Lucas", "lucas@exemple.fr"], "active").await;
        advanced_at(world, potters, ["Élan", "Inès", "ines@exemple.fr"], "invited").await;
        advanced_at(world, potters, ["Dos Santos", "Karine", "karine@exemple.fr"], "suspended").await;

        let listed = list(services, &potters.scope).await.unwrap();
        let names: Vec<_> = listed.iter().map(|user| user.last_name.as_str()).collect();
        assert_eq!(names, ["Dos Santos", "Élan", "perrin"]);
        let with_identifier: Vec<_> = listed.iter().map(|user| user.identifier.is_some()).collect();
        assert_eq!(with_identifier, [true, false, true], "who is invited has not chosen one");
    });

    contract_test!(those_of_another_customer_s_are_not_listed, |world| async {
        let secret = ["Secret", "Sacha", "sacha@exemple.fr"];
        advanced_at(world, &world.other, secret, "active").await;
        assert_eq!(list(&world.services, &world.potters.scope).await.unwrap(), []);
        assert_eq!(list(&world.services, &world.other.scope).await.unwrap().len(), 1);
    });
}
