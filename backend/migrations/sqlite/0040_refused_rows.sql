-- The rows that an import refused, as draft_rows had them, until they are dropped.
CREATE TABLE import_refused (
    customer_id  BLOB    NOT NULL,
    import_id    BLOB    NOT NULL,
    line         INTEGER NOT NULL,
    cells        TEXT    NOT NULL,
    verdict      TEXT    NOT NULL,
    issues       TEXT    NOT NULL,
    duplicate_of INTEGER,
    named        TEXT,
    choices      INTEGER,
    refused_at   INTEGER NOT NULL,
    PRIMARY KEY (customer_id, import_id, line),
    FOREIGN KEY (customer_id, import_id) REFERENCES imports (customer_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX import_refused_by_age ON import_refused (refused_at);
