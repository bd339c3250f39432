-- What the columns of a customer's files hold, as people said by hand: the next file with the same headings
-- is read so.
CREATE TABLE import_columns (
    customer_id     UUID    NOT NULL REFERENCES customers (id),
    -- SHA-256 of the headings.
    headings        BYTEA   NOT NULL,
    -- The field of each column in JSON, null for one that is left out.
    fields          TEXT    NOT NULL,
    noted_at        BIGINT  NOT NULL,
    PRIMARY KEY (customer_id, headings)
);
