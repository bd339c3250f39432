use super::list::list;
use crate::access::AdministratorScope;
use crate::observe::Operation;
use crate::services::Services;
use crate::spreadsheet::{self, ExportError};

/// *Exporter les utilisateurs avancés*: a CSV file that French Excel opens, with these headings. Its cells are guarded.
#[tracing::instrument(name = "advanced_users.export", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn export(
    services: &Services,
    scope: &AdministratorScope,
    headings: [&str; 4],
) -> Result<Vec<u8>, ExportError> {
    let operation = Operation::begin("advanced_users.export");

    let users = list(services, scope).await?;
    let rows = users
        .into_iter()
        .map(|user| [user.last_name, user.first_name, user.email, user.identifier.unwrap_or_default()]);
    let file = [spreadsheet::heading(headings)?, spreadsheet::lines(rows)?].concat();

    operation.ended(Ok(file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advanced_users::testing::advanced_at;
    use crate::testing::contract_test;

    contract_test!(a_file_has_the_customer_s_advanced_users_and_no_formula, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        advanced_at(world, potters, ["=Perrin", "Lucas", "lucas@exemple.fr"], "invited").await;
        advanced_at(world, &world.other, ["Secret", "Sacha", "sacha@exemple.fr"], "active").await;

        let file = export(services, &potters.scope, ["Nom", "Prénom", "Email", "Identifiant"]).await.unwrap();
        let text = String::from_utf8(file).unwrap();
        assert_eq!(text, "\u{feff}Nom;Prénom;Email;Identifiant\r\n'=Perrin;Lucas;lucas@exemple.fr;\r\n");
    });
}
