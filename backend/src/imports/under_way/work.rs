use super::{Progress, importing};
use crate::db::Tx;
use crate::imports::undo::{People, Undoing};
use crate::imports::write::{BULK, Import, Lines, Step};
use crate::journal::Author;
use domain::ids::{CustomerId, ImportId, UserId};
use domain::time::Timestamp;
use uuid::Uuid;

/// What is done with an import that is under way.
pub(super) enum Work {
    /// Its rows are judged. Nothing was begun.
    Judging,
    Writing(Import),
    /// It is undone, of so many people who are yet to come, in the order of their keys.
    Undoing(Undoing, Vec<Uuid>),
}

/// What is done in one turn.
pub(super) enum Part<'a> {
    Rows(&'a Import, Step, Lines),
    People(&'a Undoing, People),
}

impl Part<'_> {
    pub(super) async fn take(&self, tx: &mut Tx) -> sqlx::Result<()> {
        match self {
            Self::Rows(import, step, lines) => import.take(tx, *step, lines).await,
            Self::People(undoing, people) => undoing.take(tx, people).await,
        }
    }
}

impl Work {
    pub(super) async fn load(tx: &mut Tx, customer: CustomerId, so_far: &Progress) -> sqlx::Result<Self> {
        if let Some(behind) = so_far.undone_to {
            let undoing = load_undoing(tx, customer, so_far.import_id).await?;
            let people = undoing.concerned(tx, behind).await?;
            return Ok(Self::Undoing(undoing, people));
        }

        Ok(importing::load(tx, customer, so_far).await?.map_or(Self::Judging, Self::Writing))
    }

    /// What is to be done next, with at most `size` rows or people; `None` once all is done.
    pub(super) async fn next(
        &self,
        tx: &mut Tx,
        so_far: &Progress,
        size: i64,
    ) -> sqlx::Result<Option<Part<'_>>> {
        match self {
            Self::Judging => Ok(None),
            Self::Writing(import) => {
                let next = importing::next(tx, import, so_far, size).await?;
                Ok(next.map(|(step, lines)| Part::Rows(import, step, lines)))
            }
            Self::Undoing(undoing, people) => {
                Ok(next_people(people, so_far, size).map(|people| Part::People(undoing, people)))
            }
        }
    }

    /// Whether it makes many rows more, or fewer.
    pub(super) const fn is_bulk(&self) -> bool {
        match self {
            Self::Judging => false,
            Self::Writing(import) => import.counts.create + import.counts.assign >= BULK,
            Self::Undoing(..) => true,
        }
    }

    /// Has the journal tell of it.
    pub(super) async fn end(&self, tx: &mut Tx, now: Timestamp) -> sqlx::Result<()> {
        match self {
            Self::Judging => Ok(()),
            Self::Writing(import) => import.end(tx, now).await,
            Self::Undoing(undoing, _) => undoing.end(tx, now).await,
        }
    }
}

/// The next of those of whom it is undone: nobody stands between them and those before.
fn next_people(people: &[Uuid], so_far: &Progress, size: i64) -> Option<People> {
    let behind = so_far.undone_to?;
    let rest = people.get(people.partition_point(|person| *person <= behind)..)?;
    let most = usize::try_from(size).unwrap_or(usize::MAX);
    let next = rest.get(..rest.len().min(most))?;

    Some(*next.first()?..=*next.last()?)
}

async fn load_undoing(tx: &mut Tx, customer: CustomerId, import: Uuid) -> sqlx::Result<Undoing> {
    let (at, user, network, is_operator): (i64, Option<Uuid>, Option<String>, i64) = tx
        .query(
            "SELECT i.undone_at, i.undone_by, w.network, w.is_operator
             FROM imports_under_way w JOIN imports i ON i.customer_id = w.customer_id AND i.id = w.import_id
             WHERE w.customer_id = $1 AND w.import_id = $2",
        )
        .bind(customer.0)
        .bind(import)
        .fetch_one()
        .await?;
    let author = Author {
        user: user.map(UserId),
        network: network.and_then(|network| network.parse().ok()),
        is_operator: is_operator > 0,
    };

    Ok(Undoing { customer, import: ImportId(import), author, at: Timestamp(at) })
}
