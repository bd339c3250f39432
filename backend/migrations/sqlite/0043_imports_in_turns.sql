-- The imports of many rows that are being written, some rows at a time so that nobody waits for all of them: one of a
-- customer's at a time. While its row stands here nobody else changes anything of the customer's
-- (backend/src/db/gate.rs). What is left to do stands here, and is gone on with after a restart.
CREATE TABLE imports_under_way (
    customer_id BLOB    NOT NULL PRIMARY KEY REFERENCES customers (id),
    import_id   BLOB    NOT NULL,
    -- What is being done with the rows: imports::write::Step. NULL: they are judged, and it is not among the imports yet.
    step        TEXT,
    -- The last line with which it was done.
    line        INTEGER NOT NULL,
    keep_names  INTEGER NOT NULL,
    reactivate  INTEGER NOT NULL,
    has_rights  INTEGER NOT NULL,
    -- What the journal tells of who committed it, beside whom it was.
    network     TEXT,
    is_operator INTEGER NOT NULL,
    -- When it was last gone on with.
    turned_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
