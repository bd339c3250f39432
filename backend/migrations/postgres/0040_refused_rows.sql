-- The rows that an import refused, as draft_rows had them, until they are dropped.
CREATE TABLE import_refused (
    customer_id  UUID    NOT NULL,
    import_id    UUID    NOT NULL,
    line         BIGINT NOT NULL,
    cells        TEXT    NOT NULL,
    verdict      TEXT    NOT NULL,
    issues       TEXT    NOT NULL,
    duplicate_of BIGINT,
    named        TEXT,
    choices      BIGINT,
    refused_at   BIGINT NOT NULL,
    PRIMARY KEY (customer_id, import_id, line),
    FOREIGN KEY (customer_id, import_id) REFERENCES imports (customer_id, id)
);

CREATE INDEX import_refused_by_age ON import_refused (refused_at);
