//! What people may do whatever their profiles say, once all assignments are there with the profiles that they keep.

use super::Import;
use super::changes::next_end;
use crate::db::Tx;

/// The rights `g` of the rows `d` of draft `$2` of customer `$1` with one of these verdicts, each with the assignment
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
             WHERE d.customer_id = $1 AND d.draft_id = $2 AND d.rights IS NOT NULL AND d.verdict IN ",
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
    ($each:literal) => {
        concat!(
            "INSERT INTO personal_rights (customer_id, assignment_id, application, level, given_by, given_at)
             SELECT a.customer_id, a.id, g.key, g.value, $4, $3",
            rights_of_rows!($each, "('create', 'assign', 'profile')"),
            " AND g.value <> COALESCE(w.level, 'aucun') AND o.level IS NULL"
        )
    };
}

const NEXT_ENDS: &str = concat!(
    "UPDATE assignments SET end_told_at = NULL, next_end_at = ",
    next_end!("assignments.ends_at"),
    " FROM draft_rows d
     WHERE d.customer_id = $1 AND d.draft_id = $2 AND d.verdict = 'profile' AND d.rights IS NOT NULL
         AND assignments.customer_id = $1 AND assignments.id = d.found_id
         AND assignments.next_end_at IS DISTINCT FROM ",
    next_end!("assignments.ends_at")
);

impl Import<'_> {
    /// Writes them.
    pub(super) async fn rights(&self, tx: &mut Tx) -> sqlx::Result<()> {
        let (customer, draft) = (self.scope.customer().0, self.draft_id.0);
        let take = tx.choose(take!("json_each(d.rights)"), take!("json_each_text(d.rights::json)"));
        let give = tx.choose(give!("json_each(d.rights)"), give!("json_each_text(d.rights::json)"));

        if self.counts.profile > 0 {
            tx.query(take).bind(customer).bind(draft).bind(self.at.0).execute().await?;
        }

        tx.query(give)
            .bind(customer)
            .bind(draft)
            .bind(self.at.0)
            .bind(self.scope.user().map(|user| user.0))
            .execute()
            .await?;

        if self.counts.profile > 0 {
            tx.query(NEXT_ENDS).bind(customer).bind(draft).execute().await?;
        }

        Ok(())
    }
}
