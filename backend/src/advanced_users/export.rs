use super::list::list;
use crate::access::AdministratorScope;
use crate::observe::Operation;
use crate::services::Services;
use crate::spreadsheet;
use crate::users::ExportError;
use domain::advanced_users::{AdvancedRequest, AdvancedUser};
use domain::users::UserStatus;
use rust_xlsxwriter::{Workbook, XlsxError};

/// What a file of advanced users says, in one language.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// Over the columns: last name, first name, address, identifier, status, contracts.
    pub headings: [&'static str; 6],
    /// What each status is called.
    pub status: fn(UserStatus) -> &'static str,
    /// In the place of the contracts of who sees all.
    pub all_contracts: &'static str,
}

impl Words {
    fn cells(self, user: AdvancedUser) -> [String; 6] {
        let all = user.contracts.is_empty();
        let contracts = if all { self.all_contracts.to_owned() } else { user.contracts.join(", ") };
        [
            user.last_name,
            user.first_name,
            user.email,
            user.identifier.unwrap_or_default(),
            (self.status)(user.status).to_owned(),
            contracts,
        ]
    }
}

/// *Exporter les utilisateurs avancés*: a CSV file that French Excel opens, with these words. Its cells are guarded.
#[tracing::instrument(name = "advanced_users.export", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn export(
    services: &Services,
    scope: &AdministratorScope,
    words: Words,
) -> Result<Vec<u8>, ExportError> {
    let operation = Operation::begin("advanced_users.export");

    let users = list(services, scope, &AdvancedRequest::default()).await?;
    let rows = users.into_iter().map(|user| words.cells(user));
    let file = [spreadsheet::heading(words.headings)?, spreadsheet::lines(rows)?].concat();

    operation.ended(Ok(file))
}

/// The same as a workbook. Its cells are texts, which no program takes for formulas.
#[tracing::instrument(name = "advanced_users.export_xlsx", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn export_xlsx(
    services: &Services,
    scope: &AdministratorScope,
    words: Words,
) -> Result<Vec<u8>, ExportError> {
    let operation = Operation::begin("advanced_users.export_xlsx");

    let users = list(services, scope, &AdvancedRequest::default()).await?;
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, words.headings)?;
    for (line, user) in (1..).zip(users) {
        sheet.write_row(line, 0, words.cells(user))?;
    }

    let saved = tokio::task::spawn_blocking(move || workbook.save_to_buffer()).await;
    let ended = || XlsxError::IoError(std::io::Error::other("the workbook's task ended"));
    operation.ended(Ok(saved.map_err(|_| ended())??))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advanced_users::testing::advanced_at;
    use crate::testing::contract_test;

    const WORDS: Words = Words {
        headings: ["Nom", "Prénom", "Email", "Identifiant", "État", "Contrats"],
        status: UserStatus::code,
        all_contracts: "Tous",
    };

    contract_test!(a_file_has_the_customer_s_advanced_users_and_no_formula, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        advanced_at(world, potters, ["=Perrin", "Lucas", "lucas@exemple.fr"], "invited").await;
        advanced_at(world, &world.other, ["Secret", "Sacha", "sacha@exemple.fr"], "active").await;

        let file = export(services, &potters.scope, WORDS).await.unwrap();
        let text = String::from_utf8(file).unwrap();
        assert_eq!(
            text,
            "\u{feff}Nom;Prénom;Email;Identifiant;État;Contrats\r\n'=Perrin;Lucas;lucas@exemple.fr;;invited;Tous\r\n"
        );

        let workbook = export_xlsx(services, &potters.scope, WORDS).await.unwrap();
        assert!(workbook.starts_with(b"PK"), "a workbook is an archive");
    });
}
