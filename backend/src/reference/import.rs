use super::file::{FileError, Item, LineError, Problem, read};
use super::load::{Including, load_including};
use crate::access::CustomerScope;
use crate::customers;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::profiles;
use crate::services::Services;
use domain::fold::fold;
use domain::ids::{ContractId, CustomerId, ProfileId, SiteId, SubAccountId};
use domain::imports::{Overrides, ReadError};
use domain::names::{AccountName, ProfileName, SiteName};
use domain::numbers::{ContractNumber, SubAccountNumber};
use domain::reference::{Contract, Profile, ReferenceData, Site, SubAccount};
use domain::rights::{Applications, Rights};
use domain::time::Timestamp;
use serde_json::json;
use uuid::Uuid;

/// What an import of reference data did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReferenceReport {
    /// Things that the customer did not have.
    pub created: u32,
    /// Things that were called otherwise, or let do otherwise.
    pub updated: u32,
    /// Things that were already so.
    pub unchanged: u32,
}

/// Why reference data was not imported. Nothing of the file is written then.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceImportError {
    #[error("{} lines are wrong, the first: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
    Invalid(Vec<LineError>),
    /// The file is no list.
    #[error(transparent)]
    Unreadable(ReadError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl From<FileError> for ReferenceImportError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Unreadable(error) => Self::Unreadable(error),
            FileError::Lines(errors) => Self::Invalid(errors),
        }
    }
}

/// Gives the customer what a file says of which nothing is known but its bytes: see [`import_as`].
pub async fn import(
    services: &Services,
    scope: &CustomerScope,
    file: &[u8],
) -> Result<ReferenceReport, ReferenceImportError> {
    import_as(services, scope, file, &Overrides::default()).await
}

/// Gives the customer the contracts, sub-accounts, sites and profiles of a file, all or none. What
/// exists is left or updated, never doubled: what is closed or put away stays so. The first profile becomes the default one where there
/// is none.
#[tracing::instrument(name = "reference.import", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn import_as(
    services: &Services,
    scope: &CustomerScope,
    file: &[u8],
    reading: &Overrides,
) -> Result<ReferenceReport, ReferenceImportError> {
    let operation = Operation::begin("reference.import");

    let items = read(file, reading)?;
    let (now, customer) = (services.clock.now(), scope.customer());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let known = load_including(&mut tx, customer, &Including::EVERYTHING).await?;
    let mut writer = Writer { services, scope, customer, now, known, report: ReferenceReport::default() };

    for (line, item) in items {
        if let Some(problem) = writer.item(&mut tx, item).await? {
            return Err(ReferenceImportError::Invalid(vec![LineError { line, problem }]));
        }
    }

    let report = writer.report;
    if report.created + report.updated > 0 {
        let details = json!({ "created": report.created, "updated": report.updated });
        let entry = Entry { action: "reference.imported", subject: None, details };
        journal::append(&mut tx, scope, now, entry).await?;
    }

    tx.commit().await?;

    operation.ended(Ok(report))
}

struct Writer<'a> {
    services: &'a Services,
    scope: &'a CustomerScope,
    customer: CustomerId,
    now: Timestamp,
    known: ReferenceData,
    report: ReferenceReport,
}

impl Writer<'_> {
    async fn item(&mut self, tx: &mut Tx, item: Item) -> sqlx::Result<Option<Problem>> {
        match item {
            Item::Contract { number, name } => self.contract(tx, number, name).await?,
            Item::SubAccount { number, name, contract } => {
                let of = self.known.contracts.iter().position(|known| known.number.as_str() == contract);
                let Some(of) = of else { return Ok(Some(Problem::UnknownContract(contract))) };
                self.sub_account(tx, of, number, name).await?;
            }
            Item::Site { name } => self.site(tx, name).await?,
            Item::Profile { name, rights } => self.profile(tx, name, rights).await?,
        }
        Ok(None)
    }

    fn new_id(&self) -> Uuid {
        self.services.random.id(self.now)
    }

    async fn contract(&mut self, tx: &mut Tx, number: ContractNumber, name: AccountName) -> sqlx::Result<()> {
        let known = self.known.contracts.iter_mut().find(|known| known.number == number);
        if known.as_ref().is_some_and(|known| known.name == name) {
            self.report.unchanged += 1;
            return Ok(());
        }

        if let Some(known) = known {
            known.name = name;
            self.report.updated += 1;
            tx.query("UPDATE contracts SET name = $3 WHERE customer_id = $1 AND id = $2")
                .bind(self.customer.0)
                .bind(known.id.0)
                .bind(known.name.as_str())
                .execute()
                .await?;
            return Ok(());
        }

        let id = ContractId(self.new_id());
        self.report.created += 1;
        tx.query("INSERT INTO contracts (customer_id, id, number, name) VALUES ($1, $2, $3, $4)")
            .bind(self.customer.0)
            .bind(id.0)
            .bind(number.as_str())
            .bind(name.as_str())
            .execute()
            .await?;
        tx.query(
            "INSERT INTO contract_applications (customer_id, contract_id, application)
             SELECT $1, $2, code FROM applications",
        )
        .bind(self.customer.0)
        .bind(id.0)
        .execute()
        .await?;
        self.known.contracts.push(Contract {
            id,
            number,
            name,
            label: None,
            applications: Applications::ALL,
            sub_accounts: Vec::new(),
        });

        Ok(())
    }

    async fn sub_account(
        &mut self,
        tx: &mut Tx,
        of: usize,
        number: SubAccountNumber,
        name: AccountName,
    ) -> sqlx::Result<()> {
        let new_id = self.new_id();
        let contract = &mut self.known.contracts[of];
        let sort = sub_account_sort(&number, &name);
        let known = contract.sub_accounts.iter_mut().find(|known| known.number == number);

        if known.as_ref().is_some_and(|known| known.name == name) {
            self.report.unchanged += 1;
            return Ok(());
        }

        if let Some(known) = known {
            known.name = name;
            self.report.updated += 1;
            tx.query(
                "UPDATE sub_accounts SET name = $4, sort = $5
                 WHERE customer_id = $1 AND contract_id = $2 AND id = $3",
            )
            .bind(self.customer.0)
            .bind(contract.id.0)
            .bind(known.id.0)
            .bind(known.name.as_str())
            .bind(&sort)
            .execute()
            .await?;
            tx.query(
                "UPDATE assignments SET sort_sub_account = $3
                 WHERE customer_id = $1 AND sub_account_id = $2",
            )
            .bind(self.customer.0)
            .bind(known.id.0)
            .bind(&sort)
            .execute()
            .await?;
            return Ok(());
        }

        self.report.created += 1;
        tx.query(
            "INSERT INTO sub_accounts (customer_id, contract_id, id, number, name, sort)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(self.customer.0)
        .bind(contract.id.0)
        .bind(new_id)
        .bind(number.as_str())
        .bind(name.as_str())
        .bind(sort)
        .execute()
        .await?;
        contract.sub_accounts.push(SubAccount { id: SubAccountId(new_id), number, name, label: None });

        Ok(())
    }

    async fn site(&mut self, tx: &mut Tx, name: SiteName) -> sqlx::Result<()> {
        if self.known.sites.iter().any(|known| known.name == name) {
            self.report.unchanged += 1;
            return Ok(());
        }

        let id = SiteId(self.new_id());
        self.report.created += 1;
        tx.query("INSERT INTO sites (customer_id, id, name, sort) VALUES ($1, $2, $3, $4)")
            .bind(self.customer.0)
            .bind(id.0)
            .bind(name.as_str())
            .bind(fold(name.as_str()))
            .execute()
            .await?;
        self.known.sites.push(Site { id, name });

        Ok(())
    }

    async fn profile(&mut self, tx: &mut Tx, name: ProfileName, rights: Rights) -> sqlx::Result<()> {
        let new_id = ProfileId(self.new_id());
        match self.known.profiles.iter_mut().find(|known| known.name == name) {
            Some(known) if known.rights == rights => self.report.unchanged += 1,
            Some(known) => {
                let before = std::mem::replace(&mut known.rights, rights);
                self.report.updated += 1;
                let id = known.id;
                profiles::note_change(tx, self.services, self.scope, id, &known.name, &before).await?;
                self.rights(tx, id, rights).await?;
            }
            None => {
                self.report.created += 1;
                tx.query("INSERT INTO profiles (customer_id, id, name, sort) VALUES ($1, $2, $3, $4)")
                    .bind(self.customer.0)
                    .bind(new_id.0)
                    .bind(name.as_str())
                    .bind(fold(name.as_str()))
                    .execute()
                    .await?;
                self.rights(tx, new_id, rights).await?;
                self.default_profile(tx, new_id).await?;
                self.known.profiles.push(Profile { id: new_id, name, rights });
            }
        }

        Ok(())
    }

    async fn rights(&self, tx: &mut Tx, profile: ProfileId, rights: Rights) -> sqlx::Result<()> {
        tx.query("DELETE FROM profile_rights WHERE customer_id = $1 AND profile_id = $2")
            .bind(self.customer.0)
            .bind(profile.0)
            .execute()
            .await?;
        for right in rights.iter() {
            tx.query(
                "INSERT INTO profile_rights (customer_id, profile_id, application, level)
                 VALUES ($1, $2, $3, $4)",
            )
            .bind(self.customer.0)
            .bind(profile.0)
            .bind(right.application.code())
            .bind(right.level.code())
            .execute()
            .await?;
        }

        Ok(())
    }

    async fn default_profile(&self, tx: &mut Tx, profile: ProfileId) -> sqlx::Result<()> {
        tx.query("UPDATE customers SET default_profile_id = $2 WHERE id = $1 AND default_profile_id IS NULL")
            .bind(self.customer.0)
            .bind(profile.0)
            .execute()
            .await?;
        Ok(())
    }
}

/// The name, folded, then the number.
pub(crate) fn sub_account_sort(number: &SubAccountNumber, name: &AccountName) -> String {
    format!("{} {number}", fold(name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::load;
    use crate::testing::contract_test;
    use domain::rights::{Application, Level, RightError};

    contract_test!(importing_the_same_file_again_changes_nothing, |world| async {
        let csv = "\u{feff}type;numero;nom;compte;droits\r\ncontrat;77;Un;;\r\nsous-compte;1;A;77;\r\nsite;;Nîmes;;\r\n\
                   profil;;Retours;;retours=gestion\r\n";
        let first = import(&world.services, &world.potters.scope, csv.as_bytes()).await.unwrap();
        assert_eq!(first, ReferenceReport { created: 4, updated: 0, unchanged: 0 });
        let known = load(&world.services, &world.potters.scope).await.unwrap();
        let entries = world.count("SELECT count(*) FROM journal").await;
        let second = import(&world.services, &world.potters.scope, csv.as_bytes()).await.unwrap();
        assert_eq!(second, ReferenceReport { created: 0, updated: 0, unchanged: 4 });
        assert_eq!(load(&world.services, &world.potters.scope).await.unwrap(), known);
        assert_eq!(world.count("SELECT count(*) FROM journal").await, entries);
    });

    contract_test!(what_is_called_otherwise_is_updated, |world| async {
        let csv = "contrat;10000700;Nouveau nom;;\nsous-compte;53;NOUVEAU;10000700;\nprofil;;Consultation;;suivi=gestion\n";
        let report = import(&world.services, &world.potters.scope, csv.as_bytes()).await.unwrap();
        assert_eq!(report, ReferenceReport { created: 0, updated: 3, unchanged: 0 });
        let known = load(&world.services, &world.potters.scope).await.unwrap();
        assert_eq!(known.contracts[0].name.as_str(), "Nouveau nom");
        assert_eq!(known.contracts[0].sub_accounts[1].name.as_str(), "NOUVEAU");
        assert_eq!(known.profiles[0].rights.level(Application::Tracking), Level::Manage);
        let other = load(&world.services, &world.other.scope).await.unwrap();
        assert_eq!(other, world.other.reference, "another customer's contract of the same number");
    });

    contract_test!(one_wrong_line_and_nothing_is_written, |world| async {
        for (csv, line, problem) in [
            ("site;;Nîmes;;\nentrepôt;;X;;\n", 2, Problem::Kind("entrepôt".to_owned())),
            ("site;;Nîmes;;\nsous-compte;1;A;404;\n", 2, Problem::UnknownContract("404".to_owned())),
            (
                "site;;Nîmes;;\nprofil;;P;;suivi=tout\n",
                2,
                Problem::Right(RightError("suivi=tout".to_owned())),
            ),
        ] {
            let refused = import(&world.services, &world.potters.scope, csv.as_bytes()).await;
            let Err(ReferenceImportError::Invalid(errors)) = refused else { panic!("{csv} was accepted") };
            assert_eq!(errors, [LineError { line, problem }]);
            assert_eq!(load(&world.services, &world.potters.scope).await.unwrap(), world.potters.reference);
        }
    });

    contract_test!(a_file_that_is_no_list_is_refused, |world| async {
        let (services, scope) = (&world.services, &world.potters.scope);
        let refused = import(services, scope, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").await;
        assert!(matches!(refused, Err(ReferenceImportError::Unreadable(ReadError::NotText))));

        let windows = import(services, scope, b"site;;N\xeemes;;\n").await.unwrap();
        assert_eq!(windows.created, 1);
        let known = load(services, scope).await.unwrap();
        assert!(known.sites.iter().any(|site| site.name.as_str() == "Nîmes"));
    });
}
