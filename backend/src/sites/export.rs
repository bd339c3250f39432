use super::list::named;
use crate::access::AdministratorScope;
use crate::observe::Operation;
use crate::services::Services;
use crate::spreadsheet::{self, ExportError};
use domain::imports::ESCAPED_MARK;

/// The customer's sites as a CSV file that French Excel opens, and that can be imported again: its cells are guarded, and
/// it is marked so.
#[tracing::instrument(name = "sites.export", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn export(services: &Services, scope: &AdministratorScope) -> Result<Vec<u8>, ExportError> {
    let operation = Operation::begin("sites.export");

    let mut lookup = services.db.of(scope).lookup().await?;
    let sites = named(&mut lookup, scope.customer()).await?;
    let rows = sites.into_iter().map(|site| {
        let state = if site.archived { "archive" } else { "en service" };
        [site.name.to_string(), state.to_owned(), String::new()]
    });
    let file = [spreadsheet::heading(["site", "etat", ESCAPED_MARK])?, spreadsheet::lines(rows)?].concat();

    operation.ended(Ok(file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sites::testing::{id_of, name};
    use crate::sites::{archive, create, preview};
    use crate::testing::contract_test;
    use domain::imports::Overrides;
    use domain::sites::{SiteVerdict, named_in};

    contract_test!(what_is_exported_names_every_site_and_imports_again_as_nothing_new, |world| async {
        let (services, scope) = (&world.services, &world.potters.scope);
        create(services, scope, &name("=Quai 1; nord")).await.unwrap();
        archive(services, scope, id_of(&world.potters, "Antony"), true).await.unwrap();
        let file = export(services, scope).await.unwrap();
        let text = String::from_utf8(file.clone()).unwrap();
        assert!(text.contains("\r\n\"'=Quai 1; nord\";en service;\r\n"), "{text}");
        assert!(text.ends_with("\r\nAntony;archive;\r\n"), "{text}");

        let lines = preview(services, scope, named_in(file, &Overrides::default()).unwrap()).await.unwrap();
        let known = lines.iter().filter(|line| line.verdict == SiteVerdict::Known).count();
        assert_eq!((lines.len(), known), (4, 3));
        assert_eq!(lines[3].verdict, SiteVerdict::Archived);
    });

    contract_test!(another_customer_s_sites_are_not_in_the_file, |world| async {
        create(&world.services, &world.other.scope, &name("Secret")).await.unwrap();
        let file = export(&world.services, &world.potters.scope).await.unwrap();
        assert!(!String::from_utf8(file).unwrap().contains("Secret"));
    });
}
