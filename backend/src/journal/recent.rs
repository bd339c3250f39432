use super::list::{END, Entries, NAMED};
use super::row::shown;
use crate::access::AdministratorScope;
use crate::observe::Operation;
use crate::services::Services;
use domain::journal::{Action, JournalFilter, JournalRow};

/// The latest entries about a person but their signing in, who is called by the address: at most `most` of them. None when the customer has
/// no such person.
#[tracing::instrument(name = "journal.recent", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn recent(
    services: &Services,
    scope: &AdministratorScope,
    person: &str,
    most: usize,
) -> sqlx::Result<Vec<JournalRow>> {
    let operation = Operation::begin("journal.recent");

    let filter = JournalFilter { person: Some(person.to_owned()), ..JournalFilter::default() };
    let mut tx = services.db.of(scope).lookup().await?;
    let Some(entries) = Entries::find(&mut tx, services, scope, &filter).await? else {
        return operation.ended(Ok(Vec::new()));
    };
    // When they came last stands beside it, and whoever comes every day would fill it.
    let rows = entries.without(Action::UserSignedIn).rows(&mut tx, END, false, most).await?;

    operation.ended(Ok(shown(&mut tx, services, scope, rows, NAMED).await?))
}
