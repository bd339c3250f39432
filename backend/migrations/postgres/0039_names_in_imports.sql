-- Which assignment of who is there a row means: the row may name no sub-account.
ALTER TABLE draft_rows ADD COLUMN found_id UUID;
-- How many accesses a row can mean that names no sub-account, where it says something that would change one of them.
ALTER TABLE draft_rows ADD COLUMN choices BIGINT;
-- The name that the row's person has, where they would get another.
ALTER TABLE draft_rows ADD COLUMN name_before TEXT;
-- Whether the row's person is suspended.
ALTER TABLE draft_rows ADD COLUMN is_suspended BIGINT;

ALTER TABLE imports ADD COLUMN renamed_count BIGINT NOT NULL DEFAULT 0;
ALTER TABLE imports ADD COLUMN restored_names BIGINT NOT NULL DEFAULT 0;

-- What an import changed about people, to be undone.
CREATE TABLE import_people (
    customer_id  UUID    NOT NULL,
    import_id    UUID    NOT NULL,
    user_id      UUID    NOT NULL,
    -- The names that they had, and those that they got.
    last_name    TEXT    NOT NULL,
    first_name   TEXT    NOT NULL,
    given_last   TEXT    NOT NULL,
    given_first  TEXT    NOT NULL,
    -- Whether they were suspended, and let in again.
    reactivated  BIGINT NOT NULL,
    PRIMARY KEY (customer_id, import_id, user_id),
    FOREIGN KEY (customer_id, import_id) REFERENCES imports (customer_id, id),
    FOREIGN KEY (customer_id, user_id) REFERENCES memberships (customer_id, user_id) ON DELETE CASCADE
);

CREATE INDEX import_people_by_person ON import_people (customer_id, user_id);
