-- Mes tarifs: documents that the carrier publishes for a contract. Its twin is ../sqlite/0018_tariffs.sql.

CREATE TABLE tariffs (
    customer_id     UUID    NOT NULL,
    id              UUID    NOT NULL,
    contract_id     UUID    NOT NULL,
    -- domain::tariffs::TariffName: it tells the kind, and leads nowhere.
    name            TEXT    NOT NULL,
    -- In bytes.
    size            BIGINT  NOT NULL,
    -- The first and the last day on which it holds, as ISO 8601 writes them.
    valid_from      TEXT    NOT NULL,
    valid_to        TEXT    NOT NULL,
    published_at    BIGINT  NOT NULL,
    PRIMARY KEY (customer_id, id),
    UNIQUE (customer_id, contract_id, name),
    FOREIGN KEY (customer_id, contract_id) REFERENCES contracts (customer_id, id)
);

-- What is in a document, in pieces: it is written and read without being held whole.
CREATE TABLE tariff_pieces (
    customer_id     UUID    NOT NULL,
    tariff_id       UUID    NOT NULL,
    -- 0, 1, 2…
    number          BIGINT  NOT NULL,
    content         BYTEA   NOT NULL,
    PRIMARY KEY (customer_id, tariff_id, number),
    FOREIGN KEY (customer_id, tariff_id) REFERENCES tariffs (customer_id, id) ON DELETE CASCADE
);
