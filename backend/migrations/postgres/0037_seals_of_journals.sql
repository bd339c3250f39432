-- What vouches for a journal as far as an entry: a keyed hash (HMAC-SHA-256) of that entry's own, which covers all before it.
-- The key is not in the database. A seal is set every minute where there is something new, and stands in the log.
CREATE TABLE journal_seals (
    customer_id     UUID    NOT NULL REFERENCES customers (id),
    -- The last entry that it covers.
    sequence        BIGINT NOT NULL,
    -- Tells with which key it was made, and nothing else of it.
    key_id          BYTEA    NOT NULL,
    seal            BYTEA    NOT NULL,
    PRIMARY KEY (customer_id, sequence)
);
