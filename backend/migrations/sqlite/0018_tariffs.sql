-- Mes tarifs: documents that the carrier publishes for a contract. Its twin is ../postgres/0018_tariffs.sql.

CREATE TABLE tariffs (
    customer_id     BLOB    NOT NULL,
    id              BLOB    NOT NULL,
    contract_id     BLOB    NOT NULL,
    -- domain::tariffs::TariffName: it tells the kind, and leads nowhere.
    name            TEXT    NOT NULL,
    -- In bytes.
    size            INTEGER NOT NULL,
    -- The first and the last day on which it holds, as ISO 8601 writes them.
    valid_from      TEXT    NOT NULL,
    valid_to        TEXT    NOT NULL,
    published_at    INTEGER NOT NULL,
    PRIMARY KEY (customer_id, id),
    UNIQUE (customer_id, contract_id, name),
    FOREIGN KEY (customer_id, contract_id) REFERENCES contracts (customer_id, id)
) STRICT, WITHOUT ROWID;

-- What is in a document, in pieces: it is written and read without being held whole.
CREATE TABLE tariff_pieces (
    customer_id     BLOB    NOT NULL,
    tariff_id       BLOB    NOT NULL,
    -- 0, 1, 2…
    number          INTEGER NOT NULL,
    content         BLOB    NOT NULL,
    PRIMARY KEY (customer_id, tariff_id, number),
    FOREIGN KEY (customer_id, tariff_id) REFERENCES tariffs (customer_id, id) ON DELETE CASCADE
) STRICT;
