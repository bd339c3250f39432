-- What an import must know to be undone, and what undoing it did. Its twin is ../postgres/0002_undo_of_imports.sql.

-- The import that brought the person to the customer.
ALTER TABLE memberships ADD COLUMN import_id BLOB;

UPDATE memberships SET import_id =
    (SELECT i.id FROM imports i
     WHERE i.customer_id = memberships.customer_id AND i.created_at = memberships.created_at);

-- When its place or profile was last changed; NULL: it is as it was made.
ALTER TABLE assignments ADD COLUMN changed_at INTEGER;

-- The same, as it was before the import.
ALTER TABLE import_changes ADD COLUMN changed_at INTEGER;

UPDATE assignments SET changed_at =
    (SELECT max(i.created_at) FROM import_changes c
     JOIN imports i ON i.customer_id = c.customer_id AND i.id = c.import_id
     WHERE c.customer_id = assignments.customer_id AND c.assignment_id = assignments.id)
WHERE id IN (SELECT assignment_id FROM import_changes);

-- Who deletes an assignment deletes what is kept of it, and must find it.
CREATE INDEX import_changes_by_assignment ON import_changes (customer_id, assignment_id);

-- NULL: the command line.
ALTER TABLE imports ADD COLUMN undone_by BLOB REFERENCES users (id);
ALTER TABLE imports ADD COLUMN removed_people INTEGER NOT NULL DEFAULT 0;
ALTER TABLE imports ADD COLUMN removed_assignments INTEGER NOT NULL DEFAULT 0;
ALTER TABLE imports ADD COLUMN restored_profiles INTEGER NOT NULL DEFAULT 0;

-- People for whom an undone import stays, in whole or in part, and why.
CREATE TABLE import_kept (
    customer_id     BLOB    NOT NULL,
    import_id       BLOB    NOT NULL,
    user_id         BLOB    NOT NULL,
    -- domain::imports::KeptReason.
    reason          TEXT    NOT NULL CHECK (reason IN ('assigned', 'changed', 'last', 'signed_in')),
    PRIMARY KEY (customer_id, import_id, user_id),
    FOREIGN KEY (customer_id, import_id) REFERENCES imports (customer_id, id)
) STRICT, WITHOUT ROWID;
