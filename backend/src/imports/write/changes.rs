//! What assignments that exist get: another profile, another end.

use super::{Import, Lines};
use crate::db::Tx;

/// The first end of an assignment and its personal rights, when its own is `$own`.
macro_rules! next_end {
    ($own:literal) => {
        concat!(
            "(SELECT min(e.ends_at) FROM (SELECT ",
            $own,
            " AS ends_at UNION ALL
                 SELECT r.ends_at FROM personal_rights r
                 WHERE r.customer_id = assignments.customer_id AND r.assignment_id = assignments.id) e)"
        )
    };
}

pub(in crate::imports) use next_end;

const REMEMBER: &str =
    "INSERT INTO import_changes (customer_id, import_id, assignment_id, profile_id, given_by,
         ends_at, changed_at)
     SELECT a.customer_id, $3, a.id, a.profile_id, a.given_by, a.ends_at, a.changed_at
     FROM draft_rows d JOIN assignments a ON a.customer_id = d.customer_id AND a.id = d.found_id
     WHERE d.customer_id = $1 AND d.draft_id = $2 AND d.verdict = 'profile' AND d.line BETWEEN $4 AND $5";

const REMEMBER_RIGHTS: &str = "INSERT INTO import_rights (customer_id, import_id, assignment_id, application, level,
         given_by, given_at, ends_at)
     SELECT c.customer_id, c.import_id, c.assignment_id, r.application, r.level, r.given_by, r.given_at, r.ends_at
     FROM draft_rows d JOIN import_changes c ON c.customer_id = d.customer_id AND c.import_id = $3
         AND c.assignment_id = d.found_id
     JOIN personal_rights r ON r.customer_id = c.customer_id AND r.assignment_id = c.assignment_id
     WHERE d.customer_id = $1 AND d.draft_id = $2 AND d.verdict = 'profile' AND d.line BETWEEN $4 AND $5";

const CHANGE: &str = concat!(
    "UPDATE assignments SET
         profile_id = COALESCE(d.profile_id, assignments.profile_id),
         sort_profile = (SELECT p.sort FROM profiles p
             WHERE p.customer_id = $1 AND p.id = COALESCE(d.profile_id, assignments.profile_id)),
         given_by = CASE WHEN d.profile_id <> assignments.profile_id THEN $4 ELSE assignments.given_by END,
         ends_at = COALESCE(d.ends_at, assignments.ends_at),
         next_end_at = CASE WHEN d.ends_at IS NULL THEN assignments.next_end_at ELSE ",
    next_end!("d.ends_at"),
    " END,
         end_told_at = CASE WHEN d.ends_at IS NULL OR d.ends_at = assignments.ends_at
             THEN assignments.end_told_at END,
         changed_at = $3
     FROM draft_rows d
     WHERE d.customer_id = $1 AND d.draft_id = $2 AND d.verdict = 'profile' AND d.line BETWEEN $5 AND $6
         AND assignments.customer_id = $1 AND assignments.id = d.found_id"
);

impl Import {
    /// Writes them, and what stood there before.
    pub(super) async fn changes(&self, tx: &mut Tx, lines: &Lines) -> sqlx::Result<()> {
        for statement in [REMEMBER, REMEMBER_RIGHTS] {
            self.of_lines(tx, statement, lines).execute().await?;
        }

        tx.query(CHANGE)
            .bind(self.customer.0)
            .bind(self.draft_id.0)
            .bind(self.at.0)
            .bind(self.author.user.map(|user| user.0))
            .bind(*lines.start())
            .bind(*lines.end())
            .execute()
            .await
            .map(drop)
    }
}
