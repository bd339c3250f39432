use crate::access::CustomerScope;
use crate::services::Services;
use domain::imports::Field;

/// Which columns a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Columns {
    /// Those of the template.
    Template,
    /// Those of rights and ends as well, since there are some.
    All,
}

impl Columns {
    /// Those that a file of the scope needs. Rights that end by themselves are not in it: a file that is imported later
    /// would give them for good.
    pub(super) async fn of(services: &Services, scope: &CustomerScope) -> sqlx::Result<Self> {
        if scope.reach().is_some() {
            // Whether anybody elsewhere has one is not theirs to know.
            return Ok(Self::All);
        }

        let mut lookup = services.db.of(scope).lookup().await?;
        let found = lookup.query(
            "SELECT CASE WHEN EXISTS (SELECT 1 FROM assignments a
                     WHERE a.customer_id = $1 AND a.next_end_at IS NOT NULL AND a.ends_at IS NOT NULL)
                 OR EXISTS (SELECT 1 FROM personal_rights r
                     JOIN assignments a ON a.customer_id = r.customer_id AND a.id = r.assignment_id
                     WHERE r.customer_id = $1 AND r.ends_at IS NULL) THEN 1 ELSE 0 END",
        );
        let found: i32 = found.bind(scope.customer().0).scalar().await?;
        Ok(if found == 1 { Self::All } else { Self::Template })
    }

    pub(super) fn fields(self) -> &'static [Field] {
        const ALL: &[Field] = &Field::ALL;
        // What the template has comes first.
        match self {
            Self::Template => &ALL[..=Field::Email.index()],
            Self::All => ALL,
        }
    }
}
