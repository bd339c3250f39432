//! What people may do whatever their profiles say, once an assignment is there with the profile that it keeps.

use super::changes::next_end;
use super::{Import, Lines};
use crate::db::{Query, Tx};

/// The rights `g` of the rows `d` on lines `$4` to `$5` of draft `$2` of customer `$1` with one of these verdicts, each with the assignment
/// `a` that gets it, the level `w` that its profile gives and the right `o` of its own that it has. `$each` are the rights of a row as `key` and `value`.
macro_rules! rights_of_rows {
    ($each:literal, $verdicts:literal) => {
        concat!(
            " FROM draft_rows d CROSS JOIN ",
            $each,
            " g
             JOIN assignments a ON a.customer_id = d.customer_id AND a.id = COALESCE(d.found_id, d.assignment_id)
             LEFT JOIN profile_rights w ON w.customer_id = a.customer_id AND w.profile_id = a.profile_id
                 AND w.application = g.key
             LEFT JOIN personal_rights o ON o.customer_id = a.customer_id AND o.assignment_id = a.id
                 AND o.application = g.key
             WHERE d.customer_id = $1 AND d.draft_id = $2 AND d.line BETWEEN $4 AND $5 AND d.rights IS NOT NULL
                 AND d.verdict IN ",
            $verdicts
        )
    };
}

/// Takes away the rights in whose place others stand, and those that say no more than the profile.
macro_rules! take {
    ($each:literal) => {
        concat!(
            "DELETE FROM personal_rights WHERE customer_id = $1 AND (assignment_id, application) IN
                 (SELECT a.id, g.key",
            rights_of_rows!($each, "('profile')"),
            " AND (o.level <> g.value OR o.level = COALESCE(w.level, 'aucun') OR o.ends_at <= $3))"
        )
    };
}

/// Gives what the profile does not say. Whoever has a right already keeps it with its end.
macro_rules! give {
    ($each:literal, $verdicts:literal) => {
        concat!(
            "INSERT INTO personal_rights (customer_id, assignment_id, application, level, given_by, given_at)
             SELECT a.customer_id, a.id, g.key, g.value, $6, $3",
            rights_of_rows!($each, $verdicts),
            " AND g.value <> COALESCE(w.level, 'aucun') AND o.level IS NULL"
        )
    };
}

const NEXT_ENDS: &str = concat!(
    "UPDATE assignments SET end_told_at = NULL, next_end_at = ",
    next_end!("assignments.ends_at"),
    " FROM draft_rows d
     WHERE d.customer_id = $1 AND d.draft_id = $2 AND d.line BETWEEN $3 AND $4 AND d.verdict = 'profile'
         AND d.rights IS NOT NULL
         AND assignments.customer_id = $1 AND assignments.id = d.found_id
         AND assignments.next_end_at IS DISTINCT FROM ",
    next_end!("assignments.ends_at")
);

impl Import {
    /// Writes those of the assignments that are changed.
    pub(super) async fn changed_rights(&self, tx: &mut Tx, lines: &Lines) -> sqlx::Result<()> {
        if !self.has_rights {
            return Ok(());
        }

        let take = tx.choose(take!("json_each(d.rights)"), take!("json_each_text(d.rights::json)"));
        let give = tx.choose(
            give!("json_each(d.rights)", "('profile')"),
            give!("json_each_text(d.rights::json)", "('profile')"),
        );
        self.about_rights(tx, take, lines).execute().await?;
        self.about_rights(tx, give, lines).bind(self.author.user.map(|user| user.0)).execute().await?;
        tx.query(NEXT_ENDS)
            .bind(self.customer.0)
            .bind(self.draft_id.0)
            .bind(*lines.start())
            .bind(*lines.end())
            .execute()
            .await
            .map(drop)
    }

    /// Writes those of the assignments that are new.
    pub(super) async fn new_rights(&self, tx: &mut Tx, lines: &Lines) -> sqlx::Result<()> {
        if !self.has_rights {
            return Ok(());
        }

        let give = tx.choose(
            give!("json_each(d.rights)", "('create', 'assign')"),
            give!("json_each_text(d.rights::json)", "('create', 'assign')"),
        );
        self.about_rights(tx, give, lines).bind(self.author.user.map(|user| user.0)).execute().await.map(drop)
    }

    fn about_rights<'tx>(&self, tx: &'tx mut Tx, statement: &'static str, lines: &Lines) -> Query<'tx> {
        let draft = tx.query(statement).bind(self.customer.0).bind(self.draft_id.0);
        draft.bind(self.at.0).bind(*lines.start()).bind(*lines.end())
    }
}
