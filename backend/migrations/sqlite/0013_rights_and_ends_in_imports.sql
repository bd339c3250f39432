-- Rights of one person and ends of accesses in an import: what a draft's row says of them, and what an import replaced, so
-- that it can be undone. Its twin is ../postgres/0013_rights_and_ends_in_imports.sql.

-- Levels by the codes of their applications, as JSON; NULL: the row decides nothing.
ALTER TABLE draft_rows ADD COLUMN rights TEXT;
-- As in assignments; NULL: the row decides nothing.
ALTER TABLE draft_rows ADD COLUMN ends_at INTEGER;

-- What the assignment has now where it would get something else: `suivi=aucun,retours=gestion`, and its end.
ALTER TABLE draft_rows ADD COLUMN rights_before TEXT;
ALTER TABLE draft_rows ADD COLUMN ends_before INTEGER;

-- As they were before the import.
ALTER TABLE import_changes ADD COLUMN given_by BLOB REFERENCES users (id);
ALTER TABLE import_changes ADD COLUMN ends_at INTEGER;

-- The personal rights of an assignment before an import changed it: all of them.
CREATE TABLE import_rights (
    customer_id     BLOB    NOT NULL,
    import_id       BLOB    NOT NULL,
    assignment_id   BLOB    NOT NULL,
    application     TEXT    NOT NULL REFERENCES applications (code),
    level           TEXT    NOT NULL CHECK (level IN ('aucun', 'consultation', 'gestion')),
    given_by        BLOB    REFERENCES users (id),
    given_at        INTEGER,
    ends_at         INTEGER,
    PRIMARY KEY (customer_id, import_id, assignment_id, application),
    FOREIGN KEY (customer_id, import_id, assignment_id)
        REFERENCES import_changes (customer_id, import_id, assignment_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
