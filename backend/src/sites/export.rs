use super::list::named;
use crate::access::AdministratorScope;
use crate::observe::Operation;
use crate::services::Services;
use domain::imports::{ESCAPED_MARK, escape_formula};

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The lines could not be written.
    #[error("the file cannot be written: {0}")]
    Csv(#[from] csv::Error),
}

/// The customer's sites as a CSV file that French Excel opens, and that can be imported again: its cells are guarded, and
/// it is marked so.
#[tracing::instrument(name = "sites.export", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn export(services: &Services, scope: &AdministratorScope) -> Result<Vec<u8>, ExportError> {
    let operation = Operation::begin("sites.export");

    let mut lookup = services.db.lookup().await?;
    let sites = named(&mut lookup, scope.customer()).await?;
    let mut csv = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());

    csv.write_record(["site", "etat", ESCAPED_MARK])?;
    for site in sites {
        let state = if site.archived { "archive" } else { "en service" };
        csv.write_record([escape_formula(site.name.as_str()).as_ref(), state, ""])?;
    }

    operation.ended(csv.into_inner().map_err(|error| csv::Error::from(error.into_error()).into()))
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
