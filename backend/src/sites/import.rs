use super::create::insert;
use super::list::named;
use super::name::is_settling;
use crate::access::AdministratorScope;
use crate::customers;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::fold::fold;
use domain::ids::{CustomerId, SiteId};
use domain::names::SiteName;
use domain::sites::{Known, SiteLine, SiteVerdict, judge};
use serde_json::json;

/// Why no site of a file was created.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// What its lines would do is no longer what was said; this is what they would do now.
    #[error("the sites changed in the meantime")]
    Changed(Vec<SiteLine>),
    /// A site was called as one of them a moment ago, and is still being rewritten.
    #[error("a renamed site is still being rewritten")]
    Settling,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// What the names of a file would do, each with its line.
pub async fn preview(
    services: &Services,
    scope: &AdministratorScope,
    names: Vec<(u32, String)>,
) -> sqlx::Result<Vec<SiteLine>> {
    let mut lookup = services.db.of(scope).lookup().await?;
    judged(&mut lookup, scope.customer(), names).await
}

/// Creates the new sites among the lines of a preview, all or none; says how many. They are judged again first.
#[tracing::instrument(name = "sites.import", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn import(
    services: &Services,
    scope: &AdministratorScope,
    previewed: &[SiteLine],
) -> Result<u64, ImportError> {
    let operation = Operation::begin("sites.import");

    let (customer, now) = (scope.customer(), services.clock.now());
    let names = previewed.iter().map(|line| (line.line, line.text.clone())).collect();
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let lines = judged(&mut tx, customer, names).await?;
    if lines != previewed {
        return Err(ImportError::Changed(lines));
    }

    let mut created = 0;
    let new = lines.iter().filter(|line| line.verdict == SiteVerdict::New);
    for name in new.filter_map(|line| SiteName::parse(&line.text).ok()) {
        if is_settling(&mut tx, customer, None, &fold(name.as_str())).await? {
            return Err(ImportError::Settling);
        }
        insert(&mut tx, customer, SiteId(services.random.id(now)), &name).await?;
        created += 1;
    }

    if created > 0 {
        let entry = Entry { action: "sites.imported", subject: None, details: json!({ "created": created }) };
        journal::append(&mut tx, scope, now, entry).await?;
    }
    tx.commit().await?;

    operation.ended(Ok(created))
}

async fn judged(tx: &mut Tx, customer: CustomerId, names: Vec<(u32, String)>) -> sqlx::Result<Vec<SiteLine>> {
    let sites = named(tx, customer).await?;
    let known: Vec<Known> =
        sites.into_iter().map(|site| Known { name: site.name, archived: site.archived }).collect();
    Ok(judge(names, &known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::load;
    use crate::sites::create;
    use crate::sites::testing::name;
    use crate::testing::contract_test;

    fn typed(names: &[&str]) -> Vec<(u32, String)> {
        (2..).zip(names.iter().map(|name| (*name).to_owned())).collect()
    }

    contract_test!(what_was_previewed_is_created_and_a_second_time_nothing_is, |world| async {
        let (services, scope) = (&world.services, &world.potters.scope);
        let names = typed(&["Nîmes", "Antony", "Lyon Part-Dieu", "nimes", "a\u{202e}b", "Brest"]);
        let lines = preview(services, scope, names.clone()).await.unwrap();
        assert_eq!(load(services, scope).await.unwrap(), world.potters.reference);

        assert_eq!(import(services, scope, &lines).await.unwrap(), 2);
        let sites = load(services, scope).await.unwrap().sites;
        let sites: Vec<_> = sites.iter().map(|site| site.name.as_str()).collect();
        assert_eq!(sites, ["Antony", "Brest", "Lyon – Part-Dieu", "Nîmes", "Saint-Étienne"]);

        let again = preview(services, scope, names).await.unwrap();
        assert_eq!(import(services, scope, &again).await.unwrap(), 0);
        assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'sites.imported'").await, 1);
    });

    contract_test!(what_changed_since_the_preview_is_shown_before_anything_is_written, |world| async {
        let (services, scope) = (&world.services, &world.potters.scope);
        let lines = preview(services, scope, typed(&["Nîmes", "Brest"])).await.unwrap();
        create(services, scope, &name("NÎMES")).await.unwrap();
        let refused = import(services, scope, &lines).await;
        let Err(ImportError::Changed(now)) = refused else { panic!("{refused:?}") };
        assert_eq!(now[0].verdict, SiteVerdict::Similar { name: "NÎMES".into(), archived: false });
        assert_eq!(load(services, scope).await.unwrap().sites.len(), 4);
        assert_eq!(import(services, scope, &now).await.unwrap(), 1);
    });

    contract_test!(a_forged_preview_creates_nothing_that_the_server_would_not, |world| async {
        let (services, scope) = (&world.services, &world.potters.scope);
        let forged = SiteLine { line: 1, text: "ANTONY".into(), verdict: SiteVerdict::New };
        let refused = import(services, scope, &[forged]).await;
        assert!(matches!(refused, Err(ImportError::Changed(_))));
        assert_eq!(load(services, scope).await.unwrap(), world.potters.reference);
    });

    contract_test!(another_customer_s_sites_are_nobody_s_business, |world| async {
        let (services, scope) = (&world.services, &world.other.scope);
        let lines = preview(services, scope, typed(&["Saint-Étienne"])).await.unwrap();
        assert_eq!(lines[0].verdict, SiteVerdict::New);
        import(services, scope, &lines).await.unwrap();
        assert_eq!(load(services, &world.potters.scope).await.unwrap(), world.potters.reference);
    });
}
